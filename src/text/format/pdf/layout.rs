//! Characters with their places into lines, and lines into paragraphs.
//!
//! A line goes on in the next where it fills its measure and the next begins at the margin, in the same size; in doubt lines stay
//! lines. Page numbers stand on lines of their own, after the paragraph that they would interrupt.

use super::page::Glyph;

/// A line of a page.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    text: String,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    /// Width of what had to stay together at its beginning, and would have fitted before it if the line before had room.
    head: f64,
}

/// Characters that a line has at least to tell where the margins are.
const TELLING: usize = 10;

/// Lines of a page that tell where its margins are.
const ENOUGH: usize = 4;

/// The text of pages.
pub(super) fn text(pages: &[Vec<Glyph>]) -> String {
    let mut out = String::new();
    let mut margins = None;
    // The last line of prose, if the paragraph may go on; and page numbers that wait for its end.
    let mut open: Option<(Line, (f64, f64), bool)> = None;
    let mut waiting: Vec<String> = Vec::new();
    for page in pages {
        let lines = lines(page);
        margins = self::margins(&lines).or(margins);
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            if (at == 0 || at + 1 == count) && is_page_number(&line.text) {
                waiting.push(line.text);
                continue;
            }
            let Some(measure) = margins else {
                push(&mut out, &mut waiting, &line.text);
                open = None;
                continue;
            };
            let goes_on = open
                .as_ref()
                .is_some_and(|(last, old, same)| goes_on(last, *old, &line, measure, *same));
            if goes_on {
                let spaced = out.ends_with(|c: char| c.is_ascii_alphanumeric())
                    && line.text.starts_with(|c: char| c.is_ascii_alphanumeric());
                out.truncate(out.trim_end_matches('\n').len());
                out.push_str(if spaced { " " } else { "" });
                out.push_str(&line.text);
                out.push('\n');
            } else {
                push(&mut out, &mut waiting, &line.text);
            }
            open = Some((line, measure, true));
        }
        if let Some((_, _, same)) = &mut open {
            *same = false;
        }
    }
    for line in waiting {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn push(out: &mut String, waiting: &mut Vec<String>, line: &str) {
    for line in waiting.drain(..).chain([line.to_owned()]) {
        out.push_str(&line);
        out.push('\n');
    }
}

/// Whether a line is the next of the same paragraph; each with the margins of its page.
fn goes_on(last: &Line, (_, right): (f64, f64), next: &Line, (left, _): (f64, f64), same_page: bool) -> bool {
    let size = last.size.max(next.size);
    let filled = last.right + next.head >= right - 1.3 * size;
    let at_margin = next.left <= left + 0.8 * size;
    let alike = (last.size - next.size).abs() <= 0.15 * size;
    let below = !same_page || (last.y > next.y && last.y - next.y <= 2.8 * size);
    let ended = last.text.ends_with(['。', '；', '：', '！', '？', ';', ':']) && begins_item(&next.text);
    filled && at_margin && alike && below && !ended
}

/// Whether a line begins with a number or mark.
fn begins_item(text: &str) -> bool {
    let inner = text.trim_start_matches(['(', '（', '第']);
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = inner.trim_start_matches(number);
    (rest.len() < inner.len() && rest.starts_with(['、', '.', '．', ')', '）', '是', '，']))
        || text.starts_with(|c: char| ('①'..='⑳').contains(&c) || "•●■◆".contains(c))
}

/// Left and right margin of a page, where enough lines tell.
fn margins(lines: &[Line]) -> Option<(f64, f64)> {
    let telling: Vec<&Line> = lines
        .iter()
        .filter(|line| line.text.chars().count() >= TELLING)
        .collect();
    if telling.len() < ENOUGH {
        return None;
    }
    let edge = |of: fn(&Line) -> f64, part: usize| {
        let mut edges: Vec<f64> = telling.iter().map(|line| of(line)).collect();
        edges.sort_by(f64::total_cmp);
        edges[(edges.len() - 1) * part / 10]
    };
    Some((edge(|line| line.left, 1), edge(|line| line.right, 9)))
}

/// Whether a line is a page's number: digits, and what stands around them.
fn is_page_number(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "-－—–·第页頁共/".contains(c));
    let digits = bare
        .split(['/', '页', '共', ' '])
        .all(|part| part.is_empty() || (part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())));
    !bare.is_empty() && digits && text.chars().count() <= 16
}

/// The lines of a page, in the order in which they are drawn.
fn lines(page: &[Glyph]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    for glyph in page
        .iter()
        .filter(|glyph| glyph.x.is_finite() && glyph.y.is_finite() && glyph.size.is_finite())
    {
        let breaks = line
            .last()
            .is_some_and(|last: &Glyph| (last.y - glyph.y).abs() > 0.6 * last.size.max(glyph.size).max(0.1));
        if breaks {
            lines.extend(finish(&mut line));
        }
        line.push(*glyph);
    }
    lines.extend(finish(&mut line));
    lines
}

