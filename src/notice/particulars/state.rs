//! The printed state of a finding or an answer: 已完成, 基本完成,长期坚持, (整改完成率100%).

use std::ops::Range;
use std::sync::LazyLock;

use super::{near, opens_line, table};

/// The states that `value` begins with (已完成,长期坚持) and that nothing but an end or a small word follows.
pub(super) fn state_at(value: &str) -> Option<&str> {
    let word = |from: usize| {
        let mut words = states().iter().map(|(_, word)| *word);
        words.find(|word| value[from..].starts_with(word))
    };
    let mut end = word(0)?.len();
    let after = value[end..].chars().next();
    if !after.is_none_or(|c| ",，。;；、)）(（】]并且 \n".contains(c)) {
        return None;
    }
    loop {
        let rest = value[end..].trim_start_matches([',', '，', '、', '并', '且', ' ']);
        let from = value.len() - rest.len();
        match word(from).filter(|_| from > end) {
            Some(next) => end = from + next.len(),
            None => return Some(&value[..end]),
        }
    }
}

/// Whether `text` is nothing but states: 已完成; 基本完成,长期坚持.
pub fn is_state(text: &str) -> bool {
    let own = text.trim_matches([' ', '\u{3000}', '\n', '(', ')', '。', ';', '√']);
    state_at(own).is_some_and(|state| state.len() == own.len())
}

/// Whether `text` begins with a state word, as it does behind 完成情况: where that is no answer.
pub fn state_follows(text: &str) -> bool {
    // No state word is longer; the rest of a long line is nobody's.
    let near = text.char_indices().nth(24).map_or(text, |(at, _)| &text[..at]);
    let line = near.split('\n').next().unwrap_or_default();
    state_at(line.trim_matches([' ', '\u{a0}', '\u{3000}'])).is_some()
}

/// How many bytes of `text` a state takes that stands before an answer as a sentence of its own: 已完成。 in 已完成。补齐…; None where no
/// answer follows on the line.
pub fn state_before_answer(text: &str) -> Option<usize> {
    let line = near(text).split('\n').next().unwrap_or_default();
    let lead = line.len() - line.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
    let state = lead + state_at(&line[lead..])?.len();
    let mark = line[state..]
        .chars()
        .next()
        .filter(|c| matches!(c, '。' | ';' | '；'))?;
    let end = state + mark.len_utf8();
    let says = line[end..].chars().filter(|c| c.is_alphanumeric()).take(4).count() == 4;
    (says && !opens_line(&line[end..])).then_some(end)
}

/// The state that a sentence of its own gives at the beginning of an answer: 该问题已完成整改。 已整改。
pub fn stated(text: &str) -> Option<Range<usize>> {
    let line = near(text.trim_start()).split('\n').next().unwrap_or_default();
    let lead = text.len() - text.trim_start().len();
    let mut own = line.trim_start_matches([',', '，', ' ', '\u{a0}', '\u{3000}']);
    for word in subjects() {
        own = own.strip_prefix(word).unwrap_or(own);
    }
    let state = state_at(own)?;
    let start = lead + line.len() - own.len();
    let ends = own[state.len()..].chars().next();
    ends.is_none_or(|c| matches!(c, '。' | ';' | '；'))
        .then_some(start..start + state.len())
}

/// Words before such a state, in the order in which they stand.
fn subjects() -> &'static [&'static str] {
    static SUBJECTS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let rows = table(include_str!("labels.tsv"));
        let words = rows.into_iter().filter(|(field, _)| *field == "subject");
        words.map(|(_, word)| word).collect()
    });
    &SUBJECTS
}

/// A state in brackets: (已完成), 【长期坚持】, (已完成,长期坚持), (整改完成率100%).
pub(super) fn bracketed_state(text: &str) -> Option<Range<usize>> {
    brackets(text).find(|inner| {
        let own = &text[inner.clone()];
        // (完成) alone may also belong to a word.
        own.chars().count() > 2 && (is_state(own) || is_rate(own))
    })
}

