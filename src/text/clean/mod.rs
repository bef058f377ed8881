//! Source text into clean text: as printed, less the noise. Every step is recorded.
//!
//! Each step looks at the source and says which stretches it would drop or replace; where two claim the same stretch, the first wins.
//! Nothing here knows notices: site headers and footers stay, for the outline to mark.

mod controls;
mod ruby;

use std::ops::Range;

use super::map::{Builder, Map};

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
    /// `control`, `escape`, `bidi`, `zero_width` or `ruby_noise`.
    pub kind: &'static str,
    /// Where, in the source.
    pub range: Range<usize>,
}

/// What a step wants to do to a stretch of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    range: Range<usize>,
    /// What stands there instead.
    with: &'static str,
    /// How it is recorded; `None` for line ends, which are the same in every system.
    kind: Option<&'static str>,
}

/// Cleans a source text.
pub fn clean(source: &str) -> Clean {
    let mut changes = controls::changes(source);
    changes.extend(ruby::changes(source));
    changes.sort_by_key(|change| change.range.start);
    let mut builder = Builder::with_capacity(source.len());
    let mut repairs = Vec::new();
    for change in changes {
        if change.range.start < builder.read() {
            continue;
        }
        builder.keep(&source[builder.read()..change.range.start]);
        builder.replace(change.range.len(), change.with);
        if let Some(kind) = change.kind {
            repairs.push(Repaired {
                kind,
                range: change.range,
            });
        }
    }
    builder.keep(&source[builder.read()..]);
    let (text, map) = builder.finish();
    Clean { text, map, repairs }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_done_is_recorded_in_text_order() {
        let clean = clean("整(zhěng)改(gǎi)\u{200b}情\u{1b}[31m况\r\n完。");
        assert_eq!(clean.text, "整改情况\n完。");
        let kinds: Vec<_> = clean.repairs.iter().map(|repair| repair.kind).collect();
        assert_eq!(kinds, ["ruby_noise", "ruby_noise", "zero_width", "escape"]);
    }

    proptest! {
        #[test]
        fn clean_text_maps_back_to_what_stands_in_the_source(source in "[整改(duì)國guó\\[\\]0-9;\u{1b}\u{200b}\u{202e}\u{0}\u{7}\r\n ]{0,80}") {
            let clean = clean(&source);
            prop_assert!(!clean.text.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
            let mut last = 0;
            for (at, c) in clean.text.char_indices() {
                let back = clean.map.back(at..at + c.len_utf8());
                prop_assert!(back.start >= last);
                last = back.end;
                // Line ends aside, every character is one of the source.
                prop_assert!(source[back.clone()].starts_with(c) || c == '\n', "{:?} for {c:?}", &source[back]);
            }
        }

        #[test]
        fn nothing_is_too_odd_to_clean(source in "\\PC{0,120}") {
            let clean = clean(&source);
            prop_assert_eq!(clean.map.back(0..clean.text.len()).end <= source.len(), true);
        }
    }
}
