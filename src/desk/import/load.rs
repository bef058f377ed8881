//! The first half of an import: a file becomes a parsed notice. Done by several threads at once; touches no database.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender};

use super::super::dismiss::contents;
use super::super::read::{Reading, read};
use super::super::walk::{no_prose, not_text, read_bytes, refusal};
use crate::model::Lang;
use crate::review::digest;

/// A file on its way into the database.
pub(super) enum Loaded {
    Known { digest: String },
    Read(Box<Fresh>),
    Failed(String),
}

/// A notice that was read, with all that can be made of it without the database.
pub(super) struct Fresh {
    pub(super) digest: String,
    pub(super) reading: Reading,
    pub(super) raw: Option<Vec<u8>>,
    /// By what each of its flags is known again.
    pub(super) contents: Vec<String>,
}

/// A file to be read, and its place among those that are imported.
pub(super) type Job = (usize, PathBuf);

/// Reads files until there are no more jobs, or nobody listens.
pub(super) fn parse_jobs(
    queue: &Mutex<Receiver<Job>>,
    results: &Sender<(usize, Loaded)>,
    known: &HashSet<String>,
    lang: Lang,
) {
    loop {
        let job = queue.lock().map(|queue| queue.recv());
        let Ok(Ok((index, path))) = job else {
            return;
        };
        let loaded = match read_bytes(&path, lang) {
            Ok(bytes) => load_bytes(bytes, &path.to_string_lossy(), known, lang),
            Err(reason) => Loaded::Failed(reason),
        };
        if results.send((index, loaded)).is_err() {
            return;
        }
    }
}

/// What is said where the program itself failed.
pub(super) fn internal(lang: Lang) -> String {
    lang.pick(
        "程序内部错误，未能读取；请报告此文件",
        "an internal fault, please report this file",
    )
    .to_owned()
}

/// Reads the bytes of a file; `known` are the digests of those that need no reading.
pub(super) fn load_bytes(bytes: Vec<u8>, name: &str, known: &HashSet<String>, lang: Lang) -> Loaded {
    if let Some(reason) = not_text(&bytes, lang) {
        return Loaded::Failed(reason);
    }
    let digest = digest(&bytes);
    if known.contains(&digest) {
        return Loaded::Known { digest };
    }
    // The parser is built never to panic; if it does all the same, the other files still go in.
    let Ok(reading) = catch_unwind(AssertUnwindSafe(|| read(&bytes, name))) else {
        return Loaded::Failed(internal(lang));
    };
    let reading = match reading {
        Ok(reading) => reading,
        Err(why) => return Loaded::Failed(refusal(why, lang)),
    };
    if let Some(reason) = no_prose(&reading.source, lang) {
        return Loaded::Failed(reason);
    }
    let raw = reading.recoded.then_some(bytes);
    Loaded::Read(Box::new(Fresh {
        digest,
        contents: contents(&reading.parsed.flags, &reading.source),
        reading,
        raw,
    }))
}
