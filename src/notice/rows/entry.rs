//! Rows under known columns into findings.

use std::ops::Range;

use super::super::heading;
use super::super::particulars;
use super::super::roles::Answer;
use super::Row;
use super::cell;
use super::header::{self, Role};

/// A finding that stands in one row or, merged, in several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its number: a cell of its own, or the beginning of the problem's.
    pub label: Option<Range<usize>>,
    /// The number of the heading beside it that reaches over several findings.
    pub group: Option<Range<usize>>,
    /// The cell of the problem.
    pub heading: Range<usize>,
    /// The title in it.
    pub title: Range<usize>,
    /// The cells that describe the problem at length.
    pub statement: Vec<Range<usize>>,
    /// All its rows.
    pub range: Range<usize>,
    /// Its measures.
    pub answers: Vec<Answer>,
    /// What came of the measures, by the cells beside them.
    pub outcomes: Vec<Outcome>,
    /// The printed states.
    pub states: Vec<Range<usize>>,
    /// By when, row by row.
    pub deadlines: Vec<Deadline>,
    /// Who leads it.
    pub leaders: Vec<Range<usize>>,
    /// Which offices answer for it.
    pub departments: Vec<Range<usize>>,
    /// Who answers for it.
    pub persons: Vec<Range<usize>>,
}

/// What is printed beside measures of what came of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The cell, or the part of it that answers to one measure.
    pub range: Range<usize>,
    /// The places of the measures among those of the finding.
    pub answers: Range<usize>,
}

/// A printed time, and the last measure of its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The cell.
    pub range: Range<usize>,
    /// The measure's place among those of the finding; None where the row has none.
    pub answer: Option<usize>,
}

/// Characters of the longest cell that is a number.
const LONGEST_NUMBER: usize = 8;

/// Characters of the longest cell that is a state whatever its words, under a head that names one.
const LONGEST_STATE: usize = 12;

/// Letters of the shortest problem.
const SHORTEST_PROBLEM: usize = 4;

/// The findings in rows, each with its columns. A row without a problem of its own, or with the same again, goes on the one above.
pub(super) fn entries(text: &str, rows: &[Row]) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut group: Option<Range<usize>> = None;
    // Where the findings begin that a row may go on.
    let mut open = 0;
    for row in rows {
        let roles = &row.roles[..];
        if row.parted {
            open = found.len();
        }
        let cells = aligned(text, roles, &row.cells);
        let Some((_, first)) = cells.first() else { continue };
        if header::is_total(&text[first.clone()]) {
            continue;
        }
        let named = if roles.contains(&Role::Problem) {
            Role::Problem
        } else {
            Role::Statement
        };
        if let Some((_, cell)) = cells.iter().find(|(role, _)| *role == Role::Category) {
            group = cell::label(text, cell);
        }
        // Of two columns that name a problem (反馈意见, 具体问题) the later one is closer to it.
        let mut problems = cells.iter().filter(|(role, _)| *role == named).map(|(_, cell)| cell);
        let (outer, problem) = match (problems.next(), problems.next_back()) {
            (Some(outer), Some(problem)) => (Some(outer), Some(problem)),
            (only, _) => (None, only),
        };
        if let Some(outer) = outer.and_then(|outer| cell::label(text, outer)) {
            group = Some(outer);
        }
        let number = cells
            .iter()
            .find(|(role, cell)| *role == Role::Ordinal && is_number(&text[cell.clone()]))
            .map(|(_, cell)| cell.clone());
        let own = cells.iter().filter(|(role, _)| *role != Role::Category);
        let start = own.map(|(_, cell)| cell.start).min().unwrap_or(first.start);
        // 序号 | 整改情况: one cell holds the problem and its answer.
        let both = cells
            .iter()
            .filter(|_| problem.is_none() && number.is_some() && !roles.iter().any(is_problem))
            .find(|(role, _)| matches!(role, Role::Measure | Role::Result))
            .and_then(|(_, cell)| both(text, cell));
        if let Some((problem, answer)) = both {
            let mut entry = Entry {
                group: group.clone(),
                range: start..answer.end,
                ..opened(text, &problem, number.clone())
            };
            let others: Vec<_> = cells
                .iter()
                .filter(|(_, cell)| cell.start != problem.start)
                .cloned()
                .collect();
            fill(text, &mut entry, &others, named);
            entry.answers.splice(0..0, cell::measures(text, &answer));
            entry.range.end = cells.last().map_or(start, |(_, cell)| cell.end);
            found.push(entry);
            continue;
        }
        if let Some(problem) = problem
            && !found[open..]
                .last()
                .is_some_and(|last| repeats(text, last, problem, number.as_ref()))
        {
            found.push(Entry {
                group: group.clone(),
                range: start..start,
                ..opened(text, problem, number)
            });
        }
        if found.len() == open && !roles.iter().any(is_problem) {
            // Measures under a problem that stands above the table.
            found.push(Entry {
                label: None,
                range: start..start,
                heading: start..start,
                title: start..start,
                ..Entry::default()
            });
        }
        let Some(entry) = found[open..].last_mut() else {
            continue;
        };
        entry.range.end = cells.last().map_or(start, |(_, cell)| cell.end);
        fill(text, entry, &cells, named);
    }
    found
}

