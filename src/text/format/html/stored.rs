//! Articles that a page keeps for a script to show: as a string of a script's data, as a text area or field that nobody sees, as
//! the page of a frame, as a section of character data. The page itself is empty then.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::Date;

use super::super::mhtml::base64;
use super::dom::{Dom, Id, ROOT};
use super::{content, hints, lines};

/// Characters of the shortest article of this kind.
const LEAST: usize = 120;

/// Codes in a text from which on it is taken for a coded one.
const CODED: usize = 60;

/// Paragraphs of the shortest article that is kept paragraph by paragraph.
const FEW: usize = 3;

/// Bytes of what is looked through; what is longer is a program.
const SEARCHED: usize = 8 * 1024 * 1024;

/// An article out of a page's stores.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub(super) title: String,
    pub(super) published: Option<Date>,
    pub(super) lines: Vec<String>,
    /// Characters of its prose.
    pub(super) chars: usize,
}

/// The longest article that a page has stored; `shown` is how many characters of prose the page itself has.
pub(super) fn article(dom: &Dom, text: &str, shown: usize) -> Option<Stored> {
    let mut best = Stored::default();
    let mut left = SEARCHED;
    for node in dom.below(ROOT) {
        let name = dom.name(node);
        let own = match name {
            "script" | "textarea" | "template" | "noscript" | "noframes" => Cow::Owned(dom.text(node)),
            "input" if dom.attribute(node, "type") == Some("hidden") => attribute(dom, node, "value"),
            "iframe" => attribute(dom, node, "srcdoc"),
            _ => continue,
        };
        let Some(less) = left.checked_sub(own.len()) else { break };
        left = less;
        if name == "script" && !own.trim_start().starts_with('<') {
            script(&own, shown, &mut best);
        } else {
            consider(&own, &mut best);
        }
    }
    for (at, mark) in text.match_indices("<![CDATA[").take(64) {
        let rest = &text[at + mark.len()..];
        let own = rest.find("]]>").map_or(rest, |end| &rest[..end]);
        let Some(less) = left.checked_sub(own.len()) else { break };
        left = less;
        consider(own, &mut best);
    }
    (best.chars >= LEAST).then_some(best)
}

fn attribute<'a>(dom: &'a Dom, node: Id, name: &str) -> Cow<'a, str> {
    Cow::Borrowed(dom.attribute(node, name).unwrap_or_default())
}

/// What the scripts of a page say of it.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) title: String,
    /// The day of publication.
    pub(super) published: Option<Date>,
}

/// What the scripts of a page say of it.
pub(super) fn said(dom: &Dom) -> Said {
    let mut said = Said::default();
    for node in dom.below(ROOT).filter(|&node| dom.name(node) == "script") {
        let text = dom.text(node);
        let mut key = String::new();
        for piece in strings(&text) {
            if piece.names {
                key = piece.value;
                continue;
            }
            let key = std::mem::take(&mut key);
            let key = if key.is_empty() { piece.bare } else { &key };
            let key = key.to_ascii_lowercase();
            if is_title(&key, &piece.value) && said.title.is_empty() {
                said.title = piece.value;
            } else if is_day(&key) {
                said.published = said.published.or_else(|| day(&piece.value));
            }
        }
    }
    said
}

/// Whether a script gives the title under that name.
fn is_title(key: &str, value: &str) -> bool {
    key.ends_with("title") && (8..=120).contains(&value.chars().count()) && !value.contains('<')
}

/// The strings of a script's data: the longest is the article, or, on a page that shows next to nothing, those that stand under the same
/// name, its paragraphs; what stands under a name like `title` beside it, its title.
fn script(text: &str, shown: usize, best: &mut Stored) {
    let (mut title, mut published) = (String::new(), None);
    let before = best.chars;
    let mut key = String::new();
    // In an array only the first has a name.
    let mut last = String::new();
    let mut paragraphs: HashMap<String, Vec<String>> = HashMap::new();
    for piece in strings(text) {
        let Piece { value, names, bare } = piece;
        if names {
            key = value.to_ascii_lowercase();
            continue;
        }
        let key = std::mem::take(&mut key);
        let key = if key.is_empty() { bare.to_ascii_lowercase() } else { key };
        if is_title(&key, &value) && title.is_empty() {
            title.clone_from(&value);
        } else if is_day(&key) {
            published = published.or_else(|| day(&value));
        }
        consider(&value, best);
        if !key.is_empty() {
            last = key;
        }
        if shown < LEAST && !value.is_ascii() {
            paragraphs.entry(last.clone()).or_default().push(value);
        }
    }
    for values in paragraphs.into_values().filter(|values| values.len() >= FEW) {
        let article: String = values.iter().map(|value| paragraph(value)).collect();
        consider(&article, best);
    }
    if best.chars > before {
        best.title = title;
        best.published = published;
    }
}

