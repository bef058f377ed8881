//! The jump palette on the screen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{JumpPalette, Shown, WIDE, scopes};
use crate::desk::{Forgiven, Found, JumpRecord, LeftOut, Mark, Scope};
use crate::model::{Lang, Target, Verdict};
use crate::text::width::{char_width, width};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, boxed, columns, piece, put_ends, put_line, restyle};
use crate::tui::widgets::flow::Flow;
use crate::tui::widgets::prose;
use crate::tui::widgets::sheet::Sheet;

impl JumpPalette {
    /// Draws.
    pub fn draw(&mut self, frame: &mut Frame<'_>, screen: Rect, look: &Look) {
        let lang = look.lang;
        let keys = [
            piece(" Enter ", look.theme.key),
            piece(lang.pick("前往 ", "go "), look.theme.dim),
            piece(" Tab ", look.theme.key),
            piece(lang.pick("换范围 ", "scope "), look.theme.dim),
            piece(" Esc ", look.theme.key),
            piece(lang.pick("关闭 ", "close "), look.theme.dim),
        ];
        let area = place(screen);
        let title = if self.question().alike.is_some() {
            lang.pick("他处相近的表述", "Other places that say this")
        } else {
            lang.pick("跳转（汉字或拼音首字母）", "Jump (characters or pinyin)")
        };
        let buf = frame.buffer_mut();
        let inside = boxed(buf, area, title, &keys, look);
        if inside.height < 3 {
            return;
        }
        let prompt = "/ ";
        let line = [
            piece(prompt, look.theme.key),
            piece(self.input.text(), look.theme.front),
        ];
        put_ends(
            buf,
            inside,
            inside.y,
            &line,
            &[piece(self.count(lang), look.theme.dim)],
            look,
        );
        let forgiven = [piece(self.forgiven(lang), look.theme.flag)];
        put_ends(buf, inside, inside.y + 1, &self.scopes(look), &forgiven, look);
        let mut list = Rect {
            y: inside.y + 2,
            height: inside.height - 2,
            ..inside
        };
        if screen.width >= WIDE {
            list.width = inside.width * 11 / 20;
            let beside = Rect {
                x: list.right() + 1,
                width: inside.width - list.width - 1,
                ..list
            };
            self.draw_hits(frame, list, look);
            self.draw_source(frame, beside, look);
        } else {
            let preview = if inside.height >= 14 { PREVIEW } else { 0 };
            list.height -= preview;
            self.draw_hits(frame, list, look);
            if preview > 0
                && let Some(record) = self.picked()
            {
                let below = Rect {
                    y: list.bottom(),
                    height: preview,
                    ..inside
                };
                let mut sheet = Sheet::new(below.width);
                sheet.heading(&record.place, look);
                sheet.text("", &record.text, look.theme.text, 2);
                sheet.draw(frame.buffer_mut(), below, 0, look);
            }
        }
        let caret = inside.x + (width(prompt) + self.input.caret_column()) as u16;
        frame.set_cursor_position((caret.min(inside.right().saturating_sub(1)), inside.y));
    }

    /// How many there are, and how far the index is.
    fn count(&self, lang: Lang) -> String {
        let count = self.shown.as_ref().map_or_else(String::new, |Shown { found, .. }| {
            format!("{}{}", found.total, if found.more { "+" } else { "" })
        });
        match self.share {
            100 => count,
            share => lang.pick(format!("索引 {share}% · {count}"), format!("index {share}% · {count}")),
        }
    }

    /// What the hits are, where nothing matches as it was typed, else what could not be looked through.
    fn forgiven(&self, lang: Lang) -> String {
        let Some(Shown { jump, found, .. }) = &self.shown else {
            return String::new();
        };
        let words = match found.forgiven {
            Some(Forgiven::Sound) => lang.pick("无一致结果；以下读音相同", "no match as typed; these sound alike"),
            Some(Forgiven::OneCharacter) => lang.pick("无一致结果；以下差一字", "no match as typed; these are one off"),
            None => return left_out(jump.left_out(), lang),
        };
        words.to_owned()
    }

    /// The scopes with their signs; the chosen one stands in brackets: it is not told by colour alone.
    fn scopes(&self, look: &Look) -> Vec<Piece> {
        let (chosen, _) = self.typed();
        let mut line = Vec::new();
        for scope in scopes() {
            let name = scope.map_or(look.lang.pick("全部", "all"), |scope| scope_name(scope, look.lang));
            if scope == chosen {
                line.push(piece(format!("[{name}]"), look.theme.focus));
            } else {
                let sign = scope.map_or(' ', Scope::sign);
                line.push(piece(sign, look.theme.key));
                line.push(piece(format!("{name} "), look.theme.dim));
            }
        }
        line.push(piece(">", look.theme.key));
        line.push(piece(look.lang.pick("命令", "commands"), look.theme.dim));
        line
    }

