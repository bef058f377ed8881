//! Moving about.

use crate::tui::effect::Effect;
use crate::tui::layers::Layer;
use crate::tui::panes::Pane;
use crate::tui::panes::findings::{Filter, Landing, Spot};
use crate::tui::state::State;
use crate::tui::widgets::list::Step;

/// Moves in the pane with the keyboard, in the help, or on a screen.
pub fn step(state: &mut State, step: Step) -> Vec<Effect> {
    match state.layers.last_mut() {
        Some(Layer::Help(help)) => {
            help.step(step);
            return Vec::new();
        }
        Some(Layer::Screen(screen)) => {
            screen.step(step);
            return Vec::new();
        }
        Some(Layer::Parse(screen)) => {
            screen.step(step);
            return Vec::new();
        }
        Some(Layer::Flags(list)) => {
            list.step(step);
            return Vec::new();
        }
        Some(Layer::Compared(pair)) => {
            pair.step(step);
            return Vec::new();
        }
        _ => {}
    }
    match state.focus {
        Pane::Notices => {
            state.findings.remember();
            state.notices.step(step);
        }
        Pane::Findings => state.findings.step(step),
        Pane::Measure => state.front.step(step),
        Pane::Comments => state.comments.step(step),
        Pane::Source => {
            state.source.step(step);
            follow_source(state);
        }
    }
    Vec::new()
}

/// What the cursor in the source is on comes to the front.
pub fn follow_source(state: &mut State) {
    if let Some(spot) = state.source.spot() {
        state.findings.go(spot);
    }
}

/// The source shows what came to the front.
fn lead_source(state: &mut State) {
    if state.source.open
        && let Some(spot) = state.findings.spot()
    {
        state.source.go(spot);
    }
}

/// To the next or previous finding.
pub fn finding(state: &mut State, forward: bool) -> Vec<Effect> {
    if state.focus == Pane::Notices {
        state.focus = Pane::Findings;
    }
    if state.findings.step_finding(forward) {
        lead_source(state);
    } else {
        let words = if forward {
            state.pick("已是最后一个问题", "that was the last finding")
        } else {
            state.pick("已是第一个问题", "that was the first finding")
        };
        state.status.say(words);
    }
    Vec::new()
}

/// To the next or previous unreviewed measure, in another notice if need be.
pub fn unreviewed(state: &mut State, forward: bool) -> Vec<Effect> {
    if state.focus == Pane::Notices {
        state.focus = Pane::Findings;
    }
    if state.findings.step_unreviewed(forward) {
        lead_source(state);
        return Vec::new();
    }
    let count = state.notices.rows.len();
    let others = (1..count).map(|n| {
        let n = if forward { n } else { count - n };
        (state.notices.cursor + n) % count
    });
    let open = |at: &usize| {
        state
            .notices
            .rows
            .get(*at)
            .is_some_and(|row| row.reviewed < row.measures)
    };
    let filtered = state.filter != Filter::All && state.filter != Filter::Unreviewed;
    if let Some(at) = others.into_iter().find(open).filter(|_| !filtered) {
        let from = state.place();
        state.findings.remember();
        state.notices.cursor = at;
        let landing = if forward {
            Landing::FirstUnreviewed
        } else {
            Landing::LastUnreviewed
        };
        state.change_notice(landing);
        if let Some(from) = from {
            state.trail.leave(from);
        }
        let name = state.notices.current().map(|row| row.short.clone()).unwrap_or_default();
        let words = state.pick(format!("转到 {name}"), format!("on to {name}"));
        state.status.say(words);
    } else if state.findings.count(Filter::Unreviewed) > 0 && state.findings.to_first_unreviewed() {
        lead_source(state);
        let words = state.pick("绕回到第一条未核的措施", "round to the first unreviewed measure");
        state.status.say(words);
    } else if filtered {
        let words = state.pick(
            "筛选之下没有未核的措施；f a 显示全部",
            "no unreviewed measure under the filter; f a shows all",
        );
        state.status.say(words);
    } else {
        let words = state.pick("全部措施均已核完", "every measure is reviewed");
        state.status.done(words);
    }
    Vec::new()
}

/// To the next or previous notice.
pub fn notice(state: &mut State, forward: bool) -> Vec<Effect> {
    state.findings.remember();
    let before = state.notices.cursor;
    state.notices.step(if forward { Step::Down } else { Step::Up });
    if before == state.notices.cursor {
        let words = if forward {
            state.pick("已是最后一份通报", "that was the last notice")
        } else {
            state.pick("已是第一份通报", "that was the first notice")
        };
        state.status.say(words);
    }
    Vec::new()
}

/// Goes in.
pub fn open(state: &mut State) -> Vec<Effect> {
    match state.focus {
        Pane::Notices => state.focus = Pane::Findings,
        Pane::Findings => state.focus = Pane::Measure,
        Pane::Measure => return super::show::source(state),
        Pane::Comments => return super::comment::comment(state),
        Pane::Source => match state.source.spot() {
            Some(spot @ (Spot::Measure(_) | Spot::Finding(_))) => {
                state.findings.go(spot);
                state.source.open = false;
                state.focus = Pane::Findings;
            }
            _ => {
                let words = state.pick("此处没有读出措施或问题", "no measure or finding was read here");
                state.status.say(words);
            }
        },
    }
    Vec::new()
}

/// The panes from left to right, as they are open.
fn panes(state: &State) -> Vec<Pane> {
    if state.source.open {
        vec![Pane::Notices, Pane::Findings, Pane::Source]
    } else {
        vec![Pane::Notices, Pane::Findings, Pane::Measure, Pane::Comments]
    }
}

/// To the pane beside.
pub fn aside(state: &mut State, right: bool) -> Vec<Effect> {
    let panes = panes(state);
    let at = panes.iter().position(|pane| *pane == state.focus).unwrap_or(0);
    let to = if right {
        (at + 1).min(panes.len() - 1)
    } else {
        at.saturating_sub(1)
    };
    pane(state, panes[to])
}

/// To the next pane, going round.
pub fn turn(state: &mut State, forward: bool) -> Vec<Effect> {
    let panes = panes(state);
    let at = panes.iter().position(|pane| *pane == state.focus).unwrap_or(0);
    let to = (at + if forward { 1 } else { panes.len() - 1 }) % panes.len();
    pane(state, panes[to])
}

/// To a pane; one that the open source hides closes it.
pub fn pane(state: &mut State, pane: Pane) -> Vec<Effect> {
    if matches!(pane, Pane::Measure | Pane::Comments) {
        state.source.open = false;
    }
    state.focus = pane;
    Vec::new()
}
