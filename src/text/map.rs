//! Where the parts of a derived text stand in the text that it was derived from.

use std::ops::Range;

/// A map between a text and what was derived from it by dropping and replacing stretches: clean text back to source, folded text back
/// to clean text. Byte offsets on both sides. Between the edits both sides advance alike, so that the map is as long as the list of
/// changes, not as the text. The empty map is the identity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    edits: Vec<Edit>,
}

/// A stretch of the original and the stretch of the derived text that stands for it, empty where it was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    original: usize,
    original_end: usize,
    derived: usize,
    derived_end: usize,
}

impl Map {
    /// The stretch of the original that a stretch of the derived text stands for: the tightest one that holds all its characters, with
    /// what was dropped between them, without what was dropped at its ends.
    pub fn back(&self, derived: Range<usize>) -> Range<usize> {
        let start = self.back_start(derived.start);
        if derived.is_empty() {
            return start..start;
        }
        start..self.back_end(derived.end).max(start)
    }

    /// The stretch of the derived text that stands for a stretch of the original; empty where all of it was dropped.
    pub fn forward(&self, original: Range<usize>) -> Range<usize> {
        let start = self.forward_start(original.start);
        if original.is_empty() {
            return start..start;
        }
        start..self.forward_end(original.end).max(start)
    }

    /// Where the character at `at` begins in the original.
    fn back_start(&self, at: usize) -> usize {
        match self.edits.partition_point(|edit| edit.derived <= at).checked_sub(1) {
            None => at,
            Some(i) => {
                let edit = self.edits[i];
                if at < edit.derived_end {
                    edit.original
                } else {
                    edit.original_end + (at - edit.derived_end)
                }
            }
        }
    }

    /// Where the character before `at` ends in the original.
    fn back_end(&self, at: usize) -> usize {
        match self.edits.partition_point(|edit| edit.derived < at).checked_sub(1) {
            None => at,
            Some(i) => {
                let edit = self.edits[i];
                edit.original_end + at.saturating_sub(edit.derived_end)
            }
        }
    }

    fn forward_start(&self, at: usize) -> usize {
        match self.edits.partition_point(|edit| edit.original <= at).checked_sub(1) {
            None => at,
            Some(i) => {
                let edit = self.edits[i];
                if at < edit.original_end {
                    edit.derived
                } else {
                    edit.derived_end + (at - edit.original_end)
                }
            }
        }
    }

    fn forward_end(&self, at: usize) -> usize {
        match self.edits.partition_point(|edit| edit.original < at).checked_sub(1) {
            None => at,
            Some(i) => {
                let edit = self.edits[i];
                edit.derived_end + at.saturating_sub(edit.original_end)
            }
        }
    }
}

/// Writes a derived text and its map together.
#[derive(Debug, Default)]
pub struct Builder {
    text: String,
    original: usize,
    edits: Vec<Edit>,
}

impl Builder {
    /// A builder with room for a text of that many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Where the original is read up to.
    pub fn read(&self) -> usize {
        self.original
    }

    /// Takes the next stretch of the original as it is.
    pub fn keep(&mut self, text: &str) {
        self.text.push_str(text);
        self.original += text.len();
    }

    /// Takes one character of the original as another; most fold to one of the same length and need no entry.
    pub fn exchange(&mut self, from: char, to: char) {
        if from.len_utf8() == to.len_utf8() {
            self.text.push(to);
            self.original += from.len_utf8();
        } else {
            self.replace(from.len_utf8(), to.encode_utf8(&mut [0; 4]));
        }
    }

    /// Takes the next `len` bytes of the original as `with`; drops them where it is empty.
    pub fn replace(&mut self, len: usize, with: &str) {
        let derived = self.text.len();
        self.text.push_str(with);
        let edit = Edit {
            original: self.original,
            original_end: self.original + len,
            derived,
            derived_end: self.text.len(),
        };
        self.original = edit.original_end;
        match self.edits.last_mut() {
            // Neighbouring drops are one; neighbouring replacements stay apart, so that each character keeps its place.
            Some(last) if with.is_empty() && last.derived == last.derived_end && last.original_end == edit.original => {
                last.original_end = edit.original_end;
            }
            _ => self.edits.push(edit),
        }
    }

    /// The derived text and its map.
    pub fn finish(mut self) -> (String, Map) {
        self.edits.shrink_to_fit();
        (self.text, Map { edits: self.edits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `ab[cd]e{，→,}f[g]`: cd and g dropped, a comma of three bytes replaced by one of one.
    fn sample() -> (String, Map) {
        let mut builder = Builder::default();
        builder.keep("ab");
        builder.replace(2, "");
        builder.keep("e");
        builder.exchange('，', ',');
        builder.keep("f");
        builder.replace(1, "");
        builder.finish()
    }

    #[test]
    fn a_range_goes_back_to_the_tightest_stretch() {
        let (text, map) = sample();
        assert_eq!(text, "abe,f");
        assert_eq!(map.back(0..2), 0..2);
        assert_eq!(map.back(2..3), 4..5);
        assert_eq!(map.back(1..3), 1..5);
        assert_eq!(map.back(3..4), 5..8);
        assert_eq!(map.back(4..5), 8..9);
        assert_eq!(map.back(0..5), 0..9);
        assert_eq!(map.back(5..5), 10..10);
    }

    #[test]
    fn and_forward_without_what_was_dropped() {
        let (_, map) = sample();
        assert_eq!(map.forward(0..2), 0..2);
        assert_eq!(map.forward(2..4), 2..2);
        assert_eq!(map.forward(3..5), 2..3);
        assert_eq!(map.forward(5..8), 3..4);
        assert_eq!(map.forward(6..8), 3..4);
        assert_eq!(map.forward(0..10), 0..5);
        assert_eq!(map.forward(9..10), 5..5);
    }

    #[test]
    fn the_empty_map_is_the_identity() {
        assert_eq!(Map::default().back(3..7), 3..7);
        assert_eq!(Map::default().forward(3..7), 3..7);
    }
}
