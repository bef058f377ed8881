//! Dates that lost their units, with the readings that hold: `202247日`, `20231月`, `2023年1231日`.
//!
//! Where the digits split in several ways, what stands around them decides: the feedback follows the inspection and comes before the
//! publication, a range runs forward, dates of one sentence go in order. What is left open is said to be open.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Confidence, Flag, Grounds, Severity};
use crate::text::date::{self, Anchor, Damaged, Fineness, Reading};

use super::super::fields::Layers;
use super::super::meta::{Dated, Found};
use super::{Seen, flag};

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let text = seen.page.folded();
    let limits = Limits::of(seen.found);
    let sound = sound(text, &seen.found.anchor());
    date::damaged(text)
        .into_iter()
        .map(|damage| {
            let judged = judge(text, &damage, &limits, &sound);
            let printed = seen.page.clean(damage.range.clone());
            let best = &judged.readings[0];
            let (zh, en) = if judged.confidence == Confidence::High {
                (
                    format!("日期缺字：{printed}，应为{best}"),
                    format!("damaged date {printed}: reads {best}"),
                )
            } else {
                let all = |joint: &str| judged.readings.join(joint);
                (
                    format!("日期缺字：{printed}，可能为{}", all("或")),
                    format!("damaged date {printed}: may be {}", all(" or ")),
                )
            };
            let severity = if judged.confidence == Confidence::High {
                Severity::Notice
            } else {
                Severity::Warning
            };
            let mut found = flag(
                "damage",
                "lost_characters",
                severity,
                seen.page.span(damage.range.clone()),
                zh,
                en,
            );
            found.proposal = Some(best.clone());
            found.grounds = Some(Grounds {
                confidence: judged.confidence,
                reason: judged.reason.0.to_owned(),
                reason_en: judged.reason.1.to_owned(),
                alternatives: judged.readings[1..].to_vec(),
            });
            found
        })
        .collect()
}

/// The days of the notice between which its other dates lie.
struct Limits {
    inspected: Option<Date>,
    published: Option<Date>,
}

impl Limits {
    fn of(found: &Found) -> Self {
        let last = |dated: &Option<Dated>| dated.as_ref().and_then(|(date, _)| date.last_day());
        Self {
            inspected: last(&found.end).or(last(&found.start)),
            published: last(&found.published),
        }
    }

    /// The last day on which the feedback may have been given.
    fn feedback_by(&self) -> Option<Date> {
        let usual = self
            .inspected
            .and_then(|day| day.checked_add(date::FEEDBACK_WITHIN_DAYS.days()).ok());
        match (usual, self.published) {
            (Some(usual), Some(published)) => Some(usual.min(published)),
            (usual, published) => usual.or(published),
        }
    }
}

/// The undamaged days and months of the text, with where they stand.
fn sound(text: &str, anchor: &Anchor) -> Vec<(Range<usize>, Date, Date)> {
    date::resolve_all(text, anchor)
        .into_iter()
        .filter_map(|(printed, when)| {
            let when = when.filter(|when| matches!(when.fineness, Fineness::Day | Fineness::Month))?;
            printed.names_year().then_some((printed.range, when.first, when.last))
        })
        .collect()
}

/// Why, in Chinese and English.
type Reason = (&'static str, &'static str);

struct Judged {
    /// Likeliest first; never empty.
    readings: Vec<String>,
    confidence: Confidence,
    reason: Reason,
}

/// Characters around a damaged date in which words say what it is the date of.
const AROUND: usize = 36;

fn judge(text: &str, damage: &Damaged, limits: &Limits, sound: &[(Range<usize>, Date, Date)]) -> Judged {
    let all = &damage.readings;
    let texts = |chosen: &[&Reading]| {
        let rest = all
            .iter()
            .filter(|reading| !chosen.iter().any(|one| one.text == reading.text));
        chosen
            .iter()
            .copied()
            .chain(rest)
            .map(|reading| reading.text.clone())
            .collect::<Vec<_>>()
    };
    if all.len() == 1 {
        return Judged {
            readings: texts(&[]),
            confidence: Confidence::High,
            reason: (
                "只有一种合法的切分",
                "the digits split into a valid date in one way only",
            ),
        };
    }
    let after: String = text[damage.range.end..].chars().take(AROUND).collect();
    let clause = after.split(['。', ';', '\n']).next().unwrap_or_default();
    let is_feedback = clause.contains("反馈");
    let promises = ["前完成", "底前", "前印发", "前建成"]
        .iter()
        .any(|word| clause.contains(word));
    let rules: [(bool, Option<Date>, Option<Date>, Reason); 3] = [
        (
            is_feedback && limits.inspected.is_some(),
            limits.inspected,
            limits.feedback_by(),
            (
                "反馈在巡察结束后数月之内、公布之前，只有这一读法相符",
                "the feedback follows the inspection within months and comes before the publication, as only this reading does",
            ),
        ),
        (
            !promises,
            neighbour(text, damage, sound),
            limits.published,
            (
                "与同句前后日期的次序及公布日期相符的只有这一读法",
                "only this reading keeps the order of the sentence's dates and of the publication",
            ),
        ),
        (
            all.iter().any(|reading| reading.text.contains('至')),
            None,
            limits.published,
            (
                "起止顺序及时长合理的只有这一读法",
                "only this reading runs forward and lasts as long as an inspection",
            ),
        ),
    ];
    for (applies, from, to, reason) in rules {
        if let Some(likely) = damage.likely(from, to).filter(|_| applies) {
            return Judged {
                readings: texts(&[likely]),
                confidence: Confidence::Medium,
                reason,
            };
        }
    }
    Judged {
        readings: texts(&[]),
        confidence: Confidence::Low,
        reason: (
            "有几种合法的切分，上下文不能判定",
            "the digits split in several ways, and nothing around them decides",
        ),
    }
}

/// The nearest sound date before the damaged one in its sentence.
fn neighbour(text: &str, damage: &Damaged, sound: &[(Range<usize>, Date, Date)]) -> Option<Date> {
    let next = sound.partition_point(|(range, ..)| range.end <= damage.range.start);
    let (range, first, _) = sound.get(next.checked_sub(1)?)?;
    let gap = &text[range.end..damage.range.start];
    (!gap.contains(['。', '\n'])).then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_damaged_date_decides() {
        let day = |y, m, d| Some(jiff::civil::date(y, m, d));
        let limits = Limits {
            inspected: day(2021, 9, 20),
            published: day(2022, 3, 1),
        };
        for (text, proposal, confidence) in [
            ("202135日,巡察组进驻", "2021年3月5日", Confidence::High),
            ("2021112日,巡察组反馈了意见", "2021年11月2日", Confidence::Medium),
            ("2021年10月8日部署、2021112日通报", "2021年11月2日", Confidence::Medium),
            ("2021112日召开会议", "2021年1月12日", Confidence::Low),
            (
                "2021111日至1220日,巡察组进驻",
                "2021年11月1日至12月20日",
                Confidence::Medium,
            ),
        ] {
            let found = date::damaged(text);
            let judged = judge(text, &found[0], &limits, &sound(text, &Anchor::default()));
            assert_eq!(
                (judged.readings[0].as_str(), judged.confidence),
                (proposal, confidence),
                "{text}"
            );
            assert_eq!(judged.readings.len(), found[0].readings.len(), "{text}");
        }
    }
}
