//! Where in a line or sentence something stands.

/// What stands before a label, spaces left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The beginning of a line, or of the text.
    Line,
    /// The end of a sentence.
    Sentence,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// A comma or 、.
    Comma,
    /// A closing bracket or quotation mark.
    Close,
    /// Anything else.
    Inside,
}

/// How many spaces or list marks are looked over; more are no indent but junk.
const FAR: usize = 64;

impl Place {
    /// The place of byte `at` in `text` (folded).
    pub fn of(text: &str, at: usize) -> Self {
        for (seen, c) in text[..at].chars().rev().enumerate() {
            return match c {
                '\n' => Self::Line,
                ' ' | '\t' | '\u{a0}' | '\u{3000}' if seen < FAR => continue,
                // Marks of a list or a heading in Markdown count as an indent where a line begins with them.
                '#' | '*' | '>' | '-' if seen < FAR => {
                    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
                    if at - line < FAR
                        && text[line..at]
                            .chars()
                            .all(|c| c.is_whitespace() || matches!(c, '#' | '*' | '>' | '-'))
                    {
                        Self::Line
                    } else {
                        Self::Inside
                    }
                }
                '。' | '!' | '?' | '！' | '？' => Self::Sentence,
                ':' | '：' => Self::Colon,
                ';' | '；' => Self::Semicolon,
                ',' | '，' | '、' => Self::Comma,
                ')' | '）' | '”' | '》' | '】' | ']' | '’' => Self::Close,
                _ => Self::Inside,
            };
        }
        Self::Line
    }
}

/// Whether a line or a sentence ends before byte `at`, with nothing but spaces between.
pub fn ends_sentence_before(text: &str, at: usize) -> bool {
    matches!(Place::of(text, at), Place::Line | Place::Sentence)
}
