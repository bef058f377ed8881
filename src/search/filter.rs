//! Which records of a block may match a word, before any of them is looked at.

use std::collections::HashMap;

use super::line::Line;
use super::postings::{Collect, Lists, Postings, Set};
use super::run::{Run, Unit};
use super::slices::{LANES, Slices};
use super::symbols::{Symbol, Symbols};
use super::word::{Part, Ways, Word};

const LETTERS: usize = 26;
/// A last syllable that may be more than so many is not asked for by syllable.
const MAX_LAST: usize = 16;
/// One record in so many is looked at to learn how frequent the pairs are.
const SAMPLE: usize = 4_096;
/// A pair in fewer than one of so many records is rare.
const RARE: u32 = 32;
/// Features of pairs that the shortest records have.
const FEWEST: usize = 60;
/// Features of what stands at boundaries that the shortest records have.
const FEWEST_STARTS: usize = 32;
/// Fewer records than this make do with a third of them.
const FEW: usize = 1 << 15;

/// What is known of all records.
#[derive(Debug, Default)]
pub struct Signatures {
    characters: Postings,
    /// Initials of neighbours, and single initials: the frequent ones.
    pairs: Slices,
    /// The rare ones, exactly.
    rare_pairs: Lists,
    /// Which are rare.
    rare: Vec<bool>,
    blocks: usize,
    /// Initials at the start of the text and after punctuation, with that of the next character or [`LETTERS`].
    starts: Slices,
    /// The characters that read as each syllable, one syllable after the other.
    readers: Vec<Symbol>,
    /// Per syllable, where its characters begin; one more at the end.
    readers_from: Vec<u32>,
}

/// Key of two neighbouring initials (or letters).
fn pair(first: usize, second: usize) -> usize {
    first * (LETTERS + 1) + second
}

/// Key of an initial anywhere.
fn single(letter: usize) -> usize {
    pair(letter, LETTERS)
}

/// Calls `each` with the keys of a record's initials, and whether what begins them stands at a boundary.
fn initials_of(line: Line<'_>, mut each: impl FnMut(usize, bool)) {
    let Line { line, symbols } = line;
    let (mut before, mut before_starts) = (0, false);
    let mut starts = true;
    for &symbol in line {
        if symbols.is_punctuation(symbol) {
            starts = true;
            continue;
        }
        let here = symbols.initials(symbol);
        for second in bits(here) {
            each(single(second), false);
            bits(before).for_each(|first| each(pair(first, second), before_starts));
        }
        if here == 0 && before_starts {
            bits(before).for_each(|first| each(single(first), true));
        }
        (before, before_starts) = (here, starts);
        starts = false;
    }
    if before_starts {
        bits(before).for_each(|first| each(single(first), true));
    }
}

fn bits(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then(|| mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        bit
    })
}

