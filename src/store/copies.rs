//! Answers that are alike over the whole database, and findings that come back: what is kept of the comparison, and what is still to be
//! compared. How alike two texts are is for the caller to say.

use std::collections::HashSet;

use rusqlite::{Row, params};

use super::rows::{from_json, maybe_parse};
use super::{Store, StoreError};
use crate::model::{FindingId, MeasureId, NoticeId, NoticeMeta, PartialDate, Target};

/// Rows of one band that are read. What more measures share is found among these.
const CROWD: usize = 32;

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

    /// One answer with its whole text.
    pub fn answer(&self, measure: MeasureId) -> Result<ComparedMeasure, StoreError> {
        let sql = "SELECT id, notice_id, text FROM measures WHERE id = ?";
        self.only("measure", sql, [measure.0], answer)
    }

    /// Keeps organisations and signatures, and tells which answers meet in a band: pairs of a new one and one that was there before or
    /// comes before it. In one transaction, so that two programs that import at once find each other's.
    pub fn keep_bands(
        &mut self,
        organisations: &[(NoticeId, String)],
        bands: &[(i64, MeasureId)],
    ) -> Result<HashSet<(MeasureId, MeasureId)>, StoreError> {
        let met = self.write(|tx| {
            let mut update = tx.prepare_cached("UPDATE notices SET organisation = ? WHERE id = ?")?;
            for (notice, organisation) in organisations {
                update.execute(params![organisation, notice.0])?;
            }
            let mut met = HashSet::new();
            let mut select = tx.prepare_cached("SELECT measure_id FROM bands WHERE band = ? LIMIT ?")?;
            let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO bands (band, measure_id) VALUES (?, ?)")?;
            for (band, measure) in bands {
                let mut crowd = 0;
                let mut rows = select.query(params![band, CROWD])?;
                while let Some(row) = rows.next()? {
                    crowd += 1;
                    let other = MeasureId(row.get(0)?);
                    if other != *measure {
                        met.insert((*measure, other));
                    }
                }
                if crowd < CROWD {
                    insert.execute(params![band, measure.0])?;
                }
            }
            Ok(Some(met))
        })?;
        Ok(met.unwrap_or_default())
    }

    /// Keeps what came of comparing these notices, which are compared now.
    pub fn keep_compared(
        &mut self,
        notices: &[NoticeId],
        copies: &[CopyLine],
        returns: &[ReturnLine],
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            let mut insert =
                tx.prepare_cached("INSERT OR REPLACE INTO copies (measure_id, other_id, likeness) VALUES (?, ?, ?)")?;
            for line in copies {
                insert.execute(params![line.measure.0, line.other.0, line.likeness])?;
            }
            let mut insert = tx
                .prepare_cached("INSERT OR REPLACE INTO returns (finding_id, earlier_id, likeness) VALUES (?, ?, ?)")?;
            for line in returns {
                insert.execute(params![line.finding.0, line.earlier.0, line.likeness])?;
            }
            let mut delete = tx.prepare_cached("DELETE FROM uncompared WHERE notice_id = ?")?;
            for notice in notices {
                delete.execute([notice.0])?;
            }
            Ok(Some(()))
        })
        .map(drop)
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
