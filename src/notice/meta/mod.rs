//! The facts about the document itself: title, parties, dates, and how to respond.
//!
//! Works on the folded text of a whole notice, site header and footer included: nobody has to know the outline first. The ranges say
//! where each fact stands, so that the caller can show it as printed.

mod contact;
mod dates;
mod keys;
mod ours;
mod parties;
mod signature;
mod title;

use std::ops::Range;

use crate::model::PartialDate;
use crate::text::date::Anchor;

/// A date and where it stands.
pub type Dated = (PartialDate, Range<usize>);

/// What was found; ranges are in the text that was read. Empty where the text does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The title, in one piece or in the lines over which it is split.
    pub title: Vec<Range<usize>>,
    /// Who publishes.
    pub issuer: Option<Range<usize>>,
    /// Who was inspected.
    pub inspected: Option<Range<usize>>,
    /// Who inspected.
    pub inspector: Option<Range<usize>>,
    /// 巡视, 巡察, 审计 …, in the words of the text.
    pub kind: Option<Range<usize>>,
    /// First day of the inspection.
    pub start: Option<Dated>,
    /// Last day of the inspection.
    pub end: Option<Dated>,
    /// When the findings were handed over.
    pub feedback: Option<Dated>,
    /// When the notice was published.
    pub published: Option<Dated>,
    /// Telephone numbers.
    pub phone: Vec<Range<usize>>,
    /// Electronic addresses.
    pub email: Vec<Range<usize>>,
    /// Postal code.
    pub postcode: Option<Range<usize>>,
    /// Postal address.
    pub address: Option<Range<usize>>,
    /// Address of the page.
    pub url: Option<Range<usize>>,
}

impl Found {
    /// The dates against which the other dates of the notice are read.
    pub fn anchor(&self) -> Anchor {
        let last = |dated: &Option<Dated>| dated.as_ref().and_then(|(date, _)| date.last_day());
        let first = |dated: &Option<Dated>| dated.as_ref().and_then(|(date, _)| date.first_day());
        Anchor::of_notice(last(&self.end), first(&self.feedback), first(&self.published))
    }
}

/// Reads the facts out of the folded text of a notice.
pub fn read(text: &str) -> Found {
    let preamble = parties::read(text);
    let keys = keys::read(text);
    // An audit looks into a matter (对…预算执行情况进行了审计), which is nobody that could answer.
    let inspected = preamble
        .as_ref()
        .and_then(|p| p.inspected.clone())
        .filter(|range| !parties::is_matter(&text[range.clone()]))
        .or(keys.inspected.clone());
    let title = title::read(text, preamble.as_ref().map(|p| p.sentence.start));
    let contact = contact::read(text);
    let told = preamble
        .as_ref()
        .map(|p| dates::inspection(text, p))
        .unwrap_or_default();
    let dates = told.or(dates::keyed(text, &keys));
    let (end, feedback) = (dates.end.clone(), dates.feedback.clone());
    let after = feedback
        .as_ref()
        .or(end.as_ref())
        .and_then(|(date, _)| date.first_day());
    let signature = signature::read(text, contact.zone.as_ref());
    let audits = preamble
        .as_ref()
        .and_then(|p| p.kind.clone())
        .is_some_and(|kind| text[kind].starts_with("审计"));
    let issuer = signature
        .issuer
        .or_else(|| title::issuer(text, &title))
        .or_else(|| title::speaker(text, &title))
        // What an audit reports it signs itself; elsewhere those who were inspected answer.
        .or_else(|| keys.issuer.clone().filter(|_| audits))
        .or_else(|| inspected.clone().filter(|range| parties::is_body(&text[range.clone()])))
        .or(keys.issuer);
    let kind = preamble.as_ref().and_then(|p| p.kind.clone()).or(keys.kind);
    let kind = kind.or_else(|| title::kind(text, &title));
    let inspected = inspected.map(|range| ours::named(text, &range, issuer.as_ref()).unwrap_or(range));
    Found {
        published: dates::published(text, signature.date.as_ref(), after),
        issuer,
        title,
        inspected,
        inspector: preamble.as_ref().and_then(|p| p.inspector.clone()).or(keys.inspector),
        kind,
        start: dates.start,
        end,
        feedback,
        phone: contact.phone,
        email: contact.email,
        postcode: contact.postcode,
        address: contact.address,
        url: contact.url,
    }
}

/// A pattern of this room; one that does not compile finds nothing (a test reads them all).
fn pattern(source: &str) -> Option<regex::Regex> {
    regex::Regex::new(source).ok()
}

/// The range less white space at both ends.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..(start + part.trim().len())
}

#[cfg(test)]
mod tests;
