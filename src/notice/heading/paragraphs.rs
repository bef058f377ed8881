//! Findings that are paragraphs: each names its problem and goes on with its answer (针对“…”的问题,…), or stands under a short line that says
//! what is wrong. Neither has a number; only together do they show what they are.

use std::ops::Range;

use super::super::clause;
use super::super::numbering::{Style, line_start_number};
use super::wrapper::wrapped_end;
use super::{LEAD, PART, Worded, ends_as_problem, is_blank, is_problem};

/// How many such paragraphs a text must have.
const FEW: usize = 2;

/// Characters of the longest clause that names a problem, and of the shortest and longest line above an answer.
const LONGEST_CLAUSE: usize = 50;
const SHORTEST_LINE: usize = 5;
const LONGEST_LINE: usize = 40;

/// Letters of the shortest answer.
const ANSWER: usize = 8;

/// Letters of a paragraph that is more than a heading.
const PARAGRAPH: usize = 16;

/// A written line, without its blanks.
struct Line {
    range: Range<usize>,
    numbered: bool,
}

/// The headings of such paragraphs in `text` (folded). `labels` are the ends of its numbers.
pub(super) fn worded(text: &str, labels: &[usize]) -> Vec<Worded> {
    let lines = lines(text);
    let mut found = led(text, &lines);
    if found.is_empty() && labels.is_empty() {
        found = sentences(text);
    }
    if found.is_empty() {
        found = under_lines(text, &lines);
    }
    found
}

fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let range = start + lead..start + line.trim_end().len();
        start += line.len();
        if range.start < range.end {
            found.push(Line {
                numbered: line_start_number(text, range.start),
                range,
            });
        }
    }
    found
}

/// Where the words end that name a problem at the beginning of a paragraph whose answer follows in it, their mark included.
fn named(text: &str, line: &Range<usize>) -> Option<usize> {
    let own = &text[line.clone()];
    let lead = LEAD
        .opening(own)
        .filter(|lead| matches!(*lead, "针对" | "关于" | "对于" | "对"))?;
    let wrapped = wrapped_end(&text[..line.end], line.start, lead).filter(|&end| {
        let words = text[line.start..end].trim_end_matches(['的', '整', '改']);
        lead != "对" || words.ends_with("问题")
    });
    let clause = || {
        let stop = own.find([',', '。', ':'])?;
        let words = &own[lead.len()..stop];
        let short = words.chars().take(LONGEST_CLAUSE + 1).count() <= LONGEST_CLAUSE;
        (lead == "针对" && own[stop..].starts_with(',') && short).then_some(line.start + stop)
    };
    let end = wrapped.or_else(clause)?;
    let rest = &text[end..line.end];
    let mark = rest.chars().next().filter(|c| matches!(c, ',' | ':' | '。' | ';'));
    let end = end + mark.map_or(0, char::len_utf8);
    let says = text[end..line.end]
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(ANSWER)
        .count()
        == ANSWER;
    says.then_some(end)
}

/// Paragraphs that open with their problem, where they are most of what stands between the first and the last of them.
fn led(text: &str, lines: &[Line]) -> Vec<Worded> {
    let mut found: Vec<(usize, Worded)> = Vec::new();
    let (mut under, mut wrong) = (0usize, 0usize);
    for (at, line) in lines.iter().enumerate() {
        if line.numbered {
            continue;
        }
        if let Some(end) = named(text, &line.range) {
            // Below a numbered problem the paragraph answers that.
            let above = at.checked_sub(1).map(|at| &lines[at]).filter(|above| above.numbered);
            under += usize::from(above.is_some_and(|above| {
                let own = text[above.range.clone()].trim_end_matches(['。', ':', ' ']);
                says_wrong(own) && PART.closing(own).is_none()
            }));
            let own = &text[line.range.start..end];
            wrong += usize::from(says_wrong(own.trim_end_matches([',', ':', '。'])));
            found.push((at, heading(line.range.start..end, 20)));
        }
    }
    let (Some((first, _)), Some((last, _))) = (found.first(), found.last()) else {
        return Vec::new();
    };
    let others = lines[*first..=*last]
        .iter()
        .filter(|line| !line.numbered && is_paragraph(&text[line.range.clone()]))
        .count()
        .saturating_sub(found.len());
    let most = found.len() >= FEW && wrong * 2 >= found.len() && others <= found.len() && under * 3 <= found.len();
    if most {
        found.into_iter().map(|(_, heading)| heading).collect()
    } else {
        Vec::new()
    }
}

