//! Lists: columns that stand under each other for a person, fields between tabs for a program.

use std::borrow::Cow;
use std::io;

use super::out::Out;
use crate::desk::plain;

/// Widest column but for the last, in columns of the screen.
const WIDEST: usize = 32;

/// Rows of cells.
pub struct Table {
    head: Vec<String>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these heads; those that begin with `>` stand over numbers, which are set to the right.
    pub fn new<const N: usize>(head: [&str; N]) -> Self {
        Self {
            right: head.iter().map(|head| head.starts_with('>')).collect(),
            head: head
                .iter()
                .map(|head| head.trim_start_matches('>').to_owned())
                .collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        let cells = cells.into_iter().map(|cell| match plain::one_line(&cell) {
            Cow::Borrowed(_) => cell,
            Cow::Owned(plain) => plain,
        });
        self.rows.push(cells.collect());
    }

    /// Prints it: with heads and in columns on a terminal, else one row per line with tabs between whole cells.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn print(&self, out: &mut Out) -> io::Result<()> {
        if !out.is_terminal() {
            for row in &self.rows {
                writeln!(out.raw(), "{}", row.join("\t"))?;
            }
            return Ok(());
        }
        for line in self.aligned() {
            writeln!(out.raw(), "{line}")?;
        }
        Ok(())
    }

    fn aligned(&self) -> Vec<String> {
        let last = self.head.len().saturating_sub(1);
        let all = || std::iter::once(&self.head).chain(&self.rows);
        let widths: Vec<usize> = (0..self.head.len())
            .map(|column| {
                let widths = all().filter_map(|row| row.get(column)).map(|cell| plain::columns(cell));
                widths.max().unwrap_or(0).min(WIDEST)
            })
            .collect();
        let line = |row: &Vec<String>| {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                if column == last {
                    line.push_str(cell);
                    continue;
                }
                let cell = plain::fit(cell, widths[column]);
                let gap = " ".repeat(widths[column].saturating_sub(plain::columns(&cell)));
                let (before, after) = if self.right[column] {
                    (gap.as_str(), "")
                } else {
                    ("", gap.as_str())
                };
                line.push_str(&format!("{before}{cell}{after}  "));
            }
            line.trim_end().to_owned()
        };
        all().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_the_script() {
        let mut table = Table::new(["编号", ">数", "标题"]);
        table.row(["N1".into(), "7".into(), "云溪\t港务".into()]);
        table.row(["N12.3.4".into(), "123".into(), "a\u{1b}[2J".into()]);
        insta::assert_snapshot!(table.aligned().join("\n"), @r"
        编号      数  标题
        N1         7  云溪 港务
        N12.3.4  123  a␛[2J
        ");
    }

    #[test]
    fn a_long_cell_does_not_push_the_others_away() {
        let mut table = Table::new(["a", "b"]);
        table.row(["长".repeat(50), "b".into()]);
        let line = table.aligned().pop().unwrap();
        assert_eq!(plain::columns(&line), WIDEST + "  b".len(), "{line}");
    }
}
