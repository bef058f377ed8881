//! What is kept for the reviewer between sittings.

use super::report::Draft;
use super::{Desk, DeskError};
use crate::model::{Topic, Verdict};
use crate::store::DraftLine;

impl Desk {
    /// Remembers where the reviewer is (one JSON text per reviewer; what is in it is the caller's business).
    pub fn save_session(&mut self, session: &str) -> Result<(), DeskError> {
        let at = Self::now().to_string();
        self.store
            .save_session(&self.options.reviewer, &at, session)
            .map_err(|e| self.fail(&e))
    }

    /// What [`Self::save_session`] remembered last.
    pub fn load_session(&self) -> Result<Option<String>, DeskError> {
        self.store
            .load_session(&self.options.reviewer)
            .map_err(|e| self.fail(&e))
    }

    /// Keeps the unfinished text of a comment; an empty text removes it.
    pub fn save_draft(&mut self, topic: Topic, verdict: Option<Verdict>, text: &str) -> Result<(), DeskError> {
        let at = Self::now().to_string();
        let draft = DraftLine {
            topic,
            verdict,
            text: text.to_owned(),
        };
        self.store
            .save_draft(&self.options.reviewer, &at, &draft)
            .map_err(|e| self.fail(&e))
    }

    /// All drafts of the reviewer, newest first.
    pub fn drafts(&self) -> Result<Vec<Draft>, DeskError> {
        let lines = self.store.drafts(&self.options.reviewer).map_err(|e| self.fail(&e))?;
        let draft = |line: DraftLine| Draft {
            topic: line.topic,
            verdict: line.verdict,
            text: line.text,
        };
        Ok(lines.into_iter().map(draft).collect())
    }
}
