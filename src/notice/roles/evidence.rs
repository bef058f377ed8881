//! What speaks for a node being the heading of a problem.

use std::ops::Range;

use super::super::heading::{self, OpeningKind};
use super::super::numbering::{Sort, Style};
use super::super::outline::{Sign, Tree};
use super::super::particulars;

/// Bytes of a node that are read for its heading.
const READ: usize = 3_000;

/// What was seen in one node.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// The heading's text behind the label, end mark included.
    pub(super) heading: Range<usize>,
    /// 关于“…”的问题, 反馈问题:.
    pub(super) wrapped: bool,
    /// Its words say that something is wrong.
    pub(super) problem: bool,
    /// Words that open an answer belong to it.
    pub(super) answered: bool,
    /// Its problem ends at a colon, behind which the answer follows: 1.招聘程序不规范:修订….
    pub(super) told: bool,
    /// The whole heading is a word that opens an answer, or a statement.
    pub(super) block: Option<Block>,
}

/// A numbered heading that only names a part of one finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    /// (1)整改措施.
    Answer,
    /// (1)问题表现.
    Statement,
    /// (2)整改目标.
    Aside,
}

/// What was seen in all nodes.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) nodes: Vec<Seen>,
}

impl Evidence {
    /// `holders` are the nodes whose own title only says that a problem follows: 一、反馈问题.
    pub(super) fn read(text: &str, tree: &Tree, holders: &[usize]) -> Self {
        let mut nodes: Vec<Seen> = (0..tree.nodes.len()).map(|node| seen(text, tree, node)).collect();
        for &holder in holders {
            let seen = &mut nodes[holder];
            let limit = first_inside(tree, holder);
            let start = skip_lines(text, seen.heading.end.min(limit)..limit);
            seen.heading = start..heading::end(text, start..limit);
            seen.wrapped = true;
        }
        // 1.… 问题表述:… 整改情况:… answers the numbered title.
        for (at, node) in tree.nodes.iter().enumerate().rev() {
            if node.style == Style::LABELLED
                && let Some(parent) = node.parent
                && tree.runs[node.run].nodes.len() == 1
            {
                nodes[parent].answered |= nodes[at].answered;
            }
        }
        Self { nodes }
    }

    /// Nothing reaches beyond that place.
    pub(super) fn cut(&mut self, at: usize) {
        for seen in &mut self.nodes {
            if seen.heading.start < at && seen.heading.end > at {
                seen.heading.end = at;
            }
        }
    }

    /// The title of a section.
    pub(super) fn section_title(&self, text: &str, tree: &Tree, node: usize) -> Range<usize> {
        let heading = self.nodes[node].heading.clone();
        if tree.nodes[node].style == Style::LABELLED {
            return heading::title(text, heading);
        }
        heading::section_title(text, heading)
    }
}

/// Where the first thing under a node begins: a child or the words that open its answer.
pub(super) fn first_inside(tree: &Tree, node: usize) -> usize {
    inside_from(tree, node, tree.nodes[node].range.start + 1)
}

/// The same, from a place in it on.
fn inside_from(tree: &Tree, node: usize, from: usize) -> usize {
    let own = &tree.nodes[node];
    let child = own
        .runs
        .iter()
        .filter_map(|run| tree.runs[*run].nodes.first())
        .map(|child| tree.nodes[*child].range.start)
        .min();
    let opening = own
        .openings
        .iter()
        .map(|sign| tree.signs[*sign].range().start)
        .find(|&start| start >= from);
    child
        .into_iter()
        .chain(opening)
        .min()
        .unwrap_or(own.range.end)
        .min(own.range.end)
}

/// The beginning of what stands in a range behind empty lines: 【反馈问题】 may stand alone on its line.
fn skip_lines(text: &str, range: Range<usize>) -> usize {
    range.end - text[range].trim_start().len()
}

/// Letters of the shortest answer.
const ANSWER: usize = 8;

/// The heading of an ordinal that names a problem (一是台账不清的问题。) and is followed by what was done about it.
fn names_answered_problem(text: &str, tree: &Tree, at: usize) -> Option<Range<usize>> {
    let node = &tree.nodes[at];
    let start = node.text_start();
    let own = text.get(start..node.range.end)?;
    if !heading::names_problem(own) {
        return None;
    }
    let end = heading::end(text, start..first_inside(tree, at).max(start));
    let answered = text[end..node.range.end]
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(ANSWER)
        .count()
        == ANSWER;
    answered.then_some(start..end)
}

