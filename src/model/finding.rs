//! The parts of a notice: sections, findings, measures, commitments, claims, next steps. Texts are *clean* (as printed, less
//! noise); spans are in the decoded source.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Lang, Span};

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Who inspected whom and when.
    Preamble,
    /// How the organisation led the rectification.
    Leadership,
    /// Problem by problem.
    Findings,
    /// What comes next.
    NextSteps,
    /// How to respond.
    Contact,
    /// Not part of the notice: navigation, footers, reposting lines.
    Boilerplate,
}

/// A heading that contains headings, or a part of the notice that has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The number as printed (`一、`, `(一)`), where there is one.
    pub label: Option<String>,
    /// The heading's text without its number; empty for parts without a heading.
    pub title: String,
    /// Depth in the outline, 1 at the top.
    pub level: u8,
    /// What it is about.
    pub kind: SectionKind,
    /// The heading and everything under it.
    pub span: Span,
}

/// One problem to which a set of measures answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Finding {
    /// The number as printed, where there is one.
    pub label: Option<String>,
    /// The labels of the sections it stands under, outermost first.
    pub path: Vec<String>,
    /// The problem in short, without number and wrapper words (关于“…”的问题).
    pub title: String,
    /// The problem at length, where the notice prints it.
    pub statement: Option<String>,
    /// The heading and its whole answer.
    pub span: Span,
    /// The heading alone.
    #[serde(default)]
    pub heading: Span,
    /// The state that the notice prints for it (已完成, 长期坚持 …), as printed.
    pub state: Option<String>,
    /// By when it is to be put right, where the notice prints that for the finding as a whole (完成时限:).
    #[serde(default)]
    pub deadline: Option<Deadline>,
    /// Who leads its rectification (责任领导:), as printed; where no leader is named, the person who answers for it (责任人:).
    #[serde(default)]
    pub leader: Option<String>,
    /// Which offices answer for it (责任部门:), as printed.
    #[serde(default)]
    pub department: Option<String>,
    /// Who answers for it (责任人:) where the notice names both that person and a leader.
    #[serde(default)]
    pub person: Option<String>,
    /// Where each of the printed fields that was found stands, by field name (`state`, `deadline`, `leader`, `department`, `person`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub spans: BTreeMap<String, Span>,
    /// The answers, in text order.
    pub measures: Vec<Measure>,
}

/// What a notice prints for a finding as a whole: the fields of [`Finding`] of these names, as they are kept and handed on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PrintedFields {
    /// The state that the notice prints for it.
    pub state: Option<String>,
    /// By when the notice says that it is to be put right.
    pub deadline: Option<Deadline>,
    /// Who leads its rectification, as printed.
    pub leader: Option<String>,
    /// Which offices answer for it, as printed.
    pub department: Option<String>,
    /// Who answers for it beside the leader, as printed.
    pub person: Option<String>,
}

/// By when a finding is to be put right, as the notice prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The words: 2024年6月底, 立行立改, 长期坚持.
    pub text: String,
    /// The last day of the printed period. None where the words give no time.
    pub due: Option<Date>,
    /// How finely the time was printed.
    pub precision: Option<Precision>,
    /// How the day was found, for a reader; empty without one.
    #[serde(default)]
    pub reason: String,
}

/// What a measure's own wording says about how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Finished acts only.
    Done,
    /// Under way, unfinished.
    Ongoing,
    /// Only future.
    Planned,
    /// Some finished, some not.
    Mixed,
    /// Exhortation or standing practice, no sign of when or whether.
    Unmarked,
}

impl Progress {
    /// All, in the order above.
    pub const ALL: [Self; 5] = [Self::Done, Self::Ongoing, Self::Planned, Self::Mixed, Self::Unmarked];

    /// The name in code, database, exports and scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
            Self::Mixed => "mixed",
            Self::Unmarked => "unmarked",
        }
    }

    /// The progress of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|progress| progress.code() == code)
    }

    /// The word on the screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Done, Lang::Zh) => "已完成",
            (Self::Ongoing, Lang::Zh) => "推进中",
            (Self::Planned, Lang::Zh) => "拟开展",
            (Self::Mixed, Lang::Zh) => "部分完成",
            (Self::Unmarked, Lang::Zh) => "未载明",
            (_, Lang::En) => self.code(),
        }
    }
}

