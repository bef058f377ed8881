//! Tables that stand upright: each line a label and its value (反馈问题 | …, 整改措施 | …), or several such pairs; the lines of one finding follow
//! each other.

use std::borrow::Cow;
use std::ops::Range;

use super::Row;
use super::entry::{self, Entry};
use super::grid::Line;
use super::header::{self, Role};

/// Pairs that one finding has at least.
const FEW: usize = 3;

/// Pairs that one finding has at most: what goes on without end is no finding, and is not gathered again from each of its lines.
const MANY: usize = 30;

/// The findings whose pairs begin in the line at `first`, and the line behind them; where none begins there, the first line at which to
/// look again.
pub(super) fn read(text: &str, lines: &[Line], first: usize) -> Result<(Vec<Entry>, usize), usize> {
    let mut records: Vec<(Vec<Role>, Vec<Range<usize>>)> = Vec::new();
    let mut at = first;
    let mut end = first;
    while let Some(line) = lines.get(at) {
        let Some(pairs) = pairs(text, line) else {
            // A blank line parts nothing.
            if !text[line.range.clone()].trim().is_empty() {
                break;
            }
            at += 1;
            continue;
        };
        for (role, value) in pairs {
            let opens = records.last().is_none_or(|(roles, _)| {
                let again = matches!(role, Role::Ordinal | Role::Problem) && roles.contains(&role);
                again || (role == Role::Ordinal && roles.contains(&Role::Problem))
            });
            if opens {
                // No list that begins above this line is whole.
                if records.last().is_some_and(|last| !is_whole(last)) {
                    return Err(at.max(first + 1));
                }
                records.push((Vec::new(), Vec::new()));
            }
            if let Some((roles, values)) = records.last_mut() {
                if roles.len() >= MANY {
                    return Err(at.max(first + 1));
                }
                roles.push(role);
                values.push(value);
            }
        }
        at += 1;
        end = at;
    }
    if records.last().is_none_or(|last| !is_whole(last)) {
        return Err(end.max(first + 1));
    }
    let rows: Vec<Row> = records
        .iter()
        .map(|(roles, values)| Row {
            roles: roles.clone(),
            cells: Cow::Borrowed(values),
            parted: true,
        })
        .collect();
    let entries = entry::entries(text, &rows);
    if entry::are_findings(text, &entries) {
        Ok((entries, end))
    } else {
        Err(end)
    }
}

/// Whether pairs are all that a finding needs: the problem, and what was done.
fn is_whole((roles, _): &(Vec<Role>, Vec<Range<usize>>)) -> bool {
    let answered = roles.iter().any(|role| matches!(role, Role::Measure | Role::Result));
    roles.len() >= FEW && roles.contains(&Role::Problem) && answered
}

/// The labels of a line with their values, a counted label (问题一) as the number too; None where its cells are no such pairs.
fn pairs(text: &str, line: &Line) -> Option<Vec<(Role, Range<usize>)>> {
    of(text, &line.cells)
}

/// Whether cells are such pairs.
pub(super) fn begins(text: &str, cells: &[Range<usize>]) -> bool {
    of(text, cells).is_some()
}

fn of(text: &str, cells: &[Range<usize>]) -> Option<Vec<(Role, Range<usize>)>> {
    if cells.is_empty() || !cells.len().is_multiple_of(2) {
        return None;
    }
    let mut found = Vec::new();
    for pair in cells.chunks(2) {
        let label = text[pair[0].clone()].trim_end_matches([':', ' ']);
        // 问题 | 措施 is the head of a table.
        let head = header::role(&text[pair[1].clone()]).is_some();
        let role = header::role(label).filter(|_| !head)?;
        if role == Role::Problem && entry::is_number(label) {
            found.push((Role::Ordinal, pair[0].clone()));
        }
        found.push((role, pair[1].clone()));
    }
    Some(found)
}
