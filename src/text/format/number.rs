//! Numbers as lists print them: what browsers and Word draw before a paragraph and keep out of its text.

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// 1 2 3
    Decimal,
    /// 01 02 03
    DecimalZero,
    /// １ ２ ３
    FullWidth,
    /// ① ② ③, up to 50
    Circled,
    /// ⑴ ⑵ ⑶, up to 20
    Parenthesised,
    /// ⒈ ⒉ ⒊, up to 20
    FullStop,
    /// 一 二 三 … 十一
    Chinese,
    /// 一 二 三 … 一一 (digit by digit)
    ChineseDigits,
    /// 壹 贰 叁
    ChineseLegal,
    /// 壹 貳 參
    ChineseLegalTraditional,
    /// ㈠ ㈡ ㈢, up to 10
    ChineseParenthesised,
    /// 甲 乙 丙
    Stems,
    /// 子 丑 寅
    Branches,
    /// a b c
    LowerLetter,
    /// A B C
    UpperLetter,
    /// i ii iii
    LowerRoman,
    /// I II III
    UpperRoman,
}

/// A number in a style; in digits where the style has no sign for it.
pub(super) fn written(number: i64, style: Style) -> String {
    let plain = || number.to_string();
    let sign = |first: char, last: i64| -> Option<String> {
        let offset = u32::try_from(number.checked_sub(1)?).ok().filter(|_| number <= last)?;
        char::from_u32(first as u32 + offset).map(String::from)
    };
    let found = match style {
        Style::DecimalZero => Some(format!("{number:02}")),
        Style::FullWidth => Some(plain().chars().map(full_width).collect()),
        Style::Circled if number <= 20 => sign('①', 20),
        Style::Circled if number <= 35 => char::from_u32('㉑' as u32 + (number - 21) as u32).map(String::from),
        Style::Circled if number <= 50 => char::from_u32('㊱' as u32 + (number - 36) as u32).map(String::from),
        Style::Circled | Style::Decimal => None,
        Style::Parenthesised => sign('⑴', 20),
        Style::FullStop => sign('⒈', 20),
        Style::ChineseParenthesised => sign('㈠', 10),
        Style::Chinese => chinese(number, &INFORMAL),
        Style::ChineseLegal => chinese(number, &LEGAL),
        Style::ChineseLegalTraditional => chinese(number, &LEGAL_TRADITIONAL),
        Style::ChineseDigits => (number > 0).then(|| {
            let digit = |c: char| {
                c.to_digit(10).map_or(c, |digit| {
                    "〇一二三四五六七八九".chars().nth(digit as usize).unwrap_or(c)
                })
            };
            plain().chars().map(digit).collect()
        }),
        Style::Stems => nth("甲乙丙丁戊己庚辛壬癸", number),
        Style::Branches => nth("子丑寅卯辰巳午未申酉戌亥", number),
        Style::LowerLetter => letter(number, b'a'),
        Style::UpperLetter => letter(number, b'A'),
        Style::LowerRoman => roman(number).map(|text| text.to_ascii_lowercase()),
        Style::UpperRoman => roman(number),
    };
    found.unwrap_or_else(plain)
}

/// A drawn number and the text beside it, as if the number had been typed: with a space only where they would run together.
pub(super) fn beside(number: &str, text: &str) -> String {
    let text = if number.is_empty() { text } else { text.trim_start() };
    let runs_on = match (number.chars().next_back(), text.chars().next()) {
        (Some('.'), Some(first)) => first.is_ascii_alphanumeric(),
        // Bare numbers, `第一章`, and marks; `一是` and `①` stand close.
        (Some(last), Some(_)) => {
            last.is_ascii_alphanumeric() || "一二三四五六七八九十百部分章节節条條篇•●■◆➢✓☑□-".contains(last)
        }
        _ => false,
    };
    let gap = if runs_on { " " } else { "" };
    format!("{number}{gap}{text}")
}

fn full_width(c: char) -> char {
    char::from_u32(c as u32 + 0xfee0)
        .filter(|_| c.is_ascii_digit())
        .unwrap_or(c)
}

fn nth(signs: &str, number: i64) -> Option<String> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    signs.chars().nth(index).map(String::from)
}

