//! A notice, with its tree.

use serde::Serialize;

use super::super::context::Context;
use super::super::exit::Failure;
use super::super::words::{self, facts, labelled};
use super::thread;
use crate::desk::{CommentView, Desk, NoticeRow, OutlineRow, gap_words};
use crate::model::{
    Claim, Disposition, FindingId, Flag, Gap, Lang, NextSteps, NoticeId, NoticeMeta, Progress, Repair, Target, Verdict,
};

#[derive(Serialize)]
struct Whole<'a> {
    kind: &'static str,
    address: String,
    #[serde(flatten)]
    row: &'a NoticeRow,
    meta: &'a NoticeMeta,
    gap: Gap,
    outline: &'a [Line],
    claims: &'a [Claim],
    next_steps: &'a [NextSteps],
    repairs: &'a [Repair],
    flags: &'a [Flag],
    comments: &'a [CommentView],
}

/// A row of the tree.
#[derive(Serialize)]
pub(super) struct Line {
    row: Row,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    label: Option<String>,
    /// A heading, a finding's title, or the first clause of a measure.
    text: String,
    /// Depth, 1 at the top.
    level: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    disposition: Option<Disposition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<Progress>,
    verdict: Option<Verdict>,
    flags: u32,
    overdue: u32,
    comments: u32,
    /// Of a measure: whose it is.
    #[serde(skip)]
    pub(super) finding: Option<FindingId>,
}

#[derive(Serialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Row {
    Section,
    Finding,
    Measure,
}

/// Prints it.
pub(super) fn show(desk: &Desk, id: NoticeId, address: String, json: bool, cx: &mut Context) -> Result<(), Failure> {
    let rows = desk.notices()?;
    let Some(row) = rows.iter().find(|row| row.id == id) else {
        // It went between two looks.
        return Err(Failure::usage(
            cx.pick(format!("没有 {address}"), format!("there is no {address}")),
            cx.pick("请重新列出", "list again"),
        ));
    };
    let gap = desk.gaps(Some(id))?.remove(&id).unwrap_or_default();
    let (source, outline) = (desk.source(id)?, lines(desk, id)?);
    let (next_steps, repairs) = (desk.next_steps(id)?, desk.repairs(id)?);
    let comments = desk.comments(Target::Notice(id))?;
    if json {
        let whole = Whole {
            kind: "notice",
            address,
            row,
            meta: &source.meta,
            gap,
            outline: &outline,
            claims: &source.claims,
            next_steps: &next_steps,
            repairs: &repairs,
            flags: &source.flags,
            comments: &comments,
        };
        cx.out.json(&whole)?;
        return Ok(());
    }
    let lang = cx.lang;
    let out = &mut cx.out;
    out.line(&format!("{address} · {} · {}", row.uid, row.file))?;
    for fact in facts(&source.meta, lang) {
        out.line(&fact)?;
    }
    let NoticeRow {
        findings,
        measures,
        reviewed,
        overdue,
        flags,
        ..
    } = row;
    out.line(&lang.pick(
        format!("问题 {findings} · 已核 {reviewed}/{measures} · 逾期承诺 {overdue} · 提示 {flags}"),
        format!("{findings} findings · {reviewed}/{measures} reviewed · {overdue} overdue · {flags} flags"),
    ))?;
    out.line(&gap_words(&gap, lang).join(" · "))?;
    out.line("")?;
    for line in &outline {
        out.line(&match line.row {
            Row::Section => format!("{}{}", indent(line.level), labelled(line.label.as_deref(), &line.text)),
            Row::Finding => finding_line(line, lang),
            Row::Measure => measure_line(line, lang),
        })?;
    }
    for steps in &next_steps {
        let title = labelled(steps.label.as_deref(), &steps.title);
        out.line(&lang.pick(format!("下一步：{title}"), format!("next: {title}")))?;
        for item in &steps.items {
            out.line(&format!("  {}", labelled(item.label.as_deref(), &item.text)))?;
        }
    }
    for claim in &source.claims {
        out.line(&lang.pick(format!("自报：{}", claim.text), format!("claim: {}", claim.text)))?;
    }
    for Repair { kind, count, .. } in &repairs {
        out.line(&lang.pick(format!("清理：{kind} × {count}"), format!("repair: {kind} × {count}")))?;
    }
    for row in desk.flags(Some(id))? {
        let (at, flag) = (desk.address(row.target)?, words::flag(&row.view, lang));
        out.line(&lang.pick(format!("提示：{at} {flag}"), format!("flag: {at} {flag}")))?;
    }
    thread(&comments, out, lang)?;
    Ok(())
}

