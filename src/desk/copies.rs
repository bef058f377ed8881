//! What comes of holding notices against each other: flags on answers that are alike and on findings that come back, and two answers side
//! by side.

use std::ops::Range;

use super::dismiss::content_of_pair;
use super::view::{Compared, Counterpart, Side};
use super::{Desk, DeskError};
use crate::audit::{copied, is_over, returned, says_over};
use crate::model::{Disposition, MeasureId, Target};
use crate::store::{CopyLine, FlagLine, ReturnLine, StoreError};
use crate::text::diff::diff;

impl Desk {
    /// The flags on a thing that come of other notices, each with what it was held against.
    pub(super) fn compared_on(&self, on: Target) -> Result<Vec<(FlagLine, Counterpart)>, StoreError> {
        let mut flags = Vec::new();
        for line in self.store.copies_on(on)? {
            flags.push(self.copy_flag(line)?);
        }
        for line in self.store.returns_on(on)? {
            flags.push(self.return_flag(line)?);
        }
        Ok(flags)
    }

    fn copy_flag(&self, line: CopyLine) -> Result<(FlagLine, Counterpart), StoreError> {
        let own = self.store.measure(line.measure)?.measure;
        let other = self.store.measure(line.other)?.measure;
        let target = Target::Measure(line.other);
        let place = self.store.place(target)?;
        let flag = copied(&own.text, own.span, &place, line.likeness);
        let content = content_of_pair(&flag.rule, &own.text, &other.text);
        let counterpart = Counterpart {
            uid: other.uid,
            notice: other.notice,
            target,
            place,
            text: other.text,
            span: other.span,
            likeness: line.likeness,
        };
        let flag = FlagLine {
            notice: own.notice,
            finding: Some(own.finding),
            measure: Some(line.measure),
            flag,
            content,
        };
        Ok((flag, counterpart))
    }

    fn return_flag(&self, line: ReturnLine) -> Result<(FlagLine, Counterpart), StoreError> {
        let own = self.store.finding(line.finding)?;
        let earlier = self.store.finding(line.earlier)?;
        let judgements = self.judgements(earlier.notice)?;
        let measures = self.store.measures(earlier.notice)?;
        let ids: Vec<MeasureId> = measures
            .iter()
            .filter(|measure| measure.finding == line.earlier)
            .map(|measure| measure.id)
            .collect();
        let mut told = earlier.printed.state.as_deref().is_some_and(is_over);
        for id in &ids {
            told = told || says_over(&self.store.measure(*id)?.measure.text);
        }
        let struck_off = told || judgements.disposition(&ids) == Disposition::StruckOff;
        let target = Target::Finding(line.earlier);
        let mut place = self.store.place(target)?;
        if let Some(published) = self.store.meta(earlier.notice)?.published {
            place = format!("{place}（{published}）");
        }
        let flag = returned(&own.title, own.span, &place, struck_off);
        let content = content_of_pair(&flag.rule, &own.title, &earlier.title);
        let counterpart = Counterpart {
            uid: earlier.uid,
            notice: earlier.notice,
            target,
            place,
            text: earlier.title,
            span: earlier.span,
            likeness: line.likeness,
        };
        let flag = FlagLine {
            notice: own.notice,
            finding: Some(line.finding),
            measure: None,
            flag,
            content,
        };
        Ok((flag, counterpart))
    }

    /// Two answers or findings side by side, with what only one of them has.
    ///
    /// # Errors
    /// When one of them is gone, or the database cannot be read.
    pub fn compared(&self, one: Target, other: Target) -> Result<Compared, DeskError> {
        let read = || -> Result<Compared, StoreError> {
            let (one, other) = (self.side(one)?, self.side(other)?);
            let (only_one, only_other) = diff(&one.text, &other.text);
            Ok(Compared {
                one: with(one, only_one),
                other: with(other, only_other),
            })
        };
        read().map_err(|e| self.fail(&e))
    }

    fn side(&self, target: Target) -> Result<Side, StoreError> {
        let text = match target {
            Target::Notice(notice) => self.store.short_of(notice)?,
            Target::Finding(finding) => {
                let line = self.store.finding(finding)?;
                let parts = [Some(line.title), line.statement];
                parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
            }
            Target::Measure(measure) => self.store.measure(measure)?.measure.text,
        };
        let notice = self.store.notice_of(target)?;
        let place = self.store.place(target)?;
        // Two notices of one organisation have one name.
        let place = match self.store.meta(notice)?.published {
            Some(published) => format!("{place}（{published}）"),
            None => place,
        };
        Ok(Side {
            notice,
            target,
            place,
            text,
            only: Vec::new(),
        })
    }
}

fn with(side: Side, only: Vec<Range<usize>>) -> Side {
    Side { only, ..side }
}
