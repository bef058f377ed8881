//! What two texts have in common, character by character, for showing them side by side.

use std::ops::Range;

/// Cells of the table of common lengths, at most: two texts of some two thousand characters. What is longer in the middle is told as
/// different.
const CELLS: usize = 4_000_000;

/// The parts of each text that the other one lacks, as byte ranges in order. All that is outside of them stands in both, in the same order.
pub fn diff(one: &str, other: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (a, b) = (chars(one), chars(other));
    let same = |(x, y): &(&(usize, char), &(usize, char))| x.1 == y.1;
    let head = a.iter().zip(&b).take_while(same).count();
    let tail = a[head..]
        .iter()
        .rev()
        .zip(b[head..].iter().rev())
        .take_while(same)
        .count();
    let (mid_a, mid_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let (mut only_a, mut only_b) = (vec![true; mid_a.len()], vec![true; mid_b.len()]);
    if mid_a.len().saturating_mul(mid_b.len()) <= CELLS {
        common(mid_a, mid_b, &mut only_a, &mut only_b);
    }
    (ranges(mid_a, &only_a), ranges(mid_b, &only_b))
}

fn chars(text: &str) -> Vec<(usize, char)> {
    text.char_indices().collect()
}

/// Marks what stands in both: a longest common subsequence, by the table of its lengths from the ends.
fn common(a: &[(usize, char)], b: &[(usize, char)], only_a: &mut [bool], only_b: &mut [bool]) {
    let wide = b.len() + 1;
    let mut lengths = vec![0_u16; (a.len() + 1) * wide];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * wide + j] = if a[i].1 == b[j].1 {
                lengths[(i + 1) * wide + j + 1].saturating_add(1)
            } else {
                lengths[(i + 1) * wide + j].max(lengths[i * wide + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i].1 == b[j].1 {
            (only_a[i], only_b[j]) = (false, false);
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * wide + j] >= lengths[i * wide + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

fn ranges(chars: &[(usize, char)], only: &[bool]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for ((at, c), _) in chars.iter().zip(only).filter(|(_, only)| **only) {
        match found.last_mut() {
            Some(last) if last.end == *at => last.end += c.len_utf8(),
            _ => found.push(*at..at + c.len_utf8()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told<'a>(one: &'a str, other: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
        let (a, b) = diff(one, other);
        (
            a.into_iter().map(|range| &one[range]).collect(),
            b.into_iter().map(|range| &other[range]).collect(),
        )
    }

    #[test]
    fn what_only_one_has_is_told() {
        assert_eq!(told("检查泵站二十处", "检查泵站八处"), (vec!["二十"], vec!["八"]));
        assert_eq!(told("甲乙", "甲乙"), (vec![], vec![]));
        assert_eq!(told("", "甲"), (vec![], vec!["甲"]));
        assert_eq!(told("每周上报", "上报每周"), (vec!["每周"], vec!["每周"]));
    }

    proptest! {
        #[test]
        fn without_what_only_one_has_both_are_the_same(one in "[甲乙丙a]{0,30}", other in "[甲乙丙a]{0,30}") {
            let (a, b) = diff(&one, &other);
            let rest = |text: &str, only: &[Range<usize>]| -> String {
                text.char_indices().filter(|(at, _)| !only.iter().any(|r| r.contains(at))).map(|(_, c)| c).collect()
            };
            prop_assert_eq!(rest(&one, &a), rest(&other, &b));
        }
    }
}
