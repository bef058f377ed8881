//! The dates of the inspection, of the feedback and of publication.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use regex::Regex;

use super::keys::Keys;
use super::parties::Preamble;
use super::{Dated, pattern};
use crate::model::PartialDate;
use crate::text::date::{self, Anchor, Point};

#[derive(Debug, Default)]
pub(super) struct Inspection {
    pub start: Option<Dated>,
    pub end: Option<Dated>,
    pub feedback: Option<Dated>,
}

impl Inspection {
    /// What this says, and what `other` says where this is silent.
    pub fn or(self, other: Self) -> Self {
        let dated = self.start.is_some();
        Self {
            start: self.start.or(other.start),
            end: if dated { self.end } else { other.end },
            feedback: self.feedback.or(other.feedback),
        }
    }
}

/// The dates that stand behind labels.
pub(super) fn keyed(text: &str, keys: &Keys) -> Inspection {
    let first = |range: &Range<usize>| {
        let stamp = stamps(&text[range.clone()], &Anchor::default()).into_iter().next()?;
        let place = range.start + stamp.range.start..range.start + stamp.range.end;
        Some((stamp, place))
    };
    let period = keys.period.as_ref().and_then(first);
    let feedback = keys.feedback.as_ref().and_then(first);
    Inspection {
        end: period
            .as_ref()
            .and_then(|(stamp, place)| Some((stamp.last?, place.clone()))),
        start: period.map(|(stamp, place)| (stamp.first, place)),
        feedback: feedback.map(|(stamp, place)| (stamp.first, place)),
    }
}

/// A time as notices print it in their first lines: one date, or two joined by 至.
struct Stamp {
    range: Range<usize>,
    first: PartialDate,
    last: Option<PartialDate>,
}

/// How far behind the inspection's sentence the feedback may be told, in bytes.
const FEEDBACK_WITHIN: usize = 900;

pub(super) fn inspection(text: &str, preamble: &Preamble) -> Inspection {
    let begin = preamble.sentence.start;
    let mut end = text.len().min(preamble.sentence.end + FEEDBACK_WITHIN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let zone = &text[begin..end];
    let act = preamble.kind.as_ref().map_or(preamble.sentence.end, |kind| kind.end) - begin;
    // The inspection's own time: the last one before the act is named that is not the feedback's; ranges before single dates.
    let named = preamble
        .inspected
        .as_ref()
        .map_or(act, |inspected| inspected.start - begin);
    let before: Vec<Stamp> = stamps(&zone[..named.min(act).min(zone.len())], &Anchor::default());
    let own = before.iter().rev().find(|stamp| stamp.last.is_some()).or(before.last());
    let (mut start, mut finish) = (None, None);
    if let Some(stamp) = own {
        let range = begin + stamp.range.start..begin + stamp.range.end;
        match stamp.last {
            Some(last) => {
                start = Some((stamp.first, range.clone()));
                finish = Some((last, range));
            }
            None => start = Some((stamp.first, range)),
        }
    }
    let anchor = finish
        .as_ref()
        .or(start.as_ref())
        .and_then(|(date, _)| date.last_day())
        .map(Anchor::on)
        .unwrap_or_default();
    let after = own.map_or(0, |stamp| stamp.range.end);
    let feedback = feedback_verbs(zone).into_iter().find_map(|verb| {
        let mut told = stamps(&zone[..verb], &anchor)
            .into_iter()
            .filter(|s| s.last.is_none() && (s.range.start >= after || s.range.start >= act));
        let stamp = told.next_back()?;
        // The same clause or the one before it, not an earlier sentence.
        let gap = &zone[stamp.range.end..verb];
        (!gap.contains('。') && gap.chars().count() <= 60)
            .then(|| (stamp.first, begin + stamp.range.start..begin + stamp.range.end))
    });
    Inspection {
        start,
        end: finish,
        feedback,
    }
}

/// Where the verb of the feedback may stand: 反馈了巡察意见, 进行了反馈, 召开反馈会. A title that stands before the sentence has such
/// words, too.
fn feedback_verbs(zone: &str) -> Vec<usize> {
    static VERB: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"反馈了?(?:[^,。，;；]{0,24}?)(?:意见|情况|问题|结果|报告)|进行了?(?:集中)?反馈|作了?反馈|反馈会|出具了?[^,。，;；]{0,12}?(?:审计报告|意见|报告)|(?:印发|下发|交办)了?[^,。，;；]{0,16}?(?:反馈意见|问题清单|整改通知)",
        )
    });
    let verbs = VERB.as_ref().map(|re| re.find_iter(zone));
    verbs.into_iter().flatten().map(|hit| hit.start()).take(8).collect()
}

