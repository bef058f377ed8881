//! Whether two names may be those of one organisation: folded, without the party body that speaks for it, and abbreviated.

use std::sync::LazyLock;

use crate::text::fold::fold;

const RULES: &str = include_str!("tables/organisations.tsv");

/// The score from which two names are proposed as one organisation.
pub const PROPOSED: f64 = 0.7;

/// Characters that a shortened name must have to be looked for in a longer one.
const TELLING: usize = 3;

/// How likely two names mean one organisation, from 0 to 1: 1 the same name, 0.95 the same but for what is left out of names
/// (中共云溪市委员会, 云溪市委), 0.8 the end of the other (云溪市青禾区委, 青禾区委), 0.7 the beginning of the other (云溪港务, 云溪港务集团).
/// A proposal for a person, never a fact.
pub fn same_organisation(one: &str, other: &str) -> f64 {
    let (one, other) = (plain(one), plain(other));
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    if one == other {
        return 1.0;
    }
    let (one, other) = (short(&one), short(&other));
    if one == other {
        return 0.95;
    }
    let (long, brief) = if one.len() > other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    if brief.chars().count() < TELLING {
        0.0
    } else if long.ends_with(brief.as_str()) {
        0.8
    } else if long.starts_with(brief.as_str()) && is_kind(&long[brief.len()..]) {
        0.7
    } else {
        0.0
    }
}

/// What may be left out at the end of a name; anything else makes another organisation (云溪港务 is not 云溪港务局).
fn is_kind(rest: &str) -> bool {
    matches!(rest, "集团" | "公司" | "集团公司")
}

/// Folded, up to (以下简称…).
fn plain(name: &str) -> String {
    let folded = fold(name).text;
    let end = folded.find("(以下").unwrap_or(folded.len());
    folded[..end].split_whitespace().collect()
}

fn short(name: &str) -> String {
    static TABLE: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let lines = RULES.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('\t')).collect()
    });
    let mut name = name.to_owned();
    for (from, to) in TABLE.iter() {
        let to = if *to == "-" { "" } else { to };
        let cut = match from.strip_prefix('^') {
            Some(start) => name.strip_prefix(start).map(|rest| format!("{to}{rest}")),
            None => name.strip_suffix(from).map(|rest| format!("{rest}{to}")),
        };
        if let Some(cut) = cut.filter(|cut| cut.chars().count() > 1) {
            name = cut;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviated_names_are_proposed() {
        let cases = [
            ("中共云溪市青禾区委员会", "云溪市青禾区委", 0.95),
            ("中共云溪市青禾区委员会", "青禾区委", 0.8),
            ("雲溪港務集團有限公司", "云溪港务集团", 0.95),
            ("云溪港务集团有限公司党委", "云溪港务集团有限公司", 0.95),
            ("云溪港务(集团)有限公司（以下简称“云港”）", "云溪港务集团", 0.95),
            ("青禾县水利局党组", "青禾县水利局", 0.95),
            ("青禾县水利局党委", "青禾县水利局党组", 0.95),
            ("云溪港务", "云溪港务集团有限公司", 0.7),
            ("青禾区委", "白石区委", 0.0),
            ("云溪港务", "云溪港务局", 0.0),
            ("区委", "青禾区委", 0.0),
            ("", "青禾区委", 0.0),
        ];
        for (one, other, score) in cases {
            assert_eq!(same_organisation(one, other), score, "{one} {other}");
            assert_eq!(same_organisation(other, one), score, "{other} {one}");
        }
    }
}
