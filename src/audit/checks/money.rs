//! `money`: amounts of one scope. Parts behind 其中 that exceed the whole, and an amount recovered in full that is not the amount of the
//! finding. Anything less plain is left alone.

use crate::audit::case::{Case, Sentence};
use crate::audit::counts::{Count, all_counts};
use crate::audit::hit::Hit;
use crate::audit::words;
use crate::model::{Finding, Severity};

use super::sum::number;

/// Amounts are rounded where they are printed: what differs less than this part is the same.
const ROUNDING: f64 = 0.005;

const AMOUNTS: &str = include_str!("../tables/amounts.tsv");

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let mut hits: Vec<Hit> = case
        .sentences()
        .iter()
        .filter_map(|sentence| parts(case, sentence))
        .collect();
    hits.extend(
        case.parsed()
            .findings
            .iter()
            .filter_map(|finding| recovered(case, finding)),
    );
    hits
}

/// 共120万元,其中甲80万元、乙50万元.
fn parts(case: &Case, sentence: &Sentence) -> Option<Hit> {
    let (text, all) = (case.text(), &sentence.counts);
    let sentence = &sentence.range;
    let own = text.get(sentence.clone())?;
    let at = own.find("其中")?;
    let scope_end = own[at..].find(';').map_or(own.len(), |end| at + end);
    // Two cuts of one whole can be counted twice, and 其他 dimensions are no parts.
    if own[at + "其中".len()..scope_end].contains("其中") {
        return None;
    }
    let (before, behind): (Vec<&Count>, Vec<&Count>) =
        all.iter().partition(|count| count.range.start < sentence.start + at);
    let whole = before.iter().rev().find(|count| count.sort == "money")?;
    // The whole is the last amount, and stands in the clause before.
    let near = text.get(whole.range.end..sentence.start + at)?;
    if near.contains(';') || near.chars().filter(|c| *c == ',').count() > 1 {
        return None;
    }
    let end = sentence.start + scope_end;
    let parts: Vec<&Count> = behind.into_iter().filter(|count| count.range.end <= end).collect();
    let other_unit = parts
        .iter()
        .any(|count| count.sort == "money" && count.unit != whole.unit);
    let compared = words::rows(AMOUNTS).any(|(sort, word)| sort == "compared" && own[at..scope_end].contains(word));
    let parts: Vec<&Count> = parts.into_iter().filter(|count| count.sort == "money").collect();
    let sum: f64 = parts.iter().map(|part| part.low()).sum();
    if parts.is_empty() || other_unit || compared || sum <= whole.high() * (1.0 + ROUNDING) {
        return None;
    }
    let range = whole.range.start..parts.last()?.range.end;
    let hit = Hit::new(
        "parts_exceed",
        Severity::Warning,
        case.span(range),
        format!(
            "其中各项合计{}元，超过总额{}元",
            number(sum),
            number(whole.number.value)
        ),
        format!(
            "the parts make {}, the whole is {}",
            number(sum),
            number(whole.number.value)
        ),
    );
    let operands = std::iter::once(&whole.range).chain(parts.iter().map(|part| &part.range));
    Some(hit.with(case, operands.cloned()))
}

/// The finding names one amount, and the answer recovers another one in full.
fn recovered(case: &Case, finding: &Finding) -> Option<Hit> {
    let text = case.text();
    let answer = finding.measures.first()?.span.start;
    let problem = case.range(crate::model::Span::new(
        finding.span.start,
        answer.max(finding.span.start),
    ));
    let owed = amounts(case, &problem);
    let [owed] = owed.as_slice() else {
        return None;
    };
    let mut back: Vec<Count> = Vec::new();
    for measure in &finding.measures {
        let amounts = amounts(case, &case.range(measure.span));
        back.extend(amounts.into_iter().filter(|count| in_full(text, count)));
    }
    let [back] = back.as_slice() else {
        return None;
    };
    let differ = (owed.number.value - back.number.value).abs() > owed.number.value.max(back.number.value) * ROUNDING;
    if !differ || !owed.is_exact() || !back.is_exact() {
        return None;
    }
    let (a, b) = (number(owed.number.value), number(back.number.value));
    let hit = Hit::new(
        "differs",
        Severity::Warning,
        case.span(back.range.clone()),
        format!("问题所载{a}元，答复称全部追回{b}元"),
        format!("the finding names {a}, the answer recovers {b} in full"),
    );
    Some(hit.with(case, [owed.range.clone(), back.range.clone()]))
}

fn amounts(case: &Case, range: &std::ops::Range<usize>) -> Vec<Count> {
    let sentences = words::split(case.words(range.clone()), words::ends_sentence);
    let places = sentences
        .into_iter()
        .map(|sentence| range.start + sentence.start..range.start + sentence.end);
    let counts = places.flat_map(|sentence| all_counts(case.text(), sentence));
    counts.filter(|count| count.sort == "money").collect()
}

/// 672万元已全部缴回.
fn in_full(text: &str, count: &Count) -> bool {
    let clause = text.get(count.clause.clone()).unwrap_or_default();
    let has = |sort: &str| words::rows(AMOUNTS).any(|(key, word)| key == sort && clause.contains(word));
    has("full") && has("back")
}
