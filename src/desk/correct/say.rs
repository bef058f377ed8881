//! Corrections in words.

use super::super::words::clip;
use crate::model::Lang;
use crate::review::{Anchor, Correction, Misfit};

/// Characters that are quoted of a place.
const QUOTED: usize = 16;

/// What a correction does, in words.
pub(crate) fn correction(correction: &Correction, lang: Lang) -> String {
    let label = |label: &Option<String>| match label {
        Some(label) => label.clone(),
        None => lang.pick("无编号", "no number").to_owned(),
    };
    match correction {
        Correction::Split { at } => lang.pick(
            format!("拆分：自{}另为一条", quoted(at)),
            format!("split: another measure begins at {}", quoted(at)),
        ),
        Correction::Merge { second, .. } => lang.pick(
            format!("合并：{}并入上一条", quoted(second)),
            format!("merge: {} belongs to the measure before", quoted(second)),
        ),
        Correction::Label { label: new, .. } => {
            lang.pick(format!("改编号：{}", label(new)), format!("relabel: {}", label(new)))
        }
        Correction::Title { title, .. } => lang.pick(format!("改标题：{title}"), format!("retitle: {title}")),
        Correction::Move { to, .. } => lang.pick(
            format!("改归：问题{}", quoted(to)),
            format!("move: answers {}", quoted(to)),
        ),
        Correction::Drop { .. } => lang.pick("不是措施", "not a measure").to_owned(),
        Correction::Restore { .. } => lang.pick("仍是措施", "a measure after all").to_owned(),
        Correction::NewFinding { at, title } => {
            let title = title.clone().unwrap_or_else(|| quoted(at));
            lang.pick(format!("新问题：{title}"), format!("new finding: {title}"))
        }
        Correction::MergeFindings { second, .. } => lang.pick(
            format!("合并问题：{}并入上一问题", quoted(second)),
            format!("merge findings: {} belongs to the finding before", quoted(second)),
        ),
        Correction::Accept { at, reading } => lang.pick(
            format!("采纳：“{}”读作“{reading}”", at.quote),
            format!("accept: {:?} reads {reading:?}", at.quote),
        ),
        Correction::Reject { at, reading } => lang.pick(
            format!("不采纳：“{}”不读作“{reading}”", at.quote),
            format!("reject: {:?} does not read {reading:?}", at.quote),
        ),
    }
}

/// Why a correction does not fit, in words.
pub(crate) fn misfit(misfit: Misfit, lang: Lang) -> &'static str {
    match misfit {
        Misfit::Gone => lang.pick("原文中已没有这些文字", "its words are not in the text any more"),
        Misfit::NoMeasure => lang.pick("此处没有这样一条措施", "no such measure begins there"),
        Misfit::NoFinding => lang.pick("此处没有这样一个问题", "no such finding begins there"),
        Misfit::Apart => lang.pick("两处不相邻", "the two do not stand side by side"),
        Misfit::Empty => lang.pick("有一边没有文字", "nothing would be left on one side"),
        Misfit::InHeading => lang.pick("位于问题的标题之中", "the place lies in a finding's heading"),
    }
}

fn quoted(anchor: &Anchor) -> String {
    format!("“{}”", clip(anchor.quote.trim(), QUOTED))
}
