//! What the parser noticed: numbering faults, lost headings, counts that do not fit, damage, and the site's own lines.
//!
//! Hints with their place, never verdicts; one file per sort.

mod brand;
mod count;
mod dates;
mod escaped;
mod expressions;
mod lost;
mod marker;
mod mojibake;
mod quotes;
mod sequence;
mod site;
mod structure;
mod unquoted;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Confidence, Flag, Grounds, ParsedNotice, Repair, Severity, Span};
use crate::text::clean::Clean;

use super::frame::Frame;
use super::meta::Found;
use super::outline::Tree;
use super::page::Page;
use super::roles::Roles;

/// All that the checks look at.
pub(super) struct Seen<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) clean: &'a Clean,
    pub(super) tree: &'a Tree,
    pub(super) roles: &'a Roles,
    pub(super) frame: &'a Frame,
    pub(super) found: &'a Found,
    pub(super) parsed: &'a ParsedNotice,
    /// Tables that may hold findings and stayed text.
    pub(super) unread: &'a [Range<usize>],
}

impl Seen<'_> {
    /// The notice's own part of the clean text: without the site's header and footer.
    pub(super) fn body_of_clean(&self) -> Range<usize> {
        let end = self.frame.contact.end.max(self.frame.body.end);
        self.page.clean_range(self.frame.body.start.min(end)..end)
    }
}

/// Every flag, in text order.
pub(super) fn raise(seen: &Seen) -> Vec<Flag> {
    let mut flags = sequence::check(seen);
    flags.extend(marker::check(seen));
    flags.extend(count::check(seen));
    flags.extend(site::check(seen));
    flags.extend(structure::check(seen));
    flags.extend(mojibake::check(seen));
    flags.extend(quotes::check(seen));
    flags.extend(expressions::check(seen));
    flags.extend(unquoted::check(seen));
    flags.extend(lost::check(seen));
    flags.extend(brand::check(seen));
    flags.extend(dates::check(seen));
    flags.sort_by_key(|flag| (flag.span.start, flag.span.end));
    flags
}

/// What cleaning did, by kind.
pub(super) fn repairs(clean: &Clean) -> Vec<Repair> {
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for repair in &clean.repairs {
        let place = Span::new(repair.range.start, repair.range.end);
        places.entry(repair.kind).or_default().push(place);
    }
    places
        .into_iter()
        .map(|(kind, spans)| Repair {
            kind: kind.to_owned(),
            count: spans.len(),
            spans,
        })
        .collect()
}

/// A flag of one of these checks.
fn flag(rule: &str, kind: &str, severity: Severity, span: Span, message: String, message_en: String) -> Flag {
    Flag {
        rule: rule.to_owned(),
        kind: kind.to_owned(),
        version: 1,
        severity,
        message,
        message_en,
        span,
        proposal: None,
        grounds: None,
        operands: Vec::new(),
    }
}

/// Gives a flag its proposed reading, how sure it is and why.
fn propose(flag: &mut Flag, reading: String, confidence: Confidence, zh: &str, en: &str) {
    flag.proposal = Some(reading);
    flag.grounds = Some(Grounds {
        confidence,
        reason: zh.to_owned(),
        reason_en: en.to_owned(),
        alternatives: Vec::new(),
    });
}

#[cfg(test)]
mod tests;
