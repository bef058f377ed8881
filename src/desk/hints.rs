//! The audit's hints: what was found when a notice was read, and what has come due by the desk's day.

use std::collections::{HashMap, HashSet};

use super::read::parse_asking;
use super::sequel::{Sequel, sequels};
use super::view::{Counterpart, FlagRow};
use super::{Desk, DeskError};
use crate::audit::{Due, Raised, Rule, late, overdue, rule};
use crate::model::{Check, CommitmentId, FindingId, Flag, MeasureId, Target, Uid};
use crate::store::{FlagLine, StoreError};

impl Desk {
    /// The flags of a notice, finding or measure, or of all notices, in text order: those that are kept, those that come of other
    /// notices, one where it came out late, and one for every promise that came due before the desk's day and that nobody found kept.
    pub fn hints(&self, on: Option<Target>) -> Result<Vec<FlagRow>, DeskError> {
        let read = || -> Result<Vec<FlagRow>, StoreError> {
            let targets = match on {
                Some(target) => vec![target],
                None => self.notice_ids(None)?.into_iter().map(Target::Notice).collect(),
            };
            let mut rows = Vec::new();
            for target in targets {
                rows.extend(self.hints_on(target)?);
            }
            Ok(rows)
        };
        read().map_err(|e| self.fail(&e))
    }

    /// The flags of one check that is off unless it is asked for, on a notice, finding or measure, or on all notices: the source is read
    /// again for it.
    pub fn hints_asked(&self, on: Option<Target>, rule: &Rule) -> Result<Vec<FlagRow>, DeskError> {
        let read = || -> Result<Vec<FlagRow>, StoreError> {
            let targets = match on {
                Some(target) => vec![target],
                None => self.notice_ids(None)?.into_iter().map(Target::Notice).collect(),
            };
            let mut rows = Vec::new();
            for target in targets {
                let notice = self.store.notice_of(target)?;
                let flags = parse_asking(&self.store.source(notice)?.text, rule).flags.into_iter();
                let asked = flags.filter(|flag| flag.rule == rule.id);
                let (findings, measures) = (self.store.findings(notice)?, self.store.measures(notice)?);
                let line = |flag: Flag| {
                    let measure = measures.iter().find(|measure| measure.span.contains(flag.span));
                    let finding = findings.iter().find(|finding| finding.span.contains(flag.span));
                    FlagLine {
                        notice,
                        finding: finding.map(|finding| finding.id),
                        measure: measure.map(|measure| measure.id),
                        flag,
                        content: String::new(),
                    }
                };
                let wanted = |line: &FlagLine| match target {
                    Target::Notice(_) => true,
                    Target::Finding(id) => line.finding == Some(id),
                    Target::Measure(id) => line.measure == Some(id),
                };
                let lines = asked.map(line).filter(wanted).map(|line| (line, None)).collect();
                rows.extend(self.flag_rows(notice, lines, &self.store.places(Some(notice))?)?);
            }
            Ok(rows)
        };
        read().map_err(|e| self.fail(&e))
    }

    pub(super) fn hints_on(&self, on: Target) -> Result<Vec<FlagRow>, StoreError> {
        let notice = self.store.notice_of(on)?;
        let kept = self.kept_flags(on)?.into_iter().chain(self.late_on(on)?);
        let own = kept.map(|line| (line, None)).chain(self.overdue_on(on)?);
        let compared = self.compared_on(on)?.into_iter();
        let mut lines: Vec<_> = own.chain(compared.map(|(line, other)| (line, Some(other)))).collect();
        lines.sort_by_key(|(line, _)| (line.flag.span.start, line.flag.span.end));
        self.flag_rows(notice, lines, &self.store.places(Some(notice))?)
    }

    /// The flags that were kept when the notice was read. Of a rule that is asked when somebody looks, an older version may have kept some.
    pub(super) fn kept_flags(&self, on: Target) -> Result<Vec<FlagLine>, StoreError> {
        let mut lines = self.store.flags_on(on)?;
        lines.retain(|line| {
            let raised = rule(&line.flag.rule).map(|rule| rule.raised);
            !matches!(raised, Some(Raised::AtDay | Raised::Database))
        });
        Ok(lines)
    }

    /// The flag on a notice that came out late, by the desk's limit.
    pub(super) fn late_on(&self, on: Target) -> Result<Option<FlagLine>, StoreError> {
        let Target::Notice(notice) = on else {
            return Ok(None);
        };
        let flag = late(&self.store.meta(notice)?, self.options.late_days);
        Ok(flag.map(|flag| FlagLine {
            notice,
            finding: None,
            measure: None,
            flag,
            content: String::new(),
        }))
    }

    /// Promises that came due, each with what a later notice tells as its end.
    fn overdue_on(&self, on: Target) -> Result<Vec<(FlagLine, Option<Counterpart>)>, StoreError> {
        let notice = self.store.notice_of(on)?;
        let published = self.store.meta(notice)?.published;
        let measures = self.store.measures(notice)?;
        let home: HashMap<MeasureId, FindingId> = measures.iter().map(|line| (line.id, line.finding)).collect();
        let kept: HashSet<CommitmentId> = self
            .store
            .checks(notice)?
            .into_iter()
            .filter(|line| line.check == Check::Kept)
            .map(|line| line.commitment)
            .collect();
        let sequels = sequels(&self.store, Some(notice))?;
        let commitments = self.store.commitments(notice)?.into_iter();
        let open = commitments.filter(|line| !kept.contains(&line.id));
        Ok(open
            .filter_map(|line| {
                let done = sequels.get(&line.id).filter(|sequel| sequel.is_done());
                let flag = overdue(
                    &Due {
                        text: &line.text,
                        span: line.span,
                        due: line.due?,
                        published,
                        told_done: done.map(|sequel| sequel.place.as_str()),
                    },
                    self.options.today,
                )?;
                let finding = home.get(&line.measure).copied();
                let wanted = match on {
                    Target::Notice(_) => true,
                    Target::Finding(id) => finding == Some(id),
                    Target::Measure(id) => line.measure == id,
                };
                let flag = FlagLine {
                    notice,
                    finding,
                    measure: Some(line.measure),
                    flag,
                    content: String::new(),
                };
                wanted.then(|| (flag, done.map(counterpart)))
            })
            .collect())
    }
}

/// What a later notice says, as the other side of a flag.
fn counterpart(sequel: &Sequel) -> Counterpart {
    let uid: &Uid = sequel.measure_uid.as_ref().unwrap_or(&sequel.notice_uid);
    Counterpart {
        uid: uid.clone(),
        notice: sequel.notice,
        target: sequel.target(),
        place: sequel.place.clone(),
        text: sequel.gist.clone(),
        span: sequel.span,
        likeness: sequel.echo,
    }
}
