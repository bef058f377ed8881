//! A key press as key files write it: `j`, `ctrl-s`, `alt-left`, `shift-tab`, `space`.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// One key press. Shift is part of the character where there is one (`G`), and only told apart for keys without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With control.
    pub ctrl: bool,
    /// With alt (or meta).
    pub alt: bool,
    /// With shift, for keys that are no character.
    pub shift: bool,
}

/// Keys that have a name in key files.
const NAMED: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

/// What an input method in Chinese mode sends for keys that the desk binds.
const CHINESE: &[(char, char)] = &[
    ('、', '/'),
    ('。', '.'),
    ('【', '['),
    ('】', ']'),
    ('《', '<'),
    ('》', '>'),
];

impl Key {
    /// A plain key.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// What the terminal reported; `None` for releases and for modifiers alone.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let key = match event.code {
            KeyCode::BackTab => Self {
                code: KeyCode::Tab,
                ctrl,
                alt,
                shift: true,
            },
            KeyCode::Char(c) => Self {
                code: KeyCode::Char(if ctrl { c.to_ascii_lowercase() } else { c }),
                ctrl,
                alt,
                shift: false,
            },
            KeyCode::Modifier(_) | KeyCode::Null | KeyCode::Media(_) => return None,
            code => Self { code, ctrl, alt, shift },
        };
        Some(key)
    }

    /// The character that the key writes into a text, if it does.
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The same key without the input method: full-width signs as the ASCII signs on the same keys.
    #[must_use]
    pub fn half_width(self) -> Self {
        let KeyCode::Char(c) = self.code else {
            return self;
        };
        let half = match c {
            '\u{3000}' => Some(' '),
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
            _ => CHINESE.iter().find(|(wide, _)| *wide == c).map(|(_, half)| *half),
        };
        Self {
            code: KeyCode::Char(half.unwrap_or(c)),
            ..self
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "f{n}"),
            code => write!(f, "{code:?}"),
        }
    }
}

/// The text names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a key")]
pub struct BadKey(pub String);

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let mut key = Self::plain(KeyCode::Null);
        let mut rest = text;
        loop {
            // `ctrl--` is control with the minus sign: a prefix is only one where something follows.
            let (held, after) = if let Some(after) = rest.strip_prefix("ctrl-") {
                (&mut key.ctrl, after)
            } else if let Some(after) = rest.strip_prefix("alt-") {
                (&mut key.alt, after)
            } else if let Some(after) = rest.strip_prefix("shift-") {
                (&mut key.shift, after)
            } else {
                break;
            };
            if after.is_empty() || *held {
                return Err(BadKey(text.to_owned()));
            }
            *held = true;
            rest = after;
        }
        key.code = code(rest).ok_or_else(|| BadKey(text.to_owned()))?;
        if let KeyCode::Char(c) = key.code {
            if key.shift {
                key.shift = false;
                key.code = KeyCode::Char(c.to_ascii_uppercase());
            }
            if key.ctrl {
                key.code = KeyCode::Char(c.to_ascii_lowercase());
            }
        }
        Ok(key)
    }
}

fn code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control()).then_some(KeyCode::Char(c));
    }
    if let Some((_, code)) = NAMED.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)) {
        return Some(*code);
    }
    let number: u8 = name.strip_prefix(['f', 'F'])?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_print_as_they_are_written() {
        for text in [
            "j",
            "G",
            "?",
            "-",
            "ctrl-s",
            "alt-left",
            "shift-tab",
            "space",
            "f5",
            "ctrl--",
            "ctrl-alt-x",
            "年",
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        assert_eq!("shift-g".parse::<Key>().unwrap().to_string(), "G");
        assert_eq!("ctrl-S".parse::<Key>().unwrap().to_string(), "ctrl-s");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "ctrl-", "meta-x", "jj", "f99", "ctrl-ctrl-x", "\u{1b}"] {
            assert!(text.parse::<Key>().is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn an_input_method_left_on_does_not_lame_the_keys() {
        for (typed, meant) in [
            ('１', "1"),
            ('／', "/"),
            ('、', "/"),
            ('？', "?"),
            ('：', ":"),
            ('【', "["),
            ('ｊ', "j"),
        ] {
            assert_eq!(Key::plain(KeyCode::Char(typed)).half_width().to_string(), meant);
        }
        assert_eq!(Key::plain(KeyCode::Char('年')).half_width().to_string(), "年");
    }

    #[test]
    fn the_terminals_ways_to_say_shift_come_to_one() {
        let event = |code, modifiers| Key::from_event(KeyEvent::new(code, modifiers)).unwrap().to_string();
        assert_eq!(event(KeyCode::BackTab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(event(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(event(KeyCode::Char('G'), KeyModifiers::NONE), "G");
    }
}
