//! The palette in the program, on a terminal of 120 by 40: from the key to the last byte on the terminal, over 100,000 measures.
//!
//! `cargo bench --bench palette` prints one row for each sort of keystrokes: median, 90th and 99th percentile in milliseconds, and the most
//! bytes that one keystroke drew. Keys come as a person types them, each when the screen has come to rest. `own` is what all threads of the
//! program took of a processor for the keystroke, `waited` how long they were ready and others were let in instead: on a machine with
//! nothing else to do, a keystroke takes no longer than its `own`, and a little for the kernel.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a bench fails as a test does"
)]

#[path = "../tests/suite/build.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod build;
#[path = "search/texts.rs"]
#[allow(dead_code, reason = "shared with the other bench")]
mod texts;

use std::fs;
use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use texts::{Kind, keystrokes, texts};

const MEASURES: usize = 100_000;
/// Measures of a notice: of ten findings, five each.
const OF_NOTICE: usize = 50;
const COLUMNS: u16 = 120;
const ROWS: u16 = 40;
/// After so long without a byte the screen has come to rest.
const REST: Duration = Duration::from_millis(60);
/// Keystrokes of each sort.
const KEYS: usize = 100;
/// What is asked: milliseconds to the last byte, and bytes.
const ASKED: (f64, usize) = (8.0, 3_000);
/// Empties the line of the palette.
const EMPTY: &str = "\x15";

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.db");
    let texts = texts(MEASURES, 50);
    fill(&path, &texts);
    let mut program = Program::start(folder.path(), &path);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load {}; milliseconds", load.split(' ').next().unwrap_or_default());
    println!(
        "{:<26} {:>8} {:>8} {:>8}   {:>8} {:>8} {:>8}   {:>8}  {:>6}",
        "typed", "median", "p90", "p99", "own", "p90", "p99", "waited", "bytes"
    );
    let mut all = Vec::new();
    for kind in Kind::ALL {
        let keys = keystrokes(&texts, kind);
        let strokes = program.type_all(&keys[..KEYS]);
        row(&format!("{kind:?}"), &strokes);
        all.extend(strokes);
    }
    // One character too many, or another of the same sound: nothing matches as typed.
    let wrong: Vec<String> = keystrokes(&texts, Kind::Long)
        .iter()
        .filter(|keys| keys.chars().count() == 5)
        .flat_map(|keys| {
            let (start, end) = keys.split_at(keys.char_indices().nth(3).map_or(keys.len(), |(at, _)| at));
            let typed = format!("{start}鳐{end}");
            let ends: Vec<usize> = typed.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
            ends.into_iter().map(move |end| typed[..end].to_owned())
        })
        .take(KEYS)
        .collect();
    let strokes = program.type_all(&wrong);
    row("a wrong character", &strokes);
    all.extend(strokes);
    row("all", &all);
    println!("asked: {} to the last byte, {} bytes", ASKED.0, ASKED.1);
}

/// A database in which each measure says one of the texts.
fn fill(path: &Path, texts: &[String]) {
    let mut store = build::store(path);
    store
        .many_writes(|store| {
            for (n, texts) in texts.chunks(OF_NOTICE).enumerate() {
                let mut built = build::notice(n, OF_NOTICE / 5, 5);
                let measures = built
                    .parsed
                    .findings
                    .iter_mut()
                    .flat_map(|finding| &mut finding.measures);
                for (measure, text) in measures.zip(texts) {
                    measure.text.clone_from(text);
                }
                build::insert(store, &built);
            }
            Ok(())
        })
        .unwrap();
}

/// A keystroke.
#[derive(Debug, Clone, Copy)]
struct Stroke {
    last_byte: Duration,
    own: Duration,
    waited: Duration,
    bytes: usize,
}

/// The program in its terminal.
struct Program {
    keys: Box<dyn Write + Send>,
    shown: Receiver<(Instant, usize)>,
    child: Box<dyn Child + Send + Sync>,
    /// Held open: closing it would hang up.
    _master: Box<dyn MasterPty + Send>,
}

impl Program {
    /// Starts it and opens the palette once all can be found.
    fn start(folder: &Path, db: &Path) -> Self {
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duizhang"));
        command.args(["--db", &db.to_string_lossy(), "--reviewer", "审1", "--lang", "zh"]);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env("HOME", folder);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, shown) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = [0; 65_536];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                if send.send((Instant::now(), read)).is_err() {
                    break;
                }
            }
        });
        let mut program = Self {
            keys: pair.master.take_writer().unwrap(),
            shown,
            child,
            _master: pair.master,
        };
        program.rest(Duration::from_secs(2));
        program.send("/");
        // While the index grows, the palette tells how far it is.
        program.rest(Duration::from_secs(6));
        program
    }

    fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until nothing comes for so long: when the last byte came, and how many came.
    fn rest(&mut self, rest: Duration) -> (Option<Instant>, usize) {
        let (mut last, mut bytes) = (None, 0);
        loop {
            match self.shown.recv_timeout(rest) {
                Ok((at, read)) => (last, bytes) = (Some(at), bytes + read),
                Err(RecvTimeoutError::Timeout) => return (last, bytes),
                Err(RecvTimeoutError::Disconnected) => panic!("the program has ended"),
            }
        }
    }

    /// What the threads of the program took of a processor, and waited for one.
    fn taken(&self) -> (Duration, Duration) {
        let pid = self.child.process_id().unwrap();
        let tasks = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
        let mut taken = (Duration::ZERO, Duration::ZERO);
        for task in tasks.flatten() {
            let told = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
            let mut told = told
                .split(' ')
                .map(|told| Duration::from_nanos(told.parse().unwrap_or_default()));
            taken.0 += told.next().unwrap_or_default();
            taken.1 += told.next().unwrap_or_default();
        }
        taken
    }

    /// Types queries that grow from each other; a query that does not begins anew.
    fn type_all(&mut self, queries: &[String]) -> Vec<Stroke> {
        let mut before = String::new();
        let mut strokes = Vec::new();
        for query in queries {
            if !query.starts_with(&before) {
                self.send(EMPTY);
                self.rest(REST);
                before.clear();
            }
            let typed = query[before.len()..].to_owned();
            let (own, waited) = self.taken();
            let start = Instant::now();
            self.send(&typed);
            let (last, bytes) = self.rest(REST);
            let (own_after, waited_after) = self.taken();
            strokes.push(Stroke {
                last_byte: last.map_or(Duration::ZERO, |last| last - start),
                own: own_after.saturating_sub(own),
                waited: waited_after.saturating_sub(waited),
                bytes,
            });
            before.clone_from(query);
        }
        self.send(EMPTY);
        self.rest(REST);
        strokes
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn row(what: &str, strokes: &[Stroke]) {
    let at = |of: fn(&Stroke) -> Duration, percent: usize| {
        let mut times: Vec<Duration> = strokes.iter().map(of).collect();
        times.sort_unstable();
        times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1e3
    };
    let [median, p90, p99] = [50, 90, 99].map(|percent| at(|stroke| stroke.last_byte, percent));
    let [own, own_90, own_99] = [50, 90, 99].map(|percent| at(|stroke| stroke.own, percent));
    let waited = at(|stroke| stroke.waited, 90);
    let bytes = strokes.iter().map(|stroke| stroke.bytes).max().unwrap_or_default();
    println!(
        "{what:<26} {median:>8.2} {p90:>8.2} {p99:>8.2}   {own:>8.2} {own_90:>8.2} {own_99:>8.2}   {waited:>8.2}  {bytes:>6}"
    );
}
