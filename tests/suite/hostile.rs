//! Texts built to choke the parser: what stands in it without end is read, and what comes out stays in proportion.

use duizhang::model::ParsedNotice;
use duizhang::notice;
use duizhang::text::clean::clean;

fn parse(text: &str) -> ParsedNotice {
    notice::parse(text, &clean(text))
}

/// Bytes of everything that was read out of a text.
fn read_out(parsed: &ParsedNotice) -> usize {
    serde_json::to_string(parsed).unwrap().len()
}

#[test]
fn a_line_of_nothing_but_marks_is_read() {
    // A bullet before a bullet once went one call deeper: some ten thousand overflowed the stack of a test.
    for mark in [
        "●",
        "•",
        "■",
        "-",
        "*",
        ">",
        "#",
        "（",
        "“",
        "《",
        "一、",
        "1.",
        "（一）",
        "\t",
        "|",
        // Each of these once was looked at to the end of its line, or of the text.
        "整改措施",
        "方面存在的问题",
        "整改情况：",
        "整改情况：1.",
        "整改情况：一、",
        "关于甲的问题整改情况：",
        "整改情况：已完成。",
        "责任部门：",
        "锘",
        // Each line looks like the first pair of a table that stands upright.
        "\t\n整改措施：",
        "\t\n问题一：",
        "责任部门：\t甲\n",
        "反馈问题\t甲\n整改措施\t乙\n整改情况\t丙\n",
        "整改措施\t乙\n整改情况\t丙\n反馈问题\t甲\n",
    ] {
        let text = mark.repeat(20_000);
        let parsed = parse(&text);
        assert!(
            parsed.findings.iter().all(|finding| finding.span.end <= text.len()),
            "{mark}"
        );
    }
}

#[test]
fn what_is_read_out_grows_with_the_text_and_not_with_its_square() {
    // Every counted thing is told with its clause: a clause without end would be told as often as it has numbers.
    for unit in [
        "30%",
        "21个问题",
        "已整改21个，",
        "制定制度12项",
        "会议3次",
        "追缴1.5万元",
        "6月",
        "百分之八十",
        "《甲》《乙》等2项制度",
        "一是加强。",
        "1.关于甲的问题",
        "甲\t乙\n",
        "甲\t乙\t丙\n",
        "每季度",
        "2024年6月底前完成",
        "责任部门：财务部",
    ] {
        let small = read_out(&parse(&unit.repeat(1_000)));
        let large = read_out(&parse(&unit.repeat(4_000)));
        // Four times the text; a square would make it sixteen times as much.
        assert!(
            large <= small * 6 + 10_000,
            "{unit:?}: {small} bytes of four times the text are {large}"
        );
    }
}

#[test]
fn a_number_of_many_digits_is_none() {
    let parsed = parse(&format!("共{}个问题。", "1".repeat(200_000)));
    assert!(parsed.claims.is_empty());
}

#[test]
fn numbers_that_count_nothing_are_not_all_flagged() {
    // Every one of them is the double of the one before.
    for unit in ["\n9.", "\n9.甲", "①②"] {
        let few = parse(&unit.repeat(100));
        assert!(!few.flags.is_empty(), "{unit:?}");
        let many = parse(&unit.repeat(20_000));
        assert!(many.flags.len() < 2_000, "{unit:?}: {} flags", many.flags.len());
    }
}
