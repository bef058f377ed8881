//! How to respond: the paragraph after 欢迎…监督, or the lines of labels at the end.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{pattern, trim};
use crate::text::needles::Needles;

#[derive(Debug, Default)]
pub(super) struct Contact {
    /// The part of the text that was searched.
    pub zone: Option<Range<usize>>,
    pub phone: Vec<Range<usize>>,
    pub email: Vec<Range<usize>>,
    pub postcode: Option<Range<usize>>,
    pub address: Option<Range<usize>>,
    pub url: Option<Range<usize>>,
}

/// Bytes after the invitation in which the contact lines stand.
const ZONE: usize = 1_500;

pub(super) fn read(text: &str) -> Contact {
    let zone = zone(text);
    let mut contact = Contact {
        url: url(text),
        zone: zone.clone(),
        ..Contact::default()
    };
    let Some(zone) = zone else { return contact };
    let own = &text[zone.clone()];
    let offset = |range: Range<usize>| zone.start + range.start..zone.start + range.end;
    contact.email = all(&EMAIL, own).into_iter().map(offset).collect();
    contact.phone = phones(own).into_iter().map(offset).collect();
    contact.postcode = group(&POSTCODE, own).map(offset);
    contact.address = address(own).map(offset);
    contact
}

static EMAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,8}"));
/// A number with its area code, a mobile number, or a service number.
static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:[(（]0[0-9]{2,3}[)）][ -]?|0[0-9]{2,3}[ ]?[-—－–][ ]?|0[0-9]{2,3} ?)(?:[0-9]{7,8}|[0-9]{3,4}[ -][0-9]{4})(?:[ ]?(?:[-]|转|分机)[ ]?[0-9]{1,5})?|1[3-9][0-9]{9}|400-?[0-9]{3}-?[0-9]{4}",
    )
});
/// The words before numbers that are called.
static CALLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:电{S}话|热{S}线|手{S}机|致电|拨打)[^0-9\n。;；(]{0,8}"
            .replace("{S}", BLANKS)
            .as_str(),
    )
});
/// One number without area code in a list, with what sets it apart from the one before it.
static LOCAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"^(?:[ ]*(?:[(（][^()（）0-9\n]{1,14}[)）])?[、,，/;；或和及 ]*[ ]*)((?:[1-9][0-9]{6,7}|1[12][0-9]{3}|9[56][0-9]{3})(?:[ ]?(?:-|转)[ ]?[0-9]{1,5})?)(?:[^0-9]|$)",
    )
});
static POSTCODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:邮{S}政{S}编{S}[码号]|邮{S}编){S}[:：为]?{S}([0-9]{6})(?:[^0-9]|$)"
            .replace("{S}", BLANKS)
            .as_str(),
    )
});
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?:(?:来信|信函)?(?:邮寄|通信|通讯|联系|寄送|收信)?{S}地{S}址|邮政信箱|来信来访|来信请寄|信函请寄|信函寄至|邮寄至|寄送至|请寄|来信|信函|信箱){S}(?:[(（][^()（）\n]{1,16}[)）])?{S}[:：为]?{S}([^\n;；,，。@]{4,90})"
            .replace("{S}", BLANKS)
            .as_str(),
    )
});

/// Blanks that spread the characters of a label over a line's width: 邮　　编.
const BLANKS: &str = "[ \u{a0}\u{3000}]*";

fn all(re: &LazyLock<Option<Regex>>, text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for hit in re.as_ref().map(|re| re.find_iter(text)).into_iter().flatten() {
        if !found.iter().any(|known| text[known.clone()] == *hit.as_str()) {
            found.push(hit.range());
        }
    }
    found
}

fn group(re: &LazyLock<Option<Regex>>, text: &str) -> Option<Range<usize>> {
    re.as_ref()?.captures(text)?.get(1).map(|m| m.range())
}

