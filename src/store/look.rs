//! Reading one notice: its tree, one finding, one measure, its source; and what was judged of it.

use rusqlite::{Params, Row};

use super::lines::{
    FINDING, MEASURE, check_line, comment_line, commitment_line, finding_line, flag_line, measure_line, target,
    verdict_line,
};
use super::rows::{from_code, from_json, maybe_parse, span};
use super::{
    CheckLine, CommentLine, CommitmentLine, FindingLine, FlagLine, MeasureDetail, MeasureLine, PromiseLine,
    SectionLine, SourceLines, Store, StoreError, VerdictLine,
};
use crate::model::{
    Claim, CommitmentId, CommitmentKind, FindingId, MeasureId, NextSteps, NoticeId, NoticeMeta, Repair, Span, Target,
};

/// Characters of a measure's text that an outline reads.
const GIST: usize = 120;

/// What a notice says, in text order.
#[derive(Debug, Clone, Default)]
pub struct Voices {
    /// Its measures.
    pub measures: Vec<(MeasureId, String)>,
    /// Its claims outside of these, each with its place among all.
    pub claims: Vec<(usize, String)>,
}

impl Store {
    /// The headings of a notice, in text order.
    ///
    /// # Errors
    /// This and all below: when the database cannot be read; with one id, [`StoreError::NoSuch`].
    pub fn sections(&self, notice: NoticeId) -> Result<Vec<SectionLine>, StoreError> {
        let sql =
            "SELECT label, title, level, kind, span_start, span_end FROM sections WHERE notice_id = ? ORDER BY ord";
        self.many(sql, [notice.0], |row| {
            Ok(SectionLine {
                label: row.get("label")?,
                title: row.get("title")?,
                level: row.get("level")?,
                kind: from_code(row, "kind")?,
                span: span(row)?,
            })
        })
    }

    /// The findings of a notice, in text order.
    pub fn findings(&self, notice: NoticeId) -> Result<Vec<FindingLine>, StoreError> {
        let sql = format!("SELECT {FINDING} FROM findings WHERE notice_id = ? ORDER BY ord");
        self.many(&sql, [notice.0], finding_line)
    }

    /// The measures of a notice in text order, with the beginning of their texts.
    pub fn measures(&self, notice: NoticeId) -> Result<Vec<MeasureLine>, StoreError> {
        let sql =
            format!("SELECT {MEASURE}, substr(text, 1, {GIST}) AS text FROM measures WHERE notice_id = ? ORDER BY ord");
        self.many(&sql, [notice.0], measure_line)
    }

    /// The measures of a notice in text order, with their whole texts.
    pub fn whole_measures(&self, notice: NoticeId) -> Result<Vec<MeasureLine>, StoreError> {
        let sql = format!("SELECT {MEASURE}, text FROM measures WHERE notice_id = ? ORDER BY ord");
        self.many(&sql, [notice.0], measure_line)
    }

    /// The documents that the measures of a notice name.
    pub fn documents(&self, notice: NoticeId) -> Result<Vec<(MeasureId, String)>, StoreError> {
        let sql = "SELECT measure_id, title FROM documents WHERE notice_id = ? ORDER BY measure_id, ord";
        self.many(sql, [notice.0], |row| Ok((MeasureId(row.get(0)?), row.get(1)?)))
    }

    /// Where each commitment of a notice stands.
    pub fn commitment_spans(&self, notice: NoticeId) -> Result<Vec<(CommitmentId, Span)>, StoreError> {
        let sql = "SELECT id, span_start, span_end FROM commitments WHERE notice_id = ?";
        self.many(sql, [notice.0], |row| Ok((CommitmentId(row.get("id")?), span(row)?)))
    }

    /// The commitments of a notice, as an outline needs them.
    pub fn promises(&self, notice: NoticeId) -> Result<Vec<PromiseLine>, StoreError> {
        let sql = "SELECT id, measure_id, kind, due FROM commitments WHERE notice_id = ?";
        self.many(sql, [notice.0], |row| {
            Ok(PromiseLine {
                id: CommitmentId(row.get(0)?),
                measure: MeasureId(row.get(1)?),
                recurring: row.get_ref(2)?.as_str()? == CommitmentKind::Recurring.code(),
                due: maybe_parse(row, "due")?,
            })
        })
    }

    /// Everyone's verdicts on the measures of a notice, by measure and reviewer.
    pub fn verdicts(&self, notice: NoticeId) -> Result<Vec<VerdictLine>, StoreError> {
        let sql =
            "SELECT measure_id, reviewer, verdict, v.at, changed FROM measures AS m JOIN verdicts AS v ON v.measure_id = m.id
                   WHERE m.notice_id = ? ORDER BY m.ord, reviewer";
        self.many(sql, [notice.0], verdict_line)
    }

