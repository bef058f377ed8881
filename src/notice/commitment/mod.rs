//! Promises: clauses that speak of something still to come, set a target, a period or a date, or announce a document.

mod recurring;

use std::ops::Range;

use jiff::civil::Date;

use crate::model::{CommitmentKind, Precision};
use crate::text::date::{Anchor, Fineness, Point};
use crate::text::numeral::{self, Hedge};

pub use recurring::recurs;

use super::wording::{self, Clause, Kind, Tense, Time};

/// A promise found in a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The clause or clauses, in the text that was read.
    pub range: Range<usize>,
    /// What sort of promise.
    pub kind: CommitmentKind,
    /// The day by which it is due.
    pub due: Option<Date>,
    /// How finely the due date was printed.
    pub precision: Option<Precision>,
    /// How the due date was found; empty without one.
    pub reason: String,
}

/// The promises in one measure (folded text, without its ordinal), in text order. `anchor` holds the notice's own dates.
pub fn read(text: &str, anchor: &Anchor) -> Vec<Promise> {
    promises(text, &wording::clauses(text, anchor), anchor)
}

/// Letters of the shortest promise: 长期坚持.
const SHORTEST: usize = 4;

/// As [`read`], for a measure whose clauses are known.
pub fn promises(text: &str, clauses: &[Clause], anchor: &Anchor) -> Vec<Promise> {
    let mut found: Vec<Promise> = Vec::new();
    let mut at = 0;
    while at < clauses.len() {
        let clause = &clauses[at];
        if !looks_ahead(text, clause) {
            if let Some(kind) = stands(text, clause) {
                let over = clause.times.iter().find(|time| is_span(text, time, anchor));
                found.push(promise(text, clause.range.clone(), kind, over, anchor));
            }
            at += 1;
            continue;
        }
        // What follows in the same part belongs to the promise, until something is reported as done or another date is set.
        let mut last = at;
        while clauses.get(last + 1).is_some_and(|next| goes_on(text, clause, next)) {
            last += 1;
        }
        let from = start(text, clauses, at, &found);
        let range = from..clauses[last].range.end;
        let group = &clauses[at..=last];
        let time = deadline(group.iter().flat_map(|c| &c.times));
        for range in cut(text, &range, group) {
            // Each piece has its own deadline, and a promise in one piece may take the one of its last clause.
            let own = deadline(
                group
                    .iter()
                    .flat_map(|c| &c.times)
                    .filter(|t| within(&range, &t.printed.range)),
            );
            let time = own.or(time);
            let kind = kind(&text[range.clone()], range.start, time);
            found.push(promise(text, range, kind, time, anchor));
        }
        at = last + 1;
    }
    found.retain(|promise| !is_kept(text, clauses, promise, anchor));
    // 下一步, alone announces a promise and is none.
    found.retain(|promise| {
        let mut says = text[promise.range.clone()].chars().filter(|c| c.is_alphanumeric());
        says.nth(SHORTEST - 1).is_some()
    });
    found
}

/// Whether a time is the span over which a duty or a target holds: 全年, 十四五期间, 2023—2025年.
fn is_span(text: &str, time: &Time, anchor: &Anchor) -> bool {
    let printed = &text[time.printed.range.clone()];
    let span = printed.contains("全年")
        || matches!(time.printed.start, Point::FiveYearPlan(_))
        || time.when.is_some_and(|when| when.fineness == Fineness::Year) && time.printed.end.is_some();
    let since = anchor.since().map(|(day, _)| day);
    span && time.when.is_some_and(|when| since.is_none_or(|day| when.last >= day))
}

