//! Follow-up: earlier notices that may be of the same organisation, with their promises and returning findings beside what this notice
//! says. Every line leads to its place.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::screen::{Goal, Narrow, Screen, ScreenKey, padded, reading};
use crate::desk::{FollowUp, standing_words};
use crate::model::{Due, NoticeId, Target};
use crate::tui::command::Command;
use crate::tui::finder::{Reading, Report};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, boxed, piece, put_line, restyle};
use crate::tui::widgets::list::{Step, Window, stepped};

const KEYS: &[ScreenKey] = &[
    (Command::Pick, ("前往该处", "go there")),
    (Command::PickScope, ("全部/有下文", "all/with a sequel")),
    (Command::Close, ("关闭", "close")),
];

/// A line of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// An earlier notice.
    Notice(usize),
    /// A promise of it.
    Promise(usize, usize),
    /// What this notice says of that promise.
    Sequel(usize, usize),
    /// A finding of it that returns.
    Returned(usize, usize),
    /// That finding in this notice.
    Now(usize, usize),
}

/// The screen.
#[derive(Debug)]
pub struct FollowUpScreen {
    notice: NoticeId,
    name: String,
    sequels: bool,
    read: Option<Vec<FollowUp>>,
    lines: Vec<Line>,
    cursor: usize,
    window: Window,
}

impl FollowUpScreen {
    /// Of a notice.
    pub fn of(notice: NoticeId, name: String) -> Self {
        Self {
            notice,
            name,
            sequels: false,
            read: None,
            lines: Vec::new(),
            cursor: 0,
            window: Window::default(),
        }
    }

    fn earlier(&self, at: usize) -> Option<&FollowUp> {
        self.read.as_ref()?.get(at)
    }

    fn pieces(&self, line: Line, look: &Look) -> Option<Vec<Piece>> {
        let lang = look.lang;
        let percent = |share: f64| format!("{:.0}%", share * 100.0);
        Some(match line {
            Line::Notice(at) => {
                let earlier = self.earlier(at)?;
                let published = earlier.published.map_or_else(String::new, |date| date.to_string());
                let score = percent(earlier.score);
                let words = lang.pick(
                    format!("（同一单位的可能性 {score}，请人工确认）"),
                    format!(" ({score} likely the same organisation; please confirm)"),
                );
                vec![
                    piece(format!(" {} {published} ", earlier.address), look.theme.label),
                    piece(earlier.organisation.clone(), look.theme.front),
                    piece(words, look.theme.half),
                ]
            }
            Line::Promise(at, nth) => {
                let row = &self.earlier(at)?.promises.get(nth)?.promise;
                let (sign, style) = match row.standing {
                    Due::Overdue => (look.glyphs.late, look.theme.bad),
                    _ => (" ", look.theme.text),
                };
                vec![
                    piece(format!("   {} ", look.glyphs.check(row.check)), look.theme.text),
                    piece(format!("{sign}{} ", padded(&standing_words(row, lang), 13)), style),
                    piece(row.text.replace(['\n', '\t'], " "), look.theme.text),
                ]
            }
            Line::Sequel(at, nth) => {
                let later = self.earlier(at)?.promises.get(nth)?.later.as_ref()?;
                let words = lang.pick("         本次称 ", "         this notice says ");
                vec![
                    piece(words, look.theme.promise),
                    piece(format!("[{}] ", later.progress.name(lang)), look.theme.label),
                    piece(format!("{} ", later.gist), look.theme.front),
                    piece(percent(later.echo), look.theme.dim),
                ]
            }
            Line::Returned(at, nth) => {
                let row = self.earlier(at)?.returned.get(nth)?;
                let words = lang.pick("再次出现", "returns");
                vec![
                    piece(format!("   {} {words} ", look.glyphs.flag), look.theme.flag),
                    piece(format!("[{}] ", row.disposition.name(lang)), look.theme.label),
                    piece(row.title.clone(), look.theme.text),
                ]
            }
            Line::Now(at, nth) => {
                let row = self.earlier(at)?.returned.get(nth)?;
                let words = lang.pick("         本次问题 ", "         now ");
                vec![
                    piece(words, look.theme.promise),
                    piece(format!("{} ", row.later_title), look.theme.front),
                    piece(percent(row.likeness), look.theme.dim),
                ]
            }
        })
    }

