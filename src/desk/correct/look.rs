//! Looking at a parse: outline and source together, what is uncertain in it, and what was corrected.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::super::view::{Mark, OutlineRow, SourceView};
use super::super::words::clip;
use super::super::{Desk, DeskError};
use super::parser::{Parser, RULE, cleaned};
use super::say;
use crate::model::{NoticeId, SectionKind, Severity, Span, Target};
use crate::review::{Body, Correction};
use crate::store::{Reader as _, StoreError};
use crate::text::clean::Clean;

/// Characters of a measure that its row shows.
const GIST: usize = 60;

/// A parse beside its source.
#[derive(Debug, Clone)]
pub struct ParseView {
    /// The text with the places of its parts.
    pub source: Arc<SourceView>,
    /// Sections, findings and measures, in text order but for measures that were moved.
    pub rows: Vec<ParseRow>,
    /// What wants a look, in text order.
    pub issues: Vec<Issue>,
}

/// A section, finding or measure, as it was read.
#[derive(Debug, Clone)]
pub struct ParseRow {
    /// The finding or measure; none for a section.
    pub target: Option<Target>,
    /// What a section is about.
    pub kind: Option<SectionKind>,
    /// Depth in the outline.
    pub depth: u8,
    /// Its number.
    pub label: Option<String>,
    /// Its title, or the beginning of its text.
    pub text: String,
    /// Where it stands in the source as it was printed, in bytes.
    pub span: Span,
    /// Where it stands in the clean text.
    pub range: Range<usize>,
}

/// Something in a parse that wants a look.
#[derive(Debug, Clone)]
pub struct Issue {
    /// What sort.
    pub kind: IssueKind,
    /// Where, in the clean text.
    pub range: Range<usize>,
    /// In words.
    pub words: String,
    /// The reading that is proposed, or was decided on.
    pub reading: Option<String>,
}

/// Sorts of issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueKind {
    /// A hint of the parser or the audit.
    Flag(Severity),
    /// A reading is proposed and not decided on.
    Proposed,
    /// It was accepted: the text reads so.
    Accepted,
    /// It was rejected.
    Rejected,
    /// A correction that does not fit any more.
    Misfit,
    /// A verdict whose measure is no more; it is kept, and comes back with it.
    Waiting,
}

/// A correction in force, for listings.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionRow {
    /// Its event.
    pub seq: i64,
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: jiff::Timestamp,
    /// What it does: `split`, `merge`, `accept` …
    pub kind: &'static str,
    /// In words.
    pub what: String,
    /// The words that it is about.
    pub quote: String,
    /// Whether it fits the text as it is read now.
    pub fits: bool,
    /// Why not.
    pub why: Option<String>,
}

impl Desk {
    /// A notice's parse beside its source.
    pub fn parse_view(&self, notice: NoticeId) -> Result<ParseView, DeskError> {
        let source = Arc::new(self.source(notice)?);
        let kept = self.store.kept(notice).map_err(|e| self.fail(&e))?.kept;
        let corrections = self.store.corrections(notice).map_err(|e| self.fail(&e))?;
        let clean = cleaned(&kept.source, &corrections);
        let spans = self.spans(notice).map_err(|e| self.fail(&e))?;
        let row = |row: OutlineRow| {
            let of = |target| (Some(target), spans.get(&target).copied().unwrap_or_default());
            let mut kind = None;
            let ((target, span), depth, label, text) = match row {
                OutlineRow::Section(row) => {
                    kind = Some(row.kind);
                    ((None, row.span), row.level, row.label, row.title)
                }
                OutlineRow::Finding(row) => (of(Target::Finding(row.id)), row.level, row.label, row.title),
                OutlineRow::Measure(row) => (of(Target::Measure(row.id)), 0, row.label, clip(&row.gist, GIST)),
            };
            ParseRow {
                target,
                kind,
                depth,
                label,
                text,
                span,
                range: clean.map.forward(span.range()),
            }
        };
        let mut rows: Vec<ParseRow> = self.outline(notice)?.rows.into_iter().map(row).collect();
        // A measure stands one below its finding.
        let mut above = 0;
        for row in &mut rows {
            match row.target {
                Some(Target::Measure(_)) => row.depth = above + 1,
                _ => above = row.depth,
            }
        }
        let issues = self.issues(notice, &clean, &kept.source, &corrections)?;
        Ok(ParseView { source, rows, issues })
    }