/// a … z, then aa, bb, as Word and browsers differ; notices never get there.
fn letter(number: i64, first: u8) -> Option<String> {
    let index = u8::try_from(number.checked_sub(1)?).ok().filter(|index| *index < 26)?;
    Some(char::from(first + index).to_string())
}

/// Digits, and the signs for ten, hundred and thousand.
struct Numerals {
    digits: &'static str,
    units: [&'static str; 4],
    /// Whether ten is written 十 and not 一十.
    short_ten: bool,
}

const INFORMAL: Numerals = Numerals {
    digits: "零一二三四五六七八九",
    units: ["", "十", "百", "千"],
    short_ten: true,
};

const LEGAL: Numerals = Numerals {
    digits: "零壹贰叁肆伍陆柒捌玖",
    units: ["", "拾", "佰", "仟"],
    short_ten: false,
};

const LEGAL_TRADITIONAL: Numerals = Numerals {
    digits: "零壹貳參肆伍陸柒捌玖",
    units: ["", "拾", "佰", "仟"],
    short_ten: false,
};

fn chinese(number: i64, numerals: &Numerals) -> Option<String> {
    if !(1..10_000).contains(&number) {
        return None;
    }
    let digit = |value: i64| numerals.digits.chars().nth(value as usize).unwrap_or('零');
    let mut text = String::new();
    let mut zero = false;
    for place in (0..4).rev() {
        let value = number / 10_i64.pow(place) % 10;
        if value == 0 {
            zero = !text.is_empty();
            continue;
        }
        if zero {
            text.push(digit(0));
            zero = false;
        }
        if !(numerals.short_ten && text.is_empty() && place == 1 && value == 1) {
            text.push(digit(value));
        }
        text.push_str(numerals.units[place as usize]);
    }
    Some(text)
}

fn roman(number: i64) -> Option<String> {
    const SIGNS: &[(i64, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = Some(number).filter(|number| (1..4000).contains(number))?;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= *value {
            text.push_str(sign);
            left -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_print_them() {
        for (number, style, text) in [
            (1, Style::Chinese, "一"),
            (10, Style::Chinese, "十"),
            (11, Style::Chinese, "十一"),
            (20, Style::Chinese, "二十"),
            (101, Style::Chinese, "一百零一"),
            (110, Style::Chinese, "一百一十"),
            (1003, Style::Chinese, "一千零三"),
            (12, Style::ChineseDigits, "一二"),
            (15, Style::ChineseLegal, "壹拾伍"),
            (7, Style::Circled, "⑦"),
            (21, Style::Circled, "㉑"),
            (36, Style::Circled, "㊱"),
            (51, Style::Circled, "51"),
            (3, Style::Parenthesised, "⑶"),
            (3, Style::ChineseParenthesised, "㈢"),
            (11, Style::ChineseParenthesised, "11"),
            (4, Style::LowerRoman, "iv"),
            (3, Style::UpperLetter, "C"),
            (27, Style::LowerLetter, "27"),
            (2, Style::Stems, "乙"),
            (12, Style::FullWidth, "１２"),
            (3, Style::DecimalZero, "03"),
        ] {
            assert_eq!(written(number, style), text, "{number} {style:?}");
        }
    }

    #[test]
    fn a_drawn_number_stands_as_if_it_had_been_typed() {
        for (number, text, typed) in [
            ("一、", "补登", "一、补登"),
            ("一是", "补登", "一是补登"),
            ("①", " 补登", "①补登"),
            ("1.", "补登", "1.补登"),
            ("1.", "2023年", "1. 2023年"),
            ("1", "补登", "1 补登"),
            ("第一章", "总则", "第一章 总则"),
            ("", " 补登", " 补登"),
            ("1.", "", "1."),
        ] {
            assert_eq!(beside(number, text), typed);
        }
    }

    #[test]
    fn strange_numbers_are_written_in_digits() {
        for style in [
            Style::Chinese,
            Style::Circled,
            Style::Stems,
            Style::LowerRoman,
            Style::LowerLetter,
            Style::FullStop,
        ] {
            for number in [0, -3, i64::MAX, i64::MIN] {
                assert_eq!(written(number, style), number.to_string(), "{style:?}");
            }
        }
    }
}
