//! What a cleaning step hands back: its edits, left to right.

use std::ops::Range;

use crate::text::map::{Builder, Map};

/// The edits of one step, in text order and without overlap.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Edit>);

#[derive(Debug, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    with: &'static str,
    /// The kind of repair; none for what is not worth a word.
    kind: Option<&'static str>,
}

impl Edits {
    /// Leaves out a stretch. Neighbours of one kind are one repair.
    pub(super) fn drop(&mut self, range: Range<usize>, kind: &'static str) {
        if let Some(last) = self.0.last_mut()
            && last.range.end == range.start
            && last.kind == Some(kind)
            && last.with.is_empty()
        {
            last.range.end = range.end;
        } else {
            self.0.push(Edit {
                range,
                with: "",
                kind: Some(kind),
            });
        }
    }

    /// Puts something else for a stretch.
    pub(super) fn put(&mut self, range: Range<usize>, with: &'static str, kind: Option<&'static str>) {
        self.0.push(Edit { range, with, kind });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the last edit ends.
    pub(super) fn end(&self) -> usize {
        self.0.last().map_or(0, |edit| edit.range.end)
    }

    /// What is worth telling, in the text that the step read.
    pub(super) fn repaired(&self) -> impl Iterator<Item = (&'static str, Range<usize>)> {
        self.0.iter().filter_map(|edit| Some((edit.kind?, edit.range.clone())))
    }

    /// The text with the edits made, and the map back to the text before.
    pub(super) fn apply(&self, text: &str) -> (String, Map) {
        let mut out = String::with_capacity(text.len());
        let mut map = Builder::default();
        let mut from = 0;
        for Edit { range, with, .. } in &self.0 {
            out.push_str(&text[from..range.start]);
            map.keep(range.start - from);
            out.push_str(with);
            match (range.len(), with.len()) {
                (same, with) if same == with => map.keep(same),
                (all, with) => map.replace(all, with),
            }
            from = range.end;
        }
        out.push_str(&text[from..]);
        (out, map.finish())
    }
}
