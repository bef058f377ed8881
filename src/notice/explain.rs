//! The record of a reading, made of what the chooser and the roles left behind: nothing is decided here.

use std::ops::Range;

use crate::model::{Explained, ExplainedLine, ExplainedOutline, ExplainedSign, Taken};

use super::fields::Layers;
use super::frame::Frame;
use super::heading::OpeningKind;
use super::outline::{Outline, Relation, Sign, Term, Tree};
use super::page::Page;
use super::particulars;
use super::roles::Roles;

/// Characters of a line that are told.
const TOLD: usize = 28;

/// What a reading left behind.
pub(super) struct Seen<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) frame: &'a Frame,
    pub(super) tree: &'a Tree,
    pub(super) roles: &'a Roles,
    pub(super) outlines: &'a [Outline],
}

pub(super) fn explain(seen: &Seen) -> Explained {
    Explained {
        candidates: candidates(seen),
        outlines: outlines(seen),
        lines: lines(seen),
    }
}

fn candidates(seen: &Seen) -> Vec<ExplainedSign> {
    let mut taken: Vec<Option<Taken>> = vec![None; seen.tree.signs.len()];
    for chosen in seen.outlines.first().map_or(&[][..], |best| &best.chosen) {
        taken[chosen.sign] = Some(Taken {
            depth: chosen.depth,
            relation: relation(chosen.relation).to_owned(),
        });
    }
    let signs = seen.tree.signs.iter().zip(taken);
    signs
        .map(|(sign, taken)| {
            let (style, value, place, strength) = match sign {
                Sign::Label(label) => (
                    label.style.name(),
                    Some(label.value).filter(|value| *value > 0),
                    Some(label.place.name()),
                    label.strength,
                ),
                Sign::Heading(heading) => (heading.style.name(), None, None, heading.strength),
                Sign::Opening(opening) => {
                    let kind = match opening.kind {
                        OpeningKind::Answer => "answer",
                        OpeningKind::Statement => "statement",
                    };
                    (kind, None, Some(opening.place.name()), 0)
                }
            };
            ExplainedSign {
                text: told(seen.page, sign.range()),
                style: style.to_owned(),
                value,
                place: place.map(str::to_owned),
                strength,
                span: seen.page.span(sign.range()),
                taken,
            }
        })
        .collect()
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::First => "first",
        Relation::Late => "late",
        Relation::Through => "through",
        Relation::Next => "next",
        Relation::Gap => "gap",
        Relation::Double => "double",
        Relation::Restart => "restart",
    }
}

fn outlines(seen: &Seen) -> Vec<ExplainedOutline> {
    let best = seen.outlines.first().map_or(&[][..], |best| &best.chosen);
    let explain = |outline: &Outline| {
        let apart = outline.chosen.iter().zip(best).position(|(other, best)| other != best);
        let shorter = outline.chosen.len().min(best.len());
        let differs = outline.chosen != best;
        let at = apart.unwrap_or(shorter);
        let sign = |chosen: &[super::outline::Chosen]| chosen.get(at).map(|chosen| chosen.sign);
        ExplainedOutline {
            score: outline.score(),
            words: outline.terms[Term::Words as usize],
            numbers: outline.terms[Term::Numbers as usize],
            levels: outline.terms[Term::Levels as usize],
            answers: outline.terms[Term::Answers as usize],
            signs: outline.chosen.len(),
            differs_at: differs
                .then(|| sign(best).into_iter().chain(sign(&outline.chosen)).min())
                .flatten(),
        }
    };
    seen.outlines.iter().map(explain).collect()
}

