//! The signature: the body that signs a notice, and the date under its name.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::contact::footer;
use super::{pattern, trim};

#[derive(Debug, Default)]
pub(super) struct Signature {
    pub issuer: Option<Range<usize>>,
    pub date: Option<Range<usize>>,
}

/// The body that signs and the date under its name, at the end of the notice.
pub(super) fn read(text: &str, zone: Option<&Range<usize>>) -> Signature {
    static BODY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"^(?:中共)?[^,。，;；:：、0-9@<>《》|]{2,46}(?:委员会|党委|党组|党支部|党总支|工委|支部|办公室|委员会办公室|局|厅|委|公司|集团|学院|大学|中学|学校|医院|中心|银行|协会|联合会|馆|院|所|站|处|部|署|社|馆|街道|人民政府|总队|支队)$",
        )
    });
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"^(?:[0-9]{4}[ ]?年[ ]?[0-9]{1,2}[ ]?月[ ]?[0-9]{1,2}[ ]?日|[一二][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日|[0-9]{4}[ ]?年[ ]?[0-9]{1,2}[ ]?月|[一二][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{7})$",
        )
    });
    static TAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(r"[。;；\s]([^,。，;；:：、0-9@\s]{3,46})?[ \u{a0}]*([0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)[ \u{a0}]*$")
    });
    let end = footer(text);
    let body = text[..end].trim_end();
    let mut from = zone.map_or(0, |zone| zone.start);
    // Without contact lines, the last lines only.
    let tail_start = body.char_indices().rev().nth(300).map_or(0, |(at, _)| at);
    from = from.max(tail_start);
    let mut found = Signature::default();
    let mut start = from;
    for line in text[from..end].split_inclusive('\n') {
        let range = trim(text, start..start + line.len());
        let whole_line = start > from || from == 0;
        start += line.len();
        let own = &text[range.clone()];
        if !whole_line || own.is_empty() {
            continue;
        }
        if DATE.as_ref().is_some_and(|re| re.is_match(own)) {
            found.date = Some(range);
        } else if BODY.as_ref().is_some_and(|re| re.is_match(own)) && !is_site(own) {
            found.issuer = Some(range);
        } else if let Some((body, date)) = own.split_once([' ', '\u{a0}', '\u{3000}'])
            && let date = date.trim_start()
            && BODY.as_ref().is_some_and(|re| re.is_match(body))
            && DATE.as_ref().is_some_and(|re| re.is_match(date))
            && !is_site(own)
        {
            found.issuer = Some(range.start..range.start + body.len());
            found.date = Some(range.end - date.len()..range.end);
        }
    }
    if let Some(captures) = TAIL.as_ref().and_then(|re| re.captures(&text[from..body.len()])) {
        let at = |n: usize| captures.get(n).map(|m| from + m.start()..from + m.end());
        let body = at(1);
        let signs = |body: &Range<usize>| BODY.as_ref().is_some_and(|re| re.is_match(&text[body.clone()]));
        // Words that are no body belong to a sentence, and so does the date.
        if body.as_ref().is_none_or(signs) {
            found.issuer = found.issuer.or(body);
            found.date = found.date.or_else(|| at(2));
        }
    }
    found
}

fn is_site(line: &str) -> bool {
    ["来源", "转自", "编辑", "网站", "主办", "承办", "版权", "收件"]
        .iter()
        .any(|word| line.contains(word))
}
