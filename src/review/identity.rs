//! Which part of a notice is which after it was read again: the same file by a newer parser, another version of the file, or the same
//! reading with other corrections. By place where the text is the same, else by words, number and order.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::model::Uid;

/// Pairs of parts of which the words are compared, at most; in a longer notice only parts at about the same place are.
const PAIRS: usize = 200_000;

/// How much of their words two parts share at least, in percent, to be the same.
const SAME: u32 = 50;

/// What the same number, and the same place in the order, are worth beside it.
const LABEL: u32 = 8;
const ORDER: u32 = 8;

/// A part that has a lasting name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The name.
    pub uid: Uid,
    /// Its words, folded.
    pub text: String,
    /// Its number.
    pub label: Option<String>,
    /// Where it begins in the text that is read now; none where it stood in another version.
    pub start: Option<usize>,
    /// Whether it is among the parts now; else it was, and may come back.
    pub present: bool,
}

/// A part that was read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    /// Its words, folded.
    pub text: String,
    /// Its number.
    pub label: Option<String>,
    /// Where it begins.
    pub start: usize,
}

/// Per fresh part the known one that it is, none twice. Both lists in text order; parts of one sort only.
pub fn matched(known: &[Known], fresh: &[Fresh]) -> Vec<Option<usize>> {
    let mut pairing = Pairing {
        of_fresh: vec![None; fresh.len()],
        taken: vec![false; known.len()],
    };
    for present in [true, false] {
        by_place(known, fresh, present, &mut pairing);
    }
    for present in [true, false] {
        by_equal_words(known, fresh, present, &mut pairing);
    }
    by_similar_words(known, fresh, &mut pairing);
    pairing.of_fresh
}

struct Pairing {
    of_fresh: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairing {
    fn pair(&mut self, fresh: usize, known: usize) {
        if self.of_fresh[fresh].is_none() && !self.taken[known] {
            self.of_fresh[fresh] = Some(known);
            self.taken[known] = true;
        }
    }
}

fn by_place(known: &[Known], fresh: &[Fresh], present: bool, pairing: &mut Pairing) {
    let mut at: HashMap<usize, usize> = HashMap::new();
    for (index, part) in known.iter().enumerate().filter(|(_, part)| part.present == present) {
        if let Some(start) = part.start {
            at.entry(start).or_insert(index);
        }
    }
    for (index, part) in fresh.iter().enumerate() {
        if let Some(known) = at.get(&part.start) {
            pairing.pair(index, *known);
        }
    }
}

fn by_equal_words(known: &[Known], fresh: &[Fresh], present: bool, pairing: &mut Pairing) {
    let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, part) in known.iter().enumerate() {
        if part.present == present && !pairing.taken[index] {
            by_words.entry(&part.text).or_default().push(index);
        }
    }
    // First those whose number is the same, too: a notice repeats itself.
    for labelled in [true, false] {
        for (index, part) in fresh.iter().enumerate() {
            let Some(same) = by_words.get_mut(part.text.as_str()) else {
                continue;
            };
            same.retain(|known| !pairing.taken[*known]);
            let fits = |at: &&usize| !labelled || known[**at].label == part.label;
            if let Some(found) = same.iter().find(fits) {
                pairing.pair(index, *found);
            }
        }
    }
}

