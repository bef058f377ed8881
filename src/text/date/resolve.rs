//! From a wording of time to its first and last day.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Anchor, Bound, Festival, Fineness, Point, Printed, YearFrom, YearWord};

/// Days of the moving festivals, see the file.
const FEASTS: &str = include_str!("feasts.tsv");

/// What a wording of time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day of the time, or of the range.
    pub first: Date,
    /// Last day of the time, or of the range.
    pub last: Date,
    /// How finely it is printed.
    pub fineness: Fineness,
    /// Which side of it is meant.
    pub bound: Bound,
    /// Where the year comes from.
    pub year_from: YearFrom,
}

impl When {
    /// The last day on which something promised for this time is in time: the last day of the period, the day itself, or,
    /// where a whole period must not have begun (2025年前), the day before it. None for a beginning (2025年起).
    pub fn due(&self) -> Option<Date> {
        match self.bound {
            Bound::From => None,
            Bound::Before if !matches!(self.fineness, Fineness::Day | Fineness::Relative) => {
                self.first.yesterday().ok()
            }
            _ => Some(self.last),
        }
    }
}

impl Printed {
    /// Whether the wording names a year, by its number or by a word (明年).
    pub fn names_year(&self) -> bool {
        match self.start {
            Point::Day(year, ..)
            | Point::Month(year, _)
            | Point::Third(year, ..)
            | Point::Quarter(year, _)
            | Point::Half(year, _)
            | Point::Year(year)
            | Point::YearEnd(year)
            | Point::YearStart(year)
            | Point::YearMiddle(year)
            | Point::Festival(year, _)
            | Point::Vacation(year, _) => year != YearWord::Unsaid,
            Point::FiveYearPlan(_) => true,
            Point::MonthEnd(_) | Point::NextMonth(_) | Point::QuarterEnd(_) | Point::Days(_) | Point::Months(_) => {
                false
            }
        }
    }

    /// What the wording means beside `anchor`; None where the year cannot be told or the day does not exist.
    pub fn resolve(&self, anchor: &Anchor) -> Option<When> {
        let counted = Anchor::from_feedback(anchor).filter(|_| self.from_feedback);
        let (first, last, fineness, year_from) = resolve(self.start, counted.as_ref().unwrap_or(anchor))?;
        let mut when = When {
            first,
            last,
            fineness,
            bound: self.bound,
            year_from,
        };
        if let Some(end) = self.end {
            let (_, last, fineness, _) = resolve(end, &Anchor::on(first))?;
            when.last = last;
            when.fineness = fineness;
        }
        // The end of a month or of a year, and a festival, are points: before them is by them.
        let is_end = matches!(
            self.start,
            Point::Third(..)
                | Point::YearEnd(_)
                | Point::MonthEnd(_)
                | Point::NextMonth(_)
                | Point::QuarterEnd(_)
                | Point::YearMiddle(_)
                | Point::FiveYearPlan(_)
                // 上半年前 is said of its end: nobody waits for the half to begin.
                | Point::Half(..)
        );
        if when.bound == Bound::Before && is_end {
            when.bound = Bound::Within;
        }
        if let (Point::Festival(..), Bound::Before) = (self.start, self.bound) {
            when.last = first.yesterday().ok()?;
            when.first = when.last;
        }
        Some(when)
    }
}

/// Every wording of time in `text` with what it means. A month without a year takes the year of the date before it in the sentence
/// (`2023年8月…,9月…`), else the anchor's; so does 年底 after a date of a later year (`明年3月开工、年底竣工`).
pub fn resolve_all(text: &str, anchor: &Anchor) -> Vec<(Printed, Option<When>)> {
    let mut current = *anchor;
    let mut later = None;
    let mut end = 0;
    let mut found = Vec::new();
    for printed in super::printed(text) {
        if text[end..printed.range.start].contains(['。', '\n']) {
            current = *anchor;
            later = None;
        }
        end = printed.range.end;
        let mut when = printed.resolve(&current);
        let dated =
            matches!(printed.start, Point::YearEnd(_)) && !text[printed.range.clone()].trim_start().starts_with('年');
        if let (Point::YearEnd(YearWord::Off(0)), Some(year), false) = (printed.start, later, dated) {
            let named = Point::YearEnd(YearWord::Given(year));
            when = Printed {
                start: named,
                ..printed.clone()
            }
            .resolve(&current)
            .map(|when| When {
                year_from: YearFrom::Sentence,
                ..when
            });
        }
        if let Some(when) = when
            && printed.names_year()
            && matches!(
                when.fineness,
                Fineness::Day | Fineness::Month | Fineness::Quarter | Fineness::Half
            )
        {
            current = anchor.following(when.first);
            let written = anchor.written().map(|(day, _)| day.year());
            later = written
                .filter(|year| when.last.year() > *year)
                .map(|_| when.last.year());
        }
        found.push((printed, when));
    }
    found
}

type Interval = (Date, Date, Fineness, YearFrom);

