//! Quotation marks of which one is lost.

use crate::model::{Flag, Severity};

use super::{Seen, flag};

/// Looks at the clean text: folding leaves these marks alone, but what is shown is what was printed.
pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let body = seen.body_of_clean();
    let text = seen.page.clean_text().get(body.clone()).unwrap_or_default();
    lost(text)
        .into_iter()
        .map(|(at, mark)| {
            let range = body.start + at..body.start + at + mark.len_utf8();
            let (zh, en) = match mark {
                '“' | '《' => ("后引号缺失", "is never closed"),
                _ => ("前引号缺失", "was never opened"),
            };
            flag(
                "damage",
                "unbalanced_quotes",
                Severity::Notice,
                seen.page.span_of_clean(range),
                format!("{mark}的{zh}"),
                format!("{mark} {en}"),
            )
        })
        .collect()
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
}
