//! GBK bytes behind a text that was decoded wrongly: which characters are common, and what a text reads when its bytes are taken one later.

use std::ops::Range;
use std::sync::LazyLock;

use encoding_rs::{GBK, WINDOWS_1252};

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

/// The two bytes of every character of the basic plane that GBK writes with two, by code point: the encoder itself searches its tables.
/// Of two that mean one character the first counts, as in the encoder (WHATWG Encoding, index gb18030 pointer);
/// the euro has one byte of its own.
static BYTES: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
    let mut table = vec![[0; 2]; 0x1_0000];
    for lead in 0x81..=0xfeu8 {
        for trail in 0x40..=0xfeu8 {
            let bytes = [lead, trail];
            let (text, _, lost) = GBK.decode(&bytes);
            let mut chars = text.chars();
            if let (Some(c), None, false) = (chars.next(), chars.next(), lost)
                && let Some(slot) = table.get_mut(c as usize)
                && slot[0] == 0
                && c != '€'
            {
                *slot = bytes;
            }
        }
    }
    table
});

/// Adds the bytes of a character in GBK; None where it has none.
fn encode(c: char, to: &mut Vec<u8>) -> Option<()> {
    if c.is_ascii() {
        to.push(c as u8);
        return Some(());
    }
    if let Some(bytes) = BYTES.get(c as usize).filter(|bytes| bytes[0] != 0) {
        to.extend_from_slice(bytes);
        return Some(());
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = GBK.encode(c.encode_utf8(&mut buffer));
    to.extend_from_slice(&bytes);
    (!unmappable).then_some(())
}

/// Whether a character is one that Chinese sentences are written with.
fn is_written(c: char) -> bool {
    is_common(c) || MARKS.contains(c)
}

/// What `text` reads when its GBK bytes are taken one later: the reading that it had before a byte was lost in front of it. None where it
/// is not GBK or too short to tell.
pub fn one_later(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        encode(c, &mut bytes)?;
    }
    if bytes.len() < 4 {
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

/// The stretches of `text` whose GBK bytes are UTF-8 of Chinese, by character, with what they read: UTF-8 that was decoded as GBK. Only
/// stretches of three characters and more, which do not come about by chance.
pub fn utf8_read_as_gbk(text: &str) -> Vec<(Range<usize>, String)> {
    /// Bytes on each side of a rare character that are looked at; such text is full of rare ones.
    const AROUND: usize = 24;
    let edge = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let mut windows: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        if c >= '\u{3400}' && !is_written(c) {
            let window = edge(at.saturating_sub(AROUND))..edge((at + AROUND).min(text.len()));
            match windows.last_mut().filter(|last| window.start <= last.end) {
                Some(last) => last.end = window.end,
                None => windows.push(window),
            }
        }
    }
    let stretches = windows.into_iter().flat_map(|window| {
        let found = chinese_behind(&text[window.clone()]);
        found
            .into_iter()
            .map(move |(range, reading)| (window.start + range.start..window.start + range.end, reading))
    });
    stretches.collect()
}

/// The same in a stretch, character by character.
fn chinese_behind(text: &str) -> Vec<(Range<usize>, String)> {
    let mut places: Vec<usize> = Vec::new();
    let mut bytes: Vec<u8> = Vec::new();
    let mut found = Vec::new();
    let mut flush = |places: &mut Vec<usize>, bytes: &mut Vec<u8>, end: usize| {
        found.extend(chinese_in(bytes).into_iter().map(|(range, reading)| {
            let first = places[range.start / 2];
            let last = places.get(range.end.div_ceil(2)).copied().unwrap_or(end);
            (first..last, reading)
        }));
        places.clear();
        bytes.clear();
    };
    let mut own = Vec::new();
    for (at, c) in text.char_indices() {
        own.clear();
        if encode(c, &mut own).is_none() || own.len() != 2 {
            flush(&mut places, &mut bytes, at);
        } else {
            places.push(at);
            bytes.extend_from_slice(&own);
        }
    }
    flush(&mut places, &mut bytes, text.len());
    found
}

/// Runs of three and more UTF-8 characters of Chinese in bytes.
fn chinese_in(bytes: &[u8]) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 3 <= bytes.len() {
        let mut end = at;
        let mut reading = String::new();
        while let Some(c) = bytes
            .get(end..end + 3)
            .and_then(|three| std::str::from_utf8(three).ok())
        {
            if !c.chars().all(is_written) {
                break;
            }
            reading.push_str(c);
            end += 3;
        }
        if reading.chars().count() >= 3 {
            found.push((at..end, reading));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// The marks of Chinese sentences.
const MARKS: &str = "，。、；：“”《》（）";

/// What a run of Latin letters and signs reads when its bytes are Chinese after all, in UTF-8 or in GBK; None where they are not.
pub fn latin_read_back(text: &str) -> Option<String> {
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    // The library writes C1 controls back as what they are.
    if unmappable || bytes.len() < 4 {
        return None;
    }
    let chinese = |reading: &str| {
        let all = reading.chars().count();
        all >= 2 && reading.chars().filter(|&c| is_written(c)).count() * 10 >= all * 8
    };
    if let Ok(reading) = std::str::from_utf8(&bytes) {
        return chinese(reading).then(|| reading.to_owned());
    }
    let (reading, lost) = GBK.decode_without_bom_handling(&bytes);
    (!lost && chinese(&reading)).then(|| reading.into_owned())
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
    fn the_table_says_what_the_encoder_says() {
        // Every seventh character of the plane, and those that are special: the euro, one of private use, one of four bytes, none at all.
        let some = (0..0x1_0000).step_by(7).filter_map(char::from_u32);
        for c in some.chain("整€·—，\u{e5e5}\u{e7c7}㐀𠮷😀é".chars()) {
            let mut bytes = Vec::new();
            let known = encode(c, &mut bytes).is_some();
            let mut buffer = [0; 4];
            let (expected, _, unmappable) = GBK.encode(c.encode_utf8(&mut buffer));
            assert_eq!((known, &bytes[..]), (!unmappable, &expected[..]), "{c:?}");
        }
    }

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
    fn bytes_that_were_read_in_a_wrong_encoding_are_read_back() {
        let wrong = |bytes: &[u8], encoding: &'static encoding_rs::Encoding| {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        };
        let text = format!("完成{}整改", wrong("问题线索移交".as_bytes(), GBK));
        let found = utf8_read_as_gbk(&text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].1, "问题线索移交");
        assert_eq!(found[0].0, "完成".len()..text.len() - "整改".len());
        assert_eq!(utf8_read_as_gbk("落实巡察整改主体责任,研究制定整改方案。"), []);
        let (gbk, ..) = GBK.encode("整改情况");
        for bytes in [gbk.as_ref(), "整改情况".as_bytes()] {
            let latin = wrong(bytes, WINDOWS_1252);
            assert_eq!(latin_read_back(&latin).as_deref(), Some("整改情况"), "{latin}");
        }
        for other in ["naïveté", "Café", "ÀÉÎ"] {
            assert_eq!(latin_read_back(other), None, "{other}");
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
