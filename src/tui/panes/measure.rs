//! The measure in front as a sheet: the problem it answers, stated progress, commitments, flags, what others said, its text.

use std::ops::Range;

use super::flags;
use crate::desk::{CommitmentView, Mark, MeasureView, SourceView};
use crate::model::{CueKind, Verdict};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, piece};
use crate::tui::widgets::flow::Flow;
use crate::tui::widgets::prose::{self, Styled};
use crate::tui::widgets::sheet::Sheet;

/// Rows of the text that are shown before the thing in front. After it a twelfth of the pane is shown: what is around it is in the
/// source pane, and every row more is sent again with every step.
const BEFORE: isize = 1;

/// Rows that are shown of a measure; longer ones are read in the source pane.
const LONGEST: usize = 600;

/// From so many columns a commitment and its date go into one row.
const ONE_ROW: usize = 72;

/// Composes the sheet; the commitment and the flag of these places are in focus.
pub fn compose(
    sheet: &mut Sheet,
    view: &MeasureView,
    source: Option<&SourceView>,
    (promise, flag): (usize, usize),
    height: usize,
    look: &Look,
) {
    sheet.text("", &view.finding_title, look.theme.dim, 2);
    progress(sheet, view, look);
    if !view.documents.is_empty() {
        let label = look.lang.pick("文件 ", "Documents ");
        sheet.text(label, &view.documents.join(" "), look.theme.dim, 2);
    }
    if !view.others.is_empty() {
        let mut line = vec![piece(look.lang.pick("他人 ", "Others "), look.theme.label)];
        for other in &view.others {
            let verdict = Some(other.verdict);
            line.push(piece(format!("{} ", other.reviewer), look.theme.text));
            line.push(piece(
                format!("{} {}  ", look.glyphs.verdict(verdict), other.verdict.name(look.lang)),
                look.theme.verdict(verdict),
            ));
            if other.changed {
                let words = format!("{}{} ", look.glyphs.changed, look.lang.pick("原文已变", "text changed"));
                line.push(piece(words, look.theme.half));
            }
        }
        sheet.line(line);
    }
    if !view.commitments.is_empty() {
        let title = format!("{} {}", look.lang.pick("承诺", "Commitments"), view.commitments.len());
        sheet.heading(&title, look);
        for (n, commitment) in view.commitments.iter().enumerate() {
            let focused = n == promise;
            commitment_rows(sheet, commitment, focused, look);
        }
    }
    flags::meter(sheet, &view.particulars, look);
    flags::flags(sheet, &view.flags, flag, look);
    sheet.heading(look.lang.pick("原文", "Source"), look);
    let wanted = |mark: &Mark| *mark == Mark::Measure(view.id);
    let range = source.and_then(|source| source.marks.iter().find(|(_, mark)| wanted(mark)));
    match (source, range) {
        (Some(source), Some((range, _))) => {
            readings(sheet, source, range, look);
            let cues = cue_styles(view, source, range, look);
            source_rows(sheet, source, range.clone(), cues, height, look);
        }
        _ => sheet.text("", &view.text, look.theme.front, usize::MAX),
    }
}

/// What was printed where a reading was accepted, in a stretch of the source.
pub fn readings(sheet: &mut Sheet, source: &SourceView, shown: &Range<usize>, look: &Look) {
    for (range, mark) in &source.marks {
        if let Mark::Reading(at) = mark
            && range.start < shown.end
            && shown.start < range.end
            && let (Some(printed), Some(reading)) = (source.readings.get(*at), source.text.get(range.clone()))
        {
            let words = look.lang.pick(
                format!("采纳读法：“{reading}”，原印“{printed}”"),
                format!("accepted reading: {reading:?}, printed {printed:?}"),
            );
            let sign = look.glyphs.verdict(Some(Verdict::Verified));
            sheet.text(&format!("{sign} "), &words, look.theme.good, 2);
        }
    }
}

fn progress(sheet: &mut Sheet, view: &MeasureView, look: &Look) {
    let style = look.theme.progress(view.progress);
    let mut line = vec![
        piece(look.lang.pick("文面 ", "States "), look.theme.label),
        piece(view.progress.name(look.lang), style),
    ];
    let mut cues: Vec<&str> = Vec::new();
    for cue in &view.cues {
        if !cues.contains(&cue.text.as_str()) {
            cues.push(&cue.text);
        }
    }
    if !cues.is_empty() {
        line.push(piece(format!("（{}）", cues.join(" / ")), look.theme.dim));
    }
    sheet.line(line);
}

