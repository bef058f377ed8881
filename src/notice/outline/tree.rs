//! The chosen signs as a tree of nodes and runs.

use std::ops::Range;

use super::super::numbering::Style;
use super::{Chosen, Relation, Sign};

/// A numbered or worded heading, or an ordinal, with all that stands under it.
#[derive(Debug, Clone)]
pub struct Node {
    /// The label; for worded headings the empty range at their beginning.
    pub label: Range<usize>,
    /// Its style.
    pub style: Style,
    /// Its number; 0 where it has none.
    pub value: u16,
    /// How it follows the one before it.
    pub relation: Relation,
    /// Where it begins and ends, everything under it included.
    pub range: Range<usize>,
    /// The end of a worded heading.
    pub heading_end: Option<usize>,
    /// The node above.
    pub parent: Option<usize>,
    /// The run to which it belongs.
    pub run: usize,
    /// Its place in the run, from 0.
    pub place: usize,
    /// The runs under it.
    pub runs: Vec<usize>,
    /// The openings (by sign) that belong to it: words that open its answer or statement.
    pub openings: Vec<usize>,
}

impl Node {
    /// Where the text behind the label begins.
    pub fn text_start(&self) -> usize {
        self.label.end
    }
}

/// Nodes of one style that follow each other under the same node.
#[derive(Debug, Clone)]
pub struct Run {
    /// The node above.
    pub parent: Option<usize>,
    /// Their style.
    pub style: Style,
    /// The nodes, in text order.
    pub nodes: Vec<usize>,
}

/// The outline.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// All nodes, in text order.
    pub nodes: Vec<Node>,
    /// All runs, by their first node.
    pub runs: Vec<Run>,
    /// The runs at the top.
    pub top: Vec<usize>,
    /// The signs from which it was made.
    pub signs: Vec<Sign>,
}

impl Tree {
    /// Builds the tree of the chosen signs; `end` is where the outlined text ends.
    pub fn new(signs: Vec<Sign>, chosen: &[Chosen], end: usize) -> Self {
        let mut tree = Self {
            signs,
            nodes: Vec::with_capacity(chosen.len()),
            ..Self::default()
        };
        // The open nodes by depth; and the run that is open below each depth.
        let mut open: Vec<usize> = Vec::new();
        let mut runs: Vec<Option<usize>> = vec![None];
        for step in chosen {
            let depth = usize::from(step.depth);
            let range = tree.signs[step.sign].range();
            let keep = depth.min(open.len());
            for closed in open.drain(keep..) {
                tree.nodes[closed].range.end = range.start;
            }
            runs.truncate(keep + 1);
            let parent = open.last().copied();
            let (label, style, value, heading_end) = match &tree.signs[step.sign] {
                Sign::Opening(_) => {
                    if let Some(parent) = parent {
                        tree.nodes[parent].openings.push(step.sign);
                    }
                    // What is counted behind it is counted anew.
                    if let Some(run) = runs.last_mut() {
                        *run = None;
                    }
                    continue;
                }
                Sign::Label(label) => (label.range.clone(), label.style, label.value, None),
                Sign::Heading(heading) => (
                    heading.range.start..heading.range.start,
                    heading.style,
                    0,
                    Some(heading.range.end),
                ),
            };
            let open_run = runs.last().copied().flatten();
            let run = match open_run.filter(|run| tree.runs[*run].style == style) {
                Some(run) => run,
                None => {
                    let run = tree.runs.len();
                    tree.runs.push(Run {
                        parent,
                        style,
                        nodes: Vec::new(),
                    });
                    match parent {
                        Some(parent) => tree.nodes[parent].runs.push(run),
                        None => tree.top.push(run),
                    }
                    run
                }
            };
            if let Some(below) = runs.last_mut() {
                *below = Some(run);
            }
            let node = tree.nodes.len();
            let place = tree.runs[run].nodes.len();
            tree.runs[run].nodes.push(node);
            tree.nodes.push(Node {
                label,
                style,
                value,
                relation: step.relation,
                range: range.start..end,
                heading_end,
                parent,
                run,
                place,
                runs: Vec::new(),
                openings: Vec::new(),
            });
            open.push(node);
            runs.push(None);
        }
        tree
    }

    /// The nodes directly under a node, or at the top, in text order.
    pub fn children(&self, node: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        let runs = match node {
            Some(node) => self.nodes.get(node).map_or(&[][..], |node| &node.runs),
            None => &self.top,
        };
        runs.iter().flat_map(|run| self.runs[*run].nodes.iter().copied())
    }
}
