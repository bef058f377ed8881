//! Whose notices: names are a proposal, a person's word goes before them, and what follows from it for overdue promises and findings that
//! come back.

use duizhang::desk::{Desk, FlagRow, Kin, Options};
use duizhang::model::{NoticeId, Severity};
use tempfile::TempDir;

use crate::build::TODAY;

pub const PROMISE: &str = "清点物资412件，逐件登记。2022年12月底前完成库房照明改造和通风设备更换。";
pub const KEPT: &str = "库房照明改造和通风设备更换已于2022年11月完成，并通过验收。";

/// A notice of two findings, of which one is given.
pub fn notice(organisation: &str, published: &str, finding: &str, answer: &str) -> String {
    let year = published[..4].parse::<i32>().unwrap() - 1;
    format!(
        "中共{organisation}委员会关于巡察整改进展情况的通报\n{published}\n\
         根据县委巡察工作安排，{year}年3月1日至{year}年4月30日，县委第二巡察组对{organisation}党委进行了巡察。\
         {year}年6月8日，县委巡察组反馈了巡察意见。现将整改情况予以公布。\n\
         一、巡察反馈问题整改情况\n\
         （一）关于“{finding}”的问题\n整改情况：\n{answer}\n\
         （二）关于“车辆调度随意”的问题\n整改情况：\n加装定位装置12套，收回多发油卡3张，账目与油卡相符。\n\
         欢迎广大干部群众监督。联系电话：0000-1234567。\n"
    )
}

struct Room {
    _folder: TempDir,
    desk: Desk,
    earlier: NoticeId,
    later: NoticeId,
}

impl Room {
    fn new(one: &str, other: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::open(Options::new(folder.path().join("d.db"), "审1".into(), TODAY)).unwrap();
        let texts = [
            notice(one, "2022-05-01", "库房管理混乱", PROMISE),
            notice(other, "2023-05-01", "库房管理仍然混乱", KEPT),
        ];
        for (n, text) in texts.iter().enumerate() {
            desk.import_bytes(text.clone().into_bytes(), &format!("{n}.txt"))
                .unwrap();
        }
        let rows = desk.notices().unwrap();
        let of = |year: i16| rows.iter().find(|row| row.year == Some(year)).unwrap().id;
        let (earlier, later) = (of(2022), of(2023));
        Self {
            _folder: folder,
            desk,
            earlier,
            later,
        }
    }

    fn kin(&self) -> Option<Kin> {
        self.desk.follow_up(self.later).unwrap().first().map(|row| row.kin)
    }

    fn raised(&self, rule: &str) -> Vec<FlagRow> {
        let rows = self.desk.hints(None).unwrap().into_iter();
        rows.filter(|row| row.view.flag.rule == rule).collect()
    }

    /// How loud the overdue promise is, and how many findings come back.
    fn outcome(&self) -> (Severity, usize) {
        let overdue = self.raised("overdue");
        assert_eq!(overdue.len(), 1, "{overdue:?}");
        assert_eq!(self.desk.verify().unwrap().faults, Vec::<String>::new());
        (overdue[0].view.flag.severity, self.raised("again").len())
    }

    fn relate(&mut self, same: Option<bool>) -> (Severity, usize) {
        self.desk.relate(self.later, self.earlier, same).unwrap();
        self.outcome()
    }
}

const OPEN: (Severity, usize) = (Severity::Notice, 0);
const ONE: (Severity, usize) = (Severity::Info, 1);

#[test]
fn names_that_look_alike_are_only_proposed() {
    let room = Room::new("云溪港务集团有限公司", "云溪港务");
    // 云溪港务集团有限公司 is called 云溪港务 in the list: that is the same name.
    assert_eq!(room.kin(), Some(Kin::Named));
    let room = Room::new("云溪市青禾区住房保障中心", "青禾区住房保障中心");
    assert_eq!((room.kin(), room.outcome()), (Some(Kin::Proposed), OPEN));
}