/// 三公经费超预算问题: a heading that ends so names a problem, unless it says what was done about one.
fn names_problem(title: &str) -> bool {
    title.ends_with("问题")
        && !title.ends_with("等问题")
        && !title.contains([',', '。'])
        && !heading::opens_as_act(title)
        && !heading::is_finding_word(title, false)
}

/// The part of a finding that a heading names and nothing else.
fn whole_block(title: &str) -> Option<Block> {
    if heading::is_answer_word(title) {
        Some(Block::Answer)
    } else if heading::is_statement_word(title) {
        Some(Block::Statement)
    } else if heading::is_aside_word(title) {
        Some(Block::Aside)
    } else {
        None
    }
}

/// The part of a finding that the words before a colon name (问题表述:…), and where these end.
fn named_block(own: &str) -> Option<(Block, usize)> {
    let colon = own.find(':')?;
    // 整改结果:已完成 is a state, though the word may open an answer.
    let particular = particulars::opens_line(own).then_some(Block::Aside);
    let block = particular.or_else(|| whole_block(own[..colon].trim_end()));
    Some((block?, colon + 1))
}

/// Whether the next number of its run names the answer to it, or another part of the same finding: (1)问题表现:… (2)整改措施:….
fn answered_beside(text: &str, tree: &Tree, at: usize) -> bool {
    let node = &tree.nodes[at];
    let next = tree.runs[node.run]
        .nodes
        .get(node.place + 1)
        .map(|&next| &tree.nodes[next]);
    let line = next.and_then(|next| text.get(next.text_start()..next.range.end)?.split('\n').next());
    let block = line.and_then(|line| named_block(line.trim_start()));
    block.is_some_and(|(block, _)| block != Block::Statement)
}

fn seen(text: &str, tree: &Tree, at: usize) -> Seen {
    let node = &tree.nodes[at];
    let start = node.text_start();
    if node.style.is_ordinal() && node.openings.is_empty() {
        let bare = Seen {
            heading: start..start,
            ..Seen::default()
        };
        return names_answered_problem(text, tree, at).map_or(bare, |heading| Seen {
            heading,
            wrapped: true,
            problem: true,
            ..Seen::default()
        });
    }
    // (一)存在问题:…: the title stands behind the words that announce it.
    let announced = node.openings.iter().find_map(|sign| match &tree.signs[*sign] {
        Sign::Opening(opening) if opening.kind == OpeningKind::Statement => text[start..opening.range.start.max(start)]
            .trim()
            .is_empty()
            .then_some(opening.range.end),
        _ => None,
    });
    let start = announced
        .filter(|_| node.style.sort() == Sort::Heading && !answered_beside(text, tree, at))
        .unwrap_or(start);
    let mut limit = inside_from(tree, at, start).min(start + READ).max(start);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    // A labelled heading goes on behind its label: 反馈问题:….
    let end = match node.heading_end {
        Some(end) if node.style != Style::LABELLED => end.min(limit),
        Some(label) => heading::end(text, skip_lines(text, label.min(limit)..limit)..limit),
        None => heading::end(text, start..limit),
    };
    let own = text[start..end].trim();
    let title = own.trim_end_matches(['。', ':', ';', ',']);
    // The words that open an answer are a sign of their own: the line is read over them.
    let line = text[start..node.range.end].split('\n').next().unwrap_or_default();
    // (一)存在问题:… 整改措施:… is a finding of its own, with its answer.
    let answered = node
        .openings
        .iter()
        .any(|sign| matches!(&tree.signs[*sign], sign @ Sign::Opening(_) if sign.opens_answer()));
    let inline = named_block(line.trim_start()).filter(|(block, _)| {
        node.style.sort() == Sort::Heading && node.parent.is_some() && (*block != Block::Statement || !answered)
    });
    let (block, end) = if node.style.sort() == Sort::Worded {
        (None, end)
    } else if let Some((block, label)) = inline {
        (Some(block), start + line.len() - line.trim_start().len() + label)
    } else {
        (whole_block(title), end)
    };
    let behind = text[end.min(node.range.end)..node.range.end]
        .chars()
        .filter(|c| c.is_alphanumeric());
    let problem = heading::is_problem(title) && !heading::tells_done(title);
    let worded = matches!(node.style, Style::WORDED | Style::LABELLED) || Style::named("problem") == Some(node.style);
    Seen {
        // 针对制度不健全的问题,修订… goes on: a measure that names what it answers.
        wrapped: worded
            || (!own.ends_with(',') && heading::is_wrapped(own))
            || heading::ends_as_problem(title)
            || names_problem(title),
        problem,
        answered,
        told: problem && own.ends_with(':') && !heading::opens_as_act(title) && behind.take(ANSWER).count() == ANSWER,
        block,
        heading: start..end,
    }
}
