//! Why a notice was read as it was: what the parser considered, what competed, and what decided.

use serde::Serialize;

use super::Span;

/// The record of one reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// Everything that might have shaped the outline, in text order.
    pub candidates: Vec<ExplainedSign>,
    /// The outlines that were still in the running at the end, the chosen one first.
    pub outlines: Vec<ExplainedOutline>,
    /// What became what, and by which cue, in text order.
    pub lines: Vec<ExplainedLine>,
}

/// A number, a heading without one, or words that open an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedSign {
    /// As printed; the first words for headings without a number.
    pub text: String,
    /// The style of the numbering table, `worded`, `labelled`, `part_line`, `outlook`, `answer` or `statement`.
    pub style: String,
    /// Its number; None where it has none.
    pub value: Option<u16>,
    /// What stands before it: `line`, `sentence`, `colon` …; None for headings without a number.
    pub place: Option<String>,
    /// What it is worth by itself, in tenths of a point.
    pub strength: i32,
    /// Where, in the source.
    pub span: Span,
    /// Where it stands in the chosen outline; None where it was left out.
    pub taken: Option<Taken>,
}

/// The place of a sign in an outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// Depth, 0 outermost.
    pub depth: u8,
    /// How it follows the one before it in its run: `first`, `next`, `gap`, `double` …
    pub relation: String,
}

/// One way to read the signs, with what it is worth in tenths of a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedOutline {
    /// In all.
    pub score: i32,
    /// By what each sign is worth at its place.
    pub words: i32,
    /// By how the numbers follow each other.
    pub numbers: i32,
    /// By how the levels nest and change.
    pub levels: i32,
    /// By answers that have a heading.
    pub answers: i32,
    /// How many signs it takes.
    pub signs: usize,
    /// The first sign that it reads otherwise than the chosen outline (an index into the candidates); None for the chosen one.
    pub differs_at: Option<usize>,
}

/// A line, or what begins in one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedLine {
    /// `section`, `finding`, `answer`, `measure`, `step`, `field`, `boilerplate` or `contact`.
    pub role: String,
    /// What showed it.
    pub cue: String,
    /// Its first words.
    pub text: String,
    /// Where, in the source.
    pub span: Span,
}
