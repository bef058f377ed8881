//! The overview: how far every notice and organisation is, which verdicts were given, what falls due when. Drawn from what the finder
//! read; it narrows and picks.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::screen::{Goal, Narrow, Screen, ScreenKey, padded, reading, rule_line, take_rows};
use crate::desk::{Overview, OverviewRow, VerdictCount, gap_words, meant};
use crate::tui::command::Command;
use crate::tui::finder::{Reading, Report};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, bar, boxed, columns, piece, put, put_ends, put_line, restyle};
use crate::tui::widgets::list::{Step, Window, stepped};
use crate::tui::widgets::months::{self, Month, YearMonth};

const KEYS: &[ScreenKey] = &[
    (Command::Pick, ("前往", "go")),
    (Command::PickScope, ("通报/单位", "notices/organisations")),
    (Command::Narrow, ("筛选", "narrow")),
    (Command::Close, ("关闭", "close")),
];

/// From so many rows inside of the box the months have bars.
const BARS_FROM: u16 = 26;

/// From so many columns the gap stands in full words.
const WORDS_FROM: u16 = 110;

/// Columns of the counts behind the progress bar.
const COUNT: usize = 7;

/// Columns of name, progress bar and gap bar.
const fn widths(room: u16) -> (usize, usize, usize) {
    match room {
        0..WORDS_FROM => (18, 6, 8),
        WORDS_FROM..160 => (22, 8, 12),
        _ => (40, 16, 24),
    }
}

/// The overview.
#[derive(Debug, Default)]
pub struct OverviewScreen {
    narrow: Narrow,
    organisations: bool,
    read: Option<Overview>,
    found: Vec<usize>,
    cursor: usize,
    window: Window,
}

impl OverviewScreen {
    fn rows(&self) -> &[OverviewRow] {
        match &self.read {
            Some(read) if self.organisations => &read.organisations,
            Some(read) => &read.notices,
            None => &[],
        }
    }

    fn picked(&self) -> Option<&OverviewRow> {
        self.rows().get(*self.found.get(self.cursor)?)
    }

    /// `[通报 10] 单位 9 …… 已核 3/170 · 逾期 37`
    fn draw_head(&self, buf: &mut Buffer, row: Rect, read: &Overview, look: &Look) {
        let tabs = [
            (
                look.lang.pick("通报", "notices"),
                read.notices.len(),
                !self.organisations,
            ),
            (
                look.lang.pick("单位", "organisations"),
                read.organisations.len(),
                self.organisations,
            ),
        ];
        let left: Vec<Piece> = tabs
            .into_iter()
            .map(|(name, count, on)| {
                if on {
                    piece(format!("[{name} {count}] "), look.theme.focus)
                } else {
                    piece(format!("{name} {count}  "), look.theme.dim)
                }
            })
            .collect();
        let sum = |of: fn(&OverviewRow) -> u32| read.notices.iter().map(of).sum::<u32>();
        let (reviewed, measures, overdue) = (sum(|row| row.reviewed), sum(|row| row.measures), sum(|row| row.overdue));
        let words = look.lang.pick(
            format!("已核 {reviewed}/{measures} · 逾期承诺 {overdue}"),
            format!("{reviewed}/{measures} reviewed · {overdue} overdue"),
        );
        put_ends(buf, row, row.y, &left, &[piece(words, look.theme.text)], look);
    }

    fn draw_list(&mut self, buf: &mut Buffer, area: Rect, look: &Look) {
        if self.found.is_empty() {
            let words = if self.rows().is_empty() {
                look.lang.pick(
                    "还没有通报；导入后列在这里",
                    "there are no notices yet; what is imported stands here",
                )
            } else {
                look.lang.pick(
                    "没有这样的通报或单位；Esc 取消筛选",
                    "there is nothing of that name; Esc takes the words back",
                )
            };
            put_line(buf, area, area.y, &[piece(words, look.theme.dim)], look);
            return;
        }
        let mut window = std::mem::take(&mut self.window);
        for (y, at) in (area.y..).zip(window.follow(self.cursor, self.found.len(), area.height.into())) {
            let Some(row) = self.rows().get(self.found[at]) else {
                continue;
            };
            let mark = if at == self.cursor { look.glyphs.cursor } else { " " };
            let mut left = vec![piece(mark, look.theme.key)];
            left.extend(row_pieces(row, area.width, look));
            let mut right = Vec::new();
            if row.overdue > 0 {
                right.push(piece(format!("{}{}", look.glyphs.late, row.overdue), look.theme.bad));
            }
            put_ends(buf, area, y, &left, &right, look);
            if at == self.cursor {
                restyle(buf, area, y, look.theme.cursor);
            }
        }
        self.window = window;
    }
}

