//! Which records of a block may match a word, before any of them is looked at.

use std::collections::HashMap;

use super::line::Line;
use super::postings::{Postings, Set};
use super::run::{Run, Unit};
use super::slices::{LANES, Slices};
use super::symbols::{Symbol, Symbols};
use super::word::{Part, Word};

const LETTERS: usize = 26;
/// A last syllable that may be more than so many is not asked for by syllable.
const MAX_LAST: usize = 16;
/// One record in so many is looked at to learn how frequent the pairs are.
const SAMPLE: usize = 4_096;
/// Features of pairs that the shortest records have.
const FEWEST: usize = 72;
/// Fewer records than this make do with half of them.
const FEW: usize = 1 << 15;

/// What is known of all records.
#[derive(Debug, Default)]
pub struct Signatures {
    characters: Postings,
    /// Initials of neighbours, and single initials.
    pairs: Slices,
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

/// Calls `each` with the keys of a record's initials.
fn initials_of(line: Line<'_>, mut each: impl FnMut(usize)) {
    let Line { line, symbols } = line;
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
    pub fn build<'a>(lines: impl ExactSizeIterator<Item = Line<'a>> + Clone, symbols: &Symbols) -> Self {
        let records = lines.len();
        let mut reading = vec![Vec::new(); symbols.syllables().len()];
        for symbol in 0..symbols.len() as Symbol {
            for &syllable in symbols.syllables_of(symbol) {
                reading[usize::from(syllable)].push(symbol);
            }
        }
        let mut pairs = vec![0_u32; LETTERS * (LETTERS + 1)];
        let mut length = 0;
        let step = (records / SAMPLE).max(1);
        for line in lines.clone().step_by(step) {
            length += line.line.len() * step;
            initials_of(line, |key| pairs[key] += 1);
        }
        // Longer texts contain more, and need more features to be told apart.
        let features = (length * 3 / 2 / records.max(1)).clamp(FEWEST, 3 * FEWEST);
        // So few are looked through quickly anyway, and the tables of characters weigh more.
        let features = if records < FEW { features / 2 } else { features };
        let mut pairs = Slices::new(&pairs, features, records);
        for (at, line) in lines.clone().enumerate() {
            initials_of(line, |key| pairs.set(key, at % LANES));
            if at % LANES == LANES - 1 || at + 1 == records {
                pairs.close(at / LANES);
            }
        }
        let ends = reading.iter().scan(0, |end, readers| {
            *end += readers.len() as u32;
            Some(*end)
        });
        Self {
            characters: Postings::build(lines, symbols.len()),
            pairs,
            readers_from: std::iter::once(0).chain(ends).collect(),
            readers: reading.concat(),
        }
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.characters.bytes() + self.pairs.bytes() + self.readers.len() * 2 + self.readers_from.len() * 4
    }

    /// The records with a character that reads as any of these syllables.
    fn reading<'s>(&self, syllables: impl IntoIterator<Item = &'s usize>) -> Set<'static> {
        let readers = |&syllable: &usize| {
            let from = |at: usize| self.readers_from[at] as usize;
            &self.readers[from(syllable)..from(syllable + 1)]
        };
        self.characters.any(syllables.into_iter().flat_map(readers).copied())
    }

    fn pair(&self, key: usize) -> Set<'_> {
        Set::Kept(self.pairs.column(key))
    }
}

/// The filter of a word.
#[derive(Debug)]
pub struct Filter<'i> {
    /// Characters that must all be there for the word as written; `None` where one of them occurs nowhere.
    written: Option<Vec<Set<'i>>>,
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
            heard,
        }
    }

    /// The records of a block that may match: as written, and as heard.
    pub fn block(&self, block: usize) -> (u64, u64) {
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
        (written, heard)
    }
}

/// All ways to divide a run into characters, as a graph over its units: a record may match if some way through has all it needs.
#[derive(Debug)]
struct RunFilter<'i> {
    states: usize,
    /// Ascending by `from`.
    edges: Vec<Edge<'i>>,
    ends: Vec<(usize, Vec<Set<'i>>)>,
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
                let neighbours = letter(from).zip(letter(from + len));
                let mut needs: Vec<Set<'i>> = neighbours
                    .map(|(first, second)| index.pair(pair(first, second)))
                    .into_iter()
                    .collect();
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
                        letter(from).map(|letter| index.pair(single(letter)))
                    } else {
                        Some(index.reading(&last))
                    };
                    let any = any.into_iter().collect();
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
