//! What the jump palette looks through.

use std::sync::Arc;
use std::thread;

use super::view::{JumpRecord, Scope};
use super::{Desk, DeskError};
use crate::model::NoticeId;
use crate::search::{Entry, Found, Hit, Index, Look, Trace};
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

/// The records with the index over them; cheap to share between threads, and never changed: a new one is built when the database changed.
#[derive(Debug, Clone, Default)]
pub struct Jump {
    inner: Arc<(Vec<JumpRecord>, Index)>,
}

impl Jump {
    /// Builds the index over records (see [`Desk::records`]); to be run where nobody waits.
    pub fn build(records: Vec<JumpRecord>) -> Self {
        let entries = records.iter().map(|record| Entry {
            text: &record.text,
            place: &record.place,
            scope: record.scope as u8,
            weight: record.scope.weight(),
            group: record.notice.0,
        });
        let index = Index::build(entries);
        Self {
            inner: Arc::new((records, index)),
        }
    }

    /// All records, in the order that [`Hit::entry`] counts.
    pub fn records(&self) -> &[JumpRecord] {
        &self.inner.0
    }

    /// The record of a hit; `None` for a hit of another index.
    pub fn record(&self, hit: &Hit) -> Option<&JumpRecord> {
        self.records().get(hit.entry)
    }

    /// Memory that the index takes beside the records, in bytes.
    pub fn bytes(&self) -> usize {
        self.inner.1.bytes()
    }

    /// The best hits, best first. `stop` gives the search up (`None`).
    pub fn find(
        &self,
        query: &str,
        scope: Option<Scope>,
        near: Option<NoticeId>,
        limit: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<Hit>> {
        self.search(query, scope, near, limit, stop).map(|found| found.hits)
    }

    /// As [`Self::find`], with the number of all that match and whether something had to be forgiven to find them.
    pub fn search(
        &self,
        query: &str,
        scope: Option<Scope>,
        near: Option<NoticeId>,
        limit: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        self.search_on(query, scope, near, limit, &mut Trace::default(), stop)
    }

    /// As [`Self::search`], where the query was typed on from the one whose trace is given; the trace must be of this index.
    pub fn search_on(
        &self,
        query: &str,
        scope: Option<Scope>,
        near: Option<NoticeId>,
        limit: usize,
        trace: &mut Trace,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let look = Look {
            scope: scope.map(|scope| scope as u8),
            near: near.map(|notice| notice.0),
            limit,
            parts: self.records().len().div_ceil(RECORDS_A_THREAD).min(THREADS),
        };
        self.inner.1.search_on(query, &look, trace, &at_once, stop)
    }
}

/// More records than this are looked through by two threads: for fewer, starting one takes longer than it saves.
const RECORDS_A_THREAD: usize = 150_000;
const THREADS: usize = 2;

/// Does the parts of a search at the same time.
fn at_once(parts: usize, work: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        for part in 1..parts {
            scope.spawn(move || work(part));
        }
        work(0);
    });
}
