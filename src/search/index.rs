//! Everything that can be found, laid out for finding.

use std::ops::Range;

use super::filter::Signatures;
use super::line::Line;
use super::place::{Collect, Places};
use super::rank;
use super::slices::LANES;
use super::symbols::{Symbol, Symbols};
use super::{Entry, MAX_WEIGHT};

/// More characters of a text than this are not indexed: one endless paragraph must not cost what a thousand measures cost.
pub const MAX_TEXT: usize = 8_192;
/// The bits that a weight takes.
const WEIGHT_BITS: u32 = 3;

/// Everything that can be found. Never changed once built; cheap to share.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) symbols: Symbols,
    pub(super) text: Vec<Symbol>,
    /// How long each text is.
    lengths: Vec<u16>,
    /// Where the texts of each block begin.
    starts: Vec<u32>,
    /// Per record its scope, and its weight in the lowest three bits.
    sorts: Vec<u8>,
    /// Per block the most that one of its records has before any word, see [`rank::bonus`].
    bonuses: Vec<i8>,
    /// The records at which another group begins, with the group.
    groups: Vec<(u32, i64)>,
    pub(super) places: Places,
    pub(super) signatures: Signatures,
    bytes: usize,
}

impl Index {
    /// Builds the index.
    pub fn build<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let mut index = Self::default();
        let mut places = Collect::default();
        for entry in entries {
            index.push(&entry, &mut places);
        }
        index.text.shrink_to_fit();
        index.lengths.shrink_to_fit();
        index.starts.shrink_to_fit();
        index.bonuses.shrink_to_fit();
        index.sorts.shrink_to_fit();
        index.groups.shrink_to_fit();
        index.places = places.finish();
        index.signatures = Signatures::build(Lines::all(&index), &index.symbols);
        index.bytes = index.symbols.finish()
            + index.text.len() * 2
            + index.len() * 3
            + index.starts.len() * 5
            + index.groups.len() * size_of::<(u32, i64)>()
            + index.places.bytes()
            + index.signatures.bytes();
        index
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Without entries.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Memory taken, in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The characters of a record.
    pub(super) fn line(&self, record: usize) -> Line<'_> {
        let block = record / LANES;
        let before = &self.lengths[block * LANES..record];
        let start = self.starts[block] as usize + before.iter().map(|&length| usize::from(length)).sum::<usize>();
        self.slice(start, record)
    }

    /// Where the texts of a block begin.
    pub(super) fn block(&self, block: usize) -> Block {
        let mut starts = [0; LANES];
        let mut next = self.starts[block];
        for (start, length) in starts.iter_mut().zip(&self.lengths[block * LANES..]) {
            *start = next;
            next += u32::from(*length);
        }
        Block { block, starts }
    }

    /// How many characters a record has.
    #[inline]
    pub(super) fn length(&self, record: usize) -> usize {
        self.lengths[record].into()
    }

    /// Which list a record belongs to.
    #[inline]
    pub(super) fn scope(&self, record: usize) -> u8 {
        self.sorts[record] >> WEIGHT_BITS
    }

    /// How title-like a record is.
    #[inline]
    pub(super) fn weight(&self, record: usize) -> u8 {
        self.sorts[record] & ((1 << WEIGHT_BITS) - 1)
    }

    /// The most that a record of a block has before any word.
    pub(super) fn best_bonus(&self, block: usize) -> i64 {
        self.bonuses[block].into()
    }

    /// The records of a group, as ranges, ascending.
    pub(super) fn group(&self, group: i64) -> Vec<Range<usize>> {
        let ends = self.groups.iter().skip(1).map(|(start, _)| *start as usize);
        let runs = self.groups.iter().zip(ends.chain([self.len()]));
        runs.filter(|((_, of), _)| *of == group)
            .map(|(&(start, _), end)| start as usize..end)
            .collect()
    }

    #[inline]
    fn slice(&self, start: usize, record: usize) -> Line<'_> {
        Line {
            line: &self.text[start..start + self.length(record)],
            symbols: &self.symbols,
        }
    }

    fn push(&mut self, entry: &Entry<'_>, places: &mut Collect) {
        if self.len().is_multiple_of(LANES) {
            self.starts.push(self.text.len() as u32);
            self.bonuses.push(i8::MIN);
        }
        // Positions in the text have 32 bits; what would not fit any more keeps its row and has no text.
        let room = MAX_TEXT.min((u32::MAX as usize).saturating_sub(self.text.len()));
        let start = self.text.len();
        for c in entry.text.chars().take(room) {
            let symbol = self.symbols.intern(c);
            self.text.push(symbol);
        }
        if self.groups.last().is_none_or(|(_, group)| *group != entry.group) {
            self.groups.push((self.len() as u32, entry.group));
        }
        self.lengths.push((self.text.len() - start) as u16);
        self.sorts
            .push(entry.scope << WEIGHT_BITS | entry.weight.min(MAX_WEIGHT));
        let bonus = rank::bonus(entry.weight, self.text.len() - start);
        if let Some(best) = self.bonuses.last_mut() {
            *best = bonus.max((*best).into()) as i8;
        }
        places.push(entry.place, &mut self.symbols);
    }
}

/// Where the texts of a block begin.
#[derive(Debug)]
pub struct Block {
    block: usize,
    starts: [u32; LANES],
}

impl Block {
    /// The characters of a record of the block.
    #[inline]
    pub fn line<'i>(&self, lane: usize, index: &'i Index) -> Line<'i> {
        index.slice(self.starts[lane] as usize, self.block * LANES + lane)
    }
}

/// The characters of one record after the other.
#[derive(Debug, Clone)]
struct Lines<'i> {
    index: &'i Index,
    record: usize,
    start: usize,
}

impl<'i> Lines<'i> {
    const fn all(index: &'i Index) -> Self {
        Self {
            index,
            record: 0,
            start: 0,
        }
    }
}

impl<'i> Iterator for Lines<'i> {
    type Item = Line<'i>;

    fn next(&mut self) -> Option<Line<'i>> {
        let line = (self.record < self.index.len()).then(|| self.index.slice(self.start, self.record))?;
        self.record += 1;
        self.start += line.line.len();
        Some(line)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.index.len() - self.record;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Lines<'_> {}
