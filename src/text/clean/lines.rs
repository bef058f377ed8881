//! Line ends: every way to write one becomes `\n`, but for those within the cell of a table: a row stays a line
//! (`text::format::table`).

use std::ops::Range;

use super::step::Edits;

/// `\r\n` (also with the carriage return doubled by a careless conversion), a lone `\r`, form feed, vertical tab, U+0085, U+2028, U+2029.
pub(super) fn edits(text: &str, edits: &mut Edits) {
    let bytes = text.as_bytes();
    let mut rows = Rows::default();
    let mut at = 0;
    while let Some(offset) = bytes[at..]
        .iter()
        .position(|b| matches!(b, b'\r' | 0x0b | 0x0c | 0xc2 | 0xe2))
    {
        let start = at + offset;
        at = match (bytes[start], bytes.get(start + 1), bytes.get(start + 2)) {
            (b'\r', ..) => {
                let end = start + bytes[start..].iter().take_while(|b| **b == b'\r').count();
                if bytes.get(end) == Some(&b'\n') {
                    edits.put(start..end, "", None);
                } else {
                    // Old Macintosh files: each is a line end.
                    for one in start..end {
                        edits.put(one..one + 1, "\n", None);
                    }
                }
                end
            }
            (0x0b | 0x0c, ..) => put(edits, start, 1),
            (0xc2, Some(0x85), _) => put(edits, start, 2),
            (0xe2, Some(0x80), Some(0xa8)) if rows.holds(text, start) => start + 3,
            (0xe2, Some(0x80), Some(0xa8 | 0xa9)) => put(edits, start, 3),
            _ => start + 1,
        };
    }
}

/// The line looked at last, and whether it is a row of a table: has a TAB that is no indent.
#[derive(Default)]
struct Rows {
    line: Range<usize>,
    row: bool,
}

impl Rows {
    /// Whether the place stands in a row; places are asked for from left to right.
    fn holds(&mut self, text: &str, at: usize) -> bool {
        if at >= self.line.end {
            let start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
            let end = text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end);
            let own = &text[start..end];
            let indent = own.len() - own.trim_start_matches('\t').len();
            self.row = indent > 1 || own[indent..].contains('\t');
            self.line = start..end;
        }
        self.row
    }
}

fn put(edits: &mut Edits, start: usize, len: usize) -> usize {
    edits.put(start..start + len, "\n", None);
    start + len
}
