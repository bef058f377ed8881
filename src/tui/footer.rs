//! The last two rows: what happened and what is shown; which keys come next. The keys are those that are bound, from the table of
//! commands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::command::Command;
use super::keymap::{Context, Keymap};
use super::layers::Layer;
use super::layers::screen::ScreenKey;
use super::panes::Pane;
use super::panes::findings::Filter;
use super::state::State;
use super::status::Tone;
use super::theme::Look;
use super::widgets::canvas::{Piece, columns, piece, put_ends};

const JUDGE: &[Command] = &[
    Command::VerdictVerified,
    Command::VerdictPartial,
    Command::VerdictPromiseOnly,
    Command::VerdictUnsupported,
    Command::VerdictContradicted,
    Command::VerdictOffTarget,
    Command::VerdictExcluded,
    Command::Check,
    Command::Comment,
    Command::Jump,
    Command::FilterAll,
    Command::Undo,
    Command::NextUnreviewed,
    Command::Source,
    Command::NextPane,
    Command::Mark,
];

const NOTICES: &[Command] = &[
    Command::Open,
    Command::NextUnreviewed,
    Command::Jump,
    Command::Source,
    Command::CommentNotice,
    Command::NextPane,
    Command::Commands,
    Command::Quit,
];

const SOURCE: &[Command] = &[
    Command::Open,
    Command::NextMatch,
    Command::PreviousMatch,
    Command::Find,
    Command::VerdictVerified,
    Command::NextPane,
    Command::Source,
];

const EMPTY: &[Command] = &[Command::Quit, Command::Commands];

/// The row of keys.
pub fn keys(buf: &mut Buffer, row: Rect, state: &State) {
    let look = &state.look;
    if let Some((context, keys)) = state.layers.last().and_then(Layer::row_keys) {
        let shown = |(command, (zh, en)): &ScreenKey| hint_as(*command, look.lang.pick(*zh, *en), &[context], state);
        let (out, others): (Vec<&ScreenKey>, Vec<&ScreenKey>) =
            keys.iter().partition(|(command, _)| *command == Command::Close);
        // However narrow the screen, the way out of it is told.
        let mut end: Vec<Piece> = out.into_iter().flat_map(shown).collect();
        let help = hint(Command::Help, &[context], state);
        if !end.is_empty() && !help.is_empty() {
            end.push(piece(" ", look.theme.text));
        }
        end.extend(help);
        return hinted(buf, row, others.into_iter().map(shown), &end, look);
    }
    let commands = match state.focus {
        _ if state.notices.rows.is_empty() => EMPTY,
        Pane::Notices => NOTICES,
        Pane::Source => SOURCE,
        Pane::Findings | Pane::Measure | Pane::Comments => JUDGE,
    };
    let contexts = [state.focus.context(), Context::Desk];
    let help = hint(Command::Help, &contexts, state);
    let hints = commands.iter().map(|command| hint(*command, &contexts, state));
    hinted(buf, row, hints, &help, look);
}

fn hinted(buf: &mut Buffer, row: Rect, hints: impl Iterator<Item = Vec<Piece>>, help: &[Piece], look: &Look) {
    let room = usize::from(row.width).saturating_sub(columns(help) + 2);
    let mut line = Vec::new();
    for hint in hints {
        // A hint is whole or not there.
        if columns(&line) + columns(&hint) + 1 > room {
            continue;
        }
        line.push(piece(" ", look.theme.text));
        line.extend(hint);
    }
    put_ends(buf, row, row.y, &line, help, look);
}

/// A key with its word; nothing where the command has no key.
fn hint(command: Command, contexts: &[Context], state: &State) -> Vec<Piece> {
    hint_as(command, command.short(state.look.lang), contexts, state)
}

/// A key with what it does here.
fn hint_as(command: Command, words: &'static str, contexts: &[Context], state: &State) -> Vec<Piece> {
    let look = &state.look;
    let keys = state.keymap.keys_of(contexts, command);
    let Some(key) = keys.first() else {
        return Vec::new();
    };
    // The filters share the beginning of their keys, which opens the box with all of them.
    let (key, words) = match (command, key.split_once(' ')) {
        (Command::FilterAll, Some((first, _))) => (first.to_owned(), look.lang.pick("筛选", "filter")),
        _ => (shown(key, look), words),
    };
    let gap = if key.chars().count() > 1 || look.lang == crate::model::Lang::En {
        " "
    } else {
        ""
    };
    vec![
        piece(key, look.theme.key),
        piece(format!("{gap}{words}"), look.theme.dim),
    ]
}

