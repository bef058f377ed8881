//! Real notices, which stay outside of the project: DUIZHANG_NOTICES names their folder, NAME.txt beside NAME.gold.json. Without it this
//! is skipped, and says so; with DUIZHANG_REQUIRE_NOTICES=1 it fails instead.

use std::env;
use std::fs;
use std::path::PathBuf;

use super::score::{Tally, score};
use duizhang::desk::parse_bytes;

/// What is measured, and the least that is good enough.
const LEAST: &[(&str, f64)] = &[
    ("finding", 1.0),
    ("finding label", 0.99),
    ("path", 0.98),
    ("measure", 0.99),
    ("measure home", 0.99),
    ("measure label", 0.99),
    ("progress", 0.88),
    ("commitment", 0.90),
    ("due", 0.97),
    ("claim", 0.95),
    ("metadata", 0.97),
    ("numbering", 1.0),
];

#[test]
fn real_notices_are_read_as_their_references_say() {
    let Some(folder) = env::var_os("DUIZHANG_NOTICES").map(PathBuf::from) else {
        assert!(
            env::var_os("DUIZHANG_REQUIRE_NOTICES").is_none_or(|value| value != "1"),
            "DUIZHANG_REQUIRE_NOTICES=1, but DUIZHANG_NOTICES is not set"
        );
        eprintln!("SKIPPED: DUIZHANG_NOTICES is not set: the real notices were not measured");
        return;
    };
    let mut total = Tally::default();
    let mut notices = 0;
    for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let gold = entry.unwrap().path();
        let Some(name) = gold.to_string_lossy().strip_suffix(".gold.json").map(str::to_owned) else {
            continue;
        };
        let bytes = fs::read(format!("{name}.txt")).unwrap();
        let source = String::from_utf8(bytes.clone()).unwrap();
        let gold = serde_json::from_str(&fs::read_to_string(&gold).unwrap()).unwrap();
        let got = serde_json::to_value(parse_bytes(&bytes, "notice.txt")).unwrap();
        total.absorb(score(&gold, &got, &source));
        notices += 1;
    }
    assert!(notices > 0, "no notice in {}", folder.display());
    assert!(total.expected("measure") > 0);
    let mut short = Vec::new();
    for (what, least) in LEAST {
        let share = total.share(what);
        eprintln!("{what:14} {share:.3} of at least {least}");
        if share < *least {
            short.push(format!("{what} {share:.3} < {least}"));
        }
    }
    assert!(short.is_empty(), "{}\n{}", short.join(", "), total.misses.join("\n"));
}
