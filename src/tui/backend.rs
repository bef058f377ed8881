//! Cells into few bytes: the screen is often at the other end of a slow line.
//!
//! Against the usual backend, a wide character is followed by the next one without a cursor movement, the pen is kept between
//! frames, short escape sequences are preferred, and blank stretches are erased instead of written.

mod pen;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use crossterm::terminal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::Color;
use unicode_width::UnicodeWidthStr;

use pen::{PLAIN, Pen, SEEN};

/// A blank stretch of at least so many cells is erased.
const ERASE: u16 = 9;

/// A frame of more bytes is wrapped into a synchronized update, so that it shows at once; below, the wrapping costs more.
const LARGE: usize = 512;

/// A stretch of blanks of one pen that is not yet written.
#[derive(Debug, Clone, Copy)]
struct Blank {
    x: u16,
    y: u16,
    count: u16,
    pen: Pen,
}

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
        let codes = wanted.codes_after(from);
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
