//! Words and headings that must have stood somewhere and do not: 整改情况: before the answer of one finding among many, a first-level
//! heading above (一), a number that white space still holds the place of.

use crate::model::{Flag, SectionKind, Severity};

use super::super::fields::Layers;
use super::super::numbering::{Place, Style};
use super::super::outline::Relation;
use super::{Seen, flag};

/// How many findings make a habit, and how large a share of them.
const HABIT: usize = 4;
const SHARE: f64 = 0.8;

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let mut flags = Vec::new();
    answers(seen, &mut flags);
    headings(seen, &mut flags);
    leadership(seen, &mut flags);
    gaps(seen, &mut flags);
    if let Some(at) = seen.roles.lost_outlook {
        flags.push(missing(
            seen,
            at,
            "其后展望部分的标题缺失",
            "the heading of the look ahead is lost",
        ));
    }
    flags
}

fn missing(seen: &Seen, at: usize, zh: &str, en: &str) -> Flag {
    let text = seen.page.folded();
    let end = text[at..]
        .char_indices()
        .nth(8)
        .map_or(text.len(), |(offset, _)| at + offset);
    flag(
        "sequence",
        "missing_marker",
        Severity::Notice,
        seen.page.span(at..end),
        zh.to_owned(),
        en.to_owned(),
    )
}

/// A finding whose answer nothing opens, where nearly all others have such words.
fn answers(seen: &Seen, flags: &mut Vec<Flag>) {
    let problems = &seen.roles.problems;
    let answered: Vec<_> = problems.iter().filter(|problem| !problem.answers.is_empty()).collect();
    let opened = answered.iter().filter(|problem| problem.opening.is_some()).count();
    if answered.len() < HABIT || (opened as f64) < SHARE * answered.len() as f64 {
        return;
    }
    for problem in answered.iter().filter(|problem| problem.opening.is_none()) {
        if let Some(first) = problem.answers.first() {
            flags.push(missing(
                seen,
                first.range.start,
                "此处缺“整改情况”一类引语，其他问题均有",
                "words like 整改情况 are missing here, the other findings have them",
            ));
        }
    }
}

/// (一) at the top, in the middle of a line, with no 一、 anywhere: the heading above it is lost with its line.
fn headings(seen: &Seen, flags: &mut Vec<Flag>) {
    let tree = seen.tree;
    let han_paren = Style::named("han_paren");
    let top: Vec<usize> = tree.children(None).collect();
    let higher = top.iter().any(|&node| tree.nodes[node].style.rank() < 20);
    if higher {
        return;
    }
    let first = top.iter().find(|&&node| Some(tree.nodes[node].style) == han_paren);
    if let Some(&first) = first {
        let start = tree.nodes[first].range.start;
        let again = top.iter().any(|&node| tree.nodes[node].relation == Relation::Restart);
        if Place::of(seen.page.folded(), start) != Place::Line && (again || top.len() > 2) {
            flags.push(missing(
                seen,
                start,
                "此处上一级标题缺失",
                "the heading above this one is lost",
            ));
        }
    }
}

/// 坚持…,….: short sentences that head what follows, run into the account of how the rectification was led.
fn leadership(seen: &Seen, flags: &mut Vec<Flag>) {
    let text = seen.page.folded();
    let parts = seen.roles.parts.iter();
    for part in parts.filter(|part| part.kind == SectionKind::Leadership && part.node.is_none()) {
        let Some(own) = text.get(part.range.clone()) else {
            continue;
        };
        let mut at = part.range.start;
        let mut heads = Vec::new();
        let mut turn = None;
        for sentence in own.split_inclusive('。') {
            let bare = sentence.trim().trim_end_matches('。');
            let start = at + (sentence.len() - sentence.trim_start().len());
            let chars = bare.chars().count();
            let inline = Place::of(text, start) == Place::Sentence;
            if inline && (9..=24).contains(&chars) && bare.matches(',').count() == 1 && sentence.contains('。') {
                heads.push(start);
            }
            let leads = ["党委书记", "党组书记", "党支部书记", "主要负责人", "主要领导"]
                .iter()
                .any(|word| bare.starts_with(word));
            if inline && leads && bare.contains("第一责任人") && turn.is_none() {
                turn = Some(start);
            }
            at += sentence.len();
        }
        // One or two may be style; several are headings that lost their numbers.
        if let [first, _, _, ..] = heads[..] {
            flags.push(missing(
                seen,
                first,
                "小标题的编号和换行缺失",
                "headings lost their numbers and line breaks",
            ));
            if let Some(turn) = turn {
                flags.push(missing(
                    seen,
                    turn,
                    "此处内容转入另一部分，标题可能缺失",
                    "another part begins here, its heading may be lost",
                ));
            }
        }
    }
}

/// White space before one number of a run whose others follow without any: something stood there.
fn gaps(seen: &Seen, flags: &mut Vec<Flag>) {
    let text = seen.page.folded();
    for run in &seen.tree.runs {
        let inside: Vec<usize> = run
            .nodes
            .iter()
            .copied()
            .filter(|&node| seen.roles.shown[node] && seen.tree.nodes[node].style.rank() < 60)
            .filter(|&node| !matches!(Place::of(text, seen.tree.nodes[node].range.start), Place::Line))
            .collect();
        let spaced = |node: &usize| text[..seen.tree.nodes[*node].range.start].ends_with([' ', '\u{a0}', '\u{3000}']);
        let odd: Vec<usize> = inside.iter().copied().filter(spaced).collect();
        if inside.len() < 5 || odd.len() != 1 {
            continue;
        }
        let node = &seen.tree.nodes[odd[0]];
        let label = seen.page.clean(node.label.clone());
        flags.push(flag(
            "sequence",
            "missing_ordinal",
            Severity::Info,
            seen.page.span(node.label.clone()),
            format!("{}之前留有空格，同级其他编号之前均无，可能缺上一级标题", label.trim()),
            format!(
                "a gap before {}, where its siblings have none: a heading may be lost",
                label.trim()
            ),
        ));
    }
}
