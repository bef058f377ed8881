//! The ledger: everything about every measure, for exports.

use std::collections::HashMap;
use std::hash::Hash;

use jiff::civil::Date;

use super::calendar::{every, next};
use super::sequel::{Sequel, sequels};
use super::view::FlagRow;
use super::{Desk, DeskError};
use crate::model::{
    Check, CommitmentId, Gap, LedgerAgainst, LedgerComment, LedgerCommitment, LedgerDismissal, LedgerFlag, LedgerPart,
    LedgerRelation, LedgerRow, LedgerSequel, LedgerVerdict, MeasureId, NoticeId, PartialDate, PrintedFields, Target,
    Uid,
};
use crate::review::{days_past, gap, standing};
use crate::store::{CommentLine, CommitmentLine, FindingLine, MeasureLine, NoticeLine, StoreError};

impl Desk {
    /// The ledger of one notice or of all, in text order: what exports write.
    pub fn ledger(&self, notice: Option<NoticeId>) -> Result<Vec<LedgerRow>, DeskError> {
        let read = || -> Result<Vec<LedgerRow>, StoreError> {
            let wanted = self.notice_ids(notice)?;
            let lines = self.store.notices(&self.options.reviewer, self.options.today)?;
            let mut rows = Vec::new();
            for line in lines.into_iter().filter(|line| wanted.contains(&line.id)) {
                self.ledger_of(&line, &mut rows)?;
            }
            Ok(rows)
        };
        read().map_err(|e| self.fail(&e))
    }

    fn ledger_of(&self, notice: &NoticeLine, rows: &mut Vec<LedgerRow>) -> Result<(), StoreError> {
        let meta = self.store.meta(notice.id)?;
        let whole = self.read_gaps(Some(notice.id))?.remove(&notice.id);
        let parts = Parts {
            judgements: self.judgements(notice.id)?,
            gap: whole.unwrap_or_default(),
            anchor: meta.published.or(meta.feedback_date).and_then(PartialDate::last_day),
            inspected: meta.inspected,
            commitments: group(self.store.commitments(notice.id)?, |line| line.measure),
            documents: group(self.store.documents(notice.id)?, |line| line.0),
            comments: group(self.store.comments(notice.id)?, |line| line.target),
            flags: group(self.hints_on(Target::Notice(notice.id))?, |row| row.target),
            sequels: sequels(&self.store, Some(notice.id))?,
            relations: self.ledger_relations(notice.id)?,
            today: self.options.today,
        };
        let first = rows.len();
        let mut measures = group(self.store.whole_measures(notice.id)?, |line| line.finding);
        for finding in self.store.findings(notice.id)? {
            let own = measures.remove(&finding.id).unwrap_or_default();
            let ids: Vec<MeasureId> = own.iter().map(|measure| measure.id).collect();
            let mut base = parts.finding_row(notice, &finding, &ids);
            base.finding_gap = gap(own
                .iter()
                .map(|measure| (measure.progress, parts.judgements.valid_verdict(measure.id))));
            let finding_first = rows.len();
            if own.is_empty() {
                rows.push(base);
            } else {
                rows.extend(own.into_iter().map(|measure| parts.measure_row(base.clone(), measure)));
            }
            parts.tell(Target::Finding(finding.id), rows.get_mut(finding_first));
        }
        if rows.len() == first {
            rows.push(parts.notice_row(notice));
        }
        parts.tell(Target::Notice(notice.id), rows.get_mut(first));
        Ok(())
    }

    fn ledger_relations(&self, notice: NoticeId) -> Result<Vec<LedgerRelation>, StoreError> {
        let lines = self.store.relations(notice)?.into_iter();
        lines
            .map(|line| {
                Ok(LedgerRelation {
                    notice: self.store.uid_of(line.other)?,
                    same: line.same,
                    reviewer: line.reviewer,
                    at: line.at,
                })
            })
            .collect()
    }
}

fn group<K: Eq + Hash, T>(lines: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for line in lines {
        groups.entry(key(&line)).or_default().push(line);
    }
    groups
}

/// What belongs to the measures of one notice.
struct Parts<'a> {
    judgements: super::look::Judgements<'a>,
    gap: Gap,
    /// The day from which recurring duties are counted.
    anchor: Option<Date>,
    inspected: String,
    commitments: HashMap<MeasureId, Vec<CommitmentLine>>,
    documents: HashMap<MeasureId, Vec<(MeasureId, String)>>,
    comments: HashMap<Target, Vec<CommentLine>>,
    flags: HashMap<Target, Vec<FlagRow>>,
    sequels: HashMap<CommitmentId, Sequel>,
    relations: Vec<LedgerRelation>,
    today: Date,
}

