//! Clean text into folded text, for search and comparison only: simplified characters, half width, lower case, plain punctuation.

use super::map::Map;

/// A folded text with its map back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// From the folded text back to the text that was folded.
    pub map: Map,
}

/// Folds a text.
pub fn fold(text: &str) -> Folded {
    Folded {
        text: text.to_owned(),
        map: Map::default(),
    }
}

/// One character folded. Never more than one for one.
pub fn fold_char(c: char) -> char {
    c
}
