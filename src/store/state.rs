//! The state that follows from the log, row by row. The rules are `review::fold`'s; `verify` folds the whole log and compares.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Row, Transaction};

use super::identity::PartKind;
use super::look::kind_and_id;
use super::place::{Place, place_of};
use super::retired::{homes, rows_by_uid};
use crate::model::{Check, NoticeId, Uid, Verdict};
use crate::review::{Body, Record, Standing, digest, fold, pair};

/// Whether the act would change nothing: the reviewer holds to that verdict or check already, and says nothing new.
pub(super) fn holds_already(
    tx: &Transaction<'_>,
    reviewer: &str,
    place: &Place,
    body: &Body,
) -> rusqlite::Result<bool> {
    let (sql, wanted) = match body {
        Body::Verdict { verdict, comment: None } => (
            // A verdict on another text is not held to any more; giving it again says that it holds of this one, too.
            "SELECT CASE changed WHEN 0 THEN verdict ELSE '' END FROM verdicts WHERE measure_id = ? AND reviewer = ?",
            verdict.map(Verdict::code),
        ),
        Body::Check { check } => (
            "SELECT outcome FROM checks WHERE commitment_id = ? AND reviewer = ?",
            check.map(Check::code),
        ),
        Body::Dismiss {
            content, reason: None, ..
        } => {
            // What is not set aside cannot be raised again.
            let sql = "SELECT reason FROM dismissals WHERE content = ? ORDER BY seq DESC LIMIT 1";
            let last: Option<Option<String>> = tx
                .prepare_cached(sql)?
                .query_row([content], |row| row.get(0))
                .optional()?;
            return Ok(last.flatten().is_none());
        }
        Body::Relate { other, same } => {
            let (one, other) = pair(&place.subject.notice, other);
            let sql = "SELECT same FROM relations WHERE notice = ? AND other = ? ORDER BY seq DESC LIMIT 1";
            let last: Option<Option<bool>> = tx
                .prepare_cached(sql)?
                .query_row((&one.0, &other.0), |row| row.get(0))
                .optional()?;
            return Ok(last.flatten() == *same);
        }
        _ => return Ok(false),
    };
    let held: Option<String> = tx
        .prepare_cached(sql)?
        .query_row((place.row, reviewer), |row| row.get(0))
        .optional()?;
    Ok(held.as_deref() == wanted)
}

/// Brings the state in line after the event of `record` came to stand so.
pub(super) fn settle(
    tx: &Transaction<'_>,
    record: &Record,
    place: &Place,
    body: &Body,
    standing: Standing,
) -> rusqlite::Result<()> {
    match body {
        Body::Verdict { verdict, comment } => {
            settle_verdict(tx, record, place)?;
            let said = comment.as_deref().map(|text| (verdict.map(Verdict::code), text));
            settle_comment(tx, record, place, said, standing)
        }
        Body::Check { .. } => settle_check(tx, record, place),
        Body::Comment { text } => settle_comment(tx, record, place, Some((None, text)), standing),
        Body::Dismiss { content, reason, .. } => settle_dismissal(tx, record, content, reason.as_deref(), standing),
        Body::Relate { other, same } => settle_relation(tx, record, other, *same, standing),
        // The parts of the notice are written anew after all events of the act (see `reread`).
        Body::Correct(_) | Body::Undo | Body::Redo => Ok(()),
    }
}

fn settle_dismissal(
    tx: &Transaction<'_>,
    record: &Record,
    content: &str,
    reason: Option<&str>,
    standing: Standing,
) -> rusqlite::Result<()> {
    if standing != Standing::Done {
        tx.prepare_cached("DELETE FROM dismissals WHERE seq = ?")?
            .execute([record.seq])?;
        return Ok(());
    }
    tx.prepare_cached("INSERT INTO dismissals (seq, content, reviewer, at, reason) VALUES (?, ?, ?, ?, ?)")?
        .execute((record.seq, content, &record.reviewer, &record.at, reason))?;
    Ok(())
}

/// Both notices are compared anew after this: with it, other answers are copies, and other findings come back.
fn settle_relation(
    tx: &Transaction<'_>,
    record: &Record,
    other: &Uid,
    same: Option<bool>,
    standing: Standing,
) -> rusqlite::Result<()> {
    let (one, other) = pair(&Uid(record.notice.clone()), other);
    if standing == Standing::Done {
        tx.prepare_cached("INSERT INTO relations (seq, notice, other, same, reviewer, at) VALUES (?, ?, ?, ?, ?, ?)")?
            .execute((record.seq, &one.0, &other.0, same, &record.reviewer, &record.at))?;
    } else {
        tx.prepare_cached("DELETE FROM relations WHERE seq = ?")?
            .execute([record.seq])?;
    }
    super::relations::forget_compared(tx, &one, &other)
}

/// The last word of that kind, in force, of that reviewer on that part, or on one whose words it took up.
fn last_word<T>(
    tx: &Transaction<'_>,
    record: &Record,
    place: &Place,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    tx.prepare_cached(
        "SELECT events.* FROM acts JOIN events USING (seq)
         WHERE acts.subject IN (SELECT ?1 UNION ALL SELECT uid FROM retired WHERE home = ?1)
               AND acts.reviewer = ?2 AND acts.kind = ?3 AND standing = 'done'
         ORDER BY acts.seq DESC LIMIT 1",
    )?
    .query_row((&place.stands_as.0, &record.reviewer, &record.kind), read)
    .optional()
}

