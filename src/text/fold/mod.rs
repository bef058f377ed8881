//! Clean text into folded text, for search and comparison only: simplified characters, half width, lower case, plain punctuation.
//!
//! One character for one, always: no word is looked up, for a comparison needs two spellings to meet and nothing more. So a table of
//! characters does what a conversion library would, without its dictionaries in memory and at many times its speed.

use std::sync::LazyLock;

use super::map::{Builder, Map};

/// A folded text with its map back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// From the folded text back to the text that was folded.
    pub map: Map,
}

/// Folds a text.
pub fn fold(text: &str) -> Folded {
    let mut builder = Builder::with_capacity(text.len());
    let mut kept = 0;
    for (at, c) in text.char_indices() {
        let folded = fold_char(c);
        if folded != c {
            builder.keep(&text[kept..at]);
            builder.exchange(c, folded);
            kept = at + c.len_utf8();
        }
    }
    builder.keep(&text[kept..]);
    let (text, map) = builder.finish();
    Folded { text, map }
}

/// One character folded.
pub fn fold_char(c: char) -> char {
    match c {
        'a'..='z' | '0'..='9' | '\n' | '。' | '、' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{4e00}'..='\u{9fff}' => HAN[c as usize - 0x4e00],
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            narrow.to_ascii_lowercase()
        }
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        '「' | '『' | '﹁' | '﹃' | '〝' => '“',
        '」' | '』' | '﹂' | '﹄' | '〞' => '”',
        '〈' | '﹤' => '《',
        '〉' | '﹥' => '》',
        '﹐' => ',',
        '﹑' | '､' => '、',
        '｡' => '。',
        '﹔' => ';',
        '﹕' | '∶' | '︰' => ':',
        '﹙' => '(',
        '﹚' => ')',
        '﹒' | '․' => '.',
        '‧' | '•' | '∙' | '⋅' | '・' | '･' => '·',
        c if c.is_ascii() => c,
        c if is_rare_han(c) => RARE.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to),
        c => lower(c),
    }
}

/// Lower case where that is one character.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn is_rare_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn rows() -> impl Iterator<Item = (char, char)> {
    include_str!("traditional.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (from, to) = line.split_once('\t')?;
            Some((from.chars().next()?, to.chars().next()?))
        })
}

/// The unified ideographs by code point: 21,000 characters, of which some 4,000 change.
static HAN: LazyLock<Box<[char]>> = LazyLock::new(|| {
    let mut han: Vec<char> = ('\u{4e00}'..='\u{9fff}').collect();
    for (from, to) in rows() {
        if let Some(slot) = (from as usize).checked_sub(0x4e00).and_then(|at| han.get_mut(at)) {
            *slot = to;
        }
    }
    han.into_boxed_slice()
});

/// The rows outside of the unified ideographs: rare, so that a list is enough.
static RARE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| rows().filter(|(from, _)| is_rare_han(*from)).collect());

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn scripts_widths_and_cases_meet() {
        assert_eq!(
            fold("關於“國企改革”，共３項（ＡBc）；").text,
            "关于“国企改革”,共3项(abc);"
        );
        assert_eq!(fold("「整改」　情況：").text, "“整改” 情况:");
        assert_eq!(fold("於2023年後，乾淨、餘額").text, "于2023年后,干净、余额");
    }

    #[test]
    fn the_map_leads_back_to_what_was_printed() {
        let text = "共３項（甲）";
        let folded = fold(text);
        let at = folded.text.find("3项(").unwrap();
        assert_eq!(&text[folded.map.back(at..at + "3项(".len())], "３項（");
    }

    #[test]
    fn the_table_agrees_with_opencc_but_for_the_rows_that_say_otherwise() {
        let opencc = ferrous_opencc::OpenCC::from_config(ferrous_opencc::config::BuiltinConfig::T2s).unwrap();
        let own = ['瞭', '著', '藉'];
        let differing: Vec<_> = rows()
            .filter(|(from, to)| !own.contains(from) && opencc.convert(&from.to_string()) != to.to_string())
            .collect();
        // Rows that lead to another traditional character are followed to the end here.
        assert!(differing.len() < 20, "{differing:?}");
        assert!(rows().count() > 4000);
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in "\\PC{0,80}") {
            let once = fold(&text).text;
            prop_assert_eq!(&fold(&once).text, &once);
        }

        #[test]
        fn characters_map_one_for_one(text in "[a-zA-Z０-９，。（）關於國的\n]{0,60}") {
            let folded = fold(&text);
            prop_assert_eq!(folded.text.chars().count(), text.chars().count());
            for ((at, c), (own, d)) in text.char_indices().zip(folded.text.char_indices()) {
                prop_assert_eq!(folded.map.back(own..own + d.len_utf8()), at..at + c.len_utf8());
                prop_assert_eq!(folded.map.forward(at..at + c.len_utf8()), own..own + d.len_utf8());
            }
        }
    }
}
