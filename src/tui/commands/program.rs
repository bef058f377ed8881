//! The program itself: palettes, help, cancelling, redrawing.

use crate::tui::effect::Effect;
use crate::tui::layers::Layer;
use crate::tui::layers::commands::CommandPalette;
use crate::tui::layers::help::Help;
use crate::tui::panes::Pane;
use crate::tui::state::{Stale, State};

/// Opens the command palette.
pub fn commands(state: &mut State) -> Vec<Effect> {
    state.layers.push(Layer::Commands(CommandPalette::default()));
    Vec::new()
}

/// Opens the help.
pub fn help(state: &mut State) -> Vec<Effect> {
    state.layers.push(Layer::Help(Help::default()));
    Vec::new()
}

/// Takes one thing back: marks, else the search, else the open source, else the message.
pub fn cancel(state: &mut State) -> Vec<Effect> {
    if !state.findings.marks.is_empty() {
        state.findings.marks.clear();
    } else if state.focus == Pane::Source && !state.source.query.is_empty() {
        state.source.query.clear();
    } else if state.source.open {
        state.source.open = false;
        if state.focus == Pane::Source {
            state.focus = Pane::Findings;
        }
    }
    state.status.dismiss();
    Vec::new()
}

/// Closes the source where it is open, whichever pane has the keyboard; else leaves.
pub fn quit(state: &mut State) -> Vec<Effect> {
    if state.source.open {
        return super::show::source(state);
    }
    vec![Effect::Quit]
}

/// Reads and draws everything anew.
pub fn redraw(state: &mut State) -> Vec<Effect> {
    state.stale = Stale {
        source: true,
        ..Stale::REVIEWS
    };
    vec![Effect::Redraw, Effect::Index]
}
