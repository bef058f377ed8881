//! A finding, with its measures.

use serde::Serialize;

use super::super::context::Context;
use super::super::exit::Failure;
use super::super::words::{self, labelled};
use super::notice::{Line, lines, measure_line};
use super::thread;
use crate::desk::{Desk, FindingView, gap_words};
use crate::model::FindingId;

#[derive(Serialize)]
struct Whole<'a> {
    kind: &'static str,
    address: String,
    #[serde(flatten)]
    view: &'a FindingView,
    measures: Vec<Line>,
}

/// Prints it.
pub(super) fn show(desk: &Desk, id: FindingId, address: String, json: bool, cx: &mut Context) -> Result<(), Failure> {
    let view = &desk.finding(id)?;
    let measures: Vec<Line> = lines(desk, view.notice)?
        .into_iter()
        .filter(|line| line.finding == Some(id))
        .collect();
    if json {
        let whole = Whole {
            kind: "finding",
            address,
            view,
            measures,
        };
        cx.out.json(&whole)?;
        return Ok(());
    }
    let lang = cx.lang;
    let out = &mut cx.out;
    out.line(&format!("{address} · {}", view.uid))?;
    let title = labelled(view.label.as_deref(), &view.title);
    out.line(format!("{} {title}", view.path.join(" ")).trim_start())?;
    for line in view.statement.iter().flat_map(|statement| statement.lines()) {
        out.line(&format!("  {line}"))?;
    }
    let disposition = view.disposition.name(lang);
    out.line(&lang.pick(format!("处置：{disposition}"), format!("disposition: {disposition}")))?;
    out.line(&gap_words(&view.gap, lang).join(" · "))?;
    if let Some(state) = &view.printed.state {
        out.line(&lang.pick(format!("通报自述：{state}"), format!("stated: {state}")))?;
    }
    for (name, value) in view.printed_fields(lang) {
        out.line(&lang.pick(format!("{name}：{value}"), format!("{name}: {value}")))?;
    }
    for measure in &measures {
        out.line(&measure_line(measure, lang))?;
    }
    for flag in &view.flags {
        let flag = words::flag(flag, lang);
        out.line(&lang.pick(format!("提示：{flag}"), format!("flag: {flag}")))?;
    }
    thread(&view.comments, out, lang)?;
    Ok(())
}
