//! What later notices of the same organisation say of a promise: a measure of theirs, or a claim. A hint, never a check; only a person
//! finds a promise kept.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::kin::family;
use super::words;
use crate::audit::Promises;
use crate::model::{Claim, CommitmentId, Lang, MeasureId, NoticeId, PartialDate, Progress, Span, Target, Uid};
use crate::store::{ComparedNotice, EchoLine, MeasureLine, SaidLine, SequelLine, Store, StoreError};

/// The share of a promise's telling words from which a later text is shown beside it.
pub(super) const ECHO: f64 = 0.5;

/// Earlier, and later, notices of one organisation that one is held against: the nearest in time.
const NEAREST: usize = 6;

/// What a later notice says of a promise.
#[derive(Debug, Clone, Serialize)]
pub struct Sequel {
    /// The later notice.
    #[serde(skip)]
    pub notice: NoticeId,
    /// Its lasting name.
    pub notice_uid: Uid,
    /// Its name in the list, with when it was published.
    pub place: String,
    /// The measure that says it; none where a claim does.
    #[serde(skip)]
    pub measure: Option<MeasureId>,
    /// Lasting name of that measure.
    pub measure_uid: Option<Uid>,
    /// Where it stands in the source of the later notice.
    pub span: Span,
    /// The beginning of its words.
    pub gist: String,
    /// What its wording says; a claim is done where it counts all, or only what is done.
    pub progress: Progress,
    /// The share of the promise's telling words that stand in it, from 0 to 1.
    pub echo: f64,
}

impl Sequel {
    /// From what is kept.
    pub(super) fn of(line: SequelLine) -> Self {
        let place = match line.published {
            Some(published) => format!("{}（{published}）", line.short),
            None => line.short,
        };
        let (measure, text, span, progress) = match line.said {
            SaidLine::Measure {
                id,
                uid,
                text,
                progress,
                span,
            } => (Some((id, uid)), text, span, progress),
            SaidLine::Claim(claim) => {
                let progress = progress(&claim);
                (None, claim.text, claim.span, progress)
            }
        };
        let (measure, measure_uid) = measure.unzip();
        Self {
            notice: line.later,
            notice_uid: line.later_uid,
            place,
            measure,
            measure_uid,
            span,
            gist: words::gist(&text),
            progress,
            echo: line.likeness,
        }
    }

    /// Whether it says that the promise is kept.
    pub fn is_done(&self) -> bool {
        self.progress == Progress::Done
    }

    /// `云溪 2024-03 称 [已完成] 照明改造已验收`: what it says in a line.
    pub fn words(&self, lang: Lang) -> String {
        let (place, progress, gist) = (&self.place, self.progress.name(lang), &self.gist);
        lang.pick(
            format!("{place}称 [{progress}] {gist}"),
            format!("{place} says [{progress}] {gist}"),
        )
    }

    /// What it stands on.
    pub fn target(&self) -> Target {
        self.measure.map_or(Target::Notice(self.notice), Target::Measure)
    }
}

/// A later notice, to be asked what it says of earlier promises.
pub(super) struct Later {
    notice: NoticeId,
    measures: Vec<MeasureLine>,
    /// Those outside of its measures, each with its place among all.
    claims: Vec<(usize, Claim)>,
}

impl Later {
    /// Reads a notice.
    pub(super) fn of(store: &Store, notice: NoticeId) -> Result<Self, StoreError> {
        let measures = store.whole_measures(notice)?;
        let outside = |claim: &Claim| !measures.iter().any(|line| line.span.overlaps(claim.span));
        let claims = store.source(notice)?.claims.into_iter().enumerate();
        let claims = claims.filter(|(_, claim)| outside(claim)).collect();
        Ok(Self {
            notice,
            measures,
            claims,
        })
    }

    /// Of each promise the text that says most of it, where one says enough: a measure before a claim.
    pub(super) fn best(&self, promised: &[(CommitmentId, String)], promises: &Promises) -> Vec<EchoLine> {
        let mut best: Vec<Option<EchoLine>> = vec![None; promised.len()];
        let mut hold = |text: &str, measure: Option<MeasureId>, claim: Option<usize>| {
            let heard = best.iter_mut().zip(promised).zip(promises.echoes(text));
            for ((best, (commitment, _)), likeness) in heard {
                if likeness >= ECHO && best.is_none_or(|known| likeness > known.likeness) {
                    *best = Some(EchoLine {
                        commitment: *commitment,
                        later: self.notice,
                        measure,
                        claim,
                        likeness,
                    });
                }
            }
        };
        for line in &self.measures {
            hold(&line.text, Some(line.id), None);
        }
        for (at, claim) in &self.claims {
            hold(&claim.text, None, Some(*at));
        }
        best.into_iter().flatten().collect()
    }

