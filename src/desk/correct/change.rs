//! Correcting: what a reviewer wants to be otherwise, tried on the notice first, then put into the log.

use super::super::view::Done;
use super::super::{Desk, DeskError};
use super::parser::{Parser, cleaned};
use super::say;
use crate::model::{FindingId, MeasureId, NoticeId, Span, Target};
use crate::review::{Anchor, Body, Correction, Sort};
use crate::store::{Act, Kept, Reader as _, StoreError};

/// A correction of the parse. Places are bytes of the clean text, as [`super::super::SourceView::text`] has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A measure is two: the second begins there.
    Split {
        /// Which.
        measure: MeasureId,
        /// Where the second begins.
        at: usize,
    },
    /// A measure is one with the measure after it, or before it, in its finding.
    Merge {
        /// Which.
        measure: MeasureId,
        /// Whether with the one after.
        forward: bool,
    },
    /// A finding or measure has another number; none takes it away.
    Label {
        /// Which.
        target: Target,
        /// The number.
        label: Option<String>,
    },
    /// A finding has another title.
    Title {
        /// Which.
        finding: FindingId,
        /// The title.
        title: String,
    },
    /// A measure answers another finding.
    Move {
        /// Which.
        measure: MeasureId,
        /// Whose it is.
        to: FindingId,
    },
    /// A measure answers the finding after its own, or before.
    MoveBeside {
        /// Which.
        measure: MeasureId,
        /// Whether the one after.
        forward: bool,
    },
    /// What was read as a measure is none.
    Drop {
        /// Which.
        measure: MeasureId,
    },
    /// What a reviewer said is no measure is one after all.
    Restore {
        /// In which notice.
        notice: NoticeId,
        /// A place in its text.
        at: usize,
    },
    /// A finding begins there.
    NewFinding {
        /// In which notice.
        notice: NoticeId,
        /// Where.
        at: usize,
        /// Its title, where that is not what is printed there.
        title: Option<String>,
    },
    /// A finding is one with the finding after it, or before it.
    MergeFinding {
        /// Which.
        finding: FindingId,
        /// Whether with the one after.
        forward: bool,
    },
    /// A proposed reading of damaged text holds, or does not.
    Decide {
        /// In which notice.
        notice: NoticeId,
        /// A place in the damaged text.
        at: usize,
        /// Whether it holds.
        accept: bool,
    },
}

impl Desk {
    /// Corrects the parse, for everybody who looks at this database. Committed when this returns; undo takes it back.
    ///
    /// # Errors
    /// [`super::super::ErrorKind::Usage`] where the correction does not fit; nothing is written then.
    pub fn correct(&mut self, change: Change) -> Result<Done, DeskError> {
        let notice = self.notice_of_change(&change).map_err(|e| self.fail(&e))?;
        let kept = self.store.kept(notice).map_err(|e| self.fail(&e))?.kept;
        let mut corrections = self.store.corrections(notice).map_err(|e| self.fail(&e))?;
        let (on, correction) = self.correction(change, notice, &kept, &corrections)?;
        corrections.push(correction.clone());
        if let Some(Some(why)) = Parser.read(&kept, &corrections).misfits.last() {
            let lang = self.lang();
            let what = say::correction(&correction, lang);
            let why = say::misfit(*why, lang);
            return Err(DeskError::usage(
                lang.pick(
                    format!("不能这样更正：{why}（{what}）"),
                    format!("it cannot be corrected so: {why} ({what})"),
                ),
                lang.pick("换一处再试；P 看解析", "try another place; P shows the parse"),
            ));
        }
        self.act(vec![(Act::On(on), Body::Correct(correction))])
    }

    fn notice_of_change(&self, change: &Change) -> Result<NoticeId, StoreError> {
        match change {
            Change::Split { measure, .. }
            | Change::Merge { measure, .. }
            | Change::Move { measure, .. }
            | Change::MoveBeside { measure, .. }
            | Change::Drop { measure } => self.store.notice_of(Target::Measure(*measure)),
            Change::Label { target, .. } => self.store.notice_of(*target),
            Change::Title { finding, .. } | Change::MergeFinding { finding, .. } => {
                self.store.notice_of(Target::Finding(*finding))
            }
            Change::Restore { notice, .. } | Change::NewFinding { notice, .. } | Change::Decide { notice, .. } => {
                Ok(*notice)
            }
        }
    }

