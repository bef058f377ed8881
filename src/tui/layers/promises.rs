//! The promise calendar: every promise with a date, as a strip of months over a list. What it shows is read by the finder; it narrows,
//! ticks and picks.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::desk::{PromiseFilter, PromiseRow, meant, rhythm_words, standing_words};
use crate::model::{Check, CommitmentId, Due};
use crate::text::width::width;
use crate::tui::command::Command;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, boxed, columns, piece, put, put_ends, put_line, restyle};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list::{Step, Window, stepped};
use crate::tui::widgets::sheet::Sheet;

/// Columns of a month in the strip.
const MONTH: u16 = 8;

/// From so many rows inside of the box the months have bars.
const BARS_FROM: u16 = 28;

/// Rows of the bars.
const BARS: u16 = 4;

/// What its keys do.
pub const KEYS: &[super::ScreenKey] = &[
    (Command::Pick, ("原文", "source")),
    (Command::Check, ("核对", "check")),
    (Command::PickScope, ("状态", "state")),
    (Command::Narrow, ("筛选", "narrow")),
    (Command::Undo, ("撤销", "undo")),
    (Command::Close, ("关闭", "close")),
];

/// The calendar.
#[derive(Debug, Default)]
pub struct Calendar {
    /// What is typed to narrow it by.
    pub input: Input,
    /// Whether keys go into that line.
    pub typing: bool,
    filter: PromiseFilter,
    /// The promises, once they are read, and the day at which they stand so.
    rows: Option<(Date, Vec<PromiseRow>)>,
    /// Which of them are shown.
    found: Vec<usize>,
    /// How many each state has.
    counts: [usize; PromiseFilter::ALL.len()],
    months: BTreeMap<(i16, i8), Month>,
    cursor: usize,
    window: Window,
}

/// The promises of a month.
#[derive(Debug, Clone, Copy, Default)]
struct Month {
    overdue: u32,
    other: u32,
}

