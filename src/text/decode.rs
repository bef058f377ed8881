//! Bytes into text: byte order mark, then valid UTF-8, then the declared charset, then detection.
//!
//! A declaration is a hint: saved pages often declare what they no longer are. Whatever is tried, the reading with the fewest places
//! that cannot be decoded wins, and only then the order above.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::fold::fold_char;

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, verbatim: this is the *source* that every span counts in.
    pub text: String,
    /// Name of the encoding (WHATWG), e.g. `UTF-8`, `gb18030`, `Big5`, `UTF-16LE`.
    pub encoding: &'static str,
    /// Whether the bytes were not that text in UTF-8 without a byte order mark.
    pub recoded: bool,
    /// How many places could not be decoded and stand as U+FFFD.
    pub lost: usize,
}

/// How far a declaration is looked for, in bytes: what browsers look at.
const DECLARED_WITHIN: usize = 1024;

/// A file with at least so many characters of several bytes for each byte that is no UTF-8 is damaged UTF-8 and nothing else.
const SOUND_TO_BROKEN: usize = 8;

/// How many bytes the detection looks at; a notice tells in its first sentence.
const DETECT_IN: usize = 64 * 1024;

/// A reading with no more strange characters than this, in thousandths, is right: no other is tried. What is read with the wrong
/// table is strange by hundreds.
const PLAIN: usize = 40;

/// Decodes one file. Never fails: what cannot be decoded stands as U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return read(&bytes[mark..], encoding, true);
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return read(bytes, encoding, true);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: text.to_owned(),
            encoding: UTF_8.name(),
            recoded: false,
            lost: 0,
        };
    }
    if is_damaged_utf_8(bytes) {
        return read(bytes, UTF_8, true);
    }
    let head = &bytes[..bytes.len().min(DETECT_IN)];
    // The statistical detection is the slowest of all, and last: it is for what is in no Chinese encoding.
    let chinese = declared(head).into_iter().chain([GB18030, BIG5]);
    let candidates = chinese.chain(std::iter::once_with(|| detected(head)));
    let mut best: Option<(usize, &'static Encoding)> = None;
    for encoding in candidates.map(widened) {
        let found = strangeness(&encoding.decode_without_bom_handling(head).0);
        if best.is_none_or(|(least, _)| found < least) {
            best = Some((found, encoding));
        }
        if found <= PLAIN {
            break;
        }
    }
    read(bytes, best.map_or(GB18030, |(_, encoding)| encoding), true)
}

/// Files that say gbk or gb2312 use characters of GB18030, which has all of theirs.
fn widened(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == encoding_rs::GBK {
        GB18030
    } else {
        encoding
    }
}

fn read(bytes: &[u8], encoding: &'static Encoding, recoded: bool) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        lost: text.matches('\u{fffd}').count(),
        text: text.into_owned(),
        encoding: encoding.name(),
        recoded,
    }
}

/// How little a text looks like a Chinese one, in thousandths of its characters beyond ASCII: lost places, private characters, and
/// letters of other scripts and rare Han characters, which stand where Chinese was read with the wrong table.
fn strangeness(text: &str) -> usize {
    let (mut all, mut odd) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        odd += match c {
            '\u{fffd}' => 4,
            '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}' => 2,
            '\u{4e00}'..='\u{9fff}' => usize::from(!is_common(c)),
            '\u{3000}'..='\u{303f}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{2010}'..='\u{2027}'
            | '\u{2460}'..='\u{24ff}'
            | '\u{a0}'
            | '·'
            | '×' => 0,
            _ => 1,
        };
    }
    // One character in a thousand is no evidence.
    (odd * 1000).checked_div(all).unwrap_or(0)
}

/// Whether a Han character is one of the 3,755 that GB 2312 puts first, or folds to one. Nearly every character of a notice is; of one
/// that was read as Big5 instead of GBK, or the other way round, hardly any.
fn is_common(c: char) -> bool {
    static COMMON: LazyLock<Vec<bool>> = LazyLock::new(|| {
        let mut common = vec![false; 0x5200];
        let bytes: Vec<u8> = (0xb0..=0xd7)
            .flat_map(|lead| (0xa1..=0xfe).flat_map(move |trail| [lead, trail]))
            .collect();
        for c in GB18030.decode_without_bom_handling(&bytes).0.chars() {
            if let Some(slot) = (c as usize).checked_sub(0x4e00).and_then(|at| common.get_mut(at)) {
                *slot = true;
            }
        }
        common
    });
    let at = (fold_char(c) as usize).checked_sub(0x4e00);
    at.and_then(|at| COMMON.get(at)).copied().unwrap_or(false)
}

