//! `cover`: a quoted part of the problem that no answer takes up. Off unless it is asked for: answers often paraphrase.

use std::collections::BTreeSet;

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::audit::words;
use crate::model::{Finding, Severity, Span};

/// Quoted parts with fewer characters are names and catchwords.
const SHORTEST: usize = 6;

/// Of the character pairs of a quoted part, the answers must have this share for it to be taken up.
const TAKEN_UP: f64 = 0.34;

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let findings = case.parsed().findings.iter();
    findings.flat_map(|finding| judge(case, finding)).collect()
}

fn judge(case: &Case, finding: &Finding) -> Vec<Hit> {
    let (Some(first), Some(last)) = (finding.measures.first(), finding.measures.last()) else {
        return Vec::new();
    };
    let problem = case.range(Span::new(finding.span.start, first.span.start.max(finding.span.start)));
    let answer = pairs(case.words(case.range(Span::new(first.span.start, last.span.end))));
    let text = case.words(problem.clone());
    let parts: Vec<_> = words::quoted(text)
        .into_iter()
        .filter(|quote| text[quote.clone()].starts_with('“'))
        .collect();
    // The only quotation is the problem itself, which the answer is to as a whole.
    if parts.len() < 2 {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for quote in parts {
        let own = text[quote.clone()].trim_matches(['“', '”']);
        let wanted = pairs(own);
        let found = wanted.intersection(&answer).count();
        if own.chars().count() < SHORTEST || wanted.is_empty() || found as f64 >= wanted.len() as f64 * TAKEN_UP {
            continue;
        }
        let range = problem.start + quote.start..problem.start + quote.end;
        let hit = Hit::new(
            "not_taken_up",
            Severity::Info,
            case.span(range.clone()),
            format!("所列“{own}”在整改措施中未见回应"),
            format!("no measure takes up the quoted {own:?}"),
        );
        hits.push(hit.with(case, [range]));
    }
    hits
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let bare: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    bare.windows(2).map(|pair| (pair[0], pair[1])).collect()
}
