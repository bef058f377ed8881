//! The parse view and its corrections.

use super::judge::writable;
use super::jump::arrived;
use crate::desk::Change;
use crate::model::Target;
use crate::tui::clerk::Act;
use crate::tui::effect::Effect;
use crate::tui::finder::Reading;
use crate::tui::layers::Layer;
use crate::tui::layers::parse::{Ask, Asked, ParseScreen};
use crate::tui::panes::findings::Spot;
use crate::tui::state::State;
use crate::tui::widgets::input::Input;

/// Opens the view over the notice in front.
pub fn open(state: &mut State) -> Vec<Effect> {
    let Some(row) = state.notices.current() else {
        let words = state.pick("没有通报", "there is no notice");
        state.status.warn(words);
        return Vec::new();
    };
    let (notice, name) = (row.id, row.short.clone());
    let land = state.target().filter(|target| !matches!(target, Target::Notice(_)));
    let screen = ParseScreen::of(notice, name, land);
    state.layers.push(Layer::Parse(Box::new(screen)));
    vec![Effect::Read(Reading::Parse(notice))]
}

fn screen(state: &mut State) -> Option<&mut ParseScreen> {
    match state.layers.last_mut() {
        Some(Layer::Parse(screen)) => Some(screen),
        _ => None,
    }
}

/// To the other side.
pub fn side(state: &mut State) -> Vec<Effect> {
    if let Some(screen) = screen(state) {
        screen.side();
    }
    Vec::new()
}

/// To another clause.
pub fn clause(state: &mut State, forward: bool) -> Vec<Effect> {
    if let Some(screen) = screen(state) {
        screen.clause(forward);
    }
    Vec::new()
}

/// To another character.
pub fn character(state: &mut State, forward: bool) -> Vec<Effect> {
    if let Some(screen) = screen(state) {
        screen.character(forward);
    }
    Vec::new()
}

/// To another issue.
pub fn issue(state: &mut State, forward: bool) -> Vec<Effect> {
    let moved = screen(state).is_some_and(|screen| screen.step_issue(forward));
    if !moved {
        let words = if forward {
            state.pick("后面没有了", "there is none after this")
        } else {
            state.pick("前面没有了", "there is none before this")
        };
        state.status.say(words);
    }
    Vec::new()
}

/// Whether what is shown can be corrected; says why not. A key that comes before the last correction is seen would meet another part.
fn ready(state: &mut State) -> bool {
    let ready = screen(state).is_some_and(|screen| screen.ready());
    if !ready {
        let words = state.pick("正在读取，请稍后再按", "reading: press it again in a moment");
        state.status.warn(words);
    }
    ready
}

/// Sends a correction that the screen makes of what is under its cursor; says what is missing where it makes none.
fn send(
    state: &mut State,
    missing: (&'static str, &'static str),
    change: impl FnOnce(&ParseScreen) -> Option<Change>,
) -> Vec<Effect> {
    if !writable(state) || !ready(state) {
        return Vec::new();
    }
    let change = screen(state).and_then(|screen| {
        let change = change(screen)?;
        screen.sent(true);
        Some(change)
    });
    match change {
        Some(change) => vec![state.act(Act::Correct(change))],
        None => {
            let words = state.pick(missing.0, missing.1);
            state.status.warn(words);
            Vec::new()
        }
    }
}

const NO_MEASURE: (&str, &str) = ("光标不在措施上", "the cursor is on no measure");
const NO_PART: (&str, &str) = ("光标不在问题或措施上", "the cursor is on no finding and no measure");
const NO_READING: (&str, &str) = (
    "此处没有建议的读法；] 到下一处",
    "no reading is proposed here; ] goes to the next",
);

/// A measure is two, from the place in the source.
pub fn split(state: &mut State) -> Vec<Effect> {
    send(state, NO_MEASURE, |screen| {
        Some(Change::Split {
            measure: screen.measure()?,
            at: screen.place(),
        })
    })
}

/// A measure or finding is one with its neighbour.
pub fn merge(state: &mut State, forward: bool) -> Vec<Effect> {
    send(state, NO_PART, |screen| match screen.target()? {
        Target::Measure(measure) => Some(Change::Merge { measure, forward }),
        Target::Finding(finding) => Some(Change::MergeFinding { finding, forward }),
        Target::Notice(_) => None,
    })
}

