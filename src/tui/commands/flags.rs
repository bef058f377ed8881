//! Flags: the list, one flag in focus, what collides in it, setting it aside, and what it was held against.

use super::judge::writable;
use super::jump::arrived;
use crate::desk::{FlagName, FlagRow, FlagView};
use crate::model::{NoticeId, Span, Target};
use crate::tui::clerk::Act;
use crate::tui::effect::Effect;
use crate::tui::finder::Reading;
use crate::tui::layers::Layer;
use crate::tui::layers::compared::SideBySide;
use crate::tui::layers::editor::Subject;
use crate::tui::layers::flags::FlagList;
use crate::tui::panes::Pane;
use crate::tui::panes::findings::Spot;
use crate::tui::panes::front::Front;
use crate::tui::state::State;

/// Opens the list.
pub fn open(state: &mut State) -> Vec<Effect> {
    let mut list = FlagList::of(state.notices.id());
    list.comparing = state.comparing;
    let reading = Reading::Flags(list.on());
    state.layers.push(Layer::Flags(list));
    vec![Effect::Read(reading)]
}

/// This notice, or all.
pub fn turn(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Flags(list)) = state.layers.last_mut() else {
        return Vec::new();
    };
    list.turn();
    vec![Effect::Read(Reading::Flags(list.on()))]
}

/// Does something with the list that is on top; says so where none is.
pub fn on_list(state: &mut State, work: fn(&mut FlagList)) -> Vec<Effect> {
    if let Some(Layer::Flags(list)) = state.layers.last_mut() {
        work(list);
    } else {
        let words = state.pick("只在提示列表中可用；F 打开", "only in the list of flags, which F opens");
        state.status.warn(words);
    }
    Vec::new()
}

/// Goes to what the flag in focus stands on; while words are typed, back to the list.
pub fn go(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Flags(list)) = state.layers.last_mut() else {
        return Vec::new();
    };
    if list.narrow.typing {
        list.narrow.typing = false;
        return Vec::new();
    }
    if list.unfold() {
        return Vec::new();
    }
    let Some((notice, target)) = list.picked().map(|row| (row.notice, row.target)) else {
        return none(state);
    };
    go_from_screen(state, notice, target)
}

/// Leaves the screen on top for a part of a notice.
fn go_from_screen(state: &mut State, notice: NoticeId, target: Target) -> Vec<Effect> {
    state.layers.pop();
    if state.focus == Pane::Source {
        // The source of another notice is read later, and then follows the findings.
        state.focus = Pane::Findings;
    }
    if state.jump_to(notice, Spot::of(target)) {
        arrived(state, target);
    } else {
        let words = state.pick("该通报已不在数据库中", "that notice is no longer in the database");
        state.status.warn(words);
    }
    vec![Effect::Session]
}

/// The flag in focus: of the list on top, else of what is in front. With its notice and what it stands on.
fn focused(state: &State) -> Option<(NoticeId, Target, &FlagView)> {
    if let Some(layer) = state.layers.last() {
        let Layer::Flags(list) = layer else {
            return None;
        };
        return list.picked().map(|row| (row.notice, row.target, &row.view));
    }
    let (notice, target) = match &state.front.front {
        Front::Measure(view) => (view.notice, Target::Measure(view.id)),
        Front::Finding(view) => (view.notice, Target::Finding(view.id)),
        _ => return None,
    };
    Some((notice, target, state.front.flags().get(state.front.flag)?))
}

fn none(state: &mut State) -> Vec<Effect> {
    let words = match state.layers.last() {
        Some(Layer::Flags(list)) if list.is_reading() => state.pick("正在读取", "still reading"),
        Some(Layer::Screen(_)) => state.pick("此处不排除提示；F 列出提示", "flags are set aside in their list, F"),
        _ => state.pick("此处没有提示；F 列出全部提示", "there is no flag here; F lists all"),
    };
    state.status.warn(words);
    Vec::new()
}

/// Chooses another flag of what is in front.
pub fn step(state: &mut State, forward: bool) -> Vec<Effect> {
    let last = state.front.flags().len();
    if last == 0 {
        return none(state);
    }
    let at = state.front.flag;
    let next = if forward { at + 1 } else { at.wrapping_sub(1) };
    if next < last {
        state.front.flag = next;
        state.operand = None;
    } else {
        let words = state.pick("没有更多提示", "no more flags");
        state.status.say(words);
    }
    Vec::new()
}

