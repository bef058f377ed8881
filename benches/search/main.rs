//! The jump palette's keystrokes, side by side with `nucleo-matcher`, `fuzzy-matcher` and `fzf --filter`, in one run.
//!
//! `cargo bench --bench search` prints a table: median and 99th percentile over a few hundred different keystrokes of each sort, memory
//! a record beside the text that the index was made from, and the time that the index takes to build, each beside what is asked of it.
//! `-- 10k`, `-- 100k`, `-- 200`, `-- 1m` run one size alone, and `-- Initials` and the like one sort of keystrokes. A keystroke is timed
//! from the query to the first fifty with their marks, as if nothing had been typed before it; `typed on` is the same where the keystroke
//! before is remembered, as the desk does. All engines are asked the same keystrokes where they are compared, with as many threads.
//! Everything is generated from a seed.
//!
//! Each time stands twice: on the wall, and by the processor's clock (see `clock`), which does not count what others do meanwhile.
//!
//! The texts are as frequent in characters and pairs of characters as the measures of real notices, cut into pieces of fifty characters:
//! the commonest character stands in two of five, the commonest pair in a quarter, and there are four or five marks of punctuation.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails as a test does")]

mod clock;
mod engines;
mod texts;

use duizhang::search::{Entry, Found, Index, Look, Trace};

use clock::{Time, Times, at_once, timed};
use texts::{Kind, keystrokes, texts};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A size, and what is asked of it.
#[derive(Clone, Copy)]
struct Size {
    name: &'static str,
    records: usize,
    /// Characters in each.
    length: usize,
    threads: usize,
    /// Milliseconds: median and 99th percentile of character queries.
    asked: (f64, f64),
    /// Bytes a record.
    memory: usize,
    /// Milliseconds that building may take.
    build: f64,
    /// Keystrokes that the slow engines get.
    few: usize,
}

const SIZES: [Size; 4] = [
    Size {
        name: "10k",
        records: 10_000,
        length: 50,
        threads: 1,
        asked: (0.3, 1.0),
        memory: 150,
        build: 20.0,
        few: 30,
    },
    Size {
        name: "100k",
        records: 100_000,
        length: 50,
        threads: 1,
        asked: (1.5, 4.0),
        memory: 150,
        build: 150.0,
        few: 30,
    },
    Size {
        name: "200",
        records: 100_000,
        length: 200,
        threads: 1,
        asked: (4.0, 10.0),
        memory: 500,
        build: 500.0,
        few: 12,
    },
    Size {
        name: "1m",
        records: 1_000_000,
        length: 50,
        threads: 2,
        asked: (8.0, 25.0),
        memory: 150,
        build: 1_500.0,
        few: 12,
    },
];
/// Threads that build the index: as many as in the program.
const BUILDERS: usize = 2;
/// How many times as fast as these engines character queries are asked to be, at 100,000 records.
const AHEAD: [(&str, f64); 2] = [("nucleo-matcher", 20.0), ("fzf --filter", 100.0)];
/// How many times as long as character queries pinyin queries may take.
const PINYIN: f64 = 3.0;
/// Hits of a keystroke.
const SHOWN: usize = 50;

fn main() {
    let only: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load {}; milliseconds", load.split(' ').next().unwrap_or_default());
    println!(
        "{:>5}  {:<26} {:>19} {:>19}  asked",
        "size", "engine, typed", "wall: median, p99", "own: median, p99"
    );
    let kinds: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| chosen(&only, &format!("{kind:?}")))
        .collect();
    for size in SIZES {
        if chosen(&only, size.name) {
            measure(&size, &texts(size.records, size.length), &kinds);
        }
    }
}

/// Where sizes are named, only these; where kinds are named, only these.
fn chosen(only: &[String], what: &str) -> bool {
    let is_size = |name: &str| SIZES.iter().any(|size| size.name == name);
    let mut same = only.iter().filter(|only| is_size(only) == is_size(what)).peekable();
    same.peek().is_none() || same.any(|only| only == what)
}

fn row(name: &str, what: &str, times: &Times, more: &str) {
    let [wall, wall_99] = [50, 99].map(|percent| times.wall(percent));
    let [own, own_99] = [50, 99].map(|percent| times.own(percent));
    println!("{name:>5}  {what:<26} {wall:>9.3} {wall_99:>9.3} {own:>9.3} {own_99:>9.3}  {more}");
}

fn index(texts: &[String], threads: usize) -> Index {
    let entry = |at: usize| Entry {
        text: &texts[at],
        ..Entry::default()
    };
    Index::build_on(texts.len(), &entry, threads, &at_once)
}

