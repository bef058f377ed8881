//! Small wordings: the gist of a text, an organisation's short name, an event in words.

use std::ops::Range;

use crate::model::{Lang, NoticeMeta};
use crate::review::Body;
use crate::text::fold::fold;

/// Longest gist, in characters.
const GIST: usize = 60;

/// A first clause shorter than this says too little; the next one is taken with it.
const CLAUSE: usize = 4;

/// What a name of an organisation can lose without losing who it is; longer ones first.
const PREFIXES: &[&str] = &["中国共产党", "中共"];
const SUFFIXES: &[&str] = &[
    "集团股份有限公司",
    "集团有限责任公司",
    "(集团)有限公司",
    "集团有限公司",
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "委员会",
    "党组织",
    "党委",
    "党组",
    "党总支",
    "党支部",
];

/// The first clause of a text, at most 60 characters.
pub(super) fn gist(text: &str) -> String {
    let mut gist = String::new();
    for (count, c) in text.trim_start().chars().enumerate() {
        let ends = matches!(c, '。' | '；' | ';' | '！' | '？' | '\n')
            || matches!(c, '，' | ',' | '：' | ':') && count >= CLAUSE;
        if count >= GIST || ends && count > 0 {
            break;
        }
        gist.push(c);
    }
    gist
}

/// At most `limit` characters, on one line.
pub(super) fn clip(text: &str, limit: usize) -> String {
    let mut clipped: String = text
        .chars()
        .take(limit)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(limit).is_some() {
        clipped.push('…');
    }
    clipped
}

/// The title for the list: the document's, else the organisation's, else the file's name.
pub(super) fn title(meta: &NoticeMeta, file: &str) -> String {
    let named = [&meta.title, &meta.inspected, &meta.issuer]
        .into_iter()
        .find(|name| !name.is_empty());
    named.cloned().unwrap_or_else(|| stem(file))
}

/// The inspected organisation's short name, else what the list calls the notice.
pub(super) fn short(meta: &NoticeMeta, file: &str) -> String {
    let organisation = [&meta.inspected, &meta.issuer]
        .into_iter()
        .find(|name| !name.is_empty());
    let Some(organisation) = organisation else {
        return title(meta, file);
    };
    // Affixes are known in one script; what is shown stays in the script of the notice.
    let folded = fold(organisation);
    let printed = |range: Range<usize>| &organisation[folded.map.back(range)];
    let given = abbreviations(&folded.text);
    if !given.is_empty() {
        return given.into_iter().map(printed).collect::<Vec<_>>().join("、");
    }
    printed(core(&folded.text)).to_owned()
}

