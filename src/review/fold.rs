//! The log folded into the present state. The database keeps the same state row by row as it writes; `verify` compares.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::correction::Correction;
use super::event::{Body, Event, Subject};
use crate::model::{Check, Uid, Verdict};

/// Where an act stands after the undos and redos that followed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// In force.
    Done,
    /// Taken back, can be given back.
    Undone,
    /// Taken back for good: something new was done since.
    Void,
}

impl Standing {
    /// The name in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Undone => "undone",
            Self::Void => "void",
        }
    }
}

/// A value that a reviewer holds to, and the event that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held<T> {
    /// What.
    pub value: T,
    /// When.
    pub at: Timestamp,
    /// By which event.
    pub seq: i64,
}

/// A comment in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// On what.
    pub subject: Subject,
    /// The verdict that it came with.
    pub verdict: Option<Verdict>,
    /// What it says.
    pub text: String,
}

/// A word on a flag in force: set aside for a reason, or raised again. Of several on one content, the last holds, whoever said it: a
/// flag is the machine's and not a reviewer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissal {
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// What the flag says of which text.
    pub content: String,
    /// Why it is set aside; `None` raises it again.
    pub reason: Option<String>,
}

/// A word in force on whether two notices are of one organisation. Of several on one pair, the last holds, whoever said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// The two notices, the lesser name first: a word on the one is a word on the other.
    pub pair: (Uid, Uid),
    /// Whether they are; `None` takes the word back.
    pub same: Option<bool>,
}

/// The pair of two notices, the same from either side.
pub fn pair(one: &Uid, other: &Uid) -> (Uid, Uid) {
    if one <= other {
        (one.clone(), other.clone())
    } else {
        (other.clone(), one.clone())
    }
}

/// What the log comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// By reviewer and measure. One reviewer's verdict never touches another's.
    pub verdicts: BTreeMap<(String, Uid), Held<Verdict>>,
    /// By reviewer and commitment.
    pub checks: BTreeMap<(String, Uid), Held<Check>>,
    /// By event.
    pub comments: BTreeMap<i64, Comment>,
    /// By event.
    pub dismissals: BTreeMap<i64, Dismissal>,
    /// By event.
    pub relations: BTreeMap<i64, Relation>,
    /// Corrections of the parse in force, by event, each with its notice.
    pub corrections: BTreeMap<i64, (Uid, Correction)>,
    /// Where each event that is neither undo nor redo stands.
    pub standings: BTreeMap<i64, Standing>,
    /// Undos and redos that took or gave back nothing, because their act was not the one in turn. Only a log that was
    /// tampered with has any.
    pub idle: Vec<i64>,
}

/// The acts of one reviewer, as two stacks.
#[derive(Default)]
struct Stacks {
    done: Vec<Act>,
    undone: Vec<Act>,
}

struct Act {
    uid: Uid,
    events: Vec<i64>,
}

/// Where what was said of parts that are no more stands now: the part that took their words up, or none, and then it waits until they
/// come back. Parts that are not in it stand where they are.
pub type Homes = BTreeMap<Uid, Option<Uid>>;

/// Folds the log, in order of `seq`.
///
/// Undo and redo work act by act and per reviewer: undo takes back the reviewer's last act in force, redo gives back the last
/// one taken, and a new act voids what could still be given back. A verdict, check, comment or correction is in force while its act is.
/// Corrections of the parse, which are everyone's, can leave two measures' verdicts on one: the last word counts.
pub fn fold(events: &[Event], homes: &Homes) -> State {
    let mut state = State::default();
    settle_standings(events, &mut state);
    for event in events {
        if state.standings.get(&event.seq) == Some(&Standing::Done) {
            apply(event, homes, &mut state);
        }
    }
    state
}

fn settle_standings(events: &[Event], state: &mut State) {
    let mut reviewers: BTreeMap<&str, Stacks> = BTreeMap::new();
    for event in events {
        let stacks = reviewers.entry(&event.reviewer).or_default();
        let moved = match event.body {
            Body::Undo => shift(
                &mut stacks.done,
                &mut stacks.undone,
                &event.act,
                Standing::Undone,
                state,
            ),
            Body::Redo => shift(&mut stacks.undone, &mut stacks.done, &event.act, Standing::Done, state),
            Body::Verdict { .. }
            | Body::Check { .. }
            | Body::Comment { .. }
            | Body::Dismiss { .. }
            | Body::Relate { .. }
            | Body::Correct(_) => {
                for act in stacks.undone.drain(..) {
                    set_all(state, &act.events, Standing::Void);
                }
                match stacks.done.last_mut() {
                    Some(act) if act.uid == event.act => act.events.push(event.seq),
                    _ => stacks.done.push(Act {
                        uid: event.act.clone(),
                        events: vec![event.seq],
                    }),
                }
                state.standings.insert(event.seq, Standing::Done);
                true
            }
        };
        if !moved {
            state.idle.push(event.seq);
        }
    }
}

/// Moves the named act from the top of one stack to the other; false when another act is on top.
fn shift(from: &mut Vec<Act>, to: &mut Vec<Act>, act: &Uid, standing: Standing, state: &mut State) -> bool {
    match from.pop_if(|top| top.uid == *act) {
        Some(act) => {
            set_all(state, &act.events, standing);
            to.push(act);
            true
        }
        None => false,
    }
}

fn set_all(state: &mut State, events: &[i64], standing: Standing) {
    for seq in events {
        state.standings.insert(*seq, standing);
    }
}

fn apply(event: &Event, homes: &Homes, state: &mut State) {
    let key = || -> Option<(String, Uid)> {
        let uid = match homes.get(&event.subject.uid) {
            Some(home) => home.clone()?,
            None => event.subject.uid.clone(),
        };
        Some((event.reviewer.clone(), uid))
    };
    let (seq, at) = (event.seq, event.at);
    let mut say = |verdict: Option<Verdict>, text: &str| {
        let comment = Comment {
            reviewer: event.reviewer.clone(),
            at,
            subject: event.subject.clone(),
            verdict,
            text: text.to_owned(),
        };
        state.comments.insert(seq, comment);
    };
    match &event.body {
        Body::Verdict { verdict, comment } => {
            if let Some(text) = comment {
                say(*verdict, text);
            }
            if let Some(key) = key() {
                match verdict {
                    Some(value) => state.verdicts.insert(key, Held { value: *value, at, seq }),
                    None => state.verdicts.remove(&key),
                };
            }
        }
        Body::Check { check } => {
            if let Some(key) = key() {
                match check {
                    Some(value) => state.checks.insert(key, Held { value: *value, at, seq }),
                    None => state.checks.remove(&key),
                };
            }
        }
        Body::Comment { text } => say(None, text),
        Body::Dismiss { content, reason, .. } => {
            let dismissal = Dismissal {
                reviewer: event.reviewer.clone(),
                at,
                content: content.clone(),
                reason: reason.clone(),
            };
            state.dismissals.insert(seq, dismissal);
        }
        Body::Relate { other, same } => {
            let relation = Relation {
                reviewer: event.reviewer.clone(),
                at,
                pair: pair(&event.subject.notice, other),
                same: *same,
            };
            state.relations.insert(seq, relation);
        }
        Body::Correct(correction) => {
            let notice = event.subject.notice.clone();
            state.corrections.insert(seq, (notice, correction.clone()));
        }
        Body::Undo | Body::Redo => {}
    }
}

#[cfg(test)]
mod tests;
