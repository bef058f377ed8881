//! Width on the screen: how many columns a text takes, and cutting it to columns without halving a character.

/// Columns that a character takes in a terminal: 0, 1 or 2. Controls take none: they never reach a terminal.
pub fn char_width(c: char) -> usize {
    unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// The longest beginning of a text that fits into `columns`.
pub fn fit(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    for (at, c) in text.char_indices() {
        taken += char_width(c);
        if taken > columns {
            return &text[..at];
        }
    }
    text
}
