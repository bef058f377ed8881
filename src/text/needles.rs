//! A set of words, searched all at once: looking for each of fifty words in turn is what makes reading slow.

use std::ops::Range;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

/// A set of words. Each is named by its place in the list that the set was made from.
#[derive(Debug)]
pub struct Needles {
    /// Finds the longest word at the leftmost place; also at the very start only.
    longest: Option<AhoCorasick>,
    /// Finds every word at every place.
    all: Option<AhoCorasick>,
}

impl Needles {
    /// The set of these words. An empty word is never found.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<&str> = words.into_iter().collect();
        // Building fails only beyond four thousand million bytes of words.
        Self {
            longest: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .start_kind(StartKind::Both)
                .build(&words)
                .ok(),
            all: AhoCorasick::builder().build(&words).ok(),
        }
    }

    /// Whether any of the words stands in `text`.
    pub fn are_in(&self, text: &str) -> bool {
        self.all.as_ref().is_some_and(|all| all.is_match(text))
    }

    /// The first of the words in `text`, the longest at that place.
    pub fn first(&self, text: &str) -> Option<(usize, Range<usize>)> {
        let hit = self.longest.as_ref()?.find(text)?;
        (!hit.is_empty()).then(|| (hit.pattern().as_usize(), hit.range()))
    }

    /// The one of the words in `text` that ends last, the longest that ends there.
    pub fn last(&self, text: &str) -> Option<(usize, Range<usize>)> {
        let hits = self
            .all
            .as_ref()?
            .find_overlapping_iter(text)
            .filter(|hit| !hit.is_empty());
        hits.max_by_key(|hit| (hit.end(), hit.len()))
            .map(|hit| (hit.pattern().as_usize(), hit.range()))
    }

    /// Where the one of the words in `text` begins that begins last.
    pub fn last_start(&self, text: &str) -> Option<usize> {
        let hits = self.all.as_ref()?.find_overlapping_iter(text);
        hits.filter(|hit| !hit.is_empty()).map(|hit| hit.start()).max()
    }

    /// The longest of the words that `text` begins with, and its length in bytes.
    pub fn at_start(&self, text: &str) -> Option<(usize, usize)> {
        let input = Input::new(text).anchored(Anchored::Yes);
        let hit = self.longest.as_ref()?.find(input)?;
        (!hit.is_empty()).then(|| (hit.pattern().as_usize(), hit.len()))
    }
}

/// The words of a table, each under a key: status, sort, kind.
#[derive(Debug)]
pub struct Keyed {
    needles: Needles,
    rows: Vec<(&'static str, &'static str)>,
}

impl Keyed {
    /// The set of these words, each with its key before it.
    pub fn new(rows: impl IntoIterator<Item = (&'static str, &'static str)>) -> Self {
        let rows: Vec<_> = rows.into_iter().collect();
        Self {
            needles: Needles::new(rows.iter().map(|(_, word)| *word)),
            rows,
        }
    }

    /// The key of the first word in `text`, the longest at that place, and where it stands.
    pub fn first(&self, text: &str) -> Option<(&'static str, Range<usize>)> {
        self.needles.first(text).map(|(word, at)| (self.rows[word].0, at))
    }

    /// The key of the word in `text` that ends last, the longest that ends there, and where it stands.
    pub fn last(&self, text: &str) -> Option<(&'static str, Range<usize>)> {
        self.needles.last(text).map(|(word, at)| (self.rows[word].0, at))
    }

    /// The longest of the words that `text` begins with, and its key before it.
    pub fn at_start(&self, text: &str) -> Option<(&'static str, &'static str)> {
        self.needles.at_start(text).map(|(word, _)| self.rows[word])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_first_last_and_at_the_start() {
        let words = ["个", "个方面", "方面", "完成", "未完成"];
        let needles = Needles::new(words);
        let text = "未完成3个方面";
        assert_eq!(needles.first(text), Some((4, 0..9)));
        assert_eq!(needles.last(text), Some((1, 10..19)));
        assert_eq!(needles.last_start(text), Some(13));
        assert_eq!(needles.at_start("个方面的问题"), Some((1, 9)));
        assert_eq!(needles.at_start("一个"), None);
        assert!(needles.are_in("一个"));
        assert!(!needles.are_in("一项"));
        assert_eq!(needles.last(""), None);
    }

    #[test]
    fn no_words_and_empty_words_are_found_nowhere() {
        for needles in [Needles::new([]), Needles::new([""])] {
            assert_eq!((needles.first("完成"), needles.last("完成")), (None, None));
            assert_eq!(needles.at_start("完成"), None);
        }
    }
}
