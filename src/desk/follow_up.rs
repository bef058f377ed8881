//! Follow-up: what earlier notices of the same organisation promised, beside what this one says.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::Serialize;

use super::{Desk, DeskError, PromiseRow, words};
use crate::audit::{PROPOSED, SAME, echo, same_organisation, title_likeness};
use crate::model::{Disposition, FindingId, MeasureId, NoticeId, PartialDate, Uid};
use crate::store::{MeasureLine, OrganisationLine, StoreError};

/// The share of a promise's words from which a later measure is shown beside it.
const ECHO: f64 = 0.5;

/// An earlier notice that may be of the same organisation.
#[derive(Debug, Clone, Serialize)]
pub struct FollowUp {
    /// Its row.
    #[serde(skip)]
    pub notice: NoticeId,
    /// `N3`.
    pub address: String,
    /// Who it is about, as printed.
    pub organisation: String,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// How likely it is the same organisation, from 0 to 1: a proposal.
    pub score: f64,
    /// What it promised, with a date or a rhythm.
    pub promises: Vec<PromiseAgain>,
    /// Its findings that this notice has, too.
    pub returned: Vec<FindingAgain>,
}

/// An earlier promise, and what the later notice says.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseAgain {
    /// The promise.
    pub promise: PromiseRow,
    /// The later measure that says most of it again: a hint, never a check.
    pub later: Option<Again>,
}

/// A finding that returns.
#[derive(Debug, Clone, Serialize)]
pub struct FindingAgain {
    /// The earlier finding.
    #[serde(skip)]
    pub finding: FindingId,
    /// Its title.
    pub title: String,
    /// Where it stood: struck off, pending …
    pub disposition: Disposition,
    /// The later finding.
    #[serde(skip)]
    pub later: FindingId,
    /// Its title.
    pub later_title: String,
    /// How alike the titles are, from 0 to 1.
    pub likeness: f64,
}

/// A measure of the later notice.
#[derive(Debug, Clone, Serialize)]
pub struct Again {
    /// Its row.
    #[serde(skip)]
    pub measure: MeasureId,
    /// Its lasting name.
    pub uid: Uid,
    /// The beginning of its words.
    pub gist: String,
    /// What its wording says.
    pub progress: crate::model::Progress,
    /// The share of the promise's words that stand in it, from 0 to 1.
    pub echo: f64,
}

impl Desk {
    /// Earlier notices that may be of the same organisation, the likeliest and newest first, each with its promises and the findings that
    /// return. Names are held against each other folded and abbreviated; whether they mean one organisation is for a person to say.
    pub fn follow_up(&self, notice: NoticeId) -> Result<Vec<FollowUp>, DeskError> {
        let read = || -> Result<Vec<(usize, OrganisationLine, f64)>, StoreError> {
            self.store.short_of(notice)?;
            let lines = self.store.organisations()?;
            let Some(own) = lines.iter().find(|line| line.notice == notice).cloned() else {
                return Ok(Vec::new());
            };
            let day = |line: &OrganisationLine| line.published.or(line.feedback).and_then(PartialDate::first_day);
            let now: Option<Date> = day(&own);
            let earlier = lines
                .into_iter()
                .enumerate()
                .filter(|(_, line)| line.notice != notice && day(line) < now);
            let mut found: Vec<(usize, OrganisationLine, f64)> = earlier
                .map(|(at, line)| {
                    let score = same_organisation(own.organisation(), line.organisation());
                    (at, line, score)
                })
                .filter(|(_, _, score)| *score >= PROPOSED)
                .collect();
            // Stable: the list has the newest first.
            found.sort_by(|one, other| other.2.total_cmp(&one.2));
            Ok(found)
        };
        let found = read().map_err(|e| self.fail(&e))?;
        let measures = self.store.whole_measures(notice).map_err(|e| self.fail(&e))?;
        let mut all = Vec::new();
        for (at, line, score) in found {
            let promises = self.promises(Some(line.notice))?;
            all.push(FollowUp {
                returned: self.returned(line.notice, notice).map_err(|e| self.fail(&e))?,
                promises: promises.into_iter().map(|promise| again(promise, &measures)).collect(),
                notice: line.notice,
                address: format!("N{}", at + 1),
                organisation: line.organisation().to_owned(),
                published: line.published,
                score,
            });
        }
        Ok(all)
    }

    fn returned(&self, earlier: NoticeId, later: NoticeId) -> Result<Vec<FindingAgain>, StoreError> {
        let judgements = self.judgements(earlier)?;
        let measures = self.store.measures(earlier)?;
        let fresh = self.store.findings(later)?;
        let mut found = Vec::new();
        let mut taken: HashSet<FindingId> = HashSet::new();
        for old in self.store.findings(earlier)? {
            let free = fresh.iter().filter(|new| !taken.contains(&new.id));
            let alike = free.map(|new| (new, title_likeness(&old.title, &new.title)));
            let best = alike.max_by(|one, other| one.1.total_cmp(&other.1));
            let Some((new, likeness)) = best.filter(|(_, likeness)| *likeness >= SAME) else {
                continue;
            };
            taken.insert(new.id);
            let own: Vec<MeasureId> = measures
                .iter()
                .filter(|measure| measure.finding == old.id)
                .map(|measure| measure.id)
                .collect();
            found.push(FindingAgain {
                finding: old.id,
                disposition: judgements.disposition(&own),
                title: old.title,
                later: new.id,
                later_title: new.title.clone(),
                likeness,
            });
        }
        Ok(found)
    }
}

fn again(promise: PromiseRow, measures: &[MeasureLine]) -> PromiseAgain {
    let echoes = measures
        .iter()
        .map(|measure| (measure, echo(&promise.text, &measure.text)));
    let best = echoes.max_by(|one, other| one.1.total_cmp(&other.1));
    let later = best.filter(|(_, echo)| *echo >= ECHO).map(|(measure, echo)| Again {
        measure: measure.id,
        uid: measure.uid.clone(),
        gist: words::gist(&measure.text),
        progress: measure.progress,
        echo,
    });
    PromiseAgain { promise, later }
}
