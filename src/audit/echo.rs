//! What a later text says of a promise: the promise is known again by its telling words, those that not every other promise has.

use std::collections::{HashMap, HashSet};
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

type Pair = (char, char);

/// Promises by the pairs of characters in their telling words, so that a text is held against all of them in one pass.
#[derive(Debug, Clone)]
pub struct Promises {
    /// How many telling pairs each has.
    telling: Vec<usize>,
    by_pair: HashMap<Pair, Vec<usize>>,
}

impl Promises {
    /// Reads promises.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut all = Self {
            telling: Vec::new(),
            by_pair: HashMap::new(),
        };
        for (at, text) in texts.into_iter().enumerate() {
            let folded = fold(text).text;
            let own: HashSet<Pair> = telling(&folded).iter().flat_map(|part| pairs(part)).collect();
            all.telling.push(own.len());
            if own.len() >= TELLING {
                for pair in own {
                    all.by_pair.entry(pair).or_default().push(at);
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
            for sentence in words::split(&folded, ends_sentence) {
                self.hear(&pairs(&folded[sentence]), &mut most);
            }
        }
        let share = |(found, all): (&usize, &usize)| if *all == 0 { 0.0 } else { *found as f64 / *all as f64 };
        most.iter().zip(&self.telling).map(share).collect()
    }

    /// Counts the pairs of a sentence piece by piece. Pieces overlap by half: what is cut in one is whole in the next.
    fn hear(&self, pairs: &[Pair], most: &mut [usize]) {
        let mut start = 0;
        loop {
            let end = (start + PIECE).min(pairs.len());
            let mut heard: HashSet<Pair> = HashSet::new();
            let mut found: HashMap<usize, usize> = HashMap::new();
            for pair in &pairs[start..end] {
                let Some(promises) = self.by_pair.get(pair) else {
                    continue;
                };
                if heard.insert(*pair) {
                    for at in promises {
                        *found.entry(*at).or_default() += 1;
                    }
                }
            }
            for (at, count) in found {
                most[at] = most[at].max(count);
            }
            if end == pairs.len() {
                return;
            }
            start += PIECE / 2;
        }
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

/// Neighbouring characters, marks left out.
fn pairs(text: &str) -> Vec<Pair> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
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
