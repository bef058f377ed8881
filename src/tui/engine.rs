//! The engine: state, the reading desk, clerk and finder together. It takes events, carries effects out and reads what the next
//! frame shows. Terminal or test stand around it.

use std::env;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::clerk::{Clerk, Job, Reply};
use super::effect::Effect;
use super::event::Event;
use super::finder::{Answer, Finder};
use super::keymap::{self, Keymap};
use super::session::Session;
use super::state::State;
use super::theme::{Glyphs, Look, Theme};
use super::{Fault, Setup, commands, comparer, fetch, outside, update};
use crate::desk::{Desk, Options};

/// How long the screen waits for the clerk before it shows that something is on its way: about a frame.
const FRAME: Duration = Duration::from_millis(10);

/// What the engine cannot do itself: it takes the terminal, or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outer {
    /// Edit a text in the editor of the environment.
    Edit(String),
    /// Stop until the shell brings the program back.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Leave.
    Quit,
    /// End at once.
    End,
}

/// All that works behind the screen.
pub struct Engine {
    /// What the screen shows.
    pub state: State,
    reader: Desk,
    clerk: Option<Clerk>,
    finder: Finder,
    /// Drafts and places that the clerk has not answered for.
    keeping: usize,
    /// The question whose hits are waited for.
    asked: u64,
    answered: u64,
    /// The reading whose report is waited for.
    reading: u64,
    reported: u64,
    saving: usize,
    indexing: usize,
    parked: bool,
}

