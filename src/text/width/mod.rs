//! Width on the screen: how many columns a text takes, cutting and padding it to columns, and breaking it into lines.
//!
//! East Asian *ambiguous* characters (“ ” … ① box drawing) count as one column, as terminals outside of CJK locales draw them.

mod wrap;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

pub use wrap::wrap;

/// What stands at the end of a text that was cut.
pub const ELLIPSIS: &str = "…";

/// Columns that a character takes in a terminal: 0, 1 or 2. Controls take none: they never reach a terminal.
pub fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The longest beginning of a text that fits into `columns`; no character and no mark on one is cut off.
pub fn fit(text: &str, columns: usize) -> &str {
    if text.len() <= columns && text.is_ascii() {
        return text;
    }
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += grapheme.width();
        if taken > columns {
            return &text[..at];
        }
    }
    text
}

/// The text cut to `columns`, with `…` at its end where something was cut off.
pub fn clip(text: &str, columns: usize) -> Cow<'_, str> {
    if fit(text, columns).len() == text.len() {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("{}{ELLIPSIS}", fit(text, columns - 1)))
}

/// The text clipped to `columns` and filled up with spaces: exactly that wide.
pub fn pad(text: &str, columns: usize) -> String {
    let mut padded = clip(text, columns).into_owned();
    padded.extend(std::iter::repeat_n(' ', columns.saturating_sub(padded.width())));
    padded
}

/// The text with stand-ins for what must never reach a terminal: controls, bidirectional marks, characters of no width. Line breaks and
/// tabs become spaces: it is meant for one line.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| stand_in(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| stand_in(c).unwrap_or(c)).collect())
}

fn stand_in(c: char) -> Option<char> {
    match c {
        '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some(' '),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('␡'),
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn han_takes_two_columns_and_is_never_halved() {
        assert_eq!(width("整改a"), 5);
        assert_eq!(fit("整改措施", 5), "整改");
        assert_eq!(clip("整改措施", 8), "整改措施");
        assert_eq!(clip("整改措施", 7), "整改措…");
        assert_eq!(clip("整改", 1), "…");
        assert_eq!(clip("整改", 0), "");
        assert_eq!(pad("整改", 6), "整改  ");
        assert_eq!(pad("整改措施", 6), "整改… ");
    }

    #[test]
    fn marks_stay_with_their_letter() {
        assert_eq!(fit("e\u{301}e", 1), "e\u{301}");
    }

    #[test]
    fn nothing_that_moves_a_cursor_is_shown() {
        assert_eq!(
            visible("甲\u{1b}[2J乙\u{9b}丙\u{202e}丁\n戊"),
            "甲␛[2J乙\u{fffd}丙\u{fffd}丁 戊"
        );
        assert!(matches!(visible("整改 ok"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn padding_is_exact(text in "[一-龥a-z，\u{301}]{0,30}", columns in 0_usize..40) {
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }
    }
}
