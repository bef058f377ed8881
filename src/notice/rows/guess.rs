//! What the columns of a table without a head hold, told by what stands in them.

use std::ops::Range;

use super::super::{heading, particulars};
use super::header::Role;
use crate::text::date;

/// Whether a table is one of findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guess {
    /// It is, with these columns.
    Findings(Vec<Role>),
    /// It reads like one, but what its columns hold is not sure.
    Perhaps,
    /// Nothing speaks for it.
    No,
}

/// Characters that a problem or an answer has at least.
const SENTENCE: usize = 6;

/// What was seen in one column.
#[derive(Debug, Default)]
struct Seen {
    filled: usize,
    /// 1, 2, 3: each the one before it and one.
    counts: bool,
    problems: usize,
    sentences: usize,
    chars: usize,
    times: usize,
    states: usize,
}

/// The columns of rows that all have as many cells. Sure is only a table whose rows are counted, of which one column says what is wrong and
/// a later one, in whole sentences, what was done.
pub(super) fn columns(text: &str, rows: &[&[Range<usize>]]) -> Guess {
    let width = rows.iter().map(|row| row.len()).min().unwrap_or(0);
    let seen: Vec<Seen> = (0..width).map(|column| seen(text, rows, column)).collect();
    let most = |count: usize, seen: &Seen| seen.filled > 0 && count * 5 >= seen.filled * 4;
    let ordinal = seen.first().is_some_and(|first| first.counts);
    let problem = seen
        .iter()
        .position(|seen| seen.filled >= 2 && most(seen.problems, seen) && seen.chars >= SENTENCE * seen.filled);
    let Some(problem) = problem else { return Guess::No };
    let answer = (problem + 1..width).find(|&at| {
        let seen = &seen[at];
        most(seen.sentences, seen) && seen.filled * 5 >= rows.len() * 4 && !most(seen.times, seen)
    });
    let Some(answer) = answer.filter(|_| ordinal && problem == 1) else {
        return Guess::Perhaps;
    };
    let roles = seen.iter().enumerate().map(|(at, seen)| match at {
        0 => Role::Ordinal,
        at if at == problem => Role::Problem,
        at if at == answer => Role::Measure,
        _ if most(seen.states, seen) => Role::State,
        _ if most(seen.times, seen) => Role::Deadline,
        _ => Role::Other,
    });
    Guess::Findings(roles.collect())
}

fn seen(text: &str, rows: &[&[Range<usize>]], column: usize) -> Seen {
    let mut seen = Seen::default();
    let mut last = 0;
    let mut counts = true;
    for row in rows {
        let cell = text[row[column].clone()].trim();
        if cell.is_empty() {
            continue;
        }
        seen.filled += 1;
        let number: Option<u32> = cell.trim_end_matches(['.', '、']).parse().ok();
        counts &= number == Some(last + 1);
        last = number.unwrap_or(last);
        let chars = cell.chars().count();
        seen.chars += chars;
        let is_problem = chars >= SENTENCE && heading::is_problem(cell);
        seen.problems += usize::from(is_problem);
        let is_sentence = chars > 2 * SENTENCE && cell.contains([',', '。', ';', '、']) || chars > 4 * SENTENCE;
        seen.sentences += usize::from(is_sentence);
        let is_time = chars <= 14 && !date::printed(cell).is_empty();
        seen.times += usize::from(is_time);
        seen.states += usize::from(particulars::is_state(cell));
    }
    seen.counts = counts && seen.filled >= 2;
    seen
}
