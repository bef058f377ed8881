//! The parse view: the outline as it was read beside the source that it was read from. The cursor is one place in the text: in the outline it
//! goes from part to part, in the source from row to row and clause to clause, and each follows the other. What it shows is read by the
//! finder; corrections are sent by the commands.

mod draw;

use crate::desk::{Issue, IssueKind, ParseRow, ParseView};
use crate::model::{FindingId, MeasureId, NoticeId, Target};
use crate::tui::command::Command;
use crate::tui::widgets::flow::Flow;
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list::{Step, Window, stepped};

/// What its keys do, the most wanted first: what does not fit is left out.
pub const KEYS: &[super::screen::ScreenKey] = &[
    (Command::Split, ("拆分", "split")),
    (Command::MergeNext, ("合并", "merge")),
    (Command::Relabel, ("编号", "label")),
    (Command::Retitle, ("标题", "title")),
    (Command::MoveNext, ("改归", "move")),
    (Command::DropMeasure, ("非措施", "no measure")),
    (Command::NewFinding, ("新建", "finding")),
    (Command::NextIssue, ("下处", "issue")),
    (Command::Accept, ("采纳", "accept")),
    (Command::Reject, ("否决", "reject")),
    (Command::Undo, ("撤销", "undo")),
    (Command::ParseSide, ("换边", "side")),
    (Command::NextClause, ("分句", "clause")),
    (Command::MoveTo, ("归到", "move to")),
    (Command::Redo, ("重做", "redo")),
    (Command::Close, ("关闭", "close")),
];

/// While a finding is chosen.
pub const CHOOSING: &[super::screen::ScreenKey] = &[
    (Command::Pick, ("归到此问题", "answers this finding")),
    (Command::Close, ("取消", "cancel")),
];

/// While a number or title is typed.
pub const ASKING: &[super::screen::ScreenKey] =
    &[(Command::Pick, ("确定", "take")), (Command::Close, ("取消", "cancel"))];

/// Marks between which a clause stands.
const ENDS: &str = "。；，：！？;,:!?\n\t";

/// How far back the beginning of a clause is looked for, in bytes.
const BACK: usize = 4096;

/// What is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A number.
    Label(Target),
    /// A title.
    Title(FindingId),
}

/// A line to type into.
#[derive(Debug)]
pub struct Ask {
    /// For what.
    pub what: Asked,
    /// What is typed.
    pub input: Input,
}

/// The view.
#[derive(Debug)]
pub struct ParseScreen {
    /// Whose parse.
    pub notice: NoticeId,
    /// The line to type into, while there is one.
    pub ask: Option<Ask>,
    /// The measure for which a finding is chosen.
    pub moving: Option<MeasureId>,
    name: String,
    view: Option<ParseView>,
    /// Whether the keyboard is in the source.
    in_source: bool,
    row: usize,
    /// The place, in bytes of the clean text.
    at: usize,
    /// Whether what is shown is from before a correction that was sent.
    outdated: bool,
    /// Where the cursor goes once what was changed is read.
    land: Option<Target>,
    window: Window,
    top: usize,
    columns: usize,
    height: usize,
}

impl ParseScreen {
    /// Over a notice, with the cursor on a part of it.
    pub fn of(notice: NoticeId, name: String, land: Option<Target>) -> Self {
        Self {
            notice,
            ask: None,
            moving: None,
            name,
            view: None,
            in_source: false,
            row: 0,
            at: 0,
            outdated: false,
            land,
            window: Window::default(),
            top: 0,
            columns: 0,
            height: 0,
        }
    }

    /// Takes what was read. The place stays, or is where something was taken back.
    pub fn take(&mut self, view: ParseView) {
        self.outdated = false;
        self.at = view.source.text.floor_char_boundary(self.at);
        let land = self.land.take();
        let landed = land.and_then(|target| view.rows.iter().position(|row| row.target == Some(target)));
        self.view = Some(view);
        match landed {
            Some(row) => self.go_to_row(row),
            None => self.follow_outline(),
        }
    }

