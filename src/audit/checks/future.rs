//! `future`: a measure that tells only what is to come. The parser reads tense clause by clause: 将 that means 把 is none, and words inside
//! a quoted problem do not count. Where a finding has no other answer, it is a warning.

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::model::{CueKind, Finding, Measure, Progress, Severity};

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let planned = case
        .measures()
        .filter(|(_, measure)| measure.progress == Progress::Planned);
    planned.map(|(finding, measure)| hit(finding, measure)).collect()
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
