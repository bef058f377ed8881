//! The jump palette: everything in the database that has a name, by characters or pinyin.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::desk::{Forgiven, Found, Jump, JumpRecord, Scope};
use crate::model::{Lang, NoticeId};
use crate::text::width::{char_width, clip, width};
use crate::tui::finder::Question;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{Piece, boxed, piece, put_ends, put_line, restyle};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list::{Step, Window, stepped};

/// Hits that are asked for: more than anyone looks through.
const LIMIT: usize = 200;

/// The scopes, in the order in which one key goes through them.
const SCOPES: [Option<Scope>; 7] = [
    None,
    Some(Scope::Notice),
    Some(Scope::Finding),
    Some(Scope::Measure),
    Some(Scope::Commitment),
    Some(Scope::Document),
    Some(Scope::Comment),
];

/// The palette.
#[derive(Debug, Default)]
pub struct JumpPalette {
    /// What is typed.
    pub input: Input,
    /// Which notice was in front.
    pub near: Option<NoticeId>,
    scope: usize,
    found: Option<(Jump, Found)>,
    cursor: usize,
    window: Window,
    /// Number of the question whose hits are waited for.
    pub asked: u64,
    answered: u64,
    /// The best hit was picked before it was there: whoever types fast does not wait for the list.
    pub hasty: bool,
    /// Why nothing can be found.
    pub failed: Option<String>,
}

impl JumpPalette {
    /// A palette over a notice.
    pub fn near(near: Option<NoticeId>) -> Self {
        Self {
            near,
            ..Self::default()
        }
    }

    /// What to ask the finder.
    pub fn question(&self) -> Question {
        Question {
            query: self.input.text().to_owned(),
            scope: SCOPES[self.scope],
            near: self.near,
            limit: LIMIT,
        }
    }

    /// Takes hits; older ones than those that are waited for are shown until the newer come.
    pub fn take(&mut self, number: u64, jump: Jump, found: Found) {
        if number == self.asked {
            self.answered = number;
            self.cursor = 0;
            self.window = Window::default();
            self.found = Some((jump, found));
        }
    }

    /// Whether the list is that of what was typed last.
    pub fn is_current(&self) -> bool {
        self.found.is_some() && self.answered == self.asked
    }

    /// The next or previous scope.
    pub fn turn(&mut self, forward: bool) {
        let count = SCOPES.len();
        self.scope = (self.scope + if forward { 1 } else { count - 1 }) % count;
    }

    /// Moves.
    pub fn step(&mut self, step: Step) {
        let len = self.found.as_ref().map_or(0, |(_, found)| found.hits.len());
        self.cursor = stepped(self.cursor, len, self.window.height, step);
    }

