//! Several processes on one database, and processes that are killed. The children are this test binary itself, started again
//! with a role in its environment.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use duizhang::desk::{Desk, Options, OutlineRow};
use duizhang::model::{MeasureId, Target, Verdict};

use crate::build;

const ROLE: &str = "DUIZHANG_TEST_ROLE";

fn start(role: &str, folder: &Path, reviewer: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "processes::child",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(ROLE, role)
        .env("DUIZHANG_TEST_FOLDER", folder)
        .env("DUIZHANG_TEST_REVIEWER", reviewer)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The part that a started process plays.
#[test]
#[ignore = "a part that the other tests of this file start"]
fn child() {
    let Ok(role) = std::env::var(ROLE) else {
        return;
    };
    let folder = std::env::var("DUIZHANG_TEST_FOLDER").unwrap();
    let folder = Path::new(&folder);
    let mut desk = build::desk(&folder.join("d.db"), &std::env::var("DUIZHANG_TEST_REVIEWER").unwrap());
    match role.as_str() {
        "judge" => {
            for (round, verdict) in [(1, Verdict::Verified), (2, Verdict::Excluded)] {
                for id in measures(&desk) {
                    desk.judge(id, Some(verdict), Some(&format!("第{round}轮"))).unwrap();
                    say(&format!("acknowledged {} {}", id.0, verdict.code()));
                }
            }
        }
        "import" => {
            desk.import(&[folder.join("in")], &mut |step| {
                if let duizhang::desk::ImportStep::End(_) = step {
                    say("acknowledged");
                }
            })
            .unwrap();
        }
        other => panic!("no such role: {other}"),
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

fn measures(desk: &Desk) -> Vec<MeasureId> {
    let mut ids = Vec::new();
    for notice in desk.notices().unwrap() {
        for row in desk.outline(notice.id).unwrap().rows {
            if let OutlineRow::Measure(row) = row {
                ids.push(row.id);
            }
        }
    }
    ids
}

/// A folder with a database of one notice with twenty measures.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    build::insert(&mut build::store(&folder.path().join("d.db")), &build::notice(1, 4, 5));
    folder
}

#[test]
fn two_processes_that_judge_at_once_both_succeed() {
    let folder = folder();
    let children = ["审1", "审2"].map(|reviewer| start("judge", folder.path(), reviewer));
    for child in children {
        assert!(child.wait_with_output().unwrap().status.success());
    }
    let desk = build::desk(&folder.path().join("d.db"), "审1");
    let report = desk.verify().unwrap();
    assert_eq!((report.events, report.faults), (80, Vec::new()));
    for id in measures(&desk) {
        let view = desk.measure(id).unwrap();
        assert_eq!(view.verdict, Some(Verdict::Excluded));
        assert_eq!(view.others.len(), 1);
        assert_eq!(view.comments.len(), 4);
    }
}

#[test]
fn two_threads_that_judge_and_undo_at_once_both_succeed() {
    let folder = folder();
    let path = folder.path().join("d.db");
    std::thread::scope(|scope| {
        for reviewer in ["审1", "审2"] {
            let path = &path;
            scope.spawn(move || {
                let mut desk = build::desk(path, reviewer);
                for id in measures(&desk) {
                    desk.judge(id, Some(Verdict::Verified), None).unwrap();
                    desk.comment(Target::Measure(id), "看过").unwrap();
                    desk.undo().unwrap().unwrap();
                }
            });
        }
    });
    let report = build::desk(&path, "审1").verify().unwrap();
    assert_eq!((report.events, report.faults), (120, Vec::new()));
}

#[test]
fn a_killed_reviewer_finds_everything_acknowledged() {
    let folder = folder();
    let mut child = start("judge", folder.path(), "审1");
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let acknowledged: Vec<(MeasureId, Verdict)> = lines
        .map(Result::unwrap)
        .filter_map(|line| {
            let (id, verdict) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
            Some((MeasureId(id.parse().ok()?), Verdict::from_code(verdict)?))
        })
        .take(27)
        .collect();
    // SIGKILL on Unix: no handler runs.
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(acknowledged.len(), 27);
    let reading = Options {
        read_only: true,
        ..Options::new(folder.path().join("d.db"), "审1".into(), build::TODAY)
    };
    let looked = Desk::open(reading).unwrap().verify().unwrap();
    assert!(looked.events >= 27, "also who only looks sees them all");
    let mut desk = build::desk(&folder.path().join("d.db"), "审1");
    let report = desk.verify().unwrap();
    assert_eq!(report.faults, Vec::<String>::new());
    assert!(report.events >= 27);
    for (id, verdict) in &acknowledged[20..] {
        assert_eq!(desk.measure(*id).unwrap().verdict, Some(*verdict));
    }
    desk.undo()
        .unwrap()
        .expect("the last act can be taken back after the kill");
}

#[test]
fn a_killed_import_leaves_whole_notices_and_can_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for n in 0..60 {
        fs::write(
            folder.path().join(format!("in/{n:02}.txt")),
            build::notice(n, 4, 5).source,
        )
        .unwrap();
    }
    let mut child = start("import", folder.path(), "审1");
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let acknowledged = lines
        .map(Result::unwrap)
        .filter(|line| line == "acknowledged")
        .take(9)
        .count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(acknowledged, 9);
    let mut desk = build::desk(&folder.path().join("d.db"), "审1");
    let notices = desk.notices().unwrap();
    assert!(
        notices.len() >= 9,
        "{} notices after nine were acknowledged",
        notices.len()
    );
    for notice in &notices {
        let rows = desk.outline(notice.id).unwrap().rows;
        let count = |wanted: fn(&OutlineRow) -> bool| rows.iter().filter(|row| wanted(row)).count() as u32;
        assert_eq!(count(|row| matches!(row, OutlineRow::Finding(_))), notice.findings);
        assert_eq!(count(|row| matches!(row, OutlineRow::Measure(_))), notice.measures);
        assert!(!desk.source(notice.id).unwrap().text.is_empty());
    }
    let report = desk.import(&[folder.path().join("in")], &mut |_| {}).unwrap();
    let unchanged = report
        .files
        .iter()
        .filter(|file| matches!(file.outcome, duizhang::desk::Outcome::Unchanged { .. }));
    assert_eq!(unchanged.count(), notices.len());
    assert_eq!(desk.notices().unwrap().len(), 60);
    assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn two_imports_and_a_reviewer_at_once_lose_nothing() {
    let folder = folder();
    let path = folder.path().join("d.db");
    fs::create_dir(folder.path().join("in")).unwrap();
    let before = build::desk(&path, "审1").notices().unwrap().len();
    for n in 100..140 {
        let text = build::notice(n, 3, 4).source;
        fs::write(folder.path().join(format!("in/{n}.txt")), text).unwrap();
    }
    let mut importers = [
        start("import", folder.path(), "审2"),
        start("import", folder.path(), "审3"),
    ];
    // While they write, every verdict is taken.
    let mut desk = build::desk(&path, "审1");
    let judged = measures(&desk)[0];
    let mut verdicts = 0;
    for importer in &mut importers {
        let lines = BufReader::new(importer.stdout.take().unwrap()).lines();
        let told = lines
            .map(Result::unwrap)
            // The first stands behind the name of the test.
            .filter(|line| line.ends_with("acknowledged"))
            .inspect(|_| {
                let verdict = [Verdict::Verified, Verdict::Excluded][verdicts % 2];
                desk.judge(judged, Some(verdict), None).unwrap();
                verdicts += 1;
            });
        assert_eq!(told.count(), 40);
        assert!(importer.wait().unwrap().success());
    }
    let notices = desk.notices().unwrap();
    assert_eq!(notices.len(), before + 40, "each once");
    let report = desk.verify().unwrap();
    assert_eq!((report.events, report.faults), (80, Vec::new()));
    assert_eq!(desk.measure(judged).unwrap().verdict, Some(Verdict::Excluded));
}
