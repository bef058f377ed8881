//! Finds the wordings of `wordings.tsv` in a text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex, RegexSet};

use super::{Bound, Festival, Point, Printed, YearWord};
use crate::text::numeral;

const WORDINGS: &str = include_str!("wordings.tsv");

const YEAR: &str = "(?:19[5-9][0-9]|20[0-9][0-9]|[一二][〇零○一二三四五六七八九]{3})";
const YEAR_WORD: &str = "今年|本年|明年|去年|上年|后年|来年|次年|翌年";
const MONTH: &str = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元)";
const DAY: &str =
    "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|[廿二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|[一二三四五六七八九])";
const COUNT: &str = "(?:[0-9]{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|半)";

/// Words after a time that say which side of it is meant, and the characters that make of them something else (前期, 内部, 后备).
const BOUNDS: &[(&str, Bound, &str)] = &[
    ("之前", Bound::Before, ""),
    ("以前", Bound::Before, ""),
    ("前", Bound::Before, "期瞻后三两半几置往沿端款景期列述"),
    ("之内", Bound::Within, ""),
    ("以内", Bound::Within, ""),
    ("期间", Bound::Within, ""),
    ("内", Bound::Within, "部容控外审涵设地参"),
    ("以来", Bound::From, ""),
    ("之后", Bound::From, ""),
    ("以后", Bound::From, ""),
    ("起", Bound::From, "草步点诉用"),
    ("后", Bound::From, "备续期勤台方进半"),
];

struct Row {
    shape: String,
    anchored: Regex,
}

struct Grammar {
    any: Regex,
    /// Which rows fit at a place, found in one pass.
    fitting: RegexSet,
    rows: Vec<Row>,
}

/// Bytes of the longest wording, and more: years with spaces around them, joined.
const LONGEST: usize = 160;

static GRAMMAR: LazyLock<Option<Grammar>> = LazyLock::new(compile);

fn compile() -> Option<Grammar> {
    let mut rows = Vec::new();
    let mut parts = Vec::new();
    for line in WORDINGS
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
    {
        let (shape, pattern) = line.split_once('\t')?;
        rows.push(Row {
            shape: shape.to_owned(),
            anchored: Regex::new(&format!("^(?:{})", expand(pattern, true))).ok()?,
        });
        parts.push(expand(pattern, false));
    }
    Some(Grammar {
        any: Regex::new(&parts.join("|")).ok()?,
        fitting: RegexSet::new(rows.iter().map(|row| row.anchored.as_str())).ok()?,
        rows,
    })
}

/// The pattern with its placeholders filled in, each allowing spaces around it.
fn expand(pattern: &str, named: bool) -> String {
    let group = |name: &str, body: &str| match named {
        true => format!("[ \u{a0}]?(?P<{name}>{body})[ \u{a0}]?"),
        false => format!("[ \u{a0}]?(?:{body})[ \u{a0}]?"),
    };
    let year = format!("(?:{}年(?:度)?的?|{})", group("Y", YEAR), group("W", YEAR_WORD));
    let filled = pattern
        .replace("{yy}", &year)
        .replace("{y}", &format!("{year}?"))
        .replace("{Y}", &group("Y", YEAR))
        .replace("{Y2}", &group("Y2", YEAR))
        .replace("{word}", &group("W", YEAR_WORD))
        .replace("{M}", &group("M", MONTH))
        .replace("{M2}", &group("M2", MONTH))
        .replace("{D}", &group("D", DAY))
        .replace("{Q}", &group("Q", "[1-4一二三四]"))
        .replace("{N}", &group("N", COUNT));
    if named {
        filled
    } else {
        filled
            .replace("(?P<part>", "(?:")
            .replace("(?P<half>", "(?:")
            .replace("(?P<festival>", "(?:")
            .replace("(?P<season>", "(?:")
            .replace("(?P<plan>", "(?:")
            .replace("(?P<unit>", "(?:")
            .replace("(?P<which>", "(?:")
    }
}

