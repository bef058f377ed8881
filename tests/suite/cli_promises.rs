//! `promises`: the calendar in scripts.

use serde_json::Value;

use crate::cli_run::Case;

const NOTICE: &str = "中共云岭实业有限公司委员会关于巡察整改进展情况的通报\n2023-09-12\n\
    根据县委巡察工作安排，2023年3月1日至2023年4月30日，县委第二巡察组对云岭实业有限公司党委进行了巡察。\
    2023年6月8日，县委巡察组反馈了巡察意见。现将整改情况予以公布。\n\
    一、整改组织情况\n逐条认领问题，明确责任人和完成时限。\n\
    二、巡察反馈问题整改情况\n\
    （一）关于“库房管理混乱”的问题\n整改情况：\n\
    一是盘点物资。每季度对库房开展一次盘点。\n\
    二是改造库房。拟于2024年3月底前完成库房照明改造。\n\
    （二）关于“车辆调度随意”的问题\n整改情况：\n计划于2023年12月底前完成车辆定位装置加装。\n\
    欢迎广大干部群众监督。联系电话：0000-1234567。\n";

fn case() -> Case {
    let case = Case::empty();
    let file = case.write("notice.txt", NOTICE);
    assert_eq!(case.run(&["import", &file.to_string_lossy()]).code, 0);
    case
}

fn rows(case: &Case, args: &[&str]) -> Vec<(String, String, i64)> {
    let mut all = vec!["promises", "--json", "--as-of", "2024-01-10"];
    all.extend(args);
    let rows = case.json(&all);
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let row = |row: &Value| {
        let day = text(row, "due") + &text(row, "next");
        (text(row, "address"), day, row["overdue_days"].as_i64().unwrap())
    };
    rows.as_array().unwrap().iter().map(row).collect()
}

fn expected(rows: &[(&str, &str, i64)]) -> Vec<(String, String, i64)> {
    let row = |(address, day, late): &(&str, &str, i64)| ((*address).to_owned(), (*day).to_owned(), *late);
    rows.iter().map(row).collect()
}

