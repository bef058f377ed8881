//! Bitmaps over the records, side by side, so that one `and` asks sixty-four records.

/// Records in a block: the bits of a word.
pub const LANES: usize = 64;

/// Bitmaps over the records, one for each column, and filled block by block.
#[derive(Debug, Default)]
pub struct Grid {
    blocks: usize,
    bits: Vec<u64>,
    /// The block that is being filled, one word for each column.
    filling: Vec<u64>,
}

impl Grid {
    /// Empty bitmaps.
    pub fn new(columns: usize, blocks: usize) -> Self {
        Self {
            blocks,
            bits: vec![0; blocks * columns],
            filling: vec![0; columns],
        }
    }

    /// Bitmaps over the records of all parts, one part after the other.
    pub fn join(parts: Vec<Self>) -> Self {
        if parts.len() == 1 {
            return parts.into_iter().next().unwrap_or_default();
        }
        let columns = parts.first().map_or(0, |part| part.filling.len());
        let mut bits = Vec::with_capacity(parts.iter().map(|part| part.bits.len()).sum());
        for column in 0..columns {
            parts
                .iter()
                .for_each(|part| bits.extend_from_slice(part.column(column)));
        }
        Self {
            blocks: parts.iter().map(|part| part.blocks).sum(),
            bits,
            filling: Vec::new(),
        }
    }

    /// Notes the record in that lane of the block being filled.
    #[inline]
    pub fn set(&mut self, column: usize, lane: usize) {
        self.filling[column] |= 1 << lane;
    }

    /// Puts the block that was filled in its place.
    pub fn close(&mut self, block: usize) {
        for (column, word) in self.filling.iter_mut().enumerate() {
            self.bits[column * self.blocks + block] = std::mem::take(word);
        }
    }

    /// The bitmap of a column.
    pub fn column(&self, column: usize) -> &[u64] {
        let bits = self.bits.get(column * self.blocks..(column + 1) * self.blocks);
        bits.unwrap_or_default()
    }

    /// How many blocks there are.
    pub fn blocks(&self) -> usize {
        self.blocks
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.bits.len() * 8
    }
}