impl Screen for OverviewScreen {
    fn keys(&self) -> &'static [ScreenKey] {
        KEYS
    }

    fn reading(&self) -> Reading {
        Reading::Overview
    }

    fn take(&mut self, report: Report) {
        if let Report::Overview(read) = report {
            let at = self.cursor;
            self.read = Some(*read);
            self.sift();
            // What was counted anew has as many rows in the same order, but for an import meanwhile.
            self.cursor = at.min(self.found.len().saturating_sub(1));
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let day = self
            .read
            .as_ref()
            .map_or_else(String::new, |read| read.today.to_string());
        let title = look
            .lang
            .pick(format!("总览 · 截至 {day}"), format!("Overview as of {day}"));
        let mut inside = boxed(frame.buffer_mut(), area, &title, &[], look);
        let Some(read) = &self.read else {
            reading(frame.buffer_mut(), inside, look);
            return;
        };
        if inside.height < 4 {
            return;
        }
        let row = take_rows(&mut inside, 1);
        self.draw_head(frame.buffer_mut(), row, read, look);
        self.narrow.draw(frame, &mut inside, look);
        let buf = frame.buffer_mut();
        if inside.height > 10 {
            let bars = if inside.height >= BARS_FROM { 5 } else { 0 };
            draw_verdicts(buf, take_rows(&mut inside, 2), &read.verdicts, look);
            let strip = take_rows(&mut inside, months::height(bars));
            let (months, now) = months_of(read);
            months::draw(buf, strip, bars, &months, (now, now), look);
            rule_line(buf, take_rows(&mut inside, 1), look);
            draw_columns(buf, take_rows(&mut inside, 1), self.organisations, look);
        }
        self.draw_list(buf, inside, look);
    }

    fn step(&mut self, step: Step) {
        self.cursor = stepped(self.cursor, self.found.len(), self.window.height, step);
    }

    fn turn(&mut self, _forward: bool) -> bool {
        self.organisations = !self.organisations;
        self.sift();
        true
    }

    fn narrow(&mut self) -> Option<&mut Narrow> {
        Some(&mut self.narrow)
    }

    fn typing(&self) -> bool {
        self.narrow.typing
    }

    fn sift(&mut self) {
        let wanted = meant(self.narrow.input.text());
        let rows = self.rows().iter().enumerate();
        self.found = rows
            .filter(|(_, row)| row.is_meant(&wanted))
            .map(|(at, _)| at)
            .collect();
        self.cursor = 0;
    }

    fn goal(&self) -> Option<Goal> {
        self.picked().map(|row| Goal::Notice(row.notice))
    }
}

/// What stands in the columns.
fn draw_columns(buf: &mut Buffer, area: Rect, organisations: bool, look: &Look) {
    let (name_wide, progress_wide, gap_wide) = widths(area.width);
    let name = if organisations {
        look.lang.pick("单位", "organisation")
    } else {
        look.lang.pick("通报", "notice")
    };
    let progress = padded(look.lang.pick("进度", "reviewed"), progress_wide + COUNT + 1);
    let gap = padded(look.lang.pick("核实", "verified"), gap_wide);
    let signs = format!(
        "{} {} {} {} {} {}",
        look.glyphs.full,
        look.lang.pick("已核实", "verified"),
        look.glyphs.empty,
        look.lang.pick("未核", "open"),
        look.glyphs.dot,
        look.lang.pick("其余", "refused"),
    );
    let line = format!(" {} {progress} {gap} {signs}", padded(name, name_wide));
    put_line(buf, area, area.y, &[piece(line, look.theme.label)], look);
}

