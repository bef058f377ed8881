//! `vague`: a measure in which nothing can be looked up. Softer where its wording at least tells of something done.

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::audit::particulars::particulars;
use crate::model::{Progress, Severity};

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let vague = case.measures().filter(|(_, measure)| {
        measure.documents.is_empty() && particulars(case.words(case.range(measure.span))).is_empty()
    });
    vague
        .map(|(_, measure)| {
            let silent = measure.progress == Progress::Unmarked;
            Hit::new(
                "vague",
                if silent { Severity::Notice } else { Severity::Info },
                measure.span,
                "无日期、数量、文件、金额或具名单位，无从查证".to_owned(),
                "no date, number, document, amount or named body".to_owned(),
            )
        })
        .collect()
}
