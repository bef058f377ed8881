//! Headings without a number that their wording makes headings.

use std::ops::Range;

use super::super::bodies;
use super::super::numbering::{Style, line_start_number};
use super::{
    ANSWER, LABELLED, LEAD, NOUN, Opening, OpeningKind, PART, STATEMENT, TAIL, TASK, Worded, is_blank, is_problem,
    line_rest,
};

/// Characters of the longest wrapped title, and of the longest plain heading line.
const LONGEST: usize = 160;
const LONGEST_LINE: usize = 60;
/// Bytes of white space between a heading line and the words that open its answer.
const BETWEEN: usize = 64;

/// Every heading without a number in `text` (folded), left to right. `openings` are those of the same text, `labels` the
/// ends of its numbered labels: a heading with a number is known by it.
pub(super) fn worded(text: &str, openings: &[Opening], labels: &[usize]) -> Vec<Worded> {
    let mut found = Vec::new();
    let numbered = |at: usize| {
        let bare = text[..at].trim_end_matches(is_blank).len();
        labels.binary_search(&bare).is_ok()
    };
    for opening in openings.iter().filter(|opening| opening.kind == OpeningKind::Answer) {
        if let Some(heading) = before_answer(text, opening.range.start)
            && !numbered(heading.range.start)
        {
            found.push(heading);
        }
    }
    let mut answers = openings
        .iter()
        .filter(|opening| opening.kind == OpeningKind::Answer)
        .peekable();
    let mut start = 0;
    // Lines and, in them, sentences: the places where a heading can begin.
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        // Headings stand at the beginning of a line, behind a sentence, or behind the words that announce them.
        let mut stops: Vec<usize> = ["。", "如下:"]
            .iter()
            .flat_map(|mark| line.match_indices(mark).map(|(at, _)| start + at + mark.len()))
            .collect();
        stops.sort_unstable();
        for (place, from) in std::iter::once(start).chain(stops).enumerate() {
            let first = place == 0;
            let blank: usize = text[from..end]
                .chars()
                .take_while(|&c| is_blank(c))
                .map(char::len_utf8)
                .sum();
            let at = from + blank;
            if at < end {
                while answers.peek().is_some_and(|answer| answer.range.start < at) {
                    answers.next();
                }
                let next = answers.peek().map(|answer| answer.range.clone());
                if let Some(heading) = heading_at(text, at, first, next) {
                    found.push(heading);
                }
            }
        }
        start = end;
    }
    if !found.iter().any(|heading| heading.style == Style::LABELLED) {
        found.extend(tasks(text));
    }
    found.sort_by_key(|heading| (heading.range.start, std::cmp::Reverse(heading.strength)));
    found.dedup_by_key(|heading| heading.range.start);
    found
}

/// 整改任务:…, which names the problem where no other label does.
fn tasks(text: &str) -> Vec<Worded> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start + (line.len() - line.trim_start_matches(is_blank).len());
        start += line.len();
        let rest = &text[at..start];
        let label = TASK.opening(rest.trim_start_matches(['【', '[']));
        if let Some(end) = label.and_then(|label| label_end(rest, label)) {
            found.push(Worded {
                style: Style::LABELLED,
                range: at..at + end,
                strength: 25,
            });
        }
    }
    found
}

/// …方面针对“…”问题,整改情况如下: a heading that runs straight into its answer, wherever it stands.
fn before_answer(text: &str, answer: usize) -> Option<Worded> {
    let head = text[..answer].trim_end_matches([',', ' ', '的']);
    let mut begin = None;
    for (count, (at, c)) in head.char_indices().rev().enumerate() {
        if count > LONGEST || matches!(c, '\n' | '。' | ';') {
            break;
        }
        if c == '“' && (head[..at].ends_with("针对") || head[..at].ends_with("关于")) {
            begin = Some(at - "针对".len());
        }
    }
    let begin = begin?;
    let end = wrapped_end(text, begin, &text[begin..begin + "针对".len()])?;
    (head.len() <= end && end <= answer).then_some(Worded {
        style: Style::WORDED,
        range: begin..end,
        strength: 25,
    })
}