    /// Whether what is shown can be corrected: it is read, and nothing was sent since.
    pub const fn ready(&self) -> bool {
        self.view.is_some() && !self.outdated
    }

    /// A correction was sent, or nothing came of it.
    pub fn sent(&mut self, sent: bool) {
        self.outdated = sent;
    }

    /// Once it is read again, the cursor goes there.
    pub fn land_on(&mut self, target: Option<Target>) {
        self.land = target;
    }

    fn rows(&self) -> &[ParseRow] {
        self.view.as_ref().map_or(&[], |view| &view.rows)
    }

    fn text(&self) -> &str {
        self.view.as_ref().map_or("", |view| &view.source.text)
    }

    fn go_to_row(&mut self, row: usize) {
        self.row = row;
        if let Some(range) = self.rows().get(row).map(|row| row.range.clone()) {
            self.at = range.start;
        }
    }

    /// The row of the innermost part in which the place lies, else of the last one before it.
    fn follow_outline(&mut self) {
        let at = self.at;
        let holds = |row: &&(usize, &ParseRow)| row.1.range.start <= at && at < row.1.range.end;
        let rows: Vec<(usize, &ParseRow)> = self.rows().iter().enumerate().collect();
        let inner = rows
            .iter()
            .filter(holds)
            .min_by_key(|(at, row)| (row.range.len(), usize::MAX - at));
        let before = || {
            rows.iter()
                .rev()
                .find(|(_, row)| row.range.start <= at && !row.range.is_empty())
        };
        self.row = inner.or_else(before).map_or(0, |(row, _)| *row);
    }

    /// Moves: by parts in the outline, by rows in the source.
    pub fn step(&mut self, step: Step) {
        if !self.in_source || self.moving.is_some() {
            let row = stepped(self.row, self.rows().len(), self.window.height, step);
            return self.go_to_row(row);
        }
        let Some(view) = &self.view else { return };
        let flow = Flow::new(&view.source.text, self.columns.max(2));
        let page = self.height.max(2) as isize;
        let here = flow.snap(self.at);
        self.at = match step {
            Step::Down => flow.moved(here, 1),
            Step::Up => flow.moved(here, -1),
            Step::HalfDown => flow.moved(here, page / 2),
            Step::HalfUp => flow.moved(here, -page / 2),
            Step::PageDown => flow.moved(here, page - 1),
            Step::PageUp => flow.moved(here, 1 - page),
            Step::First => 0,
            Step::Last => flow.snap(view.source.text.len()),
        };
        self.follow_outline();
    }

    /// To the outline or to the source.
    pub fn side(&mut self) {
        self.in_source = !self.in_source;
    }

    /// To the next or previous beginning of a clause; the keyboard goes to the source, where that is seen.
    pub fn clause(&mut self, forward: bool) {
        self.in_source = true;
        let text = self.text();
        let found = if forward {
            clauses(text, self.at).find(|at| *at > self.at)
        } else {
            let from = text.floor_char_boundary(self.at.saturating_sub(BACK));
            let before = clauses(text, from).take_while(|at| *at < self.at).last();
            before.or((from == 0 && self.at > 0).then_some(0))
        };
        if let Some(at) = found {
            self.at = at;
            self.follow_outline();
        }
    }

    /// To the next or previous character, in the source.
    pub fn character(&mut self, forward: bool) {
        self.in_source = true;
        let text = self.text();
        let at = if forward {
            text[self.at..].chars().next().map(|c| self.at + c.len_utf8())
        } else {
            text[..self.at].chars().next_back().map(|c| self.at - c.len_utf8())
        };
        if let Some(at) = at.filter(|at| *at < self.text().len()) {
            self.at = at;
            self.follow_outline();
        }
    }