    fn draw_hits(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let buf = frame.buffer_mut();
        let words = match (&self.failed, &self.shown) {
            (Some(failed), _) => Some(failed.clone()),
            (None, None) => Some(look.lang.pick("正在建立索引…", "building the index…").to_owned()),
            (None, Some(shown)) if shown.found.hits.is_empty() && self.question().alike.is_some() => Some(
                look.lang
                    .pick("别处没有相近的表述", "no other place says nearly this")
                    .to_owned(),
            ),
            (None, Some(shown)) if shown.found.hits.is_empty() => Some(
                look.lang
                    .pick("没有找到；Tab 换范围", "nothing found; Tab changes the scope")
                    .to_owned(),
            ),
            _ => None,
        };
        if let Some(words) = words {
            put_line(buf, area, area.y, &[piece(words, look.theme.dim)], look);
            return;
        }
        let Some(Shown {
            jump,
            found: Found { hits, .. },
            verdicts,
        }) = &self.shown
        else {
            return;
        };
        let shown = self.window.follow(self.cursor, hits.len(), area.height.into());
        // Places stand in a column of their own, as wide as those in sight need.
        let most = usize::from(area.width / 3);
        let places = hits[shown.clone()].iter().filter_map(|hit| jump.record(hit));
        let column = places.map(|record| width(&record.place).min(most)).max().unwrap_or(0);
        for (y, at) in (area.y..).zip(shown) {
            let Some(record) = jump.record(&hits[at]) else {
                continue;
            };
            let current = at == self.cursor;
            let marked = &hits[at].matched_place;
            let mut place = place_pieces(&record.place, column, marked, look);
            place.push(piece(
                " ".repeat(column.saturating_sub(columns(&place))),
                look.theme.dim,
            ));
            let verdict = match record.target {
                Target::Measure(measure) => verdicts.get(&measure).copied(),
                _ => None,
            };
            let mut line = vec![
                piece(if current { look.glyphs.cursor } else { " " }, look.theme.key),
                glyph(record, verdict, look),
                piece(" ", look.theme.text),
            ];
            let room = usize::from(area.width).saturating_sub(5 + column);
            line.extend(matched(&record.text, &hits[at].matched, room, look));
            put_ends(buf, area, y, &line, &place, look);
            if current {
                restyle(buf, area, y, look.theme.cursor);
            }
        }
    }

    /// The source around the record in focus.
    fn draw_source(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let Some((record, view)) = self.picked().zip(self.source.as_ref()) else {
            return;
        };
        let buf = frame.buffer_mut();
        put_line(buf, area, area.y, &[piece(&record.place, look.theme.label)], look);
        let is_it = |mark: &Mark| match (mark, record.target) {
            (Mark::Measure(id), Target::Measure(target)) => *id == target,
            (Mark::Finding(id), Target::Finding(target)) => *id == target,
            _ => false,
        };
        let mark = view.marks.iter().find(|(_, mark)| is_it(mark));
        let range = mark.map_or(0..0, |(range, _)| range.clone());
        let flow = Flow::new(&view.text, usize::from(area.width).max(2));
        let top = flow.moved(flow.snap(range.start), -BEFORE);
        let styles = [(range, look.theme.front)];
        let rows = flow.rows_from(top, usize::from(area.height).saturating_sub(1));
        for (y, row) in (area.y + 1..).zip(rows) {
            put_line(
                buf,
                area,
                y,
                &prose::pieces(&view.text, row, look.theme.dim, &styles),
                look,
            );
        }
    }
}

/// Rows of the source before the record in focus.
const BEFORE: isize = 3;

/// What did not fit into memory, in words.
fn left_out(left: LeftOut, lang: Lang) -> String {
    let LeftOut { beyond, notices } = left;
    match (notices, beyond) {
        (0, None) => String::new(),
        (0, Some(most)) => lang.pick(
            format!("长文只查前 {most} 字"),
            format!("texts searched to {most} chars"),
        ),
        _ => lang.pick(
            format!("未含最旧 {notices} 份"),
            format!("without the oldest {notices}"),
        ),
    }
}

/// Cells of a list that a keystroke may have to draw anew: over a slow line more would be waited for.
const CELLS: u16 = 1_400;
/// Rows of the box that are not the list: frame, two rows above it, preview.
const AROUND: u16 = 2 + 2 + PREVIEW;
/// Rows of the preview below the list.
const PREVIEW: u16 = 3;

/// The box: most of the screen, as high as a list needs.
fn place(screen: Rect) -> Rect {
    let wide = screen.width.min(if screen.width >= WIDE { 190 } else { 110 });
    let most = if screen.width >= WIDE {
        30
    } else {
        AROUND + CELLS / wide.max(1)
    };
    let high = screen.height.saturating_sub(2).min(most);
    Rect::new(screen.x + (screen.width - wide) / 2, screen.y + 1, wide, high)
}

