//! Lines of the site that stands around a notice, and advertisements inside it.

use crate::model::{Flag, Severity};
use crate::text::clause;
use crate::text::clean::advertises;

use super::super::fields::Layers;
use super::{Seen, flag};

/// Advertisements that are flagged at most.
const MOST: usize = 200;

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let mut flags = around(seen);
    flags.extend(taken_out(seen));
    flags.extend(inside(seen));
    flags
}

fn around(seen: &Seen) -> Vec<Flag> {
    let blocks = &seen.frame.boilerplate;
    blocks
        .iter()
        .map(|block| {
            let text = seen.page.folded().get(block.clone()).unwrap_or_default();
            let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
            flag(
                "damage",
                "site_boilerplate",
                Severity::Info,
                seen.page.span(block.clone()),
                format!("网站附加内容{lines}行，不属于通报正文"),
                format!(
                    "{lines} {} of the site, not of the notice",
                    if lines == 1 { "line" } else { "lines" }
                ),
            )
        })
        .collect()
}

/// Lines of advertisement that cleaning took out; they are still in the source.
fn taken_out(seen: &Seen) -> Vec<Flag> {
    let adverts = seen.clean.repairs.iter().filter(|repair| repair.kind == "advert");
    adverts
        .take(MOST)
        .map(|repair| {
            flag(
                "damage",
                "site_boilerplate",
                Severity::Notice,
                repair.range.clone().into(),
                "正文中夹有广告行，已不计入通报正文".to_owned(),
                "a line of advertisement inside the text, left out of the notice".to_owned(),
            )
        })
        .collect()
}

/// Sentences of advertisement within a paragraph; they are left where they are.
fn inside(seen: &Seen) -> Vec<Flag> {
    let text = seen.page.folded();
    let body = seen.frame.text_start..seen.frame.body.end.max(seen.frame.text_start);
    let Some(own) = text.get(body.clone()) else {
        return Vec::new();
    };
    clause::split(own, clause::ends_sentence)
        .into_iter()
        .filter(|sentence| sentence.len() <= 900 && advertises(&own[sentence.clone()]))
        .take(MOST)
        .map(|sentence| {
            flag(
                "damage",
                "site_boilerplate",
                Severity::Warning,
                seen.page.span(body.start + sentence.start..body.start + sentence.end),
                "正文中夹有广告内容，不属于通报".to_owned(),
                "words of advertisement inside the text, not of the notice".to_owned(),
            )
        })
        .collect()
}
