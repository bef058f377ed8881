//! Drawing into cells: pieces of text side by side, never beyond their columns and never half a character.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::width;
use crate::tui::theme::Look;

/// A piece of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What.
    pub text: String,
    /// How.
    pub style: Style,
}

/// A piece.
pub fn piece(text: impl Into<String>, style: Style) -> Piece {
    Piece {
        text: text.into(),
        style,
    }
}

/// Columns that pieces take.
pub fn columns(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| width::width(&piece.text)).sum()
}

/// Writes a text at a place, at most `room` columns; returns the column after it.
pub fn put(buf: &mut Buffer, x: u16, y: u16, room: u16, text: &str, style: Style) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x >= area.right() || x < area.left() {
        return x;
    }
    // The drawing library leaves controls out, but not marks that hang on a character.
    buf.set_stringn(x, y, width::harmless(text), room.into(), style).0
}

/// Writes pieces into one row; what does not fit is cut with a sign. Returns the column after the last.
pub fn put_line(buf: &mut Buffer, area: Rect, y: u16, pieces: &[Piece], look: &Look) -> u16 {
    let mut x = area.x;
    let room = |x: u16| area.right().saturating_sub(x);
    let mut left = columns(pieces);
    for piece in pieces {
        let wide = width::width(&piece.text);
        if left > room(x).into() && wide >= room(x).into() {
            let kept = width::fit(&piece.text, room(x).saturating_sub(1).into());
            x = put(buf, x, y, room(x), kept, piece.style);
            return put(buf, x, y, room(x), look.glyphs.cut, look.theme.dim);
        }
        x = put(buf, x, y, room(x), &piece.text, piece.style);
        left -= wide;
    }
    x
}

/// Writes pieces at the left end of a row and others at its right end; the left ones give way.
pub fn put_ends(buf: &mut Buffer, area: Rect, y: u16, left: &[Piece], right: &[Piece], look: &Look) {
    let wide = (columns(right) as u16).min(area.width);
    let gap = u16::from(wide > 0);
    let room = Rect {
        width: area.width.saturating_sub(wide + gap),
        ..area
    };
    put_line(buf, room, y, left, look);
    let end = Rect {
        x: area.right() - wide,
        width: wide,
        ..area
    };
    put_line(buf, end, y, right, look);
}

