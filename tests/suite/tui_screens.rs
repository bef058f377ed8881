//! The screens that lie over the desk, by keystrokes: promise calendar, overview.

use duizhang::desk::{Desk, Options, OutlineRow};
use duizhang::model::{Check, Lang, MeasureId, Verdict};
use duizhang::tui::Setup;
use duizhang::tui::engine::Outer;
use duizhang::tui::panes::findings::Spot;
use duizhang::tui::stage::Stage;
use tempfile::TempDir;

use crate::build;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// A database with three notices of three findings with four measures.
struct Room {
    folder: TempDir,
}

impl Room {
    fn new() -> Self {
        let room = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let mut store = build::store(&room.path());
        for n in [1, 2, 3] {
            build::insert(&mut store, &build::notice(n, 3, 4));
        }
        room
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("d.db")
    }

    fn sit(&self, lang: Lang, ascii: bool, (columns, rows): (u16, u16)) -> Stage {
        let setup = Setup {
            options: Options {
                lang,
                ..Options::new(self.path(), "审1".into(), build::TODAY)
            },
            keys: None,
            theme: None,
            ascii,
            notes: Vec::new(),
        };
        Stage::open(&setup, columns, rows).unwrap()
    }

    fn desk(&self) -> Desk {
        build::desk(&self.path(), "审1")
    }
}

#[test]
fn the_calendar_on_every_size() {
    let room = Room::new();
    for size in SIZES {
        let mut stage = room.sit(Lang::Zh, false, size);
        stage.press("p");
        insta::assert_snapshot!(format!("promises_{}x{}", size.0, size.1), stage.text());
    }
    let mut stage = room.sit(Lang::En, true, (100, 30));
    stage.press("p tab tab");
    insta::assert_snapshot!("promises_in_english_and_ascii", stage.text());
}

#[test]
fn the_overview_on_every_size() {
    let room = Room::new();
    let ids = measures(&room.desk());
    let mut desk = room.desk();
    for (id, verdict) in ids.iter().zip([
        Verdict::Verified,
        Verdict::Verified,
        Verdict::Contradicted,
        Verdict::Excluded,
    ]) {
        desk.judge(*id, Some(verdict), Some("现场看过")).unwrap();
    }
    for size in SIZES {
        let mut stage = room.sit(Lang::Zh, false, size);
        stage.press("O");
        insta::assert_snapshot!(format!("overview_{}x{}", size.0, size.1), stage.text());
    }
    let mut stage = room.sit(Lang::En, true, (100, 30));
    stage.press("O");
    stage.press("tab");
    insta::assert_snapshot!("overview_in_english_and_ascii", stage.text());
}

#[test]
fn the_overview_leads_to_the_notice_behind_a_bar() {
    let room = Room::new();
    let mut stage = room.sit(Lang::Zh, false, (120, 40));
    let wanted = room.desk().notices().unwrap()[1].id;
    stage.press("O");
    stage.press("j enter");
    assert!(stage.state().layers.is_empty());
    assert_eq!(stage.state().notices.id(), Some(wanted));
    stage.press("O /").type_text("没有这个单位");
    assert!(stage.text().contains("没有这样的通报"), "{}", stage.text());
}

/// The measures of the first notice in the list.
fn measures(desk: &Desk) -> Vec<MeasureId> {
    let notice = desk.notices().unwrap()[0].id;
    let measure = |row: OutlineRow| match row {
        OutlineRow::Measure(row) => Some(row.id),
        _ => None,
    };
    desk.outline(notice)
        .unwrap()
        .rows
        .into_iter()
        .filter_map(measure)
        .collect()
}

#[test]
fn a_promise_is_ticked_in_the_calendar_and_stays_under_the_cursor() {
    let room = Room::new();
    let mut stage = room.sit(Lang::Zh, false, (120, 40));
    // Two ticks before the next frame, and one after the first reading came back: all on the same promise.
    stage.press("p");
    stage.press("tab j space space");
    stage.press("space");
    let checks: Vec<Check> = room
        .desk()
        .promises(None)
        .unwrap()
        .iter()
        .filter_map(|row| row.check)
        .collect();
    assert_eq!(checks, [Check::NotDue]);
    assert!(stage.text().contains("未到期"), "{}", stage.text());
    stage.press("u");
    let checks: Vec<Check> = room
        .desk()
        .promises(None)
        .unwrap()
        .iter()
        .filter_map(|row| row.check)
        .collect();
    assert_eq!(checks, [Check::Broken]);
}

