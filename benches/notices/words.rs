//! Numbers from a seed, and words from the table.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A generator of its own (xorshift64*), so that what a seed gives never changes with a crate.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Seeds that follow each other give unlike numbers (the mixing step of splitmix64).
    pub fn new(seed: u64) -> Self {
        let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self((z ^ (z >> 31)) | 1)
    }

    /// A number below `below`.
    pub fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below
    }

    /// A number of the range, both ends included.
    pub fn within(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    /// True once in so many times.
    pub fn once_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

static TABLE: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut table: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in include_str!("words.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (kind, words) = line.split_once('\t').unwrap_or((line, ""));
        table.entry(kind).or_default().extend(words.split_whitespace());
    }
    table
});

/// The year in which a notice speaks, and what its templates are filled with.
#[derive(Debug, Clone, Copy)]
pub struct Year(pub usize);

impl Year {
    /// A choice of that kind, its slots filled.
    pub fn say(self, random: &mut Random, kind: &str) -> String {
        let template = *random.pick(TABLE.get(kind).map_or(&[""][..], Vec::as_slice));
        self.fill(random, template)
    }

    fn fill(self, random: &mut Random, template: &str) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, slot)) = rest.split_once('{') {
            let (slot, after) = slot.split_once('}').unwrap_or((slot, ""));
            out.push_str(before);
            match slot {
                "n" => out.push_str(&random.within(2, 29).to_string()),
                "m" => out.push_str(&random.within(30, 980).to_string()),
                "p" => out.push_str(&format!("{}.{}%", random.within(11, 98), random.below(10))),
                "w" => out.push_str(&format!("{}.{}万元", random.within(1, 480), random.below(100))),
                "d" => out.push_str(&format!(
                    "{}年{}月{}日",
                    self.0,
                    random.within(1, 12),
                    random.within(1, 28)
                )),
                "o" => out.push_str(&format!("{}年{}月", self.0 + 1, random.within(1, 12))),
                kind => out.push_str(&self.say(random, kind)),
            }
            rest = after;
        }
        out + rest
    }
}
