//! Stretches that were decoded wrongly: GBK read one byte late, UTF-8 read as Latin-1 or as GBK, replacement characters.
//!
//! GBK that lost a byte comes back by shifting the bytes by one. Whether the shifted reading is the true one, the notice itself tells:
//! its pairs of characters stand elsewhere in the text, those of the printed reading do not.

use std::collections::HashSet;
use std::ops::Range;

use crate::model::{Confidence, Flag, Severity};

use super::{Seen, escaped, flag, propose};
use crate::text::{fold::fold_char, gbk};

/// Characters looked at around one that is rare, on each side.
const AROUND: usize = 40;
/// Pairs of the text that are known; more than a long notice has.
const PAIRS: usize = 400_000;
/// Stretches that are flagged at most.
const MOST: usize = 200;

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let body = seen.body_of_clean();
    let text = seen.page.clean_text().get(body.clone()).unwrap_or_default();
    let read_back = read_back(text);
    let other = find(text)
        .into_iter()
        .filter(|(range, _)| {
            !read_back
                .iter()
                .any(|(known, _)| known.start < range.end && range.start < known.end)
        })
        .map(|(range, reading)| (range, reading, false));
    let certain = read_back
        .iter()
        .cloned()
        .map(|(range, reading)| (range, Some(reading), true));
    certain
        .chain(other)
        .take(MOST)
        .map(|(range, reading, is_read_back)| {
            let printed = &text[range.clone()];
            let mut found = flag(
                "damage",
                "mojibake",
                Severity::Warning,
                seen.page
                    .span_of_clean(body.start + range.start..body.start + range.end),
                match &reading {
                    Some(reading) => format!("乱码：{printed}，可能为“{reading}”"),
                    None => format!("乱码：{printed}"),
                },
                match &reading {
                    Some(reading) => format!("wrongly decoded: {printed}, may read {reading}"),
                    None => format!("wrongly decoded: {printed}"),
                },
            );
            if let Some(reading) = reading {
                let (confidence, zh, en) = if is_read_back {
                    (
                        Confidence::High,
                        "原字节按另一种编码重读即成文",
                        "the bytes make sense when they are read in another encoding",
                    )
                } else {
                    (
                        Confidence::Medium,
                        "字节错位一位后重读，所得词语见于本文别处",
                        "read again one byte on; the words so found stand elsewhere in the text",
                    )
                };
                propose(&mut found, reading, confidence, zh, en);
            }
            found
        })
        .collect()
}

/// Stretches that come back whole when their bytes are read in another encoding: UTF-8 read as GBK, either read as
/// Latin-1; and codes that stand for characters.
fn read_back(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = gbk::utf8_read_as_gbk(text);
    found.extend(escaped::read(text));
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match (is_latin(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.extend(gbk::latin_read_back(&text[from..at]).map(|reading| (from..at, reading)));
                start = None;
            }
            _ => {}
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// What bytes above ASCII become that are read as Latin-1 or Windows-1252.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{ff}' | '\u{152}' | '\u{153}' | '\u{160}' | '\u{161}' | '\u{178}' | '\u{17d}' | '\u{17e}' | '\u{192}' | '\u{2c6}'
        | '\u{2dc}' | '\u{2013}' | '\u{2014}' | '\u{2018}'..='\u{201e}' | '\u{2020}'..='\u{2022}' | '\u{2026}' | '\u{2030}' | '\u{2039}' | '\u{203a}'
        | '\u{20ac}' | '\u{2122}')
}

