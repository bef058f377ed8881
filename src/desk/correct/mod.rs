//! Corrections of the parse: the parse is a proposal, and the reviewer has the last word on it.
//!
//! `change` turns what is wanted into a correction tied to the words of the source, and writes it; `parser` lends the store the parser;
//! `edition` knows another version of a file;
//! `look` shows parse, corrections and issues together; `reparse` reads notices again that an older parser read.

mod change;
mod edition;
mod look;
mod parser;
mod reparse;
pub(super) mod say;

pub use change::Change;
pub(super) use edition::Editions;
pub use look::{CorrectionRow, Issue, IssueKind, ParseRow, ParseView};
pub use parser::version as parser_version;
pub(super) use parser::{Parser, RULE, cleaned, version};
pub use reparse::{ReparseStep, Reparsed};
