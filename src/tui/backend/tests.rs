//! Held against a terminal emulator.

use super::*;
use ratatui::Terminal;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

fn terminal(width: u16, height: u16) -> Terminal<Lean<Vec<u8>>> {
    Terminal::new(Lean::sized(Vec::new(), Size::new(width, height))).unwrap()
}

/// Draws and returns what went out.
fn draw(terminal: &mut Terminal<Lean<Vec<u8>>>, lines: &[(&str, Style)]) -> Vec<u8> {
    terminal
        .draw(|frame| {
            for (y, (line, style)) in lines.iter().enumerate() {
                frame.buffer_mut().set_string(0, y as u16, line, *style);
            }
        })
        .unwrap();
    std::mem::take(terminal.backend_mut().writer_mut())
}

fn screen(parser: &vt100::Parser, width: u16) -> Vec<String> {
    parser.screen().rows(0, width).collect()
}

#[test]
fn a_terminal_shows_what_was_drawn() {
    let mut ours = terminal(20, 3);
    let mut theirs = vt100::Parser::new(3.try_into().unwrap(), 20.try_into().unwrap(), 0);
    let plain = Style::new();
    let frames: [&[(&str, Style)]; 4] = [
        &[("一二三 abc", plain), ("", plain), ("▓▓░░ 4/32", plain.red())],
        &[("一三二 abd      x", plain.bold()), ("新的一行", plain.on_blue())],
        &[("a", plain), ("            右", plain.reversed())],
        &[],
    ];
    for lines in frames {
        theirs.process(&draw(&mut ours, lines));
        let expected: Vec<String> = (0..3)
            .map(|y| lines.get(y).map_or("", |(line, _)| line).trim_end().to_owned())
            .collect();
        let shown: Vec<String> = screen(&theirs, 20)
            .iter()
            .map(|row| row.trim_end().to_owned())
            .collect();
        assert_eq!(shown, expected);
    }
}

#[test]
fn whatever_follows_whatever_the_screen_is_right() {
    // A small generator of our own: the same frames with every run.
    let mut seed = 7_u64;
    let mut random = move |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let styles = [
        Style::new(),
        Style::new().fg(ratatui::style::Color::Red),
        Style::new().bg(ratatui::style::Color::Blue),
        Style::new().add_modifier(Modifier::REVERSED),
        Style::new().add_modifier(Modifier::BOLD),
    ];
    let pieces = ["一", "a", "             ", " ", "强化项目", "│", "xyz", "，", "▎ "];
    let (wide, high) = (37_u16, 6_u16);
    let mut ours = terminal(wide, high);
    let mut theirs = vt100::Parser::new(high.try_into().unwrap(), wide.try_into().unwrap(), 0);
    for _ in 0..400 {
        let mut shown: Vec<String> = Vec::new();
        let mut cells: Vec<(bool, bool)> = Vec::new();
        ours.draw(|frame| {
            for y in 0..high {
                let mut x = random(12) as u16;
                while x < wide && random(9) > 0 {
                    let piece = pieces[random(pieces.len() as u64) as usize];
                    let style = styles[random(styles.len() as u64) as usize];
                    let buffer = frame.buffer_mut();
                    let end = buffer.set_stringn(x, y, piece, usize::from(wide - x), style).0;
                    // As the panes do: what a wide character covers has its style, too.
                    buffer.set_style(Rect::new(x, y, end - x, 1), style);
                    x = end.max(x + 1);
                }
            }
            let buffer = frame.buffer_mut();
            cells = buffer
                .content
                .iter()
                .map(|cell| (cell.bg != Color::Reset, cell.modifier.contains(Modifier::REVERSED)))
                .collect();
            shown = (0..high)
                .map(|y| crate::tui::stage::row_text(buffer, y).trim_end().to_owned())
                .collect();
        })
        .unwrap();
        theirs.process(&std::mem::take(ours.backend_mut().writer_mut()));
        let seen: Vec<String> = screen(&theirs, wide)
            .iter()
            .map(|row| row.trim_end().to_owned())
            .collect();
        assert_eq!(seen, shown);
        for (at, (blue, reversed)) in cells.iter().copied().enumerate() {
            let (x, y) = (at as u16 % wide, at as u16 / wide);
            let cell = theirs.screen().cell(y, x).unwrap();
            // Blanks are left out: what is left of a wide character when its other half is overwritten takes the pen's
            // style in this emulator and not in others; nobody can draw for both.
            if cell.has_contents() && cell.contents() != " " {
                assert_eq!(
                    (cell.bgcolor() != vt100::Color::Default, cell.inverse()),
                    (blue, reversed),
                    "{x} {y}"
                );
            }
        }
    }
}

#[test]
fn wide_characters_follow_each_other_without_movements() {
    let mut ours = terminal(40, 1);
    draw(&mut ours, &[]);
    let bytes = draw(&mut ours, &[("强化项目落地", Style::new())]);
    assert!(bytes.len() <= "强化项目落地".len() + 8, "{} bytes", bytes.len());
}

#[test]
fn nothing_new_costs_nothing() {
    let mut ours = terminal(40, 2);
    draw(&mut ours, &[("强化", Style::new())]);
    assert_eq!(draw(&mut ours, &[("强化", Style::new())]), b"");
}

#[test]
fn blanks_are_erased() {
    let mut ours = terminal(80, 1);
    draw(&mut ours, &[(&"字".repeat(40), Style::new())]);
    let bytes = draw(&mut ours, &[]);
    assert!(bytes.len() < 20, "{} bytes", bytes.len());
}
