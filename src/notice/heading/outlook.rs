//! The look ahead that closes a notice: its heading line without a number (下一步工作打算), or the sentence that opens it.

use std::ops::Range;

use super::super::numbering::{Style, line_start_number};
use super::super::table;
use super::{TABLE, Worded, Words, is_blank, line_rest};
use std::sync::LazyLock;

/// Characters of the longest heading line, and of the sentence's beginning that is looked at.
const LONGEST_LINE: usize = 32;
const HEAD: usize = 70;

/// Bytes of a sentence that looks ahead, as far as it is read.
const LONGEST_SENTENCE: usize = 1_200;

/// Bytes of the last sentences of a text.
const LONGEST_CLOSING: usize = 400;

/// More sentences than this that look ahead close the findings one by one.
const FEW: usize = 2;

static OPENS: LazyLock<Words> = LazyLock::new(|| Words::of("outlook"));
static NAMES: LazyLock<Words> = LazyLock::new(|| Words::of("outlook_noun"));
static SUBJECT: LazyLock<Words> = LazyLock::new(|| Words::of("outlook_subject"));
static TURN: LazyLock<Words> = LazyLock::new(|| Words::of("outlook_turn"));
static BUT: LazyLock<Words> = LazyLock::new(|| Words::of("outlook_but"));
static GAIN: LazyLock<Words> = LazyLock::new(|| Words::of("outlook_gain"));
static FIRSTS: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "firsts"));

/// The heading or the sentence without a number that opens the look ahead of the whole notice, in `range` of `text` (folded).
///
/// Where several lines are such headings, or several sentences begin so, each closes a finding and none opens a part of the notice.
pub(super) fn heading(text: &str, range: Range<usize>) -> Option<Worded> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut sentences: Vec<usize> = Vec::new();
    let mut numbered = false;
    let joined = text[range.clone()].trim().lines().nth(FEW).is_none();
    let closing = range.start + text[range.clone()].trim_end().len();
    for (at, line_start) in sentence_starts(text, range.clone()) {
        let line = line_rest(text, at);
        let rest = &text[at..line.end.min(range.end)];
        // 三、下一步整改计划: the look ahead has a heading.
        if line_start_number(text, at) {
            numbered |= line_start && names_line(rest);
            continue;
        }
        // 整改措施: is what a finding has.
        if super::is_answer_word(rest.trim_end_matches(is_blank)) {
            continue;
        }
        if OPENS.opening(rest).is_none() && NAMES.opening(rest).is_none() && !names_line(rest) {
            if line_start && turns(sentence(rest)) {
                sentences.push(at);
            }
            continue;
        }
        if let Some(end) = title(at, line_start, rest) {
            lines.push(at..end);
        } else if (announces(sentence(rest)) && (line_start || joined || counts(text, at)))
            || (line_start && line.end == closing && promises(sentence(rest)))
            || (joined && closing - at <= LONGEST_CLOSING && promises(sentence(rest)))
        {
            sentences.push(at);
        }
    }
    if let [line] = &lines[..] {
        return Some(Worded {
            style: Style::OUTLOOK,
            range: line.clone(),
            strength: 30,
        });
    }
    let last = *sentences.last()?;
    let late = (last - range.start) * 10 >= (range.end - range.start) * 7;
    let alone = !numbered
        && lines.is_empty()
        && (sentences.len() == 1 || (sentences.len() <= FEW && late))
        && !headed(text, last);
    alone.then_some(Worded {
        style: Style::OUTLOOK,
        range: last..last,
        strength: 28,
    })
}

/// Whether a heading stands right before a sentence that looks ahead, too: 三、下一步整改计划, or any short numbered line.
fn headed(text: &str, at: usize) -> bool {
    let above = text[..at].trim_end();
    let line = above.rfind('\n').map_or(0, |end| end + 1);
    let short = above[line..].chars().take(LONGEST_LINE + 1).count() <= LONGEST_LINE;
    if line < at && short && line_start_number(text, line) && !above.ends_with('。') {
        return true;
    }
    let from = text[..at]
        .char_indices()
        .rev()
        .nth(LONGEST_LINE)
        .map_or(0, |(at, _)| at);
    let before = text[from..at].rsplit('。').next().unwrap_or_default();
    OPENS.0.iter().chain(&NAMES.0).any(|word| before.contains(word))
}

