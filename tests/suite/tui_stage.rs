//! The desk's screen by keystrokes, without a terminal: keys in, screen text and database out.

use duizhang::desk::{Desk, Options, OutlineRow};
use duizhang::model::{Check, Lang, Verdict};
use duizhang::tui::Setup;
use duizhang::tui::engine::Outer;
use duizhang::tui::panes::Pane;
use duizhang::tui::stage::Stage;
use tempfile::TempDir;

use crate::build;

/// A database with notices and a way to sit down at it.
pub struct Room {
    folder: TempDir,
}

impl Room {
    /// Two notices with two findings of three measures each.
    pub fn new() -> Self {
        let room = Self::empty();
        let mut store = build::store(&room.path());
        for n in [1, 2] {
            build::insert(&mut store, &build::notice(n, 2, 3));
        }
        room
    }

    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let room = Self { folder };
        drop(build::store(&room.path()));
        room
    }

    pub fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("d.db")
    }

    pub fn setup(&self) -> Setup {
        Setup {
            options: Options::new(self.path(), "审1".into(), build::TODAY),
            keys: None,
            theme: Some("dark".into()),
            ascii: false,
            notes: Vec::new(),
        }
    }

    pub fn sit(&self) -> Stage {
        Stage::open(&self.setup(), 120, 40).unwrap()
    }

    pub fn desk(&self) -> Desk {
        build::desk(&self.path(), "审1")
    }

    /// The verdicts of the notice that is first in the list.
    fn verdicts(&self) -> Vec<Option<Verdict>> {
        let desk = self.desk();
        let rows = desk.outline(desk.notices().unwrap()[0].id).unwrap().rows;
        let verdict = |row: &OutlineRow| match row {
            OutlineRow::Measure(row) => Some(row.verdict),
            _ => None,
        };
        rows.iter().filter_map(verdict).collect()
    }
}

fn front(stage: &Stage) -> Option<usize> {
    let rows = &stage.state().findings.rows;
    let ids: Vec<_> = rows
        .iter()
        .filter_map(|row| match row {
            OutlineRow::Measure(row) => Some(row.id),
            _ => None,
        })
        .collect();
    let id = stage.state().findings.measure()?.id;
    ids.iter().position(|known| *known == id)
}

fn status(stage: &Stage) -> &str {
    &stage.state().status.text
}

#[test]
fn a_verdict_moves_on_and_is_kept_when_the_screen_shows_it() {
    let room = Room::new();
    let mut stage = room.sit();
    assert_eq!(front(&stage), Some(0));
    stage.press("1");
    assert_eq!(front(&stage), Some(1));
    assert!(status(&stage).contains("属实"), "{}", status(&stage));
    assert_eq!(room.verdicts()[0], Some(Verdict::Verified));
    // Keys that come faster than the clerk go one after the other.
    stage.press("3 9 1 1 1");
    let expected = [
        Verdict::Verified,
        Verdict::PromiseOnly,
        Verdict::Excluded,
        Verdict::Verified,
        Verdict::Verified,
        Verdict::Verified,
    ];
    assert_eq!(room.verdicts(), expected.map(Some));
    assert!(status(&stage).contains("已全部核完"), "{}", status(&stage));
}

#[test]
fn what_needs_a_comment_is_given_with_one_only() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("2").type_text("只见通知").press("esc");
    assert_eq!(room.verdicts()[0], None);
    assert!(status(&stage).contains("草稿"), "{}", status(&stage));
    assert_eq!(room.desk().drafts().unwrap()[0].text, "只见通知");
    // The draft is still one for that verdict, also after a night.
    assert!(stage.leave());
    let mut stage = room.sit();
    stage.press("c").type_text("，未见台账").press("ctrl-s");
    assert_eq!(room.verdicts()[0], Some(Verdict::Partial));
    assert!(room.desk().drafts().unwrap().is_empty());
    stage.press("k");
    assert!(stage.text().contains("只见通知，未见台账"), "{}", stage.text());
}

