//! The article out of a page, by where its prose stands: no site is known by name.
//!
//! Prose is what is not linked and reads in sentences. The smallest block of the page that holds nearly all of it is the core; the
//! title before it and the contact line, signature and date after it are taken in, wherever they stand. In doubt a line is kept.

use std::ops::RangeInclusive;

use super::cues::{CUES, is_aside};
use super::dom::Dom;
use super::info;
use super::lines::{Line, Lines};

/// Part of a page's prose that the core holds at least, in hundredths.
const CORE: usize = 90;

/// Part of a page's prose that may be cut off at its end or beginning by a line that says so, in hundredths.
const EDGE: usize = 15;

/// The same for a line that says nothing else (相关文章), and for blocks whose name says that they stand beside the article.
const ASIDE: usize = 30;

/// The same where several such lines stand together.
const SURE: usize = 45;

/// A page with less prose than this, in characters, has no article; all of its text is kept.
const LITTLE: usize = 80;

/// Characters of the longest line that says where one is.
const LONGEST_CRUMB: usize = 160;

/// Lines before the first sentence in which the title is looked for, and lines after the last that may close the notice.
const NEAR: usize = 16;

/// The article among the lines of a page.
#[derive(Debug)]
pub(super) struct Chosen {
    /// Which lines belong to it.
    pub(super) keep: Vec<bool>,
    /// From its first sentence to its last; what is kept around them may be the site's in part.
    pub(super) prose: RangeInclusive<usize>,
    /// Characters of its prose.
    pub(super) chars: usize,
}

/// Which lines belong to the article; `titles` are what the page says its title is.
pub(super) fn choose(dom: &Dom, page: &Lines, titles: &[String]) -> Chosen {
    let lines = &page.lines;
    let titles: Vec<String> = titles.iter().map(|title| squeezed(title)).collect();
    let aside = asides(dom, page, &titles);
    let prose: Vec<usize> = lines
        .iter()
        .zip(&aside)
        .map(|(line, &aside)| if aside { 0 } else { prose(line) })
        .collect();
    let total: usize = prose.iter().sum();
    let before = sums(&prose);
    if total < LITTLE {
        let own = |(line, &aside): (&Line, &bool)| !aside && !is_clutter(line);
        return Chosen {
            keep: lines.iter().zip(&aside).map(own).collect(),
            prose: 0..=lines.len(),
            chars: total,
        };
    }
    let core = core(page, &before);
    let is_prose = |&at: &usize| prose[at] > 0;
    let mut first = core.clone().find(is_prose).unwrap_or(core.start);
    let mut last = core.clone().rev().find(is_prose).unwrap_or(core.start);
    // A line that closes the article, where next to no prose stands after it, and the last sentence before it.
    let closes = |at: usize| {
        let most = match stops(&lines[at]) {
            Stop::No => return false,
            // Where one such line follows the other, they do not only look like it.
            _ if (at + 1..lines.len().min(at + 4)).any(|next| stops(&lines[next]) != Stop::No) => SURE,
            Stop::Begins => EDGE,
            Stop::Whole => ASIDE,
        };
        (total - before[at]) * 100 <= total * most
    };
    let closing = (first..=last).find(|&at| closes(at));
    if let Some(end) = closing {
        last = (first..end).rev().find(is_prose).unwrap_or(last);
    }
    let titled = title(lines, &aside, &titles, first, |at| before[at] * 100 <= total * EDGE);
    let start = titled.unwrap_or_else(|| opening(lines, &aside, core.start, first));
    first = (first.max(start)..=last).find(is_prose).unwrap_or(first);
    let mut keep = vec![false; lines.len()];
    for at in start..=last {
        keep[at] = !aside[at] && (at >= first || !is_clutter(&lines[at]));
    }
    for at in (last + 1..lines.len()).take(NEAR) {
        if stops(&lines[at]) != Stop::No {
            break;
        }
        let clutter = aside[at] || is_clutter(&lines[at]);
        // Outside of the core the page goes on with something else.
        if (clutter || lines[at].heading) && at >= core.end {
            break;
        }
        keep[at] = !clutter;
    }
    // The page's own heading, where the article repeats it.
    for at in start..first {
        let same = |&other: &usize| keep[other] && squeezed(&lines[other].text) == squeezed(&lines[at].text);
        if keep[at] && (at + 1..=first.min(at + NEAR)).any(|other| same(&other)) {
            keep[at] = false;
        }
    }
    Chosen {
        keep,
        prose: first..=last,
        chars: total,
    }
}

