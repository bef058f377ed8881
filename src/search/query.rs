//! What was typed, read into words.
//!
//! Words are divided by spaces and may match in any order; all of them must. `'exact` wants the characters side by side, `^start` at the
//! beginning, `end$` at the end, `!not` not at all; an operator may be typed in full width. Nothing typed is ever an error: an operator
//! alone is a word that is still being typed, and is ignored.

use super::symbols::fold_char;

/// More words than this are not read.
const MAX_WORDS: usize = 16;
/// More characters of a word than this are not read. The automaton of [`super::run`] needs one bit for each.
pub const MAX_CHARS: usize = 60;

/// How a word wants to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Its characters in order, with anything between them; letters also as pinyin.
    Fuzzy,
    /// Side by side, letters for themselves only. Where punctuation was typed it counts, else that of the text is ignored.
    Exact {
        /// Punctuation was typed.
        punctuation: bool,
    },
    /// Side by side at the start; letters also as pinyin.
    Start,
    /// Side by side at the end; letters also as pinyin.
    End,
    /// The whole text; letters also as pinyin.
    Whole,
    /// Side by side anywhere; letters also as pinyin. What `!not` refuses.
    Near,
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word must not be found.
    pub not: bool,
    /// How it is found.
    pub how: How,
    /// Its characters, folded; without punctuation unless it counts.
    pub chars: Vec<char>,
}

impl Word {
    /// Whether every text that has the other word has this one too, because the other was typed on from it. False where in doubt.
    pub fn covers(&self, other: &Self) -> bool {
        // A single letter is not heard in places, two are.
        let grows = self.chars.len() > 1 || !self.chars.iter().all(char::is_ascii_lowercase);
        let same = self.not == other.not && self.how == other.how;
        let typed_on =
            !self.not && grows && matches!(self.how, How::Fuzzy | How::Start) && other.chars.starts_with(&self.chars);
        same && (self.chars == other.chars || typed_on)
    }
}

/// Reads a query.
pub fn parse(query: &str) -> Vec<Word> {
    query.split_whitespace().filter_map(word).take(MAX_WORDS).collect()
}

fn word(typed: &str) -> Option<Word> {
    let mut chars: Vec<char> = typed.chars().map(operator).collect();
    let not = take_first(&mut chars, '!');
    let exact = take_first(&mut chars, '\'');
    let start = !exact && take_first(&mut chars, '^');
    let end = !exact && chars.len() > 1 && chars.pop_if(|c| *c == '$').is_some();
    if exact && chars.len() > 1 {
        chars.pop_if(|c| *c == '\'');
    }
    let mut chars: Vec<char> = chars.into_iter().map(letter).collect();
    let punctuation = exact && chars.iter().any(|c| !c.is_alphanumeric());
    if !punctuation {
        chars.retain(|c| c.is_alphanumeric());
    }
    chars.truncate(MAX_CHARS);
    let how = match (exact, start, end) {
        (true, ..) => How::Exact { punctuation },
        (_, true, true) => How::Whole,
        (_, true, _) => How::Start,
        (_, _, true) => How::End,
        _ if not => How::Near,
        _ => How::Fuzzy,
    };
    (!chars.is_empty()).then_some(Word { not, how, chars })
}

fn take_first(chars: &mut Vec<char>, operator: char) -> bool {
    let first = chars.first() == Some(&operator);
    if first {
        chars.remove(0);
    }
    first
}

/// Operators as a Chinese keyboard gives them.
fn operator(c: char) -> char {
    match c {
        '！' => '!',
        '＇' | '‘' | '’' => '\'',
        '＾' => '^',
        '＄' | '￥' | '¥' => '$',
        c => c,
    }
}

fn letter(c: char) -> char {
    match fold_char(c).to_ascii_lowercase() {
        'ü' | 'Ü' => 'v',
        c => c,
    }
}
