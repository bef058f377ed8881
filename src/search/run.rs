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

/// What a character may be to the first characters of a match, punctuation not counted: one bit each.
mod part {
    /// How many characters are told apart.
    pub const CHARACTERS: u8 = 4;
    /// The bit of the first character of a match; then the second and so on.
    pub const IS: u8 = 0;
    /// The bit of the first character of a match that ends with it; then the second and so on. (Whether a match goes on after the last is
    /// not told.)
    pub const ENDS: u8 = CHARACTERS;
    /// The bit of punctuation, which is stepped over.
    pub const PASSED: u8 = 7;
}
/// Characters that are looked at together: the bytes of a word.
const TOGETHER: usize = 8;
/// As many symbols as there may be.
const SYMBOLS: usize = 1 << 16;
/// The lowest bit of each of the first eight bytes.
const LOWEST: u128 = 0x0101_0101_0101_0101;

/// A compiled run. At most 63 units.
#[derive(Debug)]
pub struct Run {
    units: Vec<Unit>,
    steps: Vec<Step>,
    /// Per symbol its first step.
    step_of: Vec<u16>,
    /// Per symbol, of all that there may be, what it is to the beginning of a match, see [`part`].
    parts: Box<[u8; SYMBOLS]>,
}

impl Run {
    /// Compiles units against the characters that occur.
    pub fn new(units: Vec<Unit>, symbols: &Symbols) -> Self {
        let mut run = Self {
            steps: vec![Step::default(); 2],
            step_of: vec![BREAKS; symbols.len()],
            parts: Box::new([0; SYMBOLS]),
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
        run.note_parts();
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

    /// Notes what each symbol is to the beginning of a match.
    fn note_parts(&mut self) {
        let steps = 0..self.steps.len() as u16;
        let mut of_steps = vec![0_u8; self.steps.len()];
        let mut states = 1;
        for character in 0..part::CHARACTERS {
            let mut after = 0;
            for step in steps.clone().skip(usize::from(PASSES) + 1) {
                let (next, ends) = self.step(states, step);
                after |= next;
                let of_step = &mut of_steps[usize::from(step)];
                *of_step |= u8::from(next != 0 || ends) << (part::IS + character);
                if character + 1 < part::CHARACTERS {
                    *of_step |= u8::from(ends) << (part::ENDS + character);
                }
            }
            states = after;
        }
        of_steps[usize::from(PASSES)] = 1 << part::PASSED;
        for (part, &step) in self.parts.iter_mut().zip(&self.step_of) {
            *part = of_steps[usize::from(step)];
        }
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

    /// Whether a match may begin anywhere: a quick look, which sees that there is none in nearly all lines that have none. The line is so
    /// many of the first characters: that there are others behind it saves asking where it ends.
    pub fn may_match(&self, text: &[Symbol], length: usize) -> bool {
        let mut here = self.parts_from(text, 0, length);
        for at in (0..length).step_by(TOGETHER) {
            let next = self.parts_from(text, at + TOGETHER, length);
            if may_go_on(here, next) && may_begin(u128::from(next) << 64 | u128::from(here)) {
                return true;
            }
            here = next;
        }
        false
    }

    /// What eight characters from there on are, a byte each; beyond the end nothing.
    #[inline]
    fn parts_from(&self, text: &[Symbol], at: usize, length: usize) -> u64 {
        let put =
            |bytes: u64, (n, symbol): (u32, &Symbol)| bytes | u64::from(self.parts[usize::from(*symbol)]) << (8 * n);
        let rest = text.get(at..).unwrap_or_default();
        let parts = match rest.first_chunk::<TOGETHER>() {
            Some(eight) => (0..).zip(eight).fold(0, put),
            None => (0..).zip(rest).fold(0, put),
        };
        match length.saturating_sub(at) {
            0 => 0,
            left @ 1..TOGETHER => parts & ((1 << (8 * left)) - 1),
            _ => parts,
        }
    }

    /// Where a match may begin at or after `from`, ascending.
    pub fn starts<'r>(&'r self, line: &'r [Symbol], from: usize) -> impl Iterator<Item = usize> + 'r {
        let part = move |at: usize| line.get(at).map_or(0, |&symbol| self.parts[usize::from(symbol)]);
        let has = |part: u8, bit: u8| part >> bit & 1 != 0;
        (from..line.len()).filter(move |&at| {
            let here = part(at);
            if !has(here, part::IS) {
                return false;
            }
            let next = part(at + 1);
            has(here, part::ENDS) || has(next, part::IS + 1) || has(next, part::PASSED)
        })
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

/// Whether one of eight characters may be the first of a match, as far as the one after it tells.
#[inline]
fn may_go_on(here: u64, next: u64) -> bool {
    let after = here >> 8 | next << 56;
    let goes_on = here >> part::ENDS | after >> (part::IS + 1) | after >> part::PASSED;
    here >> part::IS & goes_on & LOWEST as u64 != 0
}

/// Whether a match may begin with one of the first eight of these sixteen characters.
#[inline]
fn may_begin(parts: u128) -> bool {
    let passed = parts >> part::PASSED;
    // From the last character that is told apart to the first: whether it is there, and what must come after it. Of two marks of
    // punctuation side by side it is not asked what comes after them.
    let after = |goes_on: u128| {
        let next = goes_on >> 8;
        next | passed >> 8 & (next >> 8 | passed >> 16)
    };
    let is = |character: u8, goes_on: u128| {
        parts >> (part::IS + character) & (parts >> (part::ENDS + character) | after(goes_on))
    };
    let begins = is(0, is(1, is(2, parts >> (part::IS + 3))));
    begins & LOWEST != 0
}
