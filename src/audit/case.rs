//! A notice as the checks see it: what was parsed, and its words.

use std::cell::OnceCell;
use std::ops::Range;

use super::counts::{Count, counts};
use super::formulas::bare;
use super::likeness::{BANDS, Likeness, is_named};
use super::words;
use crate::model::{Finding, Measure, ParsedNotice, SectionKind, Span};
use crate::text::clean::Clean;
use crate::text::fold::{Folded, fold};

/// Longest sentence that is read for numbers, in bytes: some five hundred characters. Longer ones are no prose, and checks that
/// compare every number with every other stay quick on them.
const LONGEST_SENTENCE: usize = 1600;

/// A parsed notice with its text. The checks read the folded text, and tell places in the source.
pub struct Case<'a> {
    parsed: &'a ParsedNotice,
    clean: &'a Clean,
    folded: Folded,
    sentences: OnceCell<Vec<Sentence>>,
    answers: OnceCell<Vec<Answer>>,
}

/// A measure, ready to be held against others.
pub(super) struct Answer {
    /// Its letters, digits and characters.
    bare: String,
    /// Itself with its signature, where it is long enough.
    pub(super) read: Option<(Likeness, [u32; BANDS])>,
}

/// A sentence with the numbers in it.
pub(super) struct Sentence {
    /// Where it stands in the folded text.
    pub(super) range: Range<usize>,
    /// Its counted things and shares, left to right.
    pub(super) counts: Vec<Count>,
}

impl<'a> Case<'a> {
    /// The case of a notice and the clean text that it was parsed from.
    pub fn new(parsed: &'a ParsedNotice, clean: &'a Clean) -> Self {
        Self {
            parsed,
            clean,
            folded: fold(&clean.text),
            sentences: OnceCell::new(),
            answers: OnceCell::new(),
        }
    }

    /// What was parsed.
    pub(super) fn parsed(&self) -> &'a ParsedNotice {
        self.parsed
    }

    /// The whole folded text.
    pub(super) fn text(&self) -> &str {
        &self.folded.text
    }

    /// The folded words at a place in the folded text.
    pub(super) fn words(&self, range: Range<usize>) -> &str {
        self.folded.text.get(range).unwrap_or_default()
    }

    /// Where a place in the source stands in the folded text.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let clean = self.clean.map.forward(span.range());
        let range = self.folded.map.forward(clean);
        if self.folded.text.get(range.clone()).is_some() {
            range
        } else {
            0..0
        }
    }

    /// Where a place in the folded text stands in the source.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.clean.map.back(self.folded.map.back(range)).into()
    }

    /// A place in the folded text as an operand: its words as printed, and where.
    pub(super) fn operand(&self, range: Range<usize>) -> (String, Span) {
        let clean = self.folded.map.back(range.clone());
        let printed = self.clean.text.get(clean).unwrap_or_default();
        (printed.trim().to_owned(), self.span(range))
    }

    /// Every measure with the finding that it answers.
    pub(super) fn measures(&self) -> impl Iterator<Item = (&'a Finding, &'a Measure)> {
        let findings = self.parsed.findings.iter();
        findings.flat_map(|finding| finding.measures.iter().map(move |measure| (finding, measure)))
    }

    /// The measures in text order, names and all, ready to be held against each other.
    pub(super) fn answers(&self) -> &[Answer] {
        self.answers.get_or_init(|| {
            let answer = |(_, measure): (_, &Measure)| {
                let bare = bare(&measure.text);
                let read = Likeness::of_bare(bare.clone(), &[]).map(|own| {
                    let bands = own.bands();
                    (own, bands)
                });
                Answer { bare, read }
            };
            self.measures().map(answer).collect()
        })
    }

    /// The signatures of the measures, in text order, by which they are held against those of other organisations; none of those that are too
    /// short. `names` are those of the notice's own organisation, which are left out: few measures have them.
    pub fn signatures(&self, names: &[String]) -> Vec<Option<[u32; BANDS]>> {
        let names: Vec<String> = names.iter().map(|name| bare(name)).collect();
        let signature = |answer: &Answer| {
            if names.iter().any(|name| is_named(&answer.bare, name)) {
                Likeness::of_bare(answer.bare.clone(), &names).map(|own| own.bands())
            } else {
                answer.read.as_ref().map(|(_, bands)| *bands)
            }
        };
        self.answers().iter().map(signature).collect()
    }

    /// The sentences of the notice, without those of the site around it and without what is too long to be one. Several checks compare
    /// their numbers, which are read once.
    pub(super) fn sentences(&self) -> &[Sentence] {
        self.sentences.get_or_init(|| self.read_sentences())
    }

    fn read_sentences(&self) -> Vec<Sentence> {
        let sections = self.parsed.sections.iter();
        let foreign: Vec<Range<usize>> = sections
            .filter(|section| section.kind == SectionKind::Boilerplate)
            .map(|section| self.range(section.span))
            .collect();
        let is_own = |sentence: &Range<usize>| {
            sentence.len() <= LONGEST_SENTENCE
                && !foreign
                    .iter()
                    .any(|part| part.start <= sentence.start && sentence.end <= part.end)
        };
        words::split(self.text(), words::ends_sentence)
            .into_iter()
            .filter(is_own)
            .map(|range| Sentence {
                counts: counts(self.text(), range.clone()),
                range,
            })
            .collect()
    }
}
