//! What the desk shows: plain data, ready to be drawn or printed. As JSON it has uids and no rows, which mean nothing outside
//! of the open database.

mod flags;
mod front;
mod lists;
mod source;

pub use flags::*;
pub use front::*;
pub use lists::*;
pub use source::*;

pub use crate::model::{JumpRecord, Scope};
use crate::model::{NoticeId, Target};

/// What a write did.
#[derive(Debug, Clone)]
pub struct Done {
    /// The notice that it was about.
    pub notice: Option<NoticeId>,
    /// What it was about, so that a screen can go there.
    pub target: Option<Target>,
    /// In words: `二是 强化项目落地: 部分`.
    pub what: String,
}