/// A state that closes a text as a sentence of its own: …退回多收款项。已整改。
pub(super) fn closing_state(text: &str) -> Option<Range<usize>> {
    let marks = ['。', ';', '；', ' ', '\u{3000}', '\n'];
    let own = text.trim_end_matches(marks);
    let end = own.len();
    let start = own
        .rfind(['。', '\n'])
        .map(|at| at + own[at..].chars().next().map_or(0, char::len_utf8))?;
    let lead = own[start..].len() - own[start..].trim_start().len();
    let state = start + lead..end;
    // 完成 alone is also the end of a sentence that lost its beginning.
    let chars = own[state.clone()].chars().take(LONGEST_STATE + 1).count();
    ((3..=LONGEST_STATE).contains(&chars) && is_state(&own[state.clone()])).then_some(state)
}

/// What stands in brackets and is no longer than a state, in text order.
pub(super) fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.match_indices(['(', '（', '【', '[']).filter_map(|(at, open)| {
        let start = at + open.len();
        let near = text[start..]
            .char_indices()
            .nth(LONGEST_STATE + 1)
            .map_or(text.len(), |(at, _)| start + at);
        let close = text[start..near].find([')', '）', '】', ']'])?;
        (close > 0).then_some(start..start + close)
    })
}

/// 整改完成率100%.
pub(super) fn is_rate(text: &str) -> bool {
    let rate = RATES.iter().find_map(|word| text.trim().strip_prefix(word));
    rate.is_some_and(|rate| {
        let figure = rate
            .trim_start_matches([':', '：', '为', '达'])
            .trim_end_matches(['%', '％']);
        figure.len() < rate.len() && figure.parse::<f32>().is_ok()
    })
}

const RATES: [&str; 3] = ["整改完成率", "完成率", "整改率"];

/// Characters of the longest state in brackets.
const LONGEST_STATE: usize = 24;

/// How many bytes at the beginning of `text` are nothing but a state in brackets: 1.台账不清。(已完成,长期坚持)补齐….
pub fn leading_state(text: &str) -> usize {
    let lead = text.len() - text.trim_start().len();
    let first = brackets(text).next().filter(|inner| {
        let opens = text[..inner.start].trim_start().chars().count() == 1;
        let own = &text[inner.clone()];
        opens && (is_state(own) || is_rate(own))
    });
    first.map_or(0, |inner| {
        let rest = &text[inner.end..];
        let close = rest.chars().next().map_or(0, char::len_utf8);
        let mark = rest[close..]
            .chars()
            .next()
            .filter(|c| matches!(c, '。' | ';' | '；' | ',' | '，' | ':' | '：'));
        lead.max(inner.end + close + mark.map_or(0, char::len_utf8))
    })
}

/// The progress for which a printed state speaks: `done`, `ongoing` or `planned`; None for words that are no state.
pub fn progress_of(state: &str) -> Option<crate::model::Progress> {
    let (progress, _) = states().iter().find(|(_, word)| state.starts_with(word))?;
    crate::model::Progress::from_code(progress)
}

fn states() -> &'static [(&'static str, &'static str)] {
    static STATES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| table(include_str!("states.tsv")));
    &STATES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Progress;

    #[test]
    fn a_state_in_brackets_may_open_a_text() {
        assert_eq!(
            &"(已完成,长期坚持)补齐台账"[leading_state("(已完成,长期坚持)补齐台账")..],
            "补齐台账"
        );
        assert_eq!(leading_state("(一)补齐"), 0);
    }

    #[test]
    fn an_answer_may_stand_behind_its_state() {
        for (text, state) in [
            ("已完成。补种苗木三百株。", "已完成。"),
            ("持续推进;每月巡查一次\n", "持续推进;"),
            ("已完成,补种苗木三百株。", ""),
            ("已完成。\n补种苗木三百株。", ""),
            ("已完成。责任人:陈某某", ""),
            ("已补种。余下明年补", ""),
        ] {
            let found = state_before_answer(text).map_or("", |end| &text[..end]);
            assert_eq!(found, state, "{text}");
        }
    }

    #[test]
    fn states_speak_for_a_progress() {
        assert_eq!(progress_of("已完成并长期坚持"), Some(Progress::Done));
        assert_eq!(progress_of("持续推进"), Some(Progress::Ongoing));
        assert_eq!(progress_of("尚未完成"), Some(Progress::Planned));
        assert_eq!(progress_of("其他"), None);
    }
}
