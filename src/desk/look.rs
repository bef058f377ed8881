//! Looking: the list of notices, one notice's tree, one finding, one measure.

use std::collections::HashMap;

use jiff::civil::Date;

use super::particulars::particulars_of;
use super::view::{
    CommentView, CommitmentView, FindingRow, FindingView, MeasureRow, MeasureView, NoticeRow, OtherVerdict, Outline,
    OutlineRow, SectionRow,
};
use super::{Desk, DeskError, words};
use crate::model::{
    Check, CommitmentId, Disposition, FindingId, MeasureId, NextSteps, NoticeId, Repair, Target, Verdict,
};
use crate::review::{Judged, Promise, days_past, disposition, gap};
use crate::store::{
    CheckLine, CommentLine, CommitmentLine, FindingLine, MeasureLine, PromiseLine, StoreError, VerdictLine,
};

/// How many flags are open, by notice.
pub(super) struct OpenFlags {
    /// Of those that are kept with the notice, those that are set aside.
    aside: HashMap<NoticeId, u32>,
    /// Those that come of other notices and are not set aside.
    compared: HashMap<NoticeId, u32>,
}

impl OpenFlags {
    /// What is left of the flags of a notice, and what comes of others.
    pub(super) fn left(&self, notice: NoticeId, flags: u32) -> u32 {
        let of = |counts: &HashMap<NoticeId, u32>| counts.get(&notice).copied().unwrap_or(0);
        flags.saturating_sub(of(&self.aside)) + of(&self.compared)
    }
}

impl Desk {
    pub(super) fn open_flags(&self) -> Result<OpenFlags, StoreError> {
        Ok(OpenFlags {
            aside: self.store.dismissed_by_notice()?.into_iter().collect(),
            compared: self.store.compared_by_notice()?.into_iter().collect(),
        })
    }

    /// All notices, newest publication first.
    pub fn notices(&self) -> Result<Vec<NoticeRow>, DeskError> {
        let lines = self
            .store
            .notices(&self.options.reviewer, self.options.today)
            .map_err(|e| self.fail(&e))?;
        let flags = self.open_flags().map_err(|e| self.fail(&e))?;
        let row = |line: crate::store::NoticeLine| NoticeRow {
            id: line.id,
            uid: line.uid,
            title: line.title,
            short: line.short,
            year: line.year,
            findings: line.findings,
            measures: line.measures,
            reviewed: line.reviewed,
            overdue: line.overdue,
            flags: flags.left(line.id, line.flags),
            claimed: line.claimed,
            file: line.file,
        };
        Ok(lines.into_iter().map(row).collect())
    }

    /// The findings tree of one notice.
    pub fn outline(&self, notice: NoticeId) -> Result<Outline, DeskError> {
        let rows = || -> Result<Vec<OutlineRow>, StoreError> {
            let judgements = self.judgements(notice)?;
            let comments: HashMap<Target, u32> = self.store.comment_counts(notice)?.into_iter().collect();
            let mut sections = self.store.sections(notice)?.into_iter().peekable();
            let mut measures = self.store.measures(notice)?.into_iter().peekable();
            let mut rows = Vec::new();
            for finding in self.store.findings(notice)? {
                while let Some(section) = sections.next_if(|section| section.span.start <= finding.span.start) {
                    rows.push(section_row(section));
                }
                let mut own = Vec::new();
                while let Some(measure) = measures.next_if(|measure| measure.finding == finding.id) {
                    own.push(measure);
                }
                let ids: Vec<MeasureId> = own.iter().map(|measure| measure.id).collect();
                let on = |target| comments.get(&target).copied().unwrap_or(0);
                let finding_comments = on(Target::Finding(finding.id));
                rows.push(OutlineRow::Finding(judgements.finding_row(
                    finding,
                    &ids,
                    finding_comments,
                )));
                rows.extend(own.into_iter().map(|measure| {
                    let comments = on(Target::Measure(measure.id));
                    OutlineRow::Measure(judgements.measure_row(measure, comments))
                }));
            }
            rows.extend(sections.map(section_row));
            Ok(rows)
        };
        // A notice that is not there has no rows, which is not the same as an empty one.
        self.store.short_of(notice).map_err(|e| self.fail(&e))?;
        Ok(Outline {
            notice,
            rows: rows().map_err(|e| self.fail(&e))?,
        })
    }

    /// One measure with everything that is known of it.
    pub fn measure(&self, measure: MeasureId) -> Result<MeasureView, DeskError> {
        self.read_measure(measure).map_err(|e| self.fail(&e))
    }

