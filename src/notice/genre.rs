//! Whether a text can answer, or list, what an inspection found: rules, minutes, advertisements and other texts say much that is wrong, and
//! none of it is a finding.

use super::frame::Frame;
use super::heading;
use super::outline::Tree;
use super::roles::Roles;
use super::rows::Tables;
use super::table;

/// Lines above the text, and their characters, among which the title is.
const LINES: usize = 4;
const LONGEST: usize = 80;

/// Findings without an answer that make a list.
const LIST: usize = 2;

/// Whether the problems that were read are findings.
pub(super) fn has_findings(text: &str, frame: &Frame, tree: &Tree, roles: &Roles, tables: &Tables) -> bool {
    let body = &text[frame.body.start.min(frame.text_start)..frame.body.end];
    if !word("topic").any(|topic| body.contains(topic)) || is_other(text, frame) {
        return false;
    }
    let answered = roles.problems.iter().any(|problem| !problem.answers.is_empty())
        || tables
            .entries
            .iter()
            .any(|entry| !entry.answers.is_empty() || !entry.states.is_empty());
    if answered {
        return true;
    }
    let all = roles.problems.len() + tables.entries.len();
    let lists = |title: &str| word("list").any(|list| title.contains(list));
    let labelled = roles.problems.iter().any(|problem| {
        let own = &text[problem.heading.clone()];
        heading::opens_line(own)
    });
    let above = roles
        .problems
        .iter()
        .flat_map(|problem| &problem.path)
        .filter_map(|&node| text.get(tree.nodes[node].label.end..)?.lines().next())
        .any(lists);
    all >= LIST
        && (labelled || above || lists(opening(text)) || titles(text, frame).any(lists) || !tables.entries.is_empty())
}

/// Whether the title says that the text is of another sort.
fn is_other(text: &str, frame: &Frame) -> bool {
    let ends = |key: &str, title: &str| word(key).any(|end| title.ends_with(end));
    let named = titles(text, frame).any(|title| word("names").any(|name| title.contains(name)));
    titles(text, frame)
        .map(bare)
        .any(|title| ends("other", title) || is_news(title) || (!named && ends("list_other", title)))
}

/// Whether a title is that of news: 县局召开巡察整改专题会.
fn is_news(title: &str) -> bool {
    !title.starts_with("关于") && word("news").any(|news| title.contains(news)) && !title.contains(['。', ','])
}

/// The beginning of the text, where the title runs into it.
fn opening(text: &str) -> &str {
    let text = text.trim_start();
    &text[..text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)]
}

/// A title without what stands in brackets behind it: (试行).
fn bare(title: &str) -> &str {
    let cut = title.rfind('(').filter(|_| title.ends_with(')'));
    title[..cut.unwrap_or(title.len())].trim_end_matches([' ', '》'])
}

/// The short lines above the text.
fn titles<'a>(text: &'a str, frame: &Frame) -> impl Iterator<Item = &'a str> {
    let head = text.get(..frame.text_start).unwrap_or_default();
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    // The site's own lines stand above.
    let lines: Vec<&str> = lines.collect();
    let from = lines.len().saturating_sub(LINES);
    let short = |line: &&str| line.chars().take(LONGEST + 1).count() <= LONGEST;
    lines.into_iter().skip(from).filter(short)
}

fn word(key: &str) -> impl Iterator<Item = &'static str> {
    table::words_of(include_str!("genre.tsv"), key).into_iter()
}