    /// The correction that a change comes to, tied to the words of the source, and what it is about.
    fn correction(
        &self,
        change: Change,
        notice: NoticeId,
        kept: &Kept,
        corrections: &[Correction],
    ) -> Result<(Target, Correction), DeskError> {
        let source = kept.source.as_str();
        let of = |span: Span| Anchor::of(source, span);
        // The caller may look at a text from before somebody else's correction: whatever it gives is a place on a character.
        let clean = cleaned(source, corrections);
        let place = |at: usize| source.floor_char_boundary(clean.map.back(at..at.saturating_add(1)).start);
        let measure_span = |id: MeasureId| self.measure_span(id);
        let finding_span = |id: FindingId| self.finding_span(id);
        Ok(match change {
            Change::Split { measure, at } => {
                let whole = measure_span(measure)?;
                let at = place(at);
                let at = Anchor::at(source, at, Span::new(at, whole.end.max(at)));
                (Target::Measure(measure), Correction::Split { at })
            }
            Change::Merge { measure, forward } => {
                let other = self.beside(measure, forward)?;
                let (first, second) = if forward { (measure, other) } else { (other, measure) };
                let correction = Correction::Merge {
                    first: of(measure_span(first)?),
                    second: of(measure_span(second)?),
                };
                (Target::Measure(first), correction)
            }
            Change::Label { target, label } => {
                let (part, sort) = match target {
                    Target::Measure(id) => (measure_span(id)?, Sort::Measure),
                    Target::Finding(id) => (finding_span(id)?, Sort::Finding),
                    Target::Notice(_) => return Err(self.no_part()),
                };
                let part = of(part);
                (target, Correction::Label { label, part, sort })
            }
            Change::Title { finding, title } => {
                let target = Target::Finding(finding);
                let finding = of(finding_span(finding)?);
                (target, Correction::Title { finding, title })
            }
            Change::Move { measure, to } => {
                let target = Target::Measure(measure);
                let measure = of(measure_span(measure)?);
                let to = of(finding_span(to)?);
                (target, Correction::Move { measure, to })
            }
            Change::MoveBeside { measure, forward } => {
                let own = self.store.measure(measure).map_err(|e| self.fail(&e))?.finding.id;
                let to = self.finding_beside(own, forward)?;
                return self.correction(Change::Move { measure, to }, notice, kept, corrections);
            }
            Change::Drop { measure } => {
                let target = Target::Measure(measure);
                let measure = of(measure_span(measure)?);
                (target, Correction::Drop { measure })
            }
            Change::Restore { at, .. } => {
                let at = place(at);
                let holds = |anchor: &Anchor| {
                    let start = anchor.find(source)?;
                    (start <= at && at < start + anchor.span.len()).then_some(())
                };
                let dropped = corrections.iter().rev().find_map(|correction| match correction {
                    Correction::Drop { measure } => holds(measure).map(|()| measure.clone()),
                    _ => None,
                });
                let Some(measure) = dropped else {
                    let lang = self.lang();
                    return Err(DeskError::usage(
                        lang.pick(
                            "此处没有被标为“不是措施”的文字",
                            "nothing here was said to be no measure",
                        ),
                        lang.pick("correct --list 列出更正", "`correct --list` lists the corrections"),
                    ));
                };
                (Target::Notice(notice), Correction::Restore { measure })
            }
            Change::NewFinding { at, title, .. } => {
                let at = place(at);
                let end = source[at..].find('\n').map_or(source.len(), |end| at + end);
                let at = Anchor::at(source, at, Span::new(at, end));
                (Target::Notice(notice), Correction::NewFinding { at, title })
            }
            Change::MergeFinding { finding, forward } => {
                let other = self.finding_beside(finding, forward)?;
                let (first, second) = if forward { (finding, other) } else { (other, finding) };
                let correction = Correction::MergeFindings {
                    first: of(finding_span(first)?),
                    second: of(finding_span(second)?),
                };
                (Target::Finding(first), correction)
            }
            Change::Decide { at, accept, .. } => {
                let at = place(at);
                let (span, reading) = self.proposal_at(notice, at, source, corrections)?;
                let at = Anchor::whole(source, span);
                let correction = if accept {
                    Correction::Accept { at, reading }
                } else {
                    Correction::Reject { at, reading }
                };
                (Target::Notice(notice), correction)
            }
        })
    }