fn within(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether a later clause of the same sentence says that it was all done in time: 5月底前自查,6月底前整改,均已按期完成.
fn is_kept(text: &str, clauses: &[Clause], promise: &Promise, anchor: &Anchor) -> bool {
    const KEPT: &[&str] = &[
        "均已",
        "都已",
        "已全部",
        "已按",
        "已如期",
        "现已",
        "目前已",
        "现均已",
        "目前均已",
    ];
    let passed = promise
        .due
        .zip(anchor.published())
        .is_some_and(|(due, (day, _))| due <= day);
    let own = clauses.iter().find(|clause| within(&promise.range, &clause.range));
    passed
        && own.is_some_and(|own| {
            clauses.iter().any(|clause| {
                let says = &text[clause.range.clone()];
                clause.part == own.part
                    && clause.range.start >= promise.range.end
                    && KEPT.iter().any(|word| says.starts_with(word))
                    && clause.times.is_empty()
            })
        })
}

/// Whether a clause speaks of something to come.
fn looks_ahead(text: &str, clause: &Clause) -> bool {
    let own = &text[clause.range.clone()];
    if let Some(time) = clause.to_come() {
        let relative = matches!(time.printed.start, Point::Days(_) | Point::Months(_));
        let from = time.printed.range.clone();
        // 6月底前已…, 用两个月时间完成了…: over, though the time comes first; 6月底前完成已立案的3起 is not.
        let right_after = |hit: &Range<usize>| {
            let between = text[from.end..hit.start].trim_start_matches(['均', '全', '部', '都']);
            // 6月底前完成了…
            between.is_empty() || relative || &text[hit.clone()] == "了"
        };
        let done = clause.hits.iter().any(|(kind, hit)| {
            *kind == Kind::Done && (hit.start < from.start || (hit.start >= from.end && right_after(hit)))
        });
        // 6月30日前仅将…, 6月30日前未…: what had not been done by then, told and not promised.
        let failed = ["仅", "只", "未", "尚未", "没有", "并未"]
            .iter()
            .any(|word| text[from.end..].starts_with(word));
        if failed && !relative {
            return clause.has(Kind::Planned);
        }
        // 到2025年…: a goal even where the clause says that it was set.
        return !done || text[..time.printed.range.start].ends_with('到');
    }
    let rest = ["需要进一步", "仍需进一步", "还需进一步", "需进一步"]
        .iter()
        .any(|word| own.contains(word));
    rest || clause.has(Kind::Planned) || (clause.has(Kind::Begin) && own.contains("逐步") && !percents(own).is_empty())
}

/// Characters of a clause that only says when: 下一步, 接下来.
const ADVERB: usize = 5;

/// Whether `next` goes on with what `first` promised.
fn goes_on(text: &str, first: &Clause, next: &Clause) -> bool {
    next.part == first.part
        && !next.has(Kind::Done)
        && !next.has(Kind::Ongoing)
        && !next.has(Kind::Begin)
        && (next.to_come().is_none() || first.to_come().is_none())
        && !(first.to_come().is_none()
            && text[first.range.clone()].chars().count() > ADVERB
            && next.has(Kind::Planned)
            && text[next.range.clone()].starts_with(['将', '拟']))
}

/// Where the promise of `clauses[at]` begins: with the clause before, where its own words are too few to say what is promised (年内推进).
fn start(text: &str, clauses: &[Clause], at: usize, found: &[Promise]) -> usize {
    let own = clauses[at].range.clone();
    let before = at.checked_sub(1).map(|i| &clauses[i]).filter(|before| {
        text[own.clone()].chars().count() <= SHORT
            && before.part == clauses[at].part
            && !before.is_title
            && !before.has(Kind::Done)
            && found.last().is_none_or(|last| last.range.end <= before.range.start)
    });
    before.map_or(own.start, |before| before.range.start)
}

/// Characters of a clause that cannot say by itself what is promised: 年内提交审议.
const SHORT: usize = 8;

/// The deadline among `times`: the first that lies ahead and is bounded, the first that lies ahead, or one that is going on (今年可完成).
fn deadline<'a>(times: impl Iterator<Item = &'a Time> + Clone) -> Option<&'a Time> {
    let ahead = times.clone().filter(|time| time.tense == Some(Tense::ToCome));
    let mut going_on = times.filter(|time| time.tense.is_none() && time.when.is_some_and(|when| when.due().is_some()));
    ahead
        .clone()
        .find(|time| time.is_bounded())
        .or_else(|| ahead.clone().next())
        .or_else(|| going_on.next())
}

/// Cuts a promise at 、 where each side has a deadline of its own: 8家二季度内完成、1家三季度内完成.
fn cut(text: &str, range: &Range<usize>, group: &[Clause]) -> Vec<Range<usize>> {
    let times: Vec<&Time> = group
        .iter()
        .flat_map(|clause| &clause.times)
        .filter(|time| time.tense == Some(Tense::ToCome))
        .collect();
    if let [first, second] = times.as_slice() {
        let between = first.printed.range.end..second.printed.range.start;
        let gap = text.get(between.clone()).unwrap_or_default();
        if let (Some(comma), false) = (gap.rfind('、'), gap.contains([',', '，'])) {
            let comma = between.start + comma;
            return vec![range.start..comma, comma + '、'.len_utf8()..range.end];
        }
    }
    vec![range.clone()]
}

/// What a clause without any look ahead still binds its writer to: a duty that comes again, or a number to keep to.
fn stands(text: &str, clause: &Clause) -> Option<CommitmentKind> {
    let own = &text[clause.range.clone()];
    if clause.is_title {
        return None;
    }
    let long_enough = |word: &&str| {
        own.chars().count()
            > if word.starts_with('每') {
                SHORT_DUTY - 1
            } else {
                SHORT_DUTY
            }
    };
    if let Some(word) = recurs(own).filter(long_enough) {
        // 已召开季度例会 tells what was done; 建立了季度汇总机制 binds for the future.
        let told = clause.has(Kind::Done) && !word.starts_with('每') && (word == "定期" || !own.ends_with("机制"));
        // 建立定期会商机制 is about the mechanism; 定期会商 is the duty.
        let mechanism = word == "定期" && own.contains("建立") && own.ends_with("机制");
        return (!told && !mechanism).then_some(CommitmentKind::Recurring);
    }
    if own.contains("常态化") && own.ends_with("机制") && !clause.has(Kind::Done) && own.starts_with("建立") {
        return Some(CommitmentKind::Recurring);
    }
    let ensures = ["确保", "保证", "努力"].iter().any(|word| own.contains(word))
        && ["以上", "以下", "以内"].iter().any(|word| own.contains(word))
        && !percents(own).is_empty();
    let bound = ensures || ["不少于", "不低于", "至少"].iter().any(|word| own.contains(word)) && numbers_bound(own);
    // 控制在120万元以内
    let kept = own.find("控制在").is_some_and(|at| {
        let rest = &own[at..];
        rest.ends_with("以内") && !numeral::numbers(rest).is_empty()
    });
    ((bound || kept) && !clause.has(Kind::Done)).then_some(CommitmentKind::Target)
}

