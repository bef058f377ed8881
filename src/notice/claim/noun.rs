//! What a number counts, by the nouns of `nouns.tsv` that stand beside it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::model::ClaimSubject;
use crate::text::needles::{Keyed, Needles};

const NOUNS: &str = include_str!("nouns.tsv");
const CONTEXT: &str = include_str!("context.tsv");

/// How far after the unit and before the number a noun may stand, in characters.
const NOUN_AFTER: usize = 14;
const NOUN_BEFORE: usize = 12;

/// Units in which a subject is counted: households and times count no measures.
pub(super) fn takes(subject: ClaimSubject, unit: &str) -> bool {
    let units: &[&str] = match subject {
        ClaimSubject::Findings => &["个", "项", "条", "件", "类", "大类", "处"],
        ClaimSubject::Measures => &["个", "项", "条"],
        ClaimSubject::Documents => &["个", "项", "份", "件", "部", "篇", "册", "套", "条"],
        ClaimSubject::Cases => &["件", "起", "人", "人次", "个", "条", "名", "宗"],
        ClaimSubject::Other => return true,
    };
    units.contains(&unit)
}

/// Where a noun stands beside its number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// The phrase after a unit in which its noun stands.
pub(super) fn head_of(tail: &str) -> &str {
    let ends = |(n, (_, c)): &(usize, (usize, char))| {
        *n == NOUN_AFTER || matches!(c, '、' | '(' | '（' | '《' | '“') || c.is_ascii_digit()
    };
    let end = tail.char_indices().enumerate().find(ends);
    end.map_or(tail, |(_, (at, _))| &tail[..at])
}

/// The phrase before a number in which its noun stands.
pub(super) fn tail_of(before: &str) -> &str {
    let start = before.char_indices().rev().nth(NOUN_BEFORE - 1);
    start.map_or(before, |(at, _)| &before[at..])
}

/// What the last noun of `phrase` stands for. Problems count as findings only where they are the inspection's.
pub(super) fn noun_in(phrase: &str, side: Side, own: &str, range: &Range<usize>, before: &str) -> Option<ClaimSubject> {
    // Behind the unit, a verb ends the phrase (问题已经整改); before the number, only small words may stand between (问题共43个).
    let phrase = match side {
        Side::After => phrase
            .split(['已', '均', '全', '进', '落', '到', '得'])
            .next()
            .unwrap_or_default(),
        Side::Before => without_small_words(phrase),
    };
    let (subject, noun) = TABLES
        .nouns
        .last(phrase)
        .filter(|(_, noun)| side == Side::After || noun.end == phrase.len())?;
    match subject {
        "findings" => is_of_inspection(own, range, before).then_some(ClaimSubject::Findings),
        "measures" => Some(ClaimSubject::Measures),
        // 制度建设, 方案落实: the paper is not what is counted.
        "documents" if phrase[noun.end..].starts_with(['建', '体']) => None,
        "documents" => Some(ClaimSubject::Documents),
        "cases" => Some(ClaimSubject::Cases),
        _ => None,
    }
}

/// Whether a clause speaks of the inspection's own problems.
pub(super) fn is_of_inspection(own: &str, range: &Range<usize>, before: &str) -> bool {
    let Tables { not_of, of, lead, .. } = &*TABLES;
    let clause = &own[range.clone()];
    !not_of.are_in(clause) && (of.are_in(clause) || lead.iter().any(|word| before.ends_with(word)))
}

/// What a rate of completion is the rate of.
pub(super) fn rate_of(before: &str) -> Option<ClaimSubject> {
    let at = ["整改率", "完成率", "办结率", "落实率"]
        .iter()
        .filter_map(|word| before.rfind(word))
        .max()?;
    let subject = [
        ("问题", ClaimSubject::Findings),
        ("措施", ClaimSubject::Measures),
        ("任务", ClaimSubject::Measures),
        ("线索", ClaimSubject::Cases),
    ];
    let nearest = subject
        .iter()
        .filter_map(|(noun, subject)| Some((before[..at].rfind(noun)?, *subject)));
    nearest.max_by_key(|(at, _)| *at).map(|(_, subject)| subject)
}

/// Words that may stand between a noun and its number.
const SMALL: &[&str] = &[
    "共计", "合计", "总计", "累计", "达到", "分别", "共", "达", "等", "约", "为", "了", "各", "近", "超", "逾", "有",
    ":", "：",
];

pub(super) fn without_small_words(mut phrase: &str) -> &str {
    while let Some(shorter) = SMALL.iter().find_map(|word| phrase.strip_suffix(word)) {
        phrase = shorter;
    }
    phrase
}

/// The tables, made searchable.
struct Tables {
    nouns: Keyed,
    of: Needles,
    not_of: Needles,
    lead: Vec<&'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let under = |rows: &[(&'static str, &'static str)], key: &str| -> Vec<&'static str> {
        rows.iter().filter(|(k, _)| *k == key).map(|(_, word)| *word).collect()
    };
    let context = pairs(CONTEXT);
    Tables {
        nouns: Keyed::new(pairs(NOUNS)),
        of: Needles::new(under(&context, "yes")),
        not_of: Needles::new(under(&context, "no")),
        lead: under(&context, "lead"),
    }
});

/// First column and each word of the second.
pub(super) fn pairs(table: &'static str) -> Vec<(&'static str, &'static str)> {
    let rows = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.flat_map(|line| {
        let mut columns = line.split('\t');
        let key = columns.next().unwrap_or_default();
        columns
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .map(move |word| (key, word))
    })
    .collect()
}