/// Characters of a line that read in sentences.
fn prose(line: &Line) -> usize {
    let plain = line.chars - line.linked;
    let sentence = line.unlinked.contains(['。', '，', '；', '、', '：', '！']);
    let enough = if line.row || sentence { 12 } else { 40 };
    if plain >= enough && plain * 2 > line.chars && !is_foot(line) && !tells_of_the_page(line) {
        plain
    } else {
        0
    }
}

/// Whether a line says where one is, or when and by whom the page was published.
fn tells_of_the_page(line: &Line) -> bool {
    if line.chars > LONGEST_CRUMB {
        return false;
    }
    let text = squeezed(&line.text);
    is_crumb(&text) || info::describes(line, &text) || info::opens(&text) || super::hints::url(&text).is_some()
}

fn is_crumb(squeezed: &str) -> bool {
    CUES.crumb.iter().any(|cue| squeezed.starts_with(cue))
}

/// Sums of what stands before each place.
fn sums(prose: &[usize]) -> Vec<usize> {
    let mut sums = vec![0];
    let mut sum = 0;
    for chars in prose {
        sum += chars;
        sums.push(sum);
    }
    sums
}

/// The lines of the smallest block with nearly all prose.
fn core(page: &Lines, before: &[usize]) -> std::ops::Range<usize> {
    let total = before.last().copied().unwrap_or(0);
    let mut best = 0..page.lines.len();
    // Regions stand in document order, outer ones first, and of two that both hold nearly all, one holds the other.
    for region in &page.regions {
        let within = before[region.end] - before[region.start];
        if within * 100 >= total * CORE && region.end - region.start <= best.len() {
            best = region.start..region.end;
        }
    }
    best
}

/// Lines in blocks whose element or name says that they stand beside the article, where they have next to no prose.
fn asides(dom: &Dom, page: &Lines, titles: &[String]) -> Vec<bool> {
    let prose: Vec<usize> = page.lines.iter().map(prose).collect();
    let before = sums(&prose);
    let total = before.last().copied().unwrap_or(0);
    let mut aside = vec![false; page.lines.len()];
    for region in &page.regions {
        let node = region.node;
        let named = || {
            ["class", "id", "role"]
                .iter()
                .filter_map(|name| dom.attribute(node, name))
                .any(is_aside)
        };
        let is_frame = matches!(dom.name(node), "body" | "html");
        if !is_frame && (matches!(dom.name(node), "nav" | "aside" | "footer") || named()) {
            let within = before[region.end] - before[region.start];
            let closes = dom.name(node) == "footer" && (region.start..region.end).all(|at| !is_foot(&page.lines[at]));
            // 相关文章 is a heading too; the article's own says what the page says of itself.
            let heading = page.lines[region.start..region.end]
                .iter()
                .any(|line| line.heading && line.linked == 0 && names(titles, &squeezed(&line.text)));
            if within * 100 <= total * ASIDE && !closes && !heading {
                aside[region.start..region.end].fill(true);
            }
        }
    }
    aside
}

