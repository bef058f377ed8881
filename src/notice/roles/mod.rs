//! What the outline means: sections and their kinds, findings, measures, next steps.
//!
//! Nothing here depends on a style: whether `1.` is a section, a finding or a measure follows from what stands in it. Evidence is weighed
//! for all nodes of a kind together (`groups`), so that one odd heading does not change its role.

mod answers;
mod evidence;
mod gather;
mod groups;
mod homes;
mod kinds;
mod listed;
mod steps;

use std::ops::Range;

pub(super) use answers::counted;

use crate::model::SectionKind;

use super::frame::Frame;
use super::heading;
use super::outline::Tree;
use super::rows::Tables;
use evidence::Evidence;

/// A heading that contains headings, or a part without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The node, where it has one.
    pub node: Option<usize>,
    /// The title; empty for parts without a heading.
    pub title: Range<usize>,
    /// Depth, 1 at the top.
    pub level: u8,
    /// What it is about.
    pub kind: SectionKind,
    /// Heading and everything under it.
    pub range: Range<usize>,
}

/// A problem with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its node.
    pub node: usize,
    /// The sections above it, outermost first.
    pub path: Vec<usize>,
    /// The heading, label included.
    pub heading: Range<usize>,
    /// The title.
    pub title: Range<usize>,
    /// The problem at length.
    pub statement: Option<Range<usize>>,
    /// Heading and answer.
    pub range: Range<usize>,
    /// The words that open its answer, where they are printed.
    pub opening: Option<Range<usize>>,
    /// What showed that it is one: `wrapped`, `problem`, `answered`, `counted`; none where its neighbours of the same sort decided.
    pub cues: Vec<&'static str>,
    /// Its answers.
    pub answers: Vec<Answer>,
}

/// One measure or step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its node, where it has an ordinal.
    pub node: Option<usize>,
    /// The ordinal.
    pub label: Option<Range<usize>>,
    /// The text behind it.
    pub text: Range<usize>,
    /// Ordinal and text.
    pub range: Range<usize>,
}

/// A heading of the look ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The heading's number.
    pub label: Option<Range<usize>>,
    /// Its title.
    pub title: Range<usize>,
    /// The steps under it.
    pub items: Vec<Answer>,
}

/// The notice as read.
#[derive(Debug, Default)]
pub struct Roles {
    /// Sections, in text order, outer before inner.
    pub parts: Vec<Part>,
    /// Findings, in text order.
    pub problems: Vec<Problem>,
    /// The sections above each finding that stands in a table, outermost first.
    pub row_paths: Vec<Vec<usize>>,
    /// The look ahead.
    pub steps: Vec<Step>,
    /// For each node, whether its number counts something that a reader sees: a heading, a measure, a step.
    pub shown: Vec<bool>,
    /// Where a look ahead begins without a heading, in the middle of a line.
    pub lost_outlook: Option<usize>,
}

impl Roles {
    /// Makes of a text that turned out to be of another sort one without findings and steps: its parts stay, as parts of such a text.
    pub(super) fn without_findings(&mut self) {
        self.problems.clear();
        self.row_paths.clear();
        self.steps.clear();
        self.lost_outlook = None;
        for part in &mut self.parts {
            if matches!(
                part.kind,
                SectionKind::Findings | SectionKind::NextSteps | SectionKind::Leadership
            ) {
                part.kind = SectionKind::Preamble;
            }
        }
    }
}

