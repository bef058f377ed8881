//! One part of a pass: block by block what may match, record by record whether it does and what it is worth, and the best of them.

use std::cmp::Reverse;
use std::ops::Range;

use super::filter::May;
use super::grid::LANES;
use super::index::Block;
use super::line::Bar;
use super::plan::{Plan, REFINED};
use super::rank::{self, Aligner};
use super::symbols::Symbol;
use super::word::{Scratch, Ways, Word};
use super::{COUNTED, Found};

/// So many records are looked at only to count them.
const LOOKS: usize = 1_024;
/// Above what is kept, so many are collected before the worst are dropped.
const SPARE: usize = 32;
/// `stop` is asked after so many blocks, or hits.
const ASK_EVERY: usize = 16;

/// A match, while the search goes on: best is greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// What it is worth, before it is aligned anew.
    pub score: i64,
    /// Belongs to the group in front.
    pub near: bool,
    /// Earlier records come first.
    pub record: Reverse<u32>,
}

/// What was found in a part of the records.
pub struct Part<'p> {
    plan: &'p Plan<'p>,
    /// Of each wanted word, what its filter says of the block in hand.
    masks: Vec<May>,
    /// The ranges of near records before this one are passed.
    near: usize,
    best: Vec<Candidate>,
    /// Once enough are kept: no worse one is.
    bar: Option<Candidate>,
    total: usize,
    /// How many records were looked at only to count them.
    looks: usize,
    more: bool,
    left: Vec<u64>,
    scratch: Scratch,
    /// Where the word before was found.
    before: Vec<u32>,
}

impl<'p> Part<'p> {
    /// Looks through blocks; `None` where it was stopped.
    pub fn over(plan: &'p Plan<'p>, blocks: Range<usize>, stop: &dyn Fn() -> bool) -> Option<Self> {
        let mut part = Self {
            plan,
            masks: vec![May::default(); plan.wanted.len()],
            near: 0,
            best: Vec::new(),
            bar: plan.above.map(|score| Candidate {
                score,
                near: true,
                record: Reverse(0),
            }),
            total: 0,
            looks: 0,
            more: false,
            left: Vec::with_capacity(blocks.len()),
            scratch: Scratch::default(),
            before: Vec::new(),
        };
        if stop() {
            return None;
        }
        for (n, block) in blocks.enumerate() {
            if n % ASK_EVERY == ASK_EVERY - 1 && stop() {
                return None;
            }
            let left = part.block(block);
            part.left.push(left);
        }
        part.cut();
        Some(part)
    }

    /// Looks through a block; the records that may match.
    fn block(&mut self, block: usize) -> u64 {
        let plan = self.plan;
        let first = block * LANES;
        let records = (plan.index.len() - first).min(LANES);
        let mut mask = if records == LANES { !0 } else { (1 << records) - 1 };
        if let Some(left) = plan.left {
            mask &= left[block];
        }
        for (wanted, masks) in plan.wanted.iter().zip(&mut self.masks) {
            if mask == 0 {
                return 0;
            }
            *masks = wanted.filter.block(block);
            let mut may = masks.written | masks.heard;
            if wanted.places.is_some() {
                for lane in lanes(mask & !may) {
                    may |= u64::from(wanted.stands_in_place_of(first + lane, plan.index)) << lane;
                }
            }
            mask &= may;
        }
        if let Some(scope) = plan.look.scope {
            for lane in lanes(mask) {
                mask &= !(u64::from(plan.index.scope(first + lane) != scope) << lane);
            }
        }
        if mask == 0 {
            return 0;
        }
        let reach = if self.counts() {
            mask
        } else {
            self.within_reach(block, mask)
        };
        self.more |= reach != mask;
        if reach == 0 {
            return mask;
        }
        let lines = plan.index.block(block);
        for lane in lanes(reach) {
            if !self.record(first + lane, lane, &lines) {
                mask &= !(1 << lane);
            }
        }
        mask
    }

    /// Whether a quick look at a record tells that it does not match.
    fn is_absent(&self, text: &[Symbol], record: usize, lane: usize) -> bool {
        self.plan.wanted.iter().zip(&self.masks).any(|(wanted, masks)| {
            let length = self.plan.index.length(record);
            wanted.word.is_absent(text, length, masks.ways(lane)) && !wanted.stands_in_place_of(record, self.plan.index)
        })
    }

    /// Whether matches are counted that cannot come among the best.
    fn counts(&self) -> bool {
        self.plan.above.is_none() && self.total < COUNTED && self.looks < LOOKS
    }

    /// The records of a block that may still come among the best, by what is known of all of them.
    fn within_reach(&self, block: usize, mut mask: u64) -> u64 {
        let records = block * LANES..(block + 1) * LANES;
        let mut rest = self.plan.near[self.near.min(self.plan.near.len())..].iter();
        let near = rest.any(|near| near.start < records.end && near.end > records.start);
        let bonus = if self.plan.wanted.is_empty() {
            0
        } else {
            self.plan.index.best_bonus(block)
        };
        let slack = self.slack(bonus, near);
        let block = mask;
        let least = |may: &May| i64::from(may.least(block));
        let all: i64 = self.masks.iter().map(least).sum();
        if slack < all {
            return 0;
        }
        for may in &self.masks {
            let mine = slack - (all - least(may));
            if mine < i64::from(rank::HEARD + rank::INSIDE) {
                mask &= may.written | may.starts;
            }
            if mine < i64::from(rank::INSIDE) {
                mask &= may.written_starts | may.starts;
            }
            if mine < i64::from(rank::HEARD) {
                mask &= may.written_starts;
            }
        }
        mask
    }

