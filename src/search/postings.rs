//! Which records contain a character, exactly.
//!
//! A character that stands in more than one of eight records has a bitmap over the records; of the others the distances from record to
//! record are kept, mostly a byte each. Either way a character of a text costs a byte at most, and nearly as little as it could.

use std::sync::Arc;

use super::line::Line;
use super::slices::LANES;
use super::symbols::Symbol;

/// A character in more than one of so many records has a bitmap: there a bit for each record is less than a byte for each that has it.
const DENSE: u32 = 8;
/// Distances below this take one byte, below [`FAR`] two.
const NEAR: u32 = 240;
/// Stands for no bitmap: at most eight times as many characters as a text has can have one.
const NONE: u16 = u16::MAX;
const FAR: u32 = NEAR + (255 - NEAR) * 256;

/// A set of records as a bitmap.
#[derive(Debug, Clone)]
pub enum Set<'i> {
    /// Of the index.
    Kept(&'i [u64]),
    /// Made for a query.
    Made(Arc<[u64]>),
}

impl Set<'_> {
    /// The bits of a block.
    #[inline]
    pub fn block(&self, block: usize) -> u64 {
        match self {
            Self::Kept(bits) => bits[block],
            Self::Made(bits) => bits[block],
        }
    }
}

/// Characters with their records.
#[derive(Debug, Default)]
pub struct Postings {
    blocks: usize,
    /// Per symbol the number of its bitmap, or [`NONE`].
    column: Vec<u16>,
    bits: Vec<u64>,
    /// The records of the others.
    lists: Lists,
}

impl Postings {
    /// Reads all records.
    pub fn build<'a>(lines: impl ExactSizeIterator<Item = Line<'a>> + Clone, symbols: usize) -> Self {
        let records = lines.len();
        let blocks = records.div_ceil(LANES);
        // The record in which a symbol was seen last, counted from one, and in how many it was seen.
        let mut seen = vec![(0_u32, 0_u32); symbols];
        for (record, line) in (1..).zip(lines.clone()) {
            for &symbol in line.line {
                let (last, count) = &mut seen[usize::from(symbol)];
                *count += u32::from(*last != record);
                *last = record;
            }
        }
        let mut columns = 0;
        let column = seen.iter().map(|(_, count)| {
            let dense = count * DENSE > records as u32;
            columns += u16::from(dense);
            if dense { columns - 1 } else { NONE }
        });
        let column: Vec<u16> = column.collect();
        let mut bits = vec![0_u64; usize::from(columns) * blocks];
        let mut lists = Collect::new(symbols);
        seen.fill((0, 0));
        for (record, line) in (1..).zip(lines) {
            for &symbol in line.line {
                let symbol = usize::from(symbol);
                let (last, _) = &mut seen[symbol];
                if *last == record {
                    continue;
                }
                if column[symbol] == NONE {
                    lists.push(symbol, record - 1);
                } else {
                    let at = record as usize - 1;
                    bits[usize::from(column[symbol]) * blocks + at / LANES] |= 1 << (at % LANES);
                }
                *last = record;
            }
        }
        Self {
            blocks,
            column,
            bits,
            lists: lists.finish(),
        }
    }

    /// The records with a character.
    pub fn of(&self, symbol: Symbol) -> Set<'_> {
        match self.bitmap(symbol) {
            Some(bits) => Set::Kept(bits),
            None => self.any([symbol]),
        }
    }

    /// The records with any of these characters.
    pub fn any(&self, symbols: impl IntoIterator<Item = Symbol>) -> Set<'static> {
        let mut set = vec![0_u64; self.blocks];
        for symbol in symbols {
            if let Some(bits) = self.bitmap(symbol) {
                set.iter_mut().zip(bits).for_each(|(set, bits)| *set |= bits);
            } else {
                self.lists.put(symbol.into(), &mut set);
            }
        }
        Set::Made(set.into())
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.bits.len() * 8 + self.column.len() * 2 + self.lists.bytes()
    }

    fn bitmap(&self, symbol: Symbol) -> Option<&[u64]> {
        let column = self.column[usize::from(symbol)];
        let start = usize::from(column) * self.blocks;
        (column != NONE).then(|| &self.bits[start..start + self.blocks])
    }
}

/// Keys with their records, as distances.
#[derive(Debug, Default)]
pub struct Lists {
    /// Per key, where its distances begin; one more at the end.
    starts: Vec<u32>,
    distances: Vec<u8>,
}

impl Lists {
    /// Whether a key has no records.
    pub fn is_empty(&self, key: usize) -> bool {
        self.starts[key] == self.starts[key + 1]
    }

    /// Sets the bits of a key's records.
    pub fn put(&self, key: usize, set: &mut [u64]) {
        let mut bytes = &self.distances[self.starts[key] as usize..self.starts[key + 1] as usize];
        let mut next = 0;
        while let Some(distance) = read(&mut bytes) {
            let record = next + distance as usize;
            set[record / LANES] |= 1 << (record % LANES);
            next = record + 1;
        }
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.distances.len() + self.starts.len() * 4
    }
}

/// Collects [`Lists`].
#[derive(Debug)]
pub struct Collect {
    /// Per key the record after its last one, and the distances.
    lists: Vec<(u32, Vec<u8>)>,
}

impl Collect {
    /// Empty lists.
    pub fn new(keys: usize) -> Self {
        Self {
            lists: vec![(0, Vec::new()); keys],
        }
    }

    /// Notes a record of a key; the records of a key ascend, and the same one may be told again.
    #[inline]
    pub fn push(&mut self, key: usize, record: u32) {
        let (next, distances) = &mut self.lists[key];
        if record >= *next {
            write(record - *next, distances);
            *next = record + 1;
        }
    }

    /// The lists.
    pub fn finish(self) -> Lists {
        let mut starts = vec![0];
        let mut distances = Vec::with_capacity(self.lists.iter().map(|(_, list)| list.len()).sum());
        for (_, list) in &self.lists {
            distances.extend_from_slice(list);
            starts.push(distances.len() as u32);
        }
        Lists { starts, distances }
    }
}

fn write(distance: u32, bytes: &mut Vec<u8>) {
    if distance < NEAR {
        bytes.push(distance as u8);
    } else if distance < FAR {
        let rest = distance - NEAR;
        bytes.extend([(NEAR + rest / 256) as u8, (rest % 256) as u8]);
    } else {
        bytes.push(255);
        bytes.extend(distance.to_le_bytes());
    }
}

fn read(bytes: &mut &[u8]) -> Option<u32> {
    let (&first, rest) = bytes.split_first()?;
    *bytes = rest;
    match u32::from(first) {
        near @ 0..NEAR => Some(near),
        255 => {
            let (distance, rest) = bytes.split_first_chunk()?;
            *bytes = rest;
            Some(u32::from_le_bytes(*distance))
        }
        far => {
            let (&low, rest) = bytes.split_first()?;
            *bytes = rest;
            Some(NEAR + (far - NEAR) * 256 + u32::from(low))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_come_back() {
        let distances = [0, 1, 239, 240, 241, 495, 496, FAR - 1, FAR, FAR + 1, u32::MAX];
        let mut bytes = Vec::new();
        distances.iter().for_each(|&distance| write(distance, &mut bytes));
        let mut rest = &bytes[..];
        let back: Vec<u32> = std::iter::from_fn(|| read(&mut rest)).collect();
        assert_eq!(back, distances);
    }
}
