//! A notice about one problem whose parts are numbered side by side: 一、反馈问题 二、整改目标 三、整改措施 四、整改完成情况.
//!
//! Such parts name no problem each: the first holds it, and the others answer it. They are put under it, as if they were printed there.

use std::ops::Range;

use super::super::heading;
use super::super::numbering::Sort;
use super::super::outline::{Run, Tree};

/// Bytes of a part that are read for its title.
const READ: usize = 120;

/// Puts the parts of one problem under the part that holds it, where the numbered parts of a run only name such parts.
/// Returns the parts that hold a problem.
pub(super) fn gather(text: &str, tree: &mut Tree) -> Vec<usize> {
    let found: Vec<(usize, Range<usize>)> = tree
        .runs
        .iter()
        .enumerate()
        .filter_map(|(at, run)| Some((at, parts(text, tree, run)?)))
        .collect();
    found
        .into_iter()
        .filter_map(|(run, places)| put_under(tree, run, places))
        .collect()
}

/// The places in a run of the part that holds the problem and of all parts behind it that answer it.
fn parts(text: &str, tree: &Tree, run: &Run) -> Option<Range<usize>> {
    if run.style.sort() != Sort::Heading || run.parent.is_some() {
        return None;
    }
    let title = |place: usize| run.nodes.get(place).map_or("", |&node| own_title(text, tree, node));
    let named =
        |place: usize| heading::is_finding_word(title(place), false) || heading::is_statement_word(title(place));
    let task = |place: usize| heading::is_finding_word(title(place), true);
    let all = || 0..run.nodes.len();
    let mut holding: Vec<usize> = all().filter(|&place| named(place)).collect();
    if holding.is_empty() {
        holding = all().filter(|&place| task(place)).collect();
    }
    // Two that hold a problem each are two problems; a list of problems is answered one by one.
    let &[first] = holding.as_slice() else { return None };
    if !tree.nodes[run.nodes[first]].runs.is_empty() {
        return None;
    }
    let behind = |place: usize| heading::is_answer_word(title(place)) || heading::is_aside_word(title(place));
    let end = (first + 1..run.nodes.len())
        .find(|&place| !behind(place))
        .unwrap_or(run.nodes.len());
    (first + 1..end)
        .any(|place| heading::is_answer_word(title(place)))
        .then_some(first..end)
}

/// The line behind a number.
fn own_title<'a>(text: &'a str, tree: &Tree, node: usize) -> &'a str {
    let node = &tree.nodes[node];
    let mut end = node.range.end.min(node.text_start() + READ).max(node.text_start());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let own = &text[node.text_start()..end];
    let line = own.split('\n').next().unwrap_or_default();
    line.trim().trim_end_matches([':', '。'])
}

/// Returns the node under which they now stand.
fn put_under(tree: &mut Tree, run: usize, places: Range<usize>) -> Option<usize> {
    let nodes: Vec<usize> = tree.runs[run].nodes.drain(places.start + 1..places.end).collect();
    let holder = *tree.runs[run].nodes.get(places.start)?;
    let last = *nodes.last()?;
    let under = tree.runs.len();
    for (place, &node) in nodes.iter().enumerate() {
        let node = &mut tree.nodes[node];
        node.parent = Some(holder);
        node.run = under;
        node.place = place;
    }
    tree.nodes[holder].range.end = tree.nodes[last].range.end;
    tree.nodes[holder].runs.push(under);
    let style = tree.runs[run].style;
    tree.runs.push(Run {
        parent: Some(holder),
        style,
        nodes,
    });
    for (place, &node) in tree.runs[run].nodes.iter().enumerate() {
        tree.nodes[node].place = place;
    }
    Some(holder)
}
