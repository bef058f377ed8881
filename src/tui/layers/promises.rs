//! The promise calendar: every promise with a date, as a strip of months over a list. What it shows is read by the finder; it narrows,
//! ticks and picks.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::screen::{Goal, Narrow, Screen, ScreenKey, padded, reading, rule_line, standing_room, take_rows};
use crate::desk::{PromiseFilter, PromiseRow, Sequel, meant, rhythm_words, standing_words};
use crate::model::{Check, CommitmentId, Due, Target};
use crate::tui::command::Command;
use crate::tui::finder::{Reading, Report};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, boxed, columns, piece, put_ends, put_line, restyle};
use crate::tui::widgets::list::{Step, Window, stepped};
use crate::tui::widgets::months::{self, Month, YearMonth};
use crate::tui::widgets::sheet::Sheet;

/// From so many rows inside of the box the months have bars.
const BARS_FROM: u16 = 28;

/// Rows of the bars.
const BARS: u16 = 4;

/// What its keys do.
const KEYS: &[ScreenKey] = &[
    (Command::Pick, ("原文", "source")),
    (Command::NextOperand, ("下文", "later text")),
    (Command::Differences, ("对照", "side by side")),
    (Command::Check, ("核对", "check")),
    (Command::PickScope, ("状态", "state")),
    (Command::Narrow, ("筛选", "narrow")),
    (Command::Undo, ("撤销", "undo")),
    (Command::Close, ("关闭", "close")),
];

/// The calendar.
#[derive(Debug, Default)]
pub struct Calendar {
    narrow: Narrow,
    filter: PromiseFilter,
    /// The promises, once they are read, and the day at which they stand so.
    rows: Option<(Date, Vec<PromiseRow>)>,
    /// Which of them are shown.
    found: Vec<usize>,
    /// How many each state has.
    counts: [usize; PromiseFilter::ALL.len()],
    months: BTreeMap<YearMonth, Month>,
    cursor: usize,
    window: Window,
}

impl Calendar {
    /// The promise in focus.
    fn picked(&self) -> Option<&PromiseRow> {
        let (_, rows) = self.rows.as_ref()?;
        rows.get(*self.found.get(self.cursor)?)
    }

    fn count(&mut self) {
        self.counts = PromiseFilter::ALL.map(|_| 0);
        self.months.clear();
        let Some((today, rows)) = &self.rows else {
            return;
        };
        for row in rows {
            for (count, filter) in self.counts.iter_mut().zip(PromiseFilter::ALL) {
                *count += usize::from(filter.lets(row));
            }
        }
        // The desk's month stands in the strip whether or not anything falls due in it.
        self.months.entry((today.year(), today.month())).or_default();
        for row in self.found.iter().filter_map(|at| rows.get(*at)) {
            let Some(day) = row.day() else {
                continue;
            };
            let month = self.months.entry((day.year(), day.month())).or_default();
            if row.standing == Due::Overdue {
                month.overdue += 1;
            } else {
                month.other += 1;
            }
        }
    }

    /// `[全部 74] 逾期 41 …`
    fn draw_states(&self, buf: &mut Buffer, area: Rect, look: &Look) {
        let line = |gap: &str| -> Vec<Piece> {
            let states = PromiseFilter::ALL.into_iter().zip(self.counts);
            let state = |(filter, count): (PromiseFilter, usize)| {
                let words = format!("{} {count}", filter.name(look.lang));
                if filter == self.filter {
                    piece(format!("[{words}] "), look.theme.focus)
                } else {
                    piece(format!("{words}{gap}"), look.theme.dim)
                }
            };
            states.map(state).collect()
        };
        let mut states = line("  ");
        if columns(&states) > area.width.into() {
            states = line(" ");
        }
        put_line(buf, area, area.y, &states, look);
    }

    fn draw_list(&mut self, buf: &mut Buffer, area: Rect, look: &Look) {
        let Some((_, rows)) = &self.rows else {
            return;
        };
        if self.found.is_empty() {
            let words = match (rows.is_empty(), self.narrow.input.text().is_empty()) {
                (true, _) => look.lang.pick(
                    "没有带日期的承诺；导入通报后列在这里",
                    "there is no promise with a date; those of imported notices stand here",
                ),
                (false, true) => look.lang.pick(
                    "没有这样的承诺；Tab 换状态",
                    "there is no such promise; Tab is another state",
                ),
                (false, false) => look.lang.pick(
                    "没有这样的承诺；Tab 换状态，Esc 取消筛选",
                    "there is no such promise; Tab is another state, Esc takes the words back",
                ),
            };
            put_line(buf, area, area.y, &[piece(words, look.theme.dim)], look);
            return;
        }
        let shown = self.window.follow(self.cursor, self.found.len(), area.height.into());
        for (y, at) in (area.y..).zip(shown) {
            let row = &rows[self.found[at]];
            let mark = if at == self.cursor { look.glyphs.cursor } else { " " };
            let mut left = vec![piece(mark, look.theme.key)];
            left.extend(row_pieces(row, area.width, look));
            put_ends(buf, area, y, &left, &[], look);
            if at == self.cursor {
                restyle(buf, area, y, look.theme.cursor);
            }
        }
    }
}

