//! How the findings tree is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Filter, Findings};
use crate::desk::{OutlineRow, SectionRow};
use crate::model::SectionKind;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, piece, put_ends, restyle, rule};

impl Findings {
    /// Draws.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, title: &str, focused: bool, look: &Look) {
        let done = self
            .rows
            .iter()
            .filter(|row| matches!(row, OutlineRow::Measure(row) if !row.waits()));
        let whole = self.count(Filter::All);
        let right = format!("{}/{whole}", done.count());
        let area = rule(buf, area, title, &right, focused, look);
        if self.visible.is_empty() {
            let words = if self.rows.is_empty() {
                look.lang
                    .pick("没有读出问题；按 s 看原文", "no finding was read; s shows the source")
            } else {
                look.lang.pick(
                    "筛选之下没有措施；f a 显示全部",
                    "the filter lets nothing through; f a shows all",
                )
            };
            put_ends(buf, area, area.y, &[piece(words, look.theme.dim)], &[], look);
            return;
        }
        let cursor = self.visible.binary_search(&self.row).unwrap_or(0);
        let shown = self.window.follow(cursor, self.visible.len(), area.height.into());
        for (y, at) in (area.y..).zip(shown) {
            let row = self.visible[at];
            let current = at == cursor;
            let (left, right) = self.row_pieces(&self.rows[row], current, look);
            put_ends(buf, area, y, &left, &right, look);
            if current {
                restyle(
                    buf,
                    area,
                    y,
                    if focused { look.theme.cursor } else { look.theme.resting },
                );
            }
        }
    }

    fn row_pieces(&self, row: &OutlineRow, current: bool, look: &Look) -> (Vec<Piece>, Vec<Piece>) {
        let marked = matches!(row, OutlineRow::Measure(row) if self.marks.contains(&row.id));
        let head = if current {
            look.glyphs.cursor
        } else if marked {
            look.glyphs.marked
        } else {
            " "
        };
        let mut left = vec![piece(head, look.theme.key)];
        let mut right = Vec::new();
        match row {
            OutlineRow::Section(row) => left.push(piece(
                format!(
                    "{}{}{}",
                    indent(row.level),
                    label(row.label.as_deref()),
                    section_title(row, look)
                ),
                look.theme.label,
            )),
            OutlineRow::Finding(row) => {
                left.push(piece(
                    format!("{}{}{}", indent(row.level), label(row.label.as_deref()), row.title),
                    look.theme.front,
                ));
                signs(row.flags, row.overdue, row.comments, look, &mut right);
                right.push(piece(format!(" {}/{}", row.reviewed, row.measures), look.theme.dim));
            }
            OutlineRow::Measure(row) => {
                left.push(piece(
                    if marked && current { look.glyphs.marked } else { " " },
                    look.theme.key,
                ));
                left.push(piece(" ", look.theme.text));
                left.push(piece(look.glyphs.verdict(row.verdict), look.theme.verdict(row.verdict)));
                let style = if row.waits() { look.theme.text } else { look.theme.dim };
                if row.changed {
                    let words = format!("{}{}", look.glyphs.changed, look.lang.pick("已变", "changed"));
                    left.push(piece(words, look.theme.half));
                }
                left.push(piece(format!(" {}{}", label(row.label.as_deref()), row.gist), style));
                if row.others > 0 {
                    right.push(piece(format!(" +{}", row.others), look.theme.dim));
                }
                signs(row.flags, row.overdue, row.comments, look, &mut right);
            }
        }
        (left, right)
    }
}

/// Flags, overdue commitments and comments of a row, each with its own sign.
fn signs(flags: u32, overdue: u32, comments: u32, look: &Look, into: &mut Vec<Piece>) {
    for (count, sign, style) in [
        (comments, look.glyphs.comment, look.theme.dim),
        (overdue, look.glyphs.late, look.theme.bad),
        (flags, look.glyphs.flag, look.theme.flag),
    ] {
        if count > 0 {
            into.push(piece(format!(" {sign}{count}"), style));
        }
    }
}

fn indent(level: u8) -> &'static str {
    ["", "", " ", "  "][usize::from(level.min(3))]
}

/// A label with a blank after it; full-width labels bring their own.
pub fn label(label: Option<&str>) -> String {
    match label {
        None => String::new(),
        Some(label) if label.ends_with(['、', '）', '．', '：']) => label.to_owned(),
        Some(label) => format!("{label} "),
    }
}

/// A heading, or where a part has none, what it is.
pub fn section_title(row: &SectionRow, look: &Look) -> String {
    if !row.title.is_empty() {
        return row.title.clone();
    }
    part_name(row.kind, look).to_owned()
}

/// What a part without a heading is.
pub fn part_name(kind: SectionKind, look: &Look) -> &'static str {
    let (zh, en) = match kind {
        SectionKind::Preamble => ("（导语）", "(preamble)"),
        SectionKind::Leadership => ("（组织领导）", "(leadership)"),
        SectionKind::Findings => ("（整改情况）", "(rectification)"),
        SectionKind::NextSteps => ("（下一步）", "(next steps)"),
        SectionKind::Contact => ("（联系方式）", "(contact)"),
        SectionKind::Boilerplate => ("（网页附件）", "(page furniture)"),
    };
    look.lang.pick(zh, en)
}
