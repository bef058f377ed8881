//! Everything that can be found, laid out for finding.

use std::ops::Range;

use super::grid::LANES;
use super::line::Line;
use super::place::Places;
use super::signatures::Signatures;
use super::symbols::{Symbol, Symbols};

/// More characters of a text than this are not indexed: one endless paragraph must not cost what a thousand measures cost.
pub const MAX_TEXT: usize = 8_192;
/// The bits that a weight takes.
const WEIGHT_BITS: u32 = 3;

/// What is kept of a record's scope and weight.
pub fn sorted(scope: u8, weight: u8) -> u8 {
    scope << WEIGHT_BITS | weight
}

/// Everything that can be found. Never changed once built; cheap to share.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) symbols: Symbols,
    pub(super) text: Vec<Symbol>,
    /// How long each text is.
    pub(super) lengths: Vec<u16>,
    /// Where the texts of each block begin.
    pub(super) starts: Vec<u32>,
    /// Per record its scope, and its weight in the lowest three bits.
    pub(super) sorts: Vec<u8>,
    /// Per block the most that one of its records has before any word, see [`rank::bonus`].
    pub(super) bonuses: Vec<i8>,
    /// The records at which another group begins, with the group.
    pub(super) groups: Vec<(u32, i64)>,
    pub(super) places: Places,
    pub(super) signatures: Signatures,
    bytes: usize,
}

impl Index {
    /// How many entries.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Without entries.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Counts the memory that is taken.
    pub(super) fn count_bytes(&mut self) {
        self.bytes = self.symbols.bytes()
            + self.text.len() * 2
            + self.len() * 3
            + self.starts.len() * 5
            + self.groups.len() * size_of::<(u32, i64)>()
            + self.places.bytes()
            + self.signatures.bytes();
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
}

/// Where the texts of a block begin.
#[derive(Debug)]
pub struct Block {
    block: usize,
    starts: [u32; LANES],
}

impl Block {
    /// The characters of a record of the block and of all after it.
    #[inline]
    pub fn from<'i>(&self, lane: usize, index: &'i Index) -> &'i [Symbol] {
        &index.text[self.starts[lane] as usize..]
    }

    /// The characters of a record of the block.
    #[inline]
    pub fn line<'i>(&self, lane: usize, index: &'i Index) -> Line<'i> {
        index.slice(self.starts[lane] as usize, self.block * LANES + lane)
    }
}
