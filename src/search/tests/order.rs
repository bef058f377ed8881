//! The order of hits. What comes before what is told by order.tsv, which reads as the specification of it.

use super::super::{Entry, Index, Look, MAX_WEIGHT};
use super::{index, search};

/// The notice in front.
const FRONT: i64 = 7;

/// A text of the table, and whether it stands first in the index.
fn entry(cell: &str) -> (Entry<'_>, bool) {
    let (text, facts) = cell.split_once(" | ").unwrap_or((cell, ""));
    let mut entry = Entry {
        text,
        ..Entry::default()
    };
    let mut recent = false;
    for fact in facts.split(", ").filter(|fact| !fact.is_empty()) {
        match fact {
            "title" => entry.weight = MAX_WEIGHT,
            "finding" => entry.weight = 3,
            "document" | "organisation" => entry.weight = 2,
            "measure" => entry.weight = 1,
            "flag" | "comment" => entry.weight = 0,
            "front" => entry.group = FRONT,
            "recent" => recent = true,
            place => {
                let name = place.strip_prefix("in ");
                entry.place = name.unwrap_or_else(|| panic!("no such fact: {place}"));
            }
        }
    }
    (entry, recent)
}

#[test]
fn the_better_comes_first() {
    let rows = include_str!("order.tsv")
        .lines()
        .filter(|row| !row.is_empty() && !row.starts_with('#'));
    let (mut tried, mut wrong) = (0, Vec::new());
    for row in rows {
        let [why, query, first, second] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns: {row}");
        };
        let ((first, recent), (second, later)) = (entry(first), entry(second));
        for firsts in [true, false] {
            if recent && !firsts || later && firsts {
                continue;
            }
            let entries = if firsts { [first, second] } else { [second, first] };
            let look = Look {
                near: Some(FRONT),
                limit: 9,
                ..Look::default()
            };
            let hits = Index::build(entries).find(query, &look, &|| false).unwrap();
            let order: Vec<usize> = hits.iter().map(|hit| hit.entry).collect();
            let wanted = if firsts { [0, 1] } else { [1, 0] };
            tried += 1;
            if order != wanted {
                wrong.push(format!("{why}: {query} {order:?}, not {wanted:?}"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(tried > 170, "{tried} tried");
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
