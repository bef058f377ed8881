//! Flags that were set aside, known by what they say of which text.

use rusqlite::{OptionalExtension as _, Row};

use super::rows::moment;
use super::{DismissalLine, Store, StoreError};
use crate::model::{FindingId, MeasureId, NoticeId, Target};

impl Store {
    /// The word by which a flag of that content is set aside, where it is.
    ///
    /// # Errors
    /// This and all below: when the database cannot be read.
    pub fn dismissal(&self, content: &str) -> Result<Option<DismissalLine>, StoreError> {
        let sql = "SELECT content, reviewer, at, reason FROM dismissed WHERE content = ?";
        let read = || self.conn.prepare_cached(sql)?.query_row([content], line).optional();
        read().map_err(|e| self.fault(e))
    }

    /// All flags that are set aside.
    pub fn dismissals(&self) -> Result<Vec<DismissalLine>, StoreError> {
        self.many("SELECT content, reviewer, at, reason FROM dismissed", [], line)
    }

    /// How many of the kept flags of each notice are set aside; notices without any are not in it.
    pub fn dismissed_by_notice(&self) -> Result<Vec<(NoticeId, u32)>, StoreError> {
        // CROSS JOIN: few flags are set aside, so these are looked at first.
        let sql = "SELECT notice_id, count(*) FROM dismissed CROSS JOIN flags USING (content) GROUP BY notice_id";
        self.many(sql, [], |row| Ok((NoticeId(row.get(0)?), row.get(1)?)))
    }

    /// How many of the kept flags on each finding and measure of a notice are set aside; one on a measure counts for its finding, too.
    pub fn dismissed_by_part(&self, notice: NoticeId) -> Result<Vec<(Target, u32)>, StoreError> {
        let sql = "SELECT finding_id, measure_id, count(*) FROM dismissed CROSS JOIN flags USING (content)
                   WHERE notice_id = ? GROUP BY 1, 2";
        let parts = self.many(sql, [notice.0], |row| {
            let finding = row.get::<_, Option<i64>>(0)?.map(|id| Target::Finding(FindingId(id)));
            let measure = row.get::<_, Option<i64>>(1)?.map(|id| Target::Measure(MeasureId(id)));
            let count: u32 = row.get(2)?;
            Ok([finding, measure].map(|part| part.map(|part| (part, count))))
        })?;
        Ok(parts.into_iter().flatten().flatten().collect())
    }
}

fn line(row: &Row<'_>) -> rusqlite::Result<DismissalLine> {
    Ok(DismissalLine {
        content: row.get("content")?,
        reviewer: row.get("reviewer")?,
        at: moment(row, "at")?,
        reason: row.get("reason")?,
    })
}
