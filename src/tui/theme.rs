//! Colours and glyphs. Nothing is told by colour alone: beside each colour stands a glyph or a word.

use ratatui::style::{Color, Modifier, Style};

use crate::model::{Check, Progress, Verdict};

/// Styles by what they are for.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Plain text.
    pub text: Style,
    /// What stands around the thing in front.
    pub dim: Style,
    /// Headings and labels.
    pub label: Style,
    /// The rule over a pane.
    pub rule: Style,
    /// The rule over the pane with the keyboard.
    pub focus: Style,
    /// The row under the cursor, in the pane with the keyboard.
    pub cursor: Style,
    /// The row under the cursor, elsewhere.
    pub resting: Style,
    /// The measure in front, in its text.
    pub front: Style,
    /// Matched characters.
    pub hit: Style,
    /// Good news: verified, kept.
    pub good: Style,
    /// Half news: partial, planned, a draft.
    pub half: Style,
    /// Bad news: contradicted, overdue.
    pub bad: Style,
    /// Flags.
    pub flag: Style,
    /// Commitments in a text.
    pub promise: Style,
    /// Keys.
    pub key: Style,
    /// Boxes over the panes.
    pub layer: Style,
}

const fn fg(color: Color) -> Style {
    Style::new().fg(color)
}

impl Theme {
    /// The theme of that name, `dark` where it is none.
    pub fn named(name: Option<&str>) -> Self {
        match name {
            Some("light") => Self::light(),
            Some("contrast") => Self::contrast(),
            Some("plain") => Self::plain(),
            _ => Self::dark(),
        }
    }

