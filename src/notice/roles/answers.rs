//! A finding's title, statement and measures.

use std::ops::Range;

use super::super::heading::{self, OpeningKind};
use super::super::numbering::Style;
use super::super::outline::{Sign, Tree};
use super::super::particulars;
use super::evidence::{Block, Evidence, first_inside};
use super::groups::Groups;
use super::{Answer, Problem};

/// Reads the finding that stands at `node`.
pub(super) fn problem(
    text: &str,
    tree: &Tree,
    evidence: &Evidence,
    groups: &Groups,
    node: usize,
    path: Vec<usize>,
) -> Problem {
    let own = &tree.nodes[node];
    let mut heading = evidence.nodes[node].heading.clone();
    let end = own.range.end;
    if own.style.is_ordinal() && heading.is_empty() {
        // Its neighbours showed that it is a problem.
        let start = own.text_start();
        heading = start..heading::end(text, start..first_inside(tree, node).max(start));
    }
    // 序号1 alone on its line: what stands behind 反馈问题: below it is its title.
    let below = tree
        .children(Some(node))
        .find(|&child| tree.nodes[child].style == Style::LABELLED && groups.is_transparent(child))
        .filter(|&child| evidence.nodes[child].heading.end <= end)
        .filter(|_| text[heading.clone()].trim().is_empty());
    if let Some(child) = below {
        heading = evidence.nodes[child].heading.clone();
    }
    // 问题表述:… that stands under a numbered title takes the words behind it that open the answer.
    let labelled = tree.children(Some(node)).filter(|&child| groups.is_transparent(child));
    let answer = std::iter::once(node)
        .chain(labelled)
        .filter(|&at| evidence.nodes[at].block.is_none())
        .flat_map(|at| openings(tree, at, OpeningKind::Answer))
        .find(|opening| opening.start < end && first_step(tree, node).is_none_or(|step| opening.start < step));
    let runs = answer_runs(tree, evidence, groups, node, answer.as_ref());
    let mut answers: Vec<Answer> = Vec::new();
    for run in &runs {
        for &node in &tree.runs[*run].nodes {
            answers.push(counted(text, tree, node));
        }
    }
    answers.sort_by_key(|answer| answer.range.start);
    answers.retain(|answer| answer.range.start < end);
    let body = answer
        .as_ref()
        .map_or(heading.end, |opening| opening.end.max(heading.end));
    if answers.is_empty() {
        // 2.整改措施:… as a part of its own: the answer is what such parts hold.
        // (3)完成情况:已完成 gives a state and no answer.
        let parts: Vec<usize> = blocks(tree, evidence, node, Block::Answer)
            .filter(|&part| !particulars::is_state(&text[evidence.nodes[part].heading.end..tree.nodes[part].range.end]))
            .collect();
        let body = match (parts.first(), parts.last()) {
            (Some(&first), Some(&last)) => {
                evidence.nodes[first].heading.end.min(end)..tree.nodes[last].range.end.min(end)
            }
            _ => body.min(end)..end,
        };
        let body = without_particulars(text, trimmed(text, body));
        let plain = |range: Range<usize>| Answer {
            node: None,
            label: None,
            text: range.clone(),
            range,
        };
        if let Some(led) = led_paragraphs(text, body.clone()) {
            answers.extend(led.into_iter().map(plain));
        } else if !body.is_empty() && says_something(&text[body.clone()]) {
            answers.push(plain(body));
        }
    }
    let mut statement = blocks(tree, evidence, node, Block::Statement)
        .next()
        .map(|block| trimmed(text, evidence.nodes[block].heading.end..tree.nodes[block].range.end))
        .or_else(|| statement(text, tree, node, &heading, answer.as_ref()).filter(|_| below.is_none()));
    let range = trimmed(text, own.range.clone());
    let mut title = heading::title(text, heading.clone());
    // 存在问题:… without a number: its first sentence is the title.
    if title.is_empty()
        && let Some(said) = statement.clone()
    {
        let end = heading::end(text, said.clone());
        title = heading::title(text, said.start..end);
        heading.end = heading.end.max(end);
        statement = statement.filter(|said| !trimmed(text, end..said.end).is_empty());
    }
    Problem {
        node,
        path,
        title,
        heading: trimmed(text, own.range.start..heading.end),
        statement,
        range,
        opening: answer,
        cues: cues(tree, evidence, node),
        answers,
    }
}

