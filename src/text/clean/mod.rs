//! Source text into clean text: as printed, less the noise. Every step is recorded.

use std::ops::Range;

use super::map::Map;

/// A text without its noise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clean {
    /// As printed, less the noise; lines end in `\n`.
    pub text: String,
    /// From the clean text back to the source.
    pub map: Map,
    /// What was done, in text order.
    pub repairs: Vec<Repaired>,
}

/// One thing that cleaning did with certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// E.g. `ruby_noise`, `zero_width`, `control`, `bidi`, `escape`, `hard_wrap`, `page_number`.
    pub kind: &'static str,
    /// Where, in the source.
    pub range: Range<usize>,
}

/// Cleans a source text.
pub fn clean(source: &str) -> Clean {
    Clean {
        text: source.to_owned(),
        map: Map::default(),
        repairs: Vec::new(),
    }
}
