//! The jump palette: everything in the database that has a name, by characters or pinyin.

use std::sync::Arc;

use crate::desk::{Found, Jump, JumpRecord, Scope, SourceView};
use crate::model::{NoticeId, Target};
use crate::tui::finder::{Question, Verdicts};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list::{Step, Window, stepped};

mod draw;

pub use draw::placed;

/// Hits that are asked for: more than anyone looks through.
const LIMIT: usize = 100;
/// From so many columns on, the source stands beside the list.
const WIDE: u16 = 150;

/// The scopes, in the order in which one key goes through them.
fn scopes() -> impl Iterator<Item = Option<Scope>> {
    std::iter::once(None).chain(Scope::ALL.map(Some))
}

/// Hits, with what they are hits of.
#[derive(Debug)]
struct Shown {
    jump: Jump,
    found: Found,
    verdicts: Verdicts,
}

/// The palette.
#[derive(Debug, Default)]
pub struct JumpPalette {
    /// What is typed; the sign of a scope may stand before it.
    pub input: Input,
    /// Which notice was in front.
    pub near: Option<NoticeId>,
    /// How much of the records can be found, of a hundred.
    pub share: u8,
    /// The source of the notice of the hit in focus, where there is room for it.
    pub source: Option<Arc<SourceView>>,
    scope: usize,
    /// What the hits should say nearly the same as, until something is typed.
    alike: Option<(String, Scope, Target)>,
    shown: Option<Shown>,
    /// The question that the hits answer.
    answered: Option<Question>,
    cursor: usize,
    window: Window,
    /// Number of the question whose hits are waited for.
    pub asked: u64,
    got: u64,
    /// The best hit was picked before it was there: whoever types fast does not wait for the list.
    pub hasty: bool,
    /// Why nothing can be found.
    pub failed: Option<String>,
}

impl JumpPalette {
    /// A palette over a notice.
    pub fn near(near: Option<NoticeId>) -> Self {
        Self {
            near,
            ..Self::default()
        }
    }

    /// A palette of what says nearly the same as the text of a thing.
    pub fn alike(near: Option<NoticeId>, text: &str, scope: Scope, target: Target) -> Self {
        Self {
            alike: Some((text.to_owned(), scope, target)),
            scope: scopes().position(|other| other == Some(scope)).unwrap_or(0),
            ..Self::near(near)
        }
    }

    /// What to ask the finder.
    pub fn question(&self) -> Question {
        let (scope, query) = self.typed();
        Question {
            query: query.to_owned(),
            scope,
            near: self.near,
            limit: LIMIT,
            alike: self.alike.clone().filter(|_| query.is_empty()),
        }
    }

    /// The scope, and what is typed without its sign.
    fn typed(&self) -> (Option<Scope>, &str) {
        let (sign, query) = Scope::of_sign(self.input.text());
        (sign.or_else(|| scopes().nth(self.scope).flatten()), query)
    }

    /// Takes hits; older ones than those that are waited for are shown until the newer come. Where the same was asked again, the cursor stays
    /// on its record.
    pub fn take(&mut self, number: u64, jump: Jump, found: Found, verdicts: Verdicts) {
        if number != self.asked {
            return;
        }
        let question = self.question();
        let same = self.answered.as_ref() == Some(&question);
        let before = self
            .picked()
            .filter(|_| same)
            .map(|record| (record.scope, record.target));
        let is_it = |record: &JumpRecord| before == Some((record.scope, record.target));
        let mut hits = found.hits.iter();
        self.cursor = hits.position(|hit| jump.record(hit).is_some_and(is_it)).unwrap_or(0);
        if !same {
            self.window = Window::default();
        }
        self.got = number;
        self.answered = Some(question);
        self.shown = Some(Shown { jump, found, verdicts });
    }

    /// Whether the list is that of what was typed last.
    pub fn is_current(&self) -> bool {
        self.shown.is_some() && self.got == self.asked
    }

    /// The next or previous scope; a sign that was typed is taken away.
    pub fn turn(&mut self, forward: bool) {
        let (scope, query) = self.typed();
        let at = scopes().position(|other| other == scope).unwrap_or(0);
        self.input = Input::with(query);
        let count = scopes().count();
        self.scope = (at + if forward { 1 } else { count - 1 }) % count;
        self.alike = None;
    }

    /// What is typed after the sign of commands, where it is there.
    pub fn command(&self) -> Option<&str> {
        self.input.text().trim_start().strip_prefix(COMMANDS)
    }

    /// Moves.
    pub fn step(&mut self, step: Step) {
        let len = self.shown.as_ref().map_or(0, |shown| shown.found.hits.len());
        self.cursor = stepped(self.cursor, len, self.window.height, step);
    }

    /// The record in focus.
    pub fn picked(&self) -> Option<&JumpRecord> {
        let shown = self.shown.as_ref()?;
        shown.jump.record(shown.found.hits.get(self.cursor)?)
    }

    /// The notice whose source should stand beside the list and is not there yet.
    pub fn wants_source(&self, screen: u16) -> Option<NoticeId> {
        let notice = self.picked()?.notice;
        let there = self.source.as_ref().map(|source| source.notice);
        (screen >= WIDE && there != Some(notice)).then_some(notice)
    }
}

/// What is typed before a command.
const COMMANDS: [char; 2] = ['>', '＞'];
