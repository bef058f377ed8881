//! What lies over the panes: palettes, help, the comment editor. Each layer has the keyboard while it is on top. The which-key box
//! only looks: it shows while a key sequence is unfinished.

pub mod commands;
pub mod compared;
pub mod editor;
pub mod find;
pub mod flags;
pub mod follow_up;
pub mod help;
pub mod jump;
pub mod letter;
pub mod lines;
pub mod marks;
pub mod numbers;
pub mod overview;
pub mod parse;
pub mod promises;
pub mod screen;
pub mod which_key;

use super::finder::{Reading, Report};
use super::key::Key;
use super::keymap::Context;

/// A layer.
#[derive(Debug)]
pub enum Layer {
    /// The jump palette.
    Jump(jump::JumpPalette),
    /// The box that asks for the letter of a mark.
    Marks(marks::MarkBox),
    /// The command palette.
    Commands(commands::CommandPalette),
    /// The list of flags.
    Flags(flags::FlagList),
    /// A screen over the desk: promise calendar, overview.
    Screen(Box<dyn screen::Screen>),
    /// The parse view.
    Parse(Box<parse::ParseScreen>),
    /// Two answers side by side.
    Compared(compared::SideBySide),
    /// The draft of a letter.
    Letter(Box<letter::LetterBox>),
    /// The help.
    Help(help::Help),
    /// The comment editor.
    Editor(Box<editor::Editor>),
    /// The line that asks for a text to find in the source.
    Find(find::FindLine),
}

impl Layer {
    /// Its own key bindings.
    pub fn context(&self) -> Context {
        match self {
            Self::Screen(screen) if screen.typing() => Context::Find,
            Self::Parse(screen) if screen.ask.is_some() => Context::Find,
            Self::Parse(_) => Context::Parse,
            Self::Flags(list) if list.narrow.typing => Context::Find,
            Self::Screen(_) | Self::Flags(_) | Self::Compared(_) => Context::Screen,
            Self::Jump(_) | Self::Commands(_) | Self::Letter(_) => Context::Picker,
            Self::Help(_) => Context::Help,
            Self::Editor(_) => Context::Editor,
            Self::Find(_) | Self::Marks(_) => Context::Find,
        }
    }

    /// Whether characters are typed into it.
    pub fn takes_text(&self) -> bool {
        match self {
            Self::Help(_) | Self::Compared(_) => false,
            Self::Flags(list) => list.narrow.typing,
            Self::Screen(screen) => screen.typing(),
            Self::Parse(screen) => screen.ask.is_some(),
            _ => true,
        }
    }

    /// The screen, where it is one.
    pub fn screen_mut(&mut self) -> Option<&mut (dyn screen::Screen + 'static)> {
        match self {
            Self::Screen(screen) => Some(screen.as_mut()),
            _ => None,
        }
    }

    /// Of what fills the screen: the table of its keys, and its commands for the row of keys with what they do there.
    pub fn row_keys(&self) -> Option<(Context, &'static [screen::ScreenKey])> {
        match self {
            Self::Screen(screen) => Some((Context::Screen, screen.keys())),
            Self::Parse(screen) if screen.ask.is_some() => Some((Context::Find, parse::ASKING)),
            Self::Parse(screen) if screen.moving.is_some() => Some((Context::Parse, parse::CHOOSING)),
            Self::Parse(_) => Some((Context::Parse, parse::KEYS)),
            Self::Flags(list) if list.narrow.typing => Some((Context::Find, flags::TYPING)),
            Self::Flags(_) => Some((Context::Screen, flags::KEYS)),
            Self::Compared(_) => Some((Context::Screen, compared::KEYS)),
            Self::Letter(letter) => Some((Context::Picker, letter.keys())),
            _ => None,
        }
    }

    /// What has to be read for it, by the finder.
    pub fn reading(&self) -> Option<Reading> {
        match self {
            Self::Screen(screen) => Some(screen.reading()),
            Self::Parse(screen) => Some(Reading::Parse(screen.notice)),
            Self::Flags(list) => Some(Reading::Flags(list.on())),
            Self::Compared(pair) => Some(Reading::Compared(pair.one, pair.other)),
            Self::Letter(letter) => Some(letter.reading()),
            _ => None,
        }
    }

    /// Takes what was read for it.
    pub fn take(&mut self, report: Report) {
        match (self, report) {
            (Self::Screen(screen), report) => screen.take(report),
            (Self::Parse(screen), Report::Parse(view)) => screen.take(*view),
            (Self::Flags(list), Report::Flags(on, rows)) => list.take(on, rows),
            (Self::Compared(pair), Report::Compared(view)) => pair.take(view),
            (Self::Letter(letter), Report::Letter(draft)) => letter.take(draft),
            _ => {}
        }
    }
}

/// What a layer made of a key that is no command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// Nothing.
    Unknown,
    /// The caret moved.
    Moved,
    /// The text changed.
    Changed,
}

impl Layer {
    /// Takes a key that is no command.
    pub fn key(&mut self, key: Key) -> Typed {
        match self {
            Self::Jump(layer) => typed(&mut layer.input, |input| input.key(key)),
            Self::Commands(layer) => typed(&mut layer.input, |input| input.key(key)),
            Self::Flags(layer) => typed(&mut layer.narrow.input, |input| input.key(key)),
            Self::Parse(layer) => match &mut layer.ask {
                Some(ask) => typed(&mut ask.input, |input| input.key(key)),
                None => Typed::Unknown,
            },
            Self::Letter(layer) => typed(&mut layer.input, |input| input.key(key)),
            Self::Screen(layer) => match layer.narrow() {
                Some(narrow) => typed(&mut narrow.input, |input| input.key(key)),
                None => Typed::Unknown,
            },
            Self::Find(layer) => typed(&mut layer.input, |input| input.key(key)),
            Self::Marks(layer) => layer.key(key),
            Self::Editor(layer) => layer.key(key),
            Self::Help(_) | Self::Compared(_) => Typed::Unknown,
        }
    }

    /// Takes a pasted text.
    pub fn paste(&mut self, text: &str) -> Typed {
        match self {
            Self::Jump(layer) => layer.input.insert(text),
            Self::Commands(layer) => layer.input.insert(text),
            Self::Flags(layer) => layer.narrow.input.insert(text),
            Self::Parse(layer) => match &mut layer.ask {
                Some(ask) => ask.input.insert(text),
                None => return Typed::Unknown,
            },
            Self::Letter(layer) => layer.input.insert(text),
            Self::Screen(layer) => match layer.narrow() {
                Some(narrow) => narrow.input.insert(text),
                None => return Typed::Unknown,
            },
            Self::Find(layer) => layer.input.insert(text),
            Self::Editor(layer) => layer.paste(text),
            Self::Help(_) | Self::Compared(_) | Self::Marks(_) => return Typed::Unknown,
        }
        Typed::Changed
    }
}

fn typed(
    input: &mut super::widgets::input::Input,
    take: impl FnOnce(&mut super::widgets::input::Input) -> bool,
) -> Typed {
    let before = input.text().len();
    let text = input.text().to_owned();
    if !take(input) {
        return Typed::Unknown;
    }
    if before == input.text().len() && text == input.text() {
        Typed::Moved
    } else {
        Typed::Changed
    }
}
