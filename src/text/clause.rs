//! Sentences, clauses and quoted parts of a stretch of folded text: the units in which wording is judged.

use std::ops::Range;

/// The ends of a sentence.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '！' | '?' | '？' | '\n')
}

/// The ends of a part of a sentence that has its own subject and tense.
pub fn ends_part(c: char) -> bool {
    ends_sentence(c) || matches!(c, ';' | '；')
}

/// The ends of a clause.
pub fn ends_clause(c: char) -> bool {
    ends_part(c) || matches!(c, ',' | '，' | ':' | '：')
}

/// The stretches of `text` between characters that `end` it, outside of 《》 and quotes; without the ends themselves, and
/// none empty. A comma inside a number (1,200份) ends nothing.
pub fn split(text: &str, end: fn(char) -> bool) -> Vec<Range<usize>> {
    let quoted = quoted(text);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut inside = quoted.iter().peekable();
    for (at, c) in text.char_indices() {
        if !end(c) || c == ',' && parts_thousands(text.as_bytes(), at) {
            continue;
        }
        while inside.peek().is_some_and(|q| q.end <= at) {
            inside.next();
        }
        if !inside.peek().is_some_and(|q| q.contains(&at)) {
            push(text, start..at, &mut parts);
            start = at + c.len_utf8();
        }
    }
    push(text, start..text.len(), &mut parts);
    parts
}

/// Whether the comma at `at` stands inside a number: 8,560.25元, 1,234,567元. Groups of exactly three digits, before them one to three.
fn parts_thousands(bytes: &[u8], at: usize) -> bool {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count()
    };
    let before = bytes[..at]
        .iter()
        .rev()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    (1..=3).contains(&before) && digits(at + 1) == 3
}

fn push(text: &str, range: Range<usize>, parts: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let end = range.start + part.trim_end().len();
    if start < end {
        parts.push(start..end);
    }
}

/// How far a quotation may run before its closing mark is taken to be lost.
const LONGEST_QUOTE: usize = 240;

/// The first bytes of 《 and “.
const OPENS: [u8; 2] = ["《".as_bytes()[0], "“".as_bytes()[0]];

/// The parts of `text` inside 《》 or “”, marks included. An opening mark whose partner does not come before the next opening mark
/// or the end of the line opens nothing.
pub fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    // Asked of every clause: only the two marks are looked for, by their common first bytes.
    while let Some(next) = memchr::memchr2(OPENS[0], OPENS[1], &text.as_bytes()[from..]) {
        let at = from + next;
        from = at + 1;
        let rest = &text.as_bytes()[at..];
        let (c, close) = if rest.starts_with("《".as_bytes()) {
            ('《', '》')
        } else if rest.starts_with("“".as_bytes()) {
            ('“', '”')
        } else {
            continue;
        };
        if found.last().is_some_and(|q| q.end > at) {
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let end = rest
            .char_indices()
            .take_while(|&(i, k)| i < LONGEST_QUOTE && k != c && (k != '\n' || c == '《'))
            .find(|&(_, k)| k == close)
            .map(|(i, k)| at + c.len_utf8() + i + k.len_utf8());
        if let Some(end) = end {
            found.push(at..end);
        }
    }
    found
}

/// Whether `range` touches one of `quoted`, which are in text order.
pub fn is_quoted(quoted: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = quoted.partition_point(|q| q.end <= range.start);
    quoted.get(next).is_some_and(|q| q.start < range.end)
}

/// Whether `range` touches one of `quoted` and does not hold it whole: “十四五”末 holds its marks, and is quoted by nobody.
pub fn is_inside_quotes(quoted: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = quoted.partition_point(|q| q.end <= range.start);
    quoted
        .get(next)
        .is_some_and(|q| q.start < range.end && !(range.start <= q.start && q.end <= range.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, end: fn(char) -> bool) -> Vec<&str> {
        split(text, end).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn clauses_end_outside_quotes_only() {
        let text = "印发《甲,乙办法》,落实“一事,一策”;完成 3件。 后续跟进";
        assert_eq!(
            texts(text, ends_clause),
            ["印发《甲,乙办法》", "落实“一事,一策”", "完成 3件", "后续跟进"]
        );
        assert_eq!(
            texts(text, ends_part),
            ["印发《甲,乙办法》,落实“一事,一策”", "完成 3件", "后续跟进"]
        );
        assert_eq!(
            texts(text, ends_sentence),
            ["印发《甲,乙办法》,落实“一事,一策”;完成 3件", "后续跟进"]
        );
    }

    #[test]
    fn an_opening_mark_without_its_partner_opens_nothing() {
        assert_eq!(
            texts("转发《关于甲,乙落实。印发《丙》。", ends_clause),
            ["转发《关于甲", "乙落实", "印发《丙》"]
        );
        assert_eq!(texts("5+N”模式,已推开", ends_clause), ["5+N”模式", "已推开"]);
    }
}