fn shown(key: &str, look: &Look) -> String {
    match key {
        "space" => look.lang.pick("空格", "space").to_owned(),
        "enter" => look.lang.pick("回车", "enter").to_owned(),
        "tab" => "Tab".to_owned(),
        "esc" => "Esc".to_owned(),
        "up" => look.lang.pick("↑", "up").to_owned(),
        "down" => look.lang.pick("↓", "down").to_owned(),
        other => other.to_owned(),
    }
}

/// The keys of the comment editor.
pub fn editor_keys(keymap: &Keymap, look: &Look) -> Vec<(String, &'static str)> {
    let commands = [
        Command::EditorSave,
        Command::EditorClose,
        Command::EditorOutside,
        Command::EditorDiscard,
    ];
    let key = |command: Command| {
        let keys = keymap.keys_of(&[Context::Editor], command);
        let key = keys.first()?;
        let words = match command {
            Command::EditorClose => look.lang.pick("收起（留草稿）", "close (keeps the draft)"),
            other => other.short(look.lang),
        };
        Some((shown(key, look), words))
    };
    commands.into_iter().filter_map(key).collect()
}

/// The status line: a message, an unfinished key sequence, what is on its way; the filter and what it lets through.
pub fn status(buf: &mut Buffer, row: Rect, state: &State) {
    let look = &state.look;
    let lang = look.lang;
    let mut left = vec![piece(" ", look.theme.text)];
    if !state.pending.is_empty() {
        let keys: Vec<String> = state.pending.iter().map(ToString::to_string).collect();
        left.push(piece(format!("{} …", keys.join(" ")), look.theme.key));
    } else if !state.in_flight.is_empty() {
        left.push(piece(lang.pick("正在保存…", "saving…"), look.theme.half));
    } else if !state.status.text.is_empty() {
        let (sign, style) = match state.status.tone {
            Tone::Plain => ("", look.theme.text),
            Tone::Done => (
                look.glyphs.verdict(Some(crate::model::Verdict::Verified)),
                look.theme.good,
            ),
            Tone::Warn => (look.glyphs.late, look.theme.half),
            Tone::Error => (
                look.glyphs.verdict(Some(crate::model::Verdict::Contradicted)),
                look.theme.bad,
            ),
        };
        let gap = if sign.is_empty() { "" } else { " " };
        left.push(piece(
            format!("{sign}{gap}{}", state.status.text.replace('\n', " ")),
            style,
        ));
    }
    put_ends(buf, row, row.y, &left, &right(state), look);
}

fn right(state: &State) -> Vec<Piece> {
    let look = &state.look;
    if state.notices.rows.is_empty() || state.layers.last().and_then(Layer::row_keys).is_some() {
        return Vec::new();
    }
    let name = filter_name(state.filter, look);
    let all = state.findings.count(Filter::All);
    let count = if state.filter == Filter::All {
        let left = state.findings.count(Filter::Unreviewed);
        look.lang
            .pick(format!("未核 {left}/{all}"), format!("{left}/{all} unreviewed"))
    } else {
        format!("{}/{all}", state.findings.count(state.filter))
    };
    let style = if state.filter == Filter::All {
        look.theme.dim
    } else {
        look.theme.half
    };
    let mut parts = Vec::new();
    if !state.findings.marks.is_empty() {
        let words = format!(
            "{} {} {} ",
            look.glyphs.marked,
            look.lang.pick("选中", "marked"),
            state.findings.marks.len()
        );
        parts.push(piece(words, look.theme.half));
    }
    let word = look.lang.pick("筛选", "filter");
    parts.push(piece(format!("{word}: {name} {} {count} ", look.glyphs.dot), style));
    parts
}

fn filter_name(filter: Filter, look: &Look) -> &'static str {
    match filter {
        Filter::All => look.lang.pick("全部", "all"),
        Filter::Unreviewed => look.lang.pick("未核", "unreviewed"),
        Filter::Overdue => look.lang.pick("逾期", "overdue"),
        Filter::Flagged => look.lang.pick("提示", "flagged"),
    }
}