/// Every wording of time in `text` (folded text), left to right, without overlaps. Wordings of something that comes again (每年6月) are left out.
pub fn printed(text: &str) -> Vec<Printed> {
    let Some(grammar) = GRAMMAR.as_ref() else {
        return Vec::new();
    };
    let mut found: Vec<Printed> = Vec::new();
    let mut at = 0;
    while let Some(hit) = grammar.any.find_at(text, at) {
        let start = hit.start() + (hit.as_str().len() - hit.as_str().trim_start().len());
        let next_char = text[start..].chars().next().map_or(1, char::len_utf8);
        if comes_again(&text[..start]) {
            at = hit.end().max(start + next_char);
            continue;
        }
        let Some((point, end_point, len)) = read(grammar, text, start) else {
            at = start + next_char;
            continue;
        };
        let mut range = start..start + len;
        let (mut second, mut bound) = (end_point, Bound::At);
        if second.is_none()
            && let Some((end, to)) = range_end(grammar, text, range.end, point)
        {
            second = Some(end);
            range.end = to;
        }
        if matches!(point, Point::Festival(..)) {
            // What is done during a festival is told more often than promised.
            bound = if text[..range.end].ends_with("期间") {
                Bound::At
            } else {
                Bound::Before
            };
        } else if let Some((b, len)) = bound_at(text, range.end) {
            bound = b;
            range.end += len;
        }
        at = range.end.max(start + next_char);
        let mut from_feedback = false;
        if matches!(point, Point::Days(_) | Point::Months(_))
            && let Some(from) = after_feedback(&text[..range.start])
        {
            from_feedback = true;
            range.start = from;
        }
        found.push(Printed {
            range,
            start: point,
            end: second,
            bound,
            from_feedback,
        });
    }
    found
}

/// The wording that stands exactly at `at`: its time, the second time where one wording has two, and its length.
fn read(grammar: &Grammar, text: &str, at: usize) -> Option<(Point, Option<Point>, usize)> {
    let before = &text[..at];
    let first = text[at..].chars().next()?;
    // Inside a longer number.
    if first.is_ascii_digit() && before.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-') {
        return None;
    }
    // 1200元月租
    if first == '元' && before.ends_with(|c: char| c.is_ascii_digit() || numeral::is_han_numeral(c)) {
        return None;
    }
    if numeral::is_han_numeral(first) && before.ends_with(|c: char| numeral::is_han_numeral(c)) {
        return None;
    }
    let rest = &text[at..];
    let near = &rest[..rest.floor_char_boundary(LONGEST)];
    grammar.fitting.matches(near).iter().find_map(|row| {
        let row = grammar.rows.get(row)?;
        let captures = row.anchored.captures(near)?;
        let len = captures.get(0)?.as_str().trim_end().len();
        let (start, end) = point(&row.shape, &captures)?;
        fits(&row.shape, before, &rest[len..]).then_some((start, end, len))
    })
}

