//! What is alike for search, and where it stood.

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use proptest::prelude::*;

use super::*;

fn folded(text: &str) -> String {
    fold(text).text
}

#[test]
fn writings_of_the_same_are_alike() {
    for (text, plain) in [
        ("對黨委履職問題的整改", "对党委履职问题的整改"),
        ("（１２）ＡＢＣ％", "(12)abc%"),
        ("Pdf，；：！？", "pdf,;:!?"),
        ("「整改」『措施』", "“整改”‘措施’"),
        ("甲\u{a0}乙\u{3000}丙", "甲 乙 丙"),
        ("《办法》、【一】。〔2022〕①", "《办法》、【一】。〔2022〕①"),
        ("⼀是⻋辆", "一是车辆"),
        ("張•三・四", "张·三·四"),
        ("2020–2025～", "2020-2025~"),
        ("葛\u{fe00}\u{e0100}市", "葛市"),
        ("后後 里裡裏 干乾幹 于於 余餘 么麼", "后后 里里里 干干干 于于 余余 么么"),
        ("İ ß Σ", "İ ß σ"),
        ("𠮷 𨋢", "𠮷 䢂"),
    ] {
        assert_eq!(folded(text), plain);
    }
}

#[test]
fn two_meanings_are_told_apart_by_their_neighbours() {
    for (text, plain) in [
        ("著力推進，著實", "着力推进,着实"),
        ("著作顯著，名著", "著作显著,名著"),
        ("瞭解瞭望", "了解瞭望"),
        ("憑藉、藉助、狼藉", "凭借、借助、狼藉"),
        ("覆蓋，答覆", "覆盖,答复"),
        ("著\u{fe00}力", "着力"),
    ] {
        assert_eq!(folded(text), plain);
    }
    assert_eq!(fold_char('著'), '著');
}

#[test]
fn folded_places_lead_back() {
    let text = "對「黨委」，ＡB";
    let folded = fold(text);
    assert_eq!(folded.text, "对“党委”,ab");
    for (plain, printed) in [("党委", "黨委"), (",", "，"), (",ab", "，ＡB"), ("a", "Ａ")] {
        let at = folded.text.find(plain).unwrap();
        assert_eq!(&text[folded.map.back(at..at + plain.len())], printed);
    }
    // Same lengths cost nothing.
    assert!(fold("對黨委履職的問題").map.is_identity());
}

#[test]
fn the_table_of_traditional_characters_is_that_of_a_full_converter() {
    let converter = OpenCC::from_config(BuiltinConfig::T2s).unwrap();
    let table = include_str!("traditional.tsv");
    let mut rows = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (traditional, simplified) = line.split_once('\t').unwrap();
        assert_eq!(converter.convert(traditional), simplified);
        rows += 1;
    }
    assert!(rows > 4_000);
    // And nothing is missing from it.
    for c in ('\u{3400}'..='\u{9fff}').filter(|c| fold_char(*c) == *c) {
        assert_eq!(converter.convert(&c.to_string()), c.to_string());
    }
}

#[test]
fn every_character_is_folded_at_once() {
    for c in '\0'..=char::MAX {
        let folded = fold_char(c);
        assert_eq!(fold_char(folded), folded, "{c} {:x}", u32::from(c));
    }
}

proptest! {
    #[test]
    fn folding_again_changes_nothing(text in "[一對著瞭藉覆力解助，．「Ａa０ \u{a0}\u{fe00}\u{200b}ẞİ]{0,30}|\\PC{0,20}") {
        let once = fold(&text);
        prop_assert_eq!(&folded(&once.text), &once.text);
        let mut end = 0;
        for (at, c) in once.text.char_indices() {
            let own = at..at + c.len_utf8();
            let back = once.map.back(own.clone());
            let printed = text.get(back.clone());
            prop_assert!(back.start >= end && printed.is_some_and(|p| p.chars().count() == 1));
            prop_assert_eq!(once.map.forward(back.clone()), own);
            end = back.end;
        }
    }
}
