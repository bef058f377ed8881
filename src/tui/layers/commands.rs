//! The command palette: every command by its name, its words or its keys.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::text::width::width;
use crate::tui::command::{Area, Command};
use crate::tui::keymap::{Context, Keymap};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, piece, put_ends, restyle};
use crate::tui::widgets::input::Input;
use crate::tui::widgets::list::{Step, Window, stepped};

/// The palette.
#[derive(Debug, Default)]
pub struct CommandPalette {
    /// What is typed.
    pub input: Input,
    cursor: usize,
    window: Window,
}

impl CommandPalette {
    /// The commands that fit, best first.
    pub fn found(&self) -> Vec<Command> {
        let query = self.input.text().to_lowercase();
        let all = Command::ALL
            .iter()
            .filter(|command| command.areas().contains(&Area::Desk));
        let mut fit: Vec<(u32, Command)> = all
            .filter_map(|command| Some((fits(*command, &query)?, *command)))
            .collect();
        fit.sort_by_key(|(worse, _)| *worse);
        fit.into_iter().map(|(_, command)| command).collect()
    }

    /// The command in focus.
    pub fn picked(&self) -> Option<Command> {
        self.found().get(self.cursor).copied()
    }

    /// Moves.
    pub fn step(&mut self, step: Step) {
        self.cursor = stepped(self.cursor, self.found().len(), self.window.height, step);
    }

    /// Something was typed.
    pub fn changed(&mut self) {
        self.cursor = 0;
    }

    /// Draws.
    pub fn draw(&mut self, frame: &mut Frame<'_>, screen: Rect, keymap: &Keymap, look: &Look) {
        let wide = screen.width.min(96);
        let high = screen.height.saturating_sub(2).min(24);
        let area = Rect::new(screen.x + (screen.width - wide) / 2, screen.y + 1, wide, high);
        let lang = look.lang;
        let keys = [
            piece(" Enter ", look.theme.key),
            piece(lang.pick("执行 ", "run "), look.theme.dim),
            piece(" Esc ", look.theme.key),
            piece(lang.pick("关闭 ", "close "), look.theme.dim),
        ];
        let found = self.found();
        self.cursor = self.cursor.min(found.len().saturating_sub(1));
        let buf = frame.buffer_mut();
        let inside = boxed(buf, area, lang.pick("命令", "Commands"), &keys, look);
        if inside.height < 2 {
            return;
        }
        let line = [piece(": ", look.theme.key), piece(self.input.text(), look.theme.front)];
        put_ends(
            buf,
            inside,
            inside.y,
            &line,
            &[piece(found.len().to_string(), look.theme.dim)],
            look,
        );
        let list = Rect {
            y: inside.y + 1,
            height: inside.height - 1,
            ..inside
        };
        if found.is_empty() {
            let words = lang.pick("没有这样的命令", "there is no such command");
            put_ends(buf, list, list.y, &[piece(words, look.theme.dim)], &[], look);
        }
        let names = found.iter().map(|command| width(command.name())).max().unwrap_or(0);
        let shown = self.window.follow(self.cursor, found.len(), list.height.into());
        for (y, at) in (list.y..).zip(shown) {
            let command = found[at];
            let current = at == self.cursor;
            let left = [
                piece(if current { look.glyphs.cursor } else { " " }, look.theme.key),
                piece(format!("{:<names$}  ", command.name()), look.theme.front),
                piece(command.long(lang), look.theme.dim),
            ];
            let mut bound = keymap.keys_of(&[Context::Desk, Context::Source], command);
            bound.truncate(2);
            put_ends(buf, list, y, &left, &[piece(bound.join("  "), look.theme.key)], look);
            if current {
                restyle(buf, list, y, look.theme.cursor);
            }
        }
        let caret = inside.x + 2 + self.input.caret_column() as u16;
        frame.set_cursor_position((caret.min(inside.right().saturating_sub(1)), inside.y));
    }
}

/// How badly a command fits what was typed; `None` where it does not. Every word has to be found, in the name, the words or the
/// name's letters in order.
fn fits(command: Command, query: &str) -> Option<u32> {
    use crate::model::Lang::{En, Zh};
    let name = command.name();
    let texts = [command.short(Zh), command.long(Zh), command.short(En), command.long(En)];
    let mut worst = 0;
    for word in query.split_whitespace() {
        let inside = |text: &&str| text.to_lowercase().contains(word);
        let worse = if name.starts_with(word) {
            0
        } else if name.contains(word) {
            1
        } else if texts.iter().any(inside) {
            2
        } else if in_order(name, word) {
            3
        } else {
            return None;
        };
        worst = worst.max(worse);
    }
    Some(worst)
}

fn in_order(text: &str, letters: &str) -> bool {
    let mut rest = text.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(query: &str) -> Option<&'static str> {
        let palette = CommandPalette {
            input: Input::with(query),
            ..CommandPalette::default()
        };
        palette.picked().map(Command::name)
    }

    #[test]
    fn commands_are_found_by_name_words_and_letters() {
        assert_eq!(first("undo"), Some("undo"));
        assert_eq!(first("撤销"), Some("undo"));
        assert_eq!(first("nxun"), Some("next-unreviewed"));
        assert_eq!(first("overdue only"), Some("filter-overdue"));
        assert_eq!(first("zzz"), None);
    }

    #[test]
    fn every_command_of_the_desk_is_listed() {
        let all = CommandPalette::default().found();
        let expected: Vec<_> = Command::ALL
            .iter()
            .copied()
            .filter(|c| c.areas().contains(&Area::Desk))
            .collect();
        assert_eq!(all, expected);
    }
}
