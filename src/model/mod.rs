//! The field's words as plain types: what a notice consists of, what a reviewer says of it, and the ids that tie them.
//!
//! Uses no other room. No parsing, no rules, no I/O and no screen text beyond each word's own name in both languages.

mod date;
mod due;
mod explain;
mod finding;
mod flag;
mod gap;
mod ids;
mod jump;
mod lang;
mod ledger;
mod notice;
mod rhythm;
mod span;
mod verdict;

pub use date::PartialDate;
pub use due::Due;
pub use explain::{Explained, ExplainedLine, ExplainedOutline, ExplainedSign, Taken};
pub use finding::{
    Claim, ClaimSubject, Commitment, CommitmentKind, Cue, CueKind, Deadline, Finding, Item, Measure, NextSteps,
    Precision, PrintedFields, Progress, Section, SectionKind,
};
pub use flag::{Confidence, Flag, Grounds, Repair, Severity};
pub use gap::Gap;
pub use ids::{CommitmentId, FindingId, MeasureId, NoticeId, Target, Topic, Uid};
pub use jump::{JumpRecord, Scope};
pub use lang::Lang;
pub use ledger::{
    LedgerAgainst, LedgerComment, LedgerCommitment, LedgerDismissal, LedgerFlag, LedgerPart, LedgerRelation, LedgerRow,
    LedgerSequel, LedgerVerdict,
};
pub use notice::{NoticeMeta, ParsedNotice};
pub use rhythm::Rhythm;
pub use span::Span;
pub use verdict::{Check, Disposition, Verdict};
