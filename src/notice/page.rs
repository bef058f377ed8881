//! One notice in its three layers: decoded source, clean text, folded text.

use std::ops::Range;

use crate::model::Span;
use crate::text::clean::Clean;
use crate::text::fold::{self, Folded};
use crate::text::format::table::CELL_LINE;

use super::fields::Layers;

/// A notice's text in its three layers. The parser finds everything in the folded text; this turns what it finds back into the words
/// as printed and into places in the source.
pub struct Page<'a> {
    source: &'a str,
    clean: &'a Clean,
    folded: Folded,
}

impl<'a> Page<'a> {
    /// Folds a clean text once.
    pub fn new(source: &'a str, clean: &'a Clean) -> Self {
        Self {
            source,
            clean,
            folded: fold::fold(&clean.text),
        }
    }

    /// The clean text.
    pub fn clean_text(&self) -> &'a str {
        &self.clean.text
    }

    /// Which stretch of the clean text a stretch of the folded text stands for.
    pub fn clean_range(&self, folded: Range<usize>) -> Range<usize> {
        self.folded.map.back(folded)
    }

    /// The stretch of the folded text that stands for a stretch of the source.
    pub fn folded_range(&self, span: Span) -> Range<usize> {
        self.folded.map.forward(self.clean.map.forward(span.range()))
    }

    /// Where a stretch of the clean text stands in the source.
    pub fn span_of_clean(&self, clean: Range<usize>) -> Span {
        self.inside(self.clean.map.back(clean)).into()
    }

    /// Where a part of the folded text stands in the source, with all that was cleaned away around it: parts that meet in the folded text
    /// meet in the source, the first begins at its beginning and the last ends at its end.
    pub fn part(&self, folded: Range<usize>) -> Span {
        let start = if folded.start == 0 { 0 } else { self.place(folded.start) };
        let end = if folded.end >= self.folded.text.len() {
            self.source.len()
        } else {
            self.place(folded.end)
        };
        Span::new(start, end.max(start))
    }

    /// Where a place in the folded text stands in the source.
    fn place(&self, folded: usize) -> usize {
        if folded >= self.folded.text.len() {
            return self.source.len();
        }
        self.span(folded..next_char(&self.folded.text, folded)).start
    }

    /// A range that lies in the source and on its characters, whatever came in.
    fn inside(&self, range: Range<usize>) -> Range<usize> {
        let floor = |at: usize| {
            let mut at = at.min(self.source.len());
            while !self.source.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(range.start);
        start..floor(range.end).max(start)
    }
}

fn next_char(text: &str, at: usize) -> usize {
    let mut end = at + 1;
    while end < text.len() && !text.is_char_boundary(end) {
        end += 1;
    }
    end.min(text.len())
}

impl Layers for Page<'_> {
    fn folded(&self) -> &str {
        &self.folded.text
    }

    fn clean(&self, folded: Range<usize>) -> String {
        let range = self.folded.map.back(folded);
        // What is read out of a cell stands by itself: its lines are lines.
        self.clean.text.get(range).unwrap_or_default().replace(CELL_LINE, "\n")
    }

    fn span(&self, folded: Range<usize>) -> Span {
        self.span_of_clean(self.folded.map.back(folded))
    }
}
