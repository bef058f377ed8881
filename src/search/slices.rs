//! Which records may contain what: bitmaps over the records, one for each *feature*, so that one `and` asks sixty-four records.
//!
//! Keys (characters, pairs of initials, syllables) are many and features few. The frequent keys get a bitmap of their own, which is exact;
//! the rare ones share the rest, spread so that the shared ones fill evenly. A set bit therefore says *perhaps*, a clear bit says *no*.

/// Records in a block: the bits of a word.
pub const LANES: usize = 64;

/// Bitmaps over the records for one sort of key.
#[derive(Debug, Default)]
pub struct Slices {
    feature_of: Vec<u16>,
    blocks: usize,
    bits: Vec<u64>,
    /// The block that is being filled, one word for each feature.
    filling: Vec<u64>,
}

impl Slices {
    /// Empty bitmaps. `counts` says how frequent each key is, or roughly.
    pub fn new(counts: &[u32], features: usize, records: usize) -> Self {
        let features = features.min(counts.len());
        Self::of(assign(counts, features), features, records)
    }

    /// Empty bitmaps for keys in rows of `row`, such that a whole row is told exactly: no two rows share a feature, but for rows that
    /// are rare.
    pub fn by_rows(counts: &[u32], row: usize, features: usize, records: usize) -> Self {
        Self::of(assign_by_rows(counts, row, features), features, records)
    }

    fn of(feature_of: Vec<u16>, features: usize, records: usize) -> Self {
        let blocks = records.div_ceil(LANES);
        Self {
            feature_of,
            blocks,
            bits: vec![0; blocks * features],
            filling: vec![0; features],
        }
    }

    /// Notes that the record in that lane of the block being filled contains the key.
    pub fn set(&mut self, key: usize, lane: usize) {
        self.filling[usize::from(self.feature_of[key])] |= 1 << lane;
    }

    /// Puts the block that was filled in its place.
    pub fn close(&mut self, block: usize) {
        for (feature, word) in self.filling.iter_mut().enumerate() {
            self.bits[feature * self.blocks + block] = *word;
            *word = 0;
        }
    }

    /// The bitmap that has the key's records, and those of the keys that it shares it with.
    pub fn column(&self, key: usize) -> &[u64] {
        let feature = self.feature_of.get(key).map_or(0, |&feature| usize::from(feature));
        self.bits
            .get(feature * self.blocks..(feature + 1) * self.blocks)
            .unwrap_or_default()
    }

    /// The bitmaps that the keys have, each once.
    pub fn columns(&self, keys: std::ops::Range<usize>) -> Vec<&[u64]> {
        let mut features: Vec<u16> = self.feature_of.get(keys).unwrap_or_default().to_vec();
        features.sort_unstable();
        features.dedup();
        let column = |&feature: &u16| {
            let start = usize::from(feature) * self.blocks;
            &self.bits[start..start + self.blocks]
        };
        features.iter().map(column).collect()
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        self.bits.len() * 8 + self.feature_of.len() * 2
    }
}

/// Gives each key a feature.
fn assign(counts: &[u32], features: usize) -> Vec<u16> {
    let mut order: Vec<u32> = (0..counts.len() as u32).collect();
    order.sort_by_key(|&key| std::cmp::Reverse(counts[key as usize]));
    let own = if counts.len() <= features {
        features
    } else {
        features * 2 / 3
    };
    let shared = (features - own).max(1);
    let mut feature_of = vec![0; counts.len()];
    for (rank, &key) in order.iter().enumerate() {
        let feature = if rank < own {
            rank
        } else {
            // There and back again, so that each shared feature gets as much of the frequent end as the others.
            let (round, at) = ((rank - own) / shared, (rank - own) % shared);
            own + if round % 2 == 0 { at } else { shared - 1 - at }
        };
        feature_of[key as usize] = feature.min(features.saturating_sub(1)) as u16;
    }
    feature_of
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
        order.sort_by_key(|&key| std::cmp::Reverse(counts[key]));
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
