//! What the jump palette looks through.

use super::view::{JumpRecord, Scope};
use super::{Desk, DeskError};
use crate::store::{RecordKind, RecordLine};

impl Desk {
    /// Everything that the jump palette looks through.
    pub fn records(&self) -> Result<Vec<JumpRecord>, DeskError> {
        let lines = self.store.records(&self.options.reviewer).map_err(|e| self.fail(&e))?;
        Ok(lines.into_iter().map(record).collect())
    }
}

fn record(line: RecordLine) -> JumpRecord {
    JumpRecord {
        scope: match line.kind {
            RecordKind::Notice => Scope::Notice,
            RecordKind::Finding => Scope::Finding,
            RecordKind::Measure => Scope::Measure,
            RecordKind::Commitment => Scope::Commitment,
            RecordKind::Document => Scope::Document,
            RecordKind::Comment => Scope::Comment,
        },
        target: line.target,
        notice: line.notice,
        place: line.place,
        text: line.text,
        verdict: line.verdict,
    }
}