    /// Looks at a record; whether it matches, as far as that was found out.
    fn record(&mut self, record: usize, lane: usize, lines: &Block) -> bool {
        let plan = self.plan;
        let near = self.is_near(record);
        let mut score = plan.bonus(record);
        let least: i64 = self.masks.iter().map(|may| i64::from(may.ways(lane).least())).sum();
        let mut slack = self.slack(score, near) - least;
        let counts = self.counts();
        if slack < 0 {
            if !counts {
                self.more = true;
                return true;
            }
            self.looks += 1;
        }
        let line = lines.line(lane, plan.index);
        if self.is_absent(lines.from(lane, plan.index), record, lane) {
            return false;
        }
        self.before.clear();
        for (wanted, masks) in plan.wanted.iter().zip(&self.masks) {
            let ways = masks.ways(lane);
            // What every match of the word loses is in the slack already.
            let most = slack.saturating_add(i64::from(ways.least()));
            let bar = Bar {
                most: if slack < 0 {
                    -1
                } else {
                    most.min(i64::from(i32::MAX)) as i32
                },
                counts,
            };
            let aligned = wanted.word.align(line, ways, bar, &mut self.scratch);
            let worth = aligned.map(|aligned| rank::word(aligned.cost()));
            let worth =
                if worth.is_none_or(|worth| worth < rank::IN_PLACE) && wanted.stands_in_place_of(record, plan.index) {
                    self.before.clear();
                    rank::IN_PLACE
                } else if let Some(worth) = worth {
                    let worth = worth + rank::together(&self.before, &self.scratch.at);
                    std::mem::swap(&mut self.before, &mut self.scratch.at);
                    worth
                } else {
                    // Where it need not be counted nobody looked whether it is there.
                    self.more |= !counts;
                    return !counts;
                };
            score += worth;
            slack -= rank::WORD - worth - i64::from(ways.least());
            if slack < 0 && !counts {
                self.more = true;
                return true;
            }
        }
        let mut is_there = |word: &Word| word.align(line, Ways::ALL, Bar::EXISTENCE, &mut self.scratch).is_some();
        if plan.refused.iter().any(&mut is_there) {
            return false;
        }
        self.total += 1;
        if slack >= 0 {
            self.keep(Candidate {
                score,
                near,
                record: Reverse(record as u32),
            });
        }
        true
    }

    /// Whether a record, later than all that were asked for before, belongs to the group in front.
    fn is_near(&mut self, record: usize) -> bool {
        let ranges = &self.plan.near;
        while ranges.get(self.near).is_some_and(|range| range.end <= record) {
            self.near += 1;
        }
        ranges.get(self.near).is_some_and(|range| range.contains(&record))
    }

    /// How much a record with that bonus may lose and still be among the best.
    fn slack(&self, bonus: i64, near: bool) -> i64 {
        let words = self.plan.wanted.len() as i64;
        let most = bonus + words * rank::WORD + (words - 1).max(0) * rank::TOGETHER;
        // Later records lose ties, except those near against those that are not.
        let bar = |bar: Candidate| most - bar.score - i64::from(near <= bar.near);
        self.bar.map_or(i64::MAX / 2, bar)
    }

    fn keep(&mut self, candidate: Candidate) {
        if self.plan.kept == 0 || self.bar.is_some_and(|bar| candidate < bar) {
            return;
        }
        self.best.push(candidate);
        if self.best.len() >= self.plan.kept.saturating_add(SPARE) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let kept = self.plan.kept;
        if self.best.len() > kept {
            let (_, bar, _) = self.best.select_nth_unstable_by(kept - 1, |a, b| b.cmp(a));
            self.bar = Some(*bar);
            self.best.truncate(kept);
        }
    }

    /// Takes what was found in the next part.
    pub fn join(&mut self, next: Self) {
        self.best.extend(next.best);
        self.total += next.total;
        self.more |= next.more;
        self.left.extend(next.left);
        self.cut();
    }

    /// The hits, and the records that may match. `None` where it was stopped.
    pub fn finish(self, stop: &dyn Fn() -> bool) -> Option<(Found, Vec<u64>)> {
        let mut best = self.best;
        best.sort_unstable_by(|a, b| b.cmp(a));
        let mut aligner = Aligner::new();
        let mut hits = Vec::with_capacity(best.len());
        for (at, candidate) in best.into_iter().enumerate() {
            if at % ASK_EVERY == 0 && stop() {
                return None;
            }
            let hit = self.plan.hit(candidate, (at < REFINED).then_some(&mut aligner));
            hits.push((candidate.near, hit));
        }
        hits.sort_by_key(|(near, hit)| (Reverse(hit.score), Reverse(*near), hit.entry));
        hits.truncate(self.plan.look.limit);
        let found = Found {
            hits: hits.into_iter().map(|(_, hit)| hit).collect(),
            total: self.total,
            more: self.more,
            forgiven: None,
        };
        Some((found, self.left))
    }
}

/// The lanes of a mask, ascending.
fn lanes(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = (mask != 0).then(|| mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        lane
    })
}
