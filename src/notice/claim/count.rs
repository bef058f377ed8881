//! One number in a sentence, with its unit, its noun and what the words before it say.

use std::ops::Range;
use std::sync::LazyLock;

use super::noun::{self, Side, head_of, noun_in, rate_of, tail_of, takes, without_small_words};
use super::status::{self, Status};
use crate::model::ClaimSubject;
use crate::text::clause;
use crate::text::date;
use crate::text::needles::Needles;
use crate::text::numeral::{self, Hedge, Number};

/// Units; of two that both fit the longer is meant.
const UNITS: &[&str] = &[
    "人次",
    "批次",
    "大类",
    "大方面",
    "个方面",
    "方面",
    "平方米",
    "公里",
    "个百分点",
    "万元",
    "亿元",
    "项",
    "条",
    "个",
    "件",
    "份",
    "次",
    "场",
    "期",
    "名",
    "人",
    "家",
    "户",
    "套",
    "处",
    "起",
    "宗",
    "篇",
    "类",
    "张",
    "册",
    "台",
    "辆",
    "亩",
    "吨",
    "笔",
    "元",
    "例",
    "支",
    "所",
    "门",
    "轮",
    "位",
    "款",
    "部",
    "间",
    "座",
    "批",
];

/// Names that begin with a number and count nothing.
const NAMES: &[&str] = &[
    "八项规定",
    "六项纪律",
    "四个意识",
    "四个自信",
    "两个维护",
    "两个责任",
    "两个确立",
    "三个区分",
    "四个方面问题",
    "两个一以贯之",
    "三项机制",
];

/// A longer clause, in bytes, is no prose, and one with more numbers is a table: each number is told with its whole clause, and of a
/// megabyte without a comma that would make millions.
const LONGEST_CLAUSE: usize = 1_600;
const MOST: usize = 16;

#[derive(Debug, Clone)]
pub(super) struct Count {
    pub clause: Range<usize>,
    pub unit: Range<usize>,
    pub number: f64,
    pub value: Option<i64>,
    pub percent: bool,
    /// Whether a percentage is the share that is done.
    pub is_rate: bool,
    pub hedge: Hedge,
    pub status: Status,
    pub noun: Option<ClaimSubject>,
    /// Whether the act stands behind the number: 对6项制度进行修订.
    pub acts_after: bool,
    /// Whether the verb before the noun says that it is over: 已整改问题21个.
    pub done_of_noun: bool,
    /// Whether the words of the status stand right before the number: 已整改21个.
    pub status_is_near: bool,
    /// Whether the words behind it say that all of it is done: 32个问题已全部整改到位.
    pub all_done: bool,
    /// Whether it is the next one of a list: 管理办法4个、实施细则2个.
    pub listed: bool,
}

impl Count {
    pub fn subject(&self) -> ClaimSubject {
        self.noun.unwrap_or(ClaimSubject::Other)
    }
}

/// The counted numbers of a sentence of `text`, left to right: not dates, ordinals, names or anything in 《》 and “”.
pub(super) fn counts(text: &str, sentence: Range<usize>) -> Vec<Count> {
    let own = &text[sentence.clone()];
    if !own.chars().any(|c| c.is_ascii_digit() || numeral::is_han_numeral(c)) {
        return Vec::new();
    }
    let quoted = clause::quoted(own);
    let times: Vec<Range<usize>> = date::printed(own).into_iter().map(|p| p.range).collect();
    let clauses = clause::split(own, clause::ends_clause);
    let mut found: Vec<Count> = Vec::new();
    for number in numeral::numbers(own) {
        if clause::is_quoted(&quoted, &number.range) || clause::is_quoted(&times, &number.range) {
            continue;
        }
        let Some(range) = clauses
            .iter()
            .find(|c| c.start <= number.range.start && number.range.end <= c.end)
            .filter(|c| c.len() <= LONGEST_CLAUSE)
        else {
            continue;
        };
        let clause = sentence.start + range.start..sentence.start + range.end;
        let said = found.iter().rev().take_while(|count| count.clause == clause).count();
        if said >= MOST {
            continue;
        }
        let earlier = found
            .last()
            .map(|count| count.unit.end - sentence.start)
            .filter(|&end| end >= range.start);
        if let Some(mut count) = count(own, &number, range, earlier) {
            count.clause = clause;
            count.unit = sentence.start + count.unit.start..sentence.start + count.unit.end;
            found.push(count);
        }
    }
    found
}

