//! Ids. A number is a row of the open database and is never shown; a [`Uid`] is what history refers to.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    };
}

row_id!(
    /// A notice's row in the open database.
    NoticeId
);
row_id!(
    /// A finding's row in the open database.
    FindingId
);
row_id!(
    /// A measure's row in the open database.
    MeasureId
);
row_id!(
    /// A commitment's row in the open database.
    CommitmentId
);

/// The lasting name of a notice, finding, measure or commitment: 16 lowercase hex digits, given at first import and kept
/// through re-import, re-parse and correction. Events name their subject by it, so that history does not depend on rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Uid(pub String);

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an unfinished text is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A comment on a part of a notice.
    Part(Target),
    /// The reason for which a flag is set aside, known again by its content (see `FlagView::content`).
    Flag(String),
}

impl From<Target> for Topic {
    fn from(target: Target) -> Self {
        Self::Part(target)
    }
}

/// What a comment hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A whole notice.
    Notice(NoticeId),
    /// One finding.
    Finding(FindingId),
    /// One measure.
    Measure(MeasureId),
}
