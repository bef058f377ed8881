//! The letter of inquiry: its draft, the editor, the file.

use std::path::Path;

use crate::model::Target;
use crate::tui::effect::Effect;
use crate::tui::finder::Saved;
use crate::tui::layers::Layer;
use crate::tui::layers::letter::LetterBox;
use crate::tui::state::State;

/// Drafts a letter about the marked measures, else about what is in front.
pub fn open(state: &mut State) -> Vec<Effect> {
    let mut targets: Vec<Target> = state.findings.marks.iter().copied().map(Target::Measure).collect();
    if targets.is_empty() {
        targets.extend(state.target());
    }
    if targets.is_empty() {
        let words = state.pick("请先选措施、问题或通报", "choose a measure, finding or notice first");
        state.status.warn(words);
        return Vec::new();
    }
    let letter = LetterBox::about(targets);
    let reading = letter.reading();
    state.layers.push(Layer::Letter(Box::new(letter)));
    vec![Effect::Read(reading)]
}

/// Reads the draft anew, with or without the comments.
pub fn turn(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Letter(letter)) = state.layers.last_mut() else {
        return Vec::new();
    };
    if !letter.turn() {
        let words = state.pick(
            "草稿已编辑，不再重新起草",
            "the draft was edited, and is not drafted anew",
        );
        state.status.warn(words);
        return Vec::new();
    }
    vec![Effect::Read(letter.reading())]
}

/// Edits the draft in the editor of the environment.
pub fn edit(state: &State) -> Vec<Effect> {
    match state.layers.last() {
        Some(Layer::Letter(letter)) => {
            let text = letter.text().map(str::to_owned);
            text.map(Effect::EditOutside).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Writes the draft.
pub fn save(state: &mut State) -> Vec<Effect> {
    let saving = match state.layers.last() {
        Some(Layer::Letter(letter)) => letter.saving(),
        _ => None,
    };
    let Some((path, text, force)) = saving else {
        let words = state.pick("请写文件名", "name the file");
        state.status.warn(words);
        return Vec::new();
    };
    vec![Effect::Save(path, text, force)]
}

/// What became of the file.
pub fn saved(state: &mut State, path: &Path, saved: Saved) {
    let name = path.display();
    match saved {
        Saved::Done => {
            if let Some(Layer::Letter(_)) = state.layers.last() {
                state.layers.pop();
            }
            let words = state.pick(format!("已写入 {name}"), format!("written to {name}"));
            state.status.done(words);
        }
        Saved::Taken => {
            if let Some(Layer::Letter(letter)) = state.layers.last_mut() {
                letter.is_taken();
            }
            let words = state.pick(
                format!("{name} 已存在：再按回车覆盖，或另取文件名"),
                format!("{name} exists already: Enter again overwrites it, or name another"),
            );
            state.status.warn(words);
        }
        Saved::Failed(why) => {
            let words = state.pick(format!("无法写出 {name}：{why}"), format!("cannot write {name}: {why}"));
            state.status.error(words);
        }
    }
}