    /// Names of the themes.
    pub const NAMES: [&'static str; 4] = ["dark", "light", "contrast", "plain"];

    /// For dark backgrounds.
    pub const fn dark() -> Self {
        Self {
            text: Style::new(),
            dim: fg(Color::Indexed(246)),
            label: fg(Color::Cyan),
            rule: fg(Color::Indexed(241)),
            focus: fg(Color::LightCyan).add_modifier(Modifier::BOLD),
            cursor: Style::new().bg(Color::Indexed(24)).add_modifier(Modifier::BOLD),
            resting: Style::new().bg(Color::Indexed(237)),
            front: fg(Color::White),
            hit: fg(Color::LightYellow).add_modifier(Modifier::UNDERLINED),
            good: fg(Color::LightGreen),
            half: fg(Color::LightYellow),
            bad: fg(Color::LightRed),
            flag: fg(Color::LightMagenta),
            promise: fg(Color::LightYellow),
            key: fg(Color::LightCyan),
            layer: Style::new(),
        }
    }

    /// For light backgrounds.
    pub const fn light() -> Self {
        Self {
            text: Style::new(),
            dim: fg(Color::Indexed(243)),
            label: fg(Color::Indexed(24)),
            rule: fg(Color::Indexed(248)),
            focus: fg(Color::Blue).add_modifier(Modifier::BOLD),
            cursor: Style::new().bg(Color::Indexed(153)).add_modifier(Modifier::BOLD),
            resting: Style::new().bg(Color::Indexed(254)),
            front: fg(Color::Black),
            hit: fg(Color::Red).add_modifier(Modifier::UNDERLINED),
            good: fg(Color::Indexed(28)),
            half: fg(Color::Indexed(130)),
            bad: fg(Color::Indexed(160)),
            flag: fg(Color::Indexed(90)),
            promise: fg(Color::Indexed(130)),
            key: fg(Color::Blue),
            layer: Style::new(),
        }
    }

    /// For weak eyes and bad screens: nothing faint, the cursor reversed.
    pub const fn contrast() -> Self {
        Self {
            text: fg(Color::White),
            dim: fg(Color::White),
            label: fg(Color::White).add_modifier(Modifier::BOLD),
            rule: fg(Color::White),
            focus: fg(Color::White).add_modifier(Modifier::BOLD.union(Modifier::REVERSED)),
            cursor: fg(Color::White).add_modifier(Modifier::REVERSED),
            resting: fg(Color::White).add_modifier(Modifier::UNDERLINED),
            front: fg(Color::White).add_modifier(Modifier::BOLD),
            hit: fg(Color::White).add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
            good: fg(Color::LightGreen).add_modifier(Modifier::BOLD),
            half: fg(Color::LightYellow).add_modifier(Modifier::BOLD),
            bad: fg(Color::LightRed).add_modifier(Modifier::BOLD),
            flag: fg(Color::LightCyan).add_modifier(Modifier::BOLD),
            promise: fg(Color::LightYellow).add_modifier(Modifier::BOLD),
            key: fg(Color::White).add_modifier(Modifier::BOLD),
            layer: fg(Color::White),
        }
    }

    /// Without any colour (`NO_COLOR`).
    pub const fn plain() -> Self {
        const TEXT: Style = Style::new();
        const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
        const LINE: Style = Style::new().add_modifier(Modifier::UNDERLINED);
        Self {
            text: TEXT,
            dim: Style::new().add_modifier(Modifier::DIM),
            label: TEXT,
            rule: Style::new().add_modifier(Modifier::DIM),
            focus: BOLD,
            cursor: Style::new().add_modifier(Modifier::REVERSED),
            resting: LINE,
            front: BOLD,
            hit: LINE,
            good: TEXT,
            half: TEXT,
            bad: BOLD,
            flag: TEXT,
            promise: LINE,
            key: BOLD,
            layer: TEXT,
        }
    }

    /// The style of a verdict's glyph and word.
    pub const fn verdict(&self, verdict: Option<Verdict>) -> Style {
        match verdict {
            None | Some(Verdict::Excluded) => self.dim,
            Some(Verdict::Verified) => self.good,
            Some(Verdict::Partial | Verdict::PromiseOnly) => self.half,
            Some(Verdict::Unsupported | Verdict::Contradicted | Verdict::OffTarget) => self.bad,
        }
    }

    /// The style of a check.
    pub const fn check(&self, check: Option<Check>) -> Style {
        match check {
            None => self.text,
            Some(Check::Kept) => self.good,
            Some(Check::Broken) => self.bad,
            Some(Check::NotDue | Check::Unverifiable) => self.half,
        }
    }

    /// The style of a stated progress.
    pub const fn progress(&self, progress: Progress) -> Style {
        match progress {
            Progress::Done => self.good,
            Progress::Ongoing | Progress::Mixed | Progress::Planned => self.half,
            Progress::Unmarked => self.dim,
        }
    }
}

/// The signs on the screen, in a set for most terminals and one in ASCII.
#[derive(Debug, Clone, Copy)]
pub struct Glyphs {
    /// The row under the cursor.
    pub cursor: &'static str,
    /// A marked row.
    pub marked: &'static str,
    /// A flag.
    pub flag: &'static str,
    /// A comment.
    pub comment: &'static str,
    /// Something overdue.
    pub late: &'static str,
    /// There is more to the left, to the right.
    pub beside: [&'static str; 2],
    /// The stretch of the measure in front.
    pub front: &'static str,
    /// The rule over a pane, and over the pane with the keyboard.
    pub rule: &'static str,
    /// The rule over the pane with the keyboard.
    pub focus: &'static str,
    /// Between columns.
    pub bar: &'static str,
    /// Something is there.
    pub yes: &'static str,
    /// Something is missing.
    pub no: &'static str,
    /// What is done, in a bar.
    pub full: &'static str,
    /// What is left, in a bar.
    pub empty: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
    /// A verdict on another text than there is now.
    pub changed: &'static str,
    /// Something was cut off.
    pub cut: &'static str,
    /// Corners of a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// More above, more below.
    pub more: [&'static str; 2],
    verdicts: [&'static str; 8],
    checks: [&'static str; 5],
}

impl Glyphs {
    /// For most terminals.
    pub const UNICODE: Self = Self {
        cursor: "▸",
        marked: "●",
        flag: "⚑",
        comment: "✎",
        late: "!",
        beside: ["‹", "›"],
        front: "▎",
        rule: "─",
        focus: "━",
        bar: "│",
        yes: "✓",
        no: "–",
        full: "▓",
        empty: "░",
        dot: "·",
        changed: "↻",
        cut: "…",
        corners: ["┌", "┐", "└", "┘"],
        more: ["↑", "↓"],
        verdicts: ["·", "✓", "◐", "→", "?", "✗", "≠", "–"],
        checks: ["[ ]", "[✓]", "[✗]", "[-]", "[?]"],
    };

    /// In ASCII, also for terminals that draw ambiguous signs two columns wide.
    pub const ASCII: Self = Self {
        cursor: ">",
        marked: "*",
        flag: "F",
        comment: "c",
        late: "!",
        beside: ["<", ">"],
        front: "|",
        rule: "-",
        focus: "=",
        bar: "|",
        yes: "+",
        no: "-",
        full: "#",
        empty: ".",
        dot: "-",
        changed: "%",
        cut: "~",
        corners: ["+", "+", "+", "+"],
        more: ["^", "v"],
        verdicts: [".", "v", "/", ">", "?", "x", "#", "-"],
        checks: ["[ ]", "[v]", "[x]", "[-]", "[?]"],
    };

    /// The sign of a verdict.
    pub const fn verdict(&self, verdict: Option<Verdict>) -> &'static str {
        let at = match verdict {
            None => 0,
            Some(Verdict::Verified) => 1,
            Some(Verdict::Partial) => 2,
            Some(Verdict::PromiseOnly) => 3,
            Some(Verdict::Unsupported) => 4,
            Some(Verdict::Contradicted) => 5,
            Some(Verdict::OffTarget) => 6,
            Some(Verdict::Excluded) => 7,
        };
        self.verdicts[at]
    }

    /// The box of a commitment.
    pub const fn check(&self, check: Option<Check>) -> &'static str {
        let at = match check {
            None => 0,
            Some(Check::Kept) => 1,
            Some(Check::Broken) => 2,
            Some(Check::NotDue) => 3,
            Some(Check::Unverifiable) => 4,
        };
        self.checks[at]
    }
}

/// Theme, glyphs and language together: what everything that draws needs.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// Signs.
    pub glyphs: Glyphs,
    /// Language.
    pub lang: crate::model::Lang,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;

    #[test]
    fn verdicts_differ_without_colour_and_take_one_column() {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            let all: std::collections::HashSet<_> = glyphs.verdicts.into_iter().collect();
            assert_eq!(all.len(), glyphs.verdicts.len());
            assert!(glyphs.verdicts.iter().all(|glyph| width(glyph) == 1));
            assert!(glyphs.checks.iter().all(|glyph| width(glyph) == 3));
        }
        assert!(Glyphs::ASCII.verdicts.iter().all(|glyph| glyph.is_ascii()));
    }

    #[test]
    fn the_plain_theme_has_no_colour() {
        let Theme {
            text,
            dim,
            label,
            rule,
            focus,
            cursor,
            resting,
            front,
            hit,
            good,
            half,
            bad,
            flag,
            promise,
            key,
            layer,
        } = Theme::plain();
        for style in [
            text, dim, label, rule, focus, cursor, resting, front, hit, good, half, bad, flag, promise, key, layer,
        ] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
