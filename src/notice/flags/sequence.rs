//! Missing, doubled and restarted numbers of headings, measures and steps.

use crate::model::{Flag, Severity};

use super::super::fields::Layers;
use super::super::numbering::Style;
use super::super::outline::{Node, Relation};
use super::{Seen, flag};

/// Faults of numbers that are flagged at most; a text with more of them is not numbered at all.
const MOST: usize = 500;

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let mut flags = Vec::new();
    for (at, node) in seen.tree.nodes.iter().enumerate() {
        if seen.roles.shown[at] && node.style.counts() {
            flags.extend(fault(seen, node));
        }
        if flags.len() >= MOST {
            break;
        }
    }
    flags
}

/// What is wrong with one number. Numbers that begin again are both doubled and restarted.
fn fault(seen: &Seen, node: &Node) -> Vec<Flag> {
    let run = &seen.tree.runs[node.run].nodes;
    let before = node.place.checked_sub(1).map(|place| &seen.tree.nodes[run[place]]);
    let label = seen.page.clean(node.label.clone());
    let label = label.trim();
    let span = seen.page.span(node.label.clone());
    let missing = |from: u16, to: u16| -> (String, usize) {
        let numbers: Vec<String> = (from..=to)
            .take(5)
            .map(|value| written(node.style, label, value))
            .collect();
        let more = if to - from >= 5 { "等" } else { "" };
        (format!("{}{more}", numbers.join("、")), usize::from(to - from + 1))
    };
    match (node.relation, before) {
        (Relation::Gap, Some(before)) if before.value < node.value => {
            let (numbers, count) = missing(before.value + 1, node.value - 1);
            let mut found = flag(
                "sequence",
                "missing_ordinal",
                Severity::Warning,
                span,
                format!(
                    "缺{numbers}：{}之后即为{label}",
                    seen.page.clean(before.label.clone()).trim()
                ),
                format!("{count} missing before {label}: {numbers}"),
            );
            found.operands = operands(seen, [before, node]);
            vec![found]
        }
        (Relation::Late, _) if node.value > 1 && run.len() > 1 => {
            let (numbers, count) = missing(1, node.value - 1);
            let mut found = flag(
                "sequence",
                "missing_ordinal",
                Severity::Warning,
                span,
                format!("缺{numbers}：编号自{label}起"),
                format!("{count} missing: the numbers begin at {label}"),
            );
            found.operands = operands(seen, [node]);
            vec![found]
        }
        (Relation::Double, Some(before)) => {
            let mut found = flag(
                "sequence",
                "duplicate_number",
                Severity::Warning,
                span,
                format!("编号重复：{label}出现两次"),
                format!("{label} stands twice"),
            );
            found.operands = operands(seen, [before, node]);
            vec![found]
        }
        (Relation::Restart, Some(before)) => {
            let first = run
                .iter()
                .map(|&other| &seen.tree.nodes[other])
                .find(|other| other.value == node.value)
                .unwrap_or(before);
            let mut double = flag(
                "sequence",
                "duplicate_number",
                Severity::Warning,
                span,
                format!("编号重复：{label}在同级出现两次"),
                format!("{label} stands twice among its siblings"),
            );
            double.operands = operands(seen, [first, node]);
            let last = seen.page.clean(before.label.clone());
            let last = last.trim();
            let mut again = flag(
                "sequence",
                "restarted_number",
                Severity::Notice,
                span,
                format!("编号在{last}之后自{label}重新开始，其上的标题可能缺失"),
                format!("after {last} the numbers begin again at {label}: a heading above may be lost"),
            );
            again.operands = operands(seen, [before, node]);
            vec![double, again]
        }
        _ => Vec::new(),
    }
}

fn operands<const N: usize>(seen: &Seen, nodes: [&Node; N]) -> Vec<(String, crate::model::Span)> {
    nodes
        .into_iter()
        .map(|node| {
            (
                seen.page.clean(node.label.clone()).trim().to_owned(),
                seen.page.span(node.label.clone()),
            )
        })
        .collect()
}

/// The label that a number would have in that style, made like `label`.
fn written(style: Style, label: &str, value: u16) -> String {
    let han = |value: u16| {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let (tens, ones) = (usize::from(value / 10), usize::from(value % 10));
        match tens {
            0 => digits[ones].to_owned(),
            1 => format!("十{}", digits[ones]),
            _ if tens < 10 => format!("{}十{}", digits[tens], digits[ones]),
            _ => value.to_string(),
        }
    };
    let arabic = label.contains(|c: char| c.is_ascii_digit());
    let number = if arabic { value.to_string() } else { han(value) };
    if style.is_ordinal() && label.ends_with('是') && !label.starts_with(['第', '其']) {
        return format!("{number}是");
    }
    // Put the number where the label has its own.
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    match (label.find(is_number), label.rfind(is_number)) {
        (Some(start), Some(end)) => {
            let end = end + label[end..].chars().next().map_or(0, char::len_utf8);
            format!("{}{number}{}", &label[..start], &label[end..])
        }
        _ => number,
    }
}
