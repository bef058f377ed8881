//! Jumping: from a few keys to a record of the database.

use duizhang::desk::{Desk, Jump, Scope};
use duizhang::model::{Lang, NoticeId};
use tempfile::TempDir;

use crate::build;

fn room() -> (TempDir, Desk, Jump) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    let mut store = build::store(&path);
    for n in 1..=3 {
        build::insert(&mut store, &build::notice(n, 2, 3));
    }
    let desk = build::desk(&path, "审1");
    let jump = Jump::build(desk.records().unwrap());
    (folder, desk, jump)
}

fn texts(jump: &Jump, query: &str, scope: Option<Scope>, near: Option<NoticeId>) -> Vec<(Scope, i64, String)> {
    let hits = jump.find(query, scope, near, 100, &|| false).unwrap();
    let record = |hit| jump.record(hit).unwrap();
    hits.iter()
        .map(|hit| {
            let record = record(hit);
            (record.scope, record.notice.0, record.text.clone())
        })
        .collect()
}

#[test]
fn a_finding_is_reached_by_its_initials_and_the_title_stands_first() {
    let (_folder, _desk, jump) = room();
    for query in ["aqzr", "anquanzeren", "安全zr", "安全责任"] {
        let found = texts(&jump, query, None, None);
        assert_eq!(found.len(), 6, "{query}");
        assert_eq!(found[0], (Scope::Finding, 1, "码头0号泊位安全责任压得不实".to_owned()));
    }
}

#[test]
fn the_notice_in_front_comes_first_and_a_place_narrows() {
    let (_folder, desk, jump) = room();
    let notices = desk.notices().unwrap();
    let second = notices.iter().find(|notice| notice.id.0 == 2).unwrap();
    assert_eq!(texts(&jump, "aqzr", None, Some(second.id))[0].1, 2);
    let all = texts(&jump, "二是 xcxz", Some(Scope::Measure), None);
    assert_eq!(all.len(), 6, "the second measure of each finding");
    assert!(
        texts(&jump, "xcxz", Some(Scope::Document), None)
            .iter()
            .all(|found| found.0 == Scope::Document)
    );
}

#[test]
fn every_list_has_its_names() {
    for scope in Scope::ALL {
        assert_eq!(Scope::from_code(scope.code()), Some(scope));
        assert!(scope.name(Lang::En).starts_with(scope.code()));
        assert!(!scope.name(Lang::Zh).is_ascii());
    }
    assert_eq!(Scope::from_code("flag"), None);
}
