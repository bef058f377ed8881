//! Which nodes are headings and which are measures, decided for all nodes together that stand alike.

use std::collections::HashMap;

use crate::model::SectionKind;

use super::super::numbering::{Sort, Style};
use super::super::outline::Tree;
use super::evidence::Evidence;
use super::homes::Homes;

/// What the nodes of one group have in common: their style and the styles above them.
#[derive(Debug, Default)]
struct Group {
    parent: Option<usize>,
    style: Option<Style>,
    nodes: usize,
    runs: usize,
    wrapped: usize,
    problem: usize,
    answered: usize,
    told: usize,
    /// Nodes that stand behind the words that open the answer of the node above.
    behind: usize,
    /// Nodes with ordinals under them.
    counted: usize,
    /// Nodes with anything under them.
    parents: usize,
    heading: bool,
}

/// The groups, and to which each node belongs.
#[derive(Debug, Default)]
pub(super) struct Groups {
    of: Vec<usize>,
    groups: Vec<Group>,
    /// Worded nodes that only label a part of the node above, and numbered ones that do.
    transparent: Vec<bool>,
    /// Nodes under which another heading stands.
    holds_heading: Vec<bool>,
    /// Nodes under which findings stand in a table.
    homes: Vec<bool>,
}

impl Groups {
    /// Whether a node is a heading: a section or a finding.
    pub(super) fn is_heading(&self, node: usize) -> bool {
        self.homes[node] || (self.groups[self.of[node]].heading && !self.transparent[node])
    }

    /// Whether a node is a heading under which no other stands.
    pub(super) fn is_finding(&self, node: usize) -> bool {
        self.is_heading(node) && !self.holds_heading[node]
    }

    /// Whether a node only names a part of the node above.
    pub(super) fn is_transparent(&self, node: usize) -> bool {
        self.transparent[node]
    }

    /// Whether a node is shown as a section.
    pub(super) fn is_section(&self, tree: &Tree, kinds: &[SectionKind], node: usize) -> bool {
        let outer = &tree.nodes[node];
        if outer.style.sort() == Sort::Ordinal || outer.style.sort() == Sort::Bullet {
            return false;
        }
        if kinds[node] == SectionKind::Findings {
            return self.is_heading(node) && self.holds_heading[node];
        }
        // Elsewhere the two outer levels are sections.
        match outer.parent {
            None => true,
            Some(parent) => {
                tree.nodes[parent].style.sort() == Sort::Heading
                    && (kinds[parent] == SectionKind::Findings || tree.nodes[parent].parent.is_none())
            }
        }
    }
}

pub(super) fn judge(tree: &Tree, evidence: &Evidence, kinds: &[SectionKind], homes: &Homes) -> Groups {
    let mut found = Groups {
        transparent: transparent(tree, evidence),
        homes: homes.with_above(tree),
        ..Groups::default()
    };
    let mut known: HashMap<(usize, Style), usize> = HashMap::new();
    let mut last_run = usize::MAX;
    for (at, node) in tree.nodes.iter().enumerate() {
        let parent = node.parent.map(|parent| found.of[parent]);
        let key = (parent.map_or(usize::MAX, |parent| parent), node.style);
        let count = found.groups.len();
        let group = *known.entry(key).or_insert(count);
        if group == count {
            found.groups.push(Group {
                parent,
                style: Some(node.style),
                ..Group::default()
            });
        }
        found.of.push(group);
        if kinds[at] != SectionKind::Findings {
            continue;
        }
        let seen = &evidence.nodes[at];
        let group = &mut found.groups[group];
        group.nodes += 1;
        group.runs += usize::from(node.run != last_run);
        last_run = node.run;
        group.wrapped += usize::from(seen.wrapped);
        group.problem += usize::from(seen.problem);
        group.answered += usize::from(seen.answered);
        group.told += usize::from(seen.told);
        group.behind += usize::from(behind_answer(tree, at));
        group.parents += usize::from(!node.runs.is_empty());
        group.counted += usize::from(node.runs.iter().any(|run| tree.runs[*run].style.is_ordinal()));
    }
    // Groups come outer before inner.
    let mut holds = vec![false; found.groups.len()];
    for at in (0..found.groups.len()).rev() {
        let heading = holds[at] || is_heading(&found.groups, at);
        found.groups[at].heading = heading;
        if let Some(parent) = found.groups[at].parent {
            holds[parent] |= heading;
        }
    }
    found.holds_heading = found.homes.clone();
    for (at, node) in tree.nodes.iter().enumerate().rev() {
        if let Some(parent) = node.parent {
            let holds = found.is_heading(at) || (found.transparent[at] && found.holds_heading[at]);
            found.holds_heading[parent] |= holds && kinds[at] == SectionKind::Findings;
        }
    }
    found
}

