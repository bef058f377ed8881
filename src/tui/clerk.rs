//! The clerk: the one thread that writes. It owns the writing desk and does its jobs in order, so that the screen never waits for
//! the disk or for another writer.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use super::event::Event;
use crate::desk::{Change, Desk, DeskError, Done, FlagName};
use crate::model::{Check, CommitmentId, MeasureId, NoticeId, Target, Topic, Verdict};

/// Something that goes into the review log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// A verdict on measures, or taking it back.
    Judge {
        /// Which.
        measures: Vec<MeasureId>,
        /// What; `None` takes back.
        verdict: Option<Verdict>,
        /// Why.
        comment: Option<String>,
    },
    /// The check of a commitment, or clearing it.
    Check {
        /// Which.
        commitment: CommitmentId,
        /// What; `None` clears.
        check: Option<Check>,
    },
    /// A comment.
    Comment {
        /// On what.
        target: Target,
        /// What it says.
        text: String,
    },
    /// A correction of the parse.
    Correct(Change),
    /// Setting flags aside, or raising them again.
    Dismiss {
        /// Which.
        flags: Vec<FlagName>,
        /// Why; `None` raises them again.
        reason: Option<String>,
    },
    /// Saying whether two notices are of one organisation.
    Relate {
        /// The one.
        one: NoticeId,
        /// The other.
        other: NoticeId,
        /// `None` takes the word back.
        same: Option<bool>,
    },
    /// Taking back the last act.
    Undo,
    /// Doing again what was taken back.
    Redo,
}

/// What the clerk is asked to do.
#[derive(Debug)]
pub enum Job {
    /// An act, with the number that its reply will carry.
    Act(u64, Act),
    /// Keep an unfinished comment; an empty text removes it.
    Draft(Topic, Option<Verdict>, String),
    /// Remember where the reviewer is.
    Session(String),
    /// Say when everything before this is done.
    Finish(Sender<()>),
}

/// What the clerk says.
#[derive(Debug)]
pub enum Reply {
    /// What became of an act; `None` where there was nothing to undo or redo.
    Acted {
        /// The number it was given with.
        ticket: u64,
        /// What it did.
        result: Result<Option<Done>, DeskError>,
        /// Whether colleagues changed the database meanwhile.
        elsewhere: bool,
    },
    /// A draft or the place is kept, or not.
    Kept {
        /// Whether it is.
        result: Result<(), DeskError>,
        /// Jobs that this answers: those that a newer one replaced count, too.
        jobs: usize,
        /// Whether colleagues changed the database meanwhile.
        elsewhere: bool,
    },
    /// The clerk fell over a fault of the program; nothing more will be written.
    Fallen,
}

/// The way to the clerk.
#[derive(Debug, Clone)]
pub struct Clerk {
    jobs: Sender<Job>,
}

impl Clerk {
    /// Starts the clerk with its desk.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(desk: Desk, events: Sender<Event>) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        thread::Builder::new().name("clerk".into()).spawn(move || {
            let work = AssertUnwindSafe(|| work(desk, &queue, &events));
            if catch_unwind(work).is_err() {
                let _ = events.send(Event::Clerk(Reply::Fallen));
            }
        })?;
        Ok(Self { jobs })
    }

    /// Hands a job over; whether the clerk is still there.
    pub fn give(&self, job: Job) -> bool {
        self.jobs.send(job).is_ok()
    }

    /// Waits until everything handed over is done, at most so long; whether it is.
    pub fn finish(&self, patience: Duration) -> bool {
        let (done, wait) = mpsc::channel();
        self.give(Job::Finish(done)) && wait.recv_timeout(patience).is_ok()
    }
}

fn work(mut desk: Desk, queue: &Receiver<Job>, events: &Sender<Event>) {
    let mut waiting: VecDeque<Job> = VecDeque::new();
    let mut replaced = 0;
    while let Some(job) = waiting.pop_front().or_else(|| queue.recv().ok()) {
        waiting.extend(queue.try_iter());
        let later = &waiting;
        let reply = match job {
            // Of drafts of one thing, and of places, only the newest that waits is written.
            Job::Draft(topic, ..)
                if later
                    .iter()
                    .any(|job| matches!(job, Job::Draft(newer, ..) if *newer == topic)) =>
            {
                replaced += 1;
                continue;
            }
            Job::Session(_) if later.iter().any(|job| matches!(job, Job::Session(_))) => {
                replaced += 1;
                continue;
            }
            Job::Act(ticket, act) => {
                let result = perform(&mut desk, act);
                Reply::Acted {
                    ticket,
                    result,
                    elsewhere: elsewhere(&desk),
                }
            }
            Job::Draft(topic, verdict, text) => Reply::Kept {
                result: desk.save_draft(topic, verdict, &text),
                jobs: 1 + std::mem::take(&mut replaced),
                elsewhere: elsewhere(&desk),
            },
            Job::Session(session) => Reply::Kept {
                result: desk.save_session(&session),
                jobs: 1 + std::mem::take(&mut replaced),
                elsewhere: elsewhere(&desk),
            },
            Job::Finish(done) => {
                let _ = done.send(());
                continue;
            }
        };
        if events.send(Event::Clerk(reply)).is_err() {
            return;
        }
    }
}

fn elsewhere(desk: &Desk) -> bool {
    // A database that cannot be asked will say so at the next act.
    desk.changed_elsewhere().unwrap_or(false)
}

fn perform(desk: &mut Desk, act: Act) -> Result<Option<Done>, DeskError> {
    match act {
        Act::Judge {
            measures,
            verdict,
            comment,
        } => {
            let done = desk.judge_all(&measures, verdict, comment.as_deref())?;
            if let (Some(_), Some(first)) = (comment, measures.first()) {
                drop_draft(desk, Target::Measure(*first).into());
            }
            Ok(Some(done))
        }
        Act::Check { commitment, check } => desk.check(commitment, check).map(Some),
        Act::Comment { target, text } => {
            let done = desk.comment(target, &text)?;
            drop_draft(desk, target.into());
            Ok(Some(done))
        }
        Act::Correct(change) => desk.correct(change).map(Some),
        Act::Dismiss { flags, reason } => {
            let done = desk.dismiss(&flags, reason.as_deref())?;
            if let (Some(_), Some(first)) = (reason, flags.first()) {
                drop_draft(desk, Topic::Flag(first.content.clone()));
            }
            Ok(Some(done))
        }
        Act::Relate { one, other, same } => desk.relate(one, other, same).map(Some),
        Act::Undo => desk.undo(),
        Act::Redo => desk.redo(),
    }
}

/// The draft of what was said is dropped only after it was said; where that fails, the reviewer finds the text twice, not never.
fn drop_draft(desk: &mut Desk, topic: Topic) {
    let _ = desk.save_draft(topic, None, "");
}
