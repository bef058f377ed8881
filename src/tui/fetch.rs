//! Reading: whatever the state wants to show and does not have, or has from before a change.

use std::sync::Arc;

use super::clerk::Act;
use super::layers::Layer;
use super::panes::Pane;
use super::panes::findings::Spot;
use super::panes::front::{Front, Wanted};
use super::state::State;
use crate::desk::{Desk, DeskError, OutlineRow, gap_of};
use crate::model::Target;

/// Reads the list and the tree where they are stale or another notice came to the front. After it, the cursor is where it belongs.
pub fn rows(state: &mut State, desk: &Desk) {
    if let Err(error) = try_rows(state, desk) {
        state.status.fail(&error);
    }
}

fn try_rows(state: &mut State, desk: &Desk) -> Result<(), DeskError> {
    if std::mem::take(&mut state.stale.notices) {
        state.notices.replace(desk.notices()?);
    }
    let Some(notice) = state.notices.id() else {
        return Ok(());
    };
    if std::mem::take(&mut state.stale.outline) || state.findings.notice != Some(notice) {
        state.findings.remember();
        state.findings.replace(desk.outline(notice)?);
        anticipate_verdicts(state);
    }
    Ok(())
}

/// What is still on its way to the clerk is not in what was read, and must not vanish from the screen meanwhile.
fn anticipate_verdicts(state: &mut State) {
    for act in state.acts_in_flight() {
        if let Act::Judge { measures, verdict, .. } = act {
            state.findings.anticipate(&measures, verdict);
        }
    }
}

fn anticipate_checks(state: &State, mut front: Front) -> Front {
    if let Front::Measure(view) = &mut front {
        for act in state.acts_in_flight() {
            if let Act::Check { commitment, check } = act
                && let Some(promise) = view.commitments.iter_mut().find(|promise| promise.id == commitment)
            {
                promise.check = check;
            }
        }
    }
    front
}

/// Reads what is in front, where it is not what was read last.
pub fn front(state: &mut State, desk: &Desk) {
    if let Err(error) = try_front(state, desk) {
        // What cannot be read is not asked for again with every key.
        state.front_is = Some(state.wanted());
        state.status.fail(&error);
    }
}

fn try_front(state: &mut State, desk: &Desk) -> Result<(), DeskError> {
    if std::mem::take(&mut state.stale.drafts) {
        state.drafts = desk.drafts()?;
        state.stale.front = true;
    }
    let wanted = state.wanted();
    let same = state.front_is == Some(wanted);
    if same && !state.stale.front {
        return Ok(());
    }
    state.stale.front = false;
    let (front, thread) = match wanted {
        Wanted::Nothing => (Front::Nothing, Vec::new()),
        Wanted::Notice(id) => match state.notices.current() {
            Some(row) => {
                let gap = gap_of(&state.findings.rows, None, row.claimed);
                (
                    Front::Notice(Box::new(row.clone()), gap),
                    desk.comments(Target::Notice(id))?,
                )
            }
            None => (Front::Nothing, Vec::new()),
        },
        Wanted::Section(_) => match state.findings.current() {
            Some(OutlineRow::Section(row)) => (Front::Section(row.clone()), Vec::new()),
            _ => (Front::Nothing, Vec::new()),
        },
        Wanted::Finding(id) => {
            let mut view = desk.finding(id)?;
            let thread = std::mem::take(&mut view.comments);
            (Front::Finding(Box::new(view)), thread)
        }
        Wanted::Measure(id) => {
            let mut view = desk.measure(id)?;
            let thread = std::mem::take(&mut view.comments);
            (Front::Measure(Box::new(view)), thread)
        }
    };
    let front = anticipate_checks(state, front);
    // The first reading after the start keeps the place of the last sitting.
    let first = state.front_is.is_none();
    state.front.replace(front, same || first);
    let draft = wanted.target().and_then(|target| state.draft_of(target).cloned());
    state.comments.replace(thread, draft);
    state.front_is = Some(wanted);
    Ok(())
}

/// Reads the source that stands beside the jump palette, where there is room for it.
pub fn preview(state: &mut State, desk: &Desk) {
    let (columns, _) = state.size;
    if let Some(Layer::Jump(palette)) = state.layers.last_mut()
        && let Some(notice) = palette.wants_source(columns)
    {
        match desk.source(notice) {
            Ok(source) => palette.source = Some(Arc::new(source)),
            Err(error) => state.status.fail(&error),
        }
    }
}

/// Reads the source of the notice in front, once before a frame.
pub fn source(state: &mut State, desk: &Desk) {
    if let Err(error) = try_source(state, desk) {
        state.status.fail(&error);
    }
}

fn try_source(state: &mut State, desk: &Desk) -> Result<(), DeskError> {
    let Some(notice) = state.notices.id() else {
        return Ok(());
    };
    let known = state.source.view.as_ref().map(|view| view.notice);
    if known == Some(notice) && !state.stale.source {
        state.source.landed();
        return Ok(());
    }
    state.stale.source = false;
    state.source.replace(Arc::new(desk.source(notice)?));
    if state.focus != Pane::Source
        && known.is_some()
        && let Some(spot @ (Spot::Finding(_) | Spot::Measure(_))) = state.findings.spot()
    {
        state.source.go(spot);
    }
    state.source.landed();
    Ok(())
}
