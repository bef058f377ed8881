//! One notice from its text to the model's types.

use std::ops::Range;

use crate::model::{Explained, Finding, Item, Measure, NextSteps, ParsedNotice, Progress, Section};
use crate::text::clean::Clean;
use crate::text::date::Anchor;

use super::explain as record;
use super::fields::{self, Layers};
use super::frame;
use super::genre;
use super::outline::{self, Tree};
use super::page::Page;
use super::printed;
use super::roles::{self, Answer, Problem, Roles};
use super::rows::{self, Entry, Tables};
use super::{flags, meta};

/// Reads one notice: decoded source, and the clean text made of it. Never fails: a text without structure comes back as one section.
pub fn parse(source: &str, clean: &Clean) -> ParsedNotice {
    read(source, clean, |_| ()).0
}

/// As [`parse`], with the record of how the outline was chosen and which cue made which line what it is.
pub fn explain(source: &str, clean: &Clean) -> (ParsedNotice, Explained) {
    read(source, clean, record::explain)
}

/// Reads a notice, and hands what was seen on the way to `keep`.
fn read<T>(source: &str, clean: &Clean, keep: impl FnOnce(&record::Seen) -> T) -> (ParsedNotice, T) {
    let page = Page::new(source, clean);
    let text = page.folded();
    let found = meta::read(text);
    let anchor = found.anchor();
    let frame = frame::read(text, &found.title);
    let outlined = frame.text_start..frame.body.end;
    let mut tables = rows::read(text, outlined.clone());
    let capital = |label: &Range<usize>| page.clean(label.clone()).starts_with(|c: char| c.is_uppercase());
    let signs = outline::signs(text, &outlined, &tables.rows, capital);
    let outlines = outline::compete(&signs);
    let chosen = outlines.first().map_or(&[][..], |best| &best.chosen);
    let mut tree = Tree::new(signs, chosen, frame.body.end);
    let mut roles = roles::assign(text, &mut tree, &frame, &tables);
    if !genre::has_findings(text, &frame, &tree, &roles, &tables) {
        tables.entries.clear();
        roles.without_findings();
    }
    let mut parsed = ParsedNotice {
        notice: fields::facts(&page, &found),
        sections: sections(&page, &tree, &roles),
        findings: findings(&page, &tree, &roles, &tables, &anchor),
        claims: fields::claims(&page, frame.text_start..frame.body.end),
        next_steps: steps(&page, &roles),
        repairs: flags::repairs(clean),
        flags: Vec::new(),
    };
    parsed.flags = flags::raise(&flags::Seen {
        page: &page,
        clean,
        tree: &tree,
        roles: &roles,
        frame: &frame,
        found: &found,
        parsed: &parsed,
        unread: &tables.unread,
    });
    let kept = keep(&record::Seen {
        page: &page,
        frame: &frame,
        tree: &tree,
        roles: &roles,
        outlines: &outlines,
    });
    (parsed, kept)
}

fn sections(page: &Page, tree: &Tree, roles: &Roles) -> Vec<Section> {
    let part = |part: &roles::Part| Section {
        label: part.node.and_then(|node| printed_label(page, &tree.nodes[node].label)),
        title: one_line(&page.clean(part.title.clone())),
        level: part.level,
        kind: part.kind,
        span: page.part(part.range.clone()),
    };
    roles.parts.iter().map(part).collect()
}

/// The findings of the outline and those that stand in tables, in text order.
fn findings(page: &Page, tree: &Tree, roles: &Roles, tables: &Tables, anchor: &Anchor) -> Vec<Finding> {
    let mut found: Vec<Finding> = roles
        .problems
        .iter()
        .map(|problem| finding(page, tree, problem, &tables.loose, anchor))
        .collect();
    for (entry, path) in tables.entries.iter().zip(&roles.row_paths) {
        let above = path
            .iter()
            .filter_map(|&node| printed_label(page, &tree.nodes[node].label));
        found.push(printed::of_entry(page, entry, above.collect(), anchor));
    }
    found.sort_by_key(|finding| finding.span.start);
    found
}

fn finding(page: &Page, tree: &Tree, problem: &Problem, loose: &[Entry], anchor: &Anchor) -> Finding {
    // Rows of measures under its heading: they answer to it, and what was read there as text does not.
    let from = loose.partition_point(|entry| entry.range.start < problem.range.start);
    let rows: Vec<&Entry> = loose[from..]
        .iter()
        .take_while(|entry| entry.range.end <= problem.range.end)
        .collect();
    let answers = problem.answers.iter().filter(|answer| {
        !rows
            .iter()
            .any(|entry| answer.range.start < entry.range.end && entry.range.start < answer.range.end)
    });
    let mut finding = Finding {
        label: printed_label(page, &tree.nodes[problem.node].label),
        path: problem
            .path
            .iter()
            .filter_map(|&node| printed_label(page, &tree.nodes[node].label))
            .collect(),
        title: one_line(&page.clean(problem.title.clone())),
        statement: problem.statement.clone().map(|range| page.clean(range)),
        span: page.span(problem.range.clone()),
        heading: page.span(problem.heading.clone()),
        measures: answers.map(|answer| measure(page, answer, anchor)).collect(),
        ..Finding::default()
    };
    for entry in rows {
        printed::rows(page, entry, anchor, &mut finding);
    }
    printed::read(page, problem.range.clone(), anchor, &mut finding);
    let behind = problem.opening.iter().map(|opening| opening.end);
    for from in std::iter::once(problem.heading.end).chain(behind) {
        printed::stated(page, from..problem.range.end, &mut finding);
    }
    printed::settled(&mut finding);
    finding
}

pub(super) fn measure(page: &Page, answer: &Answer, anchor: &Anchor) -> Measure {
    let mut measure = Measure {
        label: answer.label.clone().and_then(|label| printed_label(page, &label)),
        text: page.clean(answer.text.clone()),
        span: page.span(answer.range.clone()),
        progress: Progress::Unmarked,
        cues: Vec::new(),
        documents: Vec::new(),
        commitments: Vec::new(),
    };
    fields::wording(page, answer.text.clone(), anchor).into_measure(&mut measure);
    measure
}

fn steps(page: &Page, roles: &Roles) -> Vec<NextSteps> {
    let item = |answer: &Answer| Item {
        label: answer.label.clone().and_then(|label| printed_label(page, &label)),
        text: page.clean(answer.text.clone()),
        span: page.span(answer.range.clone()),
    };
    roles
        .steps
        .iter()
        .map(|step| NextSteps {
            label: step.label.clone().and_then(|label| printed_label(page, &label)),
            title: one_line(&page.clean(step.title.clone())),
            items: step.items.iter().map(item).collect(),
        })
        .collect()
}

/// A label as printed; None for headings without one.
pub(super) fn printed_label(page: &Page, range: &Range<usize>) -> Option<String> {
    let label = page.clean(range.clone());
    let label = label.trim();
    (!label.is_empty()).then(|| label.to_owned())
}

/// A heading on one line; Chinese needs no space where lines meet.
pub(super) fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect()
}
