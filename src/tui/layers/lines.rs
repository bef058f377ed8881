//! Lines over a notice: a list of them with one in focus, which is told at length below. What the screens of numbers and of earlier notices
//! have in common.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::screen::{rule_line, take_rows};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, piece, put_line, restyle};
use crate::tui::widgets::list::{Step, Window, stepped};
use crate::tui::widgets::sheet::Sheet;

/// From so many rows on, the line in focus is told at length.
const DETAIL_FROM: u16 = 10;

/// Rows of that.
const DETAIL: u16 = 5;

/// The lines, with a cursor.
#[derive(Debug)]
pub struct Lines<L> {
    lines: Vec<L>,
    cursor: usize,
    window: Window,
}

impl<L> Default for Lines<L> {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            cursor: 0,
            window: Window::default(),
        }
    }
}

impl<L: Copy> Lines<L> {
    /// Shows other lines, from the first.
    pub fn set(&mut self, lines: Vec<L>) {
        self.lines = lines;
        self.cursor = 0;
    }

    /// Shows the lines as they are now; the focus stays where it was.
    pub fn refresh(&mut self, lines: Vec<L>) {
        self.cursor = self.cursor.min(lines.len().saturating_sub(1));
        self.lines = lines;
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line in focus.
    pub fn picked(&self) -> Option<L> {
        self.lines.get(self.cursor).copied()
    }

    /// Moves.
    pub fn step(&mut self, step: Step) {
        self.cursor = stepped(self.cursor, self.lines.len(), self.window.height, step);
    }

    /// Draws the lines, and the one in focus at length where there is room.
    pub fn draw(
        &mut self,
        buf: &mut Buffer,
        mut area: Rect,
        look: &Look,
        pieces: impl Fn(L) -> Vec<Piece>,
        detail: impl Fn(L, &mut Sheet),
    ) {
        let long = if area.height >= DETAIL_FROM { DETAIL } else { 0 };
        let height = area.height - long;
        let list = take_rows(&mut area, height);
        for (y, at) in (list.y..).zip(self.window.follow(self.cursor, self.lines.len(), list.height.into())) {
            put_line(buf, list, y, &pieces(self.lines[at]), look);
            if at == self.cursor {
                put_line(buf, list, y, &[piece(look.glyphs.cursor, look.theme.key)], look);
                restyle(buf, list, y, look.theme.cursor);
            }
        }
        if let Some(line) = self.picked().filter(|_| long > 0) {
            rule_line(buf, take_rows(&mut area, 1), look);
            let mut sheet = Sheet::new(area.width);
            detail(line, &mut sheet);
            sheet.draw(buf, area, 0, look);
        }
    }
}
