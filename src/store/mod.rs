//! The database: the only SQL in Rust (and `db/`). Opens, migrates, keeps notices, appends events, folds state.
//!
//! Uses `model` and `review`. No other room may know which engine runs: nothing of rusqlite is in a public signature.

mod attach;
mod copies;
mod dismissals;
mod durability;
mod error;
mod events;
mod identity;
mod insert;
mod lines;
mod look;
mod notices;
mod open;
mod place;
mod promises;
mod records;
mod relations;
mod reread;
mod retired;
mod rows;
mod sessions;
mod signatures;
mod state;
mod verify;

use std::cell::Cell;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use copies::{ComparedMeasure, ComparedNotice, CopyLine, NewCopy, NewReturn, ReturnLine};
pub use error::StoreError;
pub use events::{Act, Moved, Written};
pub use insert::{NewNotice, Stored};
pub use look::Voices;
pub use open::{Opening, on_network_fs};
pub use promises::{HeadlineClaim, OrganisationLine, ProgressCount, PromiseEntry};
pub use records::{Places, RecordsMark};
pub use relations::{EchoLine, RelationLine, SaidLine, SequelLine};
pub use reread::{Kept, KeptNotice, Reader, Reread};
pub use retired::Waiting;
pub use rows::*;
pub use sessions::DraftLine;
pub use signatures::{BANDS, Signed};
pub use verify::Verified;

/// One connection to one database file. Several may be open on the same file, in this process and in others.
pub struct Store {
    conn: Connection,
    path: PathBuf,
    read_only: bool,
    warnings: Vec<Warning>,
    seen_version: Cell<i64>,
}

/// What a user should hear once, when the database is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The file or its folder cannot be written: looking works, judging does not.
    ReadOnly,
    /// Others' writes will not be seen, for the folder allows no lock files.
    Frozen,
    /// SQLite's locks cannot be trusted on a network file system.
    NetworkFs,
    /// The database was of an older version; this is the copy from before its migration.
    Migrated(PathBuf),
}

impl Store {
    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether writes are refused.
    pub fn read_only(&self) -> bool {
        self.read_only
    }

    /// What opening noticed.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Whether another connection committed anything since the last call, or since opening.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn changed_elsewhere(&self) -> Result<bool, StoreError> {
        let version = open::data_version(&self.conn).map_err(|e| self.fault(e))?;
        Ok(self.seen_version.replace(version) != version)
    }

    /// Copies the whole database, as it stands at one moment, into a new file.
    ///
    /// # Errors
    /// When the file exists already or cannot be written.
    pub fn copy_to(&self, to: &Path) -> Result<(), StoreError> {
        open::copy(&self.conn, to)
    }

    fn fault(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(error, &self.path)
    }

    fn refuse_read_only(&self) -> Result<(), StoreError> {
        if self.read_only {
            return Err(StoreError::ReadOnly(self.path.clone()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