impl Screen for Calendar {
    fn keys(&self) -> &'static [ScreenKey] {
        KEYS
    }

    fn reading(&self) -> Reading {
        Reading::Promises
    }

    /// Where only the checks changed, every row stays where it is: a second tick must meet the same promise.
    fn take(&mut self, report: Report) {
        let Report::Promises((today, rows)) = report else {
            return;
        };
        let old = self.rows.take().map(|(_, rows)| rows).unwrap_or_default();
        let same = old.len() == rows.len() && !old.is_empty();
        let mut fresh: HashMap<CommitmentId, PromiseRow> = HashMap::new();
        if same {
            fresh.extend(rows.iter().map(|row| (row.id, row.clone())));
        }
        let kept: Vec<PromiseRow> = old.iter().filter_map(|row| fresh.remove(&row.id)).collect();
        if same && kept.len() == rows.len() {
            self.rows = Some((today, kept));
            self.count();
        } else {
            self.rows = Some((today, rows));
            self.sift();
        }
    }

    fn turn(&mut self, forward: bool) -> bool {
        let all = PromiseFilter::ALL;
        let at = all.iter().position(|filter| *filter == self.filter).unwrap_or(0);
        let by = if forward { 1 } else { all.len() - 1 };
        self.filter = all[(at + by) % all.len()];
        self.sift();
        true
    }

    fn step(&mut self, step: Step) {
        self.cursor = stepped(self.cursor, self.found.len(), self.window.height, step);
    }

    fn narrow(&mut self) -> Option<&mut Narrow> {
        Some(&mut self.narrow)
    }

    fn typing(&self) -> bool {
        self.narrow.typing
    }

    fn goal(&self) -> Option<Goal> {
        let row = self.picked()?;
        Some(Goal::Part(row.notice, Target::Measure(row.measure)))
    }

    fn later(&self) -> Option<Goal> {
        let later = self.picked()?.later.as_ref()?;
        Some(match later.measure {
            Some(measure) => Goal::Part(later.notice, Target::Measure(measure)),
            None => Goal::Words(later.notice, later.span),
        })
    }

    fn pair(&self) -> Option<(Target, Target)> {
        let row = self.picked()?;
        let later = row.later.as_ref()?.measure?;
        Some((Target::Measure(row.measure), Target::Measure(later)))
    }

    fn tick(&mut self) -> Option<(CommitmentId, Option<Check>)> {
        let at = *self.found.get(self.cursor)?;
        let (today, rows) = self.rows.as_mut()?;
        let row = rows.get_mut(at)?;
        row.tick(Check::next(row.check), *today);
        Some((row.id, row.check))
    }

    fn sift(&mut self) {
        let wanted = meant(self.narrow.input.text());
        let rows = self.rows.iter().flat_map(|(_, rows)| rows);
        let fits = |row: &PromiseRow| self.filter.lets(row) && row.is_meant(&wanted);
        self.found = rows
            .enumerate()
            .filter(|(_, row)| fits(row))
            .map(|(at, _)| at)
            .collect();
        self.cursor = 0;
        self.count();
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let lang = look.lang;
        let day = self
            .rows
            .as_ref()
            .map_or_else(String::new, |(today, _)| today.to_string());
        let title = lang.pick(format!("承诺日历 · 截至 {day}"), format!("Promises as of {day}"));
        let buf = frame.buffer_mut();
        let mut inside = boxed(buf, area, &title, &[], look);
        if inside.height < 4 {
            return;
        }
        let Some((today, _)) = &self.rows else {
            reading(buf, inside, look);
            return;
        };
        let now = (today.year(), today.month());
        self.draw_states(buf, inside, look);
        take_rows(&mut inside, 1);
        self.narrow.draw(frame, &mut inside, look);
        let buf = frame.buffer_mut();
        let bars = if inside.height >= BARS_FROM { BARS } else { 0 };
        let strip = take_rows(&mut inside, months::height(bars));
        let at = self.picked().and_then(PromiseRow::day);
        let at = at.map_or(now, |day| (day.year(), day.month()));
        let months: Vec<_> = self.months.iter().map(|(when, month)| (*when, *month)).collect();
        months::draw(buf, strip, bars, &months, (at, now), look);
        rule_line(buf, take_rows(&mut inside, 1), look);
        let detail = match inside.height {
            0..8 => 0,
            8..24 => 6,
            _ => 8,
        };
        let long = inside.height - detail;
        let list = take_rows(&mut inside, long);
        self.draw_list(buf, list, look);
        if let Some(row) = self.picked() {
            detail_of(row, inside.width, look).draw(buf, inside, 0, look);
        }
    }
}

