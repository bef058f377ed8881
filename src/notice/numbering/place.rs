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
    /// Its name, as in the columns of the table of styles.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Sentence => "sentence",
            Self::Colon => "colon",
            Self::Semicolon => "semicolon",
            Self::Comma => "comma",
            Self::Close => "close",
            Self::Inside => "inside",
        }
    }

    /// The place of byte `at` in `text` (folded).
    pub fn of(text: &str, at: usize) -> Self {
        for (seen, c) in text[..at].chars().rev().enumerate() {
            return match c {
                '\n' => Self::Line,
                ' ' | '\t' | '\u{a0}' | '\u{3000}' if seen < FAR => continue,
                // Marks of a list or a heading in Markdown count as an indent where a line begins with them.
                '#' | '*' | '>' | '-' if seen < FAR => {
                    // Only so far back as an indent goes: the line may be a megabyte of stars.
                    let mut back = text[..at].chars().rev().take(FAR);
                    let before =
                        back.find(|c| *c == '\n' || !(c.is_whitespace() || matches!(c, '#' | '*' | '>' | '-')));
                    let starts = text[..at].chars().rev().nth(FAR).is_none();
                    match before {
                        Some('\n') => Self::Line,
                        None if starts => Self::Line,
                        _ => Self::Inside,
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
