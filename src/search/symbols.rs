//! The characters that occur in the index, folded and numbered, with what can be typed for each.
//!
//! Texts are kept as numbers of 16 bits, so that a test is a compare and the facts about a character stand in one small table. Characters
//! of one sort have neighbouring numbers: punctuation first, so that to ask for it is a compare, too.

use std::collections::{HashMap, HashSet};

use crate::text::{fold, pinyin};

/// Number of a folded character; equal numbers are equal characters.
pub type Symbol = u16;

/// Stands for the characters that found no room: nothing that is typed equals it.
pub const OTHER: Symbol = 0;

const PUNCTUATION: u32 = 1 << 30;
const HAN: u32 = 1 << 31;
const LETTERS: u32 = (1 << 26) - 1;
const BMP: usize = 0x1_0000;
/// Stands in the place of [`OTHER`].
const UNKNOWN: char = '\u{FFFD}';

/// What can be typed for a character: a reading, or a Latin letter for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Syllable {
    letters: [u8; 6],
    len: u8,
}

impl Syllable {
    fn new(reading: &str) -> Option<Self> {
        let bytes = reading.as_bytes();
        let plain = !bytes.is_empty() && bytes.len() <= 6 && bytes.iter().all(u8::is_ascii_lowercase);
        plain.then(|| {
            let mut letters = [0; 6];
            letters[..bytes.len()].copy_from_slice(bytes);
            Self {
                letters,
                len: bytes.len() as u8,
            }
        })
    }

    /// Its letters.
    pub fn letters(&self) -> &[u8] {
        &self.letters[..usize::from(self.len)]
    }
}

/// Numbers characters as they come, before it is known which there are: those of one part of the texts, not folded.
#[derive(Debug, Default)]
pub struct Tally {
    /// Character → number; 0 where it was not seen. Above the basic plane: `astral`.
    basic: Vec<Symbol>,
    astral: HashMap<char, Symbol>,
    chars: Vec<char>,
}

impl Tally {
    /// The number of a character in this part; [`OTHER`] where there is no room for it.
    #[inline]
    pub fn number(&mut self, c: char) -> Symbol {
        match self.basic.get(c as usize) {
            Some(&known) if known != OTHER => known,
            _ => self.add(c),
        }
    }

    fn add(&mut self, c: char) -> Symbol {
        let at = c as usize;
        if at >= BMP
            && let Some(&known) = self.astral.get(&c)
        {
            return known;
        }
        let Ok(number) = Symbol::try_from(self.chars.len() + 1) else {
            return OTHER;
        };
        self.chars.push(c);
        if at >= BMP {
            self.astral.insert(c, number);
        } else {
            self.basic.resize(BMP, OTHER);
            self.basic[at] = number;
        }
        number
    }
}

/// The table.
#[derive(Debug, Default)]
pub struct Symbols {
    chars: Vec<char>,
    /// The symbols in the order of their characters.
    sorted: Vec<Symbol>,
    /// So many are punctuation, from 1 on.
    punctuation: Symbol,
    /// Per symbol: one bit for each letter that can begin it, and what sort of character it is.
    facts: Vec<u32>,
    /// Per symbol, where its syllables begin in `syllables_of`; one more at the end.
    starts: Vec<u32>,
    syllables_of: Vec<u16>,
    syllables: Vec<Syllable>,
    syllable_ids: HashMap<Syllable, u16>,
}

