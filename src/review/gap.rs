//! The claim gap of measures with their verdicts.

use crate::model::{Gap, Progress, Verdict};

/// The gap of measures, each with what its wording says and the reviewer's verdict. Excluded measures are left out.
pub fn gap(measures: impl IntoIterator<Item = (Progress, Option<Verdict>)>) -> Gap {
    let mut gap = Gap::default();
    for (progress, verdict) in measures {
        if verdict == Some(Verdict::Excluded) {
            continue;
        }
        gap.measures += 1;
        gap.worded_done += u32::from(progress == Progress::Done);
        gap.verified += u32::from(verdict == Some(Verdict::Verified));
        gap.unreviewed += u32::from(verdict.is_none());
    }
    gap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unreviewed_leave_an_interval() {
        use Progress::{Done, Planned};
        let measures = [
            (Done, Some(Verdict::Verified)),
            (Done, Some(Verdict::Contradicted)),
            (Done, None),
            (Planned, None),
            (Done, Some(Verdict::Excluded)),
        ];
        let gap = gap(measures);
        assert_eq!(
            (gap.measures, gap.worded_done, gap.verified, gap.unreviewed),
            (4, 3, 1, 2)
        );
        assert_eq!(gap.interval(), Some((0.25, 0.75)));
    }

    #[test]
    fn nothing_has_no_share_and_two_notices_add_up() {
        assert_eq!(gap([]).interval(), None);
        assert_eq!(gap([(Progress::Done, Some(Verdict::Excluded))]).interval(), None);
        let one = Gap {
            claimed: Some((63, 140)),
            ..gap([(Progress::Done, Some(Verdict::Verified))])
        };
        let two = gap([(Progress::Planned, None)]);
        let both = one.and(two).and(one);
        assert_eq!((both.claimed, both.measures), (Some((126, 280)), 3));
        assert_eq!((both.worded_done, both.verified, both.unreviewed), (2, 2, 1));
    }
}
