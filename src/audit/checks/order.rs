//! `order`: dates that stand on the wrong side. An act told as rectification that lies before the inspection or its feedback, and a
//! finished act dated after the notice was published.
//!
//! Only a printed year and month at the beginning of a clause that goes on to a finished act is such a date; 2021年以来, 对2020年的项目 and
//! 2019—2021年度 say what an act was about.

use std::sync::LazyLock;

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::audit::words::{self, Words};
use crate::model::{Measure, PartialDate, Progress, Severity, Span};
use crate::text::date::{self, Anchor, Bound, Fineness, When};

const ACTS: &str = include_str!("../tables/acts.tsv");

/// Characters between a date and its act.
const NEAR: usize = 24;

/// Characters within which the act opens the clause behind a date that stands alone; further on, the story of the problem is told (2019年5月,
/// 公司与某单位签订…).
const OPENING: usize = 6;

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let measures = case
        .measures()
        .filter(|(_, measure)| measure.progress != Progress::Planned);
    measures.flat_map(|(_, measure)| judge(case, measure)).collect()
}

fn judge(case: &Case, measure: &Measure) -> Vec<Hit> {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(ACTS));
    let range = case.range(measure.span);
    let text = case.words(range.clone());
    let quoted = words::quoted(text);
    let label = measure.label.as_deref().map_or(0, str::len);
    let mut hits = Vec::new();
    for printed in date::printed(text) {
        let place = printed.range.clone();
        let clause = words::clause_start(text, place.start);
        // The label's own words (一是) may stand before the date.
        let leads = text[clause..place.start].trim().len() <= if clause == 0 { label } else { 0 };
        let is_quoted = quoted.iter().any(|quote| words::overlaps(quote, &place));
        if !leads || is_quoted || !printed.names_year() || printed.bound != Bound::At || printed.end.is_some() {
            continue;
        }
        let Some(when) = printed.resolve(&Anchor::default()) else {
            continue;
        };
        // 2022年10月,完成清点: the date is a clause of its own, and the act opens the next one.
        let (from, room) = match text[place.end..].strip_prefix(',') {
            Some(_) => (place.end + 1, OPENING),
            None => (place.end, NEAR),
        };
        let rest = &text[from..];
        let clause_end = rest.find(words::ends_clause).unwrap_or(rest.len());
        let near: usize = rest.chars().take(room).map(char::len_utf8).sum();
        let rest = &rest[..clause_end.min(near)];
        let found = WORDS.unquoted(rest);
        let Some((key, act)) = found.first() else {
            continue;
        };
        if *key == "none" || !matches!(when.fineness, Fineness::Day | Fineness::Month) {
            continue;
        }
        let act = range.start + from + act.start..range.start + from + act.end;
        let date = range.start + place.start..range.start + place.end;
        let span = case.span(date.start..act.end);
        hits.extend(against(case, &when, *key == "done", span).map(|hit| hit.with(case, [date, act])));
    }
    hits
}

/// A hit at `span` where the time told there lies on the wrong side of the notice's own dates. Only an act that is said to be over is
/// wrong after publication: 2023年11月完成 can be a plan.
fn against(case: &Case, when: &When, is_over: bool, span: Span) -> Option<Hit> {
    let meta = &case.parsed().notice;
    let place = |field: &str| meta.spans.get(field).copied().unwrap_or_default();
    let start = meta.inspection_start.or(meta.inspection_end);
    let before = |first: Option<PartialDate>| first.filter(|date| date.first_day().is_some_and(|day| when.last < day));
    let (first, last) = (when.first, when.last);
    let hit = |kind, severity, zh: String, en: String, field: &str, date: PartialDate| {
        Hit::new(kind, severity, span, zh, en).operands([(date.to_string(), place(field))])
    };
    if let Some(start) = before(start) {
        let zh = format!("所述行动（{last}止）早于检查开始（{start}）");
        let en = format!("the act (until {last}) lies before the inspection began ({start})");
        return Some(hit(
            "before_inspection",
            Severity::Warning,
            zh,
            en,
            "inspection_start",
            start,
        ));
    }
    // Between inspection and feedback organisations set right at once what is pointed out to them: worth knowing, no more.
    if let Some(feedback) = before(meta.feedback_date) {
        let zh = format!("所述行动（{last}止）早于反馈（{feedback}）");
        let en = format!("the act (until {last}) lies before the feedback ({feedback})");
        return Some(hit(
            "before_feedback",
            Severity::Info,
            zh,
            en,
            "feedback_date",
            feedback,
        ));
    }
    let published = meta
        .published
        .filter(|date| is_over && date.last_day().is_some_and(|day| first > day))?;
    let zh = format!("所述已完成的行动（{first}起）晚于公开日期（{published}）");
    let en = format!("the finished act (from {first}) lies after publication ({published})");
    Some(hit(
        "after_publication",
        Severity::Warning,
        zh,
        en,
        "published",
        published,
    ))
}