fn resolve(point: Point, anchor: &Anchor) -> Option<Interval> {
    let day = |year, month, day| Date::new(year, month, day).ok();
    match point {
        Point::Day(year, m, d) => in_year(year, anchor, |y| {
            let date = day(y, m, d)?;
            Some((date, date, Fineness::Day))
        }),
        Point::Month(year, m) => in_year(year, anchor, |y| {
            let first = day(y, m, 1)?;
            Some((first, first.last_of_month(), Fineness::Month))
        }),
        Point::Third(year, m, third) => in_year(year, anchor, |y| {
            let (first, last) = third_of(day(y, m, 1)?, third)?;
            Some((first, last, Fineness::Month))
        }),
        Point::Quarter(year, q) => in_year(year, anchor, |y| {
            let first = day(y, 3 * q - 2, 1)?;
            Some((first, day(y, 3 * q, 1)?.last_of_month(), Fineness::Quarter))
        }),
        Point::Half(year, h) => in_year(year, anchor, |y| {
            let first = day(y, 6 * h - 5, 1)?;
            Some((first, day(y, 6 * h, 1)?.last_of_month(), Fineness::Half))
        }),
        Point::Festival(year, festival) => in_year(year, anchor, |y| {
            let (m, d) = feast(festival, y)?;
            let date = day(y, m, d)?;
            Some((date, date, Fineness::Day))
        }),
        // Schools are out in July and August, and around the Spring Festival until the end of February.
        Point::Vacation(year, summer) => in_year(year, anchor, |y| {
            let (from, to) = if summer { (7, 8) } else { (1, 2) };
            Some((day(y, from, 1)?, day(y, to, 1)?.last_of_month(), Fineness::Month))
        }),
        Point::Year(year) | Point::YearEnd(year) => {
            of_year(year, anchor, |y| Some((day(y, 1, 1)?, day(y, 12, 31)?, Fineness::Year)))
        }
        Point::YearStart(year) => of_year(year, anchor, |y| Some((day(y, 1, 1)?, day(y, 1, 31)?, Fineness::Month))),
        Point::YearMiddle(year) => of_year(year, anchor, |y| Some((day(y, 1, 1)?, day(y, 6, 30)?, Fineness::Half))),
        Point::MonthEnd(off) => {
            let (written, why) = anchor.written()?;
            let month = written.first_of_month().checked_add(i32::from(off).months()).ok()?;
            Some((month, month.last_of_month(), Fineness::Month, why))
        }
        Point::NextMonth(third) => {
            let (written, why) = anchor.written()?;
            let (first, last) = third_of(written.first_of_month().checked_add(1.months()).ok()?, third)?;
            Some((first, last, Fineness::Month, why))
        }
        Point::QuarterEnd(off) => {
            let (written, why) = anchor.written()?;
            let later = written
                .first_of_month()
                .checked_add((3 * i32::from(off)).months())
                .ok()?;
            let first = day(later.year(), (later.month() - 1) / 3 * 3 + 1, 1)?;
            let last = day(later.year(), first.month() + 2, 1)?.last_of_month();
            Some((first, last, Fineness::Quarter, why))
        }
        Point::Days(n) => after(anchor, i32::from(n).days()),
        Point::Months(n) => after(anchor, i32::from(n).months()),
        // The fourteenth plan ran from 2021 to 2025, the others by fives from it.
        Point::FiveYearPlan(n) => {
            let end = 2025 + 5 * (i16::from(n) - 14);
            Some((day(end - 4, 1, 1)?, day(end, 12, 31)?, Fineness::Year, YearFrom::Text))
        }
    }
}

/// The first and last day of a third of the month that begins on `month`.
fn third_of(month: Date, third: u8) -> Option<(Date, Date)> {
    let (from, to) = match third {
        0 => (1, 10),
        1 => (11, 20),
        _ => (21, month.days_in_month()),
    };
    let day = |day| Date::new(month.year(), month.month(), day).ok();
    Some((day(from)?, day(to)?))
}

fn after(anchor: &Anchor, span: jiff::Span) -> Option<Interval> {
    let (from, why) = anchor.written()?;
    Some((from, from.checked_add(span).ok()?, Fineness::Relative, why))
}

/// A time inside a year: without a year it is the first one that ends on or after the anchor's day.
fn in_year(year: YearWord, anchor: &Anchor, build: impl Fn(i16) -> Option<(Date, Date, Fineness)>) -> Option<Interval> {
    if year != YearWord::Unsaid {
        return of_year(year, anchor, build);
    }
    let (since, why) = anchor.since()?;
    // Up to eight years on, for 29 February.
    (0..=8).find_map(|n| {
        let (first, last, fineness) = build(since.year().checked_add(n)?)?;
        (last >= since).then_some((first, last, fineness, why))
    })
}

fn of_year(year: YearWord, anchor: &Anchor, build: impl Fn(i16) -> Option<(Date, Date, Fineness)>) -> Option<Interval> {
    let (year, why) = match year {
        YearWord::Given(year) => (year, YearFrom::Text),
        YearWord::Off(off) => {
            let (written, why) = anchor.written()?;
            (written.year().checked_add(i16::from(off))?, why)
        }
        YearWord::Unsaid => {
            let (written, why) = anchor.written()?;
            (written.year(), why)
        }
    };
    let (first, last, fineness) = build(year)?;
    Some((first, last, fineness, why))
}

/// Month and day of a festival in a year; outside the table, the day on which it falls most often.
fn feast(festival: Festival, year: i16) -> Option<(i8, i8)> {
    /// A year and the month and day of each festival in it.
    type Year = (i16, [(i8, i8); 4]);
    static TABLE: LazyLock<Vec<Year>> = LazyLock::new(|| {
        let month_day = |text: &str| {
            text.split_once('-')
                .and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)))
        };
        FEASTS
            .lines()
            .filter_map(|line| {
                let mut parts = line.split('\t');
                let year = parts.next()?.parse().ok()?;
                let mut next = || parts.next().and_then(month_day);
                Some((year, [next()?, next()?, next()?, next()?]))
            })
            .collect()
    });
    let (column, usual) = match festival {
        Festival::Fixed(month, day) => return Some((month, day)),
        Festival::Spring => (0, (2, 5)),
        Festival::Qingming => (1, (4, 4)),
        Festival::DragonBoat => (2, (6, 14)),
        Festival::MidAutumn => (3, (9, 22)),
    };
    Some(
        TABLE
            .iter()
            .find(|(y, _)| *y == year)
            .map_or(usual, |(_, days)| days[column]),
    )
}