fn lines(seen: &Seen) -> Vec<ExplainedLine> {
    let mut found: Vec<(Range<usize>, &str, String)> = Vec::new();
    for block in &seen.frame.boilerplate {
        found.push((
            block.clone(),
            "boilerplate",
            "frame/cues.tsv: header, footer".to_owned(),
        ));
    }
    if !seen.frame.contact.is_empty() {
        found.push((
            seen.frame.contact.clone(),
            "contact",
            "frame/cues.tsv: invite, contact".to_owned(),
        ));
    }
    let styled = |node: usize| format!("style {}", seen.tree.nodes[node].style.name());
    for part in &seen.roles.parts {
        if let Some(node) = part.node {
            let heading = part.range.start..part.title.end.max(part.range.start);
            found.push((heading, "section", format!("{}, {:?}", styled(node), part.kind)));
        }
    }
    for problem in &seen.roles.problems {
        let mut cue = styled(problem.node);
        for word in &problem.cues {
            cue = format!("{cue}, {word}");
        }
        found.push((problem.heading.clone(), "finding", cue));
        if let Some(opening) = &problem.opening {
            found.push((opening.clone(), "answer", "heading/words.tsv: answer".to_owned()));
        }
        for answer in &problem.answers {
            let cue = answer.node.map_or_else(|| "the whole answer".to_owned(), styled);
            found.push((answer.range.clone(), "measure", cue));
        }
        found.extend(fields(seen.page.folded(), problem.range.clone()));
    }
    for item in seen.roles.steps.iter().flat_map(|step| &step.items) {
        let cue = item.node.map_or_else(|| "the whole part".to_owned(), styled);
        found.push((item.range.clone(), "step", cue));
    }
    found.sort_by_key(|(range, ..)| (range.start, std::cmp::Reverse(range.end)));
    let line = |(range, role, cue): (Range<usize>, &str, String)| ExplainedLine {
        role: role.to_owned(),
        cue,
        text: told(seen.page, range.clone()),
        span: seen.page.span(range),
    };
    found.into_iter().map(line).collect()
}

/// The lines of a finding that print its particulars.
fn fields(text: &str, range: Range<usize>) -> Vec<(Range<usize>, &'static str, String)> {
    let mut start = range.start;
    let mut found = Vec::new();
    for line in text[range].split_inclusive('\n') {
        if particulars::opens_line(line) {
            let own = start..start + line.trim_end().len();
            found.push((own, "field", "particulars/labels.tsv".to_owned()));
        }
        start += line.len();
    }
    found
}

/// The first words of a range, on one line.
fn told(page: &Page, range: Range<usize>) -> String {
    let text = page.clean(range);
    let mut words: String = text.split_whitespace().collect();
    if let Some((at, _)) = words.char_indices().nth(TOLD) {
        words.truncate(at);
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean;

    #[test]
    fn a_reading_tells_what_it_took_and_what_it_left_out() {
        let source = "关于巡察整改情况的通报\n现将整改情况予以公布。\n一、反馈问题整改情况\n1.关于“台账不清”的问题\n整改情况：一是补齐缺项，参照第1.2节。二是逐册核对。\n责任部门：财务科\n2.关于“值守脱岗”的问题\n整改情况：一是重排班表。二是每日抽查。";
        let (parsed, explained) = super::super::explain(source, &clean(source));
        assert_eq!(parsed.findings.len(), 2);
        let sums: Vec<i32> = explained.outlines.iter().map(|outline| outline.score).collect();
        assert!(sums.len() > 1 && sums.is_sorted_by(|one, next| one >= next), "{sums:?}");
        for (rank, outline) in explained.outlines.iter().enumerate() {
            let sum = outline.words + outline.numbers + outline.levels + outline.answers;
            assert_eq!(sum, outline.score);
            assert_eq!(outline.differs_at.is_none(), rank == 0);
        }
        let taken = explained.candidates.iter().filter(|sign| sign.taken.is_some()).count();
        assert_eq!(taken, explained.outlines[0].signs);
        let roles: Vec<&str> = explained.lines.iter().map(|line| line.role.as_str()).collect();
        assert_eq!(
            roles,
            [
                "section", "finding", "answer", "measure", "measure", "field", "finding", "answer", "measure",
                "measure"
            ]
        );
        assert_eq!(
            explained.lines[1].cue,
            "style arabic, wrapped, problem, answered, counted"
        );
    }
}