fn commitment_rows(sheet: &mut Sheet, view: &CommitmentView, focused: bool, look: &Look) {
    let head = [
        piece(if focused { look.glyphs.cursor } else { " " }, look.theme.key),
        piece(look.glyphs.check(view.check), look.theme.check(view.check)),
        piece(" ", look.theme.text),
    ];
    let style = if focused { look.theme.front } else { look.theme.text };
    let facts = commitment_facts(view, look);
    if sheet.columns >= ONE_ROW {
        let left = head.into_iter().chain([piece(view.text.clone(), style)]).collect();
        sheet.ends(left, facts);
        return;
    }
    let rows = prose::rows(&view.text, 0..view.text.len(), sheet.columns.saturating_sub(5));
    let limit = if focused { 3 } else { 1 };
    for (n, row) in rows.iter().take(limit).enumerate() {
        let mut line = if n == 0 {
            head.to_vec()
        } else {
            vec![piece("     ", style)]
        };
        let shown = if n + 1 == limit {
            &view.text[row.start..]
        } else {
            &view.text[row.clone()]
        };
        line.push(piece(shown, style));
        sheet.line(line);
    }
    sheet.line([piece("     ", look.theme.dim)].into_iter().chain(facts).collect());
}

fn commitment_facts(view: &CommitmentView, look: &Look) -> Vec<Piece> {
    let mut facts = Vec::new();
    if let Some(check) = view.check {
        facts.push(piece(
            format!("{} ", check.name(look.lang)),
            look.theme.check(view.check),
        ));
    }
    facts.push(piece(view.kind.name(look.lang), look.theme.dim));
    if let Some(due) = view.due {
        facts.push(piece(format!(" {due}"), look.theme.text));
    }
    match view.overdue_days {
        // What was found kept is not overdue for who found it so.
        _ if view.check == Some(crate::model::Check::Kept) => {}
        Some(days) if days > 0 => {
            let words = look
                .lang
                .pick(format!(" 逾期 {days} 天"), format!(" {days} days overdue"));
            facts.push(piece(words, look.theme.bad));
        }
        Some(days) => {
            let words = look
                .lang
                .pick(format!(" 还有 {} 天", -days), format!(" in {} days", -days));
            facts.push(piece(words, look.theme.good));
        }
        None => {}
    }
    for (reviewer, check) in &view.others {
        facts.push(piece(format!(" {reviewer}: {}", check.name(look.lang)), look.theme.dim));
    }
    facts
}

/// The source around a range, with the range bright and marked in the margin, and what lies in it in styles of its own.
pub fn source_rows(
    sheet: &mut Sheet,
    source: &SourceView,
    range: Range<usize>,
    more: Vec<Styled>,
    height: usize,
    look: &Look,
) {
    let flow = Flow::new(&source.text, sheet.columns.saturating_sub(2));
    let first = flow.snap(range.start);
    let top = flow.moved(first, -BEFORE);
    let inside = flow.rows_from(first, LONGEST);
    let own = inside.iter().take_while(|row| row.start < range.end).count();
    let rows = flow.rows_from(top, own + BEFORE.unsigned_abs() + (height / 12).max(2));
    let shown = top..rows.last().map_or(top, |row| row.end);
    let mut styles = vec![(range.clone(), look.theme.front)];
    styles.extend(mark_styles(source, &shown, look));
    styles.extend(more);
    for row in rows {
        let inside = row.start < range.end && range.start < row.end;
        let bar = if inside { look.glyphs.front } else { " " };
        // In the style of the text: switching the pen in every row would cost more than the sign.
        let own = if inside { look.theme.front } else { look.theme.dim };
        let mut line = vec![piece(format!("{bar} "), own)];
        line.extend(prose::pieces(&source.text, row, look.theme.dim, &styles));
        sheet.line(line);
    }
}

/// Commitments and flags that lie in a stretch of the source.
pub fn mark_styles(source: &SourceView, shown: &Range<usize>, look: &Look) -> Vec<Styled> {
    let over = |range: &Range<usize>| range.start < shown.end && shown.start < range.end;
    let style = |mark: &Mark, range: &Range<usize>| match mark {
        Mark::Commitment(_) => Some(look.theme.promise),
        Mark::Reading(_) => Some(look.theme.good),
        // A flag on a whole part would paint everything; its place is told in words.
        Mark::Flag(_) if range.len() < 120 => Some(look.theme.flag),
        _ => None,
    };
    let marks = source.marks.iter().filter(|(range, _)| over(range));
    marks
        .filter_map(|(range, mark)| Some((range.clone(), style(mark, range)?)))
        .collect()
}

/// The words that decided the stated progress, one after the other in the measure's text.
fn cue_styles(view: &MeasureView, source: &SourceView, range: &Range<usize>, look: &Look) -> Vec<Styled> {
    let mut styles = Vec::new();
    let mut from = range.start;
    for cue in &view.cues {
        let rest = source.text.get(from..range.end).unwrap_or("");
        let Some(at) = rest.find(&cue.text) else {
            continue;
        };
        let style = match cue.kind {
            CueKind::Done => look.theme.good,
            CueKind::Ongoing | CueKind::Planned => look.theme.half,
        };
        styles.push((from + at..from + at + cue.text.len(), style));
        from += at + cue.text.len();
    }
    styles
}
