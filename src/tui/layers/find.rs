//! The line that asks for a text to find in the source.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::text::width::width;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{blank, piece, put_line};
use crate::tui::widgets::input::Input;

/// The line.
#[derive(Debug, Default)]
pub struct FindLine {
    /// What is typed.
    pub input: Input,
}

impl FindLine {
    /// Draws over the status line.
    pub fn draw(&mut self, frame: &mut Frame<'_>, row: Rect, look: &Look) {
        let prompt = look.lang.pick(" 在原文中查找: ", " Find in the source: ");
        let buf = frame.buffer_mut();
        blank(buf, row, look.theme.layer);
        put_line(
            buf,
            row,
            row.y,
            &[
                piece(prompt, look.theme.key),
                piece(self.input.text(), look.theme.front),
            ],
            look,
        );
        let caret = row.x + (width(prompt) + self.input.caret_column()) as u16;
        frame.set_cursor_position((caret.min(row.right().saturating_sub(1)), row.y));
    }
}
