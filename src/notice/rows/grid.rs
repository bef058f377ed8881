//! Lines that are rows of a table, and their cells.

use std::ops::Range;

/// A line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The line without its line break.
    pub(super) range: Range<usize>,
    /// Its cells without the blanks around them; none where nothing separates any.
    pub(super) cells: Vec<Range<usize>>,
    /// Whether it is only indented: no row, unless it stands in a table.
    pub(super) indented: bool,
}

impl Line {
    /// How many cells have text.
    pub(super) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    /// The first cell with text, by its column.
    pub(super) fn first(&self) -> Option<usize> {
        self.cells.iter().position(|cell| !cell.is_empty())
    }
}

/// The lines of a part of the text.
pub(super) fn lines(text: &str, within: Range<usize>) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = within.start;
    for line in text[within].split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        found.push(Line {
            range: start..end,
            cells: cells(text, start..end),
            indented: !text[start..end].trim_start().contains(['\t', '|', '│', '┃']),
        });
        start += line.len();
    }
    found
}

/// The cells of a line: between TABs, or between the bars of a row of Markdown or of a drawn table.
fn cells(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let own = &text[line.clone()];
    if own.contains('\t') {
        return split(text, line, '\t');
    }
    let Some(bar) = BARS.into_iter().find(|bar| own.contains(*bar)) else {
        return Vec::new();
    };
    // Lines drawn between rows.
    if own.chars().all(|c| c == bar || is_drawn(c)) {
        return Vec::new();
    }
    let lead = own.len() - own.trim_start().len();
    let bare = own.trim();
    let opened = bare.starts_with(bar);
    let closed = bare.len() > bar.len_utf8() && bare.ends_with(bar);
    let start = line.start + lead + if opened { bar.len_utf8() } else { 0 };
    let end = line.start + lead + bare.len() - if closed { bar.len_utf8() } else { 0 };
    let inner = text[start..end].matches(bar).count();
    // Without bars around it a row has to have several columns: 甲 | 乙 are words beside each other.
    if inner == 0 || (!(opened && closed) && inner + 1 < OPEN_COLUMNS) {
        return Vec::new();
    }
    split(text, start..end, bar)
}

/// Marks that stand between columns.
const BARS: [char; 3] = ['│', '┃', '|'];

/// Columns of a row without bars around it.
const OPEN_COLUMNS: usize = 3;

/// What lines between rows are drawn with.
fn is_drawn(c: char) -> bool {
    matches!(c, '-' | ':' | ' ' | '+' | '=' | '—' | '\u{2500}'..='\u{257f}')
}

/// The cells of a line whose columns are set apart by blanks; none where there is only one.
pub(super) fn spaced(text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let own = &text[line.clone()];
    let mut found = Vec::new();
    let mut start = None;
    let mut blank = 0;
    for (at, c) in own.char_indices() {
        if matches!(c, ' ' | '\u{3000}') {
            blank += 1;
            continue;
        }
        if let Some(from) = start.filter(|_| blank >= APART) {
            found.push(trimmed(text, line.start + from..line.start + at));
            start = None;
        }
        start = start.or(Some(at));
        blank = 0;
    }
    if let Some(from) = start {
        found.push(trimmed(text, line.start + from..line.end));
    }
    if found.len() < 2 { Vec::new() } else { found }
}

/// Blanks that set two columns apart.
const APART: usize = 2;

fn split(text: &str, row: Range<usize>, by: char) -> Vec<Range<usize>> {
    let mut start = row.start;
    text[row]
        .split(by)
        .map(|cell| {
            let range = start..start + cell.len();
            start += cell.len() + by.len_utf8();
            trimmed(text, range)
        })
        .collect()
}

/// A range without the blanks around it.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let own = &text[range.clone()];
    let kept = own.trim();
    let lead = own.len() - own.trim_start().len();
    if kept.is_empty() {
        return range.start..range.start;
    }
    range.start + lead..range.start + lead + kept.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<&str> {
        let line_read = lines(line, 0..line.len()).remove(0);
        if line_read.indented {
            return Vec::new();
        }
        line_read.cells.into_iter().map(|cell| &line[cell]).collect()
    }

    #[test]
    fn rows_are_told_from_indented_lines() {
        assert_eq!(read("1\t 台账不全\u{2028}\t\t6月"), ["1", "台账不全", "", "6月"]);
        assert_eq!(read("\t\t按月抽查\t7月"), ["", "", "按月抽查", "7月"]);
        assert_eq!(read("| 1 | 台账不全 | |"), ["1", "台账不全", ""]);
        for line in ["\t正文从这里开始。", "正文", "|---|:--:|", "|单列|", " "] {
            assert!(read(line).is_empty(), "{line:?}");
        }
    }
}
