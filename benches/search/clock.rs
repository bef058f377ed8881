//! Two clocks: what passes on the wall, and what the work itself takes of a processor.
//!
//! On a machine that others use, too, the wall clock also counts how long they are let in. The second clock counts the processor time of
//! the thread that asks; where parts are done at the same time, that of the longest of them: what a machine with nothing else to do
//! would take.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// What parts in other threads took beyond the part in the asking thread, in nanoseconds, since it was asked last.
static LONGER: AtomicU64 = AtomicU64::new(0);

/// Processor time of this thread.
fn own() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// A time by both clocks.
#[derive(Debug, Clone, Copy)]
pub struct Time {
    pub wall: Duration,
    pub own: Duration,
}

/// The quickest of a few, by each clock.
pub fn timed<T>(tries: usize, mut work: impl FnMut() -> T) -> Time {
    let time = |_| {
        LONGER.store(0, Ordering::SeqCst);
        let (start, start_own) = (Instant::now(), own());
        std::hint::black_box(work());
        let own = own() - start_own + Duration::from_nanos(LONGER.load(Ordering::SeqCst));
        (start.elapsed(), own)
    };
    let times: Vec<(Duration, Duration)> = (0..tries).map(time).collect();
    Time {
        wall: times.iter().map(|(wall, _)| *wall).min().unwrap(),
        own: times.iter().map(|(_, own)| *own).min().unwrap(),
    }
}

/// Does parts of some work at the same time, one in each thread.
pub fn at_once(parts: usize, work: &(dyn Fn(usize) + Sync)) {
    let taken = |part: usize| {
        let start = own();
        work(part);
        own() - start
    };
    let others = std::thread::scope(|scope| {
        let others: Vec<_> = (1..parts).map(|part| scope.spawn(move || taken(part))).collect();
        let mine = taken(0);
        let others = others.into_iter().map(|other| other.join().unwrap());
        others.max().unwrap_or_default().saturating_sub(mine)
    });
    LONGER.fetch_add(others.as_nanos() as u64, Ordering::SeqCst);
}

/// Times in milliseconds, ascending, by each clock.
#[derive(Debug)]
pub struct Times {
    wall: Vec<f64>,
    own: Vec<f64>,
}

impl Times {
    pub fn new(times: impl IntoIterator<Item = Time>) -> Self {
        let times: Vec<Time> = times.into_iter().collect();
        let sorted = |of: fn(&Time) -> Duration| {
            let mut sorted: Vec<f64> = times.iter().map(|time| of(time).as_secs_f64() * 1e3).collect();
            sorted.sort_by(f64::total_cmp);
            sorted
        };
        Self {
            wall: sorted(|time| time.wall),
            own: sorted(|time| time.own),
        }
    }

    /// Milliseconds within which so many of a hundred are done, on the wall.
    pub fn wall(&self, percent: usize) -> f64 {
        at(&self.wall, percent)
    }

    /// Likewise, by their own clock.
    pub fn own(&self, percent: usize) -> f64 {
        at(&self.own, percent)
    }

    /// How many times as long, in median and 99th percentile of their own clock.
    pub fn against(&self, other: &Self) -> (f64, f64) {
        (self.own(50) / other.own(50), self.own(99) / other.own(99))
    }
}

fn at(times: &[f64], percent: usize) -> f64 {
    let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(at).copied().unwrap_or(f64::NAN)
}
