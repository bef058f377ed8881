//! Where the parts of a derived text stand in the text that it was derived from.
//!
//! Pure arithmetic on byte offsets: knows neither text. What is copied needs no entry, and neighbouring edits of one shape (a row of
//! full-width commas) share one, so that a map costs a few bytes per change and nothing per character.

mod build;

pub use build::Builder;

use std::ops::Range;

/// A map between a text and what was derived from it by dropping and replacing stretches: clean text back to source, folded text back
/// to clean text. Byte offsets on both sides; both sides only grow. The default map is that of a text with itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    /// What was not copied, in order.
    edits: Vec<Edit>,
}

/// `count` neighbouring pieces of one shape: each `from` bytes of the original stand as `to` bytes of the derived text. Between edits,
/// and behind the last, both texts are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    /// Where the first piece begins in the original.
    original: usize,
    /// Where the first piece begins in the derived text.
    derived: usize,
    /// How many pieces.
    count: u32,
    /// Bytes of one piece in the original.
    from: u16,
    /// Bytes of one piece in the derived text; 0 for what was dropped.
    to: u16,
}

impl Edit {
    fn original_end(&self) -> usize {
        self.original + self.count as usize * usize::from(self.from)
    }

    fn derived_end(&self) -> usize {
        self.derived + self.count as usize * usize::from(self.to)
    }
}

impl Map {
    /// The stretch of the original that a stretch of the derived text stands for: the tightest that holds its characters. What was
    /// dropped between them lies in it, what was dropped before or behind them does not. Part of a replaced piece stands for all of it;
    /// an empty stretch for the place of the character behind it.
    pub fn back(&self, derived: Range<usize>) -> Range<usize> {
        let start = self.start_back(derived.start);
        if derived.start >= derived.end {
            return start..start;
        }
        start..self.end_back(derived.end).max(start)
    }

    /// The stretch of the derived text that stands for a stretch of the original; empty where it was dropped.
    pub fn forward(&self, original: Range<usize>) -> Range<usize> {
        let start = self.start_forward(original.start);
        if original.start >= original.end {
            return start..start;
        }
        start..self.end_forward(original.end).max(start)
    }

    /// Whether nothing was changed in length: every offset stands for itself.
    pub fn is_identity(&self) -> bool {
        self.edits.is_empty()
    }

    /// The map of a text that was derived by `self` from a text that was derived by `base`: folded → clean and clean → source make
    /// folded → source.
    pub fn over(&self, base: &Self) -> Self {
        build::compose(self, base)
    }

    /// Where the character that begins at `at` of the derived text begins in the original.
    fn start_back(&self, at: usize) -> usize {
        let Some(edit) = self.last(|edit| edit.derived <= at) else {
            return at;
        };
        let within = at - edit.derived;
        if at < edit.derived_end() {
            edit.original + within / usize::from(edit.to) * usize::from(edit.from)
        } else {
            edit.original_end() + (at - edit.derived_end())
        }
    }

    /// Where the character that ends at `at` of the derived text ends in the original.
    fn end_back(&self, at: usize) -> usize {
        let Some(edit) = self.last(|edit| edit.derived < at) else {
            return at;
        };
        let within = at - edit.derived;
        if at <= edit.derived_end() {
            edit.original + within.div_ceil(usize::from(edit.to)) * usize::from(edit.from)
        } else {
            edit.original_end() + (at - edit.derived_end())
        }
    }

    fn start_forward(&self, at: usize) -> usize {
        let Some(edit) = self.last(|edit| edit.original <= at) else {
            return at;
        };
        let within = at - edit.original;
        if at < edit.original_end() {
            edit.derived + within / usize::from(edit.from) * usize::from(edit.to)
        } else {
            edit.derived_end() + (at - edit.original_end())
        }
    }

    fn end_forward(&self, at: usize) -> usize {
        let Some(edit) = self.last(|edit| edit.original < at) else {
            return at;
        };
        let within = at - edit.original;
        if at <= edit.original_end() {
            edit.derived + within.div_ceil(usize::from(edit.from)) * usize::from(edit.to)
        } else {
            edit.derived_end() + (at - edit.original_end())
        }
    }

    fn last(&self, before: impl Fn(&Edit) -> bool) -> Option<&Edit> {
        self.edits[..self.edits.partition_point(before)].last()
    }
}

#[cfg(test)]
mod tests;
