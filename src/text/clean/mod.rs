//! Source text into clean text: as printed, less the noise. Every step is recorded.
//!
//! A step is a pure function from a text to edits, in a file of its own; each works on what the one before it left, and their maps are
//! laid over each other, so that clean text always leads back to the source. Each step is linear in the text, whatever it holds, and none
//! does anything that is not certain: damage that needs a guess is the parser's to flag. Knows characters and lines, not notices: lines
//! that only advertise are taken out, site navigation and other boilerplate stay in the text.

mod accepted;
mod advert;
mod escape;
mod invisible;
mod lines;
mod page;
mod ruby;
mod step;
mod wrapped;

use std::borrow::Cow;
use std::ops::Range;

use super::map::Map;
use step::Edits;

pub use accepted::accept;
pub use advert::advertises;
pub use invisible::invisible;
pub use wrapped::begins_numbered;

/// A text without its noise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clean {
    /// As printed, less the noise; lines end in `\n`, those within the cell of a table in U+2028.
    pub text: String,
    /// From the clean text back to the source.
    pub map: Map,
    /// What was done, in text order. Line ends are not in it: how they are written is a matter of the file.
    pub repairs: Vec<Repaired>,
}

/// One thing that cleaning did with certainty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// `escape`, `control`, `bidi`, `zero_width`, `soft_hyphen`, `page_number`, `running_head`, `advert`, `hard_wrap` or
    /// `ruby_noise`.
    pub kind: &'static str,
    /// Where, in the source.
    pub range: Range<usize>,
}

/// The steps, in order: escape sequences while their introducers are still there, page numbers and advertisements before the
/// lines around them are joined.
const STEPS: [fn(&str, &mut Edits); 7] = [
    escape::edits,
    lines::edits,
    invisible::edits,
    page::edits,
    advert::edits,
    wrapped::edits,
    ruby::edits,
];

/// Cleans a source text.
pub fn clean(source: &str) -> Clean {
    let mut text = Cow::Borrowed(source);
    let mut map = Map::default();
    let mut repairs = Vec::new();
    for step in STEPS {
        let mut edits = Edits::default();
        step(&text, &mut edits);
        if edits.is_empty() {
            continue;
        }
        repairs.extend(edits.repaired().map(|(kind, range)| Repaired {
            kind,
            range: map.back(range),
        }));
        let (next, over) = edits.apply(&text);
        map = over.over(&map);
        text = Cow::Owned(next);
    }
    repairs.sort_by_key(|repair| (repair.range.start, repair.range.end));
    Clean {
        text: text.into_owned(),
        map,
        repairs,
    }
}

#[cfg(test)]
mod tests;
