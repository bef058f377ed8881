//! A strip of months with what falls due in each: bars where there is room, counts under them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::canvas::{Piece, columns, piece, put, put_line};
use crate::tui::theme::Look;

/// Columns of a month.
const WIDE: u16 = 8;

/// Columns at each end for the sign that there are more months, and how many.
const SIDE: u16 = 4;

/// Year and month, from 1.
pub type YearMonth = (i16, i8);

/// What falls due in a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Month {
    /// Past due and not kept.
    pub overdue: u32,
    /// All others.
    pub other: u32,
}

/// Rows that a strip with bars of that height takes.
pub const fn height(bars: u16) -> u16 {
    bars + 2
}

/// Draws as many months as fit around the one in focus; `now` is marked.
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    bars: u16,
    months: &[(YearMonth, Month)],
    (at, now): (YearMonth, YearMonth),
    look: &Look,
) {
    // Signs at both ends say that there is more on that side.
    let inner = Rect {
        x: area.x + SIDE,
        width: area.width.saturating_sub(2 * SIDE),
        ..area
    };
    let fit = usize::from(inner.width / WIDE).max(1);
    let middle = months.iter().position(|(month, _)| *month == at).unwrap_or(0);
    let first = middle.saturating_sub(fit / 2).min(months.len().saturating_sub(fit));
    let behind = months.len().saturating_sub(first + fit);
    let label = area.y + bars;
    if first > 0 {
        put(
            buf,
            area.x,
            label,
            SIDE,
            &format!("{}{first}", look.glyphs.beside[0]),
            look.theme.key,
        );
    }
    if behind > 0 {
        let words = format!("{behind}{}", look.glyphs.beside[1]);
        let wide = (crate::text::width::width(&words) as u16).min(SIDE);
        put(
            buf,
            area.right().saturating_sub(wide),
            label,
            wide,
            &words,
            look.theme.key,
        );
    }
    let most = months.iter().map(|(_, month)| month.overdue + month.other).max();
    for (n, (when, month)) in months.iter().skip(first).take(fit).enumerate() {
        let x = inner.x + n as u16 * WIDE;
        bar(buf, (x, area.y, bars), *month, most.unwrap_or(0), look);
        let cell = Rect {
            x,
            width: WIDE,
            ..inner
        };
        let (mark, style) = if *when == at {
            (look.glyphs.cursor, look.theme.focus)
        } else {
            (" ", look.theme.label)
        };
        let today = if *when == now { look.lang.pick("今", "*") } else { "" };
        let label = format!("{:02}-{:02}", when.0.rem_euclid(100), when.1);
        let head = [
            piece(mark, look.theme.key),
            piece(label, style),
            piece(today, look.theme.key),
        ];
        put_line(buf, cell, area.y + bars, &head, look);
        put_line(buf, cell, area.y + bars + 1, &counts(*month, look), look);
    }
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

/// A bar on its foot, the overdue part below. What is there shows, however little it is.
fn bar(buf: &mut Buffer, (x, y, height): (u16, u16, u16), month: Month, most: u32, look: &Look) {
    let scaled = |count: u32| (u64::from(count) * u64::from(height)).div_ceil(u64::from(most.max(1))) as u16;
    let (whole, late) = (scaled(month.overdue + month.other), scaled(month.overdue));
    for n in 0..whole.min(height) {
        let (sign, style) = if n < late {
            (look.glyphs.full, look.theme.bad)
        } else {
            (look.glyphs.empty, look.theme.promise)
        };
        put(buf, x + 1, y + height - 1 - n, 5, &sign.repeat(5), style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::tui::stage::row_text;
    use crate::tui::theme::{Glyphs, Theme};

    const LOOK: Look = Look {
        theme: Theme::plain(),
        glyphs: Glyphs::UNICODE,
        lang: Lang::Zh,
    };

    /// The months of 2024, two promises in each; the first of them overdue in March.
    fn year() -> Vec<(YearMonth, Month)> {
        let overdue = |month| u32::from(month == 3);
        let month = |month: i8| {
            let late = overdue(month);
            (
                (2024, month),
                Month {
                    overdue: late,
                    other: 2 - late,
                },
            )
        };
        (1..=12).map(month).collect()
    }

    /// The labels and counts on 80 columns, of which nine months fit.
    fn strip(at: i8) -> (String, String) {
        let area = Rect::new(0, 0, 80, height(0));
        let mut buf = Buffer::empty(area);
        draw(&mut buf, area, 0, &year(), ((2024, at), (2024, 6)), &LOOK);
        let row = |y| row_text(&buf, y).trim_end().to_owned();
        (row(0), row(1))
    }

    #[test]
    fn months_beyond_the_strip_are_counted_at_its_ends() {
        let (first, _) = strip(1);
        assert!(first.starts_with("    ▸24-01") && first.ends_with("3›"), "{first}");
        let (middle, _) = strip(7);
        assert!(middle.starts_with("‹2") && middle.ends_with("1›"), "{middle}");
        assert!(
            middle.contains("24-03") && middle.contains("24-11") && middle.contains("▸24-07"),
            "{middle}"
        );
        assert!(!middle.contains("24-02") && !middle.contains("24-12"), "{middle}");
        let (last, _) = strip(12);
        assert!(
            last.starts_with("‹3") && !last.contains('›') && last.contains("▸24-12"),
            "{last}"
        );
    }

    #[test]
    fn what_is_overdue_is_told_apart_and_the_desks_month_is_marked() {
        let (labels, counts) = strip(1);
        assert!(labels.contains("24-06今"), "{labels}");
        let cell = |month: usize| counts.chars().skip(4 + (month - 1) * 8).take(8).collect::<String>();
        assert_eq!((cell(2).trim(), cell(3).trim()), ("2", "!1+1"));
    }

    #[test]
    fn a_bar_shows_what_is_there_however_little() {
        let area = Rect::new(0, 0, 24, height(4));
        let mut buf = Buffer::empty(area);
        let months = [
            ((2024, 1), Month { overdue: 1, other: 99 }),
            ((2024, 2), Month { overdue: 0, other: 1 }),
        ];
        draw(&mut buf, area, 4, &months, ((2024, 1), (2024, 1)), &LOOK);
        let foot = row_text(&buf, 3);
        assert!(foot.contains("▓▓▓▓▓") && foot.contains("░░░░░"), "{foot}");
        assert!(row_text(&buf, 0).contains("░░░░░") && !row_text(&buf, 2).contains("▓"));
    }
}