#[test]
fn the_calendar_narrows_by_words_and_leads_to_the_measure_in_the_source() {
    let room = Room::new();
    let mut stage = room.sit(Lang::Zh, false, (120, 40));
    stage.press("p /").type_text("雲溪2");
    stage.press("enter");
    assert!(
        !stage.text().contains("云溪1港务") && stage.text().contains("云溪2港务"),
        "{}",
        stage.text()
    );
    let wanted = room
        .desk()
        .promises(None)
        .unwrap()
        .into_iter()
        .find(|row| row.organisation.contains("云溪2"));
    let wanted = wanted.unwrap();
    stage.press("enter");
    assert!(stage.state().layers.is_empty() && stage.state().source.open);
    assert_eq!(stage.state().notices.id(), Some(wanted.notice));
    assert_eq!(stage.state().findings.spot(), Some(Spot::Measure(wanted.measure)));
    // Back from the jump, and escape takes back what was typed before it closes.
    stage.press("ctrl-o p /").type_text("没有这个");
    assert!(stage.text().contains("没有这样的承诺"), "{}", stage.text());
    stage.press("esc");
    assert_eq!(stage.state().layers.len(), 1);
    stage.press("esc");
    assert!(stage.state().layers.is_empty());
}

#[test]
fn nothing_is_ticked_where_nothing_can_be_written() {
    let room = Room::new();
    let setup = Setup {
        options: Options {
            read_only: true,
            ..Options::new(room.path(), "审1".into(), build::TODAY)
        },
        keys: None,
        theme: None,
        ascii: false,
        notes: Vec::new(),
    };
    let mut stage = Stage::open(&setup, 120, 40).unwrap();
    stage.press("p");
    stage.press("space");
    assert!(stage.text().contains("只读"), "{}", stage.text());
    assert!(
        room.desk()
            .promises(None)
            .unwrap()
            .iter()
            .all(|row| row.check.is_none())
    );
}

#[test]
fn a_letter_is_drafted_edited_and_written_but_never_over_another_file() {
    let room = Room::new();
    let path = room.folder.path().join("函.md");
    let mut stage = room.sit(Lang::Zh, false, (120, 40));
    // The first two measures of a finding are marked.
    stage.press("g g j j v v");
    stage.press("L");
    insta::assert_snapshot!("letter_120x40", stage.text());
    let name = path.display().to_string();
    stage.press("ctrl-u").type_text(&name).press("alt-e");
    let Some(Outer::Edit(draft)) = stage.outer().pop() else {
        panic!("the draft was not handed to the editor");
    };
    assert!(draft.contains("已逾期 1243 天"), "{draft}");
    std::fs::write(&path, "别人的文件").unwrap();
    stage.press("enter");
    assert!(stage.text().contains("再按回车覆盖"), "{}", stage.text());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "别人的文件");
    // Another name is no confirmation of the first.
    stage.press("backspace").type_text("d");
    stage.press("enter");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "别人的文件");
    stage.press("enter");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), draft);
    assert!(
        stage.state().layers.is_empty() && stage.text().contains("已写入"),
        "{}",
        stage.text()
    );
}

#[test]
fn the_numbers_of_a_notice_lead_to_their_places() {
    let room = Room::new();
    for size in SIZES {
        let mut stage = room.sit(Lang::Zh, false, size);
        stage.press("R");
        insta::assert_snapshot!(format!("numbers_{}x{}", size.0, size.1), stage.text());
    }
    let mut stage = room.sit(Lang::Zh, false, (120, 40));
    stage.press("R");
    stage.press("enter");
    assert!(stage.state().layers.is_empty() && stage.state().source.open);
    let source = stage.state().source.view.clone().unwrap();
    assert!(source.text[stage.state().source.cursor..].starts_with("目前，整改措施共10项"));
    // The first operand of the first number: the measures that are printed.
    stage.press("R");
    stage.press("j enter");
    assert!(source.text[stage.state().source.cursor..].starts_with("一是修订泊位0巡查细则"));
    stage.press("R");
    stage.press("/");
    assert!(stage.text().contains("此处不能筛选"), "{}", stage.text());
}

#[test]
fn earlier_notices_of_the_organisation_stand_beside_this_one() {
    let room = Room::new();
    let mut store = build::store(&room.path());
    // The third notice again, ten years later, under a shorter name.
    let mut again = build::notice(3, 3, 4);
    again.source.push_str("重发。");
    again.parsed.notice.inspected = "云溪3港务集团".into();
    again.parsed.notice.published = "2033-04".parse().ok();
    build::insert(&mut store, &again);
    drop(store);
    let mut stage = room.sit(Lang::Zh, false, (120, 40));
    stage.press("E");
    insta::assert_snapshot!("follow_up_120x40", stage.text());
    let earlier = room.desk().notices().unwrap()[1].id;
    stage.press("enter");
    assert_eq!(stage.state().notices.id(), Some(earlier));
    stage.press("E");
    assert!(stage.text().contains("没有同一单位更早的通报"), "{}", stage.text());
}
