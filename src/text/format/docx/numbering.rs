//! Word's automatic numbering: the numbers that it draws before paragraphs and keeps out of their text.
//!
//! As Word counts: lists (`num`) with the same definition (`abstractNum`) count on together, unless a list starts anew by itself;
//! a level starts anew after any higher one, unless it says otherwise; what a level prints may name the numbers above it (`%1.%2`).

use std::collections::{HashMap, HashSet};

use super::super::number::{Style, written};
use super::super::symbol;
use super::styles::{InList, Styles};
use super::xml::Element;

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a definition.
#[derive(Debug, Clone, Default)]
struct Level {
    start: i64,
    format: Format,
    /// What is printed, with `%1` to `%9` for numbers.
    text: String,
    /// After which level (from 1) it starts anew; 0 is never.
    restart: Option<i64>,
    /// All numbers in digits.
    legal: bool,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
}

/// What a level prints for its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Format {
    Number(Style),
    /// A mark, the same each time.
    Bullet,
    #[default]
    Nothing,
}

/// A list: its definition, and what it changes of it.
#[derive(Debug, Default)]
struct List {
    definition: i64,
    starts: HashMap<usize, i64>,
    levels: HashMap<usize, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: HashMap<i64, Vec<Level>>,
    lists: HashMap<i64, List>,
    counted: HashMap<i64, [Option<i64>; LEVELS]>,
    begun: HashSet<i64>,
}

impl Numbering {
    /// Reads the part.
    pub(super) fn read(part: Option<&Element>, styles: &Styles) -> Self {
        let mut numbering = Self::default();
        let mut named_by_style: Vec<(i64, String)> = Vec::new();
        for element in part.into_iter().flat_map(Element::elements) {
            match element.name.as_str() {
                "abstractNum" => {
                    let Some(id) = element.number("abstractNumId") else {
                        continue;
                    };
                    if let Some(style) = element.value("numStyleLink") {
                        named_by_style.push((id, style.to_owned()));
                    }
                    let mut levels = vec![Level::default(); LEVELS];
                    for level in element.elements().filter(|child| child.name == "lvl") {
                        if let Some(slot) = place(level).and_then(|at| levels.get_mut(at)) {
                            *slot = Level::read(level);
                        }
                    }
                    numbering.definitions.insert(id, levels);
                }
                "num" => {
                    if let (Some(id), Some(definition)) =
                        (element.number("numId"), element.value_number("abstractNumId"))
                    {
                        numbering.lists.insert(id, List::read(element, definition));
                    }
                }
                _ => {}
            }
        }
        for (id, style) in named_by_style {
            let list = styles.list_of(&style).and_then(|list| numbering.lists.get(&list));
            let levels = list
                .and_then(|list| numbering.definitions.get(&list.definition))
                .cloned();
            if let Some(levels) = levels {
                numbering.definitions.insert(id, levels);
            }
        }
        numbering
    }

    /// The number of the next paragraph in a list, as printed; `styles` are the paragraph's style and those that it is
    /// based on, by which some lists tell the level. Empty where none is printed.
    pub(super) fn next(&mut self, place: InList, styles: &[String]) -> String {
        let Some(list) = self.lists.get(&place.list) else {
            return String::new();
        };
        let Some(levels) = self.definitions.get(&list.definition) else {
            return String::new();
        };
        let of = |at: usize| list.levels.get(&at).unwrap_or(&levels[at]);
        let by_style = || {
            let named = |style: &String| (0..LEVELS).find(|&at| of(at).style.as_ref() == Some(style));
            styles.iter().find_map(named)
        };
        let at = place.level.or_else(by_style).unwrap_or(0).min(LEVELS - 1);
        let counted = self.counted.entry(list.definition).or_default();
        if self.begun.insert(place.list) {
            for &level in list.starts.keys() {
                counted[level] = None;
            }
        }
        let start = |at: usize| list.starts.get(&at).copied().unwrap_or(of(at).start);
        counted[at] = Some(counted[at].map_or_else(|| start(at), |number| number.saturating_add(1)));
        for (below, number) in counted.iter_mut().enumerate().skip(at + 1) {
            if of(below).restart.is_none_or(|after| (at as i64) < after) {
                *number = None;
            }
        }
        let level = of(at);
        match level.format {
            Format::Nothing if !level.text.contains('%') => level.text.clone(),
            Format::Bullet => level.text.chars().map(symbol::shown).collect(),
            _ => {
                let number = |of_level: usize| {
                    let value = counted[of_level].unwrap_or_else(|| start(of_level));
                    match of(of_level).format {
                        Format::Number(style) if !level.legal || style == Style::DecimalZero => written(value, style),
                        Format::Number(_) => value.to_string(),
                        Format::Bullet | Format::Nothing => String::new(),
                    }
                };
                printed(&level.text, number)
            }
        }
    }
}

