//! Sentences, clauses, quotations, and tables of words made searchable.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

/// The ends of a sentence.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '\n')
}

/// The ends of a clause.
pub(super) fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, ';' | ',' | ':' | '(' | ')')
}

/// The stretches of folded text between characters that `end` it, outside of quotations; none empty.
pub(super) fn split(text: &str, end: fn(char) -> bool) -> Vec<Range<usize>> {
    let quoted = quoted(text);
    let mut inside = quoted.iter().peekable();
    let mut parts = Vec::new();
    let mut start = 0;
    let mut push = |range: Range<usize>| {
        if !text[range.clone()].trim().is_empty() {
            parts.push(range);
        }
    };
    for (at, c) in text.char_indices() {
        while inside.next_if(|quote| quote.end <= at).is_some() {}
        if end(c) && !inside.peek().is_some_and(|quote| quote.contains(&at)) {
            push(start..at);
            start = at + c.len_utf8();
        }
    }
    push(start..text.len());
    parts
}

/// Where the clause begins that holds the place `at`.
pub(super) fn clause_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let mark = before.char_indices().rev().find(|(_, c)| ends_clause(*c));
    mark.map_or(0, |(at, c)| at + c.len_utf8())
}

/// How far a quotation may run before its closing mark is taken to be lost, in bytes.
const LONGEST_QUOTE: usize = 240;

/// The parts of folded text inside 《》 or “”, marks included; an opening mark without its partner opens nothing.
pub(super) fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let close = match c {
            '《' => '》',
            '“' => '”',
            _ => continue,
        };
        if found.last().is_some_and(|quote| quote.end > at) {
            continue;
        }
        let after = at + c.len_utf8();
        let rest = text[after..].char_indices();
        let end = rest
            .take_while(|&(i, k)| i < LONGEST_QUOTE && k != c && k != '\n')
            .find(|&(_, k)| k == close);
        if let Some((i, k)) = end {
            found.push(at..after + i + k.len_utf8());
        }
    }
    found
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
            .build(words)
            .ok();
        Self { search, keys }
    }

    /// The words in `text`, left to right, each with the key that it stands under.
    pub(super) fn hits(&self, text: &str) -> Vec<(&'static str, Range<usize>)> {
        let found = self.search.iter().flat_map(|search| search.find_iter(text));
        found
            .map(|hit| (self.keys[hit.pattern().as_usize()], hit.range()))
            .collect()
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
