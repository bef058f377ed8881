//! Whether two notices are of one organisation, in the words of persons, and what later notices say of earlier promises.

use rusqlite::{Row, Transaction, params};

use super::rows::{from_code, maybe_parse, moment};
use super::{Store, StoreError};
use crate::model::{Claim, CommitmentId, MeasureId, NoticeId, PartialDate, Progress, Span, Uid};

/// A word that holds on two notices, seen from one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "as the columns of `related`, described in db/")]
pub struct RelationLine {
    pub other: NoticeId,
    pub same: bool,
    pub reviewer: String,
    pub at: jiff::Timestamp,
}

/// What a later notice says of a promise.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "as the columns of `echoes`, described in db/")]
pub struct EchoLine {
    pub commitment: CommitmentId,
    pub later: NoticeId,
    pub measure: Option<MeasureId>,
    /// Its place among the claims of the later notice, from 0, where no measure says it.
    pub claim: Option<usize>,
    pub likeness: f64,
}

/// The same, with the words of the later notice.
#[derive(Debug, Clone)]
#[allow(
    missing_docs,
    reason = "as the columns of the tables that are joined, described in db/"
)]
pub struct SequelLine {
    pub commitment: CommitmentId,
    pub later: NoticeId,
    pub later_uid: Uid,
    pub short: String,
    pub published: Option<PartialDate>,
    pub said: SaidLine,
    pub likeness: f64,
}

/// The measure or claim that says it.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `measures`, described in db/")]
pub enum SaidLine {
    Measure {
        id: MeasureId,
        uid: Uid,
        text: String,
        progress: Progress,
        span: Span,
    },
    Claim(Claim),
}

impl Store {
    /// What was said of a notice and others.
    ///
    /// # Errors
    /// This and all below: when the database cannot be read or written.
    pub fn relations(&self, notice: NoticeId) -> Result<Vec<RelationLine>, StoreError> {
        let sql = "SELECT other.id, same, reviewer, at FROM notices AS own
                   JOIN related ON own.uid IN (related.notice, related.other)
                   JOIN notices AS other ON other.uid IN (related.notice, related.other) AND other.id <> own.id
                   WHERE own.id = ? ORDER BY other.id";
        self.many(sql, [notice.0], |row| {
            Ok(RelationLine {
                other: NoticeId(row.get(0)?),
                same: row.get("same")?,
                reviewer: row.get("reviewer")?,
                at: moment(row, "at")?,
            })
        })
    }

    /// Whether a person said anything at all about any two notices: most databases have no such word.
    pub fn has_relations(&self) -> Result<bool, StoreError> {
        self.one("relation", "SELECT EXISTS (SELECT 1 FROM relations)", [])
    }

    /// The notices of which a person's word holds.
    pub fn related(&self) -> Result<Vec<NoticeId>, StoreError> {
        let sql = "SELECT id FROM notices WHERE uid IN (SELECT notice FROM related UNION SELECT other FROM related)";
        self.many(sql, [], |row| row.get(0).map(NoticeId))
    }

