//! `empty`: a finding without an answer. A list of problems alone, handed over before anybody answered, is left alone.

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::model::{Finding, Severity, Span};

/// An answer with fewer characters than this says nothing.
const SHORTEST: usize = 20;

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let findings = &case.parsed().findings;
    if findings.iter().all(|finding| length(finding) == 0) {
        return Vec::new();
    }
    findings.iter().filter_map(judge).collect()
}

fn judge(finding: &Finding) -> Option<Hit> {
    let length = length(finding);
    let place = if finding.heading.is_empty() {
        finding.span
    } else {
        finding.heading
    };
    match length {
        0 => Some(Hit::new(
            "no_answer",
            Severity::Warning,
            place,
            "问题没有整改情况".to_owned(),
            "the finding has no answer".to_owned(),
        )),
        1..SHORTEST => {
            let answer = finding.measures.first()?;
            let end = finding.measures.last().map_or(answer.span.end, |last| last.span.end);
            let span = Span::new(answer.span.start, end);
            let hit = Hit::new(
                "short_answer",
                Severity::Warning,
                span,
                format!("答复只有{length}字"),
                format!("the answer has {length} characters"),
            );
            Some(hit.operands([(answer.text.clone(), answer.span)]))
        }
        _ => None,
    }
}

/// Characters of the answer, without white space.
fn length(finding: &Finding) -> usize {
    let texts = finding.measures.iter().map(|measure| measure.text.as_str());
    texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).count()
}