/// Where the first measure stands whose own label says that it is one: 措施1:. What opens an answer behind it opens another part.
fn first_step(tree: &Tree, node: usize) -> Option<usize> {
    let step = Style::named("step");
    let mut runs = tree.nodes[node].runs.iter().map(|run| &tree.runs[*run]);
    let run = runs.find(|run| Some(run.style) == step)?;
    run.nodes.first().map(|&first| tree.nodes[first].range.start)
}

fn cues(tree: &Tree, evidence: &Evidence, node: usize) -> Vec<&'static str> {
    let seen = &evidence.nodes[node];
    let counted = tree.nodes[node]
        .runs
        .iter()
        .any(|run| tree.runs[*run].style.is_ordinal());
    [
        (seen.wrapped, "wrapped"),
        (seen.problem, "problem"),
        (seen.answered, "answered"),
        (counted, "counted"),
    ]
    .into_iter()
    .filter_map(|(seen, cue)| seen.then_some(cue))
    .collect()
}

/// The parts of a finding that (1)问题表现 or (2)整改措施 names.
fn blocks<'a>(tree: &'a Tree, evidence: &'a Evidence, node: usize, kind: Block) -> impl Iterator<Item = usize> + 'a {
    tree.children(Some(node))
        .filter(move |&child| evidence.nodes[child].block == Some(kind))
}

/// The places of the words that open an answer or a statement of a node, or of a part that only names a part of it.
fn openings(tree: &Tree, node: usize, kind: OpeningKind) -> Vec<Range<usize>> {
    tree.nodes[node]
        .openings
        .iter()
        .filter_map(|sign| match &tree.signs[*sign] {
            Sign::Opening(opening) if opening.kind == kind => Some(opening.range.clone()),
            _ => None,
        })
        .collect()
}

/// The runs that count the measures of a node, those under (1)整改措施 included.
fn answer_runs(
    tree: &Tree,
    evidence: &Evidence,
    groups: &Groups,
    node: usize,
    answer: Option<&Range<usize>>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for &run in &tree.nodes[node].runs {
        let nodes = &tree.runs[run].nodes;
        let Some(&first) = nodes.first() else { continue };
        // 整改情况: behind what was counted: it was the problem that was counted.
        if answer.is_some_and(|opening| tree.nodes[first].range.start < opening.start) && !groups.is_transparent(first)
        {
            continue;
        }
        if nodes.iter().any(|&node| groups.is_transparent(node)) {
            for &part in nodes {
                match evidence.nodes[part].block {
                    Some(Block::Statement | Block::Aside) => {}
                    _ if groups.is_transparent(part) => {
                        let inner = answer_runs(
                            tree,
                            evidence,
                            groups,
                            part,
                            openings(tree, part, OpeningKind::Answer).first(),
                        );
                        found.extend(inner);
                    }
                    _ => {}
                }
            }
            continue;
        }
        if nodes.iter().any(|&node| groups.is_heading(node)) || is_stray(tree, run) {
            continue;
        }
        found.push(run);
    }
    found
}

/// One 首先 or 第一, without another is a word of the sentence.
fn is_stray(tree: &Tree, run: usize) -> bool {
    let run = &tree.runs[run];
    let weak = ["sequence", "di", "qi", "yao"]
        .iter()
        .any(|name| Style::named(name) == Some(run.style));
    run.nodes.len() < 2 && weak
}

