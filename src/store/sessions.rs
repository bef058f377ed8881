//! What is kept for a reviewer between sittings: where they were, and what they were writing.

use rusqlite::OptionalExtension as _;

use super::look::kind_and_id;
use super::rows::maybe_code;
use super::{Store, StoreError};
use crate::model::{FindingId, MeasureId, NoticeId, Target, Topic, Verdict};

/// The kind of subject of a reason for setting a flag aside.
const FLAG: &str = "flag";

/// An unfinished comment, or reason for setting a flag aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// What it is about.
    pub topic: Topic,
    /// The verdict that it would be given with.
    pub verdict: Option<Verdict>,
    /// The text so far.
    pub text: String,
}

impl Store {
    /// Remembers where the reviewer is.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn save_session(&mut self, reviewer: &str, at: &str, session: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO sessions (reviewer, at, session) VALUES (?, ?, ?)
                   ON CONFLICT DO UPDATE SET at = excluded.at, session = excluded.session";
        self.write(|tx| Ok(Some(tx.execute(sql, (reviewer, at, session))?)))
            .map(drop)
    }

    /// Where the reviewer was.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn load_session(&self, reviewer: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT session FROM sessions WHERE reviewer = ?";
        let read = || {
            self.conn
                .prepare_cached(sql)?
                .query_row([reviewer], |row| row.get(0))
                .optional()
        };
        read().map_err(|e| self.fault(e))
    }

    /// Keeps the unfinished text of a comment; an empty text removes it.
    ///
    /// # Errors
    /// [`StoreError::NoSuch`], or when the database cannot be written.
    pub fn save_draft(&mut self, reviewer: &str, at: &str, draft: &DraftLine) -> Result<(), StoreError> {
        let (kind, subject) = self.topic(&draft.topic)?;
        self.write(|tx| {
            let key = (reviewer, kind, &subject);
            let changed = if draft.text.is_empty() {
                tx.execute(
                    "DELETE FROM drafts WHERE reviewer = ? AND subject_kind = ? AND subject = ?",
                    key,
                )?
            } else {
                tx.execute(
                    "INSERT INTO drafts (reviewer, subject_kind, subject, verdict, text, at) VALUES (?, ?, ?, ?, ?, ?)
                     ON CONFLICT DO UPDATE SET verdict = excluded.verdict, text = excluded.text, at = excluded.at",
                    (key.0, key.1, key.2, draft.verdict.map(Verdict::code), &draft.text, at),
                )?
            };
            Ok(Some(changed))
        })
        .map(drop)
    }

    /// What a draft is kept under.
    fn topic(&self, topic: &Topic) -> Result<(&'static str, String), StoreError> {
        let target = match topic {
            Topic::Part(target) => *target,
            Topic::Flag(content) => return Ok((FLAG, content.clone())),
        };
        let (kind, id) = kind_and_id(target);
        let sql = match target {
            Target::Notice(_) => "SELECT uid FROM notices WHERE id = ?",
            Target::Finding(_) => "SELECT uid FROM findings WHERE id = ?",
            Target::Measure(_) => "SELECT uid FROM measures WHERE id = ?",
        };
        Ok((kind, self.one(kind, sql, [id])?))
    }

    /// The reviewer's unfinished texts, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn drafts(&self, reviewer: &str) -> Result<Vec<DraftLine>, StoreError> {
        let sql = "SELECT subject_kind, subject, verdict, drafts.text,
                          coalesce(notices.id, findings.id, measures.id) AS id
                   FROM drafts
                   LEFT JOIN notices ON subject_kind = 'notice' AND notices.uid = subject
                   LEFT JOIN findings ON subject_kind = 'finding' AND findings.uid = subject
                   LEFT JOIN measures ON subject_kind = 'measure' AND measures.uid = subject
                   WHERE reviewer = ?
                         AND (subject_kind = 'flag' OR coalesce(notices.id, findings.id, measures.id) IS NOT NULL)
                   ORDER BY at DESC";
        self.many(sql, [reviewer], |row| {
            let id = || row.get("id");
            Ok(DraftLine {
                topic: match row.get_ref("subject_kind")?.as_str()? {
                    FLAG => Topic::Flag(row.get("subject")?),
                    "notice" => Target::Notice(NoticeId(id()?)).into(),
                    "finding" => Target::Finding(FindingId(id()?)).into(),
                    _ => Target::Measure(MeasureId(id()?)).into(),
                },
                verdict: maybe_code(row, "verdict")?,
                text: row.get("text")?,
            })
        })
    }
}
