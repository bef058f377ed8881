//! Dates that lost characters on their way (`202247日`, `20228月`, `2023920`): what they may have been.

use std::ops::Range;

use jiff::civil::Date;

use super::unsigned::{sign_lost, without_sign, year_before};
use super::{Bound, Point, Printed, YearWord, grammar};

/// One way to read a damaged date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The reading written out: `2022年4月7日至6月10日`.
    pub text: String,
    /// The day, or the first day of the month or year, that it begins with; None where no year is printed.
    pub first: Option<Date>,
    /// The last day that it can mean.
    pub last: Option<Date>,
    /// Year, month and day as far as they are read.
    pub parts: (Option<i16>, Option<i8>, Option<i8>),
}

/// A damaged date and every way to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// The characters that are left of it.
    pub range: Range<usize>,
    /// The readings, likeliest first; exactly one where the digits split in one way only.
    pub readings: Vec<Reading>,
}

impl Damaged {
    /// The only reading, where there is only one.
    pub fn certain(&self) -> Option<&Reading> {
        match self.readings.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// As a wording of time, with the words behind it that bound it, where it reads in one way only and is no range.
    pub fn printed(&self, text: &str) -> Option<Printed> {
        let reading = self.certain().filter(|reading| !reading.text.contains(['至', '、']))?;
        let year = reading.parts.0.map_or(YearWord::Unsaid, YearWord::Given);
        let ends = text.get(self.range.end..)?.starts_with('底');
        let start = match (reading.parts.1, reading.parts.2) {
            (Some(month), Some(day)) => Point::Day(year, month, day),
            (Some(month), None) if ends => Point::Third(year, month, 2),
            (Some(month), None) => Point::Month(year, month),
            (None, None) if ends => Point::YearEnd(year),
            (None, None) => Point::Year(year),
            (None, Some(_)) => return None,
        };
        let (bound, len) = grammar::bound_at(text, self.range.end).unwrap_or((Bound::At, 0));
        Some(Printed {
            range: self.range.start..self.range.end + len,
            start,
            end: None,
            bound,
            from_feedback: false,
        })
    }

    /// The one reading that fits between two days, a range being no longer than an inspection; None where several fit, or none. Either
    /// day may be unknown.
    pub fn likely(&self, after: Option<Date>, before: Option<Date>) -> Option<&Reading> {
        let mut fitting = self.readings.iter().filter(|reading| reading.fits(after, before));
        fitting.next().filter(|_| fitting.next().is_none())
    }
}

/// Feedback is given within some weeks of the end of an inspection, seldom after five months (so in the notices that we know).
pub const FEEDBACK_WITHIN_DAYS: i32 = 150;

/// Inspections last two or three months, seldom four (《巡视工作条例》 sets none; the notices that we know say so).
const LONGEST_INSPECTION: i32 = 130;

impl Reading {
    /// Whether it lies between two days, and, where it is a range, runs forward and no longer than an inspection.
    pub fn fits(&self, after: Option<Date>, before: Option<Date>) -> bool {
        let (Some(first), Some(last)) = (self.first, self.last) else {
            return true;
        };
        let days = first.until(last).map_or(i32::MAX, |span| span.get_days());
        let ordered = first <= last && (!self.text.contains('至') || days <= LONGEST_INSPECTION);
        ordered && after.is_none_or(|day| last >= day) && before.is_none_or(|day| first <= day)
    }
}

/// A calendar date with parts that may be missing.
pub(super) type Parts = (Option<i16>, Option<i8>, Option<i8>);

/// A date and how it is written out.
pub(super) type Written = (Parts, String);

/// A damaged run of digits and its readings.
type Run = (Range<usize>, Vec<Written>);

/// Every damaged date in `text` (clean or folded), left to right. Two that are joined by 至 are one.
pub fn damaged(text: &str) -> Vec<Damaged> {
    let mut found: Vec<Run> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let len = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let run = at..at + len;
        at = run.end;
        if let Some((end, readings)) = read_run(text, run.clone()) {
            at = end.max(at);
            let start = begins(text, run.start, &readings);
            found.push((start..end, readings));
        }
    }
    join(text, found)
}

/// Where a damaged date begins: with the year or month before its digits, where the readings take that in.
fn begins(text: &str, at: usize, readings: &[Written]) -> usize {
    let Some((_, first)) = readings.first() else { return at };
    let head = first.find(['年', '月']).map(|end| &first[..end + '年'.len_utf8()]);
    head.filter(|head| text[..at].ends_with(*head))
        .map_or(at, |head| at - head.len())
}

