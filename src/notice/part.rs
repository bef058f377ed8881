//! Parts of a notice read anew at places that the parser did not choose: where a reviewer says that they begin and end.

use std::ops::Range;

use crate::model::{Measure, Progress, Span};
use crate::text::clause;
use crate::text::clean::Clean;
use crate::text::date::Anchor;

use super::fields::{self, Layers};
use super::page::Page;
use super::{meta, numbering};

/// The longest heading of a finding that is taken from a text without a sentence's end, in bytes of folded text.
const HEADING: usize = 180;

/// A notice's text, ready to be read in parts.
pub struct Parts<'a> {
    page: Page<'a>,
    anchor: Anchor,
}

impl<'a> Parts<'a> {
    /// The text, with its own dates.
    pub fn new(source: &'a str, clean: &'a Clean) -> Self {
        let page = Page::new(source, clean);
        let anchor = meta::read(page.folded()).anchor();
        Self { page, anchor }
    }

    /// The measure that stands at `span` of the source: the number at its beginning, the text behind it, and what that says.
    pub fn measure(&self, span: Span) -> Measure {
        let range = self.trimmed(span);
        let label = self.label(range.clone());
        let start = label.as_ref().map_or(range.start, |label| label.end);
        let text = self.without_blanks(start..range.end);
        let mut measure = Measure {
            label: label.map(|label| self.page.clean(label)),
            text: self.page.clean(text.clone()),
            span,
            progress: Progress::Unmarked,
            cues: Vec::new(),
            documents: Vec::new(),
            commitments: Vec::new(),
        };
        fields::wording(&self.page, text, &self.anchor).into_measure(&mut measure);
        measure
    }

    /// The heading at the beginning of `within`: up to the end of the line or the sentence. Its number, its words, its place.
    pub fn heading(&self, within: Span) -> (Option<String>, String, Span) {
        let range = self.trimmed(within);
        let label = self.label(range.clone());
        let start = label.as_ref().map_or(range.start, |label| label.end);
        let rest = self.folded(start..range.end);
        let line = rest.find('\n').unwrap_or(rest.len());
        let sentence = clause::split(&rest[..line], clause::ends_sentence);
        let end = sentence.first().map_or(line, |sentence| sentence.end);
        let mark = rest[end..]
            .chars()
            .next()
            .filter(|c| clause::ends_sentence(*c) && *c != '\n');
        let end = floor(rest, HEADING).min(end + mark.map_or(0, char::len_utf8));
        let title = self.without_blanks(start..start + end);
        let title = self.page.clean(title);
        let stop = self.page.span(range.start..start + end).end;
        let title = title.trim_end_matches(['。', '；', ';', '：', ':', '，']);
        (
            label.map(|label| self.page.clean(label)),
            title.lines().map(str::trim).collect(),
            Span::new(within.start, stop.clamp(within.start, within.end)),
        )
    }

    /// Whether nothing that can be read stands at `span` of the source.
    pub fn blank(&self, span: Span) -> bool {
        self.trimmed(span).is_empty()
    }

    /// The number of an outline at the beginning of a stretch of folded text.
    fn label(&self, range: Range<usize>) -> Option<Range<usize>> {
        let text = self.folded(range.clone());
        // A label is short; nothing behind the line can be at its beginning.
        let head = &text[..floor(text, HEADING)];
        let first = numbering::scan(head).into_iter().next()?;
        (first.range.start == 0).then(|| range.start..range.start + first.range.end)
    }

    /// A stretch of the folded text; nothing where it is none.
    fn folded(&self, range: Range<usize>) -> &str {
        self.page.folded().get(range).unwrap_or_default()
    }

    fn trimmed(&self, span: Span) -> Range<usize> {
        self.without_blanks(self.page.folded_range(span))
    }

    fn without_blanks(&self, range: Range<usize>) -> Range<usize> {
        let text = self.folded(range.clone());
        let start = range.start + (text.len() - text.trim_start().len());
        start..start + text.trim().len()
    }
}

/// The last boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;

    const TEXT: &str = "甲局党组关于巡察整改情况的通报\n2022年3月1日至5月1日,县委第二巡察组对县局党组进行了巡察。7月8日反馈了意见。\n1.采购管理不严。一是修订《采购办法》,二是年底前完成培训。";

    fn span(words: &str) -> Span {
        let at = TEXT.find(words).unwrap();
        Span::new(at, at + words.len())
    }

    #[test]
    fn a_measure_is_read_where_a_reviewer_says() {
        let clean = clean(TEXT);
        let parts = Parts::new(TEXT, &clean);
        let read = parts.measure(span("二是年底前完成培训。"));
        assert_eq!(
            (read.label.as_deref(), read.text.as_str()),
            (Some("二是"), "年底前完成培训。")
        );
        assert_eq!(read.commitments[0].due, jiff::civil::Date::new(2022, 12, 31).ok());
        assert_eq!(&TEXT[read.commitments[0].span.range()], "年底前完成培训");
        let plain = parts.measure(span("《采购办法》,"));
        assert_eq!(
            (plain.label, plain.documents.as_slice()),
            (None, &["采购办法".to_owned()][..])
        );
    }

    #[test]
    fn a_heading_ends_with_its_line_or_sentence() {
        let clean = clean(TEXT);
        let parts = Parts::new(TEXT, &clean);
        let at = TEXT.find("1.采购").unwrap();
        let (label, title, place) = parts.heading(Span::new(at, TEXT.len()));
        assert_eq!((label.as_deref(), title.as_str()), (Some("1."), "采购管理不严"));
        assert_eq!(&TEXT[place.range()], "1.采购管理不严。");
        assert!(parts.blank(Span::new(at - 1, at)));
    }
}
