//! Which columns keys share: keys (pairs of initials) are many and columns few. The most frequent have one of
//! their own, the others are spread so that the shared ones fill evenly; there a set bit says *perhaps*, a clear bit says *no*.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// So many of a hundred columns are not shared.
const OWN: usize = 66;

/// The column of each key.
#[derive(Debug, Clone, Default)]
pub struct Features {
    of: Vec<u16>,
    /// How many columns there are.
    pub count: usize,
}

impl Features {
    /// Columns for keys of which `counts` says how frequent each is, or roughly.
    pub fn new(counts: &[u32], count: usize) -> Self {
        let count = count.min(counts.len());
        Self {
            of: assign(counts, count),
            count,
        }
    }

    /// Columns for keys in rows of `row`, such that a whole row is told exactly: no two rows share a column, but for rows that are rare.
    pub fn by_rows(counts: &[u32], row: usize, count: usize) -> Self {
        let count = count.min(counts.len());
        Self {
            of: assign_by_rows(counts, row, count),
            count,
        }
    }

    /// The column that has the key's records, and those of the keys that it shares it with.
    #[inline]
    pub fn of(&self, key: usize) -> usize {
        self.of.get(key).copied().unwrap_or_default().into()
    }

    /// The columns that the keys have, each once.
    pub fn all_of(&self, keys: Range<usize>) -> Vec<usize> {
        let mut all: Vec<usize> = keys.map(|key| self.of(key)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.of.len() * 2
    }
}

/// Gives each key a column: the most frequent one of their own, the others, the frequent first, to the column that is emptiest so far. A
/// shared column is the worse, the fuller it is, and asked the more often, the more frequent its keys are: the sum of that is least where
/// all are equally full.
fn assign(counts: &[u32], columns: usize) -> Vec<u16> {
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&key| Reverse(counts[key]));
    let own = columns * OWN / 100;
    let mut emptiest: BinaryHeap<Reverse<(u64, usize)>> = (own..columns).map(|column| Reverse((0, column))).collect();
    let mut of = vec![0; counts.len()];
    for (at, key) in order.into_iter().enumerate() {
        if at < own {
            of[key] = at as u16;
        } else if let Some(Reverse((filled, column))) = emptiest.pop() {
            of[key] = column as u16;
            emptiest.push(Reverse((filled + u64::from(counts[key]), column)));
        }
    }
    of
}

/// Gives each key a feature of its row's own: rows get as many as they are frequent, and rare ones share the first.
fn assign_by_rows(counts: &[u32], row: usize, features: usize) -> Vec<u16> {
    let rows: Vec<u32> = counts.chunks(row).map(|row| row.iter().sum()).collect();
    let fair = rows.iter().sum::<u32>() / (2 * features.max(1) as u32);
    let mut own: Vec<u16> = rows.iter().map(|&count| u16::from(count > fair)).collect();
    let mut left = features.saturating_sub(1 + own.iter().filter(|&&own| own > 0).count());
    while left > 0 {
        let crowded = (0..rows.len())
            .filter(|&row| own[row] > 0)
            .max_by_key(|&row| rows[row] / u32::from(own[row]));
        let Some(crowded) = crowded else { break };
        own[crowded] += 1;
        left -= 1;
    }
    let mut feature_of = vec![0; counts.len()];
    let mut next = 1;
    for (number, counts) in counts.chunks(row).enumerate() {
        let own = usize::from(own[number]);
        if own == 0 || next + own > features {
            continue;
        }
        // The frequent first, each to the feature that has least.
        let mut order: Vec<usize> = (0..counts.len()).collect();
        order.sort_by_key(|&key| Reverse(counts[key]));
        let mut filled = vec![0; own];
        for key in order {
            let least = (0..own).min_by_key(|&at| filled[at]).unwrap_or(0);
            filled[least] += counts[key].max(1);
            feature_of[number * row + key] = (next + least) as u16;
        }
        next += own;
    }
    feature_of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_evenly() {
        let counts = [50, 10, 20, 30, 0, 40, 400, 300];
        let of = assign(&counts, 5);
        let mut filled = [0; 5];
        for (key, &column) in of.iter().enumerate() {
            filled[usize::from(column)] += counts[key];
        }
        assert_eq!(filled, [400, 300, 50, 50, 50]);
    }

    #[test]
    fn rows_share_no_feature_but_for_the_rare() {
        let counts = [900, 300, 0, 200, 50, 50, 1, 0, 0, 0, 0, 0];
        let features = assign_by_rows(&counts, 3, 6);
        assert_eq!(features[6..], [0; 6]);
        let of = |row: usize| {
            let mut of = features[row * 3..row * 3 + 3].to_vec();
            of.sort_unstable();
            of.dedup();
            of
        };
        assert!(of(0).len() > of(1).len());
        assert!(
            of(0)
                .iter()
                .all(|feature| !of(1).contains(feature) && *feature > 0 && *feature < 6)
        );
        // What is frequent has a feature of its own.
        assert!(features[1..].iter().all(|&other| other != features[0]));
    }
}