impl Signatures {
    /// Reads all records.
    pub fn build<'a>(lines: impl ExactSizeIterator<Item = Line<'a>> + Clone, symbols: &Symbols) -> Self {
        let records = lines.len();
        let mut reading = vec![Vec::new(); symbols.syllables().len()];
        for symbol in 0..symbols.len() as Symbol {
            for &syllable in symbols.syllables_of(symbol) {
                reading[usize::from(syllable)].push(symbol);
            }
        }
        let mut pairs = vec![0_u32; LETTERS * (LETTERS + 1)];
        let mut starts = pairs.clone();
        let mut length = 0;
        let step = (records / SAMPLE).max(1);
        for line in lines.clone().step_by(step) {
            length += line.line.len() * step;
            initials_of(line, |key, start| {
                pairs[key] += 1;
                starts[key] += u32::from(start);
            });
        }
        // Longer texts contain more, and need more features to be told apart.
        let longer = |fewest: usize, most: usize| {
            let features = (length * fewest / 48 / records.max(1)).clamp(fewest, most);
            // So few are looked through quickly anyway, and the tables of characters weigh more.
            if records < FEW { features / 3 } else { features }
        };
        let sampled = records.div_ceil(step) as u32;
        let rare: Vec<bool> = pairs.iter().map(|&count| count * RARE < sampled).collect();
        let mut rare_pairs = Collect::new(pairs.len());
        pairs
            .iter_mut()
            .zip(&rare)
            .filter(|(_, rare)| **rare)
            .for_each(|(count, _)| *count = 0);
        let mut pairs = Slices::new(&pairs, longer(FEWEST, FEWEST * 5 / 2), records);
        let mut starts = Slices::by_rows(&starts, LETTERS + 1, longer(FEWEST_STARTS, FEWEST_STARTS * 2), records);
        for (at, line) in lines.clone().enumerate() {
            let lane = at % LANES;
            initials_of(line, |key, start| {
                if rare[key] {
                    rare_pairs.push(key, at as u32);
                } else {
                    pairs.set(key, lane);
                }
                if start {
                    starts.set(key, lane);
                }
            });
            if lane == LANES - 1 || at + 1 == records {
                pairs.close(at / LANES);
                starts.close(at / LANES);
            }
        }
        let ends = reading.iter().scan(0, |end, readers| {
            *end += readers.len() as u32;
            Some(*end)
        });
        Self {
            characters: Postings::build(lines, symbols.len()),
            pairs,
            rare_pairs: rare_pairs.finish(),
            rare,
            blocks: records.div_ceil(LANES),
            starts,
            readers_from: std::iter::once(0).chain(ends).collect(),
            readers: reading.concat(),
        }
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.characters.bytes()
            + self.pairs.bytes()
            + self.rare_pairs.bytes()
            + self.rare.len()
            + self.starts.bytes()
            + self.readers.len() * 2
            + self.readers_from.len() * 4
    }

    /// The records with a character that reads as any of these syllables.
    fn reading<'s>(&self, syllables: impl IntoIterator<Item = &'s usize>) -> Set<'static> {
        let readers = |&syllable: &usize| {
            let from = |at: usize| self.readers_from[at] as usize;
            &self.readers[from(syllable)..from(syllable + 1)]
        };
        self.characters.any(syllables.into_iter().flat_map(readers).copied())
    }

    /// The records with a pair, or perhaps with it; `None` where no record has it.
    fn pair(&self, key: usize) -> Option<Set<'_>> {
        if !self.rare.get(key).is_some_and(|&rare| rare) {
            return Some(Set::Kept(self.pairs.column(key)));
        }
        if self.rare_pairs.is_empty(key) {
            return None;
        }
        let mut set = vec![0; self.blocks];
        self.rare_pairs.put(key, &mut set);
        Some(Set::Made(set.into()))
    }

    /// The records in which this initial may stand at a boundary, with that one after it, or whatever.
    fn starts(&self, first: usize, second: Option<usize>) -> Vec<Set<'_>> {
        match second {
            Some(second) => vec![Set::Kept(self.starts.column(pair(first, second)))],
            None => {
                let row = self.starts.columns(pair(first, 0)..pair(first + 1, 0));
                row.into_iter().map(Set::Kept).collect()
            }
        }
    }
}

/// Records of a block, a bit each, that may match a word.
#[derive(Debug, Clone, Copy, Default)]
pub struct May {
    /// As written.
    pub written: u64,
    /// As written, at a boundary.
    pub written_starts: u64,
    /// As heard.
    pub heard: u64,
    /// As heard, at a boundary.
    pub starts: u64,
}

impl May {
    /// What the best match among these records loses at least.
    pub fn least(&self, records: u64) -> i32 {
        let has = |mask: u64| mask & records != 0;
        let ways = Ways {
            written: has(self.written),
            written_starts: has(self.written_starts),
            heard: has(self.heard),
            starts: has(self.starts),
        };
        ways.least()
    }

    /// In which ways a record may match.
    pub fn ways(&self, lane: usize) -> Ways {
        let has = |mask: u64| mask >> lane & 1 != 0;
        Ways {
            written: has(self.written),
            written_starts: has(self.written_starts),
            heard: has(self.heard),
            starts: has(self.starts),
        }
    }
}

