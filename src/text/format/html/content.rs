//! The article out of a page, by where its prose stands: no site is known by name.
//!
//! Prose is what is not linked and reads in sentences. The smallest block of the page that holds nearly all of it is the core; the
//! title before it and the contact line, signature and date after it are taken in, wherever they stand. In doubt a line is kept.

use super::cues::{CUES, is_aside};
use super::dom::Dom;
use super::lines::{Line, Lines};

/// Part of a page's prose that the core holds at least, in hundredths.
const CORE: usize = 90;

/// Part of a page's prose that may be cut off at its end or beginning by a line that says so, in hundredths.
const EDGE: usize = 15;

/// A page with less prose than this, in characters, has no article; all of its text is kept.
const LITTLE: usize = 80;

/// Lines before the first sentence in which the title is looked for, and lines after the last that may close the notice.
const NEAR: usize = 16;

/// Which lines belong to the article; `titles` are what the page says its title is.
pub(super) fn choose(dom: &Dom, page: &Lines, titles: &[String]) -> Vec<bool> {
    let lines = &page.lines;
    let aside = asides(dom, page);
    let prose: Vec<usize> = lines
        .iter()
        .zip(&aside)
        .map(|(line, &aside)| if aside { 0 } else { prose(line) })
        .collect();
    let total: usize = prose.iter().sum();
    let before = sums(&prose);
    if total < LITTLE {
        return lines
            .iter()
            .zip(&aside)
            .map(|(line, &aside)| !aside && !is_clutter(line))
            .collect();
    }
    let core = core(page, &before);
    let is_prose = |&at: &usize| prose[at] > 0;
    let mut first = core.clone().find(is_prose).unwrap_or(core.start);
    let mut last = core.clone().rev().find(is_prose).unwrap_or(core.start);
    // A line that closes the article, where next to no prose stands after it, and the last sentence before it.
    let closing = (first..=last).find(|&at| stops(&lines[at]) && (total - before[at]) * 100 <= total * EDGE);
    if let Some(end) = closing {
        last = (first..end).rev().find(is_prose).unwrap_or(last);
    }
    let titled = title(lines, &aside, titles, first, |at| before[at] * 100 <= total * EDGE);
    let start = titled.unwrap_or_else(|| opening(lines, &aside, core.start, first));
    first = first.max(start);
    let mut keep = vec![false; lines.len()];
    for at in start..=last {
        keep[at] = !aside[at] && (at >= first || !is_clutter(&lines[at]));
    }
    for at in (last + 1..lines.len()).take(NEAR) {
        if stops(&lines[at]) {
            break;
        }
        let clutter = aside[at] || is_clutter(&lines[at]);
        // Outside of the core the page goes on with something else.
        if clutter && at >= core.end {
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
    keep
}

/// Characters of a line that read in sentences.
fn prose(line: &Line) -> usize {
    let plain = line.chars - line.linked;
    let sentence = line.unlinked.contains(['。', '，', '；', '、', '：', '！']);
    let enough = if line.row || sentence { 12 } else { 40 };
    if plain >= enough && plain * 2 > line.chars && !is_foot(line) {
        plain
    } else {
        0
    }
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
fn asides(dom: &Dom, page: &Lines) -> Vec<bool> {
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
            let heading = page.lines[region.start..region.end]
                .iter()
                .any(|line| line.heading && line.linked == 0);
            if within * 100 <= total * EDGE && !closes && !heading {
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
    let titles: Vec<String> = titles.iter().map(|title| squeezed(title)).collect();
    let is_title = |at: usize| {
        let text = squeezed(&lines[at].text);
        let long = text.chars().count();
        long >= 5
            && titles.iter().any(|title| {
                title.contains(&text) || (text.contains(title.as_str()) && long <= title.chars().count() + 12)
            })
    };
    let open = |at: usize| !aside[at] && lines[at].linked * 2 <= lines[at].chars;
    let from = first.saturating_sub(NEAR);
    let named = (0..=first).find(|&at| early(at) && open(at) && is_title(at));
    named.or_else(|| (from..first).find(|&at| open(at) && lines[at].heading && !is_clutter(&lines[at])))
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

/// Whether a line ends the article by what it says: other articles, or the page's foot.
fn stops(line: &Line) -> bool {
    let text = squeezed(&line.text);
    let text = text.trim_start_matches(['•', '·', '【', '[', '>', '»', '|']);
    CUES.stop.iter().any(|cue| text.starts_with(cue)) || is_foot(line)
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
    linked || CUES.crumb.iter().any(|cue| text.starts_with(cue)) || is_foot(line) || is_buttons(&text)
}

/// Whether a line names a file to be had: an attachment.
fn has_paper(text: &str) -> bool {
    [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps"]
        .iter()
        .any(|ending| text.contains(ending))
}

/// Whether nothing is left of a line without the words of buttons.
fn is_buttons(text: &str) -> bool {
    const MARKS: &str = "[]【】()（）|｜/>»-—_：:,，、·•+＋×";
    let mut rest = text.trim_start_matches(|c| MARKS.contains(c));
    while !rest.is_empty() {
        let Some(word) = CUES.control.iter().find(|word| rest.starts_with(**word)) else {
            return false;
        };
        rest = rest[word.len()..].trim_start_matches(|c| MARKS.contains(c));
    }
    true
}

/// Without white space.
pub(super) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200b}')
        .collect()
}
