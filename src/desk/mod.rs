//! The use cases: import, look, judge, check, comment, undo, jump, export. The only door for `cli` and `tui`.
//!
//! May use every room below it. Knows no terminal, no argument parser and no SQL. Everything here is synchronous; a caller
//! that must not wait runs it on a thread of its own.

mod view;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

use crate::model::{Check, CommitmentId, FindingId, LedgerRow, MeasureId, NoticeId, ParsedNotice, Target, Verdict};

pub use view::*;

/// How to open the desk.
#[derive(Debug, Clone)]
pub struct Options {
    /// The database file; created where it does not exist.
    pub db: PathBuf,
    /// Who reviews.
    pub reviewer: String,
    /// The day at which overdue is measured.
    pub today: Date,
    /// Open without writing anything.
    pub read_only: bool,
    /// How long a write waits for another writer before it fails as [`ErrorKind::Busy`].
    pub busy: Duration,
}

impl Options {
    /// For reading and writing, waiting up to five seconds for another writer.
    pub fn new(db: PathBuf, reviewer: String, today: Date) -> Self {
        Self {
            db,
            reviewer,
            today,
            read_only: false,
            busy: Duration::from_secs(5),
        }
    }
}

/// An open database and the person at it.
pub struct Desk {
    options: Options,
}

/// What went wrong, for a person: `what` happened to which thing, and what to do next.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct DeskError {
    /// Kind, from which the exit code follows.
    pub kind: ErrorKind,
    /// What happened, to what.
    pub what: String,
    /// What to do next; may be empty.
    pub hint: String,
}

/// Kinds of failure, each with an exit code of its own (see README).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The request itself is wrong (no such notice, a verdict without its comment).
    Usage,
    /// Input that cannot be read.
    Input,
    /// The database cannot be opened or written: missing, read-only, corrupt, newer, full disk.
    Database,
    /// The database is held by another writer; trying again may help.
    Busy,
}

/// Reads one file without any database: bytes to a parsed notice. Never fails on content.
pub fn parse_bytes(bytes: &[u8], file_name: &str) -> ParsedNotice {
    let _ = (bytes, file_name);
    todo!()
}

impl Desk {
    /// Opens or creates the database.
    ///
    /// # Errors
    /// When the file cannot be opened, is no database, is corrupt, is of a newer version, or is locked beyond the timeout.
    pub fn open(options: Options) -> Result<Self, DeskError> {
        Ok(Self { options })
    }

