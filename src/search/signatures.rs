//! What is known of all records, so that a filter tells which may match before any of them is looked at.
//!
//! It is made in parts: how it is laid out ([`Layout`]) is settled from a sample, then each part of the records is read by itself
//! ([`Signing`]), and the parts are put one after the other ([`Signatures`]).

use std::ops::Range;

use super::features::Features;
use super::grid::{Grid, LANES};
use super::postings::{Collect, Lists, Postings, Reading, Set, columns};
use super::symbols::{Symbol, Symbols};

/// Letters, `a` to `z`.
pub const LETTERS: usize = 26;
/// A pair in fewer than one of so many records is rare: its records are kept as a list, which is exact.
const RARE: u32 = 32;
/// Columns of pairs that the shortest records have.
const FEWEST: usize = 60;
/// Columns of what stands at boundaries that the shortest records have.
const FEWEST_STARTS: usize = 32;
/// Fewer records than this make do with a third of them.
const FEW: usize = 1 << 15;

/// In place of the column of a pair: its records are in a list.
const LISTED: u16 = u16::MAX;
/// In place of the column of an initial: so many records have it that asking would leave out next to none.
const EVERYWHERE: u16 = u16::MAX - 1;

/// What a symbol begins with, where it is not one letter: nothing that can be typed.
const NONE: u8 = LETTERS as u8;
/// Punctuation.
const PASSED: u8 = NONE + 1;
/// More than one letter.
const SEVERAL: u8 = NONE + 2;

/// Key of two neighbouring initials (or letters).
pub fn pair(first: usize, second: usize) -> usize {
    first * (LETTERS + 1) + second
}

/// Key of an initial anywhere; among starts, of one with nothing after it that can be typed.
pub fn single(letter: usize) -> usize {
    pair(letter, LETTERS)
}

/// The bits that are set, ascending.
pub fn bits(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        bit
    })
}

/// How records are kept in mind.
#[derive(Debug)]
pub struct Layout<'s> {
    symbols: &'s Symbols,
    /// Per symbol the letter that begins it, or what else it is.
    begins: Vec<u8>,
    /// Per symbol its bitmap.
    column: Vec<u16>,
    columns: usize,
    /// Per pair its column, [`LISTED`] or [`EVERYWHERE`].
    pairs: Vec<u16>,
    pair_columns: usize,
    starts: Features,
}

