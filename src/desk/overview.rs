//! The overview: how far every notice and organisation is, what was found, what falls due when.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::Serialize;

use super::{Desk, DeskError};
use crate::model::{Due, Gap, NoticeId, Uid, Verdict};
use crate::store::StoreError;
use crate::text::fold::fold;

/// Everything at once.
#[derive(Debug, Clone, Serialize)]
pub struct Overview {
    /// The day at which overdue is measured.
    pub today: Date,
    /// Notice by notice, in the order of the list.
    pub notices: Vec<OverviewRow>,
    /// Organisation by organisation, in the order of their newest notices.
    pub organisations: Vec<OverviewRow>,
    /// How often the reviewer at the desk gave each verdict; those without one first.
    pub verdicts: Vec<VerdictCount>,
    /// Promises by month, in order.
    pub months: Vec<MonthCount>,
}

/// How far a notice, or all notices of an organisation, are.
#[derive(Debug, Clone, Serialize)]
pub struct OverviewRow {
    /// The notice; of an organisation, its newest.
    #[serde(skip)]
    pub notice: NoticeId,
    /// Lasting name of that notice.
    pub uid: Uid,
    /// `N3`, of that notice.
    pub address: String,
    /// Short name of the notice, or the organisation.
    pub name: String,
    /// Notices: one, or those of the organisation.
    pub notices: u32,
    /// Year of publication, else of feedback.
    pub year: Option<i16>,
    /// Measures.
    pub measures: u32,
    /// Measures on which the reviewer at the desk has a verdict.
    pub reviewed: u32,
    /// Promises past due and not found kept by the reviewer at the desk.
    pub overdue: u32,
    /// Flags raised.
    pub flags: u32,
    /// What is claimed, worded as done and verified.
    pub gap: Gap,
    /// What it is found by.
    #[serde(skip)]
    folded: String,
}

impl OverviewRow {
    /// Whether every word (see [`super::meant`]) stands in the name.
    pub fn is_meant(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.folded.contains(word.as_str()))
    }
}

/// How often a verdict was given.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct VerdictCount {
    /// Which; `None` for measures without one.
    pub verdict: Option<Verdict>,
    /// How often.
    pub count: u32,
}

/// The promises of one month.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct MonthCount {
    /// Year.
    pub year: i16,
    /// Month, from 1.
    pub month: i8,
    /// Past due and not found kept.
    pub overdue: u32,
    /// All others.
    pub other: u32,
}

impl Desk {
    /// How far everything is. Reads the counts of all notices and every promise with a date: for a thread on which nobody waits.
    pub fn overview(&self) -> Result<Overview, DeskError> {
        let promises = self.promises(None)?;
        let mut months: BTreeMap<(i16, i8), (u32, u32)> = BTreeMap::new();
        for row in &promises {
            let Some(day) = row.day() else {
                continue;
            };
            let (overdue, other) = months.entry((day.year(), day.month())).or_default();
            let count = if row.standing == Due::Overdue { overdue } else { other };
            *count += 1;
        }
        let months = months.into_iter().map(|((year, month), (overdue, other))| MonthCount {
            year,
            month,
            overdue,
            other,
        });
        let read = || -> Result<Overview, StoreError> {
            let counts = self.store.progress_counts(None, &self.options.reviewer)?;
            let verdicts = std::iter::once(None).chain(Verdict::ALL.into_iter().map(Some));
            let verdicts = verdicts.map(|verdict| VerdictCount {
                verdict,
                count: counts
                    .iter()
                    .filter(|line| line.verdict == verdict)
                    .map(|line| line.count)
                    .sum(),
            });
            let notices = self.overview_rows()?;
            Ok(Overview {
                today: self.options.today,
                organisations: self.by_organisation(&notices)?,
                notices,
                verdicts: verdicts.collect(),
                months: months.collect(),
            })
        };
        read().map_err(|e| self.fail(&e))
    }

    fn overview_rows(&self) -> Result<Vec<OverviewRow>, StoreError> {
        let gaps = self.read_gaps(None)?;
        let flags = self.open_flags()?;
        let lines = self.store.notices(&self.options.reviewer, self.options.today)?;
        let row = |(at, line): (usize, crate::store::NoticeLine)| OverviewRow {
            folded: fold(&format!("{} {}", line.short, line.title)).text.to_lowercase(),
            notice: line.id,
            uid: line.uid,
            address: format!("N{}", at + 1),
            name: line.short,
            notices: 1,
            year: line.year,
            measures: line.measures,
            reviewed: line.reviewed,
            overdue: line.overdue,
            flags: flags.left(line.id, line.flags),
            gap: gaps.get(&line.id).copied().unwrap_or_default(),
        };
        Ok(lines.into_iter().enumerate().map(row).collect())
    }

    /// The notices of the same organisation together. Organisations are the same where their names are, whatever the script; other
    /// ways of writing a name are for a person to confirm.
    fn by_organisation(&self, notices: &[OverviewRow]) -> Result<Vec<OverviewRow>, StoreError> {
        let lines = self.store.organisations()?;
        let names: HashMap<NoticeId, &str> = lines.iter().map(|line| (line.notice, line.organisation())).collect();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut rows: Vec<OverviewRow> = Vec::new();
        for row in notices {
            let name = names.get(&row.notice).copied().unwrap_or(&row.name);
            let folded = fold(name).text.to_lowercase();
            match places.get(&folded).and_then(|at| rows.get_mut(*at)) {
                Some(whole) => {
                    whole.notices += 1;
                    whole.measures += row.measures;
                    whole.reviewed += row.reviewed;
                    whole.overdue += row.overdue;
                    whole.flags += row.flags;
                    whole.gap = whole.gap.and(row.gap);
                }
                None => {
                    places.insert(folded.clone(), rows.len());
                    rows.push(OverviewRow {
                        name: name.to_owned(),
                        folded,
                        ..row.clone()
                    });
                }
            }
        }
        Ok(rows)
    }
}
