//! One published document and what was read out of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Claim, Finding, Flag, NextSteps, PartialDate, Repair, Section, Span};

/// The facts about the document itself. An empty string or list, or a missing date, was not found in the text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NoticeMeta {
    /// The document's title, on one line.
    pub title: String,
    /// Who publishes and answers for it.
    pub issuer: String,
    /// Who was inspected.
    pub inspected: String,
    /// Who inspected, e.g. 市委第四巡视组.
    pub inspector: String,
    /// 巡视, 巡察, 审计, 专项检查 …
    pub inspection_kind: String,
    /// First day of the inspection.
    pub inspection_start: Option<PartialDate>,
    /// Last day of the inspection.
    pub inspection_end: Option<PartialDate>,
    /// When the findings were handed over.
    pub feedback_date: Option<PartialDate>,
    /// When the notice was published.
    pub published: Option<PartialDate>,
    /// Telephone numbers for responses.
    pub phone: Vec<String>,
    /// Electronic addresses for responses.
    pub email: Vec<String>,
    /// Postal code, six digits.
    pub postcode: String,
    /// Postal address.
    pub address: String,
    /// Where the notice was published.
    pub url: String,
    /// Where each field that was found stands, by field name.
    #[serde(default)]
    pub spans: BTreeMap<String, Span>,
}

/// Everything that the parser read out of one notice: the object that `duizhang parse --json` prints. The parser never
/// fails; what it could not make sense of is in `flags`, and a text without structure is one section.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ParsedNotice {
    /// Facts about the document.
    pub notice: NoticeMeta,
    /// Headings that contain headings, and the parts without a heading (preamble, contact, boilerplate), in text order.
    pub sections: Vec<Section>,
    /// The problems, in text order.
    pub findings: Vec<Finding>,
    /// Every counted statement.
    pub claims: Vec<Claim>,
    /// What comes next, by heading.
    pub next_steps: Vec<NextSteps>,
    /// What cleaning did with certainty.
    pub repairs: Vec<Repair>,
    /// What the parser noticed: numbering faults, damage that needs a reader's eye.
    pub flags: Vec<Flag>,
}
