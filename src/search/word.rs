//! A word of a query against the characters of one record.

use super::query::{self, How};
use super::rank;
use super::run::{Run, Unit};
use super::symbols::{Symbol, Symbols};

/// How often a word is placed again to find a better place.
const TRIES: usize = 6;

/// A word compiled against the characters that occur.
#[derive(Debug)]
pub struct Word {
    /// Must not be found.
    pub not: bool,
    /// How it is found.
    pub how: How,
    /// The characters as typed; `None` where one of them occurs nowhere.
    pub written: Option<Vec<Symbol>>,
    /// The whole word as one run of pinyin; `None` where it has no letters or may not be heard.
    pub chain: Option<Run>,
    /// Where letters and other characters are mixed and may stand apart: the pieces, in order. Empty otherwise.
    pub parts: Vec<Part>,
}

/// A piece of a mixed word.
#[derive(Debug)]
pub enum Part {
    /// This character.
    Character(Symbol),
    /// Letters, as pinyin of neighbouring characters.
    Run(Run),
}

/// How well a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aligned {
    /// What is lost against a match that is whole and stands at a boundary.
    pub loss: i32,
    /// Heard, not read: some letters stand for Han characters.
    pub heard: bool,
}

/// In which ways a word may be found in a record, as far as is known before it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// As its characters.
    pub written: bool,
    /// As pinyin.
    pub heard: bool,
}

impl Ways {
    /// Nothing is known.
    pub const ALL: Self = Self {
        written: true,
        heard: true,
    };

    /// What the best match loses at least.
    pub fn least(self) -> i32 {
        if self.written { 0 } else { rank::HEARD }
    }
}

impl Aligned {
    /// What is lost in all.
    pub fn cost(self) -> i32 {
        self.loss + i32::from(self.heard) * rank::HEARD
    }
}

impl Word {
    /// Compiles a word as typed.
    pub fn new(word: &query::Word, symbols: &Symbols) -> Self {
        let letters = word.chars.iter().filter(|c| c.is_ascii_lowercase()).count();
        let heard = match word.how {
            How::Exact { .. } => false,
            // One letter is an initial of nearly everything: `!g` is still being typed.
            How::Near => letters > 1,
            _ => letters > 0,
        };
        let units = heard.then(|| units(&word.chars, symbols)).flatten();
        let parts = match &units {
            Some(units) if word.how == How::Fuzzy && letters < units.len() => parts(units, symbols),
            _ => Vec::new(),
        };
        Self {
            not: word.not,
            how: word.how,
            written: word.chars.iter().map(|&c| symbols.get(c)).collect(),
            chain: units.map(|units| Run::new(units, symbols)),
            parts,
        }
    }

    /// Compiles a word as it sounds: each Han character stands for all that share a reading. `None` where it has none.
    pub fn sounding(word: &query::Word, symbols: &Symbols) -> Option<Self> {
        if word.not || !matches!(word.how, How::Fuzzy) {
            return None;
        }
        let mut any = false;
        let unit = |&c: &char| {
            let syllables = symbols.syllables_of_char(c);
            if c.is_ascii_lowercase() || syllables.is_empty() {
                return unit(c, symbols);
            }
            any = true;
            Some(Unit::Sounds(syllables))
        };
        let units: Option<Vec<Unit>> = word.chars.iter().map(unit).collect();
        let chain = Run::new(units?, symbols);
        any.then(|| Self {
            not: false,
            how: How::Near,
            written: None,
            chain: Some(chain),
            parts: Vec::new(),
        })
    }

    /// Finds the word in a record, in whatever way; where it stands goes into `at`.
    pub fn find(&self, line: &[Symbol], symbols: &Symbols, at: &mut Vec<u32>) -> Option<Aligned> {
        self.align(line, symbols, Ways::ALL, i32::MAX, at)
    }

