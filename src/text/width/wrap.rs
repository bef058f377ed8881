//! Breaking a text into lines of at most so many columns, by the rules of Chinese typesetting.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::grapheme_width;

/// Marks that never begin a line (GB/T 15834).
const NEVER_FIRST: &str = "，。、；：？！）》〉」』】〕…—·”’%‰℃,.;:?!)]}";

/// Marks that never end one.
const NEVER_LAST: &str = "（《〈「『【〔“‘([{";

/// The lines of a text as byte ranges, each at most `columns` wide, without the line breaks and the spaces at which they were broken.
/// Words and numbers stay whole where they fit into a line; closing marks do not begin a line, opening marks do not end one. A line that
/// holds nothing is an empty range.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        let end = start + paragraph.len();
        wrap_paragraph(text, start..end, columns, &mut lines);
        start = end + 1;
    }
    lines
}

fn wrap_paragraph(text: &str, range: Range<usize>, columns: usize, lines: &mut Vec<Range<usize>>) {
    let mut line = range.start;
    let mut taken = 0;
    // Where the line may be broken: the last allowed place, and the columns up to it.
    let mut broken_at = (range.start, 0);
    let mut before: Option<&str> = None;
    for (at, grapheme) in text[range.clone()].grapheme_indices(true) {
        let at = range.start + at;
        if before.is_none_or(|before| may_break(before, grapheme)) {
            broken_at = (at, taken);
        }
        let wide = grapheme_width(grapheme);
        while taken + wide > columns && grapheme != " " && at > line {
            // A word longer than the line is broken where the line ends.
            let (end, columns_before) = if broken_at.0 > line { broken_at } else { (at, taken) };
            lines.push(line..line + text[line..end].trim_end_matches(' ').len());
            // Spaces do not begin a line that follows from a break.
            let spaces = text[end..at].len() - text[end..at].trim_start_matches(' ').len();
            line = end + spaces;
            taken -= columns_before + spaces;
        }
        if grapheme == " " && at == line && line > range.start {
            line = at + 1;
        } else {
            taken += wide;
        }
        before = Some(grapheme);
    }
    // Only the spaces at the end may stand beyond the last column.
    let last = &text[line..range.end.max(line)];
    let end = if taken > columns {
        last.trim_end_matches(' ').len()
    } else {
        last.len()
    };
    lines.push(line..line + end);
}

/// Whether a line may end behind `before` and the next begin with `after`.
fn may_break(before: &str, after: &str) -> bool {
    let is_word = |grapheme: &str| {
        grapheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_./@:%".contains(c))
    };
    let inside_word = is_word(before) && is_word(after);
    !(inside_word || NEVER_LAST.contains(before) || NEVER_FIRST.contains(after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::width;
    use super::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn marks_and_words_stay_where_they_belong() {
        assert_eq!(lines("整改措施，落实", 8), ["整改措", "施，落实"]);
        assert_eq!(lines("已印发《办法》", 8), ["已印发", "《办法》"]);
        assert_eq!(lines("共1234项整改", 4), ["共", "1234", "项整", "改"]);
        assert_eq!(lines("see the end", 7), ["see the", "end"]);
        assert_eq!(lines("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(lines("一\n\n二", 10), ["一", "", "二"]);
        assert_eq!(lines("", 10), [""]);
    }

    proptest! {
        #[test]
        fn every_line_fits_and_nothing_but_spaces_is_lost(text in "[一-龥a-z0-9，。《》（） \n\u{301}👍%.]{0,60}", columns in 2_usize..30) {
            let ranges = wrap(&text, columns);
            let mut kept = 0;
            for range in &ranges {
                prop_assert!(width(&text[range.clone()]) <= columns);
                prop_assert!(range.start >= kept);
                prop_assert!(text[kept..range.start].chars().all(|c| c == ' ' || c == '\n'));
                kept = range.end;
            }
            prop_assert!(text[kept..].chars().all(|c| c == ' ' || c == '\n'));
        }
    }
}
