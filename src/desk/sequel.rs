//! What later notices of the same organisation say of a promise: a measure of theirs, or a claim. A hint, never a check; only a person
//! finds a promise kept.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::words;
use crate::audit::Promises;
use crate::model::{Claim, CommitmentId, Lang, MeasureId, NoticeId, PartialDate, Progress, Span, Target, Uid};
use crate::store::{EchoLine, MeasureLine, SaidLine, SequelLine, Store, StoreError};

/// The share of a promise's telling words from which a later text is shown beside it.
pub(super) const ECHO: f64 = 0.5;

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
        let claims = store.claims(notice)?.into_iter().enumerate();
        let claims = claims.filter(|(_, claim)| outside(claim)).collect();
        Ok(Self {
            notice,
            measures,
            claims,
        })
    }

    /// Of each promise the text that says most of it, where one says enough: a measure before a claim.
    pub(super) fn best(&self, promised: &[(CommitmentId, String)], promises: &Promises) -> Vec<EchoLine> {
        let measures = self
            .measures
            .iter()
            .map(|line| (Voice::Measure(line.id), line.text.as_str()));
        let claims = self
            .claims
            .iter()
            .map(|(at, claim)| (Voice::Claim(*at), claim.text.as_str()));
        let promised: Vec<CommitmentId> = promised.iter().map(|(id, _)| *id).collect();
        best(self.notice, measures.chain(claims), &promised, promises)
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

/// What speaks in a later notice: a measure, or a claim by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    Measure(MeasureId),
    Claim(usize),
}

/// Of each promise the text of a later notice that says most of it, where one says enough; of several the first.
pub(super) fn best<'t>(
    later: NoticeId,
    texts: impl Iterator<Item = (Voice, &'t str)>,
    promised: &[CommitmentId],
    promises: &Promises,
) -> Vec<EchoLine> {
    let mut best: Vec<Option<EchoLine>> = vec![None; promised.len()];
    for (voice, text) in texts {
        let heard = best.iter_mut().zip(promised).zip(promises.echoes(text));
        for ((best, commitment), likeness) in heard {
            if likeness >= ECHO && best.is_none_or(|known| likeness > known.likeness) {
                let (measure, claim) = match voice {
                    Voice::Measure(id) => (Some(id), None),
                    Voice::Claim(at) => (None, Some(at)),
                };
                *best = Some(EchoLine {
                    commitment: *commitment,
                    later,
                    measure,
                    claim,
                    likeness,
                });
            }
        }
    }
    best.into_iter().flatten().collect()
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