    /// Finds the word in a record; where it stands goes into `at`, as ascending positions. A match that loses more than `most` is of no
    /// interest beyond that there is one: then loss and positions may be those of a worse match than the best.
    pub fn align(
        &self,
        line: &[Symbol],
        symbols: &Symbols,
        ways: Ways,
        most: i32,
        at: &mut Vec<u32>,
    ) -> Option<Aligned> {
        let line = Line { line, symbols };
        let written = self.written.as_deref().filter(|_| ways.written).and_then(|written| {
            let loss = match self.how {
                How::Fuzzy => line.scattered(written, most, at),
                How::Exact { punctuation: true } => line.verbatim(written, at),
                How::Exact { punctuation: false } | How::Near => line.beside(written, at),
                How::Start | How::End | How::Whole => {
                    line.anchored(self.how, at, |start, end| line.reads(written, start, end))
                }
            }?;
            Some(Aligned { loss, heard: false })
        });
        if self.chain.is_none() || !ways.heard || written.is_some_and(|written| written.loss <= rank::HEARD || most < 0)
        {
            return written;
        }
        let written = written.map(|aligned| (aligned, std::mem::take(at)));
        let heard = self.hear(line, most, at).map(|loss| Aligned {
            loss,
            heard: at.iter().any(|&position| {
                line.line
                    .get(position as usize)
                    .is_some_and(|&symbol| symbols.is_han(symbol))
            }),
        });
        match written {
            Some((written, place)) if heard.is_none_or(|heard| heard.cost() >= written.cost()) => {
                *at = place;
                Some(written)
            }
            _ => heard,
        }
    }

    /// Whether the word stands in a piece of a place: side by side only, and heard only where more than one letter was typed.
    pub fn in_place(&self, piece: &[Symbol], symbols: &Symbols, at: &mut Vec<u32>) -> bool {
        let line = Line { line: piece, symbols };
        if self.not || !matches!(self.how, How::Fuzzy | How::Exact { punctuation: false }) {
            return false;
        }
        if self
            .written
            .as_deref()
            .is_some_and(|written| line.beside(written, at).is_some())
        {
            return true;
        }
        let chain = self.chain.as_ref().filter(|chain| chain.units().len() > 1);
        chain.is_some_and(|chain| line.heard(chain, i32::MAX, at).is_some())
    }

    fn hear(&self, line: Line<'_>, most: i32, at: &mut Vec<u32>) -> Option<i32> {
        let chain = self.chain.as_ref()?;
        match self.how {
            How::Start | How::End | How::Whole => line.anchored(self.how, at, |start, end| match (start, end) {
                (Some(start), None) => Some((start, chain.end(line.line, start, line.symbols)?)),
                (None, Some(end)) => Some((chain.start(line.line, 0, end, line.symbols)?, end)),
                (Some(start), Some(end)) => chain.spans(line.line, start, end, line.symbols).then_some((start, end)),
                (None, None) => None,
            }),
            How::Fuzzy if !self.parts.is_empty() => {
                let whole = if most < 0 { None } else { line.heard(chain, most, at) };
                whole.or_else(|| line.apart(&self.parts, most, at))
            }
            _ => line.heard(chain, most, at),
        }
    }
}

fn unit(c: char, symbols: &Symbols) -> Option<Unit> {
    if c.is_ascii_lowercase() {
        return Some(Unit::Letter(c as u8));
    }
    symbols.get(c).map(Unit::Is)
}

fn units(chars: &[char], symbols: &Symbols) -> Option<Vec<Unit>> {
    chars.iter().map(|&c| unit(c, symbols)).collect()
}

fn parts(units: &[Unit], symbols: &Symbols) -> Vec<Part> {
    let letters = |unit: &Unit| matches!(unit, Unit::Letter(_));
    units
        .chunk_by(|a, b| letters(a) && letters(b))
        .map(|piece| match piece {
            [Unit::Is(symbol)] => Part::Character(*symbol),
            letters => Part::Run(Run::new(letters.to_vec(), symbols)),
        })
        .collect()
}

/// The characters of a record.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    line: &'a [Symbol],
    symbols: &'a Symbols,
}

