//! Any sequence of corrections, verdicts, checks, undos, versions and new readings leaves the tables what the log comes to, and undoing all of it
//! leaves the parse.

use std::fs;
use std::path::Path;

use duizhang::desk::{Change, Desk, OutlineRow};
use duizhang::model::{Check, FindingId, MeasureId, NoticeId, Target, Verdict};
use proptest::prelude::*;

use crate::build;
use crate::desk_correct::TEXT;

#[derive(Debug, Clone, Copy)]
enum Move {
    Judge(usize, Verdict),
    Check(usize),
    Split(usize, usize),
    Merge(usize, bool),
    MergeFinding(usize, bool),
    Label(usize),
    Title(usize),
    Beside(usize, bool),
    Drop(usize),
    Restore(usize),
    Begin(usize),
    Decide(bool),
    Undo,
    Redo,
    Import(usize),
    Reparse,
}

fn moves() -> impl Strategy<Value = Vec<(usize, Move)>> {
    let one = prop_oneof![
        4 => (0..8_usize, prop::sample::select(Verdict::ALL.to_vec())).prop_map(|(n, v)| Move::Judge(n, v)),
        1 => (0..8_usize).prop_map(Move::Check),
        3 => (0..8_usize, 1..30_usize).prop_map(|(n, at)| Move::Split(n, at)),
        2 => (0..8_usize, any::<bool>()).prop_map(|(n, on)| Move::Merge(n, on)),
        1 => (0..4_usize, any::<bool>()).prop_map(|(n, on)| Move::MergeFinding(n, on)),
        1 => (0..8_usize).prop_map(Move::Label),
        1 => (0..4_usize).prop_map(Move::Title),
        2 => (0..8_usize, any::<bool>()).prop_map(|(n, on)| Move::Beside(n, on)),
        2 => (0..8_usize).prop_map(Move::Drop),
        1 => (0..300_usize).prop_map(Move::Restore),
        2 => (0..300_usize).prop_map(Move::Begin),
        1 => any::<bool>().prop_map(Move::Decide),
        4 => Just(Move::Undo),
        2 => Just(Move::Redo),
        1 => (0..3_usize).prop_map(Move::Import),
        1 => Just(Move::Reparse),
    ];
    prop::collection::vec((0..2_usize, one), 1..28)
}

/// Versions of the text: the parts move, some change, one goes.
fn version(n: usize) -> String {
    let text = match n {
        0 => TEXT.replace("中共云岭", "（更新稿）\n中共云岭"),
        1 => TEXT.replace("清理垃圾30余吨", "清理垃圾45余吨，并建立清单"),
        _ => TEXT.replace("二是落实管护经费。2023年12月底前拨付管护资金60万元。", ""),
    };
    format!("{text}（第{n}稿）\n")
}

fn parts(desk: &Desk, notice: NoticeId) -> (Vec<FindingId>, Vec<MeasureId>) {
    let (mut findings, mut measures) = (Vec::new(), Vec::new());
    for row in desk.outline(notice).unwrap().rows {
        match row {
            OutlineRow::Finding(row) => findings.push(row.id),
            OutlineRow::Measure(row) => measures.push(row.id),
            OutlineRow::Section(_) => {}
        }
    }
    (findings, measures)
}

