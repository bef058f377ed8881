//! One cell: the number that it begins with, and the measures that are counted in it.

use std::ops::Range;

use super::super::heading::{self, OpeningKind};
use super::super::numbering::{self, Place, Sort};
use super::super::outline::{self, Sign, Tree};
use super::super::roles::{Answer, counted};
use super::grid::trimmed;

/// The number that a cell begins with.
pub(super) fn label(text: &str, cell: &Range<usize>) -> Option<Range<usize>> {
    let own = &text[cell.clone()];
    let first = numbering::scan(own).into_iter().next()?;
    let fits = first.range.start == 0 && first.place == Place::Line && first.style.sort() != Sort::Ordinal;
    fits.then(|| cell.start..cell.start + first.range.end)
}

/// The measures in a cell: one for each number of its outermost count, or the whole.
pub(super) fn measures(text: &str, cell: &Range<usize>) -> Vec<Answer> {
    let own = &text[cell.clone()];
    let openings = heading::openings(own);
    let start = openings
        .first()
        .filter(|opening| opening.range.start == 0 && opening.kind == OpeningKind::Answer)
        .map_or(0, |opening| opening.range.end);
    let mut signs: Vec<Sign> = numbering::scan(own)
        .into_iter()
        .map(Sign::Label)
        .chain(openings.into_iter().map(Sign::Opening))
        .collect();
    signs.sort_by_key(|sign| (sign.range().start, matches!(sign, Sign::Opening(_))));
    let chosen = outline::choose(&signs);
    let tree = Tree::new(signs, &chosen, own.len());
    let nodes: Vec<usize> = tree.children(None).collect();
    let away = |range: Range<usize>| cell.start + range.start..cell.start + range.end;
    let one = nodes.len() == 1 && tree.nodes[nodes[0]].style.is_ordinal();
    if !nodes.is_empty() && !one {
        let answers = nodes.into_iter().map(|node| {
            let answer = counted(own, &tree, node);
            Answer {
                node: None,
                label: answer.label.map(away),
                text: away(answer.text),
                range: away(answer.range),
            }
        });
        return answers.filter(|answer| !answer.text.is_empty()).collect();
    }
    let whole = trimmed(text, cell.start + start..cell.end);
    // A count that goes on from the row above has one number here.
    let label = label(text, &whole).filter(|_| nodes.is_empty());
    let from = label.as_ref().map_or(whole.start, |label| label.end);
    vec![Answer {
        node: None,
        label,
        text: trimmed(text, from..whole.end),
        range: whole,
    }]
}
