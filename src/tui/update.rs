//! What an event does to the state, and what follows from it.

use super::clerk::{Act, Reply};
use super::command::Command;
use super::commands;
use super::effect::Effect;
use super::event::{Event, Signal};
use super::finder::Answer;
use super::key::Key;
use super::keymap::{Context, Found};
use super::layers::editor::Subject;
use super::layers::{Layer, Typed};
use super::panes::Pane;
use super::panes::findings::Spot;
use super::state::{InFlight, Stale, State};
use super::status::Tone;
use crate::desk::{DeskError, Done};

/// Takes an event.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => press(state, key),
        Event::Paste(text) => paste(state, &text),
        Event::Resize(columns, rows) => {
            state.size = (columns, rows);
            Vec::new()
        }
        Event::Focus | Event::Parked => Vec::new(),
        Event::TtyLost | Event::Signal(Signal::Hangup | Signal::Terminate) => vec![Effect::End],
        Event::Signal(Signal::Suspend) => vec![Effect::Suspend],
        Event::Signal(Signal::Continue) => vec![Effect::Redraw],
        Event::Clerk(reply) => heard(state, reply),
        Event::Finder(answer) => found(state, answer),
        Event::Compared(done) => compared(state, done),
    }
}

/// What comes of other notices is known now.
fn compared(state: &mut State, done: Result<(), String>) -> Vec<Effect> {
    state.comparing = false;
    for layer in &mut state.layers {
        if let Layer::Flags(list) = layer {
            list.comparing = false;
        }
    }
    if let Err(why) = done {
        let words = state.pick(
            format!("与其他通报的比对没有完成：{why}；下次打开或导入时继续"),
            format!("notices were not all held against each other: {why}; the next start or import goes on"),
        );
        state.status.warn(words);
    }
    state.stale = Stale {
        source: state.stale.source,
        ..Stale::REVIEWS
    };
    read_again(state)
}

fn press(state: &mut State, key: Key) -> Vec<Effect> {
    let typing = state.typing();
    // Where keys are commands, an input method that was left on does no harm.
    let key = if typing { key } else { key.half_width() };
    if !typing || key.text().is_none() {
        state.status.read();
    }
    state.pending.push(key);
    match state.keymap.find(&state.contexts(), &state.pending) {
        Found::Command(command) => {
            state.pending.clear();
            commands::run(command, state)
        }
        Found::Prefix => Vec::new(),
        Found::Nothing => {
            let keys = std::mem::take(&mut state.pending);
            if typing {
                typed(state, |layer| layer.key(key))
            } else {
                unbound(state, &keys)
            }
        }
    }
}

fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    if state.typing() {
        return typed(state, |layer| layer.paste(text));
    }
    // Pasted characters are no key presses: a pasted line must not give verdicts.
    let words = state.pick(
        "此处不能粘贴；c 写评论",
        "nothing can be pasted here; c writes a comment",
    );
    state.status.warn(words);
    Vec::new()
}

fn typed(state: &mut State, take: impl FnOnce(&mut Layer) -> Typed) -> Vec<Effect> {
    let Some(layer) = state.layers.last_mut() else {
        return Vec::new();
    };
    let editor = matches!(layer, Layer::Editor(_));
    match take(layer) {
        Typed::Changed if editor => commands::draft_changed(state),
        Typed::Changed => commands::typed_in_palette(state),
        Typed::Moved | Typed::Unknown => Vec::new(),
    }
}

/// No key does nothing without a word.
fn unbound(state: &mut State, keys: &[Key]) -> Vec<Effect> {
    let text: Vec<String> = keys.iter().map(ToString::to_string).collect();
    let text = text.join(" ");
    if keys.len() > 1 && keys.last().is_some_and(|key| key.to_string() == "esc") {
        return Vec::new();
    }
    let help = state.keymap.keys_of(&[Context::Desk], Command::Help);
    let help = help.first().map_or("?", String::as_str).to_owned();
    let wide = keys.iter().filter_map(|key| key.text()).any(|c| !c.is_ascii());
    let words = if wide {
        state.pick(
            format!("“{text}”不是命令：输入法似乎开着；/ 可用拼音跳转，{help} 帮助"),
            format!("{text} is no command: the input method seems to be on; / jumps by pinyin, {help} is help"),
        )
    } else {
        state.pick(
            format!("按键 {text} 未绑定命令；{help} 帮助，: 命令面板"),
            format!("{text} is not bound; {help} is help, : finds commands"),
        )
    };
    state.status.warn(words);
    Vec::new()
}

fn heard(state: &mut State, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Acted {
            ticket,
            result,
            elsewhere: _,
        } => {
            let in_flight = state.in_flight.remove(&ticket);
            let act = in_flight.as_ref().map(|in_flight| &in_flight.act);
            state.stale = Stale {
                // Corrections, taken back or not, move the places of the parts, and accepted readings change the text.
                source: state.stale.source || matches!(act, Some(Act::Correct(_) | Act::Undo | Act::Redo)),
                ..Stale::REVIEWS
            };
            acted(state, in_flight, result)
        }
        Reply::Kept { result, elsewhere, .. } => {
            if let Err(error) = result {
                state.status.fail(&error);
            }
            if elsewhere { changed(state) } else { Vec::new() }
        }
        Reply::Fallen => {
            let words = state.pick(
                "程序故障：不能再保存；已确认的内容都在，请退出后重新打开",
                "a fault of the program: nothing more can be kept; what was acknowledged is safe, leave and open again",
            );
            state.locked = Some(words.to_owned());
            state.in_flight.clear();
            state.status.error(words);
            Vec::new()
        }
    }
}