impl List {
    fn read(element: &Element, definition: i64) -> Self {
        let mut list = Self {
            definition,
            ..Self::default()
        };
        for change in element.elements().filter(|child| child.name == "lvlOverride") {
            let Some(at) = place(change) else {
                continue;
            };
            if let Some(start) = change.value_number("startOverride") {
                list.starts.insert(at, start);
            }
            if let Some(level) = change.element("lvl") {
                list.levels.insert(at, Level::read(level));
            }
        }
        list
    }
}

impl Level {
    fn read(element: &Element) -> Self {
        Self {
            start: element.value_number("start").unwrap_or(0),
            format: format(element),
            text: element.value("lvlText").unwrap_or_default().chars().take(64).collect(),
            restart: element.value_number("lvlRestart"),
            legal: element.is_on("isLgl"),
            style: element.value("pStyle").map(str::to_owned),
        }
    }
}

/// Which level an element speaks of.
fn place(element: &Element) -> Option<usize> {
    let at = usize::try_from(element.number("ilvl")?).ok()?;
    (at < LEVELS).then_some(at)
}

/// A level's format. Names of ECMA-376 part 1, 17.18.59; those without a sign of their own are written in digits.
fn format(level: &Element) -> Format {
    // A format of its own stands in a choice, with the plain one as what older programs read.
    let choice = level
        .element("AlternateContent")
        .and_then(|choice| choice.element("Fallback"));
    let name = level.value("numFmt").or_else(|| choice?.value("numFmt"));
    Format::Number(match name.unwrap_or("decimal") {
        "none" => return Format::Nothing,
        "bullet" => return Format::Bullet,
        "decimalZero" => Style::DecimalZero,
        "decimalFullWidth" | "decimalFullWidth2" => Style::FullWidth,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Style::Circled,
        "decimalEnclosedParen" => Style::Parenthesised,
        "decimalEnclosedFullstop" => Style::FullStop,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanDigital2" => Style::Chinese,
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Style::ChineseDigits,
        "chineseLegalSimplified" => Style::ChineseLegal,
        "ideographLegalTraditional" | "japaneseLegal" => Style::ChineseLegalTraditional,
        "ideographEnclosedCircle" => Style::ChineseParenthesised,
        "ideographTraditional" => Style::Stems,
        "ideographZodiac" | "ideographZodiacTraditional" => Style::Branches,
        "lowerLetter" => Style::LowerLetter,
        "upperLetter" => Style::UpperLetter,
        "lowerRoman" => Style::LowerRoman,
        "upperRoman" => Style::UpperRoman,
        _ => Style::Decimal,
    })
}

/// A level's text with its numbers put in.
fn printed(text: &str, number: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().and_then(|digit| digit.to_digit(10)) {
            Some(digit @ 1..=9) if c == '%' => {
                chars.next();
                out.push_str(&number(digit as usize - 1));
            }
            _ => out.push(c),
        }
    }
    out
}
