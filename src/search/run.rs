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

/// What a reading, or a character that stands for itself, does to the states, as the states from which it can.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    one: u64,
    two: u64,
    full: u64,
    len: u8,
    last: u64,
    /// The next reading of the same character; 0 where there is none.
    more: u16,
}

impl Step {
    fn is_idle(&self) -> bool {
        self.one | self.last == 0
    }
}

/// The step of what the run does not take.
const BREAKS: u16 = 0;
/// The step of punctuation, which is stepped over.
const PASSES: u16 = 1;

/// What a character is to the first three characters of a match: one bit each. Punctuation may be the second or third.
mod part {
    /// A match may begin with it.
    pub const FIRST: u8 = 0;
    /// It may be the second of a match.
    pub const SECOND: u8 = 1;
    /// It may be the third.
    pub const THIRD: u8 = 2;
    /// A match may be it alone.
    pub const ALONE: u8 = 3;
    /// A match may end with it as the second.
    pub const PAIR: u8 = 4;
}
/// Characters that are looked at together: the bytes of a word.
const TOGETHER: usize = 8;
/// The lowest bit of each byte.
const LOWEST: u64 = 0x0101_0101_0101_0101;

/// A compiled run. At most 63 units.
#[derive(Debug)]
pub struct Run {
    units: Vec<Unit>,
    steps: Vec<Step>,
    /// Per symbol its first step.
    step_of: Vec<u16>,
    /// Per symbol what it is to the beginning of a match, see [`part`].
    parts: Vec<u8>,
}

impl Run {
    /// Compiles units against the characters that occur.
    pub fn new(units: Vec<Unit>, symbols: &Symbols) -> Self {
        let mut run = Self {
            steps: vec![Step::default(); 2],
            step_of: vec![BREAKS; symbols.len()],
            parts: Vec::new(),
            units,
        };
        let readings = run.readings(symbols);
        // The step of each reading alone, made when it is first needed: most characters have one.
        let mut alone = vec![BREAKS; readings.len()];
        for symbol in 0..symbols.len() as Symbol {
            if symbols.is_punctuation(symbol) {
                run.step_of[usize::from(symbol)] = PASSES;
                continue;
            }
            let mut first = BREAKS;
            for &syllable in symbols.syllables_of(symbol) {
                let step = readings[usize::from(syllable)];
                if step.is_idle() {
                    continue;
                }
                let known = &mut alone[usize::from(syllable)];
                if first == BREAKS {
                    if *known == BREAKS {
                        *known = run.chain(step, BREAKS);
                    }
                    first = *known;
                } else {
                    first = run.chain(step, first);
                }
            }
            run.step_of[usize::from(symbol)] = first;
        }
        for at in 0..run.units.len() {
            if let Unit::Is(symbol) = run.units[at] {
                let bit = 1 << at;
                let last = if at + 1 == run.units.len() { bit } else { 0 };
                let step = Step {
                    one: bit,
                    last,
                    ..Step::default()
                };
                let before = run.step_of[usize::from(symbol)];
                run.step_of[usize::from(symbol)] = run.chain(step, before);
            }
        }
        run.parts = run.parts();
        run
    }

    /// A step before others. There are far fewer than find room; what found none would break the run.
    fn chain(&mut self, step: Step, more: u16) -> u16 {
        let here = self.steps.len();
        if here >= usize::from(u16::MAX) {
            return more;
        }
        self.steps.push(Step { more, ..step });
        here as u16
    }

    /// What each symbol is to the beginning of a match.
    fn parts(&self) -> Vec<u8> {
        let after = |states: u64| {
            let steps = 0..self.steps.len() as u16;
            steps.fold(0, |after, step| after | self.step(states, step).0)
        };
        let second = after(1);
        let third = after(second);
        let bit = |is: bool, at: u8| u8::from(is) << at;
        let of_step = |step: u16| {
            if step <= PASSES {
                let passed = step == PASSES;
                return bit(passed, part::SECOND) | bit(passed, part::THIRD) | bit(passed, part::PAIR);
            }
            let takes = |states: u64| {
                let (next, done) = self.step(states, step);
                (next != 0 || done, done)
            };
            let ((first, alone), (second, pair), (third, _)) = (takes(1), takes(second), takes(third));
            bit(first, part::FIRST)
                | bit(alone, part::ALONE)
                | bit(second, part::SECOND)
                | bit(pair, part::PAIR)
                | bit(third, part::THIRD)
        };
        let of_steps: Vec<u8> = (0..self.steps.len() as u16).map(of_step).collect();
        self.step_of.iter().map(|&step| of_steps[usize::from(step)]).collect()
    }

