//! Fuzzy jumping: query, index, matching, ranking, over characters and pinyin.
//!
//! Uses `text` and `model`. No I/O, no threads, no clock. Knows nothing of notices: a scope is a number, a place is a few words.
//!
//! How a keystroke is answered: `query` reads the words; `word` compiles them against the characters that occur at all
//! (`symbols`), with letters read as pinyin by a small automaton (`run`); `filter` (with `division` for letters) says for sixty-four
//! records at a time which may match, by what `signatures` knows of all records: exactly for characters and rare neighbours among initials
//! (`postings`), perhaps for the others (`features`); `plan` and `part` have those that may tested and scored cheaply (`line`, `hear`), only as far as they can still come among the best; and the best few hundred are aligned again by
//! `fuzzy-matcher` in `rank`.

mod alike;
mod build;
mod division;
mod features;
mod filter;
mod find;
mod grid;
mod hands;
mod hear;
mod index;
mod line;
mod part;
mod place;
mod plan;
mod postings;
mod query;
mod rank;
mod run;
mod signatures;
mod symbols;
mod word;

#[cfg(test)]
mod tests;

pub use find::Trace;
pub use hands::Hands;
pub use index::Index;

/// A text that can be found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry<'a> {
    /// The text that is matched, as shown.
    pub text: &'a str,
    /// Where it stands, in a few words divided by spaces; words of a query may match here too, at lower weight.
    pub place: &'a str,
    /// Which list it belongs to, below 32; a query looks through one list or all.
    pub scope: u8,
    /// 0 for running text, higher (at most [`MAX_WEIGHT`]) for what is title-like: of two matches that are equally good, the title
    /// comes first.
    pub weight: u8,
    /// What it belongs to (a notice): at equal score, what belongs to the group in front comes first.
    pub group: i64,
}

/// The highest weight of an entry; higher ones count as this. It is less than what separates a contiguous from a scattered match.
pub const MAX_WEIGHT: u8 = 4;

/// So many matches are counted, unless too many records would have to be looked at only for that.
pub const COUNTED: usize = 1_000;

/// How a query looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Only this list.
    pub scope: Option<u8>,
    /// The group in front.
    pub near: Option<i64>,
    /// At most so many hits.
    pub limit: usize,
    /// In so many parts, which may be looked through at the same time; 0 counts as 1.
    pub parts: usize,
}

/// One hit, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Place of the entry in the order in which the index was built.
    pub entry: usize,
    /// Higher is better.
    pub score: i64,
    /// Which characters of the text matched, as character positions, ascending.
    pub matched: Vec<u32>,
    /// Which characters of the place matched, likewise.
    pub matched_place: Vec<u32>,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The best, best first, at most as many as were asked for.
    pub hits: Vec<Hit>,
    /// How many match in all, or so many at least: see `more`.
    pub total: usize,
    /// More than `total` may match. Counting stops at [`COUNTED`] or earlier, where what is left could not come among the best anyway.
    pub more: bool,
    /// Set where nothing matched as typed and the hits are what comes closest.
    pub forgiven: Option<Forgiven>,
}

/// What was forgiven to find anything at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forgiven {
    /// Characters stand for any that sound alike: 国企改阁 found 国企改革.
    Sound,
    /// One character of the query was left out.
    OneCharacter,
}