#[test]
fn an_empty_comment_is_no_comment() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("4 ctrl-s");
    assert!(status(&stage).contains("请写明"), "{}", status(&stage));
    stage.press("space ctrl-s esc");
    assert_eq!(room.verdicts()[0], None);
    assert!(room.desk().drafts().unwrap().is_empty());
}

#[test]
fn undo_and_redo_say_what_and_go_there() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("1 1").press("G").press("u");
    assert_eq!(front(&stage), Some(1));
    assert!(status(&stage).contains("撤销 二是"), "{}", status(&stage));
    assert_eq!(room.verdicts()[1], None);
    assert!(stage.leave());
    let mut stage = room.sit();
    stage.press("ctrl-r");
    assert!(status(&stage).contains("重做"), "{}", status(&stage));
    assert_eq!(room.verdicts()[1], Some(Verdict::Verified));
    stage.press("u u u");
    assert_eq!(room.verdicts()[..2], [None, None]);
    assert!(status(&stage).contains("没有可撤销"), "{}", status(&stage));
}

#[test]
fn a_commitment_is_ticked_through() {
    let room = Room::new();
    let mut stage = room.sit();
    let check = |stage: &Stage| stage.state().front.promises()[0].check;
    stage.press("space");
    assert_eq!(check(&stage), Some(Check::Kept));
    assert!(stage.text().contains("[✓]"));
    stage.press("space space");
    assert_eq!(check(&stage), Some(Check::NotDue));
    stage.press("space space");
    assert_eq!(check(&stage), None);
    stage.press("j j space");
    assert!(status(&stage).contains("没有可核对的承诺"), "{}", status(&stage));
}

#[test]
fn one_jumps_by_what_one_types_and_comes_back() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("/").type_text("1号泊位").press("tab tab");
    let text = stage.text();
    assert!(text.contains("[问题]") && text.contains("码头1号泊位"), "{text}");
    stage.press("enter");
    assert!(
        stage
            .state()
            .findings
            .finding()
            .is_some_and(|row| row.title.contains("码头1号"))
    );
    assert_eq!(stage.state().findings.measure().map(|row| row.id), None);
    stage.press("ctrl-o");
    assert_eq!(front(&stage), Some(0));
    stage.press("alt-right");
    assert_eq!(front(&stage), None);
    stage.press("/ esc");
    assert!(stage.state().layers.is_empty());
    // Enter before the hits are there goes to the best of them when they come.
    stage.press("/ 1 号 泊 位 enter");
    assert!(stage.state().layers.is_empty());
    assert!(
        stage
            .state()
            .findings
            .finding()
            .is_some_and(|row| row.title.contains("码头1号"))
    );
}

#[test]
fn filters_show_what_they_say() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("1 f u");
    assert!(stage.text().contains("未核 · 5/6"), "{}", stage.text());
    stage.press("1");
    assert!(stage.text().contains("未核 · 4/6"), "{}", stage.text());
    stage.press("f o");
    assert!(stage.text().contains("逾期 · 2/6"), "{}", stage.text());
    stage.press("f f");
    assert!(stage.text().contains("提示 · 2/6"), "{}", stage.text());
    stage.press("f");
    assert!(stage.text().contains("只看未核的措施 4"), "{}", stage.text());
    stage.press("a");
    assert!(stage.text().contains("全部 · 未核 4/6"), "{}", stage.text());
}

#[test]
fn next_unreviewed_goes_on_to_the_next_notice() {
    let room = Room::new();
    let mut stage = room.sit();
    let first = stage.state().notices.id();
    stage.press("1 1 1 1 1 1 n");
    assert_ne!(stage.state().notices.id(), first);
    assert_eq!(front(&stage), Some(0));
    stage.press("ctrl-o");
    assert_eq!(stage.state().notices.id(), first);
    stage.press("n 1 1 1 1 1 1").press("n");
    assert!(status(&stage).contains("全部措施均已核完"), "{}", status(&stage));
}

