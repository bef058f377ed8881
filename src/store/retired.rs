//! Parts by their lasting names: those that are there, and those that are no more. A name whose part was merged, dropped or lost with a new
//! reading is kept, with the part that took its words up; what was said of it is shown there and comes back with it.

use std::collections::{HashMap, HashSet, VecDeque};

use rusqlite::Transaction;

use super::identity::{Name, PartKind};
use super::reread::Reader;
use super::{Store, StoreError};
use crate::model::{NoticeId, ParsedNotice, Span, Uid, Verdict};
use crate::review::{Body, Fresh, Known};

/// A part that has a name already, with its row where it has one.
pub(super) struct Old {
    pub(super) known: Known,
    pub(super) id: Option<i64>,
    /// Where it was shown, for a part that is no more.
    home: Option<(String, String)>,
}

/// A verdict that stands on no measure now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Who gave it.
    pub reviewer: String,
    /// What.
    pub verdict: Verdict,
    /// The number that its measure had.
    pub label: Option<String>,
    /// The words that its measure had, folded.
    pub words: String,
    /// Where the measure began, in the present source; none where it stood in another version.
    pub start: Option<usize>,
}

impl Store {
    /// The verdicts that wait for their measures to come back: nothing took up the words that they were given on.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn waiting(&self, notice: NoticeId) -> Result<Vec<Waiting>, StoreError> {
        // The last word of each reviewer on each measure; one that was taken back is none.
        let sql = "SELECT acts.reviewer, payload, label, words, start, max(acts.seq)
                   FROM retired JOIN acts ON acts.subject = retired.uid JOIN events USING (seq)
                   WHERE notice_id = ? AND retired.kind = 'measure' AND home_kind IS NOT 'measure'
                         AND acts.kind = 'verdict' AND standing = 'done'
                   GROUP BY acts.reviewer, retired.uid ORDER BY start, retired.uid";
        let lines = self.many(sql, [notice.0], |row| {
            let verdict = match Body::read("verdict", row.get_ref(1)?.as_str()?) {
                Some(Body::Verdict { verdict, .. }) => verdict,
                _ => None,
            };
            let (reviewer, label, words, start) = (row.get(0)?, row.get(2)?, row.get(3)?, row.get(4)?);
            Ok(verdict.map(|verdict| Waiting {
                reviewer,
                verdict,
                label,
                words,
                start,
            }))
        })?;
        Ok(lines.into_iter().flatten().collect())
    }
}

