//! The list of notices, and finding things by what a person writes.

use jiff::civil::Date;
use rusqlite::Row;

use super::{NoticeLine, Store, StoreError};
use crate::model::{FindingId, MeasureId, NoticeId, Target, Uid};

impl Store {
    /// All notices, newest publication first, with what is done and overdue for that reviewer on that day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn notices(&self, reviewer: &str, today: Date) -> Result<Vec<NoticeLine>, StoreError> {
        let sql = "SELECT id, uid, title, short, year, published, findings, measures, flags, claimed_done, claimed_total, file,
                          (SELECT n FROM reviewed WHERE reviewer = ?1 AND notice_id = notices.id) AS reviewed,
                          (SELECT sum(n) FROM dues WHERE notice_id = notices.id AND due < ?2) AS due,
                          (SELECT sum(n) FROM kept
                           WHERE reviewer = ?1 AND notice_id = notices.id AND due < ?2) AS kept
                   FROM notices ORDER BY published DESC, title, id";
        self.many(sql, (reviewer, today.to_string()), notice_line)
    }

    /// Notices, findings and measures whose uid begins so; at most ten.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn by_uid_prefix(&self, prefix: &str) -> Result<Vec<Target>, StoreError> {
        let sql = "SELECT 0 AS kind, id FROM notices WHERE uid >= ?1 AND uid < ?1 || 'g'
                   UNION ALL SELECT 1, id FROM findings WHERE uid >= ?1 AND uid < ?1 || 'g'
                   UNION ALL SELECT 2, id FROM measures WHERE uid >= ?1 AND uid < ?1 || 'g' LIMIT 10";
        self.many(sql, [prefix], |row| {
            let id = row.get("id")?;
            Ok(match row.get::<_, i64>("kind")? {
                0 => Target::Notice(NoticeId(id)),
                1 => Target::Finding(FindingId(id)),
                _ => Target::Measure(MeasureId(id)),
            })
        })
    }

    /// The notice at that place in [`Self::notices`], from 0.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`], or when the database cannot be read.
    pub fn nth_notice(&self, index: usize) -> Result<NoticeId, StoreError> {
        self.one(
            "notice",
            "SELECT id FROM notices ORDER BY published DESC, title, id LIMIT 1 OFFSET ?",
            [index],
        )
        .map(NoticeId)
    }

    /// The finding at that place in its notice, from 0.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`], or when the database cannot be read.
    pub fn nth_finding(&self, notice: NoticeId, index: usize) -> Result<FindingId, StoreError> {
        let sql = "SELECT id FROM findings WHERE notice_id = ? AND ord = ?";
        self.one("finding", sql, (notice.0, index)).map(FindingId)
    }

    /// The measure at that place under its finding, from 0.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`], or when the database cannot be read.
    pub fn nth_measure(&self, finding: FindingId, index: usize) -> Result<MeasureId, StoreError> {
        let sql = "SELECT id FROM measures WHERE finding_id = ? ORDER BY ord LIMIT 1 OFFSET ?";
        self.one("measure", sql, (finding.0, index)).map(MeasureId)
    }

    /// Where a thing stands: place of its notice in the list, of its finding in the notice, of the measure under the finding,
    /// each from 0 and as far as it goes.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`], or when the database cannot be read.
    pub fn position(&self, target: Target) -> Result<Vec<usize>, StoreError> {
        let (notice, rest) = match target {
            Target::Notice(notice) => (notice.0, Vec::new()),
            Target::Finding(finding) => {
                let notice = self.one("finding", "SELECT notice_id FROM findings WHERE id = ?", [finding.0])?;
                (notice, vec![self.finding_position(finding)?])
            }
            Target::Measure(measure) => {
                let finding = self.one("measure", "SELECT finding_id FROM measures WHERE id = ?", [measure.0])?;
                let notice = self.one("measure", "SELECT notice_id FROM measures WHERE id = ?", [measure.0])?;
                let sql = "SELECT count(*) FROM measures AS m, measures AS other
                           WHERE m.id = ? AND other.finding_id = m.finding_id AND other.ord < m.ord";
                let position: i64 = self.one("measure", sql, [measure.0])?;
                (
                    notice,
                    vec![self.finding_position(FindingId(finding))?, position as usize],
                )
            }
        };
        // NULLs stand last in the list, so they are compared as the empty text.
        let sql = "SELECT count(*) FROM notices AS n, notices AS other
                   WHERE n.id = ? AND (coalesce(other.published, '') > coalesce(n.published, '')
                         OR coalesce(other.published, '') = coalesce(n.published, '')
                            AND (other.title, other.id) < (n.title, n.id))";
        let mut position = vec![self.one::<i64>("notice", sql, [notice])? as usize];
        position.extend(rest);
        Ok(position)
    }

    fn finding_position(&self, finding: FindingId) -> Result<usize, StoreError> {
        let position: i64 = self.one("finding", "SELECT ord FROM findings WHERE id = ?", [finding.0])?;
        Ok(position as usize)
    }

    /// The first column of the one row that must be there.
    pub(super) fn one<T: rusqlite::types::FromSql>(
        &self,
        what: &'static str,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<T, StoreError> {
        let read = || self.conn.prepare_cached(sql)?.query_row(params, |row| row.get(0));
        read().map_err(|e| match e {
            rusqlite::Error::QueryReturnedNoRows => StoreError::NoSuch(what),
            other => self.fault(other),
        })
    }
}

/// By position, in the order of the query in [`Store::notices`]: looking columns up by name costs more than reading them.
fn notice_line(row: &Row<'_>) -> rusqlite::Result<NoticeLine> {
    let published: Option<String> = row.get(5)?;
    let done: Option<i64> = row.get(9)?;
    let total: Option<i64> = row.get(10)?;
    let count = |column: usize| -> rusqlite::Result<u32> { Ok(row.get::<_, Option<u32>>(column)?.unwrap_or(0)) };
    Ok(NoticeLine {
        id: NoticeId(row.get(0)?),
        uid: Uid(row.get(1)?),
        title: row.get(2)?,
        short: row.get(3)?,
        year: row.get(4)?,
        published: published.and_then(|date| date.parse().ok()),
        findings: row.get(6)?,
        measures: row.get(7)?,
        flags: row.get(8)?,
        claimed: done.zip(total),
        file: row.get(11)?,
        reviewed: count(12)?,
        overdue: count(13)?.saturating_sub(count(14)?),
    })
}
