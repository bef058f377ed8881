//! Databases that are not as they should be: each is told clearly, and left as it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use duizhang::desk::{Desk, DeskError, ErrorKind, Options, OutlineRow};
use duizhang::model::{Lang, MeasureId, Verdict};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::build;

fn options(path: &Path) -> Options {
    Options {
        lang: Lang::En,
        busy: Duration::from_millis(50),
        ..Options::new(path.to_owned(), "审1".into(), build::TODAY)
    }
}

fn refusal(path: &Path) -> DeskError {
    Desk::open(options(path)).err().expect("it opened")
}

/// A database with one notice.
fn database() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    build::insert(&mut build::store(&path), &build::notice(1, 2, 3));
    (folder, path)
}

fn first_measure(desk: &Desk) -> MeasureId {
    let notice = desk.notices().unwrap()[0].id;
    let rows = desk.outline(notice).unwrap().rows;
    let measure = rows.iter().find_map(|row| match row {
        OutlineRow::Measure(row) => Some(row.id),
        _ => None,
    });
    measure.unwrap()
}

#[test]
fn what_is_no_database_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "一、整改情况\n").unwrap();
    let error = refusal(&text);
    assert_eq!(error.kind, ErrorKind::Database);
    assert!(
        error.what.contains("notes.txt is not a database of this program"),
        "{}",
        error.what
    );
    assert!(error.hint.contains("--db"));
    assert_eq!(fs::read_to_string(&text).unwrap(), "一、整改情况\n");

    let other = folder.path().join("other.db");
    Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE mail (subject)")
        .unwrap();
    assert!(refusal(&other).what.contains("not a database of this program"));
    assert!(refusal(folder.path()).what.contains("is a folder"));
}

#[test]
fn a_newer_database_is_refused_with_both_versions() {
    let (_folder, path) = database();
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let error = refusal(&path);
    assert_eq!(error.kind, ErrorKind::Database);
    let migrations = concat!(env!("CARGO_MANIFEST_DIR"), "/db");
    let known = std::fs::read_dir(migrations).unwrap().count();
    assert!(
        error
            .what
            .contains(&format!("version 99; this program knows versions up to {known}")),
        "{}",
        error.what
    );
}

#[test]
fn a_missing_database_is_made_for_writing_and_missed_for_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/deep/d.db");
    let reading = Options {
        read_only: true,
        ..options(&path)
    };
    let error = Desk::open(reading).err().unwrap();
    assert!(error.what.contains("there is no database at"), "{}", error.what);
    assert!(!path.exists());
    // What a process leaves that was killed at its first step.
    let empty = folder.path().join("empty.db");
    fs::write(&empty, "").unwrap();
    let reading = Options {
        read_only: true,
        ..options(&empty)
    };
    assert!(
        Desk::open(reading)
            .err()
            .unwrap()
            .what
            .contains("there is no database at")
    );
    assert!(Desk::open(options(&empty)).unwrap().notices().unwrap().is_empty());
    Desk::open(options(&path)).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
    }
}

#[test]
fn a_file_where_a_folder_should_be_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "x").unwrap();
    let error = refusal(&folder.path().join("file/d.db"));
    assert_eq!(error.kind, ErrorKind::Database);
    assert!(error.what.starts_with("cannot open"), "{}", error.what);
}

#[test]
fn read_only_looks_and_refuses_to_write() {
    let (_folder, path) = database();
    let reading = Options {
        read_only: true,
        ..options(&path)
    };
    let mut desk = Desk::open(reading).unwrap();
    let id = first_measure(&desk);
    assert!(desk.read_only());
    for error in [
        desk.judge(id, Some(Verdict::Verified), None).unwrap_err(),
        desk.undo().unwrap_err(),
        desk.save_session("{}").unwrap_err(),
        desk.import(&[], &mut |_| {}).unwrap_err(),
    ] {
        assert_eq!(error.kind, ErrorKind::Database);
        assert!(error.what.contains("is read-only"), "{}", error.what);
    }
    assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn a_database_without_write_permission_opens_for_looking() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, path) = database();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::OpenOptions::new().write(true).open(&path).is_ok() {
        eprintln!("skipped: this user writes whatever the permissions say");
    } else {
        let desk = Desk::open(options(&path)).unwrap();
        assert!(desk.read_only());
        assert!(
            desk.warnings()[0].contains("cannot be written"),
            "{:?}",
            desk.warnings()
        );
        first_measure(&desk);
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_locked_database_can_be_read_and_says_so_when_written() {
    let (_folder, path) = database();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut desk = Desk::open(options(&path)).unwrap();
    let id = first_measure(&desk);
    let error = desk.judge(id, Some(Verdict::Verified), None).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Busy);
    assert!(error.what.contains("d.db is locked"), "{}", error.what);
    other.execute_batch("ROLLBACK").unwrap();
    desk.judge(id, Some(Verdict::Verified), None).unwrap();
}

#[test]
fn a_database_held_for_itself_by_another_program_cannot_be_opened() {
    let (_folder, path) = database();
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "locking_mode", "EXCLUSIVE").unwrap();
    other.execute_batch("BEGIN IMMEDIATE; COMMIT").unwrap();
    let error = refusal(&path);
    assert_eq!(error.kind, ErrorKind::Busy, "{}", error.what);
    assert!(error.hint.contains("try again"));
}

