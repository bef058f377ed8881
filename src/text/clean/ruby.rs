//! Ruby noise: the reading of a character or of several, copied into the text behind them. `對(duì)` is 對, `國務(guó wù)院` is 國務院.

use std::ops::Range;

use super::step::Edits;
use crate::text::pinyin;

const KIND: &str = "ruby_noise";

/// From so many certain readings on, the page had ruby: then readings without a tone (neutral: 的(de)) are noise, too.
const RUBY: usize = 5;

/// From so many certain readings on, nearly every bracket with a syllable being one, the tables' gaps explain the few others.
const SYSTEMATIC: usize = 50;
const SHARE: usize = 20;

/// The longest word and its bracket, in bytes, with room for combining marks.
const LONGEST: usize = 80;

/// The longest word that one bracket reads, in characters.
const WORD: usize = 8;

/// Blanks between a character and its reading: pages that annotate characters set their readings apart.
const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{3000}'];

/// The most of them.
const APART: usize = 2;

/// What stands in a bracket behind a Han character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// A syllable with its tone that is a reading of the character: noise wherever it stands.
    Reading,
    /// The same without a tone mark.
    Toneless,
    /// A syllable with a tone that no table has as a reading of the character.
    Unknown,
}

/// A bracket of any sort and width with the syllables of the Han characters before it, with tone marks or tone digits, with or without spaces.
/// `(试行)`, `(一)`, `(TOD)`, `(a)` and `(Beijing)` are none; `(de)` and readings that no table has are noise only in a text full of it.
pub(super) fn edits(text: &str, edits: &mut Edits) {
    let (mut readings, mut toneless, mut unknown) = (0, 0, 0);
    each(text, |_, bracket| {
        match bracket {
            Bracket::Reading => readings += 1,
            Bracket::Toneless => toneless += 1,
            Bracket::Unknown => unknown += 1,
        }
        // Whether a second bracket follows on the first is not decided yet; counting both does no harm.
        true
    });
    if readings + toneless + unknown == 0 {
        return;
    }
    let has_ruby = readings >= RUBY;
    let systematic = readings >= SYSTEMATIC && unknown <= readings / SHARE;
    each(text, |range, bracket| {
        let noise = match bracket {
            Bracket::Reading => true,
            Bracket::Toneless => has_ruby,
            Bracket::Unknown => systematic,
        };
        if noise {
            edits.drop(range, KIND);
        }
        noise
    });
}

/// Every bracket with syllables behind Han characters. What `take` takes away leaves its character before the next bracket.
fn each(text: &str, mut take: impl FnMut(Range<usize>, Bracket) -> bool) {
    let mut taken: Option<(usize, char)> = None;
    for (at, open) in text.match_indices(['(', '（', '[', '［', '【', '〔']) {
        let blanks = text[..at].chars().rev().take_while(|c| BLANKS.contains(c)).take(APART);
        let start = at - blanks.map(char::len_utf8).sum::<usize>();
        let base = match taken {
            Some((end, base)) if end == start => Some(base),
            _ => text[..start].chars().next_back(),
        };
        let Some(base) = base.filter(|c| pinyin::is_han(*c)) else {
            continue;
        };
        let inside = at + open.len();
        let mut until = text.len().min(inside + LONGEST);
        while !text.is_char_boundary(until) {
            until -= 1;
        }
        let close = match open {
            "(" => ')',
            "（" => '）',
            "[" => ']',
            "［" => '］',
            "【" => '】',
            _ => '〕',
        };
        let Some(len) = text[inside..until].find(close) else {
            continue;
        };
        let Some(bracket) = bracket(&text[..start], base, &text[inside..inside + len]) else {
            continue;
        };
        let mut end = inside + len + close.len_utf8();
        // A reading that is set apart is so on both sides.
        if start < at {
            let behind = text[end..].trim_start_matches(BLANKS);
            let blanks = text.len() - end - behind.len();
            if behind.starts_with(pinyin::is_han) && text[end..end + blanks].chars().count() <= APART {
                end += blanks;
            }
        }
        if take(start..end, bracket) {
            taken = Some((end, base));
        }
    }
}

/// What the words in a bracket are for the characters before it, the last of which is `base`.
fn bracket(before: &str, base: char, inside: &str) -> Option<Bracket> {
    let inside = inside.trim();
    if !inside.starts_with(|c: char| c.is_alphabetic() && !pinyin::is_han(c)) {
        return None;
    }
    if let Some((syllable, toned)) = syllable(inside) {
        let known = pinyin::readings(base).any(|reading| reading == syllable);
        return match (known, toned) {
            (true, true) => Some(Bracket::Reading),
            (true, false) if syllable.len() > 1 => Some(Bracket::Toneless),
            (false, true) => Some(Bracket::Unknown),
            _ => None,
        };
    }
    let toned = word(before, inside)?;
    Some(if toned { Bracket::Reading } else { Bracket::Toneless })
}

/// One syllable with its tone as a mark or as a digit (dui4).
fn syllable(text: &str) -> Option<(String, bool)> {
    let plain = text.strip_suffix(|c: char| ('1'..='5').contains(&c));
    let (plain, digit) = plain.map_or((text, false), |plain| (plain, true));
    let (plain, toned) = pinyin::syllable(plain)?;
    Some((plain, toned || digit))
}

/// Whether the syllables of a word, run together or apart, read the characters that end `before`, one each, and whether one of them bears
/// a tone; None where they do not.
fn word(before: &str, inside: &str) -> Option<bool> {
    let letters: Vec<char> = inside
        .chars()
        .filter(|c| !matches!(c, ' ' | '\'' | '’' | '-' | '·'))
        .collect();
    if letters.len() > 6 * WORD {
        return None;
    }
    // From the last character on: where the syllables that are left may end.
    let mut ends = vec![(letters.len(), false)];
    for base in before.chars().rev().take(WORD).take_while(|c| pinyin::is_han(*c)) {
        let mut next: Vec<(usize, bool)> = Vec::new();
        for &(end, toned) in &ends {
            // The longest syllable has six letters (zhuang), and a combining mark or a digit.
            for start in end.saturating_sub(8)..end {
                let own: String = letters[start..end].iter().collect();
                let Some((plain, tone)) = syllable(&own) else { continue };
                if pinyin::readings(base).any(|reading| reading == plain) && !next.contains(&(start, toned | tone)) {
                    next.push((start, toned | tone));
                }
            }
        }
        if let Some(&(_, toned)) = next.iter().find(|(start, _)| *start == 0) {
            return Some(toned);
        }
        ends = next;
        if ends.is_empty() {
            return None;
        }
    }
    None
}
