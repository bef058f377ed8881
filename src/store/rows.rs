//! What the database hands out: plain rows. And how values stand in columns.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Row;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::{
    Check, Claim, CommitmentId, CommitmentKind, Cue, FindingId, Flag, MeasureId, NoticeId, NoticeMeta, PartialDate,
    Precision, PrintedFields, Progress, SectionKind, Span, Target, Uid, Verdict,
};

/// A notice in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "as the columns of `notices`, described in db/")]
pub struct NoticeLine {
    pub id: NoticeId,
    pub uid: Uid,
    pub title: String,
    pub short: String,
    pub year: Option<i16>,
    pub published: Option<PartialDate>,
    pub findings: u32,
    pub measures: u32,
    pub flags: u32,
    pub claimed: Option<(i64, i64)>,
    pub file: String,
    /// Measures on which the reviewer has a verdict.
    pub reviewed: u32,
    /// Commitments due before the day asked for that the reviewer has not found kept.
    pub overdue: u32,
}

/// A heading.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `sections`, described in db/")]
pub struct SectionLine {
    pub label: Option<String>,
    pub title: String,
    pub level: u8,
    pub kind: SectionKind,
    pub span: Span,
}

/// A finding.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `findings`, described in db/")]
pub struct FindingLine {
    pub id: FindingId,
    pub uid: Uid,
    pub notice: NoticeId,
    pub label: Option<String>,
    pub path: Vec<String>,
    pub title: String,
    pub statement: Option<String>,
    pub printed: PrintedFields,
    pub level: u8,
    pub span: Span,
    pub measures: u32,
    pub flags: u32,
}

/// A measure.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `measures`, described in db/")]
pub struct MeasureLine {
    pub id: MeasureId,
    pub uid: Uid,
    pub notice: NoticeId,
    pub finding: FindingId,
    pub label: Option<String>,
    /// The whole text, or in outlines its first characters.
    pub text: String,
    pub span: Span,
    pub progress: Progress,
    pub flags: u32,
}

/// A measure with what belongs to it alone.
#[derive(Debug, Clone)]
pub struct MeasureDetail {
    /// The measure, with its whole text.
    pub measure: MeasureLine,
    /// The finding that it answers.
    pub finding: FindingLine,
    /// The words that decided its progress.
    pub cues: Vec<Cue>,
    /// Documents that it names.
    pub documents: Vec<String>,
}

/// A commitment.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `commitments`, described in db/")]
pub struct CommitmentLine {
    pub id: CommitmentId,
    pub measure: MeasureId,
    pub text: String,
    pub kind: CommitmentKind,
    pub due: Option<Date>,
    pub precision: Option<Precision>,
    pub reason: String,
    pub span: Span,
}

/// A commitment as an outline needs it.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "as the columns of `commitments`, described in db/")]
pub struct PromiseLine {
    pub id: CommitmentId,
    pub measure: MeasureId,
    pub recurring: bool,
    pub due: Option<Date>,
}

/// A reviewer's verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "as the columns of `verdicts`, described in db/")]
pub struct VerdictLine {
    pub measure: MeasureId,
    pub reviewer: String,
    pub verdict: Verdict,
    /// Whether the measure has another text now than the one that was judged.
    pub changed: bool,
    pub at: Timestamp,
}

/// A reviewer's check.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "as the columns of `checks`, described in db/")]
pub struct CheckLine {
    pub commitment: CommitmentId,
    pub reviewer: String,
    pub check: Check,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "as the columns of `comments`, described in db/")]
pub struct CommentLine {
    pub target: Target,
    pub reviewer: String,
    pub at: Timestamp,
    pub verdict: Option<Verdict>,
    pub text: String,
}

/// A flag and the innermost thing that it stands on.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `flags`, described in db/")]
pub struct FlagLine {
    pub notice: NoticeId,
    pub finding: Option<FindingId>,
    pub measure: Option<MeasureId>,
    pub flag: Flag,
    /// By what it is known again; empty in rows that an older version wrote.
    pub content: String,
}

/// A flag that is set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "as the columns of `dismissed`, described in db/")]
pub struct DismissalLine {
    pub content: String,
    pub reviewer: String,
    pub at: Timestamp,
    pub reason: String,
}

/// A notice's text and what was counted in it.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `notices` and `sources`, described in db/")]
pub struct SourceLines {
    pub meta: NoticeMeta,
    pub text: String,
    pub claims: Vec<Claim>,
}

/// One event, for reading.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `events`, described in db/")]
pub struct EventLine {
    pub record: crate::review::Record,
    /// Whether the act is not in force; `None` for undos and redos themselves.
    pub undone: Option<bool>,
    /// What it was about, where that is in the database.
    pub target: Option<Target>,
    /// For a commitment: its clause.
    pub clause: Option<String>,
}

/// A value as JSON text.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    // The model's types are strings, numbers and lists of them: they always serialise.
    serde_json::to_string(value).unwrap_or_default()
}

/// The code of an enum value, as serde names it.
pub(super) fn code_of<T: Serialize>(value: &T) -> String {
    json(value).trim_matches('"').to_owned()
}

/// A column that holds JSON.
pub(super) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unreadable(row, column, error))
}

/// A column that holds JSON or nothing.
pub(super) fn maybe_json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| unreadable(row, column, error)))
        .transpose()
}

/// A column that holds the code of an enum value.
pub(super) fn from_code<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    maybe_code(row, column)?.ok_or_else(|| unreadable(row, column, "NULL"))
}

/// A column that holds the code of an enum value or nothing.
pub(super) fn maybe_code<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| serde_json::from_value(text.into()).map_err(|error| unreadable(row, column, error)))
        .transpose()
}

/// A column whose text is read by `FromStr`, or nothing.
pub(super) fn maybe_parse<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>>
where
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    let text: Option<String> = row.get(column)?;
    text.map(|text| {
        text.parse()
            .map_err(|error: T::Err| unreadable(row, column, error.to_string()))
    })
    .transpose()
}

/// A moment.
pub(super) fn moment(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    maybe_parse(row, column)?.ok_or_else(|| unreadable(row, column, "NULL"))
}

/// `span_start` and `span_end`.
pub(super) fn span(row: &Row<'_>) -> rusqlite::Result<Span> {
    Ok(Span::new(row.get("span_start")?, row.get("span_end")?))
}

/// `uid`.
pub(super) fn uid(row: &Row<'_>) -> rusqlite::Result<Uid> {
    row.get("uid").map(Uid)
}

fn unreadable(
    row: &Row<'_>,
    column: &str,
    error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> rusqlite::Error {
    let index = row.as_ref().column_index(column).unwrap_or_default();
    rusqlite::Error::FromSqlConversionFailure(index, Type::Text, error.into())
}
