//! The panes: what each shows and where it stands in it, beside its drawing. A pane knows its own rows and nothing of the others.

pub mod comments;
pub mod findings;
pub mod flags;
pub mod front;
pub mod measure;
pub mod notice;
pub mod notices;
pub mod source;

use super::keymap::Context;

/// The panes that the keyboard can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pane {
    /// The list of notices.
    Notices,
    /// The findings tree with its measures.
    #[default]
    Findings,
    /// The measure (or finding, section, notice) in front.
    Measure,
    /// Its comments.
    Comments,
    /// The source of the whole notice.
    Source,
}

impl Pane {
    /// Its own key bindings.
    pub const fn context(self) -> Context {
        match self {
            Self::Notices => Context::Notices,
            Self::Findings => Context::Findings,
            Self::Measure => Context::Measure,
            Self::Comments => Context::Comments,
            Self::Source => Context::Source,
        }
    }
}