/// The measure or step of a numbered node.
pub(in crate::notice) fn counted(text: &str, tree: &Tree, node: usize) -> Answer {
    let own = &tree.nodes[node];
    let body = without_particulars(
        text,
        trimmed(text, own.text_start()..own.range.end.max(own.text_start())),
    );
    Answer {
        node: Some(node),
        label: Some(own.label.clone()),
        range: own.label.start..body.end.max(own.label.end),
        text: body,
    }
}

/// The problem at length: what stands before the words that open the answer, where that is more than the title.
fn statement(
    text: &str,
    tree: &Tree,
    node: usize,
    heading: &Range<usize>,
    answer: Option<&Range<usize>>,
) -> Option<Range<usize>> {
    let labelled = tree.nodes[node]
        .runs
        .iter()
        .flat_map(|run| &tree.runs[*run].nodes)
        .find(|&&child| tree.nodes[child].style == Style::LABELLED)
        .and_then(|&child| tree.nodes[child].heading_end);
    let opening = openings(tree, node, OpeningKind::Statement)
        .first()
        .map(|opening| opening.end);
    let end = answer.map_or(tree.nodes[node].range.end, |opening| opening.start);
    if let Some(start) = labelled.or(opening).filter(|&start| start < end) {
        let end = if answer.is_some() {
            end
        } else {
            start + text[start..end].find('\n').unwrap_or(end - start)
        };
        let range = trimmed(text, start..end);
        let told = range.end <= heading.end && range.start >= heading.start;
        return (!range.is_empty() && !told).then_some(range);
    }
    let answer = answer?;
    let more = trimmed(text, heading.end.min(answer.start)..answer.start);
    let says = |line: &&str| !particulars::opens_line(line) && !heading::is_aside(line);
    let more_words: usize = text[more]
        .lines()
        .filter(says)
        .map(|line| line.chars().filter(|c| c.is_alphanumeric()).count())
        .sum();
    (more_words > 3).then(|| trimmed(text, heading.start..answer.start))
}

/// The paragraphs of an answer without ordinals, where there are several and each opens with a short sentence that names it (强化学习教育。);
/// None for any other body, which is one measure.
fn led_paragraphs(text: &str, body: Range<usize>) -> Option<Vec<Range<usize>>> {
    const LEAD: std::ops::RangeInclusive<usize> = 4..=20;
    const REST: usize = 12;
    let mut found = Vec::new();
    let mut start = body.start;
    for line in text[body].split_inclusive('\n') {
        let own = trimmed(text, start..start + line.len());
        start += line.len();
        if own.is_empty() {
            continue;
        }
        let (lead, rest) = text[own.clone()].split_once('。')?;
        let names = LEAD.contains(&lead.chars().count())
            && lead
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, ',' | '、' | '“' | '”'))
            && !lead.starts_with(['已', '目', '经']);
        if !names || rest.chars().take(REST).count() < REST {
            return None;
        }
        found.push(own);
    }
    (found.len() > 1).then_some(found)
}

/// Whether a body holds more than marks.
fn says_something(body: &str) -> bool {
    body.chars().filter(|c| c.is_alphanumeric()).take(4).count() == 4
}

/// Without the lines and sentences at both ends that only give particulars: 责任领导:…, 完成时限:…, (已完成).
fn without_particulars(text: &str, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    while let Some(line) = text[start..end].rfind('\n').map(|at| start + at + 1) {
        if !particulars::opens_line(&text[line..end]) {
            break;
        }
        end = start + text[start..line - 1].trim_end().len();
    }
    while let Some(line) = text[start..end].find('\n').map(|at| start + at) {
        if !text[start..line].trim().is_empty() && !particulars::opens_line(&text[start..line]) {
            break;
        }
        start = line + 1;
    }
    start += particulars::leading_state(&text[start..end]);
    let kept = trimmed(text, start..end);
    let own = particulars::tail(&text[kept.clone()]);
    trimmed(text, kept.start..kept.start + own)
}

pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let own = text.get(range.clone()).unwrap_or_default();
    if own.trim().is_empty() {
        return range.start..range.start;
    }
    range.start + (own.len() - own.trim_start().len())..range.start + own.trim_end().len()
}
