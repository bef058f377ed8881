//! What the jump palette looks through.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;

use super::budget::{self, LeftOut};
use super::view::{JumpRecord, Scope};
use super::{Desk, DeskError};
use crate::model::{Lang, MeasureId, NoticeId, Target, Verdict};
use crate::search::{Entry, Found, Hit, Index, Look, Trace};
use crate::store::RecordsMark;

/// More records than this are looked through by two threads: for fewer, starting one takes longer than it saves.
const RECORDS_A_THREAD: usize = 150_000;
const THREADS: usize = 2;
/// More records than this are read into the index by two threads.
const RECORDS_A_READER: usize = 8_000;
/// After so many new comments the index is built anew, so that they do not slow the search down.
const MANY_NEW: usize = 2_000;

/// From what the records of a [`Jump`] were read, so that what came since can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct JumpMark(RecordsMark);

impl Desk {
    /// Everything that the jump palette looks through.
    pub fn records(&self) -> Result<Vec<JumpRecord>, DeskError> {
        self.records_while(&mut |_| true)
    }

    /// As [`Self::records`], list by list; after each, `read` is shown those that were read so far and says whether to go on.
    pub fn records_while(&self, read: &mut dyn FnMut(&ReadSoFar<'_>) -> bool) -> Result<Vec<JumpRecord>, DeskError> {
        let english = self.options.lang == Lang::En;
        let mut read = |lines: &[JumpRecord]| read(&ReadSoFar(lines));
        let records = self.store.records(&self.options.reviewer, english, &mut read);
        records.map_err(|e| self.fail(&e))
    }

    /// The mark of what is read now; to be taken before the records.
    pub fn jump_mark(&self) -> Result<JumpMark, DeskError> {
        Ok(JumpMark(self.store.records_mark().map_err(|e| self.fail(&e))?))
    }

    /// The index with the comments made since its records were read; `None` where it is to be built anew.
    pub fn jump_since(&self, jump: &Jump, mark: &JumpMark) -> Result<Option<Jump>, DeskError> {
        let records = self.store.records_since(&mark.0, &self.options.reviewer);
        let records = records.map_err(|e| self.fail(&e))?;
        Ok(records.filter(|new| new.len() <= MANY_NEW).map(|new| jump.with(new)))
    }

    /// The verdicts of the reviewer at the desk, as they are now, on the measures among these records.
    pub fn verdicts_on<'r>(
        &self,
        records: impl IntoIterator<Item = &'r JumpRecord>,
    ) -> Result<HashMap<MeasureId, Verdict>, DeskError> {
        let measure = |record: &JumpRecord| match record.target {
            Target::Measure(measure) => Some(measure),
            _ => None,
        };
        let measures: Vec<MeasureId> = records.into_iter().filter_map(measure).collect();
        let verdicts = self.store.own_verdicts(&self.options.reviewer, &measures);
        verdicts.map_err(|e| self.fail(&e))
    }
}

/// Records while they are read.
#[derive(Debug, Clone, Copy)]
pub struct ReadSoFar<'r>(&'r [JumpRecord]);

impl ReadSoFar<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The records themselves.
    pub fn records(&self) -> Vec<JumpRecord> {
        self.0.to_vec()
    }
}

/// Records with the index over them.
#[derive(Debug, Default)]
struct Indexed {
    records: Vec<JumpRecord>,
    index: Index,
    left_out: LeftOut,
}

impl Indexed {
    fn build(mut records: Vec<JumpRecord>) -> Arc<Self> {
        let left_out = budget::fit(&mut records, budget::BUDGET);
        let entry = |at: usize| {
            let record: &JumpRecord = &records[at];
            Entry {
                text: &record.text,
                place: &record.place,
                scope: record.scope as u8,
                weight: record.scope.weight(),
                group: record.notice.0,
            }
        };
        let parts = records.len().div_ceil(RECORDS_A_READER).min(THREADS);
        let index = Index::build_on(records.len(), &entry, parts, &at_once);
        Arc::new(Self {
            records,
            index,
            left_out,
        })
    }
}

/// What is looked for among the records.
#[derive(Debug, Clone, Copy, Default)]
pub struct JumpQuery<'q> {
    /// What was typed, without the sign of a scope.
    pub text: &'q str,
    /// Only in this list.
    pub scope: Option<Scope>,
    /// The notice in front.
    pub near: Option<NoticeId>,
    /// At most so many hits.
    pub limit: usize,
}

/// What the last query of a reviewer left over, for the query that is typed on from it. Of one index only.
#[derive(Debug, Default)]
pub struct JumpTrace([Trace; 2]);

/// The records with the index over them; cheap to share between threads, and never changed: comments that are made later stand beside it,
/// in a small index of their own, and a new one is built when more than that changed.
#[derive(Debug, Clone, Default)]
pub struct Jump {
    whole: Arc<Indexed>,
    newer: Arc<Indexed>,
}

impl Jump {
    /// Builds the index over records, as far as they fit into the memory that is set aside for it (see [`Self::left_out`], [`Desk::records`]); to be run where nobody waits.
    pub fn build(records: Vec<JumpRecord>) -> Self {
        Self {
            whole: Indexed::build(records),
            newer: Arc::default(),
        }
    }

