//! Dates as notices print them: sometimes only a year, or a year and a month.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A date of which only the year, or the year and month, may be known. Serialises as `2022`, `2022-04` or `2022-04-07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    /// Year of the common era.
    pub year: i16,
    /// Month 1–12, where printed.
    pub month: Option<i8>,
    /// Day of the month, where printed; only together with a month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// The first day that the printed date can mean.
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// The last day that the printed date can mean.
    pub fn last_day(self) -> Option<Date> {
        match (self.month, self.day) {
            (Some(month), Some(day)) => Date::new(self.year, month, day).ok(),
            (Some(month), None) => Date::new(self.year, month, 1).ok().map(Date::last_of_month),
            (None, _) => Date::new(self.year, 12, 31).ok(),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

/// The text is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or names no day of the calendar.
#[derive(Debug, thiserror::Error)]
#[error("not a date of the form YYYY, YYYY-MM or YYYY-MM-DD: {0:?}")]
pub struct BadDate(String);

impl FromStr for PartialDate {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let bad = || BadDate(text.to_owned());
        let mut parts = text.split('-');
        let year = parts.next().and_then(|p| p.parse().ok()).ok_or_else(bad)?;
        let mut small = || parts.next().map(|p| p.parse::<i8>().map_err(|_| bad())).transpose();
        let date = Self {
            year,
            month: small()?,
            day: small()?,
        };
        if parts.next().is_some() || date.first_day().is_none() {
            return Err(bad());
        }
        Ok(date)
    }
}

impl TryFrom<String> for PartialDate {
    type Error = BadDate;

    fn try_from(text: String) -> Result<Self, BadDate> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_what_is_known() {
        for text in ["2022", "2022-04", "2022-04-07"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["", "2022-13", "2022-02-30", "2022-04-07-1", "April"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text} was taken");
        }
    }

    #[test]
    fn a_period_ends_on_its_last_day() {
        let last = |text: &str| text.parse::<PartialDate>().unwrap().last_day().unwrap().to_string();
        assert_eq!(last("2024-02"), "2024-02-29");
        assert_eq!(last("2023"), "2023-12-31");
        assert_eq!(last("2023-06-05"), "2023-06-05");
    }
}
