//! The comments on what is in front, and what is still a draft.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{CommentView, Draft};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{piece, rule};
use crate::tui::widgets::list::{Step, stepped};
use crate::tui::widgets::sheet::Sheet;

/// The thread of what is in front.
#[derive(Debug, Default)]
pub struct Comments {
    /// Oldest first.
    pub thread: Vec<CommentView>,
    /// The reviewer's unfinished comment.
    pub draft: Option<Draft>,
    /// First row on the screen.
    top: usize,
    height: usize,
    rows: usize,
}

impl Comments {
    /// Takes another thread.
    pub fn replace(&mut self, thread: Vec<CommentView>, draft: Option<Draft>) {
        self.thread = thread;
        self.draft = draft;
        self.top = 0;
    }

    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        let last = self.rows.saturating_sub(self.height);
        self.top = stepped(self.top, last + 1, self.height, step);
    }

    /// Rows that the whole thread takes in so many columns, without its rule.
    pub fn wanted(&self, columns: u16, look: &Look) -> usize {
        self.compose(columns, look).rows.len()
    }

    fn compose(&self, columns: u16, look: &Look) -> Sheet {
        let mut sheet = Sheet::new(columns);
        for comment in &self.thread {
            let mut head = vec![
                piece(comment.reviewer.clone(), look.theme.label),
                piece(format!(" {}", day(comment.at)), look.theme.dim),
            ];
            if let Some(verdict) = comment.verdict {
                let words = format!(" {} {}", look.glyphs.verdict(Some(verdict)), verdict.name(look.lang));
                head.push(piece(words, look.theme.verdict(Some(verdict))));
            }
            sheet.line(head);
            sheet.text(" ", &comment.text, look.theme.text, usize::MAX);
        }
        if let Some(draft) = &self.draft {
            let words = look.lang.pick("草稿（c 继续写）", "draft (c goes on)");
            sheet.line(vec![piece(words, look.theme.half)]);
            sheet.text(" ", &draft.text, look.theme.dim, usize::MAX);
        }
        if sheet.rows.is_empty() {
            let words = look.lang.pick("还没有评论；c 写评论", "no comments yet; c writes one");
            sheet.line(vec![piece(words, look.theme.dim)]);
        }
        sheet
    }

    /// Draws.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, title: &str, focused: bool, look: &Look) {
        let title = format!("{title} {}", self.thread.len());
        let area = rule(buf, area, &title, "", focused, look);
        let sheet = self.compose(area.width, look);
        self.rows = sheet.rows.len();
        self.height = area.height.into();
        self.top = self.top.min(self.rows.saturating_sub(self.height));
        sheet.draw(buf, area, self.top, look);
    }
}

/// Month, day and time of day, in the reviewer's time zone.
pub fn day(at: jiff::Timestamp) -> String {
    at.to_zoned_datetime(jiff::tz::TimeZone::system())
        .strftime("%m-%d %H:%M")
        .to_string()
}
