//! Writing the log: acts, undo, redo. Each in one short transaction that appends to the chain and settles the state.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use super::identity::random_uid;
use super::place::{Place, place, place_of};
use super::reread::{Reader, reread};
use super::rows::EventLine;
use super::{Store, StoreError, state};
use crate::model::{CommitmentId, NoticeId, Target};
use crate::review::{self, Body, GENESIS, Record, Standing, SubjectKind};

/// What an act is about: something that can be commented on, or a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A verdict or comment.
    On(Target),
    /// A check.
    Commitment(CommitmentId),
}

/// An act that is in the log now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The notice that it is about.
    pub notice: NoticeId,
    /// The thing that it is about (for a commitment, its measure); the first, for an act on many.
    pub target: Target,
    /// How many things it is about.
    pub parts: usize,
}

/// An act that was taken or given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What it was about.
    pub written: Written,
    /// What it said, of the first thing.
    pub body: Body,
}

/// Who does something, and when.
#[derive(Clone, Copy)]
struct Signature<'a> {
    reviewer: &'a str,
    at: Timestamp,
}

impl Store {
    /// Appends one act, which may be about several things. Parts that change nothing (the same verdict again, without a
    /// comment) are left out; `None` when nothing is left.
    ///
    /// # Errors
    /// [`StoreError::Refused`] by the rules of reviewing, [`StoreError::NoSuch`], or when the database cannot be written.
    /// Nothing is written then.
    pub fn act(
        &mut self,
        reviewer: &str,
        at: Timestamp,
        parts: Vec<(Act, Body)>,
        reader: &dyn Reader,
    ) -> Result<Option<Written>, StoreError> {
        let admitted: Vec<(Act, Body)> = parts
            .into_iter()
            .map(|(on, body)| Ok((on, review::admit(body)?)))
            .collect::<Result<_, StoreError>>()?;
        let signature = Signature { reviewer, at };
        self.write(|tx| {
            let act = random_uid().0;
            let mut written: Option<Written> = None;
            let mut corrected: Option<Record> = None;
            for (on, body) in &admitted {
                let place = place(tx, *on)?;
                if state::holds_already(tx, reviewer, &place, body)? {
                    continue;
                }
                if written.is_none() {
                    tx.prepare_cached("UPDATE acts SET standing = 'void' WHERE reviewer = ? AND standing = 'undone'")?
                        .execute([reviewer])?;
                }
                let record = append(tx, signature, &act, &place, body)?;
                tx.prepare_cached(
                    "INSERT INTO acts (seq, reviewer, act, kind, subject, standing) VALUES (?, ?, ?, ?, ?, 'done')",
                )?
                .execute((record.seq, reviewer, &act, body.kind(), &place.subject.uid.0))?;
                state::settle(tx, &record, &place, body, Standing::Done)?;
                if matches!(body, Body::Correct(_)) {
                    corrected.get_or_insert(record);
                }
                written = Some(match written {
                    Some(first) => Written {
                        parts: first.parts + 1,
                        ..first
                    },
                    None => Written {
                        notice: place.notice,
                        target: place.target,
                        parts: 1,
                    },
                });
            }
            if let (Some(record), Some(written)) = (corrected, &mut written) {
                reread(tx, written.notice, reader)?;
                // What was corrected may not be a part of its own any more.
                if let Some(place) = place_of(tx, &record)? {
                    written.target = place.target;
                }
            }
            Ok(written)
        })
    }

