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
        let blocks = records.div_ceil(LANES);
        Self {
            feature_of: assign(counts, features),
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
