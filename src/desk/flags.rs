//! Flags with their places, for listings.

use super::dismiss::Source;
use super::view::{Counterpart, FlagRow};
use super::{Desk, DeskError, words};
use crate::model::{NoticeId, Target};
use crate::store::{FlagLine, Places, StoreError};

/// Characters of the source that a flag row quotes.
const EXCERPT: usize = 80;

impl Desk {
    /// The flags of one notice or of all that were kept when it was read, in text order.
    pub fn flags(&self, notice: Option<NoticeId>) -> Result<Vec<FlagRow>, DeskError> {
        let read = || -> Result<Vec<FlagRow>, StoreError> {
            let places = self.store.places(notice)?;
            let mut rows = Vec::new();
            for notice in self.notice_ids(notice)? {
                let lines = self.kept_flags(Target::Notice(notice))?.into_iter();
                rows.extend(self.flag_rows(notice, lines.map(|line| (line, None)).collect(), &places)?);
            }
            Ok(rows)
        };
        read().map_err(|e| self.fail(&e))
    }

    /// Flags of one notice with the innermost thing that each stands on, and the words of the source.
    pub(super) fn flag_rows(
        &self,
        notice: NoticeId,
        lines: Vec<(FlagLine, Option<Counterpart>)>,
        places: &Places,
    ) -> Result<Vec<FlagRow>, StoreError> {
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let source = self.store.source(notice)?;
        let (source, published) = (source.text, source.meta.published);
        let row = |(line, counterpart): (FlagLine, Option<Counterpart>)| {
            let target = match (line.measure, line.finding) {
                (Some(measure), _) => Target::Measure(measure),
                (None, Some(finding)) => Target::Finding(finding),
                (None, None) => Target::Notice(line.notice),
            };
            Ok(FlagRow {
                notice,
                target,
                place: places.of(target).to_owned(),
                published,
                excerpt: words::clip(source.get(line.flag.span.range()).unwrap_or(""), EXCERPT),
                view: self.flag_view(line, counterpart, &mut Source::Known(&source))?,
            })
        };
        lines.into_iter().map(row).collect()
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