/// The tree with addresses, which count what stands in the notice.
pub(super) fn lines(desk: &Desk, notice: NoticeId) -> Result<Vec<Line>, Failure> {
    let address = desk.address(Target::Notice(notice))?;
    let (mut finding, mut measure, mut level) = (0, 0, 0);
    let mut lines = Vec::new();
    for row in desk.outline(notice)?.rows {
        lines.push(match row {
            // Parts without a heading hold no finding, and have nothing to be shown in a tree.
            OutlineRow::Section(section) if section.label.is_none() && section.title.is_empty() => continue,
            OutlineRow::Section(section) => Line {
                row: Row::Section,
                address: None,
                label: section.label,
                text: section.title,
                level: section.level,
                disposition: None,
                progress: None,
                verdict: None,
                flags: 0,
                overdue: 0,
                comments: 0,
                finding: None,
            },
            OutlineRow::Finding(row) => {
                (finding, measure, level) = (finding + 1, 0, row.level);
                Line {
                    row: Row::Finding,
                    address: Some(format!("{address}.{finding}")),
                    label: row.label,
                    text: row.title,
                    level,
                    disposition: Some(row.disposition),
                    progress: None,
                    verdict: None,
                    flags: row.flags,
                    overdue: row.overdue,
                    comments: row.comments,
                    finding: None,
                }
            }
            OutlineRow::Measure(row) => {
                measure += 1;
                Line {
                    row: Row::Measure,
                    address: Some(format!("{address}.{finding}.{measure}")),
                    label: row.label,
                    text: row.gist,
                    level: level.saturating_add(1),
                    disposition: None,
                    progress: Some(row.progress),
                    verdict: row.verdict,
                    flags: row.flags,
                    overdue: row.overdue,
                    comments: row.comments,
                    finding: Some(row.finding),
                }
            }
        });
    }
    Ok(lines)
}

fn indent(level: u8) -> String {
    "  ".repeat(usize::from(level.saturating_sub(1)))
}

fn finding_line(line: &Line, lang: Lang) -> String {
    let disposition = line.disposition.map_or("", |disposition| disposition.name(lang));
    tree_line(line, disposition, lang)
}

/// `      N1.2.1 [属实] 一是 补齐护栏 · 逾期 1`
pub(super) fn measure_line(line: &Line, lang: Lang) -> String {
    let verdict = line
        .verdict
        .map_or(lang.pick("未核", "unreviewed"), |verdict| verdict.name(lang));
    tree_line(line, verdict, lang)
}

fn tree_line(line: &Line, state: &str, lang: Lang) -> String {
    let address = line.address.as_deref().unwrap_or("");
    let text = labelled(line.label.as_deref(), &line.text);
    let mut whole = format!("{}{address} [{state}] {text}", indent(line.level));
    let counts = [
        (line.overdue, "逾期", "overdue"),
        (line.flags, "提示", "flags"),
        (line.comments, "评论", "comments"),
    ];
    for (count, zh, en) in counts.into_iter().filter(|(count, ..)| *count > 0) {
        whole.push_str(&lang.pick(format!(" · {zh} {count}"), format!(" · {count} {en}")));
    }
    whole
}
