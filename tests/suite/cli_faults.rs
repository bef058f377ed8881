//! Databases that are not as they should be, as the user of the command line meets them: a clear message, the right exit
//! code, and nothing lost.

use std::fs;

use rusqlite::Connection;

use crate::build;
use crate::cli_run::Case;

#[test]
fn a_missing_database_is_missed_by_who_looks_and_made_by_who_imports() {
    let case = Case::empty();
    for args in [
        &["list"][..],
        &["show", "N1"],
        &["find", "x"],
        &["history"],
        &["verify"],
        &["export"],
        &["backup", "b.db"],
    ] {
        let ran = case.run(args).refused(4, "there is no database at");
        assert!(ran.err.contains("hint: import notices first"), "{ran:?}");
    }
    case.run(&["import", "--read-only", "."])
        .refused(4, "there is no database at");
    assert!(!case.path("d.db").exists());
    case.write("a.txt", build::notice(1, 1, 1).source);
    case.run(&["import", "a.txt"]).ok();
    assert!(case.path("d.db").exists());
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let case = Case::empty();
    case.write("d.db", "一、整改情况\n");
    case.write("a.txt", build::notice(1, 1, 1).source);
    for args in [&["list"][..], &["import", "a.txt"], &["mark", "N1.1.1", "verified"]] {
        case.run(args).refused(4, "is not a database of this program");
    }
    assert_eq!(fs::read_to_string(case.path("d.db")).unwrap(), "一、整改情况\n");
    case.run(&["list", "--db", "."]).refused(4, ". is a folder");
}

#[test]
fn a_newer_database_is_refused() {
    let case = Case::with_notices();
    let conn = Connection::open(case.path("d.db")).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    for args in [&["list"][..], &["undo"]] {
        let ran = case.run(args).refused(4, "is of version 99");
        assert!(ran.err.contains("hint: use the newer program"), "{ran:?}");
    }
}

#[test]
fn a_corrupt_database_is_told() {
    let case = Case::with_notices();
    let conn = Connection::open(case.path("d.db")).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    drop(conn);
    let mut bytes = fs::read(case.path("d.db")).unwrap();
    for byte in &mut bytes[4096..] {
        *byte = 0x5a;
    }
    fs::write(case.path("d.db"), bytes).unwrap();
    for args in [&["list"][..], &["export"], &["mark", "N1.1.1", "verified"]] {
        let ran = case.run(args).refused(4, "d.db is damaged");
        assert!(ran.err.contains("hint: keep the file"), "{ran:?}");
    }
}

#[test]
fn a_locked_database_can_be_looked_at_and_is_busy_for_who_writes() {
    let case = Case::with_notices();
    case.write("a.txt", build::notice(1, 1, 1).source);
    let other = Connection::open(case.path("d.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    case.run(&["list"]).ok();
    for args in [
        &["mark", "N1.1.1", "verified", "--wait", "0"][..],
        &["import", "a.txt", "--wait", "0"],
    ] {
        let ran = case.run(args).refused(5, "is locked by another program");
        assert!(ran.err.contains("hint: try again"), "{ran:?}");
    }
    other.execute_batch("ROLLBACK").unwrap();
    case.run(&["mark", "N1.1.1", "verified", "--wait", "0"]).ok();
}

#[test]
fn a_database_opened_for_reading_only_takes_nothing() {
    let case = Case::with_notices();
    case.write("a.txt", build::notice(1, 1, 1).source);
    case.run(&["list", "--read-only"]).ok();
    for args in [
        &["mark", "N1.1.1", "verified"][..],
        &["comment", "N1", "x"],
        &["undo"],
        &["redo"],
        &["import", "a.txt"],
    ] {
        let args: Vec<&str> = args.iter().chain(&["--read-only"]).copied().collect();
        let ran = case.run(&args).refused(4, "is read-only");
        assert!(ran.err.contains("hint:"), "{ran:?}");
    }
    assert_eq!(case.json(&["list", "--json"]).as_array().unwrap().len(), 2);
}

#[cfg(unix)]
#[test]
fn a_database_that_may_not_be_written_can_be_looked_at() {
    use std::os::unix::fs::PermissionsExt as _;
    let case = Case::with_notices();
    fs::set_permissions(case.path("d.db"), fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().write(true).open(case.path("d.db")).is_ok() {
        eprintln!("skipped: this user writes whatever the permissions say");
        return;
    }
    let ran = case.run(&["list"]).ok();
    assert!(ran.err.contains("cannot be written: looking works"), "{ran:?}");
    let ran = case.run(&["mark", "N1.1.1", "verified"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.err.contains("is read-only"), "{ran:?}");
}
