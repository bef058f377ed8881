//! A site's brand where the organisation's name should stand: hijacked copies have 中共某某平台委员会. What in the text still tells the
//! true name is flagged beside it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Confidence, Flag, Severity};
use crate::text::pinyin;

use super::super::fields::Layers;
use super::super::table;
use super::{Seen, flag, propose};

const TABLE: &str = include_str!("brands.tsv");
static ENDINGS: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "ending"));
static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "word"));
static BODIES: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "body"));
static SHARED: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "shared"));

/// Places that are flagged at most; a page of spam repeats its brand without end.
const MOST: usize = 200;

/// Places of evidence that are flagged at most, by sort.
const CLUES: usize = 3;

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let text = seen.page.folded();
    let Some(brand) = brand(seen, text) else {
        return Vec::new();
    };
    let clues = clues(seen, text, &brand);
    let evidence: Vec<_> = clues
        .iter()
        .map(|clue| (seen.page.clean(clue.range.clone()), seen.page.span(clue.range.clone())))
        .collect();
    let name = true_name(seen, text, &clues);
    let mut flags: Vec<Flag> = text
        .match_indices(&brand)
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
            if let Some(name) = &name {
                propose(&mut found, name.words.clone(), name.confidence, &name.zh, &name.en);
            }
            found
        })
        .collect();
    flags.extend(clues.into_iter().map(|clue| {
        let printed = seen.page.clean(clue.range.clone());
        flag(
            "damage",
            "brand_replaced",
            Severity::Info,
            seen.page.span(clue.range),
            format!("单位真名的线索（{}）：{printed}", clue.sort.0),
            format!("a clue to the true name ({}): {printed}", clue.sort.1),
        )
    }));
    flags
}

/// The brand: what stands between 中共 and 委员会, or as issuer or inspected, and cannot be a body's name.
fn brand(seen: &Seen, text: &str) -> Option<String> {
    static COMMITTEE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"中共([^,，。、;；:：\s《》“”中共]{2,14}?)委员会").ok());
    let found = seen.found;
    let named = found.inspected.iter().chain(&found.issuer).chain(&found.title);
    let named = named.filter_map(|range| text.get(range.clone())).map(own_name);
    let committees = COMMITTEE.as_ref().map(|re| re.captures_iter(text).take(12));
    let committees = committees
        .into_iter()
        .flatten()
        .filter_map(|c| c.get(1))
        .map(|m| m.as_str());
    named
        .chain(committees)
        .find(|name| is_brand(name) || (names_no_body(name) && is_sites(text, name)))
        .map(str::to_owned)
}

/// The name in 中共某某委员会…, or the whole of a short name.
fn own_name(words: &str) -> &str {
    let own = words.strip_prefix("中共").unwrap_or(words);
    let own = own.split(['(', '“', ' ']).next().unwrap_or_default();
    let end = own.find("委员会").or_else(|| own.find("关于")).unwrap_or(own.len());
    own[..end].trim_end_matches("党委").trim_end_matches("党组")
}

/// Whether a name ends as brands do, or has a word of gambling in it.
fn is_brand(name: &str) -> bool {
    let chars = name.chars().count();
    let gambles = WORDS.iter().any(|word| name.contains(word));
    // 某市大数据服务平台 is long and has a place; brands are short.
    let placed = name.contains(['市', '县', '区', '省', '镇', '乡']);
    let branded = ENDINGS.iter().any(|ending| name.ends_with(ending));
    (2..=12).contains(&chars) && (gambles && names_no_body(name) || branded && !placed && chars >= 3)
}

/// Whether a name lacks all nouns that the names of bodies have.
fn names_no_body(name: &str) -> bool {
    (2..=12).contains(&name.chars().count()) && !BODIES.iter().any(|noun| name.contains(noun))
}

/// Whether the site calls itself by that name: alone on the first line, before the title, or as the owner of the rights.
fn is_sites(text: &str, name: &str) -> bool {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim();
    let heads = first == name
        || text.lines().take(6).any(|line| {
            let rest = line.trim().strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with([':', '：', '-', '|', '_']))
        });
    heads
        || ["版权所有:", "版权所有：", "版权所有 ", "copyright "]
            .iter()
            .any(|owner| text.contains(&format!("{owner}{name}")))
}

/// A place that still tells the true name, and what sort of clue it is, in Chinese and English.
struct Clue {
    range: Range<usize>,
    sort: (&'static str, &'static str),
}

const MAILBOX: (&str, &str) = ("邮箱", "mailbox");
const PLACE: (&str, &str) = ("地名", "place");
const SHORT_NAME: (&str, &str) = ("简称", "short name");
const SUBSIDIARY: (&str, &str) = ("下属单位", "subsidiary");
const LICENCE: (&str, &str) = ("备案号", "licence");