/// Name, progress, and the gap: as a bar of what is verified, open and refused, and in words.
fn row_pieces(row: &OverviewRow, room: u16, look: &Look) -> Vec<Piece> {
    let (name_wide, progress_wide, gap_wide) = widths(room);
    let name = match (row.notices, row.year) {
        (1, Some(year)) => format!("{year} {}", row.name),
        (1, None) => row.name.clone(),
        (notices, _) => format!("{notices}× {}", row.name),
    };
    let (full, empty) = bar(row.reviewed, row.measures, progress_wide, look);
    let progress = format!("{}/{}", row.reviewed, row.measures);
    let mut line = vec![
        piece(format!("{} ", padded(&name, name_wide)), look.theme.front),
        piece(full, look.theme.good),
        piece(empty, look.theme.dim),
        piece(format!(" {} ", padded(&progress, COUNT)), look.theme.text),
    ];
    line.extend(gap_bar(row, gap_wide, look));
    let words = if room >= WORDS_FROM {
        gap_words(&row.gap, look.lang).join(" · ")
    } else {
        short_gap(row, look)
    };
    line.push(piece(format!(" {words}"), look.theme.text));
    line
}

/// `▓▓░░░··`: verified, not reviewed yet, refused.
fn gap_bar(row: &OverviewRow, wide: usize, look: &Look) -> Vec<Piece> {
    let Some((low, high)) = row.gap.interval() else {
        return vec![piece(" ".repeat(wide), look.theme.dim)];
    };
    let cells = |share: f64| ((share * wide as f64).round() as usize).min(wide);
    // What is verified shows, however little it is.
    let verified = cells(low).max(usize::from(row.gap.verified > 0));
    let open = cells(high).max(verified) - verified;
    vec![
        piece(look.glyphs.full.repeat(verified), look.theme.good),
        piece(look.glyphs.empty.repeat(open), look.theme.half),
        piece(look.glyphs.dot.repeat(wide - verified - open), look.theme.bad),
    ]
}

/// Shares in percent: claimed, worded, verified.
fn short_gap(row: &OverviewRow, look: &Look) -> String {
    let share = |part: i64, whole: i64| match whole {
        0 => "–".to_owned(),
        whole => format!("{}%", part.saturating_mul(100) / whole),
    };
    let gap = &row.gap;
    let claimed = gap
        .claimed
        .map_or_else(|| "–".to_owned(), |(done, total)| share(done, total));
    let worded = share(gap.worded_done.into(), gap.measures.into());
    let verified = share(gap.verified.into(), gap.measures.into());
    look.lang.pick(
        format!("自报{claimed} 文面{worded} 核实{verified}"),
        format!("claim {claimed} word {worded} ver {verified}"),
    )
}

/// One bar of all verdicts, each with its sign, and what the signs mean.
fn draw_verdicts(buf: &mut Buffer, area: Rect, counts: &[VerdictCount], look: &Look) {
    let whole: u64 = counts.iter().map(|line| u64::from(line.count)).sum();
    let mut x = area.x;
    let mut legend = Vec::new();
    for line in counts.iter().filter(|line| line.count > 0) {
        let (sign, style) = (look.glyphs.verdict(line.verdict), look.theme.verdict(line.verdict));
        let exact = u64::from(line.count) * u64::from(area.width) / whole.max(1);
        let cells = (exact as u16).max(1).min(area.right().saturating_sub(x));
        x = put(buf, x, area.y, cells, &sign.repeat(cells.into()), style);
        let name = line.verdict.map_or(look.lang.pick("未核", "unreviewed"), |verdict| {
            verdict.name(look.lang)
        });
        legend.push(piece(format!("{sign} {name} {}  ", line.count), style));
    }
    if columns(&legend) == 0 {
        legend.push(piece(look.lang.pick("没有措施", "no measures"), look.theme.dim));
    }
    put_line(buf, area, area.y + 1, &legend, look);
}

/// The months of the promises, the desk's month among them.
fn months_of(read: &Overview) -> (Vec<(YearMonth, Month)>, YearMonth) {
    let now = (read.today.year(), read.today.month());
    let mut months: Vec<(YearMonth, Month)> = read
        .months
        .iter()
        .map(|line| {
            let (overdue, other) = (line.overdue, line.other);
            ((line.year, line.month), Month { overdue, other })
        })
        .collect();
    if let Err(at) = months.binary_search_by_key(&now, |(month, _)| *month) {
        months.insert(at, (now, Month::default()));
    }
    (months, now)
}
