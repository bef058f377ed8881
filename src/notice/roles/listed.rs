//! Notices that list their problems first (一、反馈的主要问题) and answer them later under the same titles: the list is no second set of
//! findings.

use std::collections::HashSet;

use super::super::outline::Tree;
use super::Problem;

/// Characters of the shortest title that is known by being part of another.
const TELLING: usize = 6;

/// Answered titles in which others are looked for as a part; no notice has more, and a hostile text is to be read in one pass.
const FEW: usize = 400;

/// Takes out the problems of each list without answers, most of which are answered elsewhere under their titles. Problems of one list
/// stand next to each other under the same heading.
pub(super) fn without_lists(text: &str, tree: &Tree, problems: &mut Vec<Problem>) {
    let answered: HashSet<String> = problems
        .iter()
        .filter(|problem| !problem.answers.is_empty())
        .map(|problem| key(&text[problem.title.clone()]))
        .filter(|title| !title.is_empty())
        .collect();
    if answered.is_empty() {
        return;
    }
    let mut kept = Vec::with_capacity(problems.len());
    let above = |problem: &Problem| tree.nodes[problem.node].parent;
    let lists = problems.chunk_by(|one, other| above(one) == above(other));
    for list in lists {
        let bare = list.len() > 1 && list.iter().all(|problem| problem.answers.is_empty());
        let again = |problem: &&Problem| {
            let own = key(&text[problem.title.clone()]);
            answered.contains(&own) || (answered.len() <= FEW && answered.iter().any(|title| is_part(&own, title)))
        };
        if !bare || list.iter().filter(again).count() * 3 < list.len() * 2 {
            kept.extend_from_slice(list);
        }
    }
    *problems = kept;
}

/// A title as it is compared: letters and digits only, without 问题 at its end.
fn key(title: &str) -> String {
    let bare: String = title.chars().filter(|c| c.is_alphanumeric()).collect();
    bare.trim_end_matches("问题").trim_end_matches('的').to_owned()
}

/// Whether one of two titles is a part of the other, and says enough.
fn is_part(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short.chars().count() >= TELLING && long.contains(short)
}
