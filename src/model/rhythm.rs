//! How often a duty comes again.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use serde::{Deserialize, Serialize};

/// The time from one occurrence of a recurring duty to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// So many days, at least 1.
    Days(u16),
    /// So many months, at least 1: a quarter is three, a year twelve.
    Months(u16),
}

impl Rhythm {
    /// The first occurrence after `anchor` that is not before `day`: anchor and whole steps. In a month that is too short the last
    /// day stands for one that it does not have. `None` past the end of the calendar.
    pub fn next(self, anchor: Date, day: Date) -> Option<Date> {
        let nth = |n: i64| -> Option<Date> { anchor.checked_add(self.times(n)).ok() };
        // Counted, not walked: an anchor centuries away costs no more.
        let between = day.since(anchor).ok()?.get_days();
        let step = match self {
            Self::Days(days) => i64::from(days.max(1)),
            // No month is longer.
            Self::Months(months) => i64::from(months.max(1)) * 31,
        };
        let mut n = (i64::from(between) / step).max(1);
        loop {
            let date = nth(n)?;
            if date >= day {
                return Some(date);
            }
            n += 1;
        }
    }

    fn times(self, n: i64) -> Span {
        match self {
            Self::Days(days) => (i64::from(days.max(1)) * n).days(),
            Self::Months(months) => (i64::from(months.max(1)) * n).months(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_next_time_is_a_whole_number_of_steps_from_the_anchor() {
        let cases = [
            (
                Rhythm::Months(3),
                date(2025, 1, 15),
                date(2026, 11, 25),
                date(2027, 1, 15),
            ),
            (
                Rhythm::Months(3),
                date(2025, 1, 15),
                date(2025, 1, 1),
                date(2025, 4, 15),
            ),
            (
                Rhythm::Months(1),
                date(2025, 1, 31),
                date(2025, 2, 10),
                date(2025, 2, 28),
            ),
            (
                Rhythm::Months(1),
                date(2025, 1, 31),
                date(2025, 3, 1),
                date(2025, 3, 31),
            ),
            (
                Rhythm::Months(6),
                date(2024, 8, 31),
                date(2025, 2, 28),
                date(2025, 2, 28),
            ),
            (
                Rhythm::Months(12),
                date(2024, 2, 29),
                date(2026, 1, 1),
                date(2026, 2, 28),
            ),
            (
                Rhythm::Days(7),
                date(2026, 11, 2),
                date(2026, 11, 24),
                date(2026, 11, 30),
            ),
            (
                Rhythm::Days(7),
                date(2026, 11, 2),
                date(2026, 11, 30),
                date(2026, 11, 30),
            ),
        ];
        for (rhythm, anchor, day, next) in cases {
            assert_eq!(
                rhythm.next(anchor, day),
                Some(next),
                "{rhythm:?} from {anchor} at {day}"
            );
        }
        assert_eq!(Rhythm::Months(12).next(date(9999, 6, 1), date(9999, 7, 1)), None);
    }
}
