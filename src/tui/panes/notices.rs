//! The notices, each with a bar of how much is reviewed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::NoticeRow;
use crate::model::NoticeId;
use crate::text::width::width;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, bar, piece, put_ends, restyle, rule};
use crate::tui::widgets::list::{Step, Window, stepped};

/// The list of notices.
#[derive(Debug, Default)]
pub struct Notices {
    /// All of them.
    pub rows: Vec<NoticeRow>,
    /// Which one is in front.
    pub cursor: usize,
    window: Window,
}

impl Notices {
    /// The notice in front.
    pub fn current(&self) -> Option<&NoticeRow> {
        self.rows.get(self.cursor)
    }

    /// The id of the notice in front.
    pub fn id(&self) -> Option<NoticeId> {
        self.current().map(|row| row.id)
    }

    /// Takes new rows; the same notice stays in front.
    pub fn replace(&mut self, rows: Vec<NoticeRow>) {
        let id = self.id();
        self.rows = rows;
        if let Some(at) = self.rows.iter().position(|row| Some(row.id) == id) {
            self.cursor = at;
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    /// Puts a notice in front; whether it is there.
    pub fn choose(&mut self, id: NoticeId) -> bool {
        let at = self.rows.iter().position(|row| row.id == id);
        self.cursor = at.unwrap_or(self.cursor);
        at.is_some()
    }

    /// Moves.
    pub fn step(&mut self, step: Step) {
        self.cursor = stepped(self.cursor, self.rows.len(), self.window.height, step);
    }

    /// Draws.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, focused: bool, look: &Look) {
        let title = format!("{} {}", look.lang.pick("通报", "Notices"), self.rows.len());
        let area = rule(buf, area, &title, "", focused, look);
        let count = |row: &NoticeRow| format!("{}/{}", row.reviewed, row.measures);
        let counts = self.rows.iter().map(|row| width(&count(row))).max().unwrap_or(0);
        let wide = if area.width < 34 { 3 } else { 6 };
        let years = area.width >= 25;
        let shown = self.window.follow(self.cursor, self.rows.len(), area.height.into());
        for (y, at) in (area.y..).zip(shown) {
            let row = &self.rows[at];
            let current = at == self.cursor;
            let left = [
                piece(if current { look.glyphs.cursor } else { " " }, look.theme.key),
                piece(row.short.clone(), look.theme.text),
            ];
            let mut right: Vec<Piece> = Vec::new();
            if years {
                let year = row.year.map_or_else(|| "   -".to_owned(), |year| year.to_string());
                right.push(piece(format!("{year} "), look.theme.dim));
            }
            let (full, empty) = bar(row.reviewed, row.measures, wide, look);
            right.push(piece(full, look.theme.good));
            right.push(piece(empty, look.theme.dim));
            right.push(piece(format!(" {:>counts$}", count(row)), look.theme.text));
            put_ends(buf, area, y, &left, &right, look);
            if current {
                restyle(
                    buf,
                    area,
                    y,
                    if focused { look.theme.cursor } else { look.theme.resting },
                );
            }
        }
    }
}
