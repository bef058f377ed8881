//! `people`: names against the number of people behind them, and parts behind 其中 against the whole. 人 and 人次 differ: whoever was
//! punished twice is two of the second, and nothing is compared there.

use std::ops::Range;

use crate::audit::case::Case;
use crate::audit::counts::Count;
use crate::audit::hit::Hit;
use crate::model::Severity;

/// Characters of a masked name (欧阳某某).
const NAME: usize = 4;

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let mut hits = Vec::new();
    for sentence in case.sentences() {
        let people: Vec<&Count> = sentence.counts.iter().filter(|count| count.sort == "person").collect();
        hits.extend(people.iter().filter_map(|count| by_name(case, count)));
        hits.extend(parts(case, &people));
    }
    hits
}

/// 张某、李某、王某等2人.
fn by_name(case: &Case, count: &Count) -> Option<Hit> {
    let before = count.before(case.text());
    let (list, open) = match before.trim_end().strip_suffix('等') {
        Some(list) => (list, true),
        None => (before, false),
    };
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut end = list.len();
    loop {
        let start = list[..end]
            .rfind(['、', '和', '及', '与'])
            .map_or(0, |at| at + '、'.len_utf8());
        // The first of the list stands behind a verb: 对张某.
        let name = masked(&list[start..end]);
        let Some(len) = name else { break };
        names.push(end - len..end);
        if start == 0 || len < end - start {
            break;
        }
        end = start - '、'.len_utf8();
    }
    let listed = names.len() as f64;
    let said = count.number.value;
    let wrong = listed > said || (!open && listed < said);
    if listed < 2.0 || !wrong || !count.is_exact() {
        return None;
    }
    names.reverse();
    let start = count.clause.start;
    let places: Vec<Range<usize>> = names.iter().map(|name| start + name.start..start + name.end).collect();
    let hit = Hit::new(
        "names_differ",
        Severity::Warning,
        case.span(places.first()?.start..count.range.end),
        format!("列有{listed}人，所载为{said}人"),
        format!("{listed} people are named, the number says {said}"),
    );
    Some(hit.with(case, places).with(case, [count.range.clone()]))
}

/// The length of the masked name that ends `text`: 张某, 李某某, 王××; None where none does.
fn masked(text: &str) -> Option<usize> {
    let mask = text.trim_end_matches(['某', '×', '*']);
    if mask.len() == text.len() {
        return None;
    }
    let surname = mask.chars().next_back()?.len_utf8();
    let len = text.len() - mask.len() + surname;
    (text[text.len() - len..].chars().count() <= NAME).then_some(len)
}

/// 处理5人,其中党纪处分4人、诫勉3人: more than there are, unless somebody stands in two parts.
fn parts(case: &Case, people: &[&Count]) -> Option<Hit> {
    let first = people.iter().position(|count| count.subset)?;
    let whole = people.get(first.checked_sub(1)?)?;
    let parts = &people[first..];
    let sum: f64 = parts.iter().map(|part| part.low()).sum();
    let single = parts.iter().any(|part| part.low() > whole.high());
    if sum <= whole.high() || !whole.is_exact() {
        return None;
    }
    // One part that is larger than the whole has no excuse.
    let severity = if single { Severity::Warning } else { Severity::Notice };
    let said = whole.number.value;
    let hit = Hit::new(
        "parts_exceed",
        severity,
        case.span(whole.range.start..parts.last()?.range.end),
        format!("其中各项合计{sum}人，总数为{said}人（一人可能计入多项）"),
        format!("the parts make {sum} people, the whole is {said}; one person may stand in several"),
    );
    let operands = std::iter::once(&whole.range).chain(parts.iter().map(|part| &part.range));
    Some(hit.with(case, operands.cloned()))
}
