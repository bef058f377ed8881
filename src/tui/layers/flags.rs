//! The list of flags: what the audit noticed in the notice in front or in all, grouped, sifted, set aside, each with the numbers or words
//! that collide. What it shows is read by the finder; it sifts and picks.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::screen::{Narrow, ScreenKey, reading, take_rows};
use crate::desk::{FlagName, FlagRow, RULES};
use crate::model::{Lang, NoticeId, Severity, Target};
use crate::tui::command::Command;
use crate::tui::panes::flags::said;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, piece, put_ends, put_line, restyle};
use crate::tui::widgets::list::{Step, Window, stepped};
use crate::tui::widgets::sheet::Sheet;

/// What its keys do.
pub const KEYS: &[ScreenKey] = &[
    (Command::Pick, ("前往", "go")),
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

/// Under what the flags stand together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Group {
    /// Each rule.
    #[default]
    Rule,
    /// Each notice.
    Notice,
    /// Each severity, the loudest first.
    Severity,
}

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
    /// The flags, once they are read.
    rows: Option<Vec<FlagRow>>,
    /// Which of them are shown, in groups.
    found: Vec<usize>,
    cursor: usize,
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
        let at = self.cursor;
        self.rows = Some(rows);
        self.sift();
        let same = |name: &FlagName| self.shown().position(|row| row.name() == *name);
        self.cursor = focus.as_ref().and_then(same).unwrap_or(at);
        self.cursor = self.cursor.min(self.found.len().saturating_sub(1));
    }

    /// Whether it waits for what it shows.
    pub fn is_reading(&self) -> bool {
        self.rows.is_none()
    }

    /// This notice, or all.
    pub fn turn(&mut self) {
        self.all = !self.all || self.notice.is_none();
        self.rows = None;
        self.found.clear();
        self.cursor = 0;
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
        self.cursor = stepped(self.cursor, self.found.len(), self.window.height, step);
    }

    /// The flag in focus.
    pub fn picked(&self) -> Option<&FlagRow> {
        self.rows.as_ref()?.get(*self.found.get(self.cursor)?)
    }

    fn shown(&self) -> impl Iterator<Item = &FlagRow> {
        let rows = self.rows.as_deref().unwrap_or(&[]);
        self.found.iter().filter_map(|at| rows.get(*at))
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
        let mut found: Vec<usize> = (0..rows.len()).filter(|at| fits(&rows[*at])).collect();
        // Stable: inside a group the text's order stays.
        match self.group {
            Group::Rule => found.sort_by_key(|at| rule_order(&rows[*at].view.flag.rule)),
            Group::Notice => {}
            Group::Severity => found.sort_by_key(|at| std::cmp::Reverse(rows[*at].view.flag.severity)),
        }
        self.found = found;
        self.cursor = 0;
    }

    /// The heading under which a flag stands.
    fn heading(&self, row: &FlagRow, lang: Lang) -> String {
        match self.group {
            Group::Rule => {
                let rule = RULES.iter().find(|rule| rule.id == row.view.flag.rule);
                let name = rule.map_or("", |rule| rule.name(lang));
                format!("{} {name}", row.view.flag.rule)
            }
            // A place begins with its notice's short name.
            Group::Notice => row.place.split(' ').next().unwrap_or_default().to_owned(),
            Group::Severity => severity(row.view.flag.severity, lang).trim_end().to_owned(),
        }
    }

    /// Draws.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let lang = look.lang;
        let title = if self.all {
            lang.pick("提示 · 全部通报", "Flags of all notices")
        } else {
            lang.pick("提示 · 本通报", "Flags of this notice")
        };
        let buf = frame.buffer_mut();
        let mut inside = boxed(buf, area, title, &[], look);
        if inside.height < 4 {
            return;
        }
        if self.rows.is_none() {
            reading(buf, inside, look);
            return;
        }
        self.draw_head(buf, inside, look);
        take_rows(&mut inside, 1);
        self.narrow.draw(frame, &mut inside, look);
        let buf = frame.buffer_mut();
        let detail = match inside.height {
            0..10 => 0,
            10..26 => 7,
            _ => 11,
        };
        let list = Rect {
            height: inside.height - detail,
            ..inside
        };
        take_rows(&mut inside, list.height);
        self.draw_list(buf, list, look);
        if let Some(row) = self.picked() {
            detail_of(row, inside.width, look).draw(buf, inside, 0, look);
        }
    }

    /// How many there are of each severity, and what is shown of them.
    fn draw_head(&self, buf: &mut Buffer, area: Rect, look: &Look) {
        let lang = look.lang;
        let rows = self.rows.as_deref().unwrap_or(&[]);
        let open = |row: &&FlagRow| row.view.dismissed.is_none();
        let mut left = Vec::new();
        for wanted in [Severity::Warning, Severity::Notice, Severity::Info] {
            let count = rows
                .iter()
                .filter(open)
                .filter(|row| row.view.flag.severity == wanted)
                .count();
            let words = format!("{} {count}", severity(wanted, lang).trim_end());
            let style = if wanted >= self.least {
                tone(wanted, look)
            } else {
                look.theme.dim
            };
            left.push(piece(format!("{words}  "), style));
        }
        let aside = rows.len() - rows.iter().filter(open).count();
        let words = lang.pick(format!("已排除 {aside}"), format!("set aside {aside}"));
        let style = if self.aside == Aside::Without {
            look.theme.dim
        } else {
            look.theme.focus
        };
        left.push(piece(words, style));
        let by = match self.group {
            Group::Rule => lang.pick("按规则", "by rule"),
            Group::Notice => lang.pick("按通报", "by notice"),
            Group::Severity => lang.pick("按程度", "by severity"),
        };
        let right = [piece(format!("{by} · {}", self.found.len()), look.theme.dim)];
        put_ends(buf, area, area.y, &left, &right, look);
    }

    fn draw_list(&mut self, buf: &mut Buffer, area: Rect, look: &Look) {
        let lang = look.lang;
        if self.found.is_empty() {
            let words = lang.pick(
                "没有这样的提示；Tab 换范围，s 换程度，a 看已排除的",
                "there is no such flag; Tab is another scope, s another severity, a those set aside",
            );
            put_line(buf, area, area.y, &[piece(words, look.theme.dim)], look);
            return;
        }
        // Headings stand between the rows: a line is a row, or the heading before it.
        let rows = self.rows.as_deref().unwrap_or(&[]);
        let mut lines: Vec<Option<usize>> = Vec::new();
        let mut heads: Vec<String> = Vec::new();
        for (nth, at) in self.found.iter().enumerate() {
            let head = self.heading(&rows[*at], lang);
            if heads.last() != Some(&head) {
                heads.push(head);
                lines.push(None);
            }
            lines.push(Some(nth));
        }
        let focus = lines.iter().position(|line| *line == Some(self.cursor)).unwrap_or(0);
        let mut window = std::mem::take(&mut self.window);
        let shown = window.follow(focus, lines.len(), area.height.into());
        // The headings that are scrolled past.
        let past = lines[..shown.start].iter().filter(|line| line.is_none()).count();
        let mut heads = heads.iter().skip(past);
        for (y, line) in (area.y..).zip(&lines[shown]) {
            let Some(nth) = line else {
                let Some(name) = heads.next() else {
                    continue;
                };
                let count = self
                    .found
                    .iter()
                    .filter(|at| self.heading(&rows[**at], lang) == *name)
                    .count();
                let words = [piece(format!("{name} · {count}"), look.theme.label)];
                put_line(buf, area, y, &words, look);
                continue;
            };
            let row = &rows[self.found[*nth]];
            let aside = row.view.dismissed.is_some();
            let style = if aside { look.theme.dim } else { look.theme.text };
            let mark = if *nth == self.cursor { look.glyphs.cursor } else { " " };
            let mut left = vec![
                piece(mark, look.theme.key),
                piece(
                    format!("{} ", severity(row.view.flag.severity, lang)),
                    if aside {
                        style
                    } else {
                        tone(row.view.flag.severity, look)
                    },
                ),
            ];
            if aside {
                left.push(piece(lang.pick("已排除 ", "aside "), look.theme.dim));
            }
            left.push(piece(said(&row.view.flag, lang), style));
            let place = super::jump::placed(&row.place, (area.width / 3).into());
            put_ends(buf, area, y, &left, &[piece(format!(" {place}"), look.theme.dim)], look);
            if *nth == self.cursor {
                restyle(buf, area, y, look.theme.cursor);
            }
        }
        self.window = window;
    }
}

