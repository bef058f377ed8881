//! Drawing the parse view: side by side on a wide screen, the outline over the source on a narrow one.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Asked, ParseScreen, clauses};
use crate::desk::{Issue, IssueKind, ParseView};
use crate::model::{Lang, Severity, Target, Verdict};
use crate::text::width::width;
use crate::tui::panes::findings::{label, part_name};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::{blank, piece, put, put_ends, put_line, restyle, rule};
use crate::tui::widgets::flow::Flow;
use crate::tui::widgets::prose;
use crate::tui::widgets::sheet::Sheet;

/// From so many columns the two stand side by side.
const BESIDE: u16 = 100;

/// A longer stretch is not painted as an issue: its place is told in words.
const PAINTED: usize = 120;

impl ParseScreen {
    /// Draws over the panes; `line` is the status line, over which is typed.
    pub fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, line: Rect, look: &Look) {
        let buf = frame.buffer_mut();
        blank(buf, area, look.theme.layer);
        let detail = if area.height >= 16 { 4 } else { 2 };
        let upper = Rect {
            height: area.height.saturating_sub(detail),
            ..area
        };
        let (outline, source) = self.halves(upper);
        if upper.width >= BESIDE {
            for y in upper.top()..upper.bottom() {
                put(buf, source.x - 1, y, 1, look.glyphs.bar, look.theme.rule);
            }
        }
        self.draw_outline(buf, outline, look);
        self.draw_source(buf, source, look);
        let below = Rect {
            y: upper.bottom(),
            height: area.height - upper.height,
            ..area
        };
        self.draw_issues(buf, below, look);
        if let Some(ask) = &self.ask {
            let prompt = match ask.what {
                Asked::Label(_) => look.lang.pick(" 编号（空为无编号）: ", " Number (empty for none): "),
                Asked::Title(_) => look.lang.pick(" 标题: ", " Title: "),
            };
            blank(buf, line, look.theme.layer);
            let typed = [piece(prompt, look.theme.key), piece(ask.input.text(), look.theme.front)];
            put_line(buf, line, line.y, &typed, look);
            let caret = line.x + (width(prompt) + ask.input.caret_column()) as u16;
            frame.set_cursor_position((caret.min(line.right().saturating_sub(1)), line.y));
        }
    }

    /// Where outline and source stand; on a narrow screen the one with the keyboard has more of it.
    fn halves(&self, area: Rect) -> (Rect, Rect) {
        if area.width >= BESIDE {
            let left = area.width * 45 / 100;
            let source = Rect {
                x: area.x + left + 1,
                width: area.width - left - 1,
                ..area
            };
            return (Rect { width: left, ..area }, source);
        }
        let share = if self.in_source { 40 } else { 60 };
        let upper = area.height * share / 100;
        let source = Rect {
            y: area.y + upper,
            height: area.height - upper,
            ..area
        };
        (Rect { height: upper, ..area }, source)
    }

    fn draw_outline(&mut self, buf: &mut Buffer, area: Rect, look: &Look) {
        let lang = look.lang;
        let title = match self.moving {
            Some(_) => lang
                .pick("选择问题，回车归入", "Choose the finding, Enter takes it")
                .to_owned(),
            None => format!("{} {} {}", lang.pick("解析", "Parse"), look.glyphs.dot, self.name),
        };
        let count = self.rows().len();
        let right = if count == 0 {
            String::new()
        } else {
            format!("{}/{count}", self.row + 1)
        };
        let focused = !self.in_source || self.moving.is_some();
        let area = rule(buf, area, &title, &right, focused, look);
        let Some(view) = &self.view else {
            put_line(
                buf,
                area,
                area.y,
                &[piece(lang.pick("正在读取…", "reading…"), look.theme.dim)],
                look,
            );
            return;
        };
        if view.rows.is_empty() {
            let words = lang.pick(
                "没有读出问题；在原文中按 n 新建",
                "no finding was read; n in the source begins one",
            );
            put_line(buf, area, area.y, &[piece(words, look.theme.dim)], look);
            return;
        }
        let mut window = self.window;
        for (y, at) in (area.y..).zip(window.follow(self.row, view.rows.len(), area.height.into())) {
            let row = &view.rows[at];
            let current = at == self.row;
            let style = match row.target {
                None => look.theme.label,
                Some(Target::Finding(_)) => look.theme.front,
                Some(_) => look.theme.text,
            };
            let label = label(row.label.as_deref());
            let text = match row.kind {
                Some(kind) if row.text.is_empty() => part_name(kind, look).to_owned(),
                _ => row.text.clone(),
            };
            let indent = "  ".repeat(usize::from(row.depth.saturating_sub(1)));
            let left = [
                piece(if current { look.glyphs.cursor } else { " " }, look.theme.key),
                piece(
                    format!("{indent}{label}"),
                    if row.target.is_some() { look.theme.key } else { style },
                ),
                piece(text, style),
            ];
            let inside = view
                .issues
                .iter()
                .filter(|issue| wants(issue) && row.range.contains(&issue.range.start));
            let issues = if row.target.is_some() { inside.count() } else { 0 };
            let mut right = Vec::new();
            if issues > 0 {
                right.push(piece(format!("{}{issues} ", look.glyphs.flag), look.theme.flag));
            }
            right.push(piece(format!("{}-{}", row.span.start, row.span.end), look.theme.dim));
            put_ends(buf, area, y, &left, &right, look);
            if current {
                restyle(
                    buf,
                    area,
                    y,
                    if focused { look.theme.cursor } else { look.theme.resting },
                );
            }
        }
        self.window = window;
    }

    fn draw_source(&mut self, buf: &mut Buffer, area: Rect, look: &Look) {
        let share = (self.at * 100).checked_div(self.text().len()).unwrap_or(0);
        let title = look.lang.pick("原文", "Source");
        let focused = self.in_source && self.moving.is_none();
        let area = rule(buf, area, title, &format!("{share}%"), focused, look);
        let Some(view) = self.view.take() else { return };
        let text = &*view.source.text;
        self.columns = usize::from(area.width).saturating_sub(2).max(2);
        self.height = area.height.into();
        let flow = Flow::new(text, self.columns);
        let here = flow.snap(self.at);
        self.top = flow.snap(self.top.min(text.len()));
        let rows = flow.rows_from(self.top, self.height.max(1));
        let last = rows.last().map_or(self.top, |row| row.start);
        if here < self.top || here > last {
            self.top = flow.moved(here, -(self.height as isize / 3));
        }
        let rows = flow.rows_from(self.top, self.height);
        let part = view.rows.get(self.row).map_or(0..0, |row| row.range.clone());
        // A section is as long as all that it holds; its heading is enough.
        let part = match view.rows.get(self.row).and_then(|row| row.target) {
            None => part.start..part.end.min(text.floor_char_boundary(part.start + PAINTED)),
            Some(_) => part,
        };
        let styles = self.styles(&view, part.clone(), look);
        for (y, row) in (area.y..).zip(rows) {
            let current = row.start == here;
            let inside = row.start < part.end && part.start < row.end;
            let mut line = vec![
                piece(if current { look.glyphs.cursor } else { " " }, look.theme.key),
                piece(if inside { look.glyphs.front } else { " " }, look.theme.key),
            ];
            line.extend(prose::pieces(text, row, look.theme.dim, &styles));
            put_line(buf, area, y, &line, look);
            if current && focused {
                restyle(buf, area, y, look.theme.resting);
            }
        }
        self.view = Some(view);
    }

    /// The part under the cursor, the issues, and the clause that begins at the place.
    fn styles(&self, view: &ParseView, part: std::ops::Range<usize>, look: &Look) -> Vec<prose::Styled> {
        let text = &*view.source.text;
        let mut styles = vec![(part, look.theme.front)];
        let painted = view.issues.iter().filter(|issue| issue.range.len() < PAINTED);
        styles.extend(painted.map(|issue| (issue.range.clone(), style(issue, look))));
        if self.in_source {
            let end = clauses(text, self.at).find(|at| *at > self.at).unwrap_or(text.len());
            let end = end.min(text.floor_char_boundary(self.at + PAINTED));
            styles.push((self.at..end, look.theme.hit));
        }
        styles
    }

    fn draw_issues(&self, buf: &mut Buffer, area: Rect, look: &Look) {
        let lang = look.lang;
        let all = self.view.as_ref().map_or(0, |view| view.issues.len());
        let here = self.issues_here();
        let title = match here.first() {
            Some((at, _)) => format!("{} {}/{all}", lang.pick("此处", "Here"), at + 1),
            None => format!("{} {all}", lang.pick("待看", "Issues")),
        };
        let open = self.open_proposals();
        let right = match open {
            0 => String::new(),
            open => lang.pick(format!("待定读法 {open}"), format!("{open} readings to decide")),
        };
        let area = rule(buf, area, &title, &right, false, look);
        let mut sheet = Sheet::new(area.width);
        for (_, issue) in &here {
            let head = format!("{} {} ", sign(issue.kind, look), word(issue.kind, lang));
            sheet.text(&head, &issue.words, style(issue, look), 2);
        }
        if here.is_empty() {
            let words = if all == 0 {
                lang.pick("没有提示和建议", "nothing was noticed and nothing is proposed")
            } else {
                lang.pick("此处没有；] 到下一处", "none here; ] is the next")
            };
            sheet.text("", words, look.theme.dim, 1);
        }
        sheet.draw(buf, area, 0, look);
    }
}