    /// Per syllable, what it does.
    fn readings(&self, symbols: &Symbols) -> Vec<Step> {
        let letters: Vec<u8> = self
            .units
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
        for (at, unit) in self.units.iter().enumerate() {
            if let Unit::Sounds(syllables) = unit {
                let bit = 1 << at;
                for &syllable in syllables {
                    let step = &mut steps[usize::from(syllable)];
                    step.one |= bit;
                    if at + 1 == self.units.len() {
                        step.last |= bit;
                    }
                }
            }
        }
        steps
    }

    /// What was typed.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Where a match may begin at or after `from`, ascending. Looks at several characters at once: in most lines that are looked at there is
    /// no such place.
    pub fn starts<'r>(&'r self, line: &'r [Symbol], from: usize) -> impl Iterator<Item = usize> + 'r {
        let mut at = from;
        let mut next = self.parts_from(line, at + TOGETHER);
        let mut starts = may_begin(self.parts_from(line, at), next);
        std::iter::from_fn(move || {
            while starts == 0 {
                at += TOGETHER;
                if at >= line.len() {
                    return None;
                }
                let here = next;
                next = self.parts_from(line, at + TOGETHER);
                starts = may_begin(here, next);
            }
            let start = at + starts.trailing_zeros() as usize / 8;
            starts &= starts - 1;
            Some(start)
        })
    }

    /// What the characters from there on are, a byte each; beyond the end nothing.
    #[inline]
    fn parts_from(&self, line: &[Symbol], at: usize) -> u64 {
        let part = |symbol: &Symbol| u64::from(self.parts[usize::from(*symbol)]);
        match line.get(at..at + TOGETHER) {
            Some(eight) => (0..)
                .zip(eight)
                .fold(0, |bytes, (n, symbol)| bytes | part(symbol) << (8 * n)),
            None => {
                let rest = line.get(at..).unwrap_or_default();
                (0..)
                    .zip(rest)
                    .fold(0, |bytes, (n, symbol)| bytes | part(symbol) << (8 * n))
            }
        }
    }

    /// Where the match ends that ends first, of those that begin at or after `from`.
    pub fn find(&self, line: &[Symbol], from: usize) -> Option<usize> {
        let mut first: Option<usize> = None;
        for start in self.starts(line, from) {
            if first.is_some_and(|first| start >= first) {
                break;
            }
            let end = self.end(line, start);
            first = match (first, end) {
                (Some(first), Some(end)) => Some(first.min(end)),
                (first, end) => first.or(end),
            };
        }
        first
    }

    /// The first end of a match that starts at `start`.
    pub fn end(&self, line: &[Symbol], start: usize) -> Option<usize> {
        self.ends(line, start).next()
    }

    /// Whether a match starts and ends just there.
    pub fn spans(&self, line: &[Symbol], start: usize, end: usize) -> bool {
        self.ends(&line[..=end], start).any(|at| at == end)
    }

    /// All ends of matches that start at `start`.
    pub fn ends(&self, line: &[Symbol], start: usize) -> impl Iterator<Item = usize> {
        let mut states = 1;
        let characters = line.iter().enumerate().skip(start);
        characters
            .map_while(move |(at, &symbol)| {
                let step = self.step_of[usize::from(symbol)];
                let mut done = false;
                if step != PASSES {
                    (states, done) = match states {
                        0 => return None,
                        _ => self.step(states, step),
                    };
                }
                Some((at, done))
            })
            .filter_map(|(at, done)| done.then_some(at))
    }

    /// The last start of a match that ends at `end`.
    pub fn start(&self, line: &[Symbol], from: usize, end: usize) -> Option<usize> {
        let mut left = self.units.len();
        for start in (from..=end).rev() {
            let step = self.step_of[usize::from(line[start])];
            if step == PASSES {
                continue;
            }
            if left == 0 || step == BREAKS {
                return None;
            }
            left -= 1;
            if self.spans(line, start, end) {
                return Some(start);
            }
        }
        None
    }

    /// The states after one character, and whether the run may end with it.
    #[inline]
    fn step(&self, states: u64, first: u16) -> (u64, bool) {
        let mut next = 0;
        let mut done = false;
        let mut at = first;
        loop {
            let step = &self.steps[usize::from(at)];
            next |= (states & step.one) << 1 | (states & step.two) << 2 | (states & step.full) << step.len;
            done |= states & step.last != 0;
            at = step.more;
            if at == 0 {
                break;
            }
        }
        (next & ((1 << self.units.len()) - 1), done)
    }
}

/// With which of eight characters a match may begin, as the lowest bits of their bytes; `next` are the eight after them.
#[inline]
fn may_begin(here: u64, next: u64) -> u64 {
    let second = here >> 8 | next << 56;
    let third = here >> 16 | next << 48;
    let two = second >> part::PAIR | second >> part::SECOND & third >> part::THIRD;
    (here >> part::ALONE | here >> part::FIRST & two) & LOWEST
}
