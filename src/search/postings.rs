//! Which records contain a character, exactly.
//!
//! A character that stands in more than one of eight records has a bitmap over the records; of the others the distances from record to
//! record are kept, mostly a byte each. Either way a character of a text costs a byte at most, and nearly as little as it could.

use std::ops::Range;
use std::sync::Arc;

use super::grid::{Grid, LANES};
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
    /// Of all records.
    All,
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
            Self::All => !0,
            Self::Kept(bits) => bits[block],
            Self::Made(bits) => bits[block],
        }
    }
}

/// Characters with their records.
#[derive(Debug, Default)]
pub struct Postings {
    /// Per symbol the number of its bitmap, or [`NONE`].
    column: Vec<u16>,
    dense: Grid,
    /// The records of the others.
    lists: Lists,
}

impl Postings {
    /// The records of all parts, one part after the other. `column` is that with which they were collected.
    pub fn join(column: Vec<u16>, parts: Vec<Reading>) -> Self {
        let (dense, lists): (Vec<Grid>, Vec<Collect>) = parts.into_iter().map(|part| (part.dense, part.lists)).unzip();
        Self {
            column,
            dense: Grid::join(dense),
            lists: Lists::join(&lists),
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
        let mut set = vec![0_u64; self.dense.blocks()];
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
        self.dense.bytes() + self.column.len() * 2 + self.lists.bytes()
    }

    fn bitmap(&self, symbol: Symbol) -> Option<&[u64]> {
        let column = self.column[usize::from(symbol)];
        (column != NONE).then(|| self.dense.column(column.into()))
    }
}

/// Which characters get a bitmap, by how many of so many records have each: per symbol its number, or [`NONE`]; and how many do.
pub fn columns(counts: &[u32], records: usize) -> (Vec<u16>, usize) {
    let mut columns = 0;
    let column = counts.iter().map(|count| {
        let dense = count * DENSE > records as u32 && columns < NONE;
        columns += u16::from(dense);
        if dense { columns - 1 } else { NONE }
    });
    (column.collect(), columns.into())
}

/// Collects the records of the characters, in one part of the records.
#[derive(Debug)]
pub struct Reading {
    dense: Grid,
    lists: Collect,
}

impl Reading {
    /// Nothing yet.
    pub fn new(symbols: usize, columns: usize, blocks: Range<usize>) -> Self {
        Self {
            dense: Grid::new(columns, blocks.len()),
            lists: Collect::new(symbols, (blocks.start * LANES) as u32),
        }
    }

    /// Notes a character of a record; the records ascend. `column` is that of all characters.
    #[inline]
    pub fn note(&mut self, symbol: Symbol, record: u32, column: &[u16]) {
        match column[usize::from(symbol)] {
            NONE => self.lists.push(symbol.into(), record),
            column => self.dense.set(column.into(), record as usize % LANES),
        }
    }

    /// A block is read.
    pub fn close(&mut self, block: usize) {
        self.dense.close(block);
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
    /// The lists of all parts, which ascend.
    pub fn join(parts: &[Collect]) -> Self {
        let keys = parts.first().map_or(0, |part| part.lists.len());
        let all = parts.iter().flat_map(|part| &part.lists);
        let mut distances = Vec::with_capacity(all.map(|(_, list)| list.len()).sum());
        let mut starts = Vec::with_capacity(keys + 1);
        for key in 0..keys {
            starts.push(distances.len() as u32);
            let mut end = 0;
            for part in parts {
                let (next, list) = &part.lists[key];
                let mut rest = &list[..];
                if let Some(distance) = read(&mut rest) {
                    write(part.first + distance - end, &mut distances);
                    distances.extend_from_slice(rest);
                    end = *next;
                }
            }
        }
        starts.push(distances.len() as u32);
        Self { starts, distances }
    }

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

/// Collects [`Lists`], in one part of the records.
#[derive(Debug)]
pub struct Collect {
    /// The first record of the part.
    first: u32,
    /// Per key the record after its last one, and the distances: the first from the beginning of the part.
    lists: Vec<(u32, Vec<u8>)>,
}

impl Collect {
    /// Empty lists.
    pub fn new(keys: usize, first: u32) -> Self {
        Self {
            first,
            lists: vec![(first, Vec::new()); keys],
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
    fn lists_of_parts_are_one_list() {
        let records = [0_u32, 5, 63, 64, 65, 300, 1_000, 70_000, 70_001];
        for cut in [0, 64, 128, 640, 70_016] {
            let mut parts = [0, cut].map(|first| Collect::new(2, first));
            for &record in &records {
                parts[usize::from(record >= cut)].push(1, record);
            }
            let lists = Lists::join(&parts);
            let mut set = vec![0_u64; 70_100_usize.div_ceil(LANES)];
            lists.put(1, &mut set);
            let back: Vec<u32> = (0..70_100_u32)
                .filter(|&record| set[record as usize / LANES] >> (record as usize % LANES) & 1 != 0)
                .collect();
            assert_eq!(back, records, "cut at {cut}");
            assert!(lists.is_empty(0));
        }
    }

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
