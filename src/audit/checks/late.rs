//! `late`: from feedback to publication. The regulations give some six months for the rectification and a few weeks for the report
//! (《中国共产党巡视工作条例》 2024, chapter 6); how long is too long differs from place to place, so that the limit is given by who asks.

use jiff::civil::Date;

use crate::audit::registry;
use crate::model::{Flag, NoticeMeta, PartialDate, Severity};

/// Days that may pass where nobody says otherwise: what is silent for more than a year is late by any reading, reposts included.
pub const LATE_DAYS: i32 = 365;

/// The flag of a notice that was published more than `limit` days after the feedback. Of a date without a day, the one is taken that
/// makes it sooner: what is not sure is silent.
pub fn late(meta: &NoticeMeta, limit: i32) -> Option<Flag> {
    let place = |field: &str| meta.spans.get(field).copied().unwrap_or_default();
    let operand = |field: &str, date: PartialDate| (date.to_string(), place(field));
    let (feedback, published) = (meta.feedback_date?, meta.published?);
    let days = days(feedback.last_day()?, published.first_day()?)?;
    (days > limit).then(|| Flag {
        rule: "late".to_owned(),
        kind: "late".to_owned(),
        version: registry::rule("late").map_or(1, |rule| rule.version),
        severity: Severity::Notice,
        message: format!("反馈后{days}天才公开（期限{limit}天）"),
        message_en: format!("published {days} days after the feedback (limit {limit})"),
        span: place("published"),
        proposal: None,
        grounds: None,
        operands: vec![operand("feedback_date", feedback), operand("published", published)],
    })
}

/// Days from one day to another.
pub(super) fn days(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}
