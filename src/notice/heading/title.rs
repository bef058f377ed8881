//! From a printed heading to a title.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::super::{clause, particulars};
use super::wrapper::wrapped_end;
use super::{
    ABOUT, ABOUT_LEAD, ANSWER, LABELLED, LEAD, ORDINARY, ORIGIN, PROBLEM, RUN_ON, SAID, STATEMENT, TAIL, TASK, is_blank,
};

/// Characters within which a run-in heading ends at a colon.
const RUN_IN: usize = 80;

/// What goes on behind 问题: 存在的问题及后续安排.
const GOES_ON: [char; 6] = ['的', '及', '和', '与', '以', '等'];

/// Where the heading ends whose text begins at `range.start` and that reaches at most to `range.end` (the first child, the opening of
/// the answer, or the end of the part). The end mark (。, :) belongs to the heading.
pub fn end(text: &str, range: Range<usize>) -> usize {
    let whole = &text[range.clone()];
    let lead = whole.len() - whole.trim_start_matches(is_blank).len();
    let start = range.start + lead;
    let own = &whole[lead..];
    let line = own.find('\n').unwrap_or(own.len());
    let sentence = sentence_end(&own[..line]);
    let mut stop = sentence.unwrap_or(line);
    if let Some(word) = LEAD.opening(own)
        && matches!(word, "针对" | "关于" | "对于" | "在")
        && let Some(wrapped) = wrapped_end(&text[..range.end], start, word)
    {
        let wrapped = wrapped - start;
        if wrapped <= stop {
            let mark = own[wrapped..]
                .chars()
                .next()
                .filter(|c| matches!(c, '。' | ':' | ',' | ';'));
            // 关于…方面,…: the rest of the line goes on only after a comma.
            stop = wrapped + mark.map_or(0, char::len_utf8);
        }
    }
    // 1.台账不清的问题已补齐…: the line breaks are lost, and the answer follows without a mark.
    if LEAD.opening(own).is_none()
        && let Some(end) = run_on(&own[..stop])
    {
        stop = end;
    }
    // 一、整改工作组织情况 局党组…: the line breaks are lost but for a blank.
    if let Some(end) = before_blank(&own[..stop]) {
        stop = end;
    }
    // 1.制度不健全:… ends at its colon where it is short.
    if let Some(colon) = own[..stop].find(':')
        && own[..colon].chars().count() <= RUN_IN
        // Not in 台账不清(责任领导:…).
        && own[..colon].matches('(').count() <= own[..colon].matches(')').count()
        && is_problem(&own[..colon])
        && !is_label(&own[..colon])
    {
        stop = colon + 1;
    }
    start + stop
}

/// Where a heading ends behind which, after a blank, a sentence goes on in its line.
fn before_blank(sentence: &str) -> Option<usize> {
    const SHORTEST: usize = 4;
    let head = &sentence[..sentence.floor_char_boundary(3 * RUN_IN)];
    let mut blanks = head.char_indices().filter(|(_, c)| is_blank(*c));
    let (at, _) = blanks.find(|(at, _)| {
        let own = &head[..*at];
        own.chars().nth(SHORTEST).is_some()
            && RUN_ON.closing(own).is_some()
            && sentence[*at..]
                .trim_start_matches(is_blank)
                .starts_with(char::is_alphanumeric)
            && sentence[*at..].contains([',', '、', '。', ':'])
    })?;
    Some(at)
}

/// Where a heading ends in a sentence into which its answer ran: behind 的问题, or behind 问题 where what stands before it is wrong and
/// much follows.
fn run_on(sentence: &str) -> Option<usize> {
    const MUCH: usize = 10;
    for (at, word) in sentence.match_indices("问题") {
        if sentence[..at].chars().count() > RUN_IN {
            break;
        }
        let end = at + word.len();
        let rest = sentence[end..].trim_start();
        if ["针对“", "关于“"].iter().any(|lead| rest.starts_with(lead)) {
            return Some(end);
        }
        let of = sentence[..at].ends_with('的');
        let wrong = is_problem(last_words(&sentence[..at])) && rest.chars().nth(MUCH).is_some();
        if (of || wrong) && rest.starts_with(char::is_alphanumeric) && !rest.starts_with(GOES_ON) {
            return (!is_problem(last_words(rest))).then_some(end);
        }
    }
    None
}

/// The end of a sentence, where a problem's heading says what is wrong.
fn last_words(sentence: &str) -> &str {
    let from = sentence.char_indices().rev().nth(13).map_or(0, |(at, _)| at);
    &sentence[from..]
}

