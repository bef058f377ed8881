//! A line of text to type into.

use crossterm::event::KeyCode;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::width::width;
use crate::tui::key::Key;

/// A line of text with a caret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    /// Byte offset of the caret, at a grapheme's edge.
    caret: usize,
}

impl Input {
    /// A line with that text, the caret at its end.
    pub fn with(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            caret: text.len(),
        }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Columns before the caret.
    pub fn caret_column(&self) -> usize {
        width(&self.text[..self.caret])
    }

    /// Types a text at the caret; line ends become blanks and other controls are left out.
    pub fn insert(&mut self, text: &str) {
        for c in text.chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            if !c.is_control() {
                self.text.insert(self.caret, c);
                self.caret += c.len_utf8();
            }
        }
    }

    /// Takes a key; whether it meant anything here.
    pub fn key(&mut self, key: Key) -> bool {
        if let Some(c) = key.text() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        match (key.code, key.ctrl) {
            (KeyCode::Backspace, false) | (KeyCode::Char('h'), true) => self.cut(self.before(), self.caret),
            (KeyCode::Delete, false) => self.cut(self.caret, self.after()),
            (KeyCode::Char('w'), true) => self.cut(self.word_start(), self.caret),
            (KeyCode::Char('u'), true) => self.cut(0, self.caret),
            (KeyCode::Left, false) | (KeyCode::Char('b'), true) => self.caret = self.before(),
            (KeyCode::Right, false) | (KeyCode::Char('f'), true) => self.caret = self.after(),
            (KeyCode::Home, false) | (KeyCode::Char('a'), true) => self.caret = 0,
            (KeyCode::End, false) | (KeyCode::Char('e'), true) => self.caret = self.text.len(),
            _ => return false,
        }
        true
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.caret = from;
    }

    fn before(&self) -> usize {
        let last = self.text[..self.caret].grapheme_indices(true).next_back();
        last.map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let first = self.text[self.caret..].graphemes(true).next();
        self.caret + first.map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let before = self.text[..self.caret].trim_end();
        before.rfind(' ').map_or(0, |at| at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> (String, usize) {
        let mut input = Input::default();
        for key in keys.split(' ') {
            assert!(input.key(key.parse().unwrap()), "{key}");
        }
        (input.text().to_owned(), input.caret_column())
    }

    #[test]
    fn a_line_is_edited_by_graphemes() {
        assert_eq!(typed("国 企 改"), ("国企改".to_owned(), 6));
        assert_eq!(typed("国 企 改 left backspace"), ("国改".to_owned(), 2));
        assert_eq!(typed("a b space c ctrl-w"), ("ab ".to_owned(), 3));
        assert_eq!(typed("a b ctrl-u 国 home delete"), (String::new(), 0));
    }

    #[test]
    fn pasted_controls_do_not_get_in() {
        let mut input = Input::default();
        input.insert("国\n企\u{1b}[31m");
        assert_eq!(input.text(), "国 企[31m");
        assert!(!input.key("ctrl-g".parse().unwrap()));
    }
}
