//! Duties that come again, by the wordings of `recurring.tsv`.

use std::sync::LazyLock;

use regex::Regex;

use super::super::{clause, document};

/// The rows of the table of wordings that come again, column by column.
fn recurring() -> impl Iterator<Item = std::str::Split<'static, char>> {
    let rows = include_str!("recurring.tsv").lines();
    rows.filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t'))
}

/// The wording by which a clause says that something comes again.
pub fn recurs(clause: &str) -> Option<&str> {
    static RULES: LazyLock<Vec<(Regex, Vec<&'static str>)>> = LazyLock::new(|| {
        let rules = recurring().filter_map(|mut columns| {
            let rule = Regex::new(columns.next()?).ok()?;
            let unless = columns.nth(1).unwrap_or_default();
            Some((rule, unless.split_whitespace().collect()))
        });
        rules.collect()
    });
    // Most clauses have none of them: one look tells.
    static ANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let rules: Vec<&str> = recurring().filter_map(|mut columns| columns.next()).collect();
        Regex::new(&rules.join("|")).ok()
    });
    if ANY.as_ref().is_some_and(|any| !any.is_match(clause)) {
        return None;
    }
    let titles = document::titles(clause);
    RULES.iter().find_map(|(rule, unless)| {
        let hit = rule.find_iter(clause).find(|hit| {
            let other = unless.iter().any(|word| clause[hit.end()..].starts_with(word))
                // 不定期 is at no fixed time.
                || hit.as_str() == "定期" && clause[..hit.start()].ends_with('不');
            !other && !clause::is_quoted(&titles, &hit.range())
        })?;
        Some(hit.as_str())
    })
}
