//! From ranges in folded text to the model's types: what the other files of this room find, in the words as printed and with places in
//! the source.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Claim, Commitment, Cue, Measure, NoticeMeta, Progress, Span};
use crate::text::date::Anchor;

use super::{claim, commitment, document, meta, progress, wording};

/// A text in its three layers, as far as a field needs it.
pub trait Layers {
    /// The folded text that fields are found in.
    fn folded(&self) -> &str;
    /// A stretch of the folded text as it was printed, less noise.
    fn clean(&self, folded: Range<usize>) -> String;
    /// Where a stretch of the folded text stands in the decoded source.
    fn span(&self, folded: Range<usize>) -> Span;
}

/// What the wording of a measure says.
#[derive(Debug, Clone, PartialEq)]
pub struct Wording {
    /// How far it is.
    pub progress: Progress,
    /// The words that decided the progress.
    pub cues: Vec<Cue>,
    /// Titles in 《》, in order, without repeats.
    pub documents: Vec<String>,
    /// What it promises.
    pub commitments: Vec<Commitment>,
}

/// Reads the measure whose text, without its ordinal, stands at `range` of the folded text.
pub fn wording(layers: &impl Layers, range: Range<usize>, anchor: &Anchor) -> Wording {
    let Some(text) = layers.folded().get(range.clone()) else {
        return Wording {
            progress: Progress::Unmarked,
            cues: Vec::new(),
            documents: Vec::new(),
            commitments: Vec::new(),
        };
    };
    let at = |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
    let clauses = wording::clauses(text, anchor);
    let (progress, cues) = progress::judge(&clauses);
    let mut documents: Vec<String> = Vec::new();
    for title in document::titles(text) {
        let title = one_line(&layers.clean(at(title)));
        if !documents.contains(&title) {
            documents.push(title);
        }
    }
    let commitments = commitment::promises(text, &clauses, anchor)
        .into_iter()
        .map(|promise| Commitment {
            text: one_line(&layers.clean(at(promise.range.clone()))),
            kind: promise.kind,
            due: promise.due,
            precision: promise.precision,
            reason: promise.reason,
            span: layers.span(at(promise.range)),
        });
    let commitments = commitments.collect();
    let cues = cues
        .into_iter()
        .map(|(kind, range)| Cue {
            kind,
            text: layers.clean(at(range.clone())),
            span: layers.span(at(range)),
        })
        .collect();
    Wording {
        progress,
        cues,
        documents,
        commitments,
    }
}

impl Wording {
    /// Puts what was read into a measure.
    pub fn into_measure(self, measure: &mut Measure) {
        measure.progress = self.progress;
        measure.cues = self.cues;
        measure.documents = self.documents;
        measure.commitments = self.commitments;
    }
}

/// The counted statements at `range` of the folded text.
pub fn claims(layers: &impl Layers, range: Range<usize>) -> Vec<Claim> {
    let Some(text) = layers.folded().get(range.clone()) else {
        return Vec::new();
    };
    let at = |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
    let mut start = 0;
    // No statement goes over the cells of a row.
    text.split_inclusive('\t')
        .flat_map(|cell| {
            let from = start;
            start += cell.len();
            claim::read(cell).into_iter().map(move |mut statement| {
                for range in [&mut statement.range, &mut statement.unit] {
                    *range = from + range.start..from + range.end;
                }
                statement
            })
        })
        .map(|statement| Claim {
            subject: statement.subject,
            total: statement.total,
            done: statement.done,
            rate: statement.rate,
            unit: layers.clean(at(statement.unit)),
            approximate: statement.approximate,
            text: one_line(&layers.clean(at(statement.range.clone()))),
            span: layers.span(at(statement.range)),
        })
        .collect()
}

/// The facts about the document, and the anchor against which its dates are read.
pub fn meta(layers: &impl Layers) -> (NoticeMeta, Anchor) {
    let found = meta::read(layers.folded());
    (facts(layers, &found), found.anchor())
}

