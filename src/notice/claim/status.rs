//! What the words around a number say about it: the whole, a part that is done, the rest, or a plan. They stand in `status.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::noun::pairs;
use crate::text::clause;
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

/// What may stand between two numbers of which one verb speaks: 任务61项,整改措施133条,均已完成.
const LISTED: &[&str] = &[",整改措施", ",措施", ",具体措施", ",整改任务", ",整改举措"];

/// Whether the words behind a number say that all of it is done: up to the next number, of which they say nothing.
pub(super) fn is_all_done(after: &str) -> bool {
    let counts = |c: char| c.is_ascii_digit() || numeral::is_han_numeral(c);
    let mut rest = after.split([';', '；']).next().unwrap_or_default();
    // 9个问题、21个具体表现,已全部整改到位: what is listed is done together.
    let mut number = rest.find(|c: char| c.is_ascii_digit());
    if let Some(at) = number
        && (rest[..at].ends_with(['、', '和', '及']) || LISTED.iter().any(|noun| rest[..at].ends_with(noun)))
    {
        rest = rest[at..].trim_start_matches(|c: char| c.is_ascii_digit());
        number = rest.find(|c: char| c.is_ascii_digit());
    }
    let before_number = number.map_or(rest, |at| &rest[..at]);
    let near = before_number
        .char_indices()
        .nth(ALL_WITHIN)
        .map_or(before_number, |(at, _)| &before_number[..at]);
    // Nearly always none of them stands there, and one search tells.
    WHOLE.are_in(near)
        && words_of("whole").any(|word| {
            near.find(word).is_some_and(|at| {
                let behind = &before_number[at + word.len()..];
                // 已完成整改销号13项: the words are about the number that follows.
                let counts_on = number.is_some() && !behind.contains(clause::ends_clause);
                !(counts_on || behind.trim_start_matches(['了', '的', '共', ' ']).starts_with(counts))
            })
        })
}

/// Whether a clause without a number says that all of what was counted before is done: …,已全部整改.
pub(super) fn says_all(clause: &str) -> bool {
    !clause.contains(|c: char| c.is_ascii_digit()) && WHOLE.are_in(clause)
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

static WHOLE: LazyLock<Needles> = LazyLock::new(|| Needles::new(words_of("whole")));

/// The words of one kind in the table of states.
fn words_of(key: &'static str) -> impl Iterator<Item = &'static str> {
    static TABLE: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
        let mut table: HashMap<_, Vec<_>> = HashMap::new();
        for (key, word) in pairs(STATUS) {
            table.entry(key).or_default().push(word);
        }
        table
    });
    TABLE.get(key).into_iter().flatten().copied()
}
