//! What is printed for a finding as a whole, into the model: its state, its deadline, who answers for it.

use std::ops::Range;

use crate::model::{Commitment, CommitmentKind, Deadline, Finding, Measure, Progress, Span};
use crate::text::date::Anchor;

use super::commitment::precision;
use super::fields::{self, Layers as _};
use super::page::Page;
use super::parse::{measure, one_line, printed_label};
use super::particulars;
use super::rows::Entry;
use super::wording;

/// Words between the deadline's label and its time, where a table has the label only at its head.
const DEADLINE: &str = "完成时限：";

/// The finding that stands in rows of a table, under sections with these labels.
pub(super) fn of_entry(page: &Page, entry: &Entry, mut path: Vec<String>, anchor: &Anchor) -> Finding {
    path.extend(entry.group.iter().filter_map(|label| printed_label(page, label)));
    let statement: Vec<String> = entry.statement.iter().map(|cell| page.clean(cell.clone())).collect();
    let mut finding = Finding {
        label: entry.label.as_ref().and_then(|label| printed_label(page, label)),
        path,
        title: one_line(&page.clean(entry.title.clone())),
        statement: (!statement.is_empty()).then(|| statement.join("\n")),
        span: page.span(entry.range.clone()),
        heading: page.span(entry.heading.clone()),
        ..Finding::default()
    };
    rows(page, entry, anchor, &mut finding);
    // What a cell says of itself behind a label, where no column does.
    let answers = entry.answers.iter().map(|answer| &answer.range);
    for cell in entry.statement.iter().chain([&entry.heading]).chain(answers) {
        read(page, cell.clone(), anchor, &mut finding);
    }
    settled(&mut finding);
    finding
}

/// Puts what stands in the columns of rows into the finding that they belong to: measures behind those that it has, and the printed fields.
pub(super) fn rows(page: &Page, entry: &Entry, anchor: &Anchor, finding: &mut Finding) {
    let first = finding.measures.len();
    finding
        .measures
        .extend(entry.answers.iter().map(|answer| measure(page, answer, anchor)));
    for outcome in &entry.outcomes {
        let measures = first + outcome.answers.start..first + outcome.answers.end;
        if let Some(measures) = finding.measures.get_mut(measures) {
            came_of(page, outcome.range.clone(), anchor, measures);
        }
    }
    let fields = [
        ("state", &entry.states, "；"),
        ("leader", &entry.leaders, "、"),
        ("department", &entry.departments, "、"),
        ("person", &entry.persons, "、"),
    ];
    for (name, cells, between) in fields {
        let value = listed(page, finding, name, cells, between);
        let field = match name {
            "state" => &mut finding.state,
            "leader" => &mut finding.leader,
            "department" => &mut finding.department,
            _ => &mut finding.person,
        };
        *field = value.or(field.take());
    }
    // Of several rows' deadlines the last to come is the finding's; each is its own row's promise.
    for printed in &entry.deadlines {
        let deadline = deadline(page, printed.range.clone(), anchor);
        let span = page.span(printed.range.clone());
        if let Some(measure) = printed.answer {
            promise(finding, first + measure, &deadline, span);
        }
        let later = finding.deadline.as_ref().is_none_or(|known| known.due < deadline.due);
        if later {
            finding.deadline = Some(deadline);
            finding.spans.insert("deadline".to_owned(), span);
        }
    }
}

/// What a cell beside measures says of them. Words of its own (已组织6次) tell how they stand; a bare state (已完成) only where the measures do
/// not say it themselves, so that the two can be held against each other. What it promises is a promise of the last of them.
fn came_of(page: &Page, cell: Range<usize>, anchor: &Anchor, measures: &mut [Measure]) {
    let own = page.folded().get(cell.clone()).unwrap_or_default();
    let bare = particulars::is_state(own);
    let read = fields::wording(page, cell.clone(), anchor);
    let progress = if bare {
        particulars::progress_of(own).unwrap_or(read.progress)
    } else {
        read.progress
    };
    for measure in measures.iter_mut() {
        if progress != Progress::Unmarked && (!bare || measure.progress == Progress::Unmarked) {
            measure.progress = progress;
            measure.cues.extend(read.cues.iter().cloned());
        }
    }
    if let Some(last) = measures.last_mut().filter(|_| !bare) {
        last.commitments.extend(read.commitments);
        let new = read
            .documents
            .into_iter()
            .filter(|document| !last.documents.contains(document))
            .collect::<Vec<_>>();
        last.documents.extend(new);
    }
}

