//! Everything that can be found, laid out for finding.

use std::collections::HashMap;

use super::Entry;
use super::filter::Signatures;
use super::place::{Collect, Places};
use super::symbols::{Symbol, Symbols};

/// More characters of a text than this are not indexed: one endless paragraph must not cost what a thousand measures cost.
pub const MAX_TEXT: usize = 8_192;

/// Everything that can be found. Never changed once built; cheap to share.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) symbols: Symbols,
    pub(super) text: Vec<Symbol>,
    /// Where each text ends.
    pub(super) ends: Vec<u32>,
    pub(super) scopes: Vec<u8>,
    pub(super) weights: Vec<u8>,
    /// Per record its group, by its place in `group_ids`.
    pub(super) groups: Vec<u32>,
    pub(super) group_ids: HashMap<i64, u32>,
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
        index.ends.shrink_to_fit();
        index.scopes.shrink_to_fit();
        index.weights.shrink_to_fit();
        index.groups.shrink_to_fit();
        index.places = places.finish();
        index.signatures = Signatures::build((0..index.len()).map(|record| index.line(record)), &index.symbols);
        index.bytes = index.symbols.finish()
            + index.text.len() * 2
            + index.len() * 10
            + index.group_ids.len() * 16
            + index.places.bytes()
            + index.signatures.bytes();
        index
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Without entries.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Memory taken, in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The characters of a record.
    pub(super) fn line(&self, record: usize) -> &[Symbol] {
        let start = record.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[record] as usize]
    }

    fn push(&mut self, entry: &Entry<'_>, places: &mut Collect) {
        // Positions in the text have 32 bits; what would not fit any more keeps its row and has no text.
        let room = MAX_TEXT.min((u32::MAX as usize).saturating_sub(self.text.len()));
        for c in entry.text.chars().take(room) {
            let symbol = self.symbols.intern(c);
            self.text.push(symbol);
        }
        self.ends.push(self.text.len() as u32);
        self.scopes.push(entry.scope);
        self.weights.push(entry.weight);
        let next = self.group_ids.len() as u32;
        self.groups.push(*self.group_ids.entry(entry.group).or_insert(next));
        places.push(entry.place, &mut self.symbols);
    }
}
