//! The order of hits, as a table: for each query, two texts of which the first must come first, whichever way they stand in the index.

use super::super::{Entry, Index, Look};
use super::{index, search, texts_of};

#[test]
fn the_better_comes_first() {
    let table = [
        // Contiguous before scattered.
        ("contiguous", "国企改革", "深化国企改革", "国有企业改革"),
        (
            "contiguous inside, scattered at the start",
            "国企",
            "深化国企",
            "国有企业",
        ),
        (
            "contiguous in a long text",
            "改革",
            "针对体制问题推动企业内部劳动人事分配三项制度改革落地见效",
            "改变沿革",
        ),
        (
            "contiguous later in the text",
            "港口",
            "港务部门进口码头和港口",
            "港务进口",
        ),
        ("fewer gaps", "港口安全", "港口码头安全", "港务进口安排全面"),
        ("shorter gaps", "港口", "港进口", "港务局进口"),
        ("letters too", "pdca", "推行pdca循环", "p环d环c环a环"),
        // Start of the text or after punctuation before inside.
        ("start", "改革", "改革体制", "深改改革"),
        ("after punctuation", "改革", "港口，改革体制", "港口的改革体制"),
        ("after a bracket", "改革", "港口《改革》体制", "港口的改革的体制"),
        ("after a space", "改革", "港口 改革体制", "港口的改革体制"),
        ("boundary by pinyin", "gg", "港口，改革体制", "港口的改革体制"),
        // Short before long.
        ("short", "改革", "改革体制", "改革体制机制要有新的进展"),
        ("short by pinyin", "gg", "改革体制", "改革体制机制要有新的进展"),
        // Literal before pinyin.
        ("literal", "gg", "gg报", "改革报"),
        ("literal word", "an", "an报", "安报"),
        // Several words.
        ("words whole", "港口 改革", "改革了港口", "港务进口改变沿革"),
        ("words together", "国企 gg", "国企改革体制", "国企体制改革"),
        ("words in the order typed", "国企 改革", "国企的改革", "改革的国企"),
        ("one word scattered", "港口 改革", "港口有改革", "港进口有改革"),
        // Mixed words.
        ("mixed, whole", "国企gg", "说国企改革", "国有企业改革"),
        ("mixed, one gap", "国企gg", "国企要改革", "国有企业改革"),
    ];
    for (why, query, first, second) in table {
        for texts in [[first, second], [second, first]] {
            let hits = search(&index(&texts), query).hits;
            assert_eq!(texts_of(&texts, &hits), [first, second], "{why}: {query}");
        }
    }
}

#[test]
fn titles_come_before_running_text_that_matches_as_well_and_after_what_matches_better() {
    let body = |text| Entry {
        text,
        ..Entry::default()
    };
    let title = |text| Entry {
        text,
        weight: 4,
        ..Entry::default()
    };
    let first = |entries: [Entry<'_>; 2]| search(&Index::build(entries), "国企").hits[0].entry;
    assert_eq!(first([body("国企改革"), title("国企改革")]), 1);
    assert_eq!(first([body("国企改革"), title("国有企业")]), 0);
}

#[test]
fn the_notice_in_front_comes_first_at_equal_score_only() {
    let entry = |text, group| Entry {
        text,
        group,
        ..Entry::default()
    };
    let index = Index::build([entry("国企改革", 1), entry("国企改革", 2), entry("国有企业", 3)]);
    let order = |near| {
        let look = Look {
            near,
            limit: 9,
            ..Look::default()
        };
        let hits = index.find("国企", &look, &|| false).unwrap();
        hits.iter().map(|hit| hit.entry).collect::<Vec<_>>()
    };
    assert_eq!(order(None), [0, 1, 2]);
    assert_eq!(order(Some(2)), [1, 0, 2]);
    assert_eq!(order(Some(3)), [0, 1, 2]);
}

#[test]
fn the_best_place_in_a_text_is_marked() {
    let table = [
        ("改变了沿革，改革", "改革", "改变了沿革，[改革]"),
        ("大改革，改革", "改革", "大改革，[改革]"),
        ("改改改革", "改革", "改改[改革]"),
        ("港口港口", "港口", "[港口]港口"),
        ("大港港务口和口岸港大口", "港口", "大港[港]务[口]和口岸港大口"),
        ("刚刚港口", "gangkou", "刚刚[港口]"),
    ];
    for (text, query, expected) in table {
        assert_eq!(super::marked(text, query), expected, "{query}");
    }
}

#[test]
fn a_far_match_in_a_long_text_is_aligned_like_a_near_one() {
    let long = format!("{}，国企都要改革，{}", "港口安全".repeat(200), "国有企业".repeat(200));
    let hits = search(&index(&[&long]), "国企改革").hits;
    assert_eq!(hits[0].matched, [801, 802, 805, 806]);
}
