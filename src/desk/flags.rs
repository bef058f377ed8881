//! Flags with their places, for listings.

use super::view::FlagRow;
use super::{Desk, DeskError, words};
use crate::model::{NoticeId, Target};
use crate::store::{FlagLine, StoreError};

/// Characters of the source that a flag row quotes.
const EXCERPT: usize = 80;

impl Desk {
    /// The flags of one notice or of all, in text order.
    pub fn flags(&self, notice: Option<NoticeId>) -> Result<Vec<FlagRow>, DeskError> {
        let read = || -> Result<Vec<FlagRow>, StoreError> {
            let places = self.store.places(notice)?;
            let mut rows = Vec::new();
            for notice in self.notice_ids(notice)? {
                let lines = self.store.flags_on(Target::Notice(notice))?;
                if lines.is_empty() {
                    continue;
                }
                let source = self.store.source(notice)?.text;
                let row = |line| flag_row(line, |target| places.of(target).to_owned(), &source);
                rows.extend(lines.into_iter().map(row));
            }
            Ok(rows)
        };
        read().map_err(|e| self.fail(&e))
    }

    /// That notice, or all in the order of the list.
    pub(super) fn notice_ids(&self, notice: Option<NoticeId>) -> Result<Vec<NoticeId>, StoreError> {
        match notice {
            Some(notice) => self.store.short_of(notice).map(|_| vec![notice]),
            None => {
                let lines = self.store.notices(&self.options.reviewer, self.options.today)?;
                Ok(lines.into_iter().map(|line| line.id).collect())
            }
        }
    }
}

/// A flag with the innermost thing that it stands on, named by `place`, and the words of the source.
pub(super) fn flag_row(line: FlagLine, place: impl Fn(Target) -> String, source: &str) -> FlagRow {
    let target = match (line.measure, line.finding) {
        (Some(measure), _) => Target::Measure(measure),
        (None, Some(finding)) => Target::Finding(finding),
        (None, None) => Target::Notice(line.notice),
    };
    FlagRow {
        notice: line.notice,
        target,
        place: place(target),
        excerpt: words::clip(source.get(line.flag.span.range()).unwrap_or(""), EXCERPT),
        flag: line.flag,
    }
}