impl Symbols {
    /// The table of all characters that were numbered, with the symbols of the numbers of each part.
    pub fn new<'t>(parts: impl Iterator<Item = &'t Tally>) -> (Self, Vec<Vec<Symbol>>) {
        let parts: Vec<Vec<char>> = parts
            .map(|part| part.chars.iter().map(|&c| fold_char(c)).collect())
            .collect();
        let mut known = HashSet::new();
        let mut symbols = Self::default();
        let mut found: Vec<(u32, char, Vec<u16>)> = Vec::new();
        for &c in parts.iter().flatten() {
            if found.len() < usize::from(Symbol::MAX) && known.insert(c) {
                let (facts, syllables) = symbols.typed(c);
                found.push((facts, c, syllables));
            }
        }
        let order = |facts: u32| {
            let letters = facts & LETTERS;
            (facts & PUNCTUATION == 0, letters.count_ones().min(2), letters)
        };
        found.sort_unstable_by_key(|&(facts, c, _)| (order(facts), c));
        symbols.push(0, UNKNOWN, &[]);
        for (facts, c, syllables) in &found {
            symbols.push(*facts, *c, syllables);
        }
        let is_punctuation = |(facts, ..): &&(u32, char, Vec<u16>)| facts & PUNCTUATION != 0;
        symbols.punctuation = found.iter().take_while(is_punctuation).count() as Symbol;
        symbols.starts.push(symbols.syllables_of.len() as u32);
        symbols.sorted = (OTHER + 1..symbols.len() as Symbol).collect();
        let chars = &symbols.chars;
        symbols
            .sorted
            .sort_unstable_by_key(|&symbol| chars[usize::from(symbol)]);
        let symbol = |&c: &char| symbols.get(c).unwrap_or(OTHER);
        let symbols_of = |part: &Vec<char>| std::iter::once(OTHER).chain(part.iter().map(symbol)).collect();
        let maps = parts.iter().map(symbols_of).collect();
        (symbols, maps)
    }

    /// The symbol of a folded character, where it occurs at all.
    pub fn get(&self, folded: char) -> Option<Symbol> {
        let at = self
            .sorted
            .binary_search_by_key(&folded, |&symbol| self.char(symbol))
            .ok()?;
        Some(self.sorted[at])
    }

    /// The folded character.
    pub fn char(&self, symbol: Symbol) -> char {
        self.chars.get(usize::from(symbol)).copied().unwrap_or(UNKNOWN)
    }

    /// Bits of the letters that can begin it: a is bit 0.
    #[inline]
    pub fn initials(&self, symbol: Symbol) -> u32 {
        self.facts[usize::from(symbol)] & LETTERS
    }

    /// Neither letter, digit nor Han character: it divides, and is otherwise ignored.
    #[inline]
    pub fn is_punctuation(&self, symbol: Symbol) -> bool {
        symbol.wrapping_sub(1) < self.punctuation
    }

    /// Has readings.
    pub fn is_han(&self, symbol: Symbol) -> bool {
        self.facts[usize::from(symbol)] & HAN != 0
    }

    /// Numbers of what can be typed for it.
    #[inline]
    pub fn syllables_of(&self, symbol: Symbol) -> &[u16] {
        let at = usize::from(symbol);
        let range = self.starts[at] as usize..self.starts[at + 1] as usize;
        &self.syllables_of[range]
    }

    /// All syllables, by number.
    pub fn syllables(&self) -> &[Syllable] {
        &self.syllables
    }

    /// Numbers of what can be typed for a character that itself need not occur.
    pub fn syllables_of_char(&self, c: char) -> Vec<u16> {
        let known = |reading| self.syllable_ids.get(&Syllable::new(reading)?).copied();
        pinyin::readings(c).filter_map(known).collect()
    }

    /// How many symbols there are.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.chars.len() * 14 + self.syllables_of.len() * 2 + self.syllables.len() * 20
    }

    /// What can be typed for a folded character: facts, and numbers of syllables.
    fn typed(&mut self, folded: char) -> (u32, Vec<u16>) {
        let mut syllables = Vec::new();
        let mut facts = 0;
        if !folded.is_alphanumeric() {
            facts |= PUNCTUATION;
        } else if folded.is_ascii_lowercase() {
            facts |= self.read(folded.encode_utf8(&mut [0; 4]), &mut syllables);
        } else {
            for reading in pinyin::readings(folded) {
                facts |= self.read(reading, &mut syllables) | HAN;
                // 略 is lve in the table and on most keyboards also lue.
                if let Some(before) = reading.strip_suffix("ve") {
                    facts |= self.read(&format!("{before}ue"), &mut syllables);
                }
            }
        }
        (facts, syllables)
    }

    /// Notes a reading; the bit of its first letter.
    fn read(&mut self, reading: &str, syllables: &mut Vec<u16>) -> u32 {
        let Some(syllable) = Syllable::new(reading) else {
            return 0;
        };
        let next = self.syllables.len() as u16;
        let id = *self.syllable_ids.entry(syllable).or_insert(next);
        if id == next {
            self.syllables.push(syllable);
        }
        if !syllables.contains(&id) {
            syllables.push(id);
        }
        1 << (syllable.letters[0] - b'a')
    }

    fn push(&mut self, facts: u32, c: char, syllables: &[u16]) {
        self.chars.push(c);
        self.facts.push(facts);
        self.starts.push(self.syllables_of.len() as u32);
        self.syllables_of.extend_from_slice(syllables);
    }
}

/// A character as queries and texts are compared.
pub fn fold_char(c: char) -> char {
    fold::fold_char(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_met_characters_in_another_order_agree_on_their_symbols() {
        let parts = ["国，企改G", "改國a。重，𠀀"].map(|text| {
            let mut tally = Tally::default();
            let numbers: Vec<Symbol> = text.chars().map(|c| tally.number(c)).collect();
            (text, tally, numbers)
        });
        let (symbols, maps) = Symbols::new(parts.iter().map(|(_, tally, _)| tally));
        for ((text, _, numbers), map) in parts.iter().zip(&maps) {
            for (c, &number) in text.chars().zip(numbers) {
                let symbol = map[usize::from(number)];
                assert_eq!(symbols.get(fold_char(c)), Some(symbol), "{c}");
                assert_eq!(symbols.char(symbol), fold_char(c));
                assert_eq!(symbols.is_punctuation(symbol), !c.is_alphanumeric(), "{c}");
            }
        }
        assert_eq!(maps[0][1], maps[1][2], "國 is 国");
        assert_eq!(symbols.get('港'), None);
    }
}
