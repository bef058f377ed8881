//! Running text in columns: rows that break as Chinese is set, and stretches of it in styles of their own.

use std::ops::Range;

use ratatui::style::Style;

use super::canvas::{Piece, piece};
use crate::text::width::char_width;

/// Signs that must not begin a row.
const CLOSING: &str = "，。、；：！？）】》」』”’〉〕％·…—,.;:!?)]}%";

/// Signs that must not end a row.
const OPENING: &str = "（【《「『“‘〈〔([{";

/// A stretch of a text and its style, laid over what is below it.
pub type Styled = (Range<usize>, Style);

/// The rows of a stretch of a text in so many columns, as byte ranges; a line end ends a row and belongs to none.
pub fn rows(text: &str, range: Range<usize>, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(2);
    let mut rows = Vec::new();
    let end = range.end.min(text.len());
    let Some(whole) = text.get(range.start..end) else {
        return rows;
    };
    let mut at = range.start;
    for line in whole.split('\n') {
        line_rows(text, at..at + line.len(), columns, &mut rows);
        at += line.len() + 1;
    }
    rows
}

fn line_rows(text: &str, line: Range<usize>, columns: usize, rows: &mut Vec<Range<usize>>) {
    let mut start = line.start;
    loop {
        let rest = &text[start..line.end];
        let mut taken = 0;
        let cut = rest.char_indices().find(|(_, c)| {
            taken += char_width(*c);
            taken > columns
        });
        let Some((cut, _)) = cut else {
            rows.push(start..line.end);
            return;
        };
        let at = start + break_before(rest, cut);
        rows.push(start..at);
        start = at;
    }
}

/// Where a row of at most `cut` bytes ends, so that no word is cut and no closing sign begins a row; at least one character stays.
fn break_before(rest: &str, cut: usize) -> usize {
    let word = |c: char| c.is_ascii_alphanumeric();
    let mut at = cut;
    // A few steps back are enough; a row of nothing but signs is cut where it must be.
    for _ in 0..24 {
        let (before, after) = (rest[..at].chars().next_back(), rest[at..].chars().next());
        let (Some(before), Some(after)) = (before, after) else {
            break;
        };
        let bad = CLOSING.contains(after) || OPENING.contains(before) || (word(before) && word(after));
        if !bad {
            return at;
        }
        at -= before.len_utf8();
    }
    if at == 0 {
        cut.max(rest.chars().next().map_or(cut, char::len_utf8))
    } else {
        cut
    }
}

/// One row of a text as pieces, with the styles that lie over it.
pub fn pieces(text: &str, row: Range<usize>, base: Style, styles: &[Styled]) -> Vec<Piece> {
    let over = |styled: &&Styled| styled.0.start < row.end && row.start < styled.0.end;
    let styles: Vec<&Styled> = styles.iter().filter(over).collect();
    let mut cuts: Vec<usize> = styles
        .iter()
        .flat_map(|(range, _)| [range.start.max(row.start), range.end.min(row.end)])
        .chain([row.start, row.end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let lying = styles
            .iter()
            .filter(|(range, _)| range.start <= from && to <= range.end);
        let style = lying.fold(base, |style, (_, over)| style.patch(*over));
        pieces.push(piece(text.get(from..to).unwrap_or(""), style));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::width;

    fn broken(text: &str, columns: usize) -> Vec<&str> {
        rows(text, 0..text.len(), columns)
            .into_iter()
            .map(|row| &text[row])
            .collect()
    }

    #[test]
    fn rows_fill_their_columns_and_lose_nothing() {
        let text = "一是强化项目落地，推动集团发展提速增效。\n二是（重点）落实 key projects 2023年";
        for columns in 2..30 {
            let rows = broken(text, columns);
            assert_eq!(rows.concat(), text.replace('\n', ""));
            assert!(rows.iter().all(|row| width(row) <= columns), "{columns}: {rows:?}");
        }
    }

    #[test]
    fn signs_and_words_stay_where_they_belong() {
        assert_eq!(broken("强化项目，推动", 8), ["强化项", "目，推动"]);
        assert_eq!(broken("强化项（重点）", 8), ["强化项", "（重点）"]);
        assert_eq!(broken("完成 project 一", 8), ["完成 ", "project ", "一"]);
        assert_eq!(broken("abcdefghijkl", 5), ["abcde", "fghij", "kl"]);
    }

    #[test]
    fn a_blank_line_is_a_row() {
        assert_eq!(broken("一\n\n二", 8), ["一", "", "二"]);
    }

    #[test]
    fn later_styles_lie_over_earlier_ones() {
        let (red, blue) = (Style::new().red(), Style::new().blue());
        let drawn = pieces("abcdef", 0..6, Style::new(), &[(1..5, red), (2..3, blue)]);
        let expected = [
            ("a", Style::new()),
            ("b", red),
            ("c", blue),
            ("de", red),
            ("f", Style::new()),
        ];
        assert_eq!(drawn, expected.map(|(text, style)| piece(text, style)));
    }
}
