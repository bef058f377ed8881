//! The text of a notice with the places of its parts.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{Claim, CommitmentId, FindingId, Flag, MeasureId, NoticeId, NoticeMeta, SectionKind, Span};
use crate::text::map::Map;

/// The whole notice as text.
#[derive(Debug, Clone)]
pub struct SourceView {
    /// Whose.
    pub notice: NoticeId,
    /// Facts about the document.
    pub meta: NoticeMeta,
    /// Counted statements.
    pub claims: Vec<Claim>,
    /// Flags of the notice, all of them.
    pub flags: Vec<Flag>,
    /// What was printed where reviewers accepted a reading.
    pub readings: Vec<String>,
    /// Clean text: as printed, less the noise, and with the readings that were accepted; lines end in `\n`.
    pub text: Arc<str>,
    /// From `text` back to the source, in which spans count.
    pub map: Map,
    /// Where its parts stand, as byte ranges of `text`, in text order; they nest.
    pub marks: Vec<(Range<usize>, Mark)>,
}

impl SourceView {
    /// Where a place of the source stands in `text`.
    pub fn place(&self, span: Span) -> Range<usize> {
        let range = self.map.forward(span.range());
        if self.text.get(range.clone()).is_some() {
            range
        } else {
            0..0
        }
    }
}

/// A part of the text that something refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A heading with everything under it.
    Section(SectionKind),
    /// A finding with its answer.
    Finding(FindingId),
    /// A measure.
    Measure(MeasureId),
    /// A commitment.
    Commitment(CommitmentId),
    /// A flag, by its index in [`SourceView::flags`].
    Flag(usize),
    /// A reading that a reviewer accepted for what was printed damaged, by its index in [`SourceView::readings`]; the text shows the
    /// reading.
    Reading(usize),
}
