//! The index finds exactly what the plain definition says, on random texts and queries.

use proptest::prelude::*;

use super::super::rank::GAP;
use super::super::symbols::fold_char;
use super::super::{Entry, Forgiven, Found, Index, Look, Trace};
use crate::text::pinyin;

/// A word's characters stand in the text in this order.
fn subsequence(word: &[char], text: &[char]) -> bool {
    let mut rest = text.iter();
    word.iter().all(|c| rest.any(|other| other == c))
}

/// The word reads the beginning of the text; `texts` is what may follow: the lengths of text after which it is read to its end.
fn reads(word: &[char], text: &[char], at: usize, ends: &mut Vec<usize>) {
    let Some(&here) = text.get(at) else { return };
    if !here.is_alphanumeric() {
        if at > 0 {
            reads(word, text, at + 1, ends);
        }
        return;
    }
    let mut typed: Vec<String> = pinyin::readings(here).map(str::to_owned).collect();
    let also: Vec<String> = typed
        .iter()
        .filter_map(|reading| Some(format!("{}ue", reading.strip_suffix("ve")?)))
        .collect();
    typed.extend(also);
    let letters: String = word.iter().take_while(|c| c.is_ascii_lowercase()).collect();
    let mut lengths = Vec::new();
    if word[0] == here {
        lengths.push(1);
    }
    for reading in typed {
        let initial = if ["zh", "ch", "sh"].iter().any(|two| reading.starts_with(two)) {
            2
        } else {
            1
        };
        for len in 1..=reading.len() {
            let allowed = len <= initial || len == reading.len() || len == word.len();
            if allowed && letters.len() >= len && letters.starts_with(&reading[..len]) {
                lengths.push(len);
            }
        }
    }
    for len in lengths {
        if len == word.len() {
            ends.push(at + 1);
        } else {
            let mut next = at + 1;
            while text.get(next).is_some_and(|c| !c.is_alphanumeric()) {
                next += 1;
            }
            reads(&word[len..], text, next, ends);
        }
    }
}

/// Pieces of letters read neighbouring characters, other characters stand for themselves, in order.
fn heard(word: &[char], text: &[char]) -> bool {
    if word.is_empty() {
        return true;
    }
    let letters = word.iter().take_while(|c| c.is_ascii_lowercase()).count();
    let piece = letters.max(1);
    (0..text.len()).any(|start| {
        let mut ends = Vec::new();
        if letters == 0 {
            if text[start] == word[0] {
                ends.push(start + 1);
            }
        } else if text[start].is_alphanumeric() {
            reads(&word[..piece], text, start, &mut ends);
        }
        ends.iter().any(|&end| heard(&word[piece..], &text[end..]))
    })
}

/// Few characters, so that random texts contain random words; with several readings, traditional and wide ones, letters, digits and
/// punctuation.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(
            "国國企改革重行长長调安先西港整治成略绿綠，、a２2gＧ"
                .chars()
                .collect::<Vec<_>>(),
        ),
        0..24,
    )
    .prop_map(|chars| chars.into_iter().collect())
}

fn word() -> impl Strategy<Value = String> {
    let pieces = vec![
        "国", "企", "改", "革", "重", "行", "2", "a", "g", "q", "z", "zh", "c", "x", "h", "guo", "qi", "gai", "ge",
        "zhong", "chong", "xian", "xi", "an", "gang", "lve", "lue", "lv", "chan", "zheng", "i", "n",
    ];
    prop::collection::vec(prop::sample::select(pieces), 1..5).prop_map(|pieces| pieces.concat())
}

fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold_char).collect()
}

/// An index that was read in several parts, the last first.
fn in_parts<'a>(entries: &[Entry<'a>], parts: usize) -> Index {
    let hands = |parts: usize, work: &(dyn Fn(usize) + Sync)| (0..parts).rev().for_each(work);
    Index::build_on(entries.len(), &|at| entries[at], parts, &hands)
}

fn found(texts: &[String], query: &str) -> Vec<usize> {
    let entry = |text| Entry {
        text,
        ..Entry::default()
    };
    let entries: Vec<Entry<'_>> = texts.iter().map(String::as_str).map(entry).collect();
    let index = in_parts(&entries, 3);
    let look = Look {
        limit: texts.len(),
        ..Look::default()
    };
    let found = index.search(query, &look, &|| false).unwrap();
    let mut entries: Vec<usize> = if found.forgiven.is_some() {
        Vec::new()
    } else {
        found.hits.iter().map(|hit| hit.entry).collect()
    };
    entries.sort_unstable();
    entries
}

