//! The finder: the thread that builds the jump index and looks through it, and reads what a screen over all notices shows. The newest
//! question replaces those that wait, and stops the one that is being answered; so does the newest reading.

use std::collections::HashMap;
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
    self, Compared, Desk, DeskError, FlagRow, FollowUp, Found, Jump, JumpMark, JumpQuery, JumpTrace, LetterDraft,
    NumberRow, Options, Overview, ParseView, PromiseRow, Scope,
};
use crate::model::{MeasureId, NoticeId, Target, Verdict};

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
    /// Not what matches the query, but what says nearly the same as this text; the thing that says it is left out.
    pub alike: Option<(String, Scope, Target)>,
}

/// The reviewer's verdicts as they are when hits are shown, whatever they were when the index was built.
pub type Verdicts = HashMap<MeasureId, Verdict>;

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
    /// A new index is there; so many of a hundred of the records are in it.
    Index(Jump, u8),
    /// So many of a hundred of the records were read for the next index.
    Progress(u8),
    /// Hits of the question of that number, in that index.
    Hits(u64, Jump, Found, Verdicts),
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
    let mut index = Kept::default();
    while let Ok(job) = queue.recv() {
        let (mut stale, mut asked, mut wanted) = (false, None, None);
        for job in std::iter::once(job).chain(queue.try_iter()) {
            match job {
                Job::Index => stale = true,
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
            && !find(&desk, &mut index, number, &question, newest, &tell)
        {
            return;
        }
        if let Some((number, reading)) = wanted
            && !tell(Answer::Read(number, read(&desk, &reading)))
        {
            return;
        }
        if stale {
            let told = match index.renew(&desk, &tell) {
                Ok(told) => told,
                Err(error) => tell(Answer::Failed(error.what)),
            };
            if !told {
                return;
            }
        }
    }
}

/// The index, with what it was read from, and what the last question left over.
#[derive(Debug, Default)]
struct Kept {
    jump: Jump,
    mark: Option<JumpMark>,
    trace: JumpTrace,
}

impl Kept {
    /// Brings the index up to date: new comments are put beside it, and it is built anew where more than that changed. The first time, titles
    /// can be found before all the rest is read.
    fn renew(&mut self, desk: &Desk, tell: &dyn Fn(Answer) -> bool) -> Result<bool, DeskError> {
        if let Some(mark) = &self.mark
            && let Some(jump) = desk.jump_since(&self.jump, mark)?
        {
            return Ok(self.take(jump, 100, tell));
        }
        let mark = desk.jump_mark()?;
        let sizes: usize = desk
            .notices()?
            .iter()
            .map(|row| (row.findings + 2 * row.measures) as usize + 3)
            .sum();
        let share = |read: usize| (read * 100 / sizes.max(1)).min(99) as u8;
        if self.mark.is_none() {
            let mut lists = 0;
            let titles = desk.records_while(&mut |_| {
                lists += 1;
                lists < TITLES
            })?;
            let read = share(titles.len());
            if !self.take(Jump::build(titles), read, tell) {
                return Ok(false);
            }
        }
        let records = desk.records_while(&mut |read| tell(Answer::Progress(share(read))))?;
        let jump = Jump::build(records);
        self.mark = Some(mark);
        Ok(self.take(jump, 100, tell))
    }

    fn take(&mut self, jump: Jump, share: u8, tell: &dyn Fn(Answer) -> bool) -> bool {
        self.jump = jump.clone();
        self.trace = JumpTrace::default();
        tell(Answer::Index(jump, share))
    }
}

/// The lists with which the first index is built: notices, organisations, findings.
const TITLES: usize = 3;

fn find(
    desk: &Desk,
    index: &mut Kept,
    number: u64,
    question: &Question,
    newest: &AtomicU64,
    tell: &dyn Fn(Answer) -> bool,
) -> bool {
    let stop = || newest.load(Ordering::Relaxed) != number;
    let query = JumpQuery {
        text: &question.query,
        scope: question.scope,
        near: question.near,
        limit: question.limit,
    };
    let found = match &question.alike {
        Some((text, scope, but)) => index.jump.alike(text, *scope, *but, question.limit, &stop),
        None => index.jump.search_on(&query, &mut index.trace, &stop),
    };
    let Some(found) = found else {
        return true;
    };
    let records = found.hits.iter().filter_map(|hit| index.jump.record(hit));
    match desk.verdicts_on(records) {
        Ok(verdicts) => tell(Answer::Hits(number, index.jump.clone(), found, verdicts)),
        Err(error) => tell(Answer::Failed(error.what)),
    }
}
