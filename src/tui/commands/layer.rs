//! Inside of palettes, help and the find line.

use super::{jump, show};
use crate::tui::effect::Effect;
use crate::tui::layers::Layer;
use crate::tui::state::State;
use crate::tui::widgets::list::Step;

/// Takes what is in focus.
pub fn pick(state: &mut State) -> Vec<Effect> {
    match state.layers.last() {
        Some(Layer::Jump(_)) => jump::go(state),
        Some(Layer::Flags(_)) => jump::go_to_flag(state),
        Some(Layer::Commands(palette)) => {
            let Some(command) = palette.picked() else {
                return Vec::new();
            };
            state.layers.pop();
            super::run(command, state)
        }
        Some(Layer::Promises(_)) => super::promise::go(state),
        Some(Layer::Find(_)) => show::found(state),
        _ => Vec::new(),
    }
}

/// Moves in a palette.
pub fn step(state: &mut State, step: Step) -> Vec<Effect> {
    match state.layers.last_mut() {
        Some(Layer::Jump(palette)) => palette.step(step),
        Some(Layer::Commands(palette)) => palette.step(step),
        Some(Layer::Flags(list)) => list.step(step),
        _ => {}
    }
    Vec::new()
}

/// Takes what is typed for words to narrow by.
pub fn narrow(state: &mut State) -> Vec<Effect> {
    if let Some(Layer::Promises(calendar)) = state.layers.last_mut() {
        calendar.typing = true;
    }
    Vec::new()
}

/// Closes the layer on top; where words are typed to narrow it by, only takes those back.
pub fn close(state: &mut State) -> Vec<Effect> {
    if let Some(Layer::Promises(calendar)) = state.layers.last_mut()
        && calendar.widen()
    {
        return Vec::new();
    }
    state.layers.pop();
    Vec::new()
}
