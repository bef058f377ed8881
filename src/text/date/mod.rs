//! Dates and periods as notices word them (`2024年6月底前`, `年内`, `第三季度`, `4月上旬至6月中旬`, `2023.10.30`), and what they mean beside
//! the dates of the notice they stand in.
//!
//! Three steps: [`printed`] finds the wordings, [`Printed::resolve`] turns one into a first and a last day with the help of an
//! [`Anchor`], and [`damaged`] reads what lost characters have left (`202247日`) without deciding. The wordings themselves stand in
//! `wordings.tsv`.

mod anchor;
mod damage;
mod grammar;
mod resolve;
mod unsigned;

pub use anchor::{Anchor, YearFrom};
pub use damage::{Damaged, FEEDBACK_WITHIN_DAYS, Reading, damaged};
pub use grammar::printed;
pub use resolve::{When, resolve_all};

use std::ops::Range;

/// How finely a time is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fineness {
    /// A day.
    Day,
    /// A month or a part of one.
    Month,
    /// A quarter.
    Quarter,
    /// Half a year.
    Half,
    /// A year, or several.
    Year,
    /// So long after another date.
    Relative,
}

/// Which side of the printed time is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Only the time is printed.
    At,
    /// 前, 之前: before it.
    Before,
    /// 内, 期间, 底: within it.
    Within,
    /// 起, 以来, 后: from it on.
    From,
}

/// A year as worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearWord {
    /// Printed with its number.
    Given(i16),
    /// 今年 0, 明年 1, 去年 −1.
    Off(i8),
    /// Not printed.
    Unsaid,
}

/// One time as worded, not yet resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Point {
    /// 6月30日.
    Day(YearWord, i8, i8),
    /// 6月.
    Month(YearWord, i8),
    /// 上旬 0, 中旬 1, 下旬 or end 2.
    Third(YearWord, i8, u8),
    /// 三季度.
    Quarter(YearWord, i8),
    /// 上半年 1, 下半年 2.
    Half(YearWord, i8),
    /// 2025年.
    Year(YearWord),
    /// 年底, 年内: by the end of the year.
    YearEnd(YearWord),
    /// 年初: its first month.
    YearStart(YearWord),
    /// 年中: its first half.
    YearMiddle(YearWord),
    /// The end of the month in which the text was written, or so many months later (月底 0, 下月底 1).
    MonthEnd(i8),
    /// A third of the month after the one in which the text was written (下月初 0).
    NextMonth(u8),
    /// The quarter in which the text was written, or so many later (本季度 0, 下季度 1).
    QuarterEnd(i8),
    /// A festival, by its place in the table of feasts.
    Festival(YearWord, Festival),
    /// The school's summer (true) or winter vacation.
    Vacation(YearWord, bool),
    /// So many days from an unnamed day.
    Days(u16),
    /// So many months from an unnamed day.
    Months(u16),
    /// 十四五 is 14.
    FiveYearPlan(i8),
}

/// Festivals that notices use as a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Festival {
    /// 春节
    Spring,
    /// 清明
    Qingming,
    /// 端午
    DragonBoat,
    /// 中秋
    MidAutumn,
    /// One with a fixed month and day (元旦, 五一, 国庆 …).
    Fixed(i8, i8),
}

/// A wording of time found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Where it stands, with the words that bound it.
    pub range: Range<usize>,
    /// The time, or the first of a range.
    pub start: Point,
    /// The second of a range.
    pub end: Option<Point>,
    /// Which side is meant.
    pub bound: Bound,
    /// Whether a length of time is counted from the feedback (反馈后15个工作日内).
    pub from_feedback: bool,
}

#[cfg(test)]
mod tests;
