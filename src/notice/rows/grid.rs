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
            indented: !text[start..end].trim_start().contains(['\t', '|']),
        });
        start += line.len();
    }
    found
}

/// The cells of a line: between TABs, or between the bars of a row of Markdown.
fn cells(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let own = &text[line.clone()];
    let bars = own.trim().strip_prefix('|').and_then(|row| row.strip_suffix('|'));
    if let Some(row) = bars.filter(|row| row.contains('|') && !own.contains('\t')) {
        let start = line.start + own.len() - own.trim_start().len() + 1;
        if row.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ')) {
            return Vec::new();
        }
        return split(text, start..start + row.len(), '|');
    }
    if own.contains('\t') {
        return split(text, line, '\t');
    }
    Vec::new()
}

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