/// The flag in focus at length: rule and version, what it says, what collides, who set it aside.
fn detail_of(row: &FlagRow, columns: u16, look: &Look) -> Sheet {
    let lang = look.lang;
    let flag = &row.view.flag;
    let mut sheet = Sheet::new(columns);
    sheet.heading(
        &format!("{}/{} v{} · {}", flag.rule, flag.kind, flag.version, row.place),
        look,
    );
    if let Some(aside) = &row.view.dismissed {
        let head = lang.pick("已排除 ", "Set aside ");
        sheet.text(
            head,
            &format!("{}：{}", aside.reviewer, aside.reason),
            look.theme.half,
            2,
        );
    }
    sheet.text("", said(flag, lang), look.theme.flag, 2);
    if let Some(other) = &row.view.counterpart {
        let head = lang.pick("对照 ", "Against ");
        sheet.text(head, &format!("{}：{}", other.place, other.text), look.theme.text, 2);
    }
    let words: Vec<String> = flag
        .operands
        .iter()
        .enumerate()
        .map(|(n, (word, _))| format!("{} {word}", n + 1))
        .collect();
    if !words.is_empty() {
        sheet.text(
            lang.pick("操作数 ", "Operands "),
            &words.join("  "),
            look.theme.front,
            2,
        );
    }
    sheet.text("", &row.excerpt, look.theme.dim, 2);
    sheet
}

/// Whether every word stands somewhere in the flag.
fn stands_in(row: &FlagRow, words: &[&str]) -> bool {
    let flag = &row.view.flag;
    let (zh, en) = (severity(flag.severity, Lang::Zh), severity(flag.severity, Lang::En));
    let text = format!(
        "{zh} {en} {} {} {} {} {}",
        flag.rule, flag.kind, row.place, flag.message, flag.message_en
    );
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word))
}

fn rule_order(id: &str) -> usize {
    RULES.iter().position(|rule| rule.id == id).unwrap_or(RULES.len())
}

/// The style of a severity.
pub fn tone(severity: Severity, look: &Look) -> Style {
    match severity {
        Severity::Info => look.theme.dim,
        Severity::Notice => look.theme.flag,
        Severity::Warning => look.theme.bad,
    }
}

/// The word of a severity, all of one width.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Info, Lang::En) => "info   ",
        (Severity::Notice, Lang::En) => "notice ",
        (severity, lang) => severity.name(lang),
    }
}
