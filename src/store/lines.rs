//! Rows into lines. What is read by the thousand is read by position: looking columns up by name costs more than reading them.

use rusqlite::Row;
use rusqlite::types::Type;

use super::rows::{from_code, from_json, maybe_code, maybe_json, maybe_parse, moment, span, uid};
use super::{CheckLine, CommentLine, CommitmentLine, FindingLine, FlagLine, MeasureLine, VerdictLine};
use crate::model::{
    Check, CommitmentId, FindingId, Flag, MeasureId, NoticeId, PrintedFields, Progress, Span, Target, Uid, Verdict,
};

/// The columns of [`finding_line`].
pub(super) const FINDING: &str = "id, uid, notice_id, label, path, title, statement, state, deadline, leader, department, person, level, span_start, span_end, measures, flags";
/// The columns of [`measure_line`], in its order; the text comes after them.
pub(super) const MEASURE: &str = "id, uid, notice_id, finding_id, label, span_start, span_end, progress, flags";

pub(super) fn target(row: &Row<'_>) -> rusqlite::Result<Target> {
    let id = row.get("target_id")?;
    Ok(match row.get_ref("target_kind")?.as_str()? {
        "notice" => Target::Notice(NoticeId(id)),
        "finding" => Target::Finding(FindingId(id)),
        _ => Target::Measure(MeasureId(id)),
    })
}

pub(super) fn finding_line(row: &Row<'_>) -> rusqlite::Result<FindingLine> {
    Ok(FindingLine {
        id: FindingId(row.get("id")?),
        uid: uid(row)?,
        notice: NoticeId(row.get("notice_id")?),
        label: row.get("label")?,
        path: from_json(row, "path")?,
        title: row.get("title")?,
        statement: row.get("statement")?,
        printed: PrintedFields {
            state: row.get("state")?,
            deadline: maybe_json(row, "deadline")?,
            leader: row.get("leader")?,
            department: row.get("department")?,
            person: row.get("person")?,
        },
        level: row.get("level")?,
        span: span(row)?,
        measures: row.get("measures")?,
        flags: row.get("flags")?,
    })
}

pub(super) fn measure_line(row: &Row<'_>) -> rusqlite::Result<MeasureLine> {
    Ok(MeasureLine {
        id: MeasureId(row.get(0)?),
        uid: Uid(row.get(1)?),
        notice: NoticeId(row.get(2)?),
        finding: FindingId(row.get(3)?),
        label: row.get(4)?,
        span: Span::new(row.get(5)?, row.get(6)?),
        progress: code(row, 7, Progress::from_code)?,
        flags: row.get(8)?,
        text: row.get(9)?,
    })
}

pub(super) fn commitment_line(row: &Row<'_>) -> rusqlite::Result<CommitmentLine> {
    Ok(CommitmentLine {
        id: CommitmentId(row.get("id")?),
        measure: MeasureId(row.get("measure_id")?),
        text: row.get("text")?,
        kind: from_code(row, "kind")?,
        due: maybe_parse(row, "due")?,
        precision: maybe_code(row, "precision")?,
        reason: row.get("reason")?,
        span: span(row)?,
    })
}

pub(super) fn verdict_line(row: &Row<'_>) -> rusqlite::Result<VerdictLine> {
    Ok(VerdictLine {
        measure: MeasureId(row.get(0)?),
        reviewer: row.get(1)?,
        verdict: code(row, 2, Verdict::from_code)?,
        changed: row.get("changed")?,
        at: moment(row, "at")?,
    })
}

pub(super) fn check_line(row: &Row<'_>) -> rusqlite::Result<CheckLine> {
    Ok(CheckLine {
        commitment: CommitmentId(row.get(0)?),
        reviewer: row.get(1)?,
        check: code(row, 2, Check::from_code)?,
    })
}

pub(super) fn comment_line(row: &Row<'_>) -> rusqlite::Result<CommentLine> {
    Ok(CommentLine {
        target: target(row)?,
        reviewer: row.get("reviewer")?,
        at: moment(row, "at")?,
        verdict: maybe_code(row, "verdict")?,
        text: row.get("text")?,
    })
}

pub(super) fn flag_line(row: &Row<'_>) -> rusqlite::Result<FlagLine> {
    Ok(FlagLine {
        notice: NoticeId(row.get("notice_id")?),
        finding: row.get::<_, Option<i64>>("finding_id")?.map(FindingId),
        measure: row.get::<_, Option<i64>>("measure_id")?.map(MeasureId),
        flag: Flag {
            rule: row.get("rule")?,
            kind: row.get("kind")?,
            version: row.get("version")?,
            severity: from_code(row, "severity")?,
            message: row.get("message")?,
            message_en: row.get("message_en")?,
            span: span(row)?,
            proposal: row.get("proposal")?,
            grounds: maybe_json(row, "grounds")?,
            operands: from_json(row, "operands")?,
        },
        content: row.get("content")?,
    })
}

/// A column with the code of one of the model's words.
fn code<T>(row: &Row<'_>, column: usize, read: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    read(text).ok_or_else(|| {
        let error = format!("no such code: {text:?}");
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into())
    })
}
