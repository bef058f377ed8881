//! What a later text says of a promise: the promise is known again by its telling words, those that not every other promise has.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::words;
use crate::text::clause::ends_sentence;
use crate::text::date;
use crate::text::fold::fold;

const FRAMES: &str = include_str!("tables/frames.tsv");

/// A promise with fewer telling pairs of characters than this is like too many others: nothing is said of it.
const TELLING: usize = 4;

/// Characters of a sentence that stand for one thing; a longer one is read piece by piece, for a long text has every pair somewhere.
const PIECE: usize = 80;

/// Two neighbouring characters.
type Pair = u64;

/// The telling words of a promise: their pairs of characters, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling(Vec<Pair>);

impl Telling {
    /// Reads a promise.
    pub fn of(text: &str) -> Self {
        let folded = fold(text).text;
        let mut own = Vec::new();
        for part in telling(&folded) {
            add_pairs(part, &mut own);
        }
        own.sort_unstable();
        own.dedup();
        Self(own)
    }
}

/// Promises by the pairs of characters in their telling words, so that a text is held against all of them in one pass.
#[derive(Debug, Clone)]
pub struct Promises {
    /// How many telling pairs each has.
    telling: Vec<usize>,
    by_pair: HashMap<Pair, Vec<usize>, BuildHasherDefault<Spread>>,
    /// Most pairs of a text are in no promise: a bit for each that may be.
    may_be: Vec<u64>,
}

/// Bits of [`Promises::may_be`]: ten times as many as the promises of a few notices have pairs.
const BITS: u32 = 16;

impl Promises {
    /// Reads promises.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let telling: Vec<Telling> = texts.into_iter().map(Telling::of).collect();
        Self::told(&telling)
    }

    /// Puts promises together that were read.
    pub fn told<'t>(promises: impl IntoIterator<Item = &'t Telling>) -> Self {
        let mut all = Self {
            telling: Vec::new(),
            by_pair: HashMap::default(),
            may_be: vec![0; 1 << (BITS - 6)],
        };
        for (at, Telling(own)) in promises.into_iter().enumerate() {
            all.telling.push(own.len());
            if own.len() >= TELLING {
                for pair in own {
                    let bit = spread(*pair) >> (64 - BITS);
                    all.may_be[(bit / 64) as usize] |= 1 << (bit % 64);
                    all.by_pair.entry(*pair).or_default().push(at);
                }
            }
        }
        all
    }

    /// Of each promise, in their order, how much of it one sentence of the text says again, from 0 to 1: the share of its telling pairs
    /// that stand there. 0 where it has too few to be told from others.
    pub fn echoes(&self, text: &str) -> Vec<f64> {
        let mut most = vec![0; self.telling.len()];
        if !self.by_pair.is_empty() {
            let folded = fold(text).text;
            let (mut pairs, mut counts) = (Vec::new(), vec![0; self.telling.len()]);
            for sentence in words::split(&folded, ends_sentence) {
                pairs.clear();
                add_pairs(&folded[sentence], &mut pairs);
                self.hear(&pairs, &mut counts, &mut most);
            }
        }
        let share = |(found, all): (&usize, &usize)| if *all == 0 { 0.0 } else { *found as f64 / *all as f64 };
        most.iter().zip(&self.telling).map(share).collect()
    }

    /// Counts the pairs of a sentence piece by piece. Pieces overlap by half: what is cut in one is whole in the next. `counts` are all 0
    /// before and after.
    fn hear(&self, pairs: &[Pair], counts: &mut [usize], most: &mut [usize]) {
        // Those that some promise has, with their places: few.
        let known: Vec<(usize, Pair, &[usize])> = pairs
            .iter()
            .enumerate()
            .filter_map(|(at, pair)| Some((at, *pair, self.having(*pair)?)))
            .collect();
        let mut start = 0;
        loop {
            let end = (start + PIECE).min(pairs.len());
            let from = known.partition_point(|(at, ..)| *at < start);
            let to = known.partition_point(|(at, ..)| *at < end);
            let piece = known.get(from..to).unwrap_or_default();
            for (n, (_, pair, promises)) in piece.iter().enumerate() {
                if !piece[..n].iter().any(|(_, before, _)| before == pair) {
                    promises.iter().for_each(|at| counts[*at] += 1);
                }
            }
            for at in piece.iter().flat_map(|(.., promises)| *promises) {
                most[*at] = most[*at].max(counts[*at]);
            }
            for at in piece.iter().flat_map(|(.., promises)| *promises) {
                counts[*at] = 0;
            }
            if end == pairs.len() {
                return;
            }
            start += PIECE / 2;
        }
    }

    /// The promises that have a pair.
    fn having(&self, pair: Pair) -> Option<&[usize]> {
        let bit = spread(pair) >> (64 - BITS);
        if self.may_be[(bit / 64) as usize] >> (bit % 64) & 1 == 0 {
            return None;
        }
        self.by_pair.get(&pair).map(Vec::as_slice)
    }
}