/// A measure answers the finding beside its own.
pub fn move_beside(state: &mut State, forward: bool) -> Vec<Effect> {
    send(state, NO_MEASURE, |screen| {
        let measure = screen.measure()?;
        Some(Change::MoveBeside { measure, forward })
    })
}

/// It is no measure.
pub fn drop(state: &mut State) -> Vec<Effect> {
    send(state, NO_MEASURE, |screen| {
        let measure = screen.measure()?;
        Some(Change::Drop { measure })
    })
}

/// It is one after all.
pub fn restore(state: &mut State) -> Vec<Effect> {
    send(state, NO_PART, |screen| {
        Some(Change::Restore {
            notice: screen.notice,
            at: screen.place(),
        })
    })
}

/// A finding begins at the place.
pub fn new_finding(state: &mut State) -> Vec<Effect> {
    send(state, NO_PART, |screen| {
        Some(Change::NewFinding {
            notice: screen.notice,
            at: screen.place(),
            title: None,
        })
    })
}

/// A proposed reading holds, or does not.
pub fn decide(state: &mut State, accept: bool) -> Vec<Effect> {
    send(state, NO_READING, |screen| {
        Some(Change::Decide {
            notice: screen.notice,
            at: screen.proposal()?,
            accept,
        })
    })
}

/// Asks for a number.
pub fn relabel(state: &mut State) -> Vec<Effect> {
    ask(state, NO_PART, |screen| {
        let row = screen.current()?;
        Some((Asked::Label(row.target?), row.label.clone().unwrap_or_default()))
    })
}

/// Asks for the title of the finding.
pub fn retitle(state: &mut State) -> Vec<Effect> {
    ask(state, NO_PART, |screen| {
        screen.target()?;
        let (finding, title) = screen.finding()?;
        Some((Asked::Title(finding), title.to_owned()))
    })
}

fn ask(
    state: &mut State,
    missing: (&'static str, &'static str),
    what: impl FnOnce(&ParseScreen) -> Option<(Asked, String)>,
) -> Vec<Effect> {
    if !writable(state) || !ready(state) {
        return Vec::new();
    }
    let asked = screen(state).and_then(|screen| {
        let (what, text) = what(screen)?;
        let input = Input::with(&text);
        screen.ask = Some(Ask { what, input });
        Some(())
    });
    if asked.is_none() {
        let words = state.pick(missing.0, missing.1);
        state.status.warn(words);
    }
    Vec::new()
}

/// Lets a finding be chosen for the measure under the cursor.
pub fn move_to(state: &mut State) -> Vec<Effect> {
    if !writable(state) || !ready(state) {
        return Vec::new();
    }
    let measure = screen(state).and_then(|screen| {
        screen.moving = screen.measure();
        screen.moving
    });
    let words = match measure {
        Some(_) => state.pick(
            "j k 选问题，回车归入，Esc 取消",
            "j k choose the finding, Enter takes it, Esc cancels",
        ),
        None => state.pick(NO_MEASURE.0, NO_MEASURE.1),
    };
    state.status.say(words);
    Vec::new()
}

/// Takes what was typed or chosen; else leaves the view for the part under the cursor.
pub fn pick(state: &mut State) -> Vec<Effect> {
    let Some(screen) = screen(state) else {
        return Vec::new();
    };
    if let Some(ask) = screen.ask.take() {
        let text = ask.input.text().trim().to_owned();
        let change = match ask.what {
            Asked::Label(target) => Change::Label {
                target,
                label: (!text.is_empty()).then_some(text),
            },
            Asked::Title(finding) => Change::Title { finding, title: text },
        };
        return send(state, NO_PART, |_| Some(change));
    }
    if let Some(measure) = screen.moving {
        let Some((to, _)) = screen.finding() else {
            let words = state.pick("请选一个问题", "choose a finding");
            state.status.warn(words);
            return Vec::new();
        };
        screen.moving = None;
        return send(state, NO_PART, |_| Some(Change::Move { measure, to }));
    }
    match (screen.notice, screen.target()) {
        (notice, Some(target)) => {
            state.layers.pop();
            if state.jump_to(notice, Spot::of(target)) {
                arrived(state, target);
            }
            vec![Effect::Session]
        }
        _ => {
            let words = state.pick(NO_PART.0, NO_PART.1);
            state.status.warn(words);
            Vec::new()
        }
    }
}