fn heading_at(text: &str, at: usize, line_start: bool, answer: Option<Range<usize>>) -> Option<Worded> {
    let rest = &text[at..];
    if let Some(lead) = LEAD.opening(rest) {
        let quoted = rest[lead.len()..].starts_with('“');
        if (quoted || matches!(lead, "针对" | "关于" | "对于"))
            && let Some(end) = wrapped_end(text, at, lead)
        {
            let line = line_rest(text, end);
            let mut tail = text[line.clone()].trim_start_matches([',', ':', '。', ';']);
            tail = tail.trim_matches(is_blank);
            let answered = answer.is_some_and(|answer| {
                answer.start <= line.end - tail.len() + 1 && answer.start >= end.saturating_sub(60)
            });
            if (line_start && tail.is_empty()) || answered {
                return Some(Worded {
                    style: Style::WORDED,
                    range: at..end,
                    strength: if line_start { 30 } else { 25 },
                });
            }
        }
        return None;
    }
    if let Some(label) = LABELLED.opening(rest.trim_start_matches(['【', '[']))
        && let Some(colon) = label_end(rest, label)
    {
        return Some(Worded {
            style: Style::LABELLED,
            range: at..at + colon,
            strength: if line_start { 25 } else { 15 },
        });
    }
    line_start.then(|| whole_line(text, at, answer)).flatten()
}

/// A short line without a number that is a heading as a whole.
fn whole_line(text: &str, at: usize, answer: Option<Range<usize>>) -> Option<Worded> {
    let line = line_rest(text, at);
    let short = text[line.clone()].chars().take(LONGEST_LINE + 1).count() <= LONGEST_LINE;
    if !short || text[at..].starts_with(|c: char| c.is_ascii_digit()) || line_start_number(text, at) {
        return None;
    }
    let own = text[line.clone()].trim_end_matches(|c| is_blank(c) || matches!(c, '。' | ':'));
    let names_answer = super::is_answer_word(own) || super::is_statement_word(own);
    if own.contains('。') || names_answer || opens_line(&text[line.clone()]) || super::is_aside(&text[line.clone()]) {
        return None;
    }
    // …方面存在的问题, above what it holds.
    let of_body = TAIL
        .closing(own)
        .is_some_and(|tail| bodies::ends_as_body(own[..own.len() - tail.len()].trim_end_matches("巡察")));
    if (PART.closing(own).is_some() || of_body)
        && !own.contains(';')
        && text[line.end..].trim_start().chars().next().is_some()
    {
        return Some(Worded {
            style: Style::PART,
            range: at..line.end,
            strength: 15,
        });
    }
    // A line that says what is wrong; the answer opens the next line, with a few empty ones between at most.
    let opened = answer.is_some_and(|answer| {
        answer.start > line.end && answer.start - line.end <= BETWEEN && text[line.end..answer.start].trim().is_empty()
    });
    (opened && is_problem(own) && !states(text, at)).then_some(Worded {
        style: Style::WORDED,
        range: at..line.end,
        strength: 15,
    })
}

/// Whether the line at `at` stands right below a numbered problem: it tells that one at length.
fn states(text: &str, at: usize) -> bool {
    let above = text[..at].trim_end();
    let start = above.rfind('\n').map_or(0, |end| end + 1);
    let line = above[start..].trim_end_matches(':');
    line_start_number(text, start)
        && line.chars().count() <= LONGEST_LINE
        && PART.closing(line).is_none()
        && (is_problem(line) || super::ends_as_problem(line))
}

/// Whether a line begins with the label of a finding or with words that open an answer or a statement.
pub fn opens_line(line: &str) -> bool {
    let bare = line.trim_start_matches(['【', '[']);
    let words = [&LABELLED, &ANSWER, &STATEMENT];
    words
        .iter()
        .filter_map(|words| words.opening(bare))
        .any(|word| label_end(line, word).is_some())
}

