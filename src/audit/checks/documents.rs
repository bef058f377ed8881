//! `documents`: titles against the number behind them (《甲》《乙》《丙》等2项制度), and the rules that the measures say were made against the
//! number that the headline claims.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::audit::case::Case;
use crate::audit::counts::Count;
use crate::audit::hit::Hit;
use crate::audit::words;
use crate::model::{Claim, ClaimSubject, Progress, Severity};

static MAKING: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| words::rows(include_str!("../tables/making.tsv")).collect());

/// Rules shown at most beside a headline.
const SHOWN: usize = 30;

/// Units of documents.
const UNITS: &[&str] = &["项", "个", "份", "件", "部", "套", "本", "篇"];

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let counted = case.sentences().iter().flat_map(|sentence| &sentence.counts);
    let mut hits: Vec<Hit> = counted.filter_map(|count| listed(case, count)).collect();
    let (new, all) = (
        LazyCell::new(|| all_made(case, false)),
        LazyCell::new(|| all_made(case, true)),
    );
    let claims = case.parsed().claims.iter().filter(|claim| is_headline(case, claim));
    hits.extend(claims.filter_map(|claim| {
        let revised = verbs("revised").any(|verb| case.words(case.range(claim.span)).contains(verb));
        claimed(case, claim, if revised { &all } else { &new })
    }));
    hits
}

/// 《甲》《乙》《丙》等2项制度.
fn listed(case: &Case, count: &Count) -> Option<Hit> {
    let text = case.text();
    let noun = count.bare_noun(text);
    let is_paper = noun.is_empty()
        || MAKING
            .iter()
            .any(|(sort, word)| *sort == "paper" && noun.starts_with(word));
    if !UNITS.contains(&count.unit) || !is_paper || !count.is_exact() {
        return None;
    }
    let before = count.before(text).trim_end();
    let before = before.strip_suffix('共').unwrap_or(before);
    let (list, open) = match before.strip_suffix('等') {
        Some(list) => (list, true),
        None => (before, false),
    };
    let mut titles: Vec<Range<usize>> = Vec::new();
    let mut end = list.len();
    while list[..end].ends_with('》') {
        let start = list[..end].rfind('《')?;
        titles.push(start..end);
        end = list[..start]
            .trim_end_matches(['、', '和', '及', '与', '以', ' '])
            .len();
        // A title without its marks before the first one: it is not known how many there are.
        if !list[..end].ends_with('》') && list[end..start].contains('、') {
            return None;
        }
    }
    let said = count.number.value;
    let shown = titles.len() as f64;
    let wrong = shown > said || (!open && shown < said);
    if shown < 2.0 || !wrong {
        return None;
    }
    titles.reverse();
    let start = count.clause.start;
    let places: Vec<Range<usize>> = titles
        .iter()
        .map(|title| start + title.start..start + title.end)
        .collect();
    let hit = Hit::new(
        "titles_differ",
        Severity::Warning,
        case.span(places.first()?.start..count.range.end),
        format!("列有{shown}份文件，所载为{said}{}", count.unit),
        format!("{shown} documents are listed, the number says {said}"),
    );
    Some(hit.with(case, places).with(case, [count.range.clone()]))
}

/// Whether a claim counts the rules that were made over all: 新建制度2项, outside of any answer.
fn is_headline(case: &Case, claim: &Claim) -> bool {
    if claim.subject != ClaimSubject::Documents || claim.approximate || claim.done.is_none() {
        return false;
    }
    let own = case.words(case.range(claim.span));
    let inside = || {
        let mut findings = case.parsed().findings.iter();
        findings.any(|finding| finding.span.contains(claim.span))
    };
    own.contains("制度") && !own.contains('《') && verbs("all").any(|verb| own.contains(verb)) && !inside()
}

/// 新建制度2项, while the measures tell of five that were made.
fn claimed(case: &Case, claim: &Claim, made: &[Range<usize>]) -> Option<Hit> {
    let said = claim.done?;
    let count = made.len();
    (count as i64 > said).then(|| {
        let hit = Hit::new(
            "more_made",
            Severity::Notice,
            claim.span,
            format!("自报{said}{}，正文写明制定的制度有{count}件", claim.unit),
            format!("{said} are claimed, the measures tell of {count} rules that were made"),
        );
        let places = made.iter().take(SHOWN).cloned();
        hit.with(case, std::iter::once(case.range(claim.span)).chain(places))
    })
}

/// The rules that the measures say were made, each once.
fn all_made(case: &Case, with_revised: bool) -> Vec<Range<usize>> {
    let mut known: HashSet<String> = HashSet::new();
    let mut places: Vec<Range<usize>> = Vec::new();
    for (_, measure) in case
        .measures()
        .filter(|(_, measure)| measure.progress != Progress::Planned)
    {
        let range = case.range(measure.span);
        let text = case.words(range.clone());
        for title in made(text, with_revised) {
            if known.insert(text[title.clone()].to_owned()) {
                places.push(range.start + title.start..range.start + title.end);
            }
        }
    }
    places
}

/// The rules in 《》 that the text says were made.
fn made(text: &str, with_revised: bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut governed_to = 0;
    for title in words::quoted(text) {
        let own = &text[title.clone()];
        if !own.starts_with('《') {
            continue;
        }
        let before = &text[..title.start];
        let clause = &text[words::clause_start(text, title.start)..title.start];
        let making = verbs("new").any(|verb| before.ends_with(verb))
            || (with_revised && verbs("revised").any(|verb| before.ends_with(verb)));
        let begun = verbs("open").any(|word| clause.contains(word));
        // 印发《甲》《乙》: the verb governs the whole list.
        let goes_on = governed_to > 0 && text[governed_to..title.start].chars().all(|c| "、和及与 ".contains(c));
        if (making && !begun) || goes_on {
            governed_to = title.end;
            let bare = own.trim_matches(['《', '》']);
            let bare = bare.trim_end_matches("(试行)").trim_end_matches("(暂行)");
            if MAKING
                .iter()
                .any(|(sort, word)| *sort == "rule" && bare.ends_with(word))
            {
                found.push(title);
            }
        }
    }
    found
}

/// The words of one sort; `all` are those that make or change.
fn verbs(sort: &'static str) -> impl Iterator<Item = &'static str> {
    let wanted = move |key: &str| key == sort || (sort == "all" && matches!(key, "new" | "revised"));
    MAKING.iter().filter(move |row| wanted(row.0)).map(|row| row.1)
}
