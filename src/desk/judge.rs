//! Judging: verdicts, checks, comments, and taking them back. Committed, and on the disk, when a call returns.

use super::compare::compare_after_act;
use super::correct::Parser;
use super::view::Done;
use super::{Desk, DeskError, words};
use crate::model::{Check, CommitmentId, MeasureId, Target, Verdict};
use crate::review::Body;
use crate::store::{Act, Moved, StoreError, Written};

impl Desk {
    /// Gives (or with `None` takes back) the reviewer's verdict on a measure. Committed when this returns.
    ///
    /// # Errors
    /// [`super::ErrorKind::Usage`] for a verdict that needs a comment and has none.
    pub fn judge(
        &mut self,
        measure: MeasureId,
        verdict: Option<Verdict>,
        comment: Option<&str>,
    ) -> Result<Done, DeskError> {
        self.judge_all(&[measure], verdict, comment)
    }

    /// Gives one verdict on many measures as one act, which one undo takes back.
    ///
    /// # Errors
    /// As [`Self::judge`]; nothing is written then.
    pub fn judge_all(
        &mut self,
        measures: &[MeasureId],
        verdict: Option<Verdict>,
        comment: Option<&str>,
    ) -> Result<Done, DeskError> {
        let body = Body::Verdict {
            verdict,
            comment: comment.map(str::to_owned),
        };
        let parts = measures
            .iter()
            .map(|id| (Act::On(Target::Measure(*id)), body.clone()))
            .collect();
        self.act(parts)
    }

    /// Sets or clears the reviewer's check of a commitment.
    pub fn check(&mut self, commitment: CommitmentId, check: Option<Check>) -> Result<Done, DeskError> {
        self.act(vec![(Act::Commitment(commitment), Body::Check { check })])
    }

    /// Adds a comment.
    pub fn comment(&mut self, target: Target, text: &str) -> Result<Done, DeskError> {
        self.act(vec![(Act::On(target), Body::Comment { text: text.to_owned() })])
    }

    /// Takes back the reviewer's last act that is not yet taken back; `None` when there is none.
    pub fn undo(&mut self) -> Result<Option<Done>, DeskError> {
        let moved = self.store.undo(&self.options.reviewer, Self::now(), &Parser);
        self.shifted(moved, "撤销", "undone")
    }

    /// Gives back what the last undo took; `None` when there is nothing, or something new was done since.
    pub fn redo(&mut self) -> Result<Option<Done>, DeskError> {
        let moved = self.store.redo(&self.options.reviewer, Self::now(), &Parser);
        self.shifted(moved, "重做", "redone")
    }

    pub(super) fn act(&mut self, parts: Vec<(Act, Body)>) -> Result<Done, DeskError> {
        let first = parts.first().cloned();
        let write = |desk: &mut Self| -> Result<Done, StoreError> {
            let written = desk.store.act(&desk.options.reviewer, Self::now(), parts, &Parser)?;
            if matches!(first, Some((_, Body::Correct(_) | Body::Relate { .. }))) {
                compare_after_act(&mut desk.store);
            }
            let lang = desk.lang();
            match (written, first) {
                (Some(written), Some((_, body))) => desk.done(written, &body, ""),
                (None, Some((Act::On(target), _))) => Ok(Done {
                    notice: Some(desk.store.notice_of(target)?),
                    target: Some(target),
                    what: lang.pick("无变化", "nothing changed").to_owned(),
                }),
                _ => Ok(Done {
                    notice: None,
                    target: None,
                    what: lang.pick("无变化", "nothing changed").to_owned(),
                }),
            }
        };
        write(self).map_err(|e| self.fail(&e))
    }

    fn shifted(
        &mut self,
        moved: Result<Option<Moved>, StoreError>,
        zh: &'static str,
        en: &'static str,
    ) -> Result<Option<Done>, DeskError> {
        if matches!(&moved, Ok(Some(moved)) if matches!(moved.body, Body::Correct(_) | Body::Relate { .. })) {
            compare_after_act(&mut self.store);
        }
        let say = |moved: Moved| {
            let prefix = self.lang().pick(format!("{zh} "), format!("{en}: "));
            self.done(moved.written, &moved.body, &prefix)
        };
        moved
            .and_then(|moved| moved.map(say).transpose())
            .map_err(|e| self.fail(&e))
    }

    fn done(&self, written: Written, body: &Body, prefix: &str) -> Result<Done, StoreError> {
        let name = self.name(written.target)?;
        let more = match written.parts {
            1 => String::new(),
            parts => self
                .lang()
                .pick(format!(" 等 {parts} 项"), format!(" and {} more", parts - 1)),
        };
        Ok(Done {
            notice: Some(written.notice),
            target: Some(written.target),
            what: format!("{prefix}{name}{more}: {}", words::body(body, self.lang())),
        })
    }

    /// A thing in a few words: its label and the beginning of its text.
    pub(super) fn name(&self, target: Target) -> Result<String, StoreError> {
        let (label, text) = match target {
            Target::Notice(notice) => (None, self.store.short_of(notice)?),
            Target::Finding(finding) => {
                let line = self.store.finding(finding)?;
                (line.label, words::clip(&line.title, 24))
            }
            Target::Measure(measure) => {
                let line = self.store.measure(measure)?.measure;
                (line.label, words::clip(&words::gist(&line.text), 24))
            }
        };
        Ok(label.into_iter().chain([text]).collect::<Vec<_>>().join(" "))
    }
}