/// A text as a paragraph of a page; what is markup already stays what it is.
fn paragraph(text: &str) -> String {
    if text.contains('<') {
        format!("<div>{text}</div>")
    } else {
        let lines = text.lines();
        lines
            .map(|line| format!("<p>{}</p>", line.replace('&', "&amp;")))
            .collect()
    }
}

fn is_day(key: &str) -> bool {
    [
        "publishtime",
        "publishdate",
        "pubdate",
        "pubtime",
        "publish_time",
        "publish_date",
        "pub_date",
        "releasetime",
        "createtime",
        "ct",
    ]
    .contains(&key)
}

/// A day, or a moment in seconds or milliseconds as clocks count them, in China's time.
fn day(value: &str) -> Option<Date> {
    if let Some(date) = hints::date(value) {
        return Some(date);
    }
    let number: i64 = value.trim().parse().ok()?;
    let seconds = match value.trim().len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    Some(jiff::tz::Offset::constant(8).to_datetime(moment).date())
}

/// Takes a text, or the markup in it, where it has more prose than what was found so far.
fn consider(text: &str, best: &mut Stored) {
    if text.chars().take(LEAST).count() < LEAST {
        return;
    }
    let text = &*plain(text);
    if !text.contains(['。', '，']) {
        return;
    }
    // What has no markup has lines.
    let lined = if text.contains('<') {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(paragraph(text))
    };
    let Ok(dom) = Dom::parse(&lined) else { return };
    let page = lines::of_page(&dom, true);
    let chosen = content::choose(&dom, &page, &[]);
    if chosen.chars > best.chars {
        let kept = page.lines.into_iter().zip(chosen.keep).filter(|(_, keep)| *keep);
        *best = Stored {
            lines: kept.map(|(line, _)| line.text).collect(),
            chars: chosen.chars,
            ..Stored::default()
        };
    }
}

/// A text without the codings in which scripts keep it from being seen: `%u6574`, `%E6%95%B4`, Base64.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        return Cow::Borrowed(text);
    }
    if text.matches("%u").take(CODED).count() == CODED {
        return Cow::Owned(unescaped(
            &text.replace('\\', "\\\\").replace("%u", "\\u").replace('%', "\\x"),
        ));
    }
    if text.matches('%').take(CODED).count() == CODED {
        let bytes = percent(text);
        return String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned);
    }
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'\r' | b'\n');
    if text.bytes().all(is_base64)
        && let Ok(decoded) = String::from_utf8(base64(text.as_bytes()))
    {
        return Cow::Owned(decoded);
    }
    Cow::Borrowed(text)
}

/// The bytes of a text with `%E6` for some of them.
fn percent(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let coded = after.get(..2).filter(|_| byte == b'%');
        let coded = coded.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        out.push(coded.unwrap_or(byte));
        rest = if coded.is_some() { &after[2..] } else { after };
    }
    out
}

/// A string of a script.
struct Piece<'a> {
    value: String,
    /// Whether it names what follows: a colon stands behind it.
    names: bool,
    /// The word before it that it is given to: `title` of `title = "…"` and `title: "…"`.
    bare: &'a str,
}

/// The strings of a script, unescaped.
fn strings(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(&quote) = bytes.get(at) {
            if !matches!(quote, b'"' | b'\'' | b'`') {
                at += 1;
                continue;
            }
            let start = at + 1;
            let mut end = start;
            while let Some(&byte) = bytes.get(end) {
                match byte {
                    b'\\' => end += 1,
                    byte if byte == quote => break,
                    _ => {}
                }
                end += 1;
            }
            let end = end.min(bytes.len());
            let bare = word_before(&text[..at]);
            at = end + 1;
            let rest = text.get(at..).unwrap_or_default().trim_start();
            return Some(Piece {
                value: unescaped(text.get(start..end).unwrap_or_default()),
                names: rest.starts_with(':'),
                bare,
            });
        }
        None
    })
}

/// The word before `=` or `:` at the end of a text.
fn word_before(text: &str) -> &str {
    let Some(head) = text.trim_end().strip_suffix(['=', ':']) else {
        return "";
    };
    let head = head.trim_end().trim_end_matches(['"', '\'']);
    let start = head.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    &head[start.map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8))..]
}

fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut units: Vec<u16> = Vec::new();
    let mut chars = text.chars();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        let (number, digits) = match (c, chars.clone().next()) {
            ('\\', Some('u')) => (true, 4),
            ('\\', Some('x')) => (true, 2),
            _ => (false, 0),
        };
        if number {
            let hex: String = chars.clone().skip(1).take(digits).collect();
            if let Some(unit) = u16::from_str_radix(&hex, 16).ok().filter(|_| hex.len() == digits) {
                units.push(unit);
                chars.nth(digits);
                continue;
            }
        }
        out.push_str(&String::from_utf16_lossy(&units));
        units.clear();
        match c {
            '\\' => match chars.next() {
                Some('n' | 'r') => out.push('\n'),
                Some('t') => out.push(' '),
                Some(c) => out.push(c),
                None => {}
            },
            c => out.push(c),
        }
    }
    out.push_str(&String::from_utf16_lossy(&units));
    out
}