#[test]
fn a_word_goes_before_the_names_and_is_taken_back() {
    let mut room = Room::new("云溪市青禾区住房保障中心", "青禾区住房保障中心");
    assert_eq!(room.relate(Some(true)), ONE);
    assert_eq!(room.kin(), Some(Kin::Confirmed));
    let overdue = room.raised("overdue").remove(0).view;
    assert!(
        overdue
            .flag
            .message
            .contains("青禾区住房保障中心（2023-05-01）称已完成"),
        "{overdue:?}"
    );
    assert!(overdue.counterpart.unwrap().text.contains("照明改造"));
    room.desk.undo().unwrap().unwrap();
    assert_eq!((room.outcome(), room.kin()), (OPEN, Some(Kin::Proposed)));
    room.desk.redo().unwrap().unwrap();
    assert_eq!(room.outcome(), ONE);
    assert_eq!(room.relate(Some(false)), OPEN);
    assert_eq!(room.kin(), Some(Kin::Refused));
    assert_eq!(room.relate(None), OPEN);
    assert_eq!(room.kin(), Some(Kin::Proposed));
    let rows = room.desk.history(None, 10).unwrap();
    assert!(
        rows.iter()
            .any(|row| row.what.starts_with("同一单位") && row.what.ends_with("云溪市青禾区住房保障中心"))
    );
}

#[test]
fn the_same_name_needs_no_word_but_can_be_refused() {
    let mut room = Room::new("云溪港务有限公司", "云溪港务有限公司");
    assert_eq!((room.kin(), room.outcome()), (Some(Kin::Named), ONE));
    assert_eq!(room.relate(Some(false)), OPEN);
    assert_eq!(room.relate(None), ONE);
}

#[test]
fn an_organisation_that_was_renamed_is_known_by_a_word_alone() {
    let mut room = Room::new("云溪港务有限公司", "白石文旅集团有限公司");
    assert_eq!((room.kin(), room.outcome()), (None, OPEN));
    assert_eq!(room.relate(Some(true)), ONE);
    assert_eq!(room.kin(), Some(Kin::Confirmed));
    // It holds for other notices of either name, too.
    let third = notice(
        "云溪港务有限公司",
        "2024-05-01",
        "库房管理依然混乱",
        "重新清点物资412件，逐件登记造册。",
    );
    room.desk.import_bytes(third.into_bytes(), "third.txt").unwrap();
    let newest = room.desk.notices().unwrap()[0].id;
    let kin: Vec<Kin> = room.desk.follow_up(newest).unwrap().iter().map(|row| row.kin).collect();
    assert_eq!(kin, [Kin::Confirmed, Kin::Named]);
}

#[test]
fn a_word_holds_when_the_text_is_read_anew() {
    let mut room = Room::new("云溪市青禾区住房保障中心", "青禾区住房保障中心");
    room.relate(Some(true));
    let text = notice("青禾区住房保障中心", "2023-05-01", "库房管理仍然混乱", KEPT);
    room.desk.import_bytes(text.into_bytes(), "again.txt").unwrap();
    room.desk.reparse(None, true, &mut |_| {}).unwrap();
    room.desk.compare().unwrap();
    assert_eq!((room.outcome(), room.kin()), (ONE, Some(Kin::Confirmed)));
}

#[test]
fn a_claim_of_the_later_notice_stands_beside_the_promise() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(Options::new(folder.path().join("d.db"), "审1".into(), TODAY)).unwrap();
    let promise = "清点物资412件。2022年12月底前建立完善安全生产责任制度14项。";
    let earlier = notice("云溪港务有限公司", "2022-05-01", "库房管理混乱", promise);
    let later = notice(
        "云溪港务有限公司",
        "2023-05-01",
        "值班不严",
        "更换值班员3名，逐日登记。",
    )
    .replace(
        "现将整改情况予以公布。",
        "现将整改情况予以公布。公司党委已建立完善安全生产责任制度14项。",
    );
    for (n, text) in [earlier, later].into_iter().enumerate() {
        desk.import_bytes(text.into_bytes(), &format!("{n}.txt")).unwrap();
    }
    let newest = desk.notices().unwrap()[0].id;
    let found = desk.follow_up(newest).unwrap();
    let later = found[0].promises[0].later.as_ref().unwrap();
    assert!(
        later.measure.is_none() && later.is_done() && later.gist.contains("责任制度14项"),
        "{later:?}"
    );
    let rows = desk.promises(None).unwrap();
    assert!(rows[0].later.as_ref().unwrap().measure.is_none());
}

#[test]
fn a_notice_is_not_related_to_itself() {
    let mut room = Room::new("云溪港务有限公司", "云溪港务有限公司");
    assert!(room.desk.relate(room.later, room.later, Some(true)).is_err());
}
