//! The finder: the thread that builds the jump index and looks through it, and reads what a screen over all notices shows. The newest
//! question replaces those that wait, and stops the one that is being answered; so does the newest reading.

use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use jiff::civil::Date;

use super::event::Event;
use crate::desk::{
    self, Compared, Desk, DeskError, FlagRow, FollowUp, Found, Jump, LetterDraft, NumberRow, Options, Overview,
    ParseView, PromiseRow, Scope,
};
use crate::model::{NoticeId, Target};

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What was typed.
    pub query: String,
    /// In which list.
    pub scope: Option<Scope>,
    /// Which notice is in front.
    pub near: Option<NoticeId>,
    /// At most so many hits.
    pub limit: usize,
}

/// What is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The promises of all notices.
    Promises,
    /// How far everything is.
    Overview,
    /// Earlier notices of the same organisation.
    FollowUp(NoticeId),
    /// The numbers of a notice with what they are held against.
    Numbers(NoticeId),
    /// A letter about these, with or without the reviewer's comments.
    Letter(Vec<Target>, bool),
    /// The parse of a notice beside its source.
    Parse(NoticeId),
    /// The flags of a notice, or of all.
    Flags(Option<Target>),
    /// Two answers or findings, side by side.
    Compared(Target, Target),
}

/// What was read.
#[derive(Debug)]
pub enum Report {
    /// The promises of all notices, and the day at which they stand so.
    Promises((Date, Vec<PromiseRow>)),
    /// How far everything is.
    Overview(Box<Overview>),
    /// Earlier notices of the same organisation.
    FollowUp(Vec<FollowUp>),
    /// The numbers of a notice with what they are held against.
    Numbers(Vec<NumberRow>),
    /// The draft of a letter.
    Letter(LetterDraft),
    /// A parse beside its source.
    Parse(Box<ParseView>),
    /// The flags of a notice, or of all.
    Flags(Option<Target>, Vec<FlagRow>),
    /// Two answers or findings, side by side.
    Compared(Compared),
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is written.
    Done,
    /// There is one of that name.
    Taken,
    /// It cannot be written, because of that.
    Failed(String),
}

/// What the finder says.
#[derive(Debug)]
pub enum Answer {
    /// A new index is there.
    Index(Jump),
    /// Hits of the question of that number, in that index.
    Hits(u64, Jump, Found),
    /// What the reading of that number came to.
    Read(u64, Result<Report, DeskError>),
    /// What became of the file of that name.
    Saved(PathBuf, Saved),
    /// Nothing can be found, because of that.
    Failed(String),
}

#[derive(Debug)]
enum Job {
    Index,
    Ask(u64, Question),
    Read(u64, Reading),
    Save(PathBuf, String, bool),
}

/// The way to the finder.
#[derive(Debug)]
pub struct Finder {
    jobs: Sender<Job>,
    newest: Arc<AtomicU64>,
}

impl Finder {
    /// Starts the finder; it opens a reading desk of its own.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(options: Options, events: Sender<Event>) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel();
        let newest = Arc::new(AtomicU64::new(0));
        let current = newest.clone();
        thread::Builder::new().name("finder".into()).spawn(move || {
            let work = AssertUnwindSafe(|| work(options, &queue, &events, &current));
            if catch_unwind(work).is_err() {
                let _ = events.send(Event::Finder(Answer::Failed("the finder fell over a fault".into())));
            }
        })?;
        Ok(Self { jobs, newest })
    }

    /// Has the index built anew.
    pub fn index(&self) {
        let _ = self.jobs.send(Job::Index);
    }

    /// Asks; the hits come with the number that is returned.
    pub fn ask(&self, question: Question) -> u64 {
        let number = self.newest.fetch_add(1, Ordering::SeqCst) + 1;
        let _ = self.jobs.send(Job::Ask(number, question));
        number
    }

    /// Has a text written to a file; `force` overwrites one of that name.
    pub fn save(&self, path: PathBuf, text: String, force: bool) {
        let _ = self.jobs.send(Job::Save(path, text, force));
    }

    /// Has something read, under the caller's number.
    pub fn read(&self, number: u64, reading: Reading) {
        let _ = self.jobs.send(Job::Read(number, reading));
    }
}

fn read(desk: &Desk, reading: &Reading) -> Result<Report, DeskError> {
    Ok(match reading {
        Reading::Letter(targets, comments) => Report::Letter(desk.letter(targets, *comments)?),
        Reading::Numbers(notice) => Report::Numbers(desk.reconciliation(*notice)?),
        Reading::FollowUp(notice) => Report::FollowUp(desk.follow_up(*notice)?),
        Reading::Overview => Report::Overview(Box::new(desk.overview()?)),
        Reading::Parse(notice) => Report::Parse(Box::new(desk.parse_view(*notice)?)),
        Reading::Flags(on) => Report::Flags(*on, desk.hints(*on)?),
        Reading::Compared(one, other) => Report::Compared(desk.compared(*one, *other)?),
        Reading::Promises => Report::Promises((desk.options().today, desk.promises(None)?)),
    })
}

fn save(path: &Path, text: &str, force: bool) -> Saved {
    match desk::save_text(path, force, text) {
        Ok(()) => Saved::Done,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Saved::Taken,
        Err(error) => Saved::Failed(error.to_string()),
    }
}

fn work(options: Options, queue: &Receiver<Job>, events: &Sender<Event>, newest: &AtomicU64) {
    let tell = |answer| events.send(Event::Finder(answer)).is_ok();
    let desk = match Desk::open(Options {
        read_only: true,
        ..options
    }) {
        Ok(desk) => desk,
        Err(error) => {
            tell(Answer::Failed(error.what));
            return;
        }
    };
    let mut jump = Jump::default();
    while let Ok(job) = queue.recv() {
        let (mut index, mut asked, mut wanted) = (false, None, None);
        for job in std::iter::once(job).chain(queue.try_iter()) {
            match job {
                Job::Index => index = true,
                Job::Ask(number, question) => asked = Some((number, question)),
                // Each file is written: a newer one takes no other's place.
                Job::Save(path, text, force) => {
                    let saved = save(&path, &text, force);
                    if !tell(Answer::Saved(path, saved)) {
                        return;
                    }
                }
                Job::Read(number, reading) => wanted = Some((number, reading)),
            }
        }
        // A question is answered from the index that is there, rather than after the next one is built.
        if let Some((number, question)) = asked
            && !find(&jump, number, &question, newest, &tell)
        {
            return;
        }
        if let Some((number, reading)) = wanted
            && !tell(Answer::Read(number, read(&desk, &reading)))
        {
            return;
        }
        if index {
            let told = match desk.records() {
                Ok(records) => {
                    jump = Jump::build(records);
                    tell(Answer::Index(jump.clone()))
                }
                Err(error) => tell(Answer::Failed(error.what)),
            };
            if !told {
                return;
            }
        }
    }
}

fn find(jump: &Jump, number: u64, question: &Question, newest: &AtomicU64, tell: &dyn Fn(Answer) -> bool) -> bool {
    let stop = || newest.load(Ordering::Relaxed) != number;
    match jump.search(&question.query, question.scope, question.near, question.limit, &stop) {
        Some(found) => tell(Answer::Hits(number, jump.clone(), found)),
        None => true,
    }
}
