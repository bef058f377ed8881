//! Tests of the whole room: what is found, in which order, and that the quick way agrees with the plain definition.

mod agree;
mod language;
mod order;
mod pinyin;

use super::{Entry, Found, Index, Look};

/// An index over texts of one list.
fn index(texts: &[&str]) -> Index {
    Index::build(texts.iter().map(|&text| Entry {
        text,
        ..Entry::default()
    }))
}

fn search(index: &Index, query: &str) -> Found {
    let look = Look {
        limit: 1_000,
        ..Look::default()
    };
    index.search(query, &look, &|| false).unwrap()
}

/// The texts that a query finds as typed, best first.
fn found<'a>(texts: &[&'a str], query: &str) -> Vec<&'a str> {
    let found = search(&index(texts), query);
    if found.forgiven.is_some() {
        return Vec::new();
    }
    found.hits.iter().map(|hit| texts[hit.entry]).collect()
}

/// The one hit of a query in a text, with the matched characters in brackets.
fn marked(text: &str, query: &str) -> String {
    let found = search(&index(&[text]), query);
    match found.hits.first() {
        Some(hit) if found.forgiven.is_none() => mark(text, &hit.matched),
        _ => "nothing".into(),
    }
}

fn mark(text: &str, matched: &[u32]) -> String {
    let mut marked = String::new();
    let mut inside = false;
    for (at, c) in text.chars().enumerate() {
        let now = matched.contains(&(at as u32));
        if now != inside {
            marked.push(if now { '[' } else { ']' });
            inside = now;
        }
        marked.push(c);
    }
    if inside {
        marked.push(']');
    }
    marked
}
