//! The which-key box: what can follow on the keys pressed so far.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::command::Command;
use crate::tui::panes::findings::Filter;
use crate::tui::state::State;
use crate::tui::widgets::canvas::{Piece, boxed, columns, piece, put_line};

/// Draws the box over the lower right corner, above the footer.
pub fn draw(buf: &mut Buffer, screen: Rect, state: &State) {
    let look = &state.look;
    let rows: Vec<Vec<Piece>> = state
        .keymap
        .after(&state.contexts(), &state.pending)
        .into_iter()
        .map(|(key, command)| {
            let words = command.map_or("…", |command| command.long(look.lang));
            let mut row = vec![
                piece(format!("{key:<3} "), look.theme.key),
                piece(words, look.theme.text),
            ];
            if let Some(count) = command.and_then(|command| count(command, state)) {
                row.push(piece(format!(" {count}"), look.theme.dim));
            }
            row
        })
        .collect();
    let wide = rows.iter().map(|row| columns(row)).max().unwrap_or(0) as u16 + 4;
    let high = rows.len() as u16 + 2;
    let wide = wide.clamp(16, screen.width.max(16));
    let area = Rect::new(
        screen.right().saturating_sub(wide),
        screen.bottom().saturating_sub(high + 2),
        wide,
        high,
    );
    let keys: Vec<String> = state.pending.iter().map(ToString::to_string).collect();
    let inside = boxed(buf, area, &keys.join(" "), &[], look);
    for (y, row) in (inside.y..inside.bottom()).zip(&rows) {
        put_line(buf, inside, y, row, look);
    }
}

/// What a filter would let through.
fn count(command: Command, state: &State) -> Option<usize> {
    let filter = match command {
        Command::FilterAll => Filter::All,
        Command::FilterUnreviewed => Filter::Unreviewed,
        Command::FilterOverdue => Filter::Overdue,
        Command::FilterFlagged => Filter::Flagged,
        _ => return None,
    };
    Some(state.findings.count(filter))
}