impl<'s> Layout<'s> {
    /// Settles it from some records out of so many.
    pub fn new<'a>(sample: impl Iterator<Item = &'a [Symbol]>, records: usize, symbols: &'s Symbols) -> Self {
        let begins = (0..symbols.len() as Symbol).map(|symbol| {
            let initials = symbols.initials(symbol);
            match initials.count_ones() {
                _ if symbols.is_punctuation(symbol) => PASSED,
                0 => NONE,
                1 => initials.trailing_zeros() as u8,
                _ => SEVERAL,
            }
        });
        let mut layout = Self {
            symbols,
            begins: begins.collect(),
            column: Vec::new(),
            columns: 0,
            pairs: Vec::new(),
            pair_columns: 0,
            starts: Features::default(),
        };
        // In how many records a symbol or pair was seen, and in which last.
        let mut characters = vec![(0_u32, 0_u32); symbols.len()];
        let mut pairs = vec![(0_u32, 0_u32); LETTERS * (LETTERS + 1)];
        let mut starts = vec![0_u32; pairs.len()];
        let (mut sampled, mut length) = (0, 0);
        for line in sample {
            sampled += 1;
            length += line.len();
            let note = |(count, last): &mut (u32, u32)| {
                *count += u32::from(*last != sampled);
                *last = sampled;
            };
            line.iter()
                .for_each(|&symbol| note(&mut characters[usize::from(symbol)]));
            layout.initials_of(line, |key, start| {
                note(&mut pairs[key]);
                starts[key] += u32::from(start);
            });
        }
        let counts: Vec<u32> = characters.into_iter().map(|(count, _)| count).collect();
        (layout.column, layout.columns) = columns(&counts, sampled as usize);
        // Longer texts contain more, and need more columns to be told apart.
        let longer = |fewest: usize, most: usize| {
            let columns = (length * fewest / 48 / (sampled as usize).max(1)).clamp(fewest, most);
            // So few are looked through quickly anyway, and the tables of characters weigh more.
            if records < FEW { columns / 3 } else { columns }
        };
        layout.starts = Features::by_rows(&starts, LETTERS + 1, longer(FEWEST_STARTS, FEWEST_STARTS * 2));
        let special = |key: usize, count: u32| match count {
            _ if key % (LETTERS + 1) == LETTERS && count * 5 > sampled * 4 => Some(EVERYWHERE),
            _ if count * RARE < sampled => Some(LISTED),
            _ => None,
        };
        let mut counts: Vec<u32> = pairs.into_iter().map(|(count, _)| count).collect();
        let special: Vec<Option<u16>> = (0..).zip(&counts).map(|(key, &count)| special(key, count)).collect();
        let shared = counts.iter_mut().zip(&special).filter(|(_, special)| special.is_some());
        shared.for_each(|(count, _)| *count = 0);
        let features = Features::new(&counts, longer(FEWEST, FEWEST * 5 / 2));
        let own = |(key, special): (usize, Option<u16>)| special.unwrap_or(features.of(key) as u16);
        layout.pair_columns = features.count;
        layout.pairs = special.into_iter().enumerate().map(own).collect();
        layout
    }

    /// Calls `each` with the keys of a record's initials, and whether what begins them stands at a boundary.
    #[inline]
    fn initials_of(&self, line: &[Symbol], mut each: impl FnMut(usize, bool)) {
        let mut before = NONE;
        // The symbol before, where it begins with several letters.
        let mut several = 0;
        let (mut before_starts, mut starts) = (false, true);
        for &symbol in line {
            let here = self.begins[usize::from(symbol)];
            if here < NONE && before < NONE {
                each(single(here.into()), false);
                each(pair(before.into(), here.into()), before_starts);
            } else if here == PASSED {
                starts = true;
                continue;
            } else {
                let firsts = self.letters(before, several);
                let seconds = self.letters(here, symbol);
                for second in bits(seconds) {
                    each(single(second), false);
                    bits(firsts).for_each(|first| each(pair(first, second), before_starts));
                }
                if seconds == 0 && before_starts {
                    bits(firsts).for_each(|first| each(single(first), true));
                }
            }
            (before, before_starts, several) = (here, starts, symbol);
            starts = false;
        }
        if before_starts {
            bits(self.letters(before, several)).for_each(|first| each(single(first), true));
        }
    }

    fn letters(&self, begins: u8, symbol: Symbol) -> u32 {
        match begins {
            SEVERAL => self.symbols.initials(symbol),
            NONE | PASSED => 0,
            one => 1 << one,
        }
    }
}

/// What is known of one part of the records.
#[derive(Debug)]
pub struct Signing<'l> {
    layout: &'l Layout<'l>,
    first: usize,
    characters: Reading,
    pairs: Grid,
    rare_pairs: Collect,
    starts: Grid,
}

impl<'l> Signing<'l> {
    /// Nothing yet of these blocks.
    pub fn new(layout: &'l Layout<'l>, blocks: Range<usize>) -> Self {
        Self {
            layout,
            first: blocks.start,
            characters: Reading::new(layout.symbols.len(), layout.columns, blocks.clone()),
            pairs: Grid::new(layout.pair_columns, blocks.len()),
            rare_pairs: Collect::new(layout.pairs.len(), (blocks.start * LANES) as u32),
            starts: Grid::new(layout.starts.count, blocks.len()),
        }
    }

    /// Reads a record; they ascend.
    pub fn read(&mut self, record: usize, line: &[Symbol]) {
        let lane = record % LANES;
        for &symbol in line {
            self.characters.note(symbol, record as u32, &self.layout.column);
        }
        self.layout.initials_of(line, |key, start| {
            match self.layout.pairs[key] {
                EVERYWHERE => {}
                LISTED => self.rare_pairs.push(key, record as u32),
                column => self.pairs.set(column.into(), lane),
            }
            if start {
                self.starts.set(self.layout.starts.of(key), lane);
            }
        });
    }

