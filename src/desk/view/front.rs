//! The measure or finding in front, with what belongs to it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::flags::FlagView;
use crate::model::{
    Check, CommitmentId, CommitmentKind, Cue, Disposition, FindingId, Gap, Lang, MeasureId, NoticeId, Precision,
    PrintedFields, Progress, Span, Uid, Verdict,
};

/// One measure in front.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureView {
    /// Its row.
    #[serde(skip)]
    pub id: MeasureId,
    /// Its lasting name.
    pub uid: Uid,
    /// Whose.
    #[serde(skip)]
    pub notice: NoticeId,
    /// The finding that it answers.
    #[serde(skip)]
    pub finding: FindingId,
    /// The finding's title.
    pub finding_title: String,
    /// Labels from the top down to the finding.
    pub path: Vec<String>,
    /// Ordinal as printed.
    pub label: Option<String>,
    /// Clean text after the ordinal.
    pub text: String,
    /// Place in the source.
    pub span: Span,
    /// What its wording says.
    pub progress: Progress,
    /// The words that decided it.
    pub cues: Vec<Cue>,
    /// Documents that it names.
    pub documents: Vec<String>,
    /// Which of the things that one can go and look at it names, and in which words.
    pub particulars: Vec<Particular>,
    /// What it promises, with the checks.
    pub commitments: Vec<CommitmentView>,
    /// Flags on it.
    pub flags: Vec<FlagView>,
    /// The verdict of the reviewer at the desk.
    pub verdict: Option<Verdict>,
    /// Whether that verdict was given on another text than the measure has now.
    pub changed: bool,
    /// What the others said.
    pub others: Vec<OtherVerdict>,
    /// The thread, oldest first.
    pub comments: Vec<CommentView>,
}

/// Whether a measure names a thing of one sort that one can go and look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Particular {
    /// `date`, `number`, `document`, `amount` or `body`.
    pub kind: &'static str,
    /// Its words, the first of them; `None` where it is missing.
    pub words: Option<String>,
}

impl Particular {
    /// Its name on the screen.
    pub fn name(&self, lang: Lang) -> &'static str {
        match self.kind {
            "date" => lang.pick("日期", "date"),
            "number" => lang.pick("数量", "number"),
            "document" => lang.pick("文件", "document"),
            "amount" => lang.pick("金额", "amount"),
            _ => lang.pick("单位", "body"),
        }
    }
}

/// Another reviewer's verdict.
#[derive(Debug, Clone, Serialize)]
pub struct OtherVerdict {
    /// Who.
    pub reviewer: String,
    /// What.
    pub verdict: Verdict,
    /// Whether it was given on another text than the measure has now.
    pub changed: bool,
    /// When.
    pub at: Timestamp,
}

/// A commitment with its checks.
#[derive(Debug, Clone, Serialize)]
pub struct CommitmentView {
    /// Its row.
    #[serde(skip)]
    pub id: CommitmentId,
    /// The clause.
    pub text: String,
    /// What sort of promise.
    pub kind: CommitmentKind,
    /// Last day of the printed period.
    pub due: Option<Date>,
    /// How finely it was printed.
    pub precision: Option<Precision>,
    /// How the due date was found.
    pub reason: String,
    /// Days past due at the desk's day; negative while it still lies ahead; `None` without a due date.
    pub overdue_days: Option<i64>,
    /// Place in the source.
    pub span: Span,
    /// The check of the reviewer at the desk.
    pub check: Option<Check>,
    /// The others' checks.
    pub others: Vec<(String, Check)>,
}

/// A comment.
#[derive(Debug, Clone, Serialize)]
pub struct CommentView {
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// The verdict that it was given with.
    pub verdict: Option<Verdict>,
    /// What it says.
    pub text: String,
}

/// One finding in front.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// Its row.
    #[serde(skip)]
    pub id: FindingId,
    /// Its lasting name.
    pub uid: Uid,
    /// Whose.
    #[serde(skip)]
    pub notice: NoticeId,
    /// Labels of the sections above it.
    pub path: Vec<String>,
    /// Number as printed.
    pub label: Option<String>,
    /// The problem in short.
    pub title: String,
    /// The problem at length, where printed.
    pub statement: Option<String>,
    /// What the notice prints for it as a whole.
    #[serde(flatten)]
    pub printed: PrintedFields,
    /// Place in the source.
    pub span: Span,
    /// What follows from the verdicts given so far.
    pub disposition: Disposition,
    /// How far its measures' wording and the verdicts of the reviewer at the desk lie apart.
    pub gap: Gap,
    /// Flags on it and its measures.
    pub flags: Vec<FlagView>,
    /// The thread, oldest first.
    pub comments: Vec<CommentView>,
}