    /// The record in focus.
    pub fn picked(&self) -> Option<&JumpRecord> {
        let (jump, found) = self.found.as_ref()?;
        jump.record(found.hits.get(self.cursor)?)
    }

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
        let title = lang.pick("跳转（汉字或拼音首字母）", "Jump (characters or pinyin)");
        let buf = frame.buffer_mut();
        let inside = boxed(buf, area, title, &keys, look);
        if inside.height < 3 {
            return;
        }
        let prompt = "/ ";
        let shown = self.found.as_ref().map_or_else(String::new, |(_, found)| {
            format!("{}{}", found.total, if found.more { "+" } else { "" })
        });
        let line = [
            piece(prompt, look.theme.key),
            piece(self.input.text(), look.theme.front),
        ];
        put_ends(buf, inside, inside.y, &line, &[piece(shown, look.theme.dim)], look);
        let forgiven = [piece(self.forgiven(lang), look.theme.flag)];
        put_ends(buf, inside, inside.y + 1, &self.scopes(look), &forgiven, look);
        let preview = if inside.height >= 14 { 3 } else { 0 };
        let list = Rect {
            y: inside.y + 2,
            height: inside.height - 2 - preview,
            ..inside
        };
        self.draw_hits(frame, list, look);
        if preview > 0
            && let Some(record) = self.picked()
        {
            let area = Rect {
                y: list.bottom(),
                height: preview,
                ..inside
            };
            let mut sheet = crate::tui::widgets::sheet::Sheet::new(area.width);
            sheet.heading(&record.place, look);
            sheet.text("", &record.text, look.theme.text, 2);
            sheet.draw(frame.buffer_mut(), area, 0, look);
        }
        let caret = inside.x + (width(prompt) + self.input.caret_column()) as u16;
        frame.set_cursor_position((caret.min(inside.right().saturating_sub(1)), inside.y));
    }

    /// What the hits are, where nothing matches as it was typed.
    fn forgiven(&self, lang: Lang) -> &'static str {
        match self.found.as_ref().and_then(|(_, found)| found.forgiven) {
            Some(Forgiven::Sound) => lang.pick("无一致结果；以下读音相同", "no match as typed; these sound alike"),
            Some(Forgiven::OneCharacter) => lang.pick("无一致结果；以下差一字", "no match as typed; these are one off"),
            None => "",
        }
    }

    fn scopes(&self, look: &Look) -> Vec<Piece> {
        let mut line = Vec::new();
        for (n, scope) in SCOPES.into_iter().enumerate() {
            let name = scope.map_or(look.lang.pick("全部", "all"), |scope| scope_name(scope, look.lang));
            // The chosen one stands in brackets: it is not told by colour alone.
            if n == self.scope {
                line.push(piece(format!("[{name}]"), look.theme.focus));
            } else {
                line.push(piece(format!(" {name} "), look.theme.dim));
            }
        }
        line
    }

    fn draw_hits(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let buf = frame.buffer_mut();
        let words = match (&self.failed, &self.found) {
            (Some(failed), _) => Some(failed.clone()),
            (None, None) => Some(look.lang.pick("正在建立索引…", "building the index…").to_owned()),
            (None, Some((_, found))) if found.hits.is_empty() => Some(
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
        let Some((jump, Found { hits, .. })) = &self.found else {
            return;
        };
        let shown = self.window.follow(self.cursor, hits.len(), area.height.into());
        for (y, at) in (area.y..).zip(shown) {
            let Some(record) = jump.record(&hits[at]) else {
                continue;
            };
            let current = at == self.cursor;
            let place = placed(&record.place, (area.width / 3).into());
            let mut line = vec![
                piece(if current { look.glyphs.cursor } else { " " }, look.theme.key),
                glyph(record, look),
                piece(" ", look.theme.text),
            ];
            let room = usize::from(area.width).saturating_sub(5 + width(&place));
            line.extend(matched(&record.text, &hits[at].matched, room, look));
            put_ends(buf, area, y, &line, &[piece(place, look.theme.dim)], look);
            if current {
                restyle(buf, area, y, look.theme.cursor);
            }
        }
    }
}

/// The box: most of the screen, as high as a list needs.
fn place(screen: Rect) -> Rect {
    let wide = screen.width.min(110);
    let high = screen.height.saturating_sub(2).min(30);
    Rect::new(screen.x + (screen.width - wide) / 2, screen.y + 1, wide, high)
}

/// A place within `columns`: the labels tell one measure from the next, so that it is the name of the notice that is cut.
pub fn placed(place: &str, columns: usize) -> String {
    if width(place) <= columns {
        return place.to_owned();
    }
    let (name, labels) = place.split_once(' ').unwrap_or((place, ""));
    let room = columns.saturating_sub(width(labels) + 1);
    if labels.is_empty() || room < 4 {
        return clip(place, columns).into_owned();
    }
    format!("{} {labels}", clip(name, room))
}

/// What a record is: a measure's verdict, else the first character of its list.
fn glyph(record: &JumpRecord, look: &Look) -> Piece {
    if record.scope == Scope::Measure {
        return piece(
            format!("{} ", look.glyphs.verdict(record.verdict)),
            look.theme.verdict(record.verdict),
        );
    }
    let name = scope_name(record.scope, look.lang);
    let first = name.chars().next().map_or(String::new(), |c| c.to_string());
    let pad = " ".repeat(2_usize.saturating_sub(width(&first)));
    piece(first + &pad, look.theme.label)
}

fn scope_name(scope: Scope, lang: Lang) -> &'static str {
    match scope {
        Scope::Notice => lang.pick("通报", "notices"),
        Scope::Finding => lang.pick("问题", "findings"),
        Scope::Measure => lang.pick("措施", "measures"),
        Scope::Commitment => lang.pick("承诺", "promises"),
        Scope::Document => lang.pick("文件", "documents"),
        Scope::Comment => lang.pick("评论", "comments"),
    }
}

/// The text with its matched characters marked; where the first match lies beyond the room, the text begins shortly before it.
fn matched(text: &str, matched: &[u32], room: usize, look: &Look) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let first = matched.first().map_or(0, |at| *at as usize).min(chars.len());
    let before: usize = chars[..first].iter().map(|c| char_width(*c)).sum();
    let start = if before + 8 > room { first.saturating_sub(4) } else { 0 };
    let mut pieces = Vec::new();
    if start > 0 {
        pieces.push(piece(look.glyphs.cut, look.theme.dim));
    }
    // Rows are not longer than the screen, and characters beyond it need not be looked at.
    for (at, c) in chars.iter().enumerate().skip(start).take(room + 8) {
        let hit = matched.binary_search(&(at as u32)).is_ok();
        let style = if hit { look.theme.hit } else { look.theme.text };
        match pieces.last_mut() {
            Some(Piece { text, style: last }) if *last == style => text.push(*c),
            _ => pieces.push(piece(c.to_string(), style)),
        }
    }
    pieces
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
}
