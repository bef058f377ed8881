//! Whatever the text, the parser comes back with spans that lie in it, nest, and together cover it.

use duizhang::desk::parse_bytes;
use duizhang::model::{ParsedNotice, Span};
use proptest::prelude::*;

/// Pieces of which notices and junk are made.
const PIECES: &[&str] = &[
    "一、",
    "二、",
    "三、",
    "(一)",
    "（二）",
    "（三）",
    "1.",
    "2．",
    "3、",
    "(1)",
    "（2）",
    "①",
    "②",
    "⑴",
    "1)",
    "一是",
    "二是",
    "三是",
    "四是",
    "首先,",
    "其次，",
    "最后，",
    "第一，",
    "第二,",
    "问题1：",
    "问题2:",
    "措施1：",
    "• ",
    "- ",
    "关于“",
    "”的问题",
    "针对",
    "的问题",
    "整改情况：",
    "整改情况如下:",
    "整改措施",
    "反馈问题：",
    "问题表述：",
    "在“",
    "”方面",
    "完成时限：",
    "\t",
    "\n序号\t反馈问题\t整改措施\t完成时限\t责任领导\n",
    "\n序号\t反馈问题\t整改措施\t整改进展\n1\t台账登记不及时\t1.补登台账。\t1.已补登,2024年6月底前核对。\n",
    "\n问题一\t台账登记不及时\n整改措施\t补登台账。\n责任领导\t陈某\n",
    "\n1\t台账登记不及时\t一是补登台账。\u{2028}二是核对。\t2024年6月\t陈某\n",
    "\n\t\t逐户核对台账\t7月\t\n",
    "| 1 | 会议制度不落实 |",
    "\u{2028}",
    "整改状态：已完成",
    "不到位",
    "加强管理",
    "。",
    "；",
    "，",
    ":",
    "\n",
    "\n\n",
    "  ",
    "\u{a0}",
    "\u{3000}",
    "《",
    "》",
    "“",
    "”",
    "（",
    "）",
    "2023年6月底前",
    "202247日",
    "1.5",
    "61项问题",
    "已完成21项",
    "欢迎广大干部群众进行监督。",
    "联系电话：010-12345678",
    "来源：某网",
    "责任编辑：某",
    "下一步，将继续整改",
    "對(duì)",
    "關于",
    "闪⒑D锨蚬荆凰舫そ",
    "\u{fffd}",
    "\u{200b}",
    "\u{1b}[31m",
    "😀",
    "é",
    "第",
    "项",
    "统一是",
    "县委第二巡察组对县局党组进行了巡察",
    "巡察整改虽然取得了成效，但还有差距",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..120).prop_map(|pieces| pieces.concat())
}

fn sound(source: &str, parsed: &ParsedNotice) -> Result<(), TestCaseError> {
    let inside = |span: Span| -> Result<(), TestCaseError> {
        prop_assert!(span.start <= span.end && source.get(span.range()).is_some(), "{span:?}");
        Ok(())
    };
    let mut end = 0;
    for section in &parsed.sections {
        inside(section.span)?;
        if section.level == 1 {
            prop_assert_eq!(section.span.start, end, "sections leave a gap or overlap");
            end = section.span.end;
        } else {
            prop_assert!(
                parsed
                    .sections
                    .iter()
                    .any(|outer| outer.level < section.level && outer.span.contains(section.span)),
                "a section stands in no other"
            );
        }
    }
    prop_assert_eq!(end, source.len(), "the sections do not cover the text");
    for finding in &parsed.findings {
        inside(finding.span)?;
        prop_assert!(finding.span.contains(finding.heading));
        prop_assert!(
            parsed
                .sections
                .iter()
                .any(|section| section.span.contains(finding.span))
        );
        let mut before = finding.span.start;
        for measure in &finding.measures {
            inside(measure.span)?;
            prop_assert!(
                finding.span.contains(measure.span),
                "{:?} in {:?}",
                measure.span,
                finding.span
            );
            prop_assert!(measure.span.start >= before, "measures overlap");
            before = measure.span.end;
            for commitment in &measure.commitments {
                inside(commitment.span)?;
                // A deadline that is printed for the finding stands beside its measures, and so does what a table says came of them.
                let in_table = source[finding.span.range()].contains(['\t', '|']);
                let home = if commitment.text.starts_with("完成时限：") || in_table {
                    finding.span
                } else {
                    measure.span
                };
                prop_assert!(home.contains(commitment.span));
            }
        }
    }
    for flag in &parsed.flags {
        inside(flag.span)?;
    }
    for step in parsed.next_steps.iter().flat_map(|step| &step.items) {
        inside(step.span)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in text()) {
        sound(&text, &parse_bytes(text.as_bytes(), "notice.txt"))?;
    }
}

#[test]
fn long_texts_without_order_are_read() {
    // One paragraph, a run without end, numbers without order, brackets never closed.
    for (piece, times) in [
        ("一是加强管理,完善制度。", 10_000),
        ("1.关于台账不清的问题。整改情况:一是补齐。二是核对。", 3_000),
        ("《“(", 20_000),
        ("整改情况:", 10_000),
        ("(一)", 15_000),
        ("\n", 60_000),
    ] {
        let text = piece.repeat(times);
        let parsed = parse_bytes(text.as_bytes(), "notice.txt");
        assert!(
            sound(&text[..], &parsed).is_ok(),
            "{piece:?}: {:?}",
            sound(&text, &parsed)
        );
    }
    let numbered: String = (1..20_000).map(|n| format!("{n}.加强管理。")).collect();
    assert!(sound(&numbered, &parse_bytes(numbered.as_bytes(), "notice.txt")).is_ok());
}

#[test]
fn no_claim_goes_over_the_cells_of_a_row() {
    let table = "关于巡察整改情况的公示\n序号\t存在问题\t整改措施\t完成时限\n\
                 1\t会议纪要归档不及时\t集中补归档三十份，追回资金8.6万元\t2024年6月\n2\t台账缺项\t补录32户资料\t2024年7月\n";
    let parsed = parse_bytes(table.as_bytes(), "notice.txt");
    let claims: Vec<&str> = parsed.claims.iter().map(|claim| claim.text.as_str()).collect();
    assert_eq!(claims, ["集中补归档三十份", "追回资金8.6万元", "补录32户资料"]);
    for claim in &parsed.claims {
        assert_eq!(&table[claim.span.range()], claim.text);
    }
}