/// The times in `text` with their years, damaged ones that read in one way only included.
fn stamps(text: &str, anchor: &Anchor) -> Vec<Stamp> {
    let damaged = date::damaged(text);
    let mut found: Vec<Stamp> = damaged
        .iter()
        .filter_map(|damage| {
            // A feedback follows the inspection, an inspection lasts some months: one reading of several may be left.
            let after = anchor.written().map(|(day, _)| day);
            let within = after.and_then(|day| day.checked_add(date::FEEDBACK_WITHIN_DAYS.days()).ok());
            let reading = damage
                .certain()
                .or_else(|| damage.likely(after, None))
                .or_else(|| damage.likely(after, within))?;
            let (year, month, day) = reading.parts;
            // 914日: the year follows from the inspection before it.
            let year = year.or_else(|| {
                let when = damage.printed(text)?.resolve(anchor)?;
                Some(when.first.year())
            })?;
            let first = PartialDate { year, month, day };
            let several = reading.text.contains('至');
            let last = reading.last.filter(|_| several).map(|last| PartialDate {
                day: first.day.map(|_| last.day()),
                ..PartialDate::from(last)
            });
            Some(Stamp {
                range: damage.range.clone(),
                first,
                last,
            })
        })
        .collect();
    for (printed, when) in date::resolve_all(text, anchor) {
        let Some(when) = when else { continue };
        if damaged
            .iter()
            .any(|damage| damage.range.start < printed.range.end && printed.range.start < damage.range.end)
        {
            continue;
        }
        let Some(first) = partial(printed.start, when.first) else {
            continue;
        };
        let last = printed.end.and_then(|point| partial(point, when.last));
        found.push(Stamp {
            range: printed.range,
            first,
            last,
        });
    }
    found.sort_by_key(|stamp| stamp.range.start);
    found
}

/// A resolved day, as finely as it was printed.
fn partial(point: Point, day: Date) -> Option<PartialDate> {
    let full = PartialDate::from(day);
    match point {
        Point::Day(..) => Some(full),
        Point::Month(..) | Point::Third(..) => Some(PartialDate { day: None, ..full }),
        Point::Year(_) => Some(PartialDate {
            month: None,
            day: None,
            ..full
        }),
        _ => None,
    }
}

/// When the notice was published: the page's own line (发布时间:…), a date on a line of its own near the top, or the date under the
/// signature. A date without a year is the first one after `after`.
pub(super) fn published(text: &str, signature: Option<&Range<usize>>, after: Option<Date>) -> Option<Dated> {
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"(?:发布时间|发布日期|发表时间|发文时间|公布时间|公布日期|公示时间|成文日期|更新时间|发稿时间|编发时间|信息时间|上网日期|日期|时间)[ \u{a0}]*[:：][ \u{a0}]*",
        )
    });
    let anchor = after.map(Anchor::on).unwrap_or_default();
    let at = |range: Range<usize>, coarse: bool| {
        let stamp = stamps(&text[range.clone()], &anchor).into_iter().next()?;
        if !coarse {
            stamp.first.day?;
        }
        Some((
            stamp.first,
            range.start + stamp.range.start..range.start + stamp.range.end,
        ))
    };
    let labelled = LABEL.as_ref().and_then(|label| {
        label.find_iter(text).find_map(|hit| {
            let end = text[hit.end()..]
                .char_indices()
                .nth(22)
                .map_or(text.len(), |(i, _)| hit.end() + i);
            // 反馈时间: is another time.
            let bare = ["日期", "时间"].iter().any(|word| hit.as_str().starts_with(word));
            if bare && text[..hit.start()].ends_with(char::is_alphabetic) {
                return None;
            }
            let found = at(hit.end()..end, false)?;
            (found.1.start == hit.end()).then_some(found)
        })
    });
    labelled
        .or_else(|| lone_line(text).and_then(|line| at(line, false)))
        .or_else(|| signature.cloned().and_then(|line| at(line, true)))
        .or_else(|| month_line(text).and_then(|line| at(line, true)))
}

/// A line near the top that holds nothing but a month: (2022年5月).
fn month_line(text: &str) -> Option<Range<usize>> {
    static ALONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"^[ \u{a0}\u{3000}(]*[0-9〇零○一二三四五六七八九]{4}年(?:[0-9]{1,2}|十?[一二三四五六七八九十])月[ \u{a0}\u{3000})]*$",
        )
    });
    let alone = ALONE.as_ref()?;
    let mut start = 0;
    for line in text.split_inclusive('\n').take(25) {
        if alone.is_match(line.trim_end_matches('\n')) {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// A line near the top that holds nothing but a date, or a date and a time of day.
fn lone_line(text: &str) -> Option<Range<usize>> {
    static ALONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"^(?:[^0-9,。;:]{4,40}[ \u{a0}\u{3000}]+)?[ \u{a0}\u{3000}(]*(?:[0-9]{4}[-./年][ ]?[0-9]{1,2}[-./月][ ]?[0-9]{1,2}日?)\)?(?:[ \u{a0}]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?[ \u{a0}\u{3000}]*(?:(?:信息来源|文章来源|来源|作者|浏览|点击|阅读|字体|字号|编辑|发布机构)[^。\n]*)?$",
        )
    });
    let mut start = 0;
    for line in text.split_inclusive('\n').take(25) {
        if ALONE
            .as_ref()
            .is_some_and(|alone| alone.is_match(line.trim_end_matches('\n')))
        {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}
