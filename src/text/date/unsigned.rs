//! Digits behind which 年, 月 or 日 is lost, though they did not grow together with others: `2023底前`, `6底前`, `8月3召开`.

use std::ops::Range;

use jiff::civil::Date;

use super::damage::{Written, month};

/// One or two digits behind which 月 or 日 is lost: 6底前, 8月3召开, 2023年9组织.
pub(super) fn sign_lost(text: &str, run: Range<usize>) -> Option<(usize, Vec<Written>)> {
    let digits = &text[run.clone()];
    let (before, after) = (&text[..run.start], &text[run.end..]);
    if digits.len() > 2 {
        return None;
    }
    let year = year_before(text, run.start).map(|(_, year)| year);
    let written = year.map_or_else(String::new, |year| format!("{year}年"));
    let tells = TELLING.iter().any(|word| after.starts_with(word));
    let opens = before.is_empty() || before.ends_with(['年', ',', '，', ';', '；', '。', '于', '在', '是', '\n']);
    if ["底前", "底,", "底，", "底完"]
        .iter()
        .any(|word| after.starts_with(word))
        && opens
    {
        let m = month(digits)?;
        return Some((run.end, vec![((year, Some(m), None), format!("{written}{m}月"))]));
    }
    if !tells {
        return None;
    }
    if year.is_some() {
        let m = month(digits)?;
        return Some((run.end, vec![((year, Some(m), None), format!("{written}{m}月"))]));
    }
    // ,9组织参加: only a month can open a clause so; after a full stop it may be a number of a list.
    if before.ends_with([',', '，']) && !after.starts_with("组织生活") {
        let m = month(digits)?;
        return Some((run.end, vec![((None, Some(m), None), format!("{m}月"))]));
    }
    // 8月3召开: the month stands before.
    let head = before.strip_suffix('月')?;
    let start = head
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let m = month(&head[start..])?;
    let d: i8 = digits.parse().ok().filter(|&d| Date::new(2024, m, d).is_ok())?;
    Some((run.end, vec![((None, Some(m), Some(d)), format!("{m}月{d}日"))]))
}

/// The year with its 年 right before a place, and where it begins.
pub(super) fn year_before(text: &str, at: usize) -> Option<(usize, i16)> {
    let before = text[..at].strip_suffix('年')?;
    let start = before.len().checked_sub(4)?;
    let year = before.get(start..)?.parse().ok().filter(|y| (1990..2050).contains(y))?;
    (!before[..start].ends_with(|c: char| c.is_ascii_digit())).then_some((start, year))
}

/// 底, 初 behind a year without its 年: 2023底前.
pub(super) fn without_sign(after: &str) -> bool {
    [
        "底前",
        "底,",
        "底，",
        "初,",
        "初，",
        "底完",
        "底建",
        "底实",
        "度预算",
        "度计划",
    ]
    .iter()
    .any(|word| after.starts_with(word))
}

/// Verbs that tell that a number before them was a day or a month: 8月3召开, 2023年9组织.
const TELLING: &[&str] = &[
    "召开", "组织", "举办", "开展", "印发", "制定", "下发", "出台", "完成", "启动", "修订", "成立", "赴", "向",
];
