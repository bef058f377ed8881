//! `rate`: a printed percentage against the numbers that it is made of, in the same sentence.
//!
//! It is right if it is done over total either rounded or cut at its own decimals. Where several pairs of numbers stand in the sentence,
//! one that fits is enough.

use crate::audit::case::Case;
use crate::audit::counts::{Count, Status};
use crate::audit::hit::Hit;
use crate::audit::words;
use crate::model::Severity;
use crate::text::numeral::Hedge;

const RATES: &str = include_str!("../tables/rates.tsv");
const AMOUNTS: &str = include_str!("../tables/amounts.tsv");

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let text = case.text();
    let mut hits = Vec::new();
    let mut last: (&[Count], usize) = (&[], 0);
    for sentence in case.sentences() {
        let own = &sentence.counts;
        for (at, rate) in own.iter().enumerate() {
            if rate.sort != "percent" || rate.subset {
                continue;
            }
            let Some(of) = rate_of(rate.before(text)) else {
                continue;
            };
            // 反馈问题30个,整改28个。整改率93.3%: the numbers can stand in the sentence before, of one paragraph.
            let between = text.get(last.1..sentence.range.start).unwrap_or_default();
            let near = between.len() <= '。'.len_utf8() && !between.contains('\n');
            let before: Vec<&Count> = last
                .0
                .iter()
                .filter(|_| near)
                .chain(&own[..at])
                .filter(|count| count.sort != "percent" && !count.subset && count.is_exact())
                .collect();
            hits.extend(judge(case, rate, of, &before));
        }
        last = (own, sentence.range.end);
    }
    hits
}

/// What a percentage is said to be the rate of: the words before the longest word for a rate, without those that mean the whole
/// (反馈问题整改完成率); None where it is no such rate.
fn rate_of(before: &str) -> Option<&str> {
    let before = before.trim_end_matches(['达', '到', '为', '至', '约', ':', '近']);
    let rates = words::rows(RATES).filter(|(sort, word)| *sort == "rate" && before.ends_with(word));
    let longest = rates.map(|(_, word)| word.len()).max()?;
    let mut of = &before[..before.len() - longest];
    // Words for the whole are left out from both ends, whatever their order.
    loop {
        let shorter = words::rows(RATES)
            .filter(|(sort, _)| *sort == "whole")
            .find_map(|(_, word)| of.strip_suffix(word).or_else(|| of.strip_prefix(word)));
        match shorter {
            Some(shorter) => of = shorter,
            None => return Some(of),
        }
    }
}

/// Whether a rate of something is one of these things: 隐患整改率 of 隐患137处, but 立行立改事项完成率 of nothing else.
fn is_of(of: &str, things: &[&str]) -> bool {
    of.is_empty()
        || things
            .iter()
            .any(|thing| !thing.is_empty() && (of.ends_with(thing) || thing.ends_with(of)))
}

fn judge(case: &Case, rate: &Count, of: &str, before: &[&Count]) -> Option<Hit> {
    let text = case.text();
    let pairs = before.iter().enumerate().flat_map(|(at, one)| {
        let others = before[..at].iter();
        others
            .filter(|other| other.unit == one.unit)
            .map(|other| (*other, *one))
    });
    if pairs
        .clone()
        .any(|(one, other)| agrees(rate, one, other) || agrees(rate, other, one))
    {
        return None;
    }
    // 已收回108万元 is the part of which a 收回率 tells, and of no other rate.
    let of_money = says_back(rate.before(text));
    let is_done = |count: &Count| {
        count.status == Status::Done
            || of_money && count.sort == "money" && count.status == Status::Plain && says_back(count.before(text))
    };
    let done = before.iter().rev().find(|count| is_done(count))?;
    let whole = before.iter().rev().find(|count| {
        count.status == Status::Plain
            && !is_done(count)
            && count.unit == done.unit
            && count.number.value >= done.number.value
    })?;
    // 完成整改的129处 of 隐患137处; of things with other names nothing follows.
    let (a, b) = (done.bare_noun(text), whole.bare_noun(text));
    if !(a.is_empty() || b.is_empty() || a == b) || whole.number.value <= 0.0 {
        return None;
    }
    if !is_of(of, &[a, b, whole.before(text)]) {
        return None;
    }
    let share = done.number.value / whole.number.value * 100.0;
    let decimals = usize::from(rate.number.decimals).max(1);
    let (zh, en) = (
        format!(
            "比率不符：{}/{}为{share:.decimals$}%，所载为{}%",
            done.number.value, whole.number.value, rate.number.value
        ),
        format!(
            "{} of {} is {share:.decimals$}%, printed is {}%",
            done.number.value, whole.number.value, rate.number.value
        ),
    );
    let operands = [&whole.range, &done.range, &rate.range].map(Clone::clone);
    let start = whole.range.start.min(done.range.start);
    let hit = Hit::new(
        "rate_mismatch",
        Severity::Warning,
        case.span(start..rate.range.end),
        zh,
        en,
    );
    Some(hit.with(case, operands))
}

/// Whether the words tell of money that came back.
fn says_back(before: &str) -> bool {
    words::rows(AMOUNTS).any(|(sort, word)| sort == "back" && before.contains(word))
}

fn agrees(rate: &Count, part: &Count, whole: &Count) -> bool {
    if whole.number.value <= 0.0 {
        return false;
    }
    let share = part.number.value / whole.number.value * 100.0;
    let printed = rate.number.value;
    match rate.number.hedge {
        Hedge::AtLeast => share >= printed - 1e-9,
        Hedge::AtMost => share <= printed + 1e-9,
        Hedge::About => (share - printed).abs() <= 2.0,
        Hedge::Exact => {
            let scale = 10f64.powi(i32::from(rate.number.decimals));
            let scaled = share * scale;
            let near = |value: f64| (value / scale - printed).abs() < 1e-6;
            near(scaled.round()) || near((scaled + 1e-9).floor())
        }
    }
}