fn is_problem(role: &Role) -> bool {
    matches!(role, Role::Problem | Role::Statement)
}

/// The problem and the answer in one cell: 关于…的问题。整改情况:….
fn both(text: &str, cell: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let own = &text[cell.clone()];
    let opening = heading::openings(own)
        .into_iter()
        .find(|opening| opening.kind == heading::OpeningKind::Answer && opening.range.start > 0);
    let (problem, answer) = match opening {
        Some(opening) => (opening.range.start, opening.range.start),
        None => {
            let end = heading::end(text, cell.clone()) - cell.start;
            let title = own[..end].trim_end_matches(['。', ':', ',']);
            (heading::is_wrapped(own) || heading::ends_as_problem(title)).then_some((end, end))?
        }
    };
    let problem = super::grid::trimmed(text, cell.start..cell.start + problem);
    let answer = super::grid::trimmed(text, cell.start + answer..cell.end);
    let says = |range: &Range<usize>| text[range.clone()].chars().filter(|c| c.is_alphanumeric()).count();
    (says(&problem) >= SHORTEST_PROBLEM && says(&answer) >= SHORTEST_PROBLEM).then_some((problem, answer))
}

/// The cells of a row that have text, with their roles. Where the cell of the number is lacking, the others move up.
fn aligned(text: &str, roles: &[Role], cells: &[Range<usize>]) -> Vec<(Role, Range<usize>)> {
    let lacks = roles.first() == Some(&Role::Ordinal)
        && cells.len() + 1 == roles.len()
        && cells
            .first()
            .is_some_and(|cell| !cell.is_empty() && !is_number(&text[cell.clone()]));
    roles
        .iter()
        .skip(usize::from(lacks))
        .copied()
        .zip(cells.iter().cloned())
        .filter(|(_, cell)| !cell.is_empty())
        .collect()
}

/// Whether a cell is a finding's number and nothing else.
pub(super) fn is_number(cell: &str) -> bool {
    let inner = cell.trim_matches(|c: char| "()[]【】.、第条项问题 ".contains(c));
    let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c) || ('①'..='⑳').contains(&c);
    cell.chars().count() <= LONGEST_NUMBER
        && !inner.is_empty()
        && inner.chars().all(|c| digits(c) || matches!(c, '.' | '-'))
}

/// Whether a row names the problem of the row above again, as tables do whose merged cells were filled.
fn repeats(text: &str, last: &Entry, problem: &Range<usize>, number: Option<&Range<usize>>) -> bool {
    let bare = |range: &Range<usize>| -> String { text[range.clone()].split_whitespace().collect() };
    let same_number = match (number, &last.label) {
        (Some(number), Some(label)) => bare(number) == bare(label),
        (Some(_), None) => false,
        (None, _) => true,
    };
    same_number && bare(problem) == bare(&last.heading)
}

/// A finding by its problem.
fn opened(text: &str, problem: &Range<usize>, number: Option<Range<usize>>) -> Entry {
    let printed = cell::label(text, problem);
    let start = printed.as_ref().map_or(problem.start, |label| label.end);
    let end = heading::end(text, start..problem.end);
    let more = text[end..problem.end].chars().filter(|c| c.is_alphanumeric()).count();
    let mut entry = Entry {
        label: number.or(printed),
        heading: problem.clone(),
        title: heading::title(text, start..end),
        ..Entry::default()
    };
    if more > SHORTEST_PROBLEM {
        entry.statement.push(super::grid::trimmed(text, start..problem.end));
    }
    entry
}

