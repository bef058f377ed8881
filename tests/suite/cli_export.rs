//! `export` and `backup` as processes.

use std::fs;

use crate::cli_run::Case;

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
