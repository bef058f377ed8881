//! What the program must show of real notices, which stay outside of the project (`DUIZHANG_NOTICES`): each thing at the desk in at most
//! three keys from the start screen, and by `check`. No words of theirs stand here but short ones that the issue itself names.

use std::collections::BTreeMap;
use std::env;
use std::fs;

use duizhang::desk::{Desk, FlagRow, Options, PromiseRow};
use duizhang::model::Lang;
use duizhang::tui::Setup;
use duizhang::tui::stage::Stage;
use jiff::civil::{Date, date};
use tempfile::TempDir;

const TODAY: Date = date(2026, 11, 24);

/// Ways from the start screen, each of at most three keys.
const WAYS: [&str; 12] = [
    "F",
    "G F",
    "j F",
    "j j F",
    "F tab",
    "F tab pagedown",
    "F tab G",
    "p",
    "p pagedown",
    "p pagedown pagedown",
    "p G",
    "R",
];

fn options(folder: &TempDir) -> Options {
    Options::new(folder.path().join("d.db"), "审1".into(), TODAY)
}

/// The five notices in a database; `None`, and a word about it, where their folder is not named.
fn room() -> Option<(TempDir, Desk)> {
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
    Some((folder, desk))
}

/// What each way shows.
fn screens(folder: &TempDir) -> BTreeMap<&'static str, String> {
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
        let mut stage = Stage::open(&setup, 120, 40).unwrap();
        for key in way.split(' ') {
            stage.press(key);
        }
        (way, stage.text())
    };
    WAYS.into_iter().map(look).collect()
}

fn flags(desk: &Desk, rule: &str, kind: &str) -> Vec<FlagRow> {
    let rows = desk.hints(None).unwrap().into_iter();
    rows.filter(|row| row.view.flag.rule == rule && row.view.flag.kind == kind)
        .collect()
}

#[test]
fn each_thing_is_seen_in_three_keys() {
    let Some((folder, desk)) = room() else { return };
    let screens = screens(&folder);
    let mut missing = Vec::new();
    let mut wanted = |words: &[&str]| {
        let shows = |text: &String| text.lines().any(|line| words.iter().all(|word| line.contains(word)));
        if !screens.values().any(shows) {
            missing.push(words.join(" … "));
        }
    };
    wanted(&["缺三是", "上海上实"]);
    wanted(&["缺三是", "產投集團"]);
    wanted(&["编号重复：二是"]);
    wanted(&["编号重复：3."]);
    wanted(&["自报问题32", "31"]);
    wanted(&["自报问题61", "12"]);
    wanted(&["自报措施140", "32"]);
    wanted(&["乱码"]);
    wanted(&["处", "日期缺字"]);
    wanted(&["疑为网站品牌，替换了单位名称"]);
    let future = ["only_plan", "only_plans"]
        .map(|kind| flags(&desk, "future", kind))
        .concat();
    for row in future {
        // Long ones are cut on the right: their beginning and their place stand there.
        let start: String = row.view.flag.message.chars().take(8).collect();
        wanted(&[&start]);
    }
    for row in overdue(&desk) {
        let days = format!("逾期 {} 天", row.overdue_days.unwrap());
        let start: String = row.text.chars().take(6).collect();
        wanted(&[&days, &start]);
    }
    assert!(missing.is_empty(), "{missing:#?}\n{}", screens["j j F"]);
}

fn overdue(desk: &Desk) -> Vec<PromiseRow> {
    let rows = desk.promises(None).unwrap().into_iter();
    let rows: Vec<PromiseRow> = rows
        .filter(|row| row.overdue_days.is_some_and(|days| days > 0))
        .collect();
    assert!(rows.len() > 15, "{}", rows.len());
    rows
}

#[test]
fn each_thing_is_printed_by_check() {
    let Some((_folder, desk)) = room() else { return };
    let said = |rule: &str, kind: &str, words: &[&str]| {
        let found = flags(&desk, rule, kind);
        let fits = |row: &&FlagRow| words.iter().all(|word| row.view.flag.message.contains(word));
        found.iter().filter(fits).count()
    };
    assert_eq!(said("sequence", "missing_ordinal", &["缺三是"]), 2);
    assert_eq!(said("sequence", "duplicate_number", &["二是"]), 1);
    assert_eq!(said("sequence", "duplicate_number", &["3."]), 1);
    for (claimed, printed) in [("问题32", "31"), ("问题61", "12"), ("措施140", "32")] {
        assert_eq!(
            said("count", "count_mismatch", &[claimed, printed, "可能未公开"]),
            1,
            "{claimed}"
        );
    }
    for row in flags(&desk, "count", "count_mismatch") {
        let operands = &row.view.flag.operands;
        assert!(operands.len() == 2 && operands[0].1 != operands[1].1, "{operands:?}");
    }
    assert_eq!(said("damage", "mojibake", &["乱码"]), 2);
    assert!(said("damage", "lost_characters", &["日期缺字"]) > 15);
    assert!(said("damage", "brand_replaced", &["替换了单位名称"]) > 10);
    assert_eq!(said("future", "only_plans", &[]) + said("future", "only_plan", &[]), 3);
    let flagged = flags(&desk, "overdue", "past_due").len() + flags(&desk, "overdue", "past_due_at_publication").len();
    let dated = overdue(&desk).into_iter().filter(|row| row.due.is_some()).count();
    assert_eq!(flagged, dated);
}