fn phones(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = all(&PHONE, text)
        .into_iter()
        .filter(|range| {
            let digit_before = range.start > 0 && bytes[range.start - 1].is_ascii_digit();
            !digit_before && !bytes.get(range.end).is_some_and(u8::is_ascii_digit) && !is_fax(&text[..range.start])
        })
        .collect();
    // Numbers without area code, behind a label or behind another number: 电话(0579)82301456、82301457; 12388.
    let labels = CALLED.as_ref().map(|re| re.find_iter(text));
    let mut ends: Vec<usize> = labels.into_iter().flatten().map(|hit| hit.end()).collect();
    ends.extend(found.iter().map(|range| range.end));
    ends.sort_unstable();
    let mut at = 0;
    while let Some(&end) = ends.get(at) {
        at += 1;
        let number = LOCAL
            .as_ref()
            .and_then(|re| re.captures(&text[end..]))
            .and_then(|c| c.get(1));
        let Some(number) = number.map(|m| end + m.start()..end + m.end()) else {
            continue;
        };
        let known = found
            .iter()
            .any(|range| range.start < number.end && number.start < range.end);
        if !known && !is_fax(&text[..number.start]) {
            ends.insert(at, number.end);
            found.push(number);
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Whether the words right before a number say that it is a fax, and nothing else.
fn is_fax(before: &str) -> bool {
    let from = before.char_indices().rev().nth(15).map_or(0, |(at, _)| at);
    let label = before[from..].rsplit(['\n', ';', '。', ',']).next().unwrap_or_default();
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    label.contains("传真") && !label.contains("电话")
}

/// The address behind its label, without a note in brackets and without what is another field.
fn address(text: &str) -> Option<Range<usize>> {
    for captures in ADDRESS.as_ref()?.captures_iter(text) {
        let (Some(whole), Some(hit)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        let before = &text[..whole.start()];
        let own = hit.as_str();
        // 电子信箱, 网站地址, 邮箱地址 …
        if before.ends_with(['子', '箱', '站', '络', '页']) || own.contains("http") || own.contains("www") {
            continue;
        }
        if text[hit.end()..].starts_with('@') {
            continue;
        }
        let stops = [
            "邮政编码",
            "邮编",
            "联系电话",
            "电话",
            "电子邮",
            "邮箱",
            "(信封",
            "(请注明",
            "(邮",
            "(收",
            "(请在",
            "(注明",
            "收件人",
        ];
        let end = stops
            .iter()
            .filter_map(|word| own.find(word))
            .min()
            .unwrap_or(own.len());
        let range = trim(text, hit.start()..hit.start() + end);
        if text[range.clone()].chars().count() >= 4 {
            return Some(range);
        }
    }
    None
}

/// Where the contact lines stand: from the last invitation to respond up to what the site adds; else from the last contact label on.
fn zone(text: &str) -> Option<Range<usize>> {
    const INVITES: &[&str] = &[
        "进行监督",
        "意见建议,请",
        "意见和建议,请",
        "意见或建议,请",
        "及时向我们反映",
        "请及时反映",
        "监督。如有",
        "社会监督",
        "欢迎监督",
    ];
    let footer = footer(text);
    let body = &text[..footer];
    static WORDS: LazyLock<Needles> = LazyLock::new(|| Needles::new(INVITES.iter().copied()));
    let from = WORDS.last_start(body).filter(|&at| {
        let rest = &body[at..];
        ["电话", "邮箱", "信箱", "邮件", "地址", "邮编"]
            .iter()
            .any(|word| rest.contains(word))
    });
    let from = from.or_else(|| last_labels(body))?;
    let mut end = footer.min(from + ZONE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Some(from..end)
}

/// Where the last contact lines begin that no invitation opens: labels with their values close to each other, near the end of the
/// text, or of two sorts at least.
fn last_labels(body: &str) -> Option<usize> {
    /// Bytes between two labels of one group, and from the end of the text that count as near.
    const APART: usize = 450;
    const NEAR: usize = 2_400;
    static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"(?P<phone>电{S}话|热{S}线|手{S}机|联系方式)[^0-9\n。]{0,16}[0-9(]|(?P<mail>邮{S}箱|邮{S}件|信{S}箱|e-?mail)[^\n。]{0,12}?[a-z0-9]|(?P<post>邮{S}政{S}编{S}码|邮{S}编)[^0-9\n。]{0,4}[0-9]|(?P<place>地{S}址){S}[:：]"
                .replace("{S}", BLANKS)
                .as_str(),
        )
    });
    let mut group: Option<(usize, usize, Vec<&str>)> = None;
    for captures in LABEL.as_ref()?.captures_iter(body) {
        let Some(hit) = captures.get(0) else { continue };
        let sort = ["phone", "mail", "post", "place"]
            .into_iter()
            .find(|name| captures.name(name).is_some())
            .unwrap_or_default();
        match &mut group {
            Some((_, end, sorts)) if hit.start() <= *end + APART => {
                *end = hit.end();
                if !sorts.contains(&sort) {
                    sorts.push(sort);
                }
            }
            _ => group = Some((hit.start(), hit.end(), vec![sort])),
        }
    }
    let (start, end, sorts) = group?;
    if sorts.len() < 2 && body.len() - end > NEAR {
        return None;
    }
    // The words before the first label (监督, 联系) and the area code of a bracket belong to the zone.
    Some(body[..start].char_indices().rev().nth(5).map_or(0, |(at, _)| at))
}

/// Where the site's own lines begin behind the notice.
pub(super) fn footer(text: &str) -> usize {
    const SITE: &[&str] = &[
        "原文链接",
        "免责声明",
        "版权所有",
        "版权归",
        "责任编辑",
        "责编",
        "网站地图",
        "icp备",
        "公网安备",
        "上一篇",
        "下一篇",
        "相关阅读",
        "相关链接",
        "扫一扫",
        "分享到",
        "打印本页",
        "关闭窗口",
        "主办单位",
        "主办:",
        "技术支持",
        "转自:",
        "联系我们 ",
    ];
    let mut half = text.len() / 2;
    while !text.is_char_boundary(half) {
        half += 1;
    }
    static WORDS: LazyLock<Needles> = LazyLock::new(|| Needles::new(SITE.iter().copied()));
    WORDS.first(&text[half..]).map_or(text.len(), |(_, at)| half + at.start)
}

fn url(text: &str) -> Option<Range<usize>> {
    static URL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"(?:原文链接|原文地址|本文链接|文章链接|链接地址|来源网址|信息来源|原文|网址|链接|来源)[ \u{a0}]*[:：][ \u{a0}]*(https?://[^\s\u{a0}<>“”，。；、）)]+)",
        )
    });
    group(&URL, text)
}