/// Whether the time that follows `before` is one that comes again.
fn comes_again(before: &str) -> bool {
    ["每", "每年", "每年的", "逐", "各"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// Whether what stands around a wording lets it be a time.
fn fits(shape: &str, before: &str, after: &str) -> bool {
    match shape {
        "inyear" => {
            !after.starts_with(['部', '容', '控', '外', '审', '涵'])
                && !before.ends_with(['近', '几', '数', '多', '些', '两', '三', '全'])
        }
        // 年底考核 names a kind of review.
        "end"
            if ["考核", "考评", "总结", "述职", "测评", "决算", "盘点", "评比", "慰问"]
                .iter()
                .any(|word| after.starts_with(word)) =>
        {
            false
        }
        "start" | "end" => !before.ends_with(['少', '青', '近', '历', '往', '学']),
        "monthend" => !before.ends_with(|c: char| c == '个' || c == '满' || numeral::is_han_numeral(c)),
        "iso" => !after.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '/'),
        "festival" => !after.starts_with(['夕', '后']),
        "month" => !before.ends_with(['统', '同', '唯', '单', '专', '之']),
        // 缩短至3天以内 is a length to keep to.
        "within" => {
            !before.ends_with(['近', '第', '每', '前', '过', '至', '为'])
                && ![
                    "控制在",
                    "不超过",
                    "压缩到",
                    "缩短到",
                    "压减到",
                    "减少到",
                    "降到",
                    "需要",
                    "长达",
                ]
                .iter()
                .any(|word| before.ends_with(word))
        }
        "wholeyear" => !before.ends_with(['上', '去']),
        _ => true,
    }
}

fn point(shape: &str, captures: &Captures<'_>) -> Option<(Point, Option<Point>)> {
    let number = |name: &str| captures.name(name).and_then(|m| small(m.as_str()));
    let word = |name: &str| captures.name(name).map_or("", |m| m.as_str());
    let year = year_word(captures, "Y");
    let month = number("M")
        .map(|n| n as i8)
        .or_else(|| (word("M").trim() == "元").then_some(1));
    let one = |point| Some((point, None));
    match shape {
        "years" => Some((Point::Year(year), Some(Point::Year(year_word(captures, "Y2"))))),
        "day" | "iso" => one(Point::Day(year, month?, number("D")? as i8)),
        "months" => Some((
            Point::Month(year, month?),
            Some(Point::Month(YearWord::Unsaid, number("M2")? as i8)),
        )),
        "third" => one(Point::Third(year, month?, third(word("part")))),
        "nextthird" => one(Point::NextMonth(third(word("part")))),
        // Before the autumn term is by the end of the summer vacation.
        "term" => one(Point::Vacation(year, word("season") == "秋")),
        "month" => one(Point::Month(year, month?)),
        "quarter" => one(Point::Quarter(year, number("Q")? as i8)),
        "half" => one(Point::Half(year, if word("half") == "上" { 1 } else { 2 })),
        "festival" => one(Point::Festival(year, festival(word("festival")))),
        "plan" => one(Point::FiveYearPlan(10 + number("plan")? as i8)),
        "mid" => one(Point::YearMiddle(year)),
        "start" => one(Point::YearStart(this_if_unsaid(year))),
        "end" | "inyear" => one(Point::YearEnd(this_if_unsaid(year))),
        "vacation" => one(Point::Vacation(year, word("season") == "暑")),
        "within" | "spend" => one(span(word("N"), word("unit"))?),
        "monthend" => one(Point::MonthEnd(i8::from(matches!(word("which"), "下" | "次")))),
        "nextmonth" => one(Point::MonthEnd(1)),
        "thisquarter" => one(Point::QuarterEnd(i8::from(word("which") == "下"))),
        "wholeyear" => one(Point::Year(this_if_unsaid(year))),
        "thisyear" | "year" => one(Point::Year(year)),
        _ => None,
    }
}

/// Which third of a month: 上旬 0, 中旬 1, 下旬 and the end 2.
fn third(part: &str) -> u8 {
    match part {
        "上旬" | "初" => 0,
        "中旬" => 1,
        _ => 2,
    }
}

fn this_if_unsaid(year: YearWord) -> YearWord {
    if year == YearWord::Unsaid {
        YearWord::Off(0)
    } else {
        year
    }
}

fn year_word(captures: &Captures<'_>, name: &str) -> YearWord {
    if let Some(year) = captures.name(name).and_then(|m| small(m.as_str())) {
        return YearWord::Given(year as i16);
    }
    match captures.name("W").map_or("", |m| m.as_str()) {
        "" => YearWord::Unsaid,
        "今年" | "本年" => YearWord::Off(0),
        "去年" | "上年" => YearWord::Off(-1),
        "后年" => YearWord::Off(2),
        _ => YearWord::Off(1),
    }
}

fn small(text: &str) -> Option<u16> {
    let text = text.trim();
    text.parse()
        .ok()
        .or_else(|| numeral::han(text).and_then(|n| u16::try_from(n).ok()))
}

fn festival(word: &str) -> Festival {
    match word {
        "春节" => Festival::Spring,
        "清明" => Festival::Qingming,
        "端午" => Festival::DragonBoat,
        "中秋" => Festival::MidAutumn,
        "五一" => Festival::Fixed(5, 1),
        "七一" => Festival::Fixed(7, 1),
        "八一" => Festival::Fixed(8, 1),
        "国庆" => Festival::Fixed(10, 1),
        _ => Festival::Fixed(1, 1),
    }
}

fn span(count: &str, unit: &str) -> Option<Point> {
    let count = count.trim();
    if count == "半" {
        return match unit {
            "年" => Some(Point::Months(6)),
            "月" => Some(Point::Days(15)),
            _ => None,
        };
    }
    let n = small(count)?;
    Some(match unit {
        // Ten working days are two weeks.
        "工作日" => Point::Days(n.saturating_mul(7) / 5),
        "日" | "天" => Point::Days(n),
        "周" | "星期" => Point::Days(n.saturating_mul(7)),
        "月" => Point::Months(n),
        "季度" => Point::Months(n.saturating_mul(3)),
        _ => Point::Months(n.saturating_mul(12)),
    })
}

/// Where the words 反馈后, 自反馈之日起 begin that end `before` a length of time: it is counted from the feedback then.
fn after_feedback(before: &str) -> Option<usize> {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:自|从|在)?(?:收到|接到)?反馈(?:意见|问题|会)?(?:之日|当日)?(?:起|之后|以后|后)的?$").ok()
    });
    // Enough for the longest of them.
    let from = before.char_indices().rev().nth(13).map_or(0, |(at, _)| at);
    let hit = WORDS.as_ref()?.find(&before[from..])?;
    Some(from + hit.start())
}

