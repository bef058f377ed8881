//! Pinyin that a page printed above its characters, left behind each of them as plain text: 對(duì).

use std::ops::Range;

use super::Change;
use crate::text::pinyin;

/// From this many certain places on, a document is known to be annotated, and a reading that no table has is noise, too.
const SYSTEMATIC: usize = 20;

/// The longest syllable, zhuāng, in bytes with room for combining marks.
const LONGEST: usize = 12;

pub(super) fn changes(source: &str) -> Vec<Change> {
    let mut certain: Vec<Range<usize>> = Vec::new();
    let mut likely: Vec<Range<usize>> = Vec::new();
    for (at, open) in source.match_indices(['(', '（']) {
        let Some(c) = source[..at].chars().next_back().filter(|c| pinyin::is_han(*c)) else {
            continue;
        };
        let inside = at + open.len();
        let end = inside + LONGEST;
        let window = &source.as_bytes()[inside..end.min(source.len())];
        let Some(len) = window.iter().position(|b| *b == b')' || *b == 0xef) else {
            continue;
        };
        let Some(syllable) = source.get(inside..inside + len) else {
            continue;
        };
        let close = source[inside + len..]
            .chars()
            .next()
            .filter(|c| matches!(c, ')' | '）'));
        let (Some(close), Some((plain, toned))) = (close, pinyin::syllable(syllable)) else {
            continue;
        };
        let range = at..inside + len + close.len_utf8();
        if pinyin::readings(c).any(|reading| reading == plain) {
            if toned { &mut certain } else { &mut likely }.push(range);
        } else if toned {
            likely.push(range);
        }
    }
    if certain.len() >= SYSTEMATIC {
        certain.append(&mut likely);
    }
    let change = |range| Change {
        range,
        with: "",
        kind: Some("ruby_noise"),
    };
    certain.into_iter().map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::super::clean;

    #[test]
    fn only_a_reading_of_its_own_character_is_noise() {
        assert_eq!(clean("針對(duì)問題(tí),完成").text, "針對問題,完成");
        for kept in [
            "办法(試行)",
            "方案(一)",
            "港(TOD)",
            "甲(a)",
            "对(hǎo)",
            "项目(duì外)",
            "对(du",
            "对()",
        ] {
            assert_eq!(clean(kept).text, kept);
        }
    }

    #[test]
    fn one_syllable_without_a_tone_is_left_unless_the_page_is_full_of_them() {
        assert_eq!(clean("吗(ma)").text, "吗(ma)");
        let page = format!("{}吗(ma)色(sè)行(xìng)", "对(duì)".repeat(20));
        assert_eq!(clean(&page).text, format!("{}吗色行", "对".repeat(20)));
    }

    #[test]
    fn brackets_without_end_take_linear_time() {
        assert_eq!(clean(&"对(".repeat(50_000)).repairs.len(), 0);
    }
}
