//! From bytes to a parsed notice, without any database.

use crate::model::ParsedNotice;
use crate::notice;
use crate::text::clean::clean;
use crate::text::decode::decode;

/// A file, read.
pub(super) struct Reading {
    /// The decoded text, verbatim.
    pub(super) source: String,
    /// Name of the encoding that the bytes were in.
    pub(super) encoding: String,
    /// Whether the bytes were not that text in UTF-8.
    pub(super) recoded: bool,
    /// What was read out of it.
    pub(super) parsed: ParsedNotice,
}

/// Reads one file without any database: bytes to a parsed notice. Never fails on content.
pub fn parse_bytes(bytes: &[u8], file_name: &str) -> ParsedNotice {
    read(bytes, file_name).parsed
}

/// Decodes and parses: where the text room's decoding and the notice room's parser are joined. What is kept as `source` is
/// what every span of `parsed` counts in.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Reading {
    let _ = file_name;
    let decoded = decode(bytes);
    let clean = clean(&decoded.text);
    Reading {
        recoded: decoded.recoded,
        encoding: decoded.encoding.to_owned(),
        parsed: notice::parse(&decoded.text, &clean),
        source: decoded.text,
    }
}
