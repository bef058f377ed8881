//! The letter of inquiry: what to ask for, of measures that a reviewer chose.

use std::collections::HashMap;

use super::words::clip;
use super::{Desk, DeskError};
use crate::audit::{Wanting, wanting};
use crate::export::{Letter, LetterItem, letter};
use crate::model::{Check, Cue, CueKind, MeasureId, NoticeId, Target, Verdict};
use crate::store::StoreError;
use crate::text::clause::{ends_clause, split};
use crate::text::fold::fold;

/// A draft, and what it is about.
#[derive(Debug, Clone)]
pub struct LetterDraft {
    /// The letter as Markdown.
    pub text: String,
    /// Measures in it.
    pub measures: usize,
    /// A name for its file.
    pub file: String,
}

/// Characters of a claim that a letter quotes.
const CLAIM: usize = 60;

impl Desk {
    /// A draft letter that asks for what is wanting in the measures of these targets (all of a notice's or finding's): missing
    /// particulars, proof of what is claimed, promises that came due. With `comments` the reviewer's own stand under each.
    ///
    /// # Errors
    /// [`super::ErrorKind::Usage`] where there is no measure among them.
    pub fn letter(&self, targets: &[Target], comments: bool) -> Result<LetterDraft, DeskError> {
        let lang = self.lang();
        let measures = self.measures_among(targets).map_err(|e| self.fail(&e))?;
        if measures.is_empty() {
            return Err(DeskError::usage(
                lang.pick("其中没有措施", "there is no measure among them"),
                lang.pick("请选措施、问题或通报", "choose measures, findings or notices"),
            ));
        }
        let mut letters: Vec<(NoticeId, Letter)> = Vec::new();
        for id in &measures {
            let notice = self.store.notice_of(Target::Measure(*id)).map_err(|e| self.fail(&e))?;
            if !letters.iter().any(|(known, _)| *known == notice) {
                letters.push((notice, self.heading(notice).map_err(|e| self.fail(&e))?));
            }
            let item = self.item(*id, comments)?;
            if let Some((_, letter)) = letters.iter_mut().find(|(known, _)| *known == notice) {
                letter.items.push(item);
            }
        }
        let whom = letters
            .first()
            .map_or(Ok(String::new()), |(notice, _)| self.store.short_of(*notice));
        let whom = whom.map_err(|e| self.fail(&e))?;
        let letters: Vec<Letter> = letters.into_iter().map(|(_, letter)| letter).collect();
        let name = lang.pick("核查函", "inquiry");
        Ok(LetterDraft {
            text: letter(&letters, lang),
            measures: measures.len(),
            file: format!("{name}-{}-{}.md", file_part(&whom), self.options.today),
        })
    }

    /// The measures that targets hold, each once, in the order of the targets.
    fn measures_among(&self, targets: &[Target]) -> Result<Vec<MeasureId>, StoreError> {
        let mut found: Vec<MeasureId> = Vec::new();
        for target in targets {
            let notice = self.store.notice_of(*target)?;
            let own: Vec<MeasureId> = match target {
                Target::Measure(id) => vec![*id],
                Target::Finding(id) => {
                    let all = self.store.measures(notice)?.into_iter();
                    all.filter(|line| line.finding == *id).map(|line| line.id).collect()
                }
                Target::Notice(_) => self.store.measures(notice)?.into_iter().map(|line| line.id).collect(),
            };
            found.extend(own);
        }
        let mut seen: HashMap<MeasureId, ()> = HashMap::new();
        found.retain(|id| seen.insert(*id, ()).is_none());
        Ok(found)
    }

    fn heading(&self, notice: NoticeId) -> Result<Letter, StoreError> {
        let meta = self.store.meta(notice)?;
        let short = self.store.short_of(notice)?;
        let to = [meta.inspected, meta.issuer, short.clone()]
            .into_iter()
            .find(|name| !name.is_empty());
        Ok(Letter {
            to: to.unwrap_or_default(),
            notice: if meta.title.is_empty() { short } else { meta.title },
            published: meta.published.map_or_else(String::new, |date| date.to_string()),
            day: self.options.today.to_string(),
            items: Vec::new(),
        })
    }

