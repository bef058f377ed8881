//! Line ends: every way to write one becomes `\n`.

use super::step::Edits;

/// `\r\n` (also with the carriage return doubled by a careless conversion), a lone `\r`, form feed, vertical tab, U+0085, U+2028, U+2029.
pub(super) fn edits(text: &str, edits: &mut Edits) {
    let bytes = text.as_bytes();
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
            (0xe2, Some(0x80), Some(0xa8 | 0xa9)) => put(edits, start, 3),
            _ => start + 1,
        };
    }
}

fn put(edits: &mut Edits, start: usize, len: usize) -> usize {
    edits.put(start..start + len, "\n", None);
    start + len
}
