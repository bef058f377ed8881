//! Tables of findings: rows into findings, cells into measures.
//!
//! Every format hands its tables over as lines with TABs between the cells (`text::format::table`); tables that a text file draws with TABs
//! or bars look alike. A table is read by the heads of its columns (`headers.tsv`), or, where it has none, by what stands in them
//! (`guess`), and only where that is sure: a table of contacts or of figures stays text. Lines between rows (the heading of a group of
//! findings that reaches over all columns) are not part of the table: they are lines of the outline, and what follows stands under them.

mod cell;
mod entry;
mod grid;
mod guess;
mod header;
mod pairs;

use std::borrow::Cow;
use std::ops::Range;

pub use entry::{Deadline, Entry, Outcome};

use super::{heading, numbering};
use crate::text::format::table::CELL_LINE;
use grid::Line;
use header::Role;

/// Lines without cells that may stand between two rows of one table: a heading over a group, a page number, a running head.
const BETWEEN: usize = 3;

/// Characters of such a line.
const LONGEST_BETWEEN: usize = 80;

/// Columns of a table that has no head; two make a list of pairs.
const COLUMNS: usize = 3;

/// Rows of as many cells that are a table whatever is in them.
const ROWS: usize = 2;

/// What the tables of a notice hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tables {
    /// The lines that are rows, in text order: nothing in them is a number of the outline.
    pub rows: Vec<Range<usize>>,
    /// The findings, in text order.
    pub entries: Vec<Entry>,
    /// Rows of measures without a problem, as findings without a heading: what stands above the table is the problem.
    pub loose: Vec<Entry>,
    /// Tables that may hold findings, but are not sure to; they stay text.
    pub unread: Vec<Range<usize>>,
}

/// A row, under its columns.
struct Row<'a> {
    roles: Vec<Role>,
    cells: Cow<'a, [Range<usize>]>,
    /// Whether a line stands between it and the row above: it goes on no finding.
    parted: bool,
}

/// Reads the tables in a part of the folded text.
pub fn read(text: &str, within: Range<usize>) -> Tables {
    let mut found = Tables::default();
    let drawn = text[within.clone()].contains(['\t', '|', '│', '┃']);
    if !drawn && !text[within.clone()].contains("  ") {
        return found;
    }
    let mut lines = grid::lines(text, within);
    set_in_columns(text, &mut lines);
    // Within cells, lines are lines; no place moves.
    let text = &text.replace(CELL_LINE, "\n  ");
    // Before this line no list of pairs begins.
    let mut no_pairs = 0;
    let mut at = 0;
    while at < lines.len() {
        if lines[at].cells.len() < 2 || lines[at].indented {
            at += 1;
            continue;
        }
        if at >= no_pairs {
            match pairs::read(text, &lines, at) {
                Ok((entries, end)) => {
                    found.entries.extend(entries);
                    found.rows.extend(lines[at..end].iter().map(|line| line.range.clone()));
                    at = end;
                    continue;
                }
                Err(next) => no_pairs = next,
            }
        }
        at = match header::columns(text, &lines[at].cells) {
            Some(roles) => headed(text, &lines, at, roles, &mut found),
            None => headless(text, &lines, at, &mut found),
        };
    }
    found
}

/// Whether a line of the folded text is the head of a table of findings, however its columns are set apart, or the first of one that stands
/// upright.
pub fn is_head(text: &str, line: &Range<usize>) -> bool {
    let heads = grid::lines(text, line.clone())
        .pop()
        .map(|line| line.cells)
        .filter(|cells| !cells.is_empty())
        .unwrap_or_else(|| grid::spaced(text, line));
    let pairs = heads.len() >= 2 && text[line.clone()].contains(['\t', '|', '│']) && pairs::begins(text, &heads);
    let parted = text[line.clone()].contains(['\t', '|', '│']);
    pairs || heads.len() >= if parted { 2 } else { COLUMNS } && header::columns(text, &heads).is_some()
}

/// Gives cells to the lines of tables whose columns are set apart by blanks: from a line of known heads on, as long as the lines have at least
/// as many cells as the number, the problem and one more need, and none more than the head.
fn set_in_columns(text: &str, lines: &mut [Line]) {
    let mut at = 0;
    while at < lines.len() {
        let heads = if lines[at].cells.is_empty() {
            grid::spaced(text, &lines[at].range)
        } else {
            Vec::new()
        };
        let columns = heads.len();
        if columns < COLUMNS || header::columns(text, &heads).is_none() {
            at += 1;
            continue;
        }
        let mut rows = vec![(at, heads)];
        let mut between = 0;
        for (next, line) in lines.iter().enumerate().skip(at + 1) {
            let cells = grid::spaced(text, &line.range);
            let row = (COLUMNS..=columns).contains(&cells.len());
            if row {
                rows.push((next, cells));
                between = 0;
            } else if between >= BETWEEN {
                break;
            } else {
                between += usize::from(!line.range.is_empty());
            }
        }
        at = rows.last().map_or(at, |(last, _)| *last) + 1;
        if rows.len() > ROWS - 1 {
            for (row, cells) in rows {
                lines[row].cells = cells;
                lines[row].indented = false;
            }
        }
    }
}

