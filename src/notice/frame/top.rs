//! The lines above the text: the site's header, the title, once or several times.

use std::ops::Range;

use super::super::heading;
use super::super::numbering::line_start_number;
use super::super::rows;
use super::{ANNOUNCE, HEADER, lines};

/// How many lines above the text are looked at, and how long one may be that is none of the text.
const LINES: usize = 60;
const LONGEST: usize = 90;
/// Where the announcing sentence stands at most, in bytes behind the beginning of the text.
const ANNOUNCED: usize = 4_000;

pub(super) struct Top {
    pub(super) boilerplate: Vec<Range<usize>>,
    pub(super) start: usize,
    pub(super) text_start: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Site,
    Title,
    Other,
}

pub(super) fn read(text: &str, title: &[Range<usize>]) -> Top {
    let joined: String = title
        .iter()
        .map(|range| text.get(range.clone()).unwrap_or_default())
        .collect();
    let last_title = title.last().map_or(0, |range| range.end);
    let mut head: Vec<(Range<usize>, Kind)> = Vec::new();
    let mut text_start = 0;
    let mut found_text = false;
    let contents = contents(text);
    for line in lines(text, 0..text.len()).take(LINES) {
        let own = &text[line.clone()];
        // A table of contents has the headings of the text, and none of it.
        if contents.contains(&line.start) {
            head.push((line, Kind::Other));
            continue;
        }
        let long = own.chars().take(LONGEST + 1).count() > LONGEST;
        let is_title = !joined.is_empty() && same_title(own, &joined);
        let site = !long && HEADER.in_line(own);
        let past_title = line.start >= last_title;
        let is_text = past_title
            && !is_title
            && !site
            && (long
                || own.contains('。')
                || heading::opens_line(own)
                || line_start_number(text, line.start)
                || rows::is_head(text, &line));
        if is_text {
            text_start = line.start;
            found_text = true;
            break;
        }
        // A title into which the text runs on: the text begins behind it.
        if long && !is_title {
            text_start = if last_title > line.start && last_title < line.end {
                last_title
            } else {
                line.start
            };
            break;
        }
        // A path that ends in the title is the site's.
        let kind = if site {
            Kind::Site
        } else if is_title {
            Kind::Title
        } else {
            Kind::Other
        };
        text_start = line.end;
        head.push((line, kind));
    }
    if !found_text {
        // Nothing but short lines: no header is known from the rest.
        head.clear();
        text_start = 0;
    }
    // Short lines above the title are the site's name and its menu.
    let first_title = head.iter().position(|(_, kind)| *kind == Kind::Title);
    let first_is_top = first_title == Some(0);
    for (at, (line, kind)) in head.iter_mut().enumerate() {
        let above = first_title.is_some_and(|first| at < first) && !first_is_top;
        if *kind == Kind::Other
            && above
            && text[line.clone()].chars().count() <= 24
            && !text[line.clone()].ends_with('。')
        {
            *kind = Kind::Site;
        }
    }
    let mut boilerplate: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (line, kind) in &head {
        if *kind == Kind::Site {
            match boilerplate.last_mut().filter(|_| open) {
                Some(block) => block.end = line.end,
                None => boilerplate.push(line.clone()),
            }
        }
        open = *kind == Kind::Site;
    }
    let start = if head.first().is_some_and(|(_, kind)| *kind == Kind::Site) {
        boilerplate.first().map_or(0, |block| block.end)
    } else {
        0
    };
    Top {
        boilerplate,
        start,
        text_start,
    }
}

/// The table of contents: the lines behind 目录 that stand in the text again; empty where there is none.
fn contents(text: &str) -> Range<usize> {
    let mut head = lines(text, 0..text.len()).take(LINES);
    let plain = |line: &str| -> String {
        let own = line.trim_end_matches(|c: char| !c.is_alphabetic());
        own.chars().filter(|c| !c.is_whitespace()).collect()
    };
    let Some(title) = head.find(|line| plain(&text[line.clone()]) == "目录") else {
        return 0..0;
    };
    let mut end = title.end;
    let rest: Vec<String> = lines(text, title.end..text.len())
        .map(|line| plain(&text[line]))
        .collect();
    for (at, line) in lines(text, title.end..text.len()).take(LINES).enumerate() {
        let again = !rest[at].is_empty() && rest[at + 1..].iter().any(|other| other.starts_with(&rest[at]));
        // The first line that stands nowhere else, or that stood above, opens the text.
        if !again || rest[..at].contains(&rest[at]) {
            break;
        }
        end = line.end;
    }
    title.start..if end > title.end { end } else { title.start }
}

/// Whether a line is the title, a piece of it, or the title with the site's name before it.
fn same_title(line: &str, title: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (line, title) = (plain(line), plain(title));
    let chars = line.chars().count();
    let piece =
        (chars >= 4 && (title.starts_with(&line) || title.ends_with(&line))) || (chars >= 8 && title.contains(&line));
    piece || (line.contains(&title) && line.chars().count() <= title.chars().count() + 16)
}

/// The end of the sentence that announces the notice.
pub(super) fn announced(text: &str, range: Range<usize>) -> Option<usize> {
    let mut end = range.end.min(range.start + ANNOUNCED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(range.start..end)?;
    let at = ANNOUNCE.anywhere.first(head)?.1.start;
    let stop = head[at..].find(['。', ':', '\n'])?;
    let mark = head[at + stop..].chars().next().map_or(0, char::len_utf8);
    Some(range.start + at + stop + mark)
}
