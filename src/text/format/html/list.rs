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
        Self {
            style: numbered.then(|| style_of(dom.attribute(node, "type").unwrap_or_default(), style)),
            next: number("start").unwrap_or(1),
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
        _ if [
            "cjk-ideographic",
            "simp-chinese-informal",
            "trad-chinese-informal",
            "cjk-decimal",
        ]
        .iter()
        .any(|name| style.contains(name)) =>
        {
            Style::Chinese
        }
        _ => Style::Decimal,
    }
}

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
    let mark = if style == Style::Chinese { "、" } else { "." };
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
    let digits = inner.len()
        - inner
            .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c))
            .len();
    let opened = inner.len() < text.len();
    digits > 0 && (opened || inner[digits..].starts_with(['、', '.', '．', ')', '）', '，', '是', '：', ' ']))
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
        for text in ["补登", "2023年6月前补登", "一把手负责", "十分重视"] {
            assert!(!has_label(text), "{text}");
        }
    }
}