    fn read_measure(&self, id: MeasureId) -> Result<MeasureView, StoreError> {
        let detail = self.store.measure(id)?;
        let checks = self.store.checks_on(id)?;
        let commitments = self.store.commitments_of(id)?;
        let (mine, others): (Vec<VerdictLine>, Vec<VerdictLine>) = self
            .store
            .verdicts_on(id)?
            .into_iter()
            .partition(|line| line.reviewer == self.options.reviewer);
        let mut path = detail.finding.path;
        path.extend(detail.finding.label);
        Ok(MeasureView {
            id,
            uid: detail.measure.uid,
            notice: detail.measure.notice,
            finding: detail.measure.finding,
            finding_title: detail.finding.title,
            path,
            label: detail.measure.label,
            particulars: particulars_of(&detail.measure.text, &detail.documents),
            text: detail.measure.text,
            span: detail.measure.span,
            progress: detail.measure.progress,
            cues: detail.cues,
            documents: detail.documents,
            commitments: commitments
                .into_iter()
                .map(|line| self.commitment_view(line, &checks))
                .collect(),
            flags: self.flags_of(Target::Measure(id))?,
            verdict: mine.first().map(|line| line.verdict),
            changed: mine.first().is_some_and(|line| line.changed),
            others: others
                .into_iter()
                .map(|line| OtherVerdict {
                    reviewer: line.reviewer,
                    verdict: line.verdict,
                    changed: line.changed,
                    at: line.at,
                })
                .collect(),
            comments: self.thread(Target::Measure(id))?,
        })
    }

    fn commitment_view(&self, line: CommitmentLine, checks: &[CheckLine]) -> CommitmentView {
        let on_it = checks.iter().filter(|check| check.commitment == line.id);
        let (mine, others): (Vec<&CheckLine>, Vec<&CheckLine>) =
            on_it.partition(|check| check.reviewer == self.options.reviewer);
        CommitmentView {
            id: line.id,
            text: line.text,
            kind: line.kind,
            due: line.due,
            precision: line.precision,
            reason: line.reason,
            overdue_days: line.due.map(|due| days_past(due, self.options.today)),
            span: line.span,
            check: mine.first().map(|line| line.check),
            others: others
                .into_iter()
                .map(|line| (line.reviewer.clone(), line.check))
                .collect(),
        }
    }

    /// One finding: its statement, state, flags, comments.
    pub fn finding(&self, finding: FindingId) -> Result<FindingView, DeskError> {
        let read = || -> Result<FindingView, StoreError> {
            let line = self.store.finding(finding)?;
            let judgements = self.judgements(line.notice)?;
            let measures = self.store.measures(line.notice)?;
            let own = || measures.iter().filter(|measure| measure.finding == finding);
            let ids: Vec<MeasureId> = own().map(|measure| measure.id).collect();
            Ok(FindingView {
                id: finding,
                uid: line.uid,
                notice: line.notice,
                path: line.path,
                label: line.label,
                title: line.title,
                statement: line.statement,
                printed: line.printed,
                span: line.span,
                disposition: judgements.disposition(&ids),
                gap: gap(own().map(|measure| (measure.progress, judgements.valid_verdict(measure.id)))),
                flags: self.flags_of(Target::Finding(finding))?,
                comments: self.thread(Target::Finding(finding))?,
            })
        };
        read().map_err(|e| self.fail(&e))
    }

    /// The comments on a notice, finding or measure, oldest first.
    pub fn comments(&self, on: Target) -> Result<Vec<CommentView>, DeskError> {
        self.thread(on).map_err(|e| self.fail(&e))
    }

    /// What a notice says comes next.
    pub fn next_steps(&self, notice: NoticeId) -> Result<Vec<NextSteps>, DeskError> {
        self.store.next_steps(notice).map_err(|e| self.fail(&e))
    }

    /// What cleaning did to a notice's text with certainty.
    pub fn repairs(&self, notice: NoticeId) -> Result<Vec<Repair>, DeskError> {
        self.store.repairs(notice).map_err(|e| self.fail(&e))
    }

    fn thread(&self, on: Target) -> Result<Vec<CommentView>, StoreError> {
        Ok(self.store.comments_on(on)?.into_iter().map(comment_view).collect())
    }

    pub(super) fn judgements(&self, notice: NoticeId) -> Result<Judgements<'_>, StoreError> {
        let mut judgements = Judgements {
            reviewer: &self.options.reviewer,
            today: self.options.today,
            verdicts: HashMap::new(),
            promises: HashMap::new(),
            checks: HashMap::new(),
            aside: HashMap::new(),
            compared: self.store.compared_by_part(notice)?.into_iter().fold(
                HashMap::new(),
                |mut counts, (part, count)| {
                    *counts.entry(part).or_default() += count;
                    counts
                },
            ),
        };
        for (part, count) in self.store.dismissed_by_part(notice)? {
            *judgements.aside.entry(part).or_default() += count;
        }
        for line in self.store.verdicts(notice)? {
            judgements.verdicts.entry(line.measure).or_default().push(line);
        }
        for line in self.store.promises(notice)? {
            judgements.promises.entry(line.measure).or_default().push(line);
        }
        for line in self.store.checks(notice)? {
            judgements.checks.entry(line.commitment).or_default().push(line);
        }
        Ok(judgements)
    }
}

