//! What becomes of corrections when a notice is read again: another version of its file, an accepted reading, another parser.

use duizhang::desk::{Change, Desk, IssueKind, Outcome};
use duizhang::model::{Target, Verdict};

use crate::build;
use crate::desk_correct::{Room, TEXT};

#[test]
fn a_changed_version_takes_the_place_of_the_old_one_and_corrections_are_laid_over_it() {
    let mut room = Room::new();
    room.split(0, "印发《巡河");
    let measure = room.measures()[5];
    let finding = room.findings()[1];
    room.desk
        .correct(Change::Label {
            target: Target::Measure(measure),
            label: Some("末项".into()),
        })
        .unwrap();
    room.desk
        .correct(Change::Title {
            finding,
            title: "饮水管护".into(),
        })
        .unwrap();
    for nth in 0..6 {
        room.judge(nth, Verdict::Verified);
    }
    let changed = TEXT
        .replace("中共云岭", "（更新稿）\n中共云岭")
        .replace("清理垃圾30余吨", "清理垃圾45余吨，并建立清单")
        .replace("二是落实管护经费。2023年12月底前拨付管护资金60万元。", "");
    let outcome = room.import(&changed);
    let Outcome::Updated { reopened, misfits, .. } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!((reopened, misfits), (1, 1));
    assert_eq!(
        room.tree(),
        [
            "1． 河湖长制落实不到位",
            "  一是完善巡河制度 verified",
            "  印发《巡河工作细则》 verified",
            "  二是开展问题排查 verified changed",
            "  三是强化考核 verified",
            "2． 饮水管护",
            "  一是建立管护台账 verified",
        ]
    );
    room.sound();
    let notice = room.notice();
    let issues = room.desk.parse_view(notice).unwrap().issues;
    let misfit: Vec<_> = issues.iter().filter(|issue| issue.kind == IssueKind::Misfit).collect();
    assert_eq!(misfit.len(), 1);
    assert!(
        misfit[0].words.contains("更正不再适用") && misfit[0].words.contains("末项"),
        "{}",
        misfit[0].words
    );
    let fits: Vec<bool> = room
        .desk
        .corrections(notice)
        .unwrap()
        .iter()
        .map(|row| row.fits)
        .collect();
    assert_eq!(fits, [true, false, true]);
    // The first version is known, too; a third one brings the lost measure back, with its number and its verdict.
    assert!(matches!(room.import(TEXT), Outcome::Unchanged { .. }));
    let third = TEXT.replace("中共云岭", "（定稿）\n中共云岭");
    assert!(matches!(room.import(&third), Outcome::Updated { misfits: 0, .. }));
    assert_eq!(room.tree().last().unwrap(), "  末项落实管护经费 verified");
    assert_eq!(room.desk.notices().unwrap().len(), 1);
    room.sound();
    // Another notice under the same name is another notice.
    let other = room.import("青禾县粮食局党组关于巡察整改情况的通报\n一、仓储管理不严\n整改情况：一是清查库存。二是更换门锁。\n2022年5月6日\n");
    assert!(matches!(other, Outcome::Imported { .. }));
}

#[test]
fn a_proposed_reading_is_accepted_or_rejected() {
    let mut room = Room::new();
    let notice = room.notice();
    let view = room.desk.parse_view(notice).unwrap();
    let open: Vec<_> = view
        .issues
        .iter()
        .filter(|issue| issue.kind == IssueKind::Proposed)
        .collect();
    assert_eq!(open.len(), 1, "{:?}", view.issues);
    let (at, reading) = (open[0].range.start, open[0].reading.clone().unwrap());
    assert_eq!(&view.source.text[open[0].range.clone()], "202352日");
    let decide = |accept| Change::Decide { notice, at, accept };
    let decided = |desk: &Desk| -> Vec<IssueKind> {
        let issues = desk.parse_view(notice).unwrap().issues;
        let kinds = issues.into_iter().filter(|issue| issue.reading.is_some());
        kinds.map(|issue| issue.kind).collect()
    };
    room.desk.correct(decide(false)).unwrap();
    assert_eq!(decided(&room.desk), [IssueKind::Rejected]);
    assert!(room.desk.source(notice).unwrap().text.contains("202352日"));
    room.desk.correct(decide(true)).unwrap();
    assert_eq!(decided(&room.desk), [IssueKind::Accepted]);
    // The text reads so, and so do the facts about the document; the source is what was printed.
    let source = room.desk.source(notice).unwrap();
    assert!(
        source.text.contains(&format!("2023年3月6日至{reading}，")),
        "{}",
        source.text
    );
    assert_eq!(
        source.meta.inspection_end.map(|day| day.to_string()).as_deref(),
        Some("2023-05-02")
    );
    let flags = room.desk.flags(Some(notice)).unwrap();
    assert!(flags.iter().all(|row| row.view.flag.proposal.is_none()));
    room.sound();
    for _ in 0..2 {
        room.desk.undo().unwrap().unwrap();
    }
    assert_eq!(decided(&room.desk), [IssueKind::Proposed]);
    room.sound();
}

#[test]
fn notices_of_an_older_parser_are_told_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    let built = build::notice(1, 2, 3);
    build::insert(&mut build::store(&path), &built);
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute("UPDATE notices SET parser = '0.0.1'", [])
        .unwrap();
    let mut desk = build::desk(&path, "审1");
    assert_eq!(desk.outdated().unwrap(), 1);
    assert!(
        desk.warnings()[0].contains("duizhang import --reparse"),
        "{:?}",
        desk.warnings()
    );
    let report = desk.reparse(None, false, &mut |_| {}).unwrap();
    assert_eq!(report.notices, 1);
    assert_eq!(desk.outdated().unwrap(), 0);
    assert_eq!(desk.reparse(None, false, &mut |_| {}).unwrap().notices, 0);
    assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
}