fn is_heading(groups: &[Group], at: usize) -> bool {
    let group = &groups[at];
    let share = |count: usize, of: f64| count > 0 && count as f64 >= of * group.nodes as f64;
    let ordinal = group.style.is_some_and(Style::is_ordinal);
    if group.nodes == 0 {
        return false;
    }
    // A heading that its words make one is one.
    if group.style == Some(Style::WORDED) {
        return true;
    }
    if ordinal {
        let named = group.nodes > 1 && share(group.wrapped, 0.6);
        return (share(group.answered, 0.6) || named) && !share(group.behind, 0.3);
    }
    // 关于…问题的整改情况: above problems that are answered one by one opens none of their answers.
    let each = (share(group.answered, 0.6) && (share(group.wrapped, 0.5) || share(group.problem, 0.5)))
        || (group.nodes > 1 && share(group.told, 0.8));
    if share(group.behind, 0.5) && !each {
        return false;
    }
    // Under problems, measures name what was wrong, too; a list of problems names it in each.
    let under = group.parent.map(|parent| &groups[parent]);
    let problems = under.is_some_and(|above| above.problem * 2 >= above.nodes.max(1)) && !share(group.parents, 0.5);
    let enough = if problems { 0.6 } else { 0.5 };
    if share(group.answered, 0.3) || share(group.wrapped, 0.4) || share(group.problem, enough) {
        return true;
    }
    let Some(parent) = group.parent.map(|parent| &groups[parent]) else {
        return group
            .style
            .is_some_and(|style| style.sort() == Sort::Heading || style == Style::PART);
    };
    // Under a heading that names a problem, what names none answers it.
    let above = parent.nodes.max(1) as f64;
    if (parent.wrapped + parent.answered) as f64 >= 0.4 * above || parent.problem as f64 >= 0.5 * above {
        return false;
    }
    share(group.counted, 0.3)
}

/// Whether a node stands behind the words that open the answer of the node above it.
fn behind_answer(tree: &Tree, at: usize) -> bool {
    let node = &tree.nodes[at];
    let Some(parent) = node.parent else { return false };
    tree.nodes[parent]
        .openings
        .iter()
        .any(|sign| tree.signs[*sign].opens_answer() && tree.signs[*sign].range().end <= node.range.start)
}

/// Nodes that only name a part of the node above: (1)整改措施, and labels of which each heading has one.
fn transparent(tree: &Tree, evidence: &Evidence) -> Vec<bool> {
    let mut found: Vec<bool> = evidence
        .nodes
        .iter()
        .enumerate()
        .map(|(at, seen)| seen.block.is_some() && tree.nodes[at].parent.is_some())
        .collect();
    // A numbered part names one only where another of its run does.
    for run in &tree.runs {
        let labelled = run.style == Style::LABELLED && run.parent.is_some() && run.nodes.len() == 1;
        for &node in &run.nodes {
            found[node] = found[node] || labelled;
        }
    }
    let (mut alone, mut all) = (0usize, 0usize);
    for run in tree
        .runs
        .iter()
        .filter(|run| run.style == Style::LABELLED && run.parent.is_some())
    {
        all += 1;
        alone += usize::from(run.nodes.len() == 1);
    }
    if alone * 4 < all * 3 {
        for (at, node) in tree.nodes.iter().enumerate() {
            if node.style == Style::LABELLED {
                found[at] = false;
            }
        }
    }
    found
}
