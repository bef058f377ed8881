//! Numbers as notices write them: `1,200`, `1.68亿`, `一百二十三`, `两`, `廿`, `壹拾贰`, `百分之八十`, `三分之一`, and the words that
//! make them approximate or turn them into a bound (`10余`, `近40`, `不少于12`, `30%以上`).

use std::ops::Range;

/// What stands with a number and loosens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// Nothing: the number is meant exactly.
    Exact,
    /// 余, 多, 近, 约, 左右.
    About,
    /// 以上, 不少于, 超过.
    AtLeast,
    /// 以下, 以内, 不超过.
    AtMost,
}

/// A number found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Where it stands, with 百分之, % and the hedge written at it.
    pub range: Range<usize>,
    /// Its value, scales (万, 亿) multiplied out; percent as printed (`80%` is 80).
    pub value: f64,
    /// Digits printed after the decimal point.
    pub decimals: u8,
    /// Whether it is a share in percent.
    pub percent: bool,
    /// What loosens it.
    pub hedge: Hedge,
}

impl Number {
    /// The value where it is a whole number that fits. 66.57万 is one, although it is not exact in binary.
    pub fn whole(&self) -> Option<i64> {
        let whole = self.value.round();
        ((self.value - whole).abs() < 1e-4 && whole.abs() < 1e15).then_some(whole as i64)
    }
}

/// Words before a number that loosen it. The longer of two that both fit is meant.
const BEFORE: &[(&str, Hedge)] = &[
    ("不少于", Hedge::AtLeast),
    ("不低于", Hedge::AtLeast),
    ("不小于", Hedge::AtLeast),
    ("不超过", Hedge::AtMost),
    ("不高于", Hedge::AtMost),
    ("不多于", Hedge::AtMost),
    ("不大于", Hedge::AtMost),
    ("大约", Hedge::About),
    ("将近", Hedge::About),
    ("接近", Hedge::About),
    ("至少", Hedge::AtLeast),
    ("超过", Hedge::AtLeast),
    ("突破", Hedge::AtLeast),
    ("至多", Hedge::AtMost),
    ("最多", Hedge::AtMost),
    ("近", Hedge::About),
    ("约", Hedge::About),
    ("逾", Hedge::AtLeast),
    ("超", Hedge::AtLeast),
];

/// The last characters of the words before.
const HEDGES_END: &str = "于过约近少破多逾超";

/// Words after a number (or after its unit) that loosen it.
const AFTER: &[(&str, Hedge)] = &[
    ("及以上", Hedge::AtLeast),
    ("以上", Hedge::AtLeast),
    ("及以下", Hedge::AtMost),
    ("以下", Hedge::AtMost),
    ("以内", Hedge::AtMost),
    ("左右", Hedge::About),
    ("上下", Hedge::About),
];

/// The value of a Chinese numeral that fills the whole of `text`: `一百二十三`, `二〇二三`, `两`, `廿一`, `壹拾贰`, `三万五千`.
/// None for anything else, and beyond 10¹⁵.
pub fn han(text: &str) -> Option<i64> {
    let chars: Vec<char> = text.chars().collect();
    if chars.is_empty() || chars.len() > 24 {
        return None;
    }
    if chars.len() > 1 && chars.iter().all(|&c| digit(c).is_some()) {
        return chars.iter().try_fold(0i64, |sum, &c| {
            sum.checked_mul(10)?
                .checked_add(digit(c)?)
                .filter(|&n| n < 1_000_000_000_000_000)
        });
    }
    let (mut total, mut section, mut pending) = (0i64, 0i64, None);
    for &c in &chars {
        if let Some(d) = digit(c) {
            // Two digits side by side inside a numeral with units (三百二一) are no number; 零 only fills a gap.
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(d);
        } else if let Some(tens) = twenty(c) {
            section += tens;
        } else {
            let scale = scale(c)?;
            if scale < 10_000 {
                section += pending.take().unwrap_or(1) * scale;
            } else {
                section += pending.take().unwrap_or(0);
                total = match scale {
                    // 亿 counts all that stands before it (三万亿), 万 only its own group (一亿二千万).
                    100_000_000 => (total + section).max(1).checked_mul(scale)?,
                    _ => total + section.max(1) * scale,
                };
                section = 0;
                if total > 1_000_000_000_000_000 {
                    return None;
                }
            }
        }
    }
    Some(total + section + pending.unwrap_or(0))
}

