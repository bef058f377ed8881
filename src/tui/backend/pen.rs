//! Colours and modifiers as a terminal holds them, and the shortest codes from one to another.

use std::io::Write as _;

use ratatui::style::{Color, Modifier};

/// How the terminal draws at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    /// Of the characters.
    pub fg: Color,
    /// Behind them.
    pub bg: Color,
    /// Bold, underlined …
    pub modifier: Modifier,
}

/// Nothing set.
pub const PLAIN: Pen = Pen {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

/// Modifiers that are seen on a blank.
pub const SEEN: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

const MODIFIERS: [(Modifier, u8); 8] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl Pen {
    /// The parameters of one SGR sequence that leads from one pen to this, separated by semicolons.
    pub fn codes_after(self, mut from: Self) -> Vec<u8> {
        let mut codes: Vec<u8> = Vec::with_capacity(24);
        // Taking single modifiers away is not understood everywhere; starting afresh is.
        if !(from.modifier - self.modifier).is_empty() {
            codes.push(b'0');
            from = PLAIN;
        }
        let mut code = |text: std::fmt::Arguments<'_>| {
            if !codes.is_empty() {
                codes.push(b';');
            }
            let _ = codes.write_fmt(text);
        };
        for (modifier, number) in MODIFIERS {
            if self.modifier.contains(modifier) && !from.modifier.contains(modifier) {
                code(format_args!("{number}"));
            }
        }
        if self.fg != from.fg {
            color(self.fg, 30, &mut code);
        }
        if self.bg != from.bg {
            color(self.bg, 40, &mut code);
        }
        codes
    }
}

fn color(color: Color, base: u8, code: &mut dyn FnMut(std::fmt::Arguments<'_>)) {
    let simple = |n: u8| {
        if n < 8 { base + n } else { base + 60 + n - 8 }
    };
    let n = match color {
        Color::Reset => return code(format_args!("{}", base + 9)),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(n) => return code(format_args!("{};5;{n}", base + 8)),
        Color::Rgb(r, g, b) => return code(format_args!("{};2;{r};{g};{b}", base + 8)),
    };
    code(format_args!("{}", simple(n)));
}