impl Engine {
    /// Opens the desk and reads what the first frame shows.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn open(setup: &Setup, events: &Sender<Event>) -> Result<Self, Fault> {
        let options = &setup.options;
        let lang = options.lang;
        // The writer goes first: it creates and migrates the database.
        let writer = if options.read_only {
            None
        } else {
            Some(Desk::open(options.clone())?)
        };
        let mut warnings: Vec<String> = writer.as_ref().map(|desk| desk.warnings().to_vec()).unwrap_or_default();
        let writer = writer.filter(|desk| !desk.read_only());
        let reading = Options {
            read_only: true,
            ..options.clone()
        };
        let reader = Desk::open(reading.clone())?;
        let locked = writer.is_none().then(|| {
            lang.pick(
                "数据库为只读：只能查看，不能给出结论和评论",
                "the database is read-only: looking works, verdicts and comments do not",
            )
            .to_owned()
        });
        let (keymap, faults) = match &setup.keys {
            Some(path) => Keymap::with_file(outside::key_file(path), lang),
            None => (Keymap::built_in(), Vec::new()),
        };
        let reviewer = reader.options().reviewer.clone();
        let mut state = State::new(look(setup), reviewer, locked, keymap);
        if let Some(theme) = &setup.theme
            && !Theme::NAMES.contains(&theme.as_str())
        {
            let names = Theme::NAMES.join(", ");
            warnings.push(lang.pick(
                format!("没有主题 {theme}；可用：{names}"),
                format!("there is no theme {theme}; there are {names}"),
            ));
        }
        state.stale.notices = false;
        state.notices.replace(reader.notices()?);
        if let Some(session) = reader.load_session()?.as_deref().and_then(Session::read) {
            state.restore(&session);
        }
        greet(&mut state, setup, &warnings, &faults);
        // An upgrade leaves notices that no others were held against.
        state.comparing = writer.is_some() && reader.waits_for_comparison()?;
        if state.comparing {
            comparer::start(options.clone(), events.clone())?;
        }
        let clerk = match writer {
            Some(writer) => Some(Clerk::start(writer, events.clone())?),
            None => None,
        };
        let finder = Finder::start(reading, events)?;
        let mut engine = Self {
            state,
            reader,
            clerk,
            finder,
            keeping: 0,
            asked: 0,
            answered: 0,
            reading: 0,
            reported: 0,
            saving: 0,
            indexing: 0,
            parked: false,
        };
        fetch::rows(&mut engine.state, &engine.reader);
        Ok(engine)
    }

    /// Has the jump index built: after the first frame, which it must not delay.
    pub fn index(&mut self) {
        self.indexing += 1;
        self.finder.index();
    }

    /// Takes an event, and carries out what follows; returns what only the terminal can do.
    pub fn handle(&mut self, event: Event) -> Vec<Outer> {
        self.count(&event);
        // Kept here and not in the loop: the reader may park while the clerk is waited for.
        self.parked |= matches!(event, Event::Parked);
        let looked = matches!(event, Event::Focus | Event::Parked);
        if matches!(event, Event::Key(_)) {
            fetch::front(&mut self.state, &self.reader);
        }
        // What is typed into the palette, and what it finds, change nothing beneath it.
        let kept =
            self.state.is_jumping() && matches!(event, Event::Key(_) | Event::Parked | Event::Finder(Answer::Hits(..)));
        let mut effects = update::update(&mut self.state, event);
        let changed = looked && self.changed_elsewhere();
        if changed {
            effects.extend(update::changed(&mut self.state));
        }
        if !kept || changed || !self.state.is_jumping() {
            self.state.beneath = None;
        }
        fetch::rows(&mut self.state, &self.reader);
        effects
            .into_iter()
            .filter_map(|effect| self.carry_out(effect))
            .collect()
    }

    /// Reads what the frame shows.
    pub fn prepare(&mut self) {
        fetch::rows(&mut self.state, &self.reader);
        fetch::front(&mut self.state, &self.reader);
        fetch::source(&mut self.state, &self.reader);
        fetch::preview(&mut self.state, &self.reader);
    }

    /// Waits about a frame for acts that are on their way, so that the next frame shows them done; other events are taken meanwhile.
    pub fn await_clerk(&mut self, events: &Receiver<Event>) -> Vec<Outer> {
        let deadline = Instant::now() + FRAME;
        let mut outer = Vec::new();
        while !self.state.in_flight.is_empty() {
            match events.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(event) => outer.extend(self.handle(event)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        outer
    }

    /// Whether the key reader waits to be let on; asked once for each time that it does.
    pub fn take_parked(&mut self) -> bool {
        std::mem::take(&mut self.parked)
    }

    /// Whether a worker still owes an answer.
    pub fn busy(&self) -> bool {
        !self.state.in_flight.is_empty()
            || self.keeping > 0
            || self.indexing > 0
            || self.answered < self.asked
            || self.reported < self.reading
            || self.saving > 0
            || self.state.comparing
    }

    /// Keeps the place, and waits until everything that was handed to the clerk is kept, at most so long; whether it is.
    pub fn close(&mut self, patience: Duration) -> bool {
        let session = Session::of(&self.state).write();
        match &self.clerk {
            Some(clerk) => clerk.give(Job::Session(session)) && clerk.finish(patience),
            None => true,
        }
    }

    /// Puts what was edited elsewhere into the comment editor, or the letter.
    pub fn edited(&mut self, text: &str) -> Vec<Outer> {
        if let Some(super::layers::Layer::Editor(editor)) = self.state.layers.last_mut() {
            editor.set_text(text);
        }
        if let Some(super::layers::Layer::Letter(letter)) = self.state.layers.last_mut() {
            letter.set_text(text);
        }
        let effects = commands::draft_changed(&mut self.state);
        effects
            .into_iter()
            .filter_map(|effect| self.carry_out(effect))
            .collect()
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Outer> {
        match effect {
            Effect::Act(ticket, act) => self.give(Job::Act(ticket, act)),
            Effect::Draft(topic, verdict, text) => {
                self.keeping += 1;
                self.give(Job::Draft(topic, verdict, text));
            }
            Effect::Session => {
                self.keeping += 1;
                self.give(Job::Session(Session::of(&self.state).write()));
            }
            Effect::Index => self.index(),
            Effect::Ask(question) => {
                self.asked = self.finder.ask(question);
                commands::asked(&mut self.state, self.asked);
            }
            Effect::Read(reading) => {
                self.reading += 1;
                self.state.reading = self.reading;
                self.finder.read(self.reading, reading);
            }
            Effect::Save(path, text, force) => {
                self.saving += 1;
                self.finder.save(path, text, force);
            }
            Effect::EditOutside(text) => return Some(Outer::Edit(text)),
            Effect::Suspend => return Some(Outer::Suspend),
            Effect::Redraw => return Some(Outer::Redraw),
            Effect::Quit => return Some(Outer::Quit),
            Effect::End => return Some(Outer::End),
        }
        None
    }

    fn give(&mut self, job: Job) {
        let Some(clerk) = &self.clerk else {
            // Nothing is written where nothing can be; acts are refused before they come here.
            self.keeping = 0;
            return;
        };
        if !clerk.give(job) {
            self.keeping = 0;
            self.handle(Event::Clerk(Reply::Fallen));
        }
    }

    fn count(&mut self, event: &Event) {
        match event {
            Event::Clerk(Reply::Kept { jobs, .. }) => {
                self.keeping = self.keeping.saturating_sub(*jobs);
                // One's own writing is not a change elsewhere; the clerk tells those.
                let _ = self.reader.changed_elsewhere();
            }
            Event::Clerk(Reply::Acted { .. }) | Event::Compared(_) => {
                let _ = self.reader.changed_elsewhere();
            }
            Event::Clerk(Reply::Fallen) => self.keeping = 0,
            Event::Finder(Answer::Index(_, 100)) => self.indexing = 0,
            Event::Finder(Answer::Hits(number, ..)) => self.answered = *number,
            Event::Finder(Answer::Saved(..)) => self.saving = self.saving.saturating_sub(1),
            Event::Finder(Answer::Read(number, _)) => self.reported = *number,
            Event::Finder(Answer::Failed(_)) => {
                self.reported = self.reading;
                self.saving = 0;
                self.indexing = 0;
                self.answered = self.asked;
            }
            _ => {}
        }
    }

    /// Whether others changed the database; while the clerk writes, that cannot be told from one's own writing.
    fn changed_elsewhere(&self) -> bool {
        self.state.in_flight.is_empty() && self.keeping == 0 && self.reader.changed_elsewhere().unwrap_or(false)
    }
}

fn look(setup: &Setup) -> Look {
    let no_color = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Look {
        theme: if no_color {
            Theme::plain()
        } else {
            Theme::named(setup.theme.as_deref())
        },
        glyphs: if setup.ascii { Glyphs::ASCII } else { Glyphs::UNICODE },
        lang: setup.options.lang,
    }
}

/// What is said at the start: faults of the key file before warnings before notes.
fn greet(state: &mut State, setup: &Setup, warnings: &[String], faults: &[keymap::Fault]) {
    let lang = setup.options.lang;
    if let Some(first) = faults.first() {
        let file = setup.keys.as_deref().map_or_else(String::new, name_of);
        let place = match first.line {
            0 => file,
            line => lang.pick(format!("{file} 第 {line} 行"), format!("{file}, line {line}")),
        };
        let more = match faults.len() - 1 {
            0 => String::new(),
            more => lang.pick(format!("（另有 {more} 处）"), format!(" (and {more} more)")),
        };
        let rest = lang.pick("；其余按键有效", "; the other keys hold");
        state.status.error(format!("{place}：{}{more}{rest}", first.what));
    } else if !warnings.is_empty() {
        state.status.warn(warnings.join(lang.pick("；", "; ")));
    } else if !setup.notes.is_empty() {
        state.status.say(setup.notes.join(lang.pick("；", "; ")));
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}
