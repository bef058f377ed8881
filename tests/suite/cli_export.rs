//! `export` and `backup` as processes.

use std::fs;

use crate::cli_run::Case;
use crate::desk_follow::{KEPT, PROMISE, notice};

#[test]
fn the_ledger_has_a_row_per_measure() {
    let case = Case::with_notices();
    let csv = case.run(&["export"]).ok().out;
    let rows = |text: &str| {
        csv::Reader::from_reader(text.as_bytes())
            .records()
            .map(Result::unwrap)
            .count()
    };
    assert_eq!(rows(&csv), 13);
    assert_eq!(rows(&case.run(&["export", "N2"]).ok().out), 4);
    let json = case.json(&["export", "--format", "json", "N1"]);
    assert_eq!(json.as_array().unwrap().len(), 9);
    assert_eq!(json[0]["progress"], "mixed");
    assert!(csv.starts_with("notice,inspected,"), "{csv}");
    assert!(
        case.run(&["export", "--bom", "--lang", "zh"])
            .ok()
            .out
            .starts_with("\u{feff}通报,被查单位,")
    );
    case.run(&["export", "N1.1"]).refused(2, "N1.1 is not a notice");
}

#[test]
fn the_ledger_tells_flags_with_what_was_said_of_them() {
    let case = Case::empty();
    let file = case.write(
        "notice.txt",
        "中共云岭实业有限公司委员会关于巡察整改进展情况的通报\n2023-09-12\n\
         根据县委巡察工作安排，2023年3月1日至2023年4月30日，县委第二巡察组对云岭实业有限公司党委进行了巡察。\
         2023年6月8日，县委巡察组共反馈问题5个。现将整改情况予以公布。\n\
         一、巡察反馈问题整改情况\n\
         （一）关于“库房管理混乱”的问题\n整改情况：\n\
         一是清点物资。发现隐患43处，完成整改35处，基本完成6处，未完成3处。\n\
         二是改造库房。拟于2024年3月底前完成库房照明改造。\n\
         （二）关于“车辆调度随意”的问题\n整改情况：\n收回多发油卡3张，加装定位装置12套，账卡相符。\n\
         联系电话：0000-1234567。\n",
    );
    case.run(&["import", &file.to_string_lossy()]).ok();
    case.run(&["dismiss", "N1.1.1", "sum", "--reason", "另有1处已撤项"])
        .ok();
    let json = case.json(&["export", "--format", "json", "--as-of", "2024-04-10"]);
    let flag = |row: usize, rule: &str| {
        let flags = json[row]["flags"].as_array().unwrap();
        flags.iter().find(|flag| flag["rule"] == rule).unwrap().clone()
    };
    let count = flag(0, "count");
    assert_eq!(
        (&count["on"], &count["severity"], &count["version"], &count["dismissed"]),
        (&"notice".into(), &"notice".into(), &1.into(), &serde_json::Value::Null)
    );
    assert!(
        count["message"].as_str().unwrap().contains("敏感事项可能未公开"),
        "{count}"
    );
    assert_eq!(
        (&count["operands"][0][0], &count["operands"][1][0]),
        (&"5".into(), &"2".into())
    );
    let sum = flag(0, "sum");
    assert_eq!(
        (&sum["on"], &sum["operands"][0][0]),
        (&"measure".into(), &"43处".into())
    );
    assert_eq!(sum["dismissed"]["reason"], "另有1处已撤项");
    assert!(sum["dismissed"]["at"].as_str().unwrap().starts_with("20") && sum["dismissed"]["reviewer"].is_string());
    let overdue = flag(1, "overdue");
    assert!(
        overdue["message_en"]
            .as_str()
            .unwrap()
            .starts_with("due 2024-03-31, 10 days ago"),
        "{overdue}"
    );

    let csv = case.run(&["export", "--as-of", "2024-04-10"]).ok().out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, head: &str| rows[row][heads.iter().position(|h| h == head).unwrap()].to_owned();
    assert!(
        cell(0, "flags").contains("[notice] notice count/count_mismatch v1: 5 findings are claimed"),
        "{csv}"
    );
    assert!(!cell(0, "flags").contains("sum/"));
    assert!(
        cell(0, "flags_set_aside").starts_with("sum/sum_mismatch: 另有1处已撤项 ("),
        "{csv}"
    );
    assert_eq!(
        (cell(0, "notice_measures"), cell(0, "notice_unreviewed")),
        ("3".into(), "3".into())
    );
    assert_eq!(cell(1, "worst_severity"), "notice");
}

/// Two notices of one organisation: the later one tells a promise of the earlier as done, and has its second finding again.
fn followed() -> Case {
    let case = Case::empty();
    let earlier = notice("云岭实业有限公司", "2022-05-01", "库房管理混乱", PROMISE);
    let later = notice("云岭实业有限公司", "2023-05-01", "库房管理仍然混乱", KEPT);
    for (name, text) in [("a.txt", earlier), ("b.txt", later)] {
        let file = case.write(name, text);
        case.run(&["import", &file.to_string_lossy()]).ok();
    }
    case
}

