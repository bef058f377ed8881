//! Which flags are shown, in which order, and which of them share a line.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::desk::{FlagRow, RULES};
use crate::model::{NoticeId, Severity};

/// From so many on, hits of one sort on one notice share a line: a damaged copy has dozens.
const FOLD_FROM: usize = 4;

/// Under what the flags stand together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Group {
    /// Each rule.
    #[default]
    Rule,
    /// Each notice, in the order of its text.
    Notice,
    /// Each severity, the loudest first.
    Severity,
}

/// What hits that share a line have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sort {
    notice: NoticeId,
    rule: String,
    kind: String,
    severity: Severity,
    aside: bool,
}

impl Sort {
    fn of(row: &FlagRow) -> Self {
        let flag = &row.view.flag;
        Self {
            notice: row.notice,
            rule: flag.rule.clone(),
            kind: flag.kind.clone(),
            severity: flag.severity,
            aside: row.view.dismissed.is_some(),
        }
    }
}

/// A line of the list. Numbers are places in [`Shown::found`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A heading over the flags from there, so many.
    Head(usize, usize),
    /// Flags from there, so many, on one line; whether they stand under it one by one, too.
    Fold(usize, usize, bool),
    /// A flag; whether it stands under such a line.
    One(usize, bool),
}

/// The flags that are shown, with a cursor on one of the lines that are no headings.
#[derive(Debug, Default)]
pub struct Shown {
    /// The flags, as places in the list of all.
    pub found: Vec<usize>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Lines that are no headings.
    stops: Vec<usize>,
    /// Which of those is in focus.
    cursor: usize,
    unfolded: HashSet<Sort>,
}

impl Shown {
    /// Shows these of the rows, in groups; from the first. `fold` where hits of one sort are to share a line.
    pub fn set(&mut self, rows: &[FlagRow], found: Vec<usize>, group: Group, fold: bool) {
        self.found = found;
        // Notices stay in the order of their list, in which the rows come.
        let mut notices: HashMap<NoticeId, usize> = HashMap::new();
        for row in rows {
            let next = notices.len();
            notices.entry(row.notice).or_insert(next);
        }
        let order = |at: &usize| {
            let (row, flag) = (&rows[*at], &rows[*at].view.flag);
            let notice = notices.get(&row.notice).copied();
            (rule_order(&flag.rule), notice, Reverse(flag.severity))
        };
        match group {
            Group::Rule => self.found.sort_by_cached_key(|at| {
                let (rule, notice, severity) = order(at);
                (rule, notice, severity, rows[*at].view.flag.kind.clone())
            }),
            Group::Severity => self.found.sort_by_cached_key(|at| {
                let (rule, notice, severity) = order(at);
                (severity, rule, notice, rows[*at].view.flag.kind.clone())
            }),
            Group::Notice => {}
        }
        self.cursor = 0;
        self.lay(rows, group, fold && group != Group::Notice);
    }

    fn lay(&mut self, rows: &[FlagRow], group: Group, fold: bool) {
        let row = |at: usize| &rows[self.found[at]];
        let together = |one: usize, other: usize| match group {
            Group::Rule => row(one).view.flag.rule == row(other).view.flag.rule,
            Group::Notice => row(one).notice == row(other).notice,
            Group::Severity => row(one).view.flag.severity == row(other).view.flag.severity,
        };
        let mut lines = Vec::new();
        let mut from = 0;
        while from < self.found.len() {
            let end = (from..self.found.len())
                .find(|at| !together(from, *at))
                .unwrap_or(self.found.len());
            lines.push(Line::Head(from, end - from));
            while from < end {
                let sort = Sort::of(row(from));
                let same = (from..end)
                    .take_while(|at| fold && Sort::of(row(*at)) == sort)
                    .count()
                    .max(1);
                if same < FOLD_FROM {
                    lines.extend((from..from + same).map(|at| Line::One(at, false)));
                } else {
                    let open = self.unfolded.contains(&sort);
                    lines.push(Line::Fold(from, same, open));
                    if open {
                        lines.extend((from..from + same).map(|at| Line::One(at, true)));
                    }
                }
                from += same;
            }
        }
        self.lines = lines;
        let is_stop = |at: &usize| !matches!(self.lines[*at], Line::Head(..));
        self.stops = (0..self.lines.len()).filter(is_stop).collect();
        self.cursor = self.cursor.min(self.stops.len().saturating_sub(1));
    }

    /// How many lines there are to move in.
    pub fn stops(&self) -> usize {
        self.stops.len()
    }

    /// Which of them is in focus.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Moves to one of them.
    pub fn go(&mut self, cursor: usize) {
        self.cursor = cursor.min(self.stops.len().saturating_sub(1));
    }

    /// The line in focus, as a place in [`Self::lines`].
    pub fn at(&self) -> Option<usize> {
        self.stops.get(self.cursor).copied()
    }

    /// The line in focus.
    pub fn line(&self) -> Option<Line> {
        self.lines.get(self.at()?).copied()
    }

    /// The flags of the line in focus, as places in the list of all.
    pub fn picked(&self) -> &[usize] {
        match self.line() {
            Some(Line::One(at, _)) => &self.found[at..=at],
            Some(Line::Fold(from, count, _)) => &self.found[from..from + count],
            Some(Line::Head(..)) | None => &[],
        }
    }

    /// Goes to the line on which a flag stands.
    pub fn seek(&mut self, is_it: impl Fn(usize) -> bool) -> bool {
        let has = |line: &Line| match line {
            Line::One(at, _) => is_it(self.found[*at]),
            Line::Fold(from, count, false) => self.found[*from..from + count].iter().any(|at| is_it(*at)),
            Line::Fold(..) | Line::Head(..) => false,
        };
        let found = self.stops.iter().position(|at| has(&self.lines[*at]));
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// Shows the flags that share the line in focus one by one, or together again; whether it is such a line.
    pub fn unfold(&mut self, rows: &[FlagRow], group: Group) -> bool {
        let Some(Line::Fold(from, _, open)) = self.line() else {
            return false;
        };
        let sort = Sort::of(&rows[self.found[from]]);
        if open {
            self.unfolded.remove(&sort);
        } else {
            self.unfolded.insert(sort);
        }
        self.lay(rows, group, true);
        true
    }
}

/// Place of a rule in the table; what is wrong with the copy comes behind what is wrong with the answers, of which there are fewer.
fn rule_order(id: &str) -> (bool, usize) {
    let place = RULES.iter().position(|rule| rule.id == id);
    (id == "damage", place.unwrap_or(RULES.len()))
}
