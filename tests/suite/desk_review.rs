//! Reviewing through the desk: verdicts, checks, comments, undo and redo, colleagues.

use duizhang::desk::{Desk, ErrorKind, OutlineRow};
use duizhang::model::{Check, CommitmentId, Disposition, MeasureId, NoticeId, Target, Verdict};
use tempfile::TempDir;

use crate::build;

struct Room {
    folder: TempDir,
    notice: NoticeId,
}

impl Room {
    /// One notice with two findings of three measures.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let notice = build::insert(&mut build::store(&folder.path().join("d.db")), &build::notice(1, 2, 3));
        Self { folder, notice }
    }

    fn desk(&self, reviewer: &str) -> Desk {
        build::desk(&self.folder.path().join("d.db"), reviewer)
    }
}

fn measures(desk: &Desk, notice: NoticeId) -> Vec<MeasureId> {
    let outline = desk.outline(notice).unwrap();
    let id = |row: &OutlineRow| match row {
        OutlineRow::Measure(row) => Some(row.id),
        _ => None,
    };
    outline.rows.iter().filter_map(id).collect()
}

fn verdicts(desk: &Desk, notice: NoticeId) -> Vec<Option<Verdict>> {
    measures(desk, notice)
        .into_iter()
        .map(|id| desk.measure(id).unwrap().verdict)
        .collect()
}

fn commitment(desk: &Desk, measure: MeasureId) -> CommitmentId {
    desk.measure(measure).unwrap().commitments[0].id
}

