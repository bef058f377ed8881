//! Where everything stands on the screen: header, panes in columns, status line, keys; and the layers over them.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::footer;
use super::header;
use super::layers::{Layer, which_key};
use super::panes::Pane;
use super::state::State;
use super::widgets::canvas::{piece, put, put_line};

/// From so many columns three columns stand side by side.
const THREE: u16 = 100;

/// From so many columns two stand side by side; below, one pane has the screen.
/// From so many columns two panes stand beside each other.
pub const TWO: u16 = 60;

/// The smallest screen that is drawn.
const LEAST: (u16, u16) = (24, 6);

/// Where the columns are. A column that is not shown has no width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    notices: Rect,
    findings: Rect,
    right: Rect,
}

/// Draws the whole screen.
pub fn draw(frame: &mut Frame<'_>, state: &mut State) {
    let screen = frame.area();
    state.size = (screen.width, screen.height);
    let look = state.look;
    frame.buffer_mut().set_style(screen, look.theme.text);
    if screen.width < LEAST.0 || screen.height < LEAST.1 {
        let words = look.lang.pick("窗口太小", "too small");
        put(
            frame.buffer_mut(),
            screen.x,
            screen.y,
            screen.width,
            words,
            look.theme.text,
        );
        return;
    }
    let row = |y: u16| Rect::new(screen.x, y, screen.width, 1);
    let body = Rect::new(screen.x, screen.y + 1, screen.width, screen.height - 3);
    let buf = frame.buffer_mut();
    header::draw(buf, row(screen.y), state);
    let right = beneath(buf, body, state);
    footer::status(buf, row(screen.bottom() - 2), state);
    footer::keys(buf, row(screen.bottom() - 1), state);
    layers(frame, screen, right, state);
    if !state.pending.is_empty() {
        which_key::draw(frame.buffer_mut(), screen, state);
    }
}

/// Draws what is beneath the layers; returns the right column. While the jump palette is typed into, it stays as it was drawn: a
/// keystroke should not wait for panes that do not change.
fn beneath(buf: &mut Buffer, body: Rect, state: &mut State) -> Rect {
    if let Some((right, kept)) = &state.beneath
        && kept.area == body
    {
        for at in body.positions() {
            buf[at].clone_from(&kept[at]);
        }
        return *right;
    }
    let right = if state.notices.rows.is_empty() {
        nothing(buf, body, state);
        body
    } else {
        panes(buf, body, state)
    };
    state.beneath = state.is_jumping().then(|| {
        let mut kept = Buffer::empty(body);
        for at in body.positions() {
            kept[at] = buf[at].clone();
        }
        (right, kept)
    });
    right
}

fn columns(body: Rect, focus: Pane) -> Columns {
    let none = Rect::new(body.x, body.y, 0, 0);
    let at = |x: u16, width: u16| Rect { x, width, ..body };
    if body.width >= THREE {
        let notices = (body.width / 5).clamp(24, 34);
        let findings = ((body.width - notices) * 42 / 100).clamp(36, 72);
        let second = body.x + notices + 1;
        let third = second + findings + 1;
        return Columns {
            notices: at(body.x, notices),
            findings: at(second, findings),
            right: at(third, body.right() - third),
        };
    }
    if body.width >= TWO {
        let left = body.width * 43 / 100;
        let (notices, findings) = if focus == Pane::Notices {
            (at(body.x, left), none)
        } else {
            (none, at(body.x, left))
        };
        let second = body.x + left + 1;
        return Columns {
            notices,
            findings,
            right: at(second, body.right() - second),
        };
    }
    let mut columns = Columns {
        notices: none,
        findings: none,
        right: none,
    };
    match focus {
        Pane::Notices => columns.notices = body,
        Pane::Findings => columns.findings = body,
        Pane::Measure | Pane::Comments | Pane::Source => columns.right = body,
    }
    columns
}

/// Draws the panes; returns the right column, over which the editor opens.
fn panes(buf: &mut Buffer, body: Rect, state: &mut State) -> Rect {
    let look = state.look;
    let focus = state.focus;
    let mut at = columns(body, focus);
    // Reading the source needs width more than the tree beside it.
    if state.source.open && focus == Pane::Source && body.width < THREE {
        at.right = body;
        at.findings.width = 0;
        at.notices.width = 0;
    }
    if at.notices.width > 0 {
        state.notices.draw(buf, at.notices, focus == Pane::Notices, &look);
    }
    if at.findings.width > 0 {
        let title = look.lang.pick("问题与措施", "Findings and measures");
        state
            .findings
            .draw(buf, at.findings, title, focus == Pane::Findings, &look);
    }
    for column in [at.findings, at.right] {
        if column.width > 0 && column.x > body.x {
            for y in body.top()..body.bottom() {
                put(buf, column.x - 1, y, 1, look.glyphs.bar, look.theme.rule);
            }
        }
    }
    if at.right.width == 0 {
        return body;
    }
    if state.source.open {
        let front = state.findings.spot();
        state.source.draw(buf, at.right, front, focus == Pane::Source, &look);
        return at.right;
    }
    right(buf, at.right, state);
    at.right
}

