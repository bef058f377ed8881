//! The second half of an import: parsed notices go into the database, several in a transaction, and are told when they are on the disk.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::super::compare::{PART, Signatures, compare};
use super::super::correct::{Editions, Parser, RULE, version};
use super::super::report::{FileResult, Outcome};
use super::super::{Desk, words};
use super::load::{Fresh, Loaded, internal};
use crate::model::{Lang, NoticeId, ParsedNotice, Target};
use crate::store::{NewNotice, Store, StoreError, Stored};

/// Notices that are written in one transaction, and how many bytes of text they have together at most: a reviewer waits for them, some
/// thirty milliseconds.
const NOTICES: usize = 8;
const BYTES: usize = 400_000;

/// How long a notice that was read waits for others. What takes longer is not worth waiting for, and nothing is told before it is kept.
const PATIENCE: Duration = Duration::from_millis(100);

/// Notices that were read and wait to be written together, in the order of their files, with what became of other files between them.
pub(super) struct Batch<'a> {
    editions: &'a Editions,
    lang: Lang,
    waiting: Vec<(PathBuf, Waiting)>,
    /// When the first of them came.
    since: Option<Instant>,
    /// Signatures of what was written and not compared yet.
    signed: Signatures,
}

enum Waiting {
    Told(Outcome),
    Read(Box<Fresh>),
}

impl<'a> Batch<'a> {
    pub(super) fn new(editions: &'a Editions, lang: Lang) -> Self {
        Self {
            editions,
            lang,
            waiting: Vec::new(),
            since: None,
            signed: Signatures::new(),
        }
    }

    /// How long the next file may take before what waits is written without it; none where nothing waits.
    pub(super) fn patience(&self) -> Option<Duration> {
        self.since.map(|since| PATIENCE.saturating_sub(since.elapsed()))
    }

    /// Adds what became of the next file, and writes what waits where it is enough. What is kept is told to `done`, file by file.
    pub(super) fn add(
        &mut self,
        store: &mut Store,
        path: &Path,
        loaded: Loaded,
        done: &mut dyn FnMut(FileResult),
    ) -> Result<(), StoreError> {
        let waiting = match loaded {
            Loaded::Failed(reason) => Waiting::Told(Outcome::Failed { reason }),
            Loaded::Known { digest } => Waiting::Told(match store.notice_by_digest(&digest)? {
                Some(notice) => Outcome::Unchanged { notice },
                None => Outcome::Failed {
                    reason: internal(self.lang),
                },
            }),
            Loaded::Read(fresh) => match self.earlier(store, path, &fresh)? {
                Some(notice) => {
                    self.write(store, done)?;
                    Waiting::Told(renew(store, notice, path, &fresh)?)
                }
                None => Waiting::Read(fresh),
            },
        };
        self.wait(store, path, waiting, done)
    }

    /// Adds a file that is not read.
    pub(super) fn pass(
        &mut self,
        store: &mut Store,
        path: &Path,
        outcome: Outcome,
        done: &mut dyn FnMut(FileResult),
    ) -> Result<(), StoreError> {
        self.wait(store, path, Waiting::Told(outcome), done)
    }

    fn wait(
        &mut self,
        store: &mut Store,
        path: &Path,
        waiting: Waiting,
        done: &mut dyn FnMut(FileResult),
    ) -> Result<(), StoreError> {
        self.since.get_or_insert_with(Instant::now);
        self.waiting.push((path.to_owned(), waiting));
        if self.is_full() {
            self.write(store, done)
        } else {
            Ok(())
        }
    }

    fn fresh(&self) -> impl Iterator<Item = (&Path, &Fresh)> {
        self.waiting.iter().filter_map(|(path, waiting)| match waiting {
            Waiting::Read(fresh) => Some((path.as_path(), &**fresh)),
            Waiting::Told(_) => None,
        })
    }

    fn is_full(&self) -> bool {
        let bytes: usize = self.fresh().map(|(_, fresh)| fresh.reading.source.len()).sum();
        self.waiting.len() >= NOTICES || bytes >= BYTES
    }

    /// The notice of which a file is another version. The file may have been imported before, by another process, since the list of those
    /// was made.
    fn earlier(&self, store: &Store, path: &Path, fresh: &Fresh) -> Result<Option<NoticeId>, StoreError> {
        if store.notice_by_digest(&fresh.digest)?.is_some() {
            return Ok(None);
        }
        self.editions
            .earlier(store, &path.to_string_lossy(), &fresh.reading.source)
    }

