//! The jump palette, and the way back from jumps.

use crate::desk::Scope;
use crate::model::Target;
use crate::tui::effect::Effect;
use crate::tui::layers::Layer;
use crate::tui::layers::commands::CommandPalette;
use crate::tui::layers::jump::JumpPalette;
use crate::tui::layers::marks::MarkBox;
use crate::tui::panes::Pane;
use crate::tui::panes::findings::Spot;
use crate::tui::panes::front::Front;
use crate::tui::state::State;
use crate::tui::trail::{Marked, Place};
use crate::tui::widgets::input::Input;

/// Opens the palette.
pub fn open(state: &mut State) -> Vec<Effect> {
    let palette = JumpPalette::near(state.notices.id());
    show(state, palette)
}

/// Opens the palette with what says nearly the same as the measure or finding in front.
pub fn alike(state: &mut State) -> Vec<Effect> {
    let near = state.notices.id();
    let palette = match &state.front.front {
        Front::Measure(view) => JumpPalette::alike(near, &view.text, Scope::Measure, Target::Measure(view.id)),
        Front::Finding(view) => JumpPalette::alike(near, &view.title, Scope::Finding, Target::Finding(view.id)),
        _ => {
            let words = state.pick("先选中措施或问题", "choose a measure or a finding first");
            state.status.warn(words);
            return Vec::new();
        }
    };
    show(state, palette)
}

fn show(state: &mut State, mut palette: JumpPalette) -> Vec<Effect> {
    palette.share = state.indexed;
    let question = palette.question();
    state.layers.push(Layer::Jump(palette));
    if state.jump.is_some() {
        vec![Effect::Ask(question)]
    } else {
        Vec::new()
    }
}

/// Asks for the letter of a mark: to set it here, or to go there.
pub fn mark(state: &mut State, set: bool) -> Vec<Effect> {
    let marks = state.marks.iter().map(|(letter, mark)| (*letter, mark.words.clone()));
    let ask = MarkBox::new(set, marks.collect());
    state.layers.push(Layer::Marks(ask));
    Vec::new()
}

/// The letter of a mark was typed.
fn lettered(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Marks(ask)) = state.layers.pop() else {
        return Vec::new();
    };
    let Some(letter) = ask.letter else {
        return Vec::new();
    };
    if ask.set {
        let Some(place) = state.place() else {
            let words = state.pick("没有可标记的位置", "there is no place to mark");
            state.status.warn(words);
            return Vec::new();
        };
        let words = state.place_words();
        let said = state.pick(format!("标记 {letter}：{words}"), format!("mark {letter}: {words}"));
        state.status.done(said);
        state.marks.insert(letter, Marked { place, words });
        return vec![Effect::Session];
    }
    let Some(mark) = state.marks.get(&letter).cloned() else {
        let words = state.pick(
            format!("没有标记 {letter}；m {letter} 可在此处设置"),
            format!("there is no mark {letter}; m {letter} sets it here"),
        );
        state.status.warn(words);
        return Vec::new();
    };
    if !state.jump_to(mark.place.notice, mark.place.spot) {
        let words = state.pick("该通报已不在数据库中", "that notice is no longer in the database");
        state.status.warn(words);
        return Vec::new();
    }
    if mark.place.spot.is_some() && matches!(state.focus, Pane::Notices | Pane::Comments) {
        state.focus = Pane::Findings;
    }
    if state.source.open
        && let Some(spot) = mark.place.spot
    {
        state.source.go(spot);
    }
    vec![Effect::Session]
}

/// The question is on its way under that number.
pub fn asked(state: &mut State, number: u64) {
    if let Some(Layer::Jump(palette)) = state.layers.last_mut() {
        palette.asked = number;
    }
}

/// Something was typed into a palette.
pub fn typed_in_palette(state: &mut State) -> Vec<Effect> {
    match state.layers.last_mut() {
        Some(Layer::Jump(palette)) => {
            palette.hasty = false;
            if let Some(typed) = palette.command() {
                let mut commands = CommandPalette::default();
                commands.input = Input::with(typed);
                state.layers.pop();
                state.layers.push(Layer::Commands(commands));
                return Vec::new();
            }
            if state.jump.is_some() {
                vec![Effect::Ask(palette.question())]
            } else {
                Vec::new()
            }
        }
        Some(Layer::Marks(_)) => lettered(state),
        Some(Layer::Flags(list)) => {
            list.changed();
            Vec::new()
        }
        Some(Layer::Commands(palette)) => {
            palette.changed();
            Vec::new()
        }
        Some(Layer::Letter(letter)) => {
            letter.changed();
            Vec::new()
        }
        Some(Layer::Screen(screen)) => {
            screen.sift();
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Looks through another list.
pub fn scope(state: &mut State, forward: bool) -> Vec<Effect> {
    match state.layers.last_mut() {
        Some(Layer::Jump(palette)) => palette.turn(forward),
        Some(Layer::Flags(_)) => return super::flags::turn(state),
        Some(Layer::Letter(_)) => return super::letter::turn(state),
        Some(Layer::Screen(screen)) => {
            if !screen.turn(forward) {
                let words = state.pick("没有别的可显示", "there is nothing else to show");
                state.status.say(words);
            }
            return Vec::new();
        }
        Some(Layer::Compared(_)) => {
            let words = state.pick("没有别的可显示", "there is nothing else to show");
            state.status.say(words);
            return Vec::new();
        }
        _ => {}
    }
    typed_in_palette(state)
}

/// Goes to the record in focus.
pub fn go(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Jump(palette)) = state.layers.last_mut() else {
        return Vec::new();
    };
    palette.hasty = !palette.is_current();
    if palette.hasty {
        return Vec::new();
    }
    let Some(record) = palette.picked().cloned() else {
        let words = state.pick("没有找到可去之处", "nothing was found to go to");
        state.status.warn(words);
        return Vec::new();
    };
    state.layers.pop();
    if !state.jump_to(record.notice, Spot::of(record.target)) {
        let words = state.pick("该通报已不在数据库中", "that notice is no longer in the database");
        state.status.warn(words);
        return Vec::new();
    }
    arrived(state, record.target);
    vec![Effect::Session]
}

/// After a jump the keyboard is where its target is.
pub(super) fn arrived(state: &mut State, target: Target) {
    state.focus = match (target, state.focus) {
        (Target::Notice(_), _) => Pane::Notices,
        (_, Pane::Notices | Pane::Comments) => Pane::Findings,
        (_, pane) => pane,
    };
    if state.source.open
        && let Some(spot) = Spot::of(target)
    {
        state.source.go(spot);
    }
}

/// Back to before the jump.
pub fn back(state: &mut State) -> Vec<Effect> {
    let place = state.place().and_then(|now| state.trail.back(now));
    travel(state, place, "没有更早的位置", "no earlier place")
}

/// Forward again.
pub fn forward(state: &mut State) -> Vec<Effect> {
    let place = state.place().and_then(|now| state.trail.forward(now));
    travel(state, place, "没有更后的位置", "no later place")
}

fn travel(state: &mut State, place: Option<Place>, zh: &'static str, en: &'static str) -> Vec<Effect> {
    if place.is_some_and(|place| state.go(place)) {
        if state.focus == Pane::Source
            && let Some(spot) = place.and_then(|place| place.spot)
        {
            state.source.go(spot);
        }
    } else {
        let words = state.pick(zh, en);
        state.status.say(words);
    }
    Vec::new()
}
