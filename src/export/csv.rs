//! The ledger as comma-separated values: one row per measure, lists within a cell on lines of their own.

use std::io::{self, Write};

use ::csv::{Terminator, WriterBuilder};

use super::active::shown;
use jiff::civil::Date;

use crate::model::{Check, Gap, Lang, LedgerCommitment, LedgerFlag, LedgerPart, LedgerRow, LedgerSequel};

/// Column heads, in Chinese and English, in the order of [`cells`].
const HEADS: [(&str, &str); 38] = [
    ("通报", "notice"),
    ("被查单位", "inspected"),
    ("公开日期", "published"),
    ("所在部分", "section"),
    ("问题编号", "finding_label"),
    ("问题", "finding"),
    ("通报自述", "stated"),
    ("完成时限", "deadline"),
    ("责任领导", "leader"),
    ("责任部门", "department"),
    ("责任人", "person"),
    ("处置", "disposition"),
    ("措施序号", "measure_label"),
    ("整改措施", "measure"),
    ("文面进展", "progress"),
    ("涉及文件", "documents"),
    ("承诺", "commitments"),
    ("到期日", "due"),
    ("逾期天数", "overdue_days"),
    ("下次日期", "next"),
    ("承诺核对", "checks"),
    ("后续通报", "later_notice"),
    ("核查结论", "verdicts"),
    ("评论", "comments"),
    ("提示", "flags"),
    ("最高程度", "worst_severity"),
    ("已排除提示", "flags_set_aside"),
    ("通报自报完成", "notice_claimed_done"),
    ("通报自报总数", "notice_claimed_total"),
    ("通报措施数", "notice_measures"),
    ("通报文面完成", "notice_worded_done"),
    ("通报已核实", "notice_verified"),
    ("通报未核", "notice_unreviewed"),
    ("问题差距", "finding_gap"),
    ("来源文件", "file"),
    ("通报uid", "notice_uid"),
    ("问题uid", "finding_uid"),
    ("措施uid", "measure_uid"),
];

/// Writes head and rows.
pub(super) fn write(rows: &[LedgerRow], bom: bool, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(out);
    writer
        .write_record(HEADS.map(|(zh, en)| lang.pick(zh, en)))
        .map_err(plain_error)?;
    for row in rows {
        writer.write_record(cells(row, lang)).map_err(plain_error)?;
    }
    writer.flush()
}

/// The library wraps what the output says, and its kind (a reader that left) with it.
fn plain_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cells(row: &LedgerRow, lang: Lang) -> [String; HEADS.len()] {
    let promise = |promise: &LedgerCommitment| match promise.due {
        Some(due) => format!("[{due}] {}", promise.text),
        None => promise.text.clone(),
    };
    // One value each, so that a spreadsheet can sort by them: of the promises that nobody found kept, the first to fall due.
    let open = |promise: &&LedgerCommitment| promise.checks.iter().all(|(_, check)| *check != Check::Kept);
    let first = row
        .commitments
        .iter()
        .filter(open)
        .filter(|promise| promise.due.is_some())
        .min_by_key(|p| p.due);
    let verdicts = row.verdicts.iter().map(|given| {
        let changed = if given.changed {
            lang.pick("（原文已变）", " (text changed)")
        } else {
            ""
        };
        format!("{}: {}{changed}", given.reviewer, given.verdict.name(lang))
    });
    let comments = row.comments.iter().map(|comment| {
        // Those on the measure itself need no word.
        let on = match comment.on {
            LedgerPart::Measure => String::new(),
            on => format!("[{}] ", part(on, lang)),
        };
        format!("{on}{}: {}", comment.reviewer, comment.text)
    });
    let checks = |promise: &LedgerCommitment| {
        let checks = promise
            .checks
            .iter()
            .map(|(who, check)| format!("{who}: {}", check.name(lang)));
        checks.collect::<Vec<_>>().join(", ")
    };
    let standing = |flag: &&LedgerFlag| flag.dismissed.is_none();
    let worst = row.flags.iter().filter(standing).map(|flag| flag.severity).max();
    let gap = &row.notice_gap;
    let number = |count: Option<i64>| count.map_or_else(String::new, |count| count.to_string());
    let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    [
        text(&row.notice),
        text(&row.inspected),
        row.published.map_or_else(String::new, |date| date.to_string()),
        text(&row.path.join(" ")),
        text(row.finding_label.as_deref().unwrap_or("")),
        text(&row.finding_title),
        text(row.printed.state.as_deref().unwrap_or("")),
        text(
            row.printed
                .deadline
                .as_ref()
                .map_or("", |deadline| deadline.text.as_str()),
        ),
        text(row.printed.leader.as_deref().unwrap_or("")),
        text(row.printed.department.as_deref().unwrap_or("")),
        text(row.printed.person.as_deref().unwrap_or("")),
        row.disposition
            .map_or_else(String::new, |disposition| disposition.name(lang).to_owned()),
        text(row.measure_label.as_deref().unwrap_or("")),
        text(&row.measure_text),
        row.progress
            .map_or_else(String::new, |progress| progress.name(lang).to_owned()),
        text(&lines(row.documents.iter().cloned())),
        text(&lines(row.commitments.iter().map(promise))),
        day(first.and_then(|promise| promise.due)),
        // A number of our own: a minus in front of it is no formula.
        first
            .and_then(|promise| promise.overdue_days)
            .map_or_else(String::new, |days| days.to_string()),
        day(row
            .commitments
            .iter()
            .filter(open)
            .filter_map(|promise| promise.next)
            .min()),
        text(&lines(row.commitments.iter().map(checks))),
        text(&lines(row.commitments.iter().map(|promise| later(promise, lang)))),
        text(&lines(verdicts)),
        text(&lines(comments)),
        text(&lines(row.flags.iter().filter(standing).map(|flag| said(flag, lang)))),
        worst.map_or_else(String::new, |severity| severity.name(lang).to_owned()),
        text(&lines(row.flags.iter().filter_map(|flag| set_aside(flag, lang)))),
        number(gap.claimed.map(|(done, _)| done)),
        number(gap.claimed.map(|(_, total)| total)),
        gap.measures.to_string(),
        gap.worded_done.to_string(),
        gap.verified.to_string(),
        gap.unreviewed.to_string(),
        row.finding_uid
            .as_ref()
            .map_or_else(String::new, |_| finding_gap(&row.finding_gap, lang)),
        text(&row.file),
        row.notice_uid.to_string(),
        row.finding_uid.as_ref().map_or_else(String::new, ToString::to_string),
        row.measure_uid.as_ref().map_or_else(String::new, ToString::to_string),
    ]
}

