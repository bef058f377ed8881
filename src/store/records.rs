//! Everything that can be jumped to, in one pass each.

use std::collections::HashMap;

use rusqlite::Row;

use super::rows::from_json;
use super::{Store, StoreError};
use crate::model::{FindingId, JumpRecord, MeasureId, NoticeId, Scope, Target, Verdict};

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

/// Each list with its query: kind of the target, its row, notice, text, verdict. The parameters are the reviewer, and whether flags speak
/// English.
const LISTS: &[(Scope, &str)] = &[
    (
        Scope::Notice,
        "SELECT 'notice' AS target_kind, id AS target, id AS notice_id, title AS text, NULL AS verdict
         FROM notices WHERE ?1 IS NOT ?2 ORDER BY published DESC, title, id",
    ),
    (
        Scope::Organisation,
        "SELECT DISTINCT 'notice' AS target_kind, n.id AS target, n.id AS notice_id, names.value AS text, NULL AS verdict
         FROM notices AS n, json_each(json_array(meta ->> 'inspected', meta ->> 'issuer', meta ->> 'inspector')) AS names
         WHERE names.value <> '' AND ?1 IS NOT ?2 ORDER BY n.id",
    ),
    (
        Scope::Finding,
        "SELECT 'finding' AS target_kind, id AS target, notice_id, title AS text, NULL AS verdict
         FROM findings WHERE ?1 IS NOT ?2 ORDER BY id",
    ),
    (
        Scope::Measure,
        "SELECT 'measure' AS target_kind, id AS target, m.notice_id, text, verdict
         FROM measures AS m LEFT JOIN verdicts ON measure_id = m.id AND reviewer = ?1 WHERE ?1 IS NOT ?2 ORDER BY m.id",
    ),
    (
        Scope::Commitment,
        "SELECT 'measure' AS target_kind, measure_id AS target, notice_id, text, NULL AS verdict
         FROM commitments WHERE ?1 IS NOT ?2 ORDER BY id",
    ),
    (
        Scope::Document,
        "SELECT 'measure' AS target_kind, measure_id AS target, notice_id, title AS text, NULL AS verdict
         FROM documents WHERE ?1 IS NOT ?2 ORDER BY measure_id, ord",
    ),
    (
        Scope::Flag,
        "SELECT CASE WHEN measure_id IS NOT NULL THEN 'measure' WHEN finding_id IS NOT NULL THEN 'finding' ELSE 'notice' END
         AS target_kind, coalesce(measure_id, finding_id, notice_id) AS target, notice_id,
         iif(?2, message_en, message) AS text, NULL AS verdict
         FROM flags WHERE ?1 IS NOT ?2 ORDER BY id",
    ),
    (Scope::Comment, COMMENTS),
];

/// Comments after an event; the list of all begins before the first. Parameters as above, then the event.
const COMMENTS: &str = "SELECT target_kind, target_id AS target, notice_id, text, NULL AS verdict
     FROM comments WHERE ?1 IS NOT ?2 AND seq > coalesce(?3, 0) ORDER BY seq";

/// What the records were read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordsMark {
    /// The last event.
    pub event: i64,
    notices: (i64, i64),
}

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

    /// All records, list by list, those of the newest notices first. After each list `read` is shown those that were read so
    /// far, and says whether to go on; where it stops, what was read is returned.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn records(
        &self,
        reviewer: &str,
        english: bool,
        read: &mut dyn FnMut(&[JumpRecord]) -> bool,
    ) -> Result<Vec<JumpRecord>, StoreError> {
        let places = self.places(None)?;
        let mut records = Vec::new();
        let mut newest: HashMap<NoticeId, usize> = HashMap::new();
        for (scope, sql) in LISTS {
            let first = records.len();
            records.extend(self.record_lines(*scope, sql, (reviewer, english), None, &places)?);
            let list: &mut [JumpRecord] = &mut records[first..];
            if *scope == Scope::Notice {
                newest = list.iter().zip(0..).map(|(line, at)| (line.notice, at)).collect();
            } else {
                list.sort_by_key(|line| newest.get(&line.notice).copied());
            }
            if !read(&records) {
                break;
            }
        }
        Ok(records)
    }

    /// From what records that are read now are read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn records_mark(&self) -> Result<RecordsMark, StoreError> {
        let sql = "SELECT (SELECT coalesce(max(seq), 0) FROM events), count(*), coalesce(max(id), 0) FROM notices";
        self.only("notices", sql, [], |row| {
            Ok(RecordsMark {
                event: row.get(0)?,
                notices: (row.get(1)?, row.get(2)?),
            })
        })
    }

    /// The comments made since records were read; `None` where more than comments and verdicts changed, so that all are to be read anew.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn records_since(&self, mark: &RecordsMark, reviewer: &str) -> Result<Option<Vec<JumpRecord>>, StoreError> {
        let now = self.records_mark()?;
        let other =
            "SELECT EXISTS (SELECT 1 FROM events WHERE seq > ? AND kind NOT IN ('verdict', 'comment', 'check'))";
        if now.notices != mark.notices || self.only("events", other, [mark.event], |row| row.get(0))? {
            return Ok(None);
        }
        let mut lines = self.record_lines(
            Scope::Comment,
            COMMENTS,
            (reviewer, false),
            Some(mark.event),
            &Places::default(),
        )?;
        for line in &mut lines {
            line.place = self.place(line.target)?;
        }
        Ok(Some(lines))
    }

    /// The reviewer's verdicts on these measures.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn own_verdicts(
        &self,
        reviewer: &str,
        measures: &[MeasureId],
    ) -> Result<HashMap<MeasureId, Verdict>, StoreError> {
        let ids: Vec<i64> = measures.iter().map(|measure| measure.0).collect();
        let sql = "SELECT measure_id, verdict FROM verdicts
                   WHERE reviewer = ?1 AND measure_id IN (SELECT value FROM json_each(?2))";
        let verdicts = self.many(sql, (reviewer, serde_json::json!(ids).to_string()), |row| {
            Ok((
                MeasureId(row.get(0)?),
                row.get_ref(1)?.as_str_or_null()?.and_then(Verdict::from_code),
            ))
        })?;
        Ok(verdicts
            .into_iter()
            .filter_map(|(measure, verdict)| Some((measure, verdict?)))
            .collect())
    }

    fn record_lines(
        &self,
        scope: Scope,
        sql: &str,
        (reviewer, english): (&str, bool),
        after: Option<i64>,
        places: &Places,
    ) -> Result<Vec<JumpRecord>, StoreError> {
        let read = |row: &Row<'_>| {
            let id = row.get(1)?;
            let target = match row.get_ref(0)?.as_str()? {
                "notice" => Target::Notice(NoticeId(id)),
                "finding" => Target::Finding(FindingId(id)),
                _ => Target::Measure(MeasureId(id)),
            };
            Ok(JumpRecord {
                scope,
                target,
                notice: NoticeId(row.get(2)?),
                place: places.of(target).to_owned(),
                text: row.get(3)?,
                verdict: row.get_ref(4)?.as_str_or_null()?.and_then(Verdict::from_code),
            })
        };
        if scope == Scope::Comment {
            self.many(sql, (reviewer, english, after), read)
        } else {
            self.many(sql, (reviewer, english), read)
        }
    }
}
