//! Quotation marks of which one is lost.

use std::ops::Range;

use crate::model::{Confidence, Flag, Severity};

use super::{Seen, flag, propose};

/// Looks at the clean text: folding leaves these marks alone, but what is shown is what was printed.
pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let body = seen.body_of_clean();
    let text = seen.page.clean_text().get(body.clone()).unwrap_or_default();
    lost(text)
        .into_iter()
        .map(|(at, mark)| {
            let partner = partner(text, at, mark);
            let own = partner
                .as_ref()
                .map_or(at..at + mark.len_utf8(), |partner| partner.range.clone());
            let (zh, en) = match mark {
                '“' | '《' => ("后引号缺失", "is never closed"),
                _ => ("前引号缺失", "was never opened"),
            };
            let mut found = flag(
                "damage",
                "unbalanced_quotes",
                Severity::Notice,
                seen.page.span_of_clean(body.start + own.start..body.start + own.end),
                format!("{mark}的{zh}"),
                format!("{mark} {en}"),
            );
            if let Some(partner) = partner {
                propose(
                    &mut found,
                    partner.reading,
                    partner.confidence,
                    "据其前后用语补出另一半",
                    "the other half is put where the words around it usually have it",
                );
            }
            found
        })
        .collect()
}

/// A stretch with the mark that it lost.
struct Partner {
    range: Range<usize>,
    reading: String,
    confidence: Confidence,
}

/// How far from a mark its partner is looked for, in characters.
const FAR: usize = 48;

/// Where the partner of a lost mark may have stood.
fn partner(text: &str, at: usize, mark: char) -> Option<Partner> {
    /// Words behind which quotations and titles begin.
    const OPENERS: &[&str] = &[
        "关于", "针对", "对于", "在", "推行", "推进", "落实", "开展", "建立", "打造", "实施",
    ];
    const MAKERS: &[&str] = &[
        "印发", "制定", "修订", "出台", "下发", "转发", "编制", "完善", "学习", "落实", "发布", "制订",
    ];
    const PAPERS: &[&str] = &[
        "办法", "规定", "细则", "方案", "意见", "通知", "制度", "条例", "规则", "清单", "计划", "指引", "手册",
    ];
    let end = at + mark.len_utf8();
    if matches!(mark, '”' | '》') {
        let from = text[..at]
            .char_indices()
            .rev()
            .take(FAR)
            .last()
            .map_or(at, |(from, _)| from);
        let before = &text[from..at];
        // Another quotation, or the end of a sentence, is no part of this one.
        let from = from
            + before
                .rfind(['。', '；', ';', '\n', '“', '”', '《', '》'])
                .map_or(0, |stop| stop + stop_len(before, stop));
        let before = &text[from..at];
        let heads = mark == '”'
            && ["的问题", "方面", "问题"]
                .iter()
                .any(|word| text[end..].starts_with(word));
        let words = if mark == '”' { OPENERS } else { MAKERS };
        let found = words.iter().filter_map(|word| {
            let start = if heads { before.find(word) } else { before.rfind(word) };
            start.map(|start| from + start + word.len())
        });
        let open = if heads { found.min() } else { found.max() }?;
        let inner = &text[open..at];
        let reading = format!("{}{inner}{mark}", if mark == '”' { '“' } else { '《' });
        return (inner.chars().count() >= 2).then_some(Partner {
            range: open..end,
            reading,
            confidence: if heads || mark == '》' {
                Confidence::Medium
            } else {
                Confidence::Low
            },
        });
    }
    let until = text[end..]
        .char_indices()
        .nth(FAR)
        .map_or(text.len(), |(offset, _)| end + offset);
    let after = &text[end..until];
    let after = after
        .split(['。', '；', ';', '\n', '“', '”', '》'])
        .next()
        .unwrap_or_default();
    let close = if mark == '“' {
        ["的问题", "方面"].iter().filter_map(|word| after.find(word)).min()?
    } else {
        let ends = |word: &&str| {
            let stop = after.find(*word)? + word.len();
            let closes =
                after[stop..].is_empty() || after[stop..].starts_with(['，', ',', '、', '等', '和', '及', '(', '（']);
            closes.then_some(stop)
        };
        PAPERS.iter().filter_map(ends).min()?
    };
    let inner = &after[..close];
    (inner.chars().count() >= 2).then_some(Partner {
        range: at..end + close,
        reading: format!("{mark}{inner}{}", if mark == '“' { '”' } else { '》' }),
        confidence: Confidence::Medium,
    })
}

/// The length of the character that stands at a place.
fn stop_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Marks without a partner. “…” may hold sentences but no second “; 《…》 may hold 《…》 but no sentence end.
pub(super) fn lost(text: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut quote: Option<usize> = None;
    let mut titles: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '“' => {
                if let Some(open) = quote.replace(at) {
                    found.push((open, '“'));
                }
            }
            '”' if quote.take().is_none() => found.push((at, '”')),
            '《' => titles.push(at),
            '》' if titles.pop().is_none() => found.push((at, '》')),
            '。' | '\n' => {
                // A line may be wrapped inside a title; a sentence does not end there.
                if c == '。' {
                    found.extend(titles.drain(..).map(|open| (open, '《')));
                } else if text[at..].starts_with("\n\n") {
                    found.extend(quote.take().map(|open| (open, '“')));
                }
            }
            _ => {}
        }
    }
    found.extend(quote.map(|open| (open, '“')));
    found.extend(titles.into_iter().map(|open| (open, '《')));
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_without_a_partner_are_found_and_no_others() {
        for (text, expected) in [
            ("落实“一岗双责”,印发《办法》。", &[][..]),
            ("转发《关于印发《细则》的通知》。", &[]),
            ("关于台账不清”的问题", &[("”", 0)]),
            ("印发《关于抓好工作,继续推进。印发《细则》。", &[("《", 0)]),
            ("培育计划》,出台", &[("》", 0)]),
            ("落实“第一议题制度,落实“三会一课”制度。", &[("“", 0)]),
        ] {
            let found: Vec<(String, i32)> = lost(text).into_iter().map(|(_, c)| (c.to_string(), 0)).collect();
            let expected: Vec<(String, i32)> = expected.iter().map(|(c, n)| ((*c).to_owned(), *n)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn the_partner_stands_where_such_words_have_it() {
        for (text, mark, range, reading) in [
            ("1.关于台账不清”的问题", '”', "台账不清”", "“台账不清”"),
            ("推行5+N”模式", '”', "5+N”", "“5+N”"),
            ("（一）关于“台账不清的问题", '“', "“台账不清", "“台账不清”"),
            (
                "印发《考勤管理办法，明确要求",
                '《',
                "《考勤管理办法",
                "《考勤管理办法》",
            ),
            ("修订财务管理办法》", '》', "财务管理办法》", "《财务管理办法》"),
        ] {
            let found = lost(text);
            assert_eq!(found[0].1, mark);
            let partner = partner(text, found[0].0, mark).unwrap();
            assert_eq!(
                (&text[partner.range], partner.reading.as_str()),
                (range, reading),
                "{text}"
            );
        }
        assert!(partner("甲”乙", "甲".len(), '”').is_none());
    }
}