/// Sign and style of where a promise stands.
fn sign(due: Due, look: &Look) -> (&'static str, Style) {
    match due {
        Due::Overdue => (look.glyphs.late, look.theme.bad),
        Due::Soon => (look.glyphs.dot, look.theme.half),
        Due::Ahead | Due::Undated => (" ", look.theme.text),
        Due::Settled => (" ", look.theme.dim),
    }
}

fn row_pieces(row: &PromiseRow, room: u16, look: &Look) -> Vec<Piece> {
    let (sign, style) = sign(row.standing, look);
    let day = row.day().map_or_else(|| " ".repeat(10), |day| day.to_string());
    let check = match row.check {
        Some(Check::Kept) => look.theme.good,
        Some(Check::Broken) => look.theme.bad,
        Some(_) => look.theme.half,
        None => look.theme.dim,
    };
    let who = padded(&row.organisation, if room < 100 { 14 } else { 24 });
    let mut line = vec![
        piece(format!("{} ", look.glyphs.check(row.check)), check),
        piece(format!("{day} "), style),
        piece(
            format!(
                "{sign}{} ",
                padded(&standing_words(row, look.lang), standing_room(look.lang))
            ),
            style,
        ),
        piece(format!("{who} "), look.theme.label),
    ];
    if !row.others.is_empty() {
        line.push(piece(format!("+{} ", row.others.len()), look.theme.dim));
    }
    if let Some(later) = &row.later {
        let (words, style) = told(later, look);
        line.push(piece(format!("[{words}] "), style));
    }
    if let Some(every) = row.every {
        line.push(piece(
            format!("{} ", rhythm_words(every, look.lang)),
            look.theme.promise,
        ));
    }
    line.push(piece(row.text.replace(['\n', '\t'], " "), look.theme.text));
    line
}

/// What a later notice says, in two words, with its style.
fn told(later: &Sequel, look: &Look) -> (&'static str, Style) {
    if later.is_done() {
        (look.lang.pick("后称完成", "told done"), look.theme.good)
    } else {
        (look.lang.pick("有下文", "told of"), look.theme.half)
    }
}

/// The promise in focus at length.
fn detail_of(row: &PromiseRow, wide: u16, look: &Look) -> Sheet {
    let lang = look.lang;
    let mut sheet = Sheet::new(wide);
    sheet.heading(&format!("{} · {}", row.place, row.kind.name(lang)), look);
    sheet.text("", &row.text, look.theme.front, 2);
    if let Some(later) = &row.later {
        sheet.text(lang.pick("后续 ", "Later "), &later.words(lang), told(later, look).1, 2);
    }
    let mut facts = Vec::new();
    if let Some(due) = row.due {
        let precision = row.precision.map_or("", |precision| precision.name(lang));
        facts.push(lang.pick(
            format!("到期 {due}（按{precision}）"),
            format!("due {due} (by the {precision})"),
        ));
    }
    if let Some(next) = row.next {
        facts.push(lang.pick(
            format!("下次 {next}，自公开日起计"),
            format!("next {next}, counted from publication"),
        ));
    }
    if !row.reason.is_empty() {
        facts.push(lang.pick(format!("依据 {}", row.reason), format!("by {}", row.reason)));
    }
    let mine = row
        .check
        .map_or(lang.pick("未核对", "unchecked"), |check| check.name(lang));
    facts.push(lang.pick(format!("核对 {mine}"), format!("check {mine}")));
    facts.extend(
        row.others
            .iter()
            .map(|(who, check)| format!("{who}: {}", check.name(lang))),
    );
    sheet.text("", &facts.join(" · "), look.theme.dim, 3);
    sheet
}
