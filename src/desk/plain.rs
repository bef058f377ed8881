//! Texts of a notice as a terminal may show them: without control sequences, and measured in columns.

use std::borrow::Cow;

pub use crate::export::is_active;
use crate::export::shown;
use crate::text::width;

/// The text on one line, with nothing in it that a terminal would obey: `\x1b[31m` becomes `␛[31m`.
pub fn one_line(text: &str) -> Cow<'_, str> {
    passive(text, |c| {
        matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}').then_some(' ')
    })
}

/// As [`one_line`], but line breaks stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    passive(text, |c| match c {
        '\r' | '\t' => Some(' '),
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        _ => None,
    })
}

/// Columns that a text takes on the screen.
pub fn columns(text: &str) -> usize {
    width::width(text)
}

/// At most so many columns of a text, with `…` where something is left out.
pub fn fit(text: &str, limit: usize) -> Cow<'_, str> {
    if columns(text) <= limit {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}…", width::fit(text, limit.saturating_sub(1))))
}

fn passive(text: &str, layout: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| layout(c).unwrap_or_else(|| shown(c))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        let hostile = "甲\u{1b}[31m\u{9b}2J\u{7}\u{202e}乙\r\u{2066}\u{7f}\u{85}丙\u{e0041}";
        assert_eq!(one_line(hostile), "甲␛[31m�2J␇�乙 �␡�丙�");
        assert!(!lines(hostile).contains(|c| is_active(c) && c != '\n'));
        for c in ('\0'..='\u{10ffff}').filter(|c| is_active(*c)) {
            assert!(!one_line(&c.to_string()).contains(is_active), "{:x}", c as u32);
        }
    }

    #[test]
    fn lines_stay_where_they_are_wanted() {
        assert_eq!(lines("一\r\n二\t三"), "一 \n二 三");
        assert_eq!(one_line("一\n二"), "一 二");
        assert!(matches!(one_line("一、二"), Cow::Borrowed(_)));
    }

    #[test]
    fn cut_texts_keep_to_their_columns() {
        assert_eq!(fit("一二三", 6), "一二三");
        assert_eq!(fit("一二三四", 6), "一二…");
        assert_eq!(fit("ab", 0), "…");
    }
}
