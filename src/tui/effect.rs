//! What a command wants done that it cannot do itself: commands change the state and return effects; the engine carries them out.

use std::path::PathBuf;

use super::clerk::Act;
use super::finder::{Question, Reading};
use crate::model::{Topic, Verdict};

/// Something for the engine to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Put an act into the review log.
    Act(u64, Act),
    /// Keep an unfinished comment; an empty text removes it.
    Draft(Topic, Option<Verdict>, String),
    /// Remember where the reviewer is.
    Session,
    /// Build the jump index anew.
    Index,
    /// Look through the jump index.
    Ask(Question),
    /// Read for the screen on top.
    Read(Reading),
    /// Write a text to a file, overwriting one of that name or not.
    Save(PathBuf, String, bool),
    /// Edit the comment in the editor of the environment.
    EditOutside(String),
    /// Stop the program until the shell brings it back.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
    /// Keep what is unfinished and end at once: the terminal is gone or somebody wants the program to end.
    End,
}
