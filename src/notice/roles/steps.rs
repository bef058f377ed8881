//! The look ahead and its steps.

use std::ops::Range;

use crate::model::SectionKind;

use super::super::heading;
use super::super::numbering::Sort;
use super::super::outline::Tree;
use super::answers::{counted, trimmed};
use super::evidence::Evidence;
use super::{Answer, Roles, Step, outlook};

/// Where the text of the last finding turns into a look ahead that has no heading, and whether its heading was lost. `before` is the
/// finding before it.
pub(super) fn unheaded(
    text: &str,
    tree: &Tree,
    evidence: &Evidence,
    last: usize,
    before: Option<usize>,
) -> Option<(usize, bool)> {
    let own = &tree.nodes[last];
    let heading = evidence.nodes[last].heading.end.min(own.range.end);
    let found = outlook(text, heading..own.range.end)?;
    // Where each finding closes with its own 下一步, so does the last.
    let usual = before.is_some_and(|before| outlook(text, tree.nodes[before].range.clone()).is_some());
    (!usual).then_some(found)
}

pub(super) fn read(
    text: &str,
    tree: &Tree,
    evidence: &Evidence,
    kinds: &[SectionKind],
    ahead: Option<usize>,
    end: usize,
    roles: &mut Roles,
) {
    let heads: Vec<usize> = (0..tree.nodes.len())
        .filter(|&node| {
            kinds[node] == SectionKind::NextSteps
                && tree.nodes[node].style.sort() != Sort::Ordinal
                && tree.nodes[node]
                    .parent
                    .is_none_or(|parent| kinds[parent] != SectionKind::NextSteps)
        })
        .collect();
    for head in &heads {
        let inner: Vec<usize> = tree
            .children(Some(*head))
            .filter(|&child| !matches!(tree.nodes[child].style.sort(), Sort::Ordinal | Sort::Bullet))
            .collect();
        if inner.is_empty() {
            roles.steps.push(step(text, tree, evidence, *head));
        }
        for child in inner {
            roles.steps.push(step(text, tree, evidence, child));
        }
    }
    if let Some(at) = ahead
        && heads.is_empty()
    {
        // No heading: what is counted there, or the whole.
        let next = tree.nodes.iter().map(|node| node.range.start).find(|&start| start > at);
        let range = trimmed(text, at..end.max(at));
        let items = ordinals(tree, |start| start >= at);
        let items: Vec<Answer> = items.into_iter().map(|node| counted(text, tree, node)).collect();
        let whole = Answer {
            node: None,
            label: None,
            text: range.clone(),
            range: range.clone(),
        };
        roles.steps.push(Step {
            label: None,
            title: range.start..range.start,
            items: if next.is_none() || items.is_empty() {
                vec![whole]
            } else {
                items
            },
        });
    }
}

/// The ordinals at the top that begin where `fits` says.
fn ordinals(tree: &Tree, fits: impl Fn(usize) -> bool) -> Vec<usize> {
    tree.nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.style.is_ordinal() && node.parent.is_none() && fits(node.range.start))
        .map(|(at, _)| at)
        .collect()
}

fn step(text: &str, tree: &Tree, evidence: &Evidence, node: usize) -> Step {
    let own = &tree.nodes[node];
    let heading = evidence.nodes[node].heading.clone();
    let mut items: Vec<Answer> = own
        .runs
        .iter()
        .flat_map(|run| &tree.runs[*run].nodes)
        .map(|&node| counted(text, tree, node))
        .collect();
    if items.is_empty() {
        let body = trimmed(text, heading.end.min(own.range.end)..own.range.end);
        if !body.is_empty() {
            items.push(Answer {
                node: None,
                label: None,
                text: body.clone(),
                range: body,
            });
        }
    }
    Step {
        label: label(&own.label),
        title: heading::section_title(text, heading),
        items,
    }
}

fn label(range: &Range<usize>) -> Option<Range<usize>> {
    (!range.is_empty()).then(|| range.clone())
}
