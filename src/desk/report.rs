//! What the desk reports of its own work: history, verification, imports, drafts.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;

use crate::model::{NoticeId, Target, Topic, Verdict};

/// One review event, for reading.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryRow {
    /// Place in the log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub reviewer: String,
    /// `verdict`, `comment`, `check`, `undo`, `redo` …
    pub kind: String,
    /// What it was about, where that is still in the database.
    #[serde(skip)]
    pub target: Option<Target>,
    /// The same in words.
    pub place: String,
    /// What was said.
    pub what: String,
    /// Whether it was taken back since.
    pub undone: bool,
    /// First 12 hex digits of its hash in the chain.
    pub hash: String,
}

/// What `verify` found.
#[derive(Debug, Clone, Serialize)]
pub struct VerifyReport {
    /// Events in the chain.
    pub events: u64,
    /// Hash of the last one.
    pub head: String,
    /// What does not hold, in words, each with its event; empty when all is well.
    pub faults: Vec<String>,
}

/// The unfinished text of a comment, or of a reason for setting a flag aside.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it is about.
    pub topic: Topic,
    /// The verdict that it would be given with.
    pub verdict: Option<Verdict>,
    /// The text so far.
    pub text: String,
}

/// A step of an import, for a progress display.
#[derive(Debug, Clone, Copy)]
pub enum ImportStep<'a> {
    /// The files are counted.
    Found(usize),
    /// A file is about to be read.
    Start(&'a Path),
    /// A file is through.
    End(&'a FileResult),
}

/// What became of one file.
#[derive(Debug, Clone, Serialize)]
pub struct FileResult {
    /// Which.
    pub path: PathBuf,
    /// What.
    pub outcome: Outcome,
}

/// What an import did with a file.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// A new notice.
    Imported {
        /// Its row.
        #[serde(skip)]
        notice: NoticeId,
        /// Its title or organisation.
        title: String,
        /// Findings read.
        findings: u32,
        /// Measures read.
        measures: u32,
        /// Flags raised.
        flags: u32,
    },
    /// Another version of a notice that was in the database: it took its place, and what was said stayed with the parts that are the same.
    Updated {
        /// Its row.
        #[serde(skip)]
        notice: NoticeId,
        /// Its title or organisation.
        title: String,
        /// Findings read.
        findings: u32,
        /// Measures read.
        measures: u32,
        /// Verdicts on measures whose text is another now: they are in the queue again.
        reopened: u32,
        /// Corrections that do not fit any more.
        misfits: u32,
    },
    /// The same content is in the database already.
    Unchanged {
        /// Its row.
        #[serde(skip)]
        notice: NoticeId,
    },
    /// Found in a folder, but of a kind that is not read.
    Skipped {
        /// Why.
        reason: String,
    },
    /// Not imported.
    Failed {
        /// What, and what to do.
        reason: String,
    },
}

/// What an import did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ImportReport {
    /// File by file, in order.
    pub files: Vec<FileResult>,
}
