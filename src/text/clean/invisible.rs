//! Characters that nobody sees: controls, direction marks, zero-width characters, soft hyphens.

use super::step::Edits;

/// The kind of invisible character that `c` is: `control`, `bidi`, `zero_width` or `soft_hyphen`; None for what is seen, for blanks,
/// line ends and tabs, and for variation selectors, which choose the shape of what is seen.
pub fn invisible(c: char) -> Option<&'static str> {
    match c {
        '\n' | '\t' | ' '..='~' => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => Some("control"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some("bidi"),
        '\u{ad}' => Some("soft_hyphen"),
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{1d173}'..='\u{1d17a}'
        // Tags: a whole hidden alphabet.
        | '\u{e0000}'..='\u{e007f}' => Some("zero_width"),
        _ => None,
    }
}

/// First bytes of all characters that [`invisible`] knows.
const LEADS: [bool; 256] = {
    let mut leads = [false; 256];
    let mut at = 0;
    while at < 0x20 {
        leads[at] = at != b'\n' as usize && at != b'\t' as usize;
        at += 1;
    }
    let all = [0x7f, 0xc2, 0xcd, 0xd8, 0xe1, 0xe2, 0xe3, 0xef, 0xf0, 0xf3];
    let mut at = 0;
    while at < all.len() {
        leads[all[at]] = true;
        at += 1;
    }
    leads
};

pub(super) fn edits(text: &str, edits: &mut Edits) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) = bytes[at..].iter().position(|b| LEADS[usize::from(*b)]) {
        let start = at + offset;
        let Some(c) = text[start..].chars().next() else { return };
        at = start + c.len_utf8();
        if let Some(kind) = invisible(c) {
            edits.drop(start..at, kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_of_all_invisible_characters_are_known() {
        for c in ('\0'..=char::MAX).filter(|c| invisible(*c).is_some()) {
            let mut buffer = [0; 4];
            let first = c.encode_utf8(&mut buffer).as_bytes()[0];
            assert!(LEADS[usize::from(first)], "{c:?}");
        }
    }
}