/// Where lines and, in them, sentences begin, and whether it is a line.
fn sentence_starts(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, bool)> + '_ {
    let mut from = range.start;
    let mut line_start = true;
    std::iter::from_fn(move || {
        while from < range.end {
            let begin = line_start;
            let rest = &text[from..range.end];
            let blank = rest.len() - rest.trim_start_matches(is_blank).len();
            let at = from + blank;
            let stop = rest.find(['。', '\n']).map(|stop| from + stop);
            let (next, mark) = stop.map_or((range.end, '\n'), |stop| {
                let mark = if text[stop..].starts_with('\n') { '\n' } else { '。' };
                (stop + mark.len_utf8(), mark)
            });
            from = next;
            line_start = mark == '\n';
            if at < next {
                return Some((at, begin));
            }
        }
        None
    })
}

/// The end of a heading that begins at `at`: the rest of a short line, or the words before a count that begins in the same line.
fn title(at: usize, line_start: bool, rest: &str) -> Option<usize> {
    let own = rest.trim_end_matches(|c: char| is_blank(c) || matches!(c, '。' | ':' | '*'));
    let short = own.chars().take(LONGEST_LINE + 1).count() <= LONGEST_LINE;
    let named = NAMES.closing(own).is_some() || OPENS.0.contains(&own);
    if line_start && short && named && !own.contains(['。', ';']) {
        return Some(at + own.len());
    }
    // The line breaks are lost: 下一步工作打算(一)….
    let opened = OPENS.opening(rest)?;
    let begin = FIRSTS.iter().filter_map(|first| rest.find(first)).min()?;
    let own = rest[..begin].trim_end_matches(|c: char| is_blank(c) || matches!(c, '。' | ':'));
    let short = own.chars().take(LONGEST_LINE + 1).count() <= LONGEST_LINE;
    let plain = !own.contains(['。', ',', ';', ':']);
    (short && plain && (NAMES.closing(own).is_some() || own == opened)).then_some(at + own.len())
}

/// A short line such as 持续巩固整改成果的打算, which names the look ahead only at its end.
fn names_line(rest: &str) -> bool {
    let own = rest.trim_end_matches(|c: char| is_blank(c) || matches!(c, '。' | ':' | '*'));
    own.len() <= LONGEST_LINE * 3 && NAMES.closing(own).is_some() && OPENS.0.iter().any(|word| own.contains(word))
}

fn sentence(rest: &str) -> &str {
    &rest[..rest.find('。').unwrap_or(rest.len())]
}

/// Whether a count from one begins in the sentence that begins at `at`, behind its colon, or right behind it.
fn counts(text: &str, at: usize) -> bool {
    let rest = &text[line_rest(text, at)];
    let stop = rest.find('。').map_or(rest.len(), |at| at + '。'.len_utf8());
    let behind = text[at + stop..].trim_start();
    let colon = rest[..stop].find(':').map(|at| rest[at + 1..].trim_start());
    let begins = |text: &str| FIRSTS.iter().any(|first| text.starts_with(first));
    begins(behind) || colon.is_some_and(begins)
}

/// 巡察整改虽然取得了成效,但还有差距.
pub(super) fn turns(sentence: &str) -> bool {
    let first = |count: usize| &sentence[..sentence.char_indices().nth(count).map_or(sentence.len(), |(at, _)| at)];
    let (head, subject) = (first(HEAD), first(30));
    let holds = |words: &Words, text: &str| words.0.iter().any(|word| text.contains(word));
    holds(&SUBJECT, subject) && holds(&TURN, head) && holds(&BUT, head) && holds(&GAIN, head)
}

/// 下一步,局党组将继续抓好整改.
pub(super) fn announces(sentence: &str) -> bool {
    let head: String = sentence.chars().take(HEAD).collect();
    OPENS.opening(sentence).is_some()
        && (head.contains('将') || head.contains("继续") || head.contains("坚持"))
        && sentence.contains("整改")
}

/// 下一步,学校党支部将不断改进工作: the last paragraph of all need not name the rectification.
fn promises(sentence: &str) -> bool {
    let head: String = sentence.chars().take(HEAD).collect();
    OPENS.opening(sentence).is_some()
        && ["将", "继续", "坚持", "持续", "进一步"]
            .iter()
            .any(|word| head.contains(word))
}

/// Where a look ahead without a heading begins in `range`, the text of one finding, and whether a heading was lost there: it begins in the
/// middle of a line, and nothing else sets it apart. What follows the range may: a new count.
pub fn outlook(text: &str, range: Range<usize>) -> Option<(usize, bool)> {
    for (at, line_start) in sentence_starts(text, range.clone()) {
        let line = line_start && (at == 0 || text[..at].trim_end_matches(is_blank).ends_with('\n'));
        // A sentence may have lines, but no end of its own in all the text.
        let near = text.floor_char_boundary(range.end.min(at + LONGEST_SENTENCE));
        let sentence = sentence(&text[at..near]);
        if turns(sentence) || ((line || counts(text, at)) && announces(sentence)) {
            return Some((at, !line && !announces(sentence)));
        }
    }
    None
}
