//! What the clauses of a measure say about tense and aspect: the common ground of progress and commitments.

mod lexicon;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::ToSpan;
use regex::Regex;

use crate::text::date::{self, Anchor, Bound, Fineness, Point, Printed, When, YearFrom};

use super::clause;
pub use lexicon::Kind;

/// Characters of the longest first sentence that is taken for a heading.
const LONGEST_TITLE: usize = 28;

/// One clause of a measure.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Where it stands in the measure's text.
    pub range: Range<usize>,
    /// Which part of a sentence (between 。 and ;) it belongs to.
    pub part: usize,
    /// The cues in it, left to right, outside of quotes.
    pub hits: Vec<(Kind, Range<usize>)>,
    /// The times in it, left to right, outside of quotes.
    pub times: Vec<Time>,
    /// Whether it belongs to a short first sentence that only names the measure.
    pub is_title: bool,
}

impl Clause {
    /// Whether it holds a cue of that kind.
    pub fn has(&self, kind: Kind) -> bool {
        self.hits.iter().any(|(k, _)| *k == kind)
    }

    /// The time in it that lies before the writer, where there is one.
    pub fn to_come(&self) -> Option<&Time> {
        let mut ahead = self.times.iter().filter(|time| time.tense == Some(Tense::ToCome));
        // 6月底前编制完成2023-2025年规划: the bounded time is the deadline.
        let first = ahead.clone().next();
        ahead.find(|time| time.is_bounded()).or(first)
    }
}

/// A time in a clause.
#[derive(Debug, Clone)]
pub struct Time {
    /// The wording.
    pub printed: Printed,
    /// What it means, where the notice's dates let it be told.
    pub when: Option<When>,
    /// Whether the act lies behind the writer or before.
    pub tense: Option<Tense>,
}

impl Time {
    /// Whether the wording says before or within.
    pub fn is_bounded(&self) -> bool {
        matches!(self.printed.bound, Bound::Before | Bound::Within)
    }
}

/// On which side of the writer a time lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Behind.
    Past,
    /// Before.
    ToCome,
}

/// The clauses of a measure (folded text, without its ordinal), less those that only restate the problem, with their cues and times.
pub fn clauses(text: &str, anchor: &Anchor) -> Vec<Clause> {
    let quoted = clause::quoted(text);
    let mut hits = lexicon::Lexicon::get().hits(text);
    hits.extend(results(text).into_iter().map(|range| (Kind::Act, range)));
    hits.sort_by_key(|(_, range)| range.start);
    hits.retain(|(_, range)| !clause::is_quoted(&quoted, range));
    let mut times = times(text, anchor);
    times.retain(|time| !clause::is_inside_quotes(&quoted, &time.printed.range));
    let title = title(text);
    let mut found = Vec::new();
    for (number, part) in clause::split(text, clause::ends_part).into_iter().enumerate() {
        for range in clause::split(&text[part.clone()], clause::ends_clause) {
            let range = part.start + range.start..part.start + range.end;
            if restates_problem(&text[range.clone()]) {
                continue;
            }
            // Both are in text order: look only at those that begin in the clause.
            let first_hit = hits.partition_point(|(_, hit)| hit.start < range.start);
            let first_time = times.partition_point(|time| time.printed.range.start < range.start);
            found.push(Clause {
                part: number,
                hits: hits[first_hit..]
                    .iter()
                    .take_while(|(_, hit)| hit.start < range.end)
                    .filter(|(_, hit)| hit.end <= range.end)
                    .cloned()
                    .collect(),
                times: times[first_time..]
                    .iter()
                    .take_while(|time| time.printed.range.start < range.end)
                    .filter(|time| time.printed.range.end <= range.end)
                    .cloned()
                    .collect(),
                is_title: title.as_ref().is_some_and(|title| title.end >= range.end),
                range,
            });
        }
    }
    found
}

