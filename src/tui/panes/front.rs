//! What is in front: a measure, else the finding, heading or notice under the cursor; composed as a sheet that scrolls.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::findings::section_title;
use super::{measure, notice};
use crate::desk::{CommitmentView, FindingView, FlagView, MeasureView, NoticeRow, SectionRow, SourceView};
use crate::model::{FindingId, Gap, MeasureId, NoticeId, Target};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::rule;
use crate::tui::widgets::list::{Step, stepped};
use crate::tui::widgets::sheet::Sheet;

/// Which thing is to be in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// None.
    Nothing,
    /// A notice as a whole.
    Notice(NoticeId),
    /// A heading, by its place in the source.
    Section(usize),
    /// A finding.
    Finding(FindingId),
    /// A measure.
    Measure(MeasureId),
}

impl Wanted {
    /// What a comment on it would hang on.
    pub const fn target(self) -> Option<Target> {
        match self {
            Self::Nothing | Self::Section(_) => None,
            Self::Notice(id) => Some(Target::Notice(id)),
            Self::Finding(id) => Some(Target::Finding(id)),
            Self::Measure(id) => Some(Target::Measure(id)),
        }
    }
}

/// The thing in front, as it was read.
#[derive(Debug, Default)]
pub enum Front {
    /// None.
    #[default]
    Nothing,
    /// A notice as a whole.
    Notice(Box<NoticeRow>, Gap),
    /// A heading.
    Section(SectionRow),
    /// A finding.
    Finding(Box<FindingView>),
    /// A measure.
    Measure(Box<MeasureView>),
}

/// The pane.
#[derive(Debug, Default)]
pub struct FrontPane {
    /// What is in front.
    pub front: Front,
    /// The commitment in focus.
    pub promise: usize,
    /// The flag in focus.
    pub flag: usize,
    /// The flag that comes into focus with what is put in front next, by its content.
    pub wanted_flag: Option<String>,
    /// First row on the screen.
    pub top: usize,
    height: usize,
    rows: usize,
}

impl FrontPane {
    /// Puts another thing in front, or the same as it is now.
    pub fn replace(&mut self, front: Front, same: bool) {
        self.front = front;
        if !same {
            self.top = 0;
            self.promise = 0;
            self.flag = 0;
        }
        self.promise = self.promise.min(self.promises().len().saturating_sub(1));
        if let Some(content) = self.wanted_flag.take()
            && let Some(at) = self.flags().iter().position(|view| view.content == content)
        {
            self.flag = at;
        }
        self.flag = self.flag.min(self.flags().len().saturating_sub(1));
    }

    /// The flags of the measure or finding in front.
    pub fn flags(&self) -> &[FlagView] {
        match &self.front {
            Front::Measure(view) => &view.flags,
            Front::Finding(view) => &view.flags,
            _ => &[],
        }
    }

    /// The measure in front.
    pub fn measure(&self) -> Option<&MeasureView> {
        match &self.front {
            Front::Measure(view) => Some(view),
            _ => None,
        }
    }

    /// The commitments of the measure in front.
    pub fn promises(&self) -> &[CommitmentView] {
        self.measure().map_or(&[], |view| &view.commitments)
    }

    /// Moves the focus among the commitments; whether it moved.
    pub fn step_promise(&mut self, forward: bool) -> bool {
        let before = self.promise;
        let last = self.promises().len().saturating_sub(1);
        self.promise = if forward {
            (before + 1).min(last)
        } else {
            before.saturating_sub(1)
        };
        self.promise != before
    }

    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        let last = self.rows.saturating_sub(self.height);
        self.top = stepped(self.top, last + 1, self.height, step);
    }

    /// Draws.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, source: Option<&Arc<SourceView>>, focused: bool, look: &Look) {
        let (title, right) = self.title(look);
        let area = rule(buf, area, &title, &right, focused, look);
        let mut sheet = Sheet::new(area.width);
        let source = source.map(AsRef::as_ref);
        let height = area.height.into();
        match &self.front {
            Front::Nothing => {}
            Front::Notice(row, gap) => notice::compose_notice(&mut sheet, row, gap, source, look),
            Front::Section(row) => notice::compose_section(&mut sheet, row, source, height, look),
            Front::Finding(view) => notice::compose_finding(&mut sheet, view, source, (self.flag, height), look),
            Front::Measure(view) => {
                measure::compose(&mut sheet, view, source, (self.promise, self.flag), height, look);
            }
        }
        self.height = height;
        self.rows = sheet.rows.len();
        self.top = self.top.min(self.rows.saturating_sub(height));
        sheet.draw(buf, area, self.top, look);
    }

    fn title(&self, look: &Look) -> (String, String) {
        match &self.front {
            Front::Nothing => (look.lang.pick("措施", "Measure").to_owned(), String::new()),
            Front::Notice(row, _) => (row.short.clone(), row.file.rsplit('/').next().unwrap_or("").to_owned()),
            Front::Section(row) => {
                let label = row.label.clone().unwrap_or_default();
                (
                    format!("{label} {}", section_title(row, look)).trim().to_owned(),
                    String::new(),
                )
            }
            Front::Finding(view) => {
                let labels = view
                    .path
                    .iter()
                    .chain(&view.label)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" ");
                (labels, view.disposition.name(look.lang).to_owned())
            }
            Front::Measure(view) => {
                let labels = view
                    .path
                    .iter()
                    .chain(&view.label)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" ");
                let word = view.verdict.map_or(look.lang.pick("未核", "unreviewed"), |verdict| {
                    verdict.name(look.lang)
                });
                let changed = if view.changed {
                    format!(" {}{}", look.glyphs.changed, look.lang.pick("原文已变", "text changed"))
                } else {
                    String::new()
                };
                (labels, format!("{} {word}{changed}", look.glyphs.verdict(view.verdict)))
            }
        }
    }
}
