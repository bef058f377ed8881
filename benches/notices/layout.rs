//! How a notice is laid out: the styles of its numbers, level by level, and what stands between a finding and its answer.

use super::words::Random;

const HAN: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A style of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1.
    Dot,
    /// 1、
    Comma,
    /// 1．
    WideDot,
    /// （1）
    InBrackets,
    /// 1）
    Bracket,
    /// ①
    Circled,
    /// 一是
    Yi,
    /// 第一，
    Di,
    /// 问题1：
    Problem,
    /// ●
    Bullet,
    /// Nothing.
    None,
}

impl Style {
    /// The number as printed.
    pub(super) fn label(self, number: usize) -> String {
        match self {
            Self::Han => format!("{}、", han(number)),
            Self::HanInBrackets => format!("（{}）", han(number)),
            Self::Dot => format!("{number}."),
            Self::Comma => format!("{number}、"),
            Self::WideDot => format!("{number}．"),
            Self::InBrackets => format!("（{number}）"),
            Self::Bracket => format!("{number}）"),
            Self::Circled => {
                char::from_u32(0x2460 + number.clamp(1, 20) as u32 - 1).map_or_else(String::new, String::from)
            }
            Self::Yi => format!("{}是", han(number)),
            Self::Di => format!("第{}，", han(number)),
            Self::Problem => format!("问题{number}："),
            Self::Bullet => "●".to_owned(),
            Self::None => String::new(),
        }
    }
}

/// A number below a hundred in Chinese.
fn han(number: usize) -> String {
    let (tens, ones) = (number / 10 % 10, number % 10);
    match tens {
        0 => HAN[ones].to_owned(),
        1 => format!("十{}", HAN[ones]),
        _ => format!("{}十{}", HAN[tens], HAN[ones]),
    }
}

/// How the lines are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// A line for each heading, finding and measure.
    Each,
    /// The measures of a finding run on in one paragraph.
    Paragraphs,
    /// The whole body in one line.
    Lost,
}

/// A layout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// Of the parts: 二、
    pub(super) part: Style,
    /// Of the groups within; [`Style::None`] where there are no groups.
    pub(super) group: Style,
    pub(super) finding: Style,
    pub(super) measure: Style,
    /// What opens an answer; empty for nothing.
    pub(super) answer: &'static str,
    /// Whether the finding's statement stands before its answer.
    pub(super) statement: bool,
    /// Whether state, leader, department and deadline are printed.
    pub(super) fields: bool,
    pub(super) breaks: Breaks,
    /// Whether the findings are rows of a table.
    pub(super) table: bool,
}

impl Layout {
    pub(super) fn choose(random: &mut Random) -> Self {
        use Style::{
            Bracket, Bullet, Circled, Comma, Di, Dot, Han, HanInBrackets, InBrackets, None, Problem, WideDot, Yi,
        };
        const LEVELS: [[Style; 4]; 12] = [
            [Han, HanInBrackets, Dot, Yi],
            [Han, HanInBrackets, WideDot, InBrackets],
            [Han, HanInBrackets, InBrackets, Circled],
            [Han, None, HanInBrackets, Dot],
            [Han, None, Dot, InBrackets],
            [Han, None, Comma, Circled],
            [Han, HanInBrackets, Comma, Di],
            [Han, None, Problem, Yi],
            [Han, HanInBrackets, Dot, Bracket],
            [Han, HanInBrackets, Dot, None],
            [Han, None, HanInBrackets, Yi],
            [Han, HanInBrackets, Dot, Bullet],
        ];
        const ANSWERS: [&str; 7] = ["整改情况：", "整改措施：", "整改落实情况：", "整改进展：", "", "", ""];
        let [part, group, finding, measure] = *random.pick(&LEVELS);
        let bare = measure == None || measure == Bullet;
        let breaks = match random.below(6) {
            3 | 4 if !bare => Breaks::Paragraphs,
            5 if !bare && finding != Problem => Breaks::Lost,
            _ => Breaks::Each,
        };
        let table = random.once_in(12);
        Self {
            part,
            group,
            finding,
            measure,
            answer: ANSWERS[random.below(ANSWERS.len())],
            statement: random.once_in(3),
            fields: breaks == Breaks::Each && random.once_in(5),
            breaks: if table { Breaks::Each } else { breaks },
            table,
        }
    }
}
