//! What can go wrong with a database, sorted by what its user can do about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::review::Refusal;

/// A failure of the database, or a write that it does not take.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another writer held the database longer than the timeout.
    #[error("{} is locked by another program", .0.display())]
    Locked(PathBuf),
    /// The database is open for reading only.
    #[error("{} is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// There is no such file, and none may be made.
    #[error("there is no database at {}", .0.display())]
    Missing(PathBuf),
    /// The path is a folder.
    #[error("{} is a folder, not a database file", .0.display())]
    IsFolder(PathBuf),
    /// The operating system refuses.
    #[error("cannot open {}: {reason}", path.display())]
    CannotOpen {
        /// The database file or its folder.
        path: PathBuf,
        /// In the system's words.
        reason: String,
    },
    /// The file is something else.
    #[error("{} is not a database of this program", .0.display())]
    NotOurs(PathBuf),
    /// The database was written by a newer program.
    #[error("{} is of version {found}; this program knows versions up to {known}", path.display())]
    Newer {
        /// The database file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The file is damaged.
    #[error("{} is damaged: {reason}", path.display())]
    Corrupt {
        /// The database file.
        path: PathBuf,
        /// What the engine says.
        reason: String,
    },
    /// No room left on the disk.
    #[error("no room left on the disk of {}", .0.display())]
    Full(PathBuf),
    /// Nothing in the database has that id; it may have gone since it was listed.
    #[error("no such {0} in the database")]
    NoSuch(&'static str),
    /// The rules of reviewing do not take the act.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Anything else that the engine reports.
    #[error("{}: {reason}", path.display())]
    Engine {
        /// The database file.
        path: PathBuf,
        /// What the engine says.
        reason: String,
    },
}

impl StoreError {
    #[expect(clippy::needless_pass_by_value, reason = "it stands in map_err everywhere")]
    pub(super) fn from_sqlite(error: rusqlite::Error, path: &Path) -> Self {
        let path = path.to_owned();
        let reason = error.to_string();
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            return match error {
                // A value that is not what its column must hold.
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..) => Self::Corrupt { path, reason },
                _ => Self::Engine { path, reason },
            };
        };
        match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked(path),
            ErrorCode::ReadOnly => Self::ReadOnly(path),
            ErrorCode::DiskFull => Self::Full(path),
            ErrorCode::DatabaseCorrupt => Self::Corrupt { path, reason },
            ErrorCode::NotADatabase => Self::NotOurs(path),
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Self::CannotOpen { path, reason },
            _ => Self::Engine { path, reason },
        }
    }

    pub(super) fn from_migration(error: rusqlite_migration::Error, path: &Path) -> Self {
        match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => Self::from_sqlite(err, path),
            other => Self::Engine {
                path: path.to_owned(),
                reason: other.to_string(),
            },
        }
    }
}
