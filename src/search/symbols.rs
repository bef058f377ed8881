//! The characters that occur in the index, folded and numbered, with what can be typed for each.
//!
//! Texts are kept as numbers of 16 bits, so that a test is a compare and the facts about a character stand in one small table.

use std::collections::HashMap;

use crate::text::{fold, pinyin};

/// Number of a folded character; equal numbers are equal characters.
pub type Symbol = u16;

/// Stands for the characters that found no room: nothing that is typed equals it.
pub const OTHER: Symbol = 0;

const PUNCTUATION: u32 = 1 << 30;
const HAN: u32 = 1 << 31;
const BMP: usize = 0x1_0000;

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

/// The table.
#[derive(Debug)]
pub struct Symbols {
    /// While the table grows: raw character → symbol of its folded form; 0 where the character was not seen. Above the basic plane:
    /// `astral`.
    basic: Vec<Symbol>,
    astral: HashMap<char, Symbol>,
    chars: Vec<char>,
    /// Once it is finished: the symbols in the order of their characters.
    sorted: Vec<Symbol>,
    /// Per symbol: one bit for each letter that can begin it, and what sort of character it is.
    facts: Vec<u32>,
    /// Per symbol, where its syllables begin in `syllables_of`; one more at the end.
    starts: Vec<u32>,
    syllables_of: Vec<u16>,
    syllables: Vec<Syllable>,
    syllable_ids: HashMap<Syllable, u16>,
}

impl Default for Symbols {
    fn default() -> Self {
        let mut symbols = Self {
            basic: Vec::new(),
            astral: HashMap::new(),
            chars: Vec::new(),
            sorted: Vec::new(),
            facts: Vec::new(),
            starts: vec![0],
            syllables_of: Vec::new(),
            syllables: Vec::new(),
            syllable_ids: HashMap::new(),
        };
        symbols.push('\u{FFFD}', 0);
        symbols
    }
}

impl Symbols {
    /// The symbol of a character, made where it is new.
    pub fn intern(&mut self, raw: char) -> Symbol {
        if let Some(known) = self.known(raw) {
            return known;
        }
        let folded = fold_char(raw);
        let symbol = match self.known(folded) {
            Some(known) => known,
            None => self.add(folded),
        };
        self.remember(raw, symbol);
        symbol
    }

    /// The symbol of a folded character, where it occurs at all; nothing is found before [`Self::finish`].
    pub fn get(&self, folded: char) -> Option<Symbol> {
        let at = self
            .sorted
            .binary_search_by_key(&folded, |&symbol| self.char(symbol))
            .ok()?;
        Some(self.sorted[at])
    }

    /// The folded character.
    pub fn char(&self, symbol: Symbol) -> char {
        self.chars.get(usize::from(symbol)).copied().unwrap_or('\u{FFFD}')
    }

    /// Bits of the letters that can begin it: a is bit 0.
    #[inline]
    pub fn initials(&self, symbol: Symbol) -> u32 {
        self.fact(symbol) & ((1 << 26) - 1)
    }

    /// Neither letter, digit nor Han character: it divides, and is otherwise ignored.
    #[inline]
    pub fn is_punctuation(&self, symbol: Symbol) -> bool {
        self.fact(symbol) & PUNCTUATION != 0
    }

    /// Has readings.
    pub fn is_han(&self, symbol: Symbol) -> bool {
        self.fact(symbol) & HAN != 0
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

    /// No more is interned: gives back what was only needed for that, and says how many bytes remain.
    pub fn finish(&mut self) -> usize {
        self.basic = Vec::new();
        self.astral = HashMap::new();
        self.sorted = (OTHER + 1..self.len() as Symbol).collect();
        let chars = &self.chars;
        self.sorted.sort_unstable_by_key(|&symbol| chars[usize::from(symbol)]);
        self.chars.shrink_to_fit();
        self.facts.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.syllables_of.shrink_to_fit();
        self.chars.len() * 14 + self.syllables_of.len() * 2 + self.syllables.len() * 20
    }

    #[inline]
    fn fact(&self, symbol: Symbol) -> u32 {
        self.facts[usize::from(symbol)]
    }

    fn known(&self, raw: char) -> Option<Symbol> {
        let at = raw as usize;
        if at < BMP {
            self.basic.get(at).copied().filter(|&symbol| symbol != OTHER)
        } else {
            self.astral.get(&raw).copied()
        }
    }

    fn remember(&mut self, raw: char, symbol: Symbol) {
        let at = raw as usize;
        if at >= BMP {
            self.astral.insert(raw, symbol);
            return;
        }
        if self.basic.is_empty() {
            self.basic = vec![OTHER; BMP];
        }
        self.basic[at] = symbol;
    }

    fn add(&mut self, folded: char) -> Symbol {
        let mut facts = 0;
        if !folded.is_alphanumeric() {
            facts |= PUNCTUATION;
        } else if folded.is_ascii_lowercase() {
            facts |= self.read(folded.encode_utf8(&mut [0; 4]));
        } else {
            for reading in pinyin::readings(folded) {
                facts |= self.read(reading) | HAN;
                // 略 is lve in the table and on most keyboards also lue.
                if let Some(before) = reading.strip_suffix("ve") {
                    facts |= self.read(&format!("{before}ue"));
                }
            }
        }
        let symbol = self.push(folded, facts);
        self.remember(folded, symbol);
        symbol
    }

    /// Notes a reading of the symbol that is being made; the bit of its first letter.
    fn read(&mut self, reading: &str) -> u32 {
        let Some(syllable) = Syllable::new(reading) else {
            return 0;
        };
        let next = self.syllables.len() as u16;
        let id = *self.syllable_ids.entry(syllable).or_insert(next);
        if id == next {
            self.syllables.push(syllable);
        }
        let made = self.starts.last().map_or(0, |&start| start as usize);
        if !self.syllables_of[made..].contains(&id) {
            self.syllables_of.push(id);
        }
        1 << (syllable.letters[0] - b'a')
    }

    fn push(&mut self, folded: char, facts: u32) -> Symbol {
        let Ok(symbol) = Symbol::try_from(self.chars.len()) else {
            let made = self.starts.last().map_or(0, |&start| start as usize);
            self.syllables_of.truncate(made);
            return OTHER;
        };
        self.chars.push(folded);
        self.facts.push(facts);
        self.starts.push(self.syllables_of.len() as u32);
        symbol
    }
}

/// A character as queries and texts are compared.
pub fn fold_char(c: char) -> char {
    fold::fold_char(c)
}