/// Where a label with its colon or closing bracket ends.
fn label_end(rest: &str, label: &str) -> Option<usize> {
    let lead = rest.len() - rest.trim_start_matches(['【', '[']).len();
    let mut end = lead + label.len();
    let mark = rest[end..].chars().next()?;
    let closes = if lead > 0 {
        matches!(mark, '】' | ']')
    } else {
        mark == ':'
    };
    end += mark.len_utf8();
    if lead > 0 && rest[end..].starts_with(':') {
        end += 1;
    }
    closes.then_some(end)
}

/// Whether `text` begins as a wrapped title does, and so says of itself that it is a problem's heading.
pub fn is_wrapped(text: &str) -> bool {
    LEAD.opening(text)
        .is_some_and(|lead| matches!(lead, "针对" | "关于" | "对于" | "在") && wrapped_end(text, 0, lead).is_some())
}

/// Where a title that begins at byte `at` with `lead` is closed by 问题, 方面 … and what goes with it; None where it is not.
pub(super) fn wrapped_end(text: &str, at: usize, lead: &str) -> Option<usize> {
    let body = at + lead.len();
    let mut quote = 0usize;
    // Where the line breaks are lost, the answer follows the closing word without any mark.
    let mut run_on = None;
    for (count, (offset, c)) in text[body..].char_indices().enumerate() {
        let here = body + offset;
        match c {
            '“' => quote += 1,
            '”' => {
                quote = quote.saturating_sub(1);
                // 关于“…”的整改情况: no 问题 stands between.
                if quote == 0
                    && let Some(end) = quoted_end(text, here + c.len_utf8())
                {
                    return Some(end);
                }
            }
            '\n' => return run_on,
            '。' if quote == 0 => return run_on,
            _ => {}
        }
        if count > LONGEST || quote > 2 {
            return run_on;
        }
        if quote > 0 {
            continue;
        }
        let Some(noun) = NOUN.opening(&text[here..]) else {
            continue;
        };
        if here == body {
            continue;
        }
        let end = with_tail(text, here + noun.len());
        let quoted = text[..here].trim_end_matches('的').ends_with('”');
        let closes = match text[end..].chars().next() {
            None => true,
            Some(c) if is_blank(c) || matches!(c, '\n' | '。' | ':' | ';') => true,
            // 针对制度方面,… goes on; “…”问题, and …的问题, close.
            Some(',') => run_on.is_none() && (quoted || noun == "问题"),
            Some('的' | '整') => ANSWER.opening(text[end..].trim_start_matches('的')).is_some(),
            Some('一' | '(' | '1' | '①') => quoted || text[..here].ends_with('的'),
            Some(_) => false,
        };
        if closes {
            return Some(end);
        }
        if quoted && noun == "问题" {
            return Some(end);
        }
        if noun == "问题" && text[..here].ends_with('的') {
            run_on = run_on.or(Some(end));
        }
    }
    run_on
}

/// The end of 的整改情况 right behind a closing quotation mark, where nothing but an end mark follows.
fn quoted_end(text: &str, at: usize) -> Option<usize> {
    let tail = TAIL.opening(&text[at..]).filter(|tail| tail.contains("整改"))?;
    let end = at + tail.len();
    let next = text[end..].chars().next();
    let closes = next.is_none_or(|c| is_blank(c) || matches!(c, '\n' | '。' | ':' | ';' | ',' | '(' | '【'));
    // The line breaks are lost: …的整改整改措施:.
    let opens = [&ANSWER, &STATEMENT]
        .iter()
        .any(|words| words.opening(&text[end..]).is_some());
    (closes || opens).then_some(end)
}

/// The end of what goes with the closing word: 方面存在的问题, 问题的整改.
fn with_tail(text: &str, mut end: usize) -> usize {
    for more in ["存在的问题", "存在问题", "的问题", "方面"] {
        if text[end..].starts_with(more) {
            end += more.len();
        }
    }
    if let Some(tail) = TAIL.opening(&text[end..]) {
        let opens_answer = ANSWER.opening(&text[end..]).is_some() && text[end + tail.len()..].starts_with([':', '如']);
        if !opens_answer {
            end += tail.len();
        }
    }
    end
}
