//! The command line: one subcommand per file. Data on stdout, messages on stderr.
//!
//! Uses `desk` and `model`; the desk's screen is started by `main.rs`, so that `cli` and `tui` never meet.

use std::path::PathBuf;

use crate::desk::Options;

/// What `main` does after the command line was read and carried out.
#[derive(Debug)]
pub enum Next {
    /// Ends with that exit code.
    Exit(u8),
    /// Shows the desk.
    Review(Review),
}

/// How the desk was asked for; its paths are imported already.
#[derive(Debug, Clone)]
pub struct Review {
    /// How to open the database; holds the language, too.
    pub options: Options,
    /// A key file beside the embedded one.
    pub keys: Option<PathBuf>,
    /// Name of the theme.
    pub theme: Option<String>,
    /// Borders and glyphs in ASCII.
    pub ascii: bool,
    /// What to say once on the status line, e.g. what was imported.
    pub notes: Vec<String>,
}

/// Reads the command line and carries it out, short of showing the desk.
pub fn run() -> Next {
    Next::Exit(0)
}

/// Says why the desk ended, where it was not the reviewer's wish, and gives the exit code.
pub fn ended<E: std::error::Error>(result: Result<(), E>, lang: crate::model::Lang) -> std::process::ExitCode {
    let _ = lang;
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(_) => std::process::ExitCode::FAILURE,
    }
}
