//! Finding the candidates in a text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::text::numeral;

use super::super::{clause, heading, table};
use super::style::{Part, ROWS};
use super::{Candidate, LAST, Place, Style};

/// The largest number that an outline reaches; years and amounts are larger.
const LARGEST: u16 = 299;

/// Digits of the largest number in one of several levels.
const LEVEL_DIGITS: usize = 2;

/// How far behind a label its text begins at most, in characters.
const FARTHEST: usize = 80;

/// What it is worth, in tenths of a point, that a heading's words follow a label, and that one's end stands before it.
const LEADS: i32 = 6;
const FOLLOWS: i32 = 6;

/// Every candidate in `text` (folded), left to right, at most one at a place.
pub fn scan(text: &str) -> Vec<Candidate> {
    let quoted = clause::quoted(text);
    let mut inside = quoted.iter().peekable();
    let mut found: Vec<Candidate> = Vec::new();
    let mut before = '\n';
    let mut free = 0;
    for (at, c) in text.char_indices() {
        let previous = std::mem::replace(&mut before, c);
        let letter = c.is_ascii_lowercase() && matches!(previous, '\n' | ' ' | '\t' | '\u{3000}');
        if at < free || !(letter || opens(c)) {
            continue;
        }
        while inside.peek().is_some_and(|quote| quote.end <= at) {
            inside.next();
        }
        if let Some(candidate) = candidate(text, at, c, previous)
            && inside.peek().is_none_or(|quote| quote.start >= at)
        {
            free = candidate.range.end;
            found.push(candidate);
        }
    }
    found
}

/// Whether a numbered label stands at the beginning of the line that begins at byte `at`.
pub fn line_start_number(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let lead = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len();
    rest[lead..]
        .chars()
        .next()
        .is_some_and(|c| (c.is_ascii_lowercase() || opens(c)) && candidate(text, at + lead, c, '\n').is_some())
}

/// The shapes of labels by the character with which they begin.
struct Beginnings {
    /// A bit for every character of the basic plane: asked of every character of a text.
    opens: Vec<u64>,
    /// In the order in which they are tried. None for what only begins a word.
    shapes: HashMap<char, Vec<(Style, &'static [Part])>>,
}

static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
    let begins = |shape: &Part| -> Vec<char> {
        match shape {
            Part::Text(text) => text.chars().take(1).collect(),
            Part::Glyph(glyphs) => glyphs.clone(),
            Part::Han => HAN.chars().collect(),
            Part::Arabic => ('0'..='9').collect(),
            Part::Letter => ('a'..='z').collect(),
            Part::Spaces => Vec::new(),
        }
    };
    let mut shapes: HashMap<char, Vec<(Style, &'static [Part])>> = HashMap::new();
    for (index, row) in ROWS.iter().enumerate() {
        for shape in &row.shapes {
            for c in shape.first().map(begins).unwrap_or_default() {
                shapes.entry(c).or_default().push((Style(index as u8), shape));
            }
        }
    }
    for c in WORDS
        .iter()
        .filter_map(|(_, word)| word.chars().next())
        .chain(HAN.chars())
    {
        shapes.entry(c).or_default();
    }
    let mut opens = vec![0; 1 << 10];
    for c in shapes.keys().filter(|c| !c.is_ascii_alphabetic()) {
        if let Some(bits) = opens.get_mut(*c as usize >> 6) {
            *bits |= 1 << (*c as usize & 63);
        }
    }
    Beginnings { opens, shapes }
});

/// What the characters do with which a label can begin.
fn opens(c: char) -> bool {
    let bits = BEGINNINGS.opens.get(c as usize >> 6);
    bits.is_some_and(|bits| bits >> (c as usize & 63) & 1 == 1)
}

