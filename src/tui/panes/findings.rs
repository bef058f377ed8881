//! The findings tree: headings, findings, and under them their measures with the verdicts given.

mod draw;

use std::collections::{BTreeSet, HashMap};

pub use draw::{label, part_name, section_title};

use crate::desk::{FindingRow, MeasureRow, Outline, OutlineRow, SectionRow};
use crate::model::{FindingId, MeasureId, NoticeId, SectionKind, Target, Verdict};
use crate::tui::widgets::list::{Step, Window, stepped};

/// Which measures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Without a verdict of the reviewer.
    Unreviewed,
    /// With commitments past due.
    Overdue,
    /// With flags, and findings with flags.
    Flagged,
}

/// What a row is, so that it is found again after the rows were read anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// A heading, by its place in the source.
    Section(usize),
    /// A finding.
    Finding(FindingId),
    /// A measure.
    Measure(MeasureId),
}

impl Spot {
    /// The spot of a target inside a notice.
    pub const fn of(target: Target) -> Option<Self> {
        match target {
            Target::Notice(_) => None,
            Target::Finding(id) => Some(Self::Finding(id)),
            Target::Measure(id) => Some(Self::Measure(id)),
        }
    }
}

/// Where the cursor goes once the rows of a notice are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    /// Where it was when the notice was last in front; at first, the first unreviewed measure.
    Before,
    /// There.
    At(Spot),
    /// On the first unreviewed measure.
    FirstUnreviewed,
    /// On the last unreviewed measure.
    LastUnreviewed,
}

/// The tree of the notice in front.
#[derive(Debug, Default)]
pub struct Findings {
    /// Whose rows these are.
    pub notice: Option<NoticeId>,
    /// All rows.
    pub rows: Vec<OutlineRow>,
    /// Rows that the filter lets through, ascending.
    visible: Vec<usize>,
    /// The row under the cursor, counted in all rows.
    pub row: usize,
    /// Measures chosen for a verdict together.
    pub marks: BTreeSet<MeasureId>,
    /// What is to be done when other rows come.
    pub landing: Option<Landing>,
    filter: Filter,
    places: HashMap<NoticeId, Spot>,
    window: Window,
}

impl Findings {
    /// The row under the cursor, where the filter shows any.
    pub fn current(&self) -> Option<&OutlineRow> {
        self.visible.binary_search(&self.row).ok()?;
        self.rows.get(self.row)
    }

    /// What stands under the cursor.
    pub fn spot(&self) -> Option<Spot> {
        self.current().map(spot)
    }

    /// The measure under the cursor.
    pub fn measure(&self) -> Option<&MeasureRow> {
        match self.current()? {
            OutlineRow::Measure(row) => Some(row),
            _ => None,
        }
    }

    /// The finding under the cursor, or that of the measure under it.
    pub fn finding(&self) -> Option<&FindingRow> {
        self.current()?;
        self.rows[..=self.row].iter().rev().find_map(|row| match row {
            OutlineRow::Finding(row) => Some(row),
            _ => None,
        })
    }

    /// Takes the rows of a notice as they are now. The cursor goes where it was told to land, else stays on the same thing, or,
    /// where that is gone, on what stands in its place.
    pub fn replace(&mut self, outline: Outline) {
        let same = self.notice == Some(outline.notice);
        let before = if same { self.rows.get(self.row).map(spot) } else { None };
        if !same {
            self.marks.clear();
            self.row = 0;
            self.window = Window::default();
        }
        self.notice = Some(outline.notice);
        self.rows = outline.rows;
        self.sieve();
        let landing = self.landing.take();
        let landing = landing.or(if same { None } else { Some(Landing::Before) });
        let before = before.and_then(|spot| self.find(spot));
        self.row = before.unwrap_or(self.row);
        match landing {
            None => {}
            Some(Landing::At(spot)) => {
                self.go(spot);
            }
            Some(Landing::Before) => {
                let known = self.places.get(&outline.notice).and_then(|spot| self.find(*spot));
                self.row = known.or_else(|| self.first_unreviewed()).unwrap_or(0);
            }
            Some(Landing::FirstUnreviewed) => self.row = self.first_unreviewed().unwrap_or(0),
            Some(Landing::LastUnreviewed) => {
                let last = self.visible.iter().rev().find(|row| self.unreviewed(**row));
                self.row = last.copied().unwrap_or(0);
            }
        }
        self.settle();
    }