fn count(own: &str, number: &Number, range: &Range<usize>, earlier: Option<usize>) -> Option<Count> {
    let Tables { units, names, .. } = &*TABLES;
    let before = &own[earlier.unwrap_or(range.start).min(number.range.start)..number.range.start];
    let printed = &own[number.range.clone()];
    let han = !printed.contains(|c: char| c.is_ascii_digit());
    // 第三批, 十四届; 一 counts too rarely: 一项重要任务, 进一步.
    if before.ends_with(['第', '近', '上', '前', '之']) && !number.percent || (han && number.value <= 1.0) {
        return None;
    }
    let after = &own[number.range.end..range.end];
    let (unit, skip) = if number.percent {
        (number.range.end..number.range.end, 0)
    } else {
        let gap = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
        let (unit, len) = units.at_start(&after[gap..])?;
        // 三个月, 两年, 一个时期: a length of time.
        if after[gap + len..].starts_with(['月', '季', '年', '星', '工', '时', '百']) && UNITS[unit] == "个" {
            return None;
        }
        let start = number.range.end + gap;
        (start..start + len, gap + len)
    };
    if names.at_start(&own[number.range.start..]).is_some() {
        return None;
    }
    let mut hedge = number.hedge;
    let mut tail = &after[skip..];
    if let Some((found, len)) = numeral::hedge_after(tail) {
        hedge = found;
        tail = &tail[len..];
    }
    let noun_after = noun_in(head_of(tail), Side::After, own, range, before);
    let noun = noun_after
        .filter(|subject| takes(*subject, &own[unit.clone()]))
        .or_else(|| noun_in(tail_of(before), Side::Before, own, range, before));
    let noun = noun.filter(|subject| takes(*subject, &own[unit.clone()]));
    let noun = match noun {
        Some(ClaimSubject::Documents) => listed_in(before, &own[range.clone()], &own[unit.clone()]).unwrap_or(noun),
        _ => noun,
    };
    // 反馈问题整改完成率98.71%: the rate of what stands before it.
    let noun = if number.percent { rate_of(before) } else { noun };
    let (status, rest) = status::before(before);
    let mut done_of_noun =
        status == Status::Done && !rest.is_empty() && before[..before.len() - rest.len()].contains('已');
    let mut status_is_near = without_small_words(rest).is_empty();
    let (mut status, mut all_done) = (status, false);
    let mut noun = noun;
    if noun.is_none() && status == Status::Done && status_is_near && earlier.is_none() && !number.percent {
        // 反馈问题整改完成29个: the noun stands before its verb.
        noun = noun_in(before_status(before), Side::Before, own, range, before)
            .filter(|subject| takes(*subject, &own[unit.clone()]));
        done_of_noun |= noun.is_some();
    }
    // 其余41个均已完成整改: what is left is done, too.
    let left = ["其余", "余下", "剩余", "另有", "另外"];
    if status == Status::Rest
        && left.iter().any(|word| without_small_words(before).ends_with(word))
        && status::after(tail) == Some(Status::Done)
    {
        status = Status::Done;
    }
    // 对4名责任人给予党纪处分
    if noun == Some(ClaimSubject::Cases) && status == Status::Plain && tail.contains("给予") {
        status = Status::Done;
    }
    let told = status::after(tail).filter(|_| noun.is_none() && !number.percent);
    if let (Status::Plain, Some(told)) = (status, told) {
        (status, status_is_near) = (told, true);
    } else if status == Status::Plain || status == Status::Done && !done_of_noun && !status_is_near {
        // Up to the next number, and into the next clause, which may go on: 反馈的32个问题,已全部整改到位.
        all_done = status::is_all_done(&own[number.range.end..]);
    }
    // A paper counts as one that is made where the verb says so, before the number or behind it; 落实6项制度 makes none.
    let listed = noun_after == Some(ClaimSubject::Documents) && status != Status::Plan;
    let acts_after = listed && !MAKES.iter().any(|verb| before.contains(verb));
    let read_only = noun == Some(ClaimSubject::Documents)
        && status == Status::Plain
        && READS.iter().any(|verb| before.contains(verb));
    let noun = noun.filter(|_| !read_only).filter(|_| {
        !acts_after
            || ACTS
                .iter()
                .any(|verb| tail.contains(verb) || own[range.start..number.range.start].contains(verb))
    });
    Some(Count {
        clause: range.clone(),
        unit,
        number: number.value,
        value: number.whole(),
        percent: number.percent,
        is_rate: number.percent
            && RATES.iter().any(|word| {
                before.ends_with(word)
                    || before
                        .trim_end_matches(['达', '到', '为', '的', '至', '约'])
                        .ends_with(word)
            }),
        hedge,
        status,
        noun,
        acts_after,
        done_of_noun,
        status_is_near,
        all_done,
        listed: before.starts_with(['、', '和', '及']),
    })
}

