//! The reconciliation of a notice (对数): each number that it claims over what it is held against, every line leading to its place.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::screen::{Goal, Narrow, Screen, ScreenKey, reading};
use crate::desk::{Fit, NumberRow};
use crate::model::NoticeId;
use crate::tui::command::Command;
use crate::tui::finder::{Reading, Report};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, piece, put_line, restyle};
use crate::tui::widgets::list::{Step, Window, stepped};

const KEYS: &[ScreenKey] = &[
    (Command::Pick, ("原文该处", "that place")),
    (Command::PickScope, ("全部/不符", "all/differing")),
    (Command::Close, ("关闭", "close")),
];

/// The reconciliation.
#[derive(Debug)]
pub struct Numbers {
    notice: NoticeId,
    name: String,
    differing: bool,
    rows: Option<Vec<NumberRow>>,
    /// Row, and operand under it.
    lines: Vec<(usize, Option<usize>)>,
    cursor: usize,
    window: Window,
}

impl Numbers {
    /// Of a notice.
    pub fn of(notice: NoticeId, name: String) -> Self {
        Self {
            notice,
            name,
            differing: false,
            rows: None,
            lines: Vec::new(),
            cursor: 0,
            window: Window::default(),
        }
    }

    fn draw_line(&self, buf: &mut Buffer, area: Rect, y: u16, line: (usize, Option<usize>), look: &Look) {
        let Some(row) = self.rows.iter().flatten().nth(line.0) else {
            return;
        };
        let (sign, word, style) = fit(row.fit, look);
        let pieces = match line.1 {
            None => vec![
                piece(format!(" {sign} {word} "), style),
                piece(format!("{} ", row.words), look.theme.front),
                piece(row.text.replace(['\n', '\t'], " "), look.theme.dim),
            ],
            Some(at) => {
                let words = row.operands.get(at).map_or("", |operand| operand.words.as_str());
                let branch = look.lang.pick("      对照 ", "      against ");
                vec![piece(branch, look.theme.dim), piece(words, look.theme.text)]
            }
        };
        put_line(buf, area, y, &pieces, look);
    }
}

impl Screen for Numbers {
    fn keys(&self) -> &'static [ScreenKey] {
        KEYS
    }

    fn reading(&self) -> Reading {
        Reading::Numbers(self.notice)
    }

    fn take(&mut self, report: Report) {
        if let Report::Numbers(rows) = report {
            let at = self.cursor;
            self.rows = Some(rows);
            self.sift();
            self.cursor = at.min(self.lines.len().saturating_sub(1));
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let count = |wanted: Fit| self.rows.iter().flatten().filter(|row| row.fit == wanted).count();
        let (equal, differs, unclear) = (count(Fit::Equal), count(Fit::Differs), count(Fit::Unclear));
        let title = look.lang.pick(
            format!("对数 · {} · 相符 {equal} · 不符 {differs} · 难断 {unclear}", self.name),
            format!(
                "Numbers · {} · {equal} equal · {differs} differ · {unclear} unclear",
                self.name
            ),
        );
        let buf = frame.buffer_mut();
        let inside = boxed(buf, area, &title, &[], look);
        if self.rows.is_none() {
            reading(buf, inside, look);
            return;
        }
        if self.lines.is_empty() {
            let words = look.lang.pick("没有这样的数字", "there is no such number");
            put_line(buf, inside, inside.y, &[piece(words, look.theme.dim)], look);
            return;
        }
        let mut window = std::mem::take(&mut self.window);
        for (y, at) in (inside.y..).zip(window.follow(self.cursor, self.lines.len(), inside.height.into())) {
            self.draw_line(buf, inside, y, self.lines[at], look);
            if at == self.cursor {
                put_line(buf, inside, y, &[piece(look.glyphs.cursor, look.theme.key)], look);
                restyle(buf, inside, y, look.theme.cursor);
            }
        }
        self.window = window;
    }

    fn step(&mut self, step: Step) {
        self.cursor = stepped(self.cursor, self.lines.len(), self.window.height, step);
    }

    fn turn(&mut self, _forward: bool) -> bool {
        self.differing = !self.differing;
        self.sift();
        true
    }

    fn narrow(&mut self) -> Option<&mut Narrow> {
        None
    }

    fn typing(&self) -> bool {
        false
    }

    fn sift(&mut self) {
        let rows = self.rows.iter().flatten().enumerate();
        let shown = rows.filter(|(_, row)| !self.differing || row.fit == Fit::Differs);
        self.lines = shown
            .flat_map(|(at, row)| {
                let operands = (0..row.operands.len()).map(move |operand| (at, Some(operand)));
                std::iter::once((at, None)).chain(operands)
            })
            .collect();
        self.cursor = 0;
    }

    fn goal(&self) -> Option<Goal> {
        let (row, operand) = *self.lines.get(self.cursor)?;
        let row = self.rows.as_ref()?.get(row)?;
        let at = match operand {
            None => row.at,
            Some(operand) => row.operands.get(operand)?.at,
        };
        Some(Goal::Place(self.notice, at?))
    }
}

/// Sign, word and style.
fn fit(fit: Fit, look: &Look) -> (&'static str, &'static str, Style) {
    match fit {
        Fit::Equal => ("=", look.lang.pick("相符", "equal  "), look.theme.good),
        Fit::Differs => ("!", look.lang.pick("不符", "differs"), look.theme.bad),
        Fit::Unclear => ("?", look.lang.pick("难断", "unclear"), look.theme.half),
    }
}
