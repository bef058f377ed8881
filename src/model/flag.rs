//! Hints and repairs: what the machine noticed, and what cleaning did to the text.

use serde::{Deserialize, Serialize};

use super::{Lang, Span};

/// How loudly a flag speaks. Never a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth a look.
    #[default]
    Notice,
    /// Probably wrong.
    Warning,
}

impl Severity {
    /// The word on the screen and in exports.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Info, Lang::Zh) => "参考",
            (Self::Info, Lang::En) => "info",
            (Self::Notice, Lang::Zh) => "留意",
            (Self::Notice, Lang::En) => "notice",
            (Self::Warning, Lang::Zh) => "警示",
            (Self::Warning, Lang::En) => "warning",
        }
    }
}

/// The outcome of one deterministic check, with the place it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// The check that raised it, e.g. `sequence`, `damage`.
    pub rule: String,
    /// What it found, e.g. `missing_ordinal`, `duplicate_number`, `mojibake`.
    pub kind: String,
    /// The version of the rule, raised when its outcome can change.
    #[serde(default = "first_version")]
    pub version: u32,
    /// How loudly it speaks.
    #[serde(default)]
    pub severity: Severity,
    /// What it says, in Chinese.
    pub message: String,
    /// What it says, in English.
    #[serde(default)]
    pub message_en: String,
    /// Where.
    pub span: Span,
    /// The proposed reading of damaged text, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
    /// How sure the proposal is, why, and what else may have stood there; together with `proposal` only.
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    pub grounds: Option<Grounds>,
    /// The numbers or words that collide, each with its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<(String, Span)>,
}

const fn first_version() -> u32 {
    1
}

/// What a proposed reading rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// How sure it is.
    pub confidence: Confidence,
    /// Why, in Chinese.
    pub reason: String,
    /// Why, in English.
    pub reason_en: String,
    /// Other readings that hold, likeliest first.
    #[serde(default)]
    pub alternatives: Vec<String>,
}

/// How sure a proposed reading is. A person decides in every case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// One reading among several that fit as well.
    Low,
    /// The likeliest; another is possible.
    Medium,
    /// Nothing else fits.
    High,
}

impl Confidence {
    /// The name in code, database, exports and scripts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The word on the screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Low, Lang::Zh) => "把握低",
            (Self::Medium, Lang::Zh) => "把握中",
            (Self::High, Lang::Zh) => "把握高",
            (_, Lang::En) => self.code(),
        }
    }
}

/// A kind of repair that cleaning made with certainty, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// E.g. `ruby_noise`, `site_boilerplate`, `zero_width`, `hard_wrap`.
    pub kind: String,
    /// How many places.
    pub count: usize,
    /// Where, in text order; empty where the repair was read back from a database, which keeps only how many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
}
