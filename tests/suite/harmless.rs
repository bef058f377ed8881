//! Every way out of the program, with a notice, a file name and remarks that try to steer what they come out of: a terminal, a spreadsheet,
//! a page, a calendar, a shell, the file system.

use std::fs;
use std::path::Path;

use duizhang::desk::{Desk, Options, plain};
use duizhang::model::Lang;
use duizhang::tui::Setup;
use duizhang::tui::stage::Stage;

use crate::build;
use crate::cli_run::Case;

/// Sequences that a terminal obeys, of every sort: a title, colours, an eight-bit CSI, a reset, an answer-back, overrides, tags.
const ACTIVE: &[&str] = &[
    "\u{1b}]0;owned\u{7}",
    "\u{1b}[31m",
    "\u{9b}2J",
    "\u{1b}c",
    "\u{5}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{e0041}",
    "\u{1b}P+q\u{1b}\\",
    "\u{8d}",
    "\u{7f}",
];

/// What a spreadsheet, a page and Markdown obey.
const LIVE: &[&str] = &[
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1",
    "-2",
    "</blockquote><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://a.example/y)",
    "`rm`",
];

/// A notice with these pieces in its title, names, headings, measures, dates, documents and contact line.
fn notice(day: &str) -> String {
    let mut piece = ACTIVE.iter().chain(LIVE).cycle();
    let mut next = || piece.next().copied().unwrap_or_default();
    let mut text = format!(
        "中共云渡县{}供水公司{}委员会关于巡察整改进展情况的通报\n根据县委统一部署，2022年3月1日至4月20日，县委第二{}巡察组对县供水公司党委开展了巡察。{day}反馈了意见。\n一、反馈{}问题整改情况\n",
        next(),
        next(),
        next(),
        next()
    );
    for at in 1..=10 {
        text.push_str(&format!(
            "{at}.{}关于“水表{}台账登记不及时{}”的问题{}\n一是{}补登台账。逐户核对合同，补登台账{at}6份，{}每月复核一次{}。\n二是{}修订《水表{}登记办法》，2023年6月{}底前完成。\n",
            next(), next(), next(), next(), next(), next(), next(), next(), next(), next()
        ));
    }
    text.push_str(&format!(
        "联系电话：0599-{}1234567；电子邮箱：a@{}b.example。\n",
        next(),
        next()
    ));
    text
}

/// A name that a shell, a path and a terminal would each misread.
const NAME: &str = "\u{1b}[31m=cmd;$(touch pwned)`touch pwned`\u{202e}|&.txt";

fn case() -> Case {
    let case = Case::empty();
    case.write(&format!("in/{NAME}"), notice("6月8日"));
    case.write("in/\u{9b}2Jb.txt", notice("7月9日"));
    case.run(&["import", "in"]).ok();
    let remark = ACTIVE.iter().chain(LIVE).copied().collect::<Vec<_>>().join("记");
    for args in [
        &["comment", "N1", &remark][..],
        &["comment", "N1.1", &remark],
        &["mark", "N1.1.1", "partial", "-m", &remark],
        &["mark", "N2.1.1", "verified"],
        &["correct", "N1.2", "retitle", "\u{1b}[31m=1+1 台账不全"],
        &["correct", "N1.2", "relabel", "\u{202e}2."],
        &["same", "N1", "N2"],
    ] {
        case.run(args);
    }
    case
}

#[test]
fn no_command_lets_a_notice_steer_the_terminal() {
    let case = case();
    let file = format!("in/{NAME}");
    for args in [
        &["import", "in"][..],
        &["import", "--json", "in"],
        &["import", "--reparse", "--all"],
        &["parse", &file],
        &["parse", "--json", &file],
        &["parse", "--explain", &file],
        &["parse", "--explain", "--json", &file],
        &["list"],
        &["list", "--json"],
        &["show", "N1"],
        &["show", "N1.1"],
        &["show", "N1.1.1"],
        &["show", "N1.2", "--json"],
        &["find", "台账"],
        &["find", "--json", "tz"],
        &["check"],
        &["check", "--json"],
        &["check", "N2", "--as-of", "2026-11-24"],
        &["promises"],
        &["promises", "--json"],
        &["promises", "--ics"],
        &["overview"],
        &["overview", "--organisations"],
        &["overview", "--json"],
        &["follow-up", "N2"],
        &["follow-up", "N2", "--json"],
        &["letter", "N1"],
        &["letter", "--comments", "N1"],
        &["correct", "N1", "list"],
        &["history"],
        &["history", "--json"],
        &["verify"],
        &["export"],
        &["export", "--format", "json"],
    ] {
        for lang in ["zh", "en"] {
            let ran = case.run(&[args, &["--lang", lang]].concat());
            assert!(ran.code <= 1, "{args:?}: {ran:?}");
            // Calendars end their lines in both.
            let active = |c: char| !matches!(c, '\n' | '\t' | '\r') && plain::is_active(c);
            assert!(!ran.out.contains(active), "{args:?}: {:?}", ran.out);
            assert!(!ran.err.contains(active), "{args:?}: {:?}", ran.err);
            let bare = ran.out.replace("\r\n", "\n");
            assert!(!bare.contains('\r') && !ran.err.contains('\r'), "{args:?}");
        }
    }
}

