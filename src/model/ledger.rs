//! The ledger (台账): one row per measure with everything that was claimed, promised and judged, as plain data for exports.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::{
    Check, CommitmentKind, Disposition, Due, Gap, PartialDate, PrintedFields, Progress, Severity, Span, Uid, Verdict,
};

/// One measure with its place, promises and judgements. A finding that nothing answers has one row of its own, in which
/// the measure's fields are empty; so has a notice without findings, in which those of the finding are empty, too.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LedgerRow {
    /// The notice's lasting name.
    pub notice_uid: Uid,
    /// Title, or where there is none the organisation, or the file name.
    pub notice: String,
    /// Who was inspected.
    pub inspected: String,
    /// When the notice was published.
    pub published: Option<PartialDate>,
    /// The file it came from.
    pub file: String,
    /// Labels of the sections above the finding, outermost first.
    pub path: Vec<String>,
    /// The finding's lasting name; `None` where the notice has no finding.
    pub finding_uid: Option<Uid>,
    /// The finding's number as printed.
    pub finding_label: Option<String>,
    /// The problem in short.
    pub finding_title: String,
    /// What the notice prints for the finding as a whole.
    #[serde(flatten)]
    pub printed: PrintedFields,
    /// What follows for the finding from the verdicts given so far; `None` where there is no finding.
    pub disposition: Option<Disposition>,
    /// How far claims, wording and the verdicts of the reviewer at the desk lie apart, in the whole notice.
    pub notice_gap: Gap,
    /// The same under this finding.
    pub finding_gap: Gap,
    /// The measure's lasting name; `None` where the finding has no measure.
    pub measure_uid: Option<Uid>,
    /// The ordinal as printed.
    pub measure_label: Option<String>,
    /// Clean text after the ordinal.
    pub measure_text: String,
    /// What the wording says; `None` where there is no measure.
    pub progress: Option<Progress>,
    /// Documents that the measure names.
    pub documents: Vec<String>,
    /// What it promises.
    pub commitments: Vec<LedgerCommitment>,
    /// Verdicts of all reviewers, by name.
    pub verdicts: Vec<LedgerVerdict>,
    /// The measure's thread, oldest first. Comments on the finding stand on its first row, comments on the notice on the notice's first
    /// row; each says on what it is.
    pub comments: Vec<LedgerComment>,
    /// The flags on the measure, those that were set aside, too. Flags on the finding stand on its first row, flags on the notice on the
    /// notice's first row; each says on what it is.
    pub flags: Vec<LedgerFlag>,
    /// What persons said of this notice and others: whether they are of one organisation.
    pub relations: Vec<LedgerRelation>,
}

/// What a flag or comment in the ledger stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerPart {
    /// The whole notice.
    Notice,
    /// The finding.
    Finding,
    /// The measure.
    Measure,
}

/// A flag in the ledger: what a check noticed, never a verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LedgerFlag {
    /// On what.
    pub on: LedgerPart,
    /// The rule that raised it.
    pub rule: String,
    /// The rule's version.
    pub version: u32,
    /// What it found.
    pub kind: String,
    /// How loudly it speaks.
    pub severity: Severity,
    /// What it says, in Chinese.
    pub message: String,
    /// What it says, in English.
    pub message_en: String,
    /// Where, in bytes of the source.
    pub span: Span,
    /// The numbers or words that collide, each with its place.
    pub operands: Vec<(String, Span)>,
    /// Who set it aside, when and why; `None` while it stands.
    pub dismissed: Option<LedgerDismissal>,
    /// What it was held against in another notice.
    pub against: Option<LedgerAgainst>,
}

/// A flag that was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerDismissal {
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// A thing in another notice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LedgerAgainst {
    /// Its lasting name.
    pub uid: Uid,
    /// The notice's name in the list, then labels.
    pub place: String,
    /// Its words.
    pub text: String,
    /// How alike the two are, from 0 to 1.
    pub likeness: f64,
}

/// A person's word on two notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerRelation {
    /// Lasting name of the other notice.
    pub notice: Uid,
    /// Whether they are of one organisation.
    pub same: bool,
    /// Who says so.
    pub reviewer: String,
    /// Since when.
    pub at: Timestamp,
}

/// What a later notice of the organisation says of a promise: a hint, never a check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LedgerSequel {
    /// Lasting name of the later notice.
    pub notice: Uid,
    /// Its name in the list, with its date.
    pub place: String,
    /// Lasting name of the measure that says it; `None` where a claim does.
    pub measure: Option<Uid>,
    /// The beginning of its words.
    pub text: String,
    /// What its wording says.
    pub progress: Progress,
    /// The share of the promise's telling words in it, from 0 to 1.
    pub echo: f64,
}

/// A promise in the ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LedgerCommitment {
    /// The clause.
    pub text: String,
    /// What sort of promise.
    pub kind: CommitmentKind,
    /// Last day of the printed period.
    pub due: Option<Date>,
    /// Days past due at the day of the export; negative while it lies ahead.
    pub overdue_days: Option<i64>,
    /// When it comes next, of a duty that comes again: counted from the publication at the day of the export.
    pub next: Option<Date>,
    /// Where it stands at the day of the export; settled where anybody found it kept.
    pub standing: Due,
    /// What each reviewer found, by name.
    pub checks: Vec<(String, Check)>,
    /// What a later notice says of it.
    pub later: Option<LedgerSequel>,
}

/// A verdict in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerVerdict {
    /// Who.
    pub reviewer: String,
    /// What.
    pub verdict: Verdict,
    /// Whether it was given on another text than the measure has now.
    pub changed: bool,
    /// When.
    pub at: Timestamp,
}

/// A comment in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerComment {
    /// On what.
    pub on: LedgerPart,
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// The verdict that it was given with.
    pub verdict: Option<Verdict>,
    /// What it says.
    pub text: String,
}
