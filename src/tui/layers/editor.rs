//! The comment editor: a text that is kept as a draft with every change, and given with a verdict where it was opened for one.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_textarea::{CursorMove, Input, Key as AreaKey, TextArea, WrapMode};

use super::Typed;
use crate::desk::FlagName;
use crate::model::{MeasureId, Target, Topic, Verdict};
use crate::tui::key::Key;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, piece};

/// What the text is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A comment.
    Comment(Target),
    /// A verdict on measures, with its comment.
    Verdict(Vec<MeasureId>, Verdict),
    /// The reason for which flags are set aside.
    Dismiss(Vec<FlagName>),
}

impl Subject {
    /// What the draft hangs on.
    pub fn topic(&self) -> Option<Topic> {
        match self {
            Self::Comment(target) => Some(Topic::Part(*target)),
            Self::Verdict(measures, _) => measures.first().map(|id| Target::Measure(*id).into()),
            Self::Dismiss(flags) => flags.first().map(|flag| Topic::Flag(flag.content.clone())),
        }
    }

    /// The verdict that it would be given with.
    pub const fn verdict(&self) -> Option<Verdict> {
        match self {
            Self::Comment(_) | Self::Dismiss(_) => None,
            Self::Verdict(_, verdict) => Some(*verdict),
        }
    }
}

/// The editor.
#[derive(Debug)]
pub struct Editor {
    /// What the text is for.
    pub subject: Subject,
    /// What the subject is called.
    pub name: String,
    area: TextArea<'static>,
}

impl Editor {
    /// Opens with a text, the caret at its end.
    pub fn new(subject: Subject, name: String, text: &str) -> Self {
        let mut editor = Self {
            subject,
            name,
            area: TextArea::default(),
        };
        editor.set_text(text);
        editor
    }

    /// Puts another text in.
    pub fn set_text(&mut self, text: &str) {
        let text = clean(text);
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::Glyph);
        area.set_cursor_line_style(Style::new());
        // The terminal's own cursor is the caret: input methods follow it.
        area.set_cursor_style(Style::new());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        self.area = area;
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Typed {
        let input = Input {
            key: area_key(key),
            ctrl: key.ctrl,
            alt: key.alt,
            shift: key.shift,
        };
        if input.key == AreaKey::Null {
            return Typed::Unknown;
        }
        let before = self.area.cursor();
        if self.area.input(input) {
            Typed::Changed
        } else if self.area.cursor() == before {
            Typed::Unknown
        } else {
            Typed::Moved
        }
    }

    /// Takes a pasted text.
    pub fn paste(&mut self, text: &str) {
        self.area.insert_str(clean(text));
    }

    /// Draws in a box.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, keys: &[(String, &'static str)], look: &Look) {
        let mut line = Vec::new();
        for (key, words) in keys {
            line.push(piece(format!(" {key} "), look.theme.key));
            line.push(piece(format!("{words} "), look.theme.dim));
        }
        let word = look.lang.pick("评论", "Comment");
        let aside = matches!(self.subject, Subject::Dismiss(_));
        let title = match self.subject.verdict() {
            None if aside => format!(
                "{} · {}",
                look.lang.pick("排除提示的理由", "Why the flag is set aside"),
                self.name
            ),
            // The verdict first: what is cut off on a narrow screen is the end of the name.
            Some(verdict) => format!(
                "{} {} · {word} · {}",
                look.glyphs.verdict(Some(verdict)),
                verdict.name(look.lang),
                self.name
            ),
            None => format!("{word} · {}", self.name),
        };
        let inside = boxed(frame.buffer_mut(), area, &title, &line, look);
        if inside.area() == 0 {
            return;
        }
        self.area.set_style(look.theme.text);
        frame.render_widget(&self.area, inside);
        let (top, left) = self.area.scroll_offset();
        let caret = self.area.screen_cursor();
        let at = Position {
            x: inside.x + (caret.col as u16).saturating_sub(left),
            y: inside.y + (caret.row as u16).saturating_sub(top),
        };
        frame.set_cursor_position(Position {
            x: at.x.min(inside.right() - 1),
            y: at.y.min(inside.bottom() - 1),
        });
    }
}

/// A text without what a terminal or an editor would stumble over.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r'], "\n").replace('\t', "    ");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

fn area_key(key: Key) -> AreaKey {
    use crossterm::event::KeyCode;
    match key.code {
        KeyCode::Char(c) => AreaKey::Char(c),
        KeyCode::Backspace => AreaKey::Backspace,
        KeyCode::Enter => AreaKey::Enter,
        KeyCode::Left => AreaKey::Left,
        KeyCode::Right => AreaKey::Right,
        KeyCode::Up => AreaKey::Up,
        KeyCode::Down => AreaKey::Down,
        KeyCode::Tab => AreaKey::Tab,
        KeyCode::Delete => AreaKey::Delete,
        KeyCode::Home => AreaKey::Home,
        KeyCode::End => AreaKey::End,
        KeyCode::PageUp => AreaKey::PageUp,
        KeyCode::PageDown => AreaKey::PageDown,
        _ => AreaKey::Null,
    }
}
