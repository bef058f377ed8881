//! Commitments: choosing one and ticking through its checks.

use super::judge::writable;
use crate::model::Check;
use crate::tui::clerk::Act;
use crate::tui::effect::Effect;
use crate::tui::layers::Layer;
use crate::tui::panes::front::Front;
use crate::tui::state::State;

/// Ticks the commitment in focus on.
pub fn check(state: &mut State) -> Vec<Effect> {
    if !writable(state) {
        return Vec::new();
    }
    if let Some(Layer::Screen(screen)) = state.layers.last_mut() {
        let Some((commitment, check)) = screen.tick() else {
            let words = state.pick("当前没有可核对的承诺", "there is no commitment to check here");
            state.status.warn(words);
            return Vec::new();
        };
        return vec![state.act(Act::Check { commitment, check })];
    }
    // Beneath a list of flags nothing is seen of the promise that would be ticked.
    if !state.layers.is_empty() {
        let words = state.pick(
            "此处没有可核对的承诺；p 打开承诺日历",
            "there is no commitment to check here; p opens the calendar",
        );
        state.status.warn(words);
        return Vec::new();
    }
    let at = state.front.promise;
    let current = match &mut state.front.front {
        Front::Measure(view) => view.commitments.get_mut(at),
        _ => None,
    };
    let Some(promise) = current else {
        let words = state.pick("当前没有可核对的承诺", "there is no commitment to check here");
        state.status.warn(words);
        return Vec::new();
    };
    let next = Check::next(promise.check);
    // Shown at once, so that the key can be pressed again before the clerk has answered.
    promise.check = next;
    let commitment = promise.id;
    vec![
        state.act(Act::Check {
            commitment,
            check: next,
        }),
        Effect::Session,
    ]
}

/// Chooses another commitment.
pub fn step(state: &mut State, forward: bool) -> Vec<Effect> {
    if state.front.promises().is_empty() {
        let words = state.pick("这条措施没有承诺", "this measure has no commitment");
        state.status.warn(words);
    } else if !state.front.step_promise(forward) {
        let words = state.pick("没有更多承诺", "no more commitments");
        state.status.warn(words);
    }
    Vec::new()
}