/// The first of the title's lines before the first sentence.
fn title(
    lines: &[Line],
    aside: &[bool],
    titles: &[String],
    first: usize,
    early: impl Fn(usize) -> bool,
) -> Option<usize> {
    // A row that has the title in a cell describes the page.
    let is_title = |at: usize| !lines[at].row && names(titles, &squeezed(&lines[at].text));
    let open = |at: usize| !aside[at] && lines[at].linked * 2 <= lines[at].chars;
    let from = first.saturating_sub(NEAR);
    let named = (0..=first).find(|&at| early(at) && open(at) && is_title(at) && !is_clutter(&lines[at]));
    // Behind other prose only the very words are believed, or the only heading of the page.
    let alone = lines.iter().filter(|line| line.heading).count() == 1;
    let behind = || {
        let mut near = (first..lines.len()).take_while(|&at| early(at));
        near.find(|&at| {
            open(at) && !lines[at].row && (titles.contains(&squeezed(&lines[at].text)) || alone && lines[at].heading)
        })
    };
    named
        .or_else(behind)
        .or_else(|| (from..first).find(|&at| open(at) && lines[at].heading && !is_clutter(&lines[at])))
}

/// Whether a line is one of the titles, a part of one, or one with a little more.
fn names(titles: &[String], text: &str) -> bool {
    let long = text.chars().count();
    let is =
        |title: &String| title.contains(text) || (text.contains(title.as_str()) && long <= title.chars().count() + 12);
    long >= 5 && titles.iter().any(is)
}

/// Where the article begins that has no known title: with the short lines right before its first sentence.
fn opening(lines: &[Line], aside: &[bool], core: usize, first: usize) -> usize {
    let clutter = |at: usize| aside[at] || is_clutter(&lines[at]);
    let mut start = first;
    while start > 0 && first - start < NEAR {
        let at = start - 1;
        if clutter(at) && at < core {
            break;
        }
        start = at;
    }
    start
}

/// How a line ends the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    No,
    /// It begins as such lines do.
    Begins,
    /// It is such a line and nothing else.
    Whole,
}

/// Whether a line ends the article by what it says: other articles, or the page's foot.
fn stops(line: &Line) -> Stop {
    const MARKS: [char; 16] = [
        '•', '·', '【', '】', '[', ']', '(', ')', '（', '）', '>', '»', '|', ':', '：', '-',
    ];
    let text = squeezed(&line.text);
    let text = text.trim_matches(MARKS);
    match CUES.stop.iter().find(|cue| text.starts_with(**cue)) {
        Some(cue) if text.len() == cue.len() => Stop::Whole,
        Some(_) => Stop::Begins,
        None if is_foot(line) => Stop::Begins,
        None => Stop::No,
    }
}

fn is_foot(line: &Line) -> bool {
    CUES.foot.iter().any(|cue| line.text.contains(cue))
}

/// Whether a line outside of the prose is none of the article's: links, buttons, where one is.
fn is_clutter(line: &Line) -> bool {
    let text = squeezed(&line.text);
    if text.contains("附件") {
        return false;
    }
    let linked = line.linked * 2 > line.chars && !has_paper(&text);
    linked
        || is_crumb(&text)
        || is_foot(line)
        || is_buttons(&text)
        || info::describes(line, &text)
        || super::hints::url(&text).is_some()
}

/// Whether a line names a file to be had: an attachment.
fn has_paper(text: &str) -> bool {
    [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps"]
        .iter()
        .any(|ending| text.contains(ending))
}

/// Whether nothing is left of a line without the words of buttons.
pub(super) fn is_buttons(text: &str) -> bool {
    const MARKS: &str = "[]【】()（）|｜/>»-—_：:,，、·•+＋×";
    let mut rest = text.trim_start_matches(|c| MARKS.contains(c));
    while !rest.is_empty() {
        let Some(word) = CUES.control.iter().find(|word| rest.starts_with(**word)) else {
            return false;
        };
        // 点赞 3: a button that counts. A number by itself is none: it may be the day under a signature.
        rest = rest[word.len()..].trim_start_matches(|c: char| MARKS.contains(c) || c.is_ascii_digit());
    }
    true
}

/// Without white space.
pub(super) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}')
        .collect()
}