/// What is left of UTF-8 read as Latin-1 once the control characters in it are gone: æ´æ¹. A foreign name has no such run.
fn latin_left(text: &str) -> Vec<Range<usize>> {
    const SHORTEST: usize = 4;
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let high = matches!(c, '\u{a1}'..='\u{ff}');
        match (high, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let run = &text[from..at];
                let letters = run.chars().filter(|c| matches!(c, '\u{c0}'..='\u{ff}')).count();
                let marks = run.chars().filter(|c| matches!(c, '\u{a1}'..='\u{bf}')).count();
                if run.chars().count() >= SHORTEST && letters >= 2 && marks >= 1 {
                    found.push(from..at);
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Question marks, or boxes, that stand for characters which an encoding lacked: 完成??项.
fn unknown_marks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['?', '□']) {
        let start = at + offset;
        let run = text[start..]
            .find(|c| !matches!(c, '?' | '□'))
            .unwrap_or(text.len() - start);
        at = start + run;
        let around = text[..start].ends_with(is_han) || text[at..].starts_with(is_han);
        if run >= 2 && around {
            found.push(start..at);
        }
    }
    found
}

/// Every stretch that was decoded wrongly, with what it may read where that can be told.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, Option<String>)> {
    let mut found: Vec<(Range<usize>, Option<String>)> = Vec::new();
    let mut pairs: Option<HashSet<(char, char)>> = None;
    let mut free = 0;
    let mut rare_before: Option<usize> = None;
    for (at, c) in text.char_indices() {
        if at < free {
            continue;
        }
        if is_certain(c)
            || text[at..].starts_with("锟斤拷")
            || text[at..].starts_with("烫烫烫")
            || text[at..].starts_with("屯屯屯")
        {
            let end = text[at..]
                .char_indices()
                .find(|(_, c)| !(is_certain(*c) || "锟斤拷烫屯".contains(*c)))
                .map_or(text.len(), |(offset, _)| at + offset);
            // One accent is a foreign name; several in a row are not.
            if end - at >= 3 && !(c.is_alphabetic() && text[at..end].chars().count() < 3) {
                found.push((at..end, None));
            }
            free = end;
            continue;
        }
        // 17。窝等嗽贝1200: a sentence does not end between a number and a few characters that run into the next.
        let cut_off = c == '。' && text[..at].ends_with(|c: char| c.is_ascii_digit());
        if cut_off {
            let from = at + c.len_utf8();
            let short = stretch(text, from);
            let (chars, ends) = (
                text[short.clone()].chars().count(),
                text[short.end..].starts_with(|c: char| c.is_ascii_digit()),
            );
            if (3..=8).contains(&chars) && ends {
                let pairs = pairs.get_or_insert_with(|| known_pairs(text));
                if let Some((range, reading)) = shifted(text, short, from, pairs) {
                    free = range.end;
                    found.push((range, Some(reading)));
                }
            }
            continue;
        }
        if !is_odd(c) {
            continue;
        }
        // Two odd characters close together, or one whose surroundings read better shifted.
        let near = rare_before.is_some_and(|before| text[before..at].chars().count() <= 6);
        rare_before = Some(at);
        let stretch = stretch(text, at);
        let pairs = pairs.get_or_insert_with(|| known_pairs(text));
        if let Some((range, reading)) = shifted(text, stretch.clone(), at, pairs) {
            free = range.end;
            found.push((range, Some(reading)));
        } else if near && odd_share(&text[stretch.clone()]) {
            free = stretch.end;
            found.push((stretch, None));
        }
    }
    found.extend(unknown_marks(text).into_iter().map(|range| (range, None)));
    found.extend(latin_left(text).into_iter().map(|range| (range, None)));
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|(range, _)| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn is_certain(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{80}'..='\u{9f}' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{ff}' | '\u{e000}'..='\u{f8ff}')
        && !matches!(c, 'é' | 'è' | 'ê' | 'à' | 'á' | 'ì' | 'í' | 'ò' | 'ó' | 'ù' | 'ú' | 'ü')
}

/// Whether a character is outside of what notices are written with, in traditional characters or simplified.
fn is_odd(c: char) -> bool {
    match fold_char(c) {
        c @ '\u{3400}'..='\u{9fff}' => !gbk::is_common(c),
        '\u{3040}'..='\u{30fa}' | '\u{3100}'..='\u{312f}' | '\u{2550}'..='\u{257f}' | '\u{2488}'..='\u{249b}' => true,
        _ => false,
    }
}

/// The stretch around an odd character without spaces, common marks or longer runs of letters and digits.
fn stretch(text: &str, at: usize) -> Range<usize> {
    let ends = |c: char| {
        matches!(
            c,
            ',' | ';' | ':' | '，' | '；' | '：' | '、' | '\n' | '(' | ')' | '《' | '》' | '“' | '”'
        ) || c.is_ascii_digit()
    };
    let mut start = at;
    for (offset, c) in text[..at].char_indices().rev().take(AROUND) {
        if ends(c) || c == '。' {
            break;
        }
        start = offset;
    }
    let mut end = at;
    for (offset, c) in text[at..].char_indices().take(AROUND + 1) {
        if ends(c) || c == '。' {
            break;
        }
        end = at + offset + c.len_utf8();
    }
    start..end
}

