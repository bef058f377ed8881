//! Readings of Han characters, without tones: those of the `pinyin` crate, in a table, for the jump index asks for every character of
//! every text that it holds.

use std::sync::LazyLock;

use pinyin::ToPinyinMulti;

use super::fold::fold_char;

/// All readings of a character in plain letters (`ü` as `v`), the commonest first, each once: `重` → `zhong`, `chong`. Empty for what
/// is no Han character.
pub fn readings(c: char) -> impl Iterator<Item = &'static str> {
    let known = (c as usize)
        .checked_sub(FIRST)
        .and_then(|at| TABLE.spans.get(at))
        .map_or(0..0, |&(start, count)| {
            start as usize..start as usize + usize::from(count)
        });
    let rare: Vec<&'static str> = if c as usize > LAST || c == '〇' {
        of(c)
    } else {
        Vec::new()
    };
    TABLE.readings[known].iter().copied().chain(rare)
}

/// Whether a character is a Han character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// A syllable of pinyin as printed, in plain letters, and whether it bears a tone: `duì` → (`dui`, true). `None` for anything else.
pub fn syllable(text: &str) -> Option<(String, bool)> {
    let mut plain = String::with_capacity(text.len());
    let mut toned = false;
    for c in text.chars() {
        let (letter, tone) = match c {
            'a'..='z' => (c, false),
            'ü' => ('v', false),
            // Shapes of a and g in the fonts of primers.
            'ɑ' => ('a', false),
            'ɡ' => ('g', false),
            'ā' | 'á' | 'ǎ' | 'à' => ('a', true),
            'ē' | 'é' | 'ě' | 'è' | 'ế' | 'ề' => ('e', true),
            'ê' => ('e', false),
            'ī' | 'í' | 'ǐ' | 'ì' => ('i', true),
            'ō' | 'ó' | 'ǒ' | 'ò' => ('o', true),
            'ū' | 'ú' | 'ǔ' | 'ù' => ('u', true),
            'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => ('v', true),
            'ń' | 'ň' | 'ǹ' => ('n', true),
            'ḿ' => ('m', true),
            // Combining tone marks.
            '\u{300}' | '\u{301}' | '\u{304}' | '\u{30c}' => {
                toned = true;
                continue;
            }
            '\u{308}' if plain.ends_with('u') => {
                plain.pop();
                plain.push('v');
                continue;
            }
            _ => return None,
        };
        plain.push(letter);
        toned |= tone;
    }
    SYLLABLES
        .binary_search(&plain.as_str())
        .is_ok()
        .then_some((plain, toned))
}

/// Where a text stops saying, from its first character on, what was typed (in small letters, simplified characters): letters are read as
/// pinyin of neighbouring characters, as the jump palette does. A character takes its initial (`zh`, `ch` and `sh` also whole) or a whole
/// reading, the last one also the beginning of one; other characters and Latin letters stand for themselves, and marks of punctuation in
/// the text are stepped over. Bytes from the beginning of the text; `None` where it says something else.
pub fn says(text: &str, typed: &[char]) -> Option<usize> {
    // Bit i: the first i characters that were typed are said.
    let mut said = 1_u64;
    if typed.is_empty() || typed.len() >= u64::BITS as usize {
        return None;
    }
    for (at, c) in text.char_indices() {
        let here = fold_char(c).to_ascii_lowercase();
        if !here.is_alphanumeric() {
            if at == 0 {
                return None;
            }
            continue;
        }
        let (mut next, mut ends) = (0, false);
        let mut take = |from: usize, count: usize| {
            ends |= from + count == typed.len();
            next |= 1 << (from + count);
        };
        for from in (0..typed.len()).filter(|from| said >> from & 1 != 0) {
            let rest = &typed[from..];
            if rest[0] == here {
                take(from, 1);
            }
            if !rest[0].is_ascii_lowercase() {
                continue;
            }
            for reading in readings(here).flat_map(also_ue) {
                let initial = if reading.as_bytes().get(1) == Some(&b'h') { 2 } else { 1 };
                let same = rest.iter().zip(reading.chars()).take_while(|(a, b)| **a == *b).count();
                let whole = |count: &usize| *count <= initial || *count == reading.len() || *count == rest.len();
                (1..=same).filter(whole).for_each(|count| take(from, count));
            }
        }
        if ends {
            return Some(at + c.len_utf8());
        }
        if next == 0 {
            return None;
        }
        said = next;
    }
    None
}

