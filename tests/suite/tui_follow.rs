//! Earlier and later notices of one organisation at the desk, by keystrokes: whose they are, and what later ones say of a promise.

use std::path::PathBuf;

use duizhang::desk::{Desk, Kin, Options, PromiseFilter};
use duizhang::model::{Lang, NoticeId, Rhythm};
use duizhang::tui::Setup;
use duizhang::tui::layers::Layer;
use duizhang::tui::panes::findings::Spot;
use duizhang::tui::stage::Stage;
use jiff::civil::date;
use tempfile::TempDir;

use crate::build::{self, TODAY};
use crate::desk_follow::{KEPT, notice};

/// Three promises, of which a later notice tells the first as done.
const PROMISES: &str = "一是清点物资412件，逐件登记。\n二是2022年12月底前完成库房照明改造和通风设备更换。\n\
                        三是2027年6月底前建成器材编码规则。\n四是每季度开展一次消防演练。";

/// An earlier and a later notice.
pub struct Room {
    folder: TempDir,
    earlier: NoticeId,
    later: NoticeId,
}

impl Room {
    pub fn new(one: &str, other: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = build::desk(&folder.path().join("d.db"), "审1");
        let texts = [
            notice(one, "2022-05-01", "库房管理混乱", PROMISES),
            notice(other, "2023-05-01", "库房管理仍然混乱", KEPT),
        ];
        for (n, text) in texts.iter().enumerate() {
            desk.import_bytes(text.clone().into_bytes(), &format!("{n}.txt"))
                .unwrap();
        }
        let rows = desk.notices().unwrap();
        let of = |year: i16| rows.iter().find(|row| row.year == Some(year)).unwrap().id;
        let (earlier, later) = (of(2022), of(2023));
        Self { folder, earlier, later }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("d.db")
    }

    pub fn desk(&self) -> Desk {
        build::desk(&self.path(), "审1")
    }

    pub fn sit(&self, columns: u16, rows: u16) -> Stage {
        let setup = Setup {
            options: Options {
                lang: Lang::Zh,
                ..Options::new(self.path(), "审1".into(), TODAY)
            },
            keys: None,
            theme: None,
            ascii: false,
            notes: Vec::new(),
        };
        Stage::open(&setup, columns, rows).unwrap()
    }

    fn kin(&self) -> Option<Kin> {
        let desk = self.desk();
        assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
        desk.follow_up(self.later).unwrap().first().map(|row| row.kin)
    }
}

#[test]
fn a_person_says_whose_an_earlier_notice_is_and_takes_it_back() {
    let room = Room::new("云溪市青禾区住房保障中心", "青禾区住房保障中心");
    let mut stage = room.sit(120, 40);
    assert_eq!(stage.state().notices.id(), Some(room.later), "the newest is in front");
    stage.press("E");
    assert_eq!(room.kin(), Some(Kin::Proposed));
    assert!(stage.text().contains("是否同一单位请人工确认"), "{}", stage.text());
    stage.press("y");
    assert_eq!(room.kin(), Some(Kin::Confirmed));
    assert!(stage.text().contains("已确认同一单位 审1"), "{}", stage.text());
    stage.press("u");
    assert_eq!(room.kin(), Some(Kin::Proposed));
    assert!(!stage.text().contains("已确认同一单位 审1"), "{}", stage.text());
    stage.press("n");
    assert_eq!(room.kin(), Some(Kin::Refused));
    assert!(
        !stage.text().contains("照明改造"),
        "of a refused one only that is told: {}",
        stage.text()
    );
    // The same word once more takes it back; the other one goes over it.
    stage.press("n");
    assert_eq!(room.kin(), Some(Kin::Proposed));
    stage.press("n y");
    assert_eq!(room.kin(), Some(Kin::Confirmed));
    let said = room.desk().history(None, 20).unwrap();
    let said = said.iter().filter(|row| row.what.contains("住房保障中心")).count();
    assert!(said >= 5, "{said}");
}

#[test]
fn a_word_needs_an_earlier_notice_in_focus() {
    let room = Room::new("云溪港务有限公司", "白石文旅集团有限公司");
    let mut stage = room.sit(120, 40);
    stage.press("E").press("y");
    assert!(stage.text().contains("没有选中更早的通报"), "{}", stage.text());
    assert!(stage.text().contains("duizhang same"), "{}", stage.text());
    stage.press("esc p y");
    assert!(stage.text().contains("只在跟踪中可用"), "{}", stage.text());
    assert!(room.desk().history(None, 20).unwrap().is_empty());
}

