//! The help: every command with its keys, from the table of commands and the keys as they are bound.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::text::width::width;
use crate::tui::command::{Area, Command, Group};
use crate::tui::keymap::{Context, Keymap};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, piece};
use crate::tui::widgets::list::{Step, stepped};
use crate::tui::widgets::prose;
use crate::tui::widgets::sheet::Sheet;

/// Columns of the box at most.
const WIDEST: u16 = 112;
/// Columns for the keys.
const KEYS: usize = 18;

/// The help.
#[derive(Debug, Default)]
pub struct Help {
    top: usize,
    height: usize,
    rows: usize,
}

impl Help {
    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        let last = self.rows.saturating_sub(self.height);
        self.top = stepped(self.top, last + 1, self.height, step);
    }

    /// Draws.
    pub fn draw(&mut self, frame: &mut Frame<'_>, screen: Rect, keymap: &Keymap, look: &Look) {
        let wide = screen.width.min(WIDEST);
        let area = Rect::new(screen.x + (screen.width - wide) / 2, screen.y, wide, screen.height);
        let keys = [
            piece(" j/k ", look.theme.key),
            piece(look.lang.pick("滚动 ", "scroll "), look.theme.dim),
            piece(" Esc ", look.theme.key),
            piece(look.lang.pick("关闭 ", "close "), look.theme.dim),
        ];
        let buf = frame.buffer_mut();
        let inside = boxed(buf, area, look.lang.pick("帮助", "Help"), &keys, look);
        let sheet = compose(inside.width, keymap, look);
        self.rows = sheet.rows.len();
        self.height = inside.height.into();
        self.top = self.top.min(self.rows.saturating_sub(self.height));
        sheet.draw(buf, inside, self.top, look);
    }
}

/// The whole help as a sheet.
pub fn compose(columns: u16, keymap: &Keymap, look: &Look) -> Sheet {
    let mut sheet = Sheet::new(columns);
    for group in Group::ALL {
        if group != Group::ALL[0] {
            sheet.line(Vec::new());
        }
        sheet.heading(group.name(look.lang), look);
        for command in Command::ALL.iter().filter(|command| command.group() == group) {
            told(&mut sheet, *command, &pad(&keys_of(*command, keymap), KEYS), look);
        }
    }
    sheet.line(Vec::new());
    sheet.heading(look.lang.pick("符号", "Signs"), look);
    let mut line = Vec::new();
    for verdict in std::iter::once(None).chain(crate::model::Verdict::ALL.into_iter().map(Some)) {
        let name = verdict.map_or(look.lang.pick("未核", "unreviewed"), |verdict| {
            verdict.name(look.lang)
        });
        line.push(piece(
            format!("{} {name}  ", look.glyphs.verdict(verdict)),
            look.theme.verdict(verdict),
        ));
    }
    sheet.line(line);
    let glyphs = &look.glyphs;
    let signs = [
        (glyphs.flag, look.lang.pick("提示", "flags")),
        (glyphs.late, look.lang.pick("逾期承诺", "overdue commitments")),
        (glyphs.comment, look.lang.pick("评论", "comments")),
        ("+", look.lang.pick("其他核查人的结论", "verdicts of others")),
        (glyphs.marked, look.lang.pick("已选中", "marked")),
    ];
    sheet.line(
        signs
            .iter()
            .map(|(sign, name)| piece(format!("{sign} {name}  "), look.theme.text))
            .collect(),
    );
    sheet.line(Vec::new());
    let file = look.lang.pick(
        "按键可改：复制 keymaps/default.toml，修改后以 --keys FILE 启动",
        "Keys can be changed: copy keymaps/default.toml, edit it and start with --keys FILE",
    );
    sheet.text("", file, look.theme.dim, 3);
    sheet
}

/// One command: its keys, what it does in as many rows as that takes, and its name at the end of the last of them.
fn told(sheet: &mut Sheet, command: Command, keys: &str, look: &Look) {
    let (long, name) = (command.long(look.lang), command.name());
    let columns = sheet.columns;
    let indent = width(keys);
    let rows = prose::rows(long, 0..long.len(), columns.saturating_sub(indent));
    let last = rows.len().saturating_sub(1);
    for (n, row) in rows.into_iter().enumerate() {
        let head = if n == 0 { keys.to_owned() } else { " ".repeat(indent) };
        let own = &long[row];
        let fits = indent + width(own) + 2 + width(name) <= columns;
        let left = vec![piece(head, look.theme.key), piece(own, look.theme.text)];
        let end = vec![piece(name, look.theme.dim)];
        match (n == last, fits) {
            (true, true) => sheet.ends(left, end),
            (true, false) => {
                sheet.line(left);
                sheet.ends(Vec::new(), end);
            }
            _ => sheet.line(left),
        }
    }
}

/// The keys of a command where it can be given.
fn keys_of(command: Command, keymap: &Keymap) -> String {
    let contexts: Vec<Context> = Context::ALL
        .into_iter()
        .filter(|context| command.areas().contains(&context.area()))
        // What is bound alike in the help, on the screens and in the parse view is told once, with the panes.
        .filter(|context| {
            !(matches!(context.area(), Area::Help | Area::Screen | Area::Parse)
                && command.areas().contains(&Area::Desk))
        })
        .collect();
    let mut keys = keymap.keys_of(&contexts, command);
    keys.truncate(3);
    if keys.is_empty() {
        "-".to_owned()
    } else {
        keys.join("  ")
    }
}

fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    format!("{text}{} ", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::tui::theme::{Glyphs, Theme};

    #[test]
    fn every_command_is_told() {
        for lang in [Lang::Zh, Lang::En] {
            let look = Look {
                theme: Theme::plain(),
                glyphs: Glyphs::ASCII,
                lang,
            };
            let sheet = compose(100, &Keymap::built_in(), &look);
            let names: Vec<&str> = sheet
                .rows
                .iter()
                .flat_map(|(_, right)| right)
                .map(|p| p.text.as_str())
                .collect();
            for command in Command::ALL {
                assert!(names.contains(&command.name()), "{} is not in the help", command.name());
            }
        }
    }
}
