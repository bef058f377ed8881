//! Fuzzy jumping: query, index, matching, ranking, over characters and pinyin.
//!
//! Uses `text` and `model`. No I/O.

/// A text that can be found.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The text that is matched, as shown.
    pub text: &'a str,
    /// Which list it belongs to; a query looks through one list or all.
    pub scope: u8,
    /// What it belongs to (a notice): at equal score, what belongs to the group in front comes first.
    pub group: i64,
}

/// How a query looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Only this list.
    pub scope: Option<u8>,
    /// The group in front.
    pub near: Option<i64>,
    /// At most so many hits.
    pub limit: usize,
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
}

/// Everything that can be found.
#[derive(Debug, Default)]
pub struct Index {}

impl Index {
    /// Builds the index.
    pub fn build<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let _ = entries.into_iter().count();
        Self {}
    }

    /// The best hits of a query, best first; with an empty query the entries in their order. `stop` is asked now and then: where it says
    /// true the search is given up and `None` returned.
    pub fn find(&self, query: &str, look: &Look, stop: &dyn Fn() -> bool) -> Option<Vec<Hit>> {
        let _ = (query, look, stop);
        Some(Vec::new())
    }
}
