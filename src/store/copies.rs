//! Answers that are alike over the whole database, and findings that come back: what is kept of the comparison, and what is still to be
//! compared. How alike two texts are is for the caller to say.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Row, Transaction, TransactionBehavior, params};

use super::rows::{from_json, maybe_parse};
use super::shelves::{self, AT_ONCE, Shelf};
use super::{Store, StoreError};
use crate::model::{FindingId, MeasureId, NoticeId, NoticeMeta, PartialDate, Target};

/// A notice that was not compared yet, or with which another one is.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `notices`, described in db/")]
pub struct ComparedNotice {
    pub id: NoticeId,
    pub meta: NoticeMeta,
    pub title: String,
    pub organisation: String,
    pub published: Option<PartialDate>,
    pub measures: usize,
}

/// An answer to be compared.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `measures`, described in db/")]
pub struct ComparedMeasure {
    pub id: MeasureId,
    pub notice: NoticeId,
    pub text: String,
}

/// Two answers that are alike, to be kept.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "as the columns of `copies`, described in db/")]
pub struct NewCopy {
    pub line: CopyLine,
    pub notice: NoticeId,
    pub other_notice: NoticeId,
    pub content: String,
}

/// A finding that comes back, to be kept.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "as the columns of `returns`, described in db/")]
pub struct NewReturn {
    pub line: ReturnLine,
    pub notice: NoticeId,
    pub content: String,
}

/// Two answers that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopyLine {
    /// The one that was asked for.
    pub measure: MeasureId,
    /// The other one.
    pub other: MeasureId,
    /// Jaccard index.
    pub likeness: f64,
}

/// A finding that comes back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReturnLine {
    /// In the later notice.
    pub finding: FindingId,
    /// In the earlier one.
    pub earlier: FindingId,
    /// How alike the titles are, from 0 to 1.
    pub likeness: f64,
}

const NOTICE: &str = "SELECT id, meta, title, organisation, published, measures FROM notices";

fn compared_notice(row: &Row<'_>) -> rusqlite::Result<ComparedNotice> {
    Ok(ComparedNotice {
        id: NoticeId(row.get("id")?),
        meta: from_json(row, "meta")?,
        title: row.get("title")?,
        organisation: row.get("organisation")?,
        published: maybe_parse(row, "published")?,
        measures: row.get("measures")?,
    })
}

impl Store {
    /// Notices that were not compared yet, oldest first, as many as have about that many measures together.
    ///
    /// # Errors
    /// This and all below: when the database cannot be read or written.
    pub fn uncompared(&self, measures: usize) -> Result<Vec<ComparedNotice>, StoreError> {
        let sql = format!(
            "{NOTICE} WHERE id IN (SELECT notice_id FROM uncompared ORDER BY notice_id LIMIT 1000) ORDER BY id"
        );
        let mut notices = self.many(&sql, [], compared_notice)?;
        let mut sum = 0;
        let fit = notices.iter().take_while(|notice| {
            let fits = sum < measures;
            sum += notice.measures;
            fits
        });
        let fit = fit.count();
        notices.truncate(fit);
        Ok(notices)
    }

    /// Whether there are notices that were not compared yet.
    pub fn any_uncompared(&self) -> Result<bool, StoreError> {
        self.only("uncompared", "SELECT EXISTS (SELECT 1 FROM uncompared)", [], |row| {
            row.get(0)
        })
    }

    /// Notices by their rows.
    pub fn compared_notice(&self, notice: NoticeId) -> Result<ComparedNotice, StoreError> {
        self.only("notice", &format!("{NOTICE} WHERE id = ?"), [notice.0], compared_notice)
    }

    /// The notices of an organisation, newest first, at most so many.
    pub fn notices_of(&self, organisation: &str, limit: usize) -> Result<Vec<ComparedNotice>, StoreError> {
        let sql = format!(
            "{NOTICE} WHERE organisation = ?1 AND organisation <> '' ORDER BY published DESC, id DESC LIMIT ?2"
        );
        self.many(&sql, params![organisation, limit], compared_notice)
    }

    /// The answers of a notice with their whole texts, in text order.
    pub fn answers(&self, notice: NoticeId) -> Result<Vec<ComparedMeasure>, StoreError> {
        let sql = "SELECT id, notice_id, text FROM measures WHERE notice_id = ? ORDER BY ord";
        self.many(sql, [notice.0], answer)
    }