/// One ordinal unit of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The ordinal as printed (`一是`, `(1)`), where there is one.
    pub label: Option<String>,
    /// The text after the ordinal.
    pub text: String,
    /// Ordinal and text.
    pub span: Span,
    /// What its wording says.
    pub progress: Progress,
    /// The words that decided the progress.
    #[serde(default)]
    pub cues: Vec<Cue>,
    /// Titles in 《》, as printed, in order, without repeats.
    pub documents: Vec<String>,
    /// What it promises.
    pub commitments: Vec<Commitment>,
}

/// A wording that tells how far a measure is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// What it speaks for.
    pub kind: CueKind,
    /// The words.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// What a cue speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CueKind {
    /// A finished act.
    Done,
    /// Under way.
    Ongoing,
    /// Still to come.
    Planned,
}

/// A clause that promises something not yet done, or sets a target, a period or a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The clause.
    pub text: String,
    /// What sort of promise.
    pub kind: CommitmentKind,
    /// The day by which it is due: the last day of the printed period. None where the text gives no time.
    pub due: Option<Date>,
    /// How finely the due date was printed.
    pub precision: Option<Precision>,
    /// How the due date was found, for a reader: `6月底前, year from the feedback date 2023-01-09`.
    #[serde(default)]
    pub reason: String,
    /// Where.
    pub span: Span,
}

/// Sorts of promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentKind {
    /// By a date.
    Deadline,
    /// A number to reach.
    Target,
    /// A document to come.
    Document,
    /// A duty that comes again.
    Recurring,
    /// Anything else still to be done.
    Other,
}

impl CommitmentKind {
    /// All, in the order above.
    pub const ALL: [Self; 5] = [
        Self::Deadline,
        Self::Target,
        Self::Document,
        Self::Recurring,
        Self::Other,
    ];

    /// The name in code, database, exports and scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Target => "target",
            Self::Document => "document",
            Self::Recurring => "recurring",
            Self::Other => "other",
        }
    }

    /// The kind of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The word on the screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Deadline, Lang::Zh) => "限期",
            (Self::Target, Lang::Zh) => "目标",
            (Self::Document, Lang::Zh) => "拟发文",
            (Self::Recurring, Lang::Zh) => "周期",
            (Self::Other, Lang::Zh) => "其他",
            (_, Lang::En) => self.code(),
        }
    }
}

/// How finely a time was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// Half a year.
    Half,
    /// A year.
    Year,
    /// Counted from another date (一个月内).
    Relative,
}

impl Precision {
    /// All, finest first.
    pub const ALL: [Self; 6] = [
        Self::Day,
        Self::Month,
        Self::Quarter,
        Self::Half,
        Self::Year,
        Self::Relative,
    ];

    /// The name in code, database, exports and scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::Relative => "relative",
        }
    }

    /// The word on the screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Day, Lang::Zh) => "日",
            (Self::Month, Lang::Zh) => "月",
            (Self::Quarter, Lang::Zh) => "季度",
            (Self::Half, Lang::Zh) => "半年",
            (Self::Year, Lang::Zh) => "年",
            (Self::Relative, Lang::Zh) => "期限推算",
            (_, Lang::En) => self.code(),
        }
    }

    /// The precision of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.code() == code)
    }
}

/// A counted statement of progress by the issuer, or any other counted statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What is counted.
    pub subject: ClaimSubject,
    /// How many there are.
    pub total: Option<i64>,
    /// How many of them are done.
    pub done: Option<i64>,
    /// The printed rate, in percent.
    pub rate: Option<f64>,
    /// The printed unit (项, 个, 条, 件 …).
    pub unit: String,
    /// Whether 余, 近, 约, 多 stands with the number.
    pub approximate: bool,
    /// The clause.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// What a claim counts. The first four are the *headline* subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimSubject {
    /// Problems.
    Findings,
    /// Measures, tasks.
    Measures,
    /// Rules and other documents.
    Documents,
    /// Disciplinary and other cases.
    Cases,
    /// Anything else.
    Other,
}

/// A heading of the part that says what comes next, with its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextSteps {
    /// The number as printed, where there is one.
    pub label: Option<String>,
    /// The heading.
    pub title: String,
    /// The steps; one without a label where the heading has a plain body.
    pub items: Vec<Item>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The ordinal as printed, where there is one.
    pub label: Option<String>,
    /// The text after the ordinal.
    pub text: String,
    /// Ordinal and text.
    pub span: Span,
}
