//! Characters that print nothing and can do harm: controls, escape sequences, bidirectional marks, characters of no width.

use super::Change;

/// The longest payload of a control string (a window title, a link) that is dropped as a whole, in bytes; what never ends is prose.
const LONGEST_STRING: usize = 4096;

/// The longest parameters of a control sequence, in bytes.
const LONGEST_PARAMETERS: usize = 64;

pub(super) fn changes(source: &str) -> Vec<Change> {
    let mut found: Vec<Change> = Vec::new();
    let bytes = source.as_bytes();
    let mut at = 0;
    while let Some(ahead) = bytes[at..].iter().position(|byte| suspect(*byte)) {
        at += ahead;
        let Some(c) = source[at..].chars().next() else { break };
        let (len, with, kind) = match c {
            '\n' | '\t' => (1, None, None),
            '\r' if bytes.get(at + 1) == Some(&b'\n') => (1, Some(""), None),
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2029}' => (c.len_utf8(), Some("\n"), None),
            '\u{1b}' | '\u{90}' | '\u{98}' | '\u{9b}' | '\u{9d}'..='\u{9f}' => {
                (escape(&source[at..]), Some(""), Some("escape"))
            }
            c if c.is_control() => (c.len_utf8(), Some(""), Some("control")),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => {
                (c.len_utf8(), Some(""), Some("bidi"))
            }
            '\u{ad}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{180e}'
            | '\u{e0000}'..='\u{e007f}' => (c.len_utf8(), Some(""), Some("zero_width")),
            c => (c.len_utf8(), None, None),
        };
        if let Some(with) = with {
            found.push(Change {
                range: at..at + len,
                with,
                kind,
            });
        }
        at += len;
    }
    found
}

/// Bytes that may begin one of these characters; Chinese text has few of them.
fn suspect(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\n' && byte != b'\t') || matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3)
}

/// The length of the escape sequence that `text` begins with (ECMA-48, 5.4 and 5.6).
fn escape(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    let lead = first.len_utf8();
    let rest = &text[lead..];
    let (kind, lead, rest) = match (first, rest.chars().next()) {
        ('\u{1b}', Some(kind)) if kind.is_ascii() => (kind, lead + 1, &rest[1..]),
        ('\u{1b}', _) => return lead,
        ('\u{9b}', _) => ('[', lead, rest),
        _ => (']', lead, rest),
    };
    match kind {
        '[' => {
            let parameters = rest
                .bytes()
                .take(LONGEST_PARAMETERS)
                .take_while(|b| (0x20..0x40).contains(b))
                .count();
            match rest.as_bytes().get(parameters) {
                Some(0x40..=0x7e) => lead + parameters + 1,
                _ => lead,
            }
        }
        ']' | 'P' | 'X' | '^' | '_' => {
            let string = rest
                .char_indices()
                .take_while(|(at, c)| *at < LONGEST_STRING && *c != '\n');
            for (at, c) in string {
                match c {
                    '\u{7}' | '\u{9c}' => return lead + at + c.len_utf8(),
                    '\u{1b}' if rest[at + 1..].starts_with('\\') => return lead + at + 2,
                    '\u{1b}' => break,
                    _ => {}
                }
            }
            lead
        }
        // A character set: one more byte.
        '(' | ')' | '*' | '+' | '#' | '%' if rest.bytes().next().is_some_and(|b| (0x30..0x7f).contains(&b)) => lead + 1,
        // Not a sequence: what follows the escape is text.
        c if c.is_control() => lead - 1,
        _ => lead,
    }
}

#[cfg(test)]
mod tests {
    use super::super::clean;

    #[test]
    fn sequences_go_whole_and_text_stays() {
        for (source, text) in [
            ("红\u{1b}[1;31m色\u{1b}[0m", "红色"),
            ("题\u{1b}]0;坏标题\u{7}目", "题目"),
            ("链\u{1b}]8;;http://x\u{1b}\\接", "链接"),
            ("\u{9b}2J清", "清"),
            ("未完\u{1b}]0;没有结尾", "未完0;没有结尾"),
            ("尾\u{1b}", "尾"),
            ("\u{1b}整改", "整改"),
            ("a\u{0}b\u{7}c\u{7f}", "abc"),
            ("一\r\n二\r三\u{c}四", "一\n二\n三\n四"),
            ("左\u{202e}右\u{2069}", "左右"),
            ("零\u{200b}宽\u{feff}度\u{ad}", "零宽度"),
            ("“引”—…①", "“引”—…①"),
        ] {
            assert_eq!(clean(source).text, text, "{source:?}");
        }
    }
}