fn candidate(text: &str, at: usize, c: char, previous: char) -> Option<Candidate> {
    if c.is_ascii_digit() && (previous.is_ascii_alphanumeric() || matches!(previous, '.' | '-' | '/' | '%')) {
        return None;
    }
    let han = is_numeral(c);
    if han && (is_numeral(previous) || BEFORE_NUMERAL.contains(&previous)) && !text[..at].ends_with("清单") {
        return None;
    }
    if !c.is_ascii()
        && let Some(found) = worded(text, at)
    {
        return Some(found);
    }
    for (style, shape) in BEGINNINGS.shapes.get(&c)? {
        if let Some((value, end)) = fits(text, at, shape) {
            let found = allowed(text, *style, value, at..end, previous);
            // 1.12个: no number of two levels, but perhaps one of one.
            let levels = shape.iter().filter(|part| **part == Part::Arabic).count();
            if found.is_some() || levels < 2 {
                return found;
            }
        }
    }
    None
}

/// The value and the end of a label of that shape at byte `at`.
fn fits(text: &str, at: usize, shape: &[Part]) -> Option<(u16, usize)> {
    let mut end = at;
    let mut value = 0;
    let several = shape.iter().filter(|part| **part == Part::Arabic).count() > 1;
    for (place, part) in shape.iter().enumerate() {
        let rest = text.get(end..)?;
        end += match part {
            Part::Text(text) => rest.starts_with(text).then_some(text.len())?,
            Part::Han => {
                let len: usize = rest
                    .chars()
                    .take(4)
                    .take_while(|&c| is_numeral(c))
                    .map(char::len_utf8)
                    .sum();
                value = numeral::han(&rest[..len]).and_then(|n| u16::try_from(n).ok())?;
                len
            }
            Part::Arabic => {
                let len = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
                // 1.12 counts on two levels; 1.2023年 does not.
                if several && len > LEVEL_DIGITS {
                    return None;
                }
                value = rest[..len].parse().ok()?;
                len
            }
            Part::Letter => {
                let letter = rest.bytes().next().filter(u8::is_ascii_lowercase)?;
                value = u16::from(letter - b'a') + 1;
                1
            }
            Part::Glyph(glyphs) => {
                let c = rest.chars().next()?;
                value = u16::try_from(glyphs.iter().position(|glyph| *glyph == c)? + 1).ok()?;
                // ①、: the mark belongs to the number.
                let mark = rest[c.len_utf8()..].chars().next();
                c.len_utf8() + mark.filter(|c| matches!(c, '、' | '.')).map_or(0, char::len_utf8)
            }
            Part::Spaces => {
                let len = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
                // What stands behind the number is no part of it, but for a mark: 1 、.
                let last = place + 1 == shape.len();
                (len > 0).then_some(if last { 0 } else { len })?
            }
        };
    }
    (value <= LARGEST && value > 0).then_some((value, end))
}