/// Few broken bytes among many characters that could not have come about by chance.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 0 && sound >= SOUND_TO_BROKEN * broken
}

/// UTF-16 without a mark: zero bytes where ASCII stands, or Han characters in nearly every place.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 4 {
        return None;
    }
    let plausible = |order: fn([u8; 2]) -> u16| {
        let unit = |pair: &[u8]| order([pair[0], pair[1]]);
        let good = |unit: u16| matches!(unit, 0x0a | 0x0d | 0x09 | 0x20..=0x7e | 0xa0 | 0xb7 | 0x2010..=0x2027 | 0x2460..=0x249b | 0x3000..=0x3015 | 0x4e00..=0x9fa5 | 0xff01..=0xff5e);
        head.chunks_exact(2).filter(|pair| good(unit(pair))).count()
    };
    let (little, big) = (plausible(u16::from_le_bytes), plausible(u16::from_be_bytes));
    let units = head.len() / 2;
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    let (best, encoding) = if little >= big {
        (little, UTF_16LE)
    } else {
        (big, UTF_16BE)
    };
    // Text in other encodings also pairs up to Han characters now and then, but is valid UTF-8 or has no zero bytes.
    let sure = best * 10 >= units * 9
        && (zeros * 50 > head.len() || std::str::from_utf8(bytes).is_err() && little.abs_diff(big) * 3 > units);
    sure.then_some(encoding)
}

