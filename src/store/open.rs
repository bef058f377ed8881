//! Opening: create with private permissions, recognise, migrate, set up the connection.

use std::cell::Cell;
use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::{Store, StoreError, Warning};

/// `DZ01`, in the file's header: which program a database belongs to.
const APPLICATION_ID: i64 = 0x445a_3031;

/// The schema, step by step. Steps that were released are never edited; a change is a new file.
const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("../../db/0001_start.sql")),
    M::up(include_str!("../../db/0002_grounds.sql")),
    M::up(include_str!("../../db/0003_dismissals.sql")),
    M::up(include_str!("../../db/0004_printed_fields.sql")),
    M::up(include_str!("../../db/0005_corrections.sql")),
    M::up(include_str!("../../db/0006_gap.sql")),
    M::up(include_str!("../../db/0007_copies.sql")),
    M::up(include_str!("../../db/0008_shelves.sql")),
    M::up(include_str!("../../db/0009_relations.sql")),
    M::up(include_str!("../../db/0010_comparison.sql")),
    M::up(include_str!("../../db/0011_lighter.sql")),
];

/// How to open.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The database file.
    pub path: PathBuf,
    /// Write nothing, create nothing.
    pub read_only: bool,
    /// How long a write waits for another writer.
    pub busy: Duration,
}

impl Store {
    /// Opens the database, creating or migrating it where that is needed and allowed.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::CannotOpen`], [`StoreError::NotOurs`], [`StoreError::Newer`],
    /// [`StoreError::Corrupt`], [`StoreError::Locked`], [`StoreError::Full`].
    pub fn open(opening: &Opening) -> Result<Self, StoreError> {
        Self::open_with(opening, MIGRATIONS)
    }

    fn open_with(opening: &Opening, migrations: &[M<'static>]) -> Result<Self, StoreError> {
        let path = &opening.path;
        let mut warnings = Vec::new();
        let mut read_only = opening.read_only;
        if !read_only {
            read_only = !make_writable(path)?;
            if read_only {
                warnings.push(Warning::ReadOnly);
            }
        }
        recognise(path)?;
        if on_network_fs(path) {
            warnings.push(Warning::NetworkFs);
        }
        let mut conn = if read_only {
            connect_read_only(path, opening.busy, &mut warnings)?
        } else {
            connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, opening.busy)?
        };
        let fault = |e| StoreError::from_sqlite(e, path);
        let found = patiently(opening.busy, || version(&conn, path))?;
        let known = migrations.len() as i64;
        if found > known {
            let path = path.clone();
            return Err(StoreError::Newer { path, found, known });
        }
        if found < known {
            if read_only && found == 0 {
                return Err(StoreError::Missing(path.clone()));
            }
            if read_only {
                return Err(StoreError::CannotOpen {
                    path: path.clone(),
                    reason: format!("it is of the older version {found} and has to be opened for writing once"),
                });
            }
            if found > 0 {
                warnings.push(Warning::Migrated(copy_before_migration(&conn, path, found)?));
            }
            patiently(opening.busy, || migrate(&mut conn, path, migrations))?;
        }
        if !read_only {
            conn.pragma_update(None, "synchronous", "FULL").map_err(fault)?;
        }
        let seen_version = Cell::new(data_version(&conn).map_err(fault)?);
        Ok(Self {
            conn,
            path: path.clone(),
            read_only,
            warnings,
            seen_version,
        })
    }
}

/// Tries again while the database is locked, as long as a write would wait. The engine waits by itself, but not where waiting could
/// be for ever in its eyes: when two processes turn a new file to write-ahead logging at once.
fn patiently<T>(busy: Duration, mut attempt: impl FnMut() -> Result<T, StoreError>) -> Result<T, StoreError> {
    const PAUSE: Duration = Duration::from_millis(5);
    let start = Instant::now();
    loop {
        match attempt() {
            Err(StoreError::Locked(_)) if start.elapsed() < busy => thread::sleep(PAUSE),
            result => return result,
        }
    }
}