    /// Keeps what later notices say of promises. All that was kept of the promises of the notices in `whole` goes, and what was kept of the
    /// pairs of an earlier and a later notice in `pairs`.
    pub fn keep_echoes(
        &mut self,
        whole: &[NoticeId],
        pairs: &[(NoticeId, NoticeId)],
        lines: &[EchoLine],
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            const OF: &str = "commitment_id IN (SELECT id FROM commitments WHERE notice_id = ?)";
            let mut delete = tx.prepare_cached(&format!("DELETE FROM echoes WHERE {OF}"))?;
            for notice in whole {
                delete.execute([notice.0])?;
            }
            let mut delete = tx.prepare_cached(&format!("DELETE FROM echoes WHERE {OF} AND notice_id = ?"))?;
            for (earlier, later) in pairs {
                delete.execute([earlier.0, later.0])?;
            }
            let mut insert = tx.prepare_cached(
                "INSERT OR REPLACE INTO echoes (commitment_id, notice_id, measure_id, claim, likeness)
                 VALUES (?, ?, ?, ?, ?)",
            )?;
            for line in lines {
                insert.execute(params![
                    line.commitment.0,
                    line.later.0,
                    line.measure.map(|id| id.0),
                    line.claim,
                    line.likeness
                ])?;
            }
            Ok(Some(()))
        })
        .map(drop)
    }

    /// What later notices say of the promises of one notice or of all, the newest notice first of each promise.
    pub fn sequels(&self, notice: Option<NoticeId>) -> Result<Vec<SequelLine>, StoreError> {
        // Two queries, so that each finds its index.
        let which = if notice.is_some() {
            "c.notice_id = ?1"
        } else {
            "?1 IS NULL"
        };
        let sql = format!(
            "SELECT e.commitment_id, e.notice_id, e.likeness, n.uid AS later_uid, n.short, n.published,
                          m.id AS measure_id, m.uid, m.text, m.progress, m.span_start, m.span_end,
                          x.subject, x.total, x.done, x.rate, x.unit, x.approximate, x.text AS claim,
                          x.span_start AS claim_start, x.span_end AS claim_end
                   FROM commitments AS c CROSS JOIN echoes AS e ON e.commitment_id = c.id JOIN notices AS n ON n.id = e.notice_id
                        LEFT JOIN measures AS m ON m.id = e.measure_id
                        LEFT JOIN claims AS x ON x.notice_id = e.notice_id AND x.ord = e.claim
                   WHERE {which} AND (m.id IS NOT NULL OR x.ord IS NOT NULL)
                   ORDER BY e.commitment_id, n.published DESC, n.uid"
        );
        self.many(&sql, [notice.map(|id| id.0)], sequel_line)
    }

    /// The name in the list of the notice of that lasting name, where it is in this database.
    pub fn short_by_uid(&self, notice: &Uid) -> Result<Option<String>, StoreError> {
        let names = self.many("SELECT short FROM notices WHERE uid = ?", [&notice.0], |row| row.get(0))?;
        Ok(names.into_iter().next())
    }

    /// The lasting name of a notice.
    pub fn uid_of(&self, notice: NoticeId) -> Result<Uid, StoreError> {
        self.one("notice", "SELECT uid FROM notices WHERE id = ?", [notice.0])
            .map(Uid)
    }
}

fn sequel_line(row: &Row<'_>) -> rusqlite::Result<SequelLine> {
    let said = match row.get::<_, Option<i64>>("measure_id")? {
        Some(id) => SaidLine::Measure {
            id: MeasureId(id),
            uid: super::rows::uid(row)?,
            text: row.get("text")?,
            progress: from_code(row, "progress")?,
            span: super::rows::span(row)?,
        },
        None => SaidLine::Claim(Claim {
            subject: from_code(row, "subject")?,
            total: row.get("total")?,
            done: row.get("done")?,
            rate: row.get("rate")?,
            unit: row.get("unit")?,
            approximate: row.get("approximate")?,
            text: row.get("claim")?,
            span: Span::new(row.get("claim_start")?, row.get("claim_end")?),
        }),
    };
    Ok(SequelLine {
        commitment: CommitmentId(row.get("commitment_id")?),
        later: NoticeId(row.get("notice_id")?),
        later_uid: Uid(row.get("later_uid")?),
        short: row.get("short")?,
        published: maybe_parse(row, "published")?,
        said,
        likeness: row.get("likeness")?,
    })
}

/// Two notices of which something else was said now: they, and all that are one with either, are held against the others once more.
pub(super) fn forget_compared(tx: &Transaction<'_>, one: &Uid, other: &Uid) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "WITH RECURSIVE kin (uid, organisation) AS (
             SELECT uid, organisation FROM notices WHERE uid IN (?, ?)
             UNION
             SELECT n.uid, n.organisation FROM kin JOIN notices AS n
             ON (n.organisation = kin.organisation AND n.organisation <> '')
                OR n.uid IN (SELECT other FROM related WHERE notice = kin.uid AND same)
                OR n.uid IN (SELECT notice FROM related WHERE other = kin.uid AND same)
         )
         INSERT INTO uncompared (notice_id, again) SELECT id, 1 FROM notices WHERE uid IN (SELECT uid FROM kin)
         ON CONFLICT DO UPDATE SET again = 1",
    )?
    .execute([&one.0, &other.0])?;
    Ok(())
}
