//! Of what kind each part of the outline is.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::model::SectionKind;

use super::super::numbering::Style;
use super::super::outline::Tree;
use super::super::table;
use super::evidence::Evidence;
use super::homes::Homes;

static WORDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| table::words(include_str!("kinds.tsv")));
static SEARCH: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(WORDS.iter().map(|(_, word)| word)).ok());

/// The kind of every node. Parts before the first that answers problems are about leadership, parts behind the last are about what comes
/// next; between them a title must say so.
pub(super) fn read(text: &str, tree: &Tree, evidence: &Evidence, homes: &Homes) -> Vec<SectionKind> {
    let mut kinds = vec![SectionKind::Findings; tree.nodes.len()];
    let weight = weights(tree, evidence, homes);
    let top: Vec<usize> = tree.children(None).collect();
    let ahead = |node: usize| tree.nodes[node].style == Style::OUTLOOK;
    let says = |node: usize| {
        if ahead(node) {
            return Some(Said::of(SectionKind::NextSteps));
        }
        said(title(text, evidence, node))
    };
    let names = |node: usize| says(node).map(|said| said.kind);
    // Where most of the top headings name a problem each, one word is enough.
    let naming = top.iter().filter(|&&node| weight[node] > 0).count();
    let enough = if naming >= 2 && naming * 2 >= top.len() { 1 } else { 2 };
    let answers = |node: usize| {
        let heavy = weight[node] >= enough && !ahead(node);
        match names(node) {
            Some(SectionKind::Leadership | SectionKind::NextSteps) => weight[node] >= 6 && !ahead(node),
            Some(SectionKind::Findings) => heavy || weight[node] >= 1,
            _ => heavy,
        }
    };
    let mut first = top.iter().position(|&node| answers(node));
    let mut last = top.iter().rposition(|&node| answers(node));
    if first.is_none() {
        // Nothing says what is wrong: the titles must tell.
        let told = |node: usize| names(node) == Some(SectionKind::Findings) && !tree.nodes[node].runs.is_empty();
        first = top.iter().position(|&node| told(node));
        last = top.iter().rposition(|&node| told(node));
    }
    for (at, &node) in top.iter().enumerate() {
        let kind = match (first, last) {
            _ if ahead(node) => SectionKind::NextSteps,
            (Some(first), _) if at < first => SectionKind::Leadership,
            (_, Some(last)) if at > last => after(says(node)),
            (Some(_), _) if answers(node) => SectionKind::Findings,
            (Some(_), _) => match names(node) {
                Some(kind @ (SectionKind::Leadership | SectionKind::NextSteps)) if weight[node] == 0 => kind,
                _ => SectionKind::Findings,
            },
            _ => names(node).unwrap_or(SectionKind::Preamble),
        };
        kinds[node] = kind;
    }
    let in_run: Vec<usize> = tree
        .runs
        .iter()
        .map(|run| run.nodes.iter().map(|&node| weight[node]).sum())
        .collect();
    // What stands under a part is of its kind, unless its own title looks ahead.
    for node in 0..tree.nodes.len() {
        let Some(parent) = tree.nodes[node].parent else {
            continue;
        };
        kinds[node] = kinds[parent];
        if kinds[node] == SectionKind::Findings
            && !tree.nodes[node].style.is_ordinal()
            && weight[node] == 0
            && in_run[tree.nodes[node].run] > 2
            && let Some(kind @ (SectionKind::Leadership | SectionKind::NextSteps)) = names(node)
        {
            kinds[node] = kind;
        }
    }
    kinds
}

fn after(says: Option<Said>) -> SectionKind {
    match says {
        Some(said) if said.account => said.kind,
        Some(Said {
            kind: kind @ (SectionKind::Contact | SectionKind::Findings),
            ..
        }) => kind,
        _ => SectionKind::NextSteps,
    }
}

/// What a title says of its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Said {
    kind: SectionKind,
    /// Whether it tells of something beside the problems (移交问题线索办理情况), wherever it stands.
    account: bool,
}

impl Said {
    fn of(kind: SectionKind) -> Self {
        Self { kind, account: false }
    }
}

/// What a finding weighs that is certain to be one.
const FINDING: usize = 6;

/// How much in and under each node speaks of problems and their answers.
fn weights(tree: &Tree, evidence: &Evidence, homes: &Homes) -> Vec<usize> {
    let mut weight: Vec<usize> = evidence
        .nodes
        .iter()
        .enumerate()
        .map(|(at, seen)| {
            // Ordinals count measures, unless each names a problem.
            if tree.nodes[at].style.is_ordinal() && !seen.wrapped && !seen.answered {
                return 0;
            }
            2 * usize::from(seen.wrapped) + 2 * usize::from(seen.answered) + usize::from(seen.problem)
        })
        .collect();
    // A finding in a table is a problem with its answer.
    for &home in homes.of_entry.iter().flatten() {
        weight[home] += FINDING;
    }
    for node in (0..tree.nodes.len()).rev() {
        if let Some(parent) = tree.nodes[node].parent {
            weight[parent] += weight[node];
        }
    }
    weight
}

fn title<'a>(text: &'a str, evidence: &Evidence, node: usize) -> &'a str {
    text.get(evidence.nodes[node].heading.clone()).unwrap_or_default()
}

/// The kind that a title names: that of the last of its words, for 以巡促改,做好下一步工作 ends in what it is about.
fn said(title: &str) -> Option<Said> {
    if title.is_empty() {
        return None;
    }
    let title = title.char_indices().nth(60).map_or(title, |(at, _)| &title[..at]);
    // 下一步 decides wherever it stands.
    if ["下一步", "下步", "下一阶段", "打算"]
        .iter()
        .any(|word| title.contains(word))
    {
        return Some(Said::of(SectionKind::NextSteps));
    }
    let hits = SEARCH.as_ref()?.find_overlapping_iter(title);
    let last = hits.max_by_key(|hit| (hit.end(), hit.pattern()))?;
    let (kind, _) = WORDS.get(last.pattern().as_usize())?;
    Some(Said {
        kind: match *kind {
            "leadership" | "account" => SectionKind::Leadership,
            "findings" => SectionKind::Findings,
            "contact" => SectionKind::Contact,
            _ => SectionKind::NextSteps,
        },
        account: *kind == "account",
    })
}