/// The names under which a notice speaks of its own organisation: as printed, and without what a name can lose.
pub(super) fn own_names(meta: &NoticeMeta) -> Vec<String> {
    let mut names = Vec::new();
    for name in [&meta.inspected, &meta.issuer]
        .into_iter()
        .filter(|name| !name.is_empty())
    {
        let folded = fold(name).text;
        names.extend(abbreviations(&folded).into_iter().map(|range| folded[range].to_owned()));
        // 某某集团有限公司党委 stands in its own text as 某某集团有限公司 and as 某某.
        names.extend(shorter(&folded).into_iter().map(|range| folded[range].to_owned()));
    }
    // The longest first: a short name stands inside of the long one.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// What makes two notices those of one organisation: the inspected one's folded short name; empty where none is named.
pub(super) fn organisation(meta: &NoticeMeta) -> String {
    if meta.inspected.is_empty() && meta.issuer.is_empty() {
        return String::new();
    }
    fold(&short(meta, "")).text
}

/// The names that the text itself gives: (以下简称“云港集团”).
fn abbreviations(name: &str) -> Vec<Range<usize>> {
    const GIVES: &str = "简称";
    let name_after = |(at, _): (usize, &str)| {
        let start = at + GIVES.len();
        let quoted = name[start..].strip_prefix(['“', '"', ':'])?;
        let quoted = quoted.trim_start_matches(['“', '"']);
        let start = name.len() - quoted.len();
        let end = start + quoted.find(['”', '"', ')', ','])?;
        (start < end).then_some(start..end)
    };
    name.match_indices(GIVES).filter_map(name_after).collect()
}

/// A folded name without what it can lose, up to its first bracket.
fn core(name: &str) -> Range<usize> {
    shorter(name).pop().unwrap_or(0..name.len())
}

/// A folded name, and what is left of it each time that it loses something.
fn shorter(name: &str) -> Vec<Range<usize>> {
    let mut range = 0..name.len();
    let mut all = vec![range.clone()];
    for prefix in PREFIXES {
        if name[range.clone()].starts_with(prefix) && range.len() > prefix.len() {
            range.start += prefix.len();
            all.push(range.clone());
        }
    }
    // 某某集团有限公司党委 loses its two endings one after the other.
    while let Some(suffix) = SUFFIXES.iter().find(|suffix| name[range.clone()].ends_with(**suffix)) {
        let rest = range.start..range.end - suffix.len();
        if name[rest.clone()].chars().count() < 2 {
            break;
        }
        range = rest;
        all.push(range.clone());
    }
    all
}

fn stem(file: &str) -> String {
    let path = std::path::Path::new(file);
    path.file_stem()
        .map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// What an event says, in words: `部分`, `未到期`, `评论`.
pub(super) fn body(body: &Body, lang: Lang) -> String {
    match body {
        Body::Verdict { verdict, .. } => verdict.map_or_else(
            || lang.pick("未核", "unreviewed").to_owned(),
            |verdict| verdict.name(lang).to_owned(),
        ),
        Body::Check { check } => check.map_or_else(
            || lang.pick("清除核对", "check cleared").to_owned(),
            |check| check.name(lang).to_owned(),
        ),
        Body::Comment { .. } => lang.pick("评论", "comment").to_owned(),
        Body::Dismiss { rule, reason, .. } => match reason {
            Some(_) => lang.pick(format!("提示 {rule} 排除"), format!("flag {rule} set aside")),
            None => lang.pick(format!("提示 {rule} 恢复"), format!("flag {rule} raised again")),
        },
        Body::Relate { same, .. } => match same {
            Some(true) => lang.pick("同一单位", "the same organisation"),
            Some(false) => lang.pick("非同一单位", "another organisation"),
            None => lang.pick("收回单位判断", "word on the organisation taken back"),
        }
        .to_owned(),
        Body::Correct(correction) => super::correct::say::correction(correction, lang),
        Body::Undo => lang.pick("撤销", "undo").to_owned(),
        Body::Redo => lang.pick("重做", "redo").to_owned(),
    }
}

/// The comment that comes with an event.
pub(super) fn said(body: &Body) -> Option<&str> {
    match body {
        Body::Verdict { comment, .. } => comment.as_deref(),
        Body::Comment { text } => Some(text),
        Body::Dismiss { reason, .. } => reason.as_deref(),
        Body::Check { .. } | Body::Relate { .. } | Body::Correct(_) | Body::Undo | Body::Redo => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gist_is_the_first_clause_that_says_something() {
        assert_eq!(gist("强化项目落地，推动集团发展。"), "强化项目落地");
        assert_eq!(gist("目前，已制定台账；"), "目前，已制定台账");
        assert_eq!(gist("。"), "。");
        assert_eq!(gist(&"长".repeat(100)).chars().count(), 60);
    }

    #[test]
    fn a_short_name_keeps_who_it_is() {
        let short_of = |inspected: &str| {
            let meta = NoticeMeta {
                inspected: inspected.to_owned(),
                ..NoticeMeta::default()
            };
            short(&meta, "a/云溪.txt")
        };
        assert_eq!(short_of("云溪港务集团有限公司党委"), "云溪港务");
        assert_eq!(short_of("中共青禾县委员会"), "青禾县");
        assert_eq!(short_of("雲溪港務（集團）有限公司黨委"), "雲溪港務");
        assert_eq!(
            short_of("云溪港务集团有限公司（以下简称“云港集团”）、青禾水务有限公司（以下简称“青禾水务”）"),
            "云港集团、青禾水务"
        );
        assert_eq!(short_of("党委"), "党委");
        assert_eq!(short_of(""), "云溪");
    }

    #[test]
    fn clipping_counts_characters() {
        assert_eq!(clip("一二三", 3), "一二三");
        assert_eq!(clip("一\n二三", 3), "一 二…");
    }
}