fn acted(state: &mut State, in_flight: Option<InFlight>, result: Result<Option<Done>, DeskError>) -> Vec<Effect> {
    match result {
        Ok(Some(done)) => {
            let act = in_flight.map(|in_flight| in_flight.act);
            if matches!(act, Some(Act::Undo | Act::Redo)) {
                show_again(state, &done);
            }
            if let (Some(Layer::Parse(screen)), Some(Act::Undo | Act::Redo)) = (state.layers.last_mut(), &act) {
                screen.land_on(done.target);
            }
            said(state, &done.what);
            if let Some(Act::Judge { measures, verdict, .. }) = &act {
                // The rows are read anew only after this.
                state.findings.anticipate(measures, *verdict);
                let words = commands::nothing_left(state).filter(|_| verdict.is_some() && state.in_flight.is_empty());
                if let Some(words) = words {
                    let text = format!("{} · {words}", state.status.text);
                    state.status.done(text);
                }
            }
            let mut effects = read_again(state);
            // Only what the jump index shows: comments, and the verdicts beside the measures.
            if !matches!(act, Some(Act::Check { .. } | Act::Dismiss { .. })) {
                effects.push(Effect::Index);
            }
            effects
        }
        Ok(None) => {
            let undo = in_flight.is_some_and(|in_flight| in_flight.act == Act::Undo);
            let words = if undo {
                state.pick("没有可撤销的操作", "nothing to undo")
            } else {
                state.pick("没有可重做的操作", "nothing to redo")
            };
            state.status.say(words);
            Vec::new()
        }
        Err(error) => {
            if let Some(Layer::Parse(screen)) = state.layers.last_mut() {
                screen.sent(false);
            }
            if let Some(in_flight) = in_flight {
                failed(state, in_flight);
            }
            state.status.fail(&error);
            Vec::new()
        }
    }
}

/// What the key itself had to say (that the end is reached) goes after what was done.
fn said(state: &mut State, what: &str) {
    let before = std::mem::take(&mut state.status);
    if before.tone == Tone::Plain && !before.text.is_empty() {
        state.status.done(format!("{what} · {}", before.text));
    } else {
        state.status.done(what);
    }
}

/// What was taken back or done again comes to the front.
fn show_again(state: &mut State, done: &Done) {
    if let (Some(notice), Some(spot)) = (done.notice, done.target.and_then(Spot::of)) {
        state.jump_to(notice, Some(spot));
        if state.focus == Pane::Source {
            state.source.go(spot);
        }
    }
}

/// An act failed: its measure comes back to the front, and what was written for it back into the editor. The draft may be as
/// little kept as the act, e.g. on a full disk.
fn failed(state: &mut State, in_flight: InFlight) {
    if let Some(from) = in_flight.from {
        state.go(from);
    }
    let (subject, text) = match in_flight.act {
        Act::Comment { target, text } => (Subject::Comment(target), text),
        Act::Dismiss {
            flags,
            reason: Some(text),
        } => (Subject::Dismiss(flags), text),
        Act::Judge {
            measures,
            verdict: Some(verdict),
            comment: Some(text),
        } => (Subject::Verdict(measures, verdict), text),
        _ => return,
    };
    let free = state.layers.last().is_none_or(|layer| !layer.takes_text());
    if free {
        commands::reopen(state, subject, &text);
    }
}

/// Others changed the database.
pub fn changed(state: &mut State) -> Vec<Effect> {
    state.stale = Stale {
        source: state.stale.source,
        ..Stale::REVIEWS
    };
    let mut effects = read_again(state);
    effects.push(Effect::Index);
    effects
}

/// What the screen on top shows has changed; with acts on their way, the last one's answer reads it again.
fn read_again(state: &State) -> Vec<Effect> {
    let reading = state.layers.iter().rev().find_map(Layer::reading);
    let wanted = reading.filter(|_| state.in_flight.is_empty());
    wanted.map(Effect::Read).into_iter().collect()
}

fn found(state: &mut State, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Index(jump, share) => {
            state.jump = Some(jump);
            state.indexed = share;
            match state.layers.last_mut() {
                Some(Layer::Jump(palette)) => {
                    palette.share = share;
                    vec![Effect::Ask(palette.question())]
                }
                _ => Vec::new(),
            }
        }
        Answer::Progress(share) => {
            // What is read anew can be found as it was before.
            if state.indexed < 100 {
                state.indexed = share;
                if let Some(Layer::Jump(palette)) = state.layers.last_mut() {
                    palette.share = share;
                }
            }
            Vec::new()
        }
        Answer::Hits(number, jump, found, verdicts) => {
            if let Some(Layer::Jump(palette)) = state.layers.last_mut() {
                palette.take(number, jump, found, verdicts);
                if palette.hasty && palette.is_current() {
                    return commands::go(state);
                }
            }
            Vec::new()
        }
        Answer::Read(number, report) => {
            let newest = number == state.reading;
            let layer = state.layers.iter_mut().rev().find(|layer| layer.reading().is_some());
            if let Some(layer) = layer.filter(|_| newest) {
                match report {
                    Ok(report) => layer.take(report),
                    Err(error) => state.status.fail(&error),
                }
            }
            Vec::new()
        }
        Answer::Saved(path, saved) => {
            commands::saved(state, &path, saved);
            Vec::new()
        }
        Answer::Failed(why) => {
            if let Some(Layer::Jump(palette)) = state.layers.last_mut() {
                palette.failed = Some(why);
            } else {
                state.status.error(why);
            }
            Vec::new()
        }
    }
}
