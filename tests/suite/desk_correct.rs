//! Correcting the parse, and what becomes of it when a notice is read again.

use std::fs;
use std::path::PathBuf;

use duizhang::desk::{Change, Desk, IssueKind, Outcome, OutlineRow};
use duizhang::model::{Check, FindingId, MeasureId, NoticeId, Target, Verdict};
use tempfile::TempDir;

use crate::build;

pub const TEXT: &str = "\
中共云岭县水务局党组关于巡察整改进展情况的通报

2023年3月6日至202352日，县委第二巡察组对县水务局党组进行了巡察。2023年6月20日，县委第二巡察组反馈了巡察意见。现将整改情况予以公布。
一、巡察反馈问题整改情况
1．关于“河湖长制落实不到位”的问题
整改情况：一是完善巡河制度。印发《巡河工作细则》，明确了各级河长职责。二是开展问题排查。对12条河道进行了排查，清理垃圾30余吨。三是强化考核。2023年12月底前将巡河情况纳入年度考核。
2．关于“农村饮水工程管护不力”的问题
整改情况：一是建立管护台账。登记水厂18座，完成登记造册。二是落实管护经费。2023年12月底前拨付管护资金60万元。
二、下一步工作打算
持续抓好后续整改。对需要长期坚持的任务，定期回头看。
联系电话：0899-66001234；邮政编码：572900。
2023年12月1日
";

/// The notice in a database, and who corrects it.
pub struct Room {
    folder: TempDir,
    pub desk: Desk,
}

impl Room {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = build::desk(&folder.path().join("d.db"), "审1");
        let mut room = Self { folder, desk };
        let outcome = room.import(TEXT);
        assert!(
            matches!(
                outcome,
                Outcome::Imported {
                    findings: 2,
                    measures: 5,
                    ..
                }
            ),
            "{outcome:?}"
        );
        room
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("水务局.txt")
    }

    pub fn import(&mut self, text: &str) -> Outcome {
        fs::write(self.path(), text).unwrap();
        let report = self.desk.import(&[self.path()], &mut |_| {}).unwrap();
        report.files[0].outcome.clone()
    }

    pub fn colleague(&self) -> Desk {
        build::desk(&self.folder.path().join("d.db"), "审2")
    }

    pub fn notice(&self) -> NoticeId {
        self.desk.notices().unwrap()[0].id
    }

    pub fn measures(&self) -> Vec<MeasureId> {
        let outline = self.desk.outline(self.notice()).unwrap();
        let ids = outline.rows.iter().filter_map(|row| match row {
            OutlineRow::Measure(row) => Some(row.id),
            _ => None,
        });
        ids.collect()
    }

    pub fn findings(&self) -> Vec<FindingId> {
        let outline = self.desk.outline(self.notice()).unwrap();
        let ids = outline.rows.iter().filter_map(|row| match row {
            OutlineRow::Finding(row) => Some(row.id),
            _ => None,
        });
        ids.collect()
    }

    /// Labels, gists and the reviewer's verdicts, as the tree shows them.
    pub fn tree(&self) -> Vec<String> {
        let outline = self.desk.outline(self.notice()).unwrap();
        let line = |row: OutlineRow| match row {
            OutlineRow::Section(_) => None,
            OutlineRow::Finding(row) => Some(format!("{} {}", row.label.unwrap_or_default(), row.title)),
            OutlineRow::Measure(row) => {
                let verdict = row.verdict.map_or("", Verdict::code);
                let changed = if row.changed { " changed" } else { "" };
                let label = row.label.unwrap_or_default();
                Some(
                    format!("  {label}{} {verdict}{changed}", row.gist)
                        .trim_end()
                        .to_owned(),
                )
            }
        };
        outline.rows.into_iter().filter_map(line).collect()
    }

    pub fn split(&mut self, nth: usize, words: &str) {
        let measure = self.measures()[nth];
        let at = self.desk.place_of_text(Target::Measure(measure), words).unwrap();
        self.desk.correct(Change::Split { measure, at }).unwrap();
    }

    pub fn judge(&mut self, nth: usize, verdict: Verdict) {
        let measure = self.measures()[nth];
        self.desk.judge(measure, Some(verdict), Some("核对了原件")).unwrap();
    }

    pub fn sound(&self) {
        assert_eq!(self.desk.verify().unwrap().faults, Vec::<String>::new());
    }
}

const AS_READ: [&str; 7] = [
    "1． 河湖长制落实不到位",
    "  一是完善巡河制度",
    "  二是开展问题排查",
    "  三是强化考核",
    "2． 农村饮水工程管护不力",
    "  一是建立管护台账",
    "  二是落实管护经费",
];

