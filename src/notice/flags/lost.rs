//! Characters that are lost in running text: set phrases with a gap, characters without the partner that they always have, numbers
//! without their unit, words that the notice itself writes whole elsewhere.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;

use crate::model::{Confidence, Flag, Severity};

use super::super::fields::Layers;
use super::super::table;
use super::{Seen, flag, propose};

const PHRASES: &str = include_str!("phrases.tsv");
const BOUND: &str = include_str!("bound.tsv");
const LOSSES: &str = include_str!("losses.tsv");

/// Losses that are flagged at most.
const MOST: usize = 200;

/// A place where something is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Loss {
    range: Range<usize>,
    reading: Option<String>,
    confidence: Confidence,
    zh: String,
    en: String,
}

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let text = seen.page.folded();
    let body = seen.frame.body.start..seen.frame.contact.end.max(seen.frame.body.end);
    let Some(own) = text.get(body.clone()) else {
        return Vec::new();
    };
    find(own)
        .into_iter()
        .take(MOST)
        .map(|loss| {
            let range = body.start + loss.range.start..body.start + loss.range.end;
            let printed = seen.page.clean(range.clone());
            let printed = printed.trim();
            let (zh, en) = match &loss.reading {
                Some(reading) => (
                    format!("疑有缺字：{printed}，可能为{}", reading.trim()),
                    format!("characters may be lost: {printed}, perhaps {}", reading.trim()),
                ),
                None => (
                    format!("疑有缺字：{printed}"),
                    format!("characters may be lost: {printed}"),
                ),
            };
            let mut found = flag(
                "damage",
                "lost_characters",
                Severity::Notice,
                seen.page.span(range),
                zh,
                en,
            );
            match loss.reading {
                Some(reading) => propose(&mut found, reading, loss.confidence, &loss.zh, &loss.en),
                None => {
                    found.message = format!("{}：{}", found.message, loss.zh);
                    found.message_en = format!("{}: {}", found.message_en, loss.en);
                }
            }
            found
        })
        .collect()
}

/// Every loss in the notice's own folded text, in text order, none within another.
fn find(text: &str) -> Vec<Loss> {
    let mut found = worded(text);
    found.extend(gaps(text));
    found.extend(unpartnered(text));
    found.extend(once_without(text));
    found.sort_by_key(|loss| (loss.range.start, loss.range.end));
    let mut end = 0;
    found.retain(|loss| {
        let apart = loss.range.start >= end;
        end = end.max(loss.range.end);
        apart
    });
    found
}

/// The patterns of `losses.tsv`.
fn worded(text: &str) -> Vec<Loss> {
    struct Row {
        pattern: Regex,
        reading: &'static str,
        confidence: Confidence,
        zh: &'static str,
        en: &'static str,
    }
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
        let rows = LOSSES.lines().filter(|line| !line.starts_with('#'));
        rows.filter_map(|line| {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let [pattern, reading, confidence, zh, en] = columns[..] else {
                return None;
            };
            Some(Row {
                pattern: Regex::new(pattern).ok()?,
                reading,
                confidence: match confidence {
                    "high" => Confidence::High,
                    "medium" => Confidence::Medium,
                    _ => Confidence::Low,
                },
                zh,
                en,
            })
        })
        .collect()
    });
    let mut found = Vec::new();
    for row in ROWS.iter() {
        for captures in row.pattern.captures_iter(text).take(MOST) {
            let Some(whole) = captures.get(0) else { continue };
            let reading = (row.reading != "-").then(|| {
                let mut reading = String::new();
                captures.expand(row.reading, &mut reading);
                reading
            });
            found.push(Loss {
                range: captures.name("head").map_or(whole.start(), |head| head.end())
                    ..captures.name("tail").map_or(whole.end(), |tail| tail.start()),
                reading,
                confidence: row.confidence,
                zh: row.zh.to_owned(),
                en: row.en.to_owned(),
            });
        }
    }
    found
}

/// Set phrases that lack one of their inner characters.
fn gaps(text: &str) -> Vec<Loss> {
    static GAPS: LazyLock<Option<(AhoCorasick, Vec<&'static str>)>> = LazyLock::new(|| {
        let (short, whole): (Vec<String>, Vec<&'static str>) = with_gaps().into_iter().unzip();
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(short)
            .ok()?;
        Some((words, whole))
    });
    let Some((words, whole)) = GAPS.as_ref() else {
        return Vec::new();
    };
    static JOINED: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(PHRASES, "joined"));
    // 落实方案 holds 实方案 and has lost nothing.
    let is_joined = |range: Range<usize>| {
        let before = text[..range.start].chars().next_back().map_or(0, char::len_utf8);
        let after = text[range.end..].chars().next().map_or(0, char::len_utf8);
        let around = &text[range.start - before..range.end + after];
        JOINED.iter().any(|word| around.contains(word))
    };
    words
        .find_iter(text)
        .filter(|hit| !is_joined(hit.range()))
        .map(|hit| Loss {
            range: hit.range(),
            reading: Some(whole[hit.pattern().as_usize()].to_owned()),
            confidence: Confidence::Medium,
            zh: "固定词语缺一字".to_owned(),
            en: "a set phrase lacks a character".to_owned(),
        })
        .collect()
}

