//! Corrections laid over a parse, one after the other, as pure data. What was not corrected stays as it was read.
//!
//! A correction that changes nothing, because the parse is so already, holds; one whose place is gone, or that would tear the outline,
//! does not fit and is told. Measures never overlap, findings never overlap, and a measure lies in its finding, unless it was moved there:
//! then it keeps its place in the source.

mod findings;
mod measures;

use super::correction::{Anchor, Correction, Sort};
use crate::model::{Finding, Measure, ParsedNotice, Span};

/// Reads parts of a notice anew: what only the parser can do.
pub trait Words {
    /// The measure that stands there, with the number that is printed at its beginning.
    fn measure(&self, span: Span) -> Measure;
    /// The heading that begins where the span begins: its first sentence or line, with its number and title.
    fn heading(&self, within: Span) -> Heading;
    /// Whether nothing that can be read stands there.
    fn blank(&self, span: Span) -> bool;
}

/// A heading, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// The number as printed.
    pub label: Option<String>,
    /// The rest.
    pub title: String,
    /// All of it.
    pub span: Span,
}

/// Why a correction does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// The words that it is about are not in the text any more.
    Gone,
    /// The words are there, but no such measure begins with them.
    NoMeasure,
    /// The words are there, but no such finding.
    NoFinding,
    /// The two do not stand side by side.
    Apart,
    /// Nothing would be left of one side.
    Empty,
    /// The place lies in a finding's heading.
    InHeading,
}

/// A parse with corrections laid over it.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    /// The parse.
    pub parsed: ParsedNotice,
    /// Per correction: why it does not fit; none where it holds.
    pub misfits: Vec<Option<Misfit>>,
}

/// Lays corrections over a parse of `source`, in order.
pub fn correct(parsed: ParsedNotice, source: &str, corrections: &[Correction], words: &dyn Words) -> Corrected {
    let mut bench = Bench {
        parsed,
        dropped: Vec::new(),
        source,
        words,
    };
    let misfits = corrections
        .iter()
        .map(|correction| bench.apply(correction).err())
        .collect();
    Corrected {
        parsed: bench.parsed,
        misfits,
    }
}

/// The accepted readings of a list of corrections, by place in the source; the last word on a place counts.
pub fn accepted(source: &str, corrections: &[Correction]) -> Vec<(Span, String)> {
    let mut readings: Vec<(Span, String)> = Vec::new();
    for correction in corrections {
        let (at, reading) = match correction {
            Correction::Accept { at, reading } => (at, Some(reading)),
            Correction::Reject { at, .. } => (at, None),
            _ => continue,
        };
        let Some(place) = at.find_whole(source) else { continue };
        readings.retain(|(other, _)| !other.overlaps(place));
        readings.extend(reading.map(|reading| (place, reading.clone())));
    }
    readings.sort_by_key(|(place, _)| *place);
    readings
}

/// A measure by its finding and its place in that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    finding: usize,
    measure: usize,
}

struct Bench<'a> {
    parsed: ParsedNotice,
    /// Measures that are none, for the way back.
    dropped: Vec<Measure>,
    source: &'a str,
    words: &'a dyn Words,
}

impl Bench<'_> {
    fn apply(&mut self, correction: &Correction) -> Result<(), Misfit> {
        match correction {
            Correction::Split { at } => {
                let at = self.place(at)?;
                self.split(at)
            }
            Correction::Merge { first, second } => {
                let (first, second) = (self.place(first)?, self.place(second)?);
                self.merge(first, second)
            }
            Correction::Label { label, part, sort } => {
                let at = self.place(part)?;
                match sort {
                    Sort::Finding => {
                        let finding = self.finding_at(at).ok_or(Misfit::NoFinding)?;
                        self.parsed.findings[finding].label.clone_from(label);
                    }
                    Sort::Measure => {
                        let at = self.measure_at(at).ok_or(Misfit::NoMeasure)?;
                        self.measure_mut(at).label.clone_from(label);
                    }
                }
                Ok(())
            }
            Correction::Title { finding, title } => {
                let at = self.place(finding)?;
                let finding = self.finding_at(at).ok_or(Misfit::NoFinding)?;
                self.parsed.findings[finding].title.clone_from(title);
                Ok(())
            }
            Correction::Move { measure, to } => {
                let (measure, to) = (self.place(measure)?, self.place(to)?);
                let measure = self.measure_at(measure).ok_or(Misfit::NoMeasure)?;
                let to = self.finding_at(to).ok_or(Misfit::NoFinding)?;
                self.hand_over(measure, to);
                Ok(())
            }
            Correction::Drop { measure } => {
                let at = self.place(measure)?;
                self.drop(at)
            }
            Correction::Restore { measure } => {
                let at = self.place(measure)?;
                self.restore(at)
            }
            Correction::NewFinding { at, title } => {
                let at = self.place(at)?;
                self.new_finding(at, title.as_deref())
            }
            Correction::MergeFindings { first, second } => {
                let (first, second) = (self.place(first)?, self.place(second)?);
                self.merge_findings(first, second)
            }
            Correction::Accept { at, .. } | Correction::Reject { at, .. } => {
                let place = at.find_whole(self.source).ok_or(Misfit::Gone)?;
                // What is decided is no longer an open question.
                self.parsed
                    .flags
                    .retain(|flag| flag.proposal.is_none() || !flag.span.overlaps(place));
                Ok(())
            }
        }
    }

    /// Where the words of an anchor begin.
    fn place(&self, anchor: &Anchor) -> Result<usize, Misfit> {
        anchor.find(self.source).ok_or(Misfit::Gone)
    }

    fn measures(&self) -> impl Iterator<Item = (At, &Measure)> {
        self.parsed.findings.iter().enumerate().flat_map(|(finding, own)| {
            let at = move |measure| At { finding, measure };
            own.measures
                .iter()
                .enumerate()
                .map(move |(n, measure)| (at(n), measure))
        })
    }

    fn measure_mut(&mut self, at: At) -> &mut Measure {
        &mut self.parsed.findings[at.finding].measures[at.measure]
    }

    /// The measure that begins there, but for white space.
    fn measure_at(&self, at: usize) -> Option<At> {
        self.measures()
            .find(|(_, measure)| self.same_place(measure.span.start, at))
            .map(|(at, _)| at)
    }

    /// The measure in which the place lies, its beginning included.
    fn measure_over(&self, at: usize) -> Option<At> {
        let holds = |span: Span| span.start <= at && at < span.end;
        self.measure_at(at).or_else(|| {
            self.measures()
                .find(|(_, measure)| holds(measure.span))
                .map(|(at, _)| at)
        })
    }

    /// The finding that begins there, or in whose heading the place lies.
    fn finding_at(&self, at: usize) -> Option<usize> {
        let begins = |finding: &Finding| self.same_place(finding.span.start, at);
        let heads = |finding: &Finding| finding.heading.start <= at && at < finding.heading.end;
        let findings = &self.parsed.findings;
        findings
            .iter()
            .position(begins)
            .or_else(|| findings.iter().position(heads))
    }

    fn finding_over(&self, at: usize) -> Option<usize> {
        let holds = |finding: &Finding| finding.span.start <= at && at < finding.span.end;
        self.finding_at(at)
            .or_else(|| self.parsed.findings.iter().position(holds))
    }

    fn same_place(&self, one: usize, other: usize) -> bool {
        let between = self.source.get(one.min(other)..one.max(other));
        between.is_some_and(|text| text.chars().all(char::is_whitespace))
    }

    fn blank(&self, span: Span) -> bool {
        span.is_empty() || self.words.blank(span)
    }
}

#[cfg(test)]
mod tests;
