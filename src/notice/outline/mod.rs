//! The outline: which of the candidates are its numbers, and how they nest.
//!
//! Three sorts of signs go in: numbered labels, headings known by their words, and the words that open an answer. [`choose`] takes the
//! most consistent set of them (a beam search, linear in their number), [`Tree`] makes nodes and runs of it. What it means (finding,
//! measure, section) is decided in `roles`.

mod beam;
mod tree;
mod worth;

use std::ops::Range;

use super::heading::{self, Opening, OpeningKind, Worded};
use super::numbering::{self, Candidate, Style};

pub use beam::{choose, compete};
pub use tree::{Node, Run, Tree};

/// Something that may shape the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sign {
    /// A numbered label.
    Label(Candidate),
    /// A heading without a number.
    Heading(Worded),
    /// The words that open an answer or a statement.
    Opening(Opening),
}

impl Sign {
    /// Where it stands.
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Label(label) => label.range.clone(),
            Self::Heading(heading) => heading.range.clone(),
            Self::Opening(opening) => opening.range.clone(),
        }
    }

    fn strength(&self) -> i32 {
        match self {
            Self::Label(label) => label.strength,
            Self::Heading(heading) => heading.strength,
            Self::Opening(_) => 0,
        }
    }

    fn style(&self) -> Option<Style> {
        match self {
            Self::Label(label) => Some(label.style),
            Self::Heading(heading) => Some(heading.style),
            Self::Opening(_) => None,
        }
    }

    fn value(&self) -> u16 {
        match self {
            Self::Label(label) => label.value,
            _ => 0,
        }
    }

    /// Whether it is an ordinal whose sentence names a problem.
    fn names_problem(&self) -> bool {
        matches!(self, Self::Label(label) if label.names)
    }

    /// Whether it opens an answer.
    pub fn opens_answer(&self) -> bool {
        matches!(self, Self::Opening(opening) if opening.kind == OpeningKind::Answer)
    }
}

/// Everything in `range` of `text` (folded) that may shape the outline, in text order; what stands in the rows of a table does not.
/// `capital` tells whether a label was printed in capitals, which the folded text has lost.
pub fn signs(
    text: &str,
    range: &Range<usize>,
    rows: &[Range<usize>],
    capital: impl Fn(&Range<usize>) -> bool,
) -> Vec<Sign> {
    let in_row = |at: usize| {
        let next = rows.partition_point(|row| row.end <= at);
        rows.get(next).is_some_and(|row| row.start <= at)
    };
    let openings = heading::openings(text);
    let mut labels = numbering::scan(text);
    numbering::part_levels(&mut labels, capital);
    for label in labels.iter_mut().filter(|label| label.style.is_ordinal()) {
        label.names = heading::names_problem(&text[label.range.end..]) || answered(text, label.range.end, &openings);
    }
    let ends: Vec<usize> = labels.iter().map(|label| label.range.end).collect();
    let worded = heading::worded(text, range.clone(), &openings, &ends);
    let mut signs: Vec<Sign> = labels
        .into_iter()
        .map(Sign::Label)
        .chain(worded.into_iter().map(Sign::Heading))
        .chain(openings.into_iter().map(Sign::Opening))
        .filter(|sign| {
            range.start <= sign.range().start && sign.range().end <= range.end && !in_row(sign.range().start)
        })
        .collect();
    signs.sort_by_key(|sign| (sign.range().start, matches!(sign, Sign::Opening(_))));
    signs
}

/// Whether the sentence or the line that begins at `at`, behind an ordinal, says what is wrong, and words that open an answer follow it.
fn answered(text: &str, at: usize, openings: &[Opening]) -> bool {
    const LONGEST: usize = 600;
    const SHORT: usize = 40;
    let next = openings.partition_point(|opening| opening.range.start < at);
    let Some(opening) = openings.get(next).filter(|opening| opening.kind == OpeningKind::Answer) else {
        return false;
    };
    let own = text.get(at..opening.range.start).unwrap_or_default();
    if own.len() > LONGEST || own.trim().contains('\n') {
        return false;
    }
    let first = own.trim().split(['。', ';']).next().unwrap_or_default();
    // A short line of its own needs no word that judges: 一是以碰头会代替党组会。
    let line = own.trim_end_matches([' ', '\u{3000}', '\t']).ends_with('\n')
        && first.chars().count() <= SHORT
        && !heading::opens_as_act(first);
    (line || heading::is_problem(first)) && !heading::tells_done(first)
}

/// How a number follows the one before it in its run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It opens a run with one.
    First,
    /// It opens a run with another number.
    Late,
    /// It opens a run and goes on counting where the last run of its style stopped.
    Through,
    /// The next one, or one without a number.
    Next,
    /// Numbers between it and the one before are missing.
    Gap,
    /// The same number again.
    Double,
    /// The run begins again.
    Restart,
}

/// A sign that was taken into the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// Its index among the signs.
    pub sign: usize,
    /// Its depth; for openings, the depth of what may follow under the heading they belong to.
    pub depth: u8,
    /// How it follows.
    pub relation: Relation,
}

/// What the score of an outline is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// What each sign is worth by its place and the words around it.
    Words,
    /// How the numbers follow each other.
    Numbers,
    /// How the levels nest and change.
    Levels,
    /// That words that open an answer belong to a heading.
    Answers,
}

impl Term {
    /// How many there are.
    pub const COUNT: usize = 4;
}

/// One way to read the signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The signs that were taken, in text order.
    pub chosen: Vec<Chosen>,
    /// What it is worth, in tenths of a point, by [`Term`].
    pub terms: [i32; Term::COUNT],
}

impl Outline {
    /// What it is worth in all, in tenths of a point.
    pub fn score(&self) -> i32 {
        self.terms.iter().fold(0, |sum, term| sum.saturating_add(*term))
    }
}

#[cfg(test)]
mod tests;
