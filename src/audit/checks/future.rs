//! `future`: a measure that tells only what is to come. The parser reads tense clause by clause: 将 that means 把 is none, and words inside
//! a quoted problem do not count. Where a finding has no other answer, it is a warning.
//!
//! Done acts are often told without a word of tense (补录32户资料，剩余5户计划2024年10月底前完成): a clause before the first plan that counts
//! something is one, unless it says what the plan is about (针对3个问题，拟…).

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::audit::particulars::particulars;
use crate::audit::words;
use crate::model::{CueKind, Finding, Measure, Progress, Severity};

/// Words that open a clause which tells what the plan is about.
const ABOUT: &str = include_str!("../tables/abouts.tsv");

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let planned = case
        .measures()
        .filter(|(_, measure)| measure.progress == Progress::Planned && !tells_an_act(case, measure));
    planned.map(|(finding, measure)| hit(finding, measure)).collect()
}

/// Whether something counted is told before the first plan.
fn tells_an_act(case: &Case, measure: &Measure) -> bool {
    let range = case.range(measure.span);
    let text = case.words(range.clone());
    let plans = measure.cues.iter().filter(|cue| cue.kind == CueKind::Planned);
    let Some(plan) = plans.map(|cue| case.range(cue.span).start).min() else {
        return false;
    };
    let Some(before) = text.get(..words::clause_start(text, plan.saturating_sub(range.start))) else {
        return false;
    };
    let label = measure.label.as_deref().unwrap_or_default();
    words::split(before, words::ends_clause).into_iter().any(|clause| {
        let own = before[clause].trim();
        let own = own.strip_prefix(label).unwrap_or(own).trim_start();
        let is_about = words::rows(ABOUT).any(|(_, word)| own.starts_with(word));
        let named = particulars(own);
        !is_about && (named.number.is_some() || named.amount.is_some())
    })
}

fn hit(finding: &Finding, measure: &Measure) -> Hit {
    let alone = finding.measures.iter().all(|other| other.progress == Progress::Planned);
    let cues = measure.cues.iter().filter(|cue| cue.kind == CueKind::Planned);
    let operands: Vec<_> = cues.map(|cue| (cue.text.clone(), cue.span)).collect();
    let words: Vec<&str> = operands.iter().map(|(word, _)| word.as_str()).collect();
    let words = words.join("、");
    let (severity, kind, zh, en) = if alone {
        (
            Severity::Warning,
            "only_plans",
            format!("整个问题只有打算，没有已完成的事项：{words}"),
            format!("the finding is answered with plans alone: {words}"),
        )
    } else {
        (
            Severity::Notice,
            "only_plan",
            format!("措施只有打算，没有已完成的事项：{words}"),
            format!("the measure tells only of plans: {words}"),
        )
    };
    Hit::new(kind, severity, measure.span, zh, en).operands(operands)
}