fn finish(glyphs: &mut Vec<Glyph>) -> Option<Line> {
    let mut glyphs = std::mem::take(glyphs);
    glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
    // Bold type is sometimes the same character drawn twice.
    glyphs.dedup_by(|next, last| next.c == last.c && (next.x - last.x).abs() < 0.15 * last.size && next.width > 0.0);
    let mut text = String::new();
    let mut last: Option<&Glyph> = None;
    for glyph in &glyphs {
        if let Some(last) = last {
            let gap = glyph.x - (last.x + last.width);
            let wide = if last.c.is_ascii() && glyph.c.is_ascii() {
                0.25
            } else {
                0.9
            };
            if gap > wide * glyph.size && !text.ends_with(' ') && glyph.c != ' ' {
                text.push(' ');
            }
        }
        text.push(match glyph.c {
            '\t' | '\n' | '\r' | '\u{a0}' | '\u{2028}' => ' ',
            c => c,
        });
        last = Some(glyph);
    }
    let text = text.trim().to_owned();
    let head = head(&glyphs);
    let mut printed = glyphs.iter().filter(|glyph| !glyph.c.is_whitespace());
    let first = *printed.next()?;
    let last = printed.next_back().copied().unwrap_or(first);
    Some(Line {
        text,
        left: first.x,
        right: last.x + last.width,
        y: first.y,
        size: first.size.max(0.1),
        head,
    })
}

/// The width of a line's first word, or of its first Chinese character, with the signs that may not begin a line.
fn head(glyphs: &[Glyph]) -> f64 {
    let is_wide = |c: char| c >= '\u{2e80}' && !"，。；：、！？）》”’」』】".contains(c);
    let mut printed = glyphs.iter().skip_while(|glyph| glyph.c.is_whitespace());
    let Some(first) = printed.next() else {
        return 0.0;
    };
    let rest = printed.take_while(|glyph| {
        let closes = "，。；：、！？）》”’」』】".contains(glyph.c);
        !glyph.c.is_whitespace() && (closes || !(is_wide(first.c) || is_wide(glyph.c)))
    });
    first.width + rest.map(|glyph| glyph.width).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text of size 10, a line every 15, from the left edge in characters.
    fn page(lines: &[(usize, &str)]) -> Vec<Glyph> {
        let place = |row: usize, left: usize, text: &str| {
            let glyph = move |(at, c): (usize, char)| Glyph {
                c,
                x: (left + at) as f64 * 10.0,
                y: 800.0 - row as f64 * 15.0,
                width: 10.0,
                size: 10.0,
            };
            text.chars().enumerate().map(glyph).collect::<Vec<_>>()
        };
        lines
            .iter()
            .enumerate()
            .flat_map(|(row, (left, text))| place(row, *left, text))
            .collect()
    }

    #[test]
    fn filled_lines_go_on_and_indented_ones_begin() {
        let one = page(&[
            (6, "整改情况通报"),
            (2, "一是补登台账并逐户核对合同"),
            (0, "每月复核一次不漏一户由财务部"),
            (0, "牵头。"),
            (2, "二是明确责任分工压实各级责"),
            (0, "任并在六月底前完成修订工作的"),
            (7, "— 1 —"),
        ]);
        let two = page(&[(0, "全部内容。"), (2, "三是加强检查。"), (7, "2")]);
        assert_eq!(
            text(&[one, two]),
            "整改情况通报\n一是补登台账并逐户核对合同每月复核一次不漏一户由财务部牵头。\n二是明确责任分工压实各级责任并在六月底前完成修订工作的全部内容。\n— 1 —\n三是加强检查。\n2\n"
        );
    }

    #[test]
    fn a_line_that_ends_before_a_long_word_goes_on_too() {
        let one = page(&[
            (2, "一是补登台账并逐户核对合同"),
            (0, "到期后另行编制完成"),
            (0, "2023-2025年计划，每月复核"),
            (0, "由财务部牵头"),
            (2, "二是明确责任分工压实各级责"),
            (0, "任并在六月底前完成修订工作。"),
        ]);
        assert_eq!(
            text(&[one]),
            "一是补登台账并逐户核对合同到期后另行编制完成2023-2025年计划，每月复核由财务部牵头\n二是明确责任分工压实各级责任并在六月底前完成修订工作。\n"
        );
    }

    #[test]
    fn bold_type_that_is_drawn_twice_stands_once() {
        let mut glyphs = page(&[(0, "补登台账")]);
        let shifted: Vec<Glyph> = glyphs
            .iter()
            .map(|glyph| Glyph {
                x: glyph.x + 0.3,
                ..*glyph
            })
            .collect();
        glyphs.extend(shifted);
        assert_eq!(text(&[glyphs]), "补登台账\n");
    }

    #[test]
    fn page_numbers_are_told_from_short_lines() {
        for text in ["1", "- 12 -", "—3—", "第 4 页", "第5页 共12页", "6/12"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["1.", "一", "2023年", "", "—", "12345", "3 项"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn places_beyond_any_page_are_survived() {
        let strange = [f64::NAN, f64::INFINITY, f64::MAX, -1e300, 0.0];
        let glyphs: Vec<Glyph> = strange
            .iter()
            .flat_map(|&x| {
                strange.iter().map(move |&y| Glyph {
                    c: '甲',
                    x,
                    y,
                    width: x,
                    size: y,
                })
            })
            .collect();
        let _ = text(&[glyphs.clone(), glyphs]);
    }
}
