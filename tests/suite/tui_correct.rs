//! The parse view by keystrokes.

use std::fs;

use duizhang::desk::{Desk, Options, OutlineRow};
use duizhang::model::Verdict;
use duizhang::tui::Setup;
use duizhang::tui::stage::Stage;
use tempfile::TempDir;

use crate::build;
use crate::desk_correct::TEXT;

struct Room {
    folder: TempDir,
}

impl Room {
    fn new() -> Self {
        let room = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        room.import(TEXT);
        room
    }

    fn import(&self, text: &str) {
        let path = self.folder.path().join("水务局.txt");
        fs::write(&path, text).unwrap();
        self.desk().import(&[path], &mut |_| {}).unwrap();
    }

    fn desk(&self) -> Desk {
        build::desk(&self.folder.path().join("d.db"), "审1")
    }

    fn sit(&self, columns: u16, rows: u16) -> Stage {
        let setup = Setup {
            options: Options::new(self.folder.path().join("d.db"), "审1".into(), build::TODAY),
            keys: None,
            theme: Some("dark".into()),
            ascii: false,
            notes: Vec::new(),
        };
        Stage::open(&setup, columns, rows).unwrap()
    }

    /// Gists and verdicts of all measures.
    fn measures(&self) -> Vec<(String, Option<Verdict>)> {
        let desk = self.desk();
        assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
        let outline = desk.outline(desk.notices().unwrap()[0].id).unwrap();
        let rows = outline.rows.into_iter().filter_map(|row| match row {
            OutlineRow::Measure(row) => Some((row.gist, row.verdict)),
            _ => None,
        });
        rows.collect()
    }
}

fn status(stage: &Stage) -> &str {
    &stage.state().status.text
}

#[test]
fn a_measure_is_split_judged_twice_taken_back_and_imported_again() {
    let room = Room::new();
    let mut stage = room.sit(120, 40);
    // From the first measure to the second clause behind it, where 印发 begins, split; back at the desk, both halves are judged.
    stage.press("P").press("l s");
    assert!(status(&stage).contains("拆分：自“印发《巡河"), "{}", status(&stage));
    stage.press("q 1 3");
    let judged = room.measures();
    assert_eq!(judged.len(), 6);
    assert_eq!(judged[0], ("完善巡河制度".to_owned(), Some(Verdict::Verified)));
    assert_eq!(
        judged[1],
        ("印发《巡河工作细则》".to_owned(), Some(Verdict::PromiseOnly))
    );
    // Undo takes the last verdict back, redo gives it again, in another sitting, too.
    stage.press("u");
    assert_eq!(room.measures()[1].1, None);
    assert!(stage.leave());
    let mut stage = room.sit(120, 40);
    stage.press("ctrl-r");
    assert_eq!(room.measures(), judged);
    // The same file changes nothing; another version of it keeps what it says alike.
    room.import(TEXT);
    assert_eq!(room.measures(), judged);
    room.import(&TEXT.replace("中共云岭", "（更新稿）\n中共云岭"));
    assert_eq!(room.measures(), judged);
    // Undone to the end, the parse is what it was.
    stage.press("u u u");
    let read = room.measures();
    assert_eq!(read.len(), 5);
    assert_eq!(read[0], ("完善巡河制度".to_owned(), None));
}

#[test]
fn outline_and_source_follow_each_other() {
    let room = Room::new();
    for size in [(80, 24), (120, 40), (200, 60)] {
        let mut stage = room.sit(size.0, size.1);
        stage.press("P").press("g g j j j");
        let shown = stage.text();
        let cursor = |shown: &str, words: &str| shown.lines().any(|line| line.contains('▸') && line.contains(words));
        assert!(cursor(&shown, "完善巡河制度"), "{shown}");
        // Down the source, the outline comes along.
        stage.press("tab G k k k k k");
        let shown = stage.text();
        assert!(
            cursor(&shown, "落实管护经费") || cursor(&shown, "实管护经费"),
            "{size:?}\n{shown}"
        );
        stage.press("] ] ] ] ] ]");
        assert!(status(&stage).contains("后面没有了"), "{}", status(&stage));
    }
}

#[test]
fn every_key_of_the_view_answers() {
    let room = Room::new();
    let mut stage = room.sit(120, 40);
    stage.press("P").press("g g");
    for key in ["s", "m", "M", "r", "t", ">", "<", "v", "d"] {
        stage.press(key);
        assert!(status(&stage).contains("光标不在"), "{key}: {}", status(&stage));
    }
    stage.press("x");
    assert!(status(&stage).contains("不读作"), "{}", status(&stage));
    stage.press("a");
    assert!(status(&stage).contains("读作“2023年5月2日”"), "{}", status(&stage));
    assert!(stage.text().contains("✓ 已采纳"), "{}", stage.text());
    assert!(
        stage.text().contains("2023年3月6日至2023年5月2日，县委"),
        "{}",
        stage.text()
    );
    // A number, a title, another finding.
    stage.press("j j j r ctrl-u").type_text("（甲）").press("enter");
    assert!(stage.text().contains("（甲）完善巡河制度"), "{}", stage.text());
    stage.press("k t ctrl-u").type_text("河长制不实").press("enter");
    assert!(
        stage.text().contains("1．") && stage.text().contains("河长制不实"),
        "{}",
        stage.text()
    );
    stage.press("j v j j j enter");
    assert!(status(&stage).contains("改归"), "{}", status(&stage));
    stage.press("u");
    assert!(status(&stage).contains("撤销"), "{}", status(&stage));
    // The measure is none, and is one again; findings are merged, and a new one begins.
    stage.press("d");
    assert!(status(&stage).contains("不是措施"), "{}", status(&stage));
    stage.press("D");
    assert!(status(&stage).contains("仍是措施"), "{}", status(&stage));
    stage.press("n");
    assert!(status(&stage).contains("新问题"), "{}", status(&stage));
    stage.press("M");
    assert!(status(&stage).contains("合并问题"), "{}", status(&stage));
    // What cannot be says why, and Enter leaves for the part.
    stage.press("s");
    assert!(
        status(&stage).contains("光标不在措施上") || status(&stage).contains("不能这样更正"),
        "{}",
        status(&stage)
    );
    stage.press("z");
    assert!(status(&stage).contains("未绑定"), "{}", status(&stage));
    stage.press("enter");
    assert!(stage.state().layers.is_empty());
    assert_eq!(room.desk().verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_verdict_on_another_text_is_marked_and_waits() {
    let room = Room::new();
    let mut stage = room.sit(120, 40);
    stage.press("1");
    room.import(&TEXT.replace("明确了各级河长职责", "明确了县乡村三级河长的职责"));
    stage.settle();
    let shown = stage.text();
    assert!(shown.contains("✓↻已变 一是 完善巡河制度"), "{shown}");
    stage.press("f u");
    assert!(stage.text().contains("↻已变"), "{}", stage.text());
    stage.press("g g j j 1 f a");
    assert!(!stage.text().contains("↻"), "{}", stage.text());
}

#[test]
fn the_view_as_it_looks() {
    let room = Room::new();
    let mut stage = room.sit(120, 40);
    stage.press("P").press("l");
    insta::assert_snapshot!("parse_120x40", stage.text());
    let mut stage = room.sit(80, 24);
    stage.press("P").press("g g");
    insta::assert_snapshot!("parse_80x24", stage.text());
}