#[test]
fn a_split_measure_has_two_verdicts_that_undo_restart_and_import_keep() {
    let mut room = Room::new();
    assert_eq!(room.tree(), AS_READ);
    let first = room.measures()[0];
    let uid = room.desk.measure(first).unwrap().uid;
    room.split(0, "印发《巡河");
    assert_eq!(room.measures()[0], first, "the first half is the measure that it was");
    assert_eq!(room.desk.measure(first).unwrap().uid, uid);
    let second = room.desk.measure(room.measures()[1]).unwrap();
    assert_eq!(second.text, "印发《巡河工作细则》，明确了各级河长职责。");
    assert_eq!(
        second.documents,
        ["《巡河工作细则》"].map(|title| title.trim_matches(['《', '》']))
    );
    room.judge(0, Verdict::Verified);
    room.judge(1, Verdict::Partial);
    room.sound();
    let judged = ["  一是完善巡河制度 verified", "  印发《巡河工作细则》 partial"];
    assert_eq!(room.tree()[1..3], judged);

    // The last act is the second verdict; it comes back after a restart.
    room.desk.undo().unwrap().unwrap();
    assert_eq!(room.tree()[2], "  印发《巡河工作细则》");
    room.desk = build::desk(&room.folder.path().join("d.db"), "审1");
    room.desk.redo().unwrap().unwrap();
    assert_eq!(room.tree()[1..3], judged);

    assert!(matches!(room.import(TEXT), Outcome::Unchanged { .. }));
    assert_eq!(room.tree()[1..3], judged);
    let again = room.desk.reparse(None, true, &mut |_| {}).unwrap();
    assert_eq!((again.notices, again.changed, again.misfits), (1, 0, 0));
    assert_eq!(room.tree()[1..3], judged);
    room.sound();

    // Everything back to the parse.
    for _ in 0..3 {
        room.desk.undo().unwrap().unwrap();
    }
    assert_eq!(room.tree(), AS_READ);
    room.sound();
    let history = room.desk.history(None, 20).unwrap();
    assert!(
        history
            .iter()
            .any(|row| row.kind == "correct" && row.undone && row.what.contains("拆分"))
    );
}

#[test]
fn a_colleagues_verdict_waits_while_its_measure_is_not_there() {
    let mut room = Room::new();
    room.split(0, "印发《巡河");
    let mut colleague = room.colleague();
    colleague
        .judge(room.measures()[1], Some(Verdict::Unsupported), Some("未见文件"))
        .unwrap();
    room.desk.undo().unwrap().unwrap();
    assert_eq!(room.tree(), AS_READ);
    // What they said is shown with the measure that took the words up, and their verdict stands on it, on another text than they saw.
    let whole = room.desk.measure(room.measures()[0]).unwrap();
    assert_eq!(whole.comments.len(), 1);
    assert_eq!(whole.others.len(), 1);
    assert!(whole.others[0].changed);
    room.sound();
    room.desk.redo().unwrap().unwrap();
    let half = room.desk.measure(room.measures()[1]).unwrap();
    assert_eq!(
        (half.others[0].verdict, half.others[0].changed),
        (Verdict::Unsupported, false)
    );
    assert_eq!(room.desk.measure(room.measures()[0]).unwrap().others.len(), 0);
    // A verdict on what is not there can be taken back, too.
    room.desk.undo().unwrap().unwrap();
    colleague.undo().unwrap().unwrap();
    room.sound();
    room.desk.redo().unwrap().unwrap();
    assert_eq!(room.desk.measure(room.measures()[1]).unwrap().others.len(), 0);
    room.sound();
}

#[test]
fn a_verdict_on_what_is_no_measure_is_kept_and_listed() {
    let mut room = Room::new();
    room.judge(1, Verdict::Partial);
    let measure = room.measures()[1];
    room.desk.correct(Change::Drop { measure }).unwrap();
    let view = room.desk.parse_view(room.notice()).unwrap();
    let waiting: Vec<_> = view
        .issues
        .iter()
        .filter(|issue| issue.kind == IssueKind::Waiting)
        .collect();
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].words.contains("审1 的结论“部分”"), "{}", waiting[0].words);
    assert!(view.source.text[waiting[0].range.start..].starts_with("二是开展问题排查"));
    // Its comment is shown with the finding meanwhile.
    assert_eq!(room.desk.finding(room.findings()[0]).unwrap().comments.len(), 1);
    room.sound();
    room.desk.undo().unwrap().unwrap();
    assert_eq!(room.tree()[2], "  二是开展问题排查 partial");
    let issues = room.desk.parse_view(room.notice()).unwrap().issues;
    assert!(issues.iter().all(|issue| issue.kind != IssueKind::Waiting));
}

