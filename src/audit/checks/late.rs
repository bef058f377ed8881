//! `late`: from feedback to publication. The regulations give some six months for the rectification and a few weeks for the report
//! (《中国共产党巡视工作条例》 2024, chapter 6); what is silent for more than a year is late by any reading, reposts included.

use jiff::civil::Date;

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::model::{PartialDate, Severity};

/// Days that may pass.
const DAYS: i32 = 365;

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let meta = &case.parsed().notice;
    let place = |field: &str| meta.spans.get(field).copied().unwrap_or_default();
    let operand = |field: &str, date: PartialDate| (date.to_string(), place(field));
    let judged = || {
        let (feedback, published) = (meta.feedback_date?, meta.published?);
        let days = days(feedback.last_day()?, published.first_day()?)?;
        (days > DAYS).then(|| {
            Hit::new(
                "late",
                Severity::Notice,
                place("published"),
                format!("反馈后{days}天才公开"),
                format!("published {days} days after the feedback"),
            )
            .operands([operand("feedback_date", feedback), operand("published", published)])
        })
    };
    judged().into_iter().collect()
}

/// Days from one day to another.
pub(super) fn days(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}