/// Each set phrase with each of its inner characters left out, where nothing of the genre is written so.
fn with_gaps() -> BTreeMap<String, &'static str> {
    let phrases = table::words_of(PHRASES, "phrase");
    let words = table::words_of(PHRASES, "word");
    let mut found = BTreeMap::new();
    for &phrase in &phrases {
        let chars: Vec<char> = phrase.chars().collect();
        for left_out in 1..chars.len().saturating_sub(1) {
            let short: String = chars
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != left_out)
                .map(|(_, c)| c)
                .collect();
            let written =
                phrases.iter().any(|other| other.contains(&short)) || words.iter().any(|word| short.contains(word));
            if !written && chars[left_out - 1] != chars[left_out] {
                found.entry(short).or_insert(phrase);
            }
        }
    }
    found
}

/// Characters that stand without the partner that they always have.
fn unpartnered(text: &str) -> Vec<Loss> {
    struct Partners {
        after: Vec<char>,
        before: Vec<char>,
        word: &'static str,
    }
    static TABLE: LazyLock<HashMap<char, Partners>> = LazyLock::new(|| {
        let rows = BOUND.lines().filter(|line| !line.starts_with('#'));
        rows.filter_map(|line| {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let [own, after, before, word] = columns[..] else {
                return None;
            };
            let chars = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect();
            let partners = Partners {
                after: chars(after),
                before: chars(before),
                word,
            };
            Some((own.chars().next()?, partners))
        })
        .collect()
    });
    // Asked of every character, and nearly always in vain.
    static MAY_BE: LazyLock<Vec<bool>> = LazyLock::new(|| {
        let mut may_be = vec![false; 1 << 16];
        for c in TABLE.keys() {
            may_be[u32::from(*c) as usize % (1 << 16)] = true;
        }
        may_be
    });
    let mut found = Vec::new();
    let mut before = '\n';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or('\n', |(_, c)| *c);
        if MAY_BE[u32::from(c) as usize % (1 << 16)]
            && let Some(partners) = TABLE.get(&c)
            // Beside a break of the line, a quotation or what is no Han character, the partner may be there all the same.
            && is_han(after)
            && !partners.after.contains(&after)
            && !partners.before.contains(&before)
        {
            found.push(Loss {
                range: at..at + c.len_utf8() + after.len_utf8(),
                reading: Some(format!("{}{after}", partners.word)),
                confidence: Confidence::Medium,
                zh: format!("“{c}”通常只见于“{}”一类词语", partners.word),
                en: format!("{c} is hardly written but in words like {}", partners.word),
            });
        }
        before = c;
    }
    found
}

/// How often the notice must write the whole, for one place without a character to be a loss.
const WHOLE: usize = 4;

