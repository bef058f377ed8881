//! The document's title, which may stand behind a breadcrumb, be split over lines, or run into the text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::parties::is_body;
use super::{pattern, trim};

/// How many lines from the top a title may stand, and how many it may be split over.
const LINES: usize = 40;
const SPLIT_OVER: usize = 4;

/// Lengths of a title, in characters.
const SHORTEST: usize = 8;
const LONGEST: usize = 100;

pub(super) fn read(text: &str, preamble: Option<usize>) -> Vec<Range<usize>> {
    let lines = lines(text, preamble.unwrap_or(text.len()));
    // A line that is a title by itself.
    for (at, line) in lines.iter().enumerate() {
        if let Some(title) = whole(text, line.clone()) {
            // The last line of several may be one by itself: 关于…反馈意见 / 整改进展情况的通报.
            if let Some(first) = first_line(text, &lines[..=at]) {
                return lines[first..=at].to_vec();
            }
            let before = at.checked_sub(1).map(|i| lines[i].clone());
            let speaker = before.filter(|line| text[title.clone()].starts_with("关于") && is_body(&text[line.clone()]));
            return speaker.into_iter().chain([title]).collect();
        }
    }
    // Lines that make one together.
    for first in 0..lines.len() {
        for count in 2..=SPLIT_OVER.min(lines.len() - first) {
            let group = &lines[first..first + count];
            let joined: String = group.iter().map(|line| &text[line.clone()]).collect();
            if group.iter().all(|line| !text[line.clone()].contains('。')) && is_title(&joined) {
                return group.to_vec();
            }
        }
    }
    // Run into the first sentence, where the line breaks are lost.
    let head = lines.first().map_or(0, |line| line.start);
    inline(text, head).into_iter().collect()
}

/// Where a title begins that ends with the last of `lines`, when that line does not say what it is about.
fn first_line(text: &str, lines: &[Range<usize>]) -> Option<usize> {
    let last = lines.last()?;
    if text[last.clone()].contains("关于") {
        return None;
    }
    let from = lines.len().saturating_sub(SPLIT_OVER);
    let joins = |first: &usize| {
        let group = &lines[*first..];
        let joined: String = group.iter().map(|line| &text[line.clone()]).collect();
        joined.contains("关于") && !joined.contains([':', '>', '|']) && is_title(&joined)
    };
    let about = (from..lines.len() - 1).rev().find(joins)?;
    // The one who speaks stands above 关于.
    let speaks = |line: usize| text[lines[about].clone()].starts_with("关于") && is_body(&text[lines[line].clone()]);
    Some(about.checked_sub(1).filter(|&line| speaks(line)).unwrap_or(about))
}

/// The body named on a line of its own right under the title, alone or with a date in brackets.
pub(super) fn speaker(text: &str, title: &[Range<usize>]) -> Option<Range<usize>> {
    let end = title.last()?.end;
    let mut start = end;
    for line in text[end..].split_inclusive('\n').take(4) {
        let own = trim(text, start..start + line.len());
        start += line.len();
        let words = &text[own.clone()];
        let until = words.find([' ', '\u{a0}', '\u{3000}', '(']).unwrap_or(words.len());
        let body = trim(text, own.start..own.start + until);
        if own.start >= end
            && !words.contains(':')
            && is_body(&text[body.clone()])
            && text[body.clone()].chars().count() >= 4
        {
            return Some(body);
        }
    }
    None
}

/// The non-empty lines before the preamble, trimmed; the line in which the preamble begins counts up to it.
fn lines(text: &str, end: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if found.len() >= LINES {
            break;
        }
        let range = trim(text, start..start + line.len());
        start += line.len();
        if !range.is_empty() {
            found.push(range);
        }
        if start > end.saturating_add(400) {
            break;
        }
    }
    found
}

/// The title in a line that may begin with a breadcrumb (首页 > 公告 > …) or a site's name (某网:…) and end with one (…_某网).
fn whole(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let mut start = line.start;
    let mut end = line.end;
    if let Some(at) = text[start..end].rfind(['>', '»', '›']) {
        start += at + text[start + at..].chars().next().map_or(1, char::len_utf8);
    }
    for mark in ["_", "|", " - ", "--", "——"] {
        if let Some(at) = text[start..end]
            .find(mark)
            .filter(|at| is_title(text[start..start + at].trim()))
        {
            end = start + at;
        }
    }
    for mark in [':', '：'] {
        if let Some(at) = text[start..end].find(mark) {
            let rest = start + at + mark.len_utf8();
            if is_title(text[rest..end].trim()) {
                start = rest;
            }
        }
    }
    let title = trim(text, start..end);
    is_title(&text[title.clone()]).then_some(title)
}

