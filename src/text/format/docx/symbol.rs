//! Signs of Word's symbol fonts, which stand in the private area of Unicode and mean nothing outside of their font.

/// A sign as anyone can read it: the usual ones of Wingdings and Symbol in Unicode, other private ones as a bullet.
pub(super) fn shown(c: char) -> char {
    match c {
        '\u{f06c}' | '\u{f09f}' => '●',
        '\u{f06e}' | '\u{f0a7}' => '■',
        '\u{f075}' | '\u{f076}' => '◆',
        '\u{f0d8}' => '➢',
        '\u{f0fc}' | '\u{f050}' => '✓',
        '\u{f0fe}' | '\u{f052}' => '☑',
        '\u{f0a8}' | '\u{f06f}' | '\u{f0a3}' => '□',
        '\u{f0fb}' => '✗',
        '\u{f02d}' => '-',
        '\u{e000}'..='\u{f8ff}' => '•',
        c => c,
    }
}
