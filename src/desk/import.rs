//! Importing files and folders: parsed by two threads, written by the calling one, a transaction each, in order.

use std::collections::{BTreeMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::correct::{Editions, Parser, RULE, version};
use super::dismiss::contents;
use super::read::{Reading, read};
use super::report::{FileResult, ImportReport, ImportStep, Outcome};
use super::walk::{Fate, Found, gather, no_prose, not_text, read_bytes, refusal};
use super::{Desk, DeskError, words};
use crate::model::{Lang, NoticeId, Target};
use crate::review::digest;
use crate::store::{NewNotice, Store, StoreError, Stored};

/// Threads that parse.
const PARSERS: usize = 2;

/// Files that are being read or wait to be written: what an import holds in memory at most.
const IN_FLIGHT: usize = 2 * PARSERS;

/// A file on its way into the database.
enum Loaded {
    Known { digest: String },
    Read(Box<Fresh>),
    Failed(String),
}

struct Fresh {
    digest: String,
    reading: Reading,
    raw: Option<Vec<u8>>,
}

impl Desk {
    /// Imports files and folders; tells `progress` before each file and after it. One bad file never stops the others.
    ///
    /// Text that is in the database already, under whatever name, changes nothing. A notice goes in whole or not at all, also
    /// when the process is killed.
    ///
    /// # Errors
    /// Only when the database itself fails; what failed on single files is in the report.
    pub fn import(
        &mut self,
        paths: &[PathBuf],
        progress: &mut dyn FnMut(ImportStep<'_>),
    ) -> Result<ImportReport, DeskError> {
        let lang = self.lang();
        let found = gather(paths, lang);
        progress(ImportStep::Found(found.len()));
        let known = self.store.digests().map_err(|error| self.fail(&error))?;
        let known: HashSet<String> = known.into_iter().collect();
        let present = found.iter().map(|file| file.path.to_string_lossy().into_owned());
        let editions = Editions::of(&self.store, present).map_err(|error| self.fail(&error))?;
        let imported = self
            .store
            .many_writes(|store| import_all(store, &found, (&known, &editions), lang, progress));
        let report = imported.map_err(|error| self.fail(&error))?;
        self.compare()?;
        Ok(report)
    }

    /// Imports one text that was read elsewhere, e.g. from standard input; `name` stands for its file.
    ///
    /// # Errors
    /// As [`Self::import`].
    pub fn import_bytes(&mut self, bytes: Vec<u8>, name: &str) -> Result<FileResult, DeskError> {
        let loaded = load_bytes(bytes, name, &HashSet::new(), self.lang());
        let outcome = Editions::of(&self.store, [])
            .and_then(|editions| keep(&mut self.store, name, loaded, &editions, self.options.lang))
            .map_err(|error| self.fail(&error))?;
        self.compare()?;
        Ok(FileResult {
            path: PathBuf::from(name),
            outcome,
        })
    }
}

type Job = (usize, PathBuf);

fn import_all(
    store: &mut Store,
    found: &[Found],
    (known, editions): (&HashSet<String>, &Editions),
    lang: Lang,
    progress: &mut dyn FnMut(ImportStep<'_>),
) -> Result<ImportReport, StoreError> {
    let mut report = ImportReport::default();
    let (jobs, queue) = mpsc::channel::<Job>();
    let queue = &Mutex::new(queue);
    thread::scope(|scope| {
        let (results, loaded) = mpsc::channel();
        for _ in 0..PARSERS {
            let results = results.clone();
            scope.spawn(move || parse_jobs(queue, &results, known, lang));
        }
        drop(results);
        // Dropping `jobs`, on success and on error alike, is what ends the parsers.
        write_in_order(store, (found, editions), (jobs, &loaded), lang, progress, &mut report)
    })?;
    Ok(report)
}

fn parse_jobs(queue: &Mutex<Receiver<Job>>, results: &Sender<(usize, Loaded)>, known: &HashSet<String>, lang: Lang) {
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

/// Hands out jobs, never more than [`IN_FLIGHT`] ahead of what is written, and writes what comes back in the files' order.
fn write_in_order(
    store: &mut Store,
    (found, editions): (&[Found], &Editions),
    (jobs, loaded): (Sender<Job>, &Receiver<(usize, Loaded)>),
    lang: Lang,
    progress: &mut dyn FnMut(ImportStep<'_>),
    report: &mut ImportReport,
) -> Result<(), StoreError> {
    let mut handed_out = 0;
    let mut waiting: BTreeMap<usize, Loaded> = BTreeMap::new();
    for (index, file) in found.iter().enumerate() {
        while handed_out < found.len() && handed_out < index + IN_FLIGHT {
            if found[handed_out].fate == Fate::Read {
                // Fails only when the parsers are gone, which `recv` below finds out.
                let _ = jobs.send((handed_out, found[handed_out].path.clone()));
            }
            handed_out += 1;
        }
        progress(ImportStep::Start(&file.path));
        let outcome = match &file.fate {
            Fate::Skip(reason) => Outcome::Skipped { reason: reason.clone() },
            Fate::Fail(reason) => Outcome::Failed { reason: reason.clone() },
            Fate::Read => {
                while !waiting.contains_key(&index) {
                    let Ok((which, result)) = loaded.recv() else {
                        break;
                    };
                    waiting.insert(which, result);
                }
                let result = waiting.remove(&index).unwrap_or_else(|| Loaded::Failed(internal(lang)));
                keep(store, &file.path.to_string_lossy(), result, editions, lang)?
            }
        };
        let result = FileResult {
            path: file.path.clone(),
            outcome,
        };
        progress(ImportStep::End(&result));
        report.files.push(result);
    }
    drop(jobs);
    Ok(())
}

fn internal(lang: Lang) -> String {
    lang.pick(
        "程序内部错误，未能读取；请报告此文件",
        "an internal fault, please report this file",
    )
    .to_owned()
}

fn load_bytes(bytes: Vec<u8>, name: &str, known: &HashSet<String>, lang: Lang) -> Loaded {
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
    Loaded::Read(Box::new(Fresh { digest, reading, raw }))
}

fn keep(store: &mut Store, file: &str, loaded: Loaded, editions: &Editions, lang: Lang) -> Result<Outcome, StoreError> {
    let fresh = match loaded {
        Loaded::Failed(reason) => return Ok(Outcome::Failed { reason }),
        Loaded::Known { digest } => {
            return Ok(match store.notice_by_digest(&digest)? {
                Some(notice) => Outcome::Unchanged { notice },
                None => Outcome::Failed { reason: internal(lang) },
            });
        }
        Loaded::Read(fresh) => fresh,
    };
    let parsed = &fresh.reading.parsed;
    let title = words::title(&parsed.notice, file);
    let contents = contents(&parsed.flags, &fresh.reading.source);
    let new = NewNotice {
        digest: &fresh.digest,
        file,
        imported_at: &Desk::now().to_string(),
        parser: &version(),
        encoding: &fresh.reading.encoding,
        source: &fresh.reading.source,
        raw: fresh.raw.as_deref(),
        title: &title,
        short: &words::short(&parsed.notice, file),
        parsed,
        contents: &contents,
    };
    // The file may have been imported before, by another process, since the list of those was made.
    if store.notice_by_digest(&fresh.digest)?.is_none()
        && let Some(notice) = editions.earlier(store, file, &fresh.reading.source)?
    {
        return renew(store, notice, &new);
    }
    Ok(match store.insert_notice(&new)? {
        Stored::Known(notice) => Outcome::Unchanged { notice },
        Stored::New(notice) => Outcome::Imported {
            notice,
            title,
            findings: parsed.findings.len() as u32,
            measures: parsed
                .findings
                .iter()
                .map(|finding| finding.measures.len())
                .sum::<usize>() as u32,
            flags: parsed.flags.len() as u32,
        },
    })
}

/// Puts another version in the place of the one that was read before.
fn renew(store: &mut Store, notice: NoticeId, new: &NewNotice<'_>) -> Result<Outcome, StoreError> {
    let reopened = |store: &Store| -> Result<u32, StoreError> {
        let verdicts = store.verdicts(notice)?;
        Ok(verdicts.iter().filter(|line| line.changed).count() as u32)
    };
    let before = reopened(store)?;
    store.replace_notice(notice, new, &Parser)?;
    let flags = store.flags_on(Target::Notice(notice))?;
    Ok(Outcome::Updated {
        notice,
        title: new.title.to_owned(),
        findings: store.findings(notice)?.len() as u32,
        measures: store.measures(notice)?.len() as u32,
        reopened: reopened(store)?.saturating_sub(before),
        misfits: flags.iter().filter(|line| line.flag.rule == RULE).count() as u32,
    })
}