/// Reads what a stretch of the text prints behind labels (完成时限:, 责任领导:) into a finding, where nothing is known yet.
pub(super) fn read(page: &Page, range: Range<usize>, anchor: &Anchor, finding: &mut Finding) {
    let Some(own) = page.folded().get(range.clone()) else {
        return;
    };
    let found = particulars::read(own);
    let away = |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
    let fields = [
        ("state", found.state, &mut finding.state),
        ("leader", found.leader, &mut finding.leader),
        ("department", found.department, &mut finding.department),
        ("person", found.person, &mut finding.person),
    ];
    for (name, value, field) in fields {
        if let (Some(value), None) = (value, field.as_ref()) {
            *field = Some(names(&page.clean(away(value.clone())), "、"));
            finding.spans.insert(name.to_owned(), page.span(away(value)));
        }
    }
    if let (Some(value), None) = (found.deadline, &finding.deadline) {
        let read = deadline(page, away(value.clone()), anchor);
        let span = page.span(away(value));
        if let Some(last) = finding.measures.len().checked_sub(1) {
            promise(finding, last, &read, span);
        }
        finding.deadline = Some(read);
        finding.spans.insert("deadline".to_owned(), span);
    }
}

/// Reads the state that a sentence of its own gives where an answer begins, where none is known yet.
pub(super) fn stated(page: &Page, answer: Range<usize>, finding: &mut Finding) {
    if finding.state.is_some() {
        return;
    }
    let start = answer.start;
    if let Some(state) = page.folded().get(answer).and_then(particulars::stated) {
        let state = start + state.start..start + state.end;
        finding.state = Some(page.clean(state.clone()));
        finding.spans.insert("state".to_owned(), page.span(state));
    }
}

/// Once all is read, a person alone stands for the leader.
pub(super) fn settled(finding: &mut Finding) {
    if finding.leader.is_none() {
        finding.leader = finding.person.take();
        if let Some(span) = finding.spans.remove("person") {
            finding.spans.insert("leader".to_owned(), span);
        }
    }
}

/// Several cells as one value, each said once; their first place goes into the finding.
fn listed(page: &Page, finding: &mut Finding, name: &str, cells: &[Range<usize>], between: &str) -> Option<String> {
    let mut values: Vec<String> = Vec::new();
    for cell in cells {
        let value = names(&page.clean(cell.clone()), between);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let first = cells.first()?;
    finding.spans.insert(name.to_owned(), page.span(first.clone()));
    Some(values.join(between))
}

/// A value on one line: the lines of a cell are so many names, but for a single character, which a narrow column broke off.
fn names(text: &str, between: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let broken = line.chars().nth(1).is_none() || out.chars().nth(1).is_none();
        let parted = out.ends_with(|c: char| c.is_alphanumeric()) && !broken;
        if parted && line.starts_with(char::is_alphanumeric) {
            out.push_str(between);
        }
        out.push_str(line);
    }
    out
}

/// A printed deadline with its day.
fn deadline(page: &Page, range: Range<usize>, anchor: &Anchor) -> Deadline {
    let own = page.folded().get(range.clone()).unwrap_or_default();
    let clauses = wording::clauses(own, anchor);
    let mut times = clauses.iter().flat_map(|clause| &clause.times);
    let time = times.rfind(|time| time.when.is_some_and(|when| when.due().is_some()));
    let when = time.and_then(|time| time.when);
    Deadline {
        text: one_line(&page.clean(range)),
        due: when.and_then(|when| when.due()),
        precision: when.map(|when| precision(when.fineness)),
        reason: time.map(|time| wording::reason(own, time, anchor)).unwrap_or_default(),
    }
}

/// The deadline of a finding that is not finished is a promise of its measure.
fn promise(finding: &mut Finding, measure: usize, deadline: &Deadline, span: Span) {
    let done = finding
        .state
        .as_deref()
        .is_some_and(|state| particulars::progress_of(state) == Some(Progress::Done));
    let Some(measure) = finding.measures.get_mut(measure) else {
        return;
    };
    if done || deadline.due.is_none() {
        return;
    }
    if measure.commitments.iter().any(|known| known.due == deadline.due) {
        return;
    }
    measure.commitments.push(Commitment {
        text: format!("{DEADLINE}{}", deadline.text),
        kind: CommitmentKind::Deadline,
        due: deadline.due,
        precision: deadline.precision,
        reason: deadline.reason.clone(),
        span,
    });
}
