//! What is shown: filter, source, finding in the source.

use crate::tui::effect::Effect;
use crate::tui::layers::Layer;
use crate::tui::layers::find::FindLine;
use crate::tui::panes::Pane;
use crate::tui::panes::findings::Filter;
use crate::tui::state::State;
use crate::tui::widgets::input::Input;

/// Shows what a filter lets through.
pub fn filter(state: &mut State, filter: Filter) -> Vec<Effect> {
    state.filter = filter;
    state.findings.set_filter(filter);
    if state.focus == Pane::Notices {
        state.focus = Pane::Findings;
    }
    let count = state.findings.count(filter);
    if count == 0 && filter != Filter::All {
        let words = state.pick(
            "本通报中没有这样的措施；f a 显示全部",
            "this notice has no such measure; f a shows all",
        );
        state.status.say(words);
    }
    vec![Effect::Session]
}

/// Opens the source where the thing in front stands, or closes it.
pub fn source(state: &mut State) -> Vec<Effect> {
    if state.source.open {
        state.source.open = false;
        if state.focus == Pane::Source {
            state.focus = Pane::Findings;
        }
        return Vec::new();
    }
    if state.notices.id().is_none() {
        let words = state.pick("没有通报", "there is no notice");
        state.status.warn(words);
        return Vec::new();
    }
    state.source.open = true;
    if let Some(spot) = state.findings.spot().filter(|_| state.focus != Pane::Notices) {
        state.source.go(spot);
    }
    state.focus = Pane::Source;
    Vec::new()
}

/// Asks for a text to find.
pub fn find(state: &mut State) -> Vec<Effect> {
    if state.focus != Pane::Source {
        source(state);
    }
    if state.source.open {
        let input = Input::with(&state.source.query);
        state.layers.push(Layer::Find(FindLine { input }));
    }
    Vec::new()
}

/// Goes to the first place of what was asked for.
pub fn found(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Find(line)) = state.layers.pop() else {
        return Vec::new();
    };
    line.input.text().clone_into(&mut state.source.query);
    if state.source.query.is_empty() {
        return Vec::new();
    }
    if state.source.find_here() {
        super::motion::follow_source(state);
    } else {
        is_nowhere(state);
    }
    Vec::new()
}

fn is_nowhere(state: &mut State) {
    let words = state.pick("原文中没有", "not in the source:");
    let words = format!("{words} {}", state.source.query);
    state.status.warn(words);
}

/// To the next or previous place.
pub fn step_match(state: &mut State, forward: bool) -> Vec<Effect> {
    if state.focus != Pane::Source {
        return super::motion::finding(state, forward);
    }
    if state.source.step_match(forward) {
        super::motion::follow_source(state);
    } else if !state.source.query.is_empty() && !state.source.has_match() {
        is_nowhere(state);
    } else {
        let words = state.pick("没有更多", "no more");
        state.status.say(words);
    }
    Vec::new()
}
