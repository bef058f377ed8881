//! The characters of one record, and where a word that is read as its characters stands among them.

use super::query::How;
use super::rank;
use super::symbols::{Symbol, Symbols};

/// How often a word is placed again to find a better place.
pub const TRIES: usize = 6;

/// How good a match must be to be of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// It may lose so much.
    pub most: i32,
    /// A worse one is told of all the same, in whatever place, because it is counted.
    pub counts: bool,
}

impl Bar {
    /// Any match, in its best place.
    pub const NONE: Self = Self {
        most: i32::MAX,
        counts: true,
    };

    /// Any match, wherever it stands.
    pub const EXISTENCE: Self = Self { most: -1, counts: true };

    /// Whether a match is of interest that loses at least so much.
    pub const fn admits(self, loss: i32) -> bool {
        self.counts || loss <= self.most
    }

    /// Whether only the being there counts, and not the place.
    pub const fn is_beyond_reach(self) -> bool {
        self.most < 0
    }
}

/// The characters of a record.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The characters.
    pub line: &'a [Symbol],
    /// What is known of them.
    pub symbols: &'a Symbols,
}

impl Line<'_> {
    /// At the start, or after punctuation.
    #[inline]
    pub fn is_boundary(self, at: usize) -> bool {
        at == 0 || self.symbols.is_punctuation(self.line[at - 1])
    }

    /// What a match at these positions loses.
    pub fn loss(self, at: &[u32]) -> i32 {
        rank::loss(at, |at| self.is_boundary(at as usize))
    }

    /// Positions from first to last without punctuation.
    pub fn fill(self, start: usize, end: usize, at: &mut Vec<u32>) {
        at.clear();
        let counts = |at: &usize| !self.symbols.is_punctuation(self.line[*at]);
        at.extend((start..=end).filter(counts).map(|at| at as u32));
    }

    /// In order, with anything between. `spare` is room to try in.
    pub fn scattered(self, word: &[Symbol], bar: Bar, at: &mut Vec<u32>, spare: &mut Vec<u32>) -> Option<i32> {
        if let [symbol] = *word {
            return self.single(symbol, bar, at);
        }
        if !bar.counts && self.gaps(word, bar.most) {
            return None;
        }
        if bar.most >= 0
            && let Some((start, loss)) = self.contiguous(word, 0, bar.admits(rank::INSIDE))
        {
            at.clear();
            at.extend((start..start + word.len()).map(|at| at as u32));
            return Some(loss);
        }
        if !bar.admits(rank::gap(1)) {
            return None;
        }
        let first = self.forward(word, 0, at)?;
        if bar.most < rank::gap(1) {
            return Some(rank::gap(1));
        }
        let mut best = self.loss(at);
        let mut from = first;
        for _ in 0..TRIES {
            if self.forward(word, from, spare).is_none() {
                break;
            }
            self.tighten(word, spare);
            let loss = self.loss(spare);
            if loss < best {
                best = loss;
                at.clone_from(spare);
            }
            from = spare[0] as usize + 1;
        }
        Some(best)
    }

    /// One character, best at a boundary.
    fn single(self, symbol: Symbol, bar: Bar, at: &mut Vec<u32>) -> Option<i32> {
        let mut from = 0;
        let mut inside = None;
        while let Some(here) = find(self.line, from, symbol) {
            if self.is_boundary(here) {
                inside = Some((here, 0));
                break;
            }
            inside = inside.or(Some((here, rank::INSIDE)));
            if bar.most < 0 {
                break;
            }
            from = here + 1;
        }
        let (here, loss) = inside.filter(|(_, loss)| bar.admits(*loss))?;
        at.clear();
        at.push(here as u32);
        Some(loss)
    }

    /// Whether the word has more gaps than may be lost: neighbours in the word that are nowhere neighbours in the text.
    fn gaps(self, word: &[Symbol], most: i32) -> bool {
        let mut left = most;
        word.windows(2).any(|pair| {
            let least = rank::gap(1);
            // Where another gap is allowed anyway nothing is looked for.
            if left >= least * (word.len() as i32 - 1) {
                return false;
            }
            if !beside(self.line, pair[0], pair[1]) {
                left -= least;
            }
            left < 0
        })
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

    /// Strictly side by side, best at a boundary: where, and what is lost. `inside` says whether another place than a boundary will do.
    fn contiguous(self, word: &[Symbol], mut from: usize, inside: bool) -> Option<(usize, i32)> {
        let mut best = None;
        while let Some(start) = self.next_pair(word, from) {
            if self.line[start..].starts_with(word) {
                if self.is_boundary(start) {
                    return Some((start, 0));
                }
                best = best.or(inside.then_some((start, rank::INSIDE)));
            }
            from = start + 1;
        }
        best
    }

    /// Where the word may begin next: at its first two characters.
    fn next_pair(self, word: &[Symbol], from: usize) -> Option<usize> {
        match *word {
            [] => None,
            [only] => find(self.line, from, only),
            [first, second, ..] => find_pair(self.line, from, first, second),
        }
    }

    /// Side by side, punctuation of the text stepped over.
    pub fn beside(self, word: &[Symbol], at: &mut Vec<u32>) -> Option<i32> {
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
    pub fn verbatim(self, word: &[Symbol], at: &mut Vec<u32>) -> Option<i32> {
        let (start, _) = self.contiguous(word, 0, true)?;
        at.clear();
        at.extend((start..start + word.len()).map(|at| at as u32));
        Some(self.loss(at))
    }

    /// Whether the word reads from a start, to an end, or both, punctuation stepped over.
    pub fn reads(self, word: &[Symbol], start: Option<usize>, end: Option<usize>) -> Option<(usize, usize)> {
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
    pub fn anchored(
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
}

/// The characters that are compared at once, which the compiler turns into wide compares.
const WIDE: usize = 16;

/// The first place of a symbol at or after `from`.
pub fn find(line: &[Symbol], from: usize, symbol: Symbol) -> Option<usize> {
    let rest = line.get(from..)?;
    let mut chunks = rest.chunks_exact(WIDE);
    let mut at = from;
    for chunk in chunks.by_ref() {
        if chunk.iter().fold(false, |any, &here| any | (here == symbol)) {
            return chunk.iter().position(|&here| here == symbol).map(|here| at + here);
        }
        at += WIDE;
    }
    let left = chunks.remainder().iter().position(|&here| here == symbol);
    left.map(|here| at + here)
}

/// The first place at or after `from` where these two stand side by side.
fn find_pair(line: &[Symbol], from: usize, first: Symbol, second: Symbol) -> Option<usize> {
    let firsts = line.get(from..line.len().checked_sub(1)?)?;
    let seconds = &line[from + 1..];
    let mut at = from;
    let mut chunks = firsts.chunks_exact(WIDE).zip(seconds.chunks_exact(WIDE));
    for (a, b) in chunks.by_ref() {
        let both = a.iter().zip(b);
        if both.fold(false, |any, (&a, &b)| any | ((a == first) & (b == second))) {
            let here = a.iter().zip(b).position(|(&a, &b)| a == first && b == second);
            return here.map(|here| at + here);
        }
        at += WIDE;
    }
    let left = line[at..].windows(2).position(|pair| pair == [first, second]);
    left.map(|here| at + here)
}

/// Whether these two stand side by side anywhere.
fn beside(line: &[Symbol], first: Symbol, second: Symbol) -> bool {
    find_pair(line, 0, first, second).is_some()
}
