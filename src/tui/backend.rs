//! Cells into few bytes: the screen is often at the other end of a slow line.
//!
//! Against the usual backend, a wide character is followed by the next one without a cursor movement, the pen is kept between
//! frames, short escape sequences are preferred, and blank stretches are erased instead of written.

use std::io::{self, Write};

use crossterm::terminal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// A blank stretch of at least so many cells is erased.
const ERASE: u16 = 9;

/// A frame of more bytes is wrapped into a synchronized update, so that it shows at once; below, the wrapping costs more.
const LARGE: usize = 512;

/// How the terminal draws at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// A stretch of blanks of one pen that is not yet written.
#[derive(Debug, Clone, Copy)]
struct Blank {
    x: u16,
    y: u16,
    count: u16,
    pen: Pen,
}

const PLAIN: Pen = Pen {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

/// Modifiers that are seen on a blank.
const SEEN: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

const MODIFIERS: [(Modifier, u8); 8] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// A backend that writes to a terminal of which it knows pen and cursor.
#[derive(Debug)]
pub struct Lean<W: Write> {
    out: W,
    frame: Vec<u8>,
    pen: Option<Pen>,
    cursor: Option<Position>,
    shown: Option<bool>,
    size: Option<Size>,
    /// Cells of the terminal that are known to be blank and plain, row by row: between two blanks to be written, they may be
    /// written over. (What a wide character covered is blank once it is gone, and is not told to be drawn again.)
    blank: Vec<bool>,
    columns: usize,
}

impl<W: Write> Lean<W> {
    /// Writes to `out`; asks the terminal for its size.
    pub fn new(out: W) -> Self {
        Self {
            out,
            frame: Vec::with_capacity(16 * 1024),
            pen: None,
            cursor: None,
            shown: None,
            size: None,
            blank: Vec::new(),
            columns: 0,
        }
    }

    /// Writes to `out`, which is taken to have that size: for tests.
    pub fn sized(out: W, size: Size) -> Self {
        Self {
            size: Some(size),
            ..Self::new(out)
        }
    }

    /// Forgets what the terminal looks like: another program wrote to it.
    pub fn forget(&mut self) {
        self.frame.clear();
        self.pen = None;
        self.cursor = None;
        self.shown = None;
        self.blank.clear();
    }

    /// Notes what is known of cells.
    fn note(&mut self, x: u16, y: u16, count: u16, blank: bool) {
        let from = usize::from(y) * self.columns + usize::from(x);
        let to = (from + usize::from(count)).min(self.blank.len());
        if let Some(cells) = self.blank.get_mut(from..to) {
            cells.fill(blank);
        }
    }

    fn is_blank(&self, x: u16, y: u16, count: u16) -> bool {
        let from = usize::from(y) * self.columns + usize::from(x);
        let cells = self.blank.get(from..from + usize::from(count));
        usize::from(x + count) <= self.columns && cells.is_some_and(|cells| cells.iter().all(|blank| *blank))
    }

    fn fit_notes(&mut self, blank: bool) -> io::Result<()> {
        let size = self.size()?;
        self.columns = size.width.into();
        self.blank.clear();
        self.blank
            .resize(usize::from(size.width) * usize::from(size.height), blank);
        Ok(())
    }

    /// What was written to.
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.out
    }

    fn move_to(&mut self, x: u16, y: u16) {
        if self.cursor == Some(Position { x, y }) {
            return;
        }
        match self.cursor {
            Some(at) if at.y == y && at.x < x => {
                let by = x - at.x;
                if by == 1 {
                    self.frame.extend_from_slice(b"\x1b[C");
                } else {
                    self.csi(format_args!("{by}C"));
                }
            }
            Some(at) if at.x == x && y == at.y + 1 => self.frame.extend_from_slice(b"\x1b[B"),
            Some(at) if x == 0 && y == at.y + 1 => self.frame.extend_from_slice(b"\r\n"),
            _ if x == 0 => self.csi(format_args!("{}H", y + 1)),
            _ => self.csi(format_args!("{};{}H", y + 1, x + 1)),
        }
        self.cursor = Some(Position { x, y });
    }

    fn csi(&mut self, rest: std::fmt::Arguments<'_>) {
        self.frame.extend_from_slice(b"\x1b[");
        // Writing to memory does not fail.
        let _ = self.frame.write_fmt(rest);
    }

    fn pen(&mut self, wanted: Pen) {
        let from = match self.pen {
            Some(pen) if pen == wanted => return,
            Some(pen) => pen,
            None => {
                self.frame.extend_from_slice(b"\x1b[m");
                PLAIN
            }
        };
        self.pen = Some(wanted);
        if wanted == from {
            return;
        }
        if wanted == PLAIN {
            self.frame.extend_from_slice(b"\x1b[m");
            return;
        }
        let mut codes: Vec<u8> = Vec::with_capacity(24);
        let mut from = from;
        // Taking single modifiers away is not understood everywhere; starting afresh is.
        if !(from.modifier - wanted.modifier).is_empty() {
            codes.push(b'0');
            from = PLAIN;
        }
        let mut code = |text: std::fmt::Arguments<'_>| {
            if !codes.is_empty() {
                codes.push(b';');
            }
            let _ = codes.write_fmt(text);
        };
        for (modifier, number) in MODIFIERS {
            if wanted.modifier.contains(modifier) && !from.modifier.contains(modifier) {
                code(format_args!("{number}"));
            }
        }
        if wanted.fg != from.fg {
            color(wanted.fg, 30, &mut code);
        }
        if wanted.bg != from.bg {
            color(wanted.bg, 40, &mut code);
        }
        self.frame.extend_from_slice(b"\x1b[");
        self.frame.extend_from_slice(&codes);
        self.frame.push(b'm');
    }

    /// Whether a blank at `x` goes on a run of blanks, over cells between them that are blank anyway.
    fn joins(&self, run: Blank, x: u16) -> bool {
        let end = run.x + run.count;
        x == end || (x > end && run.pen == PLAIN && self.is_blank(end, run.y, x - end))
    }

    fn blanks(&mut self, run: Option<Blank>) {
        let Some(Blank { x, y, mut count, pen }) = run else {
            return;
        };
        let erase = count >= ERASE && pen.bg == Color::Reset && pen.modifier.is_empty();
        // Erasing the first half of a wide character alone leaves some terminals (tmux) with a widowed second half.
        if erase && self.is_blank(x + count, y, 1) {
            count += 1;
        }
        self.move_to(x, y);
        // On a blank only background and lines are seen: what the pen has beside them may stay.
        let serves = |held: Pen| held.bg == pen.bg && held.modifier.intersection(SEEN) == pen.modifier;
        if !(pen.modifier.is_empty() && self.pen.is_some_and(serves)) {
            self.pen(pen);
        }
        self.note(x, y, count, pen == PLAIN);
        if !erase {
            self.frame.extend(std::iter::repeat_n(b' ', count.into()));
            self.cursor = Some(Position { x: x + count, y });
        } else if usize::from(x + count) == self.columns {
            self.frame.extend_from_slice(b"\x1b[K");
        } else {
            self.csi(format_args!("{count}X"));
        }
    }
}