#[test]
fn no_cell_is_a_formula_whatever_stands_in_a_notice() {
    let case = case();
    let ran = case.run(&["export"]).ok();
    let mut reader = csv::Reader::from_reader(ran.out.trim_start_matches('\u{feff}').as_bytes());
    let (mut rows, mut formulas) = (0, Vec::new());
    for record in reader.records().map(Result::unwrap) {
        rows += 1;
        // What a spreadsheet looks at is the first character that is no blank.
        let live = |cell: &&str| {
            cell.trim_start()
                .starts_with(['=', '+', '@', '＝', '＋', '＠', '\t', '\r'])
        };
        let negative = |cell: &&str| cell.starts_with('-') && cell.parse::<f64>().is_err();
        formulas.extend(
            record
                .iter()
                .filter(|cell| live(cell) || negative(cell))
                .map(str::to_owned),
        );
    }
    assert!(rows >= 20, "{rows} rows");
    assert_eq!(formulas, Vec::<String>::new());
}

#[test]
fn a_letter_quotes_a_notice_and_does_not_obey_it() {
    let case = case();
    let letter = case.run(&["letter", "--comments", "N1"]).ok().out;
    for live in ["<script", "](javascript:", "](http://a.example", "</blockquote>"] {
        for (at, _) in letter.match_indices(live) {
            let escaped = letter[..at].ends_with('\\') || letter[..at].ends_with("&lt;");
            assert!(escaped, "{live}: {}", &letter[at.saturating_sub(60)..at + live.len()]);
        }
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

#[test]
fn no_name_is_run_by_a_shell_or_leads_out_of_its_folder() {
    let case = case();
    for args in [
        &["letter", "N1", "-o", "letter.md"][..],
        &["export", "-o", "ledger.csv"],
        &["backup", "copy.db"],
    ] {
        case.run(args).ok();
    }
    let mut names = files(case.folder.path());
    names.retain(|name| !name.starts_with("d.db"));
    names.sort();
    let mut expected = vec![NAME.to_owned(), "\u{9b}2Jb.txt".to_owned()];
    expected.extend(["letter.md", "ledger.csv", "copy.db"].map(str::to_owned));
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn no_screen_lets_a_notice_steer_the_terminal() {
    let case = case();
    for (lang, ascii, size) in [(Lang::Zh, false, (120, 40)), (Lang::En, true, (80, 24))] {
        let setup = Setup {
            options: Options {
                lang,
                ..Options::new(case.path("d.db"), "审1".into(), build::TODAY)
            },
            keys: None,
            theme: None,
            ascii,
            notes: Vec::new(),
        };
        let mut stage = Stage::open(&setup, size.0, size.1).unwrap();
        // Each screen from the desk, some steps in it, and out again.
        for keys in [
            "tab", "tab", "tab", "j", "j", "n", "s", "pagedown", "q", "F", "j", "j", "tab", "t", ".", "d", "esc", "q",
            "p", "j", "pagedown", "q", "O", "j", "q", "E", "j", "q", "R", "j", "q", "P", "j", "j", "l", "q", "L",
            "pagedown", "q", "/", "t", "z", "down", "esc", ":", "h", "esc", "?", "pagedown", "esc", "C", "esc",
        ] {
            let text = stage.press(keys).text();
            let active = |c: char| c != '\n' && plain::is_active(c);
            assert!(!text.contains(active), "{keys} {size:?}: {text:?}");
            for line in text.lines() {
                assert!(plain::columns(line) <= usize::from(size.0), "{keys} {size:?}: {line}");
            }
        }
    }
    let desk: Desk = build::desk(&case.path("d.db"), "审1");
    assert_eq!(desk.notices().unwrap().len(), 2);
}
