//! The terminal: events, commands, keymap, panes, layers, widgets.
//!
//! Uses `desk`, `model` and `text`. `terminal.rs` alone owns the tty.

use std::path::PathBuf;

use crate::desk::Options;

/// What the desk's screen starts with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// How to open the database; holds the language, too.
    pub options: Options,
    /// A key file beside the embedded one.
    pub keys: Option<PathBuf>,
    /// Name of the theme: `dark`, `light`, `contrast`; `None` picks the default.
    pub theme: Option<String>,
    /// Borders and glyphs in ASCII.
    pub ascii: bool,
    /// What to say once on the status line, e.g. what was imported.
    pub notes: Vec<String>,
}

/// Why the screen could not be shown or had to be given up.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no terminal, or it failed.
    #[error("{0}")]
    Terminal(#[from] std::io::Error),
    /// The desk could not be opened.
    #[error("{0}")]
    Desk(#[from] crate::desk::DeskError),
}

/// Shows the desk until the reviewer leaves.
///
/// # Errors
/// When there is no terminal, or the database cannot be opened.
pub fn run(setup: Setup) -> Result<(), Fault> {
    let _ = setup;
    Ok(())
}
