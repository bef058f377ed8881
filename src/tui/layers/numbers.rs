//! The reconciliation of a notice (对数): each number that it claims over what it is held against, every line leading to its place.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::lines::Lines;
use super::screen::{Goal, Screen, ScreenKey, reading};
use crate::desk::{Fit, NumberRow};
use crate::model::NoticeId;
use crate::tui::command::Command;
use crate::tui::finder::{Reading, Report};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, boxed, piece, put_line};
use crate::tui::widgets::list::Step;
use crate::tui::widgets::sheet::Sheet;

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
    lines: Lines<(usize, Option<usize>)>,
}

impl Numbers {
    /// Of a notice.
    pub fn of(notice: NoticeId, name: String) -> Self {
        Self {
            notice,
            name,
            differing: false,
            rows: None,
            lines: Lines::default(),
        }
    }

    fn row(&self, at: usize) -> Option<&NumberRow> {
        self.rows.as_ref()?.get(at)
    }

    fn shown(&self) -> Vec<(usize, Option<usize>)> {
        let rows = self.rows.iter().flatten().enumerate();
        let shown = rows.filter(|(_, row)| !self.differing || row.fit == Fit::Differs);
        shown
            .flat_map(|(at, row)| {
                let operands = (0..row.operands.len()).map(move |operand| (at, Some(operand)));
                std::iter::once((at, None)).chain(operands)
            })
            .collect()
    }
}

fn pieces(row: &NumberRow, operand: Option<usize>, look: &Look) -> Vec<Piece> {
    let (sign, word, style) = fit(row.fit, look);
    match operand {
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
    }
}

/// The number in focus at length: in words, and the clause that it stands in.
fn detail(row: &NumberRow, sheet: &mut Sheet, look: &Look) {
    let (_, word, style) = fit(row.fit, look);
    sheet.text(&format!("{word} "), &row.words, style, 2);
    sheet.text("", &row.text, look.theme.text, 2);
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
            self.rows = Some(rows);
            let shown = self.shown();
            self.lines.refresh(shown);
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let count = |wanted: Fit| self.rows.iter().flatten().filter(|row| row.fit == wanted).count();
        let (equal, differs, unclear) = (count(Fit::Equal), count(Fit::Differs), count(Fit::Unclear));
        let mut title = look.lang.pick(
            format!("对数 · {} · 相符 {equal} · 不符 {differs} · 难断 {unclear}", self.name),
            format!(
                "Numbers · {} · {equal} equal · {differs} differ · {unclear} unclear",
                self.name
            ),
        );
        if self.differing {
            title.push_str(look.lang.pick(" · 只看不符的", " · differing only"));
        }
        let buf = frame.buffer_mut();
        let inside = boxed(buf, area, &title, &[], look);
        if self.rows.is_none() {
            reading(buf, inside, look);
            return;
        }
        if self.lines.is_empty() {
            let words = if self.rows.as_ref().is_some_and(Vec::is_empty) {
                look.lang.pick(
                    "本通报没有可以核对的自报数字",
                    "this notice claims no number that could be held against its text",
                )
            } else {
                look.lang
                    .pick("没有不符的数字；Tab 看全部", "no number differs; Tab shows all")
            };
            put_line(buf, inside, inside.y, &[piece(words, look.theme.dim)], look);
            return;
        }
        let mut lines = std::mem::take(&mut self.lines);
        let at = |line: (usize, Option<usize>)| self.row(line.0).map(|row| (row, line.1));
        lines.draw(
            buf,
            inside,
            look,
            |line| at(line).map_or_else(Vec::new, |(row, operand)| pieces(row, operand, look)),
            |line, sheet| {
                if let Some((row, _)) = at(line) {
                    detail(row, sheet, look);
                }
            },
        );
        self.lines = lines;
    }

    fn step(&mut self, step: Step) {
        self.lines.step(step);
    }

    fn turn(&mut self, _forward: bool) -> bool {
        self.differing = !self.differing;
        self.sift();
        true
    }

    fn sift(&mut self) {
        let shown = self.shown();
        self.lines.set(shown);
    }

    fn goal(&self) -> Option<Goal> {
        let (row, operand) = self.lines.picked()?;
        let row = self.row(row)?;
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