/// The charset that the beginning declares: `charset=gb2312`, `<?xml encoding="…"`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let head: String = head.iter().map(|byte| (*byte as char).to_ascii_lowercase()).collect();
    ["charset", "encoding"].into_iter().find_map(|key| {
        let (_, rest) = head.split_once(key)?;
        let value = rest
            .trim_start()
            .strip_prefix('=')?
            .trim_start()
            .trim_start_matches(['"', '\'']);
        let end = value
            .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))
            .unwrap_or(value.len());
        Encoding::for_label(&value.as_bytes()[..end])
    })
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"cn"), Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIMPLIFIED: &str = "一、关于整改措施落实不到位的问题：2024年6月底前完成３项。";
    const TRADITIONAL: &str = "一、關於整改措施落實不到位的問題：2024年6月底前完成3項。";

    fn utf_16(text: &str, little: bool) -> Vec<u8> {
        let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(unit).collect()
    }

    #[track_caller]
    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let decoded = decode(bytes);
        assert_eq!(
            (decoded.encoding, decoded.text.as_str(), decoded.lost),
            (encoding, text, 0)
        );
    }

    #[test]
    fn a_few_broken_bytes_cost_no_more_than_their_sentences() {
        let long = SIMPLIFIED.repeat(40);
        for (encoding, text, name) in [
            (GB18030, long.clone(), "gb18030"),
            (BIG5, TRADITIONAL.repeat(40), "Big5"),
            (UTF_8, long, "UTF-8"),
        ] {
            let mut bytes = encoding.encode(&text).0.into_owned();
            for at in [300, 900] {
                bytes[at] = 0xff;
            }
            let decoded = decode(&bytes);
            assert_eq!(decoded.encoding, name);
            assert!((1..=6).contains(&decoded.lost), "{name}: {} lost", decoded.lost);
            let whole = text.chars().count();
            let kept = decoded.text.chars().filter(|c| text.contains(*c)).count();
            // In pairs of bytes, a broken one shifts all pairs up to the next ASCII character, less than a sentence away.
            let near = 2 * SIMPLIFIED.chars().count();
            assert!(kept + near >= whole, "{name}: {kept} of {whole} characters");
        }
    }

    #[test]
    fn short_and_unmarked_texts_are_told_apart() {
        // Nothing but Han characters, and none of them ASCII or a line's end.
        let han = "关于整改措施落实不到位的问题整改进展情况通报";
        for little in [true, false] {
            let name = if little { "UTF-16LE" } else { "UTF-16BE" };
            check(&utf_16(han, little), name, han);
        }
        check(&GB18030.encode("整改情况").0, "gb18030", "整改情况");
        check(&BIG5.encode("關於整改情況的通報").0, "Big5", "關於整改情況的通報");
        // A character of four bytes in GB18030.
        check(
            &GB18030.encode("整改措施㐂落实，问题已完成。").0,
            "gb18030",
            "整改措施㐂落实，问题已完成。",
        );
    }

    #[test]
    fn what_is_not_declared_is_detected() {
        check(SIMPLIFIED.as_bytes(), "UTF-8", SIMPLIFIED);
        check(&GB18030.encode(SIMPLIFIED).0, "gb18030", SIMPLIFIED);
        check(&BIG5.encode(TRADITIONAL).0, "Big5", TRADITIONAL);
        for (little, name) in [(true, "UTF-16LE"), (false, "UTF-16BE")] {
            check(&utf_16(SIMPLIFIED, little), name, SIMPLIFIED);
            check(&utf_16("plain ASCII text\n", little), name, "plain ASCII text\n");
        }
        let spaced = "甲\u{a0}\u{a0}乙\u{a0}①".repeat(20);
        check(&utf_16(&spaced, true), "UTF-16LE", &spaced);
        check(b"plain ASCII text", "UTF-8", "plain ASCII text");
        check(b"", "UTF-8", "");
    }

    #[test]
    fn marks_are_taken_off() {
        check(&[b"\xef\xbb\xbf", SIMPLIFIED.as_bytes()].concat(), "UTF-8", SIMPLIFIED);
        check(
            &[b"\xff\xfe".to_vec(), utf_16(SIMPLIFIED, true)].concat(),
            "UTF-16LE",
            SIMPLIFIED,
        );
        check(
            &[b"\xfe\xff".to_vec(), utf_16(SIMPLIFIED, false)].concat(),
            "UTF-16BE",
            SIMPLIFIED,
        );
        assert!(decode(&[b"\xef\xbb\xbf", SIMPLIFIED.as_bytes()].concat()).recoded);
        assert!(!decode(SIMPLIFIED.as_bytes()).recoded);
    }

    #[test]
    fn a_declaration_helps_where_it_is_right_and_does_no_harm_where_it_is_wrong() {
        let page = |charset: &str, text: &str| format!("<meta charset=\"{charset}\"><p>{text}");
        let big = page("big5", TRADITIONAL);
        check(&BIG5.encode(&big).0, "Big5", &big);
        let wrong = page("utf-8", SIMPLIFIED);
        check(&GB18030.encode(&wrong).0, "gb18030", &wrong);
        let wrong = page("iso-8859-1", SIMPLIFIED);
        check(&GB18030.encode(&wrong).0, "gb18030", &wrong);
        // Both read each other's bytes as Han characters, but as rare ones.
        let wrong = page("big5", "针对学习不深入的问题");
        check(&GB18030.encode(&wrong).0, "gb18030", &wrong);
        let wrong = page("gbk", "針對學習不深入的問題");
        check(&BIG5.encode(&wrong).0, "Big5", &wrong);
        let wrong = page("gb2312", SIMPLIFIED);
        check(wrong.as_bytes(), "UTF-8", &wrong);
    }

    #[test]
    fn a_few_broken_bytes_do_not_make_utf_8_something_else() {
        let mut bytes = SIMPLIFIED.repeat(3).into_bytes();
        bytes.truncate(bytes.len() - 1);
        bytes[30] = 0xff;
        let decoded = decode(&bytes);
        assert_eq!(decoded.encoding, "UTF-8");
        assert!((1..=4).contains(&decoded.lost), "{}", decoded.lost);
        assert!(decoded.text.contains("2024年6月底前完成"));
    }

    proptest! {
        #[test]
        fn any_bytes_become_a_text(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let decoded = decode(&bytes);
            prop_assert_eq!(decoded.lost, decoded.text.matches('\u{fffd}').count());
        }

        #[test]
        fn what_is_utf_8_stays_as_it_is(text in "[一-龥a-z，。\n]{8,60}") {
            prop_assert_eq!(decode(text.as_bytes()).text, text);
        }
    }
}
