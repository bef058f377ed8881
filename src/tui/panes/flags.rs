//! Flags as rows of a sheet, and the meter of what a measure names that one can go and look at.

use crate::desk::{FlagView, Particular};
use crate::model::{Flag, Lang};
use crate::text::width::width;
use crate::tui::layers::flags::{severity, tone};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, piece};
use crate::tui::widgets::sheet::Sheet;

/// Rows that a flag takes at most.
const ROWS: usize = 3;

/// What a flag says.
pub fn said(flag: &Flag, lang: Lang) -> &str {
    if flag.message_en.is_empty() {
        &flag.message
    } else {
        lang.pick(&flag.message, &flag.message_en)
    }
}

/// Flags as rows, the one in focus marked; nothing where there are none.
pub fn flags(sheet: &mut Sheet, views: &[FlagView], focus: usize, look: &Look) {
    for (n, view) in views.iter().enumerate() {
        // With one flag there is nothing to choose.
        let mark = if n == focus && views.len() > 1 {
            look.glyphs.cursor
        } else {
            " "
        };
        match &view.dismissed {
            Some(aside) => {
                let head = format!("{mark}{} {} ", look.glyphs.flag, look.lang.pick("已排除", "aside"));
                let words = format!("{} · {}: {}", view.flag.rule, aside.reviewer, aside.reason);
                sheet.text(&head, &words, look.theme.dim, 1);
            }
            None => row(sheet, &view.flag, &format!("{mark}{} ", look.glyphs.flag), look),
        }
    }
}

/// Flags as rows, none of them in focus.
pub fn list(sheet: &mut Sheet, flags: &[Flag], look: &Look) {
    for flag in flags {
        row(sheet, flag, &format!("{} ", look.glyphs.flag), look);
    }
}

/// The beginning of a text, as much as may be seen.
fn clipped(text: &str, room: usize) -> &str {
    let end = text.char_indices().nth(room).map_or(text.len(), |(end, _)| end);
    &text[..end]
}

fn row(sheet: &mut Sheet, flag: &Flag, head: &str, look: &Look) {
    let lang = look.lang;
    let mut text = format!(
        "{} {}: {}",
        severity(flag.severity, lang).trim_end(),
        flag.rule,
        clipped(said(flag, lang), ROWS * (sheet.columns + 1))
    );
    if let Some(proposal) = &flag.proposal {
        text.push_str(&lang.pick(format!("；疑为“{proposal}”"), format!("; perhaps {proposal:?}")));
    }
    if let Some(grounds) = &flag.grounds {
        let (sure, why) = (
            grounds.confidence.name(lang),
            lang.pick(&grounds.reason, &grounds.reason_en),
        );
        text.push_str(&lang.pick(format!("（{sure}：{why}）"), format!(" ({sure}: {why})")));
    }
    sheet.text(head, &text, tone(flag.severity, look), ROWS);
}

/// `要素 ✓日期 2024年5月  ✓文件  –数量 –金额 –单位`: what can be looked up before what is missing. The words stand beside the names as far as
/// the row has room.
pub fn meter(sheet: &mut Sheet, particulars: &[Particular], look: &Look) {
    let lang = look.lang;
    let mut line: Vec<Piece> = vec![piece(lang.pick("要素 ", "Names "), look.theme.label)];
    let (present, missing): (Vec<&Particular>, Vec<&Particular>) =
        particulars.iter().partition(|part| part.words.is_some());
    let names = |parts: &[&Particular]| parts.iter().map(|part| width(part.name(lang)) + 2).sum::<usize>();
    let mut room = sheet.columns.saturating_sub(6 + names(&present) + names(&missing));
    for part in present {
        let words = part.words.as_deref().unwrap_or_default();
        line.push(piece(
            format!("{}{} ", look.glyphs.yes, part.name(lang)),
            look.theme.good,
        ));
        let wide = width(words) + 1;
        if wide <= room {
            line.push(piece(format!("{words} "), look.theme.dim));
            room -= wide;
        }
    }
    for part in missing {
        line.push(piece(
            format!("{}{} ", look.glyphs.no, part.name(lang)),
            look.theme.half,
        ));
    }
    sheet.line(line);
}
