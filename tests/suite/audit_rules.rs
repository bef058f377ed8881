//! The audit checks on invented notices: per rule a table of what must be raised and of what must not (`tests/fixtures/audit`).

use std::fs;
use std::path::Path;

use duizhang::desk::{RULES, Raised, parse_asking, parse_bytes};
use duizhang::model::{Flag, ParsedNotice};
use proptest::prelude::*;

/// A notice around one text; the rules under test say nothing of the rest of it.
fn notice(place: &str, text: &str) -> String {
    let text = text.replace("\\n", "\n");
    let mut finding = "库房管理混乱";
    let mut answer = "清点物资412件，逐件登记造册，账目与实物相符。";
    let mut lead = "";
    let mut second = "加装定位装置12套，收回多发油卡3张，账目与油卡相符。";
    match place {
        "whole" => return text,
        "lead" => lead = &text,
        // A notice one of whose measures is still under way.
        "lead+" => {
            lead = &text;
            second = "正在加装定位装置12套，尚未投入使用，油卡已逐张核对。";
        }
        title => {
            finding = title;
            answer = &text;
        }
    }
    format!(
        "中共云岭实业有限公司委员会关于巡察整改进展情况的通报\n2023-09-12\n\
         根据县委巡察工作安排，2023年3月1日至2023年4月30日，县委第二巡察组对云岭实业有限公司党委进行了巡察。\
         2023年6月8日，县委巡察组反馈了巡察意见。现将整改情况予以公布。\n\
         一、整改组织情况\n公司党委逐条认领问题。{lead}\n\
         二、巡察反馈问题整改情况\n\
         （一）关于“{finding}”的问题\n整改情况：\n{answer}\n\
         （二）关于“车辆调度随意”的问题\n整改情况：\n{second}\n\
         欢迎广大干部群众监督。联系电话：0000-1234567；电子邮箱：jw@yunling.example。\n\
         中共云岭实业有限公司委员会\n"
    )
}

fn read(text: &str) -> ParsedNotice {
    parse_bytes(text.as_bytes(), "notice.txt")
}

fn raised<'a>(parsed: &'a ParsedNotice, rule: &str) -> Vec<&'a Flag> {
    parsed.flags.iter().filter(|flag| flag.rule == rule).collect()
}

#[test]
fn every_check_raises_what_its_table_says_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/audit");
    let mut faults = Vec::new();
    let of_the_text = |rule: &&duizhang::desk::Rule| matches!(rule.raised, Raised::Check(_) | Raised::Parser);
    for rule in RULES.iter().filter(of_the_text) {
        let path = folder.join(format!("{}.tsv", rule.id));
        let table = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (mut hits, mut none) = (0, 0);
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let [expected, place, text] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{}: three columns: {line}", rule.id);
            };
            let source = notice(place, text);
            let parsed = if rule.on {
                read(&source)
            } else {
                parse_asking(&source, rule)
            };
            let flags = raised(&parsed, rule.id);
            let mut kinds: Vec<&str> = flags.iter().map(|flag| flag.kind.as_str()).collect();
            kinds.sort_unstable();
            kinds.dedup();
            let got = if kinds.is_empty() {
                "-".to_owned()
            } else {
                kinds.join("+")
            };
            if got != expected {
                faults.push(format!("{}: {got} for {expected}: {text}", rule.id));
            }
            for flag in flags {
                faults.extend(fault(flag, &source, rule));
            }
            *(if expected == "-" { &mut none } else { &mut hits }) += 1;
        }
        assert!(hits > 0 && none > 0, "{} needs hits and traps", rule.id);
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What every flag must have: words in both languages, a place in the source, operands that stand where they say.
fn fault(flag: &Flag, source: &str, rule: &duizhang::desk::Rule) -> Option<String> {
    let whole = |span: duizhang::model::Span| source.get(span.range()).is_some();
    let good = flag.version == rule.version
        && flag.severity <= rule.severity
        && !flag.message.is_empty()
        && !flag.message_en.is_empty()
        && whole(flag.span)
        && flag
            .operands
            .iter()
            .all(|(word, span)| !word.is_empty() && whole(*span));
    (!good).then(|| format!("{flag:?}"))
}

#[test]
fn every_flag_belongs_to_a_rule() {
    for text in [
        "反馈问题43个，完成整改35个，基本完成6个，未完成3个。",
        "建立完善制度14项。",
    ] {
        for flag in read(&notice("lead", text)).flags {
            assert!(RULES.iter().any(|rule| rule.id == flag.rule), "{flag:?}");
        }
    }
}

#[test]
fn operands_are_the_words_that_collide_each_at_its_place() {
    let source = notice("lead", "巡察反馈问题43个，完成整改35个，基本完成6个，未完成3个。");
    let parsed = read(&source);
    let [flag] = raised(&parsed, "sum")[..] else {
        panic!("{:?}", parsed.flags);
    };
    let operands: Vec<&str> = flag.operands.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(operands, ["43个", "35个", "6个", "3个"]);
    for (word, span) in &flag.operands {
        assert_eq!(&source[span.range()], word);
    }
    assert_eq!(flag.message, "合计不符：35 + 6 + 3 = 44个，总数为43个");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_answer_is_checked_without_panic(
        text in "[0-9一二十百项个条人万元%问题措施制度已完成未正在拟将其中共等某、，。；：（）()《》“”\n2023年5月印发全部追缴]{0,120}"
    ) {
        let source = notice("库房管理混乱", &text);
        for flag in read(&source).flags {
            prop_assert!(source.get(flag.span.range()).is_some());
            prop_assert!(flag.operands.iter().all(|(_, span)| source.get(span.range()).is_some()));
        }
        read(&notice("lead", &text));
    }
}
