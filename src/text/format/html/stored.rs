//! Articles that a page keeps for a script to show: as a string of a script's data, as a text area that nobody sees, as a section of
//! character data. The page itself is empty then.

use jiff::civil::Date;

use super::dom::{Dom, ROOT};
use super::{content, hints, lines};

/// Characters of the shortest article of this kind.
const LEAST: usize = 120;

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

/// The longest article that a page has stored.
pub(super) fn article(dom: &Dom, text: &str) -> Option<Stored> {
    let mut best = Stored::default();
    let mut left = SEARCHED;
    for node in dom.below(ROOT) {
        let name = dom.name(node);
        if !matches!(name, "script" | "textarea" | "template" | "noscript") {
            continue;
        }
        let own = dom.text(node);
        let Some(less) = left.checked_sub(own.len()) else { break };
        left = less;
        if name == "script" && !own.trim_start().starts_with('<') {
            script(&own, &mut best);
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

/// The day of publication that a script of the page knows.
pub(super) fn published(dom: &Dom) -> Option<Date> {
    let scripts = dom.below(ROOT).filter(|&node| dom.name(node) == "script");
    scripts.map(|node| dom.text(node)).find_map(|text| {
        let mut key = String::new();
        strings(&text).find_map(|piece| {
            if piece.names {
                key = piece.value;
                return None;
            }
            let key = std::mem::take(&mut key);
            let key = if key.is_empty() { piece.bare } else { &key };
            is_day(&key.to_ascii_lowercase()).then(|| day(&piece.value)).flatten()
        })
    })
}

/// The strings of a script's data: the longest is the article; what stands under a name like `title` beside it, its title.
fn script(text: &str, best: &mut Stored) {
    let (mut title, mut published) = (String::new(), None);
    let before = best.chars;
    let mut key = String::new();
    for piece in strings(text) {
        let Piece { value, names, bare } = piece;
        if names {
            key = value.to_ascii_lowercase();
            continue;
        }
        let key = std::mem::take(&mut key);
        let key = if key.is_empty() { bare.to_ascii_lowercase() } else { key };
        if key.ends_with("title") && title.is_empty() && value.chars().count() >= 8 {
            title.clone_from(&value);
        } else if is_day(&key) {
            published = published.or_else(|| day(&value));
        }
        consider(&value, best);
    }
    if best.chars > before {
        best.title = title;
        best.published = published;
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
    if text.chars().take(LEAST).count() < LEAST || !text.contains(['。', '，']) {
        return;
    }
    let Ok(dom) = Dom::parse(text) else { return };
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
