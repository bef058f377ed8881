//! The use cases: import, look, judge, check, comment, undo, jump, export. The only door for `cli` and `tui`.
//!
//! May use every room below it. Knows no terminal, no argument parser and no SQL. Everything here is synchronous; a caller
//! that must not wait runs it on a thread of its own.

mod address;
mod budget;
mod calendar;
mod compare;
mod copies;
mod correct;
mod dismiss;
mod error;
mod file;
mod flags;
mod follow_up;
mod formulas;
mod gap;
mod hints;
mod history;
mod import;
mod judge;
mod jump;
mod kin;
mod ledger;
mod letter;
mod look;
mod open;
mod overview;
mod particulars;
pub mod plain;
mod printed;
mod read;
mod reconcile;
mod report;
mod sequel;
mod session;
mod source;
mod view;
mod walk;
mod words;

use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;

use crate::model::Lang;
use crate::store::Store;

pub use crate::audit::{Fit, LATE_DAYS};
pub use crate::audit::{RULES, Raised, Rule};
pub use crate::export::{CalendarEntry, Format, write_calendar, write_json, write_ledger};
pub use crate::search::{Forgiven, Found, Hit};
pub use budget::LeftOut;
pub use calendar::{PromiseFilter, PromiseRow, meant, rhythm_words, standing_words};
pub use correct::{
    Change, CorrectionRow, Issue, IssueKind, ParseRow, ParseView, ReparseStep, Reparsed, parser_version,
};
pub use error::{DeskError, ErrorKind};
pub use file::{save, save_text};
pub use follow_up::{FindingAgain, FollowUp, PromiseAgain};
pub use formulas::{FORMULAS, use_formulas};
pub use gap::{gap_of, gap_words};
pub use jump::{Jump, JumpLines, JumpMark, JumpQuery, JumpTrace};
pub use kin::Kin;
pub use letter::LetterDraft;
pub use open::{default_db, on_network_fs};
pub use overview::{MonthCount, Overview, OverviewRow, VerdictCount};
pub use printed::printed_fields;
pub use read::{explain_file, explain_text, parse_asking, parse_bytes, parse_file, parse_text};
pub use reconcile::{NumberRow, OperandRow};
pub use report::{Draft, FileResult, HistoryRow, ImportReport, ImportStep, Outcome, VerifyReport};
pub use sequel::Sequel;
pub use view::*;
pub use walk::FILE_LIMIT;

/// How to open the desk.
#[derive(Debug, Clone)]
pub struct Options {
    /// The database file; created where it does not exist.
    pub db: PathBuf,
    /// Who reviews.
    pub reviewer: String,
    /// The day at which overdue is measured.
    pub today: Date,
    /// How many days may lie between feedback and publication before a notice is late.
    pub late_days: i32,
    /// Open without writing anything.
    pub read_only: bool,
    /// How long a write waits for another writer before it fails as [`ErrorKind::Busy`].
    pub busy: Duration,
    /// The language of errors and of what a write says that it did.
    pub lang: Lang,
}

impl Options {
    /// For reading and writing, waiting up to five seconds for another writer.
    pub fn new(db: PathBuf, reviewer: String, today: Date) -> Self {
        Self {
            db,
            reviewer,
            today,
            late_days: LATE_DAYS,
            read_only: false,
            busy: Duration::from_secs(5),
            lang: Lang::Zh,
        }
    }
}

/// An open database and the person at it.
///
/// Its use cases stand in the files beside this one: `import`, `look` (notices, outline, finding, measure), `source`, `judge`
/// (verdicts, checks, comments, undo, redo), `calendar` (promises by date), `gap`, `overview`, `letter`, `reconcile`, `follow_up`,
/// `kin` (whose notices), `jump` (records), `address`, `flags`, `hints`, `dismiss`, `ledger`, `history` (with verify) and `session` (with drafts).
pub struct Desk {
    options: Options,
    store: Store,
    warnings: Vec<String>,
}