/// The thing in front with its comments below; alone on a narrow screen, whichever has the keyboard.
fn right(buf: &mut Buffer, area: Rect, state: &mut State) {
    let look = state.look;
    let focus = state.focus;
    let (front, comments) = if state.size.0 < TWO {
        let none = Rect { height: 0, ..area };
        if focus == Pane::Comments {
            (none, area)
        } else {
            (area, none)
        }
    } else {
        let wanted = state.comments.wanted(area.width, &look) as u16 + 1;
        let most = if focus == Pane::Comments {
            area.height * 2 / 3
        } else {
            area.height / 3
        };
        let height = wanted.clamp(2, most.max(2)).min(area.height);
        let split = area.height - height;
        (
            Rect { height: split, ..area },
            Rect {
                y: area.y + split,
                height,
                ..area
            },
        )
    };
    if front.height > 0 {
        let source = state.source.view.clone();
        state
            .front
            .draw(buf, front, source.as_ref(), focus == Pane::Measure, &look);
    }
    if comments.height > 0 {
        let title = look.lang.pick("评论", "Comments");
        state
            .comments
            .draw(buf, comments, title, focus == Pane::Comments, &look);
    }
}

/// A database without notices: what to do next.
fn nothing(buf: &mut Buffer, body: Rect, state: &State) {
    let look = &state.look;
    let lines = look.lang.pick(
        [
            "数据库中还没有通报。",
            "",
            "按 q 退出，然后导入：",
            "    duizhang import 文件或文件夹",
            "或者导入后直接打开：",
            "    duizhang review 文件或文件夹",
            "",
            "程序附带的示例在 samples/ 中：",
            "    duizhang --db /tmp/试用.db review samples/",
        ],
        [
            "There is no notice in the database yet.",
            "",
            "Press q to leave, then import some:",
            "    duizhang import FILE-OR-FOLDER",
            "or import and open the desk at once:",
            "    duizhang review FILE-OR-FOLDER",
            "",
            "Samples come with the program in samples/:",
            "    duizhang --db /tmp/try.db review samples/",
        ],
    );
    let area = Rect {
        x: body.x + 2,
        width: body.width.saturating_sub(4),
        ..body
    };
    for (y, line) in (body.y + 1..body.bottom()).zip(lines) {
        let style = if line.starts_with(' ') {
            look.theme.key
        } else {
            look.theme.text
        };
        put_line(buf, area, y, &[piece(line, style)], look);
    }
}

fn layers(frame: &mut Frame<'_>, screen: Rect, right: Rect, state: &mut State) {
    let look = state.look;
    let keymap = &state.keymap;
    // A screen leaves the status line and the keys in sight.
    let whole = Rect {
        height: screen.height - 2,
        ..screen
    };
    for layer in &mut state.layers {
        match layer {
            Layer::Jump(layer) => layer.draw(frame, screen, &look),
            Layer::Marks(layer) => layer.draw(frame, screen, &look),
            Layer::Commands(layer) => layer.draw(frame, screen, keymap, &look),
            Layer::Compared(layer) => layer.draw(frame, whole, &look),
            Layer::Flags(layer) => layer.draw(frame, whole, &look),
            Layer::Letter(layer) => layer.draw(frame, whole, &look),
            Layer::Screen(layer) => layer.draw(frame, whole, &look),
            Layer::Parse(layer) => {
                let line = Rect::new(screen.x, screen.bottom() - 2, screen.width, 1);
                layer.draw(frame, whole, line, &look);
            }
            Layer::Help(layer) => layer.draw(frame, screen, keymap, &look),
            Layer::Find(layer) => layer.draw(frame, Rect::new(screen.x, screen.bottom() - 2, screen.width, 1), &look),
            Layer::Editor(layer) => {
                // The measure stays in sight: the editor takes the lower part of its column, or of the screen.
                let column = if screen.width >= THREE { right } else { screen };
                let bottom = screen.bottom() - 2;
                let height = (screen.height / 3).clamp(7, 16).min(bottom - screen.y);
                let area = Rect::new(column.x, bottom - height, column.width, height);
                layer.draw(frame, area, &footer::editor_keys(keymap, &look), &look);
            }
        }
    }
}