#[test]
fn the_calendar_tells_what_a_later_notice_says_and_leads_there() {
    let room = Room::new("云溪港务有限公司", "云溪港务有限公司");
    let rows = room.desk().promises(None).unwrap();
    let told: Vec<_> = rows.iter().filter(|row| row.later.is_some()).collect();
    let [told] = told[..] else {
        panic!("one promise is told of: {rows:?}");
    };
    let measure = told.later.as_ref().unwrap().measure.unwrap();
    let mut stage = room.sit(120, 40);
    stage.press("p");
    let text = stage.text();
    let line = text.lines().find(|line| line.contains("2022-12-31")).unwrap();
    assert!(line.contains("[后称完成]") && line.contains("逾期"), "{line}");
    assert!(
        text.lines()
            .any(|line| line.contains("后续 云溪港务") && line.contains("2022年11月完成")),
        "{text}"
    );
    assert_eq!(text.matches("[后称完成]").count(), 1, "{text}");
    // Side by side, and back.
    stage.press("d");
    assert!(
        stage.text().contains("（2022-05-01）") && stage.text().contains("（2023-05-01）"),
        "{}",
        stage.text()
    );
    stage.press("esc");
    assert!(matches!(stage.state().layers.last(), Some(Layer::Screen(_))));
    stage.press(".");
    assert!(stage.state().layers.is_empty() && stage.state().source.open);
    assert_eq!(stage.state().notices.id(), Some(room.later));
    assert_eq!(stage.state().findings.spot(), Some(Spot::Measure(measure)));
    // Enter leads to the promise itself.
    stage.press("p").press("enter");
    assert_eq!(stage.state().notices.id(), Some(room.earlier));
    assert_eq!(stage.state().findings.spot(), Some(Spot::Measure(told.measure)));
    // Of the others nothing is told, and the keys say so.
    stage.press("p").press("G .");
    assert!(stage.text().contains("没有后续通报提到这一行"), "{}", stage.text());
    stage.press("d");
    assert!(stage.text().contains("没有后续通报中的答复可对照"), "{}", stage.text());
    stage.press("esc p").press("shift-tab");
    assert!(stage.text().contains("[有下文 1]"), "{}", stage.text());
    assert!(!stage.text().contains("器材编码规则"), "{}", stage.text());
}

#[test]
fn states_narrow_the_calendar_and_a_duty_that_comes_again_has_its_next_day() {
    let room = Room::new("云溪港务有限公司", "云溪港务有限公司");
    let rows = room.desk().promises(None).unwrap();
    let duty = rows.iter().find(|row| row.every.is_some()).unwrap();
    // Published on 2022-05-01, so that the quarters end with February, May, August and November: the next after 2026-11-24.
    assert_eq!(
        (duty.every, duty.next),
        (Some(Rhythm::Months(3)), Some(date(2027, 2, 1)))
    );
    let mut stage = room.sit(120, 40);
    stage.press("p");
    let text = stage.text();
    assert!(text.contains("[全部 3]"), "{text}");
    let line = text.lines().find(|line| line.contains("消防演练")).unwrap();
    assert!(
        line.contains("2027-02-01") && line.contains("还有 69 天") && line.contains("每季度"),
        "{line}"
    );
    // What each state lets through, by reading the three promises.
    let shown = [
        (PromiseFilter::Overdue, "照明改造"),
        (PromiseFilter::Recurring, "消防演练"),
        (PromiseFilter::Told, "照明改造"),
    ];
    for (filter, words) in shown {
        let mut stage = room.sit(120, 40);
        stage.press("p");
        let way = PromiseFilter::ALL.iter().position(|one| *one == filter).unwrap();
        for _ in 0..way {
            stage.press("tab");
        }
        let text = stage.text();
        assert!(text.contains(&format!("[{} 1]", filter.name(Lang::Zh))), "{text}");
        for other in ["照明改造", "器材编码", "消防演练"] {
            assert_eq!(text.contains(other), other == words, "{filter:?}: {text}");
        }
    }
}

#[test]
fn the_follow_up_leads_to_the_later_text_from_either_line() {
    let room = Room::new("云溪港务有限公司", "云溪港务有限公司");
    let measure = room.desk().promises(None).unwrap()[0].later.as_ref().unwrap().measure;
    // Lines: the earlier notice, its finding that returns and that finding now, then the promises, the overdue one with what is told of it.
    for way in ["j j j", "j j j j"] {
        let mut stage = room.sit(120, 40);
        stage.press("E").press(way).press(".");
        assert_eq!(stage.state().notices.id(), Some(room.later), "{}", stage.text());
        assert_eq!(
            stage.state().findings.spot(),
            measure.map(Spot::Measure),
            "{}",
            stage.text()
        );
    }
    let mut stage = room.sit(120, 40);
    stage.press("E").press(".");
    assert!(stage.text().contains("没有后续通报提到这一行"), "{}", stage.text());
    stage.press("j d");
    assert!(
        matches!(stage.state().layers.last(), Some(Layer::Compared(_))),
        "{}",
        stage.text()
    );
}
