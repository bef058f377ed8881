//! The list of flags: what the audit noticed in the notice in front or in all, narrowed by what is typed. Its rows are read by
//! `fetch`; it draws and picks.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::desk::FlagRow;
use crate::model::{Lang, NoticeId, Severity, Target};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, piece, put_ends, restyle};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list::{Step, Window, stepped};
use crate::tui::widgets::sheet::Sheet;

/// The list.
#[derive(Debug, Default)]
pub struct FlagList {
    /// What is typed: words of severity, rule, place or message.
    pub input: Input,
    /// The notice that was in front.
    pub notice: Option<NoticeId>,
    /// Whether the flags of all notices are shown.
    pub all: bool,
    /// The flags, once they are read.
    pub rows: Option<Vec<FlagRow>>,
    cursor: usize,
    window: Window,
}

impl FlagList {
    /// The list over a notice.
    pub fn of(notice: Option<NoticeId>) -> Self {
        Self {
            notice,
            ..Self::default()
        }
    }

    /// What the flags are read for; nothing stands for all notices.
    pub fn on(&self) -> Option<Target> {
        self.notice.filter(|_| !self.all).map(Target::Notice)
    }

    /// This notice, or all.
    pub fn turn(&mut self) {
        self.all = !self.all;
        self.rows = None;
        self.cursor = 0;
    }

    /// Something was typed.
    pub fn changed(&mut self) {
        self.cursor = 0;
    }

    /// Moves.
    pub fn step(&mut self, step: Step) {
        self.cursor = stepped(self.cursor, self.found().len(), self.window.height, step);
    }

    /// The flag in focus.
    pub fn picked(&self) -> Option<&FlagRow> {
        self.found().get(self.cursor).copied()
    }

    /// The flags in which every typed word stands.
    fn found(&self) -> Vec<&FlagRow> {
        let query = self.input.text().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let fits = |row: &&FlagRow| {
            let flag = &row.view.flag;
            let (zh, en) = (severity(flag.severity, Lang::Zh), severity(flag.severity, Lang::En));
            let text = format!(
                "{zh} {en} {} {} {} {} {}",
                flag.rule, flag.kind, row.place, flag.message, flag.message_en
            );
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        self.rows.iter().flatten().filter(fits).collect()
    }

    /// Draws.
    pub fn draw(&mut self, frame: &mut Frame<'_>, screen: Rect, look: &Look) {
        let lang = look.lang;
        let scope = if self.all {
            lang.pick("本通报 ", "this notice ")
        } else {
            lang.pick("全部通报 ", "all notices ")
        };
        let keys = [
            piece(" Enter ", look.theme.key),
            piece(lang.pick("前往 ", "go "), look.theme.dim),
            piece(" Tab ", look.theme.key),
            piece(scope, look.theme.dim),
            piece(" Esc ", look.theme.key),
            piece(lang.pick("关闭 ", "close "), look.theme.dim),
        ];
        let title = if self.all {
            lang.pick("提示 · 全部通报", "Flags of all notices")
        } else {
            lang.pick("提示 · 本通报", "Flags of this notice")
        };
        let mut window = std::mem::take(&mut self.window);
        let found = self.found();
        let cursor = self.cursor.min(found.len().saturating_sub(1));
        let buf = frame.buffer_mut();
        let inside = boxed(buf, screen, title, &keys, look);
        if inside.height < 3 {
            return;
        }
        let line = [piece("/ ", look.theme.key), piece(self.input.text(), look.theme.front)];
        let count = [piece(found.len().to_string(), look.theme.dim)];
        put_ends(buf, inside, inside.y, &line, &count, look);
        let detail = if inside.height >= 14 { 5 } else { 0 };
        let list = Rect {
            y: inside.y + 1,
            height: inside.height - 1 - detail,
            ..inside
        };
        if found.is_empty() {
            let words = lang.pick("没有这样的提示", "there is no such flag");
            put_ends(buf, list, list.y, &[piece(words, look.theme.dim)], &[], look);
        }
        for (y, at) in (list.y..).zip(window.follow(cursor, found.len(), list.height.into())) {
            let row = found[at];
            let left = [
                piece(if at == cursor { look.glyphs.cursor } else { " " }, look.theme.key),
                piece(format!("{} ", severity(row.view.flag.severity, lang)), look.theme.flag),
                piece(message(row, lang), look.theme.text),
            ];
            let place = super::jump::placed(&row.place, (list.width / 3).into());
            put_ends(buf, list, y, &left, &[piece(format!(" {place}"), look.theme.dim)], look);
            if at == cursor {
                restyle(buf, list, y, look.theme.cursor);
            }
        }
        if let Some(row) = found.get(cursor).filter(|_| detail > 0) {
            let mut sheet = Sheet::new(inside.width);
            sheet.heading(
                &format!("{}/{} · {}", row.view.flag.rule, row.view.flag.kind, row.place),
                look,
            );
            sheet.text("", message(row, lang), look.theme.flag, 2);
            sheet.text("", &row.excerpt, look.theme.text, 2);
            let area = Rect {
                y: list.bottom(),
                height: detail,
                ..inside
            };
            sheet.draw(buf, area, 0, look);
        }
        let caret = inside.x + 2 + self.input.caret_column() as u16;
        frame.set_cursor_position((caret.min(inside.right().saturating_sub(1)), inside.y));
        (self.window, self.cursor) = (window, cursor);
    }
}

fn message(row: &FlagRow, lang: Lang) -> &str {
    if row.view.flag.message_en.is_empty() {
        &row.view.flag.message
    } else {
        lang.pick(&row.view.flag.message, &row.view.flag.message_en)
    }
}

fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Info => lang.pick("参考", "info   "),
        Severity::Notice => lang.pick("留意", "notice "),
        Severity::Warning => lang.pick("警示", "warning"),
    }
}