/// The facts about the document, in the words as printed.
pub fn facts(layers: &impl Layers, found: &meta::Found) -> NoticeMeta {
    let folded = layers.folded();
    let mut spans: BTreeMap<String, Span> = BTreeMap::new();
    let mut place = |field: &str, range: &Range<usize>| {
        spans
            .entry(field.to_owned())
            .or_insert_with(|| layers.span(range.clone()));
    };
    let mut printed = |field: &str, range: &Option<Range<usize>>| {
        range.as_ref().map_or_else(String::new, |range| {
            place(field, range);
            one_line(&layers.clean(range.clone()))
        })
    };
    let issuer = printed("issuer", &found.issuer);
    let inspected = printed("inspected", &found.inspected);
    let inspector = printed("inspector", &found.inspector);
    let address = printed("address", &found.address);
    let url = printed("url", &found.url);
    // The kind and numbers are the same in every script and width.
    let plain = |range: &Range<usize>| folded[range.clone()].trim().to_owned();
    for (field, range) in [("inspection_kind", &found.kind), ("postcode", &found.postcode)] {
        if let Some(range) = range {
            place(field, range);
        }
    }
    let dates = [
        ("inspection_start", &found.start),
        ("inspection_end", &found.end),
        ("feedback_date", &found.feedback),
        ("published", &found.published),
    ];
    for (field, dated) in dates {
        if let Some((_, range)) = dated {
            place(field, range);
        }
    }
    for (field, ranges) in [
        ("title", &found.title),
        ("phone", &found.phone),
        ("email", &found.email),
    ] {
        if let (Some(first), Some(last)) = (ranges.first(), ranges.last()) {
            place(
                field,
                &if field == "title" {
                    first.start..last.end
                } else {
                    first.clone()
                },
            );
        }
    }
    NoticeMeta {
        title: found
            .title
            .iter()
            .map(|range| one_line(&layers.clean(range.clone())))
            .collect(),
        issuer,
        inspected,
        inspector,
        inspection_kind: found.kind.as_ref().map(plain).unwrap_or_default(),
        inspection_start: found.start.as_ref().map(|(date, _)| *date),
        inspection_end: found.end.as_ref().map(|(date, _)| *date),
        feedback_date: found.feedback.as_ref().map(|(date, _)| *date),
        published: found.published.as_ref().map(|(date, _)| *date),
        phone: found.phone.iter().map(plain).collect(),
        email: found.email.iter().map(|range| layers.clean(range.clone())).collect(),
        postcode: found.postcode.as_ref().map(plain).unwrap_or_default(),
        address,
        url,
        spans,
    }
}

/// A text without its line breaks and the white space around them; Chinese needs no space where lines meet.
fn one_line(text: &str) -> String {
    text.split('\n')
        .map(|line| line.trim_matches(|c: char| c.is_whitespace()))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{CueKind, PartialDate};

    /// A text that is its own folded and clean form, ten bytes into its source.
    struct Plain(&'static str);

    impl Layers for Plain {
        fn folded(&self) -> &str {
            self.0
        }

        fn clean(&self, range: Range<usize>) -> String {
            self.0[range].to_owned()
        }

        fn span(&self, range: Range<usize>) -> Span {
            Span::new(range.start + 10, range.end + 10)
        }
    }

    #[test]
    fn a_measure_is_filled_with_places_in_the_source() {
        let text = Plain("一是已印发《值班规定》《值班\n规定》,年底前完成培训。");
        let range = "一是".len()..text.0.len();
        let read = wording(&text, range, &Anchor::on(date(2023, 3, 1)));
        assert_eq!(read.progress, Progress::Mixed);
        assert_eq!(read.documents, ["值班规定"]);
        assert_eq!(
            (read.cues[0].kind, read.cues[0].text.as_str(), read.cues[0].span),
            (CueKind::Done, "已", Span::new(16, 19))
        );
        let promise = &read.commitments[0];
        assert_eq!(
            (promise.text.as_str(), promise.due),
            ("年底前完成培训", Some(date(2023, 12, 31)))
        );
        assert_eq!(text.0[promise.span.start - 10..promise.span.end - 10], *promise.text);
    }

    #[test]
    fn facts_carry_their_places() {
        let text = Plain(
            "白河县局党组\n关于巡察整改情况的通报\n2022年3月1日至5月1日,县委第二巡察组对县局党组进行了巡察。7月8日反馈了意见。",
        );
        let (meta, anchor) = meta(&text);
        assert_eq!(meta.title, "白河县局党组关于巡察整改情况的通报");
        assert_eq!(meta.feedback_date, Some(PartialDate::from(date(2022, 7, 8))));
        assert_eq!(anchor.since().map(|(day, _)| day), Some(date(2022, 7, 8)));
        let span = meta.spans["inspector"];
        assert_eq!(&text.0[span.start - 10..span.end - 10], "县委第二巡察组");
    }
}
