//! `import` and `parse` as processes: what goes in, what is told, how it ends.

use serde_json::Value;

use crate::build;
use crate::cli_run::Case;

fn notices(case: &Case) {
    for n in 1..=3 {
        case.write(&format!("in/{n}.txt"), build::notice(n, 1, 1).source);
    }
}

#[test]
fn importing_twice_changes_nothing_and_says_so() {
    let case = Case::empty();
    notices(&case);
    let first = case.run(&["import", "in"]).ok();
    assert!(first.out.ends_with("3 imported, 0 unchanged\n"), "{}", first.out);
    assert_eq!(
        first
            .out
            .lines()
            .filter(|line| line.starts_with("imported in/"))
            .count(),
        3
    );
    assert_eq!(first.err, "");
    let again = case.run(&["import", "in", "in/1.txt"]).ok();
    assert!(
        again.out.ends_with("0 imported, 4 unchanged; nothing changed\n"),
        "{}",
        again.out
    );
    let quiet = case.run(&["import", "-q", "in"]).ok();
    assert_eq!(quiet.out, "0 imported, 3 unchanged; nothing changed\n");
    assert_eq!(case.json(&["list", "--json"]).as_array().unwrap().len(), 3);
    let zh = case.run(&["import", "-q", "in", "--lang", "zh"]).ok();
    assert_eq!(zh.out, "导入 0 件，3 件未变化；数据库没有变化\n");
}

#[test]
fn one_bad_file_does_not_stop_the_others_and_shows_in_the_exit_code() {
    let case = Case::empty();
    notices(&case);
    case.write("in/2a.txt", "");
    case.write("in/2b.txt", [0_u8, 1, 2, 3].repeat(200));
    case.write("in/2c.txt", "%PDF-1.7 …");
    case.write("in/table.xlsx", "PK");
    let ran = case.run(&["import", "in", "gone.txt"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("skipped in/table.xlsx"), "{ran:?}");
    assert!(
        ran.out.ends_with("3 imported, 0 unchanged, 1 skipped, 4 failed\n"),
        "{ran:?}"
    );
    let told: Vec<&str> = ran.err.lines().collect();
    assert_eq!(
        told,
        [
            "duizhang: in/2a.txt: the file is empty; download or save it again",
            "duizhang: in/2b.txt: it is not a text file; .txt .md .html .mhtml .docx .pdf are read",
            "duizhang: in/2c.txt: the PDF file is damaged; download or save it again",
            "duizhang: gone.txt: there is no such file",
        ]
    );
}

#[test]
fn nothing_to_import_is_a_failure() {
    let case = Case::empty();
    case.write("empty/readme.rst", "#");
    std::fs::create_dir(case.path("none")).unwrap();
    case.run(&["import", "none"]).refused(3, "there is no notice to import");
    let ran = case.run(&["import", "empty"]);
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.contains("there is no notice to import") && ran.err.contains("hint: notices are .txt"),
        "{ran:?}"
    );
    case.run(&["import", "gone"]).refused(3, "gone: there is no such file");
}

#[test]
fn as_json_every_file_is_an_object_and_messages_stay_apart() {
    let case = Case::empty();
    notices(&case);
    case.write("in/4.txt", "");
    let ran = case.run(&["import", "in", "--json"]);
    assert_eq!(ran.code, 1);
    let files: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(files.len(), 4);
    assert_eq!(files[0]["path"], "in/1.txt");
    assert_eq!(files[0]["outcome"], "imported");
    assert_eq!(files[0]["uid"].as_str().unwrap().len(), 16);
    assert!(files[0].get("notice").is_none(), "rows of the database are not shown");
    assert_eq!(files[3]["outcome"], "failed");
    assert_eq!(files[3]["address"], Value::Null);
    assert!(
        ran.err.ends_with("duizhang: 3 imported, 0 unchanged, 1 failed\n"),
        "{}",
        ran.err
    );
    // The addresses lead to the files.
    for file in &files[..3] {
        let shown = case.json(&["show", file["address"].as_str().unwrap(), "--json"]);
        assert_eq!(shown["uid"], file["uid"]);
        assert_eq!(shown["file"], file["path"]);
    }
}

