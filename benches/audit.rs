//! The audit at the size of a province: the checks over ten thousand notices, the index of copied answers at a hundred thousand measures,
//! and what one more notice costs then. Each is one long run, told in seconds; `DUIZHANG_BENCH=small` runs a tenth of it.
//!
//! `cargo bench --bench audit`
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench fails as a test does, and tells"
)]

#[path = "../tests/suite/build.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod build;
mod notices;

use std::time::{Duration, Instant};
use std::{env, thread};

use duizhang::desk::parse_bytes;

/// Bytes of a notice: what the real ones have, 25 to 50 kB.
const BYTES: usize = 30_000;

fn main() {
    let part = if env::var("DUIZHANG_BENCH").is_ok_and(|size| size == "small") {
        10
    } else {
        1
    };
    checks(10_000 / part);
    copies(100_000 / part);
}

fn tell(what: &str, took: Duration) {
    println!("{what:<64} {:>9.3} s", took.as_secs_f64());
}

/// The checks alone, on two threads: parsing is timed by itself, with checks and without.
fn checks(count: usize) {
    use duizhang::audit::{Case, check};
    use duizhang::notice::parse;
    use duizhang::text::clean::clean;
    let texts: Vec<String> = (0..count as u64).map(text).collect();
    let work = |texts: &[String]| {
        let (mut parsing, mut checking, mut hits) = (Duration::ZERO, Duration::ZERO, 0);
        for text in texts {
            let start = Instant::now();
            let clean = clean(text);
            let parsed = parse(text, &clean);
            parsing += start.elapsed();
            let start = Instant::now();
            hits += check(&Case::new(&parsed, &clean)).len();
            checking += start.elapsed();
        }
        (parsing, checking, hits)
    };
    let start = Instant::now();
    let (one, two) = texts.split_at(count / 2);
    let results = thread::scope(|scope| {
        let parts = [one, two].map(|part| scope.spawn(move || work(part)));
        parts.map(|part| part.join().unwrap())
    });
    tell(
        &format!("{count} notices parsed and checked, two threads"),
        start.elapsed(),
    );
    let longest = |pick: fn(&(Duration, Duration, usize)) -> Duration| results.iter().map(pick).max().unwrap();
    tell("  of which parsing, the slower thread", longest(|r| r.0));
    tell("  of which checks, the slower thread", longest(|r| r.1));
    println!("  {} hits", results.iter().map(|r| r.2).sum::<usize>());
}

fn text(seed: u64) -> String {
    let lines = notices::notice(seed, BYTES).lines;
    let line = |line: &notices::Line| match line {
        notices::Line::Heading(_, text) | notices::Line::Text(text) => text.clone(),
        notices::Line::Row(cells) => cells.join("\t"),
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The index over many measures, then one more notice.
fn copies(measures: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    let mut store = build::store(&path);
    let mut desk = build::desk(&path, "审1");
    let mut seed = 0;
    let mut count = 0;
    store
        .many_writes(|store| {
            while count < measures {
                let source = text(seed);
                let parsed = parse_bytes(source.as_bytes(), "n.txt");
                count += parsed
                    .findings
                    .iter()
                    .map(|finding| finding.measures.len())
                    .sum::<usize>();
                build::insert_uncompared(store, &build::Built { source, parsed });
                seed += 1;
            }
            Ok(())
        })
        .unwrap();
    let start = Instant::now();
    desk.compare().unwrap();
    tell(
        &format!("{count} measures of {seed} notices indexed and compared"),
        start.elapsed(),
    );
    let found: usize = desk
        .notices()
        .unwrap()
        .iter()
        .take(20)
        .map(|row| {
            let rows = desk.hints(Some(duizhang::model::Target::Notice(row.id))).unwrap();
            rows.iter().filter(|row| row.view.flag.rule == "duplicate").count()
        })
        .sum();
    println!("  {found} copies in the first 20 notices");
    let mut times: Vec<Duration> = Vec::new();
    for n in 0..9 {
        let source = text(1_000_000 + n);
        let parsed = parse_bytes(source.as_bytes(), "n.txt");
        let more: usize = parsed.findings.iter().map(|finding| finding.measures.len()).sum();
        build::insert_uncompared(&mut store, &build::Built { source, parsed });
        let start = Instant::now();
        desk.compare().unwrap();
        times.push(start.elapsed());
        if n == 0 {
            println!("  one more notice has {more} measures");
        }
    }
    times.sort_unstable();
    tell("one more notice compared, the median of nine", times[4]);
    tell("one more notice compared, the slowest of nine", times[8]);
}
