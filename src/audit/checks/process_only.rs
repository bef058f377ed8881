//! `process_only`: meetings, study and issuing, and no result. Not where the finding itself is about study, meetings or rules: there the
//! process is the answer.

use std::sync::LazyLock;

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::audit::particulars::particulars;
use crate::audit::words::Words;
use crate::model::{Finding, Progress, Severity};

const PROCESS: &str = include_str!("../tables/process.tsv");

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(PROCESS));
    let mut hits = Vec::new();
    for (finding, measure) in case.measures() {
        if measure.progress != Progress::Done || is_about_process(finding, &WORDS) {
            continue;
        }
        let range = case.range(measure.span);
        let text = case.words(range.clone());
        let words = WORDS.unquoted(text);
        let has = |key: &str| words.iter().any(|word| word.0 == key);
        if !has("process") || has("result") || text.contains('%') || particulars(text).amount.is_some() {
            continue;
        }
        let process = words.into_iter().filter(|word| word.0 == "process");
        let places: Vec<_> = process
            .map(|(_, word)| range.start + word.start..range.start + word.end)
            .collect();
        let hit = Hit::new(
            "process_only",
            Severity::Notice,
            measure.span,
            "只有开会、学习、发文等过程，没有结果".to_owned(),
            "only meetings, study or issuing, no result".to_owned(),
        );
        hits.push(hit.with(case, places));
    }
    hits
}

fn is_about_process(finding: &Finding, words: &Words) -> bool {
    let parts = [Some(finding.title.as_str()), finding.statement.as_deref()];
    parts.into_iter().flatten().any(|part| {
        let folded = crate::text::fold::fold(part).text;
        words
            .hits(&folded)
            .iter()
            .any(|word| word.0 == "about" || word.0 == "process")
    })
}
