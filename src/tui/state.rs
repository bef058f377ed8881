//! What the screen shows, put together from the panes and layers; each of them keeps its own state beside its drawing.

use std::collections::{BTreeMap, HashMap};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::clerk::Act;
use super::effect::Effect;
use super::key::Key;
use super::keymap::{Context, Keymap};
use super::layers::Layer;
use super::panes::Pane;
use super::panes::comments::Comments;
use super::panes::findings::{Filter, Findings, Landing, Spot};
use super::panes::front::{FrontPane, Wanted};
use super::panes::notices::Notices;
use super::panes::source::Source;
use super::session::Session;
use super::status::Status;
use super::theme::Look;
use super::trail::{Marked, Place, Trail};
use crate::desk::{Draft, Jump, OutlineRow};
use crate::model::{MeasureId, NoticeId, Target, Topic};

/// What has to be read from the desk before the next frame.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stale {
    /// The list of notices.
    pub notices: bool,
    /// The tree.
    pub outline: bool,
    /// What is in front.
    pub front: bool,
    /// The drafts.
    pub drafts: bool,
    /// The source.
    pub source: bool,
}

impl Stale {
    /// Everything that reviews change.
    pub const REVIEWS: Self = Self {
        notices: true,
        outline: true,
        front: true,
        drafts: true,
        source: false,
    };
}

/// An act that the clerk has not answered yet.
#[derive(Debug, Clone)]
pub struct InFlight {
    /// What.
    pub act: Act,
    /// Where the reviewer was, to come back to where it fails.
    pub from: Option<Place>,
}

/// The whole of it.
#[derive(Debug)]
pub struct State {
    /// Colours, signs, language.
    pub look: Look,
    /// Who reviews.
    pub reviewer: String,
    /// Why nothing can be written, where nothing can.
    pub locked: Option<String>,
    /// Which keys give which command.
    pub keymap: Keymap,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The pane with the keyboard.
    pub focus: Pane,
    /// Which measures are shown.
    pub filter: Filter,
    /// Panes.
    pub notices: Notices,
    /// Panes.
    pub findings: Findings,
    /// Panes.
    pub front: FrontPane,
    /// Panes.
    pub comments: Comments,
    /// Panes.
    pub source: Source,
    /// What lies over the panes; the last one has the keyboard.
    pub layers: Vec<Layer>,
    /// The panes as they were drawn beneath the jump palette, and the right column.
    pub beneath: Option<(Rect, Buffer)>,
    /// The status line.
    pub status: Status,
    /// Where the reviewer jumped from.
    pub trail: Trail,
    /// Keys of a sequence that is not finished.
    pub pending: Vec<Key>,
    /// The reviewer's unfinished comments.
    pub drafts: Vec<Draft>,
    /// Places with a letter.
    pub marks: BTreeMap<char, Marked>,
    /// The jump index, once it is built.
    pub jump: Option<Jump>,
    /// How much of the records is in it, of a hundred.
    pub indexed: u8,
    /// Whether notices are being held against each other, so that flags may still come.
    pub comparing: bool,
    /// Acts on their way, by number.
    pub in_flight: HashMap<u64, InFlight>,
    /// What has to be read anew.
    pub stale: Stale,
    /// The operand that was shown last: of which flag, and which of its own.
    pub operand: Option<(String, usize)>,
    /// What was read for the front.
    pub front_is: Option<Wanted>,
    /// The number of the newest reading for a screen; reports of older ones are stale.
    pub reading: u64,
    tickets: u64,
}

impl State {
    /// Whether the jump palette has the keyboard.
    pub fn is_jumping(&self) -> bool {
        matches!(self.layers.last(), Some(Layer::Jump(_)))
    }

    /// A desk before anything was read.
    pub fn new(look: Look, reviewer: String, locked: Option<String>, keymap: Keymap) -> Self {
        Self {
            look,
            reviewer,
            locked,
            keymap,
            size: (80, 24),
            focus: Pane::default(),
            filter: Filter::default(),
            notices: Notices::default(),
            findings: Findings::default(),
            front: FrontPane::default(),
            comments: Comments::default(),
            source: Source::default(),
            layers: Vec::new(),
            beneath: None,
            status: Status::default(),
            trail: Trail::default(),
            pending: Vec::new(),
            drafts: Vec::new(),
            marks: BTreeMap::new(),
            jump: None,
            indexed: 0,
            comparing: false,
            in_flight: HashMap::new(),
            stale: Stale {
                notices: true,
                outline: true,
                front: true,
                drafts: true,
                source: true,
            },
            operand: None,
            front_is: None,
            reading: 0,
            tickets: 0,
        }
    }

    /// One of two wordings.
    pub fn pick<T>(&self, zh: T, en: T) -> T {
        self.look.lang.pick(zh, en)
    }

    /// The contexts in which a key is looked up, first to last.
    pub fn contexts(&self) -> Vec<Context> {
        match self.layers.last() {
            Some(layer) => vec![layer.context()],
            None => vec![self.focus.context(), Context::Desk],
        }
    }

