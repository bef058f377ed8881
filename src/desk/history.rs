//! The review log for reading, and checking it.

use super::correct::Parser;
use super::report::{HistoryRow, VerifyReport};
use super::{Desk, DeskError, words};
use crate::model::{NoticeId, Target};
use crate::review::{Body, SubjectKind};
use crate::store::{EventLine, StoreError};

impl Desk {
    /// The review events, newest first, of one notice or of all.
    pub fn history(&self, notice: Option<NoticeId>, limit: usize) -> Result<Vec<HistoryRow>, DeskError> {
        let lines = self.store.history(notice, limit).map_err(|e| self.fail(&e))?;
        let rows = lines.into_iter().map(|line| self.history_row(line));
        rows.filter_map(Result::transpose)
            .collect::<Result<_, _>>()
            .map_err(|e| self.fail(&e))
    }

    /// The review events, newest first, about a notice with all that is in it, a finding with its measures, or one measure.
    pub fn history_of(&self, on: Target, limit: usize) -> Result<Vec<HistoryRow>, DeskError> {
        let wanted = || -> Result<(NoticeId, Vec<Target>), StoreError> {
            let notice = self.store.notice_of(on)?;
            let mut wanted = vec![on];
            if let Target::Finding(finding) = on {
                let measures = self.store.measures(notice)?;
                let own = measures.iter().filter(|measure| measure.finding == finding);
                wanted.extend(own.map(|measure| Target::Measure(measure.id)));
            }
            Ok((notice, wanted))
        };
        let (notice, wanted) = wanted().map_err(|e| self.fail(&e))?;
        if let Target::Notice(_) = on {
            return self.history(Some(notice), limit);
        }
        let mut rows = self.history(Some(notice), usize::MAX)?;
        rows.retain(|row| row.target.is_some_and(|target| wanted.contains(&target)));
        rows.truncate(limit);
        Ok(rows)
    }

    /// Recomputes the hash chain and the folded state.
    pub fn verify(&self) -> Result<VerifyReport, DeskError> {
        let verified = self.store.verify(&Parser).map_err(|e| self.fail(&e))?;
        Ok(VerifyReport {
            events: verified.events,
            head: verified.head,
            faults: verified.faults,
        })
    }

    /// None for an entry whose time cannot be read; `verify` tells of it.
    fn history_row(&self, line: EventLine) -> Result<Option<HistoryRow>, StoreError> {
        let record = line.record;
        let Ok(at) = record.at.parse() else {
            return Ok(None);
        };
        let mut place = match line.target {
            Some(target) => self.store.place(target)?,
            None => format!("{} {}", record.subject_kind, record.subject),
        };
        if let (Some(SubjectKind::Commitment), Some(clause)) =
            (SubjectKind::from_code(&record.subject_kind), &line.clause)
        {
            place = format!("{place} “{}”", words::clip(clause, 30));
        }
        let event = record.read();
        let other = match event.as_ref().map(|event| &event.body) {
            Some(Body::Relate { other, .. }) => self.store.short_by_uid(other)?,
            _ => None,
        };
        let what = event.as_ref().map_or_else(
            || record.payload.clone(),
            |event| {
                let mut body = words::body(&event.body, self.lang());
                if let Some(other) = &other {
                    body = format!("{body} {other}");
                }
                match words::said(&event.body) {
                    Some(text) => format!("{body}: {text}"),
                    None => body,
                }
            },
        );
        Ok(Some(HistoryRow {
            seq: record.seq,
            at,
            reviewer: record.reviewer,
            target: line.target,
            place,
            what,
            undone: line.undone.unwrap_or(false),
            hash: record.hash.chars().take(12).collect(),
            kind: record.kind,
        }))
    }
}
