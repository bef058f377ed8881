//! Correcting the parse by the command line.

use crate::cli_run::Case;
use crate::desk_correct::TEXT;

fn case() -> Case {
    let case = Case::empty();
    case.write("水务局.txt", TEXT);
    case.run(&["import", "水务局.txt"]).ok();
    case
}

#[test]
fn a_script_corrects_lists_and_takes_back() {
    let case = case();
    let say = |args: &[&str]| case.run(&[&["correct"], args].concat()).ok().out;
    let out = say(&["N1.1.1", "split", "--at", "印发《巡河"]);
    assert_eq!(
        out,
        "一是 完善巡河制度: split: another measure begins at “印发《巡河工作细则》，明确了各级…”\n"
    );
    say(&["N1.1.2", "relabel", "二是"]);
    say(&["N1.1.3", "relabel", "--none"]);
    say(&["N1.2", "retitle", "饮水管护不力"]);
    say(&["N1.1.4", "move", "--next"]);
    say(&["N1.1.1", "merge"]);
    say(&["N1.1.2", "drop"]);
    say(&["N1", "restore", "--at", "对12条河道"]);
    say(&["N1.2.3", "new-finding"]);
    say(&["N1.3", "merge", "--previous"]);
    say(&["N1", "reject", "--at", "202352日"]);
    say(&["N1", "accept", "--at", "202352日"]);
    let rows = case.json(&["correct", "N1", "list", "--json"]);
    let rows = rows.as_array().unwrap();
    let kinds: Vec<&str> = rows.iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "split",
            "relabel",
            "relabel",
            "retitle",
            "move",
            "merge",
            "drop",
            "restore",
            "new_finding",
            "merge_findings",
            "reject",
            "accept"
        ]
    );
    assert!(
        rows.iter().all(|row| row["fits"] == true && row["reviewer"] == "审1"),
        "{rows:?}"
    );
    let table = case.run(&["correct", "N1", "list"]).ok().out;
    assert_eq!(table.lines().count(), kinds.len());
    let shown = case.run(&["show", "N1"]).ok().out;
    assert!(shown.contains("饮水管护不力"), "{shown}");
    case.run(&["verify"]).ok();
    let history = case.run(&["history", "N1.2"]).ok().out;
    assert!(history.contains("retitle: 饮水管护不力"), "{history}");
    for _ in &kinds {
        case.run(&["undo"]).ok();
    }
    assert_eq!(case.json(&["correct", "N1", "list", "--json"]), serde_json::json!([]));
    case.run(&["verify"]).ok();
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let case = case();
    case.run(&["correct", "N1.1.1", "split", "--at", "没有的字"])
        .refused(2, "is not there");
    case.run(&["correct", "N1.1", "split", "--at", "一是"])
        .refused(2, "has to be a measure");
    case.run(&["correct", "N1", "new-finding", "--at", "整改情况"])
        .refused(2, "times");
    case.run(&["correct", "N1.1.3", "merge"])
        .refused(2, "no measure of the same finding");
    case.run(&["correct", "N1.1.1", "split", "--at", "完善巡河"])
        .refused(2, "nothing would be left on one side");
    case.run(&["correct", "N1", "restore", "--at", "对12条河道"])
        .refused(2, "nothing here was said to be no measure");
    assert_eq!(case.json(&["history", "--json"]), serde_json::json!([]));
}

#[test]
fn notices_are_read_again_on_demand() {
    let case = case();
    case.run(&["mark", "N1.1.1", "verified"]).ok();
    assert_eq!(
        case.run(&["import", "--reparse"]).ok().out,
        "0 read again: 0 came out otherwise, 0 verdicts to review again, 0 corrections no longer fit\n"
    );
    let report = case.json(&["import", "--reparse", "--all", "--json"]);
    assert_eq!(report[0]["notices"], 1);
    rusqlite::Connection::open(case.path("d.db"))
        .unwrap()
        .execute("UPDATE notices SET parser = '0.0.1'", [])
        .unwrap();
    let told = case.run(&["list"]).ok();
    assert!(told.err.contains("duizhang import --reparse"), "{}", told.err);
    case.run(&["import", "--reparse"]).ok();
    let told = case.run(&["show", "N1.1.1"]).ok();
    assert_eq!(told.err, "");
    assert!(told.out.contains("verdict: verified"), "{}", told.out);
    assert_eq!(case.run(&["import", "--reparse", "水务局.txt"]).code, 2);
}