    /// Writes all that waits, and tells what became of it.
    pub(super) fn write(&mut self, store: &mut Store, done: &mut dyn FnMut(FileResult)) -> Result<(), StoreError> {
        self.since = None;
        let texts: Vec<Texts> = self.fresh().map(|(path, fresh)| Texts::of(path, fresh)).collect();
        let new: Vec<NewNotice<'_>> = self
            .fresh()
            .zip(&texts)
            .map(|((_, fresh), texts)| new_notice(fresh, texts))
            .collect();
        let (stored, failed) = match store.insert_notices(&new) {
            Ok(stored) => (stored, None),
            // One of them cannot be kept: those before it can.
            Err(_) if new.len() > 1 => one_by_one(store, &new),
            Err(error) => (Vec::new(), Some(error)),
        };
        drop(new);
        let mut stored = stored.into_iter().zip(texts);
        for (path, waiting) in self.waiting.drain(..) {
            let outcome = match waiting {
                Waiting::Told(outcome) => outcome,
                Waiting::Read(fresh) => match stored.next() {
                    Some((Stored::Known(notice), _)) => Outcome::Unchanged { notice },
                    Some((Stored::New(notice), texts)) => {
                        let outcome = imported(notice, texts.title, &fresh.reading.parsed);
                        self.signed.insert(notice, fresh.reading.signatures);
                        outcome
                    }
                    None => break,
                },
            };
            done(FileResult { path, outcome });
        }
        if let Some(error) = failed {
            return Err(error);
        }
        let answers: usize = self.signed.values().map(Vec::len).sum();
        if answers >= PART {
            self.compare(store)?;
        }
        Ok(())
    }

    /// Holds what was written against everything else.
    pub(super) fn compare(&mut self, store: &mut Store) -> Result<(), StoreError> {
        compare(store, &mut self.signed)
    }
}

fn one_by_one(store: &mut Store, new: &[NewNotice<'_>]) -> (Vec<Stored>, Option<StoreError>) {
    let mut kept = Vec::new();
    for notice in new {
        match store.insert_notice(notice) {
            Ok(stored) => kept.push(stored),
            Err(error) => return (kept, Some(error)),
        }
    }
    (kept, None)
}

/// What a notice is called, and when and how it came.
struct Texts {
    file: String,
    imported_at: String,
    parser: String,
    title: String,
    short: String,
}

impl Texts {
    fn of(path: &Path, fresh: &Fresh) -> Self {
        let file = path.to_string_lossy().into_owned();
        let meta = &fresh.reading.parsed.notice;
        Self {
            imported_at: Desk::now().to_string(),
            parser: version(),
            title: words::title(meta, &file),
            short: words::short(meta, &file),
            file,
        }
    }
}

fn new_notice<'a>(fresh: &'a Fresh, texts: &'a Texts) -> NewNotice<'a> {
    NewNotice {
        digest: &fresh.digest,
        file: &texts.file,
        imported_at: &texts.imported_at,
        parser: &texts.parser,
        encoding: &fresh.reading.encoding,
        source: &fresh.reading.source,
        raw: fresh.raw.as_deref(),
        title: &texts.title,
        short: &texts.short,
        parsed: &fresh.reading.parsed,
        contents: &fresh.contents,
    }
}

fn imported(notice: NoticeId, title: String, parsed: &ParsedNotice) -> Outcome {
    let measures = parsed.findings.iter().map(|finding| finding.measures.len());
    Outcome::Imported {
        notice,
        title,
        findings: parsed.findings.len() as u32,
        measures: measures.sum::<usize>() as u32,
        flags: parsed.flags.len() as u32,
    }
}

/// Puts another version in the place of the one that was read before.
fn renew(store: &mut Store, notice: NoticeId, path: &Path, fresh: &Fresh) -> Result<Outcome, StoreError> {
    let reopened = |store: &Store| -> Result<u32, StoreError> {
        let verdicts = store.verdicts(notice)?;
        Ok(verdicts.iter().filter(|line| line.changed).count() as u32)
    };
    let before = reopened(store)?;
    let texts = Texts::of(path, fresh);
    store.replace_notice(notice, &new_notice(fresh, &texts), &Parser)?;
    let flags = store.flags_on(Target::Notice(notice))?;
    Ok(Outcome::Updated {
        notice,
        title: texts.title,
        findings: store.findings(notice)?.len() as u32,
        measures: store.measures(notice)?.len() as u32,
        reopened: reopened(store)?.saturating_sub(before),
        misfits: flags.iter().filter(|line| line.flag.rule == RULE).count() as u32,
    })
}
