//! Promises as an iCalendar file (RFC 5545): one event per promise, all of the day. Written here rather than with a library: those at
//! hand bring a second library for dates, and let a lone carriage return through into the lines of the file.

use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;

use super::active::shown;
use crate::model::Rhythm;

/// Octets of a content line before it is folded (RFC 5545, 3.1).
const LINE: usize = 75;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// A name that stays the same from file to file.
    pub uid: String,
    /// The day; of a recurring one, its next.
    pub day: Date,
    /// How often it comes again.
    pub every: Option<Rhythm>,
    /// Day of the month from which that is counted: short months have its last day instead.
    pub anchor_day: Option<i8>,
    /// In a few words.
    pub summary: String,
    /// At length; lines are separated by `\n`.
    pub description: String,
    /// What sort of promise.
    pub category: String,
}

/// Writes a calendar; `now` is when it is written.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(entries: &[CalendarEntry], name: &str, now: Timestamp, out: &mut dyn Write) -> io::Result<()> {
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    for fixed in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//duizhang//promises//ZH",
        "CALSCALE:GREGORIAN",
    ] {
        line(out, fixed)?;
    }
    line(out, &format!("X-WR-CALNAME:{}", text(name)))?;
    for entry in entries {
        line(out, "BEGIN:VEVENT")?;
        line(out, &format!("UID:{}", text(&entry.uid)))?;
        line(out, &format!("DTSTAMP:{stamp}"))?;
        line(out, &format!("DTSTART;VALUE=DATE:{}", entry.day.strftime("%Y%m%d")))?;
        if let Some(every) = entry.every {
            line(out, &format!("RRULE:{}", rule(every, entry)))?;
        }
        line(out, &format!("SUMMARY:{}", text(&entry.summary)))?;
        line(out, &format!("DESCRIPTION:{}", text(&entry.description)))?;
        line(out, &format!("CATEGORIES:{}", text(&entry.category)))?;
        // A promise takes nobody's day.
        line(out, "TRANSP:TRANSPARENT")?;
        line(out, "END:VEVENT")?;
    }
    line(out, "END:VCALENDAR")
}

/// The recurrence rule. The plain rule leaves out months that are too short; this one takes their last day.
fn rule(every: Rhythm, entry: &CalendarEntry) -> String {
    let months = match every {
        Rhythm::Days(days) => return format!("FREQ=DAILY;INTERVAL={}", days.max(1)),
        Rhythm::Months(months) => months.max(1),
    };
    let day = entry.anchor_day.unwrap_or_else(|| entry.day.day());
    let last = if day > 28 {
        let days: Vec<String> = (28..=day).map(|day| day.to_string()).collect();
        format!(";BYMONTHDAY={};BYSETPOS=-1", days.join(","))
    } else {
        String::new()
    };
    format!("FREQ=MONTHLY;INTERVAL={months}{last}")
}

/// A value of type TEXT (RFC 5545, 3.3.11): `\`, `;`, `,` and line breaks escaped, and no other control character.
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            other => escaped.push(shown(other)),
        }
    }
    escaped
}

/// A content line, folded at 75 octets and never inside of a character, ended by CRLF.
fn line(out: &mut dyn Write, content: &str) -> io::Result<()> {
    let mut rest = content;
    let mut room = LINE;
    loop {
        let (now, later) = rest.split_at(rest.floor_char_boundary(room));
        write!(out, "{now}\r\n")?;
        if later.is_empty() {
            return Ok(());
        }
        out.write_all(b" ")?;
        // The blank counts.
        room = LINE - 1;
        rest = later;
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn entry(summary: &str) -> CalendarEntry {
        CalendarEntry {
            uid: "00c3@duizhang".into(),
            day: date(2027, 2, 28),
            every: None,
            anchor_day: None,
            summary: summary.into(),
            description: "年底前完成\n云溪港务 一、 3. 一是".into(),
            category: "限期".into(),
        }
    }

    fn written(entries: &[CalendarEntry]) -> String {
        let mut out = Vec::new();
        write(entries, "承诺", "2026-11-24T02:03:04Z".parse().unwrap(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The content lines as RFC 5545, 3.1 reads them.
    fn unfolded(written: &str) -> Vec<String> {
        written
            .replace("\r\n ", "")
            .split_terminator("\r\n")
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn an_event_per_promise() {
        insta::assert_snapshot!(written(&[entry("云溪港务：补齐护栏")]).replace("\r\n", "\n"), @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//duizhang//promises//ZH
        CALSCALE:GREGORIAN
        X-WR-CALNAME:承诺
        BEGIN:VEVENT
        UID:00c3@duizhang
        DTSTAMP:20261124T020304Z
        DTSTART;VALUE=DATE:20270228
        SUMMARY:云溪港务：补齐护栏
        DESCRIPTION:年底前完成\n云溪港务 一、 3. 一是
        CATEGORIES:限期
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR
        ");
    }

    #[test]
    fn no_text_becomes_a_line_of_the_file() {
        let hostile = "甲\r\nATTACH:http://x\rEND:VEVENT\nBEGIN:VALARM\u{2028}\u{85}\u{b}\u{c}\u{1b}[2J;,\\n";
        let lines = unfolded(&written(&[entry(hostile)]));
        assert_eq!(lines.len(), unfolded(&written(&[entry("一")])).len());
        let summary = lines.iter().find(|line| line.starts_with("SUMMARY:")).unwrap();
        assert!(
            !summary.contains(|c: char| c.is_control() || c == '\u{2028}'),
            "{summary:?}"
        );
        assert!(summary.starts_with("SUMMARY:甲\\nATTACH:http://x"), "{summary}");
        assert!(summary.ends_with("\\;\\,\\\\n"), "{summary}");
    }

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        for long in ["长".repeat(200), format!("a{}", "长".repeat(99)), "x".repeat(300)] {
            let written = written(&[entry(&long)]);
            assert!(written.split("\r\n").all(|line| line.len() <= LINE), "{written}");
            assert!(unfolded(&written).contains(&format!("SUMMARY:{long}")));
        }
    }

    #[test]
    fn short_months_have_their_last_day() {
        let with = |every, anchor_day| {
            let entry = CalendarEntry {
                every: Some(every),
                anchor_day,
                ..entry("x")
            };
            let lines = unfolded(&written(&[entry]));
            lines.into_iter().find(|line| line.starts_with("RRULE")).unwrap()
        };
        assert_eq!(with(Rhythm::Months(3), Some(15)), "RRULE:FREQ=MONTHLY;INTERVAL=3");
        assert_eq!(
            with(Rhythm::Months(1), Some(31)),
            "RRULE:FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"
        );
        assert_eq!(with(Rhythm::Days(7), None), "RRULE:FREQ=DAILY;INTERVAL=7");
    }
}
