//! The dates of a notice against which its other dates are read.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The regulations on inspection gave two months from the feedback to the report on rectification (《中国共产党巡视工作条例》 2017,
/// article 26; three and more since): a notice whose publication is unknown was written about then.
const REPORT_AFTER_MONTHS: i32 = 2;

/// A notice published later than this after the feedback is a repost or a late publication of a text written earlier.
const WRITTEN_WITHIN_MONTHS: i32 = 6;

/// What is known of when a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// About when it was written: 今年 is this day's year.
    written: Option<(Date, YearFrom)>,
    /// The day after which its promises lie: a month without a year is the first that ends on or after it.
    since: Option<(Date, YearFrom)>,
    /// When it was published.
    published: Option<Date>,
}

/// Where a year that was not printed was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearFrom {
    /// It is printed.
    Text,
    /// An earlier date of the same sentence.
    Sentence,
    /// The feedback date.
    Feedback,
    /// The date of publication.
    Published,
    /// The end of the inspection.
    Inspection,
    /// A day that the caller chose.
    Given,
}

impl Anchor {
    /// The anchor of a notice with these dates.
    pub fn of_notice(inspection_end: Option<Date>, feedback: Option<Date>, published: Option<Date>) -> Self {
        let late = |date: Date, months: i32| date.checked_add(Span::new().months(months)).ok();
        let start = feedback
            .map(|date| (date, YearFrom::Feedback))
            .or(inspection_end.map(|date| (date, YearFrom::Inspection)));
        let written = match (start, published) {
            (Some((from, _)), Some(day)) => match late(from, WRITTEN_WITHIN_MONTHS) {
                Some(limit) if limit < day && from < day => Some((limit, YearFrom::Feedback)),
                _ => Some((day, YearFrom::Published)),
            },
            (Some((from, why)), None) => late(from, REPORT_AFTER_MONTHS).map(|day| (day, why)),
            (None, Some(day)) => Some((day, YearFrom::Published)),
            (None, None) => None,
        };
        let since = start.or_else(|| {
            let day = published?;
            Some((day.checked_sub(6.months()).unwrap_or(day), YearFrom::Published))
        });
        Self {
            written,
            since,
            published,
        }
    }

    /// An anchor on one day: 今年 is its year, and a month without a year is the next one.
    pub fn on(day: Date) -> Self {
        Self {
            written: Some((day, YearFrom::Given)),
            since: Some((day, YearFrom::Given)),
            published: None,
        }
    }

    /// The same, with months without a year read as following `day`, a date that stands earlier in the sentence.
    pub fn following(self, day: Date) -> Self {
        Self {
            since: Some((day, YearFrom::Sentence)),
            ..self
        }
    }

    /// An anchor on the day of the feedback, where that is known: what is counted from it begins there.
    pub fn from_feedback(&self) -> Option<Self> {
        let (day, why) = self.since.filter(|(_, why)| *why == YearFrom::Feedback)?;
        Some(Self {
            written: Some((day, why)),
            ..*self
        })
    }

    /// The date of publication, where the notice has one.
    pub fn published(&self) -> Option<(Date, YearFrom)> {
        self.published.map(|day| (day, YearFrom::Published))
    }

    /// About when the text was written, and what says so.
    pub fn written(&self) -> Option<(Date, YearFrom)> {
        self.written
    }

    /// The day after which promises lie, and what says so.
    pub fn since(&self) -> Option<(Date, YearFrom)> {
        self.since
    }
}
