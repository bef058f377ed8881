//! What a measure's own wording says about how far it is.
//!
//! Every clause is searched for the cues of `cues.tsv`; the clause decides what a cue is worth there (an act in a future clause is not
//! finished), and the measure takes what its clauses add up to:
//!
//! | finished | under way | to come | progress |
//! |---|---|---|---|
//! | yes | no | no | done |
//! | yes | yes or | yes | mixed |
//! | no | yes | any | ongoing |
//! | no | no | yes | planned |
//! | no | no | no | unmarked |

use std::ops::Range;

use crate::model::{CueKind, Progress};
use crate::text::date::Anchor;

use super::wording::{self, Clause, Kind, Tense};

/// A cue in the text that was judged, and what it speaks for there.
pub type Cue = (CueKind, Range<usize>);

/// The progress that the wording of one measure (folded text, without its ordinal) shows, and the cues that decided it, in text order.
/// `anchor` holds the notice's own dates: a date that lies before them tells of something done, one behind them of something to come.
pub fn read(text: &str, anchor: &Anchor) -> (Progress, Vec<Cue>) {
    judge(&wording::clauses(text, anchor))
}

/// As [`read`], for a measure whose clauses are known.
pub fn judge(clauses: &[Clause]) -> (Progress, Vec<Cue>) {
    let mut tally = Tally::default();
    let mut scope = Scope::default();
    let mut part = 0;
    for clause in clauses {
        if clause.part != part {
            scope = Scope::default();
            part = clause.part;
        }
        tally.take(clause, &mut scope);
    }
    tally.finish()
}

/// What earlier clauses of the same part say about the next ones.
#[derive(Default)]
struct Scope {
    future: bool,
    begun: bool,
}

#[derive(Default)]
struct Tally {
    done: Vec<Range<usize>>,
    acts: Vec<Range<usize>>,
    ongoing: Vec<Range<usize>>,
    moving: Vec<Range<usize>>,
    planned: Vec<Range<usize>>,
    /// Acts and beginnings in the measure's heading: they speak only where the rest is silent.
    title: Vec<(CueKind, Range<usize>)>,
}

impl Tally {
    fn take(&mut self, clause: &Clause, scope: &mut Scope) {
        let has_done = clause.has(Kind::Done);
        let mut ordered = false;
        let mut cause = false;
        if let Some(time) = clause.to_come()
            && !has_done
        {
            self.planned.push(time.printed.range.clone());
            scope.future = true;
        }
        // A past date at the beginning of a clause: it tells a fact.
        if let Some(time) = clause.times.first()
            && time.tense == Some(Tense::Past)
            && time.printed.range.start == clause.range.start
            && !clause.is_title
        {
            self.acts.push(time.printed.range.clone());
            scope.future = false;
        }
        for (i, (kind, range)) in clause.hits.iter().enumerate() {
            let leads = range.start == clause.range.start;
            let silent = scope.future || scope.begun || ordered;
            match kind {
                Kind::Done => {
                    // 已启动, 已草拟: only the beginning is over.
                    let next = clause.hits.get(i + 1).map(|(kind, _)| *kind);
                    if !matches!(next, Some(Kind::Ongoing | Kind::Begin)) && !scope.begun && !cause {
                        self.done.push(range.clone());
                        scope.future = false;
                    }
                }
                Kind::Act | Kind::Head if *kind == Kind::Act || leads => match (clause.is_title, silent) {
                    (true, _) => self.title.push((CueKind::Done, range.clone())),
                    (false, false) => self.acts.push(range.clone()),
                    (false, true) => {}
                },
                Kind::Ongoing | Kind::Begin | Kind::Moving if clause.is_title => {
                    self.title.push((CueKind::Ongoing, range.clone()));
                }
                Kind::Begin if scope.future => {}
                Kind::Ongoing | Kind::Begin => {
                    self.ongoing.push(range.clone());
                    scope.begun = true;
                }
                Kind::Moving => {
                    self.moving.push(range.clone());
                    ordered = true;
                }
                Kind::Planned => {
                    self.planned.push(range.clone());
                    scope.future = true;
                }
                Kind::Neutral => ordered = true,
                Kind::Frame if leads => ordered = true,
                // 因原单位已注销: a state of things, no act of the answer.
                Kind::Cause if leads => (ordered, cause) = (true, true),
                _ => {}
            }
        }
    }

    fn finish(mut self) -> (Progress, Vec<Cue>) {
        let silent = [&self.done, &self.acts, &self.ongoing, &self.moving, &self.planned]
            .iter()
            .all(|cues| cues.is_empty());
        if silent {
            for (kind, range) in std::mem::take(&mut self.title) {
                let cues = if kind == CueKind::Done {
                    &mut self.acts
                } else {
                    &mut self.moving
                };
                cues.push(range);
            }
        }
        let done = !self.done.is_empty() || !self.acts.is_empty();
        let moving = !self.moving.is_empty() && !done;
        let ongoing = !self.ongoing.is_empty() || moving;
        let planned = !self.planned.is_empty();
        let progress = match (done, ongoing, planned) {
            (true, false, false) => Progress::Done,
            (true, _, _) => Progress::Mixed,
            (false, true, _) => Progress::Ongoing,
            (false, false, true) => Progress::Planned,
            (false, false, false) => Progress::Unmarked,
        };
        let mut cues: Vec<Cue> = Vec::new();
        let mut take = |kind, ranges: Vec<Range<usize>>| cues.extend(ranges.into_iter().map(|range| (kind, range)));
        // Bare verbs speak only where nothing plainer does.
        if self.done.is_empty() {
            take(CueKind::Done, self.acts);
        }
        take(CueKind::Done, self.done);
        take(CueKind::Ongoing, self.ongoing);
        if moving {
            take(CueKind::Ongoing, self.moving);
        }
        take(CueKind::Planned, self.planned);
        cues.sort_by_key(|(_, range)| range.start);
        (progress, cues)
    }
}

#[cfg(test)]
mod tests;
