//! The draft of a letter of inquiry, with a line that asks for the file to write it to. The draft is read by the finder.

use std::path::PathBuf;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::screen::{self, ScreenKey, take_rows};
use crate::desk::LetterDraft;
use crate::model::Target;
use crate::tui::command::Command;
use crate::tui::finder::Reading;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, piece, put_line};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list::{Step, stepped};
use crate::tui::widgets::sheet::Sheet;

/// Its commands while the comments are in it.
const WITH: &[ScreenKey] = &[
    (Command::Pick, ("写入", "write")),
    (Command::EditorOutside, ("编辑", "edit")),
    (Command::PickScope, ("不含核查意见", "without comments")),
    (Command::PickDown, ("向下", "down")),
    (Command::PickUp, ("向上", "up")),
    (Command::Close, ("放弃", "drop")),
];

/// While they are not.
const WITHOUT: &[ScreenKey] = &[
    (Command::Pick, ("写入", "write")),
    (Command::EditorOutside, ("编辑", "edit")),
    (Command::PickScope, ("含核查意见", "with comments")),
    (Command::PickDown, ("向下", "down")),
    (Command::PickUp, ("向上", "up")),
    (Command::Close, ("放弃", "drop")),
];

/// Rows that one line of the draft may take.
const LINE_ROWS: usize = 200;

/// The draft.
#[derive(Debug)]
pub struct LetterBox {
    /// The name of the file.
    pub input: Input,
    targets: Vec<Target>,
    comments: bool,
    /// Whether the reviewer changed the draft: it is theirs then, and not drafted anew.
    edited: bool,
    draft: Option<LetterDraft>,
    /// The file that is there already, and may be overwritten.
    taken: Option<String>,
    top: usize,
    height: usize,
    rows: usize,
}

impl LetterBox {
    /// A letter about these.
    pub fn about(targets: Vec<Target>) -> Self {
        Self {
            input: Input::default(),
            targets,
            comments: false,
            edited: false,
            draft: None,
            taken: None,
            top: 0,
            height: 0,
            rows: 0,
        }
    }

    /// What has to be read for it.
    pub fn reading(&self) -> Reading {
        Reading::Letter(self.targets.clone(), self.comments)
    }

    /// Takes the draft.
    pub fn take(&mut self, draft: LetterDraft) {
        if self.input.text().is_empty() {
            self.input = Input::with(&draft.file);
        }
        if !self.edited {
            self.draft = Some(draft);
        }
    }

    /// With or without the reviewer's comments; whether it can be drafted anew.
    pub fn turn(&mut self) -> bool {
        self.comments ^= !self.edited;
        !self.edited
    }

    /// The text as it stands.
    pub fn text(&self) -> Option<&str> {
        self.draft.as_ref().map(|draft| draft.text.as_str())
    }

    /// Puts another text in.
    pub fn set_text(&mut self, text: &str) {
        if let Some(draft) = &mut self.draft {
            self.edited = true;
            draft.text = format!("{text}\n");
        }
    }

    /// The file to write, the text, and whether one of that name may be overwritten.
    pub fn saving(&self) -> Option<(PathBuf, String, bool)> {
        let name = self.input.text().trim();
        let text = self.text().filter(|_| !name.is_empty())?;
        let force = self.taken.as_deref() == Some(name);
        Some((PathBuf::from(name), text.to_owned(), force))
    }

    /// The file that was named is there: the same name given again overwrites it.
    pub fn is_taken(&mut self) {
        self.taken = Some(self.input.text().trim().to_owned());
    }

    /// Another name is no confirmation.
    pub fn changed(&mut self) {
        self.taken = None;
    }

    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        let last = self.rows.saturating_sub(self.height);
        self.top = stepped(self.top, last + 1, self.height, step);
    }

    /// Its commands for the row of keys.
    pub const fn keys(&self) -> &'static [ScreenKey] {
        if self.comments { WITH } else { WITHOUT }
    }

    /// Draws.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let lang = look.lang;
        let count = self.draft.as_ref().map_or(0, |draft| draft.measures);
        let title = lang.pick(
            format!("核查函草稿 · {count} 条措施"),
            format!("Draft letter · measures: {count}"),
        );
        let buf = frame.buffer_mut();
        let mut inside = boxed(buf, area, &title, &[], look);
        if inside.height < 3 {
            return;
        }
        let line = take_rows(&mut inside, 1);
        let prompt = lang.pick("写入文件 ", "write to ");
        let pieces = [
            piece(prompt, look.theme.key),
            piece(self.input.text(), look.theme.front),
        ];
        put_line(buf, line, line.y, &pieces, look);
        screen::rule_line(buf, take_rows(&mut inside, 1), look);
        match self.text() {
            None => screen::reading(buf, inside, look),
            Some(text) => {
                let mut sheet = Sheet::new(inside.width);
                for line in text.lines() {
                    let style = if line.starts_with('#') {
                        look.theme.label
                    } else {
                        look.theme.text
                    };
                    if line.is_empty() {
                        sheet.line(Vec::new());
                    } else {
                        sheet.text("", line, style, LINE_ROWS);
                    }
                }
                self.rows = sheet.rows.len();
                self.height = inside.height.into();
                self.top = self.top.min(self.rows.saturating_sub(self.height));
                sheet.draw(buf, inside, self.top, look);
            }
        }
        let caret = line.x + (crate::text::width::width(prompt) + self.input.caret_column()) as u16;
        frame.set_cursor_position((caret.min(line.right().saturating_sub(1)), line.y));
    }
}
