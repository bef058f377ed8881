//! Import end to end, by the real program: invented notices of every format from a folder into SQLite; then the same with the
//! process killed in the middle, and taken up again.
//!
//! `cargo bench --bench import`; `IMPORT_NOTICES` and `IMPORT_BYTES` say how many and how large (2,000 of 36,000). Not a bench of many
//! samples: one import of so much is its own average. Fails where a notice is lost, double, or only half there.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench fails as a test does")]

mod notices;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

/// Where the process is killed, in parts of the time that the whole import takes.
const KILLED_AT: [f64; 2] = [0.2, 0.6];

fn main() {
    // `cargo test --benches` only looks whether it runs.
    let full = std::env::args().any(|argument| argument == "--bench");
    let count = setting("IMPORT_NOTICES", if full { 2_000 } else { 40 });
    let bytes = setting("IMPORT_BYTES", 36_000);
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("in");
    let written = notices::write_folder(&files, count, bytes, 1).unwrap();
    println!(
        "{count} notices of {bytes} bytes of text, mixed formats, {:.1} MB of files",
        written as f64 / 1e6
    );

    let whole = folder.path().join("whole.db");
    let (took, peak) = watch(import(&whole, &files), None);
    let cpu = CPU.get();
    println!(
        "import: {:.2} s ({cpu:.2} s of processor), {:.0} notices/s, {:.1} MB/s; peak {} MB; database {:.1} MB",
        took.as_secs_f64(),
        count as f64 / took.as_secs_f64(),
        written as f64 / 1e6 / took.as_secs_f64(),
        peak.map_or_else(|| "?".to_owned(), |kb| (kb / 1024).to_string()),
        std::fs::metadata(&whole).unwrap().len() as f64 / 1e6
    );
    let expected = names(&whole);
    assert_eq!(expected.len(), count);

    let broken = folder.path().join("broken.db");
    for part in KILLED_AT {
        watch(import(&broken, &files), Some(took.mul_f64(part)));
        println!(
            "killed after {:.0} % of that time: {} notices are in",
            part * 100.0,
            names(&broken).len()
        );
    }
    let (took, _) = watch(import(&broken, &files), None);
    same(&names(&broken), &expected);
    println!(
        "taken up again: {:.2} s, all {count} in, none lost, none double",
        took.as_secs_f64()
    );
    let (took, _) = watch(import(&broken, &files), None);
    println!("again, nothing new: {:.2} s", took.as_secs_f64());
    same(&names(&broken), &expected);
    assert!(run(&broken, &["verify"]).status.success());
}

/// Fails where two databases have not the same in them, and tells how many notices differ, and the first of them.
fn same(found: &[String], expected: &[String]) {
    let differ: Vec<_> = found.iter().zip(expected).filter(|(one, other)| one != other).collect();
    assert_eq!(found.len(), expected.len(), "lost or double");
    assert!(
        differ.is_empty(),
        "{} notices differ, the first: {:?}",
        differ.len(),
        differ[0]
    );
}

fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

fn program(database: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhang"));
    command
        .args(["--reviewer", "bench", "--lang", "en", "--db"])
        .arg(database);
    command
}

fn import(database: &Path, files: &PathBuf) -> Child {
    let mut command = program(database);
    command.args(["import", "--quiet"]).arg(files).stdout(Stdio::null());
    command.spawn().unwrap()
}

fn run(database: &Path, arguments: &[&str]) -> std::process::Output {
    program(database).args(arguments).output().unwrap()
}

/// Waits for a process, or kills it after a time; how long it ran, and the most memory it held, in KB, where the system tells.
fn watch(mut child: Child, kill: Option<Duration>) -> (Duration, Option<u64>) {
    let start = Instant::now();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = None;
    loop {
        if let Some(ended) = child.try_wait().unwrap() {
            assert!(ended.success());
            return (start.elapsed(), peak);
        }
        if kill.is_some_and(|after| start.elapsed() >= after) {
            child.kill().unwrap();
            child.wait().unwrap();
            return (start.elapsed(), peak);
        }
        if let Some(seconds) = processor(child.id()) {
            CPU.set(seconds);
        }
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(now);
        sleep(Duration::from_millis(5));
    }
}

thread_local! {
    /// Seconds of processor time of the process that was watched last: beside a busy neighbour they tell more than the clock.
    static CPU: Cell<f64> = const { Cell::new(0.0) };
}

/// Seconds of processor time of a process so far, where the system tells; it counts in hundredths.
fn processor(process: u32) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    let ticks = rest.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    ticks.sum::<Result<f64, _>>().ok().map(|ticks| ticks / 100.0)
}

/// The lasting names of all notices with what was read out of each, sorted.
fn names(database: &Path) -> Vec<String> {
    if !database.exists() {
        return Vec::new();
    }
    let listed = run(database, &["list", "--json"]);
    let rows: Vec<Value> = serde_json::from_slice(&listed.stdout).unwrap();
    let mut names: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {}",
                row["uid"], row["findings"], row["measures"], row["flags"]
            )
        })
        .collect();
    names.sort();
    names
}
