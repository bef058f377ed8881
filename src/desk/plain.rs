//! Texts of a notice as a terminal may show them: without control sequences, and measured in columns. What `cli` needs of the
//! text room, which it does not use itself.

use std::borrow::Cow;

pub use crate::export::is_active;
use crate::text::width;

/// The text on one line, with nothing in it that a terminal would obey: `\x1b[31m` becomes `␛[31m`.
pub fn one_line(text: &str) -> Cow<'_, str> {
    width::visible(text)
}

/// As [`one_line`], but line breaks stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') {
        return one_line(text);
    }
    let lines: Vec<Cow<'_, str>> = text
        .split('\n')
        .map(|line| one_line(line.strip_suffix('\r').unwrap_or(line)))
        .collect();
    Cow::Owned(lines.join("\n"))
}

/// Columns that a text takes on the screen.
pub fn columns(text: &str) -> usize {
    width::width(text)
}

/// At most so many columns of a text, with `…` where something is left out.
pub fn fit(text: &str, limit: usize) -> Cow<'_, str> {
    width::clip(text, limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        let hostile = "甲\u{1b}[31m\u{9b}2J\u{7}\u{202e}乙\r\u{2066}\u{7f}\n丙\u{e0041}";
        assert_eq!(one_line(hostile), "甲␛[31m�2J␇�乙 �␡ 丙�");
        assert_eq!(lines(hostile), "甲␛[31m�2J␇�乙 �␡\n丙�");
        for c in ('\0'..=char::MAX).filter(|c| is_active(*c)) {
            assert!(!one_line(&c.to_string()).contains(is_active), "{:x}", u32::from(c));
        }
    }

    #[test]
    fn lines_stay_where_they_are_wanted() {
        assert_eq!(lines("一\r\n二\t三\n"), "一\n二 三\n");
        assert_eq!(one_line("一\n二"), "一 二");
        assert!(matches!(lines("一、二"), Cow::Borrowed(_)));
    }
}
