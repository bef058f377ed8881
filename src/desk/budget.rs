//! How much memory the jump palette may take: of how many records it knows how much text.

use std::collections::HashMap;

use super::view::JumpRecord;
use crate::model::NoticeId;

/// Memory that records and index may take together, in bytes, unless something else is said.
pub const BUDGET: usize = 512 << 20;
/// What a character of a text takes: about three bytes in the record, two in the index and one in its tables.
const CHARACTER: usize = 6;
/// What a record takes beside its text: itself, its place, its rows in the tables.
const RECORD: usize = 220;
/// Texts are not cut shorter than this; rather the oldest notices are left out.
const SHORTEST: usize = 32;

/// What did not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Longer texts are known only so far, in characters; `None` where all are known whole.
    pub beyond: Option<usize>,
    /// So many notices, the oldest, are not known at all.
    pub notices: usize,
}

impl LeftOut {
    /// Whether all fitted.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

/// Makes records fit: first the longest texts are cut, then the oldest notices go. Newer notices come first in the records.
pub fn fit(records: &mut Vec<JumpRecord>, budget: usize) -> LeftOut {
    let mut lengths: Vec<usize> = records.iter().map(|record| record.text.chars().count()).collect();
    let whole: usize = lengths.iter().map(|&length| cost(length)).sum();
    if whole <= budget {
        return LeftOut::default();
    }
    let mut left = LeftOut::default();
    if records.len().saturating_mul(cost(SHORTEST)) > budget {
        left.notices = drop_oldest(records, budget);
        lengths = records.iter().map(|record| record.text.chars().count()).collect();
    }
    let most = longest(&mut lengths, budget);
    for record in records {
        if let Some((end, _)) = record.text.char_indices().nth(most) {
            record.text.truncate(end);
            record.text.shrink_to_fit();
            left.beyond = Some(most);
        }
    }
    left
}

fn cost(length: usize) -> usize {
    RECORD + length * CHARACTER
}

/// To how many characters the longest texts are cut so that all fit; not below [`SHORTEST`].
fn longest(lengths: &mut [usize], budget: usize) -> usize {
    lengths.sort_unstable();
    let mut room = budget.saturating_sub(lengths.len() * RECORD) / CHARACTER;
    for (at, &length) in lengths.iter().enumerate() {
        // All that are left may have as much as each other.
        let share = room / (lengths.len() - at);
        if length > share {
            return share.max(SHORTEST);
        }
        room -= length;
    }
    usize::MAX
}

/// Leaves out notices from the oldest on until short texts fit; how many.
fn drop_oldest(records: &mut Vec<JumpRecord>, budget: usize) -> usize {
    let mut order: Vec<NoticeId> = Vec::new();
    let mut counts: HashMap<NoticeId, usize> = HashMap::new();
    for record in records.iter() {
        let count = counts.entry(record.notice).or_default();
        if *count == 0 {
            order.push(record.notice);
        }
        *count += 1;
    }
    let mut taken = 0;
    let kept = order.iter().take_while(|&notice| {
        taken += counts[notice] * cost(SHORTEST);
        taken <= budget
    });
    let kept = kept.count();
    for notice in &order[kept..] {
        counts.remove(notice);
    }
    records.retain(|record| counts.contains_key(&record.notice));
    order.len() - kept
}

#[cfg(test)]
mod tests {
    use super::super::view::Scope;
    use super::*;
    use crate::model::Target;

    fn records(lengths: &[(i64, usize)]) -> Vec<JumpRecord> {
        let record = |&(notice, length): &(i64, usize)| JumpRecord {
            scope: Scope::Measure,
            target: Target::Notice(NoticeId(notice)),
            notice: NoticeId(notice),
            place: String::new(),
            text: "改".repeat(length),
            verdict: None,
        };
        lengths.iter().map(record).collect()
    }

    fn taken(records: &[JumpRecord]) -> usize {
        records.iter().map(|record| cost(record.text.chars().count())).sum()
    }

    #[test]
    fn what_fits_is_left_as_it_is() {
        let mut few = records(&[(1, 40), (2, 5_000)]);
        let before = few.clone();
        assert!(fit(&mut few, 1 << 20).is_nothing());
        assert_eq!(few, before);
    }

    #[test]
    fn the_longest_texts_are_cut_first() {
        let mut some = records(&[(1, 40), (2, 5_000), (3, 60), (4, 900)]);
        let left = fit(&mut some, 4 * RECORD + 1_000 * CHARACTER);
        assert_eq!(
            left,
            LeftOut {
                beyond: Some(450),
                notices: 0
            }
        );
        let lengths: Vec<usize> = some.iter().map(|record| record.text.chars().count()).collect();
        assert_eq!(lengths, [40, 450, 60, 450]);
        assert!(taken(&some) <= 4 * RECORD + 1_000 * CHARACTER);
    }

    #[test]
    fn then_the_oldest_notices_go() {
        let mut many: Vec<(i64, usize)> = (0..100).map(|at| (at / 10, 200)).collect();
        many.extend((0..100).map(|at| (at / 10, 20)));
        let mut many = records(&many);
        let budget = 100 * cost(SHORTEST);
        let left = fit(&mut many, budget);
        assert_eq!(left.notices, 5);
        assert!(many.iter().all(|record| record.notice.0 < 5));
        assert_eq!(many.len(), 100);
        assert!(taken(&many) <= budget);
    }
}
