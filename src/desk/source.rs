//! The whole text of a notice with the places of its parts.

use std::ops::Range;
use std::sync::Arc;

use super::correct::cleaned;
use super::view::{Mark, SourceView};
use super::{Desk, DeskError};
use crate::model::{Flag, NoticeId, Span, Target};
use crate::review::accepted;
use crate::store::StoreError;
use crate::text::clean::Clean;

impl Desk {
    /// The decoded text of a notice as it was printed, verbatim: what every span counts in.
    pub fn printed(&self, notice: NoticeId) -> Result<String, DeskError> {
        self.store
            .source(notice)
            .map(|source| source.text)
            .map_err(|e| self.fail(&e))
    }

    /// The clean text of a whole notice with the places of its parts.
    pub fn source(&self, notice: NoticeId) -> Result<SourceView, DeskError> {
        let read = || -> Result<SourceView, StoreError> {
            let source = self.store.source(notice)?;
            let on = Target::Notice(notice);
            let lines = self.kept_flags(on)?.into_iter().chain(self.late_on(on)?);
            let flags: Vec<Flag> = lines.map(|line| line.flag).collect();
            let mut places: Vec<(Span, Mark)> = Vec::new();
            for section in self.store.sections(notice)? {
                places.push((section.span, Mark::Section(section.kind)));
            }
            for finding in self.store.findings(notice)? {
                places.push((finding.span, Mark::Finding(finding.id)));
            }
            for measure in self.store.measures(notice)? {
                places.push((measure.span, Mark::Measure(measure.id)));
            }
            for (commitment, span) in self.store.commitment_spans(notice)? {
                places.push((span, Mark::Commitment(commitment)));
            }
            for (index, flag) in flags.iter().enumerate() {
                places.push((flag.span, Mark::Flag(index)));
            }
            let corrections = self.store.corrections(notice)?;
            let mut readings = Vec::new();
            for (place, _) in accepted(&source.text, &corrections) {
                places.push((place, Mark::Reading(readings.len())));
                readings.push(source.text[place.range()].to_owned());
            }
            // Text order, and outer parts before inner ones; the sort is stable, so that a finding precedes its only measure.
            places.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
            let cleaned = cleaned(&source.text, &corrections);
            let (text, places) = clean(&cleaned, &source.text, places);
            Ok(SourceView {
                notice,
                meta: source.meta,
                claims: source.claims,
                flags,
                readings,
                text,
                map: cleaned.map,
                marks: places,
            })
        };
        read().map_err(|e| self.fail(&e))
    }
}

/// The clean text, and the places in it: a place that lies
/// outside of the text, or cuts a character, is left out; so is one of which nothing was printed.
fn clean(clean: &Clean, source: &str, places: Vec<(Span, Mark)>) -> (Arc<str>, Vec<(Range<usize>, Mark)>) {
    let marks = places
        .into_iter()
        .filter_map(|(span, mark)| {
            source.get(span.range())?;
            let range = clean.map.forward(span.range());
            (!range.is_empty()).then_some((range, mark))
        })
        .collect();
    (Arc::from(clean.text.as_str()), marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_at_the_same_words_in_the_clean_text() {
        let source = "\u{feff}一是對(duì)照檢查\r\n二是整\u{200b}改";
        let place = |words: &str| {
            let at = source.find(words).unwrap();
            Span::new(at, at + words.len())
        };
        let places = ["對(duì)照檢查", "(duì)", "二是整\u{200b}改"];
        let marks = places
            .iter()
            .enumerate()
            .map(|(n, words)| (place(words), Mark::Flag(n)));
        let outside = (Span::new(0, 1_000), Mark::Flag(9));
        let halved = (Span::new(1, 4), Mark::Flag(9));
        let (text, marks) = clean(&cleaned(source, &[]), source, marks.chain([outside, halved]).collect());
        assert_eq!(&*text, "一是對照檢查\n二是整改");
        let words: Vec<&str> = marks.iter().map(|(range, _)| &text[range.clone()]).collect();
        assert_eq!(words, ["對照檢查", "二是整改"]);
    }
}