/// A number that changes whenever another connection commits.
pub(super) fn data_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "data_version", |row| row.get(0))
}

/// Makes sure that the file exists, with its folder, readable by its owner only. False when it exists but cannot be written.
fn make_writable(path: &Path) -> Result<bool, StoreError> {
    let refused = |path: &Path, error: &io::Error| StoreError::CannotOpen {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    if path.is_dir() {
        return Err(StoreError::IsFolder(path.to_owned()));
    }
    match OpenOptions::new().write(true).open(path) {
        Ok(_) => return Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(_) if OpenOptions::new().read(true).open(path).is_ok() => return Ok(false),
        Err(error) => return Err(refused(path, &error)),
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_folder(folder).map_err(|error| refused(folder, &error))?;
    }
    match create_file(path) {
        Ok(()) => Ok(true),
        // Another process was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(true),
        Err(error) => Err(refused(path, &error)),
    }
}

#[cfg(unix)]
fn create_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// SQLite gives its side files (`-wal`, `-shm`) the permissions of the database.
fn create_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map(drop)
}

/// Looks at the first bytes, before the engine touches anything.
fn recognise(path: &Path) -> Result<(), StoreError> {
    const MAGIC: &[u8; 16] = b"SQLite format 3\0";
    if path.is_dir() {
        return Err(StoreError::IsFolder(path.to_owned()));
    }
    let mut head = Vec::new();
    match fs::File::open(path).and_then(|file| file.take(16).read_to_end(&mut head)) {
        Ok(0) => Ok(()),
        Ok(_) if head == MAGIC => Ok(()),
        Ok(_) => Err(StoreError::NotOurs(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::Missing(path.to_owned())),
        Err(error) => Err(StoreError::CannotOpen {
            path: path.to_owned(),
            reason: error.to_string(),
        }),
    }
}

fn connect(path: &Path, mode: OpenFlags, busy: Duration) -> Result<Connection, StoreError> {
    let fault = |e| StoreError::from_sqlite(e, path);
    let mut conn = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(fault)?;
    conn.busy_timeout(busy).map_err(fault)?;
    conn.set_transaction_behavior(TransactionBehavior::Immediate);
    conn.set_prepared_statement_cache_capacity(64);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)
        .map_err(fault)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)
        .map_err(fault)?;
    conn.pragma_update(None, "foreign_keys", true).map_err(fault)?;
    conn.pragma_update(None, "temp_store", "MEMORY").map_err(fault)?;
    conn.pragma_update(None, "cell_size_check", true).map_err(fault)?;
    Ok(conn)
}

/// A database in WAL mode wants to write its lock file even for reading. Where the folder does not allow that, the file is
/// read as it lies there.
fn connect_read_only(path: &Path, busy: Duration, warnings: &mut Vec<Warning>) -> Result<Connection, StoreError> {
    let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, busy)?;
    match version(&conn, path) {
        Err(StoreError::CannotOpen { .. } | StoreError::ReadOnly(_)) => {
            warnings.push(Warning::Frozen);
            let uri = format!("file:{}?immutable=1", escape(path));
            let mode = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            connect(Path::new(&uri), mode, busy)
        }
        Err(other) => Err(other),
        Ok(_) => Ok(conn),
    }
}

/// The characters that mean something in an SQLite file URI, escaped.
fn escape(path: &Path) -> String {
    path.to_string_lossy()
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23")
}

