//! What the screens over the desk have in common: promise calendar, overview and their like. Each is read by the finder, has rows to
//! move in, may be narrowed by words, and leads to a place.

use std::fmt::Debug;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::{Check, CommitmentId, Lang, NoticeId, Span, Target};
use crate::tui::command::Command;
use crate::tui::finder::{Reading, Report};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{piece, put, put_line};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list::Step;

/// A command with what it does on a screen, in both languages.
pub type ScreenKey = (Command, (&'static str, &'static str));

/// Where a row leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// To a notice.
    Notice(NoticeId),
    /// To a part of a notice, in its source.
    Part(NoticeId, Target),
    /// To a byte of the clean text of a notice.
    Place(NoticeId, usize),
    /// To words of the source of a notice.
    Words(NoticeId, Span),
}

/// A screen over the desk.
pub trait Screen: Debug {
    /// Its commands for the row of keys.
    fn keys(&self) -> &'static [ScreenKey];

    /// What has to be read for it.
    fn reading(&self) -> Reading;

    /// Takes what was read; a report for another screen is left alone.
    fn take(&mut self, report: Report);

    /// Draws.
    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look);

    /// Moves.
    fn step(&mut self, step: Step);

    /// Shows the next or previous of what it can show; whether there is another.
    fn turn(&mut self, forward: bool) -> bool;

    /// The words that it is narrowed by, where it can be.
    fn narrow(&mut self) -> Option<&mut Narrow> {
        None
    }

    /// Whether those are being typed.
    fn typing(&self) -> bool {
        false
    }

    /// Shows what those words leave.
    fn sift(&mut self);

    /// Where the row in focus leads.
    fn goal(&self) -> Option<Goal>;

    /// The two notices of the row in focus that may be of one organisation, and what a person said of them.
    fn kin(&self) -> Option<(NoticeId, NoticeId, Option<bool>)> {
        None
    }

    /// What a later notice says of the row in focus.
    fn later(&self) -> Option<Goal> {
        None
    }

    /// The row in focus and what a later notice says of it, where the two are answers or findings.
    fn pair(&self) -> Option<(Target, Target)> {
        None
    }

    /// Ticks the promise in focus on, and shows it at once; `None` where there is none.
    fn tick(&mut self) -> Option<(CommitmentId, Option<Check>)> {
        None
    }
}

/// Words that a screen is narrowed by.
#[derive(Debug, Default)]
pub struct Narrow {
    /// What is typed.
    pub input: Input,
    /// Whether keys go there.
    pub typing: bool,
}

impl Narrow {
    /// Takes the words back; whether there was anything.
    pub fn widen(&mut self) -> bool {
        let narrowed = self.typing || !self.input.text().is_empty();
        if narrowed {
            *self = Self::default();
        }
        narrowed
    }

    /// Draws the words as the first row of an area, where there are any, and cuts that row off.
    pub fn draw(&self, frame: &mut Frame<'_>, area: &mut Rect, look: &Look) {
        if !self.typing && self.input.text().is_empty() {
            return;
        }
        let row = take_rows(area, 1);
        let line = [piece("/ ", look.theme.key), piece(self.input.text(), look.theme.front)];
        put_line(frame.buffer_mut(), row, row.y, &line, look);
        if self.typing {
            let caret = row.x + 2 + self.input.caret_column() as u16;
            frame.set_cursor_position((caret.min(row.right().saturating_sub(1)), row.y));
        }
    }
}

/// Cuts rows off at the top of an area; returns them.
pub fn take_rows(area: &mut Rect, rows: u16) -> Rect {
    let taken = Rect {
        height: rows.min(area.height),
        ..*area
    };
    area.y += taken.height;
    area.height -= taken.height;
    taken
}

/// A text in exactly so many columns.
pub fn padded(text: &str, wide: usize) -> String {
    let text = crate::text::width::clip(text, wide);
    format!(
        "{text}{}",
        " ".repeat(wide.saturating_sub(crate::text::width::width(&text)))
    )
}

/// Columns of where a promise stands (`standing_words`): four digits of days fit.
pub fn standing_room(lang: Lang) -> usize {
    lang.pick(13, 14)
}

/// A rule across an area.
pub fn rule_line(buf: &mut Buffer, row: Rect, look: &Look) {
    let line = look.glyphs.rule.repeat(row.width.into());
    put(buf, row.x, row.y, row.width, &line, look.theme.rule);
}

/// What stands on a screen before it is read.
pub fn reading(buf: &mut Buffer, area: Rect, look: &Look) {
    let words = look.lang.pick("正在读取…", "reading…");
    put_line(buf, area, area.y, &[piece(words, look.theme.dim)], look);
}