/// The same, sentence by sentence, where the line breaks are lost and nothing is numbered.
fn sentences(text: &str) -> Vec<Worded> {
    let mut found = Vec::new();
    for sentence in clause::split(text, |c| matches!(c, '。' | '\n')) {
        let own = &text[sentence.clone()];
        let start = sentence.start + (own.len() - own.trim_start_matches(is_blank).len());
        if let Some(end) = named(text, &(start..sentence.end)) {
            found.push(heading(start..end, 20));
        }
    }
    let wrong = found
        .iter()
        .filter(|heading| says_wrong(text[heading.range.clone()].trim_end_matches([',', ':', '。'])));
    if found.len() < FEW || wrong.count() * 2 < found.len() {
        found.clear();
    }
    found
}

/// Short lines, each above a paragraph that answers it. Of those that follow each other without a number between, most say what is wrong.
fn under_lines(text: &str, lines: &[Line]) -> Vec<Worded> {
    let mut found = Vec::new();
    let mut run: Vec<&Line> = Vec::new();
    let mut keep = |run: &mut Vec<&Line>| {
        let wrong = run.iter().filter(|line| says_wrong(&text[line.range.clone()])).count();
        if wrong * 2 >= run.len() {
            found.extend(run.iter().map(|line| heading(line.range.clone(), 12)));
        }
        run.clear();
    };
    for (at, line) in lines.iter().enumerate() {
        if line.numbered || PART.closing(&text[line.range.clone()]).is_some() {
            keep(&mut run);
        }
        let (Some(above), Some(below)) = (at.checked_sub(1).map(|at| &lines[at]), lines.get(at + 1)) else {
            continue;
        };
        let own = &text[below.range.clone()];
        let answers = !below.numbered && own.contains('。') && is_paragraph(own);
        if answers && stands_apart(text, line) && closed(text, above) {
            run.push(line);
        }
    }
    keep(&mut run);
    if found.len() < FEW {
        found.clear();
    }
    found
}

/// Whether a line is short and bare enough to be a heading.
fn stands_apart(text: &str, line: &Line) -> bool {
    let own = &text[line.range.clone()];
    let chars = own.chars().take(LONGEST_LINE + 1).count();
    let bare = !own.contains(['。', ';', ':', '\t', '|', '!', '?', '│']) && !own.ends_with([',', '、', ')', '”']);
    (SHORTEST_LINE..=LONGEST_LINE).contains(&chars)
        && bare
        && !line.numbered
        && !own.starts_with(['(', '—', '-', '#', '《'])
        && PART.closing(own).is_none()
}

/// Whether a line closes what stands before it: the next one is not its rest.
fn closed(text: &str, line: &Line) -> bool {
    let own = &text[line.range.clone()];
    own.ends_with(['。', ':', ';']) || PART.closing(own).is_some() || (line.numbered && !says_wrong(own))
}

fn says_wrong(line: &str) -> bool {
    is_problem(line) || ends_as_problem(line)
}

fn is_paragraph(line: &str) -> bool {
    line.chars().filter(|c| c.is_alphanumeric()).take(PARAGRAPH).count() == PARAGRAPH
}

fn heading(range: Range<usize>, strength: i32) -> Worded {
    Worded {
        style: Style::WORDED,
        range,
        strength,
    }
}