#[test]
fn what_comes_of_other_notices_is_in_the_ledger_on_both_sides() {
    let case = followed();
    let json = case.json(&["export", "--format", "json", "--as-of", "2024-05-01"]);
    let rows = json.as_array().unwrap();
    let flags = |rule: &str| -> Vec<&serde_json::Value> {
        let flags = rows.iter().flat_map(|row| row["flags"].as_array().unwrap());
        flags.filter(|flag| flag["rule"] == rule).collect()
    };
    let overdue = flags("overdue");
    assert_eq!(overdue.len(), 1, "{json}");
    assert_eq!(
        (&overdue[0]["severity"], &overdue[0]["kind"]),
        (&"info".into(), &"past_due".into())
    );
    let against = overdue[0]["against"]["text"].as_str().unwrap();
    assert!(against.contains("照明改造"), "{against}");
    let again = flags("again");
    assert_eq!(again.len(), 1, "{json}");
    assert_eq!(
        (&again[0]["on"], &again[0]["kind"]),
        (&"finding".into(), &"repeated".into())
    );
    assert_eq!(again[0]["against"]["text"], "车辆调度随意");
    let told = rows.iter().flat_map(|row| row["commitments"].as_array().unwrap());
    let told: Vec<_> = told.filter(|promise| !promise["later"].is_null()).collect();
    assert_eq!(told.len(), 1, "{json}");

    let csv = case.run(&["export", "--as-of", "2024-05-01"]).ok().out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let at = |head: &str| heads.iter().position(|h| h == head).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let overdue = rows
        .iter()
        .find(|row| row[at("flags")].contains("overdue/past_due v1"))
        .unwrap();
    assert!(overdue[at("flags")].contains("due 2022-12-31, 487 days ago"), "{csv}");
    assert!(overdue[at("later_notice")].contains("[done]"), "{csv}");
    let again = rows
        .iter()
        .find(|row| row[at("flags")].contains("again/repeated v2"))
        .unwrap();
    assert!(again[at("flags")].contains("[notice] finding again/repeated"), "{csv}");
}

#[test]
fn a_notice_without_findings_has_a_row_for_what_is_flagged_and_said_of_it() {
    let case = Case::empty();
    let file = case.write(
        "plain.txt",
        "中共云岭实业有限公司委员会关于巡察整改进展情况的通报\n2024-09-12\n\
         2023年6月8日，县委巡察组反馈了巡察意见。公司党委高度重视，整改工作正在有序推进，有关情况另行公布。\n",
    );
    case.run(&["import", &file.to_string_lossy()]).ok();
    case.run(&["comment", "N1", "只有开头，正文缺失"]).ok();
    let json = case.json(&["export", "--format", "json"]);
    let [row] = &json.as_array().unwrap()[..] else {
        panic!("one row: {json}");
    };
    assert!(row["finding_uid"].is_null() && row["measure_uid"].is_null() && row["disposition"].is_null());
    let flags = row["flags"].as_array().unwrap();
    assert!(
        flags
            .iter()
            .any(|flag| flag["rule"] == "structure" && flag["on"] == "notice"),
        "{row}"
    );
    assert_eq!(
        (&row["comments"][0]["on"], &row["comments"][0]["text"]),
        (&"notice".into(), &"只有开头，正文缺失".into())
    );
    let csv = case.run(&["export"]).ok().out;
    assert!(
        csv.contains("structure/no_findings") && csv.contains("[notice] 审1: 只有开头，正文缺失"),
        "{csv}"
    );
}

#[test]
fn comments_on_findings_and_notices_are_in_the_ledger_once() {
    let case = Case::with_notices();
    case.run(&["comment", "N1", "整份再看"]).ok();
    case.run(&["comment", "N1.2", "问题表述有出入"]).ok();
    case.run(&["comment", "N1.2.1", "已调阅原件"]).ok();
    let csv = case.run(&["export", "--lang", "zh"]).ok().out;
    for said in ["[通报] 审1: 整份再看", "[问题] 审1: 问题表述有出入", "审1: 已调阅原件"] {
        assert_eq!(csv.matches(said).count(), 1, "{said}: {csv}");
    }
    let json = case.json(&["export", "--format", "json"]);
    let on: Vec<&str> = json
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row["comments"].as_array().unwrap())
        .map(|comment| comment["on"].as_str().unwrap())
        .collect();
    assert_eq!(on, ["notice", "finding", "measure"]);
}

#[test]
fn a_file_takes_its_form_from_its_ending_and_is_not_overwritten_by_chance() {
    let case = Case::with_notices();
    let ran = case.run(&["export", "-o", "台账.json"]).ok();
    assert_eq!(
        (ran.out.as_str(), ran.err.as_str()),
        ("", "duizhang: 13 rows written to 台账.json\n")
    );
    let written = fs::read_to_string(case.path("台账.json")).unwrap();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&written)
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        13
    );
    case.run(&["export", "-o", "台账.json", "N1"])
        .refused(7, "台账.json exists already");
    assert_eq!(fs::read_to_string(case.path("台账.json")).unwrap(), written);
    case.run(&["export", "-o", "台账.json", "N1", "--force"]).ok();
    assert!(fs::read_to_string(case.path("台账.json")).unwrap().len() < written.len());
    case.run(&["export", "-o", "d.db", "--force"])
        .refused(2, "the output is the database itself");
    case.run(&["export", "-o", "no/such/folder.csv"])
        .refused(7, "cannot write no/such/folder.csv");
    case.run(&["list"]).ok();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_output_is_told() {
    let case = Case::with_notices();
    case.run(&["export", "-o", "/dev/full"])
        .refused(7, "cannot write /dev/full");
    for args in [&["export"][..], &["list", "--json"], &["completions", "zsh"]] {
        let mut command = case.command(args);
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command.stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(7), "{args:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
    }
}

#[test]
fn a_backup_is_a_database_and_never_overwrites() {
    let case = Case::with_notices();
    case.run(&["mark", "N1.1.1", "verified"]).ok();
    case.run(&["backup", "copy.db"]).ok();
    case.run(&["backup", "copy.db"]).refused(7, "copy.db exists already");
    assert_eq!(
        case.json(&["list", "--json", "--db", "copy.db"]),
        case.json(&["list", "--json"])
    );
    case.run(&["verify", "--db", "copy.db"]).ok();
}