/// The pairs of neighbouring common characters in the text.
fn known_pairs(text: &str) -> HashSet<(char, char)> {
    let mut pairs = HashSet::new();
    let mut before = '\n';
    let mut seen_once: HashSet<(char, char)> = HashSet::new();
    for c in text.chars() {
        if is_han(before) && is_han(c) && !seen_once.insert((before, c)) {
            pairs.insert((before, c));
            if pairs.len() >= PAIRS {
                break;
            }
        }
        if seen_once.len() >= PAIRS {
            break;
        }
        before = c;
    }
    // In short texts few pairs stand twice: once must do.
    if pairs.len() < 50 { seen_once } else { pairs }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The part of a stretch around byte `at` that reads better with its GBK bytes shifted by one, and that reading.
fn shifted(
    text: &str,
    stretch: Range<usize>,
    at: usize,
    pairs: &HashSet<(char, char)>,
) -> Option<(Range<usize>, String)> {
    let own: Vec<(usize, char)> = text[stretch.clone()]
        .char_indices()
        .map(|(offset, c)| (stretch.start + offset, c))
        .collect();
    let odd = own.iter().position(|(offset, _)| *offset == at)?;
    // From each beginning near the odd character to the end of the stretch; the best wins.
    let mut best: Option<(i32, usize, String)> = None;
    for start in odd.saturating_sub(6)..=odd {
        let part = &own[start..];
        if part.len() < 3 {
            break;
        }
        let printed: String = part.iter().map(|(_, c)| *c).collect();
        let Some(reading) = gbk::one_later(&printed) else {
            continue;
        };
        let gain = known(&reading, pairs) - known(&printed, pairs) - 2 * odd_count(&reading);
        if best.as_ref().is_none_or(|(known, ..)| gain > *known) {
            best = Some((gain, start, reading));
        }
    }
    let (gain, start, reading) = best?;
    let enough = if own.len() - start > 6 { 2 } else { 1 };
    (gain >= enough && reading.chars().count() >= 3).then(|| (own[start].0..stretch.end, reading))
}

/// How many pairs of a reading stand elsewhere in the text.
fn known(reading: &str, pairs: &HashSet<(char, char)>) -> i32 {
    reading
        .chars()
        .zip(reading.chars().skip(1))
        .filter(|pair| pairs.contains(pair))
        .count() as i32
}

fn odd_count(text: &str) -> i32 {
    text.chars().filter(|&c| is_odd(c)).count() as i32
}

/// Whether a good part of a stretch is odd.
fn odd_share(text: &str) -> bool {
    let chars = text.chars().count();
    let odd = odd_count(text) as usize;
    // Names of people and places hold two or three rare characters, never four in a dozen.
    odd >= 4 && odd * 4 >= chars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_lost_a_byte_is_read_back() {
        // GBK of a sentence without its first byte.
        let broken = gbk::without_first_byte("场，组织参训人员考试。");
        let text = format!("参训人员登记。组织参训人员。组织考试,参训人员考试。共办班17{broken}");
        let found = find(&text);
        assert!(
            found
                .iter()
                .any(|(_, reading)| reading.as_ref().is_some_and(|reading| reading.contains("参训人员"))),
            "{text}: {found:?}"
        );
    }

    #[test]
    fn names_and_rare_words_are_left_alone() {
        for text in [
            "到莱芜基地学习,鑫酶公司和磁谷公司腾退,整治煤矸石、芦苇荡和淤泥。",
            "關於落實管黨治黨責任,統籌開展權屬企業制度建設。",
            "Café 与 naïve 的写法。",
            "共17。另有3人参加。",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }

    #[test]
    fn replacement_characters_are_found() {
        assert_eq!(find("完成\u{fffd}\u{fffd}\u{fffd}整改").len(), 1);
        assert_eq!(find("完成锟斤拷锟斤拷整改").len(), 1);
        assert_eq!(find("完成??项整改").len(), 1);
        assert_eq!(find("屯屯屯屯完成整改").len(), 1);
        // UTF-8 read as Latin-1, less its control characters.
        assert_eq!(find("召开æ´æ¹æ¨è¿ä¼è®®。").len(), 1);
        assert_eq!(find("与Müller、Señor、Łódź公司签订协议。").len(), 0);
        assert_eq!(find("□ 完成 □ 未完成, 为什么?").len(), 0);
    }
}
