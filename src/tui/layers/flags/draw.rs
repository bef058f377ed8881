//! Drawing the list of flags.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::shown::{Group, Line};
use super::{Aside, FlagList};
use crate::desk::{FlagRow, RULES};
use crate::model::{Lang, Severity};
use crate::tui::layers::jump;
use crate::tui::layers::screen::{reading, take_rows};
use crate::tui::panes::flags::said;
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{boxed, piece, put_ends, put_line, restyle};
use crate::tui::widgets::sheet::Sheet;

/// From so many columns on, a flag is followed by the words that it stands on.
const WORDS_FROM: u16 = 100;

/// Fewer characters than this are a number or a sign, of which the message tells.
const FEW: usize = 6;

impl FlagList {
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
            10..26 => 6,
            _ => 9,
        };
        let list = Rect {
            height: inside.height - detail,
            ..inside
        };
        take_rows(&mut inside, list.height);
        self.draw_list(buf, list, look);
        self.detail(inside, look).draw(buf, inside, 0, look);
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
            let words = format!("{} {count}", wanted.name(lang));
            let style = if wanted >= self.least {
                tone(wanted, look)
            } else {
                look.theme.dim
            };
            left.push(piece(format!("{words}  "), style));
        }
        let aside = rows.len() - rows.iter().filter(open).count();
        let words = match self.aside {
            Aside::Without => lang.pick(format!("已排除 {aside}"), format!("set aside {aside}")),
            Aside::With => lang.pick(format!("[含已排除 {aside}]"), format!("[with {aside} set aside]")),
            Aside::Only => lang.pick(format!("[只看已排除 {aside}]"), format!("[only {aside} set aside]")),
        };
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
        let shown = self.shown.found.len();
        let loud = match self.least {
            Severity::Info => "",
            Severity::Notice => lang.pick("留意以上 · ", "from notice on · "),
            Severity::Warning => lang.pick("只看警示 · ", "warnings only · "),
        };
        let mut right = vec![
            piece(loud, look.theme.focus),
            piece(format!("{by} · {shown}"), look.theme.dim),
        ];
        if self.comparing {
            // What is alike and what comes back is told when that is done.
            let words = lang.pick("正在与其他通报比对… ", "comparing with other notices… ");
            right.insert(0, piece(words, look.theme.half));
        }
        put_ends(buf, area, area.y, &left, &right, look);
    }

    fn draw_list(&mut self, buf: &mut Buffer, area: Rect, look: &Look) {
        if self.shown.found.is_empty() {
            let none = self.rows.as_ref().is_some_and(Vec::is_empty);
            let words = match (none, self.all) {
                (true, true) => look.lang.pick(
                    "没有提示；导入通报后列在这里",
                    "there are no flags; those of imported notices stand here",
                ),
                (true, false) => look.lang.pick(
                    "本通报没有提示；Tab 看全部通报",
                    "this notice has no flags; Tab shows those of all",
                ),
                (false, _) => look.lang.pick(
                    "没有这样的提示；Tab 换范围，s 换程度，a 看已排除的，Esc 取消筛选",
                    "there is no such flag; Tab is another scope, s another severity, a those set aside",
                ),
            };
            put_line(buf, area, area.y, &[piece(words, look.theme.dim)], look);
            return;
        }
        let focus = self.shown.at().unwrap_or(0);
        let shown = self.window.follow(focus, self.shown.lines.len(), area.height.into());
        for (y, at) in (area.y..).zip(shown) {
            self.draw_line(
                buf,
                Rect { y, height: 1, ..area },
                self.shown.lines[at],
                at == focus,
                look,
            );
        }
    }

    fn draw_line(&self, buf: &mut Buffer, area: Rect, line: Line, in_focus: bool, look: &Look) {
        let lang = look.lang;
        let rows = self.rows.as_deref().unwrap_or(&[]);
        let (at, shared, inside) = match line {
            Line::Head(from, count) => {
                let name = self.heading(&rows[self.shown.found[from]], lang);
                let words = [piece(format!("{name} · {count}"), look.theme.label)];
                put_line(buf, area, area.y, &words, look);
                return;
            }
            Line::Fold(from, count, open) => (from, Some((count, open)), false),
            Line::One(at, inside) => (at, None, inside),
        };
        let row = &rows[self.shown.found[at]];
        let flag = &row.view.flag;
        let aside = row.view.dismissed.is_some();
        let (style, loud) = if aside {
            (look.theme.dim, look.theme.dim)
        } else {
            (look.theme.text, tone(flag.severity, look))
        };
        let mark = if in_focus { look.glyphs.cursor } else { " " };
        let mut left = vec![piece(mark, look.theme.key)];
        if inside {
            left.push(piece("  ", style));
        }
        left.push(piece(format!("{} ", severity(flag.severity, lang)), loud));
        if aside {
            left.push(piece(lang.pick("已排除 ", "aside "), look.theme.dim));
        }
        if let Some((count, open)) = shared {
            let sign = if open { "-" } else { "+" };
            let words = lang.pick(format!("{sign}{count} 处 "), format!("{sign}{count} "));
            left.push(piece(words, look.theme.key));
        }
        left.push(piece(said(flag, lang), style));
        // The words that it stands on, where there is room for more than a few of them.
        let words = row.excerpt.trim();
        let told = words.chars().count() < FEW || said(flag, lang).contains(words);
        if shared.is_none() && area.width >= WORDS_FROM && !told {
            left.push(piece(format!("  {}", words.replace('\n', " ")), look.theme.dim));
        }
        // Those that share a line share a notice, and no more.
        let place = match shared {
            Some(_) => short(&row.place),
            None => &row.place,
        };
        let place = jump::placed(place, (area.width / 3).into());
        put_ends(
            buf,
            area,
            area.y,
            &left,
            &[piece(format!(" {place}"), look.theme.dim)],
            look,
        );
        if in_focus {
            restyle(buf, area, area.y, look.theme.cursor);
        }
    }

    /// The heading under which a flag stands.
    fn heading(&self, row: &FlagRow, lang: Lang) -> String {
        match self.group {
            Group::Rule => {
                let rule = RULES.iter().find(|rule| rule.id == row.view.flag.rule);
                let name = rule.map_or("", |rule| rule.name(lang));
                let id = &row.view.flag.rule;
                if name == id { id.clone() } else { format!("{id} {name}") }
            }
            Group::Notice => match row.published {
                Some(published) => format!("{} {published}", short(&row.place)),
                None => short(&row.place).to_owned(),
            },
            Group::Severity => row.view.flag.severity.name(lang).to_owned(),
        }
    }

    /// The line in focus at length.
    fn detail(&self, area: Rect, look: &Look) -> Sheet {
        let rows = self.rows.as_deref().unwrap_or(&[]);
        let mut sheet = Sheet::new(area.width);
        match self.shown.picked() {
            [] => {}
            [at] => detail_of(&rows[*at], &mut sheet, look),
            many => {
                let flag = &rows[many[0]].view.flag;
                let count = look
                    .lang
                    .pick(format!("{} 处", many.len()), format!("{} hits", many.len()));
                let place = short(&rows[many[0]].place);
                let head = format!("{}/{} v{} · {place} · {count}", flag.rule, flag.kind, flag.version);
                sheet.heading(&head, look);
                for at in many.iter().take(usize::from(area.height).saturating_sub(1)) {
                    sheet.text("", said(&rows[*at].view.flag, look.lang), look.theme.text, 1);
                }
            }
        }
        sheet
    }
}

/// The notice's short name, with which a place begins.
fn short(place: &str) -> &str {
    place.split(' ').next().unwrap_or_default()
}

/// A flag at length: rule and version, what it says, what collides, who set it aside.
fn detail_of(row: &FlagRow, sheet: &mut Sheet, look: &Look) {
    let lang = look.lang;
    let flag = &row.view.flag;
    let published = row.published.map_or_else(String::new, |date| format!("（{date}）"));
    sheet.heading(
        &format!(
            "{}/{} v{} · {}{published}",
            flag.rule, flag.kind, flag.version, row.place
        ),
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