    /// To the next or previous issue; whether there is one.
    pub fn step_issue(&mut self, forward: bool) -> bool {
        let starts = |issue: &Issue| issue.range.start;
        let issues = self.view.as_ref().map_or(&[][..], |view| &view.issues);
        let found = if forward {
            issues.iter().map(starts).find(|at| *at > self.at)
        } else {
            issues.iter().rev().map(starts).find(|at| *at < self.at)
        };
        if let Some(at) = found {
            self.at = at;
            self.follow_outline();
        }
        found.is_some()
    }

    /// The issues at the place, else those in the part under the cursor; of a section, those that lie in none of its findings.
    fn issues_here(&self) -> Vec<(usize, &Issue)> {
        let issues = self.view.as_ref().map_or(&[][..], |view| &view.issues);
        let at = self.at;
        let all = || issues.iter().enumerate();
        let here: Vec<_> = all()
            .filter(|(_, issue)| issue.range.start <= at && at < issue.range.end.max(issue.range.start + 1))
            .collect();
        if !here.is_empty() {
            return here;
        }
        let Some(part) = self.current() else {
            return Vec::new();
        };
        let others = |at: usize| {
            self.rows()
                .iter()
                .any(|row| row.target.is_some() && row.range.contains(&at))
        };
        all()
            .filter(|(_, issue)| part.range.contains(&issue.range.start))
            .filter(|(_, issue)| part.target.is_some() || !others(issue.range.start))
            .collect()
    }

    /// The proposal at the place, or the only one in the part: where it stands.
    pub fn proposal(&self) -> Option<usize> {
        let proposals: Vec<usize> = self
            .issues_here()
            .into_iter()
            .filter(|(_, issue)| issue.reading.is_some())
            .map(|(_, issue)| issue.range.start)
            .collect();
        match proposals.as_slice() {
            [only] => Some(*only),
            several => several.contains(&self.at).then_some(self.at),
        }
    }

    /// What is left to decide.
    fn open_proposals(&self) -> usize {
        let issues = self.view.as_ref().map_or(&[][..], |view| &view.issues);
        issues.iter().filter(|issue| issue.kind == IssueKind::Proposed).count()
    }

    /// The part under the cursor.
    pub fn current(&self) -> Option<&ParseRow> {
        self.rows().get(self.row)
    }

    /// The finding or measure under the cursor.
    pub fn target(&self) -> Option<Target> {
        self.current()?.target
    }

    /// The measure under the cursor.
    pub fn measure(&self) -> Option<MeasureId> {
        match self.target()? {
            Target::Measure(id) => Some(id),
            _ => None,
        }
    }

    /// The finding under the cursor, or the one that the measure under it answers, with its title.
    pub fn finding(&self) -> Option<(FindingId, &str)> {
        let rows = self.rows().get(..=self.row)?;
        rows.iter().rev().find_map(|row| match row.target {
            Some(Target::Finding(id)) => Some((id, row.text.as_str())),
            _ => None,
        })
    }

    /// The place in the clean text.
    pub const fn place(&self) -> usize {
        self.at
    }

    /// Closes what is open inside; whether there was anything.
    pub fn back(&mut self) -> bool {
        self.ask.take().is_some() || self.moving.take().is_some()
    }
}

/// Where clauses begin, from the first behind `from`.
fn clauses(text: &str, from: usize) -> impl Iterator<Item = usize> + '_ {
    let mut ended = from == 0;
    text[from..].char_indices().filter_map(move |(at, c)| {
        if ENDS.contains(c) {
            ended = true;
            return None;
        }
        if c.is_whitespace() {
            return None;
        }
        std::mem::take(&mut ended).then_some(from + at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_begin_behind_marks_and_line_ends() {
        let text = "一是完善制度。印发《细则》，明确\n 二是排查";
        let starts: Vec<&str> = clauses(text, 0)
            .map(|at| &text[at..])
            .map(|rest| rest.split(['。', '，', '\n']).next().unwrap())
            .collect();
        assert_eq!(starts, ["一是完善制度", "印发《细则》", "明确", "二是排查"]);
        // From inside of a clause, its own beginning is none.
        assert_eq!(clauses(text, "一是".len()).next(), text.find("印发"));
    }
}
