//! `overdue`: promises that came due. Measured at a given day, never kept: tomorrow it says something else.

use jiff::civil::Date;

use super::late::days;
use crate::audit::registry;
use crate::model::{Flag, PartialDate, Severity, Span};

/// A promise with a date.
#[derive(Debug, Clone, Copy)]
pub struct Due<'a> {
    /// The clause.
    pub text: &'a str,
    /// Where.
    pub span: Span,
    /// The last day on which it is in time.
    pub due: Date,
    /// When the notice was published.
    pub published: Option<PartialDate>,
    /// The later notice of the same organisation that tells it as done, in a few words.
    pub told_done: Option<&'a str>,
}

/// The flag of a promise that came due before `today`; None while it lies ahead. Whether it was kept is for the caller to know.
///
/// One that was due before the notice was published is told apart: the notice could have said how it ended. Reposts make such dates
/// late, so that it is a hint all the same. What a later notice tells as done is softer still: it is said, and nobody looked yet.
pub fn overdue(promise: &Due<'_>, today: Date) -> Option<Flag> {
    let late = days(promise.due, today).filter(|days| *days > 0)?;
    let due = promise.due;
    let published = promise
        .published
        .and_then(|date| Some((date, days(due, date.first_day()?)?)));
    let (kind, mut zh, mut en) = match published {
        Some((date, before)) if before > 0 => (
            "past_due_at_publication",
            format!("{due}到期，逾期{late}天；公开时（{date}）已逾期{before}天"),
            format!("due {due}, {late} days ago; {before} days before publication ({date})"),
        ),
        _ => (
            "past_due",
            format!("{due}到期，逾期{late}天"),
            format!("due {due}, {late} days ago"),
        ),
    };
    // The kind stays: a flag that was set aside is known again by it.
    let mut severity = Severity::Notice;
    if let Some(later) = promise.told_done {
        zh = format!("{zh}；{later}称已完成，待核");
        en = format!("{en}; {later} tells it as done, to be looked at");
        severity = Severity::Info;
    }
    Some(Flag {
        rule: "overdue".to_owned(),
        kind: kind.to_owned(),
        version: registry::rule("overdue").map_or(1, |rule| rule.version),
        severity,
        message: zh,
        message_en: en,
        span: promise.span,
        proposal: None,
        grounds: None,
        operands: vec![
            (promise.text.to_owned(), promise.span),
            (due.to_string(), promise.span),
            (late.to_string(), promise.span),
        ],
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(today: Date, published: Option<&str>) -> Option<Flag> {
        let promise = Due {
            text: "6月底前完成复查",
            span: Span::new(3, 9),
            due: date(2023, 6, 30),
            published: published.and_then(|text| text.parse().ok()),
            told_done: None,
        };
        overdue(&promise, today)
    }

    #[test]
    fn what_a_later_notice_tells_as_done_is_softer() {
        let promise = Due {
            text: "6月底前完成复查",
            span: Span::new(3, 9),
            due: date(2023, 6, 30),
            published: None,
            told_done: Some("云溪（2024-03）"),
        };
        let flag = overdue(&promise, date(2024, 5, 1)).unwrap();
        assert_eq!((flag.kind.as_str(), flag.severity), ("past_due", Severity::Info));
        assert_eq!(flag.message, "2023-06-30到期，逾期306天；云溪（2024-03）称已完成，待核");
        assert!(overdue(&promise, date(2023, 6, 30)).is_none());
    }

    #[test]
    fn days_are_counted_from_the_day_after_the_last_in_time() {
        assert!(at(date(2023, 6, 30), None).is_none());
        let flag = at(date(2023, 7, 1), None).unwrap();
        assert_eq!((flag.kind.as_str(), flag.operands[2].0.as_str()), ("past_due", "1"));
        assert_eq!(flag.span, Span::new(3, 9));
        assert_eq!(at(date(2026, 11, 24), None).unwrap().operands[2].0, "1243");
    }

    #[test]
    fn what_was_due_before_publication_is_told_apart() {
        let kind = |published| at(date(2024, 1, 1), Some(published)).unwrap().kind;
        assert_eq!(kind("2023-12-03"), "past_due_at_publication");
        assert_eq!(kind("2023-06-30"), "past_due");
        assert_eq!(kind("2023"), "past_due", "of a year, the first day is taken");
    }
}
