//! The meter of a measure: what it names that one can go and look at.

use std::ops::Range;

use super::view::Particular;
use super::words;
use crate::audit::particulars;
use crate::text::fold::fold;

/// Characters of a particular that are shown.
const LONGEST: usize = 20;

/// What a measure names, in the order of the meter. The documents that the parser found count, too.
pub(super) fn particulars_of(text: &str, documents: &[String]) -> Vec<Particular> {
    let folded = fold(text);
    let found = particulars(&folded.text);
    let words = |range: Option<Range<usize>>| {
        let printed = range.and_then(|range| text.get(folded.map.back(range)));
        printed.map(|words| words::clip(words.trim(), LONGEST))
    };
    let part = |kind, words| Particular { kind, words };
    vec![
        part("date", words(found.date)),
        part("number", words(found.number)),
        part("document", words(found.document).or_else(|| documents.first().cloned())),
        part("amount", words(found.amount)),
        part("body", words(found.body)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_told_in_its_own_words_and_what_is_not_is_missing() {
        let text = "２０２４年５月由財務部追繳1.5萬元，完善辦法。";
        let told: Vec<_> = particulars_of(text, &["《费用办法》".to_owned()])
            .into_iter()
            .map(|part| (part.kind, part.words))
            .collect();
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(
            told,
            [
                ("date", some("２０２４年５月")),
                ("number", None),
                ("document", some("《费用办法》")),
                ("amount", some("1.5萬")),
                ("body", some("財務部")),
            ]
        );
    }
}