/// Gives every part of the outline its role.
pub fn assign(text: &str, tree: &mut Tree, frame: &Frame, tables: &Tables) -> Roles {
    let holders = gather::gather(text, tree);
    let mut evidence = Evidence::read(text, tree, &holders);
    let homes = homes::read(tree, &mut evidence, tables);
    let kinds = kinds::read(text, tree, &evidence, &homes);
    let groups = groups::judge(tree, &evidence, &kinds, &homes);
    let mut roles = Roles::default();
    // A look ahead without a heading ends the last finding.
    let mut last = (0..tree.nodes.len())
        .rev()
        .filter(|&node| kinds[node] == SectionKind::Findings && groups.is_finding(node));
    let (last, before) = (last.next(), last.next());
    let ahead = last.and_then(|last| steps::unheaded(text, tree, &evidence, last, before));
    if let Some((at, lost)) = ahead {
        for node in &mut tree.nodes {
            if node.range.start < at && node.range.end > at {
                node.range.end = at;
            }
        }
        if lost {
            roles.lost_outlook = Some(at);
        }
        evidence.cut(at);
    }
    problems(text, tree, &evidence, &kinds, &groups, &mut roles);
    for answer in roles.problems.iter_mut().flat_map(|problem| &mut problem.answers) {
        let kept = above_table(text, &answer.text, &tables.rows);
        if kept < answer.text.end {
            answer.text.end = kept;
            answer.range.end = kept;
        }
    }
    steps::read(
        text,
        tree,
        &evidence,
        &kinds,
        ahead.map(|(at, _)| at),
        frame.body.end,
        &mut roles,
    );
    parts(
        text,
        tree,
        frame,
        &kinds,
        &groups,
        &evidence,
        ahead.map(|(at, _)| at),
        &homes,
        &mut roles,
    );
    roles.row_paths = homes
        .of_entry
        .iter()
        .map(|home| match home {
            Some(node) => path_with(tree, &groups, *node),
            None => Vec::new(),
        })
        .collect();
    roles.shown = shown(tree, &kinds, &groups, &roles);
    roles
}

fn problems(
    text: &str,
    tree: &Tree,
    evidence: &Evidence,
    kinds: &[SectionKind],
    groups: &groups::Groups,
    roles: &mut Roles,
) {
    for (node, &kind) in kinds.iter().enumerate() {
        if kind == SectionKind::Findings && groups.is_finding(node) {
            let path = path(tree, groups, node);
            roles
                .problems
                .push(answers::problem(text, tree, evidence, groups, node, path));
        }
    }
    listed::without_lists(text, tree, &mut roles.problems);
}

/// Where the words of an answer end below which a table stands that is none of findings.
fn above_table(text: &str, answer: &Range<usize>, rows: &[Range<usize>]) -> usize {
    let mut end = answer.end;
    let mut next = rows.partition_point(|row| row.start < end);
    while let Some(row) = next.checked_sub(1).map(|at| &rows[at]) {
        if row.start <= answer.start || row.end < answer.start || !text[row.end.min(end)..end].trim().is_empty() {
            break;
        }
        end = row.start;
        next -= 1;
    }
    let end = answer.start + text[answer.start..end].trim_end().len();
    if end > answer.start { end } else { answer.end }
}

/// A section and the numbered sections above it, outermost first.
fn path_with(tree: &Tree, groups: &groups::Groups, node: usize) -> Vec<usize> {
    let mut path = path(tree, groups, node);
    path.push(node);
    path
}

/// The numbered sections above a node, outermost first.
fn path(tree: &Tree, groups: &groups::Groups, node: usize) -> Vec<usize> {
    let mut path = Vec::new();
    let mut above = tree.nodes[node].parent;
    while let Some(at) = above {
        if groups.is_heading(at) {
            path.push(at);
        }
        above = tree.nodes[at].parent;
    }
    path.reverse();
    path
}

