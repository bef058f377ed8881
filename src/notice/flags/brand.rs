//! A site's brand where the organisation's name should stand: hijacked copies have 中共某某平台委员会.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Flag, Severity, Span};

use super::super::fields::Layers;
use super::super::table;
use super::{Seen, flag};

const TABLE: &str = include_str!("brands.tsv");
static ENDINGS: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "ending"));
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "word"));

/// Places that are flagged at most; a page of spam repeats its brand without end.
const MOST: usize = 200;

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let text = seen.page.folded();
    let Some(brand) = brand(seen, text) else {
        return Vec::new();
    };
    let evidence: Vec<(String, Span)> = evidence(seen, text)
        .into_iter()
        .map(|range| (seen.page.clean(range.clone()), seen.page.span(range)))
        .collect();
    text.match_indices(&brand)
        .take(MOST)
        .map(|(at, _)| {
            let range = at..at + brand.len();
            let printed = seen.page.clean(range.clone());
            let mut found = flag(
                "damage",
                "brand_replaced",
                Severity::Warning,
                seen.page.span(range),
                format!("“{printed}”疑为网站品牌，替换了单位名称"),
                format!("{printed} looks like a site's brand in place of the organisation's name"),
            );
            found.operands.clone_from(&evidence);
            found
        })
        .collect()
}

/// The brand: what stands between 中共 and 委员会, or as the inspected, and cannot be a body's name.
fn brand(seen: &Seen, text: &str) -> Option<String> {
    let found = seen.found;
    let inspected = found.inspected.iter().cloned();
    let issuer = found.issuer.iter().cloned();
    let title = found.title.iter().cloned();
    inspected
        .chain(issuer)
        .chain(title)
        .filter_map(|range| text.get(range))
        .find_map(name_in)
}

/// The name in 中共某某委员会…, or the whole of a short name, where it ends as brands do.
fn name_in(words: &str) -> Option<String> {
    let own = words.strip_prefix("中共").unwrap_or(words);
    let own = own.split(['(', '“', ' ']).next()?;
    let own = match own.find("委员会").or_else(|| own.find("关于")) {
        Some(end) => &own[..end],
        None => own,
    };
    let own = own.trim_end_matches("党委").trim_end_matches("党组");
    let chars = own.chars().count();
    let branded = ENDINGS.iter().any(|ending| own.ends_with(ending)) || WORDS.iter().any(|word| own.contains(word));
    // 某市大数据服务平台 is long and has a place; brands are short.
    let placed = own.contains(['市', '县', '区', '省', '镇', '乡']);
    (branded && !placed && (3..=12).contains(&chars)).then(|| own.to_owned())
}

/// What in the text still tells the true name: licence lines, mailboxes of the contact part.
fn evidence(seen: &Seen, text: &str) -> Vec<Range<usize>> {
    static LICENCE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[\u{4e00}-\u{9fa5}]icp备[0-9]+|[\u{4e00}-\u{9fa5}]公网安备 ?[0-9]+").ok());
    let mut found: Vec<Range<usize>> = seen.found.email.first().cloned().into_iter().collect();
    let from = seen.frame.contact.end.min(text.len());
    if let (Some(licence), Some(footer)) = (LICENCE.as_ref(), text.get(from..)) {
        found.extend(
            licence
                .find_iter(footer)
                .take(2)
                .map(|hit| from + hit.start()..from + hit.end()),
        );
    }
    found
}
