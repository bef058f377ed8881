//! What a log entry is about: from lasting names to rows, and from parts that are no more to those that took them up.

use rusqlite::{OptionalExtension as _, Row, Transaction};

use super::StoreError;
use super::events::{Act, Failure};
use crate::model::{FindingId, MeasureId, NoticeId, Target, Uid};
use crate::review::{Record, Subject, SubjectKind, digest};

/// A subject with the rows behind it.
pub(super) struct Place {
    pub(super) subject: Subject,
    pub(super) notice: NoticeId,
    pub(super) target: Target,
    /// The row of the subject itself, or of the part that took it up; none where it is nowhere, and what was said of it waits.
    pub(super) row: Option<i64>,
    /// The lasting name of that row.
    pub(super) stands_as: Uid,
    pub(super) text_digest: String,
}

/// Per kind of subject: its row, its name, its notice's row and name, the row of what it is shown under, and the text that
/// is judged.
fn place_query(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Notice => "SELECT id, uid, id, uid, id, digest FROM notices AS x",
        SubjectKind::Finding => {
            "SELECT x.id, x.uid, n.id, n.uid, x.id, x.title || char(10) || coalesce(x.statement, '')
             FROM findings AS x JOIN notices AS n ON n.id = x.notice_id"
        }
        SubjectKind::Measure => {
            "SELECT x.id, x.uid, n.id, n.uid, x.id, x.text FROM measures AS x JOIN notices AS n ON n.id = x.notice_id"
        }
        SubjectKind::Commitment => {
            "SELECT x.id, x.uid, n.id, n.uid, x.measure_id, x.text
             FROM commitments AS x JOIN notices AS n ON n.id = x.notice_id"
        }
    }
}

fn read_place(row: &Row<'_>, kind: SubjectKind) -> rusqlite::Result<Place> {
    let uid = |column| row.get(column).map(Uid);
    let shown: i64 = row.get(4)?;
    Ok(Place {
        row: Some(row.get(0)?),
        stands_as: uid(1)?,
        subject: Subject {
            kind,
            uid: uid(1)?,
            notice: uid(3)?,
        },
        notice: NoticeId(row.get(2)?),
        target: match kind {
            SubjectKind::Notice => Target::Notice(NoticeId(shown)),
            SubjectKind::Finding => Target::Finding(FindingId(shown)),
            SubjectKind::Measure | SubjectKind::Commitment => Target::Measure(MeasureId(shown)),
        },
        text_digest: digest(row.get_ref(5)?.as_bytes()?),
    })
}

pub(super) fn place(tx: &Transaction<'_>, on: Act) -> Result<Place, Failure> {
    let (kind, id) = match on {
        Act::On(Target::Notice(id)) => (SubjectKind::Notice, id.0),
        Act::On(Target::Finding(id)) => (SubjectKind::Finding, id.0),
        Act::On(Target::Measure(id)) => (SubjectKind::Measure, id.0),
        Act::Commitment(id) => (SubjectKind::Commitment, id.0),
    };
    tx.prepare_cached(&format!("{} WHERE x.id = ?", place_query(kind)))?
        .query_row([id], |row| read_place(row, kind))
        .optional()?
        .ok_or(Failure::Store(StoreError::NoSuch(kind.code())))
}

/// The rows behind a log entry, where its notice is in this database. A part that is no more stands where its words went.
pub(super) fn place_of(conn: &rusqlite::Connection, record: &Record) -> rusqlite::Result<Option<Place>> {
    let Some(kind) = SubjectKind::from_code(&record.subject_kind) else {
        return Ok(None);
    };
    if let Some(place) = place_by_uid(conn, kind, &record.subject)? {
        return Ok(Some(place));
    }
    let Some(notice) = place_by_uid(conn, SubjectKind::Notice, &record.notice)? else {
        return Ok(None);
    };
    let home: Option<(Option<String>, Option<String>)> = conn
        .prepare_cached("SELECT home_kind, home FROM retired WHERE uid = ?")?
        .query_row([&record.subject], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let home = match home {
        Some((Some(home_kind), Some(home))) => SubjectKind::from_code(&home_kind).zip(Some(home)),
        _ => None,
    };
    let mut place = match home {
        Some((kind, home)) => place_by_uid(conn, kind, &home)?.unwrap_or(notice),
        None => notice,
    };
    // What was said of a measure is shown with its finding, but its verdict stands on none.
    if place.subject.kind != kind {
        place.row = None;
    }
    place.subject = Subject {
        kind,
        uid: Uid(record.subject.clone()),
        notice: Uid(record.notice.clone()),
    };
    Ok(Some(place))
}

fn place_by_uid(conn: &rusqlite::Connection, kind: SubjectKind, uid: &str) -> rusqlite::Result<Option<Place>> {
    conn.prepare_cached(&format!("{} WHERE x.uid = ?", place_query(kind)))?
        .query_row([uid], |row| read_place(row, kind))
        .optional()
}
