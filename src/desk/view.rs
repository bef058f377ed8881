//! What the desk shows: plain data, ready to be drawn or printed. As JSON it has uids and no rows, which mean nothing outside
//! of the open database.

use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::{
    Check, Claim, CommitmentId, CommitmentKind, Cue, Deadline, Disposition, FindingId, Flag, Gap, Lang, MeasureId,
    NoticeId, NoticeMeta, Precision, Progress, SectionKind, Span, Target, Uid, Verdict,
};
use crate::text::fold::fold_char;
use crate::text::map::Map;

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
    /// The state that the notice prints.
    pub state: Option<String>,
    /// By when the notice says that it is to be put right.
    pub deadline: Option<Deadline>,
    /// Who leads its rectification, as printed.
    pub leader: Option<String>,
    /// Which offices answer for it, as printed.
    pub department: Option<String>,
    /// Who answers for it beside the leader, as printed.
    pub person: Option<String>,
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

/// The whole notice as text.
#[derive(Debug, Clone)]
pub struct SourceView {
    /// Whose.
    pub notice: NoticeId,
    /// Facts about the document.
    pub meta: NoticeMeta,
    /// Counted statements.
    pub claims: Vec<Claim>,
    /// Flags of the notice, all of them.
    pub flags: Vec<Flag>,
    /// What was printed where reviewers accepted a reading.
    pub readings: Vec<String>,
    /// Clean text: as printed, less the noise, and with the readings that were accepted; lines end in `\n`.
    pub text: Arc<str>,
    /// From `text` back to the source, in which spans count.
    pub map: Map,
    /// Where its parts stand, as byte ranges of `text`, in text order; they nest.
    pub marks: Vec<(Range<usize>, Mark)>,
}

impl SourceView {
    /// Where a place of the source stands in `text`.
    pub fn place(&self, span: Span) -> Range<usize> {
        let range = self.map.forward(span.range());
        if self.text.get(range.clone()).is_some() {
            range
        } else {
            0..0
        }
    }
}

/// A part of the text that something refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A heading with everything under it.
    Section(SectionKind),
    /// A finding with its answer.
    Finding(FindingId),
    /// A measure.
    Measure(MeasureId),
    /// A commitment.
    Commitment(CommitmentId),
    /// A flag, by its index in [`SourceView::flags`].
    Flag(usize),
    /// A reading that a reviewer accepted for what was printed damaged, by its index in [`SourceView::readings`]; the text shows the
    /// reading.
    Reading(usize),
}

/// What a write did.
#[derive(Debug, Clone)]
pub struct Done {
    /// The notice that it was about.
    pub notice: Option<NoticeId>,
    /// What it was about, so that a screen can go there.
    pub target: Option<Target>,
    /// In words: `二是 强化项目落地: 部分`.
    pub what: String,
}

/// Something that can be jumped to.
#[derive(Debug, Clone, Serialize)]
pub struct JumpRecord {
    /// Which list it belongs to.
    pub scope: Scope,
    /// Where the jump goes.
    #[serde(skip)]
    pub target: Target,
    /// Whose.
    #[serde(skip)]
    pub notice: NoticeId,
    /// Short name of the notice, then labels: the place in a few words.
    pub place: String,
    /// The text that is matched and shown.
    pub text: String,
    /// Measures: the verdict of the reviewer at the desk.
    pub verdict: Option<Verdict>,
}

/// The lists that the jump palette looks through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 通报
    Notice,
    /// 机构
    Organisation,
    /// 问题
    Finding,
    /// 整改措施
    Measure,
    /// 承诺
    Commitment,
    /// 文件
    Document,
    /// 提示
    Flag,
    /// 评论
    Comment,
}