/// Everything that was judged of one notice.
pub(super) struct Judgements<'a> {
    reviewer: &'a str,
    today: Date,
    pub(super) verdicts: HashMap<MeasureId, Vec<VerdictLine>>,
    promises: HashMap<MeasureId, Vec<PromiseLine>>,
    pub(super) checks: HashMap<CommitmentId, Vec<CheckLine>>,
    /// Flags that are set aside.
    aside: HashMap<Target, u32>,
    /// Flags that come of other notices and are not set aside.
    compared: HashMap<Target, u32>,
}

impl Judgements<'_> {
    /// The reviewer's verdict, where it is on the text as it is now.
    pub(super) fn valid_verdict(&self, measure: MeasureId) -> Option<Verdict> {
        let own = self.own_verdict(measure).filter(|line| !line.changed);
        own.map(|line| line.verdict)
    }

    fn own_verdict(&self, measure: MeasureId) -> Option<&VerdictLine> {
        let lines = self.verdicts.get(&measure)?;
        lines.iter().find(|line| line.reviewer == self.reviewer)
    }

    /// Commitments past due that the reviewer has not found kept.
    fn overdue(&self, measure: MeasureId) -> u32 {
        let late = |promise: &&PromiseLine| {
            promise.due.is_some_and(|due| due < self.today)
                && !self
                    .checks_of(promise.id)
                    .iter()
                    .any(|line| line.reviewer == self.reviewer && line.check == Check::Kept)
        };
        self.promises
            .get(&measure)
            .map_or(0, |promises| promises.iter().filter(late).count() as u32)
    }

    fn checks_of(&self, commitment: CommitmentId) -> &[CheckLine] {
        self.checks.get(&commitment).map_or(&[], Vec::as_slice)
    }

    /// The flags that are left of those on a part, and those that come of other notices.
    fn flags_left(&self, on: Target, flags: u32) -> u32 {
        let of = |counts: &HashMap<Target, u32>| counts.get(&on).copied().unwrap_or(0);
        flags.saturating_sub(of(&self.aside)) + of(&self.compared)
    }

    fn measure_row(&self, line: MeasureLine, comments: u32) -> MeasureRow {
        let own = self.own_verdict(line.id);
        let (verdict, changed) = (own.map(|line| line.verdict), own.is_some_and(|line| line.changed));
        let all = self.verdicts.get(&line.id).map_or(0, Vec::len);
        MeasureRow {
            id: line.id,
            finding: line.finding,
            label: line.label,
            gist: words::gist(&line.text),
            progress: line.progress,
            verdict,
            changed,
            others: (all - usize::from(verdict.is_some())) as u32,
            flags: self.flags_left(Target::Measure(line.id), line.flags),
            overdue: self.overdue(line.id),
            comments,
        }
    }

    fn finding_row(&self, line: FindingLine, measures: &[MeasureId], comments: u32) -> FindingRow {
        FindingRow {
            id: line.id,
            label: line.label,
            title: line.title,
            level: line.level,
            measures: line.measures,
            reviewed: measures
                .iter()
                .filter(|id| self.own_verdict(**id).is_some_and(|line| !line.changed))
                .count() as u32,
            flags: self.flags_left(Target::Finding(line.id), line.flags),
            overdue: measures.iter().map(|id| self.overdue(*id)).sum(),
            comments,
            disposition: self.disposition(measures),
        }
    }

    /// What follows for a finding from everyone's verdicts on its measures; one that was given on another text waits to be given again, and
    /// does not count. A promise is open until somebody finds it kept;
    /// a recurring one with a due date says when to look next.
    pub(super) fn disposition(&self, measures: &[MeasureId]) -> Disposition {
        let verdicts_on = |id: &MeasureId| -> Vec<Verdict> {
            self.verdicts
                .get(id)
                .into_iter()
                .flatten()
                .filter(|line| !line.changed)
                .map(|line| line.verdict)
                .collect()
        };
        let counts = |id: &&MeasureId| !verdicts_on(id).contains(&Verdict::Excluded);
        let promises = measures
            .iter()
            .filter(counts)
            .flat_map(|id| self.promises.get(id).into_iter().flatten());
        let open = promises.filter(|promise| !self.checks_of(promise.id).iter().any(|line| line.check == Check::Kept));
        disposition(&Judged {
            measures: measures.iter().map(verdicts_on).collect(),
            promises: open
                .map(|promise| Promise {
                    recurring: promise.recurring,
                    next_check: promise.due.is_some(),
                })
                .collect(),
            ..Judged::default()
        })
    }
}

pub(super) fn comment_view(line: CommentLine) -> CommentView {
    CommentView {
        reviewer: line.reviewer,
        at: line.at,
        verdict: line.verdict,
        text: line.text,
    }
}

fn section_row(line: crate::store::SectionLine) -> OutlineRow {
    OutlineRow::Section(SectionRow {
        label: line.label,
        title: line.title,
        level: line.level,
        kind: line.kind,
        span: line.span,
    })
}
