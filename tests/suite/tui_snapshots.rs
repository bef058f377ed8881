//! The screens as text, at the sizes that people have.

use duizhang::desk::Options;
use duizhang::model::Lang;
use duizhang::tui::Setup;
use duizhang::tui::stage::Stage;
use tempfile::TempDir;

use crate::build;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

fn sit(lang: Lang, ascii: bool, (columns, rows): (u16, u16)) -> (TempDir, Stage) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    let mut store = build::store(&path);
    for n in [1, 2, 3] {
        build::insert(&mut store, &build::notice(n, 3, 4));
    }
    let setup = Setup {
        options: Options {
            lang,
            ..Options::new(path, "审1".into(), build::TODAY)
        },
        keys: None,
        theme: None,
        ascii,
        notes: Vec::new(),
    };
    let stage = Stage::open(&setup, columns, rows).unwrap();
    (folder, stage)
}

#[test]
fn the_desk() {
    for size in SIZES {
        let (_folder, mut stage) = sit(Lang::Zh, false, size);
        stage.press("1 3 up up space");
        insta::assert_snapshot!(format!("desk_{}x{}", size.0, size.1), stage.text());
    }
}

#[test]
fn the_desk_in_english_and_ascii() {
    let (_folder, mut stage) = sit(Lang::En, true, (100, 30));
    stage.press("1 9 up");
    insta::assert_snapshot!(stage.text());
}

#[test]
fn a_notice_in_front() {
    let (_folder, mut stage) = sit(Lang::Zh, false, (100, 30));
    stage.press("g n");
    insta::assert_snapshot!(stage.text());
}

#[test]
fn the_comment_editor() {
    for size in [(80, 24), (120, 40)] {
        let (_folder, mut stage) = sit(Lang::Zh, false, size);
        stage.press("5").type_text("现场未见整改");
        insta::assert_snapshot!(format!("editor_{}x{}", size.0, size.1), stage.text());
        // The cursor stands behind what was typed: input methods open their window there.
        let (x, y) = stage.cursor();
        let row = stage.text().lines().nth(y.into()).unwrap_or("").to_owned();
        let typed = row
            .find("现场未见整改")
            .map(|at| duizhang::text::width::width(&row[..at]) + 12);
        assert_eq!(typed, Some(x.into()));
    }
}

#[test]
fn the_source() {
    let (_folder, mut stage) = sit(Lang::Zh, false, (80, 24));
    stage.press("s j j");
    insta::assert_snapshot!(stage.text());
}

#[test]
fn the_help_and_the_which_key_box() {
    let (_folder, mut stage) = sit(Lang::En, false, (100, 40));
    insta::assert_snapshot!("help", stage.press("?").text());
    insta::assert_snapshot!("which_key", stage.press("esc g").text());
}

#[test]
fn no_row_is_wider_than_the_screen() {
    for size in SIZES {
        for lang in [Lang::Zh, Lang::En] {
            let (_folder, mut stage) = sit(lang, false, size);
            for keys in [
                "j", "g n", "?", "esc", "/", "esc", ":", "esc", "f", "esc", "s", "esc", "c", "esc",
            ] {
                for row in stage.press(keys).text().lines() {
                    assert!(duizhang::text::width::width(row) <= size.0.into(), "{keys}: {row}");
                }
            }
        }
    }
}

#[test]
fn what_others_write_cannot_reach_the_terminal_as_a_command() {
    let (folder, mut stage) = sit(Lang::Zh, false, (120, 40));
    let id = stage.state().findings.measure().unwrap().id;
    let mut other = build::desk(&folder.path().join("d.db"), "审2");
    other
        .comment(
            duizhang::model::Target::Measure(id),
            "看\u{1b}[31m这\u{202e}里\u{200b}\u{7}",
        )
        .unwrap();
    stage.press("tab");
    let text = stage.text();
    assert!(text.contains("看[31m这里"), "{text}");
    assert!(
        text.chars()
            .all(|c| c == '\n' || !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{200b}'))
    );
}