/// A reading, and as many type it who have no `ü`: 略 is lve in the table and on most keyboards also lue.
fn also_ue(reading: &'static str) -> impl Iterator<Item = &'static str> {
    let other = match reading {
        "lve" => Some("lue"),
        "nve" => Some("nue"),
        _ => None,
    };
    std::iter::once(reading).chain(other)
}

/// Every syllable that is a reading of some character, sorted.
pub fn syllables() -> &'static [&'static str] {
    &SYLLABLES
}

/// The unified ideographs, for which readings are kept ready.
const FIRST: usize = 0x3400;
const LAST: usize = 0x9fff;

struct Table {
    /// By code point from [`FIRST`]: where the readings begin, and how many.
    spans: Vec<(u32, u8)>,
    readings: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        spans: Vec::with_capacity(LAST - FIRST + 1),
        readings: Vec::new(),
    };
    for c in (FIRST..=LAST).map(|at| char::from_u32(at as u32).unwrap_or(' ')) {
        let own = of(c);
        table.spans.push((table.readings.len() as u32, own.len() as u8));
        table.readings.extend(own);
    }
    table
});

static SYLLABLES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut all = TABLE.readings.clone();
    all.sort_unstable();
    all.dedup();
    all
});

/// What the library says of one character, with the readings that it writes with `ü` both ways resolved to `v`. It has fewer readings for
/// traditional characters (绿 is also read lù, 綠 is not): they are read like their simplified ones, too.
fn of(c: char) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    let forms = [c, fold_char(c)];
    for reading in forms.iter().filter_map(ToPinyinMulti::to_pinyin_multi).flatten() {
        let plain = with_v(reading.plain());
        if !found.contains(&plain) {
            found.push(plain);
        }
    }
    found
}

fn with_v(plain: &'static str) -> &'static str {
    match plain {
        "lü" => "lv",
        "lüe" => "lve",
        "nü" => "nv",
        "nüe" => "nve",
        "ê" => "e",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(c: char) -> Vec<&'static str> {
        readings(c).collect()
    }

    #[test]
    fn every_reading_counts_in_both_scripts() {
        assert_eq!(of('国'), ["guo"]);
        assert_eq!(of('國'), ["guo"]);
        for (c, wanted) in [
            ('重', "chong"),
            ('行', "hang"),
            ('行', "xing"),
            ('长', "zhang"),
            ('调', "tiao"),
            ('绿', "lv"),
            ('綠', "lu"),
            ('〇', "ling"),
            ('率', "lv"),
        ] {
            assert!(of(c).contains(&wanted), "{c}: {:?}", of(c));
        }
        assert!(of('a').is_empty() && of('，').is_empty());
    }

    #[test]
    fn letters_say_neighbouring_characters() {
        let says = |text: &str, typed: &str| {
            let typed: Vec<char> = typed.chars().collect();
            says(text, &typed).map(|end| text[..end].to_owned())
        };
        for (text, typed, wanted) in [
            ("国企改革滞后", "gqgg", Some("国企改革")),
            ("国企改革滞后", "guoqig", Some("国企改")),
            ("國企，改革", "gqgaige", Some("國企，改革")),
            ("国企改革", "国企gg", Some("国企改革")),
            ("重庆", "zhq", Some("重庆")),
            ("重庆", "cq", Some("重庆")),
            ("战略", "zhanlue", Some("战略")),
            ("ＩＴ系统", "itxt", Some("ＩＴ系统")),
            ("国企改革", "gqx", None),
            ("国企", "gqgg", None),
            ("，国企", "gq", None),
            ("国企改革", "uo", None),
            ("国企", "", None),
        ] {
            assert_eq!(says(text, typed).as_deref(), wanted, "{typed} in {text}");
        }
    }

    #[test]
    fn only_plain_letters_come_out() {
        for syllable in syllables() {
            assert!(syllable.bytes().all(|b| b.is_ascii_lowercase()), "{syllable}");
        }
    }

    #[test]
    fn syllables_are_read_with_their_tone() {
        assert_eq!(syllable("duì"), Some(("dui".into(), true)));
        assert_eq!(syllable("lüè"), Some(("lve".into(), true)));
        assert_eq!(syllable("ma"), Some(("ma".into(), false)));
        assert_eq!(syllable("dui\u{300}"), Some(("dui".into(), true)));
        for none in ["", "TOD", "abc", "试行", "duì ", "q"] {
            assert_eq!(syllable(none), None, "{none}");
        }
    }
}