#[test]
fn several_measures_get_one_verdict_and_one_undo() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("v v v");
    assert!(status(&stage).contains("已选中 3 条"), "{}", status(&stage));
    stage.press("1");
    assert_eq!(room.verdicts().iter().filter(|v| v.is_some()).count(), 3);
    stage.press("u");
    assert_eq!(room.verdicts(), [None; 6]);
    stage.press("v esc 1");
    assert_eq!(room.verdicts().iter().filter(|v| v.is_some()).count(), 1);
}

#[test]
fn the_source_leads_to_the_measure_and_back() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("s");
    assert_eq!(stage.state().focus, Pane::Source);
    assert!(stage.text().contains("原文"), "{}", stage.text());
    stage.press("/").type_text("第2轮复查").press("enter");
    assert_eq!(front(&stage), Some(2));
    stage.press("n");
    assert_eq!(front(&stage), Some(5));
    stage.press("enter");
    assert_eq!((stage.state().focus, front(&stage)), (Pane::Findings, Some(5)));
    assert!(!stage.state().source.open);
}

#[test]
fn no_key_does_nothing_without_a_word() {
    let room = Room::new();
    let mut stage = room.sit();
    for key in ["w", "ctrl-g", "f7", "g z", "7"] {
        stage.press(key);
        assert!(status(&stage).contains("未绑定"), "{key}: {}", status(&stage));
    }
    stage.press("年");
    assert!(status(&stage).contains("输入法"), "{}", status(&stage));
    stage.give(duizhang::tui::event::Event::Paste("11111".into()));
    stage.settle();
    assert_eq!(room.verdicts(), [None; 6]);
    // An input method that is still on types full-width figures.
    stage.press("１");
    assert_eq!(room.verdicts()[0], Some(Verdict::Verified));
}

#[test]
fn the_next_sitting_begins_where_the_last_one_ended() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("} G f o").press("ctrl-u tab");
    let (notice, spot, focus) = (
        stage.state().notices.id(),
        stage.state().findings.spot(),
        stage.state().focus,
    );
    assert!(stage.leave());
    let stage = room.sit();
    assert_eq!(stage.state().notices.id(), notice);
    assert_eq!(stage.state().findings.spot(), spot);
    assert_eq!(stage.state().focus, focus);
    assert!(stage.text().contains("逾期 ·"), "{}", stage.text());
}

#[test]
fn a_colleagues_verdict_shows_with_the_next_key() {
    let room = Room::new();
    let mut stage = room.sit();
    let id = stage.state().findings.measure().unwrap().id;
    build::desk(&room.path(), "审2")
        .judge(id, Some(Verdict::Excluded), None)
        .unwrap();
    stage.press("down up");
    assert!(stage.text().contains("他人 审2"), "{}", stage.text());
}

#[test]
fn a_read_only_database_says_why_not() {
    let room = Room::new();
    let mut setup = room.setup();
    setup.options.read_only = true;
    let mut stage = Stage::open(&setup, 120, 40).unwrap();
    for key in ["1", "2", "space", "c", "u", "ctrl-r"] {
        stage.press("esc").press(key);
        assert!(status(&stage).contains("只读"), "{key}: {}", status(&stage));
        assert!(stage.state().layers.is_empty());
    }
    assert!(stage.text().contains("[只读]"));
    assert!(stage.leave());
    assert_eq!(room.desk().verify().unwrap().events, 0);
}

#[test]
fn an_empty_database_says_what_to_do() {
    let room = Room::empty();
    let mut stage = room.sit();
    assert!(stage.text().contains("duizhang import"), "{}", stage.text());
    // Nothing to stand on, whatever is pressed.
    stage.press("j k 1 2 space c C s n N ] [ } { u ctrl-r v o enter tab g g G ctrl-o f u f a J K");
    assert!(stage.text().contains("duizhang import"), "{}", stage.text());
}

#[test]
fn a_locked_database_keeps_what_was_written() {
    let room = Room::new();
    let mut setup = room.setup();
    setup.options.busy = std::time::Duration::from_millis(50);
    let mut stage = Stage::open(&setup, 120, 40).unwrap();
    let lock = rusqlite::Connection::open(room.path()).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    stage.press("2").type_text("占").press("ctrl-s");
    assert!(status(&stage).contains("占用"), "{}", status(&stage));
    assert!(
        stage.text().contains("评论 · 一是"),
        "the editor is back: {}",
        stage.text()
    );
    assert_eq!(front(&stage), Some(0));
    lock.execute_batch("ROLLBACK").unwrap();
    stage.press("ctrl-s");
    assert_eq!(room.verdicts()[0], Some(Verdict::Partial));
}