/// The filter of a word.
#[derive(Debug)]
pub struct Filter<'i> {
    /// Characters that must all be there for the word as written; `None` where one of them occurs nowhere.
    written: Option<Vec<Set<'i>>>,
    /// Where its first character may stand at a boundary: in any of these. `None` where nothing is known of that.
    starts: Option<Vec<Set<'i>>>,
    /// What must be there for the word as heard; `None` where it cannot be heard.
    heard: Option<Vec<Heard<'i>>>,
}

#[derive(Debug)]
enum Heard<'i> {
    Character(Set<'i>),
    Run(RunFilter<'i>),
}

impl<'i> Filter<'i> {
    /// The filter of a word that must be found.
    pub fn new(word: &Word, index: &'i Signatures, symbols: &Symbols) -> Self {
        let character = |&symbol: &Symbol| index.characters.of(symbol);
        let heard = match (&word.chain, word.parts.is_empty()) {
            (Some(chain), true) => Some(vec![Heard::Run(RunFilter::new(chain, index, symbols))]),
            (Some(_), false) => Some(
                word.parts
                    .iter()
                    .map(|part| match part {
                        Part::Character(symbol) => Heard::Character(character(symbol)),
                        Part::Run(run) => Heard::Run(RunFilter::new(run, index, symbols)),
                    })
                    .collect(),
            ),
            (None, _) => None,
        };
        Self {
            written: word
                .written
                .as_ref()
                .map(|written| written.iter().map(character).collect()),
            starts: {
                let first = word.written.as_ref().and_then(|written| written.first());
                let initials = first.map_or(0, |&first| symbols.initials(first));
                (initials != 0).then(|| bits(initials).flat_map(|first| index.starts(first, None)).collect())
            },
            heard,
        }
    }

    /// The records of a block that may match.
    pub fn block(&self, block: usize) -> May {
        let written = self.written.as_ref().map_or(0, |columns| {
            columns.iter().fold(!0, |mask, column| mask & column.block(block))
        });
        let heard = self.heard.as_ref().map_or(0, |parts| {
            parts.iter().fold(!0, |mask, part| {
                mask & match part {
                    Heard::Character(column) => column.block(block),
                    Heard::Run(run) => run.block(block),
                }
            })
        });
        let starts = match (self.heard.as_deref(), heard) {
            (Some([Heard::Run(run)]), 1..) => heard & run.starts(block),
            _ => heard,
        };
        let written_starts = match &self.starts {
            Some(any) if written != 0 => written & any.iter().fold(0, |mask, column| mask | column.block(block)),
            _ => written,
        };
        May {
            written,
            written_starts,
            heard,
            starts,
        }
    }
}

/// All ways to divide a run into characters, as a graph over its units: a record may match if some way through has all it needs.
#[derive(Debug)]
struct RunFilter<'i> {
    states: usize,
    /// Ascending by `from`.
    edges: Vec<Edge<'i>>,
    ends: Vec<(usize, Vec<Set<'i>>)>,
    /// Where it may stand at a boundary: in any of these. `None` where nothing is known of that.
    starts: Option<Vec<Set<'i>>>,
}

#[derive(Debug)]
struct Edge<'i> {
    from: usize,
    to: usize,
    needs: Vec<Set<'i>>,
}

