//! The claim gap: what is claimed, what the wording says, what was verified.

use serde::Serialize;

/// How far claims, wording and verdicts lie apart, of one finding, notice or organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Gap {
    /// The headline claim: done of total. A finding has none; what is printed for it is its state.
    pub claimed: Option<(i64, i64)>,
    /// Measures that count: all but those the reviewer excluded.
    pub measures: u32,
    /// Of these, worded as done.
    pub worded_done: u32,
    /// Of these, verified by the reviewer.
    pub verified: u32,
    /// Of these, without a verdict of the reviewer.
    pub unreviewed: u32,
}

impl Gap {
    /// Between which shares the verified part will lie when the rest is reviewed, each from 0 to 1: verified/n and
    /// (verified + unreviewed)/n. `None` where nothing counts.
    pub fn interval(&self) -> Option<(f64, f64)> {
        let share = |part: u32| f64::from(part) / f64::from(self.measures);
        (self.measures > 0).then(|| (share(self.verified), share(self.verified + self.unreviewed)))
    }

    /// Two gaps together, as of two notices of one organisation.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let claimed = match (self.claimed, other.claimed) {
            (Some(one), Some(two)) => Some((one.0.saturating_add(two.0), one.1.saturating_add(two.1))),
            (one, two) => one.or(two),
        };
        Self {
            claimed,
            measures: self.measures + other.measures,
            worded_done: self.worded_done + other.worded_done,
            verified: self.verified + other.verified,
            unreviewed: self.unreviewed + other.unreviewed,
        }
    }
}