#[test]
fn every_command_of_the_palette_can_be_given_anywhere() {
    let room = Room::new();
    for pane in ["g n", "g f", "g m", "g c", "s"] {
        for command in duizhang::tui::command::Command::ALL {
            if !command.areas().contains(&duizhang::tui::command::Area::Desk) {
                continue;
            }
            let mut stage = Stage::open(&room.setup(), 80, 24).unwrap();
            stage.press(pane).press(":").type_text(command.name()).press("enter");
            assert!(stage.text().lines().count() == 24);
        }
    }
}

#[test]
fn the_programs_wishes_reach_the_terminal() {
    let room = Room::new();
    let mut stage = room.sit();
    stage.press("ctrl-z");
    assert_eq!(stage.outer(), [Outer::Suspend]);
    stage.press("c").type_text("半句").press("ctrl-e");
    assert_eq!(stage.outer(), [Outer::Edit("半句".into())]);
    stage.press("esc q");
    assert_eq!(stage.outer(), [Outer::Quit]);
    stage.give(duizhang::tui::event::Event::TtyLost);
    assert_eq!(stage.outer(), [Outer::End]);
}

#[test]
fn q_closes_the_source_from_any_pane_before_it_leaves() {
    let room = Room::new();
    let mut stage = room.sit();
    for keys in ["s q", "s g f q", "s g n q"] {
        stage.press(keys);
        assert!(!stage.state().source.open, "{keys}");
        assert_eq!(stage.outer(), [], "{keys}");
    }
    stage.press("q");
    assert_eq!(stage.outer(), [Outer::Quit]);
}

#[test]
fn english_is_complete() {
    let room = Room::new();
    let mut setup = room.setup();
    setup.options.lang = Lang::En;
    let mut stage = Stage::open(&setup, 120, 40).unwrap();
    let mut shown = stage.text();
    for keys in [
        "?", "esc", ":", "esc", "/", "esc", "g n", "g f", "f", "esc", "2", "esc", "s", "esc",
    ] {
        shown.push_str(&stage.press(keys).text());
    }
    for word in [
        "通报",
        "问题与措施",
        "筛选",
        "帮助",
        "评论",
        "未核",
        "逾期",
        "属实",
        "关闭",
    ] {
        assert!(
            !shown.contains(word) || "关于整改进展情况的通报整改问题".contains(word),
            "{word}"
        );
    }
}

#[test]
fn small_and_odd_screens_are_drawn() {
    let room = Room::new();
    let mut stage = room.sit();
    for (columns, rows) in [
        (1, 1),
        (23, 5),
        (24, 6),
        (40, 10),
        (59, 12),
        (60, 8),
        (99, 24),
        (100, 24),
        (200, 60),
        (300, 9),
    ] {
        for keys in [
            "g n", "g f", "g m", "g c", "?", "esc", ":", "esc", "/", "esc", "f", "esc", "c", "esc", "s", "/", "esc",
            "esc",
        ] {
            stage.resize(columns, rows).press(keys);
        }
    }
}

#[test]
fn a_key_reader_that_parks_while_the_clerk_works_is_let_on() {
    use duizhang::tui::engine::Engine;
    use duizhang::tui::event::Event;
    let room = Room::new();
    let (sender, events) = std::sync::mpsc::channel();
    let mut engine = Engine::open(&room.setup(), &sender).unwrap();
    engine.handle(Event::Key("1".parse().unwrap()));
    // The clerk's reply and the reader's word race; here the word is there first, or not at all.
    sender.send(Event::Parked).unwrap();
    engine.await_clerk(&events);
    for event in events.try_iter() {
        engine.handle(event);
    }
    assert!(engine.take_parked());
    assert!(!engine.take_parked());
}