fn read_run(text: &str, run: Range<usize>) -> Option<(usize, Vec<Written>)> {
    let digits = &text[run.clone()];
    let (before, after) = (&text[..run.start], &text[run.end..]);
    if before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-./_@".contains(c)) {
        return None;
    }
    let year: Option<i16> = digits
        .get(..4)
        .and_then(|y| y.parse().ok())
        .filter(|y| (1990..2050).contains(y));
    if let (Some(year), true) = (year, digits.len() > 4) {
        return with_year(text, year, &digits[4..], before, after, run.end);
    }
    if let (Some(year), 4) = (year, digits.len()) {
        let whole = lone_year(before, after) || without_sign(after);
        return whole.then(|| (run.end, vec![((Some(year), None, None), format!("{year}年"))]));
    }
    if let Some(found) = sign_lost(text, run.clone()) {
        return Some(found);
    }
    // 95日: month and day grown together, the year lost or standing before.
    let sign = after.chars().next().filter(|c| matches!(c, '日' | '号'))?;
    let tail = &after[sign.len_utf8()..];
    let opens = before.is_empty()
        || before.ends_with(|c: char| c.is_whitespace() || "年,，。;；:：、(（至到于在是".contains(c));
    let counted = ["内", "以内", "之内", "左右", "以上", "后", "无", "均", "游"]
        .iter()
        .any(|word| tail.starts_with(word));
    if !opens || counted || !(2..=4).contains(&digits.len()) || digits.parse::<u16>().ok()? <= 31 {
        return None;
    }
    let year = year_before(text, run.start).map(|(_, year)| year);
    let written = year.map_or_else(String::new, |year| format!("{year}年"));
    let readings: Vec<_> = splits(digits)
        .filter(|&(m, d)| year.is_none_or(|year| Date::new(year, m, d).is_ok()))
        .map(|(m, d)| ((year, Some(m), Some(d)), format!("{written}{m}月{d}日")))
        .collect();
    (!readings.is_empty()).then(|| (run.end + sign.len_utf8(), readings))
}

/// 2022 with further digits: `202247日`, `20228月`, `20227、8月`, `2023920`.
fn with_year(
    text: &str,
    year: i16,
    rest: &str,
    before: &str,
    after: &str,
    end: usize,
) -> Option<(usize, Vec<Written>)> {
    let day = |(m, d): (i8, i8)| ((Some(year), Some(m), Some(d)), format!("{year}年{m}月{d}日"));
    let next = after.chars().next();
    match next {
        Some(sign @ ('日' | '号')) => {
            let readings: Vec<_> = splits(rest)
                .filter(|&(m, d)| Date::new(year, m, d).is_ok())
                .map(day)
                .collect();
            (!readings.is_empty()).then(|| (end + sign.len_utf8(), readings))
        }
        Some('月') => {
            let m = month(rest)?;
            let end = end + '月'.len_utf8();
            // 20228月5日
            let digits: String = text[end..].chars().take_while(char::is_ascii_digit).take(2).collect();
            let d = digits.parse::<i8>().ok().filter(|&d| Date::new(year, m, d).is_ok());
            match (d, text[end + digits.len()..].starts_with('日')) {
                (Some(d), true) => Some((end + digits.len() + '日'.len_utf8(), vec![day((m, d))])),
                _ => Some((end, vec![((Some(year), Some(m), None), format!("{year}年{m}月"))])),
            }
        }
        Some(joint @ ('至' | '-' | '—' | '–' | '~')) => {
            let behind = &after[joint.len_utf8()..];
            let digits: &str = &behind[..behind.bytes().take_while(u8::is_ascii_digit).count()];
            let tail = &behind[digits.len()..];
            // 202247至610日: only the unit of the first day is lost.
            if joint == '至' && !digits.is_empty() && tail.starts_with('日') {
                let readings: Vec<_> = splits(rest)
                    .filter(|&(m, d)| Date::new(year, m, d).is_ok())
                    .map(day)
                    .collect();
                return (!readings.is_empty()).then_some((end, readings));
            }
            // 20211至5, 20211至5月: from month to month.
            let (m, to) = (month(rest)?, month(digits)?);
            if to <= m || tail.starts_with(['日', '号', '.', '%']) {
                return None;
            }
            let sign = if tail.starts_with('月') { '月'.len_utf8() } else { 0 };
            let end = end + joint.len_utf8() + digits.len() + sign;
            Some((end, vec![((Some(year), Some(m), None), format!("{year}年{m}至{to}月"))]))
        }
        Some('、') => {
            // 20227、8月, 20226、8、9月
            let m = month(rest)?;
            let list: String = after
                .chars()
                .take_while(|c| c.is_ascii_digit() || *c == '、')
                .take(16)
                .collect();
            let months = list.split('、').skip(1).map(month).collect::<Option<Vec<i8>>>()?;
            if months.is_empty() || !after[list.len()..].starts_with('月') {
                return None;
            }
            Some((
                end + list.len() + '月'.len_utf8(),
                vec![((Some(year), Some(m), None), format!("{year}年{m}{list}月"))],
            ))
        }
        _ => {
            // No unit at all: only where nothing else than a date can stand.
            let opens = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "。,，;；".contains(c));
            let closes = next.is_none_or(|c| c.is_whitespace() || ",，。;；".contains(c));
            if !opens || !closes || rest.len() != 3 {
                return None;
            }
            let mut readings: Vec<_> = splits(rest)
                .filter(|&(m, d)| Date::new(year, m, d).is_ok())
                .map(day)
                .collect();
            // In running text 2022712 may also be two months (7—12月).
            if next.is_some_and(|c| ",，".contains(c)) {
                let months = splits(rest).filter(|&(from, to)| from < to && to <= 12);
                readings.extend(months.map(|(m, to)| ((Some(year), Some(m), None), format!("{year}年{m}月至{to}月"))));
            }
            (!readings.is_empty()).then_some((end, readings))
        }
    }
}

