//! What can happen: one closed list, fed into one channel by the thread that reads keys, the thread that waits for signals, and the
//! workers. The loop sleeps until one of them says something; nothing ticks.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event as tty;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::clerk::Reply;
use super::finder::Answer;
use super::key::Key;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// The terminal's window came to the front.
    Focus,
    /// The key reader has told everything that was typed, and waits to be let on.
    Parked,
    /// No more keys will come.
    TtyLost,
    /// A signal came.
    Signal(Signal),
    /// The clerk is through with a job.
    Clerk(Reply),
    /// The finder has an index or hits.
    Finder(Answer),
    /// The comparer is through, or says why it is not.
    Compared(Result<(), String>),
}

/// Signals that the desk answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal is gone.
    Hangup,
    /// Somebody wants the program to end.
    Terminate,
    /// Somebody wants the program to stop for a while.
    Suspend,
    /// The program goes on after a stop.
    Continue,
}

/// Lets the key reader on. It reads only while it is let: so that an editor that is started from the desk gets its keys.
#[derive(Debug)]
pub struct Gate {
    on: Sender<()>,
}

impl Gate {
    /// Lets the reader read until it has told everything again.
    pub fn open(&self) {
        // A reader that is gone has said so.
        let _ = self.on.send(());
    }
}

/// Starts the thread that reads keys.
///
/// # Errors
/// When no thread can be started.
pub fn read_keys(events: Sender<Event>) -> io::Result<Gate> {
    let (on, gate) = mpsc::channel();
    thread::Builder::new()
        .name("keys".into())
        .spawn(move || keys(&events, &gate))?;
    Ok(Gate { on })
}

fn keys(events: &Sender<Event>, gate: &Receiver<()>) {
    while gate.recv().is_ok() {
        loop {
            let Ok(event) = tty::read() else {
                let _ = events.send(Event::TtyLost);
                return;
            };
            if let Some(event) = told(event)
                && events.send(event).is_err()
            {
                return;
            }
            if !matches!(tty::poll(Duration::ZERO), Ok(true)) {
                break;
            }
        }
        if events.send(Event::Parked).is_err() {
            return;
        }
    }
}

fn told(event: tty::Event) -> Option<Event> {
    match event {
        tty::Event::Key(key) => Key::from_event(key).map(Event::Key),
        tty::Event::Paste(text) => Some(Event::Paste(text)),
        tty::Event::Resize(columns, rows) => Some(Event::Resize(columns, rows)),
        tty::Event::FocusGained => Some(Event::Focus),
        tty::Event::FocusLost | tty::Event::Mouse(_) => None,
    }
}

/// Starts the thread that waits for signals.
///
/// # Errors
/// When they cannot be waited for.
pub fn wait_for_signals(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let signal = match signal {
                SIGHUP => Signal::Hangup,
                SIGTSTP => Signal::Suspend,
                SIGCONT => Signal::Continue,
                _ => Signal::Terminate,
            };
            if events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