fn clues(seen: &Seen, text: &str, brand: &str) -> Vec<Clue> {
    static LICENCES: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"[\u{4e00}-\u{9fa5}]icp备[0-9]+|[\u{4e00}-\u{9fa5}]公网安备 ?[0-9]+").ok());
    static SUBSIDIARIES: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:所属|下属|权属)[\u{4e00}-\u{9fa5}]{2,10}?(?:集团公司|公司|集团)").ok());
    static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\u{4e00}-\u{9fa5}]{2}集团").ok());
    let rules = [(&LICENCES, LICENCE), (&SUBSIDIARIES, SUBSIDIARY), (&NAMES, SHORT_NAME)];
    let city = city(seen, text);
    let mut found: Vec<Clue> = seen
        .found
        .email
        .iter()
        .take(1)
        .map(|range| Clue {
            range: range.clone(),
            sort: MAILBOX,
        })
        .collect();
    for (rule, sort) in rules {
        let Some(rule) = rule.as_ref() else { continue };
        let mut known: Vec<&str> = Vec::new();
        for hit in rule.find_iter(text) {
            let own = hit.as_str();
            if known.len() >= CLUES || known.contains(&own) || own.contains(brand) {
                continue;
            }
            if sort == SHORT_NAME && !is_short_name(text, hit.range(), city) {
                continue;
            }
            if sort == SUBSIDIARY && (own.contains('各') || own.contains('企') || own.chars().count() < 6) {
                continue;
            }
            known.push(own);
            found.push(Clue {
                range: hit.range(),
                sort,
            });
        }
    }
    if let Some(city) = city {
        // Not in the address: there it is known already.
        let contact = seen.frame.contact.start;
        found.extend(
            text.match_indices(city)
                .filter(|(at, _)| *at < contact)
                .take(CLUES)
                .map(|(at, _)| Clue {
                    range: at..at + city.len(),
                    sort: PLACE,
                }),
        );
    }
    found.sort_by_key(|clue| (clue.range.start, clue.range.end));
    found
}

/// Whether what stands before 集团 is a name by itself: no word of other bodies runs into it.
fn is_short_name(text: &str, range: Range<usize>, city: Option<&str>) -> bool {
    let own = &text[range.clone()];
    let head = own.trim_end_matches("集团");
    let plain = !SHARED.iter().any(|word| own == *word || head == *word)
        && !head.ends_with([
            '本', '该', '我', '各', '及', '和', '由', '对', '为', '在', '到', '了', '将', '的', '从', '与', '把',
        ])
        && !head.starts_with([
            '本', '该', '我', '各', '及', '和', '由', '对', '为', '在', '到', '了', '将', '的', '从', '与', '把',
        ]);
    // 推进集团公司治理: the verb is no name; names follow on 之, marks and the beginning of a line.
    let before = &text[..range.start];
    let opens = city.is_some_and(|city| before.ends_with(city))
        || before
            .chars()
            .next_back()
            .is_none_or(|c| !matches!(c, '\u{4e00}'..='\u{9fff}') || "之由是为在与和及属".contains(c));
    plain && opens && !text[range.end..].starts_with("公司")
}

/// The city of the contact address, without its 市.
fn city<'a>(seen: &Seen, text: &'a str) -> Option<&'a str> {
    let address = text.get(seen.found.address.clone()?)?;
    let end = address.find('市')?;
    let from = address[..end].rfind('省').map_or(0, |at| at + '省'.len_utf8());
    let city = &address[from..end];
    (2..=4).contains(&city.chars().count()).then_some(city)
}

/// What the organisation may be called.
struct Name {
    words: String,
    confidence: Confidence,
    zh: String,
    en: String,
}

/// A short name of the text whose initials stand in the mailbox.
fn true_name(seen: &Seen, text: &str, clues: &[Clue]) -> Option<Name> {
    let mailbox = text.get(seen.found.email.first()?.clone())?.split('@').next()?;
    let letters = |words: &str| {
        words
            .chars()
            .filter_map(|c| pinyin::readings(c).next()?.chars().next())
            .collect::<String>()
    };
    let initials = |words: &str| -> Option<String> {
        let own = letters(words);
        (own.len() >= 2 && mailbox.contains(&own)).then_some(own)
    };
    let names = clues.iter().filter(|clue| clue.sort == SHORT_NAME);
    names.filter_map(|clue| text.get(clue.range.clone())).find_map(|name| {
        let own = initials(name.trim_end_matches("集团"))?;
        let place = city(seen, text).filter(|city| mailbox.contains(&format!("{}{own}", letters(city))));
        let words = format!("{}{name}", place.unwrap_or_default());
        Some(Name {
            confidence: if place.is_some() {
                Confidence::Medium
            } else {
                Confidence::Low
            },
            zh: format!("文中另有“{name}”，其拼音首字母见于邮箱{mailbox}"),
            en: format!("the text also has {name}, whose initials stand in the mailbox {mailbox}"),
            words,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brands_are_told_from_bodies() {
        for name in ["某某平台", "星月体育", "金球娱乐", "K8凯发", "永利", "海豚电竞"] {
            assert!(is_brand(name), "{name}");
        }
        for name in [
            "澜原市大数据服务平台",
            "青禾水务集团有限公司",
            "县体育局",
            "市电子信息学院",
            "永利镇",
            "望川街道",
        ] {
            assert!(!is_brand(name), "{name}");
        }
        assert!(names_no_body("贝贝乐") && !names_no_body("青禾医院"));
    }
}