    fn spans(&self, notice: NoticeId) -> Result<HashMap<Target, Span>, StoreError> {
        let findings = self.store.findings(notice)?.into_iter();
        let measures = self.store.measures(notice)?.into_iter();
        let findings = findings.map(|line| (Target::Finding(line.id), line.span));
        Ok(findings
            .chain(measures.map(|line| (Target::Measure(line.id), line.span)))
            .collect())
    }

    fn issues(
        &self,
        notice: NoticeId,
        clean: &Clean,
        source: &str,
        corrections: &[Correction],
    ) -> Result<Vec<Issue>, DeskError> {
        let lang = self.lang();
        let flags = self.flags_of(Target::Notice(notice)).map_err(|e| self.fail(&e))?;
        let open = flags.into_iter().filter(|view| view.dismissed.is_none());
        let mut issues: Vec<Issue> = open
            .map(|view| {
                let flag = view.flag;
                let kind = match flag.proposal {
                    _ if flag.rule == RULE => IssueKind::Misfit,
                    Some(_) => IssueKind::Proposed,
                    None => IssueKind::Flag(flag.severity),
                };
                let mut words = match flag.message_en.as_str() {
                    "" => flag.message,
                    _ => lang.pick(flag.message, flag.message_en),
                };
                if let Some(grounds) = flag.grounds {
                    let (sure, why) = (
                        grounds.confidence.name(lang),
                        lang.pick(grounds.reason, grounds.reason_en),
                    );
                    words.push_str(&lang.pick(format!("（{sure}：{why}）"), format!(" ({sure}: {why})")));
                }
                Issue {
                    kind,
                    range: clean.map.forward(flag.span.range()),
                    words,
                    reading: flag.proposal,
                }
            })
            .collect();
        // Of several words on one place, the last holds.
        let mut decided: Vec<(Span, Issue)> = Vec::new();
        for correction in corrections {
            let (anchor, reading, kind) = match correction {
                Correction::Accept { at, reading } => (at, reading, IssueKind::Accepted),
                Correction::Reject { at, reading } => (at, reading, IssueKind::Rejected),
                _ => continue,
            };
            let Some(place) = anchor.find_whole(source) else {
                continue;
            };
            decided.retain(|(other, _)| !other.overlaps(place));
            let issue = Issue {
                kind,
                range: clean.map.forward(place.range()),
                words: lang.pick(
                    format!("“{}”读作“{reading}”", anchor.quote),
                    format!("{:?} reads {reading:?}", anchor.quote),
                ),
                reading: Some(reading.clone()),
            };
            decided.push((place, issue));
        }
        issues.extend(decided.into_iter().map(|(_, issue)| issue));
        let waiting = self.store.waiting(notice).map_err(|e| self.fail(&e))?;
        issues.extend(waiting.into_iter().map(|line| {
            let start = line.start.unwrap_or(0).min(source.len());
            let (who, what) = (&line.reviewer, line.verdict.name(lang));
            let words = clip(&labelled(line.label.as_deref(), &line.words), GIST);
            Issue {
                kind: IssueKind::Waiting,
                range: clean.map.forward(start..start),
                words: lang.pick(
                    format!("{who} 的结论“{what}”保留在记录中，其措施现不在：{words}"),
                    format!("the verdict {what:?} of {who} is kept; its measure is not there now: {words}"),
                ),
                reading: None,
            }
        }));
        issues.sort_by_key(|issue| (issue.range.start, issue.range.end));
        Ok(issues)
    }

