//! What the program must show of real notices, which stay outside of the project (`DUIZHANG_NOTICES`): each thing that `duizhang check`
//! prints, as a process, is at the desk in at most three keys from the start screen, on a small terminal as on a large one. No words of
//! theirs stand here but short ones that the issue itself names.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::Command;

use duizhang::desk::{Desk, Options};
use duizhang::model::Lang;
use duizhang::tui::Setup;
use duizhang::tui::stage::Stage;
use jiff::civil::{Date, date};
use serde_json::Value;
use tempfile::TempDir;

const TODAY: Date = date(2026, 11, 24);

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// Ways from the start screen, each of at most three keys.
const WAYS: [&str; 12] = [
    "F",
    "} F",
    "} } F",
    "F tab",
    "F tab pagedown",
    "F tab G",
    "F tab s",
    "p",
    "p pagedown",
    "p pagedown pagedown",
    "p tab G",
    "R",
];

fn options(folder: &TempDir) -> Options {
    Options::new(folder.path().join("d.db"), "审1".into(), TODAY)
}

/// The five notices in a database; `None`, and a word about it, where their folder is not named.
fn room() -> Option<TempDir> {
    let Some(notices) = env::var_os("DUIZHANG_NOTICES") else {
        assert!(
            env::var_os("DUIZHANG_REQUIRE_NOTICES").is_none_or(|value| value != "1"),
            "DUIZHANG_REQUIRE_NOTICES=1, but DUIZHANG_NOTICES is not set"
        );
        eprintln!("SKIPPED: DUIZHANG_NOTICES is not set: what real notices must show was not looked for");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(options(&folder)).unwrap();
    for entry in fs::read_dir(notices).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            desk.import_bytes(fs::read(&path).unwrap(), &path.to_string_lossy())
                .unwrap();
        }
    }
    Some(folder)
}

/// A hit that the process printed.
struct Hit {
    rule: String,
    kind: String,
    severity: String,
    message: String,
    operands: Vec<(String, Value)>,
    /// The name of its notice in the list.
    notice: String,
}

/// What `duizhang check --json` prints.
fn printed(folder: &TempDir) -> Vec<Hit> {
    let ran = Command::new(env!("CARGO_BIN_EXE_duizhang"))
        .env_clear()
        .env("HOME", folder.path())
        .arg("--db")
        .arg(folder.path().join("d.db"))
        .args(["--as-of", &TODAY.to_string(), "--lang", "zh", "check", "--json"])
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1), "{}", String::from_utf8_lossy(&ran.stderr));
    let rows: Vec<Value> = serde_json::from_slice(&ran.stdout).unwrap();
    let hit = |row: &Value| {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let flag = &row["flag"];
        let operands = flag["operands"].as_array().into_iter().flatten();
        Hit {
            rule: text(&flag["rule"]),
            kind: text(&flag["kind"]),
            severity: text(&flag["severity"]),
            message: text(&flag["message"]),
            operands: operands.map(|pair| (text(&pair[0]), pair[1].clone())).collect(),
            notice: text(&row["place"]).split(' ').next().unwrap_or_default().to_owned(),
        }
    };
    rows.iter().map(hit).collect()
}

fn of<'a>(hits: &'a [Hit], rule: &str, kind: &str, words: &str) -> Vec<&'a Hit> {
    let fits = |hit: &&Hit| hit.rule == rule && hit.kind == kind && hit.message.contains(words);
    hits.iter().filter(fits).collect()
}

/// What each way shows on a screen of that size.
fn screens(folder: &TempDir, (columns, rows): (u16, u16)) -> BTreeMap<&'static str, String> {
    let look = |way: &'static str| {
        let setup = Setup {
            options: Options {
                lang: Lang::Zh,
                ..options(folder)
            },
            keys: None,
            theme: None,
            ascii: false,
            notes: Vec::new(),
        };
        assert!(way.split(' ').count() <= 3);
        let mut stage = Stage::open(&setup, columns, rows).unwrap();
        for key in way.split(' ') {
            stage.press(key);
        }
        (way, stage.text())
    };
    WAYS.into_iter().map(look).collect()
}

