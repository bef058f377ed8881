//! Two answers, or two findings, side by side, with what only one of them has marked.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::screen::{ScreenKey, reading};
use crate::desk::{Compared, Side};
use crate::model::Target;
use crate::tui::command::Command;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, put};
use crate::tui::widgets::list::{Step, stepped};
use crate::tui::widgets::prose;
use crate::tui::widgets::sheet::Sheet;

/// From so many columns the two stand beside each other, else one above the other.
const BESIDE: u16 = 72;

/// What its keys do.
pub const KEYS: &[ScreenKey] = &[
    (Command::Down, ("滚动", "scroll")),
    (Command::Pick, ("前往另一处", "go to the other")),
    (Command::Close, ("关闭", "close")),
];

/// The two.
#[derive(Debug)]
pub struct SideBySide {
    /// The one that the flag stands on.
    pub one: Target,
    /// The other.
    pub other: Target,
    /// Their texts, once they are read.
    view: Option<Compared>,
    top: usize,
    rows: usize,
    height: usize,
}

impl SideBySide {
    /// Of these two, still to be read.
    pub fn of(one: Target, other: Target) -> Self {
        Self {
            one,
            other,
            view: None,
            top: 0,
            rows: 0,
            height: 0,
        }
    }

    /// Takes what was read.
    pub fn take(&mut self, view: Compared) {
        if (view.one.target, view.other.target) == (self.one, self.other) {
            self.view = Some(view);
        }
    }

    /// The other one, once it is read.
    pub fn there(&self) -> Option<&Side> {
        self.view.as_ref().map(|view| &view.other)
    }

    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        let last = self.rows.saturating_sub(self.height);
        self.top = stepped(self.top, last + 1, self.height, step);
    }

    /// Draws.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let buf = frame.buffer_mut();
        let title = look
            .lang
            .pick("对照 · 不同之处加亮", "Side by side, what differs is bright");
        let inside = boxed(buf, area, title, &[], look);
        let Some(view) = &self.view else {
            reading(buf, inside, look);
            return;
        };
        self.height = inside.height.into();
        if inside.width < BESIDE {
            let mut sheet = sheet_of(&view.one, inside.width, look);
            sheet.line(Vec::new());
            sheet.rows.extend(sheet_of(&view.other, inside.width, look).rows);
            self.rows = sheet.rows.len();
            self.top = self.top.min(self.rows.saturating_sub(self.height));
            sheet.draw(buf, inside, self.top, look);
            return;
        }
        let wide = (inside.width - 3) / 2;
        let left = Rect { width: wide, ..inside };
        let right = Rect {
            x: inside.x + wide + 3,
            width: inside.width - wide - 3,
            ..inside
        };
        let (one, other) = (
            sheet_of(&view.one, left.width, look),
            sheet_of(&view.other, right.width, look),
        );
        self.rows = one.rows.len().max(other.rows.len());
        self.top = self.top.min(self.rows.saturating_sub(self.height));
        one.draw(buf, left, self.top, look);
        other.draw(buf, right, self.top, look);
        bar(buf, inside, inside.x + wide + 1, look);
    }
}

fn bar(buf: &mut Buffer, area: Rect, x: u16, look: &Look) {
    for y in area.top()..area.bottom() {
        put(buf, x, y, 1, look.glyphs.bar, look.theme.rule);
    }
}

fn sheet_of(side: &Side, columns: u16, look: &Look) -> Sheet {
    let mut sheet = Sheet::new(columns);
    sheet.text("", &side.place, look.theme.label, 2);
    let styles: Vec<prose::Styled> = side.only.iter().map(|range| (range.clone(), look.theme.hit)).collect();
    for row in prose::rows(&side.text, 0..side.text.len(), columns.into()) {
        sheet.line(prose::pieces(&side.text, row, look.theme.text, &styles));
    }
    sheet
}
