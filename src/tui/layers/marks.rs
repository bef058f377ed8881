//! The box that asks for the letter of a mark, and lists the marks that there are.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Typed;
use crate::tui::key::Key;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, piece, put_line};

/// The box.
#[derive(Debug)]
pub struct MarkBox {
    /// Whether a mark is set, else gone to.
    pub set: bool,
    /// The letter, once it was typed.
    pub letter: Option<char>,
    marks: Vec<(char, String)>,
}

impl MarkBox {
    /// A box that lists these marks.
    pub const fn new(set: bool, marks: Vec<(char, String)>) -> Self {
        Self {
            set,
            letter: None,
            marks,
        }
    }

    /// Takes a letter.
    pub fn key(&mut self, key: Key) -> Typed {
        self.letter = key.half_width().text().filter(|c| c.is_alphanumeric());
        if self.letter.is_some() {
            Typed::Changed
        } else {
            Typed::Unknown
        }
    }

    /// Draws.
    pub fn draw(&self, frame: &mut Frame<'_>, screen: Rect, look: &Look) {
        let lang = look.lang;
        let wide = screen.width.min(72);
        let high = (self.marks.len() as u16 + 3).min(screen.height.saturating_sub(2));
        let area = Rect::new(screen.x + (screen.width - wide) / 2, screen.y + 1, wide, high);
        let title = if self.set {
            lang.pick("在此处设标记：按一个字母", "Set a mark here: press a letter")
        } else {
            lang.pick("前往标记：按其字母", "Go to a mark: press its letter")
        };
        let keys = [
            piece(" Esc ", look.theme.key),
            piece(lang.pick("关闭 ", "close "), look.theme.dim),
        ];
        let buf = frame.buffer_mut();
        let inside = boxed(buf, area, title, &keys, look);
        if self.marks.is_empty() {
            let words = lang.pick("还没有标记", "there are no marks yet");
            put_line(buf, inside, inside.y, &[piece(words, look.theme.dim)], look);
        }
        for (y, (letter, words)) in (inside.y..inside.bottom()).zip(&self.marks) {
            let line = [
                piece(format!(" {letter}  "), look.theme.key),
                piece(words, look.theme.text),
            ];
            put_line(buf, inside, y, &line, look);
        }
    }
}
