//! Reading notices again that another version of the parser read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

use super::super::dismiss::contents;
use super::super::read::read;
use super::super::{Desk, DeskError, words};
use super::parser::{Parser, version};
use crate::model::{NoticeId, Target};
use crate::store::{KeptNotice, NewNotice, Reader as _, StoreError};

/// What reading again came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reparsed {
    /// Notices that were read again.
    pub notices: u32,
    /// Of these, those whose findings or measures came out otherwise.
    pub changed: u32,
    /// Verdicts, by anybody, on measures whose text came out otherwise: they are in the queue again.
    pub reopened: u32,
    /// Corrections that do not fit the new reading.
    pub misfits: u32,
    /// Notices that could not be read again, by address, and why. They stay as they were.
    pub failed: Vec<(String, String)>,
}

/// A step of reading again, for a progress display.
#[derive(Debug, Clone, Copy)]
pub enum ReparseStep {
    /// How many there are.
    Found(usize),
    /// One is through.
    Done,
}

impl Desk {
    /// How many notices another version of the parser read than this one.
    pub fn outdated(&self) -> Result<usize, DeskError> {
        let ids = self.store.read_by_others(&version());
        ids.map(|ids| ids.len()).map_err(|e| self.fail(&e))
    }

    /// Reads a notice again, or all that another version of the parser read (`every`: all). Verdicts, comments and checks stay with the
    /// parts that are the same, corrections are laid over the new reading. A notice is replaced whole or not at all.
    ///
    /// # Errors
    /// When the database cannot be read or written; what was read again before stays so.
    pub fn reparse(
        &mut self,
        only: Option<NoticeId>,
        every: bool,
        progress: &mut dyn FnMut(ReparseStep),
    ) -> Result<Reparsed, DeskError> {
        let ids = match only {
            Some(notice) => Ok(vec![notice]),
            None if every => self.notice_ids(None),
            None => self.store.read_by_others(&version()),
        };
        let ids = ids.map_err(|e| self.fail(&e))?;
        progress(ReparseStep::Found(ids.len()));
        let mut report = Reparsed::default();
        for id in ids {
            self.reparse_one(id, &mut report).map_err(|e| self.fail(&e))?;
            progress(ReparseStep::Done);
        }
        self.compare()?;
        Ok(report)
    }

    fn reparse_one(&mut self, id: NoticeId, report: &mut Reparsed) -> Result<(), StoreError> {
        let kept = self.store.kept(id)?;
        let before = (self.parts(id)?, self.reopened(id)?);
        let Some(new) = again(kept) else {
            let place = self.address(Target::Notice(id)).unwrap_or_default();
            let why = self.lang().pick("程序内部错误", "an internal fault");
            report.failed.push((place, why.to_owned()));
            return Ok(());
        };
        let parsed = &new.parsed;
        self.store.replace_notice(
            id,
            &NewNotice {
                digest: &new.kept.digest,
                file: &new.kept.kept.file,
                imported_at: &new.kept.imported_at,
                parser: &version(),
                encoding: &new.kept.encoding,
                source: &new.kept.kept.source,
                raw: new.kept.raw.as_deref(),
                title: &words::title(&parsed.notice, &new.kept.kept.file),
                short: &words::short(&parsed.notice, &new.kept.kept.file),
                parsed,
                contents: &contents(&parsed.flags, &new.kept.kept.source),
            },
            &Parser,
        )?;
        report.notices += 1;
        report.changed += u32::from(self.parts(id)? != before.0);
        report.reopened += self.reopened(id)?.saturating_sub(before.1);
        let flags = self.store.flags_on(Target::Notice(id))?;
        report.misfits += flags.iter().filter(|line| line.flag.rule == super::RULE).count() as u32;
        Ok(())
    }

    /// What the parts of a notice say, to tell whether a new reading is another.
    fn parts(&self, notice: NoticeId) -> Result<Vec<(Option<String>, String)>, StoreError> {
        let findings = self.store.findings(notice)?.into_iter();
        let measures = self.store.whole_measures(notice)?.into_iter();
        Ok(findings
            .map(|line| (line.label, line.title))
            .chain(measures.map(|line| (line.label, line.text)))
            .collect())
    }

    fn reopened(&self, notice: NoticeId) -> Result<u32, StoreError> {
        let verdicts = self.store.verdicts(notice)?;
        Ok(verdicts.iter().filter(|line| line.changed).count() as u32)
    }
}

struct Again {
    kept: KeptNotice,
    parsed: crate::model::ParsedNotice,
}

/// A notice read anew from its bytes where they are kept, else from its text. None where the program fell over it.
fn again(mut kept: KeptNotice) -> Option<Again> {
    let read = AssertUnwindSafe(|| match &kept.raw {
        Some(raw) => read(raw, &kept.kept.file)
            .ok()
            .map(|reading| (reading.parsed, Some((reading.source, reading.encoding)))),
        None => None,
    });
    let anew = catch_unwind(read).ok()?;
    let parsed = match anew {
        Some((parsed, Some((source, encoding)))) => {
            kept.kept.source = source;
            kept.encoding = encoding;
            parsed
        }
        _ => {
            catch_unwind(AssertUnwindSafe(|| Parser.read(&kept.kept, &[])))
                .ok()?
                .parsed
        }
    };
    Some(Again { kept, parsed })
}