    /// Everyone's verdicts on one measure, by reviewer.
    pub fn verdicts_on(&self, measure: MeasureId) -> Result<Vec<VerdictLine>, StoreError> {
        let sql =
            "SELECT measure_id, reviewer, verdict, at, changed FROM verdicts WHERE measure_id = ? ORDER BY reviewer";
        self.many(sql, [measure.0], verdict_line)
    }

    /// Everyone's checks of the commitments of a notice, by commitment and reviewer.
    pub fn checks(&self, notice: NoticeId) -> Result<Vec<CheckLine>, StoreError> {
        let sql = "SELECT commitment_id, reviewer, outcome FROM commitments AS c JOIN checks ON commitment_id = c.id
                   WHERE c.notice_id = ? ORDER BY commitment_id, reviewer";
        self.many(sql, [notice.0], check_line)
    }

    /// Everyone's checks of the commitments of one measure, by commitment and reviewer.
    pub fn checks_on(&self, measure: MeasureId) -> Result<Vec<CheckLine>, StoreError> {
        let sql = "SELECT commitment_id, reviewer, outcome FROM commitments AS c JOIN checks ON commitment_id = c.id
                   WHERE c.measure_id = ? ORDER BY commitment_id, reviewer";
        self.many(sql, [measure.0], check_line)
    }

    /// How many comments hang on each part of a notice.
    pub fn comment_counts(&self, notice: NoticeId) -> Result<Vec<(Target, u32)>, StoreError> {
        let sql = "SELECT target_kind, target_id, count(*) AS n FROM comments WHERE notice_id = ? GROUP BY 1, 2";
        self.many(sql, [notice.0], |row| Ok((target(row)?, row.get("n")?)))
    }

    /// The comments on one thing, oldest first.
    pub fn comments_on(&self, on: Target) -> Result<Vec<CommentLine>, StoreError> {
        let (kind, id) = kind_and_id(on);
        let notice = self.notice_of(on)?;
        let sql = "SELECT target_kind, target_id, reviewer, at, verdict, text FROM comments
                   WHERE notice_id = ? AND target_kind = ? AND target_id = ? ORDER BY seq";
        self.many(sql, (notice.0, kind, id), comment_line)
    }

    /// All comments on a notice and its parts, oldest first.
    pub fn comments(&self, notice: NoticeId) -> Result<Vec<CommentLine>, StoreError> {
        let sql =
            "SELECT target_kind, target_id, reviewer, at, verdict, text FROM comments WHERE notice_id = ? ORDER BY seq";
        self.many(sql, [notice.0], comment_line)
    }

    /// One finding.
    pub fn finding(&self, finding: FindingId) -> Result<FindingLine, StoreError> {
        let sql = format!("SELECT {FINDING} FROM findings WHERE id = ?");
        self.only("finding", &sql, [finding.0], finding_line)
    }

    /// One measure with its finding, cues and documents.
    pub fn measure(&self, measure: MeasureId) -> Result<MeasureDetail, StoreError> {
        let sql = format!("SELECT {MEASURE}, text, cues FROM measures WHERE id = ?");
        let (line, cues) = self.only("measure", &sql, [measure.0], |row| {
            Ok((measure_line(row)?, from_json(row, "cues")?))
        })?;
        let documents = self.many(
            "SELECT title FROM documents WHERE measure_id = ? ORDER BY ord",
            [measure.0],
            |row| row.get(0),
        )?;
        Ok(MeasureDetail {
            finding: self.finding(line.finding)?,
            measure: line,
            cues,
            documents,
        })
    }

    /// The commitments of one measure, in text order.
    pub fn commitments_of(&self, measure: MeasureId) -> Result<Vec<CommitmentLine>, StoreError> {
        let sql = "SELECT id, measure_id, text, kind, due, precision, reason, span_start, span_end FROM commitments
                   WHERE measure_id = ? ORDER BY ord";
        self.many(sql, [measure.0], commitment_line)
    }

    /// The commitments of one notice, by measure.
    pub fn commitments(&self, notice: NoticeId) -> Result<Vec<CommitmentLine>, StoreError> {
        let sql = "SELECT id, measure_id, text, kind, due, precision, reason, span_start, span_end FROM commitments
                   WHERE notice_id = ? ORDER BY measure_id, ord";
        self.many(sql, [notice.0], commitment_line)
    }

    /// The flags on one measure, on one finding with its measures, or of one notice, in order.
    pub fn flags_on(&self, on: Target) -> Result<Vec<FlagLine>, StoreError> {
        let column = match on {
            Target::Notice(_) => "notice_id",
            Target::Finding(_) => "finding_id",
            Target::Measure(_) => "measure_id",
        };
        let sql = format!("SELECT * FROM flags WHERE {column} = ? ORDER BY ord");
        self.many(&sql, [kind_and_id(on).1], flag_line)
    }