    /// The corrections of a notice that are in force, in order, with whether each fits the text as it is read now.
    pub fn corrections(&self, notice: NoticeId) -> Result<Vec<CorrectionRow>, DeskError> {
        let read = || -> Result<Vec<CorrectionRow>, StoreError> {
            let mut events: Vec<_> = self
                .store
                .history(Some(notice), usize::MAX)?
                .into_iter()
                .filter(|line| line.undone == Some(false))
                .filter_map(|line| line.record.read())
                .filter_map(|event| match event.body {
                    Body::Correct(correction) => Some((event.seq, event.reviewer, event.at, correction)),
                    _ => None,
                })
                .collect();
            events.reverse();
            if events.is_empty() {
                return Ok(Vec::new());
            }
            let corrections: Vec<Correction> = events.iter().map(|event| event.3.clone()).collect();
            let misfits = Parser.read(&self.store.kept(notice)?.kept, &corrections).misfits;
            let lang = self.lang();
            let row =
                |((seq, reviewer, at, correction), why): ((i64, String, _, Correction), Option<_>)| CorrectionRow {
                    seq,
                    reviewer,
                    at,
                    kind: correction.code(),
                    what: say::correction(&correction, lang),
                    quote: correction.anchor().quote.clone(),
                    fits: why.is_none(),
                    why: why.map(|why| say::misfit(why, lang).to_owned()),
                };
            Ok(events.into_iter().zip(misfits).map(row).collect())
        };
        read().map_err(|e| self.fail(&e))
    }

    /// Where a thing begins in the clean text of its notice.
    pub fn start_of(&self, on: Target) -> Result<usize, DeskError> {
        let read = || -> Result<usize, StoreError> {
            let notice = self.store.notice_of(on)?;
            let span = self.spans(notice)?.get(&on).copied().unwrap_or_default();
            let source = self.store.source(notice)?.text;
            let corrections = self.store.corrections(notice)?;
            Ok(cleaned(&source, &corrections).map.forward(span.range()).start)
        };
        read().map_err(|e| self.fail(&e))
    }

    /// The notice that a thing stands in.
    pub fn notice_of(&self, target: Target) -> Result<NoticeId, DeskError> {
        self.store.notice_of(target).map_err(|e| self.fail(&e))
    }

    /// Where a text begins in a notice or in a part of it, as a place in the clean text; white space does not count.
    ///
    /// # Errors
    /// [`super::super::ErrorKind::Usage`] when it is not there, or not only once.
    pub fn place_of_text(&self, on: Target, text: &str) -> Result<usize, DeskError> {
        let lang = self.lang();
        let notice = self.store.notice_of(on).map_err(|e| self.fail(&e))?;
        let source = self.source(notice)?;
        let wanted = |mark: &Mark| match (on, mark) {
            (Target::Finding(id), Mark::Finding(other)) => id == *other,
            (Target::Measure(id), Mark::Measure(other)) => id == *other,
            _ => false,
        };
        let within = match on {
            Target::Notice(_) => Some(0..source.text.len()),
            _ => source
                .marks
                .iter()
                .find(|(_, mark)| wanted(mark))
                .map(|(range, _)| range.clone()),
        };
        let within = within.unwrap_or_default();
        let words: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let solid: Vec<(usize, char)> = source.text[within.clone()]
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace())
            .collect();
        let places: Vec<usize> = solid
            .windows(words.len().max(1))
            .filter(|window| window.iter().map(|(_, c)| c).eq(&words))
            .map(|window| within.start + window[0].0)
            .collect();
        match places.as_slice() {
            [at] => Ok(*at),
            [] => Err(DeskError::usage(
                lang.pick(format!("此处没有“{text}”"), format!("{text:?} is not there")),
                lang.pick(
                    "请照原文写出该处开头的几个字",
                    "give the first words there as they are printed",
                ),
            )),
            more => Err(DeskError::usage(
                lang.pick(
                    format!("“{text}”在此处有 {} 处", more.len()),
                    format!("{text:?} is there {} times", more.len()),
                ),
                lang.pick("请多写几个字", "give more of the words"),
            )),
        }
    }
}

fn labelled(label: Option<&str>, text: &str) -> String {
    label.into_iter().chain([text]).collect::<Vec<_>>().join(" ")
}