/// Counted results at the end of a clause: 补齐缺失材料56份. What is counted was done, unless the clause orders or promises it.
fn results(text: &str) -> Vec<Range<usize>> {
    static RESULT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"[0-9][0-9.]*(?:余|多)?(?:场次|人次|批次|次|场|期|份|件|起|名|人|户|家|个|项|条|篇|台|套|处|笔|宗|册|辆|部|所|座|支|间|批|盏|株|棵|栋|幢|块|眼|口|张|面|本|卷|例|艘|架|轮|学时|课时|亩|公顷|吨|立方米|公里|平方米|万元|亿元|元)(?:[,，;；。、]|$)",
        )
        .ok()
    });
    const BOUND: &[&str] = &[
        "每",
        "不少于",
        "不低于",
        "不超过",
        "至少",
        "以上",
        "以内",
        "存在",
        "仅",
        "只有",
        "未",
        "应",
        "共有",
        "现有",
        "的",
        "为",
    ];
    let hits = RESULT.as_ref().map(|re| re.find_iter(text));
    let counted = |hit: regex::Match<'_>| {
        let clause = text[..hit.start()]
            .rsplit(clause::ends_clause)
            .next()
            .unwrap_or_default();
        // A verb and its object stand before the number, and nothing that makes of it a rule or a state.
        let told = clause.chars().count() >= 4 && !BOUND.iter().any(|word| clause.contains(word));
        told.then(|| {
            hit.start()
                ..hit.end()
                    - hit
                        .as_str()
                        .chars()
                        .next_back()
                        .filter(|c| !is_unit(*c))
                        .map_or(0, char::len_utf8)
        })
    };
    hits.into_iter().flatten().filter_map(counted).collect()
}

fn is_unit(c: char) -> bool {
    !clause::ends_clause(c) && c != '、'
}

/// The first sentence where it only names the measure: short, and followed by others.
fn title(text: &str) -> Option<Range<usize>> {
    let sentences = clause::split(text, clause::ends_sentence);
    let first = sentences.first()?;
    (sentences.len() > 1 && text[first.clone()].chars().count() <= LONGEST_TITLE).then(|| first.clone())
}

/// Whether a clause only names the problem that is answered: 针对制度尚未建立的问题.
fn restates_problem(clause: &str) -> bool {
    const OPENS: &[&str] = &["针对", "关于", "对于", "就"];
    const CLOSES: &[&str] = &["问题", "不足", "现象", "情形", "短板"];
    OPENS.iter().any(|word| clause.starts_with(word)) && CLOSES.iter().any(|word| clause.ends_with(word))
}

fn times(text: &str, anchor: &Anchor) -> Vec<Time> {
    let mut resolved = date::resolve_all(text, anchor);
    // A date that lost its units and reads in one way only is a date all the same.
    let damaged = date::damaged(text)
        .into_iter()
        .filter_map(|damage| damage.printed(text));
    for printed in damaged {
        resolved.retain(|(other, _)| other.range.end <= printed.range.start || printed.range.end <= other.range.start);
        let when = printed.resolve(anchor);
        resolved.push((printed, when));
    }
    resolved.sort_by_key(|(printed, _)| printed.range.start);
    resolved
        .into_iter()
        .map(|(printed, when)| {
            let rest = &text[printed.range.end..];
            let rest = rest.split(clause::ends_part).next().unwrap_or_default();
            let before = &text[..printed.range.start];
            // 截至2023年底,已完成…: the day of a count.
            let counted = ["截至", "截止", "截至到", "截止到"]
                .iter()
                .any(|word| before.ends_with(word));
            let tense = if counted {
                Some(Tense::Past)
            } else if superseded(before) || names_paper(&printed, before, rest) {
                None
            } else {
                tense(&printed, when.as_ref(), anchor, before, rest)
            };
            Time { printed, when, tense }
        })
        .collect()
}