/// Puts the other cells of a row into the finding.
fn fill(text: &str, entry: &mut Entry, cells: &[(Role, Range<usize>)], named: Role) {
    let says = |cell: &Range<usize>| text[cell.clone()].chars().filter(|c| c.is_alphanumeric()).count();
    let first = entry.answers.len();
    answer(text, entry, cells, |role| *role == Role::Measure);
    let beside = entry.answers.len() > first;
    if !beside {
        // What came of it is the answer where the table has no other.
        answer(text, entry, cells, |role| matches!(role, Role::Result | Role::State));
    }
    let own = first..entry.answers.len();
    let stated = cells.iter().any(|(role, _)| *role == Role::State);
    for (role, cell) in cells {
        match role {
            Role::Statement if named != Role::Statement && says(cell) >= SHORTEST_PROBLEM => {
                // What the column says is more than what the problem's own cell does.
                let heading = entry.heading.clone();
                entry
                    .statement
                    .retain(|known| known.start < heading.start || known.end > heading.end);
                entry.statement.push(cell.clone());
            }
            Role::Result | Role::State if beside => {
                let counted = || cell::measures(text, cell).iter().any(|answer| answer.label.is_some());
                // Words of what came of it (已完成,追回…; 投诉下降三成) are the state where no column has one.
                let words = || *role == Role::Result && !stated && says(cell) > 0 && !counted();
                if is_state(text, *role, cell) || words() {
                    entry.states.push(cell.clone());
                }
                entry.outcomes.extend(outcomes(text, cell, &entry.answers, own.clone()));
            }
            Role::Measure | Role::Result | Role::State if is_state(text, *role, cell) => {
                entry.states.push(cell.clone());
                entry.outcomes.extend(outcomes(text, cell, &entry.answers, own.clone()));
            }
            Role::Leader if says(cell) > 0 => entry.leaders.push(cell.clone()),
            Role::Department | Role::Joint if says(cell) > 0 => entry.departments.push(cell.clone()),
            Role::Person if says(cell) > 0 => entry.persons.push(cell.clone()),
            _ => {}
        }
    }
    for (_, cell) in cells.iter().filter(|(role, _)| *role == Role::Deadline) {
        entry.deadlines.push(Deadline {
            range: cell.clone(),
            answer: own.clone().next_back(),
        });
    }
}

/// The measures of the cells in columns of some roles.
fn answer(text: &str, entry: &mut Entry, cells: &[(Role, Range<usize>)], of: impl Fn(&Role) -> bool) {
    for (role, cell) in cells.iter().filter(|(role, _)| of(role)) {
        let says = text[cell.clone()].chars().filter(|c| c.is_alphanumeric()).count();
        if says >= SHORTEST_PROBLEM && !is_state(text, *role, cell) {
            entry.answers.extend(cell::measures(text, cell));
        }
    }
}

/// Whether a cell only says how far it is.
fn is_state(text: &str, role: Role, cell: &Range<usize>) -> bool {
    let own = &text[cell.clone()];
    (role == Role::State && own.chars().count() <= LONGEST_STATE) || particulars::is_state(own)
}

/// A cell of results against the measures of its row: one to one where both are counted alike, else the whole for all of them.
fn outcomes(text: &str, cell: &Range<usize>, answers: &[Answer], own: Range<usize>) -> Vec<Outcome> {
    if own.is_empty() {
        return Vec::new();
    }
    let number = |answer: &Answer| -> Option<String> {
        let label = &text[answer.label.clone()?];
        Some(label.chars().filter(|c| c.is_alphanumeric()).collect())
    };
    let parts = cell::measures(text, cell);
    let alike = |(part, answer): (&Answer, &Answer)| number(part).is_some() && number(part) == number(answer);
    if parts.len() == own.len() && parts.iter().zip(&answers[own.clone()]).all(alike) {
        let one = |(part, at): (Answer, usize)| Outcome {
            range: part.text,
            answers: at..at + 1,
        };
        return parts.into_iter().zip(own).map(one).collect();
    }
    vec![Outcome {
        range: cell.clone(),
        answers: own,
    }]
}

/// Whether what was read are findings: problems in words, not figures.
pub(super) fn are_findings(text: &str, entries: &[Entry]) -> bool {
    let worded = entries.iter().filter(|entry| {
        let letters = text[entry.title.clone()].chars().filter(|c| c.is_alphabetic());
        letters.take(SHORTEST_PROBLEM).count() == SHORTEST_PROBLEM
    });
    !entries.is_empty() && worded.count() * 5 >= entries.len() * 3
}