impl Calendar {
    /// Takes what was read. Where only the checks changed, every row stays where it is: a second tick must meet the same promise.
    pub fn take(&mut self, (today, rows): (Date, Vec<PromiseRow>)) {
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

    /// The next or previous state.
    pub fn turn(&mut self, forward: bool) {
        let all = PromiseFilter::ALL;
        let at = all.iter().position(|filter| *filter == self.filter).unwrap_or(0);
        let by = if forward { 1 } else { all.len() - 1 };
        self.filter = all[(at + by) % all.len()];
        self.sift();
    }

    /// Something was typed.
    pub fn changed(&mut self) {
        self.sift();
    }

    /// Takes back what is typed; whether there was anything.
    pub fn widen(&mut self) -> bool {
        let narrowed = self.typing || !self.input.text().is_empty();
        if narrowed {
            self.typing = false;
            self.input = Input::default();
            self.sift();
        }
        narrowed
    }

    /// Moves.
    pub fn step(&mut self, step: Step) {
        self.cursor = stepped(self.cursor, self.found.len(), self.window.height, step);
    }

    /// The promise in focus.
    pub fn picked(&self) -> Option<&PromiseRow> {
        let (_, rows) = self.rows.as_ref()?;
        rows.get(*self.found.get(self.cursor)?)
    }

    /// Ticks the promise in focus on, and shows it at once.
    pub fn tick(&mut self) -> Option<(CommitmentId, Option<Check>)> {
        let at = *self.found.get(self.cursor)?;
        let (today, rows) = self.rows.as_mut()?;
        let row = rows.get_mut(at)?;
        row.tick(Check::next(row.check), *today);
        Some((row.id, row.check))
    }

    /// What is shown, from what is there.
    fn sift(&mut self) {
        let wanted = meant(self.input.text());
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

    /// Draws.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
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
        if self.rows.is_none() {
            let words = lang.pick("正在读取…", "reading…");
            put_line(buf, inside, inside.y, &[piece(words, look.theme.dim)], look);
            return;
        }
        self.draw_states(buf, inside, look);
        take_rows(&mut inside, 1);
        if self.typing || !self.input.text().is_empty() {
            let line = [piece("/ ", look.theme.key), piece(self.input.text(), look.theme.front)];
            put_line(buf, inside, inside.y, &line, look);
            if self.typing {
                let caret = inside.x + 2 + self.input.caret_column() as u16;
                frame.set_cursor_position((caret.min(inside.right().saturating_sub(1)), inside.y));
            }
            take_rows(&mut inside, 1);
        }
        let buf = frame.buffer_mut();
        let bars = if inside.height >= BARS_FROM { BARS } else { 0 };
        let strip = take_rows(&mut inside, bars + 3);
        self.draw_strip(buf, strip, bars, look);
        let detail = match inside.height {
            0..8 => 0,
            8..24 => 5,
            _ => 8,
        };
        let long = inside.height - detail;
        let list = take_rows(&mut inside, long);
        self.draw_list(buf, list, look);
        if let Some(row) = self.picked() {
            detail_of(row, inside.width, look).draw(buf, inside, 0, look);
        }
    }

    /// `[全部 74] 逾期 41 …`
    fn draw_states(&self, buf: &mut Buffer, area: Rect, look: &Look) {
        let mut line = Vec::new();
        for (filter, count) in PromiseFilter::ALL.into_iter().zip(self.counts) {
            let words = format!("{} {count}", filter.name(look.lang));
            line.push(if filter == self.filter {
                piece(format!("[{words}] "), look.theme.focus)
            } else {
                piece(format!("{words}  "), look.theme.dim)
            });
        }
        put_line(buf, area, area.y, &line, look);
    }

    /// The months, as many as fit around the one in focus.
    fn draw_strip(&self, buf: &mut Buffer, area: Rect, bars: u16, look: &Look) {
        let Some((today, _)) = &self.rows else {
            return;
        };
        let now = (today.year(), today.month());
        let at = self
            .picked()
            .and_then(PromiseRow::day)
            .map_or(now, |day| (day.year(), day.month()));
        let months: Vec<_> = self.months.iter().collect();
        let fit = usize::from(area.width / MONTH).max(1);
        let middle = months.iter().position(|(month, _)| **month == at).unwrap_or(0);
        let first = middle.saturating_sub(fit / 2).min(months.len().saturating_sub(fit));
        let most = months
            .iter()
            .map(|(_, month)| month.overdue + month.other)
            .max()
            .unwrap_or(0);
        for (n, (when, month)) in months.into_iter().skip(first).take(fit).enumerate() {
            let x = area.x + n as u16 * MONTH;
            if bars > 0 {
                draw_bar(buf, (x, area.y, bars), *month, most, look);
            }
            let cell = Rect {
                x,
                width: MONTH,
                ..area
            };
            let label = format!("{:02}-{:02}", when.0.rem_euclid(100), when.1);
            let style = if *when == at {
                look.theme.focus
            } else {
                look.theme.label
            };
            let today_word = if *when == now { look.lang.pick("今", "*") } else { "" };
            let mark = if *when == at { look.glyphs.cursor } else { " " };
            let head = [
                piece(mark, look.theme.key),
                piece(label, style),
                piece(today_word, look.theme.key),
            ];
            put_line(buf, cell, area.y + bars, &head, look);
            put_line(buf, cell, area.y + bars + 1, &counts(*month, look), look);
        }
        for x in area.left()..area.right() {
            put(buf, x, area.y + bars + 2, 1, look.glyphs.rule, look.theme.rule);
        }
    }

    fn draw_list(&mut self, buf: &mut Buffer, area: Rect, look: &Look) {
        let Some((_, rows)) = &self.rows else {
            return;
        };
        if self.found.is_empty() {
            let words = look.lang.pick(
                "没有这样的承诺；Tab 换状态",
                "there is no such promise; Tab is another state",
            );
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

/// Cuts rows off at the top of an area; returns them.
fn take_rows(area: &mut Rect, rows: u16) -> Rect {
    let taken = Rect {
        height: rows.min(area.height),
        ..*area
    };
    area.y += taken.height;
    area.height -= taken.height;
    taken
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
        piece(format!("{sign}{} ", padded(&standing_words(row, look.lang), 13)), style),
        piece(format!("{who} "), look.theme.label),
    ];
    if !row.others.is_empty() {
        line.push(piece(format!("+{} ", row.others.len()), look.theme.dim));
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

/// A text in exactly so many columns.
fn padded(text: &str, wide: usize) -> String {
    let text = crate::text::width::clip(text, wide);
    format!("{text}{}", " ".repeat(wide.saturating_sub(width(&text))))
}

/// `!3+2`: overdue and others.
fn counts(month: Month, look: &Look) -> Vec<Piece> {
    let mut line = vec![piece(" ", look.theme.text)];
    if month.overdue > 0 {
        line.push(piece(format!("{}{}", look.glyphs.late, month.overdue), look.theme.bad));
    }
    if month.other > 0 {
        let plus = if month.overdue > 0 { "+" } else { "" };
        line.push(piece(format!("{plus}{}", month.other), look.theme.text));
    }
    if columns(&line) == 1 {
        line.push(piece(look.glyphs.dot, look.theme.dim));
    }
    line
}

/// A bar on its foot, the overdue part below.
fn draw_bar(buf: &mut Buffer, (x, y, height): (u16, u16, u16), month: Month, most: u32, look: &Look) {
    let scaled = |count: u32| {
        let exact = (u64::from(count) * u64::from(height)).div_ceil(u64::from(most.max(1)));
        exact as u16
    };
    let (whole, late) = (scaled(month.overdue + month.other), scaled(month.overdue));
    for n in 0..whole {
        let (sign, style) = if n < late {
            (look.glyphs.full, look.theme.bad)
        } else {
            (look.glyphs.empty, look.theme.promise)
        };
        put(buf, x + 1, y + height - 1 - n, 5, &sign.repeat(5), style);
    }
}

/// The promise in focus at length.
fn detail_of(row: &PromiseRow, wide: u16, look: &Look) -> Sheet {
    let lang = look.lang;
    let mut sheet = Sheet::new(wide);
    sheet.heading(&format!("{} · {}", row.place, row.kind.name(lang)), look);
    sheet.text("", &row.text, look.theme.front, 2);
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
