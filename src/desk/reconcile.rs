//! Reconciliation: every number that a notice claims beside what the program can count in it, each with its place.

use std::collections::BTreeMap;

use super::correct::cleaned;
use super::{Desk, DeskError};
use crate::audit::{Figure, Fit, Operand, Printed, is_headline, is_over, reconcile};
use crate::model::{ClaimSubject, Flag, Lang, NoticeId, Progress, SectionKind, Span, Target};
use crate::store::{FindingLine, MeasureLine, SectionLine, StoreError};

/// Rules of the audit whose operands are numbers that collide.
const SUMS: &[&str] = &["sum", "rate", "money", "people", "documents"];

/// A row of the reconciliation.
#[derive(Debug, Clone)]
pub struct NumberRow {
    /// The number in words, or what is wrong with numbers.
    pub words: String,
    /// The clause that it stands in.
    pub text: String,
    /// How it stands to its operands.
    pub fit: Fit,
    /// Its place in the clean text of the notice, in bytes.
    pub at: Option<usize>,
    /// What it is held against.
    pub operands: Vec<OperandRow>,
}

/// Something that a number is held against.
#[derive(Debug, Clone)]
pub struct OperandRow {
    /// What, with how many.
    pub words: String,
    /// Where the first of it stands in the clean text, in bytes.
    pub at: Option<usize>,
}

/// What a notice prints, with where the first of each stands.
struct Counted {
    printed: Printed,
    findings: Vec<FindingLine>,
    sections: Vec<SectionLine>,
    measures: Vec<MeasureLine>,
}

impl Desk {
    /// Every number that a notice claims outside of its answers, and every sum, rate and count in which the audit found numbers that
    /// collide.
    pub fn reconciliation(&self, notice: NoticeId) -> Result<Vec<NumberRow>, DeskError> {
        self.read_reconciliation(notice).map_err(|e| self.fail(&e))
    }

    fn read_reconciliation(&self, notice: NoticeId) -> Result<Vec<NumberRow>, StoreError> {
        let lang = self.lang();
        let source = self.store.source(notice)?;
        let clean = cleaned(&source.text, &self.store.corrections(notice)?);
        let place = |span: Span| {
            source.text.get(span.range())?;
            Some(clean.map.forward(span.range()).start)
        };
        let counted = self.counted(notice)?;
        // What one answer counts is no number of the whole notice.
        let inside = |span: Span| counted.measures.iter().any(|line| line.span.overlaps(span));
        let mut rows: Vec<NumberRow> = Vec::new();
        let headlines = source
            .claims
            .iter()
            .filter(|claim| is_headline(claim) && !inside(claim.span));
        for claim in headlines {
            for line in reconcile(claim, &counted.printed) {
                let value = number(line.claimed);
                let subject = subject(claim.subject, lang);
                let unit = if line.figure == Figure::Rate { "%" } else { &claim.unit };
                rows.push(NumberRow {
                    words: format!("{subject}{} {value}{unit}", figure(line.figure, lang)),
                    text: claim.text.clone(),
                    fit: line.fit,
                    at: place(claim.span),
                    operands: line
                        .operands
                        .iter()
                        .map(|(operand, count)| OperandRow {
                            words: format!("{} {}", operand_name(*operand, lang), number(*count)),
                            at: counted.first(*operand).and_then(place),
                        })
                        .collect(),
                });
            }
        }
        let flags = self
            .store
            .flags_on(Target::Notice(notice))?
            .into_iter()
            .map(|line| line.flag);
        for flag in flags.filter(|flag| SUMS.contains(&flag.rule.as_str())) {
            let excerpt = source.text.get(flag.span.range()).unwrap_or_default();
            rows.push(NumberRow {
                words: message(&flag, lang).to_owned(),
                text: super::words::clip(excerpt, 120),
                fit: Fit::Differs,
                at: place(flag.span),
                operands: flag
                    .operands
                    .iter()
                    .map(|(words, span)| OperandRow {
                        words: words.clone(),
                        at: place(*span),
                    })
                    .collect(),
            });
        }
        Ok(rows)
    }

