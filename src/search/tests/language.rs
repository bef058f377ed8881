//! The query language.

use super::super::{Entry, Forgiven, Index, Look};
use super::{found, index, mark, marked, search};

#[test]
fn what_a_query_matches() {
    let table = [
        // Characters in order, anything between.
        ("国有企业改革攻坚", "国企改革", "[国]有[企]业[改革]攻坚"),
        ("国有企业改革攻坚", "革改", "nothing"),
        ("国有企业改革攻坚", "改革 国有", "[国有]企业[改革]攻坚"),
        ("国有企业改革攻坚", "改革 港口", "nothing"),
        // Width, case, script, punctuation.
        ("建设ＩＴ系统１２套", "it12", "建设[ＩＴ]系统[１２]套"),
        ("建设IT系统12套", "ＩＴ１２", "建设[IT]系统[12]套"),
        ("完善國企監管", "国企监管", "完善[國企監管]"),
        ("完善国企监管", "國企監管", "完善[国企监管]"),
        (
            "印发《采购办法》（试行）",
            "《采购办法》试行",
            "印发《[采购办法]》（[试行]）",
        ),
        ("印发《采购办法》（试行）", "，。", "印发《采购办法》（试行）"),
        // 'exact.
        ("国有企业改革攻坚", "'国企", "nothing"),
        ("国有企业改革攻坚", "'企业改", "国有[企业改]革攻坚"),
        ("国有企业改革攻坚", "'企业改'", "国有[企业改]革攻坚"),
        ("国有企业改革攻坚", "＇企业改", "国有[企业改]革攻坚"),
        ("国有企业、改革", "'企业改革", "国有[企业]、[改革]"),
        ("国有企业、改革", "'企业、改革", "国有[企业、改革]"),
        ("国有企业，改革", "'企业、改革", "nothing"),
        ("国有企业改革", "'企业、改革", "nothing"),
        ("国有企业改革", "'qy", "nothing"),
        // ^start, end$, both; also in pinyin.
        ("国有企业改革", "^国有", "[国有]企业改革"),
        ("国有企业改革", "^企业", "nothing"),
        ("国有企业改革", "^gyqy", "[国有企业]改革"),
        ("国有企业改革", "^qygg", "nothing"),
        ("《国有资产条例》", "^国有", "《[国有]资产条例》"),
        ("国有企业改革。", "改革$", "国有企业[改革]。"),
        ("国有企业改革。", "企业$", "nothing"),
        ("国有企业改革。", "qygg$", "国有[企业改革]。"),
        ("国有企业改革。", "^国有企业改革$", "[国有企业改革]。"),
        ("国有企业改革。", "^国有企业$", "nothing"),
        ("国有企业改革。", "^gyqygg$", "[国有企业改革]。"),
        ("国有企业改革。", "^gyqyg$", "nothing"),
        ("国有企业改革。", "＾国有", "[国有]企业改革。"),
        ("国有企业改革。", "改革￥", "国有企业[改革]。"),
        // !not.
        ("国有企业改革", "国有 !改革", "nothing"),
        ("国有企业改革", "国有 !港口", "[国有]企业改革"),
        ("国有企业改革", "国有 ！改革", "nothing"),
        ("国有企业改革", "国有 !qygg", "nothing"),
        ("国有企业改革", "国有 !国改", "[国有]企业改革"),
        ("国有企业改革", "国有 !^企业", "[国有]企业改革"),
        ("国有企业改革", "国有 !^国", "nothing"),
        ("国有企业改革", "国有 !改革$", "nothing"),
        ("国有企业改革", "国有 !'业改", "nothing"),
        ("国有企业改革", "!港口", "国有企业改革"),
        // Operators that are still being typed.
        ("国有企业改革", "国有 !", "[国有]企业改革"),
        ("国有企业改革", "国有 '", "[国有]企业改革"),
        ("国有企业改革", "国有 ^", "[国有]企业改革"),
        ("国有企业改革", "国有 !g", "[国有]企业改革"),
    ];
    for (text, query, expected) in table {
        assert_eq!(marked(text, query), expected, "{query} in {text}");
    }
}

#[test]
fn words_may_match_in_the_place() {
    let entry = |text, place| Entry {
        text,
        place,
        ..Entry::default()
    };
    let entries = [
        entry("港口改革滞后", "云港 一、 1."),
        entry("港口改革滞后", "海桥 一、 1."),
        entry("云港码头改革", "海桥 一、 2."),
    ];
    let index = Index::build(entries);
    let hits = search(&index, "云港 改革").hits;
    let shown: Vec<_> = hits
        .iter()
        .map(|hit| {
            (
                hit.entry,
                mark(entries[hit.entry].text, &hit.matched),
                mark(entries[hit.entry].place, &hit.matched_place),
            )
        })
        .collect();
    let expected = [
        (2, "[云港]码头[改革]".to_owned(), "海桥 一、 2.".to_owned()),
        (0, "港口[改革]滞后".to_owned(), "[云港] 一、 1.".to_owned()),
    ];
    assert_eq!(shown, expected);
    assert_eq!(search(&index, "yungang ggzh").hits[0].matched_place, [0, 1]);
    assert_eq!(search(&index, "云港").total, 2);
    assert_eq!(
        search(&index, "云一").total,
        0,
        "a place matches within one of its words"
    );
    assert_eq!(
        search(&index, "改革 !云港").total,
        2,
        "what is refused is refused in the text"
    );
}