/// The candidate, unless what stands around it shows that it is none.
fn allowed(text: &str, style: Style, value: u16, range: Range<usize>, previous: char) -> Option<Candidate> {
    let label = &text[range.clone()];
    let rest = &text[range.end..];
    // Not further than a line is indented: a line of nothing but stars would be read again from each of them.
    let mut ahead = rest.chars().take(FARTHEST);
    let next = ahead.find(|c| !matches!(c, ' ' | '\t' | '\u{a0}' | '\u{3000}' | '*'))?;
    let place = Place::of(text, range.start);
    let line = place == Place::Line;
    let sort = style.sort();
    if !stands_alone(label, rest, next, place) {
        return None;
    }
    if sort == super::Sort::Bullet {
        let item = rest.starts_with([' ', '\t', '\u{a0}', '\u{3000}']) || !matches!(label, "-" | "*" | ">");
        let shown = next.is_alphanumeric() || matches!(next, '“' | '《' | '(' | '【');
        // Where a bullet only decorates a number, the number counts. Asked last: what is shown is no bullet, so that this goes one deep.
        let decorates =
            || opens(next) && candidate(text, range.end + (rest.len() - rest.trim_start().len()), next, '\n').is_some();
        // Where the line breaks are lost, a glyph that is nothing else still opens an item.
        let apart = line
            || (!label.starts_with(['-', '*', '>', '·', '○', '□', '★', '☆', '√'])
                && matches!(place, Place::Sentence | Place::Colon | Place::Semicolon));
        return (apart && item && shown && !label.starts_with(previous) && !decorates()).then(|| Candidate {
            style,
            value: 0,
            strength: style.worth(place),
            place,
            range,
            comma: false,
            names: false,
        });
    }
    // 二是 at the end of a cut line: the text goes on in the next.
    let cut = next == '\n'
        && matches!(place, Place::Sentence | Place::Semicolon)
        && rest
            .trim_start()
            .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '《'));
    let ends = next == '\n' && !line && !cut;
    if ends || matches!(next, ')' | '。' | ',' | ';' | '、' | ':' | '%' | '~' | '—') {
        return None;
    }
    // …的问题1.关于…: the word ends the heading before, the number begins the next.
    let begins_with_word = label.starts_with(['问', '措']);
    let apart = matches!(place, Place::Line | Place::Sentence | Place::Semicolon | Place::Colon);
    let marked = label.ends_with([':', ')']) && !matches!(previous, '的' | '”');
    if begins_with_word && !apart && !marked {
        return None;
    }
    let mut strength = style.worth(place);
    let ends_in_digit_mark = label.starts_with(|c: char| c.is_ascii_digit());
    if ends_in_digit_mark {
        let digit_follows = rest.starts_with(|c: char| c.is_ascii_digit());
        if digit_follows {
            // 1.2023年以来…: a heading may begin with a year, a decimal number cannot.
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let year = digits == 4 && rest[digits..].starts_with('年');
            // 1.126个接口: where a line or an answer begins, only the numbers around it can tell.
            let opens = matches!(place, Place::Line | Place::Colon) && digits <= 4 && label.ends_with('.');
            strength -= match place {
                Place::Line | Place::Sentence if year => 5,
                _ if opens && rest[digits..].starts_with(|c: char| !c.is_ascii() && c.is_alphabetic()) => 25,
                _ => return None,
            };
        }
        if label.ends_with('、') && is_unit_list(rest) {
            return None;
        }
    }
    // (见附件1), (附件一): the bracket was opened for something else.
    if !label.starts_with(['(', '〔', '【', '[']) && label.contains(')') && open_bracket(text, range.start) {
        return None;
    }
    // At the beginning of a line the same words open a heading: (一)项目管理不规范.
    let refers = AFTER_PAREN.iter().any(|word| rest.starts_with(word)) && !line
        || AFTER_RANGE.iter().any(|word| rest.starts_with(word))
        || matches!(previous, '第' | '述');
    if label.ends_with(')') && refers {
        return None;
    }
    if label.ends_with('是') && AFTER_SHI.iter().any(|word| rest.starts_with(word)) && !line {
        return None;
    }
    if label.ends_with('、') && is_numeral(next) && !line {
        return None;
    }
    if sort == super::Sort::Heading {
        if HEADING_LEAD.iter().any(|word| rest.trim_start().starts_with(word)) {
            strength += LEADS;
        }
        if place == Place::Inside && behind_heading(text, range.start) {
            strength += FOLLOWS;
        }
    } else if place == Place::Inside && behind_heading(text, range.start) {
        strength = strength.max(style.worth(Place::Comma));
    }
    // A label behind another label: 2.一是….
    if place == Place::Inside && matches!(previous, '.' | ')') {
        strength = strength.max(style.worth(Place::Comma));
    }
    Some(Candidate {
        style,
        value,
        range,
        place,
        strength,
        comma: label.ends_with('、'),
        names: false,
    })
}

