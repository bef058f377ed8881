//! Answers that are alike over the whole database, and findings that come back: what is kept of the comparison, and what is still to be
//! compared. How alike two texts are is for the caller to say.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Row, Transaction, TransactionBehavior, params};

use super::rows::{from_json, maybe_parse};
use super::{Store, StoreError};
use crate::model::{CommitmentId, FindingId, MeasureId, NoticeId, NoticeMeta, PartialDate, Target, Uid};

/// Lines that are written in one transaction: some tens of milliseconds, after which others may write.
const AT_ONCE: usize = 5_000;

/// A notice that was not compared yet, or with which another one is.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `notices`, described in db/")]
pub struct ComparedNotice {
    pub id: NoticeId,
    pub uid: Uid,
    pub meta: NoticeMeta,
    pub title: String,
    pub organisation: String,
    pub published: Option<PartialDate>,
    pub measures: usize,
    /// Whether it was compared before, and its parts or what was said of it are others now.
    pub again: bool,
}

/// An answer to be compared.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "as the columns of `measures`, described in db/")]
pub struct ComparedMeasure {
    pub id: MeasureId,
    pub notice: NoticeId,
    /// See [`super::Signed::rank`].
    pub rank: u64,
    pub text: String,
}

/// That an answer is alike with another, to be kept.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "as the columns of `copies`, described in db/")]
pub struct NewCopy {
    pub line: CopyLine,
    pub notice: NoticeId,
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

const NOTICE: &str = "SELECT id, meta, title, organisation, published, measures, uid,
                             EXISTS (SELECT 1 FROM uncompared WHERE notice_id = notices.id AND again) AS again
                      FROM notices";

fn compared_notice(row: &Row<'_>) -> rusqlite::Result<ComparedNotice> {
    Ok(ComparedNotice {
        id: NoticeId(row.get("id")?),
        meta: from_json(row, "meta")?,
        title: row.get("title")?,
        organisation: row.get("organisation")?,
        published: maybe_parse(row, "published")?,
        measures: row.get("measures")?,
        uid: super::rows::uid(row)?,
        again: row.get("again")?,
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

    /// The notices of an organisation, newest first.
    pub fn notices_of(&self, organisation: &str) -> Result<Vec<ComparedNotice>, StoreError> {
        let sql = format!("{NOTICE} WHERE organisation = ?1 AND organisation <> '' ORDER BY published DESC, uid");
        self.many(&sql, [organisation], compared_notice)
    }

    /// The answers of a notice with their whole texts, in text order.
    pub fn answers(&self, notice: NoticeId) -> Result<Vec<ComparedMeasure>, StoreError> {
        let sql = "SELECT id, notice_id, text, uid FROM measures WHERE notice_id = ? ORDER BY ord";
        self.many(sql, [notice.0], answer)
    }

    /// Those answers with their whole texts, as far as they are still there; in order of their rows, where they are asked for so.
    pub fn answers_among(&self, measures: &[MeasureId]) -> Result<Vec<ComparedMeasure>, StoreError> {
        let rows = || {
            // One moment for all: each by itself would lock and unlock the file.
            let _moment = Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)?;
            let mut select = self
                .conn
                .prepare_cached("SELECT id, notice_id, text, uid FROM measures WHERE id = ?")?;
            let rows = measures.iter().map(|id| select.query_row([id.0], answer).optional());
            rows.filter_map(rusqlite::Result::transpose)
                .collect::<rusqlite::Result<_>>()
        };
        rows().map_err(|e| self.fault(e))
    }

    /// The rows of a notice's answers and their ranks, in text order.
    pub fn answer_ranks(&self, notice: NoticeId) -> Result<Vec<(MeasureId, u64)>, StoreError> {
        let sql = "SELECT id, uid FROM measures WHERE notice_id = ? ORDER BY ord";
        self.many(sql, [notice.0], |row| Ok((MeasureId(row.get(0)?), rank(row, 1)?)))
    }

    /// The titles of a notice's findings, in text order.
    pub fn finding_titles(&self, notice: NoticeId) -> Result<Vec<(FindingId, String)>, StoreError> {
        let sql = "SELECT id, title FROM findings WHERE notice_id = ? ORDER BY ord";
        self.many(sql, [notice.0], |row| Ok((FindingId(row.get(0)?), row.get(1)?)))
    }

    /// The promises of a notice that have a due date or come again.
    pub fn promised(&self, notice: NoticeId) -> Result<Vec<(CommitmentId, String)>, StoreError> {
        let sql = "SELECT id, text FROM commitments
                   WHERE notice_id = ? AND (due IS NOT NULL OR kind = 'recurring') ORDER BY id";
        self.many(sql, [notice.0], |row| Ok((CommitmentId(row.get(0)?), row.get(1)?)))
    }

    /// Answers that lost one of their most alike with a part that is no more.
    pub fn short_lists(&self) -> Result<Vec<MeasureId>, StoreError> {
        self.many("SELECT measure_id FROM short_lists ORDER BY 1", [], |row| {
            row.get(0).map(MeasureId)
        })
    }

    /// Those with which an answer is most alike, each with its rank.
    pub fn most_alike(&self, measure: MeasureId) -> Result<Vec<(CopyLine, u64)>, StoreError> {
        let sql = "SELECT c.other_id, c.likeness, m.uid FROM copies AS c JOIN measures AS m ON m.id = c.other_id
                   WHERE c.measure_id = ?";
        self.many(sql, [measure.0], |row| {
            let line = CopyLine {
                measure,
                other: MeasureId(row.get(0)?),
                likeness: row.get(1)?,
            };
            Ok((line, rank(row, 2)?))
        })
    }

    /// The answers that have this one among their most alike.
    pub fn alike_with(&self, other: MeasureId) -> Result<Vec<MeasureId>, StoreError> {
        let sql = "SELECT measure_id FROM copies WHERE other_id = ?";
        self.many(sql, [other.0], |row| row.get(0).map(MeasureId))
    }

    /// Takes out what is kept of all answers of these notices.
    pub fn clear_copies(&mut self, notices: &[NoticeId]) -> Result<(), StoreError> {
        self.write(|tx| {
            let mut delete = tx.prepare_cached(
                "DELETE FROM copies WHERE measure_id IN (SELECT id FROM measures WHERE notice_id = ?)",
            )?;
            for notice in notices {
                delete.execute([notice.0])?;
            }
            Ok(Some(()))
        })
        .map(drop)
    }

    /// Keeps the most alike of answers, in the place of what was kept of them: each answer with its list.
    pub fn keep_copies(&mut self, lists: &[(MeasureId, Vec<NewCopy>)]) -> Result<(), StoreError> {
        for lists in lists.chunks(AT_ONCE) {
            self.write(|tx| {
                let mut clear = tx.prepare_cached("DELETE FROM copies WHERE measure_id = ?")?;
                let mut insert = tx.prepare_cached(
                    "INSERT INTO copies (measure_id, other_id, notice_id, likeness, content) VALUES (?, ?, ?, ?, ?)",
                )?;
                for (measure, copies) in lists {
                    clear.execute([measure.0])?;
                    for copy in copies {
                        let line = &copy.line;
                        let row = params![line.measure.0, line.other.0, copy.notice.0, line.likeness, copy.content];
                        insert.execute(row)?;
                    }
                }
                Ok(Some(()))
            })?;
        }
        Ok(())
    }

    /// Keeps findings that come back. All that was kept of the later notices in `whole` goes, and what was kept of the pairs of a later and
    /// an earlier notice in `pairs`.
    pub fn keep_returns(
        &mut self,
        whole: &[NoticeId],
        pairs: &[(NoticeId, NoticeId)],
        returns: &[NewReturn],
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            const OF: &str = "IN (SELECT id FROM findings WHERE notice_id = ?)";
            let mut delete = tx.prepare_cached(&format!("DELETE FROM returns WHERE finding_id {OF}"))?;
            for notice in whole {
                delete.execute([notice.0])?;
            }
            let sql = format!("DELETE FROM returns WHERE finding_id {OF} AND earlier_id {OF}");
            let mut delete = tx.prepare_cached(&sql)?;
            for (later, earlier) in pairs {
                delete.execute([later.0, earlier.0])?;
            }
            // Not REPLACE: that takes the old row out without its trigger.
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
            Ok(Some(()))
        })
        .map(drop)
    }

