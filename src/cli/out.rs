//! Where words go: data to standard output, messages to standard error. Nothing here panics when nobody listens.

use std::io::{self, BufWriter, IsTerminal as _, Write};

use serde::Serialize;

use crate::desk::{self, plain};
use crate::model::Lang;

/// Standard output.
pub struct Out {
    writer: BufWriter<io::Stdout>,
    terminal: bool,
}

impl Out {
    /// Standard output of this process.
    pub fn stdout() -> Self {
        Self {
            writer: BufWriter::new(io::stdout()),
            terminal: io::stdout().is_terminal(),
        }
    }

    /// Whether a person looks at it, rather than a program.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// A line, made harmless; line breaks in it stay.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.writer, "{}", plain::lines(text))
    }

    /// A value as JSON.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> io::Result<()> {
        desk::write_json(&mut self.writer, value)
    }

    /// The writer itself, for what is harmless already.
    pub fn raw(&mut self) -> &mut dyn Write {
        &mut self.writer
    }

    /// Sends out what was written.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A failure, with what to do next under it.
pub fn complain(what: &str, hint: &str, lang: Lang) {
    note(what);
    if !hint.is_empty() {
        let label = lang.pick("提示：", "hint: ");
        say(&format!("  {label}{}", plain::one_line(hint)));
    }
}

/// A message.
pub fn note(what: &str) {
    say(&format!("duizhang: {}", plain::one_line(what)));
}

fn say(line: &str) {
    // Where standard error is gone, there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
}
