//! The claim gap, and its words.

use std::collections::HashMap;

use super::view::OutlineRow;
use super::{Desk, DeskError};
use crate::model::{FindingId, Gap, Lang, NoticeId};
use crate::review::gap;
use crate::store::StoreError;

impl Desk {
    /// The claim gap of one notice or of every one, for the reviewer at the desk.
    pub fn gaps(&self, notice: Option<NoticeId>) -> Result<HashMap<NoticeId, Gap>, DeskError> {
        self.read_gaps(notice).map_err(|e| self.fail(&e))
    }

    pub(super) fn read_gaps(&self, notice: Option<NoticeId>) -> Result<HashMap<NoticeId, Gap>, StoreError> {
        let mut gaps: HashMap<NoticeId, Gap> = HashMap::new();
        for (notice, claimed) in self.store.headline_claims(notice)? {
            gaps.entry(notice).or_default().claimed = claimed;
        }
        for line in self.store.progress_counts(notice, &self.options.reviewer)? {
            let one = gap([(line.progress, line.verdict)]);
            let times = |count: u32| count * line.count;
            let gap = gaps.entry(line.notice).or_default();
            *gap = gap.and(Gap {
                claimed: None,
                measures: times(one.measures),
                worded_done: times(one.worded_done),
                verified: times(one.verified),
                unreviewed: times(one.unreviewed),
            });
        }
        Ok(gaps)
    }
}

/// The claim gap of what a tree shows: of the whole notice, or of one finding.
pub fn gap_of(rows: &[OutlineRow], finding: Option<FindingId>, claimed: Option<(i64, i64)>) -> Gap {
    let measures = rows.iter().filter_map(|row| match row {
        OutlineRow::Measure(row) if finding.is_none_or(|id| row.finding == id) => {
            Some((row.progress, row.verdict.filter(|_| !row.changed)))
        }
        _ => None,
    });
    Gap {
        claimed,
        ..gap(measures)
    }
}

/// `自报完成 63/140 · 文面完成 21/32 · 已核实 4（13%–88%）`: the parts, so that a narrow line can do with the first ones.
pub fn gap_words(gap: &Gap, lang: Lang) -> Vec<String> {
    let mut words = Vec::new();
    if let Some((done, total)) = gap.claimed {
        words.push(lang.pick(
            format!("自报完成 {done}/{total}"),
            format!("claimed done {done}/{total}"),
        ));
    }
    let Gap {
        measures,
        worded_done,
        verified,
        ..
    } = gap;
    words.push(lang.pick(
        format!("文面完成 {worded_done}/{measures}"),
        format!("worded done {worded_done}/{measures}"),
    ));
    let interval = match gap.interval() {
        Some((low, high)) if gap.unreviewed > 0 => {
            let (low, high) = (percent(low), percent(high));
            lang.pick(format!("（{low}%–{high}%）"), format!(" ({low}%–{high}%)"))
        }
        Some((share, _)) => lang.pick(format!("（{}%）", percent(share)), format!(" ({}%)", percent(share))),
        None => String::new(),
    };
    words.push(lang.pick(
        format!("已核实 {verified}{interval}"),
        format!("verified {verified}{interval}"),
    ));
    words
}

/// A share in whole percent; something is never nothing, nor less than all everything.
fn percent(share: f64) -> u32 {
    let whole = (share * 100.0).round() as u32;
    match whole {
        0 if share > 0.0 => 1,
        100 if share < 1.0 => 99,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gap_in_words() {
        let gap = Gap {
            claimed: Some((63, 140)),
            measures: 32,
            worded_done: 21,
            verified: 4,
            unreviewed: 24,
        };
        assert_eq!(
            gap_words(&gap, Lang::Zh).join(" · "),
            "自报完成 63/140 · 文面完成 21/32 · 已核实 4（13%–88%）"
        );
        let reviewed = Gap {
            claimed: None,
            unreviewed: 0,
            ..gap
        };
        assert_eq!(
            gap_words(&reviewed, Lang::En).join(" · "),
            "worded done 21/32 · verified 4 (13%)"
        );
        assert_eq!(gap_words(&Gap::default(), Lang::Zh), ["文面完成 0/0", "已核实 0"]);
    }

    #[test]
    fn a_share_is_not_rounded_to_nothing_or_all() {
        assert_eq!(
            [percent(0.001), percent(0.999), percent(0.0), percent(1.0)],
            [1, 99, 0, 100]
        );
    }
}