    fn with(&self, newer: Vec<JumpRecord>) -> Self {
        Self {
            whole: self.whole.clone(),
            newer: Indexed::build(newer),
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.whole.records.len() + self.newer.records.len()
    }

    /// Without records.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The record of a hit; `None` for a hit of another index.
    pub fn record(&self, hit: &Hit) -> Option<&JumpRecord> {
        let whole = &self.whole.records;
        whole
            .get(hit.entry)
            .or_else(|| self.newer.records.get(hit.entry.checked_sub(whole.len())?))
    }

    /// What did not fit into the memory that is set aside for it.
    pub fn left_out(&self) -> LeftOut {
        self.whole.left_out
    }

    /// Memory that the index takes beside the records, in bytes.
    pub fn bytes(&self) -> usize {
        self.whole.index.bytes() + self.newer.index.bytes()
    }

    /// The best hits, best first, with the number of all that match and whether something had to be forgiven to find them. `stop` gives
    /// the search up (`None`).
    pub fn search(&self, query: &JumpQuery<'_>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Found> {
        self.search_on(query, &mut JumpTrace::default(), stop)
    }

    /// As [`Self::search`], where the query was typed on from the one whose trace is given; the trace must be of this index.
    pub fn search_on(
        &self,
        query: &JumpQuery<'_>,
        trace: &mut JumpTrace,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let look = Look {
            scope: query.scope.map(|scope| scope as u8),
            near: query.near.map(|notice| notice.0),
            limit: query.limit,
            parts: parts(self.whole.records.len()),
        };
        let JumpTrace([of_whole, of_newer]) = trace;
        let found = self
            .whole
            .index
            .search_on(query.text, &look, of_whole, &at_once, stop)?;
        if self.newer.records.is_empty() {
            return Some(found);
        }
        let newer = self
            .newer
            .index
            .search_on(query.text, &look, of_newer, &at_once, stop)?;
        Some(self.join(found, newer, query))
    }

    /// Records that say nearly the same as a text, the nearest first; `but` itself is left out.
    pub fn alike(
        &self,
        text: &str,
        scope: Scope,
        but: Target,
        limit: usize,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let mut hits = self.whole.index.alike(text, scope as u8, limit + 1, stop)?;
        hits.retain(|hit| self.record(hit).is_some_and(|record| record.target != but));
        hits.truncate(limit);
        Some(Found {
            total: hits.len(),
            hits,
            ..Found::default()
        })
    }

    /// What was found in both.
    fn join(&self, found: Found, newer: Found, query: &JumpQuery<'_>) -> Found {
        let (mut found, newer) = match (found, newer) {
            // What was forgiven is only of interest where nothing matches as typed.
            (found, newer) if newer.total == 0 || newer.forgiven > found.forgiven => return found,
            (found, newer) if found.total == 0 || found.forgiven > newer.forgiven => (Found::default(), newer),
            both => both,
        };
        let before = self.whole.records.len();
        found.total += newer.total;
        found.more |= newer.more;
        found.forgiven = newer.forgiven;
        found.hits.extend(newer.hits.into_iter().map(|hit| Hit {
            entry: hit.entry + before,
            ..hit
        }));
        let near = |hit: &Hit| query.near.is_some() && self.record(hit).map(|record| record.notice) == query.near;
        found
            .hits
            .sort_by_key(|hit| (std::cmp::Reverse((hit.score, near(hit))), hit.entry));
        found.hits.truncate(query.limit);
        found
    }
}

/// The lines of any text with an index over them; the text itself is not copied.
#[derive(Debug)]
pub struct JumpLines<'t> {
    lines: Vec<&'t str>,
    index: Index,
}

impl<'t> JumpLines<'t> {
    /// Builds the index.
    pub fn over(text: &'t str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let index = Index::build(lines.iter().map(|&text| Entry {
            text,
            ..Entry::default()
        }));
        Self { lines, index }
    }

    /// The lines that match, best first; at most `limit`, or all.
    pub fn search(&self, query: &str, limit: Option<usize>) -> Found {
        let look = Look {
            limit: limit.unwrap_or(self.lines.len()),
            parts: parts(self.lines.len()),
            ..Look::default()
        };
        // Nothing stops the search, so that there is always an answer.
        let found = self
            .index
            .search_on(query, &look, &mut Trace::default(), &at_once, &|| false);
        found.unwrap_or_default()
    }

    /// The line of a hit.
    pub fn line(&self, hit: &Hit) -> &'t str {
        self.lines.get(hit.entry).copied().unwrap_or_default()
    }
}

/// In how many parts so many records are looked through.
fn parts(records: usize) -> usize {
    records.div_ceil(RECORDS_A_THREAD).min(THREADS)
}

/// Does the parts of a search at the same time.
fn at_once(parts: usize, work: &(dyn Fn(usize) + Sync)) {
    thread::scope(|scope| {
        for part in 1..parts {
            scope.spawn(move || work(part));
        }
        work(0);
    });
}
