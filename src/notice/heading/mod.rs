//! Headings by their words: 针对“…”问题, 反馈问题:, a short line above 整改情况:, and the words that open an answer.
//!
//! Also how a printed heading becomes a title: 关于“…”的问题 → ….

mod answer;
mod outlook;
mod paragraphs;
mod title;
mod wrapper;

use std::ops::Range;
use std::sync::LazyLock;

pub use answer::{Opening, OpeningKind, openings};
pub use outlook::outlook;
pub use title::{end, ends_as_problem, is_answer_word, is_problem, is_statement_word, section_title, title};
pub use wrapper::{is_wrapped, opens_line};

use super::numbering::Style;
use super::table;

const TABLE: &str = include_str!("words.tsv");

/// The words of one key, longest first.
struct Words(Vec<&'static str>);

impl Words {
    fn of(key: &str) -> Self {
        let mut words = table::words_of(TABLE, key);
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self(words)
    }

    /// The longest word that `text` begins with.
    fn opening(&self, text: &str) -> Option<&'static str> {
        self.0.iter().copied().find(|word| text.starts_with(word))
    }

    /// The longest word that `text` ends with.
    fn closing(&self, text: &str) -> Option<&'static str> {
        self.0.iter().copied().find(|word| text.ends_with(word))
    }
}

static ANSWER: LazyLock<Words> = LazyLock::new(|| Words::of("answer"));
static STATEMENT: LazyLock<Words> = LazyLock::new(|| Words::of("statement"));
static LABELLED: LazyLock<Words> = LazyLock::new(|| Words::of("labelled"));
static TASK: LazyLock<Words> = LazyLock::new(|| Words::of("task"));
static ASIDE: LazyLock<Words> = LazyLock::new(|| Words::of("aside"));
static LEAD: LazyLock<Words> = LazyLock::new(|| Words::of("lead"));
static NOUN: LazyLock<Words> = LazyLock::new(|| Words::of("noun"));
static TAIL: LazyLock<Words> = LazyLock::new(|| Words::of("tail"));
static PROBLEM: LazyLock<Words> = LazyLock::new(|| Words::of("problem"));
static ORIGIN: LazyLock<Words> = LazyLock::new(|| Words::of("origin"));
static SAID: LazyLock<Words> = LazyLock::new(|| Words::of("said"));
static ABOUT: LazyLock<Words> = LazyLock::new(|| Words::of("about"));
static ABOUT_LEAD: LazyLock<Words> = LazyLock::new(|| Words::of("about_lead"));
static RUN_ON: LazyLock<Words> = LazyLock::new(|| Words::of("run_in"));
static PART: LazyLock<Words> = LazyLock::new(|| Words::of("part"));
static ACTS: LazyLock<Words> = LazyLock::new(|| Words::of("acts"));
static DONE: LazyLock<Words> = LazyLock::new(|| Words::of("done"));
static ORDINARY: LazyLock<Words> = LazyLock::new(|| Words::of("ordinary"));

/// A heading without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded {
    /// [`Style::WORDED`], [`Style::LABELLED`], [`Style::PART`] or [`Style::OUTLOOK`].
    pub style: Style,
    /// From its first word to the end of the heading, in the folded text; empty where a sentence opens the look ahead.
    pub range: Range<usize>,
    /// How much speaks for it, in tenths of a point.
    pub strength: i32,
}

/// Every heading without a number in `range` of `text` (folded), left to right. `openings` are those of the same text, `labels` the
/// ends of its numbered labels: a heading with a number is known by it.
pub fn worded(text: &str, range: Range<usize>, openings: &[Opening], labels: &[usize]) -> Vec<Worded> {
    let mut found = wrapper::worded(text, openings, labels);
    let known: Vec<usize> = found.iter().map(|heading| heading.range.start).collect();
    found.extend(
        paragraphs::worded(text, labels)
            .into_iter()
            .filter(|heading| known.binary_search(&heading.range.start).is_err()),
    );
    found.sort_by_key(|heading| heading.range.start);
    if let Some(outlook) = outlook::heading(text, range) {
        found.retain(|heading| heading.range.start != outlook.range.start);
        found.push(outlook);
        found.sort_by_key(|heading| heading.range.start);
    }
    found
}

/// Whether the sentence that begins `text`, behind an ordinal, names a problem and does nothing about it: 一是台账不清的问题。
pub fn names_problem(text: &str) -> bool {
    const SHORT: usize = 40;
    let near = text
        .char_indices()
        .nth(LONGEST_NAMED)
        .map_or(text, |(at, _)| &text[..at]);
    let Some(stop) = near.find(['。', '\n', ';', ':']) else {
        return false;
    };
    let own = near[..stop].trim_matches(is_blank);
    if title::about_quoted(own).is_some() {
        return true;
    }
    if ACTS.opening(own).is_some() {
        return false;
    }
    // Without 的问题 only a short line of its own does.
    let line = text[stop..].trim_start_matches(['。', ':', ';']).starts_with('\n');
    ends_as_problem(own) || (line && own.chars().count() <= SHORT && !own.contains(',') && is_problem(own))
}

/// Whether words begin with the verb of a measure: 加强…, 修订….
pub fn opens_as_act(own: &str) -> bool {
    ACTS.opening(own).is_some()
}

/// Whether words tell what was done, whatever they name that was wrong: 滞留资金已全部下达.
pub fn tells_done(own: &str) -> bool {
    DONE.0.iter().any(|word| own.contains(word))
}

/// Characters within which the sentence ends that names a problem.
const LONGEST_NAMED: usize = 80;

/// Whether a line between a problem and its answer says neither what is wrong nor what was done: 整改目标:….
pub fn is_aside(line: &str) -> bool {
    let line = line.trim_start_matches(is_blank);
    ASIDE
        .opening(line)
        .is_some_and(|word| line[word.len()..].starts_with(':'))
}

/// Whether the whole of a title is such a word.
pub fn is_aside_word(title: &str) -> bool {
    ASIDE.0.contains(&title)
}

/// Whether the whole of a title is a label of a finding: 一、反馈问题; with `task`, one that is where no such label stands: 一、整改任务.
pub fn is_finding_word(title: &str, task: bool) -> bool {
    let words = if task { &TASK } else { &LABELLED };
    words.0.contains(&title)
}

/// The rest of the line from byte `at` on, without the line break; of very long lines, as much as any heading can have.
fn line_rest(text: &str, at: usize) -> Range<usize> {
    let mut cap = text.len().min(at + LONGEST_REST);
    while !text.is_char_boundary(cap) {
        cap -= 1;
    }
    at..text[at..cap].find('\n').map_or(cap, |end| at + end)
}

/// Bytes of a line that are looked at behind a place in it.
const LONGEST_REST: usize = 1_200;

/// Spaces that a layout leaves.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{3000}' | '\r')
}

#[cfg(test)]
mod tests;
