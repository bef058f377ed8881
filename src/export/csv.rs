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
    let comments = row
        .comments
        .iter()
        .map(|comment| format!("{}: {}", comment.reviewer, comment.text));
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
        text(row.state.as_deref().unwrap_or("")),
        text(row.deadline.as_ref().map_or("", |deadline| deadline.text.as_str())),
        text(row.leader.as_deref().unwrap_or("")),
        text(row.department.as_deref().unwrap_or("")),
        text(row.person.as_deref().unwrap_or("")),
        row.disposition.name(lang).to_owned(),
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
        finding_gap(&row.finding_gap, lang),
        text(&row.file),
        row.notice_uid.to_string(),
        row.finding_uid.to_string(),
        row.measure_uid.as_ref().map_or_else(String::new, ToString::to_string),
    ]
}

/// `[警示] 措施 sum/sum_mismatch v1：合计不符…（43个、35个）`: what is flagged on what, by which rule, and what collides.
fn said(flag: &LedgerFlag, lang: Lang) -> String {
    let part = match flag.on {
        LedgerPart::Notice => lang.pick("通报", "notice"),
        LedgerPart::Finding => lang.pick("问题", "finding"),
        LedgerPart::Measure => lang.pick("措施", "measure"),
    };
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
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{
        Check, CommitmentKind, Deadline, Disposition, Due, Gap, LedgerComment, LedgerDismissal, LedgerVerdict,
        Progress, Severity, Span, Uid, Verdict,
    };

    fn row() -> LedgerRow {
        let promise = |text: &str, due, checks| LedgerCommitment {
            text: text.into(),
            kind: CommitmentKind::Deadline,
            due,
            overdue_days: due.map(|_| -7),
            next: None,
            standing: Due::Ahead,
            checks,
            later: None,
        };
        LedgerRow {
            notice_uid: Uid("00a1".into()),
            notice: "云溪港务整改通报".into(),
            inspected: "云溪港务".into(),
            published: "2024-03".parse().ok(),
            file: "云溪.txt".into(),
            path: vec!["一、".into(), "(二)".into()],
            finding_uid: Uid("00b2".into()),
            finding_label: Some("3.".into()),
            finding_title: "泊位管护“不到位”".into(),
            state: None,
            deadline: Some(Deadline {
                text: "2024年底前".into(),
                due: Some(date(2024, 12, 31)),
                precision: None,
                reason: String::new(),
            }),
            leader: Some("陈某".into()),
            department: Some("工程科、安保科".into()),
            person: None,
            disposition: Disposition::Pending,
            notice_gap: Gap::default(),
            finding_gap: Gap::default(),
            measure_uid: Some(Uid("00c3".into())),
            measure_label: Some("一是".into()),
            measure_text: "补齐护栏，年底前完成。".into(),
            progress: Some(Progress::Planned),
            documents: vec!["《护栏细则》".into()],
            commitments: vec![
                promise(
                    "年底前完成",
                    Some(date(2024, 12, 31)),
                    vec![("审1".into(), Check::NotDue)],
                ),
                promise("每季度巡查", None, Vec::new()),
            ],
            verdicts: vec![LedgerVerdict {
                reviewer: "审1".into(),
                verdict: Verdict::PromiseOnly,
                changed: false,
                at: "2026-11-24T02:00:00Z".parse().unwrap(),
            }],
            comments: vec![LedgerComment {
                reviewer: "审1".into(),
                at: "2026-11-24T02:00:00Z".parse().unwrap(),
                verdict: None,
                text: "只有“计划”,\r\n=HYPERLINK(\"x\")".into(),
            }],
            flags: vec![flag(None), flag(Some("附件另列\n见说明"))],
            relations: Vec::new(),
        }
    }

    fn flag(reason: Option<&str>) -> LedgerFlag {
        LedgerFlag {
            on: LedgerPart::Measure,
            rule: "sum".into(),
            version: 1,
            kind: "sum_mismatch".into(),
            severity: Severity::Warning,
            message: "合计不符：2 + 3 = 5处，总数为4处".into(),
            message_en: "the parts 2 + 3 make 5, the total is 4".into(),
            span: Span::new(3, 9),
            operands: vec![("4处".into(), Span::new(3, 7)), ("2处".into(), Span::new(7, 9))],
            dismissed: reason.map(|reason| LedgerDismissal {
                reviewer: "审2".into(),
                at: "2026-11-24T02:00:00Z".parse().unwrap(),
                reason: reason.into(),
            }),
            against: None,
        }
    }

    fn written(rows: &[LedgerRow], bom: bool, lang: Lang) -> String {
        let mut out = Vec::new();
        write(rows, bom, lang, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_measure_is_a_row() {
        insta::assert_snapshot!(written(&[row()], false, Lang::Zh), @r##"
        通报,被查单位,公开日期,所在部分,问题编号,问题,通报自述,完成时限,责任领导,责任部门,责任人,处置,措施序号,整改措施,文面进展,涉及文件,承诺,到期日,逾期天数,下次日期,承诺核对,后续通报,核查结论,评论,提示,最高程度,已排除提示,通报自报完成,通报自报总数,通报措施数,通报文面完成,通报已核实,通报未核,问题差距,来源文件,通报uid,问题uid,措施uid
        云溪港务整改通报,云溪港务,2024-03,一、 (二),3.,泊位管护“不到位”,,2024年底前,陈某,工程科、安保科,,待核,一是,补齐护栏，年底前完成。,拟开展,《护栏细则》,"[2024-12-31] 年底前完成
        每季度巡查",2024-12-31,-7,,"审1: 未到期
        –",,审1: 仅承诺,"审1: 只有“计划”,
        =HYPERLINK(""x"")",[警示] 措施 sum/sum_mismatch v1：合计不符：2 + 3 = 5处，总数为4处（4处、2处）,警示,sum/sum_mismatch：附件另列 见说明（审2，2026-11-24T02:00:00Z）,,,0,0,0,0,文面完成0/0，已核实0，未核0,云溪.txt,00a1,00b2,00c3
        "##);
    }

    #[test]
    fn a_reader_gets_the_cells_back() {
        let written = written(&[row()], true, Lang::En);
        let mut reader = ::csv::Reader::from_reader(written.strip_prefix('\u{feff}').unwrap().as_bytes());
        let heads = reader.headers().unwrap().clone();
        let record = reader.records().next().unwrap().unwrap();
        let cell = |head: &str| &record[heads.iter().position(|h| h == head).unwrap()];
        assert_eq!(cell("comments"), "审1: 只有“计划”,\n=HYPERLINK(\"x\")");
        assert_eq!(cell("due"), "2024-12-31");
        assert_eq!(cell("overdue_days"), "-7");
        assert_eq!(cell("verdicts"), "审1: promise only");
        let sum = "[warning] measure sum/sum_mismatch v1: the parts 2 + 3 make 5, the total is 4 (4处, 2处)";
        assert_eq!((cell("flags"), cell("worst_severity")), (sum, "warning"));
        let aside = "sum/sum_mismatch: 附件另列 见说明 (审2, 2026-11-24T02:00:00Z)";
        assert_eq!(cell("flags_set_aside"), aside);
        assert_eq!(cell("measure_uid"), "00c3");
    }

    #[test]
    fn a_reader_that_leaves_is_told_as_such() {
        struct Left;
        impl Write for Left {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for count in [1, 1000] {
            let rows = vec![row(); count];
            let error = write(&rows, false, Lang::Zh, &mut Left).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{count} rows");
            let error = super::super::json::write(&mut Left, &rows).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{count} rows");
        }
    }

    #[test]
    fn no_cell_is_a_formula_and_none_steers_a_terminal() {
        for formula in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "＠x",
        ] {
            let cell = text(formula);
            assert!(cell.starts_with('\''), "{formula:?} became {cell:?}");
        }
        assert_eq!(text("1-2=3"), "1-2=3");
        assert_eq!(text("甲\u{1b}[2J\u{202e}乙\n丙"), "甲␛[2J\u{fffd}乙\n丙");
        let hostile = LedgerRow {
            notice: "=cmd|' /C calc'!A0".into(),
            measure_text: "@import".into(),
            file: "-x.txt".into(),
            ..row()
        };
        let written = written(&[hostile], false, Lang::En);
        let mut reader = ::csv::Reader::from_reader(written.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        let starts = |cell: &&str| cell.starts_with(['=', '+', '@']);
        assert_eq!(record.iter().filter(starts).count(), 0, "{written}");
    }
}
