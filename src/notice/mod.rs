//! The parser: one notice's text in, outline, findings, measures, commitments, claims and metadata out. It never fails.
//!
//! Uses `text` and `model`. No I/O, no database, no screen.

mod bodies;
pub mod claim;
pub mod commitment;
pub mod document;
mod explain;
pub mod fields;
mod flags;
pub mod frame;
mod genre;
pub mod heading;
pub mod meta;
pub mod numbering;
pub mod outline;
pub mod page;
mod parse;
mod part;
pub mod particulars;
mod printed;
pub mod progress;
pub mod roles;
pub mod rows;
mod table;
pub mod wording;

use crate::text::clause;
pub use parse::{explain, parse};
pub use part::Parts;

/// The version of the parser, raised whenever what it reads out of a notice can change: notices that an older one read are read again
/// with `duizhang import --reparse`.
pub const VERSION: u32 = 4;