/// The schema's version; 0 for a file in which there is nothing yet.
fn version(conn: &Connection, path: &Path) -> Result<i64, StoreError> {
    let fault = |e| StoreError::from_sqlite(e, path);
    // One snapshot for all three: another process may be creating the schema between two reads.
    let moment = Transaction::new_unchecked(conn, TransactionBehavior::Deferred).map_err(fault)?;
    let pragma = |name| {
        moment
            .pragma_query_value(None, name, |row| row.get::<_, i64>(0))
            .map_err(fault)
    };
    let tables: i64 = moment
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(fault)?;
    let version = pragma("user_version")?;
    let application = pragma("application_id")?;
    let fresh = tables == 0 && version == 0 && application == 0;
    if !fresh && application != APPLICATION_ID {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    Ok(version)
}

fn migrate(conn: &mut Connection, path: &Path, migrations: &[M<'static>]) -> Result<(), StoreError> {
    let fault = |e| StoreError::from_sqlite(e, path);
    // Lasting: the mode is written into the file.
    let mode: String = conn
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(fault)?;
    if mode != "wal" {
        return Err(StoreError::CannotOpen {
            path: path.to_owned(),
            reason: format!("its file system does not allow write-ahead logging (journal mode stays {mode})"),
        });
    }
    conn.pragma_update(None, "synchronous", "FULL").map_err(fault)?;
    match Migrations::from_slice(migrations).to_latest(conn) {
        Ok(()) => Ok(()),
        // Two processes may start on a new file at once; the slower one finds the work done.
        Err(_) if version(conn, path).is_ok_and(|version| version == migrations.len() as i64) => Ok(()),
        Err(error) => Err(StoreError::from_migration(error, path)),
    }
}

/// Copies the database beside itself, e.g. to `duizhang.db.v1.bak`, or with a number added when that exists.
fn copy_before_migration(conn: &Connection, path: &Path, version: i64) -> Result<PathBuf, StoreError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".v{version}"));
    let candidates = std::iter::once(String::new()).chain((2..).map(|n| format!(".{n}")));
    for suffix in candidates {
        let mut candidate = name.clone();
        candidate.push(format!("{suffix}.bak"));
        let to = path.with_file_name(candidate);
        if !to.exists() {
            copy(conn, &to)?;
            return Ok(to);
        }
    }
    Ok(path.to_owned())
}

/// Copies through the engine, which sees one consistent state whatever others write meanwhile.
pub(super) fn copy(from: &Connection, to: &Path) -> Result<(), StoreError> {
    create_file(to).map_err(|error| StoreError::CannotOpen {
        path: to.to_owned(),
        reason: error.to_string(),
    })?;
    // All pages in one step: copying in parts starts again whenever another process writes.
    let result = Connection::open(to).and_then(|mut copy| Backup::new(from, &mut copy)?.step(-1));
    let result = match result {
        Ok(StepResult::Done) => Ok(()),
        Ok(_) => Err(StoreError::Locked(to.to_owned())),
        Err(error) => Err(StoreError::from_sqlite(error, to)),
    };
    if result.is_err() {
        // An incomplete copy must not look like one.
        let _ = fs::remove_file(to);
    }
    result
}

/// Whether `path` lies on a network file system, where SQLite's locks cannot be trusted. Asks the mount table; false where
/// there is none to ask.
pub fn on_network_fs(path: &Path) -> bool {
    let Ok(mounts) = fs::read_to_string("/proc/self/mounts") else {
        return false;
    };
    let mut existing = path;
    let resolved = loop {
        match existing.canonicalize() {
            Ok(resolved) => break resolved,
            Err(_) => match existing.parent() {
                Some(parent) if parent.as_os_str().is_empty() => existing = Path::new("."),
                Some(parent) => existing = parent,
                None => return false,
            },
        }
    };
    is_network(&mounts, &resolved)
}

/// The type of the innermost mount above `path`, looked up among those whose locks do not reach across machines.
fn is_network(mounts: &str, path: &Path) -> bool {
    const NETWORK: &[&str] = &[
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.s3fs",
        "davfs",
        "fuse.davfs2",
    ];
    let mut innermost = (0, "");
    for line in mounts.lines() {
        let mut fields = line.split(' ').skip(1);
        let (Some(point), Some(kind)) = (fields.next(), fields.next()) else {
            continue;
        };
        // The table writes spaces as octal escapes.
        let point = point.replace("\\040", " ");
        if path.starts_with(&point) && point.len() >= innermost.0 {
            innermost = (point.len(), kind);
        }
    }
    NETWORK.contains(&innermost.1)
}

#[cfg(test)]
mod tests;