/// Where the first sentence of a line ends, with its mark; quoted marks end nothing.
fn sentence_end(line: &str) -> Option<usize> {
    let mut quoted = None;
    for (at, c) in line.char_indices() {
        if matches!(c, '。' | '!' | '?') {
            let quoted = quoted.get_or_insert_with(|| clause::quoted(line));
            if !quoted.iter().any(|quote| quote.contains(&at)) {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

/// The title of a finding in the text of its heading: without wrapper words, label, end mark and printed state.
pub fn title(text: &str, heading: Range<usize>) -> Range<usize> {
    let mut range = section_title(text, heading);
    range = without_state(text, range);
    if let Some(label) = label_of(&text[range.clone()]) {
        range.start += label;
    }
    range = trimmed(text, range);
    // 反馈意见指出“…”
    if let Some(said) = SAID.opening(&text[range.clone()]) {
        let rest = text[range.start + said.len()..range.end].trim_start_matches([':', ',', ' ']);
        let inner = unquoted(text, range.end - rest.len()..range.end);
        if !rest.is_empty() && (rest.starts_with('“') || rest.len() < range.len() - said.len()) {
            range = inner;
        }
    }
    // 深入整改“…”问题.
    if let Some(verb) = about_quoted(&text[range.clone()]) {
        range.start += verb;
    }
    let own = &text[range.clone()];
    let lead = LEAD
        .opening(own)
        .filter(|lead| matches!(*lead, "针对" | "关于" | "对于") || own[lead.len()..].starts_with('“'));
    let mut inner = range.clone();
    let mut tailed = false;
    // What follows the wrapped part.
    for _ in 0..2 {
        if let Some(tail) = TAIL.closing(&text[inner.clone()]).filter(|tail| *tail != "方面") {
            inner.end -= tail.len();
            inner = trimmed(text, inner);
            tailed = true;
        }
    }
    let mut closed = false;
    for word in ["方面存在的问题", "存在的问题", "方面的问题", "的问题", "问题", "方面"] {
        let own = &text[inner.clone()];
        let fits = own.ends_with(word)
            && (lead.is_some()
                || word.ends_with("的问题")
                || own[..own.len() - word.len()].ends_with('”')
                || (tailed && word == "问题" && is_problem(last_words(&own[..own.len() - word.len()]))));
        if fits && own.len() > word.len() {
            inner.end -= word.len();
            closed = true;
            break;
        }
    }
    closed |= lead.is_some() && (tailed || (inner.end < range.end && text[inner.clone()].ends_with('”')));
    // 关于“…: neither the closing mark nor 的问题 was printed.
    closed |= lead.is_some_and(|lead| {
        let own = &text[inner.clone()];
        own[lead.len()..].starts_with('“') && own.matches('“').count() > own.matches('”').count()
    });
    if !closed {
        // Nothing wraps: the words before belong to the title.
        return range;
    }
    if let Some(lead) = lead {
        inner.start += lead.len();
        inner.start += ORIGIN.opening(&text[inner.clone()]).map_or(0, str::len);
    }
    // 关于“文旅融合不够。”的问题: the sentence is quoted with its end.
    let inner = section_title(text, unquoted(text, trimmed(text, inner)));
    if inner.is_empty() { range } else { inner }
}

/// The length of the verbs before a quoted problem (深入整改“…”问题), where the quotation is all that they are about.
pub(super) fn about_quoted(own: &str) -> Option<usize> {
    let open = own.find('“')?;
    let mut verbs = &own[..open];
    while let Some(lead) = ABOUT_LEAD.opening(verbs) {
        verbs = &verbs[lead.len()..];
    }
    let whole = TAIL.closing(own).map_or(own, |tail| &own[..own.len() - tail.len()]);
    let quoted = ["”问题", "”的问题", "”方面的问题", "”方面问题"]
        .iter()
        .any(|end| whole.ends_with(end));
    (open > 0 && quoted && ABOUT.0.contains(&verbs)).then_some(open)
}

/// The title of a section: the heading without its end mark.
pub fn section_title(text: &str, heading: Range<usize>) -> Range<usize> {
    let mut range = trimmed(text, heading);
    // (一)反馈问题:…
    if let Some(label) = label_of(&text[range.clone()]).filter(|label| range.start + label < range.end) {
        range = trimmed(text, range.start + label..range.end);
    }
    let own = text[range.clone()].trim_end_matches(|c| is_blank(c) || matches!(c, '。' | ':' | ',' | ';' | '*'));
    trimmed(text, range.start..range.start + own.len())
}

/// Without the quotation marks around the whole, of which one may be lost.
fn unquoted(text: &str, range: Range<usize>) -> Range<usize> {
    let own = &text[range.clone()];
    let opens = own.starts_with('“');
    let closes = own.ends_with('”');
    let mark = '“'.len_utf8();
    let inner_opens = own.matches('“').count();
    let inner_closes = own.matches('”').count();
    match (opens, closes) {
        (true, true) if inner_opens == inner_closes => {
            // “甲”和“乙” is not one quotation.
            let first_close = own.find('”').unwrap_or(0);
            let one = first_close + mark == own.len()
                || inner_opens == 1
                || own[mark..].find('“').is_some_and(|open| open + mark < first_close);
            if one {
                range.start + mark..range.end - mark
            } else {
                range
            }
        }
        (false, true) if inner_closes > inner_opens => range.start..range.end - mark,
        (true, false) if inner_opens > inner_closes => range.start + mark..range.end,
        _ => range,
    }
}

fn without_state(text: &str, range: Range<usize>) -> Range<usize> {
    let own = &text[range.clone()];
    let Some(open) = own.rfind(['(', '【', '[']) else {
        return range;
    };
    let inner = own[open..]
        .trim_start_matches(['(', '【', '['])
        .trim_end_matches([')', '】', ']']);
    if own.ends_with([')', '】', ']']) && (particulars::state_follows(inner) || particulars::opens_line(inner)) {
        return trimmed(text, range.start..range.start + open);
    }
    range
}

fn label_of(own: &str) -> Option<usize> {
    let lead = own.len() - own.trim_start_matches(['【', '[']).len();
    let label = LABELLED.opening(&own[lead..]).or_else(|| TASK.opening(&own[lead..]))?;
    let rest = &own[lead + label.len()..];
    let mark = rest.chars().next().filter(|c| matches!(c, ':' | '】' | ']'))?;
    let mut end = lead + label.len() + mark.len_utf8();
    if lead > 0 && own[end..].starts_with(':') {
        end += 1;
    }
    Some(end)
}

fn is_label(own: &str) -> bool {
    LABELLED
        .0
        .iter()
        .chain(&STATEMENT.0)
        .chain(&ANSWER.0)
        .any(|word| own.trim_matches(['【', '】', ' ']) == *word)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let own = &text[range.clone()];
    let start = range.start + (own.len() - own.trim_start_matches(|c: char| c.is_whitespace() || c == '*').len());
    let end = range.start + own.trim_end_matches(|c: char| c.is_whitespace() || c == '*').len();
    start..end.max(start)
}

/// Whether a heading ends in 的问题, whatever it begins with.
pub fn ends_as_problem(title: &str) -> bool {
    let own = TAIL
        .closing(title)
        .map_or(title, |tail| &title[..title.len() - tail.len()]);
    own.ends_with("的问题") || own.ends_with("”问题")
}

/// The ordinary words, then those that say that something is wrong.
static JUDGING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(ORDINARY.0.iter().chain(&PROBLEM.0))
        .ok()
});

/// Whether words say that something is wrong.
pub fn is_problem(own: &str) -> bool {
    let Some(words) = JUDGING.as_ref() else { return false };
    if weighs(own) {
        return true;
    }
    words
        .find_iter(own)
        .filter(|hit| hit.pattern().as_usize() >= ORDINARY.0.len())
        .any(|hit| {
            // A single character counts only near the end of a phrase, or with what makes it a judgement.
            let word = &own[hit.range()];
            word.chars().nth(1).is_some() || weak(word, &own[hit.end()..])
        })
}

/// 重业务轻党建: one thing is weighed more than another.
fn weighs(own: &str) -> bool {
    own.match_indices('重').any(|(at, heavy)| {
        let rest = &own[at + heavy.len()..];
        rest.char_indices()
            .skip(1)
            .take(8)
            .take_while(|(_, c)| !matches!(c, ',' | '。' | '年' | '要'))
            .any(|(at, c)| c == '轻' && !rest[at..].starts_with("轻微"))
    })
}

/// Whether a single character judges: 不 and 未 before something, 少 or 差 at the end of a phrase.
fn weak(word: &str, rest: &str) -> bool {
    let ends = rest
        .trim_start_matches(['”', '’', '的', '问', '题', '了'])
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric());
    match word {
        "不" | "未" => rest.chars().next().is_some_and(char::is_alphanumeric),
        _ => ends,
    }
}

/// Whether the whole of a title is a word that opens an answer: (1)整改措施.
pub fn is_answer_word(title: &str) -> bool {
    ANSWER.0.contains(&title.trim_matches(['【', '】', ' ', ':']))
}

/// Whether the whole of a title is a word that opens the description of a problem.
pub fn is_statement_word(title: &str) -> bool {
    STATEMENT.0.contains(&title.trim_matches(['【', '】', ' ', ':']))
}