/// The parts that have names: those that are there, in text order, and those that are no more.
pub(super) fn old(
    tx: &Transaction<'_>,
    notice: NoticeId,
    kind: PartKind,
    same_source: bool,
    reader: &dyn Reader,
) -> rusqlite::Result<Vec<Old>> {
    let sql = match kind {
        PartKind::Finding => "SELECT id, uid, label, title, span_start FROM findings WHERE notice_id = ? ORDER BY ord",
        PartKind::Measure => "SELECT id, uid, label, text, span_start FROM measures WHERE notice_id = ? ORDER BY ord",
        PartKind::Commitment => {
            "SELECT id, uid, NULL, text, span_start FROM commitments WHERE notice_id = ? ORDER BY span_start"
        }
    };
    let mut parts: Vec<Old> = tx
        .prepare_cached(sql)?
        .query_map([notice.0], |row| {
            let start: usize = row.get(4)?;
            Ok(Old {
                id: row.get(0)?,
                known: Known {
                    uid: Uid(row.get(1)?),
                    label: row.get(2)?,
                    text: reader.words(row.get_ref(3)?.as_str()?),
                    start: same_source.then_some(start),
                    present: true,
                },
                home: None,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let gone: Vec<Old> = tx
        .prepare_cached(
            "SELECT uid, label, words, start, home_kind, home FROM retired WHERE notice_id = ? AND kind = ? ORDER BY start, uid",
        )?
        .query_map((notice.0, kind.code()), |row| {
            let start: Option<usize> = row.get(3)?;
            let home: (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
            Ok(Old {
                id: None,
                known: Known {
                    uid: Uid(row.get(0)?),
                    label: row.get(1)?,
                    text: row.get(2)?,
                    start: start.filter(|_| same_source),
                    present: false,
                },
                home: home.0.zip(home.1),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    parts.extend(gone);
    Ok(parts)
}

/// The parts that are there now, to find where the words of one that is no more went.
pub(super) struct Homes<'a> {
    findings: Vec<(Span, &'a Uid)>,
    measures: Vec<(Span, &'a str, &'a Uid)>,
}

impl<'a> Homes<'a> {
    pub(super) fn new(parsed: &ParsedNotice, names: &'a [VecDeque<Name>; 3], fresh: &'a [Vec<Fresh>; 3]) -> Self {
        let uids = |kind: PartKind| names[kind as usize].iter().map(|name| &name.uid);
        let measures = parsed.findings.iter().flat_map(|finding| &finding.measures);
        Self {
            findings: parsed
                .findings
                .iter()
                .map(|finding| finding.span)
                .zip(uids(PartKind::Finding))
                .collect(),
            measures: measures
                .zip(&fresh[PartKind::Measure as usize])
                .zip(uids(PartKind::Measure))
                .map(|((measure, fresh), uid)| (measure.span, fresh.text.as_str(), uid))
                .collect(),
        }
    }

    /// The part that took the words of a part up: the measure or finding that holds its place, or a measure that holds its words.
    fn of(&self, kind: PartKind, part: &Old) -> Option<(&'static str, &'a Uid)> {
        let start = part.known.start;
        let holds = |span: Span| start.is_some_and(|at| span.start <= at && at < span.end);
        let words = part.known.text.as_str();
        let measure = || {
            let place = self.measures.iter().find(|(span, _, _)| holds(*span));
            let telling = words.chars().count() >= 8;
            let same = || {
                self.measures
                    .iter()
                    .find(|(_, text, _)| telling && text.contains(words))
            };
            place.or_else(same).map(|(_, _, uid)| ("measure", *uid))
        };
        let finding = || {
            let place = self.findings.iter().find(|(span, _)| holds(*span));
            place.map(|(_, uid)| ("finding", *uid))
        };
        let before = || {
            let (kind, home) = part.home.as_ref()?;
            match kind.as_str() {
                "measure" => {
                    let same = self.measures.iter().find(|(_, _, uid)| uid.0 == *home);
                    same.map(|(_, _, uid)| ("measure", *uid))
                }
                _ => {
                    let same = self.findings.iter().find(|(_, uid)| uid.0 == *home);
                    same.map(|(_, uid)| ("finding", *uid))
                }
            }
        };
        match kind {
            PartKind::Finding => finding().or_else(before),
            PartKind::Measure => measure().or_else(finding).or_else(before),
            PartKind::Commitment => None,
        }
    }
}

/// Keeps the names of parts that are no more, with their homes; drops those that came back.
pub(super) fn retire(
    tx: &Transaction<'_>,
    notice: NoticeId,
    kind: PartKind,
    old: &[Old],
    now: &HashSet<&Uid>,
    homes: &Homes<'_>,
) -> rusqlite::Result<()> {
    let mut keep = tx.prepare_cached(
        "INSERT OR REPLACE INTO retired (uid, notice_id, kind, label, words, start, home_kind, home)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut drop = tx.prepare_cached("DELETE FROM retired WHERE uid = ?")?;
    for part in old {
        let known = &part.known;
        if now.contains(&known.uid) {
            if !known.present {
                drop.execute([&known.uid.0])?;
            }
            continue;
        }
        let home = homes.of(kind, part);
        keep.execute((
            &known.uid.0,
            notice.0,
            kind.code(),
            &known.label,
            &known.text,
            known.start,
            home.map(|(kind, _)| kind),
            home.map(|(_, uid)| &uid.0),
        ))?;
    }
    Ok(())
}

/// Where parts that are no more stand now, for the fold of verdicts and checks: a measure's verdicts never stand on a finding.
pub(super) fn homes(conn: &rusqlite::Connection, notice: Option<NoticeId>) -> rusqlite::Result<crate::review::Homes> {
    let sql = "SELECT uid, CASE WHEN home_kind = kind THEN home END FROM retired WHERE ?1 IS NULL OR notice_id = ?1";
    conn.prepare_cached(sql)?
        .query_map([notice.map(|id| id.0)], |row| {
            let home: Option<String> = row.get(1)?;
            Ok((Uid(row.get(0)?), home.map(Uid)))
        })?
        .collect()
}

/// Rows of parts by their names.
pub(super) fn rows_by_uid(
    tx: &Transaction<'_>,
    notice: NoticeId,
    kind: PartKind,
) -> rusqlite::Result<HashMap<String, i64>> {
    tx.prepare_cached(&format!("SELECT uid, id FROM {}s WHERE notice_id = ?", kind.code()))?
        .query_map([notice.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}
