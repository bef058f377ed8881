//! What the status line says.

use crate::desk::DeskError;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Something to know.
    #[default]
    Plain,
    /// Something was done.
    Done,
    /// Something was not done, and what to do instead.
    Warn,
    /// Something failed. It stays until it is dismissed or something was done.
    Error,
}

/// The message of the moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// What it says; may be empty.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

impl Status {
    /// Says something to know.
    pub fn say(&mut self, text: impl Into<String>) {
        self.set(text, Tone::Plain);
    }

    /// Says what was done.
    pub fn done(&mut self, text: impl Into<String>) {
        self.set(text, Tone::Done);
    }

    /// Says why something was not done.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.set(text, Tone::Warn);
    }

    /// Says what failed and what to do.
    pub fn fail(&mut self, error: &DeskError) {
        let text = if error.hint.is_empty() {
            error.what.clone()
        } else {
            format!("{}；{}", error.what, error.hint)
        };
        self.set(text, Tone::Error);
    }

    /// Says what failed.
    pub fn error(&mut self, text: impl Into<String>) {
        self.set(text, Tone::Error);
    }

    fn set(&mut self, text: impl Into<String>, tone: Tone) {
        self.text = text.into();
        self.tone = tone;
    }

    /// A key was pressed: what was said is read, except where something failed.
    pub fn read(&mut self) {
        if self.tone != Tone::Error {
            *self = Self::default();
        }
    }

    /// Takes the message away, whatever it is.
    pub fn dismiss(&mut self) {
        *self = Self::default();
    }
}