#[test]
fn a_place_of_an_older_text_is_refused_or_taken_but_breaks_nothing() {
    let mut room = Room::new();
    let (measure, notice) = (room.measures()[0], room.notice());
    let len = room.desk.source(notice).unwrap().text.len();
    for at in (0..40).chain(len - 3..len + 3).chain([usize::MAX]) {
        for change in [
            Change::Split { measure, at },
            Change::NewFinding {
                notice,
                at,
                title: None,
            },
            Change::Restore { notice, at },
            Change::Decide {
                notice,
                at,
                accept: true,
            },
        ] {
            if room.desk.correct(change).is_ok() {
                room.desk.undo().unwrap();
            }
        }
    }
    assert_eq!(room.tree(), AS_READ);
    room.sound();
}

#[test]
fn merging_keeps_both_verdicts_in_the_log_and_reopens_the_measure() {
    let mut room = Room::new();
    room.judge(0, Verdict::Verified);
    room.judge(1, Verdict::Partial);
    let measure = room.measures()[0];
    room.desk.correct(Change::Merge { measure, forward: true }).unwrap();
    assert_eq!(
        room.tree()[1],
        "  一是完善巡河制度 partial changed",
        "the last word counts"
    );
    assert_eq!(room.desk.notices().unwrap()[0].reviewed, 0, "it is in the queue again");
    assert_eq!(room.desk.measure(measure).unwrap().comments.len(), 2);
    room.sound();
    // Judged as it is now, it is out of the queue; the same verdict counts as a word.
    room.desk.judge(measure, Some(Verdict::Verified), None).unwrap();
    room.desk.judge(measure, Some(Verdict::Verified), None).unwrap();
    assert_eq!(room.tree()[1], "  一是完善巡河制度 verified");
    for _ in 0..2 {
        room.desk.undo().unwrap().unwrap();
    }
    assert_eq!(
        room.tree()[1..3],
        ["  一是完善巡河制度 verified", "  二是开展问题排查 partial"]
    );
    room.sound();
}

#[test]
fn every_correction_is_taken_back_to_the_parse() {
    let mut room = Room::new();
    let measures = room.measures();
    let findings = room.findings();
    let notice = room.notice();
    let check = room.desk.measure(measures[2]).unwrap().commitments[0].id;
    room.desk.check(check, Some(Check::Kept)).unwrap();
    let at = room
        .desk
        .place_of_text(Target::Notice(notice), "二是落实管护经费")
        .unwrap();
    let changes = vec![
        Change::Label {
            target: Target::Measure(measures[1]),
            label: Some("（二）".into()),
        },
        Change::Title {
            finding: findings[0],
            title: "河长制不实".into(),
        },
        Change::Move {
            measure: measures[2],
            to: findings[1],
        },
        Change::MoveBeside {
            measure: measures[2],
            forward: false,
        },
        Change::Drop { measure: measures[1] },
        Change::Restore {
            notice,
            at: room
                .desk
                .place_of_text(Target::Notice(notice), "二是开展问题排查")
                .unwrap(),
        },
        Change::NewFinding {
            notice,
            at,
            title: Some("管护经费不落实".into()),
        },
        Change::MergeFinding {
            finding: findings[0],
            forward: true,
        },
    ];
    let count = changes.len();
    for change in changes {
        let before = room.tree();
        room.desk
            .correct(change.clone())
            .unwrap_or_else(|error| panic!("{change:?}: {error}"));
        assert_ne!(room.tree(), before, "{change:?}");
        room.sound();
    }
    assert_eq!(
        room.tree(),
        [
            "1． 河长制不实",
            "  一是完善巡河制度",
            "  （二）开展问题排查",
            "  三是强化考核",
            "  一是建立管护台账",
            "二是 管护经费不落实",
            "  2023年12月底前拨付管护资金60万元",
        ]
    );
    assert_eq!(room.desk.corrections(notice).unwrap().len(), count);
    for _ in 0..count {
        room.desk.undo().unwrap().unwrap();
        room.sound();
    }
    assert_eq!(room.tree(), AS_READ);
    let promise = &room.desk.measure(room.measures()[2]).unwrap().commitments[0];
    assert_eq!(promise.check, Some(Check::Kept));
    // What does not fit is refused, and nothing is written.
    let wrong = room.desk.correct(Change::Merge {
        measure: room.measures()[2],
        forward: true,
    });
    assert!(wrong.unwrap_err().what.contains("其后没有"));
    assert_eq!(room.desk.corrections(notice).unwrap().len(), 0);
}