/// Whether a line reads like the title of a notice.
fn is_title(line: &str) -> bool {
    const ENDS: &[&str] = &[
        "通报",
        "公告",
        "公示",
        "报告",
        "情况",
        "通告",
        "公布",
        "公开",
        "清单",
        "说明",
        "汇报",
        "台账",
        "一览表",
        "明细表",
        "情况表",
        "进展表",
        "的函",
        "复函",
    ];
    const ABOUT: &[&str] = &["整改", "巡视", "巡察", "审计", "反馈", "问题", "督察"];
    let bare = line.trim_end_matches([')', '）', '】', ' ', '\u{a0}']);
    let bare = bare
        .strip_suffix("(摘要")
        .or(bare.strip_suffix("(全文"))
        .unwrap_or(bare);
    let chars = line.chars().filter(|c| !c.is_whitespace()).count();
    (SHORTEST..=LONGEST).contains(&chars)
        && ENDS.iter().any(|word| bare.ends_with(word))
        && ABOUT.iter().any(|word| line.contains(word))
        && !line.contains(['。', ';', '；', '!', '?', '\t'])
        && !opens_like_text(line)
}

/// Numbered headings and sentences end with 情况, too.
fn opens_like_text(line: &str) -> bool {
    static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十0-9]+[)）]|[0-9]+[、.．]|第[一二三四五六七八九十]+[部章节]|附件|整改情况|当前|您)",
        )
    });
    NUMBERED.as_ref().is_none_or(|re| re.is_match(line)) || line.contains(",现将") || line.contains("现将")
}

/// A title at the beginning of running text: 某某党组关于巡察整改进展情况的通报根据….
fn inline(text: &str, from: usize) -> Option<Range<usize>> {
    static INLINE: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(r"^[^\n。,，;；:：]{2,50}关于[^\n。;；:：]{4,60}?的(?:通报|公告|公示|报告|函)"));
    let head: String = text[from..].chars().take(160).collect();
    let hit = INLINE.as_ref()?.find(&head)?;
    is_title(hit.as_str()).then(|| from..from + hit.end())
}

/// What inspection the title is about, or the first lines where it does not say: 审计查出问题整改情况, 巡察反馈意见.
pub(super) fn kind(text: &str, title: &[Range<usize>]) -> Option<Range<usize>> {
    /// Bytes of the first lines.
    const HEAD: usize = 1800;
    static KIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"(?P<kind>(?:中央)?(?:生态环境保护|生态环境|环境保护|环保)督察|巡视|巡察|审计)(?:组|调查)?(?:整改|反馈|查出|发现|指出|移交|报告|工作报告|“?回头看)",
        )
    });
    let start = title.last().map_or(0, |last| last.end);
    let mut end = text.len().min(start.saturating_add(HEAD));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let zones = title.iter().cloned().chain(std::iter::once(start..end));
    let found = |zone: Range<usize>| {
        let hit = KIND.as_ref()?.captures(&text[zone.clone()])?.name("kind")?;
        Some(zone.start + hit.start()..zone.start + hit.end())
    };
    zones.into_iter().find_map(found)
}

/// Who speaks in the title: what stands before 关于, else the body before what it is about.
pub(super) fn issuer(text: &str, title: &[Range<usize>]) -> Option<Range<usize>> {
    const ABOUT: &[&str] = &[
        "主题教育",
        "落实",
        "贯彻",
        "巡视",
        "巡察",
        "审计",
        "专项",
        "检视",
        "整改",
        "20",
    ];
    let first = title.first()?;
    let own = &text[first.clone()];
    let before = |word: &str| own.find(word).filter(|end| is_body(own[..*end].trim()));
    let end = own
        .find("关于")
        .or_else(|| (title.len() > 1).then_some(own.len()))
        .or_else(|| ABOUT.iter().filter_map(|word| before(word)).min())?;
    let range = trim(text, first.start..first.start + end);
    let words = text[range.clone()].chars().count();
    (3..=60).contains(&words).then_some(range)
}
