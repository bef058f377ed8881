//! The desk's screen: events in, frames out.
//!
//! Uses `desk`, `model` and `text`. Must never hold SQL, parsing or review rules, nor wait for the disk: what writes goes through
//! the `clerk`, what searches through the `finder`, and the loop sleeps until one of its threads says something.
//!
//! The way of a key: `event` (threads) → `update` (state and event give effects) → `keymap` → `command` (the one table of commands)
//! → `commands/` (one file for each heading) → `engine` (carries effects out, `fetch` reads what is stale) → `view` → `panes/`,
//! `layers/`, `widgets/` → `backend` (few bytes) → `terminal`, which alone owns the tty. `stage` is the same without a terminal.

pub mod backend;
pub mod clerk;
pub mod command;
mod commands;
pub mod comparer;
pub mod effect;
pub mod engine;
pub mod event;
mod fetch;
pub mod finder;
mod footer;
mod header;
pub mod key;
pub mod keymap;
pub mod layers;
mod outside;
pub mod panes;
mod run;
pub mod session;
pub mod stage;
pub mod state;
pub mod status;
pub mod terminal;
pub mod theme;
pub mod trail;
pub mod update;
pub mod view;
pub mod widgets;

use std::path::PathBuf;

use crate::desk::Options;

/// What the desk's screen starts with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// How to open the database; holds the language, too.
    pub options: Options,
    /// A key file beside the embedded one.
    pub keys: Option<PathBuf>,
    /// Name of the theme: `dark`, `light`, `contrast`, `plain`; `None` picks the default.
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
#[expect(clippy::needless_pass_by_value, reason = "the screen owns what it starts with")]
pub fn run(setup: Setup) -> Result<(), Fault> {
    run::run(&setup)
}