    /// All records of a block are read.
    pub fn close(&mut self, block: usize) {
        let block = block - self.first;
        self.characters.close(block);
        self.pairs.close(block);
        self.starts.close(block);
    }
}

/// What is known of all records.
#[derive(Debug, Default)]
pub struct Signatures {
    /// The records of each character.
    pub characters: Postings,
    /// Initials of neighbours, and single initials: the frequent ones.
    pairs: Grid,
    /// Which column each has.
    columns: Vec<u16>,
    /// The rare ones, exactly.
    rare_pairs: Lists,
    /// Initials at the start of the text and after punctuation, with that of the next character or [`LETTERS`].
    starts: Grid,
    start_columns: Features,
    /// The characters that read as each syllable, one syllable after the other.
    readers: Vec<Symbol>,
    /// Per syllable, where its characters begin; one more at the end.
    readers_from: Vec<u32>,
}

impl Signatures {
    /// What is known of all parts, one part after the other.
    pub fn join(layout: &Layout<'_>, parts: Vec<Signing<'_>>) -> Self {
        let symbols = layout.symbols;
        let mut reading = vec![Vec::new(); symbols.syllables().len()];
        for symbol in 0..symbols.len() as Symbol {
            for &syllable in symbols.syllables_of(symbol) {
                reading[usize::from(syllable)].push(symbol);
            }
        }
        let ends = reading.iter().scan(0, |end, readers| {
            *end += readers.len() as u32;
            Some(*end)
        });
        let (mut characters, mut pairs, mut rare_pairs, mut starts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for part in parts {
            characters.push(part.characters);
            pairs.push(part.pairs);
            rare_pairs.push(part.rare_pairs);
            starts.push(part.starts);
        }
        Self {
            characters: Postings::join(layout.column.clone(), characters),
            pairs: Grid::join(pairs),
            columns: layout.pairs.clone(),
            rare_pairs: Lists::join(&rare_pairs),
            starts: Grid::join(starts),
            start_columns: layout.starts.clone(),
            readers_from: std::iter::once(0).chain(ends).collect(),
            readers: reading.concat(),
        }
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.characters.bytes()
            + self.pairs.bytes()
            + self.columns.len() * 2
            + self.rare_pairs.bytes()
            + self.starts.bytes()
            + self.start_columns.bytes()
            + self.readers.len() * 2
            + self.readers_from.len() * 4
    }

    /// The records with a character that reads as any of these syllables.
    pub fn reading<'s>(&self, syllables: impl IntoIterator<Item = &'s usize>) -> Set<'static> {
        let readers = |&syllable: &usize| {
            let from = |at: usize| self.readers_from[at] as usize;
            &self.readers[from(syllable)..from(syllable + 1)]
        };
        self.characters.any(syllables.into_iter().flat_map(readers).copied())
    }

    /// Whether any record has a pair.
    pub fn has_pair(&self, key: usize) -> bool {
        let column = self.columns.get(key);
        column.is_some_and(|&column| column != LISTED || !self.rare_pairs.is_empty(key))
    }

    /// The records with a pair, or perhaps with it.
    pub fn pair(&self, key: usize) -> Set<'_> {
        match self.columns.get(key).copied().unwrap_or(LISTED) {
            EVERYWHERE => Set::All,
            LISTED => {
                let mut set = vec![0; self.pairs.blocks()];
                self.rare_pairs.put(key, &mut set);
                Set::Made(set.into())
            }
            column => Set::Kept(self.pairs.column(column.into())),
        }
    }

    /// The records in which this initial may stand at a boundary, with that one after it, or whatever.
    pub fn starts(&self, first: usize, second: Option<usize>) -> Vec<Set<'_>> {
        let column = |column| Set::Kept(self.starts.column(column));
        match second {
            Some(second) => vec![column(self.start_columns.of(pair(first, second)))],
            None => {
                let row = self.start_columns.all_of(pair(first, 0)..pair(first + 1, 0));
                row.into_iter().map(column).collect()
            }
        }
    }
}