#[test]
fn a_person_says_whether_two_notices_are_of_one_organisation() {
    let case = Case::empty();
    let notice = |organisation: &str, year: i32, answer: &str| {
        let before = year - 1;
        format!(
            "中共{organisation}委员会关于巡察整改进展情况的通报\n{year}-05-01\n\
             根据县委巡察工作安排，{before}年3月1日至{before}年4月30日，县委第二巡察组对{organisation}党委进行了巡察。\
             {before}年6月8日，县委巡察组反馈了巡察意见。现将整改情况予以公布。\n\
             一、巡察反馈问题整改情况\n（一）关于“库房管理混乱”的问题\n整改情况：\n{answer}\n\
             （二）关于“车辆调度随意”的问题\n整改情况：\n收回多发油卡3张，账卡相符。\n联系电话：0000-1234567。\n"
        )
    };
    let earlier = notice(
        "云溪市青禾区水务中心",
        2022,
        "清点物资412件。2022年12月底前完成泵站自动化改造。",
    );
    let later = notice("青禾区水务中心", 2023, "泵站自动化改造已于2022年11月完成，通过验收。");
    for (name, text) in [("a.txt", earlier), ("b.txt", later)] {
        let file = case.write(name, text);
        case.run(&["import", &file.to_string_lossy()]).ok();
    }
    let kin = || {
        case.json(&["follow-up", "N1", "--json"])[0]["kin"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let later = || case.run(&["promises", "N2", "--as-of", "2023-06-01"]).ok().out;
    assert_eq!(kin(), "proposed");
    assert!(!later().contains("[done]"), "{}", later());
    case.run(&["same", "N1", "N2"]).ok();
    assert_eq!(kin(), "confirmed");
    assert!(
        later().contains("（2023-05-01） says [done] 泵站自动化改造"),
        "{}",
        later()
    );
    let check = case.run(&["check", "N2", "--rule", "overdue", "--as-of", "2023-06-01"]);
    assert!(check.out.contains("\tinfo\toverdue\t"), "{check:?}");
    assert!(case.run(&["history"]).ok().out.contains("the same organisation"));
    case.run(&["same", "N1", "N2", "--not"]).ok();
    assert_eq!(kin(), "refused");
    case.run(&["undo"]).ok();
    assert_eq!(kin(), "confirmed");
    case.run(&["same", "N1", "N2", "--forget"]).ok();
    assert_eq!(kin(), "proposed");
    case.run(&["same", "N1", "N1"]).refused(2, "one notice");
    case.run(&["same", "N1", "N2.1"]).refused(2, "N2.1 is not a notice");
    case.run(&["verify"]).ok();
}

#[test]
fn overdue_promises_come_first_and_recurring_ones_have_their_next_day() {
    let case = case();
    let late = ("N1.2.1", "2023-12-31", 10);
    let soon = ("N1.1.2", "2024-03-31", -81);
    // Quarters from the publication on 2023-09-12: 12-12 is over, the next is 03-12.
    let again = ("N1.1.1", "2024-03-12", -62);
    assert_eq!(rows(&case, &[]), expected(&[late, again, soon]));
    assert_eq!(rows(&case, &["--state", "overdue"]), expected(&[late]));
    assert_eq!(rows(&case, &["--state", "recurring"]), expected(&[again]));
    assert_eq!(rows(&case, &["--state", "soon"]), expected(&[]));
    assert_eq!(rows(&case, &["--org", "雲嶺 照明"]), expected(&[soon]));
    assert_eq!(rows(&case, &["--org", "别处"]), expected(&[]));
    assert_eq!(rows(&case, &["N1"]).len(), 3);
    case.run(&["promises", "N1.1"]).refused(2, "N1.1");
    assert_eq!(case.run(&["promises", "--state", "lost"]).code, 2);
}

#[test]
fn the_gap_stands_in_show_list_and_export() {
    let case = case();
    let done = |address: &str| {
        case.run(&["mark", address, "verified"]).ok();
    };
    done("N1.1.1");
    // Three measures, one of them verified, and the first worded as done (开展一次).
    let shown = case.run(&["--lang", "zh", "show", "N1"]).ok().out;
    assert!(shown.contains("文面完成 1/3 · 已核实 1（33%–100%）"), "{shown}");
    let shown = case.run(&["--lang", "en", "show", "N1.2"]).ok().out;
    assert!(shown.contains("worded done 0/1 · verified 0 (0%–100%)"), "{shown}");
    let list = case.json(&["list", "--json"]);
    assert_eq!(list[0]["gap"]["verified"], 1);
    assert_eq!(list[0]["gap"]["unreviewed"], 2);
    let ledger = case.json(&["export", "--format", "json", "--as-of", "2024-01-10"]);
    assert_eq!(ledger[0]["notice_gap"]["measures"], 3);
    assert_eq!(ledger[0]["finding_gap"]["measures"], 2);
    let standing = |row: usize| ledger[row]["commitments"][0]["standing"].as_str().unwrap();
    assert_eq!([standing(0), standing(1), standing(2)], ["ahead", "ahead", "overdue"]);
    assert_eq!(ledger[0]["commitments"][0]["next"], "2024-03-12");
}

#[test]
fn the_overview_counts_notices_organisations_verdicts_and_months() {
    let case = case();
    // The same organisation in the other script, a year later.
    let later = NOTICE.replace("云岭", "雲嶺").replace("2023-09-12", "2024-09-12");
    let file = case.write("later.txt", later);
    case.run(&["import", &file.to_string_lossy()]).ok();
    case.run(&["mark", "N1.1.1", "verified"]).ok();
    let overview = case.json(&["overview", "--json", "--as-of", "2024-01-10"]);
    assert_eq!(overview["notices"].as_array().unwrap().len(), 2);
    assert_eq!(overview["organisations"].as_array().unwrap().len(), 1);
    assert_eq!(overview["organisations"][0]["gap"]["measures"], 6);
    assert_eq!(overview["organisations"][0]["gap"]["verified"], 1);
    let count = |verdict: Value| {
        let rows = overview["verdicts"].as_array().unwrap();
        rows.iter().find(|row| row["verdict"] == verdict).unwrap()["count"].clone()
    };
    assert_eq!((count(Value::Null), count("verified".into())), (5.into(), 1.into()));
    assert_eq!(overview["months"][0]["month"], 12);
    let printed = case.run(&["overview", "--organisations"]).ok().out;
    assert_eq!(printed.lines().count(), 1);
}

#[test]
fn the_calendar_file_is_stable_but_for_its_stamp() {
    let case = case();
    let ran = case.run(&["promises", "--ics", "--as-of", "2024-01-10"]).ok();
    let stable = |text: &str| -> Vec<String> {
        let lines = text.split("\r\n").filter(|line| !line.starts_with("DTSTAMP:"));
        lines.map(str::to_owned).collect()
    };
    let lines = stable(&ran.out);
    assert_eq!(
        lines,
        stable(&case.run(&["promises", "--ics", "--as-of", "2024-01-10"]).out)
    );
    let starting = |with: &str| lines.iter().filter(|line| line.starts_with(with)).count();
    assert_eq!(
        [starting("BEGIN:VEVENT"), starting("UID:"), starting("RRULE:")],
        [3, 3, 1]
    );
    assert!(lines.contains(&"DTSTART;VALUE=DATE:20231231".to_owned()));
    assert!(lines.contains(&"RRULE:FREQ=MONTHLY;INTERVAL=3".to_owned()));
    assert!(lines.iter().all(|line| line.len() <= 75));
}

#[test]
fn a_letter_asks_for_what_is_wanting() {
    let case = case();
    let day = ["--lang", "zh", "--as-of", "2024-01-10"];
    let letter = |args: &[&str]| {
        let all: Vec<&str> = day.iter().chain(&["letter"]).chain(args).copied().collect();
        case.run(&all)
    };
    let one = letter(&["N1.2"]).ok().out;
    assert!(
        one.contains("中共云岭实业有限公司委员会") && one.contains("下列 1 条整改措施"),
        "{one}"
    );
    assert!(one.contains("承诺 2023-12-31 到期，已逾期 10 天"), "{one}");
    assert!(!one.contains("N1.1.1") && letter(&["N1"]).ok().out.contains("N1.1.1"));
    let file = case.path("函.md");
    let name = file.to_string_lossy().into_owned();
    letter(&["N1.2", "--output", &name]).ok();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), one);
    letter(&["N1.1", "--output", &name]).refused(7, "已存在");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), one);
    letter(&["N1.1", "--output", &name, "--force"]).ok();
    assert_ne!(std::fs::read_to_string(&file).unwrap(), one);
    case.run(&["comment", "N1.2.1", "只有计划"]).ok();
    assert!(!letter(&["N1.2"]).out.contains("只有计划"));
    assert!(letter(&["N1.2", "--comments"]).out.contains("只有计划"));
}

