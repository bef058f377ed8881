//! `empty`: a finding without an answer. A list of problems alone, handed over before anybody answered, is left alone, and so is a finding
//! that is listed first and answered further down. A short answer is a hint, a bare one that names nothing to look up (已整改到位) a
//! warning.

use std::collections::HashSet;

use super::again::TitleWords;
use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::audit::particulars::particulars;
use crate::model::{Finding, Severity, Span};

/// An answer with fewer characters than this says nothing.
const SHORTEST: usize = 20;

/// An answer with fewer characters than this that names nothing tells of no act (立行立改，已完成).
const BARE: usize = 12;

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let findings = &case.parsed().findings;
    if findings.iter().all(|finding| length(finding) == 0) {
        return Vec::new();
    }
    let (with, without): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| length(finding) > 0);
    let mut hits: Vec<Hit> = with.iter().filter_map(|finding| short(case, finding)).collect();
    if !without.is_empty() {
        let answered: HashSet<TitleWords> = with.iter().map(|finding| TitleWords::of(&finding.title)).collect();
        let is_answered = |finding: &&&Finding| {
            let title = TitleWords::of(&finding.title);
            !title.is_empty() && answered.contains(&title)
        };
        let unanswered = without.iter().filter(|finding| !is_answered(finding));
        hits.extend(unanswered.map(|finding| no_answer(finding)));
    }
    hits
}

fn no_answer(finding: &Finding) -> Hit {
    let place = if finding.heading.is_empty() {
        finding.span
    } else {
        finding.heading
    };
    Hit::new(
        "no_answer",
        Severity::Warning,
        place,
        "问题没有整改情况".to_owned(),
        "the finding has no answer".to_owned(),
    )
}

fn short(case: &Case, finding: &Finding) -> Option<Hit> {
    let length = length(finding);
    if length >= SHORTEST {
        return None;
    }
    let answer = finding.measures.first()?;
    let end = finding.measures.last().map_or(answer.span.end, |last| last.span.end);
    let span = Span::new(answer.span.start, end);
    let names_something = finding
        .measures
        .iter()
        .any(|measure| !particulars(case.words(case.range(measure.span))).is_empty());
    let hit = Hit::new(
        "short_answer",
        if length < BARE && !names_something {
            Severity::Warning
        } else {
            Severity::Notice
        },
        span,
        format!("答复只有{length}字"),
        format!("the answer has {length} characters"),
    );
    Some(hit.operands([(answer.text.clone(), answer.span)]))
}

/// Characters of the answer, without white space.
fn length(finding: &Finding) -> usize {
    let texts = finding.measures.iter().map(|measure| measure.text.as_str());
    texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).count()
}
