//! What can only be provoked from inside: a full disk, and signatures on both shelves.

use std::time::Duration;

use jiff::Timestamp;

use super::{Act, Kept, NewNotice, Opening, Reader, Reread, Store, StoreError, Stored};
use crate::model::{Finding, Measure, MeasureId, ParsedNotice, Progress, Span, Target, Verdict};
use crate::review::{Body, Correction, digest};

/// Nothing is corrected here.
struct Unread;

impl Reader for Unread {
    fn version(&self) -> String {
        String::new()
    }

    fn read(&self, _: &Kept, _: &[Correction]) -> Reread {
        unreachable!()
    }

    fn words(&self, text: &str) -> String {
        text.to_owned()
    }
}

fn store(folder: &std::path::Path) -> Store {
    Store::open(&Opening {
        path: folder.join("d.db"),
        read_only: false,
        busy: Duration::from_millis(50),
    })
    .unwrap()
}

fn parsed(measures: usize) -> ParsedNotice {
    let measure = |n: usize| Measure {
        label: None,
        text: format!("第{n}项：{}", "修订制度，逐条整改。".repeat(20)),
        span: Span::new(n, n + 1),
        progress: Progress::Done,
        cues: Vec::new(),
        documents: Vec::new(),
        commitments: Vec::new(),
    };
    ParsedNotice {
        findings: vec![Finding {
            label: None,
            path: Vec::new(),
            title: "责任不实".into(),
            statement: None,
            span: Span::new(0, measures + 1),
            heading: Span::default(),
            measures: (0..measures).map(measure).collect(),
            ..Finding::default()
        }],
        ..ParsedNotice::default()
    }
}

fn insert(store: &mut Store, name: &str, measures: usize) -> Result<Stored, StoreError> {
    store.insert_notice(&NewNotice {
        digest: &digest(name.as_bytes()),
        file: name,
        imported_at: "2026-11-24T00:00:00Z",
        parser: "test",
        encoding: "UTF-8",
        source: "x",
        raw: None,
        title: name,
        short: name,
        parsed: &parsed(measures),
        contents: &[],
    })
}

fn judge(store: &mut Store, measure: i64) -> Result<(), StoreError> {
    let body = Body::Verdict {
        verdict: Some(Verdict::Partial),
        comment: Some("缺".repeat(3000)),
    };
    let on = Act::On(Target::Measure(MeasureId(measure)));
    store
        .act("审1", Timestamp::UNIX_EPOCH, vec![(on, body)], &Unread)
        .map(drop)
}

#[test]
fn on_a_full_disk_nothing_is_lost_and_nothing_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut full = store(folder.path());
    insert(&mut full, "a", 40).unwrap();
    let pages: i64 = full
        .conn
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    full.conn
        .pragma_update_and_check(None, "max_page_count", pages + 12, |_| Ok(()))
        .unwrap();
    let error = insert(&mut full, "b", 400).unwrap_err();
    assert!(matches!(error, StoreError::Full(_)), "{error}");
    let mut acknowledged = 0;
    for measure in 1..=40 {
        match judge(&mut full, measure) {
            Ok(()) => acknowledged += 1,
            Err(error) => {
                assert!(matches!(error, StoreError::Full(_)), "{error}");
                break;
            }
        }
    }
    assert!((1..40).contains(&acknowledged), "{acknowledged} verdicts fitted");
    drop(full);

    let mut roomy = store(folder.path());
    let verified = roomy.verify(&Unread).unwrap();
    assert_eq!((verified.events, verified.faults), (acknowledged, Vec::new()));
    assert_eq!(
        roomy.digests().unwrap().len(),
        1,
        "the notice that did not fit left nothing"
    );
    assert!(matches!(insert(&mut roomy, "b", 400), Ok(Stored::New(_))));
    judge(&mut roomy, 40).unwrap();
}

#[test]
fn the_same_content_goes_in_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(folder.path());
    let Stored::New(id) = insert(&mut store, "a", 3).unwrap() else {
        panic!("it was not new");
    };
    assert_eq!(insert(&mut store, "a", 3).unwrap(), Stored::Known(id));
    let measures: i64 = store.one("count", "SELECT count(*) FROM measures", []).unwrap();
    assert_eq!(measures, 3);
}

/// A table of parts that `reread` does not know would keep rows of parts that are no more, or stop it; but for those whose rows go with
/// their parts.
#[test]
fn every_table_that_refers_to_a_part_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let sql = "SELECT DISTINCT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f
               WHERE t.type = 'table' AND f.\"table\" IN ('findings', 'measures', 'commitments') AND f.on_delete <> 'CASCADE'";
    let tables: Vec<String> = store.many(sql, [], |row| row.get(0)).unwrap();
    assert!(tables.len() > 4, "{tables:?}");
    for table in tables {
        assert!(super::reread::REWRITTEN.contains(&table.as_str()), "{table}");
    }
}