fn digit(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '兩' | '貳' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn twenty(c: char) -> Option<i64> {
    match c {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

fn scale(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Whether `c` can be part of a Chinese numeral.
pub fn is_han_numeral(c: char) -> bool {
    digit(c).is_some() || twenty(c).is_some() || scale(c).is_some()
}

/// The number that begins at byte `at`, with 百分之 before it and %, 余, 多, 以上 after it, but without words before it.
pub fn number_at(text: &str, at: usize) -> Option<Number> {
    let rest = text.get(at..)?;
    if let Some(share) = rest.strip_prefix("百分之") {
        let head = rest.len() - share.len();
        let (value, decimals, len) = bare(share)?;
        return Some(with_tail(text, at, at + head + len, value, decimals, true));
    }
    let (value, decimals, len) = bare(rest)?;
    let end = at + len;
    if let Some((parts, printed)) = text
        .get(end..)
        .and_then(|tail| tail.strip_prefix("分之"))
        .and_then(bare)
        .map(|(v, _, l)| (v, l))
    {
        let share = if value == 0.0 { 0.0 } else { parts / value * 100.0 };
        return Some(with_tail(text, at, end + "分之".len() + printed, share, 0, true));
    }
    let mut percent = false;
    let mut end = end;
    for sign in ["%", "％"] {
        if text[end..].starts_with(sign) {
            percent = true;
            end += sign.len();
        }
    }
    Some(with_tail(text, at, end, value, decimals, percent))
}

fn with_tail(text: &str, start: usize, mut end: usize, mut value: f64, decimals: u8, percent: bool) -> Number {
    let mut hedge = Hedge::Exact;
    if let Some(sign @ ('余' | '餘' | '多' | '几' | '来')) = text[end..].chars().next()
        // 几 and 来 only after a full ten (十几, 二十来), or they belong to the next word.
        && (!matches!(sign, '几' | '来') || text[..end].ends_with('十'))
    {
        hedge = Hedge::About;
        end += sign.len_utf8();
        // 1200多万: the scale stands after the hedge.
        if let Some((factor, len)) = factor(&text[end..]) {
            value *= factor;
            end += len;
        }
    }
    if hedge == Hedge::Exact
        && let Some((found, len)) = hedge_after(&text[end..])
    {
        hedge = found;
        end += len;
    }
    Number {
        range: start..end,
        value,
        decimals,
        percent,
        hedge,
    }
}

/// The hedge that `rest` begins with (以上, 左右 …) and its length in bytes; for hedges that follow a unit.
pub fn hedge_after(rest: &str) -> Option<(Hedge, usize)> {
    if !rest.starts_with(['及', '以', '左', '上']) {
        return None;
    }
    AFTER
        .iter()
        .find(|(word, _)| rest.starts_with(word))
        .map(|&(word, hedge)| (hedge, word.len()))
}

/// The hedge that ends at the end of `before` (近, 不少于 …) and its length in bytes.
pub fn hedge_before(before: &str) -> Option<(Hedge, usize)> {
    // Asked at every number, and nearly always in vain.
    if !before.ends_with(|c| HEDGES_END.contains(c)) {
        return None;
    }
    BEFORE
        .iter()
        .find(|(word, _)| before.ends_with(word))
        .map(|&(word, hedge)| (hedge, word.len()))
}

/// Every number in `text`, Arabic or Chinese, left to right, with the hedges at it. Chinese numerals inside words (统一, 第一)
/// come too: what counts as a statement is the caller's decision.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if (c.is_ascii_digit() || is_han_numeral(c))
            && let Some(mut number) = number_at(text, at)
        {
            if number.hedge == Hedge::Exact
                && let Some((hedge, len)) = hedge_before(&text[..at])
            {
                number.hedge = hedge;
                number.range.start -= len;
            }
            at = number.range.end.max(at + c.len_utf8());
            found.push(number);
        } else if c.is_ascii_digit() {
            // Too many digits for a number, and so is every tail of them.
            at += text[at..].bytes().take_while(u8::is_ascii_digit).count();
        } else {
            at += c.len_utf8();
        }
    }
    found
}

/// Value, decimals and length of the plain number at the start of `rest`.
fn bare(rest: &str) -> Option<(f64, u8, usize)> {
    let first = rest.chars().next()?;
    if first.is_ascii_digit() {
        let (mut value, decimals, mut len) = arabic(rest)?;
        if let Some((factor, more)) = factor(&rest[len..]) {
            value *= factor;
            len += more;
        }
        return Some((value, decimals, len));
    }
    let len: usize = rest
        .chars()
        .take_while(|&c| is_han_numeral(c))
        .take(24)
        .map(char::len_utf8)
        .sum();
    let whole = &rest[..len];
    // 百, 千, 万 alone begin words (百姓, 千方百计, 万达); a numeral starts with a digit or 十.
    if !whole.starts_with(['十', '拾', '廿', '卅']) && digit(first).is_none() {
        return None;
    }
    if let Some(point) = rest[len..].strip_prefix('点') {
        let digits: Vec<i64> = point.chars().map_while(digit).take(6).collect();
        if let (false, Some(value)) = (digits.is_empty(), han(whole)) {
            let fraction = digits.iter().rev().fold(0.0, |sum, &d| (sum + d as f64) / 10.0);
            let printed: usize = point.chars().take(digits.len()).map(char::len_utf8).sum();
            return Some((value as f64 + fraction, digits.len() as u8, len + "点".len() + printed));
        }
    }
    Some((han(whole)? as f64, 0, len))
}

fn arabic(rest: &str) -> Option<(f64, u8, usize)> {
    let bytes = rest.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut len = run(0);
    let mut digits = rest[..len].to_owned();
    // Thousands separators: groups of exactly three, or the comma is punctuation.
    if (1..=3).contains(&len) {
        while bytes.get(len) == Some(&b',') && run(len + 1) == 3 {
            digits.push_str(&rest[len + 1..len + 4]);
            len += 4;
        }
    }
    let mut decimals = 0;
    if bytes.get(len) == Some(&b'.') {
        let fraction = run(len + 1);
        if (1..=6).contains(&fraction) {
            digits.push_str(&rest[len..=len + fraction]);
            len += fraction + 1;
            decimals = fraction as u8;
        }
    }
    if digits.len() > 18 {
        return None;
    }
    digits.parse().ok().map(|value| (value, decimals, len))
}

/// The scale that multiplies an Arabic number: 万, 亿, 万亿, 千, 百, 百万, 千万.
fn factor(rest: &str) -> Option<(f64, usize)> {
    const FACTORS: &[(&str, f64)] = &[
        ("万亿", 1e12),
        ("千亿", 1e11),
        ("百亿", 1e10),
        ("千万", 1e7),
        ("百万", 1e6),
        ("亿", 1e8),
        ("億", 1e8),
        ("万", 1e4),
        ("萬", 1e4),
        ("千", 1e3),
    ];
    if !rest.starts_with(['万', '萬', '亿', '億', '千', '百']) {
        return None;
    }
    FACTORS
        .iter()
        .find(|(word, _)| rest.starts_with(word))
        .map(|&(word, value)| (value, word.len()))
}

#[cfg(test)]
mod tests;