#[test]
fn an_empty_query_keeps_the_order_with_the_near_first() {
    let index = Index::build([1, 2, 1, 2].map(|group| Entry {
        text: "改革",
        group,
        ..Entry::default()
    }));
    let at = |query, near| {
        let look = Look {
            near,
            limit: 3,
            ..Look::default()
        };
        let found = index.search(query, &look, &|| false).unwrap();
        assert_eq!(found.total, 4);
        found.hits.iter().map(|hit| hit.entry).collect::<Vec<_>>()
    };
    assert_eq!(at("", None), [0, 1, 2]);
    assert_eq!(at("  ", Some(2)), [1, 3, 0]);
    assert_eq!(at("、", Some(9)), [0, 1, 2]);
    assert_eq!(at("!港口", Some(2)), [1, 3, 0]);
    assert_eq!(at("gg", Some(2)), [1, 3, 0]);
}

#[test]
fn a_scope_looks_through_one_list() {
    let index = Index::build([0, 1, 2, 1].map(|scope| Entry {
        text: "改革",
        scope,
        ..Entry::default()
    }));
    let look = Look {
        scope: Some(1),
        limit: 9,
        ..Look::default()
    };
    for query in ["", "改革", "gg"] {
        let found = index.search(query, &look, &|| false).unwrap();
        assert_eq!(
            found.hits.iter().map(|hit| hit.entry).collect::<Vec<_>>(),
            [1, 3],
            "{query}"
        );
        assert_eq!(found.total, 2);
    }
}

#[test]
fn what_sounds_alike_is_found_where_nothing_else_is() {
    let texts = ["深化国企改革", "港口安全"];
    let found = search(&index(&texts), "国企改阁");
    assert_eq!(found.forgiven, Some(Forgiven::Sound));
    assert_eq!(mark(texts[0], &found.hits[0].matched), "深化[国企改革]");
    assert_eq!(found.hits.len(), 1);
    assert_eq!(search(&index(&["国企改阁", "国企改革"]), "国企改阁").forgiven, None);
}

#[test]
fn one_character_too_many_is_forgiven_where_nothing_else_is_found() {
    let texts = ["深化国企改革", "港口安全"];
    for query in ["国企大改革", "gqbgg", "深化 国企大改革"] {
        let found = search(&index(&texts), query);
        assert_eq!(found.forgiven, Some(Forgiven::OneCharacter), "{query}");
        assert_eq!(found.hits.iter().map(|hit| hit.entry).collect::<Vec<_>>(), [0]);
    }
    let found = search(&index(&texts), "云海");
    assert_eq!(
        (found.total, found.forgiven),
        (0, None),
        "two characters are too few to leave one out"
    );
}

#[test]
fn a_search_is_given_up_when_told_to_stop() {
    let index = index(&["改革"]);
    let look = Look {
        limit: 9,
        ..Look::default()
    };
    for query in ["", "改", "gg", "无"] {
        assert_eq!(index.search(query, &look, &|| true), None, "{query}");
    }
}

#[test]
fn nothing_is_found_in_nothing() {
    let empty = Index::default();
    assert_eq!(search(&empty, "").total, 0);
    assert_eq!(search(&empty, "gqgg 改革 !x").total, 0);
    assert!(found(&["", "…", "　"], "改").is_empty());
    assert_eq!(found(&["", "…"], ""), ["", "…"]);
    assert!(found(&["", "…"], "^a$ b$ ^c 'd !e").is_empty());
}

#[test]
fn more_than_the_limit_is_counted_and_not_given() {
    let texts = vec!["改革"; 300];
    let look = Look {
        limit: 2,
        ..Look::default()
    };
    let found = index(&texts).search("改", &look, &|| false).unwrap();
    assert_eq!((found.hits.len(), found.total), (2, 300));
    assert!(!found.more);
    let texts = vec!["改革"; 3_000];
    let found = index(&texts).search("改", &look, &|| false).unwrap();
    assert!(found.total >= 1_000 && found.more, "{} counted", found.total);
    let texts = vec!["改革"; 300];
    let look = Look::default();
    let found = index(&texts).search("改", &look, &|| false).unwrap();
    assert_eq!((found.hits.len(), found.total), (0, 300));
}

#[test]
fn endless_queries_and_texts_are_cut() {
    let long = "国企改革".repeat(10_000);
    let index = index(&[&long]);
    assert_eq!(search(&index, &"g".repeat(500)).total, 0);
    assert_eq!(search(&index, &"gqgg".repeat(500)).total, 1);
    assert_eq!(search(&index, &"国企改革".repeat(500)).total, 1);
    assert_eq!(search(&index, &"国 ".repeat(500)).total, 1);
    assert!(index.bytes() < 200_000);
}