fn step(desk: &mut Desk, step: Move, file: &Path) {
    let notice = desk.notices().unwrap()[0].id;
    let (findings, measures) = parts(desk, notice);
    let measure = |n: usize| measures.get(n % measures.len().max(1)).copied();
    let finding = |n: usize| findings.get(n % findings.len().max(1)).copied();
    let place = |n: usize| {
        let text = desk.source(notice).unwrap().text;
        text.floor_char_boundary(n * 3 % text.len())
    };
    let change = match step {
        Move::Judge(n, verdict) => {
            if let Some(id) = measure(n) {
                desk.judge(id, Some(verdict), Some("理由")).unwrap();
            }
            return;
        }
        Move::Check(n) => {
            let commitments = measure(n).map(|id| desk.measure(id).unwrap().commitments);
            if let Some(promise) = commitments.unwrap_or_default().first() {
                desk.check(promise.id, Some(Check::Kept)).unwrap();
            }
            return;
        }
        Move::Undo => return drop(desk.undo().unwrap()),
        Move::Redo => return drop(desk.redo().unwrap()),
        Move::Import(n) => {
            fs::write(file, version(n)).unwrap();
            desk.import(&[file.to_owned()], &mut |_| {}).unwrap();
            return;
        }
        Move::Reparse => return drop(desk.reparse(None, true, &mut |_| {}).unwrap()),
        Move::Split(n, by) => measure(n).map(|measure| {
            let start = desk.start_of(Target::Measure(measure)).unwrap();
            let text = desk.source(notice).unwrap().text;
            let at = text.floor_char_boundary((start + 3 * by).min(text.len() - 1));
            Change::Split { measure, at }
        }),
        Move::Merge(n, forward) => measure(n).map(|measure| Change::Merge { measure, forward }),
        Move::MergeFinding(n, forward) => finding(n).map(|finding| Change::MergeFinding { finding, forward }),
        Move::Label(n) => measure(n).map(|id| Change::Label {
            target: Target::Measure(id),
            label: (n % 2 == 0).then(|| format!("（{n}）")),
        }),
        Move::Title(n) => finding(n).map(|finding| Change::Title {
            finding,
            title: format!("标题{n}"),
        }),
        Move::Beside(n, forward) => measure(n).map(|measure| Change::MoveBeside { measure, forward }),
        Move::Drop(n) => measure(n).map(|measure| Change::Drop { measure }),
        Move::Restore(n) => Some(Change::Restore { notice, at: place(n) }),
        Move::Begin(n) => Some(Change::NewFinding {
            notice,
            at: place(n),
            title: None,
        }),
        Move::Decide(accept) => {
            let issues = desk.parse_view(notice).unwrap().issues;
            let issue = issues.into_iter().find(|issue| issue.reading.is_some());
            issue.map(|issue| Change::Decide {
                notice,
                at: issue.range.start,
                accept,
            })
        }
    };
    // Many of these do not fit, which must leave no trace.
    if let Some(change) = change {
        let events = desk.verify().unwrap().events;
        if desk.correct(change).is_err() {
            assert_eq!(desk.verify().unwrap().events, events);
        }
    }
}

fn tree(desk: &Desk) -> Vec<String> {
    let notice = desk.notices().unwrap()[0].id;
    let rows = desk.outline(notice).unwrap().rows.into_iter();
    rows.map(|row| match row {
        OutlineRow::Section(row) => row.title,
        OutlineRow::Finding(row) => format!("{:?} {}", row.label, row.title),
        OutlineRow::Measure(row) => format!("{:?} {} {:?}", row.label, row.gist, row.verdict),
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_is_corrected_the_log_decides_and_undo_leaves_the_parse(moves in moves()) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("水务局.txt");
        fs::write(&file, TEXT).unwrap();
        let path = folder.path().join("d.db");
        let mut desks = ["审1", "审2"].map(|reviewer| build::desk(&path, reviewer));
        desks[0].import(std::slice::from_ref(&file), &mut |_| {}).unwrap();
        for (who, one) in moves {
            step(&mut desks[who], one, &file);
            let faults = desks[0].verify().unwrap().faults;
            prop_assert_eq!(faults, Vec::<String>::new(), "after {:?}", one);
        }
        prop_assert_eq!(desks[0].notices().unwrap().len(), 1);
        for desk in &mut desks {
            while desk.undo().unwrap().is_some() {}
        }
        prop_assert_eq!(desks[0].verify().unwrap().faults, Vec::<String>::new());
        // What the file as it is now reads like, in a database of its own.
        let other = folder.path().join("other.db");
        let notice = desks[0].notices().unwrap()[0].id;
        let source = desks[0].printed(notice).unwrap();
        let mut fresh = build::desk(&other, "审3");
        fresh.import_bytes(source.into_bytes(), "水务局.txt").unwrap();
        prop_assert_eq!(tree(&desks[0]), tree(&fresh));
    }
}
