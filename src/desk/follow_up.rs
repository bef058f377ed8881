//! Follow-up: what earlier notices of the same organisation promised, beside what this one says.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::kin::{Kin, family};
use super::sequel::{Later, Sequel, day};
use super::{Desk, DeskError, PromiseRow};
use crate::audit::{PROPOSED, Promises, SAME, same_organisation, title_likeness};
use crate::model::{CommitmentId, Disposition, FindingId, MeasureId, NoticeId, PartialDate};
use crate::store::{EchoLine, OrganisationLine, RelationLine, SequelLine, StoreError};

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
    /// Whether it is of the same organisation, as far as is known.
    pub kin: Kin,
    /// Who said so.
    pub said_by: Option<String>,
    /// How likely the two names mean one organisation, from 0 to 1: a proposal.
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
    /// The later measure or claim that says most of it again: a hint, never a check.
    pub later: Option<Sequel>,
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

/// An earlier notice, before its promises are read.
struct Earlier {
    /// Place in the list, from 0.
    at: usize,
    line: OrganisationLine,
    kin: Kin,
    said_by: Option<String>,
    score: f64,
}

impl Desk {
    /// Earlier notices that may be of the same organisation, the surest, likeliest and newest first, each with its promises and the
    /// findings that return. Names are held against each other folded and abbreviated; whether they mean one organisation is for a person
    /// to say (see [`Self::relate`]). Of those that a person refused, only that is told.
    pub fn follow_up(&self, notice: NoticeId) -> Result<Vec<FollowUp>, DeskError> {
        let read = || -> Result<(Vec<Earlier>, Later), StoreError> {
            Ok((self.earlier(notice)?, Later::of(&self.store, notice)?))
        };
        let (found, later) = read().map_err(|e| self.fail(&e))?;
        let mut all = Vec::new();
        for earlier in found {
            let line = earlier.line;
            let (promises, returned) = if earlier.kin == Kin::Refused {
                (Vec::new(), Vec::new())
            } else {
                let returned = self.returned(line.notice, notice).map_err(|e| self.fail(&e))?;
                let promises = self.promises(Some(line.notice))?;
                (
                    self.with_sequels(promises, &later, notice).map_err(|e| self.fail(&e))?,
                    returned,
                )
            };
            all.push(FollowUp {
                promises,
                returned,
                notice: line.notice,
                address: format!("N{}", earlier.at + 1),
                organisation: line.organisation().to_owned(),
                published: line.published,
                kin: earlier.kin,
                said_by: earlier.said_by,
                score: earlier.score,
            });
        }
        Ok(all)
    }

    fn earlier(&self, notice: NoticeId) -> Result<Vec<Earlier>, StoreError> {
        let organisation = self.store.compared_notice(notice)?.organisation;
        let family: HashMap<NoticeId, Kin> = family(&self.store, notice, &organisation)?
            .into_iter()
            .map(|(other, kin)| (other.id, kin))
            .collect();
        let words: HashMap<NoticeId, RelationLine> = self
            .store
            .relations(notice)?
            .into_iter()
            .map(|line| (line.other, line))
            .collect();
        let lines = self.store.organisations()?;
        let Some(own) = lines.iter().find(|line| line.notice == notice).cloned() else {
            return Ok(Vec::new());
        };
        let now = day(own.published, own.feedback);
        let mut found = Vec::new();
        for (at, line) in lines.into_iter().enumerate() {
            if line.notice == notice || day(line.published, line.feedback) >= now {
                continue;
            }
            let score = same_organisation(own.organisation(), line.organisation());
            let word = words.get(&line.notice);
            let kin = match (word, family.get(&line.notice)) {
                (Some(word), _) if !word.same => Kin::Refused,
                (_, Some(kin)) => *kin,
                (_, None) if score >= PROPOSED => Kin::Proposed,
                (_, None) => continue,
            };
            found.push(Earlier {
                at,
                line,
                kin,
                said_by: word.map(|word| word.reviewer.clone()),
                score,
            });
        }
        // Stable: the list has the newest first.
        let rank = |earlier: &Earlier| match earlier.kin {
            Kin::Confirmed => 0,
            Kin::Named => 1,
            Kin::Proposed => 2,
            Kin::Refused => 3,
        };
        found.sort_by(|one, other| rank(one).cmp(&rank(other)).then(other.score.total_cmp(&one.score)));
        Ok(found)
    }

    /// Promises, each with what the later notice says of it.
    fn with_sequels(
        &self,
        rows: Vec<PromiseRow>,
        later: &Later,
        notice: NoticeId,
    ) -> Result<Vec<PromiseAgain>, StoreError> {
        let promised: Vec<(CommitmentId, String)> = rows.iter().map(|row| (row.id, row.text.clone())).collect();
        let promises = Promises::of(promised.iter().map(|(_, text)| text.as_str()));
        let best = later.best(&promised, &promises).into_iter();
        let best: HashMap<CommitmentId, EchoLine> = best.map(|line| (line.commitment, line)).collect();
        let (later_uid, short) = (self.store.uid_of(notice)?, self.store.short_of(notice)?);
        let published = self.store.meta(notice)?.published;
        let sequel = |line: &EchoLine| {
            Some(Sequel::of(SequelLine {
                commitment: line.commitment,
                later: notice,
                later_uid: later_uid.clone(),
                short: short.clone(),
                published,
                said: later.said(line)?,
                likeness: line.likeness,
            }))
        };
        let row = |promise: PromiseRow| PromiseAgain {
            later: best.get(&promise.id).and_then(sequel),
            promise,
        };
        Ok(rows.into_iter().map(row).collect())
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
