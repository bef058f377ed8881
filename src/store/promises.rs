//! Promises and counts over many notices at once: what the calendar, the claim gap and the overview are made of. Each is a few
//! passes over the tables, for a reader that may take its time.

use rusqlite::Row;

use super::rows::{from_code, from_json, maybe_code, maybe_parse};
use super::{CommitmentLine, Store, StoreError};
use crate::model::{NoticeId, PartialDate, Progress, Uid, Verdict};

/// A promise with the place in which it stands.
#[derive(Debug, Clone)]
pub struct PromiseEntry {
    /// The promise.
    pub line: CommitmentLine,
    /// Its lasting name.
    pub uid: Uid,
    /// Whose.
    pub notice: NoticeId,
    /// Lasting name of its measure.
    pub measure_uid: Uid,
    /// Labels from the outermost section to the measure.
    pub labels: Vec<String>,
    /// Place of the finding in the notice and of the measure under it, each from 0.
    pub position: (usize, usize),
}

/// A notice with its headline claim: done of total.
pub type HeadlineClaim = (NoticeId, Option<(i64, i64)>);

/// Who a notice is about, and when it was written.
#[derive(Debug, Clone)]
pub struct OrganisationLine {
    /// Which.
    pub notice: NoticeId,
    /// Its name in the list.
    pub short: String,
    /// Who was inspected.
    pub inspected: String,
    /// Who publishes it.
    pub issuer: String,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When the findings were handed over.
    pub feedback: Option<PartialDate>,
}

impl OrganisationLine {
    /// The inspected organisation, else the issuer, else the notice's name in the list.
    pub fn organisation(&self) -> &str {
        let named = [&self.inspected, &self.issuer]
            .into_iter()
            .find(|name| !name.is_empty());
        named.unwrap_or(&self.short)
    }
}

/// How many measures of a notice have the same wording and the same verdict of the reviewer.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "as the columns, described in db/")]
pub struct ProgressCount {
    pub notice: NoticeId,
    pub progress: Progress,
    pub verdict: Option<Verdict>,
    pub count: u32,
}

impl Store {
    /// The promises of one notice or of all that have a due date or come again, in text order.
    ///
    /// # Errors
    /// This and all below: when the database cannot be read.
    pub fn dated_promises(&self, notice: Option<NoticeId>) -> Result<Vec<PromiseEntry>, StoreError> {
        // Two queries, so that each finds its index.
        let which = if notice.is_some() {
            "c.notice_id = ?1"
        } else {
            "?1 IS NULL"
        };
        let sql = format!(
            "SELECT c.id, c.measure_id, c.text, c.kind, c.due, c.precision, c.reason, c.span_start, c.span_end,
                          c.uid, c.notice_id, m.uid AS measure_uid, f.path, f.label AS finding_label, m.label,
                          f.ord, m.ord - (SELECT min(ord) FROM measures WHERE finding_id = f.id) AS nth
                   FROM commitments AS c JOIN measures AS m ON m.id = c.measure_id JOIN findings AS f ON f.id = m.finding_id
                   WHERE (c.due IS NOT NULL OR c.kind = 'recurring') AND {which} ORDER BY c.id"
        );
        self.many(&sql, [notice.map(|notice| notice.0)], promise_entry)
    }

    /// Everyone's checks of the commitments of one notice or of all.
    pub fn all_checks(&self, notice: Option<NoticeId>) -> Result<Vec<super::CheckLine>, StoreError> {
        match notice {
            Some(notice) => self.checks(notice),
            None => {
                let sql = "SELECT commitment_id, reviewer, outcome FROM checks ORDER BY commitment_id, reviewer";
                self.many(sql, [], super::lines::check_line)
            }
        }
    }

    /// The headline claim of one notice or of each: done of total.
    pub fn headline_claims(&self, notice: Option<NoticeId>) -> Result<Vec<HeadlineClaim>, StoreError> {
        let sql = "SELECT id, claimed_done, claimed_total FROM notices WHERE ?1 IS NULL OR id = ?1";
        self.many(sql, [notice.map(|notice| notice.0)], |row| {
            let (done, total): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
            Ok((NoticeId(row.get(0)?), done.zip(total)))
        })
    }

    /// Measures of one notice or of each, counted by wording and by the reviewer's verdict.
    pub fn progress_counts(&self, notice: Option<NoticeId>, reviewer: &str) -> Result<Vec<ProgressCount>, StoreError> {
        // Two queries, so that each finds its index.
        let which = if notice.is_some() {
            "m.notice_id = ?2"
        } else {
            "?2 IS NULL"
        };
        let sql = format!(
            "SELECT m.notice_id, m.progress, v.verdict, count(*) AS n
             FROM measures AS m LEFT JOIN verdicts AS v ON v.measure_id = m.id AND v.reviewer = ?1 AND v.changed = 0
             WHERE {which} GROUP BY m.notice_id, m.progress, v.verdict"
        );
        self.many(&sql, (reviewer, notice.map(|notice| notice.0)), |row| {
            Ok(ProgressCount {
                notice: NoticeId(row.get("notice_id")?),
                progress: from_code(row, "progress")?,
                verdict: maybe_code(row, "verdict")?,
                count: row.get("n")?,
            })
        })
    }

    /// Who each notice is about, in the order of the list.
    pub fn organisations(&self) -> Result<Vec<OrganisationLine>, StoreError> {
        let sql = "SELECT id, short, published, meta ->> 'inspected' AS inspected, meta ->> 'issuer' AS issuer,
                          meta ->> 'feedback_date' AS feedback
                   FROM notices ORDER BY published DESC, title, id";
        self.many(sql, [], |row| {
            Ok(OrganisationLine {
                notice: NoticeId(row.get("id")?),
                short: row.get("short")?,
                inspected: row.get("inspected")?,
                issuer: row.get("issuer")?,
                published: maybe_parse(row, "published")?,
                feedback: maybe_parse(row, "feedback")?,
            })
        })
    }
}

fn promise_entry(row: &Row<'_>) -> rusqlite::Result<PromiseEntry> {
    let mut labels: Vec<String> = from_json(row, "path")?;
    labels.extend(row.get::<_, Option<String>>("finding_label")?);
    labels.extend(row.get::<_, Option<String>>("label")?);
    Ok(PromiseEntry {
        line: super::lines::commitment_line(row)?,
        uid: super::rows::uid(row)?,
        notice: NoticeId(row.get("notice_id")?),
        measure_uid: Uid(row.get("measure_uid")?),
        labels,
        position: (row.get("ord")?, row.get("nth")?),
    })
}