/// What the one list that ends `before` lists, where its entries are counted and not the papers: 形成问题清单26项. None where it is no such list;
/// problems that are not the inspection's are no subject.
fn listed_in(before: &str, clause: &str, unit: &str) -> Option<Option<ClaimSubject>> {
    const LISTS: &[(&str, ClaimSubject)] = &[
        ("问题清单", ClaimSubject::Findings),
        ("问题台账", ClaimSubject::Findings),
        ("任务清单", ClaimSubject::Measures),
        ("措施清单", ClaimSubject::Measures),
    ];
    let before = without_small_words(before);
    let (_, subject) = LISTS.iter().find(|(list, _)| before.ends_with(list))?;
    let entries = ["项", "条", "个"].contains(&unit) && clause.matches("清单").count() == 1;
    let inspected = *subject != ClaimSubject::Findings || noun::is_of_inspection(clause, &(0..clause.len()), before);
    entries.then(|| Some(*subject).filter(|_| inspected))
}

/// What stands before the words of the status that end `before`.
fn before_status(before: &str) -> &str {
    let plain = without_small_words(before);
    let verbs = ["整改完成", "完成整改", "整改到位", "完成", "整改", "办结", "解决"];
    let verb = verbs.iter().find(|verb| plain.ends_with(*verb));
    let rest = verb.map_or("", |verb| &plain[..plain.len() - verb.len()]);
    rest.trim_end_matches(['已', '现', '全', '部', '均'])
}

/// Words before a percentage that is the share of what is done.
const RATES: &[&str] = &["完成率", "整改率", "办结率", "落实率", "完成整改", "占", "占比", "完成"];

/// Verbs that make a paper.
const MAKES: &[&str] = &[
    "制定", "制订", "修订", "新建", "印发", "下发", "出台", "形成", "完善", "建立", "制发", "编制", "转发", "发布",
    "废止", "健全", "签发",
];

/// Verbs that do something to papers that are there.
const ACTS: &[&str] = &[
    "修订", "修改", "完善", "梳理", "清理", "自查", "废止", "重新", "检查", "更新",
];

/// Verbs that only use papers that others made.
const READS: &[&str] = &[
    "学习", "传达", "落实", "执行", "查阅", "查看", "发放", "观看", "贯彻", "收集", "现有", "涉及", "翻阅",
];

/// Units and names, made searchable.
struct Tables {
    units: Needles,
    names: Needles,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    units: Needles::new(UNITS.iter().copied()),
    names: Needles::new(NAMES.iter().copied()),
});