/// The multiplier of SplitMix64: the first bits of the product depend on all of the number.
const fn spread(pair: Pair) -> u64 {
    pair.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Hashes a pair. The standard hasher, made for keys that an enemy chooses, took a third of the time; here a list of promises with one key
/// is only walked.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = spread(self.0 ^ number);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// What is left of a promise without its dates and without what any promise could say.
fn telling(folded: &str) -> Vec<&str> {
    static FRAME: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let lines = FRAMES.lines().filter(|line| !line.starts_with('#'));
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(lines.flat_map(str::split_whitespace))
            .ok()
    });
    let dates = date::printed(folded).into_iter().map(|printed| printed.range);
    let frames = FRAME
        .iter()
        .flat_map(|frame| frame.find_iter(folded))
        .map(|hit| hit.range());
    let mut out: Vec<_> = dates.chain(frames).collect();
    out.sort_by_key(|range| range.start);
    let mut parts = Vec::new();
    let mut from = 0;
    for range in out {
        if range.start > from {
            parts.push(&folded[from..range.start]);
        }
        from = from.max(range.end);
    }
    parts.push(&folded[from..]);
    parts
}

/// Adds the neighbouring characters of a text, marks left out.
fn add_pairs(text: &str, to: &mut Vec<Pair>) {
    let mut before = None;
    for c in text
        .chars()
        .filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric())
    {
        let this = u64::from(u32::from(c));
        to.extend(before.map(|before: u64| before << 32 | this));
        before = Some(this);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echo(promise: &str, text: &str) -> f64 {
        Promises::of([promise]).echoes(text)[0]
    }

    #[test]
    fn a_promise_is_known_again_by_its_telling_words() {
        let promise = "6月底前完成库房照明改造";
        assert!(echo(promise, "库房照明改造已于6月完成，验收合格") > 0.9);
        assert!(echo(promise, "加装车辆定位装置12套，6月底前完成") < 0.2);
        let other = "力争年底前完成泵站自动化改造项目建设";
        let heard = Promises::of([promise, other]).echoes("泵站自动化改造已竣工，项目建设通过验收");
        assert!(heard[1] > 0.8 && heard[0] < 0.5, "{heard:?}");
    }

    #[test]
    fn what_any_promise_could_say_is_no_echo() {
        for short in ["年内完成整改", "5家年内完成修订", "力争年底前全面落实到位", ""] {
            let heard = echo(short, "年内完成整改，5家完成修订，全面落实到位。");
            assert!(heard < f64::EPSILON, "{short}: {heard}");
        }
    }

    #[test]
    fn words_scattered_over_a_long_text_are_no_echo() {
        let promise = "年内完成库房照明改造";
        assert!(echo(promise, "清点库房。照明灯具另行采购。改造道路两条。") < 0.7);
        let filler = "甲乙丙丁戊己庚辛".repeat(40);
        assert!(echo(promise, &format!("库房照{filler}照明改造")) < 0.9);
    }
}