/// Whether the time that follows `before` was once planned and is no more: 原计划2023年底前完工,现调整为….
fn superseded(before: &str) -> bool {
    let clause = before.rsplit(clause::ends_clause).next().unwrap_or_default();
    ["原计划", "原定", "原拟", "原要求", "原约定", "最初计划"]
        .iter()
        .any(|word| clause.contains(word))
}

/// Whether a time only names a paper or the year of one: 2024年度预算, 根据2025年工作要点, 2023—2025年规划.
fn names_paper(printed: &Printed, before: &str, rest: &str) -> bool {
    const PAPERS: &[&str] = &[
        "预算",
        "计划",
        "规划",
        "工作要点",
        "工作计划",
        "目标",
        "考核",
        "方案",
        "行动",
        "清单",
        "报告",
        "招聘",
        "审计",
        "培训计划",
        "年度",
    ];
    const FRAMES: &[&str] = &["根据", "按照", "依据", "对照", "依照", "占"];
    let plain = printed.bound == Bound::At && matches!(printed.start, Point::Year(_));
    let paper = PAPERS.iter().any(|word| rest.starts_with(word)) || names_far_paper(rest);
    // 列入2024年预算 promises.
    let enters = ["列入", "纳入", "编入"].iter().any(|word| before.ends_with(word));
    plain && !enters && (paper || FRAMES.iter().any(|word| before.ends_with(word)))
}

/// Whether a paper's name goes on for some words before it says that it is one: 2024年部门收支预算; 2024年完成规划编制 is no such name.
fn names_far_paper(rest: &str) -> bool {
    const FAR: usize = 8;
    const KINDS: &[&str] = &["预算", "计划", "规划", "要点", "方案", "清单"];
    const ACTS: &[&str] = &[
        "启动", "编制", "制定", "印发", "修订", "新建", "实施", "推进", "开展", "组织", "建立", "起草", "将", "拟",
        "计划", "力争", "安排", "落实", "投入", "新增", "全面", "继续", "争取", "底", "前", "内",
    ];
    let clause = rest.split(clause::ends_clause).next().unwrap_or_default();
    let near = clause.char_indices().nth(FAR).map_or(clause, |(at, _)| &clause[..at]);
    KINDS.iter().filter_map(|kind| near.find(kind)).min().is_some_and(|at| {
        let name = &near[..at];
        !ACTS.iter().chain(RESULTS).any(|word| name.contains(word))
    })
}

/// Words of a result: with one, a length of time is a deadline and no pace, and the years of a plan are a promise.
const RESULTS: &[&str] = &[
    "完成",
    "整改",
    "到位",
    "出台",
    "建成",
    "办结",
    "实现",
    "达到",
    "全覆盖",
    "清零",
    "兑付",
    "化解",
    "清退",
    "收回",
    "处置",
    "投用",
    "消除",
];