    /// Remembers the place in this notice, for when it comes to the front again.
    pub fn remember(&mut self) {
        if let (Some(notice), Some(spot)) = (self.notice, self.spot()) {
            self.places.insert(notice, spot);
        }
    }

    /// Shows what a filter lets through.
    pub fn set_filter(&mut self, filter: Filter) {
        self.filter = filter;
        self.sieve();
        self.settle();
    }

    /// Measures that a filter would let through.
    pub fn count(&self, filter: Filter) -> usize {
        let fits = |row: &&OutlineRow| matches!(row, OutlineRow::Measure(row) if lets_through(filter, row));
        self.rows.iter().filter(fits).count()
    }

    /// Puts the cursor on a spot; where the filter hides it, the row is shown nevertheless until the rows are read anew.
    pub fn go(&mut self, spot: Spot) -> bool {
        let Some(row) = self.find(spot) else {
            return false;
        };
        self.row = row;
        if let Err(at) = self.visible.binary_search(&row) {
            self.visible.insert(at, row);
        }
        true
    }

    /// Moves.
    pub fn step(&mut self, step: Step) {
        let at = self.visible.binary_search(&self.row).unwrap_or_else(|at| at);
        let at = stepped(at, self.visible.len(), self.window.height, step);
        self.row = self.visible.get(at).copied().unwrap_or(0);
    }

    /// To the next or the previous finding; whether there is one.
    pub fn step_finding(&mut self, forward: bool) -> bool {
        let is_finding = |row: &&usize| matches!(self.rows[**row], OutlineRow::Finding(_));
        let found = if forward {
            self.visible.iter().filter(|row| **row > self.row).find(is_finding)
        } else {
            self.visible
                .iter()
                .rev()
                .filter(|row| **row < self.row)
                .find(is_finding)
        };
        let found = found.copied();
        self.row = found.unwrap_or(self.row);
        found.is_some()
    }

    /// To the next or the previous unreviewed measure among the rows shown; whether there is one.
    pub fn step_unreviewed(&mut self, forward: bool) -> bool {
        let found = if forward {
            self.visible
                .iter()
                .find(|row| **row > self.row && self.unreviewed(**row))
        } else {
            self.visible
                .iter()
                .rev()
                .find(|row| **row < self.row && self.unreviewed(**row))
        };
        let found = found.copied();
        self.row = found.unwrap_or(self.row);
        found.is_some()
    }

    /// To the first unreviewed measure among the rows shown; whether there is one.
    pub fn to_first_unreviewed(&mut self) -> bool {
        let found = self.first_unreviewed();
        self.row = found.unwrap_or(self.row);
        found.is_some()
    }

    /// Whether there is an unreviewed measure among the rows shown.
    pub fn has_unreviewed(&self) -> bool {
        self.first_unreviewed().is_some()
    }

    /// Shows a verdict that was just given, before the clerk has said that it is kept.
    pub fn anticipate(&mut self, measures: &[MeasureId], verdict: Option<Verdict>) {
        let mut changed: Vec<(FindingId, bool)> = Vec::new();
        for row in &mut self.rows {
            if let OutlineRow::Measure(row) = row
                && measures.contains(&row.id)
            {
                if row.waits() == verdict.is_some() {
                    changed.push((row.finding, verdict.is_some()));
                }
                row.verdict = verdict;
                row.changed = false;
            }
        }
        for row in &mut self.rows {
            if let OutlineRow::Finding(row) = row {
                for (_, more) in changed.iter().filter(|(finding, _)| *finding == row.id) {
                    row.reviewed = if *more {
                        row.reviewed + 1
                    } else {
                        row.reviewed.saturating_sub(1)
                    };
                }
            }
        }
    }

    fn unreviewed(&self, row: usize) -> bool {
        matches!(self.rows.get(row), Some(OutlineRow::Measure(row)) if row.waits())
    }

