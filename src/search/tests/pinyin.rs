//! Pinyin without an input method.

use super::{found, marked};

#[test]
fn letters_stand_for_the_characters_that_they_read() {
    let table = [
        // Initials.
        ("深化国企改革", "gqgg", "深化[国企改革]"),
        ("深化国企改革", "shgq", "[深化国企]改革"),
        ("深化国企改革", "GQGG", "深化[国企改革]"),
        ("深化国企改革", "ｇｑｇｇ", "深化[国企改革]"),
        // Whole syllables, and beginnings of the last.
        ("深化国企改革", "guoqigaige", "深化[国企改革]"),
        ("深化国企改革", "guoqig", "深化[国企改]革"),
        ("深化国企改革", "guoqiga", "深化[国企改]革"),
        ("深化国企改革", "guoqigaig", "深化[国企改革]"),
        // Both in one word, in any order.
        ("深化国企改革", "gqigg", "深化[国企改革]"),
        ("深化国企改革", "guoqgaige", "深化[国企改革]"),
        ("深化国企改革", "guoqigg", "深化[国企改革]"),
        // zh, ch and sh as initials, or their first letter.
        ("整治成效上报", "zhzhchxshb", "[整治成效上报]"),
        ("整治成效上报", "zzcxsb", "[整治成效上报]"),
        ("整治成效上报", "zzhcxiaosb", "[整治成效上报]"),
        // With characters.
        ("深化国企改革", "国企gg", "深化[国企改革]"),
        ("深化国企改革", "g企g革", "深化[国企改革]"),
        ("深化国企改革", "shenhua改革", "[深化]国企[改革]"),
        ("深化国企改革", "guoqi gg", "深化[国企改革]"),
        ("深化国企改革", "gg sh", "[深化]国企[改革]"),
        // With Latin letters and digits of the text.
        ("清理A股账户", "qlagzh", "[清理A股账户]"),
        ("2023年6月底前", "2023n6yd", "[2023年6月底]前"),
        ("推行PDCA循环", "pdca", "推行[PDCA]循环"),
        ("推行PDCA循环", "txpdca", "[推行PDCA]循环"),
        ("推行PDCA循环", "pdcaxun", "推行[PDCA循]环"),
        // Over punctuation, and an apostrophe that keeps syllables apart.
        ("国企、改革", "gqgg", "[国企]、[改革]"),
        ("西安港", "xi'an", "[西安]港"),
        ("西安港", "xian", "[西安]港"),
        ("先行", "xian", "[先]行"),
        // ü.
        ("旅游绿化", "lvyoulvhua", "[旅游绿化]"),
        ("旅游绿化", "lüyou", "[旅游]绿化"),
        ("策略女工", "celuenvgong", "[策略女工]"),
        ("策略女工", "celvenvgong", "[策略女工]"),
        // All readings of a character.
        ("重大行业长期调度", "zhongdahangyechangqidiaodu", "[重大行业长期调度]"),
        (
            "重复执行增长调整",
            "chongfuzhixingzengzhangtiaozheng",
            "[重复执行增长调整]",
        ),
        ("重大行业", "cdxy", "[重大行业]"),
        ("重大行业", "zdhy", "[重大行业]"),
        // Traditional characters.
        ("深化國企改革", "gqgg", "深化[國企改革]"),
        // What does not read so.
        ("深化国企改革", "guoqgaigee", "nothing"),
        ("深化国企改革", "gqg改g", "nothing"),
        ("深化国企改革", "guqi", "nothing"),
        ("国有企业", "guoqi", "nothing"),
        ("国2企", "gq", "nothing"),
    ];
    for (text, query, expected) in table {
        assert_eq!(marked(text, query), expected, "{query} in {text}");
    }
}

#[test]
fn scattered_initials_are_no_match() {
    assert_eq!(found(&["国家企业全面改革", "国企改革"], "gqgg"), ["国企改革"]);
}

#[test]
fn one_letter_finds_each_character_that_may_begin_so() {
    assert_eq!(found(&["改", "重", "安", "b超"], "c"), ["重", "b超"]);
    assert_eq!(found(&["改", "重", "安", "b超"], "b"), ["b超"]);
}