/// Whether a number whose form is that of ordinary text, too, counts: one without a mark behind it (1.2, 3-1, 2 ), one before a comma, a Latin letter.
/// All but numbers of several levels open a line, and words follow them.
fn stands_alone(label: &str, rest: &str, next: char, place: Place) -> bool {
    let line = place == Place::Line;
    let worded = next.is_alphabetic() && !next.is_ascii() || matches!(next, '“' | '《' | '【');
    if label.starts_with(|c: char| c.is_ascii_lowercase()) {
        return line && worded;
    }
    if label.ends_with(',') && !label.starts_with(['第', '其', '首', '再', '最']) {
        return line && worded;
    }
    let digits = label.starts_with(|c: char| c.is_ascii_digit()) && label.ends_with(|c: char| c.is_ascii_digit());
    if !digits {
        return true;
    }
    let several = label.contains(['.', '-']);
    let counts = UNITS.contains(next);
    // 1.1总体…, with lost line breaks; a bare number never.
    let behind = several && matches!(place, Place::Sentence | Place::Colon | Place::Close);
    (line || behind) && worded && !counts && (several || rest.starts_with([' ', '\t', '\u{a0}', '\u{3000}']))
}

/// What follows a number that counts or measures: 1.5万元, 3 个, 1-6月.
const UNITS: &str = "年月日号时分秒天周岁个项条件次起场份篇台套处笔宗册辆部所座支间批盏株亩吨公平万亿千百元米里家户人名岗种类期轮届路楼层倍成至到余多后";

/// Whether the words before byte `at` are such as a heading ends with.
fn behind_heading(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end_matches([' ', '\u{a0}', '\u{3000}']);
    let from = head.char_indices().rev().nth(JUDGED).map_or(0, |(at, _)| at);
    let near = &head[from..];
    HEADING_END.iter().any(|word| near.ends_with(word)) || (heading::is_problem(near) && !near.ends_with('的'))
}

/// Characters before a label, less one, that may say what is wrong: 与教学结合不紧(1)….
const JUDGED: usize = 5;

/// 7、8月: numbers that list months or things.
fn is_unit_list(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a bracket is open at byte `at`, a few characters back.
fn open_bracket(text: &str, at: usize) -> bool {
    for c in text[..at].chars().rev().take(24) {
        match c {
            '(' => return true,
            ')' | '\n' | '。' => return false,
            _ => {}
        }
    }
    false
}

/// 首先, 其次, 最后, where a sentence begins.
fn worded(text: &str, at: usize) -> Option<Candidate> {
    let rest = &text[at..];
    let (key, word) = WORDS.iter().find(|(_, word)| rest.starts_with(word))?;
    let end = at + word.len();
    let mark = text[end..].chars().next().filter(|c| matches!(c, ',' | ':' | '是'))?;
    let place = Place::of(text, at);
    let style = *SEQUENCE;
    let place = if place == Place::Inside && behind_heading(text, at) {
        Place::Colon
    } else {
        place
    };
    Some(Candidate {
        style: style?,
        value: match *key {
            "first" => 1,
            "then" if *word == "其次" => 2,
            "then" => 3,
            _ => LAST,
        },
        range: at..end + mark.len_utf8(),
        place,
        strength: style?.worth(place),
        comma: false,
        names: false,
    })
}

/// The numerals that count in labels.
const HAN: &str = "一二三四五六七八九十";

fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

static SEQUENCE: LazyLock<Option<Style>> = LazyLock::new(|| Style::named("sequence"));
const TABLE: &str = include_str!("words.tsv");
static WORDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    table::words(TABLE)
        .into_iter()
        .filter(|(key, _)| matches!(*key, "first" | "then" | "last"))
        .collect()
});
static BEFORE_NUMERAL: LazyLock<Vec<char>> = LazyLock::new(|| {
    table::words_of(TABLE, "before_numeral")
        .iter()
        .filter_map(|word| word.chars().next())
        .collect()
});
static AFTER_PAREN: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "after_paren"));
static AFTER_RANGE: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "after_range"));
static HEADING_LEAD: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "heading_lead"));
static HEADING_END: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "heading_end"));
static AFTER_SHI: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "after_shi"));
