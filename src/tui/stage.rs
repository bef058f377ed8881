//! The desk's screen without a terminal: keys go in as key files write them, the screen comes out as text. For tests and for
//! whoever wants to see what a session would show.

use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use super::engine::{Engine, Outer};
use super::event::Event;
use super::key::Key;
use super::state::State;
use super::{Fault, Setup, view};
use crate::text::width::width;

/// The longest wait for a worker; only a broken one takes so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open desk with a screen in memory.
pub struct Stage {
    engine: Engine,
    events: Receiver<Event>,
    terminal: Terminal<TestBackend>,
    /// The last frame. The backend's own buffer would not do: of a cell that a wide character covered it keeps what stood there before,
    /// which no terminal does.
    frame: Buffer,
    outer: Vec<Outer>,
}

impl Stage {
    /// Opens the desk on a screen of that size and waits until its index is built.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn open(setup: &Setup, columns: u16, rows: u16) -> Result<Self, Fault> {
        let (sender, events) = mpsc::channel();
        let engine = Engine::open(setup, &sender)?;
        let terminal = Terminal::new(TestBackend::new(columns, rows)).map_err(std::io::Error::other)?;
        let mut stage = Self {
            engine,
            events,
            terminal,
            frame: Buffer::default(),
            outer: Vec::new(),
        };
        stage.draw();
        stage.engine.index();
        stage.settle();
        Ok(stage)
    }

    /// Presses keys, written as in key files and separated by blanks; all of them before the next frame.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            match key.parse::<Key>() {
                Ok(key) => self.give(Event::Key(key)),
                Err(error) => self.engine.state.status.error(error.to_string()),
            }
        }
        self.settle();
        self
    }

    /// Types a text, character by character.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.give(Event::Key(Key::plain(crossterm::event::KeyCode::Char(c))));
        }
        self.settle();
        self
    }

    /// Takes any event.
    pub fn give(&mut self, event: Event) {
        let outer = self.engine.handle(event);
        self.outer.extend(outer);
    }

    /// Looks whether others changed something, as after every batch of keys, and waits for the workers.
    pub fn settle(&mut self) {
        self.give(Event::Parked);
        while self.engine.busy() {
            match self.events.recv_timeout(PATIENCE) {
                Ok(event) => self.give(event),
                Err(_) => break,
            }
        }
        self.draw();
    }

    /// Another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, rows);
        self.give(Event::Resize(columns, rows));
        self.settle();
        self
    }

    /// What the terminal would have been asked to do.
    pub fn outer(&mut self) -> Vec<Outer> {
        std::mem::take(&mut self.outer)
    }

    /// Leaves as the quit command does; whether everything is kept.
    pub fn leave(mut self) -> bool {
        self.engine.close(PATIENCE)
    }

    /// What the screen shows, without blanks at the ends of its rows.
    pub fn text(&self) -> String {
        let rows = (0..self.frame.area.height).map(|y| row_text(&self.frame, y).trim_end().to_owned());
        rows.collect::<Vec<_>>().join("\n")
    }

    /// Where the cursor is.
    pub fn cursor(&mut self) -> (u16, u16) {
        let at = self.terminal.get_cursor_position().unwrap_or_default();
        (at.x, at.y)
    }

    /// The state behind the screen.
    pub fn state(&self) -> &State {
        &self.engine.state
    }

    fn draw(&mut self) {
        self.engine.prepare();
        let state = &mut self.engine.state;
        // A screen in memory does not fail.
        let Ok(drawn) = self.terminal.draw(|frame| view::draw(frame, state));
        self.frame = drawn.buffer.clone();
    }
}

/// A row of a screen as text: the cells that a wide character covers are not told again.
pub fn row_text(buffer: &Buffer, y: u16) -> String {
    let mut text = String::new();
    let mut x = buffer.area.left();
    while x < buffer.area.right() {
        let symbol = buffer[(x, y)].symbol();
        text.push_str(symbol);
        x += (width(symbol) as u16).max(1);
    }
    text
}