    /// What a line says, with the words of the notice.
    pub(super) fn said(&self, line: &EchoLine) -> Option<SaidLine> {
        if let Some(id) = line.measure {
            let line = self.measures.iter().find(|measure| measure.id == id)?;
            return Some(SaidLine::Measure {
                id,
                uid: line.uid.clone(),
                text: line.text.clone(),
                progress: line.progress,
                span: line.span,
            });
        }
        let (_, claim) = self.claims.iter().find(|(at, _)| line.claim == Some(*at))?;
        Some(SaidLine::Claim(claim.clone()))
    }
}

fn progress(claim: &Claim) -> Progress {
    match (claim.total, claim.done, claim.rate) {
        (Some(total), Some(done), _) if done >= total => Progress::Done,
        (None, Some(_), None) => Progress::Done,
        (_, _, Some(rate)) if rate >= 100.0 => Progress::Done,
        (_, Some(_), _) | (_, _, Some(_)) => Progress::Mixed,
        _ => Progress::Unmarked,
    }
}

/// The day by which two notices of one organisation are told apart.
pub(super) fn day(published: Option<PartialDate>, feedback: Option<PartialDate>) -> Option<Date> {
    published.or(feedback).and_then(PartialDate::first_day)
}

/// Holds a notice against the nearest others of its organisation: what it says of their promises, and they of its.
pub(super) fn heard(store: &Store, notice: &ComparedNotice, organisation: &str) -> Result<Vec<EchoLine>, StoreError> {
    let mut lines = Vec::new();
    let when = |notice: &ComparedNotice| day(notice.published, notice.meta.feedback_date);
    let Some(here) = when(notice) else {
        return Ok(lines);
    };
    let others = family(store, notice.id, organisation)?.into_iter();
    let others = others.filter(|(other, _)| !is_reprint(notice, other));
    let mut dated: Vec<(Date, NoticeId)> = others
        .filter_map(|(other, _)| Some((when(&other)?, other.id)))
        .collect();
    dated.sort_unstable();
    let (earlier, later): (Vec<_>, Vec<_>) = dated
        .into_iter()
        .filter(|(there, _)| *there != here)
        .partition(|(there, _)| *there < here);
    let earlier = earlier.into_iter().rev().map(|(_, id)| id).take(NEAREST);
    let mut promised: Vec<(CommitmentId, String)> = Vec::new();
    for other in earlier {
        promised.extend(promises_of(store, other)?);
    }
    listen(store, &promised, [notice.id], &mut lines)?;
    let later = later.into_iter().map(|(_, id)| id).take(NEAREST);
    listen(store, &promises_of(store, notice.id)?, later, &mut lines)?;
    Ok(lines)
}

/// One text twice: it has nothing to say of itself.
fn is_reprint(one: &ComparedNotice, other: &ComparedNotice) -> bool {
    one.title == other.title && one.meta.feedback_date == other.meta.feedback_date
}

fn promises_of(store: &Store, notice: NoticeId) -> Result<Vec<(CommitmentId, String)>, StoreError> {
    let entries = store.dated_promises(Some(notice))?.into_iter();
    Ok(entries.map(|entry| (entry.line.id, entry.line.text)).collect())
}

fn listen(
    store: &Store,
    promised: &[(CommitmentId, String)],
    later: impl IntoIterator<Item = NoticeId>,
    lines: &mut Vec<EchoLine>,
) -> Result<(), StoreError> {
    if promised.is_empty() {
        return Ok(());
    }
    let promises = Promises::of(promised.iter().map(|(_, text)| text.as_str()));
    for notice in later {
        lines.extend(Later::of(store, notice)?.best(promised, &promises));
    }
    Ok(())
}

/// What is kept of later notices, by promise: of several the newest that says it is done, else the newest.
pub(super) fn sequels(store: &Store, notice: Option<NoticeId>) -> Result<HashMap<CommitmentId, Sequel>, StoreError> {
    let mut found: HashMap<CommitmentId, Sequel> = HashMap::new();
    for line in store.sequels(notice)? {
        let (commitment, sequel) = (line.commitment, Sequel::of(line));
        let known = found.get(&commitment);
        if known.is_none_or(|known| sequel.is_done() && !known.is_done()) {
            found.insert(commitment, sequel);
        }
    }
    Ok(found)
}
