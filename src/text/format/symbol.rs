//! Signs of Word's symbol fonts, which stand in the private area of Unicode, or in pages as Latin letters, and mean nothing outside of
//! their font.

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
        // ① to ⑩, and white on black.
        '\u{f081}'..='\u{f08a}' => nth('①', c, '\u{f081}'),
        '\u{f08c}'..='\u{f095}' => nth('❶', c, '\u{f08c}'),
        '\u{f02d}' => '-',
        '\u{e000}'..='\u{f8ff}' => '•',
        c => c,
    }
}

/// The sign as far from `first` as `c` is from `from`.
fn nth(first: char, c: char, from: char) -> char {
    char::from_u32(first as u32 + (c as u32 - from as u32)).unwrap_or('•')
}

/// What a letter shows in such a font; characters of no single byte are what they are.
pub(super) fn of_letter(c: char) -> char {
    let code = u32::from(c);
    let private = (0x21..=0xff)
        .contains(&code)
        .then(|| char::from_u32(0xf000 + code))
        .flatten();
    private.map_or(c, shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_shown_as_anyone_reads_them() {
        for (c, sign) in [
            ('\u{f06c}', '●'),
            ('\u{f081}', '①'),
            ('\u{f08a}', '⑩'),
            ('\u{f095}', '❿'),
            ('\u{f123}', '•'),
            ('甲', '甲'),
        ] {
            assert_eq!(shown(c), sign, "{c:?}");
        }
        for (c, sign) in [('l', '●'), ('ü', '✓'), ('Ø', '➢'), ('·', '•'), ('一', '一'), (' ', ' ')] {
            assert_eq!(of_letter(c), sign, "{c:?}");
        }
    }
}