fn plainly(texts: &[String], matches: impl Fn(&[char]) -> bool) -> Vec<usize> {
    (0..texts.len()).filter(|&at| matches(&folded(&texts[at]))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn characters_agree(texts in prop::collection::vec(text(), 1..150), word in "[国企改革重行2，]{1,4}") {
        let chars: Vec<char> = folded(&word).into_iter().filter(|c| c.is_alphanumeric()).collect();
        prop_assert_eq!(found(&texts, &word), plainly(&texts, |text| subsequence(&chars, text)));
    }

    #[test]
    fn pinyin_agrees(texts in prop::collection::vec(text(), 1..150), word in word()) {
        let chars: Vec<char> = word.chars().collect();
        let matches = |text: &[char]| subsequence(&chars, text) || heard(&chars, text);
        prop_assert_eq!(found(&texts, &word), plainly(&texts, matches), "{}", word);
    }

    #[test]
    fn several_words_agree(texts in prop::collection::vec(text(), 1..150), words in prop::collection::vec(word(), 2..4), not in word()) {
        let every = |text: &[char]| words.iter().all(|word| {
            let chars: Vec<char> = word.chars().collect();
            subsequence(&chars, text) || heard(&chars, text)
        });
        let exact: Vec<char> = not.chars().collect();
        let refused = |text: &[char]| {
            let bare: Vec<char> = text.iter().copied().filter(|c| c.is_alphanumeric()).collect();
            bare.windows(exact.len()).any(|window| window == exact)
        };
        let query = format!("{} !'{not}", words.join(" "));
        prop_assert_eq!(found(&texts, &query), plainly(&texts, |text| every(text) && !refused(text)));
    }

    #[test]
    fn operators_agree(texts in prop::collection::vec(text(), 1..150), word in "[国國企改革2，]{1,3}", other in "[改革a行]{1,2}") {
        let bare = |text: &[char]| -> Vec<char> { text.iter().copied().filter(|c| c.is_alphanumeric()).collect() };
        let typed = folded(&word);
        let (word_bare, other_bare) = (bare(&typed), folded(&other));
        prop_assume!(!word_bare.is_empty());
        let stands = |text: &[char], word: &[char]| text.windows(word.len()).any(|window| window == word);
        let has = |text: &[char]| {
            if word_bare.len() == typed.len() { stands(&bare(text), &word_bare) } else { stands(text, &typed) }
        };
        prop_assert_eq!(found(&texts, &format!("'{word}")), plainly(&texts, has));
        let starts = |text: &[char]| bare(text).starts_with(&word_bare);
        prop_assert_eq!(found(&texts, &format!("^{word}")), plainly(&texts, starts));
        let ends = |text: &[char]| bare(text).ends_with(&word_bare);
        prop_assert_eq!(found(&texts, &format!("{word}$")), plainly(&texts, ends));
        prop_assert_eq!(found(&texts, &format!("^{word}$")), plainly(&texts, |text| bare(text) == word_bare));
        let without = |text: &[char]| subsequence(&word_bare, text) && !stands(&bare(text), &other_bare);
        prop_assert_eq!(found(&texts, &format!("{word} !'{other}")), plainly(&texts, without));
    }

    /// Where nothing matches as typed or by sound, what is shown is found by the query with one character left out whose best hit is best.
    #[test]
    fn one_left_out_is_the_best_of_all(texts in prop::collection::vec(text(), 1..150), word in "[国企改革重行2港，]{3,6}", other in "[a-z]{0,2}") {
        let query = format!("{word}{other}");
        let index = Index::build(texts.iter().map(|text| Entry { text, ..Entry::default() }));
        let look = Look { limit: 20, ..Look::default() };
        let found = index.search(&query, &look, &|| false).unwrap();
        prop_assume!(found.forgiven == Some(Forgiven::OneCharacter));
        let chars: Vec<char> = query.chars().filter(|c| c.is_alphanumeric()).collect();
        let shorter = (0..chars.len()).map(|but| {
            let mut shorter = chars.clone();
            shorter.remove(but);
            index.search(&shorter.into_iter().collect::<String>(), &look, &|| false).unwrap()
        });
        let matching: Vec<Found> = shorter.filter(|found| found.forgiven.is_none() && found.total > 0).collect();
        let best = matching.iter().filter_map(|found| found.hits.first()).map(|hit| hit.score).max().unwrap();
        // The best hits of some were not aligned anew, so that less than a gap may be missed.
        prop_assert!(found.hits[0].score + i64::from(GAP) > best, "{} for {}", found.hits[0].score, best);
        prop_assert!(matching.iter().any(|one| one.hits == found.hits && one.total == found.total));
    }

    /// Typing on, and looking in parts, finds what the whole query finds alone.
    #[test]
    fn typing_on_finds_the_same(texts in prop::collection::vec(text(), 1..300), words in prop::collection::vec(word(), 1..3), parts in 1_usize..4) {
        let entry = |(at, text)| Entry { text, place: "重庆 国企", group: at as i64 / 50, ..Entry::default() };
        let entries: Vec<Entry<'_>> = texts.iter().map(String::as_str).enumerate().map(entry).collect();
        let index = in_parts(&entries, 4);
        let look = Look { near: Some(1), limit: 20, parts, ..Look::default() };
        let query: Vec<char> = words.join(" ").chars().collect();
        let mut trace = Trace::default();
        let hands = |parts: usize, work: &(dyn Fn(usize) + Sync)| (0..parts).rev().for_each(work);
        for end in 1..=query.len() {
            let typed: String = query[..end].iter().collect();
            let on = index.search_on(&typed, &look, &mut trace, &hands, &|| false).unwrap();
            let alone = index.search(&typed, &Look { parts: 1, ..look }, &|| false).unwrap();
            prop_assert_eq!(&on, &alone, "{}", typed);
            let whole = Index::build(entries.iter().copied()).search(&typed, &Look { parts: 1, ..look }, &|| false);
            prop_assert_eq!(Some(alone), whole, "{}", typed);
        }
    }

    /// Whatever is typed, nothing breaks, and what is marked stands in the text.
    #[test]
    fn any_query_is_answered(texts in prop::collection::vec(".{0,30}", 0..40), query in "[!'^$ 　国a2，\u{0}-\u{ff}]{0,12}") {
        let index = Index::build(texts.iter().map(|text| Entry { text, place: text, ..Entry::default() }));
        let look = Look { limit: 10, ..Look::default() };
        for hit in index.find(&query, &look, &|| false).unwrap() {
            let len = texts[hit.entry].chars().count() as u32;
            prop_assert!(hit.matched.is_sorted() && hit.matched.last().is_none_or(|&last| last < len));
            prop_assert!(hit.matched_place.last().is_none_or(|&last| last < len));
        }
    }
}

/// What is passed over because it cannot come among the best really could not: a short list is the beginning of the long one.
#[test]
fn a_short_list_is_the_beginning_of_the_long_one() {
    let syllables: Vec<char> = "国企改革重行长调安先西港整治成略绿，、a2g".chars().collect();
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as usize % below
    };
    let texts: Vec<String> = (0..3_000)
        .map(|_| {
            (0..5 + random(30))
                .map(|_| syllables[random(syllables.len())])
                .collect()
        })
        .collect();
    let entry = |(at, text)| Entry {
        text,
        place: ["云港 一、", "海桥 二、"][at % 2],
        weight: (at % 5) as u8,
        group: at as i64 % 7,
        ..Entry::default()
    };
    let entries: Vec<Entry<'_>> = texts.iter().map(String::as_str).enumerate().map(entry).collect();
    let index = in_parts(&entries, 3);
    let queries = [
        "国",
        "国企",
        "改 革",
        "g",
        "gq",
        "guo",
        "gqg",
        "国g",
        "g2",
        "xian",
        "an zz",
        "云港 gai",
        "gang",
        "!国 gg",
        "^g",
        "g$",
        "'改革",
        "ha",
    ];
    for query in queries {
        let list = |limit| {
            let look = Look {
                limit,
                near: Some(3),
                ..Look::default()
            };
            index.find(query, &look, &|| false).unwrap()
        };
        let long = list(texts.len());
        let short = list(10);
        assert_eq!(short, long[..short.len()], "{query}");
        assert!(short.len() == 10 || short.len() == long.len());
    }
}
