//! The particulars meter: which of the things that one can go and look at a text names.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::{self, Words};
use crate::text::date;
use crate::text::needles::Needles;
use crate::text::numeral::numbers;

const BODIES: &str = include_str!("tables/bodies.tsv");
const UNITS: &str = include_str!("tables/units.tsv");

/// What can be looked up, present where it has a place in the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Particulars {
    /// A date, a period, or a rhythm (每季度).
    pub date: Option<Range<usize>>,
    /// A number with its unit, or a share in percent.
    pub number: Option<Range<usize>>,
    /// A document in 《》.
    pub document: Option<Range<usize>>,
    /// An amount of money.
    pub amount: Option<Range<usize>>,
    /// A named body: a department, a company, an office.
    pub body: Option<Range<usize>>,
}

impl Particulars {
    /// Whether nothing at all can be looked up.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads the particulars of a stretch of folded text.
pub fn particulars(text: &str) -> Particulars {
    let quoted = words::quoted(text);
    let free = |range: &Range<usize>| !quoted.iter().any(|quote| words::overlaps(quote, range));
    let mut found = Particulars {
        date: date::printed(text)
            .into_iter()
            .map(|printed| printed.range)
            .find(free)
            .or_else(|| rhythm(text)),
        document: quoted
            .iter()
            .find(|quote| text[(*quote).clone()].starts_with('《'))
            .cloned(),
        body: body(text).filter(free),
        ..Particulars::default()
    };
    for number in numbers(text) {
        let rest = &text[number.range.end..];
        let range = number.range.clone();
        if !free(&range) {
            continue;
        }
        if text[range.clone()].contains(|c: char| c.is_ascii_digit()) && rest.starts_with(['年', '月', '日']) {
            // Also what is left of a damaged date: 202210月.
            found.date.get_or_insert(range);
        } else if rest.starts_with('元') || rest.starts_with("美元") || rest.starts_with("港元") {
            found.amount.get_or_insert(range);
        } else if number.percent || is_counted(text, &range, rest) {
            found.number.get_or_insert(range);
        }
    }
    found
}

/// Whether a number counts something: Arabic before any unit, Chinese only where it is no turn of phrase (两个维护, 一项, 四个意识).
fn is_counted(text: &str, range: &Range<usize>, rest: &str) -> bool {
    let printed = &text[range.clone()];
    static ARABIC: LazyLock<Needles> = LazyLock::new(|| Needles::new(words::rows(UNITS).map(|(_, unit)| unit)));
    static CHINESE: LazyLock<Needles> = LazyLock::new(|| {
        let counts = |(sort, unit): &(&str, &str)| matches!(*sort, "person" | "times" | "size") && *unit != "度";
        Needles::new(words::rows(UNITS).filter(counts).map(|(_, unit)| unit))
    });
    let before = &text[..range.start];
    if printed.contains(|c: char| c.is_ascii_digit()) {
        return !before.ends_with('第') && ARABIC.at_start(rest).is_some();
    }
    // 统一, 唯一, 同一 are words; 合同132份 is none.
    printed != "一" && !before.ends_with(['第', '统', '唯', '同']) && CHINESE.at_start(rest).is_some()
}

/// 每季度, 每月 …: a rhythm can be checked.
fn rhythm(text: &str) -> Option<Range<usize>> {
    bodies()
        .each(text)
        .find(|(key, _)| *key == "rhythm")
        .map(|(_, range)| range)
}

fn body(text: &str) -> Option<Range<usize>> {
    let names = |(key, range): &(&str, Range<usize>)| match *key {
        "body" => !generic(&text[..range.start]),
        "kin" => is_named(&text[..range.start]),
        _ => false,
    };
    bodies().each(text).find(names).map(|(_, range)| range)
}

/// Whether a name stands before 集团 or 公司: two Chinese characters that are no verb and no word for any of them.
fn is_named(before: &str) -> bool {
    let mut last = before.chars().rev();
    let han = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    han(last.next()) && han(last.next()) && !generic(before) && !ends_in(before, "weak")
}

fn ends_in(before: &str, sort: &str) -> bool {
    static ROWS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| words::rows(BODIES).collect());
    ROWS.iter().any(|(key, word)| *key == sort && before.ends_with(word))
}

/// Whether the words before make a body any body: 各部门, 相关中心.
fn generic(before: &str) -> bool {
    ends_in(before, "any")
}

fn bodies() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(BODIES));
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_looked_up_is_told_from_phrases() {
        let read = |text: &str| {
            let found = particulars(text);
            [found.date, found.number, found.document, found.amount, found.body].map(|part| part.is_some())
        };
        assert_eq!(read("2024年5月印发《考勤办法》"), [true, false, true, false, false]);
        assert_eq!(read("追缴1.5万元,涉及3人"), [false, true, false, true, false]);
        assert_eq!(read("由财务部牵头,每季度通报"), [true, false, false, false, true]);
        assert_eq!(read("进一步提高站位,落实“两个维护”,各部门各司其职"), [false; 5]);
        assert!(particulars("推动集团发展,要求各公司落实").is_empty());
        assert!(particulars("协助云钢集团解决").body.is_some());
        assert!(particulars("牢固树立一盘棋思想,两个确立,统一认识").is_empty());
        assert!(particulars("补归档合同132份").number.is_some());
        assert!(particulars("补齐档案216卷").number.is_some());
        assert!(particulars("会同县档案局整理").body.is_some());
    }
}
