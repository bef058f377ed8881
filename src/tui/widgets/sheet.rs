//! A sheet: rows of pieces, composed from the top, of which a pane shows a part.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Piece, piece, put_ends, put_line};
use super::prose;
use crate::tui::theme::Look;

/// Rows of pieces, left and right.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Columns to fill.
    pub columns: usize,
    /// The rows.
    pub rows: Vec<(Vec<Piece>, Vec<Piece>)>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(columns: u16) -> Self {
        Self {
            columns: columns.into(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn line(&mut self, pieces: Vec<Piece>) {
        self.rows.push((pieces, Vec::new()));
    }

    /// Adds a row with pieces at both ends.
    pub fn ends(&mut self, left: Vec<Piece>, right: Vec<Piece>) {
        self.rows.push((left, right));
    }

    /// Adds a text in as many rows as it takes, at most `limit`, all but the first indented.
    pub fn text(&mut self, first: &str, text: &str, style: Style, limit: usize) {
        let indent = crate::text::width::width(first);
        // What no row has room for is not looked at: a text may be as long as a book.
        let room = limit.saturating_add(1).saturating_mul(self.columns.max(1));
        let end = text.char_indices().nth(room).map_or(text.len(), |(end, _)| end);
        let text = text[..end].replace(['\r', '\t'], " ");
        let rows = prose::rows(&text, 0..text.len(), self.columns.saturating_sub(indent));
        for (n, row) in rows.iter().take(limit).enumerate() {
            let head = if n == 0 { first.to_owned() } else { " ".repeat(indent) };
            // The last row that is let through takes the rest, so that it shows where it is cut.
            let shown = if n + 1 == limit {
                &text[row.start..]
            } else {
                &text[row.clone()]
            };
            self.line(vec![piece(head, style), piece(shown.replace('\n', " "), style)]);
        }
    }

    /// Adds a heading inside the sheet: `承诺 2 ─────`.
    pub fn heading(&mut self, title: &str, look: &Look) {
        let used = crate::text::width::width(title) + 1;
        let line = look.glyphs.rule.repeat(self.columns.saturating_sub(used));
        self.line(vec![
            piece(format!("{title} "), look.theme.label),
            piece(line, look.theme.rule),
        ]);
    }

    /// Draws the rows from `top`.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, top: usize, look: &Look) {
        let shown = self.rows.get(top..).unwrap_or(&[]);
        for (y, (left, right)) in (area.y..area.bottom()).zip(shown) {
            if right.is_empty() {
                put_line(buf, area, y, left, look);
            } else {
                put_ends(buf, area, y, left, right, look);
            }
        }
    }
}