#[test]
fn standard_input_is_a_file_too() {
    let case = Case::empty();
    let source = build::notice(1, 1, 1).source;
    let ran = case.feed(&["import", "-"], source.as_bytes()).ok();
    assert!(ran.out.starts_with("imported -:"), "{}", ran.out);
    let ran = case.feed(&["import", "-", "gone.txt"], source.as_bytes());
    assert_eq!(ran.code, 1);
    assert!(ran.out.ends_with("0 imported, 1 unchanged, 1 failed\n"), "{}", ran.out);
    case.feed(&["import", "-"], b"").refused(3, "-: the file is empty");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let case = Case::empty();
    notices(&case);
    let path = case.path("in/2.txt");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&path).is_ok() {
        eprintln!("skipped: this user reads whatever the permissions say");
        return;
    }
    let ran = case.run(&["import", "in"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err, "duizhang: in/2.txt: no permission to read it\n");
}

#[test]
fn a_file_over_the_limit_is_told_without_being_read() {
    let case = Case::empty();
    let file = std::fs::File::create(case.path("big.txt")).unwrap();
    file.set_len(65 * 1024 * 1024).unwrap();
    case.run(&["import", "big.txt"])
        .refused(3, "big.txt: the file is larger than 64 MiB");
    case.run(&["parse", "big.txt"])
        .refused(3, "big.txt: the file is larger than 64 MiB");
}

#[test]
fn nothing_of_a_notice_steers_the_terminal() {
    let case = Case::empty();
    let hostile = "\u{1b}]0;owned\u{7}关于\u{202e}整改\u{9b}2J情况的通报\r\n一、整改\u{1b}[31m情况\n1.\u{2066}问题\u{7f}不实的问题\n一是\u{1b}c改。\n";
    let file = case.write("\u{1b}[31mx\u{202e}.txt", hostile);
    let name = file.file_name().unwrap().to_str().unwrap();
    for args in [
        &["import", name][..],
        &["import", name, "gone\u{1b}[2J.txt"],
        &["import", "--json", name],
        &["parse", name],
        &["parse", "--json", name],
        &["list"],
        &["list", "--json"],
        &["show", "N1"],
        &["show", "N1", "--json"],
        &["find", "整改"],
        &["export"],
        &["export", "--format", "json"],
        &["show", "N\u{1b}[2J"],
        &["mark", "N1", "\u{1b}[2J"],
    ] {
        let ran = case.run(args);
        assert!(ran.code <= 3, "{args:?}: {ran:?}");
        let active = |c: char| c != '\n' && c != '\t' && duizhang::desk::plain::is_active(c);
        assert!(!ran.out.contains(active), "{args:?}: {:?}", ran.out);
        assert!(!ran.err.contains(active), "{args:?}: {:?}", ran.err);
    }
}

#[test]
fn parse_prints_the_contract_without_any_database() {
    let case = Case::empty();
    case.write("a.txt", build::notice(1, 2, 2).source);
    let parsed = case.json(&["parse", "a.txt", "--json"]);
    let keys: Vec<&String> = parsed.as_object().unwrap().keys().collect();
    let expected = [
        "claims",
        "findings",
        "flags",
        "next_steps",
        "notice",
        "repairs",
        "sections",
    ];
    assert_eq!(keys, expected);
    assert!(!case.path("d.db").exists());
    case.run(&["parse", "a.txt"]).ok();
    let source = build::notice(1, 2, 2).source;
    let fed = case.feed(&["parse", "-", "--json"], source.as_bytes()).ok();
    assert_eq!(serde_json::from_str::<Value>(&fed.out).unwrap(), parsed);
    case.run(&["parse", "gone.txt", "--json"])
        .refused(3, "gone.txt: there is no such file");
    case.run(&["parse", "."]).refused(3, ".: not a regular file");
    case.write("empty.txt", "");
    case.run(&["parse", "empty.txt"])
        .refused(3, "empty.txt: the file is empty");
}

#[test]
fn parse_tells_why_a_notice_is_read_so() {
    let case = Case::empty();
    case.write(
        "a.txt",
        "关于巡察整改情况的通报\n1.关于“台账不清”的问题\n整改情况：一是补齐缺项。二是逐册核对。\n2.关于“值守脱岗”的问题\n整改情况：重排班表。\n",
    );
    let told = case.run(&["parse", "a.txt", "--explain"]).ok().out;
    for words in ["1.", "answers", "finding", "wrapped", "the whole answer"] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
    let explained = case.json(&["parse", "a.txt", "--explain", "--json"]);
    let taken = explained["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|sign| !sign["taken"].is_null());
    assert_eq!(
        taken.count() as u64,
        explained["outlines"][0]["signs"].as_u64().unwrap()
    );
}
