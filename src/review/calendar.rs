//! Where a promise stands on a day: overdue, soon, ahead, settled or without a date.

use crate::model::{Check, Due};
use jiff::civil::Date;

/// Days ahead that count as soon.
pub const SOON: i64 = 30;

/// Where a promise with that day and the reviewer's check stands on `today`. The printed day is the last one in time. A duty that
/// comes again falls due anew: found kept, it still has its next day.
pub fn standing(day: Option<Date>, check: Option<Check>, today: Date) -> Due {
    let Some(day) = day else {
        return Due::Undated;
    };
    match days_past(day, today) {
        late if late > 0 && check == Some(Check::Kept) => Due::Settled,
        late if late > 0 => Due::Overdue,
        early if early >= -SOON => Due::Soon,
        _ => Due::Ahead,
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
            assert_eq!(standing(day, check, today), due, "{day:?} {check:?}");
        }
        assert_eq!(days_past(date(2025, 11, 24), today), 365);
    }
}