    fn measure_span(&self, id: MeasureId) -> Result<Span, DeskError> {
        self.store
            .measure(id)
            .map(|detail| detail.measure.span)
            .map_err(|e| self.fail(&e))
    }

    fn finding_span(&self, id: FindingId) -> Result<Span, DeskError> {
        self.store.finding(id).map(|line| line.span).map_err(|e| self.fail(&e))
    }

    fn no_part(&self) -> DeskError {
        let lang = self.lang();
        DeskError::usage(
            lang.pick("只能更正问题和措施", "findings and measures are corrected, not notices"),
            lang.pick("请先选一个问题或一条措施", "choose a finding or measure first"),
        )
    }

    /// The measure after or before one, in its finding.
    fn beside(&self, measure: MeasureId, forward: bool) -> Result<MeasureId, DeskError> {
        let read = || -> Result<Option<MeasureId>, StoreError> {
            let finding = self.store.measure(measure)?.finding;
            let mut own = self.store.measures(finding.notice)?;
            own.retain(|line| line.finding == finding.id);
            let ids: Vec<MeasureId> = own.into_iter().map(|line| line.id).collect();
            Ok(neighbour(&ids, measure, forward))
        };
        let lang = self.lang();
        read().map_err(|e| self.fail(&e))?.ok_or_else(|| {
            let what = if forward {
                lang.pick(
                    "其后没有同一问题的措施",
                    "no measure of the same finding comes after it",
                )
            } else {
                lang.pick(
                    "其前没有同一问题的措施",
                    "no measure of the same finding comes before it",
                )
            };
            DeskError::usage(
                what,
                lang.pick("先合并问题，或选另一条", "merge the findings first, or choose another"),
            )
        })
    }

    fn finding_beside(&self, finding: FindingId, forward: bool) -> Result<FindingId, DeskError> {
        let read = || -> Result<Option<FindingId>, StoreError> {
            let notice = self.store.finding(finding)?.notice;
            let ids: Vec<FindingId> = self.store.findings(notice)?.into_iter().map(|line| line.id).collect();
            Ok(neighbour(&ids, finding, forward))
        };
        let lang = self.lang();
        read().map_err(|e| self.fail(&e))?.ok_or_else(|| {
            let what = if forward {
                lang.pick("其后没有问题", "no finding comes after it")
            } else {
                lang.pick("其前没有问题", "no finding comes before it")
            };
            DeskError::usage(what, "")
        })
    }

    /// The proposed reading at a place: one that is open, or one that was decided already.
    fn proposal_at(
        &self,
        notice: NoticeId,
        at: usize,
        source: &str,
        corrections: &[Correction],
    ) -> Result<(Span, String), DeskError> {
        let holds = |span: Span| span.start <= at && at < span.end;
        let flags = self.store.flags_on(Target::Notice(notice)).map_err(|e| self.fail(&e))?;
        let open = flags
            .into_iter()
            .filter(|line| holds(line.flag.span))
            .find_map(|line| Some((line.flag.span, line.flag.proposal?)));
        let decided = || {
            corrections.iter().rev().find_map(|correction| match correction {
                Correction::Accept { at, reading } | Correction::Reject { at, reading } => {
                    let span = at.find_whole(source).filter(|span| holds(*span))?;
                    Some((span, reading.clone()))
                }
                _ => None,
            })
        };
        let lang = self.lang();
        open.or_else(decided).ok_or_else(|| {
            DeskError::usage(
                lang.pick("此处没有建议的读法", "no reading is proposed here"),
                lang.pick("parse-view 中按 ] 到下一处", "in the parse view, ] goes to the next"),
            )
        })
    }
}

fn neighbour<T: Copy + PartialEq>(ids: &[T], id: T, forward: bool) -> Option<T> {
    let at = ids.iter().position(|other| *other == id)?;
    let at = if forward { at.checked_add(1) } else { at.checked_sub(1) };
    ids.get(at?).copied()
}
