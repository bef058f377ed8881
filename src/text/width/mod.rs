//! Width on the screen: how many columns a text takes, cutting and padding it to columns, and breaking it into lines.
//!
//! East Asian *ambiguous* characters (“ ” … ① box drawing) count as one column, as terminals outside of CJK locales draw them.

mod wrap;

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr};

use super::clean::invisible;

pub use wrap::wrap;

/// What stands at the end of a text that was cut.
pub const ELLIPSIS: &str = "…";

/// Columns that a character takes in a terminal: 0, 1 or 2. Controls take none: they never reach a terminal.
pub fn char_width(c: char) -> usize {
    plain(c).unwrap_or_else(|| c.width().unwrap_or(0))
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    let mut columns = 0;
    for c in text.chars() {
        match plain(c) {
            Some(width) => columns += width,
            None => return text.graphemes(true).map(grapheme_width).sum(),
        }
    }
    columns
}

/// Columns that one grapheme takes. Controls take none, here too.
fn grapheme_width(grapheme: &str) -> usize {
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => char_width(c),
        _ if grapheme.contains(char::is_control) => 0,
        _ => grapheme.width(),
    }
}

/// The width of a character that never joins with its neighbours: nearly all that a screen shows. None where only its grapheme can tell.
fn plain(c: char) -> Option<usize> {
    match c {
        ' '..='~' | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '①'..='⑳' | '─'..='▟' => Some(1),
        '\u{3001}'..='\u{3029}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => {
            Some(2)
        }
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(0),
        _ => None,
    }
}

/// The longest beginning of a text that fits into `columns`; no character and no mark on one is cut off.
pub fn fit(text: &str, columns: usize) -> &str {
    if text.len() <= columns && text.is_ascii() {
        return text;
    }
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += grapheme_width(grapheme);
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
    padded.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(&padded))));
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

/// The text without what must never reach a terminal, as wide as before: what takes no column of its own is left out.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let active = |c: char| !matches!(c, '\n' | '\t' | '\r') && stand_in(c).is_some();
    if !text.contains(active) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !active(*c)).collect())
}

fn stand_in(c: char) -> Option<char> {
    match c {
        '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some(' '),
        ' '..='~' => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('␡'),
        c => invisible(c).map(|_| '\u{fffd}'),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn han_takes_two_columns_and_is_never_halved() {
        for (text, columns) in [
            ("整改a", 5),
            ("第①项“甲”…│", 2 + 1 + 2 + 1 + 2 + 1 + 1 + 1),
            ("，。（）", 8),
            ("e\u{301}", 1),
            ("👨\u{200d}👩\u{200d}👧", 2),
            ("\u{1b}[1m\r\n", 3),
        ] {
            assert_eq!(width(text), columns, "{text:?}");
        }
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
        fn columns_are_those_that_the_screen_is_drawn_with(text in "\\PC{0,30}|[整e\u{301}👨\u{200d}👩…，a]{0,12}") {
            let drawn: usize = text.graphemes(true).map(UnicodeWidthStr::width).sum();
            prop_assert_eq!(width(&text), drawn);
        }

        #[test]
        fn visible_text_holds_nothing_invisible(text in "\\PC{0,20}|[\u{0}-\u{ff}\u{2000}-\u{206f}]{0,20}") {
            prop_assert!(!visible(&text).contains(|c: char| c.is_control() || invisible(c).is_some()));
        }

        #[test]
        fn padding_is_exact(text in "[一-龥a-z，\u{301}]{0,30}", columns in 0_usize..40) {
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }
    }
}