/// `2022,` as a whole clause at the beginning of a sentence.
fn lone_year(before: &str, after: &str) -> bool {
    let opens = before.is_empty() || before.ends_with(|c: char| c == '\n' || "。;；是".contains(c));
    let mut next = after.chars();
    opens
        && next.next().is_some_and(|c| ",，".contains(c))
        && next.next().is_some_and(|c| !c.is_ascii_digit() && !c.is_whitespace())
}

/// The ways to cut two to four digits into a month and a day.
fn splits(digits: &str) -> impl Iterator<Item = (i8, i8)> + '_ {
    (1..=2).filter_map(move |cut| {
        let m = month(digits.get(..cut)?)?;
        let day = digits
            .get(cut..)
            .filter(|d| (1..=2).contains(&d.len()) && (!d.starts_with('0') || d.len() == 2))?;
        // 2024 has all days that any year has.
        let d = day.parse().ok()?;
        Date::new(2024, m, d).is_ok().then_some((m, d))
    })
}

pub(super) fn month(digits: &str) -> Option<i8> {
    digits.parse().ok().filter(|m| (1..=12).contains(m))
}

/// Joins a damaged date with the date after 至, and writes the readings out.
fn join(text: &str, found: Vec<Run>) -> Vec<Damaged> {
    let mut out: Vec<Damaged> = Vec::new();
    let mut found = found.into_iter().peekable();
    while let Some((mut range, first)) = found.next() {
        let mut readings: Vec<Reading> = first
            .iter()
            .map(|(parts, text)| reading(*parts, text.clone()))
            .collect();
        if let Some(rest) = text[range.end..].strip_prefix('至') {
            let begin = text.len() - rest.len();
            let second = match found.next_if(|(next, _)| next.start == begin) {
                Some((next, readings)) => Some((next.end, readings)),
                None => plain_after(rest).map(|(len, parts, text)| (begin + len, vec![(parts, text)])),
            };
            if let Some((end, second)) = second {
                range.end = end;
                readings = first
                    .iter()
                    .flat_map(|a| second.iter().map(move |b| range_reading(a, b)))
                    .collect();
            }
        }
        out.push(Damaged { range, readings });
    }
    out
}

/// An undamaged date right at the start of `rest`.
fn plain_after(rest: &str) -> Option<(usize, Parts, String)> {
    // Enough for the longest date: 二〇二三年十二月三十一日.
    let head: String = rest.chars().take(12).collect();
    let first = grammar::printed(&head)
        .into_iter()
        .find(|p| p.range.start == 0 && p.end.is_none())?;
    let given = |year| match year {
        YearWord::Given(year) => Some(year),
        _ => None,
    };
    let parts = match first.start {
        Point::Day(year, m, d) => (given(year), Some(m), Some(d)),
        Point::Month(year, m) => (given(year), Some(m), None),
        _ => return None,
    };
    Some((first.range.end, parts, head[first.range].to_owned()))
}

fn range_reading(a: &Written, b: &Written) -> Reading {
    let end = (b.0.0.or(a.0.0), b.0.1, b.0.2);
    let mut joined = reading(a.0, format!("{}至{}", a.1, b.1));
    joined.last = bounds(end).1;
    joined
}

fn reading(parts: Parts, text: String) -> Reading {
    let (first, mut last) = bounds(parts);
    // From month to month: the last one counts.
    let to = text.rsplit_once('至').and_then(|(_, to)| month(to.strip_suffix('月')?));
    if let (Some(first), Some(to)) = (first, to) {
        last = Date::new(first.year(), to, 1).ok().map(Date::last_of_month);
    }
    Reading {
        text,
        first,
        last,
        parts,
    }
}

fn bounds((year, month, day): Parts) -> (Option<Date>, Option<Date>) {
    let Some(year) = year else { return (None, None) };
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok();
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.map(Date::last_of_month),
        (None, None) => Date::new(year, 12, 31).ok(),
    };
    (first, last)
}
