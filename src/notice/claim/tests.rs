//! Counted statements of invented notices.

use super::*;
use ClaimSubject::*;

type Row = (ClaimSubject, Option<i64>, Option<i64>, Option<f64>);

fn headline(text: &str) -> Vec<Row> {
    read(text)
        .into_iter()
        .filter(|s| s.subject != Other)
        .map(|s| (s.subject, s.total, s.done, s.rate))
        .collect()
}

#[test]
fn headlines_say_how_many_and_how_many_are_done() {
    for (text, rows) in [
        (
            "针对巡察反馈的43个问题,制定整改措施156条",
            vec![(Findings, Some(43), None, None), (Measures, Some(156), None, None)],
        ),
        (
            "巡察反馈的43项问题已经整改31项。",
            vec![(Findings, Some(43), Some(31), None)],
        ),
        (
            "提出整改措施156条,已经完成99条。",
            vec![(Measures, Some(156), Some(99), None)],
        ),
        (
            "反馈问题43个,完成整改35个,基本完成5个,未完成3个,整改完成率81.4%。",
            vec![(Findings, Some(43), Some(35), Some(81.4))],
        ),
        (
            "巡视反馈四十三个问题,已完成三十五个。",
            vec![(Findings, Some(43), Some(35), None)],
        ),
        ("拟立案2件。", vec![(Cases, Some(2), Some(0), None)]),
        (
            "已新建制度4项,拟新建或修订9项。",
            vec![(Documents, None, Some(4), None), (Documents, Some(9), Some(0), None)],
        ),
        (
            "修订《考勤办法》《用车办法》两项制度。",
            vec![(Documents, None, Some(2), None)],
        ),
        (
            "对《考勤办法》等5项制度进行了修订。",
            vec![(Documents, Some(5), Some(5), None)],
        ),
        ("下发整改通知书17份。", vec![(Documents, None, Some(17), None)]),
        ("下发17份整改任务通知书。", vec![(Documents, None, Some(17), None)]),
        (
            "立案3件,给予党纪处分5人。",
            vec![(Cases, None, Some(3), None), (Cases, None, Some(5), None)],
        ),
        ("8家单位共上报整改措施12条", vec![(Measures, Some(12), None, None)]),
        (
            "巡察反馈问题30个。已完成整改28个。",
            vec![(Findings, Some(30), Some(28), None)],
        ),
    ] {
        assert_eq!(headline(text), rows, "{text}");
    }
}

#[test]
fn other_peoples_problems_and_names_are_no_headlines() {
    for text in [
        "解决企业提出的各类问题40余个",
        "自查梳理出18个具体问题",
        "截至目前,已解决46项问题",
        "建立“四张清单”",
        "2021年3月问题",
        "第三项制度",
        "学习《十项措施》",
        "召开会议12次",
        "严格落实廉政谈话等6项制度",
    ] {
        assert_eq!(headline(text), [], "{text}");
    }
}

#[test]
fn everything_counted_is_listed_with_its_unit() {
    for (text, unit, done, total, approximate) in [
        ("召开会议12次", "次", Some(12), None, false),
        ("走访近40家企业", "家", Some(40), None, true),
        ("培训10余场", "场", Some(10), None, true),
        ("收回1.2亿元", "元", Some(120_000_000), None, false),
        ("收回资金85万元", "元", Some(850_000), None, false),
        ("收回资金66.57万元", "元", Some(665_700), None, false),
        ("反馈问题整改期间召开会议38次", "次", Some(38), None, false),
        ("计划培养30人", "人", Some(0), Some(30), false),
    ] {
        let found = read(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let one = &found[0];
        assert_eq!(
            (&text[one.unit.clone()], one.done, one.total, one.approximate),
            (unit, done, total, approximate),
            "{text}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_counted_without_panic(text in "[0-9一二十百项个条问题措施制度已完成拟%,。《》“”]{0,60}") {
        for statement in read(&text) {
            proptest::prop_assert!(text.get(statement.range).is_some() && text.get(statement.unit).is_some());
        }
    }
}

#[test]
fn invented_sentences_count_what_a_reader_finds_in_them() {
    let mut wrong = Vec::new();
    for line in include_str!("examples.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (sentence, expected) = line.split_once('\t').unwrap();
        let text = crate::text::fold::fold(sentence).text;
        let number = |number: Option<i64>| number.map_or_else(|| "_".to_owned(), |number| number.to_string());
        let found: Vec<String> = read(&text)
            .iter()
            .map(|one| {
                format!(
                    "{} {}/{} {}{}{}",
                    serde_json::to_value(one.subject).unwrap().as_str().unwrap(),
                    number(one.total),
                    number(one.done),
                    one.rate.map_or_else(String::new, |rate| format!("{rate}% ")),
                    if one.approximate { "~" } else { "" },
                    text[one.unit.clone()].trim()
                )
            })
            .collect();
        let found = found.join(" | ");
        if found.trim() != expected.trim() {
            wrong.push(format!("{sentence}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