fn settle_verdict(tx: &Transaction<'_>, record: &Record, place: &Place) -> rusqlite::Result<()> {
    let Some(row) = place.row else {
        return Ok(());
    };
    tx.prepare_cached("DELETE FROM verdicts WHERE measure_id = ? AND reviewer = ?")?
        .execute((row, &record.reviewer))?;
    let Some(last) = last_word(tx, record, place, super::events::record)? else {
        return Ok(());
    };
    if let Some(Body::Verdict {
        verdict: Some(verdict), ..
    }) = Body::read(&last.kind, &last.payload)
    {
        let changed = last.text_digest != place.text_digest;
        insert_verdict(
            tx,
            (row, place.notice),
            &last.reviewer,
            verdict,
            (&last.at, last.seq),
            changed,
        )?;
    }
    Ok(())
}

fn insert_verdict(
    tx: &Transaction<'_>,
    (row, notice): (i64, NoticeId),
    reviewer: &str,
    verdict: Verdict,
    (at, seq): (&str, i64),
    changed: bool,
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO verdicts (measure_id, reviewer, notice_id, verdict, at, seq, changed) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((row, reviewer, notice.0, verdict.code(), at, seq, changed))?;
    Ok(())
}

fn settle_check(tx: &Transaction<'_>, record: &Record, place: &Place) -> rusqlite::Result<()> {
    let Some(row) = place.row else {
        return Ok(());
    };
    tx.prepare_cached("DELETE FROM checks WHERE commitment_id = ? AND reviewer = ?")?
        .execute((row, &record.reviewer))?;
    let Some(last) = last_word(tx, record, place, super::events::record)? else {
        return Ok(());
    };
    if let Some(Body::Check { check: Some(check) }) = Body::read(&last.kind, &last.payload) {
        insert_check(tx, (row, place.notice), &last.reviewer, check, (&last.at, last.seq))?;
    }
    Ok(())
}

fn insert_check(
    tx: &Transaction<'_>,
    (row, notice): (i64, NoticeId),
    reviewer: &str,
    check: Check,
    (at, seq): (&str, i64),
) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO checks (commitment_id, reviewer, notice_id, due, outcome, at, seq)
         VALUES (?1, ?2, ?3, (SELECT due FROM commitments WHERE id = ?1), ?4, ?5, ?6)",
    )?
    .execute((row, reviewer, notice.0, check.code(), at, seq))?;
    Ok(())
}

/// Brings all state of a notice in line after its parts were written anew.
pub(super) fn resettle(tx: &Transaction<'_>, notice: NoticeId) -> rusqlite::Result<()> {
    let records: Vec<Record> = tx
        .prepare_cached(
            "SELECT events.* FROM events JOIN acts USING (seq)
             WHERE events.notice = (SELECT uid FROM notices WHERE id = ?) AND standing = 'done' ORDER BY events.seq",
        )?
        .query_map([notice.0], super::events::record)?
        .collect::<rusqlite::Result<_>>()?;
    if records.is_empty() {
        return Ok(());
    }
    // All of them stand: the fold has only to say on what.
    let events: Vec<_> = records.iter().filter_map(Record::read).collect();
    let state = fold(&events, &homes(tx, Some(notice))?);
    let judged: HashMap<i64, &str> = records
        .iter()
        .map(|record| (record.seq, record.text_digest.as_str()))
        .collect();
    let texts: HashMap<String, (i64, String)> = tx
        .prepare_cached("SELECT uid, id, text FROM measures WHERE notice_id = ?")?
        .query_map([notice.0], |row| {
            Ok((row.get(0)?, (row.get(1)?, digest(row.get_ref(2)?.as_bytes()?))))
        })?
        .collect::<rusqlite::Result<_>>()?;
    for ((reviewer, measure), held) in &state.verdicts {
        if let Some((row, text)) = texts.get(&measure.0) {
            let changed = judged.get(&held.seq).is_none_or(|then| then != text);
            let when = (held.at.to_string(), held.seq);
            insert_verdict(tx, (*row, notice), reviewer, held.value, (&when.0, when.1), changed)?;
        }
    }
    let commitments = rows_by_uid(tx, notice, PartKind::Commitment)?;
    for ((reviewer, commitment), held) in &state.checks {
        if let Some(row) = commitments.get(&commitment.0) {
            let when = (held.at.to_string(), held.seq);
            insert_check(tx, (*row, notice), reviewer, held.value, (&when.0, when.1))?;
        }
    }
    for record in &records {
        let Some(comment) = state.comments.get(&record.seq) else {
            continue;
        };
        if let Some(place) = place_of(tx, record)? {
            let said = (comment.verdict.map(Verdict::code), comment.text.as_str());
            settle_comment(tx, record, &place, Some(said), Standing::Done)?;
        }
    }
    Ok(())
}

fn settle_comment(
    tx: &Transaction<'_>,
    record: &Record,
    place: &Place,
    said: Option<(Option<&str>, &str)>,
    standing: Standing,
) -> rusqlite::Result<()> {
    let Some((verdict, text)) = said else {
        return Ok(());
    };
    if standing != Standing::Done {
        tx.prepare_cached("DELETE FROM comments WHERE seq = ?")?
            .execute([record.seq])?;
        return Ok(());
    }
    let (kind, id) = kind_and_id(place.target);
    tx.prepare_cached(
        "INSERT INTO comments (seq, notice_id, target_kind, target_id, reviewer, at, verdict, text)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        record.seq,
        place.notice.0,
        kind,
        id,
        &record.reviewer,
        &record.at,
        verdict,
        text,
    ))?;
    Ok(())
}