/// Shows the next number or word that collides, where it stands in the source; on a screen, what a later notice says of the row.
pub fn operand(state: &mut State, forward: bool) -> Vec<Effect> {
    if let Some(Layer::Screen(_)) = state.layers.last() {
        return super::screen::go_later(state);
    }
    let Some((notice, target, view)) = focused(state) else {
        return none(state);
    };
    let name = view.content.clone();
    let mut places: Vec<(String, Span)> = view.flag.operands.clone();
    if places.is_empty() {
        places.push((view.flag.kind.clone(), view.flag.span));
    }
    let at = match &state.operand {
        Some((content, at)) if *content == name && forward => (at + 1) % places.len(),
        Some((content, at)) if *content == name => (at + places.len() - 1) % places.len(),
        _ if forward => 0,
        _ => places.len() - 1,
    };
    let (word, span) = places[at].clone();
    if matches!(state.layers.last(), Some(Layer::Flags(_))) {
        let flag = focused(state).map(|(.., view)| view.content.clone());
        go_from_screen(state, notice, target);
        // What is in front next has this flag among its own.
        state.front.wanted_flag = flag;
    }
    state.operand = Some((name, at));
    state.source.open = true;
    if state.size.0 < crate::tui::view::TWO {
        state.focus = Pane::Source;
    }
    state.source.land(notice, span);
    let count = places.len();
    let words = state.pick(
        format!("操作数 {}/{count}：{word}；. 下一个", at + 1),
        format!("operand {} of {count}: {word}; . is the next", at + 1),
    );
    state.status.say(words);
    vec![Effect::Session]
}

/// Sets the flag in focus aside, with a reason that is asked for; raises it again where it is set aside.
pub fn dismiss(state: &mut State) -> Vec<Effect> {
    if !writable(state) {
        return Vec::new();
    }
    let Some((_, on, view)) = focused(state) else {
        return none(state);
    };
    let name = FlagName {
        on,
        rule: view.flag.rule.clone(),
        content: view.content.clone(),
    };
    let aside = view.dismissed.is_some();
    let mut names = vec![name];
    // Flags that share a line are set aside together, with one reason and one undo.
    if let Some(Layer::Flags(list)) = state.layers.last() {
        names = list.all_picked().map(FlagRow::name).collect();
    }
    if aside {
        return vec![state.act(Act::Dismiss {
            flags: names,
            reason: None,
        })];
    }
    super::comment::open(state, Subject::Dismiss(names))
}

/// Shows what the flag in focus was held against, side by side; on a screen, the row and what a later notice says of it.
pub fn differences(state: &mut State) -> Vec<Effect> {
    if let Some(Layer::Screen(screen)) = state.layers.last() {
        let Some((one, other)) = screen.pair() else {
            let words = state.pick(
                "这一行没有后续通报中的答复可对照",
                "no answer of a later notice says anything of this row",
            );
            state.status.warn(words);
            return Vec::new();
        };
        return compare(state, one, other);
    }
    let Some((_, one, view)) = focused(state) else {
        return none(state);
    };
    let other = view.counterpart.as_ref().map(|counterpart| counterpart.target);
    let Some(other) = other else {
        let words = state.pick(
            "这条提示没有对照的另一处",
            "this flag was not held against another notice",
        );
        state.status.warn(words);
        return Vec::new();
    };
    compare(state, one, other)
}

fn compare(state: &mut State, one: Target, other: Target) -> Vec<Effect> {
    state.layers.push(Layer::Compared(SideBySide::of(one, other)));
    vec![Effect::Read(Reading::Compared(one, other))]
}

/// To the other one of the two that are shown side by side.
pub fn go_there(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Compared(pair)) = state.layers.last() else {
        return Vec::new();
    };
    let Some((notice, target)) = pair.there().map(|side| (side.notice, side.target)) else {
        return Vec::new();
    };
    state.layers.truncate(1);
    go_from_screen(state, notice, target)
}
