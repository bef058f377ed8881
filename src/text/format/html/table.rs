//! Tables of a page: those that hold data become rows, those that only lay out the page are read like any other block.

use super::super::table::{Cell, lines as table_lines};
use super::cues::CUES;
use super::dom::{Dom, Id, LINK, NodeKind};
use super::lines::{self, Line};

/// Text of a table, in characters, under which its cells are data, however uneven.
const SMALL: usize = 400;

/// The rows of a table as lines; none where the table only lays out the page.
pub(super) fn rows(dom: &Dom, table: Id, with_hidden: bool) -> Option<Vec<Line>> {
    let rows = collect(dom, table);
    if is_layout(dom, &rows) {
        return None;
    }
    let mut out: Vec<Line> = Vec::new();
    for caption in dom.children(table).filter(|&child| dom.name(child) == "caption") {
        out.extend(lines::of_node(dom, caption, with_hidden).lines);
    }
    let (mut chars, mut linked) = (0, 0);
    let cells = rows.iter().map(|row| {
        let cells = row.iter().map(|&cell| {
            let read = lines::of_node(dom, cell, with_hidden).lines;
            chars += read.iter().map(|line| line.chars).sum::<usize>();
            linked += read.iter().map(|line| line.linked).sum::<usize>();
            Cell {
                lines: read.into_iter().map(|line| line.text.replace('\t', " ")).collect(),
                columns: span(dom, cell, "colspan"),
                rows: span(dom, cell, "rowspan"),
            }
        });
        cells.collect()
    });
    let cells = cells.collect();
    out.extend(table_lines(cells).into_iter().map(|text| {
        let own = text.chars().filter(|c| !c.is_whitespace()).count();
        Line {
            unlinked: text.clone(),
            text,
            chars: own,
            // How much of a row is linked is told from the whole table: links stand in rows alike.
            linked: own * linked / chars.max(1),
            heading: false,
            row: true,
        }
    }));
    Some(out)
}

/// A cell's span as browsers read it: at least 1, at most 1,000.
fn span(dom: &Dom, cell: Id, name: &str) -> usize {
    let value = dom
        .attribute(cell, name)
        .and_then(|text| text.trim().parse::<usize>().ok());
    // Zero means "to the end", which nobody writes on purpose for columns; for rows it is as good as many.
    match value {
        Some(0) if name == "rowspan" => 1_000,
        Some(value) => value.clamp(1, 1_000),
        None => 1,
    }
}

/// The rows of this table and of no table within it, as lists of cells.
fn collect(dom: &Dom, table: Id) -> Vec<Vec<Id>> {
    let mut rows = Vec::new();
    for child in dom.children(table) {
        match dom.name(child) {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => rows.extend(dom.children(child).filter(|&row| dom.name(row) == "tr")),
            _ => {}
        }
    }
    let is_cell = |&cell: &Id| matches!(dom.name(cell), "td" | "th");
    let cells = |row: Id| dom.children(row).filter(is_cell).collect::<Vec<_>>();
    rows.into_iter().map(cells).collect()
}

/// Whether a table lays out the page: one column, one cell with most of the prose, a table within that holds most of it, or links.
fn is_layout(dom: &Dom, rows: &[Vec<Id>]) -> bool {
    let sizes: Vec<Vec<Size>> = rows
        .iter()
        .map(|row| row.iter().map(|&cell| Size::of(dom, cell)).collect())
        .collect();
    let filled = |row: &&Vec<Size>| row.iter().filter(|size| size.chars > 0).count() >= 2;
    let wide = sizes.iter().filter(filled).count();
    if wide == 0 {
        return true;
    }
    let all = || sizes.iter().flatten();
    let total: usize = all().map(|size| size.chars).sum();
    let linked: usize = all().map(|size| size.linked).sum();
    let nested: usize = all().map(|size| size.nested).sum();
    if nested * 2 > total || (linked * 5 > total * 3 && wide * 2 > rows.len()) {
        return true;
    }
    if rows.iter().take(3).any(|row| is_head(dom, row)) || is_upright(dom, rows) {
        return false;
    }
    let largest = all().map(|size| size.chars).max().unwrap_or(0);
    total > SMALL && (largest * 5 > total * 3 || wide < 2)
}

/// Whether a row has the heads of a table of findings: two short cells at least with words of such heads.
fn is_head(dom: &Dom, row: &[Id]) -> bool {
    row.iter().filter(|&&cell| is_named(dom, cell)).count() >= 2
}

fn is_named(dom: &Dom, cell: Id) -> bool {
    let text = dom.text(cell);
    let short = text.chars().filter(|c| !c.is_whitespace()).take(16).count() <= 15;
    short && CUES.header.iter().any(|word| text.contains(word))
}

/// Whether a table has such heads in its first column instead, a value beside each.
fn is_upright(dom: &Dom, rows: &[Vec<Id>]) -> bool {
    let named = rows
        .iter()
        .filter(|row| row.len() >= 2 && is_named(dom, row[0]))
        .count();
    named >= 3 && named * 3 >= rows.len() * 2
}

/// How much text a cell has, in characters.
#[derive(Default)]
struct Size {
    chars: usize,
    linked: usize,
    /// In tables within.
    nested: usize,
}

impl Size {
    fn of(dom: &Dom, cell: Id) -> Self {
        let mut size = Self::default();
        size.add(dom, cell, false, false);
        size
    }

    fn add(&mut self, dom: &Dom, node: Id, linked: bool, nested: bool) {
        for child in dom.children(node) {
            if let NodeKind::Text(text) = dom.kind(child) {
                let count = text.chars().filter(|c| !c.is_whitespace()).count();
                self.chars += count;
                self.linked += if linked { count } else { 0 };
                self.nested += if nested { count } else { 0 };
                continue;
            }
            let name = dom.name(child);
            let links = name == LINK && dom.attribute(child, "href").is_some();
            self.add(dom, child, linked || links, nested || name == "table");
        }
    }
}