    /// Takes back the reviewer's last act in force; `None` when there is none.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn undo(&mut self, reviewer: &str, at: Timestamp, reader: &dyn Reader) -> Result<Option<Moved>, StoreError> {
        let next = "SELECT act FROM acts WHERE reviewer = ? AND standing = 'done' ORDER BY seq DESC LIMIT 1";
        self.shift(Signature { reviewer, at }, next, &Body::Undo, Standing::Undone, reader)
    }

    /// Gives back what the reviewer's last undo took; `None` when there is nothing, or something new was done since.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn redo(&mut self, reviewer: &str, at: Timestamp, reader: &dyn Reader) -> Result<Option<Moved>, StoreError> {
        // Undo works backwards, so the last act taken back is the first of those.
        let next = "SELECT act FROM acts WHERE reviewer = ? AND standing = 'undone' ORDER BY seq LIMIT 1";
        self.shift(Signature { reviewer, at }, next, &Body::Redo, Standing::Done, reader)
    }

    fn shift(
        &mut self,
        signature: Signature<'_>,
        next: &str,
        body: &Body,
        standing: Standing,
        reader: &dyn Reader,
    ) -> Result<Option<Moved>, StoreError> {
        self.write(|tx| {
            let act: Option<String> = tx
                .prepare_cached(next)?
                .query_row([signature.reviewer], |row| row.get(0))
                .optional()?;
            let Some(act) = act else {
                return Ok(None);
            };
            let records: Vec<Record> = tx
                .prepare_cached("SELECT events.* FROM acts JOIN events USING (seq) WHERE acts.act = ? ORDER BY seq")?
                .query_map([&act], record)?
                .collect::<rusqlite::Result<_>>()?;
            tx.prepare_cached("UPDATE acts SET standing = ? WHERE act = ?")?
                .execute((standing.code(), &act))?;
            let mut moved: Option<Moved> = None;
            let mut corrected = None;
            for record in &records {
                let (Some(event), Some(place)) = (record.read(), place_of(tx, record)?) else {
                    continue;
                };
                state::settle(tx, record, &place, &event.body, standing)?;
                if matches!(event.body, Body::Correct(_)) {
                    corrected = Some(place.notice);
                }
                if let Some(first) = &mut moved {
                    first.written.parts += 1;
                    continue;
                }
                append(tx, signature, &act, &place, body)?;
                let written = Written {
                    notice: place.notice,
                    target: place.target,
                    parts: 1,
                };
                moved = Some(Moved {
                    written,
                    body: event.body,
                });
            }
            if let Some(notice) = corrected {
                reread(tx, notice, reader)?;
                // What it was about may be a part of its own again, or none any more.
                if let (Some(moved), Some(record)) = (&mut moved, records.first())
                    && let Some(place) = place_of(tx, record)?
                {
                    moved.written.target = place.target;
                }
            }
            Ok(moved)
        })
    }

    /// One write transaction: all of it or nothing.
    pub(super) fn write<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<Option<T>, Failure>,
    ) -> Result<Option<T>, StoreError> {
        self.refuse_read_only()?;
        let path = self.path.clone();
        let fault = |e| StoreError::from_sqlite(e, &path);
        let tx = self.conn.transaction().map_err(fault)?;
        let result = work(&tx).map_err(|failure| match failure {
            Failure::Sqlite(error) => fault(error),
            Failure::Store(error) => error,
        })?;
        if result.is_some() {
            tx.commit().map_err(fault)?;
        }
        Ok(result)
    }

    /// The log, newest first, of one notice or of all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn history(&self, notice: Option<NoticeId>, limit: usize) -> Result<Vec<EventLine>, StoreError> {
        let read = |row: &Row<'_>| {
            let record = record(row)?;
            let standing: Option<String> = row.get("standing")?;
            Ok((record, standing.map(|standing| standing != Standing::Done.code())))
        };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let lines = match notice {
            None => {
                let sql = "SELECT events.*, standing FROM events LEFT JOIN acts USING (seq) ORDER BY seq DESC LIMIT ?";
                self.many(sql, [limit], read)?
            }
            Some(notice) => {
                let sql = "SELECT events.*, standing FROM events LEFT JOIN acts USING (seq)
                           WHERE notice = (SELECT uid FROM notices WHERE id = ?) ORDER BY seq DESC LIMIT ?";
                self.many(sql, (notice.0, limit), read)?
            }
        };
        let with_place = |(record, undone): (Record, Option<bool>)| {
            let place = place_of(&self.conn, &record).map_err(|e| self.fault(e))?;
            let clause = match &place {
                Some(Place {
                    subject,
                    row: Some(row),
                    ..
                }) if subject.kind == SubjectKind::Commitment => {
                    Some(self.one("commitment", "SELECT text FROM commitments WHERE id = ?", [row])?)
                }
                _ => None,
            };
            let target = place.map(|place| place.target);
            Ok(EventLine {
                record,
                undone,
                target,
                clause,
            })
        };
        lines.into_iter().map(with_place).collect()
    }
}

/// Why a write transaction is given up.
pub(super) enum Failure {
    Sqlite(rusqlite::Error),
    Store(StoreError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn append(
    tx: &Transaction<'_>,
    signature: Signature<'_>,
    act: &str,
    place: &Place,
    body: &Body,
) -> rusqlite::Result<Record> {
    let last: Option<(i64, String)> = tx
        .prepare_cached("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, prev) = last.unwrap_or_else(|| (0, GENESIS.to_owned()));
    let mut record = Record {
        seq: seq + 1,
        uid: random_uid().0,
        at: signature.at.to_string(),
        reviewer: signature.reviewer.to_owned(),
        kind: body.kind().to_owned(),
        act: act.to_owned(),
        notice: place.subject.notice.0.clone(),
        subject_kind: place.subject.kind.code().to_owned(),
        subject: place.subject.uid.0.clone(),
        payload: body.payload(),
        text_digest: place.text_digest.clone(),
        prev,
        hash: String::new(),
    };
    record.hash = record.expected_hash();
    tx.prepare_cached(
        "INSERT INTO events (seq, uid, at, reviewer, kind, act, notice, subject_kind, subject, payload, text_digest,
                             prev, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        record.seq,
        record.uid,
        record.at,
        record.reviewer,
        record.kind,
        record.act,
        record.notice,
        record.subject_kind,
        record.subject,
        record.payload,
        record.text_digest,
        record.prev,
        record.hash,
    ])?;
    Ok(record)
}

pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        seq: row.get("seq")?,
        uid: row.get("uid")?,
        at: row.get("at")?,
        reviewer: row.get("reviewer")?,
        kind: row.get("kind")?,
        act: row.get("act")?,
        notice: row.get("notice")?,
        subject_kind: row.get("subject_kind")?,
        subject: row.get("subject")?,
        payload: row.get("payload")?,
        text_digest: row.get("text_digest")?,
        prev: row.get("prev")?,
        hash: row.get("hash")?,
    })
}
