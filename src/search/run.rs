//! Letters read as pinyin: a run of letters against neighbouring characters, by an automaton whose states are bits.
//!
//! A character takes from the run its first letter, `zh`, `ch` or `sh` where it begins so, or a whole reading; the last character also any
//! beginning of a reading. All readings count. A Latin letter of the text takes itself, and a Han character that was typed takes itself, so
//! that initials, syllables and characters mix. Punctuation in the text is stepped over; anything else breaks the run.
//!
//! State bit *i* says: the first *i* units are taken. One step moves all states at once.

use super::symbols::{Symbol, Symbols};

/// One thing that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A letter, `a` to `z`.
    Letter(u8),
    /// This character.
    Is(Symbol),
    /// Any character with one of these syllables: for a word that is heard, not read.
    Sounds(Vec<u16>),
}

/// What a syllable does to the states, as the states from which it can.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    one: u64,
    two: u64,
    full: u64,
    len: u8,
    last: u64,
}

/// A compiled run. At most 63 units.
#[derive(Debug)]
pub struct Run {
    units: Vec<Unit>,
    steps: Vec<Step>,
    characters: Vec<(Symbol, u64)>,
    /// Letters with which a match may begin; 0 where it may begin with anything.
    begin: u32,
}

impl Run {
    /// Compiles units against the syllables that occur.
    pub fn new(units: Vec<Unit>, symbols: &Symbols) -> Self {
        let letters: Vec<u8> = units
            .iter()
            .map(|unit| if let Unit::Letter(letter) = unit { *letter } else { 0 })
            .collect();
        let step = |syllable: &[u8]| {
            let mut step = Step {
                len: syllable.len() as u8,
                ..Step::default()
            };
            for (at, _) in letters.iter().enumerate().filter(|(_, letter)| **letter == syllable[0]) {
                let bit = 1 << at;
                let rest = &letters[at..];
                step.one |= bit;
                if rest.starts_with(syllable) {
                    step.full |= bit;
                }
                if rest.len() > 1 && syllable.starts_with(&rest[..2]) && rest[1] == b'h' {
                    step.two |= bit;
                }
                if syllable.starts_with(rest) {
                    step.last |= bit;
                }
            }
            step
        };
        let mut steps: Vec<Step> = symbols
            .syllables()
            .iter()
            .map(|syllable| step(syllable.letters()))
            .collect();
        let mut characters: Vec<(Symbol, u64)> = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            let bit = 1 << at;
            match unit {
                Unit::Letter(_) => {}
                Unit::Is(symbol) => match characters.iter_mut().find(|(known, _)| known == symbol) {
                    Some((_, bits)) => *bits |= bit,
                    None => characters.push((*symbol, bit)),
                },
                Unit::Sounds(syllables) => {
                    for &syllable in syllables {
                        let step = &mut steps[usize::from(syllable)];
                        step.one |= bit;
                        if at + 1 == units.len() {
                            step.last |= bit;
                        }
                    }
                }
            }
        }
        let begin = match units.first() {
            Some(Unit::Letter(letter)) => 1 << (letter - b'a'),
            _ => 0,
        };
        Self {
            units,
            steps,
            characters,
            begin,
        }
    }

    /// What was typed.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Where the match ends that ends first, of those that begin at or after `from`.
    pub fn find(&self, line: &[Symbol], from: usize, symbols: &Symbols) -> Option<usize> {
        let mut states = 0;
        for (at, &symbol) in line.iter().enumerate().skip(from) {
            // Most characters begin nothing: they are told by one look. Punctuation begins nothing either.
            let begins = symbols.initials(symbol) & self.begin != 0 || self.begin == 0;
            if states == 0 && !begins || symbols.is_punctuation(symbol) {
                continue;
            }
            let (next, done) = self.step(states | 1, symbol, symbols);
            if done {
                return Some(at);
            }
            states = next;
        }
        None
    }

    /// The first end of a match that starts at `start`.
    pub fn end(&self, line: &[Symbol], start: usize, symbols: &Symbols) -> Option<usize> {
        let mut states = 1;
        for (at, &symbol) in line.iter().enumerate().skip(start) {
            if symbols.is_punctuation(symbol) {
                continue;
            }
            let (next, done) = self.step(states, symbol, symbols);
            if done {
                return Some(at);
            }
            if next == 0 {
                return None;
            }
            states = next;
        }
        None
    }

    /// The last end of a match that starts at `start`: `zh` is one character or two, and who types it means two where there are two.
    pub fn longest(&self, line: &[Symbol], start: usize, symbols: &Symbols) -> Option<usize> {
        let mut states = 1;
        let mut end = None;
        for (at, &symbol) in line.iter().enumerate().skip(start) {
            if symbols.is_punctuation(symbol) {
                continue;
            }
            let (next, done) = self.step(states, symbol, symbols);
            if done {
                end = Some(at);
            }
            if next == 0 {
                break;
            }
            states = next;
        }
        end
    }

    /// Whether a match starts and ends just there.
    pub fn spans(&self, line: &[Symbol], start: usize, end: usize, symbols: &Symbols) -> bool {
        let mut states = 1;
        for (at, &symbol) in line.iter().enumerate().take(end + 1).skip(start) {
            if symbols.is_punctuation(symbol) {
                continue;
            }
            let (next, done) = self.step(states, symbol, symbols);
            if at == end {
                return done;
            }
            if next == 0 {
                return false;
            }
            states = next;
        }
        false
    }

    /// The last start of a match that ends at `end`.
    pub fn start(&self, line: &[Symbol], from: usize, end: usize, symbols: &Symbols) -> Option<usize> {
        let mut left = self.units.len();
        for start in (from..=end).rev() {
            if symbols.is_punctuation(line[start]) {
                continue;
            }
            if left == 0 {
                return None;
            }
            left -= 1;
            if self.spans(line, start, end, symbols) {
                return Some(start);
            }
        }
        None
    }

    /// The states after one character, and whether the run may end with it.
    #[inline]
    fn step(&self, states: u64, symbol: Symbol, symbols: &Symbols) -> (u64, bool) {
        let mut next = 0;
        let mut done = false;
        for &syllable in symbols.syllables_of(symbol) {
            let step = &self.steps[usize::from(syllable)];
            next |= (states & step.one) << 1 | (states & step.two) << 2 | (states & step.full) << step.len;
            done |= states & step.last != 0;
        }
        for (known, bits) in &self.characters {
            if *known == symbol {
                let taken = (states & bits) << 1;
                next |= taken;
                done |= taken >> self.units.len() & 1 != 0;
            }
        }
        (next & ((1 << self.units.len()) - 1), done)
    }
}
