//! The notices, and the findings and measures of one, as rows.

use serde::Serialize;

use crate::model::{Disposition, FindingId, MeasureId, NoticeId, Progress, SectionKind, Span, Uid, Verdict};

/// One notice in the list.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeRow {
    /// Its row.
    #[serde(skip)]
    pub id: NoticeId,
    /// Its lasting name.
    pub uid: Uid,
    /// Title, or where there is none the organisation, or the file name.
    pub title: String,
    /// The inspected organisation's short name, for narrow columns.
    pub short: String,
    /// Year of publication, else of feedback, else of inspection.
    pub year: Option<i16>,
    /// Number of findings.
    pub findings: u32,
    /// Number of measures.
    pub measures: u32,
    /// Measures on which the reviewer at the desk has a verdict.
    pub reviewed: u32,
    /// Commitments past due at the desk's day and not checked as kept by the reviewer.
    pub overdue: u32,
    /// Flags raised.
    pub flags: u32,
    /// The headline claim: done of total, of measures before findings.
    pub claimed: Option<(i64, i64)>,
    /// The file it came from.
    pub file: String,
}

/// The findings tree of one notice.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Whose.
    pub notice: NoticeId,
    /// Rows in text order.
    pub rows: Vec<OutlineRow>,
}

/// One row of the findings tree.
#[derive(Debug, Clone)]
pub enum OutlineRow {
    /// A heading that contains headings.
    Section(SectionRow),
    /// A problem.
    Finding(FindingRow),
    /// A measure under the last finding above it.
    Measure(MeasureRow),
}

/// A heading in the tree.
#[derive(Debug, Clone)]
pub struct SectionRow {
    /// Number as printed.
    pub label: Option<String>,
    /// Heading.
    pub title: String,
    /// Depth, 1 at the top.
    pub level: u8,
    /// What it is about.
    pub kind: SectionKind,
    /// Place in the source.
    pub span: Span,
}

/// A finding in the tree.
#[derive(Debug, Clone)]
pub struct FindingRow {
    /// Its row.
    pub id: FindingId,
    /// Number as printed.
    pub label: Option<String>,
    /// The problem in short.
    pub title: String,
    /// Depth: one more than the section it stands under.
    pub level: u8,
    /// Measures under it.
    pub measures: u32,
    /// Of these, reviewed by the reviewer at the desk.
    pub reviewed: u32,
    /// Flags on it and its measures.
    pub flags: u32,
    /// Overdue commitments under it.
    pub overdue: u32,
    /// Comments on the finding itself.
    pub comments: u32,
    /// What follows from the verdicts given so far.
    pub disposition: Disposition,
}

/// A measure in the tree.
#[derive(Debug, Clone)]
pub struct MeasureRow {
    /// Its row.
    pub id: MeasureId,
    /// The finding that it answers.
    pub finding: FindingId,
    /// Ordinal as printed.
    pub label: Option<String>,
    /// The first clause of its text, at most 60 characters.
    pub gist: String,
    /// What its wording says.
    pub progress: Progress,
    /// The verdict of the reviewer at the desk.
    pub verdict: Option<Verdict>,
    /// Whether that verdict was given on another text than the measure has now: it is in the queue again.
    pub changed: bool,
    /// Other reviewers with a verdict.
    pub others: u32,
    /// Flags on it.
    pub flags: u32,
    /// Commitments past due and not checked as kept.
    pub overdue: u32,
    /// Comments on it.
    pub comments: u32,
}

impl MeasureRow {
    /// Whether it waits for the reviewer's verdict: it has none, or one on another text.
    pub const fn waits(&self) -> bool {
        self.verdict.is_none() || self.changed
    }
}
