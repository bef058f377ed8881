//! Jumping: from a few keys to a record of the database.

use duizhang::desk::{Desk, Jump, JumpQuery, Scope};
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
    let query = JumpQuery {
        text: query,
        scope,
        near,
        limit: 100,
    };
    let hits = jump.search(&query, &|| false).unwrap().hits;
    let record = |hit| jump.record(hit).unwrap();
    hits.iter()
        .map(|hit| {
            let record = record(hit);
            (record.scope, record.notice.0, record.text.clone())
        })
        .collect()
}

#[test]
fn a_finding_is_reached_by_its_initials_the_newest_title_first() {
    let (_folder, _desk, jump) = room();
    for query in ["aqzr", "anquanzeren", "安全zr", "安全责任"] {
        let found = texts(&jump, query, None, None);
        assert_eq!(found.len(), 6, "{query}");
        assert_eq!(found[0], (Scope::Finding, 3, "码头0号泊位安全责任压得不实".to_owned()));
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
    assert_eq!(Scope::from_code("orchard"), None);
}

#[test]
fn a_sign_before_a_query_chooses_its_list() {
    for scope in Scope::ALL {
        assert_eq!(Scope::of_sign(&format!(" {}港务", scope.sign())), (Some(scope), "港务"));
    }
    assert_eq!(Scope::of_sign("＠港务"), (Some(Scope::Organisation), "港务"));
    assert_eq!(Scope::of_sign("《办法"), (Some(Scope::Document), "办法"));
    for query in ["港务", "'港务", "^港务", "!港务", ""] {
        assert_eq!(Scope::of_sign(query), (None, query));
    }
}

#[test]
fn comments_made_later_are_found_without_building_anew() {
    let (_folder, mut desk, jump) = room();
    let mark = desk.jump_mark().unwrap();
    let notice = desk.notices().unwrap()[0].id;
    desk.comment(duizhang::model::Target::Notice(notice), "缺少复查记录")
        .unwrap();
    let jump = desk.jump_since(&jump, &mark).unwrap().unwrap();
    let found = texts(&jump, "fcjl", Some(Scope::Comment), None);
    assert_eq!(found, [(Scope::Comment, notice.0, "缺少复查记录".to_owned())]);
    desk.undo().unwrap();
    assert!(
        desk.jump_since(&jump, &mark).unwrap().is_none(),
        "what was taken back is read anew"
    );
}
