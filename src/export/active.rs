//! Characters that a terminal, a viewer or a spreadsheet would obey instead of showing.

/// Whether a character does something other than stand there: controls, bidirectional overrides, separators and tags.
pub fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What stands for a character where it is shown: `␛` for ESC, the character itself where it is harmless.
pub fn shown(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        c if is_active(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_character_is_harmless() {
        for c in '\0'..=char::MAX {
            assert!(!is_active(shown(c)), "{:x}", u32::from(c));
        }
        assert_eq!(shown('\u{1b}'), '␛');
        assert_eq!(shown('对'), '对');
    }

    #[test]
    fn every_script_is_left_alone() {
        assert!(!"对账 ledger №①…“”—\u{3000}\u{200d}é".contains(is_active));
    }
}
