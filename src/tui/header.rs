//! The first row: which notice, how much of it is reviewed, what it claims, what is overdue; who reviews.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::state::State;
use super::widgets::canvas::{Piece, bar, columns, piece, put_ends};
use crate::desk::{gap_of, gap_words};

/// Draws the row. Where there is no room, the last parts go first.
pub fn draw(buf: &mut Buffer, row: Rect, state: &State) {
    let look = &state.look;
    let lang = look.lang;
    let mut right = Vec::new();
    if state.locked.is_some() {
        right.push(piece(lang.pick("[只读] ", "[read-only] "), look.theme.bad));
    }
    right.push(piece(format!("{} ", state.reviewer), look.theme.dim));
    let mut parts: Vec<Vec<Piece>> = Vec::new();
    if let Some(notice) = state.notices.current() {
        let (full, empty) = bar(notice.reviewed, notice.measures, 8, look);
        parts.push(vec![piece(notice.short.clone(), look.theme.front)]);
        parts.push(vec![
            piece(
                format!(
                    "{} {}/{} ",
                    lang.pick("已核", "reviewed"),
                    notice.reviewed,
                    notice.measures
                ),
                look.theme.text,
            ),
            piece(full, look.theme.good),
            piece(empty, look.theme.dim),
        ]);
        if notice.overdue > 0 {
            let words = format!("{} {}", lang.pick("逾期承诺", "overdue"), notice.overdue);
            parts.push(vec![piece(words, look.theme.bad)]);
        }
        // While another notice comes to the front its measures are not there yet.
        if state.findings.notice == Some(notice.id) {
            let gap = gap_of(&state.findings.rows, None, notice.claimed);
            parts.extend(
                gap_words(&gap, lang)
                    .into_iter()
                    .map(|words| vec![piece(words, look.theme.text)]),
            );
        }
        if notice.flags > 0 {
            let words = format!("{}{} {}", look.glyphs.flag, notice.flags, lang.pick("提示", "flags"));
            parts.push(vec![piece(words, look.theme.flag)]);
        }
        parts.push(vec![piece(
            lang.pick(
                format!("{} 问题", notice.findings),
                format!("{} findings", notice.findings),
            ),
            look.theme.dim,
        )]);
    }
    let mut left = vec![piece(lang.pick(" 对账 ", " duizhang "), look.theme.focus)];
    let room = usize::from(row.width).saturating_sub(columns(&right) + 1);
    for part in parts {
        let dot = piece(format!(" {} ", look.glyphs.dot), look.theme.rule);
        if left.len() > 1 && columns(&left) + 3 + columns(&part) > room {
            break;
        }
        left.push(dot);
        left.extend(part);
    }
    put_ends(buf, row, row.y, &left, &right, look);
}