/// A place within `columns`: the labels tell one measure from the next, so that it is the name of the notice that is cut.
pub fn placed(place: &str, columns: usize) -> String {
    fitted(place, columns).into_iter().map(|(_, c)| c).collect()
}

/// Stands for what was cut.
const CUT: char = '…';

/// The characters of a place within `columns`, each with its position in the whole place.
fn fitted(place: &str, columns: usize) -> Vec<(Option<u32>, char)> {
    let all = (0_u32..).zip(place.chars()).map(|(at, c)| (Some(at), c));
    if width(place) <= columns {
        return all.collect();
    }
    let name = place.split(' ').next().unwrap_or(place).chars().count();
    let labels: Vec<(Option<u32>, char)> = all.clone().skip(name).collect();
    let taken: usize = labels.iter().map(|(_, c)| char_width(*c)).sum();
    // Where the labels leave no room for the name, the end is cut instead.
    let (room, labels) = match columns.checked_sub(taken) {
        Some(room) if room >= 4 && !labels.is_empty() => (room, labels),
        _ => (columns, Vec::new()),
    };
    let mut used = char_width(CUT);
    let kept = all
        .take(if labels.is_empty() { usize::MAX } else { name })
        .take_while(|(_, c)| {
            used += char_width(*c);
            used <= room
        });
    kept.chain([(None, CUT)]).chain(labels).collect()
}

/// A place within `columns` with its matched characters marked.
fn place_pieces(place: &str, columns: usize, matched: &[u32], look: &Look) -> Vec<Piece> {
    let characters = fitted(place, columns).into_iter();
    let is_hit = |at: Option<u32>| at.is_some_and(|at| matched.binary_search(&at).is_ok());
    runs(characters.map(|(at, c)| (c, if is_hit(at) { look.theme.hit } else { look.theme.dim })))
}

/// Characters of the same style as one piece.
fn runs(characters: impl Iterator<Item = (char, Style)>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (c, style) in characters {
        match pieces.last_mut() {
            Some(Piece { text, style: last }) if *last == style => text.push(c),
            _ => pieces.push(piece(c, style)),
        }
    }
    pieces
}

/// What a record is: a measure's verdict, else the first character of its list.
fn glyph(record: &JumpRecord, verdict: Option<Verdict>, look: &Look) -> Piece {
    if record.scope == Scope::Measure {
        return piece(
            format!("{} ", look.glyphs.verdict(verdict)),
            look.theme.verdict(verdict),
        );
    }
    let name = scope_name(record.scope, look.lang);
    let first = name.chars().next().map_or(String::new(), |c| c.to_string());
    let pad = " ".repeat(2_usize.saturating_sub(width(&first)));
    piece(first + &pad, look.theme.label)
}

/// Short, so that all stand in one row.
fn scope_name(scope: Scope, lang: Lang) -> &'static str {
    match (scope, lang) {
        (Scope::Organisation, Lang::En) => "bodies",
        (Scope::Commitment, Lang::En) => "promises",
        (Scope::Document, Lang::En) => "papers",
        _ => scope.name(lang),
    }
}

/// The text with its matched characters marked; where the first match lies beyond the room, the text begins shortly before it.
fn matched(text: &str, matched: &[u32], room: usize, look: &Look) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let first = matched.first().map_or(0, |at| *at as usize).min(chars.len());
    let before: usize = chars[..first].iter().map(|c| char_width(*c)).sum();
    let start = if before + 8 > room { first.saturating_sub(4) } else { 0 };
    let cut = (start > 0).then(|| piece(look.glyphs.cut, look.theme.dim));
    // Rows are not longer than the screen, and characters beyond it need not be looked at.
    let shown = chars.iter().zip(0_u32..).skip(start).take(room + 8);
    let is_hit = |at: u32| matched.binary_search(&at).is_ok();
    let styled = shown.map(|(c, at)| (*c, if is_hit(at) { look.theme.hit } else { look.theme.text }));
    cut.into_iter().chain(runs(styled)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_place_keeps_its_labels() {
        assert_eq!(placed("云溪港务 二、 (一) 3. 一是", 40), "云溪港务 二、 (一) 3. 一是");
        assert_eq!(
            placed("云溪港务控股集团 二、 (一) 3. 一是", 26),
            "云溪港… 二、 (一) 3. 一是"
        );
        assert_eq!(placed("云溪港务控股集团", 9), "云溪港务…");
        assert_eq!(placed("云溪 二、 (一) 3. 一是", 10), "云溪 二、…");
    }

    #[test]
    fn what_matched_in_a_place_is_marked_where_it_is_shown() {
        let fitted = fitted("云溪港务控股集团 二、 (一) 3. 一是", 26);
        let back: Vec<_> = fitted.iter().filter_map(|(at, c)| Some(((*at)?, *c))).collect();
        assert_eq!(back[2], (2, '港'));
        assert_eq!(back[3], (8, ' '));
        assert_eq!(back[4], (9, '二'));
    }
}