fn measure(size: &Size, texts: &[String], kinds: &[Kind]) {
    let Size {
        name, memory, build, ..
    } = *size;
    let tries = if size.records > 100_000 { 3 } else { 7 };
    for threads in [1, BUILDERS] {
        let built = Times::new([timed(tries, || index(texts, threads))]);
        let asked = if threads == BUILDERS {
            format!("{build}")
        } else {
            String::new()
        };
        row(name, &format!("build, threads: {threads}"), &built, &asked);
    }
    let index = index(texts, BUILDERS);
    println!(
        "{name:>5}  {} records of {} characters; {} bytes a record; asked: {memory}; queries in threads: {}",
        texts.len(),
        size.length,
        index.bytes() / index.len(),
        size.threads
    );
    ours(size, texts, &index, kinds);
    if kinds.len() == Kind::ALL.len() {
        others(size, texts, index);
    }
}

fn search(index: &Index, size: &Size, query: &str, trace: &mut Trace) -> Found {
    let look = Look {
        limit: SHOWN,
        parts: size.threads,
        ..Look::default()
    };
    index.search_on(query, &look, trace, &at_once, &|| false).unwrap()
}

/// Rows of this room.
fn ours(size: &Size, texts: &[String], index: &Index, kinds: &[Kind]) {
    let name = size.name;
    let (mut characters, mut pinyin, mut single, mut on) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for &kind in kinds {
        let queries = keystrokes(texts, kind);
        let ask = |query: &String| timed(5, || search(index, size, query, &mut Trace::default()));
        let times: Vec<Time> = queries.iter().map(ask).collect();
        let (slowest, query) = times.iter().zip(&queries).max_by_key(|(time, _)| time.own).unwrap();
        let more = format!("slowest: {query} {:.3}", slowest.own.as_secs_f64() * 1e3);
        (if kind.heard() { &mut pinyin } else { &mut characters }).extend_from_slice(&times);
        let is_single = |(_, query): &(&Time, &String)| query.chars().count() == 1;
        single.extend(times.iter().zip(&queries).filter(is_single).map(|(time, _)| *time));
        let pairs = queries.windows(2).filter(|pair| pair[1].starts_with(&pair[0]));
        on.extend(pairs.map(|pair| {
            let mut trace = Trace::default();
            search(index, size, &pair[0], &mut trace);
            timed(1, || search(index, size, &pair[1], &mut trace))
        }));
        row(name, &format!("{kind:?}"), &Times::new(times), &more);
    }
    let characters = (!characters.is_empty()).then(|| Times::new(characters));
    if let Some(characters) = &characters {
        let (median, p99) = size.asked;
        row(name, "all characters", characters, &format!("{median} / {p99}"));
    }
    if !pinyin.is_empty() {
        let pinyin = Times::new(pinyin);
        let times = characters.map(|characters| pinyin.against(&characters));
        let more = times.map(|(median, p99)| format!("{median:.1} / {p99:.1} times characters; asked: {PINYIN}"));
        row(name, "all pinyin", &pinyin, &more.unwrap_or_default());
    }
    for (times, what) in [(single, "one character or letter"), (on, "typed on")] {
        if !times.is_empty() {
            row(name, what, &Times::new(times), "");
        }
    }
}

/// Rows of the other engines, with the same keystrokes for all.
fn others(size: &Size, texts: &[String], index: Index) {
    let name = size.name;
    let queries: Vec<String> = [Kind::Han, Kind::Apart]
        .into_iter()
        .flat_map(|kind| few(keystrokes(texts, kind), size.few / 2))
        .collect();
    let ask = |query: &String| timed(5, || search(&index, size, query, &mut Trace::default()));
    let ours = Times::new(queries.iter().map(ask));
    row(name, "the same for all: this", &ours, "");
    drop(index);
    let ahead = |engine: &str, times: &Times| {
        let (median, p99) = times.against(&ours);
        let asked = AHEAD.into_iter().find(|(name, _)| *name == engine);
        let asked = asked.filter(|_| size.records == 100_000 && size.length == 50);
        let asked = asked.map_or_else(String::new, |(_, asked)| format!("; asked: {asked}"));
        format!("{median:.0} / {p99:.0} times as long{asked}")
    };
    for (engine, times) in [
        ("nucleo-matcher", engines::nucleo(texts, &queries, size.threads)),
        ("fuzzy-matcher", engines::skim(texts, &queries, size.threads)),
    ] {
        row(name, engine, &times, &ahead(engine, &times));
    }
    let engine = "fzf --filter";
    match engines::fzf(texts, &queries) {
        Some((reading, times)) => {
            let more = format!("{}; net of {reading:.0} for reading", ahead(engine, &times));
            row(name, engine, &times, &more);
        }
        None => println!("{name:>5}  fzf is not installed, left out"),
    }
}

fn few(queries: Vec<String>, count: usize) -> impl Iterator<Item = String> {
    let step = (queries.len() / count).max(1);
    queries.into_iter().step_by(step)
}
