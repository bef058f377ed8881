//! The numbers of ordered lists, which a browser draws and the text does not have.

use super::super::number::{Style, written};
use super::dom::{Dom, Id};
use super::lines;

/// A list that is being read.
#[derive(Debug)]
pub(super) struct List {
    /// How its items are numbered; none where they are not.
    style: Option<Style>,
    next: i64,
    step: i64,
}

impl List {
    /// The list that an element opens.
    pub(super) fn of(dom: &Dom, node: Id, style: &str) -> Self {
        let numbered =
            dom.name(node) == "ol" && !style.contains("list-style:none") && !style.contains("list-style-type:none");
        let number = |name: &str| dom.attribute(node, name).and_then(|text| text.trim().parse().ok());
        let reversed = dom.attribute(node, "reversed").is_some();
        // A list that counts backwards ends at one.
        let items = || dom.children(node).filter(|&item| dom.name(item) == "li").count();
        let first = if reversed { items().try_into().unwrap_or(1) } else { 1 };
        Self {
            style: numbered.then(|| style_of(dom.attribute(node, "type").unwrap_or_default(), style)),
            next: number("start").unwrap_or(first),
            step: if reversed { -1 } else { 1 },
        }
    }
}

fn style_of(kind: &str, style: &str) -> Style {
    match kind {
        "a" => Style::LowerLetter,
        "A" => Style::UpperLetter,
        "i" => Style::LowerRoman,
        "I" => Style::UpperRoman,
        _ => {
            let named = STYLES.iter().find(|(name, _)| style.contains(name));
            named.map_or(Style::Decimal, |(_, style)| *style)
        }
    }
}

/// How lists are numbered by the names of CSS (Counter Styles Level 3); what is not here counts in digits.
const STYLES: &[(&str, Style)] = &[
    ("cjk-ideographic", Style::Chinese),
    ("cjk-decimal", Style::ChineseDigits),
    ("chinese-informal", Style::Chinese),
    ("simp-chinese-formal", Style::ChineseLegal),
    ("trad-chinese-formal", Style::ChineseLegalTraditional),
    ("cjk-heavenly-stem", Style::Stems),
    ("cjk-earthly-branch", Style::Branches),
    ("decimal-leading-zero", Style::DecimalZero),
    ("lower-alpha", Style::LowerLetter),
    ("lower-latin", Style::LowerLetter),
    ("upper-alpha", Style::UpperLetter),
    ("upper-latin", Style::UpperLetter),
    ("lower-roman", Style::LowerRoman),
    ("upper-roman", Style::UpperRoman),
];

/// The number of an item, with its mark; none where the list has none, or the item's text begins with its own.
pub(super) fn label(dom: &Dom, item: Id, list: Option<&mut List>) -> Option<String> {
    let list = list?;
    let style = list.style?;
    let value = dom.attribute(item, "value").and_then(|text| text.trim().parse().ok());
    let number = value.unwrap_or(list.next);
    list.next = number.saturating_add(list.step);
    if lines::style(dom, item).contains("list-style:none") || has_label(&dom.text(item)) {
        return None;
    }
    let han = matches!(
        style,
        Style::Chinese
            | Style::ChineseDigits
            | Style::ChineseLegal
            | Style::ChineseLegalTraditional
            | Style::Stems
            | Style::Branches
    );
    let mark = if han { "、" } else { "." };
    Some(format!("{}{mark}", written(number, style)))
}

/// Whether a text begins with a number or mark of its own.
fn has_label(text: &str) -> bool {
    let text = text.trim_start();
    let Some(first) = text.chars().next() else {
        return true;
    };
    if matches!(first, '①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩' | '•' | '●' | '■' | '◆' | '-' | '·') {
        return true;
    }
    let inner = text.trim_start_matches(['(', '（', '第']);
    let counted = text.starts_with('第');
    let digits = inner.len()
        - inner
            .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c))
            .len();
    let opened = inner.len() < text.len();
    let rest = &inner[digits..];
    // 第三季度 is no label, 第三，, 第三章 and 第三部分 are.
    let opened = opened && (!counted || rest.starts_with(['章', '节', '條', '条', '项', '部', '篇']));
    digits > 0 && (opened || rest.starts_with(['、', '.', '．', ')', '）', '，', '是', '：', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_text_are_seen() {
        for text in [
            "1.补登",
            "（一）核对",
            "一、补登",
            "一是补登",
            "①补登",
            "第一，补登",
            "• 补登",
            "2、x",
            "",
        ] {
            assert!(has_label(text), "{text}");
        }
        for text in ["补登", "2023年6月前补登", "一把手负责", "十分重视", "第三季度完成清淤"] {
            assert!(!has_label(text), "{text}");
        }
    }
}
