//! Where the parts of a derived text stand in the text that it was derived from.

use std::ops::Range;

/// A map between a text and what was derived from it by dropping and replacing stretches: clean text back to source, folded text back
/// to clean text. Byte offsets on both sides; both sides only grow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    /// Edits in order: a stretch of the original, and the stretch of the derived text that stands for it.
    edits: Vec<(Range<usize>, Range<usize>)>,
}

impl Map {
    /// The stretch of the original that a stretch of the derived text stands for.
    pub fn back(&self, derived: Range<usize>) -> Range<usize> {
        derived
    }

    /// The stretch of the derived text that stands for a stretch of the original; empty where it was dropped.
    pub fn forward(&self, original: Range<usize>) -> Range<usize> {
        original
    }
}
