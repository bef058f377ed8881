//! Importing files and folders: parsed by two threads (`load`), written by the calling one (`keep`), some in a transaction, in order.

mod keep;
mod load;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::{fs, thread};

use super::correct::Editions;
use super::report::{FileResult, ImportReport, ImportStep, Outcome};
use super::walk::{Fate, Found, gather};
use super::{Desk, DeskError};
use crate::model::Lang;
use crate::store::{Store, StoreError};
use keep::Batch;
use load::{Job, Loaded, internal, load_bytes, parse_jobs};

/// Threads that parse.
const PARSERS: usize = 2;

/// Files that are being read or wait to be written: what an import holds in memory at most. While notices are held against each other,
/// the parsers go on.
const IN_FLIGHT: usize = 24;

/// Bytes that these files have together at most, but for [`FEW`] of any size.
const BYTES_IN_FLIGHT: u64 = 6 << 20;
const FEW: usize = 2 * PARSERS;

impl Desk {
    /// Imports files and folders; tells `progress` before each file and when it is through, both in their order. One bad file never stops the others.
    ///
    /// Text that is in the database already, under whatever name, changes nothing. A notice goes in whole or not at all, also
    /// when the process is killed; what was told to be through is in.
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
        imported.map_err(|error| self.fail(&error))
    }

    /// Imports one text that was read elsewhere, e.g. from standard input; `name` stands for its file.
    ///
    /// # Errors
    /// As [`Self::import`].
    pub fn import_bytes(&mut self, bytes: Vec<u8>, name: &str) -> Result<FileResult, DeskError> {
        let loaded = load_bytes(bytes, name, &HashSet::new(), self.lang());
        let lang = self.options.lang;
        let keep = |store: &mut Store| {
            let editions = Editions::of(store, [])?;
            let mut batch = Batch::new(&editions, lang);
            let mut told = None;
            let mut done = |result| told = Some(result);
            batch.add(store, Path::new(name), loaded, &mut done)?;
            batch.write(store, &mut done)?;
            batch.compare(store)?;
            Ok(told)
        };
        let told = keep(&mut self.store).map_err(|error| self.fail(&error))?;
        Ok(told.unwrap_or_else(|| FileResult {
            path: PathBuf::from(name),
            outcome: Outcome::Failed { reason: internal(lang) },
        }))
    }
}

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

/// Hands out jobs, never more than is allowed [in flight](IN_FLIGHT) ahead of what is written, and writes what comes back in the files'
/// order.
fn write_in_order(
    store: &mut Store,
    (found, editions): (&[Found], &Editions),
    (jobs, loaded): (Sender<Job>, &Receiver<(usize, Loaded)>),
    lang: Lang,
    progress: &mut dyn FnMut(ImportStep<'_>),
    report: &mut ImportReport,
) -> Result<(), StoreError> {
    let mut ahead = Ahead::new(found, jobs);
    let mut come: BTreeMap<usize, Loaded> = BTreeMap::new();
    let mut batch = Batch::new(editions, lang);
    for (index, file) in found.iter().enumerate() {
        ahead.hand_out(index);
        progress(ImportStep::Start(&file.path));
        let result = match &file.fate {
            Fate::Skip(reason) => Err(Outcome::Skipped { reason: reason.clone() }),
            Fate::Fail(reason) => Err(Outcome::Failed { reason: reason.clone() }),
            Fate::Read => {
                while !come.contains_key(&index) {
                    let next = match batch.patience() {
                        Some(patience) => loaded.recv_timeout(patience),
                        None => loaded.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    };
                    match next {
                        Ok((which, result)) => _ = come.insert(which, result),
                        Err(RecvTimeoutError::Timeout) => {
                            batch.write(store, &mut |result| tell(result, progress, report))?;
                        }
                        Err(RecvTimeoutError::Disconnected) => break,
                    }
                }
                Ok(come.remove(&index).unwrap_or_else(|| Loaded::Failed(internal(lang))))
            }
        };
        let mut done = |result| tell(result, progress, report);
        match result {
            Ok(loaded) => batch.add(store, &file.path, loaded, &mut done)?,
            Err(outcome) => batch.pass(store, &file.path, outcome, &mut done)?,
        }
    }
    batch.write(store, &mut |result| tell(result, progress, report))?;
    // What was not compared before is, too: all that a killed import left.
    batch.compare(store)
}

fn tell(result: FileResult, progress: &mut dyn FnMut(ImportStep<'_>), report: &mut ImportReport) {
    progress(ImportStep::End(&result));
    report.files.push(result);
}

/// Files that are handed to the parsers ahead of the one that is written next.
struct Ahead<'a> {
    found: &'a [Found],
    jobs: Sender<Job>,
    /// How many of the files were handed out.
    given: usize,
    /// The bytes of each of these, and of those that are not written yet together.
    sizes: Vec<u64>,
    bytes: u64,
}

impl<'a> Ahead<'a> {
    fn new(found: &'a [Found], jobs: Sender<Job>) -> Self {
        Self {
            found,
            jobs,
            given: 0,
            sizes: Vec::new(),
            bytes: 0,
        }
    }

    /// Hands out what may be read while the file of that place is the next to be written.
    fn hand_out(&mut self, next: usize) {
        if let Some(written) = next.checked_sub(1) {
            self.bytes -= self.sizes.get(written).copied().unwrap_or_default();
        }
        while let Some(file) = self.found.get(self.given) {
            let few = self.given < next + FEW;
            if !few && (self.given >= next + IN_FLIGHT || self.bytes >= BYTES_IN_FLIGHT) {
                break;
            }
            let mut size = 0;
            if file.fate == Fate::Read {
                size = fs::metadata(&file.path).map_or(0, |data| data.len());
                // Fails only when the parsers are gone, which is found out where results are waited for.
                let _ = self.jobs.send((self.given, file.path.clone()));
            }
            self.sizes.push(size);
            self.bytes += size;
            self.given += 1;
        }
    }
}