    /// A notice's text, metadata and claims.
    pub fn source(&self, notice: NoticeId) -> Result<SourceLines, StoreError> {
        let sql = "SELECT meta, text FROM notices JOIN sources ON notice_id = id WHERE id = ?";
        let (meta, text) = self.only("notice", sql, [notice.0], |row| {
            Ok((from_json(row, "meta")?, row.get("text")?))
        })?;
        let claims = self.claims(notice)?;
        Ok(SourceLines { meta, text, claims })
    }

    /// The counted statements of a notice, in text order.
    pub fn claims(&self, notice: NoticeId) -> Result<Vec<Claim>, StoreError> {
        let sql = "SELECT subject, total, done, rate, unit, approximate, text, span_start, span_end
                   FROM claims WHERE notice_id = ? ORDER BY ord";
        self.many(sql, [notice.0], |row| {
            Ok(Claim {
                subject: from_code(row, "subject")?,
                total: row.get(1)?,
                done: row.get(2)?,
                rate: row.get(3)?,
                unit: row.get(4)?,
                approximate: row.get(5)?,
                text: row.get(6)?,
                span: Span::new(row.get(7)?, row.get(8)?),
            })
        })
    }

    /// What a notice says.
    pub fn voices(&self, notice: NoticeId) -> Result<Voices, StoreError> {
        let mut spans: Vec<Span> = Vec::new();
        let sql = "SELECT id, text, span_start, span_end FROM measures WHERE notice_id = ? ORDER BY ord";
        let measures = self.many(sql, [notice.0], |row| {
            spans.push(Span::new(row.get(2)?, row.get(3)?));
            Ok((MeasureId(row.get(0)?), row.get(1)?))
        })?;
        let sql = "SELECT ord, text, span_start, span_end FROM claims WHERE notice_id = ? ORDER BY ord";
        let claims = self.many(sql, [notice.0], |row| {
            let own = Span::new(row.get(2)?, row.get(3)?);
            let inside = spans.iter().any(|span| span.overlaps(own));
            Ok((!inside).then_some((row.get(0)?, row.get(1)?)))
        })?;
        Ok(Voices {
            measures,
            claims: claims.into_iter().flatten().collect(),
        })
    }

    /// The facts about a document.
    pub fn meta(&self, notice: NoticeId) -> Result<NoticeMeta, StoreError> {
        let sql = "SELECT meta FROM notices WHERE id = ?";
        self.only("notice", sql, [notice.0], |row| from_json(row, "meta"))
    }

    /// What cleaning did to a notice.
    pub fn repairs(&self, notice: NoticeId) -> Result<Vec<Repair>, StoreError> {
        self.many(
            "SELECT kind, count FROM repairs WHERE notice_id = ?",
            [notice.0],
            |row| {
                Ok(Repair {
                    kind: row.get("kind")?,
                    count: row.get("count")?,
                    spans: Vec::new(),
                })
            },
        )
    }

    /// What a notice says comes next.
    pub fn next_steps(&self, notice: NoticeId) -> Result<Vec<NextSteps>, StoreError> {
        let sql = "SELECT label, title, items FROM next_steps WHERE notice_id = ? ORDER BY ord";
        self.many(sql, [notice.0], |row| {
            Ok(NextSteps {
                label: row.get("label")?,
                title: row.get("title")?,
                items: from_json(row, "items")?,
            })
        })
    }

    /// The notice that a thing stands in.
    pub fn notice_of(&self, target: Target) -> Result<NoticeId, StoreError> {
        match target {
            Target::Notice(notice) => Ok(notice),
            Target::Finding(finding) => {
                let sql = "SELECT notice_id FROM findings WHERE id = ?";
                self.one("finding", sql, [finding.0]).map(NoticeId)
            }
            Target::Measure(measure) => {
                let sql = "SELECT notice_id FROM measures WHERE id = ?";
                self.one("measure", sql, [measure.0]).map(NoticeId)
            }
        }
    }

    /// A notice's short name.
    pub fn short_of(&self, notice: NoticeId) -> Result<String, StoreError> {
        self.one("notice", "SELECT short FROM notices WHERE id = ?", [notice.0])
    }

    /// All rows of a query.
    pub(super) fn many<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = || {
            self.conn
                .prepare_cached(sql)?
                .query_map(params, read)?
                .collect::<rusqlite::Result<_>>()
        };
        rows().map_err(|e| self.fault(e))
    }

    /// The one row that must be there.
    pub(super) fn only<T>(
        &self,
        what: &'static str,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let row = || self.conn.prepare_cached(sql)?.query_row(params, read);
        row().map_err(|e| match e {
            rusqlite::Error::QueryReturnedNoRows => StoreError::NoSuch(what),
            other => self.fault(other),
        })
    }
}

/// How a target stands in `target_kind` and `target_id`.
pub(super) fn kind_and_id(target: Target) -> (&'static str, i64) {
    match target {
        Target::Notice(id) => ("notice", id.0),
        Target::Finding(id) => ("finding", id.0),
        Target::Measure(id) => ("measure", id.0),
    }
}
