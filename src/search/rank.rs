//! What makes one match better than another, in points.
//!
//! Everything is a loss against the perfect match: the word whole, at the start of the text or after punctuation. The same weights go into
//! the cheap score, which sees every match, and into `fuzzy-matcher`, which aligns the best of them anew; so the two agree except where the
//! cheap alignment was not the best one. A gap costs more than everything else together: contiguous comes before scattered, always.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::{SkimMatcherV2, SkimScoreConfig};

use super::MAX_WEIGHT;
use super::line::Line;

/// A word found whole is worth this.
pub const WORD: i64 = 100;
/// The most that a word can lose.
const MOST: i64 = 95;
/// Beginning inside, neither at the start nor after punctuation.
pub const INSIDE: i32 = 6;
/// Heard instead of read.
pub const HEARD: i32 = 1;
/// What a word is worth that is found in the place instead of the text: less than found side by side in the text, more than scattered in
/// it. Who types the name of a notice and a word means the word in that notice.
pub const IN_PLACE: i64 = WORD - 12;
/// A gap, however long.
pub const GAP: i32 = 16;
/// Each character in a gap.
const SKIPPED: i32 = 1;
/// A matched character.
const MATCHED: i32 = 16;
/// Texts up to so many characters lose nothing; each further step one point.
const LENGTHS: [usize; 5] = [6, 12, 24, 48, 96];
/// Texts longer than this are aligned anew only around the match: the matcher takes time with length times pattern.
const WINDOW_FROM: usize = 256;
/// So far around.
const AROUND: usize = 64;
/// Stands in the place of a character that must not be taken for a boundary.
const FILLER: char = '\u{FFFD}';

/// What a text loses by its length.
fn length(characters: usize) -> i64 {
    LENGTHS.iter().filter(|&&most| characters > most).count() as i64
}

/// What a text gains by being title-like.
fn weight(weight: u8) -> i64 {
    i64::from(weight.min(MAX_WEIGHT))
}

/// What a record has before any word.
pub fn bonus(of: u8, characters: usize) -> i64 {
    weight(of) - length(characters)
}

/// What a word found with that cost is worth.
pub fn word(cost: i32) -> i64 {
    WORD - i64::from(cost).min(MOST)
}

/// What a match at these positions loses.
pub fn loss(at: &[u32], is_boundary: impl Fn(u32) -> bool) -> i32 {
    let mut loss = 0;
    let mut before = None;
    for &here in at {
        let skipped = before.map(|before| here.saturating_sub(before + 1) as i32);
        loss += match skipped {
            Some(0) => 0,
            Some(skipped) if is_boundary(here) => gap(skipped),
            Some(skipped) => gap(skipped) + INSIDE,
            None if is_boundary(here) => 0,
            None => INSIDE,
        };
        before = Some(here);
    }
    loss
}

/// What is lost by a gap that ends at a boundary.
pub fn gap(skipped: i32) -> i32 {
    GAP + skipped * SKIPPED
}

/// The most that words gain by standing together, for each word after the first.
pub const TOGETHER: i64 = 4;

/// What words gain by standing together: matched side by side, or within a few characters, in the order in which they were typed.
pub fn together(before: &[u32], after: &[u32]) -> i64 {
    match (before.last(), after.first()) {
        (Some(&last), Some(&first)) if first > last => match first - last - 1 {
            0..=1 => TOGETHER,
            2..=8 => 2,
            _ => 0,
        },
        _ => 0,
    }
}

/// Aligns anew what the cheap alignment found.
pub struct Aligner {
    matcher: SkimMatcherV2,
    choice: String,
    pattern: String,
}

impl Aligner {
    /// One for each search.
    pub fn new() -> Self {
        let config = SkimScoreConfig {
            score_match: MATCHED,
            gap_start: -GAP,
            gap_extension: -SKIPPED,
            bonus_first_char_multiplier: 1,
            bonus_head: INSIDE,
            bonus_break: INSIDE,
            bonus_camel: 0,
            bonus_consecutive: INSIDE,
            penalty_case_mismatch: 0,
        };
        Self {
            matcher: SkimMatcherV2::default().score_config(config).respect_case(),
            choice: String::new(),
            pattern: String::new(),
        }
    }

    /// The best alignment of the characters that stand at `at`, where it is better than `loss`: what it loses, with `at` put right.
    pub fn better(&mut self, line: Line<'_>, loss: i32, at: &mut Vec<u32>) -> Option<i32> {
        let Line { line, symbols } = line;
        let (first, last) = (*at.first()? as usize, *at.last()? as usize);
        let window = if line.len() > WINDOW_FROM {
            first.saturating_sub(AROUND)..line.len().min(last + AROUND)
        } else {
            0..line.len()
        };
        let cut = window.start > 0;
        self.choice.clear();
        // All punctuation is one sort of boundary, whatever its width.
        self.choice.extend(line[window.clone()].iter().map(|&symbol| {
            if symbols.is_punctuation(symbol) {
                ' '
            } else {
                symbols.char(symbol)
            }
        }));
        if cut {
            let first = self.choice.chars().next().map_or(0, char::len_utf8);
            self.choice.replace_range(..first, FILLER.encode_utf8(&mut [0; 4]));
        }
        self.pattern.clear();
        self.pattern
            .extend(at.iter().map(|&at| symbols.char(line[at as usize])));
        let (score, indices) = self.matcher.fuzzy_indices(&self.choice, &self.pattern)?;
        let perfect = i64::from(MATCHED + INSIDE) * at.len() as i64 - i64::from(SKIPPED);
        let found = i32::try_from(perfect - score).ok()?;
        if found >= loss || indices.len() != at.len() {
            return None;
        }
        at.clear();
        at.extend(indices.iter().map(|&index| (index + window.start) as u32));
        Some(found)
    }
}