/// Four characters that stand once, where the notice writes them elsewhere, again and again, with the same fifth between them: 集团司党
/// beside 集团公司党.
fn once_without(text: &str) -> Vec<Loss> {
    /// Small words that writers leave out or put in as they like.
    const FREE: &str = "和的与及了并对以为在等各其所也都应第地得之将把向从到被由就或者性化上下大新全市区县省级";
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let runs = || chars.split(|(_, c)| !is_han(*c));
    // Four with one between that stand often enough, by a count that never says too little: nearly all stand once, and go no further.
    let mut counts = vec![0_u8; 1 << SLOTS];
    for five in runs().flat_map(|run| run.windows(5)) {
        let slot = &mut counts[slot(around(five))];
        *slot = slot.saturating_add(1);
    }
    let mut often: Vec<(u64, char)> = runs()
        .flat_map(|run| run.windows(5))
        .map(|five| (around(five), five[2].1))
        .filter(|(key, _)| usize::from(counts[slot(*key)]) >= WHOLE)
        .collect();
    often.sort_unstable();
    // Of these the ones with always the same between them, and how often.
    let whole: Vec<(u64, char, usize)> = often
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|same| same.len() >= WHOLE && same.first() == same.last() && !FREE.contains(same[0].1))
        .map(|same| (same[0].0, same[0].1, same.len()))
        .collect();
    if whole.is_empty() {
        return Vec::new();
    }
    // The same four without it: how often, and where first.
    counts.fill(0);
    for (key, ..) in &whole {
        counts[slot(*key)] = 1;
    }
    let mut rows = vec![(0_usize, 0_usize); whole.len()];
    for four in runs().flat_map(|run| run.windows(4)) {
        let key = pack([four[0].1, four[1].1, four[2].1, four[3].1]);
        if counts[slot(key)] > 0
            && let Ok(at) = whole.binary_search_by_key(&key, |(key, ..)| *key)
        {
            let (times, first) = &mut rows[at];
            if *times == 0 {
                *first = four[0].0;
            }
            *times += 1;
        }
    }
    let mut found: Vec<Loss> = whole
        .into_iter()
        .zip(rows)
        .filter_map(|((_, c, count), (times, at))| {
            if times != 1 {
                return None;
            }
            let own: Vec<char> = text[at..].chars().take(4).collect();
            // 市属 beside 市市属: a doubled character is told from a single one by nobody.
            if own[1] == c || own[2] == c {
                return None;
            }
            let end = at + own.iter().map(|c| c.len_utf8()).sum::<usize>();
            let whole: String = [own[0], own[1], c, own[2], own[3]].iter().collect();
            Some(Loss {
                range: at..end,
                zh: format!("本文他处{count}次写作“{whole}”"),
                en: format!("the text writes {whole} {count} times elsewhere"),
                reading: Some(whole),
                confidence: Confidence::Medium,
            })
        })
        .collect();
    found.sort_by_key(|loss| loss.range.start);
    found
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Four Han characters in one number: the place of each in its block has fifteen bits.
fn pack(four: [char; 4]) -> u64 {
    four.iter().fold(0, |key, c| {
        key << 15 | u64::from(u32::from(*c).wrapping_sub(0x4e00) & 0x7fff)
    })
}

/// The four around the middle one of five.
fn around(five: &[(usize, char)]) -> u64 {
    pack([five[0].1, five[1].1, five[3].1, five[4].1])
}

/// Counters of what a notice repeats, as a power of two.
const SLOTS: u32 = 14;

/// The counter of four characters.
fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - SLOTS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(text: &str) -> Vec<(&str, Option<String>)> {
        find(text)
            .into_iter()
            .map(|loss| (&text[loss.range], loss.reading))
            .collect()
    }

    #[test]
    fn what_lacks_a_character_is_found_with_what_it_may_read() {
        for (text, lost, reading) in [
            ("加强党风廉建设,压实责任", "党风廉建设", "党风廉政建设"),
            ("召开民生活会", "民生活会", "民主生活会"),
            ("制定整改施12条", "整改施", "整改措施"),
            ("全面梳排查问题", "梳排", "梳理排"),
            ("及时发《考勤办法》", "及时发《", "及时印发《"),
            ("电话0999-6123456邮政信箱", "6123456邮政信箱", "6123456；邮政信箱"),
            ("长兴市湖滨大道1020,邮政编码", "湖滨大道1020", "湖滨大道1020号"),
        ] {
            let found = readings(text);
            let (_, read) = found
                .iter()
                .find(|(own, _)| *own == lost)
                .unwrap_or_else(|| panic!("{text}: {found:?}"));
            assert_eq!(read.as_deref(), Some(reading), "{text}");
        }
        assert_eq!(readings("在主题党日活动前天通知"), [("动前天通", None)]);
        assert_eq!(readings("剩余4股权处置"), [("剩余4股权", None)]);
    }

    #[test]
    fn what_the_notice_writes_whole_elsewhere_is_told_by_it() {
        let text = format!("{}集团司党委研究决定。", "集团公司党委召开会议。".repeat(5));
        let found = find(&text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].reading.as_deref(), Some("集团公司党"));
    }

    #[test]
    fn whole_text_lacks_nothing() {
        for text in [
            "落实党风廉政建设主体责任,召开民主生活会,制定整改措施,健全长效机制。",
            "印发《考勤办法》,下发《通知》,转发《意见》,首发《报告》。",
            "招投标、津补贴、主责主业、科创新区、党组书记、基层组织。",
            "举措有力,梳理问题,贯彻执行,业绩突出,实践活动,拖沓作风。",
            "督促3家企业,组织5个支部,现有12名干部,2023年企业文化节。",
            "湖滨大道东段,建设路小学,第6届。",
        ] {
            assert_eq!(readings(text), [], "{text}");
        }
    }

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(
            LOSSES.lines().filter(|line| !line.starts_with('#')).count(),
            LOSSES
                .lines()
                .filter(|line| !line.starts_with('#') && line.split('\t').count() == 5)
                .filter(|line| Regex::new(line.split('\t').next().unwrap()).is_ok())
                .count()
        );
        for line in BOUND.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 4, "{line}");
        }
    }
}
