//! Which records of a block may match a word, before any of them is looked at.

use super::run::{Run, Unit};
use super::slices::Slices;
use super::symbols::{Symbol, Symbols};
use super::word::{Part, Word};

const LETTERS: usize = 26;
/// A last syllable that may be more than so many is not asked for by syllable.
const MAX_LAST: usize = 16;
/// One record in so many is looked at to learn how frequent the pairs are.
const SAMPLE: usize = 4_096;

/// The bitmaps of an index.
#[derive(Debug, Default)]
pub struct Signatures {
    characters: Slices,
    /// Initials of neighbours, and single initials.
    pairs: Slices,
    syllables: Slices,
}

/// Key of two neighbouring initials (or letters).
fn pair(first: usize, second: usize) -> usize {
    first * (LETTERS + 1) + second
}

/// Key of an initial anywhere.
fn single(letter: usize) -> usize {
    pair(letter, LETTERS)
}

/// Calls `each` with the keys of a record's initials.
fn initials_of(line: &[Symbol], symbols: &Symbols, mut each: impl FnMut(usize)) {
    let mut before = 0;
    for &symbol in line.iter().filter(|&&symbol| !symbols.is_punctuation(symbol)) {
        let here = symbols.initials(symbol);
        for second in bits(here) {
            each(single(second));
            bits(before).for_each(|first| each(pair(first, second)));
        }
        before = here;
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
    pub fn build<'a>(lines: impl ExactSizeIterator<Item = &'a [Symbol]> + Clone, symbols: &Symbols) -> Self {
        let records = lines.len();
        let mut characters = vec![0_u32; symbols.len()];
        let mut syllables = vec![0_u32; symbols.syllables().len()];
        let mut pairs = vec![0_u32; LETTERS * (LETTERS + 1)];
        let mut length = 0;
        for line in lines.clone() {
            length += line.len();
            line.iter().for_each(|&symbol| characters[usize::from(symbol)] += 1);
        }
        for (at, &count) in characters.iter().enumerate() {
            let of = symbols.syllables_of(at as Symbol);
            of.iter()
                .for_each(|&syllable| syllables[usize::from(syllable)] += count);
        }
        for line in lines.clone().step_by((records / SAMPLE).max(1)) {
            initials_of(line, symbols, |key| pairs[key] += 1);
        }
        // Longer texts contain more, and need more features to be told apart: 34 bytes a record at 50 characters, 85 from 125 on.
        let percent = (length * 2 / records.max(1)).clamp(50, 250);
        let mut made = Self {
            characters: Slices::new(&characters, 96 * percent / 100, records),
            pairs: Slices::new(&pairs, 112 * percent / 100, records),
            syllables: Slices::new(&syllables, 64 * percent / 100, records),
        };
        for (at, line) in lines.enumerate() {
            made.add(line, at % 64, symbols);
            if at % 64 == 63 || at + 1 == records {
                made.close(at / 64);
            }
        }
        made
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.characters.bytes() + self.pairs.bytes() + self.syllables.bytes()
    }

    fn add(&mut self, line: &[Symbol], lane: usize, symbols: &Symbols) {
        for &symbol in line {
            self.characters.set(usize::from(symbol), lane);
            for &syllable in symbols.syllables_of(symbol) {
                self.syllables.set(usize::from(syllable), lane);
            }
        }
        initials_of(line, symbols, |key| self.pairs.set(key, lane));
    }

    fn close(&mut self, block: usize) {
        self.characters.close(block);
        self.pairs.close(block);
        self.syllables.close(block);
    }
}

/// The filter of a word.
#[derive(Debug)]
pub struct Filter<'i> {
    /// Characters that must all be there for the word as written; `None` where one of them occurs nowhere.
    written: Option<Vec<&'i [u64]>>,
    /// What must be there for the word as heard; `None` where it cannot be heard.
    heard: Option<Vec<Heard<'i>>>,
}

#[derive(Debug)]
enum Heard<'i> {
    Character(&'i [u64]),
    Run(RunFilter<'i>),
}

impl<'i> Filter<'i> {
    /// The filter of a word that must be found.
    pub fn new(word: &Word, index: &'i Signatures, symbols: &Symbols) -> Self {
        let character = |&symbol: &Symbol| index.characters.column(usize::from(symbol));
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
            heard,
        }
    }

    /// The records of a block that may match: as written, and as heard.
    pub fn block(&self, block: usize) -> (u64, u64) {
        let written = self.written.as_ref().map_or(0, |columns| {
            columns.iter().fold(!0, |mask, column| mask & column[block])
        });
        let heard = self.heard.as_ref().map_or(0, |parts| {
            parts.iter().fold(!0, |mask, part| {
                mask & match part {
                    Heard::Character(column) => column[block],
                    Heard::Run(run) => run.block(block),
                }
            })
        });
        (written, heard)
    }
}

/// All ways to divide a run into characters, as a graph over its units: a record may match if some way through has all it needs.
#[derive(Debug)]
struct RunFilter<'i> {
    states: usize,
    /// Ascending by `from`.
    edges: Vec<Edge<'i>>,
    ends: Vec<(usize, Vec<&'i [u64]>)>,
}

#[derive(Debug)]
struct Edge<'i> {
    from: usize,
    to: usize,
    needs: Vec<&'i [u64]>,
}

impl<'i> RunFilter<'i> {
    fn new(run: &Run, index: &'i Signatures, symbols: &Symbols) -> Self {
        let units = run.units();
        let letter = |at: usize| match units.get(at) {
            Some(Unit::Letter(letter)) => Some(usize::from(letter - b'a')),
            _ => None,
        };
        let mut edges = Vec::new();
        let mut ends: Vec<(usize, Vec<&'i [u64]>)> = Vec::new();
        for from in 0..units.len() {
            let mut edge = |len: usize, syllable: Option<usize>| {
                let neighbours = letter(from).zip(letter(from + len));
                let mut needs: Vec<&'i [u64]> = neighbours
                    .map(|(first, second)| index.pairs.column(pair(first, second)))
                    .into_iter()
                    .collect();
                needs.extend(syllable.map(|syllable| index.syllables.column(syllable)));
                if let Unit::Is(symbol) = &units[from] {
                    needs.push(index.characters.column(usize::from(*symbol)));
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
                    ends.push((from, vec![index.characters.column(usize::from(*symbol))]));
                }
                Unit::Sounds(_) if from + 1 == units.len() => ends.push((from, Vec::new())),
                Unit::Letter(_) if !last.is_empty() => {
                    let mut any: Vec<&'i [u64]> = last.iter().map(|&at| index.syllables.column(at)).collect();
                    any.sort_unstable_by_key(|column| column.as_ptr());
                    any.dedup_by_key(|column| column.as_ptr());
                    if any.len() > MAX_LAST || rest.len() == 1 {
                        any = letter(from)
                            .map(|letter| index.pairs.column(single(letter)))
                            .into_iter()
                            .collect();
                    }
                    ends.push((from, any));
                }
                _ => {}
            }
        }
        let mut filter = Self {
            states: units.len(),
            edges,
            ends,
        };
        filter.prune();
        filter
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
                .fold(reach[edge.from], |mask, column| mask & column[block]);
            reach[edge.to] |= here;
        }
        self.ends.iter().fold(0, |mask, (from, any)| {
            let some = if any.is_empty() {
                !0
            } else {
                any.iter().fold(0, |mask, column| mask | column[block])
            };
            mask | reach[*from] & some
        })
    }
}
