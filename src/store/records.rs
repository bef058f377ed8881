//! Everything that can be jumped to, in one pass each.

use std::collections::HashMap;

use super::rows::from_json;
use super::{Store, StoreError};
use crate::model::{FindingId, MeasureId, NoticeId, Target, Verdict};

/// What sort of thing a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// A notice, by its title.
    Notice,
    /// A finding, by its title.
    Finding,
    /// A measure, by its text.
    Measure,
    /// A commitment, by its clause.
    Commitment,
    /// A document, by its title.
    Document,
    /// A comment, by its text.
    Comment,
}

/// Something that can be jumped to.
#[derive(Debug, Clone)]
pub struct RecordLine {
    /// What sort of thing.
    pub kind: RecordKind,
    /// Where the jump goes.
    pub target: Target,
    /// Whose.
    pub notice: NoticeId,
    /// Short name of the notice, then labels.
    pub place: String,
    /// The text by which it is found.
    pub text: String,
    /// Measures: the reviewer's verdict.
    pub verdict: Option<Verdict>,
}

/// The places of all parts of one notice or of all, in words.
#[derive(Debug, Default)]
pub struct Places {
    notices: HashMap<NoticeId, String>,
    findings: HashMap<FindingId, String>,
    measures: HashMap<MeasureId, String>,
}

impl Places {
    /// Short name of the notice, then labels; empty for what is not there.
    pub fn of(&self, target: Target) -> &str {
        let place = match target {
            Target::Notice(id) => self.notices.get(&id),
            Target::Finding(id) => self.findings.get(&id),
            Target::Measure(id) => self.measures.get(&id),
        };
        place.map_or("", String::as_str)
    }
}

/// Each list with its query: kind of the target, its row, notice, text, verdict. The one parameter is the reviewer.
const LISTS: &[(RecordKind, &str)] = &[
    (
        RecordKind::Notice,
        "SELECT 'notice' AS target_kind, id AS target, id AS notice_id, title AS text, NULL AS verdict
         FROM notices WHERE ?1 IS NOT NULL ORDER BY published DESC, title, id",
    ),
    (
        RecordKind::Finding,
        "SELECT 'finding' AS target_kind, id AS target, notice_id, title AS text, NULL AS verdict
         FROM findings WHERE ?1 IS NOT NULL ORDER BY id",
    ),
    (
        RecordKind::Measure,
        "SELECT 'measure' AS target_kind, id AS target, m.notice_id, text, verdict
         FROM measures AS m LEFT JOIN verdicts ON measure_id = m.id AND reviewer = ?1 ORDER BY m.id",
    ),
    (
        RecordKind::Commitment,
        "SELECT 'measure' AS target_kind, measure_id AS target, notice_id, text, NULL AS verdict
         FROM commitments WHERE ?1 IS NOT NULL ORDER BY id",
    ),
    (
        RecordKind::Document,
        "SELECT 'measure' AS target_kind, measure_id AS target, notice_id, title AS text, NULL AS verdict
         FROM documents WHERE ?1 IS NOT NULL ORDER BY measure_id, ord",
    ),
    (
        RecordKind::Comment,
        "SELECT target_kind, target_id AS target, notice_id, text, NULL AS verdict
         FROM comments WHERE ?1 IS NOT NULL ORDER BY seq",
    ),
];

fn join(before: &str, label: Option<&str>) -> String {
    match label {
        Some(label) => format!("{before} {label}"),
        None => before.to_owned(),
    }
}

impl Store {
    /// The places of all parts of one notice, or of all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn places(&self, notice: Option<NoticeId>) -> Result<Places, StoreError> {
        let only = notice.map(|notice| notice.0);
        let mut places = Places::default();
        let sql = "SELECT id, short FROM notices WHERE ?1 IS NULL OR id = ?1";
        places.notices = self
            .many(sql, [only], |row| Ok((NoticeId(row.get(0)?), row.get(1)?)))?
            .into_iter()
            .collect();
        let sql = "SELECT id, notice_id, path, label FROM findings WHERE ?1 IS NULL OR notice_id = ?1";
        places.findings = self
            .many(sql, [only], |row| {
                let path: Vec<String> = from_json(row, "path")?;
                let notice = NoticeId(row.get("notice_id")?);
                let labels = path.into_iter().chain(row.get::<_, Option<String>>("label")?);
                let place = labels.fold(places.of(Target::Notice(notice)).to_owned(), |place, label| {
                    join(&place, Some(&label))
                });
                Ok((FindingId(row.get("id")?), place))
            })?
            .into_iter()
            .collect();
        let sql = "SELECT id, finding_id, label FROM measures WHERE ?1 IS NULL OR notice_id = ?1";
        places.measures = self
            .many(sql, [only], |row| {
                let finding = Target::Finding(FindingId(row.get("finding_id")?));
                let label: Option<String> = row.get("label")?;
                Ok((MeasureId(row.get("id")?), join(places.of(finding), label.as_deref())))
            })?
            .into_iter()
            .collect();
        Ok(places)
    }

    /// The place of one thing: short name of the notice, then labels.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`], or when the database cannot be read.
    pub fn place(&self, target: Target) -> Result<String, StoreError> {
        match target {
            Target::Notice(notice) => self.short_of(notice),
            Target::Finding(finding) => {
                let line = self.finding(finding)?;
                let labels = line.path.iter().chain(&line.label);
                Ok(labels.fold(self.short_of(line.notice)?, |place, label| join(&place, Some(label))))
            }
            Target::Measure(measure) => {
                let sql = "SELECT finding_id, label FROM measures WHERE id = ?";
                let (finding, label): (i64, Option<String>) =
                    self.only("measure", sql, [measure.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Ok(join(
                    &self.place(Target::Finding(FindingId(finding)))?,
                    label.as_deref(),
                ))
            }
        }
    }

    /// All notices, findings, measures, commitments, documents and comments, list by list.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn records(&self, reviewer: &str) -> Result<Vec<RecordLine>, StoreError> {
        let places = self.places(None)?;
        let mut records = Vec::new();
        for (kind, sql) in LISTS {
            let lines = self.many(sql, [reviewer], |row| {
                let id = row.get(1)?;
                let target = match row.get_ref(0)?.as_str()? {
                    "notice" => Target::Notice(NoticeId(id)),
                    "finding" => Target::Finding(FindingId(id)),
                    _ => Target::Measure(MeasureId(id)),
                };
                Ok(RecordLine {
                    kind: *kind,
                    target,
                    notice: NoticeId(row.get(2)?),
                    place: places.of(target).to_owned(),
                    text: row.get(3)?,
                    verdict: row.get_ref(4)?.as_str_or_null()?.and_then(Verdict::from_code),
                })
            })?;
            records.extend(lines);
        }
        Ok(records)
    }
}
