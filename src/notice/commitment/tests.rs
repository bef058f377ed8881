//! Promises of invented notices, with what they bind to.

use jiff::civil::date;

use super::*;
use CommitmentKind::*;

/// The invented notice: inspected until 2023-04-28, feedback on 2023-06-15, published on 2023-10-20.
fn anchor() -> Anchor {
    Anchor::of_notice(
        Some(date(2023, 4, 28)),
        Some(date(2023, 6, 15)),
        Some(date(2023, 10, 20)),
    )
}

type Row<'a> = (&'a str, CommitmentKind, Option<&'a str>);

fn check(rows: &[(&str, &[Row<'_>])]) {
    let mut wrong = Vec::new();
    for (text, expected) in rows {
        let found = read(text, &anchor());
        let got: Vec<(&str, CommitmentKind, Option<String>)> = found
            .iter()
            .map(|p| (&text[p.range.clone()], p.kind, p.due.map(|due| due.to_string())))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(text, kind, due)| (*text, *kind, due.map(str::to_owned)))
            .collect();
        if got != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  read     {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dated_promises_are_due_on_the_last_day() {
    check(&[
        (
            "已完成设计,2024年6月底前完成码头加固。",
            &[("2024年6月底前完成码头加固", Deadline, Some("2024-06-30"))],
        ),
        (
            "力争年内完成整改任务。",
            &[("力争年内完成整改任务", Deadline, Some("2023-12-31"))],
        ),
        (
            "制度正在修订,年底前印发。",
            &[("制度正在修订,年底前印发", Deadline, Some("2023-12-31"))],
        ),
        (
            "甲公司二季度内完成、乙公司三季度内完成清算。",
            &[
                ("甲公司二季度内完成", Deadline, Some("2023-06-30")),
                ("乙公司三季度内完成清算", Deadline, Some("2023-09-30")),
            ],
        ),
        (
            "6月底前编制完成2023-2025年人才规划。",
            &[("6月底前编制完成2023-2025年人才规划", Deadline, Some("2023-06-30"))],
        ),
        (
            "三个月内完成整改。",
            &[("三个月内完成整改", Deadline, Some("2024-01-20"))],
        ),
        (
            "今年可完成主体施工。",
            &[("今年可完成主体施工", Deadline, Some("2023-12-31"))],
        ),
        (
            "不具备条件的列入2024年预算。",
            &[("不具备条件的列入2024年预算", Deadline, Some("2024-12-31"))],
        ),
    ]);
}

#[test]
fn targets_documents_and_the_rest() {
    check(&[
        (
            "力争2024年新增3家示范单位。",
            &[("力争2024年新增3家示范单位", Target, Some("2024-12-31"))],
        ),
        (
            "研发投入将较上年提高10%以上。",
            &[("研发投入将较上年提高10%以上", Target, None)],
        ),
        (
            "拟制定《外包用工管理办法》。",
            &[("拟制定《外包用工管理办法》", Document, None)],
        ),
        (
            "下一步将根据方案进行处置。",
            &[("下一步将根据方案进行处置", Other, None)],
        ),
        (
            "将对亏损企业分类,并研究制定减亏计划。",
            &[("将对亏损企业分类,并研究制定减亏计划", Document, None)],
        ),
        (
            "待土地手续办结后实施搬迁。",
            &[("待土地手续办结后实施搬迁", Other, None)],
        ),
        ("方案细节需要进一步优化。", &[("方案细节需要进一步优化", Other, None)]),
        (
            "确定了到2025年利润翻番的目标。",
            &[("确定了到2025年利润翻番的目标", Target, Some("2025-12-31"))],
        ),
    ]);
}

#[test]
fn duties_that_come_again_have_no_due_date() {
    check(&[
        (
            "每季度向党委报告廉政风险排查情况。",
            &[("每季度向党委报告廉政风险排查情况", Recurring, None)],
        ),
        (
            "定期听取各部门负责人汇报。",
            &[("定期听取各部门负责人汇报", Recurring, None)],
        ),
        (
            "中心组学习每年不少于12次。",
            &[("中心组学习每年不少于12次", Recurring, None)],
        ),
        (
            "按季度开展经济运行分析。",
            &[("按季度开展经济运行分析", Recurring, None)],
        ),
        (
            "严格执行风险月报、季报机制。",
            &[("严格执行风险月报、季报机制", Recurring, None)],
        ),
        (
            "每季度听取汇报,每半年开展一次谈话。",
            &[
                ("每季度听取汇报", Recurring, None),
                ("每半年开展一次谈话", Recurring, None),
            ],
        ),
    ]);
}

#[test]
fn reports_and_phrases_promise_nothing() {
    check(&[
        ("已完成码头加固,收回租金38万元。", &[]),
        ("将考核结果作为评先评优的依据。", &[]),
        ("已召开季度例会,研究了重点事项。", &[]),
        ("修订《定期轮岗制度》。", &[]),
        ("执行每日一题答题活动。", &[]),
        ("开展年底考核工作。", &[]),
        ("2022年底前形成的欠款已全部收回。", &[]),
        ("盘活定期存款。", &[]),
    ]);
}

#[test]
fn the_reason_says_where_the_year_comes_from() {
    for (text, reason, precision) in [
        ("6月底前完成。", "6月底前，年份据反馈日期2023-06-15", Precision::Month),
        ("年底前完成。", "年底前，年份据公布日期2023-10-20", Precision::Year),
        ("2024年一季度前后拟完成。", "2024年一季度", Precision::Quarter),
        ("拟于2024年3月完成设计,5月完成施工。", "2024年3月", Precision::Month),
    ] {
        let found = read(text, &anchor());
        assert_eq!(
            (found[0].reason.as_str(), found[0].precision),
            (reason, Some(precision)),
            "{text}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn promises_lie_inside_and_in_order(text in "[已将拟完成计划每季度定期年底前6月内、2023,。;《》]{0,80}") {
        let mut end = 0;
        for promise in read(&text, &anchor()) {
            proptest::prop_assert!(text.get(promise.range.clone()).is_some() && promise.range.start >= end);
            end = promise.range.end;
        }
    }
}

#[test]
fn invented_sentences_promise_what_a_reader_finds_in_them() {
    let day = |y, m, d| Some(jiff::civil::date(y, m, d));
    let anchor = Anchor::of_notice(day(2023, 3, 10), day(2023, 4, 20), day(2023, 10, 15));
    let mut wrong = Vec::new();
    for line in include_str!("examples.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (sentence, expected) = line.split_once('\t').unwrap();
        let text = crate::text::fold::fold(sentence).text;
        let found: Vec<String> = read(&text, &anchor)
            .iter()
            .map(|promise| {
                let due = promise.due.map_or("-".to_owned(), |due| due.to_string());
                format!(
                    "{} {due} {}",
                    promise.kind.code(),
                    promise.precision.map_or("-", |precision| precision.code())
                )
            })
            .collect();
        let found = if found.is_empty() {
            "-".to_owned()
        } else {
            found.join(" | ")
        };
        if found != expected {
            wrong.push(format!("{sentence}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
