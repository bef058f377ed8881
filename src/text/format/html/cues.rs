//! The table of words by which the parts of a page are told apart.

use std::sync::LazyLock;

/// The words of each kind, as `cues.tsv` explains them.
#[derive(Debug, Default)]
pub(super) struct Cues {
    pub(super) class: Vec<&'static str>,
    pub(super) stop: Vec<&'static str>,
    pub(super) foot: Vec<&'static str>,
    pub(super) crumb: Vec<&'static str>,
    pub(super) control: Vec<&'static str>,
    pub(super) info: Vec<&'static str>,
    pub(super) source: Vec<&'static str>,
    pub(super) header: Vec<&'static str>,
    pub(super) by: Vec<&'static str>,
    pub(super) counter: Vec<&'static str>,
    pub(super) index: Vec<&'static str>,
    pub(super) owner: Vec<&'static str>,
    pub(super) reach: Vec<&'static str>,
}

/// The table.
pub(super) static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues = Cues::default();
    for (kind, words) in rows() {
        let list = match kind {
            "class" => &mut cues.class,
            "stop" => &mut cues.stop,
            "foot" => &mut cues.foot,
            "crumb" => &mut cues.crumb,
            "control" => &mut cues.control,
            "info" => &mut cues.info,
            "source" => &mut cues.source,
            "header" => &mut cues.header,
            "by" => &mut cues.by,
            "counter" => &mut cues.counter,
            "index" => &mut cues.index,
            "owner" => &mut cues.owner,
            "reach" => &mut cues.reach,
            _ => continue,
        };
        list.extend(words.split_whitespace());
    }
    // Longer words first, so that none is hidden by its own beginning.
    cues.control.sort_by_key(|word| std::cmp::Reverse(word.len()));
    cues
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("cues.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

/// Whether a class or id name has one of the cue words in it.
pub(super) fn is_aside(names: &str) -> bool {
    let mut word = String::new();
    let mut last = ' ';
    for c in names.chars().chain([' ']) {
        let ends = !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && last.is_ascii_lowercase());
        if ends {
            if CUES.class.contains(&word.as_str()) {
                return true;
            }
            word.clear();
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
        last = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_used() {
        let kinds = [
            "class", "stop", "foot", "crumb", "control", "info", "source", "header", "by", "counter", "index", "owner",
            "reach",
        ];
        for (kind, words) in rows() {
            assert!(kinds.contains(&kind), "{kind}");
            assert!(!words.trim().is_empty());
        }
        assert!(!CUES.header.is_empty() && !CUES.source.is_empty());
    }

    #[test]
    fn cue_words_are_whole_words_of_a_name() {
        for name in [
            "nav",
            "main-nav",
            "topNav",
            "page_footer",
            "x Share",
            "bdsharebuttonbox",
        ] {
            assert!(is_aside(name), "{name}");
        }
        for name in ["navigate", "shared-content", "hotel", "sidewalk", "content", ""] {
            assert!(!is_aside(name), "{name}");
        }
    }
}
