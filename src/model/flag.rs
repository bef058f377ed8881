//! Hints and repairs: what the machine noticed, and what cleaning did to the text.

use serde::{Deserialize, Serialize};

use super::Span;

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
    /// The numbers or words that collide, each with its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<(String, Span)>,
}

const fn first_version() -> u32 {
    1
}

/// A kind of repair that cleaning made with certainty, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// E.g. `ruby_noise`, `site_boilerplate`, `zero_width`, `hard_wrap`.
    pub kind: String,
    /// How many places.
    pub count: usize,
}
