//! The terminal itself: taken over at the start, given back on every way out: leaving, errors, panics, signals, suspension.

use std::io::{self, IsTerminal as _, Stdout, Write as _};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::{Frame, Terminal};

use super::backend::Lean;

/// Alternate screen, pasted texts as such, told when the window comes to the front.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[H\x1b[2J";

/// All of it back, the cursor shown, the pen plain, a synchronized update that was cut short ended.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[?25h\x1b[?1004l\x1b[?2004l\x1b[?1049l";

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while the desk has it.
pub struct Tty {
    terminal: Terminal<Lean<Stdout>>,
}

impl Tty {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// When the output is no terminal.
    pub fn enter() -> io::Result<Self> {
        // Keys come from the terminal itself where standard input is something else.
        if !io::stdout().is_terminal() {
            return Err(io::Error::new(
                io::ErrorKind::NotConnected,
                "standard output is not a terminal",
            ));
        }
        give_back_on_panic();
        take()?;
        let tty = Terminal::new(Lean::new(io::stdout())).map(|terminal| Self { terminal });
        if tty.is_err() {
            give_back();
        }
        tty
    }

    /// Columns and rows.
    ///
    /// # Errors
    /// When the terminal does not say.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame; only what changed is sent.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(draw).map(|_| ())
    }

    /// Has the next frame drawn from nothing.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn forget(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().forget();
        self.terminal.clear()
    }

    /// Gives the terminal back while something else runs, and takes it again.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn lend<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let result = run();
        take()?;
        self.forget()?;
        Ok(result)
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mut out = io::stdout();
    out.write_all(ENTER)?;
    out.flush()
}

/// Gives the terminal back, once; what fails on a dead terminal has nobody to be told to.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = out.write_all(LEAVE);
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// On a panic of the thread that draws, the terminal is given back before anything is said. Panics of workers are told on the
/// status line by whoever waits for them, so nothing is written over the screen.
fn give_back_on_panic() {
    static HOOK: Once = Once::new();
    let screen = thread::current().id();
    HOOK.call_once(|| panic::set_hook(Box::new(move |info| on_panic(screen, &info.to_string()))));
}

fn on_panic(screen: ThreadId, what: &str) {
    if thread::current().id() != screen && TAKEN.load(Ordering::SeqCst) {
        return;
    }
    give_back();
    // `eprintln` would panic again on a dead terminal.
    let _ = writeln!(
        io::stderr(),
        "duizhang: {what}\nThis is a fault of the program. Every verdict and comment that it acknowledged is in the database; \
         an unfinished comment is kept as a draft."
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_screen_gives_the_terminal_back_and_one_of_a_worker_does_not() {
        TAKEN.store(true, Ordering::SeqCst);
        let screen = thread::current().id();
        thread::spawn(move || on_panic(screen, "a worker fell")).join().unwrap();
        assert!(TAKEN.load(Ordering::SeqCst));
        on_panic(screen, "the screen fell");
        assert!(!TAKEN.load(Ordering::SeqCst));
    }

    #[test]
    fn what_is_switched_on_is_switched_off() {
        let (enter, leave) = (String::from_utf8_lossy(ENTER), String::from_utf8_lossy(LEAVE));
        for on in enter.split('\x1b').filter(|code| code.starts_with("[?")) {
            let off = on.replace('h', "l");
            assert!(leave.contains(&off), "{on:?} stays on");
        }
    }
}