impl<'i> RunFilter<'i> {
    fn new(run: &Run, index: &'i Signatures, symbols: &Symbols) -> Self {
        let units = run.units();
        let letter = |at: usize| match units.get(at) {
            Some(Unit::Letter(letter)) => Some(usize::from(letter - b'a')),
            _ => None,
        };
        let mut read = HashMap::new();
        let mut read = |syllable: usize| -> Set<'i> {
            let set = read.entry(syllable).or_insert_with(|| index.reading([&syllable]));
            set.clone()
        };
        let mut edges = Vec::new();
        let mut ends: Vec<(usize, Vec<Set<'i>>)> = Vec::new();
        for from in 0..units.len() {
            let mut edge = |len: usize, syllable: Option<usize>| {
                let mut needs: Vec<Set<'i>> = Vec::new();
                if let Some((first, second)) = letter(from).zip(letter(from + len)) {
                    let Some(set) = index.pair(pair(first, second)) else {
                        return;
                    };
                    needs.push(set);
                }
                needs.extend(syllable.map(&mut read));
                if let Unit::Is(symbol) = &units[from] {
                    needs.push(index.characters.of(*symbol));
                }
                if from + len < units.len() {
                    edges.push(Edge {
                        from,
                        to: from + len,
                        needs,
                    });
                }
            };
            let rest: Vec<u8> = (from..units.len())
                .map_while(letter)
                .map(|letter| letter as u8 + b'a')
                .collect();
            edge(1, None);
            if let [b'z' | b'c' | b's', b'h', ..] = rest[..] {
                edge(2, None);
            }
            let to_end = from + rest.len() == units.len();
            let mut last: Vec<usize> = Vec::new();
            for (at, syllable) in symbols.syllables().iter().enumerate() {
                let letters = syllable.letters();
                if rest.is_empty() || letters[0] != rest[0] {
                    continue;
                }
                if letters.len() > 1 && rest.starts_with(letters) {
                    edge(letters.len(), Some(at));
                }
                if to_end && letters.starts_with(&rest) {
                    last.push(at);
                }
            }
            match &units[from] {
                Unit::Is(symbol) if from + 1 == units.len() => {
                    ends.push((from, vec![index.characters.of(*symbol)]));
                }
                Unit::Sounds(_) if from + 1 == units.len() => ends.push((from, Vec::new())),
                Unit::Letter(_) if !last.is_empty() => {
                    let any = if last.len() > MAX_LAST || rest.len() == 1 {
                        letter(from).and_then(|letter| index.pair(single(letter)))
                    } else {
                        Some(index.reading(&last))
                    };
                    ends.extend(any.map(|any| (from, vec![any])));
                }
                _ => {}
            }
        }
        let mut filter = Self {
            states: units.len(),
            edges,
            ends,
            starts: None,
        };
        filter.prune();
        filter.starts = letter(0).map(|first| {
            let alone = filter.ends.iter().any(|(from, _)| *from == 0);
            let mut next: Vec<Option<usize>> = filter
                .edges
                .iter()
                .filter(|edge| edge.from == 0)
                .map(|edge| letter(edge.to))
                .collect();
            if alone || next.contains(&None) {
                next = vec![None];
            }
            next.sort_unstable();
            next.dedup();
            next.into_iter()
                .flat_map(|second| index.starts(first, second))
                .collect()
        });
        filter
    }

    /// The records of a block in which it may stand at a boundary.
    fn starts(&self, block: usize) -> u64 {
        let any = |starts: &Vec<Set<'_>>| starts.iter().fold(0, |mask, column| mask | column.block(block));
        self.starts.as_ref().map_or(!0, any)
    }

    /// Leaves out what leads nowhere or is never reached.
    fn prune(&mut self) {
        let mut leads: Vec<bool> = (0..self.states)
            .map(|state| self.ends.iter().any(|(from, _)| *from == state))
            .collect();
        for edge in self.edges.iter().rev() {
            leads[edge.from] |= leads[edge.to];
        }
        let mut reached = vec![false; self.states];
        reached[0] = true;
        self.edges.retain(|edge| {
            let kept = reached[edge.from] && leads[edge.to];
            reached[edge.to] |= kept;
            kept
        });
        self.ends.retain(|(from, _)| reached[*from]);
    }

    fn block(&self, block: usize) -> u64 {
        let mut reach = [0_u64; 64];
        reach[0] = !0;
        for edge in &self.edges {
            let here = edge
                .needs
                .iter()
                .fold(reach[edge.from], |mask, column| mask & column.block(block));
            reach[edge.to] |= here;
        }
        self.ends.iter().fold(0, |mask, (from, any)| {
            let some = if any.is_empty() {
                !0
            } else {
                any.iter().fold(0, |mask, column| mask | column.block(block))
            };
            mask | reach[*from] & some
        })
    }
}