#[test]
fn a_damaged_database_is_an_error_and_never_a_panic() {
    let (folder, path) = database();
    // Everything into the one file.
    Connection::open(&path)
        .unwrap()
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    let whole = fs::read(&path).unwrap();
    let mut told = 0;
    for page in 1..whole.len() / 4096 {
        for damage in [[0xff_u8; 4096], [0; 4096]] {
            let mut bytes = whole.clone();
            bytes[page * 4096..(page + 1) * 4096].copy_from_slice(&damage);
            told += usize::from(damaged(
                &folder.path().join(format!("p{page}-{}.db", damage[0])),
                &bytes,
            ));
        }
        told += usize::from(damaged(
            &folder.path().join(format!("t{page}.db")),
            &whole[..page * 4096],
        ));
    }
    for offset in 16..100 {
        let mut bytes = whole.clone();
        bytes[offset] ^= 0xff;
        told += usize::from(damaged(&folder.path().join(format!("h{offset}.db")), &bytes));
    }
    assert!(told > 40, "only {told} of the damaged files were found to be damaged");
}

/// Whether anything tells that these bytes are no sound database.
fn damaged(path: &Path, bytes: &[u8]) -> bool {
    fs::write(path, bytes).unwrap();
    let mut desk = match Desk::open(options(path)) {
        Ok(desk) => desk,
        Err(error) => {
            assert_eq!(error.kind, ErrorKind::Database, "{}", error.what);
            return true;
        }
    };
    let mut errors: Vec<DeskError> = Vec::new();
    match desk.notices() {
        Err(error) => errors.push(error),
        Ok(notices) => {
            for notice in notices {
                errors.extend(desk.outline(notice.id).err());
                errors.extend(desk.source(notice.id).err());
            }
        }
    }
    errors.extend(desk.judge(MeasureId(1), Some(Verdict::Verified), None).err());
    let faults = desk.verify().map_or_else(
        |error| {
            errors.push(error);
            0
        },
        |report| report.faults.len(),
    );
    for error in &errors {
        assert!(
            matches!(error.kind, ErrorKind::Database | ErrorKind::Usage),
            "{}",
            error.what
        );
    }
    faults > 0 || !errors.is_empty()
}

#[test]
fn events_are_neither_changed_nor_deleted_and_tampering_shows() {
    let (_folder, path) = database();
    let mut desk = Desk::open(options(&path)).unwrap();
    let id = first_measure(&desk);
    desk.judge(id, Some(Verdict::Verified), None).unwrap();
    desk.judge(id, Some(Verdict::Partial), Some("缺附件")).unwrap();
    let conn = Connection::open(&path).unwrap();
    for sql in ["UPDATE events SET reviewer = '审9'", "DELETE FROM events"] {
        let error = conn.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("review events are never"), "{error}");
    }
    let faults = |sql: &str| {
        conn.execute_batch(&format!("BEGIN; {sql}; COMMIT")).unwrap();
        desk.verify().unwrap().faults
    };
    conn.execute_batch("DROP TRIGGER events_never_change; DROP TRIGGER events_never_go")
        .unwrap();
    let told = faults("UPDATE events SET payload = replace(payload, '缺', '有') WHERE seq = 2");
    assert!(
        told.contains(&"event 2 was changed after it was written".to_owned()),
        "{told:?}"
    );
    assert!(told.iter().any(|fault| fault.contains("comment")), "{told:?}");
    let told = faults("UPDATE events SET payload = replace(payload, '有', '缺') WHERE seq = 2");
    assert_eq!(told, Vec::<String>::new());
    let told = faults("UPDATE verdicts SET verdict = 'verified'");
    assert!(
        told.iter()
            .any(|fault| fault.contains("the state has a verdict that the log does not give")),
        "{told:?}"
    );
    faults("UPDATE verdicts SET verdict = 'partial'");
    let told = faults("UPDATE reviewed SET n = 7");
    assert_eq!(told, ["the count of reviewed measures is not what is there"]);
    let told = faults(
        "UPDATE reviewed SET n = 1; PRAGMA defer_foreign_keys = ON; DELETE FROM acts WHERE seq = 1; DELETE FROM events WHERE seq = 1",
    );
    assert!(
        told.contains(&"event 2 stands where 1 should be".to_owned()),
        "{told:?}"
    );
    assert!(
        told.contains(&"event 2 does not follow on the one before it".to_owned()),
        "{told:?}"
    );
}

#[test]
fn a_copy_is_a_whole_database() {
    let (folder, path) = database();
    let mut desk = Desk::open(options(&path)).unwrap();
    let id = first_measure(&desk);
    desk.judge(id, Some(Verdict::Verified), None).unwrap();
    let copy = folder.path().join("copy.db");
    desk.backup(&copy).unwrap();
    assert_eq!(
        desk.backup(&copy).unwrap_err().kind,
        ErrorKind::Database,
        "a copy never overwrites"
    );
    let copied = Desk::open(options(&copy)).unwrap();
    assert_eq!(copied.measure(id).unwrap().verdict, Some(Verdict::Verified));
    assert_eq!(copied.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_reviewer_has_a_name() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["", " \n", "审\u{1b}[31m"] {
        let nameless = Options::new(folder.path().join("d.db"), name.into(), build::TODAY);
        assert_eq!(Desk::open(nameless).err().unwrap().kind, ErrorKind::Usage);
    }
}
