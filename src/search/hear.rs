//! Where a word that is heard, letters read as pinyin, stands in a record.

use super::line::{Bar, Line, TRIES, find};
use super::rank;
use super::run::Run;
use super::word::Part;

impl Line<'_> {
    /// A run, where it is best of the first few places.
    pub fn heard(self, run: &Run, bar: Bar, at: &mut Vec<u32>) -> Option<i32> {
        if bar.is_beyond_reach() {
            let end = if bar.counts { run.find(self.line, 0) } else { None }?;
            at.clear();
            at.push(end as u32);
            return Some(rank::INSIDE);
        }
        let mut best: Option<(i32, usize, usize)> = None;
        // A boundary is the best place; elsewhere the first few are looked at.
        let mut tries = 0;
        let inside = bar.admits(rank::INSIDE);
        for start in run.starts(self.line, 0) {
            let boundary = self.is_boundary(start);
            let better = || best.is_none_or(|(best, ..)| best > rank::INSIDE);
            if !boundary && (!inside || tries == TRIES || !better()) {
                continue;
            }
            let mut ends = run.ends(self.line, start);
            let Some(end) = ends.next() else {
                continue;
            };
            // `zh` is one character or two, and who types it means two where there are two.
            for end in [ends.last().unwrap_or(end), end] {
                let loss = self.loss_between(start, end);
                if best.is_none_or(|(best, ..)| loss < best) {
                    best = Some((loss, start, end));
                }
            }
            if best.is_some_and(|(best, ..)| best == 0) {
                break;
            }
            tries += usize::from(!boundary);
        }
        let (loss, start, end) = best?;
        self.fill(start, end, at);
        Some(loss)
    }

    /// What a run loses.
    fn loss_between(self, start: usize, end: usize) -> i32 {
        let mut loss = if self.is_boundary(start) { 0 } else { rank::INSIDE };
        let mut skipped = 0;
        for &symbol in &self.line[start..=end] {
            if self.symbols.is_punctuation(symbol) {
                skipped += 1;
            } else if skipped > 0 {
                loss += rank::gap(skipped);
                skipped = 0;
            }
        }
        loss
    }

    /// Pieces in order, with anything between them.
    pub fn apart(self, parts: &[Part], bar: Bar, at: &mut Vec<u32>, spare: &mut Vec<u32>) -> Option<i32> {
        let mut best: Option<i32> = None;
        let mut first = 0;
        for _ in 0..TRIES {
            spare.clear();
            let mut from = first;
            for part in parts {
                let place = match part {
                    Part::Character(symbol) => find(self.line, from, *symbol).map(|at| (at, at)),
                    Part::Run(run) => run.find(self.line, from).and_then(|end| {
                        let start = if bar.is_beyond_reach() {
                            Some(end)
                        } else {
                            run.start(self.line, from, end)
                        };
                        Some((start?, end))
                    }),
                };
                let Some((start, end)) = place else {
                    return best;
                };
                let counts = |at: &usize| !self.symbols.is_punctuation(self.line[*at]);
                spare.extend((start..=end).filter(counts).map(|at| at as u32));
                from = end + 1;
            }
            let loss = self.loss(spare);
            if best.is_none_or(|best| loss < best) {
                best = Some(loss);
                at.clone_from(spare);
            }
            if bar.most < rank::gap(1) {
                break;
            }
            first = spare[0] as usize + 1;
        }
        best
    }
}
