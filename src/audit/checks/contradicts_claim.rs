//! `contradicts_claim`: claimed to be complete, while the measures say otherwise. Against the state that is printed for one finding, and
//! against a headline that says that all is done.

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::audit::words;
use crate::model::{Claim, ClaimSubject, CueKind, Finding, Measure, Progress, Severity, Span};

const STATES: &str = include_str!("../tables/states.tsv");

/// Measures that a headline is held against, shown at most.
const SHOWN: usize = 6;

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let states = case.parsed().findings.iter().filter_map(by_state);
    let claims = case.parsed().claims.iter().filter_map(|claim| by_claim(case, claim));
    states.chain(claims).collect()
}

/// Whether a printed state says that the finding is over.
pub fn is_over(state: &str) -> bool {
    let folded: String = state.chars().map(crate::text::fold::fold_char).collect();
    words::rows(STATES).any(|(key, word)| key == "done" && folded.trim() == word)
}

/// Whether an answer itself says that the finding is over: its first or its last clause is such a state and nothing else.
pub fn says_over(answer: &str) -> bool {
    let clauses = answer.split(['。', '；', ';', '，', ',', '\n', '（', '）', '(', ')', '：', ':']);
    let clauses: Vec<&str> = clauses.map(str::trim).filter(|clause| !clause.is_empty()).collect();
    let ends = [clauses.first(), clauses.last()];
    ends.into_iter().flatten().any(|clause| is_over(clause))
}

fn by_state(finding: &Finding) -> Option<Hit> {
    let state = finding.state.as_deref()?;
    if !is_over(state) || finding.measures.is_empty() {
        return None;
    }
    let all_future = finding
        .measures
        .iter()
        .all(|measure| measure.progress == Progress::Planned);
    let open: Vec<(String, Span)> = if all_future {
        finding.measures.iter().flat_map(words_of).collect()
    } else {
        finding.measures.iter().flat_map(unfinished).collect()
    };
    let first = open.first()?;
    let hit = Hit::new(
        "state_contradicted",
        Severity::Warning,
        Span::new(finding.span.start.min(first.1.start), first.1.end),
        format!("载明“{state}”，而措施称“{}”", first.0),
        format!("printed as {state}, but a measure says {}", first.0),
    );
    Some(hit.operands(open))
}

/// Words that say that it is not over: 正在, 尚未, 推进中. Beginnings (启动, 起草) can be over.
fn unfinished(measure: &Measure) -> Vec<(String, Span)> {
    let cues = measure.cues.iter().filter(|cue| {
        let word: String = cue.text.chars().map(crate::text::fold::fold_char).collect();
        cue.kind == CueKind::Ongoing && words::rows(STATES).any(|(key, known)| key == "open" && word.starts_with(known))
    });
    cues.map(|cue| (cue.text.clone(), cue.span)).collect()
}

fn words_of(measure: &Measure) -> Vec<(String, Span)> {
    let cues = measure.cues.iter().filter(|cue| cue.kind != CueKind::Done);
    cues.map(|cue| (cue.text.clone(), cue.span)).collect()
}

fn by_claim(case: &Case, claim: &Claim) -> Option<Hit> {
    let headline = matches!(claim.subject, ClaimSubject::Findings | ClaimSubject::Measures);
    let all = claim.total.is_some_and(|total| total > 0 && claim.done == Some(total));
    // A claim inside an answer is about that answer's own things.
    let inside = || {
        case.parsed()
            .findings
            .iter()
            .any(|finding| finding.span.contains(claim.span))
    };
    if !headline || !all || claim.approximate || inside() {
        return None;
    }
    let open: Vec<(String, Span)> = case
        .measures()
        .filter(|(_, measure)| measure.progress == Progress::Planned || !unfinished(measure).is_empty())
        .filter_map(|(_, measure)| {
            let label = measure.label.clone().unwrap_or_default();
            let word = words_of(measure).into_iter().next()?;
            Some((format!("{label}…{}", word.0), word.1))
        })
        .collect();
    let count = open.len();
    let total = claim.total.unwrap_or_default();
    (count > 0).then(|| {
        Hit::new(
            "all_done_contradicted",
            Severity::Warning,
            claim.span,
            format!("自报{total}{}全部完成，而有{count}条措施仍在推进或尚未开展", claim.unit),
            format!("all {total} are claimed to be done, but {count} measures are under way or still to come"),
        )
        .operands([(claim.text.clone(), claim.span)])
        .operands(open.into_iter().take(SHOWN))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_that_it_is_over_in_a_clause_of_its_own() {
        assert!(says_over("已完成整改。清点物资412件，逐件登记造册。"));
        assert!(says_over("清点物资412件，逐件登记造册（已整改到位）。"));
        assert!(says_over("整改狀態：已完成"));
        assert!(!says_over("清点工作已完成，库房照明仍在改造。"));
        assert!(!says_over("已完成整改35个，未完成3个。"));
        assert!(!says_over(""));
    }
}
