//! The list of flags: what the audit noticed in the notice in front or in all, grouped, sifted, set aside, each with the numbers or words
//! that collide. What it shows is read by the finder; it sifts and picks.

mod draw;
mod shown;

use super::screen::{Narrow, ScreenKey};
use crate::desk::FlagRow;
use crate::model::{Lang, NoticeId, Severity, Target};
use crate::tui::command::Command;
use crate::tui::widgets::list::{Step, Window, stepped};

use shown::{Group, Shown};

/// What its keys do.
pub const KEYS: &[ScreenKey] = &[
    (Command::Pick, ("前往/展开", "go/unfold")),
    (Command::NextOperand, ("操作数", "operand")),
    (Command::Dismiss, ("排除", "set aside")),
    (Command::Differences, ("对照", "side by side")),
    (Command::PickScope, ("本/全部", "this/all")),
    (Command::FlagGroup, ("分组", "group")),
    (Command::FlagSeverity, ("程度", "severity")),
    (Command::FlagAside, ("已排除", "set aside too")),
    (Command::Narrow, ("筛选", "narrow")),
    (Command::Close, ("关闭", "close")),
];

/// What they do while words are typed.
pub const TYPING: &[ScreenKey] = &[
    (Command::Pick, ("确定", "done")),
    (Command::Close, ("取消筛选", "all again")),
];

/// Whether flags that are set aside are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Aside {
    /// Only the others.
    #[default]
    Without,
    /// These too.
    With,
    /// Only these.
    Only,
}

/// The list.
#[derive(Debug, Default)]
pub struct FlagList {
    /// The words that it is narrowed by: of severity, rule, place or message.
    pub narrow: Narrow,
    /// The notice that was in front.
    notice: Option<NoticeId>,
    /// Whether the flags of all notices are shown.
    all: bool,
    group: Group,
    aside: Aside,
    least: Severity,
    /// Whether notices are still being held against each other.
    pub comparing: bool,
    /// The flags, once they are read.
    rows: Option<Vec<FlagRow>>,
    shown: Shown,
    window: Window,
}

impl FlagList {
    /// The list over a notice.
    pub fn of(notice: Option<NoticeId>) -> Self {
        Self {
            notice,
            all: notice.is_none(),
            least: Severity::Info,
            ..Self::default()
        }
    }

    /// What the flags are read for; nothing stands for all notices.
    pub fn on(&self) -> Option<Target> {
        self.notice.filter(|_| !self.all).map(Target::Notice)
    }

    /// Takes what was read; the flag in focus stays so where it is still there.
    pub fn take(&mut self, on: Option<Target>, rows: Vec<FlagRow>) {
        if on != self.on() {
            return;
        }
        let focus = self.picked().map(FlagRow::name);
        let at = self.shown.cursor();
        self.rows = Some(rows);
        self.sift();
        let rows = self.rows.as_deref().unwrap_or(&[]);
        let is_focus = |at: usize| rows.get(at).map(FlagRow::name) == focus;
        if focus.is_none() || !self.shown.seek(is_focus) {
            self.shown.go(at);
        }
    }

    /// Whether it waits for what it shows.
    pub fn is_reading(&self) -> bool {
        self.rows.is_none()
    }

    /// This notice, or all.
    pub fn turn(&mut self) {
        self.all = !self.all || self.notice.is_none();
        self.rows = None;
        self.sift();
    }

    /// Groups by something else.
    pub fn regroup(&mut self) {
        self.group = match self.group {
            Group::Rule => Group::Notice,
            Group::Notice => Group::Severity,
            Group::Severity => Group::Rule,
        };
        self.sift();
    }

    /// Shows louder flags only, or all again.
    pub fn louder(&mut self) {
        self.least = match self.least {
            Severity::Info => Severity::Notice,
            Severity::Notice => Severity::Warning,
            Severity::Warning => Severity::Info,
        };
        self.sift();
    }

    /// Without those that are set aside, with them, or only them.
    pub fn turn_aside(&mut self) {
        self.aside = match self.aside {
            Aside::Without => Aside::With,
            Aside::With => Aside::Only,
            Aside::Only => Aside::Without,
        };
        self.sift();
    }

    /// Something was typed.
    pub fn changed(&mut self) {
        self.sift();
    }

    /// Takes back what is typed; whether there was anything.
    pub fn widen(&mut self) -> bool {
        let narrowed = self.narrow.widen();
        if narrowed {
            self.sift();
        }
        narrowed
    }

    /// Moves.
    pub fn step(&mut self, step: Step) {
        let next = stepped(self.shown.cursor(), self.shown.stops(), self.window.height, step);
        self.shown.go(next);
    }

    /// The flag in focus, or the first of those that share the line in focus.
    pub fn picked(&self) -> Option<&FlagRow> {
        self.rows.as_ref()?.get(*self.shown.picked().first()?)
    }

    /// All flags of the line in focus.
    pub fn all_picked(&self) -> impl Iterator<Item = &FlagRow> {
        let rows = self.rows.as_deref().unwrap_or(&[]);
        self.shown.picked().iter().filter_map(|at| rows.get(*at))
    }

    /// Shows the flags that share the line in focus one by one, or together again; whether it is such a line.
    pub fn unfold(&mut self) -> bool {
        let rows = self.rows.as_deref().unwrap_or(&[]);
        self.shown.unfold(rows, self.group)
    }

    /// What is shown, from what is there.
    fn sift(&mut self) {
        let query = self.narrow.input.text().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let fits = |row: &FlagRow| {
            let aside = match self.aside {
                Aside::Without => row.view.dismissed.is_none(),
                Aside::With => true,
                Aside::Only => row.view.dismissed.is_some(),
            };
            aside && row.view.flag.severity >= self.least && (words.is_empty() || stands_in(row, &words))
        };
        let rows = self.rows.as_deref().unwrap_or(&[]);
        let found: Vec<usize> = (0..rows.len()).filter(|at| fits(&rows[*at])).collect();
        // Whoever looks for words wants to see each place.
        self.shown.set(rows, found, self.group, words.is_empty());
    }
}

/// Whether every word stands somewhere in the flag.
fn stands_in(row: &FlagRow, words: &[&str]) -> bool {
    let flag = &row.view.flag;
    let (zh, en) = (flag.severity.name(Lang::Zh), flag.severity.name(Lang::En));
    let text = format!(
        "{zh} {en} {} {} {} {} {}",
        flag.rule, flag.kind, row.place, flag.message, flag.message_en
    );
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word))
}

pub use draw::{severity, tone};