/// Blanks an area in a style.
pub fn blank(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for y in area.rows() {
        // A wide character that begins left of the area would cover its first column.
        if area.x > buf.area.x {
            let before = &mut buf[(area.x - 1, y.y)];
            if width::width(before.symbol()) > 1 {
                before.set_symbol(" ");
            }
        }
        for cell in y.columns() {
            let cell = &mut buf[(cell.x, cell.y)];
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Lays a style over a row.
pub fn restyle(buf: &mut Buffer, area: Rect, y: u16, style: Style) {
    buf.set_style(Rect { y, height: 1, ..area }.intersection(buf.area), style);
}

/// The rule over a pane: `─ 通报 5 ─────── 已核 3/32 ─`. Returns what is left below it.
pub fn rule(buf: &mut Buffer, area: Rect, title: &str, right: &str, focused: bool, look: &Look) -> Rect {
    if area.height == 0 {
        return area;
    }
    let (line, style) = if focused {
        (look.glyphs.focus, look.theme.focus)
    } else {
        (look.glyphs.rule, look.theme.rule)
    };
    let title_style = if focused { look.theme.focus } else { look.theme.label };
    for x in area.left()..area.right() {
        put(buf, x, area.y, 1, line, style);
    }
    let room = area.width.saturating_sub(3);
    let end = if right.is_empty() {
        0
    } else {
        width::width(right) as u16 + 3
    };
    let shown_end = end > 0 && end + 8 < area.width;
    let room = if shown_end { room.saturating_sub(end) } else { room };
    let title_row = Rect {
        x: area.x + 1,
        width: room,
        ..area
    };
    let parts = [piece(" ", title_style), piece(title, title_style)];
    let x = put_line(buf, title_row, area.y, &parts, look);
    put(buf, x, area.y, 1, " ", title_style);
    if shown_end {
        put(
            buf,
            area.right() - end,
            area.y,
            end - 1,
            &format!(" {right} "),
            title_style,
        );
    }
    Rect {
        y: area.y + 1,
        height: area.height - 1,
        ..area
    }
}

/// A box over the panes, blanked, with a title and a line for its keys. Returns its inside.
pub fn boxed(buf: &mut Buffer, area: Rect, title: &str, keys: &[Piece], look: &Look) -> Rect {
    let area = area.intersection(buf.area);
    blank(buf, area, look.theme.layer);
    if area.width < 4 || area.height < 3 {
        return area;
    }
    let style = look.theme.focus;
    let (top, bottom) = (area.y, area.bottom() - 1);
    for x in area.left()..area.right() {
        put(buf, x, top, 1, look.glyphs.rule, style);
        put(buf, x, bottom, 1, look.glyphs.rule, style);
    }
    for y in top..=bottom {
        put(buf, area.x, y, 1, look.glyphs.bar, style);
        put(buf, area.right() - 1, y, 1, look.glyphs.bar, style);
    }
    let [tl, tr, bl, br] = look.glyphs.corners;
    for (x, y, corner) in [
        (area.x, top, tl),
        (area.right() - 1, top, tr),
        (area.x, bottom, bl),
        (area.right() - 1, bottom, br),
    ] {
        put(buf, x, y, 1, corner, style);
    }
    let row = Rect {
        x: area.x + 2,
        width: area.width - 4,
        ..area
    };
    put_line(buf, row, top, &[piece(format!(" {title} "), style)], look);
    if !keys.is_empty() {
        put_line(buf, row, bottom, keys, look);
    }
    Rect::new(area.x + 2, area.y + 1, area.width - 4, area.height - 2)
}

/// A bar of `wide` columns: how much of the whole is done. Something done shows, and so does something left.
pub fn bar(done: u32, whole: u32, wide: usize, look: &Look) -> (String, String) {
    let full = if whole == 0 {
        0
    } else {
        let exact = (u64::from(done) * wide as u64 / u64::from(whole)) as usize;
        exact
            .max(usize::from(done > 0 && wide > 1))
            .min(wide - usize::from(done < whole && wide > 0))
    };
    (look.glyphs.full.repeat(full), look.glyphs.empty.repeat(wide - full))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::tui::theme::{Glyphs, Theme};

    const LOOK: Look = Look {
        theme: Theme::plain(),
        glyphs: Glyphs::UNICODE,
        lang: Lang::Zh,
    };

    fn row(buf: &Buffer, y: u16) -> String {
        crate::tui::stage::row_text(buf, y)
    }

    #[test]
    fn what_does_not_fit_is_cut_at_a_character() {
        let area = Rect::new(0, 0, 8, 1);
        for (text, shown) in [
            ("一二三四", "一二三四"),
            ("一二三四五", "一二三…"),
            ("abc一二三", "abc一二…"),
        ] {
            let mut buf = Buffer::empty(area);
            put_line(&mut buf, area, 0, &[piece(text, Style::new())], &LOOK);
            assert_eq!(row(&buf, 0).trim_end(), shown);
        }
    }

    #[test]
    fn the_right_end_keeps_its_room() {
        let area = Rect::new(0, 0, 12, 1);
        let mut buf = Buffer::empty(area);
        let (left, right) = ([piece("整改措施落实情况", Style::new())], [piece("1/3", Style::new())]);
        put_ends(&mut buf, area, 0, &left, &right, &LOOK);
        assert_eq!(row(&buf, 0), "整改措…  1/3");
    }

    #[test]
    fn a_box_cuts_a_wide_character_that_it_half_covers() {
        let area = Rect::new(0, 0, 20, 3);
        let mut buf = Buffer::empty(area);
        put_line(&mut buf, area, 1, &[piece("一二三四五六七八", Style::new())], &LOOK);
        boxed(&mut buf, Rect::new(5, 0, 10, 3), "", &[], &LOOK);
        assert_eq!(row(&buf, 1), "一二 │        │     ");
    }

    #[test]
    fn bars_show_the_first_and_the_last_step() {
        let drawn = |done, whole| {
            let (full, empty) = bar(done, whole, 4, &LOOK);
            full + &empty
        };
        assert_eq!([drawn(0, 100), drawn(1, 100), drawn(50, 100)], ["░░░░", "▓░░░", "▓▓░░"]);
        assert_eq!([drawn(99, 100), drawn(100, 100), drawn(0, 0)], ["▓▓▓░", "▓▓▓▓", "░░░░"]);
    }

    #[test]
    fn nothing_is_drawn_outside_however_small_the_screen() {
        for (w, h) in [(0, 0), (1, 1), (3, 2), (5, 3), (9, 4)] {
            let area = Rect::new(0, 0, w, h);
            let mut buf = Buffer::empty(area);
            boxed(&mut buf, Rect::new(0, 0, 40, 10), "评论", &[], &LOOK);
            rule(&mut buf, area, "问题与措施", "1/3", true, &LOOK);
            put_ends(
                &mut buf,
                area,
                7,
                &[piece("一", Style::new())],
                &[piece("二", Style::new())],
                &LOOK,
            );
        }
    }
}
