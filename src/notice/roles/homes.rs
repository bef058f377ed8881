//! Under which heading the findings of a table stand.

use std::ops::Range;

use super::super::numbering::Sort;
use super::super::outline::Tree;
use super::super::rows::Tables;
use super::evidence::Evidence;

/// The places of all findings in tables.
#[derive(Debug, Default)]
pub(super) struct Homes {
    /// For each finding in a table, the innermost heading above it.
    pub(super) of_entry: Vec<Option<usize>>,
    /// The stretches of findings above which no heading stands.
    pub(super) loose: Vec<Range<usize>>,
}

/// Finds the headings. A finding in prose ends where a table of findings begins: what stands in the table does not answer it.
pub(super) fn read(tree: &mut Tree, evidence: &mut Evidence, tables: &Tables) -> Homes {
    let mut homes = Homes::default();
    for entry in &tables.entries {
        let at = entry.range.start;
        let mut home = None;
        for node in 0..tree.nodes.len() {
            let own = &tree.nodes[node];
            if own.range.start > at {
                break;
            }
            if own.range.end <= at {
                continue;
            }
            // Above the first row of a table nothing is counted but headings; an answer ends there.
            if own.style.sort() == Sort::Heading && !answers(tree, evidence, node, at) {
                home = Some(node);
            } else {
                end(tree, evidence, node, at);
            }
        }
        match (home, homes.loose.last_mut()) {
            (None, Some(last)) if homes.of_entry.last() == Some(&None) => last.end = entry.range.end,
            (None, _) => homes.loose.push(entry.range.clone()),
            _ => {}
        }
        homes.of_entry.push(home);
    }
    homes
}

/// Whether a node has an answer of its own before that place: words that open one, or measures.
fn answers(tree: &Tree, evidence: &Evidence, node: usize, at: usize) -> bool {
    let own = &tree.nodes[node];
    let opened = own.openings.iter().any(|sign| {
        let sign = &tree.signs[*sign];
        sign.opens_answer() && sign.range().end <= at
    });
    let counted = own.runs.iter().any(|run| {
        let run = &tree.runs[*run];
        run.style.is_ordinal() && run.nodes.iter().any(|&node| tree.nodes[node].range.start < at)
    });
    (opened || counted) && (evidence.nodes[node].wrapped || evidence.nodes[node].problem)
}

/// Ends a node, and what stands in it, where the table begins.
fn end(tree: &mut Tree, evidence: &mut Evidence, node: usize, at: usize) {
    let own = &mut tree.nodes[node];
    own.range.end = at.max(own.label.end);
    let heading = &mut evidence.nodes[node].heading;
    heading.end = heading.end.min(at).max(heading.start);
}

impl Homes {
    /// For each node, whether findings of a table stand in it.
    pub(super) fn with_above(&self, tree: &Tree) -> Vec<bool> {
        let mut holds = vec![false; tree.nodes.len()];
        for &home in self.of_entry.iter().flatten() {
            let mut above = Some(home);
            while let Some(node) = above.filter(|&node| !holds[node]) {
                holds[node] = true;
                above = tree.nodes[node].parent;
            }
        }
        holds
    }
}