impl Scope {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Notice,
        Self::Finding,
        Self::Measure,
        Self::Commitment,
        Self::Document,
        Self::Organisation,
        Self::Flag,
        Self::Comment,
    ];

    /// The sign that chooses it where it stands before a query: `@港务` looks through the organisations.
    pub const fn sign(self) -> char {
        match self {
            Self::Notice => '<',
            Self::Organisation => '@',
            Self::Finding => '-',
            Self::Measure => '=',
            Self::Commitment => '~',
            Self::Document => '#',
            Self::Flag => '?',
            Self::Comment => '"',
        }
    }

    /// A query without the sign of a scope before it, in whatever width, and that scope.
    pub fn of_sign(query: &str) -> (Option<Self>, &str) {
        let query = query.trim_start();
        let mut rest = query.chars();
        let sign = rest.next().map(|sign| match sign {
            '《' | '〈' => '#',
            '“' | '”' => '"',
            '～' => '~',
            '－' | '—' => '-',
            sign => fold_char(sign),
        });
        match Self::ALL.into_iter().find(|scope| Some(scope.sign()) == sign) {
            Some(scope) => (Some(scope), rest.as_str()),
            None => (None, query),
        }
    }

    /// Its name on the screen.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Notice => lang.pick("通报", "notices"),
            Self::Organisation => lang.pick("机构", "organisations"),
            Self::Finding => lang.pick("问题", "findings"),
            Self::Measure => lang.pick("措施", "measures"),
            Self::Commitment => lang.pick("承诺", "commitments"),
            Self::Document => lang.pick("文件", "documents"),
            Self::Flag => lang.pick("提示", "flags"),
            Self::Comment => lang.pick("评论", "comments"),
        }
    }

    /// Its name in options and in JSON, singular.
    pub fn code(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Organisation => "organisation",
            Self::Finding => "finding",
            Self::Measure => "measure",
            Self::Commitment => "commitment",
            Self::Document => "document",
            Self::Flag => "flag",
            Self::Comment => "comment",
        }
    }

    /// The scope of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// How title-like its texts are, at most [`crate::search::MAX_WEIGHT`]: titles come before running text that matches as well.
    pub fn weight(self) -> u8 {
        match self {
            Self::Notice => 4,
            Self::Finding => 3,
            Self::Document | Self::Organisation => 2,
            Self::Measure | Self::Commitment => 1,
            Self::Flag | Self::Comment => 0,
        }
    }
}

/// A flag with its place, for listings.
#[derive(Debug, Clone, Serialize)]
pub struct FlagRow {
    /// Whose.
    #[serde(skip)]
    pub notice: NoticeId,
    /// The measure, finding or notice that it stands on.
    #[serde(skip)]
    pub target: Target,
    /// Short name of the notice, then labels: the place in a few words.
    pub place: String,
    /// The words of the source that it stands on, at most 80 characters.
    pub excerpt: String,
    /// What was noticed.
    #[serde(flatten)]
    pub view: FlagView,
}

impl FlagRow {
    /// By what it is called when it is set aside.
    pub fn name(&self) -> FlagName {
        FlagName {
            on: self.target,
            rule: self.view.flag.rule.clone(),
            content: self.view.content.clone(),
        }
    }
}

/// A flag, for setting it aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagName {
    /// What it stands on, for the log.
    pub on: Target,
    /// The rule that raised it.
    pub rule: String,
    /// By what it is known again.
    pub content: String,
}

/// A flag with what was said of it.
#[derive(Debug, Clone, Serialize)]
pub struct FlagView {
    /// What was noticed.
    pub flag: Flag,
    /// By what it is known again after an import or a new reading: 32 hex digits.
    pub content: String,
    /// Who set it aside, where somebody did.
    pub dismissed: Option<Dismissed>,
    /// What it was held against in another notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterpart: Option<Counterpart>,
}

/// A thing in another notice that a flag holds its own against.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counterpart {
    /// Its lasting name.
    pub uid: Uid,
    /// Whose.
    #[serde(skip)]
    pub notice: NoticeId,
    /// What.
    #[serde(skip)]
    pub target: Target,
    /// Short name of the notice, then labels.
    pub place: String,
    /// Its text: of a measure without its label, of a finding its title.
    pub text: String,
    /// Where it stands in the source of its own notice.
    pub span: Span,
    /// How alike the two are, from 0 to 1.
    pub likeness: f64,
}

/// Two texts side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The one.
    pub one: Side,
    /// The other.
    pub other: Side,
}

/// One of two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Whose.
    pub notice: NoticeId,
    /// What.
    pub target: Target,
    /// Short name of the notice, then labels.
    pub place: String,
    /// The whole text.
    pub text: String,
    /// What the other one lacks, as byte ranges of `text`.
    pub only: Vec<Range<usize>>,
}

/// Why a flag is set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dismissed {
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}
