//! How often a recurring duty comes again, by its wording.

use std::sync::LazyLock;

use super::words::Words;
use crate::model::Rhythm;

const RHYTHMS: &str = include_str!("tables/rhythms.tsv");

/// The rhythm that a clause of folded text names, outside of quotations: the shortest where it names several (每月小结,每年总结),
/// `None` for 定期 and others that leave it open.
pub fn rhythm(text: &str) -> Option<Rhythm> {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(RHYTHMS));
    let named = WORDS.unquoted(text).into_iter();
    let steps = named
        .filter(|(_, range)| text[range.clone()].starts_with(['每', '逐', '按']) || begins_free(text, range.start))
        .filter_map(|(key, _)| step(key));
    steps.min_by_key(|rhythm| match rhythm {
        Rhythm::Days(days) => u32::from(*days),
        Rhythm::Months(months) => u32::from(*months) * 30,
    })
}

/// `3m` and `7d`.
fn step(key: &str) -> Option<Rhythm> {
    let (count, unit) = key.split_at_checked(key.len().checked_sub(1)?)?;
    let count = count.parse().ok()?;
    match unit {
        "d" => Some(Rhythm::Days(count)),
        "m" => Some(Rhythm::Months(count)),
        _ => None,
    }
}

/// Not the tail of a date or of a longer word: 2024年度, 三季度, 下半年度, 本年度.
fn begins_free(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    !before.is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十上下前后本今明去全当跨".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wording_says_how_often() {
        use Rhythm::{Days, Months};
        let cases = [
            ("每季度开展一次“回头看”", Some(Months(3))),
            ("每半年向党委报告一次", Some(Months(6))),
            ("按月调度,每年总结", Some(Months(1))),
            ("每两年轮换一次", Some(Months(24))),
            ("坚持周调度机制", Some(Days(7))),
            ("每3个月通报一次", Some(Months(3))),
            ("逐年压减", Some(Months(12))),
            ("今后每年开展一次", Some(Months(12))),
            ("定期开展检查", None),
            ("持续推进", None),
            ("2024年度完成,三季度报送", None),
            ("严格执行《月度考核办法》", None),
            ("严格执行“每日一清”要求", None),
        ];
        for (text, rhythm) in cases {
            assert_eq!(super::rhythm(text), rhythm, "{text}");
        }
    }

    #[test]
    fn every_row_of_the_table_has_a_step() {
        for (key, word) in super::super::words::rows(RHYTHMS) {
            assert!(step(key).is_some(), "{key} {word}");
            assert!(rhythm(word).is_some(), "{word}");
        }
    }
}
