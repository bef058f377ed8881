//! The words that open an answer (整改情况:) or the description of a problem (问题表述:).

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::super::numbering::Place;
use super::super::particulars;
use super::{ANSWER, STATEMENT, is_blank, is_problem};

/// What the words open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpeningKind {
    /// What was done about the problem.
    Answer,
    /// The problem at length.
    Statement,
}

/// Words that open an answer or a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// What they open.
    pub kind: OpeningKind,
    /// The words with what goes with them (整改情况如下:), in the folded text.
    pub range: Range<usize>,
    /// Where they stand.
    pub place: Place,
}

static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(ANSWER.0.iter().chain(&STATEMENT.0))
        .ok()
});

/// Every opening in `text` (folded), left to right.
pub fn openings(text: &str) -> Vec<Opening> {
    let Some(words) = WORDS.as_ref() else { return Vec::new() };
    words
        .find_iter(text)
        .filter_map(|hit| {
            let kind = if hit.pattern().as_usize() < ANSWER.0.len() {
                OpeningKind::Answer
            } else {
                OpeningKind::Statement
            };
            opening(text, hit.range(), kind)
        })
        .collect()
}

fn opening(text: &str, word: Range<usize>, kind: OpeningKind) -> Option<Opening> {
    let (start, place) = begin(text, word.start)?;
    // 整改: is a word of many headings, too.
    if &text[word.clone()] == "整改"
        && !matches!(place, Place::Line | Place::Sentence)
        && !runs_in(&text[..word.start], &text[word.start..])
    {
        return None;
    }
    let rest = &text[word.end..];
    let mut end = word.end;
    for filler in ["主要如下", "如下", "为"] {
        if rest.starts_with(filler) {
            end += filler.len();
            break;
        }
    }
    let tail = &text[end..];
    let blank: usize = tail
        .chars()
        .take(4)
        .take_while(|&c| is_blank(c))
        .map(char::len_utf8)
        .sum();
    let mark = tail[blank..].chars().next();
    let end = match mark {
        Some(c @ (':' | '】' | ']')) => {
            let mut end = end + blank + c.len_utf8();
            if text[end..].starts_with(':') {
                end += 1;
            }
            end
        }
        // (整改情况)
        Some(')') if text[..word.start].ends_with('(') => end + blank + 1,
        // Alone on its line.
        Some('\n') | None if place == Place::Line && word.start == start => end + blank,
        // 整改情况如下。
        Some('。') if end > word.end => end + blank + '。'.len_utf8(),
        _ => return None,
    };
    let mut end = end;
    if kind == OpeningKind::Answer && particulars::state_follows(&text[end..]) {
        // 完成情况:已完成 is a printed state; behind one with its full stop the answer goes on.
        end += particulars::state_before_answer(&text[end..])?;
    }
    Some(Opening {
        kind,
        range: start..end,
        place,
    })
}

/// Where the opening begins: at an opening bracket before the words, or at the words; None inside a sentence.
fn begin(text: &str, at: usize) -> Option<(usize, Place)> {
    let before = &text[..at];
    if let Some(bracket) = before
        .chars()
        .next_back()
        .filter(|c| matches!(c, '【' | '[' | '(' | '<' | '*'))
    {
        let start = at - bracket.len_utf8();
        let place = Place::of(text, start);
        let apart = bracket != '(' || place != Place::Inside || ends_wrong(&before[..start]);
        return apart.then_some((start, place));
    }
    for lead in ["主要", "具体", "目前", "现将", "截至目前,", "目前,"] {
        if let Some(head) = before.strip_suffix(lead) {
            let place = Place::of(text, head.len());
            if matches!(place, Place::Line | Place::Sentence) {
                return Some((head.len(), place));
            }
        }
    }
    let place = Place::of(text, at);
    let known = match place {
        Place::Line | Place::Sentence | Place::Semicolon | Place::Close => true,
        // …问题,整改情况如下:
        Place::Comma => {
            let head = before.trim_end_matches([',', '，', ' ']);
            ["问题", "方面", "情形", "不足"].iter().any(|word| head.ends_with(word))
        }
        Place::Colon => false,
        Place::Inside => {
            let ends = ["问题", "的", "方面", "的整改", "整改情况"];
            let wrapped = ends.iter().any(|word| before.ends_with(word)) && wraps(before);
            wrapped || runs_in(before, &text[at..])
        }
    };
    known.then_some((at, place))
}

/// 关于…问题的整改情况: the words belong to a heading that wraps the title.
fn wraps(before: &str) -> bool {
    let mut start = before.len();
    for (at, c) in before.char_indices().rev().take(LONGEST) {
        if matches!(c, '。' | '\n' | ';') {
            break;
        }
        start = at;
    }
    ["关于", "针对"].iter().any(|lead| before[start..].contains(lead))
}

/// 1.台账不清整改情况:… with lost line breaks: a problem stands right before the words, and their own colon right behind them.
fn runs_in(before: &str, words: &str) -> bool {
    if !ends_wrong(before) {
        return false;
    }
    let words = &words[..words.floor_char_boundary(3 * LONGEST)];
    let end = words.find([':', '。', '\n']).unwrap_or(0);
    words[end..].starts_with(':')
}

/// Whether a text ends with what is wrong: …不清, …不清的问题.
fn ends_wrong(before: &str) -> bool {
    let from = before.char_indices().rev().nth(7).map_or(0, |(at, _)| at);
    let near = &before[from..];
    near.ends_with("问题") || (is_problem(near) && !near.ends_with(['的', '改']))
}

/// How far back a heading may begin, and how far on its colon may stand, in characters.
const LONGEST: usize = 120;
