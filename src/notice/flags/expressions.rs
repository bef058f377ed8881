//! Fixed expressions that lost the quotation marks around them.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::{Confidence, Flag, Severity};

use super::super::fields::Layers;
use super::super::table;
use super::{Seen, flag, propose, quotes};

/// So many marks without a partner show that marks were lost on the way; many writers leave them out by themselves.
const SHOWN: usize = 3;

static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let mut words = table::words_of(include_str!("expressions.tsv"), "quoted");
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .ok()
});

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let text = seen.page.folded();
    let body = seen.frame.body.start..seen.frame.contact.end.max(seen.frame.body.end);
    let Some(own) = text.get(body.clone()) else {
        return Vec::new();
    };
    if quotes::lost(own)
        .iter()
        .filter(|(_, mark)| matches!(mark, '“' | '”'))
        .count()
        < SHOWN
    {
        return Vec::new();
    }
    let Some(words) = WORDS.as_ref() else { return Vec::new() };
    words
        .find_iter(own)
        .filter(|hit| {
            let (before, after) = (&own[..hit.start()], &own[hit.end()..]);
            !before.ends_with(['“', '‘', '《', '”']) && !after.starts_with(['”', '’', '》', '“'])
        })
        .map(|hit| {
            let range = body.start + hit.start()..body.start + hit.end();
            let printed = seen.page.clean(range.clone());
            let mut found = flag(
                "damage",
                "lost_characters",
                Severity::Info,
                seen.page.span(range),
                format!("引号可能缺失：“{printed}”"),
                format!("quotation marks may be lost: “{printed}”"),
            );
            propose(
                &mut found,
                format!("“{printed}”"),
                Confidence::Low,
                "固定表述通常加引号，且本文多处引号缺失",
                "the phrase usually stands in quotation marks, and the text lost others",
            );
            found
        })
        .collect()
}
