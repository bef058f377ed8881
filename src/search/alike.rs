//! Records that say nearly the same as a text: those that share most pairs of neighbouring characters with it.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::Hit;
use super::grid::LANES;
use super::index::Index;
use super::line::Line;
use super::symbols::{Symbol, fold_char};

/// Of a hundred points: what shares less has nothing to do with the text.
const LEAST: i64 = 25;
/// Pairs are looked up in a table of so many bits before they are compared.
const BITS: usize = 1 << 14;

type Pair = (Symbol, Symbol);

/// The pairs of a text.
struct Pairs {
    pairs: HashSet<Pair>,
    /// Which places of the table have a pair; most pairs of other texts have none there.
    table: Vec<u64>,
}

impl Pairs {
    fn has(&self, pair: Pair) -> bool {
        let at = place(pair);
        self.table[at / 64] >> (at % 64) & 1 != 0 && self.pairs.contains(&pair)
    }
}

fn place((first, second): Pair) -> usize {
    (usize::from(first).wrapping_mul(31) ^ usize::from(second).wrapping_mul(977)) % BITS
}

impl Index {
    /// The records of a list that say nearly the same as a text, nearest first: of a hundred points (the score) each gets the share of
    /// pairs of neighbouring characters that it has in common with the text (Dice's coefficient). What they share is marked.
    pub fn alike(&self, text: &str, scope: u8, limit: usize, stop: &dyn Fn() -> bool) -> Option<Vec<Hit>> {
        // What occurs in no record cannot be shared, but counts.
        let symbols = text.chars().map(|c| self.symbols.get(fold_char(c)));
        let symbols: Vec<Option<Symbol>> = symbols
            .filter(|symbol| symbol.is_none_or(|symbol| !self.symbols.is_punctuation(symbol)))
            .collect();
        let pairs: HashSet<Pair> = symbols
            .windows(2)
            .filter_map(|pair| Some((pair[0]?, pair[1]?)))
            .collect();
        let mut table = vec![0_u64; BITS / 64];
        for pair in &pairs {
            table[place(*pair) / 64] |= 1 << (place(*pair) % 64);
        }
        let wanted = Pairs { pairs, table };
        let mut near: Vec<(i64, Reverse<usize>)> = Vec::new();
        let mut seen = HashSet::new();
        for block in 0..self.len().div_ceil(LANES) {
            if block % LANES == 0 && stop() {
                return None;
            }
            let lines = self.block(block);
            for record in block * LANES..self.len().min((block + 1) * LANES) {
                let length = self.length(record);
                // So many pairs at most are shared: what is far longer or shorter need not be looked at.
                let most = 200 * length.min(symbols.len()) / (length + symbols.len()).max(1);
                if self.scope(record) != scope || (most as i64) < LEAST {
                    continue;
                }
                seen.clear();
                let mut all = 0;
                each_pair(lines.line(record % LANES, self), |_, _, pair| {
                    all += 1;
                    if wanted.has(pair) {
                        seen.insert(pair);
                    }
                });
                let score = 200 * seen.len() as i64 / (all + symbols.len().saturating_sub(1) as i64).max(1);
                if score >= LEAST {
                    near.push((score, Reverse(record)));
                }
            }
        }
        near.sort_unstable_by(|a, b| b.cmp(a));
        near.truncate(limit);
        let hit = |(score, Reverse(entry))| {
            let mut matched = Vec::new();
            each_pair(self.line(entry), |first, second, pair| {
                if wanted.pairs.contains(&pair) {
                    matched.extend([first, second]);
                }
            });
            matched.dedup();
            Hit {
                entry,
                score,
                matched,
                matched_place: Vec::new(),
            }
        };
        Some(near.into_iter().map(hit).collect())
    }
}

/// The pairs of a record with the positions of their characters; punctuation is stepped over.
fn each_pair(line: Line<'_>, mut each: impl FnMut(u32, u32, Pair)) {
    let mut before: Option<(u32, Symbol)> = None;
    for (at, &symbol) in (0..).zip(line.line) {
        if line.symbols.is_punctuation(symbol) {
            continue;
        }
        if let Some((position, first)) = before {
            each(position, at, (first, symbol));
        }
        before = Some((at, symbol));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Entry;
    use super::*;

    #[test]
    fn what_says_nearly_the_same_is_found_nearest_first() {
        let texts = [
            "制定采购管理办法，规范招标流程",
            "港口码头开展安全检查",
            "制定《采购管理办法》，规范招标的流程",
            "制定招标管理办法",
        ];
        let entry = |(text, scope): (&'static str, u8)| Entry {
            text,
            scope,
            ..Entry::default()
        };
        let index = Index::build(texts.into_iter().zip([1, 1, 1, 2]).map(entry));
        let hits = index.alike(texts[0], 1, 9, &|| false).unwrap();
        assert_eq!(hits.iter().map(|hit| hit.entry).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(hits[0].score, 100);
        assert!(hits[1].score > 80 && hits[1].matched.contains(&3) && !hits[1].matched.contains(&2));
        assert_eq!(index.alike("", 1, 9, &|| false).unwrap(), []);
        assert_eq!(index.alike(texts[0], 1, 9, &|| true), None);
    }
}
