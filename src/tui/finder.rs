//! The finder: the threads that read while the screen goes on, each with a desk of its own, so that none waits for another. One looks through
//! the jump index: the newest question replaces those that wait, and stops the one that is being answered. One builds that index, and hands
//! it over in stages. One reads what a screen over all notices shows, where the newest reading replaces those that wait, and writes files.

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

/// What the thread that looks through the index is told.
#[derive(Debug)]
enum Ask {
    /// Look from now on through this index.
    Index(Jump),
    Question(u64, Question),
}

/// What the thread that reads is told.
#[derive(Debug)]
enum Job {
    Read(u64, Reading),
    Save(PathBuf, String, bool),
}

/// The way to the finder.
#[derive(Debug)]
pub struct Finder {
    asks: Sender<Ask>,
    builds: Sender<()>,
    jobs: Sender<Job>,
    newest: Arc<AtomicU64>,
}

impl Finder {
    /// Starts the finder; it opens reading desks of its own.
    ///
    /// # Errors
    /// When a thread cannot be started.
    pub fn start(options: Options, events: &Sender<Event>) -> std::io::Result<Self> {
        let options = Options {
            read_only: true,
            ..options
        };
        let newest = Arc::new(AtomicU64::new(0));
        let current = newest.clone();
        let (asks, questions) = mpsc::channel();
        at_work("finder", &options, events, move |desk, tell| {
            answer(desk, &questions, &current, tell);
        })?;
        let (builds, wanted) = mpsc::channel();
        let indices = asks.clone();
        at_work("index", &options, events, move |desk, tell| {
            build(desk, &wanted, &indices, tell);
        })?;
        let (jobs, queue) = mpsc::channel();
        at_work("reader", &options, events, move |desk, tell| {
            read_all(desk, &queue, tell);
        })?;
        Ok(Self {
            asks,
            builds,
            jobs,
            newest,
        })
    }

    /// Has the index built anew.
    pub fn index(&self) {
        let _ = self.builds.send(());
    }

    /// Asks; the hits come with the number that is returned.
    pub fn ask(&self, question: Question) -> u64 {
        let number = self.newest.fetch_add(1, Ordering::SeqCst) + 1;
        let _ = self.asks.send(Ask::Question(number, question));
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

/// Tells the screen; whether it still listens.
type Tell<'a> = &'a dyn Fn(Answer) -> bool;

/// Starts a thread with a desk of its own.
fn at_work(
    name: &str,
    options: &Options,
    events: &Sender<Event>,
    work: impl FnOnce(&Desk, Tell<'_>) + Send + 'static,
) -> std::io::Result<()> {
    let (options, events) = (options.clone(), events.clone());
    thread::Builder::new().name(name.into()).spawn(move || {
        let tell = |answer| events.send(Event::Finder(answer)).is_ok();
        let whole = AssertUnwindSafe(|| match Desk::open(options) {
            Ok(desk) => work(&desk, &tell),
            Err(error) => {
                tell(Answer::Failed(error.what));
            }
        });
        if catch_unwind(whole).is_err() {
            tell(Answer::Failed("the finder fell over a fault".into()));
        }
    })?;
    Ok(())
}

/// Reads and writes until nobody wants anything any more.
fn read_all(desk: &Desk, queue: &Receiver<Job>, tell: Tell<'_>) {
    while let Ok(job) = queue.recv() {
        let mut wanted = None;
        for job in std::iter::once(job).chain(queue.try_iter()) {
            match job {
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
        if let Some((number, reading)) = wanted
            && !tell(Answer::Read(number, read(desk, &reading)))
        {
            return;
        }
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

/// Builds the index as often as it is wanted.
fn build(desk: &Desk, wanted: &Receiver<()>, indices: &Sender<Ask>, tell: Tell<'_>) {
    let mut kept = Kept::default();
    while wanted.recv().is_ok() {
        while wanted.try_recv().is_ok() {}
        let take = |jump: Jump, share: u8| {
            // The screen asks again when it hears of a new index: it is there before.
            indices.send(Ask::Index(jump.clone())).is_ok() && tell(Answer::Index(jump, share))
        };
        let told = match kept.renew(desk, &take, tell) {
            Ok(told) => told,
            Err(error) => tell(Answer::Failed(error.what)),
        };
        if !told {
            return;
        }
    }
}

/// The index, with what it was read from.
#[derive(Debug, Default)]
struct Kept {
    jump: Jump,
    mark: Option<JumpMark>,
}

impl Kept {
    /// Brings the index up to date: new comments are put beside it, and it is built anew where more than that changed. The first time, what
    /// was read so far can be found before all the rest is read.
    fn renew(&mut self, desk: &Desk, take: &dyn Fn(Jump, u8) -> bool, tell: Tell<'_>) -> Result<bool, DeskError> {
        if let Some(mark) = &self.mark
            && let Some(jump) = desk.jump_since(&self.jump, mark)?
        {
            self.jump = jump.clone();
            return Ok(take(jump, 100));
        }
        let mark = desk.jump_mark()?;
        let sizes: usize = desk
            .notices()?
            .iter()
            .map(|row| (row.findings + 2 * row.measures) as usize + 3)
            .sum();
        let first = self.mark.is_none();
        let mut lists = 0;
        let records = desk.records_while(&mut |read| {
            lists += 1;
            let share = (read.count() * 100 / sizes.max(1)).min(99) as u8;
            if first && STAGES.contains(&lists) {
                take(Jump::build(read.records()), share)
            } else {
                tell(Answer::Progress(share))
            }
        })?;
        self.jump = Jump::build(records);
        self.mark = Some(mark);
        Ok(take(self.jump.clone(), 100))
    }
}

/// After so many lists there is an index of what was read so far: notices, organisations and findings; then measures, too.
const STAGES: [usize; 2] = [3, 4];

/// Answers the newest question from the index that is there, which may be one of a few records only.
fn answer(desk: &Desk, asks: &Receiver<Ask>, newest: &AtomicU64, tell: Tell<'_>) {
    let (mut jump, mut trace) = (Jump::default(), JumpTrace::default());
    while let Ok(ask) = asks.recv() {
        let mut asked = None;
        for ask in std::iter::once(ask).chain(asks.try_iter()) {
            match ask {
                Ask::Index(newer) => (jump, trace) = (newer, JumpTrace::default()),
                Ask::Question(number, question) => asked = Some((number, question)),
            }
        }
        if let Some((number, question)) = asked
            && !find(desk, (&jump, &mut trace), number, &question, newest, tell)
        {
            return;
        }
    }
}

fn find(
    desk: &Desk,
    (jump, trace): (&Jump, &mut JumpTrace),
    number: u64,
    question: &Question,
    newest: &AtomicU64,
    tell: Tell<'_>,
) -> bool {
    let stop = || newest.load(Ordering::Relaxed) != number;
    let query = JumpQuery {
        text: &question.query,
        scope: question.scope,
        near: question.near,
        limit: question.limit,
    };
    let found = match &question.alike {
        Some((text, scope, but)) => jump.alike(text, *scope, *but, question.limit, &stop),
        None => jump.search_on(&query, trace, &stop),
    };
    let Some(found) = found else {
        return true;
    };
    let records = found.hits.iter().filter_map(|hit| jump.record(hit));
    match desk.verdicts_on(records) {
        Ok(verdicts) => tell(Answer::Hits(number, jump.clone(), found, verdicts)),
        Err(error) => tell(Answer::Failed(error.what)),
    }
}
