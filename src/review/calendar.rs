//! Where a promise stands on a day: overdue, soon, ahead, settled or without a date.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::Check;

/// Days ahead that count as soon.
pub const SOON: i64 = 30;

/// Where a promise stands on a day, for one reviewer. In the order in which a calendar lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// Its day is over and the reviewer has not found it kept.
    Overdue,
    /// Its day comes within [`SOON`] days.
    Soon,
    /// Its day comes later.
    Ahead,
    /// Found kept, and its day is over: nothing is left to look at.
    Settled,
    /// It has no day.
    Undated,
}

impl Due {
    /// Where a promise with that day and the reviewer's check stands on `today`. The printed day is the last one in time. A duty that
    /// comes again falls due anew: found kept, it still has its next day.
    pub fn at(day: Option<Date>, check: Option<Check>, today: Date) -> Self {
        let Some(day) = day else {
            return Self::Undated;
        };
        match days_past(day, today) {
            late if late > 0 && check == Some(Check::Kept) => Self::Settled,
            late if late > 0 => Self::Overdue,
            early if early >= -SOON => Self::Soon,
            _ => Self::Ahead,
        }
    }
}

/// Days from the due day to today; negative while it lies ahead.
pub fn days_past(due: Date, today: Date) -> i64 {
    // Days between two dates always fit.
    due.until(today).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_promise_is_in_time_on_its_last_day() {
        let today = date(2026, 11, 24);
        let cases = [
            (Some(date(2026, 11, 23)), None, Due::Overdue),
            (Some(date(2026, 11, 23)), Some(Check::Kept), Due::Settled),
            (Some(date(2026, 11, 23)), Some(Check::Broken), Due::Overdue),
            (Some(date(2026, 11, 23)), Some(Check::NotDue), Due::Overdue),
            (Some(today), None, Due::Soon),
            (Some(date(2026, 12, 24)), None, Due::Soon),
            (Some(date(2026, 12, 25)), None, Due::Ahead),
            (Some(date(2026, 12, 25)), Some(Check::Kept), Due::Ahead),
            (None, Some(Check::Kept), Due::Undated),
        ];
        for (day, check, due) in cases {
            assert_eq!(Due::at(day, check, today), due, "{day:?} {check:?}");
        }
        assert_eq!(days_past(date(2025, 11, 24), today), 365);
    }
}