    /// These notices are compared now, and these lists are full again.
    pub fn keep_compared(&mut self, notices: &[NoticeId], lists: &[MeasureId]) -> Result<(), StoreError> {
        self.write(|tx| {
            let mut delete = tx.prepare_cached("DELETE FROM uncompared WHERE notice_id = ?")?;
            for notice in notices {
                delete.execute([notice.0])?;
            }
            let mut delete = tx.prepare_cached("DELETE FROM short_lists WHERE measure_id = ?")?;
            for list in lists {
                delete.execute([list.0])?;
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
            "SELECT m.id, c.other_id, c.likeness FROM measures AS m CROSS JOIN copies AS c ON c.measure_id = m.id
                    CROSS JOIN measures AS other ON other.id = c.other_id
             WHERE m.{column} = ? ORDER BY m.id, c.likeness DESC, other.uid"
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
             WHERE f.{column} = ? ORDER BY f.id, r.likeness DESC,
                   (SELECT uid FROM findings AS earlier WHERE earlier.id = r.earlier_id)"
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
        rank: rank(row, 3)?,
    })
}

/// The rank of an answer: its lasting name, sixteen hexadecimal digits, as a number, the last digits first: those with which it begins are the
/// same for all of its notice.
fn rank(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let name = u64::from_str_radix(row.get_ref(column)?.as_str()?, 16);
    Ok(name.map_or(u64::MAX, u64::reverse_bits))
}
