//! Verdicts, marking several measures, undo and redo.

use super::comment;
use crate::model::Verdict;
use crate::tui::clerk::Act;
use crate::tui::effect::Effect;
use crate::tui::layers::editor::Subject;
use crate::tui::panes::Pane;
use crate::tui::panes::findings::Filter;
use crate::tui::state::State;

/// Whether something can be written; says why not.
pub fn writable(state: &mut State) -> bool {
    match state.locked.clone() {
        Some(why) => {
            state.status.warn(why);
            false
        }
        None => true,
    }
}

/// A verdict on the measure in front, or on the marked ones. One that needs a comment opens the editor and is given with it.
pub fn verdict(state: &mut State, verdict: Option<Verdict>) -> Vec<Effect> {
    if !writable(state) {
        return Vec::new();
    }
    if state.focus == Pane::Source
        && let Some(spot) = state.source.spot()
    {
        state.findings.go(spot);
    }
    let measures = state.judged();
    if measures.is_empty() {
        let words = state.pick(
            "结论是对措施的：请先选一条措施（n 到下一条未核）",
            "verdicts are on measures: choose one first (n goes to the next)",
        );
        state.status.warn(words);
        return Vec::new();
    }
    match verdict {
        Some(needed) if needed.needs_comment() => comment::open(state, Subject::Verdict(measures, needed)),
        _ => give(state, measures, verdict, None),
    }
}

/// Sends a verdict to the clerk and moves on.
pub fn give(
    state: &mut State,
    measures: Vec<crate::model::MeasureId>,
    verdict: Option<Verdict>,
    comment: Option<String>,
) -> Vec<Effect> {
    state.findings.anticipate(&measures, verdict);
    let effects = vec![
        state.act(Act::Judge {
            measures,
            verdict,
            comment,
        }),
        Effect::Session,
    ];
    let several = !state.findings.marks.is_empty();
    state.findings.marks.clear();
    if verdict.is_some() && (!several || state.findings.measure().is_some_and(|row| !row.waits())) {
        move_on(state);
    }
    state.stale.front = true;
    effects
}

/// To the next unreviewed measure of the notice: below, else from the top.
fn move_on(state: &mut State) {
    if state.findings.step_unreviewed(true) {
        if state.focus == Pane::Source
            && let Some(spot) = state.findings.spot()
        {
            state.source.go(spot);
        }
        return;
    }
    if state.findings.to_first_unreviewed() {
        let words = state.pick(
            "已到末尾，回到前面未核的措施",
            "that was the last one: back to an earlier unreviewed measure",
        );
        state.status.say(words);
    }
}

/// What to say after a verdict when there is no unreviewed measure left to move on to.
pub fn nothing_left(state: &State) -> Option<&'static str> {
    if state.findings.has_unreviewed() {
        return None;
    }
    Some(match state.filter {
        Filter::All => state.pick(
            "本通报的措施已全部核完；n 到下一份未核完的通报",
            "every measure of this notice is reviewed; n goes to the next notice",
        ),
        _ => state.pick(
            "筛选之下的措施已全部核完；f a 显示全部",
            "every measure that the filter shows is reviewed; f a shows all",
        ),
    })
}

/// Marks or unmarks the measure under the cursor and moves down.
pub fn mark(state: &mut State) -> Vec<Effect> {
    let Some(id) = state.findings.measure().map(|row| row.id) else {
        let words = state.pick("只能选中措施", "only measures can be marked");
        state.status.warn(words);
        return Vec::new();
    };
    if !state.findings.marks.remove(&id) {
        state.findings.marks.insert(id);
    }
    state.findings.step(crate::tui::widgets::list::Step::Down);
    let count = state.findings.marks.len();
    let words = state.pick(
        format!("已选中 {count} 条：结论键一并给出，Esc 取消"),
        format!("{count} marked: a verdict key judges them together, Esc clears"),
    );
    state.status.say(words);
    Vec::new()
}

/// Takes back the last act.
pub fn undo(state: &mut State) -> Vec<Effect> {
    if !writable(state) {
        return Vec::new();
    }
    vec![state.act(Act::Undo), Effect::Session]
}

/// Does again what was taken back.
pub fn redo(state: &mut State) -> Vec<Effect> {
    if !writable(state) {
        return Vec::new();
    }
    vec![state.act(Act::Redo), Effect::Session]
}
