//! Looking and reviewing by the command line: list, show, mark, comment, undo, history, verify, find.

use crate::cli_run::Case;

#[test]
fn a_list_in_a_pipe_has_tabs_and_no_heads() {
    let case = Case::with_notices();
    let out = case.run(&["list", "--as-of", "2026-11-24"]).ok().out;
    let without_uids: Vec<String> = out
        .lines()
        .map(|line| {
            let mut cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.remove(1).len(), 8, "the beginning of the uid");
            cells.join(" | ")
        })
        .collect();
    insta::assert_snapshot!(without_uids.join("\n"), @r#"
    N1 | 2024 | 云溪港务 | 3 | 0 | 9 | 3 | 3 | 7/10 | 云溪4港务集团整改进展情况的通报
    N2 | 2023 | 云溪港务 | 2 | 0 | 4 | 2 | 2 | 7/10 | 云溪3港务集团整改进展情况的通报
    "#);
}

#[test]
fn a_notice_is_shown_as_a_tree_with_addresses() {
    let case = Case::with_notices();
    let out = case
        .run(&["show", "N2", "--lang", "zh", "--as-of", "2026-11-24"])
        .ok()
        .out;
    let (head, rest) = out.split_once('\n').unwrap();
    assert!(head.starts_with("N2 · ") && head.ends_with(" · 云溪.txt"), "{head}");
    insta::assert_snapshot!(rest, @r#"
    标题：云溪3港务集团整改进展情况的通报
    被查单位：云溪3港务集团有限公司党委
    检查组：市委第九巡察组
    反馈日期：2022-08-02
    公开日期：2023-04
    问题 2 · 已核 0/4 · 逾期承诺 2 · 提示 2
    自报完成 7/10 · 文面完成 2/4 · 已核实 0（0%–100%）

    一、关于落实主体责任方面
      N2.1 [待核] 1. 码头0号泊位安全责任压得不实 · 逾期 1 · 提示 1
        N2.1.1 [未核] 一是 修订泊位0巡查细则 · 逾期 1
        N2.1.2 [未核] 二是 修订泊位0巡查细则 · 提示 1
      N2.2 [待核] 2. 码头1号泊位安全责任压得不实 · 逾期 1 · 提示 1
        N2.2.1 [未核] 一是 修订泊位1巡查细则 · 逾期 1
        N2.2.2 [未核] 二是 修订泊位1巡查细则 · 提示 1
    下一步：下一步
      持续用力。
    自报：整改措施共10项，已完成7项
    清理：zero_width × 3
    提示：N2.1.2 vague/vague 无日期
    提示：N2.2.2 vague/vague 无日期
    "#);
    let shown = case.json(&["show", "n2", "--json"]);
    assert_eq!(shown["kind"], "notice");
    assert_eq!(shown["meta"]["feedback_date"], "2022-08-02");
    let rows = shown["outline"].as_array().unwrap();
    let addresses: Vec<&str> = rows.iter().filter_map(|row| row["address"].as_str()).collect();
    assert_eq!(addresses, ["N2.1", "N2.1.1", "N2.1.2", "N2.2", "N2.2.1", "N2.2.2"]);
    for address in addresses {
        let kind = if address.len() == 4 { "finding" } else { "measure" };
        let shown = case.json(&["show", address, "--json"]);
        assert_eq!((&shown["kind"], &shown["address"]), (&kind.into(), &address.into()));
        let uid = shown["uid"].as_str().unwrap();
        assert_eq!(case.json(&["show", &uid[..8], "--json"]), shown, "{uid} names it, too");
    }
}

#[test]
fn a_measure_is_shown_with_what_was_said_of_it() {
    let case = Case::with_notices();
    case.run(&["mark", "N1.2.1", "partial", "-m", "未附专报编号\n第二行"])
        .ok();
    case.run(&["mark", "N1.2.1", "3", "--reviewer", "审2"]).ok();
    case.run(&["mark", "N1.2.1", "broken", "--commitment", "1"]).ok();
    let out = case
        .run(&["show", "N1.2.1", "--lang", "zh", "--as-of", "2026-11-24"])
        .ok()
        .out;
    let stable: Vec<String> = out.lines().map(without_moments).collect();
    insta::assert_snapshot!(stable[1..].join("\n"), @r#"
    一、 2. 码头1号泊位安全责任压得不实

    一是 修订泊位1巡查细则，第4次专题会议逐条过堂，2023年6月底前完成第0轮复查。

    文面：部分完成
    核查结论：部分
      审2: 仅承诺 MOMENT
    承诺 1 [未兑现] 限期 2023-06-30 逾期 1243 天：2023年6月底前完成复查
    文件：《泊位1巡查细则》
    评论：审1 MOMENT [部分]
      未附专报编号
      第二行
    "#);
    let shown = case.json(&["show", "N1.2.1", "--json", "--as-of", "2026-11-24"]);
    assert_eq!(shown["verdict"], "partial");
    assert_eq!(shown["others"][0]["verdict"], "promise_only");
    assert_eq!(shown["commitments"][0]["check"], "broken");
    assert_eq!(shown["commitments"][0]["overdue_days"], 1243);
    for row in ["id", "notice", "finding"] {
        assert!(
            shown.get(row).is_none() && shown["commitments"][0].get(row).is_none(),
            "{row} is a row"
        );
    }
    let finding = case
        .run(&["show", "N1.2", "--lang", "zh", "--as-of", "2026-11-24"])
        .ok()
        .out;
    insta::assert_snapshot!(finding.split_once('\n').unwrap().1, @r#"
    一、 2. 码头1号泊位安全责任压得不实
    处置：待核
    文面完成 2/3 · 已核实 0（0%–67%）
        N1.2.1 [部分] 一是 修订泊位1巡查细则 · 逾期 1 · 评论 1
        N1.2.2 [未核] 二是 修订泊位1巡查细则
        N1.2.3 [未核] 三是 修订泊位1巡查细则 · 提示 1
    提示：vague/vague 无日期
    "#);
}

/// Moments hang on the clock; what stands around them does not.
fn without_moments(line: &str) -> String {
    let moment = regex::Regex::new(r"\d{4}-\d\d-\d\d \d\d:\d\d").unwrap();
    moment.replace_all(line, "MOMENT").into_owned()
}

#[test]
fn a_verdict_is_given_taken_back_and_given_again() {
    let case = Case::with_notices();
    let verdict = || case.json(&["show", "N1.1.1", "--json"])["verdict"].clone();
    let done = case.run(&["mark", "N1.1.1", "verified"]).ok().out;
    assert_eq!(done, "一是 修订泊位0巡查细则: verified\n");
    assert_eq!(verdict(), "verified");
    case.run(&["undo"]).ok();
    assert!(verdict().is_null());
    case.run(&["redo"]).ok();
    assert_eq!(verdict(), "verified");
    case.run(&["mark", "N1.1.1", "none"]).ok();
    assert!(verdict().is_null());
    let ran = case.run(&["redo"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "there is nothing to give back\n"));
}

#[test]
fn one_verdict_on_several_measures_is_one_act() {
    let case = Case::with_notices();
    case.run(&["mark", "N1.1.1", "N1.1.2", "N1.1.3", "属实"]).ok();
    assert_eq!(case.json(&["list", "--json"])[0]["reviewed"], 3);
    case.run(&["undo"]).ok();
    assert_eq!(case.json(&["list", "--json"])[0]["reviewed"], 0);
}

#[test]
fn what_is_wrong_with_a_mark_is_told_and_nothing_written() {
    let case = Case::with_notices();
    for (args, words) in [
        (&["mark", "N1.1.1", "2"][..], "needs a comment"),
        (&["mark", "N1.1.1", "unsupported", "-m", " "], "needs a comment"),
        (&["mark", "N1.1.1", "good"], "\"good\" is no verdict"),
        (&["mark", "N1.1", "verified"], "N1.1 is not a measure"),
        (&["mark", "N1.1.1", "N9.1.1", "verified"], "there is no N9.1.1"),
        (
            &["mark", "N1.1.1", "kept", "--commitment", "2"],
            "the measure has no commitment 2; it has 1",
        ),
        (
            &["mark", "N1.1.1", "kept", "--commitment", "0"],
            "the measure has no commitment 0",
        ),
        (
            &["mark", "N1.1.1", "verified", "--commitment", "1"],
            "\"verified\" is no check",
        ),
        (
            &["mark", "N1.1.1", "N1.1.2", "kept", "--commitment", "1"],
            "--commitment goes with one measure",
        ),
        (&["comment", "N1.1", " "], "blank"),
        (&["comment", "zz", "x"], "\"zz\" is not an address"),
        (&["show", "N1.1.1.1"], "there is no N1.1.1.1"),
    ] {
        case.run(args).refused(2, words);
    }
    assert_eq!(case.json(&["verify", "--json"])["events"], 0);
}

#[test]
fn comments_come_from_the_line_or_from_standard_input() {
    let case = Case::with_notices();
    case.run(&["comment", "N1", "整份通报未写联系人"]).ok();
    case.feed(&["comment", "N1.1", "-"], "第一行\r\n第二行\n".as_bytes())
        .ok();
    case.feed(&["mark", "N1.1.1", "4", "-m", "-"], "没有佐证".as_bytes())
        .ok();
    assert_eq!(
        case.json(&["show", "N1", "--json"])["comments"][0]["text"],
        "整份通报未写联系人"
    );
    assert_eq!(
        case.json(&["show", "N1.1", "--json"])["comments"][0]["text"],
        "第一行\n第二行"
    );
    assert_eq!(
        case.json(&["show", "N1.1.1", "--json"])["comments"][0]["verdict"],
        "unsupported"
    );
    case.feed(&["comment", "N1.1", "-"], b"\xff\xfe")
        .refused(3, "standard input is not UTF-8");
}

#[test]
fn history_is_told_of_all_of_one_notice_finding_or_measure() {
    let case = Case::with_notices();
    case.run(&["mark", "N1.1.1", "verified"]).ok();
    case.run(&["mark", "N1.1.2", "excluded"]).ok();
    case.run(&["comment", "N1.1", "问题本身"]).ok();
    case.run(&["mark", "N2.1.1", "verified"]).ok();
    case.run(&["mark", "N1.1.1", "kept", "--commitment", "1"]).ok();
    case.run(&["undo"]).ok();
    let seqs = |args: &[&str]| -> Vec<i64> {
        let args: Vec<&str> = ["history", "--json"].iter().chain(args).copied().collect();
        let rows = case.json(&args);
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["seq"].as_i64().unwrap())
            .collect()
    };
    assert_eq!(seqs(&[]), [6, 5, 4, 3, 2, 1]);
    assert_eq!(seqs(&["--limit", "2"]), [6, 5]);
    assert_eq!(seqs(&["N1"]), [6, 5, 3, 2, 1]);
    assert_eq!(seqs(&["N1.1"]), [6, 5, 3, 2, 1]);
    assert_eq!(seqs(&["N1.1", "--limit", "1"]), [6]);
    assert_eq!(seqs(&["N1.1.2"]), [2]);
    assert_eq!(seqs(&["N1.2"]), Vec::<i64>::new());
    let out = case.run(&["history"]).ok().out;
    let lines: Vec<String> = out.lines().map(without_moments).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    6	MOMENT	审1		云溪港务 一、 1. 一是 “2023年6月底前完成复查”	undo
    5	MOMENT	审1	undone	云溪港务 一、 1. 一是 “2023年6月底前完成复查”	kept
    4	MOMENT	审1		云溪港务 一、 1. 一是	verified
    3	MOMENT	审1		云溪港务 一、 1.	comment: 问题本身
    2	MOMENT	审1		云溪港务 一、 1. 二是	excluded
    1	MOMENT	审1		云溪港务 一、 1. 一是	verified
    "#);
}

#[test]
fn a_whole_log_verifies_and_a_changed_one_does_not() {
    let case = Case::with_notices();
    case.run(&["mark", "N1.1.1", "verified"]).ok();
    let good = case.run(&["verify"]).ok();
    assert!(good.out.starts_with("events: 1, head of the chain: "), "{}", good.out);
    let conn = rusqlite::Connection::open(case.path("d.db")).unwrap();
    conn.execute_batch("DROP TRIGGER events_never_change; UPDATE events SET reviewer = '审9'")
        .unwrap();
    let bad = case.run(&["verify"]);
    assert_eq!(bad.code, 1);
    assert!(bad.out.contains("event 1 was changed after it was written"), "{bad:?}");
    assert!(bad.err.contains("faults were found"), "{bad:?}");
}

#[test]
fn pinyin_finds_what_characters_say() {
    let case = Case::with_notices();
    // 安全责任 in a finding's title, by the initials of its pinyin.
    let hits = case.json(&["find", "aqzr", "--scope", "finding", "--json"]);
    let hits = hits.as_array().unwrap();
    assert_eq!(hits.len(), 5);
    for hit in hits {
        assert_eq!(hit["scope"], "finding");
        assert_eq!(
            case.json(&["show", hit["address"].as_str().unwrap(), "--json"])["title"],
            hit["text"]
        );
        let matched = hit["matched"].as_array().unwrap().iter();
        let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
        let found: String = matched.map(|at| text[at.as_u64().unwrap() as usize]).collect();
        assert_eq!(found, "安全责任");
    }
    let lines = case.run(&["find", "安全责任", "--limit", "2"]).ok().out;
    assert_eq!(lines.lines().count(), 2);
    assert!(lines.lines().all(|line| line.contains("\tfinding\t")), "{lines}");
}

#[test]
fn a_query_without_hits_ends_with_one() {
    let case = Case::with_notices();
    let ran = case.run(&["find", "qqqqzzzz", "--json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "[]\n"));
    let ran = case.run(&["find", "x", "--scope", "nowhere"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("measure"), "the lists are named: {}", ran.err);
}