#[test]
fn a_later_notice_is_held_against_earlier_promises_of_an_abbreviated_name() {
    let case = case();
    let later = NOTICE
        .replace("中共云岭实业有限公司委员会关于", "雲嶺實業有限責任公司黨委關於")
        .replace("对云岭实业有限公司党委进行", "对云岭实业有限责任公司进行")
        .replace("2023", "2025")
        .replace("拟于2024年3月底前完成库房照明改造", "已于2024年3月完成库房照明改造");
    let file = case.write("later.txt", later);
    case.run(&["import", &file.to_string_lossy()]).ok();
    let found = case.json(&["follow-up", "N1", "--json", "--as-of", "2025-10-01"]);
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    let earlier = &found[0];
    assert_eq!(earlier["address"], "N2");
    assert!(earlier["score"].as_f64().unwrap() >= 0.7);
    let promises = earlier["promises"].as_array().unwrap();
    let lights = promises
        .iter()
        .find(|row| row["promise"]["text"].as_str().unwrap().contains("照明"))
        .unwrap();
    assert_eq!(lights["promise"]["standing"], "overdue");
    assert_eq!(lights["later"]["progress"], "done");
    assert_eq!(earlier["returned"].as_array().unwrap().len(), 2);
    // The earlier one has nothing before it, and a finding is no notice.
    assert_eq!(case.json(&["follow-up", "N2", "--json"]).as_array().unwrap().len(), 0);
    case.run(&["follow-up", "N1.1"]).refused(2, "N1.1");
}