fn part(on: LedgerPart, lang: Lang) -> &'static str {
    match on {
        LedgerPart::Notice => lang.pick("通报", "notice"),
        LedgerPart::Finding => lang.pick("问题", "finding"),
        LedgerPart::Measure => lang.pick("措施", "measure"),
    }
}

/// `[警示] 措施 sum/sum_mismatch v1：合计不符…（43个、35个）`: what is flagged on what, by which rule, and what collides.
fn said(flag: &LedgerFlag, lang: Lang) -> String {
    let part = part(flag.on, lang);
    let head = format!(
        "[{}] {part} {}/{} v{}",
        flag.severity.name(lang),
        flag.rule,
        flag.kind,
        flag.version
    );
    let operands: Vec<&str> = flag.operands.iter().map(|(word, _)| word.trim()).collect();
    let operands = match operands.is_empty() {
        true => String::new(),
        false => lang.pick(
            format!("（{}）", operands.join("、")),
            format!(" ({})", operands.join(", ")),
        ),
    };
    let message = lang.pick(&flag.message, &flag.message_en).replace('\n', " ");
    lang.pick(
        format!("{head}：{message}{operands}"),
        format!("{head}: {message}{operands}"),
    )
    .replace('\n', " ")
}

/// `sum/sum_mismatch：附件另列（审1，2026-11-24）`: why, who, when.
fn set_aside(flag: &LedgerFlag, lang: Lang) -> Option<String> {
    let aside = flag.dismissed.as_ref()?;
    let name = format!("{}/{}", flag.rule, flag.kind);
    let reason = aside.reason.replace('\n', " ");
    let (who, at) = (&aside.reviewer, aside.at);
    Some(lang.pick(
        format!("{name}：{reason}（{who}，{at}）"),
        format!("{name}: {reason} ({who}, {at})"),
    ))
}

/// What a later notice says of a promise.
fn later(promise: &LedgerCommitment, lang: Lang) -> String {
    let line = |later: &LedgerSequel| {
        let text = later.text.replace('\n', " ");
        format!("{} [{}] {text}", later.place, later.progress.name(lang))
    };
    promise.later.as_ref().map_or_else(String::new, line)
}

/// Worded as done, verified and unreviewed under the finding, of its measures.
fn finding_gap(gap: &Gap, lang: Lang) -> String {
    let Gap {
        measures,
        worded_done,
        verified,
        unreviewed,
        ..
    } = gap;
    lang.pick(
        format!("文面完成{worded_done}/{measures}，已核实{verified}，未核{unreviewed}"),
        format!("worded done {worded_done}/{measures}, verified {verified}, unreviewed {unreviewed}"),
    )
}

/// One line each; nothing where all are empty.
fn lines(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.iter().all(String::is_empty) {
        return String::new();
    }
    // A dash keeps the lines of two columns beside each other.
    let line = |part: &String| {
        if part.is_empty() {
            "–".to_owned()
        } else {
            part.clone()
        }
    };
    parts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A cell that shows its text: no control characters, and no formula. A spreadsheet takes a cell for one by its first
/// characters (=, +, -, @, their full-width forms, tab and return; OWASP, "CSV injection"); an apostrophe before it keeps it text.
fn text(text: &str) -> String {
    let clean: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\n' { c } else { shown(c) })
        .collect();
    let starts = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let dangerous = clean.trim_start().starts_with(starts) || text.starts_with(['\t', '\r']);
    if dangerous { format!("'{clean}") } else { clean }
}

#[cfg(test)]
mod tests;
