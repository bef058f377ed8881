//! Numbering candidates: every place in a notice that may be a number of its outline, in whatever style, with what speaks for it.
//!
//! Nothing is decided here: 1.54 is left out for certain, but whether the 二是 inside a sentence is a measure shows only in the whole
//! outline (see `outline`). Styles, their shapes and what they are worth stand in `styles.tsv`.

mod levels;
mod place;
mod scan;
mod style;

use std::ops::Range;

pub use levels::part_levels;
pub use place::{Place, ends_sentence_before};
pub use scan::{line_start_number, scan};
pub use style::{Sort, Style};

/// The value of `最后`, which closes a run of any length.
pub const LAST: u16 = u16::MAX;

/// A place that may be a number of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its style.
    pub style: Style,
    /// Its number; 0 where the style has none.
    pub value: u16,
    /// The printed label in the folded text, without the spaces behind it.
    pub range: Range<usize>,
    /// Where it stands.
    pub place: Place,
    /// How much speaks for it by itself, in tenths of a point.
    pub strength: i32,
    /// Whether a 、 stands behind its number.
    pub comma: bool,
    /// Whether it is an ordinal whose sentence names a problem, so that an answer may be counted under it; known once headings are
    /// (`outline::signs`).
    pub names: bool,
}

#[cfg(test)]
mod tests;
