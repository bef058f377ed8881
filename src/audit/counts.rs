//! The counted things of a sentence, with what stands before and behind each number.

use std::ops::Range;
use std::sync::LazyLock;

use super::words;
use crate::text::needles::Keyed;
use crate::text::numeral::{Hedge, Number, hedge_after, numbers};

const UNITS: &str = include_str!("tables/units.tsv");
const STATUS: &str = include_str!("tables/status.tsv");

/// Characters of the noun behind a unit.
const NOUN: usize = 10;

/// How much about, in parts of the number: 余, 近, 约 are read up to a fifth away.
const ABOUT: f64 = 0.2;

/// A number with its unit.
#[derive(Debug, Clone)]
pub(super) struct Count {
    /// Number and unit.
    pub(super) range: Range<usize>,
    /// The number.
    pub(super) number: Number,
    /// The unit; empty for shares in percent.
    pub(super) unit: &'static str,
    /// Its sort, see `tables/units.tsv`.
    pub(super) sort: &'static str,
    /// The clause that it stands in.
    pub(super) clause: Range<usize>,
    /// What stands behind the unit, up to a mark or the next number.
    pub(super) noun: Range<usize>,
    /// What is said of it: before the number, else directly behind the unit (4条正在推进).
    pub(super) status: Status,
    /// What stands between those words and the number: the things that it counts (完成管网12处), where they are named.
    pub(super) things: Range<usize>,
    /// Whether 其中 stands before it in the sentence: it counts a part of a part.
    pub(super) subset: bool,
}

/// What the words at a number say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Nothing.
    Plain,
    /// A part that is over.
    Done,
    /// A part that is not.
    Rest,
}

impl Count {
    /// The least that can be meant.
    pub(super) fn low(&self) -> f64 {
        match self.number.hedge {
            Hedge::Exact | Hedge::AtLeast => self.number.value,
            Hedge::About => self.number.value * (1.0 - ABOUT),
            Hedge::AtMost => 0.0,
        }
    }

    /// The most that can be meant.
    pub(super) fn high(&self) -> f64 {
        match self.number.hedge {
            Hedge::Exact | Hedge::AtMost => self.number.value,
            Hedge::About => self.number.value * (1.0 + ABOUT),
            Hedge::AtLeast => f64::INFINITY,
        }
    }

    /// Whether the number is meant as it stands.
    pub(super) fn is_exact(&self) -> bool {
        self.number.hedge == Hedge::Exact
    }

    /// The words before the number in its clause.
    pub(super) fn before<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.clause.start..self.range.start).unwrap_or_default()
    }

    /// The noun behind the unit, without what is said of it.
    pub(super) fn bare_noun<'t>(&self, text: &'t str) -> &'t str {
        let noun = text.get(self.noun.clone()).unwrap_or_default();
        let ends = noun.find([
            '已', '均', '全', '正', '未', '尚', '基', '持', '的', '进', '等', '得', '需', '长',
        ]);
        noun[..ends.unwrap_or(noun.len())].trim()
    }
}

/// What is said of a number, and where those words end in what stands before it; there at its end where they stand behind.
fn status(before: &str, noun: &str) -> (Status, usize) {
    static WORDS: LazyLock<Keyed> = LazyLock::new(|| Keyed::new(words::rows(STATUS)));
    let (said, end) = match WORDS.last(before) {
        Some((status, range)) => (Some(status), range.end),
        None => (WORDS.first(noun).map(|(status, _)| status), before.len()),
    };
    let status = match said {
        Some("done") => Status::Done,
        Some(_) => Status::Rest,
        None => Status::Plain,
    };
    (status, end)
}

/// The counted things and shares of a sentence, left to right, outside of quotations.
pub(super) fn counts(text: &str, sentence: Range<usize>) -> Vec<Count> {
    read(text, sentence, false)
}

/// As [`counts`], with those inside quotations: the titles of findings often are one.
pub(super) fn all_counts(text: &str, sentence: Range<usize>) -> Vec<Count> {
    read(text, sentence, true)
}

fn read(text: &str, sentence: Range<usize>, with_quoted: bool) -> Vec<Count> {
    static TABLE: LazyLock<Keyed> = LazyLock::new(|| Keyed::new(words::rows(UNITS)));
    let own = &text[sentence.clone()];
    let quoted = if with_quoted { Vec::new() } else { words::quoted(own) };
    let mut found: Vec<Count> = Vec::new();
    let mut subset = false;
    for clause in words::split(own, words::ends_clause) {
        for number in numbers(&own[clause.clone()]) {
            let start = clause.start + number.range.start;
            let end = clause.start + number.range.end;
            subset |= own[clause.start..start].contains("其中");
            let is_label = own[..start].ends_with(['第', '-', '.', '/']);
            if is_label || quoted.iter().any(|quote| words::overlaps(quote, &(start..end))) {
                continue;
            }
            let rest = &own[end..clause.end];
            let (sort, unit) = if number.percent {
                ("percent", "")
            } else {
                let Some(unit) = TABLE.at_start(rest) else {
                    continue;
                };
                unit
            };
            let mut behind = end + unit.len();
            // 一个 is an article, 3个月 a time.
            let is_article = own[start..end].trim() == "一";
            let is_time = ["月", "季度", "工作日", "小时", "百分点"]
                .iter()
                .any(|word| own[behind..].starts_with(word));
            if is_article || (is_time && unit == "个") {
                continue;
            }
            let mut number = number;
            if number.hedge == Hedge::Exact
                && let Some((hedge, len)) = hedge_after(&own[behind..])
            {
                number.hedge = hedge;
                behind += len;
            }
            let tail = own[behind..clause.end].char_indices();
            let noun_end = tail
                .take(NOUN)
                .take_while(|(_, c)| !c.is_ascii_digit() && !matches!(c, '、' | '《' | '“'))
                .last()
                .map_or(behind, |(at, c)| behind + at + c.len_utf8());
            let (status, said_to) = status(&own[clause.start..start], &own[behind..noun_end]);
            found.push(Count {
                range: sentence.start + start..sentence.start + behind,
                number,
                unit,
                sort,
                clause: sentence.start + clause.start..sentence.start + clause.end,
                noun: sentence.start + behind..sentence.start + noun_end,
                status,
                things: sentence.start + clause.start + said_to..sentence.start + start,
                subset,
            });
        }
        subset |= own[clause.clone()].contains("其中");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(f64, &'static str, Status, bool)> {
        counts(text, 0..text.len())
            .into_iter()
            .map(|count| (count.number.value, count.unit, count.status, count.subset))
            .collect()
    }

    #[test]
    fn numbers_come_with_unit_status_and_scope() {
        assert_eq!(
            told("反馈问题43个,完成整改35个,基本完成5个,未完成3个,其中2个涉及诉讼"),
            [
                (43.0, "个", Status::Plain, false),
                (35.0, "个", Status::Done, false),
                (5.0, "个", Status::Rest, false),
                (3.0, "个", Status::Rest, false),
                (2.0, "个", Status::Plain, true),
            ]
        );
        assert_eq!(told("4条正在推进"), [(4.0, "条", Status::Rest, false)]);
        assert_eq!(told("追缴1.5万元"), [(15_000.0, "元", Status::Plain, false)]);
        assert_eq!(told("第3项,“两个维护”,3个月,一个方面"), []);
    }
}