    /// Those answers with their whole texts, as far as they are still there; in order of their rows, where they are asked for so.
    pub fn answers_among(&self, measures: &[MeasureId]) -> Result<Vec<ComparedMeasure>, StoreError> {
        let rows = || {
            // One moment for all: each by itself would lock and unlock the file.
            let _moment = Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)?;
            let mut select = self
                .conn
                .prepare_cached("SELECT id, notice_id, text FROM measures WHERE id = ?")?;
            let rows = measures.iter().map(|id| select.query_row([id.0], answer).optional());
            rows.filter_map(rusqlite::Result::transpose)
                .collect::<rusqlite::Result<_>>()
        };
        rows().map_err(|e| self.fault(e))
    }

    /// The rows of a notice's answers, in text order.
    pub fn answer_ids(&self, notice: NoticeId) -> Result<Vec<MeasureId>, StoreError> {
        let sql = "SELECT id FROM measures WHERE notice_id = ? ORDER BY ord";
        self.many(sql, [notice.0], |row| row.get(0).map(MeasureId))
    }

    /// The titles of a notice's findings, in text order.
    pub fn finding_titles(&self, notice: NoticeId) -> Result<Vec<(FindingId, String)>, StoreError> {
        let sql = "SELECT id, title FROM findings WHERE notice_id = ? ORDER BY ord";
        self.many(sql, [notice.0], |row| Ok((FindingId(row.get(0)?), row.get(1)?)))
    }

    /// Keeps organisations and signatures, which stand in the order of their bands, and tells which answers meet in a band: pairs of a new
    /// one and one that was there before or comes before it, in order, each once.
    ///
    /// Some thousand bands in a transaction, so that nobody waits long; a band with all its measures in one, so that two programs that import
    /// at once find each other's.
    pub fn keep_bands(
        &mut self,
        organisations: &[(NoticeId, String)],
        bands: &[(i64, MeasureId)],
    ) -> Result<Vec<(MeasureId, MeasureId)>, StoreError> {
        self.write(|tx| {
            let mut update = tx.prepare_cached("UPDATE notices SET organisation = ? WHERE id = ?")?;
            for (notice, organisation) in organisations {
                update.execute(params![organisation, notice.0])?;
            }
            Ok(Some(()))
        })?;
        let shelf = Shelf::of(bands.len());
        if shelf == Shelf::Ordered {
            while self.write(|tx| Ok(Some(shelves::put_in_order(tx)?)))? == Some(true) {}
        }
        let mut met = Vec::new();
        for bands in bands.chunks(AT_ONCE) {
            self.write(|tx| {
                shelves::meet(tx, shelf, bands, &mut met)?;
                Ok(Some(()))
            })?;
        }
        met.sort_unstable();
        met.dedup();
        Ok(met)
    }

    /// Keeps what came of comparing these notices, which are compared now.
    pub fn keep_compared(
        &mut self,
        notices: &[NoticeId],
        copies: &[NewCopy],
        returns: &[NewReturn],
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            // Not REPLACE: that takes the old row out without its trigger.
            let mut insert = tx.prepare_cached(
                "INSERT INTO copies (measure_id, other_id, notice_id, other_notice_id, likeness, content)
                 VALUES (?, ?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET likeness = excluded.likeness, content = excluded.content",
            )?;
            for copy in copies {
                let line = &copy.line;
                insert.execute(params![
                    line.measure.0,
                    line.other.0,
                    copy.notice.0,
                    copy.other_notice.0,
                    line.likeness,
                    copy.content
                ])?;
            }
            let mut insert = tx.prepare_cached(
                "INSERT INTO returns (finding_id, earlier_id, notice_id, likeness, content) VALUES (?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET likeness = excluded.likeness, content = excluded.content",
            )?;
            for found in returns {
                let line = &found.line;
                insert.execute(params![
                    line.finding.0,
                    line.earlier.0,
                    found.notice.0,
                    line.likeness,
                    found.content
                ])?;
            }
            let mut delete = tx.prepare_cached("DELETE FROM uncompared WHERE notice_id = ?")?;
            for notice in notices {
                delete.execute([notice.0])?;
            }
            Ok(Some(()))
        })
        .map(drop)
    }

    /// How many flags of both sorts stand on the parts of each notice and are not set aside; notices without any are not in it.
    pub fn compared_by_notice(&self) -> Result<Vec<(NoticeId, u32)>, StoreError> {
        let sql = "SELECT notice_id, n FROM compared_flags WHERE n > 0";
        let all = self.many(sql, [], |row| Ok((NoticeId(row.get(0)?), row.get::<_, u32>(1)?)))?;
        // CROSS JOIN: few flags are set aside, so these are looked at first.
        let sql = "SELECT notice_id, count(*) FROM (
                       SELECT c.notice_id FROM dismissed CROSS JOIN copies AS c USING (content)
                       UNION ALL SELECT c.other_notice_id FROM dismissed CROSS JOIN copies AS c USING (content)
                       UNION ALL SELECT r.notice_id FROM dismissed CROSS JOIN returns AS r USING (content)
                   ) GROUP BY 1";
        let aside = self.many(sql, [], |row| Ok((NoticeId(row.get(0)?), row.get::<_, u32>(1)?)))?;
        let aside: HashMap<NoticeId, u32> = aside.into_iter().collect();
        let left = |(notice, count): (NoticeId, u32)| {
            let aside = aside.get(&notice).copied().unwrap_or_default();
            (notice, count.saturating_sub(aside))
        };
        Ok(all.into_iter().map(left).collect())
    }

    /// How many of them stand on each measure and finding of a notice; one on a measure counts for its finding, too.
    pub fn compared_by_part(&self, notice: NoticeId) -> Result<Vec<(Target, u32)>, StoreError> {
        const OPEN: &str = "content NOT IN (SELECT content FROM dismissed)";
        let sql = format!(
            "SELECT finding_id, measure_id, count(*) FROM (
                 SELECT m.finding_id, m.id AS measure_id FROM measures AS m CROSS JOIN copies AS c ON c.measure_id = m.id
                 WHERE m.notice_id = ?1 AND c.{OPEN}
                 UNION ALL
                 SELECT m.finding_id, m.id FROM measures AS m CROSS JOIN copies AS c ON c.other_id = m.id
                 WHERE m.notice_id = ?1 AND c.{OPEN}
                 UNION ALL
                 SELECT f.id, NULL FROM findings AS f CROSS JOIN returns AS r ON r.finding_id = f.id
                 WHERE f.notice_id = ?1 AND r.{OPEN}
             ) GROUP BY 1, 2"
        );
        let parts = self.many(&sql, [notice.0], |row| {
            let finding = Target::Finding(FindingId(row.get(0)?));
            let measure = row.get::<_, Option<i64>>(1)?.map(|id| Target::Measure(MeasureId(id)));
            let count: u32 = row.get(2)?;
            Ok([Some(finding), measure].map(|part| part.map(|part| (part, count))))
        })?;
        Ok(parts.into_iter().flatten().flatten().collect())
    }

    /// The copies of the answers of a notice, a finding or a measure, the most alike first of each.
    pub fn copies_on(&self, on: Target) -> Result<Vec<CopyLine>, StoreError> {
        let (id, column) = match on {
            Target::Notice(id) => (id.0, "notice_id"),
            Target::Finding(id) => (id.0, "finding_id"),
            Target::Measure(id) => (id.0, "id"),
        };
        let sql = format!(
            "SELECT m.id, c.other_id, c.likeness FROM measures AS m CROSS JOIN copies AS c ON c.measure_id = m.id WHERE m.{column} = ?1
             UNION SELECT m.id, c.measure_id, c.likeness FROM measures AS m CROSS JOIN copies AS c ON c.other_id = m.id WHERE m.{column} = ?1
             ORDER BY 1, 3 DESC, 2"
        );
        self.many(&sql, [id], |row| {
            Ok(CopyLine {
                measure: MeasureId(row.get(0)?),
                other: MeasureId(row.get(1)?),
                likeness: row.get(2)?,
            })
        })
    }

    /// The findings of a notice, or one of them, that come back from earlier notices, the most alike first of each.
    pub fn returns_on(&self, on: Target) -> Result<Vec<ReturnLine>, StoreError> {
        let (id, column) = match on {
            Target::Notice(id) => (id.0, "notice_id"),
            Target::Finding(id) => (id.0, "id"),
            Target::Measure(_) => return Ok(Vec::new()),
        };
        let sql = format!(
            "SELECT f.id, r.earlier_id, r.likeness FROM findings AS f CROSS JOIN returns AS r ON r.finding_id = f.id
             WHERE f.{column} = ? ORDER BY 1, 3 DESC, 2"
        );
        self.many(&sql, [id], |row| {
            Ok(ReturnLine {
                finding: FindingId(row.get(0)?),
                earlier: FindingId(row.get(1)?),
                likeness: row.get(2)?,
            })
        })
    }
}

fn answer(row: &Row<'_>) -> rusqlite::Result<ComparedMeasure> {
    Ok(ComparedMeasure {
        id: MeasureId(row.get(0)?),
        notice: NoticeId(row.get(1)?),
        text: row.get(2)?,
    })
}