    /// Who reviews, and which day it is.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Imports files and folders; tells `progress` before each file and after it. One bad file never stops the others.
    ///
    /// # Errors
    /// Only when the database itself fails; what failed on single files is in the report.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        progress: &mut dyn FnMut(ImportStep<'_>),
    ) -> Result<ImportReport, DeskError> {
        let _ = (paths, progress);
        todo!()
    }

    /// All notices, newest publication first.
    pub fn notices(&self) -> Result<Vec<NoticeRow>, DeskError> {
        todo!()
    }

    /// The findings tree of one notice.
    pub fn outline(&self, notice: NoticeId) -> Result<Outline, DeskError> {
        let _ = notice;
        todo!()
    }

    /// One measure with everything that is known of it.
    pub fn measure(&self, measure: MeasureId) -> Result<MeasureView, DeskError> {
        let _ = measure;
        todo!()
    }

    /// One finding: its statement, state, flags, comments.
    pub fn finding(&self, finding: FindingId) -> Result<FindingView, DeskError> {
        let _ = finding;
        todo!()
    }

    /// The clean text of a whole notice with the places of its parts.
    pub fn source(&self, notice: NoticeId) -> Result<SourceView, DeskError> {
        let _ = notice;
        todo!()
    }

    /// Gives (or with `None` takes back) the reviewer's verdict on a measure. Committed when this returns.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for a verdict that needs a comment and has none.
    pub fn judge(
        &mut self,
        measure: MeasureId,
        verdict: Option<Verdict>,
        comment: Option<&str>,
    ) -> Result<Done, DeskError> {
        let _ = (measure, verdict, comment);
        todo!()
    }

    /// Sets or clears the reviewer's check of a commitment.
    pub fn check(&mut self, commitment: CommitmentId, check: Option<Check>) -> Result<Done, DeskError> {
        let _ = (commitment, check);
        todo!()
    }

    /// Adds a comment.
    pub fn comment(&mut self, target: Target, text: &str) -> Result<Done, DeskError> {
        let _ = (target, text);
        todo!()
    }

    /// Takes back the reviewer's last act that is not yet taken back; `None` when there is none.
    pub fn undo(&mut self) -> Result<Option<Done>, DeskError> {
        todo!()
    }

    /// Gives back what the last undo took; `None` when there is nothing, or something new was done since.
    pub fn redo(&mut self) -> Result<Option<Done>, DeskError> {
        todo!()
    }

    /// Gives one verdict on many measures as one act, which one undo takes back.
    ///
    /// # Errors
    /// As [`Self::judge`]; nothing is written then.
    pub fn judge_all(
        &mut self,
        measures: &[MeasureId],
        verdict: Option<Verdict>,
        comment: Option<&str>,
    ) -> Result<Done, DeskError> {
        let _ = (measures, verdict, comment);
        todo!()
    }

    /// What a written address names. Addresses, simplest first:
    ///
    /// - a uid or at least four digits of its beginning, of a notice, finding or measure: `3fa9`, `3fa94c01d2e7b586`;
    /// - `N3`: the third notice of [`Self::notices`]; `N3.12`: its twelfth finding; `N3.12.2`: the second measure of that;
    ///   positions count what stands in the notice, whatever numbers are printed.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] when it names nothing, or more than one thing.
    pub fn locate(&self, address: &str) -> Result<Target, DeskError> {
        let _ = address;
        todo!()
    }

    /// The address of a thing in the form `N3.12.2` that [`Self::locate`] takes.
    pub fn address(&self, target: Target) -> Result<String, DeskError> {
        let _ = target;
        todo!()
    }

    /// The flags of one notice or of all, in text order.
    pub fn flags(&self, notice: Option<NoticeId>) -> Result<Vec<FlagRow>, DeskError> {
        let _ = notice;
        todo!()
    }

    /// The ledger of one notice or of all, in text order: what exports write.
    pub fn ledger(&self, notice: Option<NoticeId>) -> Result<Vec<LedgerRow>, DeskError> {
        let _ = notice;
        todo!()
    }

    /// Whether writes are refused: asked for, or because the file or its folder cannot be written.
    pub fn read_only(&self) -> bool {
        self.options.read_only
    }

    /// What should be said once at the start, e.g. that the database is on a network file system or is read-only.
    pub fn warnings(&self) -> &[String] {
        &[]
    }

    /// Everything that the jump palette looks through.
    pub fn records(&self) -> Result<Vec<JumpRecord>, DeskError> {
        todo!()
    }

    /// The review events, newest first, of one notice or of all.
    pub fn history(&self, notice: Option<NoticeId>, limit: usize) -> Result<Vec<HistoryRow>, DeskError> {
        let _ = (notice, limit);
        todo!()
    }

    /// Recomputes the hash chain and the folded state.
    pub fn verify(&self) -> Result<VerifyReport, DeskError> {
        todo!()
    }

    /// Remembers where the reviewer is (one JSON text per reviewer; what is in it is the caller's business).
    pub fn save_session(&mut self, session: &str) -> Result<(), DeskError> {
        let _ = session;
        todo!()
    }

    /// What [`Self::save_session`] remembered last.
    pub fn load_session(&self) -> Result<Option<String>, DeskError> {
        todo!()
    }

    /// Keeps the unfinished text of a comment; an empty text removes it.
    pub fn save_draft(&mut self, target: Target, verdict: Option<Verdict>, text: &str) -> Result<(), DeskError> {
        let _ = (target, verdict, text);
        todo!()
    }

    /// All drafts of the reviewer.
    pub fn drafts(&self) -> Result<Vec<Draft>, DeskError> {
        todo!()
    }

    /// Whether anyone else changed the database since the last call (SQLite's data_version); cheap.
    pub fn changed_elsewhere(&self) -> Result<bool, DeskError> {
        todo!()
    }
}

/// The database that is used when none is named: `$XDG_DATA_HOME/duizhang/duizhang.db`.
pub fn default_db() -> Option<PathBuf> {
    todo!()
}

/// Whether `path` lies on a network file system, where SQLite's locks cannot be trusted.
pub fn on_network_fs(path: &Path) -> bool {
    let _ = path;
    false
}