    /// Whether what is typed is a text, so that characters without a command are not a mistake.
    pub fn typing(&self) -> bool {
        self.layers.last().is_some_and(Layer::takes_text)
    }

    /// What should be in front.
    pub fn wanted(&self) -> Wanted {
        if self.focus == Pane::Notices {
            return self.notices.id().map_or(Wanted::Nothing, Wanted::Notice);
        }
        match self.findings.spot() {
            Some(Spot::Measure(id)) => Wanted::Measure(id),
            Some(Spot::Finding(id)) => Wanted::Finding(id),
            Some(Spot::Section(at)) => Wanted::Section(at),
            None => self.notices.id().map_or(Wanted::Nothing, Wanted::Notice),
        }
    }

    /// What is in front, as a thing to comment on.
    pub fn target(&self) -> Option<Target> {
        self.wanted().target()
    }

    /// Measures that a verdict is given on: the marked ones, else the one under the cursor.
    pub fn judged(&self) -> Vec<MeasureId> {
        if self.findings.marks.is_empty() {
            self.findings.measure().map(|row| row.id).into_iter().collect()
        } else {
            self.findings.marks.iter().copied().collect()
        }
    }

    /// The place under the cursor.
    pub fn place(&self) -> Option<Place> {
        Some(Place {
            notice: self.notices.id()?,
            spot: self.findings.spot(),
        })
    }

    /// The place under the cursor in a few words: the notice, then the row.
    pub fn place_words(&self) -> String {
        let notice = self.notices.current().map_or("", |row| row.short.as_str());
        let row = match self.findings.current() {
            Some(OutlineRow::Section(row)) => Some((row.label.as_ref(), &row.title)),
            Some(OutlineRow::Finding(row)) => Some((row.label.as_ref(), &row.title)),
            Some(OutlineRow::Measure(row)) => Some((row.label.as_ref(), &row.gist)),
            None => None,
        };
        let (label, words) = row.unzip();
        let words = [
            Some(notice),
            label.flatten().map(String::as_str),
            words.map(String::as_str),
        ];
        let words: Vec<&str> = words.into_iter().flatten().filter(|words| !words.is_empty()).collect();
        words.join(" ")
    }

    /// Goes to a place, in whatever notice; whether its notice is there.
    pub fn go(&mut self, place: Place) -> bool {
        let other = self.notices.id() != Some(place.notice);
        if other {
            self.findings.remember();
        }
        if !self.notices.choose(place.notice) {
            return false;
        }
        match place.spot {
            Some(spot) if self.findings.notice == Some(place.notice) => {
                self.findings.go(spot);
            }
            Some(spot) => self.findings.landing = Some(Landing::At(spot)),
            None => {}
        }
        if self.focus == Pane::Notices && place.spot.is_some() {
            self.focus = Pane::Findings;
        }
        true
    }

    /// Jumps to a place, and remembers where from.
    pub fn jump_to(&mut self, notice: NoticeId, spot: Option<Spot>) -> bool {
        let from = self.place();
        let went = self.go(Place { notice, spot });
        if went && let Some(from) = from {
            self.trail.leave(from);
        }
        went
    }

    /// Moves on to another notice, with a place to land on.
    pub fn change_notice(&mut self, landing: Landing) {
        self.findings.landing = Some(landing);
    }

    /// Sends an act to the clerk.
    pub fn act(&mut self, act: Act) -> Effect {
        self.tickets += 1;
        let in_flight = InFlight {
            act: act.clone(),
            from: self.place(),
        };
        self.in_flight.insert(self.tickets, in_flight);
        Effect::Act(self.tickets, act)
    }

    /// The acts on their way, in the order in which they were given.
    pub fn acts_in_flight(&self) -> Vec<Act> {
        let mut acts: Vec<_> = self.in_flight.iter().collect();
        acts.sort_by_key(|(ticket, _)| **ticket);
        acts.into_iter().map(|(_, in_flight)| in_flight.act.clone()).collect()
    }

    /// Takes the place of the last sitting up again.
    pub fn restore(&mut self, session: &Session) {
        self.filter = session.filter;
        self.findings.set_filter(session.filter);
        if let Some(notice) = session.notice
            && self.notices.choose(notice)
            && let Some(spot) = session.spot
        {
            self.findings.landing = Some(Landing::At(spot));
        }
        self.focus = session.pane;
        self.marks.clone_from(&session.marks);
        self.front.top = session.top;
        self.source.open = session.source.is_some();
        self.source.cursor = session.source.unwrap_or(0);
        if self.focus == Pane::Source && !self.source.open {
            self.focus = Pane::Findings;
        }
    }

    /// The draft of a comment on a thing, or of the reason for setting a flag aside.
    pub fn draft_of(&self, topic: impl Into<Topic>) -> Option<&Draft> {
        let topic = topic.into();
        self.drafts.iter().find(|draft| draft.topic == topic)
    }
}
