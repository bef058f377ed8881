//! The state that follows from the log, row by row. The rules are `review::fold`'s; `verify` folds the whole log and compares.

use rusqlite::{OptionalExtension as _, Row, Transaction};

use super::events::Place;
use super::look::kind_and_id;
use crate::model::{Check, Verdict};
use crate::review::{Body, Record, Standing};

/// Whether the act would change nothing: the reviewer holds to that verdict or check already, and says nothing new.
pub(super) fn holds_already(
    tx: &Transaction<'_>,
    reviewer: &str,
    place: &Place,
    body: &Body,
) -> rusqlite::Result<bool> {
    let (sql, wanted) = match body {
        Body::Verdict { verdict, comment: None } => (
            "SELECT verdict FROM verdicts WHERE measure_id = ? AND reviewer = ?",
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
        Body::Undo | Body::Redo => Ok(()),
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

/// The last word of that kind, in force, of that reviewer on that subject.
fn last_word<T>(
    tx: &Transaction<'_>,
    record: &Record,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    tx.prepare_cached(
        "SELECT events.* FROM acts JOIN events USING (seq)
         WHERE acts.subject = ? AND acts.reviewer = ? AND acts.kind = ? AND standing = 'done'
         ORDER BY acts.seq DESC LIMIT 1",
    )?
    .query_row((&record.subject, &record.reviewer, &record.kind), read)
    .optional()
}

fn settle_verdict(tx: &Transaction<'_>, record: &Record, place: &Place) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM verdicts WHERE measure_id = ? AND reviewer = ?")?
        .execute((place.row, &record.reviewer))?;
    let Some(last) = last_word(tx, record, super::events::record)? else {
        return Ok(());
    };
    if let Some(Body::Verdict {
        verdict: Some(verdict), ..
    }) = Body::read(&last.kind, &last.payload)
    {
        tx.prepare_cached(
            "INSERT INTO verdicts (measure_id, reviewer, notice_id, verdict, at, seq) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute((
            place.row,
            &last.reviewer,
            place.notice.0,
            verdict.code(),
            &last.at,
            last.seq,
        ))?;
    }
    Ok(())
}

fn settle_check(tx: &Transaction<'_>, record: &Record, place: &Place) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM checks WHERE commitment_id = ? AND reviewer = ?")?
        .execute((place.row, &record.reviewer))?;
    let Some(last) = last_word(tx, record, super::events::record)? else {
        return Ok(());
    };
    if let Some(Body::Check { check: Some(check) }) = Body::read(&last.kind, &last.payload) {
        tx.prepare_cached(
            "INSERT INTO checks (commitment_id, reviewer, notice_id, due, outcome, at, seq)
             VALUES (?1, ?2, ?3, (SELECT due FROM commitments WHERE id = ?1), ?4, ?5, ?6)",
        )?
        .execute((
            place.row,
            &last.reviewer,
            place.notice.0,
            check.code(),
            &last.at,
            last.seq,
        ))?;
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