fn tense(printed: &Printed, when: Option<&When>, anchor: &Anchor, before: &str, rest: &str) -> Option<Tense> {
    // 三日内报送 sets the pace of a habit; only with a result it is a deadline.
    if matches!(printed.start, Point::Days(_) | Point::Months(_)) {
        return RESULTS.iter().any(|word| rest.contains(word)).then_some(Tense::ToCome);
    }
    // 下月, 下季度 lie ahead by themselves.
    if matches!(
        printed.start,
        Point::MonthEnd(1..) | Point::NextMonth(_) | Point::QuarterEnd(1..)
    ) {
        return Some(Tense::ToCome);
    }
    let bounded =
        matches!(printed.bound, Bound::Before | Bound::Within) || matches!(printed.start, Point::QuarterEnd(_));
    let Some(when) = when else {
        return bounded.then_some(Tense::ToCome);
    };
    let written = anchor.written().map(|(day, _)| day);
    let since = anchor.since().map(|(day, _)| day);
    // 年底, 6月底 are points at their end, a year or a month begins at its beginning.
    let begins = if matches!(printed.start, Point::YearEnd(_)) {
        when.last
    } else {
        when.first
    };
    if bounded {
        // A deadline that had passed before the answer began is no promise.
        let passed = when.year_from == YearFrom::Text && since.is_some_and(|day| when.last < day);
        return Some(if passed { Tense::Past } else { Tense::ToCome });
    }
    // 2023年至2025年分三批…, 十四五期间建成…: years that are not over, at the head of the clause or with a result.
    let years = printed.end.is_some() && when.fineness == Fineness::Year && opens_clause(before)
        || matches!(printed.start, Point::FiveYearPlan(_)) && RESULTS.iter().any(|word| rest.contains(word));
    if years && written.is_some_and(|day| when.last > day) {
        return Some(Tense::ToCome);
    }
    // 5月组织培训 without a year is told, not promised, even where the next May lies ahead.
    let dated = printed.names_year();
    match printed.bound {
        Bound::From => None,
        // What a late publication tells of its last months may be over, though the text is older than that as a rule.
        _ if dated && written.is_some_and(|day| begins > day) => {
            let over = anchor.published().is_some_and(|(day, _)| when.last <= day);
            (!over).then_some(Tense::ToCome)
        }
        // 今年四季度完成…: the period is running, and nothing says that it is done.
        _ if dated
            && matches!(when.fineness, Fineness::Quarter | Fineness::Half)
            && written.is_some_and(|day| when.first <= day && day < when.last)
            && RESULTS.iter().any(|word| rest.starts_with(word)) =>
        {
            Some(Tense::ToCome)
        }
        _ if !dated && cannot_be_told(when, anchor) => Some(Tense::ToCome),
        _ if written.is_some_and(|day| when.last < day) => Some(Tense::Past),
        _ => None,
    }
}

/// Whether a time without a year lies ahead, because a year before it the inspection had not come yet: 四季度 in a notice of October.
fn cannot_be_told(when: &When, anchor: &Anchor) -> bool {
    /// What is told of may have been done at once, while the inspection was still there.
    const AT_ONCE_MONTHS: i32 = 4;
    let (Some((published, _)), Some((since, _))) = (anchor.published(), anchor.since()) else {
        return false;
    };
    let earlier = when.first.checked_sub(1.year());
    let inspected = since.checked_sub(AT_ONCE_MONTHS.months());
    when.last >= published && matches!((earlier, inspected), (Ok(earlier), Ok(inspected)) if earlier < inspected)
}

fn opens_clause(before: &str) -> bool {
    before.chars().next_back().is_none_or(clause::ends_clause)
}

/// Why a due date is what it is, for a reader: the printed wording and where its year comes from.
pub fn reason(text: &str, time: &Time, anchor: &Anchor) -> String {
    let printed = text[time.printed.range.clone()].trim();
    let Some(when) = time.when else {
        return format!("{printed}，年份不明");
    };
    let day = |found: Option<(jiff::civil::Date, YearFrom)>| found.map(|(day, _)| day.to_string()).unwrap_or_default();
    let relative = when.fineness == Fineness::Relative;
    match when.year_from {
        YearFrom::Text => printed.to_owned(),
        YearFrom::Sentence => format!("{printed}，年份承前"),
        _ if relative && time.printed.from_feedback && when.year_from == YearFrom::Feedback => {
            format!("{printed}，自反馈日期{}起算", day(anchor.since()))
        }
        YearFrom::Published if relative => format!("{printed}，自公布日期{}起算", day(anchor.written())),
        _ if relative => format!("{printed}，自约{}起算(反馈后两月成文)", day(anchor.written())),
        YearFrom::Published => format!("{printed}，年份据公布日期{}", day(anchor.published())),
        YearFrom::Feedback => format!("{printed}，年份据反馈日期{}", day(anchor.since())),
        YearFrom::Inspection => format!("{printed}，年份据巡察结束日期{}", day(anchor.since())),
        YearFrom::Given => format!("{printed}，年份据{}", day(anchor.since())),
    }
}