    fn first_unreviewed(&self) -> Option<usize> {
        self.visible.iter().copied().find(|row| self.unreviewed(*row))
    }

    fn find(&self, wanted: Spot) -> Option<usize> {
        self.rows.iter().position(|row| spot(row) == wanted)
    }

    /// Works out which rows the filter lets through: measures that fit, and the findings and headings above them.
    fn sieve(&mut self) {
        self.visible.clear();
        if self.filter == Filter::All {
            // Page furniture is for the source pane; it answers nothing. Parts without a heading that follow one another are one row.
            for (at, row) in self.rows.iter().enumerate() {
                let before = self.visible.last().map(|before| &self.rows[*before]);
                let shown = match row {
                    OutlineRow::Section(row) => {
                        row.kind != SectionKind::Boilerplate && !before.is_some_and(|before| runs_on(before, row))
                    }
                    OutlineRow::Finding(_) | OutlineRow::Measure(_) => true,
                };
                if shown {
                    self.visible.push(at);
                }
            }
            return;
        }
        // Headings and the finding above the row that is looked at, not yet shown.
        let mut above: Vec<usize> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let shown = match row {
                OutlineRow::Section(section) => {
                    above.retain(
                        |row| matches!(&self.rows[*row], OutlineRow::Section(row) if row.level < section.level),
                    );
                    above.push(at);
                    false
                }
                OutlineRow::Finding(finding) => {
                    above.retain(|row| matches!(self.rows[*row], OutlineRow::Section(_)));
                    above.push(at);
                    // A finding that nothing answers shows its own flags; others show through their measures.
                    self.filter == Filter::Flagged && finding.flags > 0 && finding.measures == 0
                }
                OutlineRow::Measure(measure) => lets_through(self.filter, measure),
            };
            if shown {
                self.visible.append(&mut above);
                if self.visible.last() != Some(&at) {
                    self.visible.push(at);
                }
            }
        }
    }

    /// Puts the cursor on a row that is shown: the next one, else the one before.
    fn settle(&mut self) {
        let at = match self.visible.binary_search(&self.row) {
            Ok(at) | Err(at) => at.min(self.visible.len().saturating_sub(1)),
        };
        self.row = self.visible.get(at).copied().unwrap_or(0);
    }
}

fn spot(row: &OutlineRow) -> Spot {
    match row {
        OutlineRow::Section(row) => Spot::Section(row.span.start),
        OutlineRow::Finding(row) => Spot::Finding(row.id),
        OutlineRow::Measure(row) => Spot::Measure(row.id),
    }
}

fn lets_through(filter: Filter, row: &MeasureRow) -> bool {
    match filter {
        Filter::All => true,
        Filter::Unreviewed => row.waits(),
        Filter::Overdue => row.overdue > 0,
        Filter::Flagged => row.flags > 0,
    }
}

/// Whether a part only runs on from the row before it: both of the same kind, and neither with a heading or a number.
fn runs_on(before: &OutlineRow, row: &SectionRow) -> bool {
    let bare = |row: &SectionRow| row.title.is_empty() && row.label.is_none();
    matches!(before, OutlineRow::Section(before) if before.kind == row.kind && bare(before) && bare(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn part(kind: SectionKind, title: &str, start: usize) -> OutlineRow {
        OutlineRow::Section(SectionRow {
            label: None,
            title: title.to_owned(),
            level: 1,
            kind,
            span: Span { start, end: start + 1 },
        })
    }

    #[test]
    fn parts_without_a_heading_that_follow_one_another_are_one_row() {
        let mut findings = Findings {
            rows: vec![
                part(SectionKind::Preamble, "", 0),
                part(SectionKind::Preamble, "", 1),
                part(SectionKind::Leadership, "", 2),
                part(SectionKind::Preamble, "", 3),
                part(SectionKind::Findings, "甲", 4),
                part(SectionKind::Findings, "乙", 5),
            ],
            ..Findings::default()
        };
        findings.sieve();
        assert_eq!(findings.visible, [0, 2, 3, 4, 5]);
    }
}
