//! Follow-up: earlier notices that may be of the same organisation, with their promises and returning findings beside what this notice
//! says. Every line leads to its place.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::lines::Lines;
use super::screen::{Goal, Screen, ScreenKey, padded, reading, standing_room};
use crate::desk::{FollowUp, Kin, standing_words};
use crate::model::{Due, NoticeId, Target};
use crate::tui::command::Command;
use crate::tui::finder::{Reading, Report};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, boxed, piece};
use crate::tui::widgets::list::Step;
use crate::tui::widgets::sheet::Sheet;

const KEYS: &[ScreenKey] = &[
    (Command::Pick, ("前往该处", "go there")),
    (Command::SameOrganisation, ("同一单位", "same organisation")),
    (Command::OtherOrganisation, ("非同一单位", "another one")),
    (Command::NextOperand, ("下文", "later text")),
    (Command::Differences, ("对照", "side by side")),
    (Command::PickScope, ("全部/有下文", "all/with a sequel")),
    (Command::Undo, ("撤销", "undo")),
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
    lines: Lines<Line>,
}

impl FollowUpScreen {
    /// Of a notice.
    pub fn of(notice: NoticeId, name: String) -> Self {
        Self {
            notice,
            name,
            sequels: false,
            read: None,
            lines: Lines::default(),
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
                let (style, words) = kin(earlier, look);
                vec![
                    piece(format!(" {} {published} ", earlier.address), look.theme.label),
                    piece(format!("{words} "), style),
                    piece(earlier.organisation.clone(), look.theme.front),
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
                    piece(
                        format!("{sign}{} ", padded(&standing_words(row, lang), standing_room(lang))),
                        style,
                    ),
                    piece(row.text.replace(['\n', '\t'], " "), look.theme.text),
                ]
            }
            Line::Sequel(at, nth) => {
                let later = self.earlier(at)?.promises.get(nth)?.later.as_ref()?;
                let claims = later.measure.is_none();
                let words = match claims {
                    true => lang.pick("         本次自报 ", "         this notice claims "),
                    false => lang.pick("         本次称 ", "         this notice says "),
                };
                vec![
                    piece(words, look.theme.promise),
                    piece(format!("[{}] ", later.progress.name(lang)), look.theme.label),
                    piece(format!("{} ", percent(later.echo)), look.theme.dim),
                    piece(later.gist.clone(), look.theme.front),
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

    /// The line in focus at length.
    fn detail(&self, line: Line, sheet: &mut Sheet, look: &Look) -> Option<()> {
        let lang = look.lang;
        let theme = &look.theme;
        match line {
            Line::Notice(at) => {
                let earlier = self.earlier(at)?;
                let (style, words) = kin(earlier, look);
                sheet.text("", &format!("{} {words}", earlier.organisation), style, 3);
                if earlier.kin == Kin::Proposed {
                    let words = lang.pick(
                        "名称相近，是否同一单位请人工确认；未经确认，逾期与再次出现均不以此为据",
                        "the names look alike; until a person confirms it, neither overdue nor again goes by it",
                    );
                    sheet.text("", words, theme.dim, 2);
                }
            }
            Line::Promise(at, nth) => {
                let row = &self.earlier(at)?.promises.get(nth)?.promise;
                sheet.text(
                    "",
                    &format!("{} · {}", row.place, standing_words(row, lang)),
                    theme.label,
                    1,
                );
                sheet.text("", &row.text, theme.text, 3);
            }
            Line::Sequel(at, nth) => {
                let later = self.earlier(at)?.promises.get(nth)?.later.as_ref()?;
                sheet.text("", &later.words(lang), theme.text, 4);
            }
            Line::Returned(at, nth) => {
                let row = self.earlier(at)?.returned.get(nth)?;
                sheet.text("", row.disposition.name(lang), theme.label, 1);
                sheet.text("", &row.title, theme.text, 3);
            }
            Line::Now(at, nth) => sheet.text("", &self.earlier(at)?.returned.get(nth)?.later_title, theme.text, 4),
        }
        Some(())
    }

    fn shown(&self) -> Vec<Line> {
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
        lines
    }
}

/// What is known of the organisation, with its style.
fn kin(earlier: &FollowUp, look: &Look) -> (Style, String) {
    let lang = look.lang;
    let name = earlier.kin.name(lang);
    let style = match earlier.kin {
        Kin::Confirmed | Kin::Named => look.theme.good,
        Kin::Proposed => look.theme.half,
        Kin::Refused => look.theme.dim,
    };
    let more = match (&earlier.said_by, earlier.kin) {
        (Some(who), _) => format!(" {who}"),
        (None, Kin::Proposed) => format!(" {:.0}%", earlier.score * 100.0),
        (None, _) => String::new(),
    };
    (style, lang.pick(format!("〔{name}{more}〕"), format!("[{name}{more}]")))
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
            self.read = Some(found);
            let shown = self.shown();
            self.lines.refresh(shown);
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let mut title = look.lang.pick(
            format!("跟踪 · {} · 此前的承诺与问题", self.name),
            format!("Follow-up · {} · earlier promises and findings", self.name),
        );
        if self.sequels {
            title.push_str(look.lang.pick(" · 只看有下文的", " · with a sequel only"));
        }
        let buf = frame.buffer_mut();
        let inside = boxed(buf, area, &title, &[], look);
        if self.read.is_none() {
            reading(buf, inside, look);
        } else if self.lines.is_empty() {
            let mut sheet = Sheet::new(inside.width);
            let words = look.lang.pick(
                "没有同一单位更早的通报（按名称比对）。导入后列在这里；改过名的单位用 duizhang same 指明两份通报",
                "There is no earlier notice of an organisation with such a name. What is imported later stands here; of one that changed its \
                 name, `duizhang same` tells the two notices",
            );
            sheet.text("", words, look.theme.dim, 4);
            sheet.draw(buf, inside, 0, look);
        } else {
            let mut lines = std::mem::take(&mut self.lines);
            lines.draw(
                buf,
                inside,
                look,
                |line| self.pieces(line, look).unwrap_or_default(),
                |line, sheet| {
                    let _ = self.detail(line, sheet, look);
                },
            );
            self.lines = lines;
        }
    }

    fn step(&mut self, step: Step) {
        self.lines.step(step);
    }

    fn turn(&mut self, _forward: bool) -> bool {
        self.sequels = !self.sequels;
        self.sift();
        true
    }

    fn sift(&mut self) {
        let shown = self.shown();
        self.lines.set(shown);
    }

    /// The earlier notice of the line in focus, and what a person said of it.
    fn kin(&self) -> Option<(NoticeId, NoticeId, Option<bool>)> {
        let at = match self.lines.picked()? {
            Line::Notice(at)
            | Line::Promise(at, _)
            | Line::Sequel(at, _)
            | Line::Returned(at, _)
            | Line::Now(at, _) => at,
        };
        let earlier = self.earlier(at)?;
        let said = earlier.said_by.as_ref().map(|_| earlier.kin != Kin::Refused);
        Some((self.notice, earlier.notice, said))
    }

    /// From either of two lines that belong together.
    fn later(&self) -> Option<Goal> {
        let line = match self.lines.picked()? {
            Line::Promise(at, nth) => Line::Sequel(at, nth),
            Line::Returned(at, nth) => Line::Now(at, nth),
            line @ (Line::Notice(_) | Line::Sequel(..) | Line::Now(..)) => line,
        };
        self.goal_of(line).filter(|_| !matches!(line, Line::Notice(_)))
    }

    fn pair(&self) -> Option<(Target, Target)> {
        match self.lines.picked()? {
            Line::Notice(_) => None,
            Line::Promise(at, nth) | Line::Sequel(at, nth) => {
                let row = self.earlier(at)?.promises.get(nth)?;
                let later = row.later.as_ref()?.measure?;
                Some((Target::Measure(row.promise.measure), Target::Measure(later)))
            }
            Line::Returned(at, nth) | Line::Now(at, nth) => {
                let row = self.earlier(at)?.returned.get(nth)?;
                Some((Target::Finding(row.finding), Target::Finding(row.later)))
            }
        }
    }

    fn goal(&self) -> Option<Goal> {
        self.goal_of(self.lines.picked()?)
    }
}

impl FollowUpScreen {
    fn goal_of(&self, line: Line) -> Option<Goal> {
        Some(match line {
            Line::Notice(at) => Goal::Notice(self.earlier(at)?.notice),
            Line::Promise(at, nth) => {
                let row = &self.earlier(at)?.promises.get(nth)?.promise;
                Goal::Part(row.notice, Target::Measure(row.measure))
            }
            Line::Sequel(at, nth) => {
                let later = self.earlier(at)?.promises.get(nth)?.later.as_ref()?;
                match later.measure {
                    Some(measure) => Goal::Part(self.notice, Target::Measure(measure)),
                    None => Goal::Words(self.notice, later.span),
                }
            }
            Line::Returned(at, nth) => {
                let earlier = self.earlier(at)?;
                Goal::Part(earlier.notice, Target::Finding(earlier.returned.get(nth)?.finding))
            }
            Line::Now(at, nth) => Goal::Part(self.notice, Target::Finding(self.earlier(at)?.returned.get(nth)?.later)),
        })
    }
}