fn first(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

/// The words that stand together on a line of the screen, for each hit that the issue names.
fn wanted(hits: &[Hit]) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    // A place is cut in its name first: two characters of it stay.
    let line = |hit: &Hit, words: String| vec![words, first(&hit.notice, 2)];
    for (kind, words) in [
        ("missing_ordinal", "缺三是"),
        ("duplicate_number", "二是"),
        ("duplicate_number", "3."),
    ] {
        let found = of(hits, "sequence", kind, words);
        all.extend(found.iter().map(|hit| line(hit, first(&hit.message, 5))));
    }
    for hit in of(hits, "count", "count_mismatch", "") {
        let words = hit.message.split('（').next().unwrap_or_default().to_owned();
        all.push(line(hit, words));
    }
    for kind in ["only_plan", "only_plans"] {
        let found = of(hits, "future", kind, "");
        all.extend(found.iter().map(|hit| line(hit, first(&hit.message, 8))));
    }
    let found = of(hits, "damage", "mojibake", "乱码");
    all.extend(found.iter().map(|hit| line(hit, first(&hit.message, 5))));
    // Hits of one sort on one notice share a line, which counts them.
    for (kind, words) in [("lost_characters", "日期缺字"), ("brand_replaced", "替换了单位名称")] {
        let mut sorts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for hit in of(hits, "damage", kind, "") {
            *sorts.entry((hit.notice.clone(), hit.severity.clone())).or_default() += 1;
        }
        for ((notice, severity), count) in sorts {
            let own = |hit: &&&Hit| hit.notice == notice && hit.severity == severity;
            let found = of(hits, "damage", kind, words);
            let Some(one) = found.iter().find(own) else { continue };
            all.push(if count < 4 {
                line(one, first(&one.message, 6))
            } else {
                line(one, format!("+{count} 处 "))
            });
        }
    }
    for kind in ["past_due", "past_due_at_publication"] {
        for hit in of(hits, "overdue", kind, "") {
            let days = format!("逾期 {} 天", hit.operands[2].0);
            all.push(vec![days, first(&hit.operands[0].0, 6)]);
        }
    }
    all
}

#[test]
fn what_check_prints_is_seen_in_three_keys_on_every_size() {
    let Some(folder) = room() else { return };
    let hits = printed(&folder);
    let wanted = wanted(&hits);
    assert!(wanted.len() > 30, "{wanted:?}");
    for size in SIZES {
        let screens = screens(&folder, size);
        let shows = |words: &[String]| {
            let on = |line: &str| words.iter().all(|word| line.contains(word.as_str()));
            screens.values().any(|text| text.lines().any(on))
        };
        let missing: Vec<String> = wanted
            .iter()
            .filter(|words| !shows(words))
            .map(|words| words.join(" … "))
            .collect();
        assert!(
            missing.is_empty(),
            "{size:?}: {missing:#?}\n{}\n{}\n{}",
            screens["F tab"],
            screens["F tab pagedown"],
            screens["F tab G"]
        );
    }
}

#[test]
fn each_thing_is_printed_by_check() {
    let Some(folder) = room() else { return };
    let hits = printed(&folder);
    let said = |rule: &str, kind: &str, words: &str| of(&hits, rule, kind, words).len();
    assert_eq!(said("sequence", "missing_ordinal", "缺三是"), 2);
    assert_eq!(said("sequence", "duplicate_number", "二是"), 1);
    assert_eq!(said("sequence", "duplicate_number", "3."), 1);
    for (claimed, printed) in [("问题32", "31"), ("问题61", "12"), ("措施140", "32")] {
        let found = of(&hits, "count", "count_mismatch", claimed);
        let [hit] = found[..] else {
            panic!("{claimed}: {} hits", found.len());
        };
        assert!(
            hit.message.contains(printed) && hit.message.contains("可能未公开"),
            "{}",
            hit.message
        );
        // The numbers that collide, each at its place.
        let [one, other] = &hit.operands[..] else {
            panic!("{:?}", hit.operands);
        };
        assert!(
            claimed.ends_with(&one.0) && other.0 == printed && one.1 != other.1,
            "{:?}",
            hit.operands
        );
    }
    assert_eq!(said("damage", "mojibake", "乱码"), 2);
    assert!(said("damage", "lost_characters", "日期缺字") > 15);
    assert!(said("damage", "brand_replaced", "替换了单位名称") > 10);
    assert_eq!(said("future", "only_plans", "") + said("future", "only_plan", ""), 3);
    // Every dated promise that came due, with its days: those that the calendar of the process counts as overdue.
    let ran = Command::new(env!("CARGO_BIN_EXE_duizhang"))
        .env_clear()
        .env("HOME", folder.path())
        .arg("--db")
        .arg(folder.path().join("d.db"))
        .args([
            "--as-of",
            &TODAY.to_string(),
            "promises",
            "--state",
            "overdue",
            "--json",
        ])
        .output()
        .unwrap();
    let promises: Vec<Value> = serde_json::from_slice(&ran.stdout).unwrap();
    let mut days: Vec<String> = promises.iter().map(|row| row["overdue_days"].to_string()).collect();
    let overdue = [
        of(&hits, "overdue", "past_due", ""),
        of(&hits, "overdue", "past_due_at_publication", ""),
    ]
    .concat();
    let mut told: Vec<String> = overdue.iter().map(|hit| hit.operands[2].0.clone()).collect();
    days.sort();
    told.sort();
    assert!(told.len() > 15, "{told:?}");
    assert_eq!(told, days);
}