    fn item(&self, id: MeasureId, comments: bool) -> Result<LetterItem, DeskError> {
        let lang = self.lang();
        let view = self.measure(id)?;
        let mut asks: Vec<(String, String)> = Vec::new();
        let ask = |zh: &str, en: &str, quoted: String| (lang.pick(zh, en).to_owned(), quoted);
        // What was verified needs no proof; what was promised may still be due.
        let verified = view.verdict == Some(Verdict::Verified);
        if !verified {
            for claim in claimed(&view.text, &view.cues) {
                asks.push(ask("证明材料：", "proof that ", claim));
            }
            for wanting in wanting(&fold(&view.text).text) {
                let (zh, en) = words(wanting);
                asks.push(ask(zh, en, String::new()));
            }
            for title in &view.documents {
                asks.push(ask("文件全文及印发文号：", "the document in full: ", title.clone()));
            }
        }
        for promise in &view.commitments {
            let late = promise
                .overdue_days
                .filter(|late| *late > 0 && promise.check != Some(Check::Kept));
            if let Some((due, late)) = promise.due.zip(late) {
                asks.push(ask(
                    &format!("承诺 {due} 到期，已逾期 {late} 天，兑现情况及材料："),
                    &format!("promised for {due}, {late} days ago; how it was kept: "),
                    promise.text.clone(),
                ));
            }
        }
        if asks.is_empty() {
            asks.push(ask(
                "落实情况的说明及材料",
                "how it was carried out, with proof",
                String::new(),
            ));
        }
        let own = view
            .comments
            .iter()
            .filter(|comment| comment.reviewer == self.options.reviewer);
        let own = own.map(|comment| format!("{}：{}", comment.reviewer, comment.text));
        let address = self.address(Target::Measure(id))?;
        let labels = view.path.iter().chain(&view.label).map(String::as_str);
        Ok(LetterItem {
            place: std::iter::once(address.as_str())
                .chain(labels)
                .collect::<Vec<_>>()
                .join(" "),
            finding: view.finding_title,
            quote: view.text,
            asks,
            comments: if comments { own.collect() } else { Vec::new() },
        })
    }
}

/// The clauses that say that something was done, each once and shortened.
fn claimed(text: &str, cues: &[Cue]) -> Vec<String> {
    let done = |clause: &str| {
        let said = |cue: &&Cue| cue.kind == CueKind::Done && !cue.text.is_empty() && clause.contains(&cue.text);
        cues.iter().any(|cue| said(&cue))
    };
    let clauses = split(text, ends_clause).into_iter().filter_map(|range| text.get(range));
    clauses
        .map(str::trim)
        .filter(|clause| done(clause))
        .map(|clause| clip(clause, CLAIM))
        .collect()
}

fn words(wanting: Wanting) -> (&'static str, &'static str) {
    match wanting {
        Wanting::Date => ("完成时间（原文没有日期）", "when it was done (no date is given)"),
        Wanting::Number => ("数量（原文没有可核对的数字）", "how many (no number is given)"),
        Wanting::Document => (
            "依据或形成的文件名称、文号（原文没有）",
            "which document (none is named)",
        ),
        Wanting::Amount => ("金额及凭证（原文没有）", "the amount, with receipts (none is given)"),
        Wanting::Body => ("责任部门或经办单位（原文没有）", "the body in charge (none is named)"),
    }
}

/// A name as a part of a file's name: no separator, no dot at its start, nothing that a terminal or shell would obey.
fn file_part(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric()).take(24);
    let kept: String = kept.collect();
    if kept.is_empty() { "x".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_part_of_a_files_name() {
        assert_eq!(file_part("云溪港务"), "云溪港务");
        assert_eq!(file_part("../../etc/$(x)\u{1b}"), "etcx");
        assert_eq!(file_part("/"), "x");
        assert_eq!(file_part(&"长".repeat(99)).chars().count(), 24);
    }
}
