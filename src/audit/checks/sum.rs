//! `sum`: parts of one paragraph against its total.
//!
//! Three forms: a total whose parts have a status (问题43个,完成35个,基本完成5个,未完成3个), which may stand in the next sentence, a total behind
//! its parts (制定3项,修订5项,共9项), and parts in brackets behind a total. Compared are only counts in one unit and of one noun; behind 其中 stands a part of a part, and
//! nothing is added up there. 余, 近, 约 widen what a number can mean.

use crate::audit::case::Case;
use crate::audit::counts::{Count, Status};
use crate::audit::hit::Hit;
use crate::model::Severity;

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let mut hits = Vec::new();
    let sentences = case.sentences();
    for (nth, sentence) in sentences.iter().enumerate() {
        let counts = &sentence.counts;
        // 反馈问题43个。完成整改35个,基本完成6个,未完成3个: nothing but the total before the full stop, and no new paragraph.
        if let ([total], Some(next)) = (counts.as_slice(), sentences.get(nth + 1))
            && next.counts.first().is_some_and(|first| first.status != Status::Plain)
            && case
                .text()
                .get(total.range.end..next.range.start)
                .is_some_and(|between| !between.contains('\n'))
        {
            hits.extend(by_status(case, total, &next.counts));
        }
        if counts.len() < 3 {
            continue;
        }
        for (at, total) in counts.iter().enumerate() {
            let found = by_status(case, total, &counts[at + 1..])
                .or_else(|| behind(case, total, &counts[..at]))
                .or_else(|| bracketed(case, total, &counts[at + 1..]));
            hits.extend(found);
        }
    }
    hits
}

/// 问题43个,完成整改35个,基本完成5个,未完成3个.
fn by_status(case: &Case, total: &Count, rest: &[Count]) -> Option<Hit> {
    let text = case.text();
    if total.subset || total.sort == "percent" || total.status != Status::Plain {
        return None;
    }
    let noun = total.bare_noun(text);
    let mut parts: Vec<&Count> = Vec::new();
    let mut open = false;
    for count in rest {
        let status = count.status;
        if count.subset {
            break;
        }
        if count.unit != total.unit {
            continue;
        }
        let own = count.bare_noun(text);
        // 正在整改的管网12处 is no part of 隐患30处.
        let things = text.get(count.things.clone()).unwrap_or_default();
        let things = things.trim_matches(['的', '了', ' ', '约', '近']);
        let same = (own.is_empty() || own == noun)
            && (things.is_empty() || things == noun || total.before(text).ends_with(things));
        if status == Status::Plain || !same {
            break;
        }
        open |= status == Status::Rest;
        parts.push(count);
    }
    // Only what is not done yet closes the list; 已完成35个 alone leaves the rest unsaid.
    let exceeds = parts.iter().map(|part| part.low()).sum::<f64>() > total.high();
    let short = open && parts.iter().map(|part| part.high()).sum::<f64>() < total.low();
    (parts.len() >= 2 && (exceeds || short)).then(|| hit(case, total, &parts))
}

/// 制定3项,修订5项,共9项.
fn behind(case: &Case, total: &Count, before: &[Count]) -> Option<Hit> {
    const TOTALS: &[&str] = &["共", "共计", "合计", "总计"];
    let text = case.text();
    let noun = total.bare_noun(text);
    if total.subset || !TOTALS.contains(&total.before(text).trim()) {
        return None;
    }
    let mut parts: Vec<&Count> = Vec::new();
    let mut clause_end = total.clause.start;
    for count in before.iter().rev() {
        let adjacent = clause_end.saturating_sub(count.clause.end) <= 1;
        // 处理12人,培训30人次,谈话18人次,共计60人次: the total may cover what stands in another unit.
        if adjacent && count.unit != total.unit {
            return None;
        }
        if !adjacent || count.subset {
            break;
        }
        clause_end = count.clause.start;
        parts.push(count);
    }
    let nouns: Vec<&str> = parts.iter().map(|part| part.bare_noun(text)).collect();
    let alike = nouns.windows(2).all(|pair| pair[0] == pair[1]);
    let same = alike && (noun.is_empty() || nouns.first().is_some_and(|first| *first == noun));
    let sum_fits = fits(&parts, total);
    parts.reverse();
    (parts.len() >= 2 && same && !sum_fits).then(|| hit(case, total, &parts))
}

/// 合同20份(甲10份、乙8份、丙1份).
fn bracketed(case: &Case, total: &Count, rest: &[Count]) -> Option<Hit> {
    let text = case.text();
    let noun = total.bare_noun(text);
    let open = total.range.end + text.get(total.noun.clone())?.len();
    let inner = text.get(open..)?.strip_prefix('(')?;
    let inner = &inner[..inner.find(')')?];
    if ["其中", "等", "包括", "含", "如", "涉及"]
        .iter()
        .any(|word| inner.contains(word))
    {
        return None;
    }
    let end = open + 1 + inner.len();
    let parts: Vec<&Count> = rest.iter().take_while(|count| count.range.end <= end).collect();
    let alike = parts.iter().all(|part| {
        let own = part.bare_noun(text);
        part.unit == total.unit && (own.is_empty() || own == noun)
    });
    (parts.len() >= 2 && alike && !fits(&parts, total)).then(|| hit(case, total, &parts))
}

fn fits(parts: &[&Count], total: &Count) -> bool {
    let low: f64 = parts.iter().map(|part| part.low()).sum();
    let high: f64 = parts.iter().map(|part| part.high()).sum();
    // Amounts are printed with decimals.
    low <= total.high() + 1e-6 && total.low() <= high + 1e-6
}

fn hit(case: &Case, total: &Count, parts: &[&Count]) -> Hit {
    let sum: f64 = parts.iter().map(|part| part.number.value).sum();
    let printed: Vec<String> = parts.iter().map(|part| number(part.number.value)).collect();
    let terms = printed.join(" + ");
    let whole = number(total.number.value);
    let (sum, unit) = (number(sum), total.unit);
    let start = total.range.start.min(parts[0].range.start);
    let end = parts.iter().map(|part| part.range.end).max().unwrap_or(start);
    let range = start..end.max(total.range.end);
    Hit::new(
        "sum_mismatch",
        Severity::Warning,
        case.span(range),
        format!("合计不符：{terms} = {sum}{unit}，总数为{whole}{unit}"),
        format!("the parts {terms} make {sum}, the total is {whole}"),
    )
    .with(case, std::iter::once(total.range.clone()))
    .with(case, parts.iter().map(|part| part.range.clone()))
}

/// A number without needless decimals.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    format!("{rounded}")
}
