//! The state in the tables is what the log comes to, after any sequence of acts.

use duizhang::desk::{Desk, OutlineRow};
use duizhang::model::{Check, CommitmentId, MeasureId, Target, Verdict};
use proptest::prelude::*;

use crate::build;

#[derive(Debug, Clone, Copy)]
enum Move {
    Judge(usize, Option<Verdict>, bool),
    Bulk(usize, Verdict),
    Check(usize, Option<Check>),
    Say(usize),
    Undo,
    Redo,
}

const MEASURES: usize = 4;

fn moves() -> impl Strategy<Value = Vec<(usize, Move)>> {
    let verdict = prop::option::of(prop::sample::select(Verdict::ALL.to_vec()));
    let check = prop::option::of(prop::sample::select(Check::ALL.to_vec()));
    let one = prop_oneof![
        3 => (0..MEASURES, verdict, any::<bool>()).prop_map(|(p, v, c)| Move::Judge(p, v, c)),
        1 => (1..MEASURES, prop::sample::select(Verdict::ALL.to_vec())).prop_map(|(n, v)| Move::Bulk(n, v)),
        2 => (0..2_usize, check).prop_map(|(p, c)| Move::Check(p, c)),
        1 => (0..MEASURES).prop_map(Move::Say),
        4 => Just(Move::Undo),
        2 => Just(Move::Redo),
    ];
    prop::collection::vec((0..2_usize, one), 1..40)
}

fn parts(desk: &Desk) -> (Vec<MeasureId>, Vec<CommitmentId>) {
    let notice = desk.notices().unwrap()[0].id;
    let (mut measures, mut commitments) = (Vec::new(), Vec::new());
    for row in desk.outline(notice).unwrap().rows {
        if let OutlineRow::Measure(row) = row {
            measures.push(row.id);
            commitments.extend(desk.measure(row.id).unwrap().commitments.iter().map(|c| c.id));
        }
    }
    (measures, commitments)
}

fn step(desk: &mut Desk, step: Move, measures: &[MeasureId], commitments: &[CommitmentId]) {
    match step {
        // Some of these are refused for want of a comment, which must leave no trace either.
        Move::Judge(place, verdict, comment) => drop(desk.judge(measures[place], verdict, comment.then_some("理由"))),
        Move::Bulk(count, verdict) => drop(desk.judge_all(&measures[..count], Some(verdict), Some("一并"))),
        Move::Check(place, check) => drop(desk.check(commitments[place], check).unwrap()),
        Move::Say(place) => drop(desk.comment(Target::Measure(measures[place]), "看过").unwrap()),
        Move::Undo => drop(desk.undo().unwrap()),
        Move::Redo => drop(desk.redo().unwrap()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_tables_hold_what_a_full_refold_gives(moves in moves()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.db");
        build::insert(&mut build::store(&path), &build::notice(1, 2, 2));
        let mut desks = ["审1", "审2"].map(|reviewer| build::desk(&path, reviewer));
        let (measures, commitments) = parts(&desks[0]);
        for (index, (who, one)) in moves.into_iter().enumerate() {
            step(&mut desks[who], one, &measures, &commitments);
            if index % 8 == 0 {
                prop_assert_eq!(desks[0].verify().unwrap().faults, Vec::<String>::new());
            }
        }
        prop_assert_eq!(desks[1].verify().unwrap().faults, Vec::<String>::new());
    }
}