#[allow(clippy::too_many_arguments, reason = "all that is known comes together here")]
fn parts(
    text: &str,
    tree: &Tree,
    frame: &Frame,
    kinds: &[SectionKind],
    groups: &groups::Groups,
    evidence: &Evidence,
    ahead: Option<usize>,
    homes: &homes::Homes,
    roles: &mut Roles,
) {
    let bare = |kind, range: Range<usize>| Part {
        node: None,
        title: range.start..range.start,
        level: 1,
        kind,
        range,
    };
    let mut top: Vec<Part> = Vec::new();
    let mut inner: Vec<Part> = Vec::new();
    for block in &frame.boilerplate {
        top.push(bare(SectionKind::Boilerplate, block.clone()));
    }
    let mut loose_findings = false;
    for (node, &kind) in kinds.iter().enumerate() {
        let level = level(tree, groups, kinds, node);
        if !groups.is_section(tree, kinds, node) {
            // Findings without a section above them stand in one without a heading.
            let loose = kind == SectionKind::Findings && groups.is_finding(node) && level == 1;
            if loose && !loose_findings {
                let range = tree.nodes[node].range.clone();
                top.push(bare(SectionKind::Findings, range));
            }
            loose_findings |= loose;
            continue;
        }
        let part = Part {
            node: Some(node),
            title: evidence.section_title(text, tree, node),
            level,
            kind,
            range: tree.nodes[node].range.clone(),
        };
        if level == 1 {
            loose_findings = false;
            top.push(part);
        } else {
            inner.push(part);
        }
    }
    for table in &homes.loose {
        top.push(bare(SectionKind::Findings, table.clone()));
    }
    if let Some(at) = ahead {
        top.push(bare(SectionKind::NextSteps, at..at));
    }
    if !frame.contact.is_empty() {
        top.push(bare(SectionKind::Contact, frame.contact.clone()));
    }
    // What stands before the first heading: who inspected whom, then how the rectification was led.
    let first = top
        .iter()
        .filter(|part| part.kind != SectionKind::Boilerplate)
        .map(|part| part.range.start)
        .min()
        .unwrap_or(frame.body.end);
    let start = skip_blank(text, frame.body.start);
    if start < first {
        top.push(bare(SectionKind::Preamble, start..first));
        let led = frame.announced.filter(|&at| {
            text.get(at..first)
                .is_some_and(|between| between.trim().chars().take(80).count() == 80)
        });
        if let Some(at) = led {
            top.push(bare(SectionKind::Leadership, at..first));
        }
    }
    top.sort_by_key(|part| part.range.start);
    // Boilerplate between the lines of the title cuts the preamble into several parts.
    let mut cut: Vec<Part> = Vec::new();
    for part in top {
        let resumes = cut
            .last()
            .filter(|last| {
                part.kind == SectionKind::Boilerplate && last.range.end > part.range.end && last.node.is_none()
            })
            .cloned();
        let after = skip_blank(text, part.range.end);
        cut.push(part);
        if let Some(last) = resumes {
            cut.push(bare(last.kind, after..last.range.end));
        }
    }
    // Together they cover the text.
    let starts: Vec<usize> = cut.iter().map(|part| part.range.start).collect();
    for (at, part) in cut.iter_mut().enumerate() {
        part.range.end = starts.get(at + 1).copied().unwrap_or(text.len()).max(part.range.start);
        if at == 0 {
            part.range.start = 0;
        }
    }
    cut.retain(|part| !part.range.is_empty());
    if cut.is_empty() {
        cut.push(bare(SectionKind::Preamble, 0..text.len()));
    }
    cut.extend(inner);
    cut.sort_by_key(|part| (part.range.start, part.level));
    roles.parts = cut;
}

/// The next place that is no white space.
fn skip_blank(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - rest.trim_start().len())
}

/// Depth among the headings, 1 at the top.
fn level(tree: &Tree, groups: &groups::Groups, kinds: &[SectionKind], node: usize) -> u8 {
    let mut level = 1u8;
    let mut above = tree.nodes[node].parent;
    while let Some(at) = above {
        level += u8::from(groups.is_section(tree, kinds, at));
        above = tree.nodes[at].parent;
    }
    level
}

/// Which nodes count something that a reader sees.
fn shown(tree: &Tree, kinds: &[SectionKind], groups: &groups::Groups, roles: &Roles) -> Vec<bool> {
    let mut shown = vec![false; tree.nodes.len()];
    for (node, shown) in shown.iter_mut().enumerate() {
        *shown = groups.is_section(tree, kinds, node)
            || (kinds[node] == SectionKind::Findings && groups.is_heading(node))
            // An ordinal run of the account of leadership.
            || (kinds[node] != SectionKind::Findings && tree.runs[tree.nodes[node].run].nodes.len() > 2);
    }
    let answers = roles.problems.iter().flat_map(|problem| &problem.answers);
    let items = roles.steps.iter().flat_map(|step| &step.items);
    for answer in answers.chain(items) {
        if let Some(node) = answer.node {
            shown[node] = true;
        }
    }
    shown
}

/// Where a look ahead begins in a range of the text, and whether its heading was lost.
fn outlook(text: &str, range: Range<usize>) -> Option<(usize, bool)> {
    (range.start < range.end)
        .then(|| heading::outlook(text, range))
        .flatten()
}
