//! Opening the desk, and what it is opened with.

use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy as _, choose_base_strategy};
use jiff::{Timestamp, Unit};

use super::{Desk, DeskError, Options};
use crate::model::Lang;
use crate::store::{self, Opening, Store, StoreError, Warning};

/// The longest name of a reviewer, in characters.
const NAME_LIMIT: usize = 64;

impl Desk {
    /// Opens or creates the database.
    ///
    /// # Errors
    /// When the file cannot be opened, is no database, is corrupt, is of a newer version, or is locked beyond the timeout;
    /// [`super::ErrorKind::Usage`] for a reviewer without a name.
    pub fn open(options: Options) -> Result<Self, DeskError> {
        let lang = options.lang;
        let name = options.reviewer.trim();
        if name.is_empty() || name.chars().count() > NAME_LIMIT || name.chars().any(char::is_control) {
            return Err(DeskError::usage(
                lang.pick("核查人姓名无效", "that is no name of a reviewer"),
                lang.pick("请给出不超过 64 字的姓名", "give a name of at most 64 characters"),
            ));
        }
        let opening = Opening {
            path: options.db.clone(),
            read_only: options.read_only,
            busy: options.busy,
        };
        let store = Store::open(&opening).map_err(|error| DeskError::from_store(&error, lang))?;
        let warnings = store.warnings().iter().map(|warning| say(warning, &options)).collect();
        let reviewer = name.to_owned();
        let mut desk = Self {
            options: Options { reviewer, ..options },
            store,
            warnings,
        };
        let outdated = desk.outdated()?;
        if outdated > 0 {
            desk.warnings.push(lang.pick(
                format!("{outdated} 份通报由另一版本的程序读取；duizhang import --reparse 重新读取，结论和评论保留"),
                format!(
                    "{outdated} notices were read by another version of the program; `duizhang import --reparse` reads them \
                     again and keeps verdicts and comments"
                ),
            ));
        }
        Ok(desk)
    }

    /// Who reviews, and which day it is.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Whether writes are refused: asked for, or because the file or its folder cannot be written.
    pub fn read_only(&self) -> bool {
        self.store.read_only()
    }

    /// What should be said once at the start, e.g. that the database is on a network file system or is read-only.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Whether anyone else changed the database since the last call (SQLite's data_version); cheap.
    pub fn changed_elsewhere(&self) -> Result<bool, DeskError> {
        self.store.changed_elsewhere().map_err(|error| self.fail(&error))
    }

    /// Copies the whole database, as it stands at one moment, into a new file.
    ///
    /// # Errors
    /// When the file exists already or cannot be written.
    pub fn backup(&self, to: &Path) -> Result<(), DeskError> {
        self.store.copy_to(to).map_err(|error| self.fail(&error))
    }

    pub(super) fn fail(&self, error: &StoreError) -> DeskError {
        DeskError::from_store(error, self.options.lang)
    }

    pub(super) fn lang(&self) -> Lang {
        self.options.lang
    }

    /// Now, to the millisecond: finer would only lengthen the log.
    pub(super) fn now() -> Timestamp {
        let now = Timestamp::now();
        now.round(Unit::Millisecond).unwrap_or(now)
    }
}

fn say(warning: &Warning, options: &Options) -> String {
    let (db, lang) = (options.db.display(), options.lang);
    match warning {
        Warning::ReadOnly => lang.pick(
            format!("数据库 {db} 不可写：只能查看，不能核查"),
            format!("{db} cannot be written: looking works, reviewing does not"),
        ),
        Warning::Frozen => lang.pick(
            format!("{db} 所在文件夹不可写：看不到他人的新改动"),
            format!("the folder of {db} cannot be written: what others change meanwhile will not be seen"),
        ),
        Warning::NetworkFs => lang.pick(
            format!("{db} 在网络文件系统上，多人同时写入可能损坏数据库：请移到本机磁盘"),
            format!("{db} is on a network file system, where two writers can damage it: move it to a local disk"),
        ),
        Warning::Migrated(copy) => lang.pick(
            format!("数据库已升级；升级前的副本在 {}", copy.display()),
            format!("the database was upgraded; a copy from before is {}", copy.display()),
        ),
    }
}

/// The database that is used when none is named: `$XDG_DATA_HOME/duizhang/duizhang.db`.
pub fn default_db() -> Option<PathBuf> {
    let folder = choose_base_strategy().ok()?.data_dir();
    Some(folder.join("duizhang").join("duizhang.db"))
}

/// Whether `path` lies on a network file system, where SQLite's locks cannot be trusted.
pub fn on_network_fs(path: &Path) -> bool {
    store::on_network_fs(path)
}