/// A table under a head, from the line of the head on; returns the line after it.
fn headed(text: &str, lines: &[Line], head: usize, roles: Vec<Role>, found: &mut Tables) -> usize {
    let mut roles = roles;
    let mut cut = vec![lines[head].range.clone()];
    let mut rows: Vec<Row> = Vec::new();
    let mut parted = false;
    let mut at = head + 1;
    if let Some(next) = lines.get(at)
        && let Some(under) = header::second(text, &next.cells, &roles)
    {
        roles = under;
        cut.push(next.range.clone());
        at += 1;
    }
    let mut end = at;
    let mut between = 0;
    while let Some(line) = lines.get(at) {
        if line.cells.len() < 2 || (line.indented && line.cells.len() != roles.len()) {
            let own = text[line.range.clone()].trim();
            let written = usize::from(!own.is_empty());
            between += written;
            parted |= written > 0;
            if line.cells.is_empty() && is_problem_line(text, lines, at, &roles) {
                cut.push(line.range.clone());
                rows.push(Row {
                    roles: vec![Role::Problem],
                    cells: Cow::Owned(vec![grid::trimmed(text, line.range.clone())]),
                    parted: std::mem::take(&mut parted),
                });
            } else if between > BETWEEN || own.chars().count() > LONGEST_BETWEEN {
                break;
            }
            at += 1;
            continue;
        }
        if let Some(again) = header::columns(text, &line.cells) {
            // The head again on the next page; another head opens another table.
            if again != roles && header::second(text, &line.cells, &roles).is_none() && between > 0 {
                break;
            }
            roles = again;
            cut.push(line.range.clone());
            if let Some(next) = lines.get(at + 1)
                && let Some(under) = header::second(text, &next.cells, &roles)
            {
                roles = under;
                cut.push(next.range.clone());
                at += 1;
            }
        } else if is_section(text, line, &roles) {
            parted = true;
        } else {
            cut.push(line.range.clone());
            rows.push(Row {
                roles: roles.clone(),
                cells: Cow::Borrowed(&line.cells),
                parted: std::mem::take(&mut parted),
            });
        }
        between = 0;
        at += 1;
        end = at;
    }
    let (entries, loose): (Vec<Entry>, Vec<Entry>) = entry::entries(text, &rows)
        .into_iter()
        .partition(|entry| !entry.heading.is_empty());
    let sure = entry::are_findings(text, &entries);
    found
        .loose
        .extend(loose.into_iter().filter(|entry| !entry.answers.is_empty()));
    let range = lines[head].range.start..cut.last().map_or(lines[head].range.end, |row| row.end);
    found.rows.extend(cut);
    if sure {
        found.entries.extend(entries);
    } else if rows.iter().any(|row| row.roles.contains(&Role::Measure)) {
        found.unread.push(range);
    }
    end
}

/// Whether a line over all columns is the problem that the rows below it answer to: their own columns have none.
fn is_problem_line(text: &str, lines: &[Line], at: usize, roles: &[Role]) -> bool {
    let named = roles.iter().any(|role| matches!(role, Role::Problem | Role::Statement));
    let answered = lines
        .get(at + 1)
        .is_some_and(|next| next.cells.len() == roles.len() && header::columns(text, &next.cells).is_none());
    let own = &lines[at].range;
    !named && answered && (numbering::line_start_number(text, own.start) || heading::is_problem(&text[own.clone()]))
}

/// A heading over the rows that follow, in a row of its own: one cell with text, the first, that is no answer.
fn is_section(text: &str, line: &Line, roles: &[Role]) -> bool {
    let (1, Some(0)) = (line.filled(), line.first()) else {
        return false;
    };
    let own = &text[line.cells[0].clone()];
    let labelled = numbering::line_start_number(text, line.cells[0].start);
    // Under such a head the cell is the finding's own, also where merged cells leave the rest of the row empty.
    let own_column = matches!(
        roles.first(),
        Some(Role::Problem | Role::Statement | Role::Measure | Role::Result)
    );
    !own_column && (labelled || own.chars().filter(|c| c.is_alphabetic()).count() >= 4)
}

/// Rows without a head: read where what stands in the columns is plain, else left as they are; returns the line after them.
fn headless(text: &str, lines: &[Line], first: usize, found: &mut Tables) -> usize {
    let columns = lines[first].cells.len();
    // Before the rows are gathered: a long list of pairs would be gathered again from each of its lines.
    if columns < COLUMNS {
        return first + 1;
    }
    let mut rows: Vec<&Line> = Vec::new();
    let mut at = first;
    let mut end = first;
    let mut between = 0;
    while let Some(line) = lines.get(at) {
        if line.cells.len() == columns && header::columns(text, &line.cells).is_none() {
            rows.push(line);
            between = 0;
            end = at + 1;
        } else if line.cells.is_empty() && between < 1 {
            between += usize::from(!text[line.range.clone()].trim().is_empty());
        } else {
            break;
        }
        at += 1;
    }
    if rows.len() < ROWS {
        return first + 1;
    }
    let cells: Vec<&[Range<usize>]> = rows.iter().map(|row| row.cells.as_slice()).collect();
    let range = rows[0].range.start..rows[rows.len() - 1].range.end;
    let guessed = guess::columns(text, &cells);
    if let guess::Guess::Findings(roles) = &guessed {
        let rows: Vec<Row> = rows
            .iter()
            .map(|row| Row {
                roles: roles.clone(),
                cells: Cow::Borrowed(&row.cells),
                parted: false,
            })
            .collect();
        found.entries.extend(entry::entries(text, &rows));
    }
    if guessed == guess::Guess::Perhaps {
        found.unread.push(range);
    }
    found.rows.extend(rows.iter().map(|row| row.range.clone()));
    end
}

#[cfg(test)]
mod tests;
