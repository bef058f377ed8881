//! Clean text into folded text, for search and comparison only: simplified characters, half width, lower case, plain punctuation.
//!
//! One character stands for one; only what nobody sees is dropped. What is folded once is folded: folding it again changes nothing.
//!
//! Traditional characters are folded one by one, from a table (traditional.tsv), and not by words with a converter: a search must find 后 and 後
//! alike whatever stands around them, the position map stays that of single characters, and the table is some ten times as fast as the
//! converter (benches/text.rs). Only its start is cheaper: 0.05 ms, where the table takes a millisecond or two, once. The few characters
//! that mean two things (著) look at their neighbours (context.tsv).

mod table;

use super::clean::invisible;
use super::map::{Builder, Map};

use table::Table;

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
    let table = Table::get();
    let mut out = String::with_capacity(text.len());
    let mut map = Builder::default();
    let mut rest = text;
    let mut before = '\n';
    while let Some(c) = rest.chars().next() {
        if c.is_ascii() {
            let plain = rest
                .bytes()
                .position(|b| !b.is_ascii() || is_dropped_ascii(b))
                .unwrap_or(rest.len());
            if plain > 0 {
                let from = out.len();
                out.push_str(&rest[..plain]);
                out[from..].make_ascii_lowercase();
                map.keep(plain);
                before = rest[..plain].chars().next_back().unwrap_or(before);
                rest = &rest[plain..];
                continue;
            }
        }
        let len = c.len_utf8();
        rest = &rest[len..];
        if is_dropped(c) {
            map.drop(len);
            continue;
        }
        let folded = match table.plain(c) {
            Some(folded) => folded,
            None => table.rare(c, before, || rest.chars().find(|next| !is_dropped(*next))),
        };
        out.push(folded);
        match folded.len_utf8() {
            same if same == len => map.keep(len),
            other => map.replace(len, other),
        }
        before = folded;
    }
    Folded {
        text: out,
        map: map.finish(),
    }
}

/// One character folded, without regard to its neighbours. Never more than one for one.
pub fn fold_char(c: char) -> char {
    let table = Table::get();
    table.plain(c).unwrap_or_else(|| table.rare(c, '\n', || None))
}

/// What nobody sees: in clean text only the selectors of a character's shape are left.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}') || invisible(c).is_some()
}

fn is_dropped_ascii(b: u8) -> bool {
    b.is_ascii_control() && !matches!(b, b'\n' | b'\t')
}

#[cfg(test)]
mod tests;