/// Characters of a clause that only names a kind of work: 加强定期调度.
const SHORT_DUTY: usize = 6;

fn numbers_bound(clause: &str) -> bool {
    numeral::numbers(clause).iter().any(|n| n.hedge == Hedge::AtLeast)
}

fn percents(clause: &str) -> Vec<numeral::Number> {
    numeral::numbers(clause).into_iter().filter(|n| n.percent).collect()
}

/// The sort of a promise that looks ahead.
fn kind(own: &str, at: usize, time: Option<&Time>) -> CommitmentKind {
    let after_time = time
        .and_then(|t| own.get(t.printed.range.end.checked_sub(at)?..))
        .unwrap_or(own);
    if counts(after_time)
        || ["争取早日", "目标"].iter().any(|word| own.contains(word))
        || (own.contains("力争") && time.is_none())
    {
        return CommitmentKind::Target;
    }
    // Over several years, each year: the years are how long it holds.
    let years =
        time.is_some_and(|time| time.printed.end.is_some() || matches!(time.printed.start, Point::FiveYearPlan(_)));
    if time.is_some() && !(years && recurs(own).is_some()) {
        return CommitmentKind::Deadline;
    }
    if recurs(own).is_some() {
        return CommitmentKind::Recurring;
    }
    if announces_document(own) {
        CommitmentKind::Document
    } else {
        CommitmentKind::Other
    }
}

/// Whether a number with a unit is promised.
fn counts(own: &str) -> bool {
    const UNITS: &[&str] = &[
        "个", "家", "人", "名", "次", "项", "件", "户", "场", "期", "套", "万", "亿", "元", "亩", "吨", "份", "台",
        "座", "处", "条", "所", "公里",
    ];
    let verb = [
        "增加",
        "培养",
        "培训",
        "扶持",
        "新增",
        "提高",
        "达到",
        "建设",
        "引进",
        "收回",
        "不少于",
        "不低于",
        "投入",
        "压降",
        "降低",
        "下降",
        "增长",
        "完成",
        "建成",
        "实现",
        "控制在",
        "降至",
        "降到",
        "提升至",
        "提升到",
        "提高到",
        "新建",
        "安排",
        "缩短至",
        "缩短到",
    ];
    let Some(from) = verb.iter().filter_map(|word| own.find(word)).min() else {
        return false;
    };
    numeral::numbers(&own[from..]).iter().any(|n| {
        let after = &own[from + n.range.end..];
        n.percent
            || (n.value >= 1.0
                && (n.value >= 2.0 || own[from + n.range.start..].starts_with(|c: char| c.is_ascii_digit()))
                && !["剩余", "其余", "余下"]
                    .iter()
                    .any(|word| own[..from + n.range.start].ends_with(word))
                && UNITS.iter().any(|unit| after.starts_with(unit)))
    })
}

fn announces_document(own: &str) -> bool {
    const VERBS: &[&str] = &[
        "制定",
        "制订",
        "修订",
        "出台",
        "印发",
        "起草",
        "编制",
        "拟订",
        "拟定",
        "草拟",
        "发布",
        "新建",
        "建章立制",
    ];
    const PAPERS: &[&str] = &[
        "《", "办法", "制度", "方案", "计划", "规定", "细则", "意见", "清单", "规划", "指引", "手册", "条例", "章程",
    ];
    VERBS.iter().any(|word| own.contains(word)) && PAPERS.iter().any(|word| own.contains(word))
}

fn promise(text: &str, range: Range<usize>, kind: CommitmentKind, time: Option<&Time>, anchor: &Anchor) -> Promise {
    let due = time.and_then(|time| time.when).and_then(|when| when.due());
    Promise {
        range,
        kind,
        due,
        precision: time
            .and_then(|time| time.when)
            .filter(|_| due.is_some())
            .map(|when| precision(when.fineness)),
        reason: time.map(|time| wording::reason(text, time, anchor)).unwrap_or_default(),
    }
}

/// The model's word for how finely a time is printed.
pub fn precision(fineness: Fineness) -> Precision {
    match fineness {
        Fineness::Day => Precision::Day,
        Fineness::Month => Precision::Month,
        Fineness::Quarter => Precision::Quarter,
        Fineness::Half => Precision::Half,
        Fineness::Year => Precision::Year,
        Fineness::Relative => Precision::Relative,
    }
}

#[cfg(test)]
mod tests;