pub(super) fn bound_at(text: &str, at: usize) -> Option<(Bound, usize)> {
    let rest = &text[at..];
    let (extra, rest) = match rest.chars().next() {
        // 三季度末, 上半年底: the end is meant anyway.
        Some(c @ ('末' | '底')) => (c.len_utf8(), &rest[c.len_utf8()..]),
        _ => (0, rest),
    };
    let bound = BOUNDS.iter().find(|(word, _, not)| {
        rest.strip_prefix(word)
            .is_some_and(|after| !after.starts_with(|c: char| not.contains(c)))
    });
    match bound {
        // Before the end of a quarter is within it.
        Some(&(word, Bound::Before, _)) if extra > 0 => Some((Bound::Within, extra + word.len())),
        Some(&(word, bound, _)) => Some((bound, extra + word.len())),
        None if extra > 0 => Some((Bound::Within, extra)),
        None => None,
    }
}

/// The second time of a range that begins with `first` and is joined at `at` by 至, 到 or a dash: the time and where it ends.
fn range_end(grammar: &Grammar, text: &str, at: usize, first: Point) -> Option<(Point, usize)> {
    let rest = &text[at..];
    let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
    // 自9月1日起至10月31日.
    let trimmed = match trimmed.strip_prefix('起') {
        Some(rest) if rest.starts_with(['至', '到']) => rest,
        _ => trimmed,
    };
    let joint: usize = trimmed
        .chars()
        .take_while(|c| "至到-—–~～".contains(*c))
        .take(2)
        .map(char::len_utf8)
        .sum();
    if joint == 0 {
        return None;
    }
    let after = trimmed[joint..].trim_start_matches([' ', '\u{a0}']);
    let begin = text.len() - after.len();
    static DAY_ONLY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("^({DAY})[日号]")).ok());
    if let Point::Day(_, month, _) = first
        && let Some(captures) = DAY_ONLY.as_ref().and_then(|re| re.captures(after))
        && let (Some(whole), Some(day)) = (captures.get(0), captures.get(1))
    {
        return Some((
            Point::Day(YearWord::Unsaid, month, small(day.as_str())? as i8),
            begin + whole.end(),
        ));
    }
    // Read without what stands before: the dash is part of the range.
    let (point, _, len) = read(grammar, after, 0)?;
    Some((point, begin + len))
}

/// The range of the text that a wording covers, for callers that only need the place.
impl From<Printed> for Range<usize> {
    fn from(printed: Printed) -> Self {
        printed.range
    }
}
