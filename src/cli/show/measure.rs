//! A measure.

use serde::Serialize;

use super::super::context::Context;
use super::super::exit::Failure;
use super::super::words::{self, labelled};
use super::thread;
use crate::desk::{CommitmentView, Desk, MeasureView};
use crate::model::{Lang, MeasureId};

#[derive(Serialize)]
struct Whole<'a> {
    kind: &'static str,
    address: String,
    #[serde(flatten)]
    view: &'a MeasureView,
}

/// Prints it.
pub(super) fn show(desk: &Desk, id: MeasureId, address: String, json: bool, cx: &mut Context) -> Result<(), Failure> {
    let view = &desk.measure(id)?;
    if json {
        let whole = Whole {
            kind: "measure",
            address,
            view,
        };
        cx.out.json(&whole)?;
        return Ok(());
    }
    let lang = cx.lang;
    let out = &mut cx.out;
    out.line(&format!("{address} · {}", view.uid))?;
    out.line(&format!("{} {}", view.path.join(" "), view.finding_title))?;
    out.line("")?;
    out.line(&labelled(view.label.as_deref(), &view.text))?;
    out.line("")?;
    let cues: Vec<&str> = view.cues.iter().map(|cue| cue.text.as_str()).collect();
    let progress = labelled(Some(view.progress.name(lang)), &bracketed(&cues.join(" / ")));
    out.line(
        lang.pick(format!("文面：{progress}"), format!("wording: {progress}"))
            .trim_end(),
    )?;
    let verdict = view
        .verdict
        .map_or(lang.pick("未核", "unreviewed"), |verdict| verdict.name(lang));
    let changed = |changed: bool| {
        if changed {
            lang.pick("（原文已变）", " (text changed)")
        } else {
            ""
        }
    };
    let own = changed(view.changed);
    out.line(&lang.pick(format!("核查结论：{verdict}{own}"), format!("verdict: {verdict}{own}")))?;
    for other in &view.others {
        let (who, what) = (&other.reviewer, other.verdict.name(lang));
        let when = words::moment(other.at);
        let changed = changed(other.changed);
        out.line(&format!("  {who}: {what} {when}{changed}"))?;
    }
    for (at, commitment) in view.commitments.iter().enumerate() {
        out.line(&promise(at + 1, commitment, lang))?;
    }
    for document in &view.documents {
        out.line(&lang.pick(format!("文件：{document}"), format!("document: {document}")))?;
    }
    for flag in &view.flags {
        let flag = words::flag(flag, lang);
        out.line(&lang.pick(format!("提示：{flag}"), format!("flag: {flag}")))?;
    }
    thread(&view.comments, out, lang)?;
    Ok(())
}

fn bracketed(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("({text})")
    }
}

/// `承诺 1 [已兑现] 限期 2023-06-30 逾期 1243 天：…`
fn promise(number: usize, commitment: &CommitmentView, lang: Lang) -> String {
    let kind = commitment.kind.name(lang);
    let check = commitment.check.map_or(" ", |check| check.name(lang));
    let mut text = lang.pick(
        format!("承诺 {number} [{check}] {kind}"),
        format!("commitment {number} [{check}] {kind}"),
    );
    if let Some(due) = commitment.due {
        text.push_str(&format!(" {due}"));
    }
    if let Some(days) = commitment.overdue_days.filter(|days| *days > 0) {
        text.push_str(&lang.pick(format!(" 逾期 {days} 天"), format!(" {days} days overdue")));
    }
    for (who, check) in &commitment.others {
        text.push_str(&format!(" {who}: {}", check.name(lang)));
    }
    text.push_str(lang.pick("：", ": "));
    text.push_str(&commitment.text);
    text
}
