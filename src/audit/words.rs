//! Tables of words made searchable, and where sentences and clauses end for counting.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

pub(super) use crate::text::clause::{ends_sentence, quoted, split};

/// The ends of a clause: brackets, too, for what they hold is counted by itself.
pub(super) fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, ';' | ',' | ':' | '(' | ')')
}

/// Where the clause begins that holds the place `at`.
pub(super) fn clause_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let mark = before.char_indices().rev().find(|(_, c)| ends_clause(*c));
    mark.map_or(0, |(at, c)| at + c.len_utf8())
}

/// Whether two ranges share a byte.
pub(super) fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The rows of a table: first column and each word of the second. Lines that begin with # are remarks.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.flat_map(|line| {
        let mut columns = line.split('\t');
        let key = columns.next().unwrap_or_default();
        let words = columns.next().unwrap_or_default();
        words.split_whitespace().map(move |word| (key, word))
    })
}

/// A table's words, searched all at once; of those at one place the longest is meant.
pub(super) struct Words {
    search: Option<AhoCorasick>,
    keys: Vec<&'static str>,
}

impl Words {
    /// The words of a table.
    pub(super) fn of(table: &'static str) -> Self {
        let (keys, words): (Vec<_>, Vec<_>) = rows(table).unzip();
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(words)
            .ok();
        Self { search, keys }
    }

    /// The words in `text`, left to right, each with the key that it stands under.
    pub(super) fn hits(&self, text: &str) -> Vec<(&'static str, Range<usize>)> {
        self.each(text).collect()
    }

    /// As [`Self::hits`], one after the other.
    pub(super) fn each<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (&'static str, Range<usize>)> + 't {
        let found = self.search.iter().flat_map(move |search| search.find_iter(text));
        found.map(|hit| (self.keys[hit.pattern().as_usize()], hit.range()))
    }

    /// As [`Self::hits`], without those inside quotations.
    pub(super) fn unquoted(&self, text: &str) -> Vec<(&'static str, Range<usize>)> {
        let quoted = quoted(text);
        let mut hits = self.hits(text);
        hits.retain(|(_, range)| !quoted.iter().any(|quote| overlaps(quote, range)));
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_hold_their_clauses_together() {
        let text = "印发《甲,乙》,落实“一事,一策”;完成";
        let parts: Vec<&str> = split(text, ends_clause).into_iter().map(|r| &text[r]).collect();
        assert_eq!(parts, ["印发《甲,乙》", "落实“一事,一策”", "完成"]);
        let lost = "“甲,乙";
        assert_eq!(split(lost, ends_clause).len(), 2);
    }

    #[test]
    fn the_longest_word_at_a_place_is_meant() {
        let words = Words::of("# remark\na\t完成 印发\nb\t未完成\n");
        let text = "未完成,印发“完成”";
        assert_eq!(
            words.hits(text).iter().map(|hit| hit.0).collect::<Vec<_>>(),
            ["b", "a", "a"]
        );
        assert_eq!(
            words.unquoted(text).iter().map(|hit| hit.0).collect::<Vec<_>>(),
            ["b", "a"]
        );
    }
}