/// Whether an issue wants something of the reviewer.
fn wants(issue: &Issue) -> bool {
    !matches!(issue.kind, IssueKind::Accepted | IssueKind::Rejected)
}

fn style(issue: &Issue, look: &Look) -> Style {
    match issue.kind {
        IssueKind::Flag(_) | IssueKind::Proposed => look.theme.flag,
        IssueKind::Accepted => look.theme.good,
        IssueKind::Rejected => look.theme.dim,
        IssueKind::Misfit => look.theme.bad,
        IssueKind::Waiting => look.theme.half,
    }
}

fn sign(kind: IssueKind, look: &Look) -> &'static str {
    match kind {
        IssueKind::Flag(_) => look.glyphs.flag,
        IssueKind::Proposed => "?",
        IssueKind::Accepted => look.glyphs.verdict(Some(Verdict::Verified)),
        IssueKind::Rejected => look.glyphs.verdict(Some(Verdict::Contradicted)),
        IssueKind::Misfit => look.glyphs.late,
        IssueKind::Waiting => look.glyphs.changed,
    }
}

fn word(kind: IssueKind, lang: Lang) -> &'static str {
    match kind {
        IssueKind::Flag(Severity::Info) => lang.pick("参考", "info"),
        IssueKind::Flag(Severity::Notice) => lang.pick("留意", "notice"),
        IssueKind::Flag(Severity::Warning) => lang.pick("警示", "warning"),
        IssueKind::Proposed => lang.pick("建议", "proposed"),
        IssueKind::Accepted => lang.pick("已采纳", "accepted"),
        IssueKind::Rejected => lang.pick("未采纳", "rejected"),
        IssueKind::Misfit => lang.pick("更正", "correction"),
        IssueKind::Waiting => lang.pick("待恢复", "waiting"),
    }
}
