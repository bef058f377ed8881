//! Which records of a block may match a word, before any of them is looked at.

use super::division::Division;
use super::postings::Set;
use super::signatures::{Signatures, bits};
use super::symbols::{Symbol, Symbols};
use super::word::{Part, Ways, Word};

/// Records of a block, a bit each, that may match a word.
#[derive(Debug, Clone, Copy, Default)]
pub struct May {
    /// As written.
    pub written: u64,
    /// As written, at a boundary.
    pub written_starts: u64,
    /// As heard.
    pub heard: u64,
    /// As heard, at a boundary.
    pub starts: u64,
}

impl May {
    /// What the best match among these records loses at least.
    pub fn least(&self, records: u64) -> i32 {
        let has = |mask: u64| mask & records != 0;
        let ways = Ways {
            written: has(self.written),
            written_starts: has(self.written_starts),
            heard: has(self.heard),
            starts: has(self.starts),
        };
        ways.least()
    }

    /// In which ways a record may match.
    pub fn ways(&self, lane: usize) -> Ways {
        let has = |mask: u64| mask >> lane & 1 != 0;
        Ways {
            written: has(self.written),
            written_starts: has(self.written_starts),
            heard: has(self.heard),
            starts: has(self.starts),
        }
    }
}

/// The filter of a word.
#[derive(Debug)]
pub struct Filter<'i> {
    /// Characters that must all be there for the word as written; `None` where one of them occurs nowhere.
    written: Option<Vec<Set<'i>>>,
    /// Where its first character may stand at a boundary: in any of these. `None` where nothing is known of that.
    starts: Option<Vec<Set<'i>>>,
    /// What must be there for the word as heard; `None` where it cannot be heard.
    heard: Option<Vec<Heard<'i>>>,
}

#[derive(Debug)]
enum Heard<'i> {
    Character(Set<'i>),
    Run(Division<'i>),
}

impl<'i> Filter<'i> {
    /// The filter of a word that must be found.
    pub fn new(word: &Word, index: &'i Signatures, symbols: &Symbols) -> Self {
        let character = |&symbol: &Symbol| index.characters.of(symbol);
        let heard = match (&word.chain, word.parts.is_empty()) {
            (Some(chain), true) => Some(vec![Heard::Run(Division::new(chain, index, symbols))]),
            (Some(_), false) => Some(
                word.parts
                    .iter()
                    .map(|part| match part {
                        Part::Character(symbol) => Heard::Character(character(symbol)),
                        Part::Run(run) => Heard::Run(Division::new(run, index, symbols)),
                    })
                    .collect(),
            ),
            (None, _) => None,
        };
        Self {
            written: word
                .written
                .as_ref()
                .map(|written| written.iter().map(character).collect()),
            starts: {
                let first = word.written.as_ref().and_then(|written| written.first());
                let initials = first.map_or(0, |&first| symbols.initials(first));
                (initials != 0).then(|| bits(initials).flat_map(|first| index.starts(first, None)).collect())
            },
            heard,
        }
    }

    /// The records of a block that may match.
    pub fn block(&self, block: usize) -> May {
        let written = self.written.as_ref().map_or(0, |columns| {
            columns.iter().fold(!0, |mask, column| mask & column.block(block))
        });
        let heard = self.heard.as_ref().map_or(0, |parts| {
            parts.iter().fold(!0, |mask, part| {
                mask & match part {
                    Heard::Character(column) => column.block(block),
                    Heard::Run(run) => run.block(block),
                }
            })
        });
        let starts = match (self.heard.as_deref(), heard) {
            (Some([Heard::Run(run)]), 1..) => heard & run.starts(block),
            _ => heard,
        };
        let written_starts = match &self.starts {
            Some(any) if written != 0 => written & any.iter().fold(0, |mask, column| mask | column.block(block)),
            _ => written,
        };
        May {
            written,
            written_starts,
            heard,
            starts,
        }
    }
}