fn by_similar_words(known: &[Known], fresh: &[Fresh], pairing: &mut Pairing) {
    let left: Vec<usize> = (0..known.len()).filter(|index| !pairing.taken[*index]).collect();
    let open: Vec<usize> = (0..fresh.len())
        .filter(|index| pairing.of_fresh[*index].is_none())
        .collect();
    if left.is_empty() || open.is_empty() {
        return;
    }
    let words: HashMap<usize, Vec<(char, char)>> = left.iter().map(|at| (*at, bigrams(&known[*at].text))).collect();
    let window = (PAIRS / open.len()).max(8);
    let mut scores: Vec<(u32, Reverse<usize>, usize, usize)> = Vec::new();
    for (rank, index) in open.iter().enumerate() {
        let part = &fresh[*index];
        let own = bigrams(&part.text);
        let about = rank * left.len() / open.len();
        for (other, at) in left
            .iter()
            .enumerate()
            .take(about + window)
            .skip(about.saturating_sub(window))
        {
            let same = shared(&own, &words[at]);
            if same < SAME {
                continue;
            }
            let far = other.abs_diff(about);
            let order = ORDER - (far as u32).min(ORDER);
            let label = if known[*at].label == part.label { LABEL } else { 0 };
            scores.push((same + label + order, Reverse(far), *index, *at));
        }
    }
    scores.sort_unstable_by(|a, b| b.cmp(a));
    for (_, _, index, at) in scores {
        pairing.pair(index, at);
    }
}

/// Neighbouring characters, sorted.
fn bigrams(text: &str) -> Vec<(char, char)> {
    let mut pairs: Vec<(char, char)> = text.chars().zip(text.chars().skip(1)).collect();
    pairs.sort_unstable();
    pairs
}

/// How much two sorted lists share, in percent of both (Dice's coefficient).
fn shared(one: &[(char, char)], other: &[(char, char)]) -> u32 {
    let (mut a, mut b, mut both) = (0, 0, 0_usize);
    while a < one.len() && b < other.len() {
        match one[a].cmp(&other[b]) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                a += 1;
                b += 1;
            }
        }
    }
    let all = one.len() + other.len();
    (200 * both).checked_div(all).unwrap_or(0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(parts: &[(&str, &str, Option<usize>, bool)]) -> Vec<Known> {
        let part = |(n, (label, text, start, present)): (usize, &(&str, &str, Option<usize>, bool))| Known {
            uid: Uid(format!("{n}")),
            text: (*text).to_owned(),
            label: Some((*label).to_owned()),
            start: *start,
            present: *present,
        };
        parts.iter().enumerate().map(part).collect()
    }

    fn fresh(parts: &[(&str, &str, usize)]) -> Vec<Fresh> {
        let part = |(label, text, start): &(&str, &str, usize)| Fresh {
            text: (*text).to_owned(),
            label: Some((*label).to_owned()),
            start: *start,
        };
        parts.iter().map(part).collect()
    }

    #[test]
    fn in_the_same_text_a_part_is_the_one_that_begins_there() {
        let known = known(&[
            ("一是", "修订采购办法并组织培训", Some(10), true),
            ("二是", "组织培训", Some(50), false),
        ]);
        // The first was split where a second stood before: that one is back.
        let found = matched(
            &known,
            &fresh(&[("一是", "修订采购办法", 10), ("二是", "并组织培训", 50)]),
        );
        assert_eq!(found, [Some(0), Some(1)]);
    }

    #[test]
    fn in_another_text_by_words_number_and_order() {
        let known = known(&[
            ("一是", "召开会议", None, true),
            ("二是", "修订采购管理办法", None, true),
            ("一是", "召开会议", None, true),
            ("二是", "清退违规发放的补贴", None, true),
        ]);
        let found = matched(
            &known,
            &fresh(&[
                ("一是", "召开会议", 0),
                ("二是", "修订采购管理办法,严格审批", 20),
                ("三是", "新增的一条,与谁都不像", 40),
                ("一是", "召开会议", 60),
                ("二是", "已清退违规发放的补贴三万元", 80),
            ]),
        );
        assert_eq!(found, [Some(0), Some(1), None, Some(2), Some(3)]);
    }

    #[test]
    fn what_is_present_comes_before_what_was() {
        let known = known(&[("一是", "召开会议", None, false), ("一是", "召开会议", None, true)]);
        assert_eq!(matched(&known, &fresh(&[("一是", "召开会议", 0)])), [Some(1)]);
    }
}
