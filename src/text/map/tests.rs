//! Places in both directions, and maps over maps.

use proptest::prelude::*;

use super::*;

/// 对(dui)策，甲 with the bracket dropped and the comma halved.
fn sample() -> (&'static str, &'static str, Map) {
    let mut map = Builder::default();
    map.keep(3);
    map.drop(5);
    map.keep(3);
    map.replace(3, 1);
    map.keep(3);
    ("对(dui)策，甲", "对策,甲", map.finish())
}

#[test]
fn a_stretch_stands_for_the_tightest_stretch_of_its_characters() {
    let (source, clean, map) = sample();
    for (part, printed) in [
        ("对", "对"),
        ("策", "策"),
        ("对策", "对(dui)策"),
        (",", "，"),
        ("策,甲", "策，甲"),
    ] {
        let at = clean.find(part).unwrap();
        let back = map.back(at..at + part.len());
        assert_eq!(&source[back.clone()], printed);
        assert_eq!(&clean[map.forward(back)], part);
    }
}

#[test]
fn what_was_dropped_stands_for_nothing_and_its_edges_belong_to_nobody() {
    let (_, clean, map) = sample();
    assert_eq!(map.forward(4..7), 3..3);
    assert_eq!(map.forward(3..8), 3..3);
    assert_eq!(&clean[map.forward(4..11)], "策");
    assert_eq!(&clean[map.forward(0..5)], "对");
    assert_eq!(map.back(3..3), 8..8);
    assert_eq!(map.back(0..0), 0..0);
}

#[test]
fn part_of_a_replaced_piece_stands_for_all_of_it() {
    let (_, clean, map) = sample();
    assert_eq!(&clean[map.forward(12..13)], ",");
    let mut wide = Builder::default();
    wide.replace(5, 3);
    let wide = wide.finish();
    assert_eq!(wide.back(1..2), 0..5);
}

#[test]
fn pieces_of_one_shape_share_an_entry() {
    let mut map = Builder::default();
    for _ in 0..1000 {
        map.replace(3, 1);
    }
    map.drop(4);
    map.drop(70_000);
    let map = map.finish();
    assert_eq!(map.edits.len(), 2);
    assert_eq!(map.back(999..1000), 2997..3000);
    assert_eq!(map.back(1000..1001), 73_004..73_005);
}

#[test]
fn pieces_too_long_for_an_entry_still_keep_what_follows_in_place() {
    let mut map = Builder::default();
    map.replace(70_000, 2);
    map.keep(3);
    map.replace(2, 70_000);
    map.keep(3);
    let map = map.finish();
    assert_eq!(map.back(2..5), 70_000..70_003);
    assert_eq!(map.back(0..2), 0..65_535);
    assert_eq!(map.forward(70_005..70_008), 70_005..70_008);
    assert_eq!(map.back(70_005..70_008), 70_005..70_008);
}

/// What happens to one character of a text.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Keep,
    Drop,
    Comma,
}

fn fates(len: usize) -> impl Strategy<Value = Vec<Fate>> {
    let one = prop_oneof![4 => Just(Fate::Keep), 1 => Just(Fate::Drop), 1 => Just(Fate::Comma)];
    proptest::collection::vec(one, len)
}

/// Derives a text; also tells which character of it comes from which of the original, by their places.
fn derive(text: &str, fates: &[Fate]) -> (String, Map, Vec<(usize, usize)>) {
    let (mut out, mut map, mut pairs) = (String::new(), Builder::default(), Vec::new());
    for ((at, c), fate) in text.char_indices().zip(fates) {
        match fate {
            Fate::Drop => {
                map.drop(c.len_utf8());
                continue;
            }
            Fate::Keep => {
                pairs.push((out.len(), at));
                map.keep(c.len_utf8());
                out.push(c);
            }
            Fate::Comma => {
                pairs.push((out.len(), at));
                map.replace(c.len_utf8(), 1);
                out.push(',');
            }
        }
    }
    (out, map.finish(), pairs)
}

fn char_at(text: &str, at: usize) -> Range<usize> {
    at..at + text[at..].chars().next().unwrap().len_utf8()
}

fn case() -> impl Strategy<Value = (String, Vec<Fate>, Vec<Fate>)> {
    "[甲乙，a(é]{0,24}".prop_flat_map(|text| {
        let len = text.chars().count();
        (Just(text), fates(len), fates(len))
    })
}

proptest! {
    #[test]
    fn every_kept_character_is_found_both_ways((text, first, _) in case()) {
        let (out, map, pairs) = derive(&text, &first);
        for (derived, original) in pairs {
            let (derived, original) = (char_at(&out, derived), char_at(&text, original));
            prop_assert_eq!(map.back(derived.clone()), original.clone());
            prop_assert_eq!(map.forward(original), derived);
        }
    }

    #[test]
    fn stretches_keep_their_order_and_lie_on_characters((text, first, _) in case()) {
        let (out, map, _) = derive(&text, &first);
        let cuts: Vec<usize> = out.char_indices().map(|(at, _)| at).chain([out.len()]).collect();
        for pair in cuts.windows(2) {
            let whole = map.back(pair[0]..out.len());
            let (left, right) = (map.back(0..pair[1]), map.back(pair[1]..out.len()));
            prop_assert!(text.get(whole).is_some() && text.get(left.clone()).is_some());
            prop_assert!(left.end <= right.start || right.is_empty());
        }
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for pair in cuts.windows(2) {
            let (left, right) = (map.forward(0..pair[1]), map.forward(pair[1]..text.len()));
            prop_assert!(out.get(left.clone()).is_some() && out.get(right.clone()).is_some());
            prop_assert!(left.end <= right.start);
        }
    }

    #[test]
    fn a_map_over_a_map_is_both_in_turn((text, first, second) in case()) {
        let (middle, lower, low) = derive(&text, &first);
        let (top, upper, high) = derive(&middle, &second);
        let both = upper.over(&lower);
        for (at, between) in high {
            let derived = char_at(&top, at);
            let original = low.iter().find(|(here, _)| *here == between).unwrap().1;
            prop_assert_eq!(both.back(derived.clone()), char_at(&text, original));
            prop_assert_eq!(both.forward(char_at(&text, original)), derived);
        }
        let cuts: Vec<usize> = top.char_indices().map(|(at, _)| at).chain([top.len()]).collect();
        for from in &cuts {
            for to in cuts.iter().filter(|to| *to > from) {
                prop_assert_eq!(both.back(*from..*to), lower.back(upper.back(*from..*to)));
            }
        }
    }

    #[test]
    fn any_edits_compose_without_panic(one in pieces(), two in pieces()) {
        let both = two.over(&one);
        let mut end = 0;
        for at in 0..60 {
            let back = both.back(at..at + 1);
            prop_assert!(back.start <= back.end && back.end >= end);
            end = back.end;
            both.forward(at..at + 3);
        }
    }
}

/// A map of arbitrary pieces, also such as no character makes.
fn pieces() -> impl Strategy<Value = Map> {
    proptest::collection::vec((0usize..4, 0usize..4, 0usize..5), 0..12).prop_map(|rows| {
        let mut map = Builder::default();
        for (kept, from, to) in rows {
            map.keep(kept);
            map.replace(from, to);
        }
        map.finish()
    })
}
