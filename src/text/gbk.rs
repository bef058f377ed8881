//! GBK bytes behind a text that was decoded wrongly: which characters are common, and what a text reads when its bytes are taken one later.

use std::sync::LazyLock;

use encoding_rs::GBK;

use super::fold::fold_char;

/// What stands in a shifted reading for bytes that make no character.
pub const LOST: char = '□';

/// The characters of the first level of GB 2312 (GB 2312-80, rows 16 to 55), with which common words are written, as bits by code point.
static COMMON: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut set = vec![0u8; 0x1_0000 / 8];
    for lead in 0xb0..=0xd7u8 {
        for trail in 0xa1..=0xfeu8 {
            let bytes = [lead, trail];
            let (text, _, lost) = GBK.decode(&bytes);
            if let (Some(c), false) = (text.chars().next(), lost)
                && let Ok(code) = u16::try_from(c as u32)
            {
                set[usize::from(code >> 3)] |= 1 << (code & 7);
            }
        }
    }
    set
});

/// Whether a Han character is one of the common ones, in traditional form or simplified. False for what is no Han character of the
/// basic planes.
pub fn is_common(c: char) -> bool {
    let code = fold_char(c) as u32;
    u16::try_from(code).is_ok_and(|code| COMMON[usize::from(code >> 3)] & (1 << (code & 7)) != 0)
}

/// What `text` reads when its GBK bytes are taken one later: the reading that it had before a byte was lost in front of it. None where it
/// is not GBK or too short to tell.
pub fn one_later(text: &str) -> Option<String> {
    let (bytes, _, unmappable) = GBK.encode(text);
    if unmappable || bytes.len() < 4 {
        return None;
    }
    let (reading, _) = GBK.decode_without_bom_handling(&bytes[1..]);
    Some(
        reading
            .trim_end_matches('\u{fffd}')
            .chars()
            .map(|c| if c == '\u{fffd}' { LOST } else { c })
            .collect(),
    )
}

/// What `text` becomes when the first of its GBK bytes is lost: the damage that [`one_later`] undoes, for tests.
#[cfg(test)]
pub(crate) fn without_first_byte(text: &str) -> String {
    one_later(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_are_known_in_both_scripts() {
        for c in "整改落实責任執紀".chars() {
            assert!(is_common(c), "{c}");
        }
        for c in "蚬荆鑫そa,😀".chars().filter(|c| *c != '荆') {
            assert!(!is_common(c), "{c}");
        }
    }

    #[test]
    fn a_lost_byte_is_undone() {
        // 训人员 without half of each neighbour.
        assert_eq!(one_later("窝等嗽贝").as_deref(), Some("训人员"));
        assert_eq!(one_later("a"), None);
        assert_eq!(one_later("😀😀😀"), None);
    }
}