impl Line<'_> {
    fn is_boundary(self, at: usize) -> bool {
        at == 0 || self.symbols.is_punctuation(self.line[at - 1])
    }

    fn loss(self, at: &[u32]) -> i32 {
        rank::loss(at, |at| self.is_boundary(at as usize))
    }

    /// Positions from first to last without punctuation.
    fn fill(self, start: usize, end: usize, at: &mut Vec<u32>) {
        at.clear();
        at.extend(
            (start..=end)
                .filter(|&at| !self.symbols.is_punctuation(self.line[at]))
                .map(|at| at as u32),
        );
    }

    /// In order, with anything between.
    fn scattered(self, word: &[Symbol], most: i32, at: &mut Vec<u32>) -> Option<i32> {
        let first = self.forward(word, 0, at)?;
        let mut best = self.loss(at);
        if best == 0 || most < 0 {
            return Some(best);
        }
        if let Some((start, loss)) = self.contiguous(word, first) {
            at.clear();
            at.extend((start..start + word.len()).map(|at| at as u32));
            return Some(loss);
        }
        if word.len() == 1 || most < rank::GAP {
            return Some(best);
        }
        let mut other = Vec::with_capacity(word.len());
        let mut from = first;
        for _ in 0..TRIES {
            if self.forward(word, from, &mut other).is_none() {
                break;
            }
            self.tighten(word, &mut other);
            let loss = self.loss(&other);
            if loss < best {
                best = loss;
                at.clone_from(&other);
            }
            from = other[0] as usize + 1;
        }
        Some(best)
    }

    /// The first place of each character after the one before; the first of them is returned.
    fn forward(self, word: &[Symbol], mut from: usize, at: &mut Vec<u32>) -> Option<usize> {
        at.clear();
        for &symbol in word {
            let here = find(self.line, from, symbol)?;
            at.push(here as u32);
            from = here + 1;
        }
        at.first().map(|&first| first as usize)
    }

    /// From the last character back: the last place of each before the one after.
    fn tighten(self, word: &[Symbol], at: &mut [u32]) {
        for k in (0..word.len().saturating_sub(1)).rev() {
            let (low, high) = (at[k] as usize, at[k + 1] as usize);
            if let Some(back) = self.line[low..high].iter().rposition(|&symbol| symbol == word[k]) {
                at[k] = (low + back) as u32;
            }
        }
    }

    /// Strictly side by side, best at a boundary: where, and what is lost.
    fn contiguous(self, word: &[Symbol], mut from: usize) -> Option<(usize, i32)> {
        let mut inside = None;
        while let Some(start) = find(self.line, from, word[0]) {
            if self.line[start..].starts_with(word) {
                if self.is_boundary(start) {
                    return Some((start, 0));
                }
                inside = inside.or(Some((start, rank::INSIDE)));
            }
            from = start + 1;
        }
        inside
    }

    /// Side by side, punctuation of the text stepped over.
    fn beside(self, word: &[Symbol], at: &mut Vec<u32>) -> Option<i32> {
        let mut best: Option<i32> = None;
        let mut from = 0;
        let mut other = Vec::new();
        while let Some(start) = find(self.line, from, *word.first()?) {
            if let Some((_, end)) = self.reads(word, Some(start), None) {
                self.fill(start, end, &mut other);
                let loss = self.loss(&other);
                if best.is_none_or(|best| loss < best) {
                    best = Some(loss);
                    at.clone_from(&other);
                }
                if loss == 0 {
                    break;
                }
            }
            from = start + 1;
        }
        best
    }

    /// With its punctuation, side by side.
    fn verbatim(self, word: &[Symbol], at: &mut Vec<u32>) -> Option<i32> {
        let (start, _) = self.contiguous(word, 0)?;
        at.clear();
        at.extend((start..start + word.len()).map(|at| at as u32));
        Some(self.loss(at))
    }

    /// Whether the word reads from a start, to an end, or both, punctuation stepped over.
    fn reads(self, word: &[Symbol], start: Option<usize>, end: Option<usize>) -> Option<(usize, usize)> {
        let walk = |at: &mut dyn Iterator<Item = usize>, word: &mut dyn Iterator<Item = &Symbol>| {
            let mut last = None;
            let mut at = at.filter(|&at| !self.symbols.is_punctuation(self.line[at]));
            for symbol in word {
                last = at.next();
                if self.line[last?] != *symbol {
                    return None;
                }
            }
            last
        };
        match (start, end) {
            (Some(start), end) => {
                let last = walk(&mut (start..self.line.len()), &mut word.iter())?;
                end.is_none_or(|end| end == last).then_some((start, last))
            }
            (None, Some(end)) => Some((walk(&mut (0..=end).rev(), &mut word.iter().rev())?, end)),
            (None, None) => None,
        }
    }

    /// At the first or last character of the record that is no punctuation, or both.
    fn anchored(
        self,
        how: How,
        at: &mut Vec<u32>,
        read: impl Fn(Option<usize>, Option<usize>) -> Option<(usize, usize)>,
    ) -> Option<i32> {
        let counts = |symbol: &Symbol| !self.symbols.is_punctuation(*symbol);
        let first = self.line.iter().position(counts)?;
        let last = self.line.iter().rposition(counts)?;
        let (start, end) = match how {
            How::Start => read(Some(first), None),
            How::End => read(None, Some(last)),
            _ => read(Some(first), Some(last)),
        }?;
        self.fill(start, end, at);
        Some(self.loss(at))
    }

    /// A run, where it is best of the first few places.
    fn heard(self, run: &Run, most: i32, at: &mut Vec<u32>) -> Option<i32> {
        let mut best: Option<(i32, usize, usize)> = None;
        let mut from = 0;
        for _ in 0..TRIES {
            let Some(end) = run.find(self.line, from, self.symbols) else {
                break;
            };
            if most < 0 {
                at.clear();
                at.push(end as u32);
                return Some(rank::INSIDE);
            }
            let start = run.start(self.line, from, end, self.symbols)?;
            for end in [run.longest(self.line, start, self.symbols).unwrap_or(end), end] {
                let loss = self.loss_between(start, end);
                if best.is_none_or(|(best, ..)| loss < best) {
                    best = Some((loss, start, end));
                }
            }
            if best.is_some_and(|(best, ..)| best == 0) {
                break;
            }
            from = start + 1;
        }
        let (loss, start, end) = best?;
        self.fill(start, end, at);
        Some(loss)
    }

    /// What a run loses.
    fn loss_between(self, start: usize, end: usize) -> i32 {
        let mut loss = if self.is_boundary(start) { 0 } else { rank::INSIDE };
        let mut skipped = 0;
        for &symbol in &self.line[start..=end] {
            if self.symbols.is_punctuation(symbol) {
                skipped += 1;
            } else if skipped > 0 {
                loss += rank::gap(skipped);
                skipped = 0;
            }
        }
        loss
    }

    /// Pieces in order, with anything between them.
    fn apart(self, parts: &[Part], most: i32, at: &mut Vec<u32>) -> Option<i32> {
        let mut best: Option<i32> = None;
        let mut first = 0;
        let mut other = Vec::new();
        for _ in 0..TRIES {
            other.clear();
            let mut from = first;
            for part in parts {
                let place = match part {
                    Part::Character(symbol) => find(self.line, from, *symbol).map(|at| (at, at)),
                    Part::Run(run) => run.find(self.line, from, self.symbols).and_then(|end| {
                        let start = if most < 0 {
                            Some(end)
                        } else {
                            run.start(self.line, from, end, self.symbols)
                        };
                        Some((start?, end))
                    }),
                };
                let Some((start, end)) = place else {
                    return best;
                };
                let counts = |at: &usize| !self.symbols.is_punctuation(self.line[*at]);
                other.extend((start..=end).filter(counts).map(|at| at as u32));
                from = end + 1;
            }
            let loss = self.loss(&other);
            if best.is_none_or(|best| loss < best) {
                best = Some(loss);
                at.clone_from(&other);
            }
            if most < rank::GAP {
                break;
            }
            first = other[0] as usize + 1;
        }
        best
    }
}

/// The first place of a symbol at or after `from`. In chunks, which the compiler turns into wide compares.
fn find(line: &[Symbol], from: usize, symbol: Symbol) -> Option<usize> {
    let rest = line.get(from..)?;
    let mut chunks = rest.chunks_exact(16);
    let mut at = from;
    for chunk in chunks.by_ref() {
        if chunk.iter().fold(false, |any, &here| any | (here == symbol)) {
            return chunk.iter().position(|&here| here == symbol).map(|here| at + here);
        }
        at += 16;
    }
    chunks
        .remainder()
        .iter()
        .position(|&here| here == symbol)
        .map(|here| at + here)
}