    fn counted(&self, notice: NoticeId) -> Result<Counted, StoreError> {
        let findings = self.store.findings(notice)?;
        let mut sections = self.store.sections(notice)?;
        sections.retain(|section| section.kind == SectionKind::Findings);
        let measures = self.store.measures(notice)?;
        let mut levels: BTreeMap<u8, usize> = BTreeMap::new();
        for section in &sections {
            *levels.entry(section.level).or_default() += 1;
        }
        let states: Vec<&str> = findings
            .iter()
            .filter_map(|line| line.printed.state.as_deref())
            .collect();
        let mut documents: Vec<String> = self
            .store
            .documents(notice)?
            .into_iter()
            .map(|(_, title)| title)
            .collect();
        documents.sort_unstable();
        documents.dedup();
        Ok(Counted {
            printed: Printed {
                findings: findings.len(),
                levels: levels.into_iter().collect(),
                states_done: (!states.is_empty()).then(|| states.iter().filter(|state| is_over(state)).count()),
                measures: measures.len(),
                worded_done: measures.iter().filter(|line| line.progress == Progress::Done).count(),
                documents: documents.len(),
            },
            findings,
            sections,
            measures,
        })
    }
}

impl Counted {
    fn first(&self, operand: Operand) -> Option<Span> {
        let finding = |wanted: &dyn Fn(&FindingLine) -> bool| {
            self.findings.iter().find(|line| wanted(line)).map(|line| line.span)
        };
        match operand {
            Operand::Findings => finding(&|_| true),
            Operand::StatesDone => finding(&|line| line.printed.state.as_deref().is_some_and(is_over)),
            Operand::Headings(level) => {
                let section = self.sections.iter().find(|section| section.level == level);
                section.map(|section| section.span)
            }
            Operand::Measures | Operand::Documents => self.measures.first().map(|line| line.span),
            Operand::WordedDone => {
                let done = self.measures.iter().find(|line| line.progress == Progress::Done);
                done.map(|line| line.span)
            }
            Operand::Quotient => None,
        }
    }
}

fn message(flag: &Flag, lang: Lang) -> &str {
    if flag.message_en.is_empty() {
        &flag.message
    } else {
        lang.pick(&flag.message, &flag.message_en)
    }
}

fn subject(subject: ClaimSubject, lang: Lang) -> &'static str {
    match subject {
        ClaimSubject::Findings => lang.pick("问题", "findings"),
        ClaimSubject::Measures => lang.pick("措施", "measures"),
        ClaimSubject::Documents => lang.pick("文件", "documents"),
        ClaimSubject::Cases => lang.pick("案件", "cases"),
        ClaimSubject::Other => lang.pick("其他", "other"),
    }
}

fn figure(figure: Figure, lang: Lang) -> &'static str {
    match figure {
        Figure::Total => lang.pick("总数", " in all"),
        Figure::Done => lang.pick("完成数", " done"),
        Figure::Rate => lang.pick("完成率", " rate"),
    }
}

fn operand_name(operand: Operand, lang: Lang) -> String {
    match operand {
        Operand::Findings => lang.pick("文中列出的问题", "findings printed").to_owned(),
        Operand::Headings(level) => lang.pick(format!("第 {level} 级标题"), format!("headings of level {level}")),
        Operand::StatesDone => lang
            .pick("自述状态为完成的问题", "findings whose printed state is done")
            .to_owned(),
        Operand::Measures => lang.pick("文中列出的措施", "measures printed").to_owned(),
        Operand::WordedDone => lang.pick("文面已完成的措施", "measures worded as done").to_owned(),
        Operand::Documents => lang
            .pick("措施中《》文件（不重复）", "documents in 《》, each once")
            .to_owned(),
        Operand::Quotient => lang.pick("完成数 ÷ 总数，%", "done by total, %").to_owned(),
    }
}

/// A number without needless decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_needless_decimals() {
        assert_eq!(
            [number(61.0), number(43.571), number(96.9), number(100.0)],
            ["61", "43.57", "96.9", "100"]
        );
    }
}
