//! Inside of palettes, help and the find line.

use super::{jump, letter, screen, show};
use crate::tui::effect::Effect;
use crate::tui::layers::Layer;
use crate::tui::layers::screen::Narrow;
use crate::tui::state::State;
use crate::tui::widgets::list::Step;

/// Takes what is in focus.
pub fn pick(state: &mut State) -> Vec<Effect> {
    match state.layers.last() {
        Some(Layer::Jump(_)) => jump::go(state),
        Some(Layer::Flags(_)) => super::flags::go(state),
        Some(Layer::Commands(palette)) => {
            let Some(command) = palette.picked() else {
                return Vec::new();
            };
            state.layers.pop();
            super::run(command, state)
        }
        Some(Layer::Compared(_)) => super::flags::go_there(state),
        Some(Layer::Screen(_)) => screen::go(state),
        Some(Layer::Letter(_)) => letter::save(state),
        Some(Layer::Parse(_)) => super::correct::pick(state),
        Some(Layer::Find(_)) => show::found(state),
        _ => Vec::new(),
    }
}

/// Moves in a palette.
pub fn step(state: &mut State, step: Step) -> Vec<Effect> {
    match state.layers.last_mut() {
        Some(Layer::Jump(palette)) => palette.step(step),
        Some(Layer::Commands(palette)) => palette.step(step),
        Some(Layer::Letter(letter)) => letter.step(step),
        _ => {}
    }
    Vec::new()
}

/// Closes the layer on top; where a screen is narrowed by words, only takes those back.
pub fn close(state: &mut State) -> Vec<Effect> {
    if let Some(Layer::Screen(screen)) = state.layers.last_mut()
        && screen.narrow().is_some_and(Narrow::widen)
    {
        screen.sift();
        return Vec::new();
    }
    if let Some(Layer::Flags(list)) = state.layers.last_mut()
        && list.widen()
    {
        return Vec::new();
    }
    if let Some(Layer::Parse(screen)) = state.layers.last_mut()
        && screen.back()
    {
        return Vec::new();
    }
    state.layers.pop();
    Vec::new()
}