impl Parts<'_> {
    /// Puts what is said of a finding or notice before what its first row has of its own.
    fn tell(&self, on: Target, row: Option<&mut LedgerRow>) {
        if let Some(row) = row {
            row.flags.splice(..0, self.flags_on(on));
            row.comments.splice(..0, self.comments_on(on));
        }
    }

    /// The row of a notice without findings.
    fn notice_row(&self, notice: &NoticeLine) -> LedgerRow {
        LedgerRow {
            notice_uid: notice.uid.clone(),
            notice: notice.title.clone(),
            inspected: self.inspected.clone(),
            published: notice.published,
            file: notice.file.clone(),
            path: Vec::new(),
            finding_uid: None,
            finding_label: None,
            finding_title: String::new(),
            printed: PrintedFields::default(),
            disposition: None,
            notice_gap: self.gap,
            finding_gap: Gap::default(),
            measure_uid: None,
            measure_label: None,
            measure_text: String::new(),
            progress: None,
            documents: Vec::new(),
            commitments: Vec::new(),
            verdicts: Vec::new(),
            comments: Vec::new(),
            flags: Vec::new(),
            relations: self.relations.clone(),
        }
    }

    fn finding_row(&self, notice: &NoticeLine, finding: &FindingLine, measures: &[MeasureId]) -> LedgerRow {
        LedgerRow {
            path: finding.path.clone(),
            finding_uid: Some(finding.uid.clone()),
            finding_label: finding.label.clone(),
            finding_title: finding.title.clone(),
            printed: finding.printed.clone(),
            disposition: Some(self.judgements.disposition(measures)),
            ..self.notice_row(notice)
        }
    }

    fn flags_on(&self, target: Target) -> Vec<LedgerFlag> {
        let rows = self.flags.get(&target).into_iter().flatten();
        rows.map(ledger_flag).collect()
    }

    fn measure_row(&self, base: LedgerRow, measure: MeasureLine) -> LedgerRow {
        let uid: Uid = measure.uid;
        let verdicts = self.judgements.verdicts.get(&measure.id).into_iter().flatten();
        LedgerRow {
            measure_uid: Some(uid),
            measure_label: measure.label,
            measure_text: measure.text,
            progress: Some(measure.progress),
            documents: self
                .documents
                .get(&measure.id)
                .into_iter()
                .flatten()
                .map(|(_, title)| title.clone())
                .collect(),
            commitments: self
                .commitments
                .get(&measure.id)
                .into_iter()
                .flatten()
                .map(|c| self.commitment(c))
                .collect(),
            verdicts: verdicts
                .map(|line| LedgerVerdict {
                    reviewer: line.reviewer.clone(),
                    verdict: line.verdict,
                    changed: line.changed,
                    at: line.at,
                })
                .collect(),
            comments: self.comments_on(Target::Measure(measure.id)),
            flags: self.flags_on(Target::Measure(measure.id)),
            ..base
        }
    }

    fn commitment(&self, line: &CommitmentLine) -> LedgerCommitment {
        let checks = || self.judgements.checks.get(&line.id).into_iter().flatten();
        let kept = checks().any(|check| check.check == Check::Kept).then_some(Check::Kept);
        let next = next(line.due, every(line.kind, &line.text), self.anchor, self.today);
        LedgerCommitment {
            text: line.text.clone(),
            kind: line.kind,
            due: line.due,
            overdue_days: line.due.map(|due| days_past(due, self.today)),
            next,
            standing: standing(line.due.or(next), kept, self.today),
            checks: checks().map(|check| (check.reviewer.clone(), check.check)).collect(),
            later: self.sequels.get(&line.id).map(|sequel| LedgerSequel {
                notice: sequel.notice_uid.clone(),
                place: sequel.place.clone(),
                measure: sequel.measure_uid.clone(),
                text: sequel.gist.clone(),
                progress: sequel.progress,
                echo: sequel.echo,
            }),
        }
    }

    fn comments_on(&self, target: Target) -> Vec<LedgerComment> {
        let on = part(target);
        let comment = |line: &CommentLine| LedgerComment {
            on,
            reviewer: line.reviewer.clone(),
            at: line.at,
            verdict: line.verdict,
            text: line.text.clone(),
        };
        self.comments.get(&target).into_iter().flatten().map(comment).collect()
    }
}

const fn part(target: Target) -> LedgerPart {
    match target {
        Target::Notice(_) => LedgerPart::Notice,
        Target::Finding(_) => LedgerPart::Finding,
        Target::Measure(_) => LedgerPart::Measure,
    }
}

fn ledger_flag(row: &FlagRow) -> LedgerFlag {
    let (flag, view) = (&row.view.flag, &row.view);
    LedgerFlag {
        on: part(row.target),
        rule: flag.rule.clone(),
        version: flag.version,
        kind: flag.kind.clone(),
        severity: flag.severity,
        message: flag.message.clone(),
        message_en: flag.message_en.clone(),
        span: flag.span,
        operands: flag.operands.clone(),
        dismissed: view.dismissed.as_ref().map(|aside| LedgerDismissal {
            reviewer: aside.reviewer.clone(),
            at: aside.at,
            reason: aside.reason.clone(),
        }),
        against: view.counterpart.as_ref().map(|other| LedgerAgainst {
            uid: other.uid.clone(),
            place: other.place.clone(),
            text: other.text.clone(),
            likeness: other.likeness,
        }),
    }
}
