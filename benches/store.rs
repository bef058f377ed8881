//! The store and the desk's views at ten thousand and a hundred thousand measures.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails as a test does")]

#[path = "../tests/suite/build.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod build;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};

use divan::Bencher;
use duizhang::desk::{Desk, OutlineRow};
use duizhang::model::{MeasureId, Verdict};
use tempfile::TempDir;

/// Measures in the database; 50 per notice.
const SIZES: [usize; 2] = [10_000, 100_000];

fn main() {
    divan::main();
}

/// A database with that many measures, a tenth of them judged by the reviewer; built once per size.
fn database(measures: usize) -> PathBuf {
    static BUILT: OnceLock<Mutex<HashMap<usize, TempDir>>> = OnceLock::new();
    let mut built = BUILT.get_or_init(Mutex::default).lock().unwrap();
    let folder = built.entry(measures).or_insert_with(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.db");
        let mut store = build::store(&path);
        store
            .many_writes(|store| {
                for n in 0..measures / 50 {
                    build::insert(store, &build::notice(n, 10, 5));
                }
                Ok(())
            })
            .unwrap();
        let mut desk = build::desk(&path, "审1");
        for notice in desk.notices().unwrap() {
            let ids = measures_of(&desk, notice.id);
            desk.judge_all(&ids[..5], Some(Verdict::Verified), None).unwrap();
        }
        folder
    });
    folder.path().join("d.db")
}

fn measures_of(desk: &Desk, notice: duizhang::model::NoticeId) -> Vec<MeasureId> {
    let rows = desk.outline(notice).unwrap().rows;
    let id = |row: &OutlineRow| match row {
        OutlineRow::Measure(row) => Some(row.id),
        _ => None,
    };
    rows.iter().filter_map(id).collect()
}

fn desk(measures: usize) -> Desk {
    build::desk(&database(measures), "审1")
}

#[divan::bench(args = SIZES)]
fn open(bencher: Bencher, measures: usize) {
    let path = database(measures);
    bencher.bench(|| build::desk(&path, "审1"));
}

#[divan::bench(args = SIZES)]
fn notices(bencher: Bencher, measures: usize) {
    let desk = desk(measures);
    bencher.bench_local(|| desk.notices().unwrap());
}

#[divan::bench(args = SIZES)]
fn outline(bencher: Bencher, measures: usize) {
    let desk = desk(measures);
    let notice = desk.notices().unwrap()[3].id;
    bencher.bench_local(|| desk.outline(notice).unwrap());
}

/// One notice with ten thousand measures: more than any that was ever published.
#[divan::bench(sample_count = 20)]
fn outline_of_a_huge_notice(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    let notice = build::insert(&mut build::store(&path), &build::notice(1, 1_000, 10));
    let desk = build::desk(&path, "审1");
    bencher.bench_local(|| desk.outline(notice).unwrap());
}

#[divan::bench(args = SIZES)]
fn measure(bencher: Bencher, measures: usize) {
    let desk = desk(measures);
    let id = measures_of(&desk, desk.notices().unwrap()[3].id)[0];
    bencher.bench_local(|| desk.measure(id).unwrap());
}

#[divan::bench(args = SIZES)]
fn source(bencher: Bencher, measures: usize) {
    let desk = desk(measures);
    let notice = desk.notices().unwrap()[3].id;
    bencher.bench_local(|| desk.source(notice).unwrap());
}

#[divan::bench(args = SIZES)]
fn judge(bencher: Bencher, measures: usize) {
    let mut desk = desk(measures);
    let id = measures_of(&desk, desk.notices().unwrap()[3].id)[7];
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        let verdict = [Verdict::Verified, Verdict::Excluded][turn % 2];
        desk.judge(id, Some(verdict), None).unwrap()
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn records(bencher: Bencher, measures: usize) {
    let desk = desk(measures);
    bencher.bench_local(|| desk.records().unwrap());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn ledger(bencher: Bencher, measures: usize) {
    let desk = desk(measures);
    bencher.bench_local(|| desk.ledger(None).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn verify(bencher: Bencher, measures: usize) {
    let desk = desk(measures);
    bencher.bench_local(|| desk.verify().unwrap());
}

/// Writing parsed notices of 50 measures, without reading them.
#[divan::bench(args = [20, 200], sample_count = 5)]
fn insert(bencher: Bencher, notices: usize) {
    let built: Vec<_> = (0..notices).map(|n| build::notice(n, 10, 5)).collect();
    bencher
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_local_refs(|folder| {
            let mut store = build::store(&folder.path().join("d.db"));
            store
                .many_writes(|store| {
                    for notice in &built {
                        build::insert(store, notice);
                    }
                    Ok(())
                })
                .unwrap();
        });
}
