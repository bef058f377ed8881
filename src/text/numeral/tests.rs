//! Numbers in invented phrases.

use super::*;

#[test]
fn chinese_numerals_have_their_value() {
    for (text, value) in [
        ("一百二十三", 123),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿一", 21),
        ("一千零五", 1005),
        ("三万五千", 35_000),
        ("一亿二千万", 120_000_000),
        ("三万亿", 3_000_000_000_000),
        ("二〇二三", 2023),
        ("二零二四", 2024),
        ("壹拾贰", 12),
        ("叁佰", 300),
    ] {
        assert_eq!(han(text), Some(value), "{text}");
    }
    for text in [
        "",
        "三百二一",
        "统一",
        "一二三四五六七八九一二三四五六七八九一二三四五六七八九",
    ] {
        assert_eq!(han(text), None, "{text}");
    }
}

#[test]
fn numbers_come_with_scale_share_and_hedge() {
    use Hedge::{About, AtLeast, AtMost, Exact};
    for (text, value, percent, hedge) in [
        ("召开会议12次", 12.0, false, Exact),
        ("发放1,200份", 1200.0, false, Exact),
        ("收回1.68亿元", 168_000_000.0, false, Exact),
        ("收回约3万元", 30_000.0, false, About),
        ("培训1200多人", 1200.0, false, About),
        ("惠及1200多万人", 12_000_000.0, false, About),
        ("走访30余次", 30.0, false, About),
        ("走访十余次", 10.0, false, About),
        ("走访近四十家", 40.0, false, About),
        ("每年不少于12次", 12.0, false, AtLeast),
        ("比例不超过50%", 50.0, true, AtMost),
        ("提高10%以上", 10.0, true, AtLeast),
        ("完成百分之八十五", 85.0, true, Exact),
        ("完成百分之九十二点五", 92.5, true, Exact),
        ("占三分之一", 100.0 / 3.0, true, Exact),
        ("占四分之三", 75.0, true, Exact),
        ("逾200户", 200.0, false, AtLeast),
    ] {
        let found = numbers(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let number = &found[0];
        assert!((number.value - value).abs() < 1e-6, "{text}: {number:?}");
        assert_eq!((number.percent, number.hedge), (percent, hedge), "{text}");
    }
}

#[test]
fn a_comma_between_two_numbers_is_no_separator() {
    let values: Vec<f64> = numbers("12,30").iter().map(|n| n.value).collect();
    assert_eq!(values, [12.0, 30.0]);
}

#[test]
fn decimals_are_counted_as_printed() {
    assert_eq!(numbers("完成率96.70%")[0].decimals, 2);
}

proptest::proptest! {
    #[test]
    fn any_text_is_scanned_without_panic(text in "[0-9一二十百千万亿点分之余多%,.\u{3000}a]{0,40}") {
        for number in numbers(&text) {
            proptest::prop_assert!(text.get(number.range).is_some());
        }
    }
}

#[test]
fn every_hedge_is_found_though_its_end_is_looked_at_first() {
    for (word, hedge) in BEFORE {
        assert_eq!(hedge_before(word), Some((*hedge, word.len())), "{word}");
    }
    for (word, hedge) in AFTER {
        assert_eq!(hedge_after(word), Some((*hedge, word.len())), "{word}");
    }
}
