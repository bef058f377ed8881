//! What every subcommand stands in: the language, the day, the reviewer, the database.

use std::env;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::ZonedDateTime;
use jiff::civil::Date;

use super::args::Globals;
use super::exit::{Code, Failure};
use super::out::{self, Out};
use crate::desk::{self, Desk, FILE_LIMIT, Options};
use crate::model::Lang;

/// Stands for the reviewer where nobody has to be named, because nothing is written.
const NOBODY: &str = "-";

/// The context of one run.
pub struct Context {
    /// Language of messages.
    pub lang: Lang,
    /// The day at which overdue is measured.
    pub today: Date,
    /// Standard output.
    pub out: Out,
    globals: Globals,
}

impl Context {
    /// From the global options and the environment.
    pub fn new(globals: Globals) -> Self {
        Self {
            lang: globals.lang.map_or_else(from_environment, Lang::from),
            today: globals.as_of.unwrap_or_else(|| ZonedDateTime::now().date()),
            out: Out::stdout(),
            globals,
        }
    }

    /// One of two wordings.
    pub fn pick<T>(&self, zh: T, en: T) -> T {
        self.lang.pick(zh, en)
    }

    /// The global options as given.
    pub fn globals(&self) -> &Globals {
        &self.globals
    }

    /// How to open the database as a named reviewer.
    ///
    /// # Errors
    /// When no name is known, or no place for the database.
    pub fn options(&self) -> Result<Options, Failure> {
        let Some(reviewer) = self.reviewer() else {
            return Err(Failure::usage(
                self.pick("不知道核查人是谁", "who reviews is not known"),
                self.pick(
                    "请用 --reviewer 或环境变量 DUIZHANG_REVIEWER 给出姓名",
                    "give a name with --reviewer or DUIZHANG_REVIEWER",
                ),
            ));
        };
        Ok(Options {
            late_days: self.globals.late_days,
            read_only: self.globals.read_only,
            busy: Duration::from_secs(self.globals.wait),
            lang: self.lang,
            ..Options::new(self.database()?, reviewer, self.today)
        })
    }

    /// Opens the desk to write as a named reviewer, making the database where there is none.
    ///
    /// # Errors
    /// As [`Self::options`], and when the database cannot be opened.
    pub fn open(&self) -> Result<Desk, Failure> {
        warned(Desk::open(self.options()?)?)
    }

    /// Opens the desk to write what belongs to no reviewer (imports).
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn open_unnamed(&self) -> Result<Desk, Failure> {
        warned(Desk::open(self.unnamed()?)?)
    }

    /// Opens the desk to look: nobody has to be named, and a database that is not there is missed, not made.
    ///
    /// # Errors
    /// When there is no database, or it cannot be opened.
    pub fn look(&self) -> Result<Desk, Failure> {
        let mut options = self.unnamed()?;
        // Otherwise opened for writing, so that a database of an older version is brought up to date.
        options.read_only |= fs::metadata(&options.db).map_or(true, |meta| meta.len() == 0);
        warned(Desk::open(options)?)
    }

    fn unnamed(&self) -> Result<Options, Failure> {
        let reviewer = self.reviewer().unwrap_or_else(|| NOBODY.to_owned());
        Ok(Options {
            late_days: self.globals.late_days,
            read_only: self.globals.read_only,
            busy: Duration::from_secs(self.globals.wait),
            lang: self.lang,
            ..Options::new(self.database()?, reviewer, self.today)
        })
    }

    /// The database, with the list of prescribed wordings that holds for it.
    fn database(&self) -> Result<PathBuf, Failure> {
        let db = self.db()?;
        self.learn(db.parent())?;
        Ok(db)
    }

    /// Takes the list of prescribed wordings that is named, else the one in that folder.
    ///
    /// # Errors
    /// When a named list is missing, or a line of a list is no wording.
    pub fn learn(&self, beside: Option<&Path>) -> Result<(), Failure> {
        match (&self.globals.formulas, beside) {
            (Some(named), _) => desk::use_formulas(named, true, self.lang)?,
            (None, Some(folder)) => desk::use_formulas(&folder.join(desk::FORMULAS), false, self.lang)?,
            (None, None) => {}
        }
        Ok(())
    }

    fn db(&self) -> Result<PathBuf, Failure> {
        self.globals.db.clone().or_else(desk::default_db).ok_or_else(|| {
            Failure::usage(
                self.pick("找不到存放数据库的文件夹", "there is no home folder for the database"),
                self.pick("请用 --db 指定数据库", "name the database with --db"),
            )
        })
    }

    /// As given; else the login name, which the system knows also where the environment does not say it.
    fn reviewer(&self) -> Option<String> {
        let named = |name: &String| !name.trim().is_empty();
        let login = || env::var("LOGNAME").ok().or_else(|| whoami::username().ok());
        self.globals.reviewer.clone().or_else(|| login().filter(named))
    }

    /// All of standard input, within the limit for files.
    ///
    /// # Errors
    /// When it cannot be read or is too long.
    pub fn stdin(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(FILE_LIMIT + 1).read_to_end(&mut bytes);
        if let Err(error) = read {
            let what = self.pick(
                format!("无法读取标准输入：{error}"),
                format!("cannot read standard input: {error}"),
            );
            return Err(Failure::told(Code::Input, what, ""));
        }
        if bytes.len() as u64 > FILE_LIMIT {
            let limit = FILE_LIMIT / (1024 * 1024);
            return Err(Failure::told(
                Code::Input,
                self.pick(
                    format!("标准输入超过 {limit} MiB"),
                    format!("standard input is longer than {limit} MiB"),
                ),
                self.pick("请拆分后再试", "split it"),
            ));
        }
        Ok(bytes)
    }
}

fn warned(desk: Desk) -> Result<Desk, Failure> {
    for warning in desk.warnings() {
        out::note(warning);
    }
    Ok(desk)
}

/// The language that the locale asks for, by the order that POSIX gives its variables.
pub(super) fn from_environment() -> Lang {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let locale = names
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    Lang::from_locale(&locale.unwrap_or_default())
}
