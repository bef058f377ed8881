//! The tables of cues, made searchable.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::text::clause;

const CUES: &str = include_str!("cues.tsv");
const NOUNS: &str = include_str!("nouns.tsv");

/// The kinds of cue; `cues.tsv` says what each is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The act is over.
    Done,
    /// The bare verb of a single act.
    Act,
    /// A verb that is an act only at the beginning of a clause.
    Head,
    /// Begun and not over.
    Ongoing,
    /// The beginning of an act; under way, unless it is still to come.
    Begin,
    /// Being pushed on.
    Moving,
    /// Still to come.
    Planned,
    /// Order, habit or purpose.
    Neutral,
    /// A means or an occasion.
    Frame,
    /// Why something is not done.
    Cause,
    /// Only looks like a cue.
    None,
}

struct Entry {
    kind: Kind,
    /// Whether the clause must end after it.
    last: bool,
    followed_by: Vec<&'static str>,
    not_after: Vec<&'static str>,
    unless: Vec<&'static str>,
    with: Vec<&'static str>,
}

pub(super) struct Lexicon {
    words: Option<AhoCorasick>,
    /// The readings of each word, tried in the table's order.
    entries: Vec<Vec<Entry>>,
    noun_before: Vec<&'static str>,
    noun_after: Vec<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.map(|line| line.split('\t').collect())
}

fn list(row: &[&'static str], column: usize) -> Vec<&'static str> {
    row.get(column)
        .map(|words| words.split_whitespace().collect())
        .unwrap_or_default()
}

impl Lexicon {
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    fn read() -> Self {
        let mut words: Vec<&'static str> = Vec::new();
        let mut entries: Vec<Vec<Entry>> = Vec::new();
        for row in rows(CUES) {
            for word in list(&row, 1) {
                let (word, last) = word.strip_suffix('$').map_or((word, false), |word| (word, true));
                let entry = Entry {
                    kind: kind(row[0]),
                    last,
                    followed_by: list(&row, 3),
                    not_after: list(&row, 4),
                    unless: list(&row, 5),
                    with: list(&row, 6),
                };
                match words.iter().position(|known| *known == word) {
                    Some(at) => entries[at].push(entry),
                    None => {
                        words.push(word);
                        entries.push(vec![entry]);
                    }
                }
            }
        }
        let nouns = |side| {
            rows(NOUNS)
                .find(|row| row[0] == side)
                .map(|row| list(&row, 1))
                .unwrap_or_default()
        };
        Self {
            words: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .kind(Some(AhoCorasickKind::DFA))
                .build(&words)
                .ok(),
            entries,
            noun_before: nouns("before"),
            noun_after: nouns("after"),
        }
    }

    /// Every cue in `text`, left to right, the longest at each place, with the harmless ones left out.
    pub(super) fn hits(&self, text: &str) -> Vec<(Kind, Range<usize>)> {
        let Some(words) = &self.words else { return Vec::new() };
        let mut found = Vec::new();
        for hit in words.find_iter(text) {
            let (before, after) = (&text[..hit.start()], &text[hit.end()..]);
            let entry = self.entries[hit.pattern().as_usize()]
                .iter()
                .find(|entry| entry.fits(before, after));
            match entry.map(|entry| entry.kind) {
                None | Some(Kind::None) => {}
                Some(Kind::Act) if self.is_noun(before, after) => {}
                Some(kind) => found.push((kind, hit.range())),
            }
        }
        found
    }

    fn is_noun(&self, before: &str, after: &str) -> bool {
        self.noun_before.iter().any(|word| before.ends_with(word))
            || self.noun_after.iter().any(|word| after.starts_with(word))
    }
}

/// How many characters behind a cue another word of its clause can take its meaning away.
const CLAUSE: usize = 80;

impl Entry {
    fn fits(&self, before: &str, after: &str) -> bool {
        let followed = self.followed_by.is_empty() || self.followed_by.iter().any(|word| after.starts_with(word));
        let ends = !self.last || after.chars().next().is_none_or(clause::ends_clause);
        followed
            && ends
            && !self.not_after.iter().any(|word| before.ends_with(word))
            && (self.unless.is_empty() && self.with.is_empty() || !self.is_taken_away(after))
    }

    /// Whether another word behind the cue, in its clause, takes its meaning away, or one that it needs is missing.
    fn is_taken_away(&self, after: &str) -> bool {
        // A clause of a hostile text may have no end: what stands far behind changes nothing.
        let near = after.char_indices().nth(CLAUSE).map_or(after, |(at, _)| &after[..at]);
        let rest = near.split(clause::ends_clause).next().unwrap_or_default();
        !self.with.is_empty() && !self.with.iter().any(|word| rest.contains(word))
            || self.unless.iter().any(|word| rest.contains(word))
    }
}

fn kind(name: &str) -> Kind {
    match name {
        "done" => Kind::Done,
        "act" => Kind::Act,
        "head" => Kind::Head,
        "ongoing" => Kind::Ongoing,
        "begin" => Kind::Begin,
        "moving" => Kind::Moving,
        "planned" => Kind::Planned,
        "neutral" => Kind::Neutral,
        "frame" => Kind::Frame,
        "cause" => Kind::Cause,
        _ => Kind::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_kind_and_words() {
        for row in rows(CUES) {
            assert!(kind(row[0]) != Kind::None || row[0] == "none", "{row:?}");
            assert!(row.len() >= 3 && !list(&row, 1).is_empty(), "{row:?}");
        }
    }

    #[test]
    fn a_word_stands_twice_only_where_its_neighbours_decide() {
        let lexicon = Lexicon::read();
        for entries in &lexicon.entries {
            let open = entries
                .iter()
                .filter(|e| e.followed_by.is_empty() && e.not_after.is_empty() && e.with.is_empty() && !e.last)
                .count();
            assert!(
                open <= 1,
                "two readings for one word: {:?}",
                entries.iter().map(|e| e.kind).collect::<Vec<_>>()
            );
        }
    }
}
