//! `process_only`: meetings, study and issuing, and no result. Not where the finding itself is about study or meetings: there the process is
//! the answer. Nor where it is about rules, and the answer issues some.

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
        if measure.progress != Progress::Done {
            continue;
        }
        let range = case.range(measure.span);
        let text = case.words(range.clone());
        let words = WORDS.unquoted(text);
        let has = |key: &str| words.iter().any(|word| word.0 == key);
        let is_process = has("process") || has("issuing");
        if !is_process || has("result") || text.contains('%') || particulars(text).amount.is_some() {
            continue;
        }
        let about = about(finding, &WORDS);
        let is_answer = about.iter().any(|sort| match *sort {
            "about" | "process" => true,
            "rules" | "issuing" => has("issuing"),
            _ => false,
        });
        if is_answer {
            continue;
        }
        let process = words.into_iter().filter(|word| matches!(word.0, "process" | "issuing"));
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

/// The sorts of words in the problem itself.
fn about(finding: &Finding, words: &Words) -> Vec<&'static str> {
    let parts = [Some(finding.title.as_str()), finding.statement.as_deref()];
    let folded = parts
        .into_iter()
        .flatten()
        .map(|part| crate::text::fold::fold(part).text);
    folded
        .flat_map(|part| words.hits(&part).into_iter().map(|word| word.0))
        .collect()
}
