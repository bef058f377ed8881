//! The screens over the desk: opening them, narrowing them, and going where their rows lead.

use super::judge::writable;
use super::jump::arrived;
use crate::model::Target;
use crate::tui::clerk::Act;
use crate::tui::effect::Effect;
use crate::tui::finder::Reading;
use crate::tui::layers::Layer;
use crate::tui::layers::follow_up::FollowUpScreen;
use crate::tui::layers::numbers::Numbers;
use crate::tui::layers::overview::OverviewScreen;
use crate::tui::layers::promises::Calendar;
use crate::tui::layers::screen::{Goal, Screen};
use crate::tui::panes::Pane;
use crate::tui::panes::findings::Spot;
use crate::tui::state::State;

/// Opens the promise calendar.
pub fn promises(state: &mut State) -> Vec<Effect> {
    open(state, Box::new(Calendar::default()))
}

/// Opens the overview.
pub fn overview(state: &mut State) -> Vec<Effect> {
    open(state, Box::new(OverviewScreen::default()))
}

/// Opens the reconciliation of the notice in front.
pub fn numbers(state: &mut State) -> Vec<Effect> {
    let Some(notice) = state.notices.current() else {
        let words = state.pick("没有通报", "there is no notice");
        state.status.warn(words);
        return Vec::new();
    };
    let screen = Numbers::of(notice.id, notice.short.clone());
    open(state, Box::new(screen))
}

/// Opens what earlier notices of the organisation in front promised.
pub fn follow_up(state: &mut State) -> Vec<Effect> {
    let Some(notice) = state.notices.current() else {
        let words = state.pick("没有通报", "there is no notice");
        state.status.warn(words);
        return Vec::new();
    };
    let screen = FollowUpScreen::of(notice.id, notice.short.clone());
    open(state, Box::new(screen))
}

/// Says whether the two notices of the row in focus are of one organisation; the same word once more takes it back.
pub fn relate(state: &mut State, same: bool) -> Vec<Effect> {
    if !writable(state) {
        return Vec::new();
    }
    let kin = match state.layers.last() {
        Some(Layer::Screen(screen)) => screen.kin(),
        _ => None,
    };
    let Some((one, other, said)) = kin else {
        let words = match state.layers.last() {
            Some(Layer::Screen(screen)) if matches!(screen.reading(), Reading::FollowUp(_)) => {
                state.pick("没有选中更早的通报", "no earlier notice is in focus")
            }
            _ => state.pick("只在跟踪中可用；E 打开", "only in the follow-up, which E opens"),
        };
        state.status.warn(words);
        return Vec::new();
    };
    let same = (said != Some(same)).then_some(same);
    vec![state.act(Act::Relate { one, other, same })]
}

fn open(state: &mut State, screen: Box<dyn Screen>) -> Vec<Effect> {
    let reading = screen.reading();
    state.layers.push(Layer::Screen(screen));
    vec![Effect::Read(reading)]
}

/// Takes what is typed for words to narrow by.
pub fn narrow(state: &mut State) -> Vec<Effect> {
    let narrow = match state.layers.last_mut() {
        Some(Layer::Flags(list)) => Some(&mut list.narrow),
        Some(layer) => layer.screen_mut().and_then(Screen::narrow),
        None => None,
    };
    if let Some(narrow) = narrow {
        narrow.typing = true;
    } else {
        let words = state.pick("此处不能筛选", "this cannot be narrowed");
        state.status.warn(words);
    }
    Vec::new()
}

/// Goes where the row in focus leads; while words are typed, back to the rows.
pub fn go(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Screen(screen)) = state.layers.last_mut() else {
        return Vec::new();
    };
    if let Some(narrow) = screen.narrow().filter(|narrow| narrow.typing) {
        narrow.typing = false;
        return Vec::new();
    }
    let goal = screen.goal();
    leave_for(state, goal, ("这一行没有可去之处", "this row leads nowhere"))
}

/// Goes to what a later notice says of the row in focus.
pub fn go_later(state: &mut State) -> Vec<Effect> {
    let goal = match state.layers.last() {
        Some(Layer::Screen(screen)) => screen.later(),
        _ => None,
    };
    let none = ("没有后续通报提到这一行", "no later notice says anything of this row");
    leave_for(state, goal, none)
}

fn leave_for(state: &mut State, goal: Option<Goal>, (zh, en): (&'static str, &'static str)) -> Vec<Effect> {
    let Some(goal) = goal else {
        let words = state.pick(zh, en);
        state.status.warn(words);
        return Vec::new();
    };
    state.layers.pop();
    if state.focus == Pane::Source {
        // The source of another notice is read later, and then follows the findings.
        state.focus = Pane::Findings;
    }
    let (notice, spot) = match goal {
        Goal::Notice(notice) | Goal::Words(notice, _) => (notice, None),
        Goal::Part(notice, target) => (notice, Spot::of(target)),
        Goal::Place(notice, at) => (notice, Some(Spot::Section(at))),
    };
    if !matches!(goal, Goal::Notice(_)) {
        state.source.open = true;
    }
    if !state.jump_to(notice, spot) {
        let words = state.pick("该通报已不在数据库中", "that notice is no longer in the database");
        state.status.warn(words);
        return Vec::new();
    }
    match goal {
        Goal::Notice(_) => arrived(state, Target::Notice(notice)),
        Goal::Part(_, target) => arrived(state, target),
        Goal::Place(_, at) => {
            state.source.go(Spot::Section(at));
            state.focus = Pane::Source;
        }
        Goal::Words(_, span) => {
            state.source.land(notice, span);
            state.focus = Pane::Source;
        }
    }
    vec![Effect::Session]
}
