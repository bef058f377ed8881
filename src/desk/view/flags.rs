//! Flags with their places, and two texts side by side.

use std::ops::Range;

use jiff::Timestamp;
use serde::Serialize;

use crate::model::{Flag, NoticeId, PartialDate, Span, Target, Uid};

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
    /// When the notice was published: two of one organisation have one name.
    pub published: Option<PartialDate>,
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
