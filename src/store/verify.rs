//! Checking everything that can be checked: the file, the chain, and that the state is what the log comes to.

use std::collections::BTreeSet;

use rusqlite::types::FromSql;
use rusqlite::{Transaction, TransactionBehavior};

use super::events::record;
use super::reread::Reader;
use super::retired::homes;
use super::{Store, StoreError};
use crate::model::NoticeId;
use crate::review::{Event, GENESIS, Record, State, digest, fold};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Events in the chain.
    pub events: u64,
    /// Hash of the last, or [`GENESIS`].
    pub head: String,
    /// What does not hold.
    pub faults: Vec<String>,
}

impl Store {
    /// Recomputes the chain, folds it, and compares the result with the state; reads every corrected notice again, lays its corrections
    /// over it and compares the parts; checks the file too.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub fn verify(&self, reader: &dyn Reader) -> Result<Verified, StoreError> {
        // One moment for all of it: others may be writing.
        let snapshot =
            Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred).map_err(|e| self.fault(e))?;
        let mut faults = self.file_faults()?;
        let records = self.many("SELECT * FROM events ORDER BY seq", [], record)?;
        let head = records
            .last()
            .map_or_else(|| GENESIS.to_owned(), |last| last.hash.clone());
        let events = chain(&records, &mut faults);
        let homes = homes(&self.conn, None).map_err(|e| self.fault(e))?;
        let state = fold(&events, &homes);
        faults.extend(
            state
                .idle
                .iter()
                .map(|seq| format!("event {seq} takes or gives back an act that was not in turn")),
        );
        self.compare(&state, &mut faults)?;
        self.compare_changed(&mut faults)?;
        self.compare_counts(&mut faults)?;
        self.compare_parts(&state, reader, &mut faults)?;
        drop(snapshot);
        Ok(Verified {
            events: records.len() as u64,
            head,
            faults,
        })
    }

    fn file_faults(&self) -> Result<Vec<String>, StoreError> {
        let check: Vec<String> = self.many("PRAGMA quick_check(20)", [], |row| row.get(0))?;
        let mut faults: Vec<String> = check
            .into_iter()
            .filter(|line| line != "ok")
            .map(|line| format!("database file: {line}"))
            .collect();
        let orphans: Vec<String> = self.many("PRAGMA foreign_key_check", [], |row| row.get(0))?;
        faults.extend(
            orphans
                .into_iter()
                .map(|table| format!("a row of {table} refers to nothing")),
        );
        Ok(faults)
    }

    fn compare(&self, state: &State, faults: &mut Vec<String>) -> Result<(), StoreError> {
        let folded = state.verdicts.iter().map(|((reviewer, measure), held)| {
            (
                reviewer.clone(),
                measure.0.clone(),
                held.value.code().to_owned(),
                held.at.to_string(),
                held.seq,
            )
        });
        let sql = "SELECT reviewer, uid, verdict, at, seq FROM verdicts JOIN measures ON measures.id = measure_id";
        self.same("verdict", sql, &folded.collect(), faults)?;
        let folded = state.checks.iter().map(|((reviewer, commitment), held)| {
            (
                reviewer.clone(),
                commitment.0.clone(),
                held.value.code().to_owned(),
                held.at.to_string(),
                held.seq,
            )
        });
        let sql =
            "SELECT reviewer, uid, outcome, at, seq FROM checks JOIN commitments ON commitments.id = commitment_id";
        self.same("check", sql, &folded.collect(), faults)?;
        let folded = state.comments.iter().map(|(seq, comment)| {
            let verdict = comment.verdict.map_or("", |verdict| verdict.code()).to_owned();
            (
                comment.reviewer.clone(),
                comment.subject.uid.0.clone(),
                verdict,
                comment.text.clone(),
                *seq,
            )
        });
        let sql =
            "SELECT comments.reviewer, subject, coalesce(verdict, ''), text, seq FROM comments JOIN events USING (seq)";
        self.same("comment", sql, &folded.collect(), faults)?;
        let folded = state.dismissals.iter().map(|(seq, dismissal)| {
            (
                dismissal.reviewer.clone(),
                dismissal.content.clone(),
                dismissal.reason.clone().unwrap_or_default(),
                dismissal.at.to_string(),
                *seq,
            )
        });
        let sql = "SELECT reviewer, content, coalesce(reason, ''), at, seq FROM dismissals";
        self.same("dismissal", sql, &folded.collect(), faults)?;
        let folded = state.relations.iter().map(|(seq, relation)| {
            let (one, other) = &relation.pair;
            (
                relation.reviewer.clone(),
                format!("{one} {other}"),
                relation.same.map_or("", |same| if same { "1" } else { "0" }).to_owned(),
                relation.at.to_string(),
                *seq,
            )
        });
        let sql = "SELECT reviewer, notice || ' ' || other, coalesce(CAST(same AS TEXT), ''), at, seq FROM relations";
        self.same("relation", sql, &folded.collect(), faults)?;
        let folded = state.standings.iter().map(|(seq, standing)| {
            (
                standing.code().to_owned(),
                String::new(),
                String::new(),
                String::new(),
                *seq,
            )
        });
        self.same(
            "act",
            "SELECT standing, '', '', '', seq FROM acts",
            &folded.collect(),
            faults,
        )
    }

    /// Tells each row that is in one of the two and not in the other.
    fn same(
        &self,
        what: &str,
        sql: &str,
        folded: &BTreeSet<(String, String, String, String, i64)>,
        faults: &mut Vec<String>,
    ) -> Result<(), StoreError> {
        let kept = self.many(sql, [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
        let kept: BTreeSet<_> = kept.into_iter().collect();
        for row in folded.difference(&kept) {
            faults.push(format!(
                "the log gives a {what} that the state lacks, by event {}: {} {}",
                row.4, row.0, row.2
            ));
        }
        for row in kept.difference(folded) {
            faults.push(format!(
                "the state has a {what} that the log does not give, by event {}: {} {}",
                row.4, row.0, row.2
            ));
        }
        Ok(())
    }

    /// Whether each verdict is marked that was given on another text than the measure has now.
    fn compare_changed(&self, faults: &mut Vec<String>) -> Result<(), StoreError> {
        let sql = "SELECT verdicts.seq, changed, text_digest, text FROM verdicts JOIN events USING (seq)
                   JOIN measures ON measures.id = measure_id";
        let wrong = self.many(sql, [], |row| {
            let changed: bool = row.get(1)?;
            let same = *row.get_ref(2)?.as_str()? == digest(row.get_ref(3)?.as_bytes()?);
            Ok((changed == same).then_some(row.get::<_, i64>(0)?))
        })?;
        for seq in wrong.into_iter().flatten() {
            faults.push(format!(
                "the verdict of event {seq} is marked wrongly as to whether its text changed"
            ));
        }
        Ok(())
    }

    /// Whether the parts of each corrected notice are what its text and its corrections come to. A notice that another parser read is
    /// left out: only that one could tell.
    fn compare_parts(&self, state: &State, reader: &dyn Reader, faults: &mut Vec<String>) -> Result<(), StoreError> {
        let corrected: BTreeSet<&str> = state
            .corrections
            .values()
            .map(|(notice, _)| notice.0.as_str())
            .collect();
        for uid in corrected {
            let sql = "SELECT id FROM notices WHERE uid = ? AND parser = ?";
            let Some(notice) = self
                .many(sql, (uid, reader.version()), |row| row.get(0).map(NoticeId))?
                .first()
                .copied()
            else {
                continue;
            };
            let corrections = self.corrections(notice)?;
            let read = reader.read(&self.kept(notice)?.kept, &corrections).parsed;
            let findings = read.findings.iter().flat_map(|finding| {
                let own = finding.measures.iter();
                let own = own.map(|measure| (measure.label.clone(), measure.text.clone(), measure.span));
                std::iter::once((finding.label.clone(), finding.title.clone(), finding.span)).chain(own)
            });
            let mut kept = Vec::new();
            let mut measures = self.whole_measures(notice)?.into_iter().peekable();
            for finding in self.findings(notice)? {
                kept.push((finding.label, finding.title, finding.span));
                while let Some(own) = measures.next_if(|measure| measure.finding == finding.id) {
                    kept.push((own.label, own.text, own.span));
                }
            }
            if !findings.eq(kept) {
                faults.push(format!(
                    "the parts of notice {uid} are not what its text and its corrections come to"
                ));
            }
        }
        Ok(())
    }

    fn compare_counts(&self, faults: &mut Vec<String>) -> Result<(), StoreError> {
        const COUNTS: &[(&str, &str, &str)] = &[
            (
                "reviewed measures",
                "SELECT reviewer, notice_id, '', n FROM reviewed WHERE n <> 0",
                "SELECT reviewer, notice_id, '', count(*) FROM verdicts WHERE changed = 0 GROUP BY 1, 2",
            ),
            (
                "kept commitments",
                "SELECT reviewer, notice_id, due, n FROM kept WHERE n <> 0",
                "SELECT reviewer, notice_id, due, count(*) FROM checks
                 WHERE outcome = 'kept' AND due IS NOT NULL GROUP BY 1, 2, 3",
            ),
            (
                "due commitments",
                "SELECT '', notice_id, due, n FROM dues",
                "SELECT '', notice_id, due, count(*) FROM commitments WHERE due IS NOT NULL GROUP BY 2, 3",
            ),
        ];
        for (what, kept, counted) in COUNTS {
            for (from, but) in [(kept, counted), (counted, kept)] {
                let sql = format!("SELECT count(*) FROM ({from} EXCEPT {but})");
                if self.scalar::<i64>(&sql)? > 0 {
                    faults.push(format!("the count of {what} is not what is there"));
                    break;
                }
            }
        }
        Ok(())
    }

    fn scalar<T: FromSql>(&self, sql: &str) -> Result<T, StoreError> {
        self.one("row", sql, [])
    }
}

/// Checks the links, and reads every event that can be read.
fn chain(records: &[Record], faults: &mut Vec<String>) -> Vec<Event> {
    let mut events = Vec::with_capacity(records.len());
    let mut prev = GENESIS;
    let mut expected = 1;
    for record in records {
        let seq = record.seq;
        if seq != expected {
            faults.push(format!("event {seq} stands where {expected} should be"));
        }
        if record.prev != prev {
            faults.push(format!("event {seq} does not follow on the one before it"));
        }
        if record.hash != record.expected_hash() {
            faults.push(format!("event {seq} was changed after it was written"));
        }
        match record.read() {
            Some(event) => events.push(event),
            None => faults.push(format!(
                "event {seq} says what this program does not know: {}",
                record.kind
            )),
        }
        prev = &record.hash;
        expected = seq + 1;
    }
    events
}