    fn draw_lines(&mut self, buf: &mut Buffer, inside: Rect, look: &Look) {
        let mut window = std::mem::take(&mut self.window);
        for (y, at) in (inside.y..).zip(window.follow(self.cursor, self.lines.len(), inside.height.into())) {
            put_line(
                buf,
                inside,
                y,
                &self.pieces(self.lines[at], look).unwrap_or_default(),
                look,
            );
            if at == self.cursor {
                put_line(buf, inside, y, &[piece(look.glyphs.cursor, look.theme.key)], look);
                restyle(buf, inside, y, look.theme.cursor);
            }
        }
        self.window = window;
    }
}

impl Screen for FollowUpScreen {
    fn keys(&self) -> &'static [ScreenKey] {
        KEYS
    }

    fn reading(&self) -> Reading {
        Reading::FollowUp(self.notice)
    }

    fn take(&mut self, report: Report) {
        if let Report::FollowUp(found) = report {
            let at = self.cursor;
            self.read = Some(found);
            self.sift();
            self.cursor = at.min(self.lines.len().saturating_sub(1));
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let title = look.lang.pick(
            format!("跟踪 · {} · 此前的承诺与问题", self.name),
            format!("Follow-up · {} · earlier promises and findings", self.name),
        );
        let buf = frame.buffer_mut();
        let inside = boxed(buf, area, &title, &[], look);
        if self.read.is_none() {
            reading(buf, inside, look);
        } else if self.lines.is_empty() {
            let words = look.lang.pick(
                "没有同一单位更早的通报（按名称比对）",
                "there is no earlier notice of an organisation with such a name",
            );
            put_line(buf, inside, inside.y, &[piece(words, look.theme.dim)], look);
        } else {
            self.draw_lines(buf, inside, look);
        }
    }

    fn step(&mut self, step: Step) {
        self.cursor = stepped(self.cursor, self.lines.len(), self.window.height, step);
    }

    fn turn(&mut self, _forward: bool) -> bool {
        self.sequels = !self.sequels;
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
        let mut lines = Vec::new();
        for (at, earlier) in self.read.iter().flatten().enumerate() {
            lines.push(Line::Notice(at));
            for nth in 0..earlier.returned.len() {
                lines.extend([Line::Returned(at, nth), Line::Now(at, nth)]);
            }
            for (nth, row) in earlier.promises.iter().enumerate() {
                if row.later.is_some() {
                    lines.extend([Line::Promise(at, nth), Line::Sequel(at, nth)]);
                } else if !self.sequels {
                    lines.push(Line::Promise(at, nth));
                }
            }
        }
        self.lines = lines;
        self.cursor = 0;
    }

    fn goal(&self) -> Option<Goal> {
        Some(match *self.lines.get(self.cursor)? {
            Line::Notice(at) => Goal::Notice(self.earlier(at)?.notice),
            Line::Promise(at, nth) => {
                let row = &self.earlier(at)?.promises.get(nth)?.promise;
                Goal::Part(row.notice, Target::Measure(row.measure))
            }
            Line::Sequel(at, nth) => {
                let later = self.earlier(at)?.promises.get(nth)?.later.as_ref()?;
                Goal::Part(self.notice, Target::Measure(later.measure))
            }
            Line::Returned(at, nth) => {
                let earlier = self.earlier(at)?;
                Goal::Part(earlier.notice, Target::Finding(earlier.returned.get(nth)?.finding))
            }
            Line::Now(at, nth) => Goal::Part(self.notice, Target::Finding(self.earlier(at)?.returned.get(nth)?.later)),
        })
    }
}