#[test]
fn a_verdict_with_its_comment_is_one_act_and_survives_the_desk() {
    let room = Room::new();
    let mut desk = room.desk("审1");
    let ids = measures(&desk, room.notice);
    desk.judge(ids[0], Some(Verdict::Verified), None).unwrap();
    let done = desk
        .judge(ids[1], Some(Verdict::Partial), Some("只见通知，未见台账"))
        .unwrap();
    assert_eq!(done.what, "二是 修订泊位0巡查细则: 部分");
    assert_eq!(done.target, Some(Target::Measure(ids[1])));
    drop(desk);

    let mut desk = room.desk("审1");
    let view = desk.measure(ids[1]).unwrap();
    assert_eq!(view.verdict, Some(Verdict::Partial));
    assert_eq!(view.comments.len(), 1);
    assert_eq!(view.comments[0].verdict, Some(Verdict::Partial));
    assert_eq!(desk.notices().unwrap()[0].reviewed, 2);

    let undone = desk.undo().unwrap().unwrap();
    assert_eq!(undone.what, "撤销 二是 修订泊位0巡查细则: 部分");
    let view = desk.measure(ids[1]).unwrap();
    assert_eq!((view.verdict, view.comments.len()), (None, 0));
    drop(desk);

    let mut desk = room.desk("审1");
    desk.undo().unwrap().unwrap();
    assert_eq!(desk.undo().unwrap().map(|done| done.what), None);
    assert_eq!(desk.notices().unwrap()[0].reviewed, 0);
    desk.redo().unwrap().unwrap();
    desk.redo().unwrap().unwrap();
    assert!(desk.redo().unwrap().is_none());
    assert_eq!(desk.measure(ids[1]).unwrap().comments.len(), 1);
    assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn redo_is_void_after_something_new() {
    let room = Room::new();
    let mut desk = room.desk("审1");
    let ids = measures(&desk, room.notice);
    desk.judge(ids[0], Some(Verdict::Verified), None).unwrap();
    desk.undo().unwrap().unwrap();
    desk.judge(ids[1], Some(Verdict::Verified), None).unwrap();
    assert!(desk.redo().unwrap().is_none());
    desk.undo().unwrap().unwrap();
    assert!(
        desk.undo().unwrap().is_none(),
        "an act that was taken back for good cannot be taken back again"
    );
    assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn many_verdicts_in_one_act_go_with_one_undo() {
    let room = Room::new();
    let mut desk = room.desk("审1");
    let ids = measures(&desk, room.notice);
    desk.judge(ids[0], Some(Verdict::PromiseOnly), None).unwrap();
    let done = desk.judge_all(&ids, Some(Verdict::Verified), None).unwrap();
    assert!(done.what.ends_with("等 6 项: 属实"), "{}", done.what);
    desk.undo().unwrap().unwrap();
    let expected = [Some(Verdict::PromiseOnly), None, None, None, None, None];
    assert_eq!(verdicts(&desk, room.notice), expected);
    desk.redo().unwrap().unwrap();
    assert_eq!(verdicts(&desk, room.notice), [Some(Verdict::Verified); 6]);
    assert_eq!(desk.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn what_needs_a_comment_is_refused_without_one_and_nothing_is_written() {
    let room = Room::new();
    let mut desk = room.desk("审1");
    let ids = measures(&desk, room.notice);
    for verdict in [
        Verdict::Partial,
        Verdict::Unsupported,
        Verdict::Contradicted,
        Verdict::OffTarget,
    ] {
        let error = desk.judge(ids[0], Some(verdict), Some("  ")).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Usage);
        assert!(error.what.contains("须附评论"), "{}", error.what);
    }
    let error = desk.comment(Target::Notice(room.notice), "\u{200b}\n").unwrap_err();
    assert_eq!(error.kind, ErrorKind::Usage);
    assert_eq!(
        desk.judge(MeasureId(99), None, None).unwrap_err().kind,
        ErrorKind::Usage
    );
    assert_eq!(desk.verify().unwrap().events, 0);
}

#[test]
fn the_same_again_is_no_act() {
    let room = Room::new();
    let mut desk = room.desk("审1");
    let ids = measures(&desk, room.notice);
    desk.judge(ids[0], Some(Verdict::Verified), None).unwrap();
    assert_eq!(
        desk.judge(ids[0], Some(Verdict::Verified), None).unwrap().what,
        "无变化"
    );
    assert_eq!(desk.judge(ids[1], None, None).unwrap().what, "无变化");
    assert_eq!(desk.verify().unwrap().events, 1);
    desk.judge(ids[0], Some(Verdict::Verified), Some("复看过")).unwrap();
    assert_eq!(
        desk.verify().unwrap().events,
        2,
        "the same verdict with a comment says something new"
    );
}

#[test]
fn a_verdict_belongs_to_its_reviewer() {
    let room = Room::new();
    let (mut one, mut two) = (room.desk("审1"), room.desk("审2"));
    let id = measures(&one, room.notice)[0];
    one.judge(id, Some(Verdict::Verified), None).unwrap();
    two.judge(id, Some(Verdict::Contradicted), Some("现场未见")).unwrap();
    let view = one.measure(id).unwrap();
    assert_eq!(view.verdict, Some(Verdict::Verified));
    assert_eq!(view.others.len(), 1);
    assert_eq!(
        (view.others[0].reviewer.as_str(), view.others[0].verdict),
        ("审2", Verdict::Contradicted)
    );
    one.undo().unwrap().unwrap();
    assert!(one.undo().unwrap().is_none(), "another's act is not mine to take back");
    assert_eq!(two.measure(id).unwrap().verdict, Some(Verdict::Contradicted));
    assert_eq!(two.notices().unwrap()[0].reviewed, 1);
}

#[test]
fn a_kept_promise_is_not_overdue_for_who_found_it_kept() {
    let room = Room::new();
    let (mut one, two) = (room.desk("审1"), room.desk("审2"));
    let id = measures(&one, room.notice)[0];
    let promise = commitment(&one, id);
    let overdue = |desk: &Desk| {
        (
            desk.notices().unwrap()[0].overdue,
            desk.measure(id).unwrap().commitments[0].check,
        )
    };
    assert_eq!(overdue(&one), (2, None));
    assert_eq!(one.measure(id).unwrap().commitments[0].overdue_days, Some(1243));
    one.check(promise, Some(Check::Broken)).unwrap();
    assert_eq!(overdue(&one), (2, Some(Check::Broken)));
    one.check(promise, Some(Check::Kept)).unwrap();
    assert_eq!(overdue(&one), (1, Some(Check::Kept)));
    assert_eq!(overdue(&two), (2, None));
    assert_eq!(
        two.measure(id).unwrap().commitments[0].others,
        [("审1".to_owned(), Check::Kept)]
    );
    one.check(promise, None).unwrap();
    assert_eq!(overdue(&one), (2, None));
    one.undo().unwrap().unwrap();
    assert_eq!(overdue(&one), (1, Some(Check::Kept)));
    assert_eq!(one.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn the_tree_counts_and_the_disposition_follows() {
    let room = Room::new();
    let mut desk = room.desk("审1");
    let ids = measures(&desk, room.notice);
    desk.judge(ids[0], Some(Verdict::Verified), None).unwrap();
    let shape = |desk: &Desk| {
        let rows = desk.outline(room.notice).unwrap().rows;
        rows.iter()
            .map(|row| match row {
                OutlineRow::Section(row) => format!("{} {} L{}", row.label.as_deref().unwrap(), row.title, row.level),
                OutlineRow::Finding(row) => format!(
                    "{} L{} {}/{} flags {} overdue {} {}",
                    row.label.as_deref().unwrap(),
                    row.level,
                    row.reviewed,
                    row.measures,
                    row.flags,
                    row.overdue,
                    row.disposition.code()
                ),
                OutlineRow::Measure(row) => format!(
                    "{} {} {:?} flags {} overdue {}",
                    row.label.as_deref().unwrap(),
                    row.gist,
                    row.verdict,
                    row.flags,
                    row.overdue
                ),
            })
            .collect::<Vec<_>>()
    };
    let rows = shape(&desk);
    assert_eq!(
        rows[..5],
        [
            "一、 关于落实主体责任方面 L1",
            "1. L2 1/3 flags 1 overdue 1 pending",
            "一是 修订泊位0巡查细则 Some(Verified) flags 0 overdue 1",
            "二是 修订泊位0巡查细则 None flags 0 overdue 0",
            "三是 修订泊位0巡查细则 None flags 1 overdue 0",
        ]
    );
    desk.judge(ids[1], Some(Verdict::Verified), None).unwrap();
    desk.judge(ids[2], Some(Verdict::Excluded), None).unwrap();
    assert!(shape(&desk)[1].ends_with("3/3 flags 1 overdue 1 partial"));
    room.desk("审2").judge(ids[2], Some(Verdict::Verified), None).unwrap();
    assert!(shape(&desk)[1].ends_with("pending"), "two reviewers disagree");
    let OutlineRow::Finding(finding) = &desk.outline(room.notice).unwrap().rows[1] else {
        panic!("a finding");
    };
    assert_eq!(desk.finding(finding.id).unwrap().disposition, Disposition::Pending);
}

#[test]
fn comments_hang_on_notices_findings_and_measures() {
    let room = Room::new();
    let mut desk = room.desk("审1");
    let id = measures(&desk, room.notice)[4];
    let finding = desk.measure(id).unwrap().finding;
    let targets = [
        Target::Notice(room.notice),
        Target::Finding(finding),
        Target::Measure(id),
    ];
    for (target, text) in targets.into_iter().zip(["全文核对", "问题偏大", "缺附件"]) {
        desk.comment(target, text).unwrap();
    }
    let said = |target| {
        desk.comments(target)
            .unwrap()
            .into_iter()
            .map(|c| c.text)
            .collect::<Vec<_>>()
    };
    assert_eq!(targets.map(said), [vec!["全文核对"], vec!["问题偏大"], vec!["缺附件"]]);
    assert_eq!(desk.finding(finding).unwrap().comments.len(), 1);
    let history = desk.history(Some(room.notice), 10).unwrap();
    assert_eq!(
        history.iter().map(|row| row.what.as_str()).collect::<Vec<_>>(),
        ["评论: 缺附件", "评论: 问题偏大", "评论: 全文核对"]
    );
    assert_eq!(history[0].place, "云溪港务 一、 2. 二是");
}

#[test]
fn drafts_and_sessions_are_each_reviewers_own() {
    let room = Room::new();
    let mut one = room.desk("审1");
    let id = Target::Measure(measures(&one, room.notice)[0]);
    one.save_session("{\"row\":3}").unwrap();
    one.save_draft(id.into(), Some(Verdict::Partial), "写到一").unwrap();
    one.save_draft(id.into(), Some(Verdict::Partial), "写到一半").unwrap();
    drop(one);
    let mut one = room.desk("审1");
    assert_eq!(one.load_session().unwrap().as_deref(), Some("{\"row\":3}"));
    let drafts = one.drafts().unwrap();
    assert_eq!(
        (drafts.len(), drafts[0].text.as_str(), drafts[0].topic.clone()),
        (1, "写到一半", id.into())
    );
    assert_eq!(drafts[0].verdict, Some(Verdict::Partial));
    let two = room.desk("审2");
    assert!(two.drafts().unwrap().is_empty());
    assert_eq!(two.load_session().unwrap(), None);
    one.save_draft(id.into(), None, "").unwrap();
    assert!(one.drafts().unwrap().is_empty());
}

#[test]
fn others_changes_are_noticed_and_ones_own_are_not() {
    let room = Room::new();
    let (mut one, mut two) = (room.desk("审1"), room.desk("审2"));
    let id = measures(&one, room.notice)[0];
    assert!(!one.changed_elsewhere().unwrap());
    one.judge(id, Some(Verdict::Verified), None).unwrap();
    assert!(!one.changed_elsewhere().unwrap());
    two.judge(id, Some(Verdict::Verified), None).unwrap();
    assert!(one.changed_elsewhere().unwrap());
    assert!(!one.changed_elsewhere().unwrap());
}

#[test]
fn a_desk_can_work_on_a_thread_of_its_own() {
    let room = Room::new();
    let mut desk = room.desk("审1");
    let notice = room.notice;
    let reviewed = std::thread::spawn(move || {
        let id = measures(&desk, notice)[0];
        desk.judge(id, Some(Verdict::Verified), None).unwrap();
        desk.notices().unwrap()[0].reviewed
    });
    assert_eq!(reviewed.join().unwrap(), 1);
}
