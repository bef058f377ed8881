//! How tables stand in the text. One row is one line; cells are separated by TAB, lines within a cell by U+2028 LINE SEPARATOR.
//!
//! Every row has a field for every column of the table, so that fields can be counted: a cell merged over several columns stands
//! in the first of them and leaves the others empty; a cell merged over several rows stands in the first of them and leaves its
//! column empty in the rows that continue it. A row that is one cell over all columns is a heading, and stands as plain lines.

/// Separates cells.
pub const CELL: char = '\t';

/// Separates the lines within a cell.
pub const CELL_LINE: char = '\u{2028}';

/// Columns of one table at most; what stands further to the right is joined to the last cell.
const COLUMNS: usize = 64;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Cell {
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// Columns that it covers, at least 1.
    pub(super) columns: usize,
    /// Rows that it covers, at least 1.
    pub(super) rows: usize,
}

/// The lines of a table.
pub(super) fn lines(rows: Vec<Vec<Cell>>) -> Vec<String> {
    let mut grid: Vec<Row> = Vec::new();
    // For each column, the rows below that a merged cell still covers.
    let mut covered = vec![0_usize; COLUMNS];
    let mut width = 0;
    for cells in rows {
        let mut row = Row::default();
        let mut column = 0;
        for cell in cells {
            while column < COLUMNS && covered[column] > 0 {
                column += 1;
            }
            let end = (column + cell.columns.max(1)).min(COLUMNS);
            let text = join(&cell.lines);
            if column >= COLUMNS {
                if let Some((_, _, last)) = row.cells.last_mut() {
                    last.push(' ');
                    last.push_str(&text);
                }
                continue;
            }
            covered[column..end].fill(cell.rows.max(1));
            if !text.is_empty() {
                row.cells.push((column, end, text));
            }
            column = end;
            width = width.max(end);
        }
        for left in &mut covered {
            *left = left.saturating_sub(1);
        }
        grid.push(row);
    }
    grid.into_iter().flat_map(|row| row.lines(width)).collect()
}

/// The cells of a row that have text: first column, the column after the last, text.
#[derive(Default)]
struct Row {
    cells: Vec<(usize, usize, String)>,
}

impl Row {
    fn lines(self, width: usize) -> Vec<String> {
        match self.cells.as_slice() {
            [] => Vec::new(),
            [(0, end, text)] if *end == width => text.split(CELL_LINE).map(str::to_owned).collect(),
            cells => {
                let mut line = String::new();
                let mut at = 0;
                for (column, _, text) in cells {
                    line.extend(std::iter::repeat_n(CELL, column - at));
                    line.push_str(text);
                    at = *column;
                }
                line.extend(std::iter::repeat_n(CELL, (width - 1).saturating_sub(at)));
                vec![line]
            }
        }
    }
}

fn join(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.trim_matches([' ', '\t', '\n', '\r']);
        if line.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(CELL_LINE);
        }
        text.extend(
            line.chars()
                .map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: usize, rows: usize) -> Cell {
        Cell {
            lines: text.split('\n').map(str::to_owned).collect(),
            columns,
            rows,
        }
    }

    fn plain(texts: &[&str]) -> Vec<Cell> {
        texts.iter().map(|text| cell(text, 1, 1)).collect()
    }

    #[test]
    fn merged_cells_leave_their_other_places_empty() {
        let rows = vec![
            plain(&["序号", "问题", "措施", "时限"]),
            vec![
                cell("1", 1, 2),
                cell("台账不全", 1, 2),
                cell("补登\n核对", 1, 1),
                cell("六月", 1, 1),
            ],
            plain(&["抽查", "七月"]),
            vec![cell("合计", 2, 1), cell("二条", 2, 1)],
            vec![cell("二、其他\n说明", 4, 1)],
            plain(&["", "", "", ""]),
            plain(&["2", "", "", ""]),
        ];
        assert_eq!(
            lines(rows),
            [
                "序号\t问题\t措施\t时限",
                "1\t台账不全\t补登\u{2028}核对\t六月",
                "\t\t抽查\t七月",
                "合计\t\t二条\t",
                "二、其他",
                "说明",
                "2\t\t\t",
            ]
        );
    }

    #[test]
    fn marks_of_the_table_never_come_out_of_a_cell() {
        let rows = vec![
            plain(&["甲\t乙", "丙\r丁"]),
            vec![cell("戊", usize::MAX / 2, usize::MAX), cell("己", 1, 1)],
        ];
        assert_eq!(lines(rows)[0].matches('\t').count(), COLUMNS - 1);
    }
}