fn color(color: Color, base: u8, code: &mut dyn FnMut(std::fmt::Arguments<'_>)) {
    let simple = |n: u8| {
        if n < 8 { base + n } else { base + 60 + n - 8 }
    };
    let n = match color {
        Color::Reset => return code(format_args!("{}", base + 9)),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(n) => return code(format_args!("{};5;{n}", base + 8)),
        Color::Rgb(r, g, b) => return code(format_args!("{};2;{r};{g};{b}", base + 8)),
    };
    code(format_args!("{}", simple(n)));
}

impl<W: Write> Backend for Lean<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if self.blank.is_empty() {
            self.fit_notes(false)?;
        }
        let mut blank: Option<Blank> = None;
        for (x, y, cell) in content {
            let pen = Pen {
                fg: cell.fg,
                bg: cell.bg,
                modifier: cell.modifier,
            };
            let symbol = cell.symbol();
            if symbol == " " {
                let modifier = pen.modifier & SEEN;
                let fg = if modifier.is_empty() { Color::Reset } else { pen.fg };
                let pen = Pen { fg, modifier, ..pen };
                match &mut blank {
                    Some(run) if run.y == y && run.pen == pen && self.joins(*run, x) => run.count = x - run.x + 1,
                    _ => {
                        self.blanks(blank.take());
                        blank = Some(Blank { x, y, count: 1, pen });
                    }
                }
                continue;
            }
            self.blanks(blank.take());
            self.move_to(x, y);
            self.pen(pen);
            self.frame.extend_from_slice(symbol.as_bytes());
            let mut chars = symbol.chars();
            let single = chars.next().is_some() && chars.next().is_none();
            let width = symbol.width() as u16;
            self.note(x, y, 1, false);
            let plain = pen.bg == Color::Reset && !pen.modifier.intersects(SEEN);
            self.note(x + 1, y, width.saturating_sub(1), plain);
            // Of characters put together from several, terminals think differently: the next one is placed anew.
            self.cursor = (single && width > 0).then_some(Position { x: x + width, y });
        }
        self.blanks(blank);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown != Some(false) {
            self.shown = Some(false);
            self.frame.extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown != Some(true) {
            self.shown = Some(true);
            self.frame.extend_from_slice(b"\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Asking the terminal would take a way there and back; whoever asks is content with what was written last.
        Ok(self.cursor.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let at = position.into();
        self.move_to(at.x, at.y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.pen(PLAIN);
        if clear_type == ClearType::All {
            self.fit_notes(true)?;
        } else {
            self.blank.fill(false);
        }
        self.frame.extend_from_slice(match clear_type {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[0J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[0K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        match self.size {
            Some(size) => Ok(size),
            None => terminal::size().map(Size::from),
        }
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        if self.frame.len() > LARGE {
            self.frame.splice(0..0, *b"\x1b[?2026h");
            self.frame.extend_from_slice(b"\x1b[?2026l");
        }
        let written = self.out.write_all(&self.frame).and_then(|()| self.out.flush());
        self.frame.clear();
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn terminal(width: u16, height: u16) -> Terminal<Lean<Vec<u8>>> {
        Terminal::new(Lean::sized(Vec::new(), Size::new(width, height))).unwrap()
    }

    /// Draws and returns what went out.
    fn draw(terminal: &mut Terminal<Lean<Vec<u8>>>, lines: &[(&str, Style)]) -> Vec<u8> {
        terminal
            .draw(|frame| {
                for (y, (line, style)) in lines.iter().enumerate() {
                    frame.buffer_mut().set_string(0, y as u16, line, *style);
                }
            })
            .unwrap();
        std::mem::take(terminal.backend_mut().writer_mut())
    }

    fn screen(parser: &vt100::Parser, width: u16) -> Vec<String> {
        parser.screen().rows(0, width).collect()
    }

    #[test]
    fn a_terminal_shows_what_was_drawn() {
        let mut ours = terminal(20, 3);
        let mut theirs = vt100::Parser::new(3.try_into().unwrap(), 20.try_into().unwrap(), 0);
        let plain = Style::new();
        let frames: [&[(&str, Style)]; 4] = [
            &[("一二三 abc", plain), ("", plain), ("▓▓░░ 4/32", plain.red())],
            &[("一三二 abd      x", plain.bold()), ("新的一行", plain.on_blue())],
            &[("a", plain), ("            右", plain.reversed())],
            &[],
        ];
        for lines in frames {
            theirs.process(&draw(&mut ours, lines));
            let expected: Vec<String> = (0..3)
                .map(|y| lines.get(y).map_or("", |(line, _)| line).trim_end().to_owned())
                .collect();
            let shown: Vec<String> = screen(&theirs, 20)
                .iter()
                .map(|row| row.trim_end().to_owned())
                .collect();
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn whatever_follows_whatever_the_screen_is_right() {
        // A small generator of our own: the same frames with every run.
        let mut seed = 7_u64;
        let mut random = move |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let styles = [
            Style::new(),
            Style::new().fg(ratatui::style::Color::Red),
            Style::new().bg(ratatui::style::Color::Blue),
            Style::new().add_modifier(Modifier::REVERSED),
            Style::new().add_modifier(Modifier::BOLD),
        ];
        let pieces = ["一", "a", "             ", " ", "强化项目", "│", "xyz", "，", "▎ "];
        let (wide, high) = (37_u16, 6_u16);
        let mut ours = terminal(wide, high);
        let mut theirs = vt100::Parser::new(high.try_into().unwrap(), wide.try_into().unwrap(), 0);
        for _ in 0..400 {
            let mut shown: Vec<String> = Vec::new();
            let mut cells: Vec<(bool, bool)> = Vec::new();
            ours.draw(|frame| {
                for y in 0..high {
                    let mut x = random(12) as u16;
                    while x < wide && random(9) > 0 {
                        let piece = pieces[random(pieces.len() as u64) as usize];
                        let style = styles[random(styles.len() as u64) as usize];
                        let buffer = frame.buffer_mut();
                        let end = buffer.set_stringn(x, y, piece, usize::from(wide - x), style).0;
                        // As the panes do: what a wide character covers has its style, too.
                        buffer.set_style(Rect::new(x, y, end - x, 1), style);
                        x = end.max(x + 1);
                    }
                }
                let buffer = frame.buffer_mut();
                cells = buffer
                    .content
                    .iter()
                    .map(|cell| (cell.bg != Color::Reset, cell.modifier.contains(Modifier::REVERSED)))
                    .collect();
                shown = (0..high)
                    .map(|y| crate::tui::stage::row_text(buffer, y).trim_end().to_owned())
                    .collect();
            })
            .unwrap();
            theirs.process(&std::mem::take(ours.backend_mut().writer_mut()));
            let seen: Vec<String> = screen(&theirs, wide)
                .iter()
                .map(|row| row.trim_end().to_owned())
                .collect();
            assert_eq!(seen, shown);
            for (at, (blue, reversed)) in cells.iter().copied().enumerate() {
                let (x, y) = (at as u16 % wide, at as u16 / wide);
                let cell = theirs.screen().cell(y, x).unwrap();
                // Blanks are left out: what is left of a wide character when its other half is overwritten takes the pen's
                // style in this emulator and not in others; nobody can draw for both.
                if cell.has_contents() && cell.contents() != " " {
                    assert_eq!(
                        (cell.bgcolor() != vt100::Color::Default, cell.inverse()),
                        (blue, reversed),
                        "{x} {y}"
                    );
                }
            }
        }
    }

    #[test]
    fn wide_characters_follow_each_other_without_movements() {
        let mut ours = terminal(40, 1);
        draw(&mut ours, &[]);
        let bytes = draw(&mut ours, &[("强化项目落地", Style::new())]);
        assert!(bytes.len() <= "强化项目落地".len() + 8, "{} bytes", bytes.len());
    }

    #[test]
    fn nothing_new_costs_nothing() {
        let mut ours = terminal(40, 2);
        draw(&mut ours, &[("强化", Style::new())]);
        assert_eq!(draw(&mut ours, &[("强化", Style::new())]), b"");
    }

    #[test]
    fn blanks_are_erased() {
        let mut ours = terminal(80, 1);
        draw(&mut ours, &[(&"字".repeat(40), Style::new())]);
        let bytes = draw(&mut ours, &[]);
        assert!(bytes.len() < 20, "{} bytes", bytes.len());
    }
}
