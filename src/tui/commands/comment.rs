//! Comments: the editor opens with the draft, keeps every change, and gives its text to the clerk.

use super::judge::{give, writable};
use crate::model::Target;
use crate::tui::clerk::Act;
use crate::tui::effect::Effect;
use crate::tui::layers::Layer;
use crate::tui::layers::editor::{Editor, Subject};
use crate::tui::state::State;

/// Opens the editor, with the draft where there is one.
pub fn open(state: &mut State, subject: Subject) -> Vec<Effect> {
    let draft = subject.topic().and_then(|topic| state.draft_of(topic));
    let draft = draft.map(|draft| draft.text.clone()).unwrap_or_default();
    let name = name(state, &subject);
    state
        .layers
        .push(Layer::Editor(Box::new(Editor::new(subject, name, &draft))));
    Vec::new()
}

/// Opens the editor again with a text that could not be kept.
pub fn reopen(state: &mut State, subject: Subject, text: &str) {
    let name = name(state, &subject);
    state
        .layers
        .push(Layer::Editor(Box::new(Editor::new(subject, name, text))));
}

/// A comment on what is in front. A draft that was begun for a verdict is still one for that verdict.
pub fn comment(state: &mut State) -> Vec<Effect> {
    match state.target() {
        Some(target) => comment_on(state, target),
        None => {
            let words = state.pick("请先选一条措施或一个问题", "choose a measure or a finding first");
            state.status.warn(words);
            Vec::new()
        }
    }
}

/// A comment on the finding.
pub fn comment_finding(state: &mut State) -> Vec<Effect> {
    match state.findings.finding().map(|row| row.id) {
        Some(id) => comment_on(state, Target::Finding(id)),
        None => comment(state),
    }
}

/// A comment on the notice.
pub fn comment_notice(state: &mut State) -> Vec<Effect> {
    match state.notices.id() {
        Some(id) => comment_on(state, Target::Notice(id)),
        None => comment(state),
    }
}

fn comment_on(state: &mut State, target: Target) -> Vec<Effect> {
    if !writable(state) {
        return Vec::new();
    }
    let verdict = state.draft_of(target).and_then(|draft| draft.verdict);
    let subject = match (verdict, target) {
        (Some(verdict), Target::Measure(id)) => Subject::Verdict(vec![id], verdict),
        _ => Subject::Comment(target),
    };
    open(state, subject)
}

fn name(state: &State, subject: &Subject) -> String {
    match subject {
        Subject::Verdict(measures, _) if measures.len() > 1 => state.pick(
            format!("{} 条措施", measures.len()),
            format!("{} measures", measures.len()),
        ),
        Subject::Verdict(..) | Subject::Comment(Target::Measure(_)) => {
            state.findings.measure().map_or(String::new(), |row| {
                format!("{} {}", row.label.as_deref().unwrap_or(""), row.gist)
                    .trim()
                    .to_owned()
            })
        }
        Subject::Comment(Target::Finding(_)) => state.findings.finding().map_or(String::new(), |row| {
            format!("{} {}", row.label.as_deref().unwrap_or(""), row.title)
                .trim()
                .to_owned()
        }),
        Subject::Dismiss(flags) => flags.first().map_or(String::new(), |flag| match flags.len() {
            1 => flag.rule.clone(),
            many => state.pick(
                format!("{} · {many} 处", flag.rule),
                format!("{} · {many} hits", flag.rule),
            ),
        }),
        Subject::Comment(Target::Notice(_)) => state.notices.current().map_or(String::new(), |row| row.short.clone()),
    }
}

fn editor(state: &State) -> Option<&Editor> {
    match state.layers.last() {
        Some(Layer::Editor(editor)) => Some(editor),
        _ => None,
    }
}

/// Gives the text to the clerk, with the verdict that it was written for.
pub fn save(state: &mut State) -> Vec<Effect> {
    let Some(editor) = editor(state) else {
        return Vec::new();
    };
    let text = editor.text();
    if text.trim().is_empty() {
        let words = state.pick("请写明内容，或按 Esc 收起", "write something, or close with Esc");
        state.status.warn(words);
        return Vec::new();
    }
    let subject = editor.subject.clone();
    state.layers.pop();
    // The clerk drops the draft once the comment is kept; here it is gone already.
    let topic = subject.topic();
    state.drafts.retain(|draft| Some(&draft.topic) != topic.as_ref());
    match subject {
        Subject::Comment(target) => vec![state.act(Act::Comment { target, text }), Effect::Session],
        Subject::Dismiss(flags) => vec![state.act(Act::Dismiss {
            flags,
            reason: Some(text),
        })],
        Subject::Verdict(measures, verdict) => give(state, measures, Some(verdict), Some(text)),
    }
}

/// Closes the editor and keeps the draft.
pub fn close(state: &mut State) -> Vec<Effect> {
    let Some(editor) = editor(state) else {
        return Vec::new();
    };
    let kept = !editor.text().trim().is_empty();
    let verdict = editor.subject.verdict().is_some();
    let is_reason = matches!(editor.subject, Subject::Dismiss(_));
    state.layers.pop();
    state.stale.drafts = true;
    if is_reason {
        let words = if kept {
            state.pick(
                "提示未排除；理由草稿已保留，x 继续写",
                "the flag is not set aside; the draft of the reason is kept, x goes on",
            )
        } else {
            state.pick("提示未排除", "the flag is not set aside")
        };
        state.status.say(words);
        return Vec::new();
    }
    let words = match (kept, verdict) {
        (true, true) => state.pick(
            "结论未给出；草稿已保留，c 继续写",
            "no verdict given; the draft is kept, c goes on",
        ),
        (true, false) => state.pick("草稿已保留，c 继续写", "the draft is kept, c goes on"),
        (false, true) => state.pick("结论未给出：该结论须附评论", "no verdict given: it needs a comment"),
        (false, false) => "",
    };
    state.status.say(words);
    Vec::new()
}

/// Throws the draft away.
pub fn discard(state: &mut State) -> Vec<Effect> {
    let Some(topic) = editor(state).and_then(|editor| editor.subject.topic()) else {
        return Vec::new();
    };
    state.layers.pop();
    state.drafts.retain(|draft| draft.topic != topic);
    state.stale.front = true;
    let words = state.pick("草稿已丢弃", "the draft is thrown away");
    state.status.say(words);
    vec![Effect::Draft(topic, None, String::new())]
}

/// Hands the text to the editor of the environment.
pub fn outside(state: &mut State) -> Vec<Effect> {
    editor(state)
        .map(|editor| Effect::EditOutside(editor.text()))
        .into_iter()
        .collect()
}

/// The text of the editor changed: it is kept as a draft.
pub fn draft_changed(state: &mut State) -> Vec<Effect> {
    let Some(editor) = editor(state) else {
        return Vec::new();
    };
    let Some(topic) = editor.subject.topic() else {
        return Vec::new();
    };
    let (verdict, text) = (editor.subject.verdict(), editor.text());
    let blank = text.trim().is_empty();
    state.drafts.retain(|draft| draft.topic != topic);
    let text = if blank { String::new() } else { text };
    if !blank {
        let draft = crate::desk::Draft {
            topic: topic.clone(),
            verdict,
            text: text.clone(),
        };
        state.drafts.insert(0, draft);
    }
    vec![Effect::Draft(topic, verdict, text)]
}
