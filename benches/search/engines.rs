//! The other matchers: each scores one text after the other, in as many threads as the index has, and keeps the best fifty.

use std::io::Write as _;
use std::ops::Range;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};

use crate::SHOWN;
use crate::clock::{Time, Times, at_once, timed};

/// How often a slow engine is asked the same.
const TRIES: usize = 3;

fn best<S: Ord + Send>(texts: usize, threads: usize, part: impl Fn(Range<usize>) -> Vec<(S, usize)> + Sync) -> usize {
    let step = texts.div_ceil(threads);
    let found = Mutex::new(Vec::new());
    at_once(threads, &|thread| {
        let mine = part(thread * step..texts.min((thread + 1) * step));
        found.lock().unwrap().extend(mine);
    });
    let mut best = found.into_inner().unwrap();
    let shown = SHOWN.min(best.len());
    if best.len() > shown {
        best.select_nth_unstable_by(shown, |a, b| b.cmp(a));
    }
    best.truncate(shown);
    best.sort_unstable_by(|a, b| b.cmp(a));
    best.len()
}

pub fn nucleo(texts: &[String], queries: &[String], threads: usize) -> Times {
    let texts: Vec<Utf32String> = texts.iter().map(|text| Utf32String::from(text.as_str())).collect();
    let ask = |query: &String| {
        let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Never);
        best(texts.len(), threads, |part| {
            let mut matcher = Matcher::new(Config::DEFAULT);
            part.filter_map(|at| Some((pattern.score(texts[at].slice(..), &mut matcher)?, at)))
                .collect()
        })
    };
    Times::new(queries.iter().map(|query| timed(TRIES, || ask(query))))
}

pub fn skim(texts: &[String], queries: &[String], threads: usize) -> Times {
    let ask = |query: &String| {
        best(texts.len(), threads, |part| {
            let matcher = SkimMatcherV2::default();
            part.filter_map(|at| Some((matcher.fuzzy_match(&texts[at], query)?, at)))
                .collect()
        })
    };
    Times::new(queries.iter().map(|query| timed(TRIES, || ask(query))))
}

/// Net of starting and reading, in milliseconds: what a query takes that asks for nothing is left out. On the wall only: it is a process
/// of its own, with as many threads as it likes. `None` where there is no fzf.
pub fn fzf(texts: &[String], queries: &[String]) -> Option<(f64, Times)> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    for text in texts {
        writeln!(file, "{text}").unwrap();
    }
    let run = |query: &str| {
        let input = std::fs::File::open(file.path()).unwrap();
        let mut fzf = Command::new("fzf");
        fzf.arg("--filter")
            .arg(query)
            .stdin(input)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        fzf.status()
    };
    run("").ok()?;
    let reading = timed(TRIES + 2, || run("")).wall;
    let net = queries.iter().map(|query| {
        let wall = timed(TRIES, || run(query)).wall.saturating_sub(reading);
        Time { wall, own: wall }
    });
    Some((reading.as_secs_f64() * 1e3, Times::new(net)))
}
