//! What the words around a number say about it: the whole, a part that is done, the rest, or a plan. They stand in `status.tsv`.

use std::sync::LazyLock;

use super::count::pairs;
use crate::text::needles::{Keyed, Needles};
use crate::text::numeral;

const STATUS: &str = include_str!("status.tsv");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Done,
    Rest,
    Plan,
    Plain,
}

/// How far behind a number the words may stand that all of it is done, in characters.
const ALL_WITHIN: usize = 26;

/// What the words before a number say about it, and what stands between them and the number.
pub(super) fn before(before: &str) -> (Status, &str) {
    static PLAN: LazyLock<Needles> = LazyLock::new(|| Needles::new(words_of("plan")));
    static STATES: LazyLock<Keyed> = LazyLock::new(|| {
        Keyed::new(
            pairs(STATUS)
                .into_iter()
                .filter(|(key, _)| matches!(*key, "done" | "rest")),
        )
    });
    if PLAN.are_in(before) {
        return (Status::Plan, "");
    }
    match STATES.last(before) {
        Some(("rest", at)) => (Status::Rest, &before[at.end..]),
        Some((_, at)) => (Status::Done, &before[at.end..]),
        None => (Status::Plain, before),
    }
}

/// Whether the words behind a number say that all of it is done: up to the next number, of which they say nothing.
pub(super) fn is_all_done(after: &str) -> bool {
    let rest = after.split([';', '；']).next().unwrap_or_default();
    let counts = |c: char| c.is_ascii_digit() || numeral::is_han_numeral(c);
    let (rest, number_follows) = match rest.find(|c: char| c.is_ascii_digit()) {
        Some(at) => (&rest[..at], true),
        None => (rest, false),
    };
    let near = rest.char_indices().nth(ALL_WITHIN).map_or(rest, |(at, _)| &rest[..at]);
    words_of("whole").any(|word| {
        near.find(word).is_some_and(|at| {
            let behind = rest[at + word.len()..].trim_start_matches(['了', '的', '共', ' ']);
            !(behind.starts_with(counts) || behind.is_empty() && number_follows)
        })
    })
}

/// What the words right behind a unit say, where they stand for what was counted before: 25个已完成整改.
pub(super) fn after(tail: &str) -> Option<Status> {
    let tail = tail.trim_start_matches(['的', '问', '题', '均', ' ']);
    let starts = |key| words_of(key).any(|word| tail.starts_with(word));
    if starts("after-done") {
        Some(Status::Done)
    } else {
        starts("after-rest").then_some(Status::Rest)
    }
}

/// The words of one kind in the table of states.
fn words_of(key: &'static str) -> impl Iterator<Item = &'static str> {
    static TABLE: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| pairs(STATUS));
    TABLE.iter().filter(move |(k, _)| *k == key).map(|(_, word)| *word)
}
