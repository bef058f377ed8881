//! From bytes to a parsed notice, without any database.

use std::path::Path;

use super::walk::{no_prose, not_text, read_bytes};
use super::{DeskError, ErrorKind};
use crate::model::{Lang, ParsedNotice};
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

/// Reads one file without any database, within the limits that imports have.
///
/// # Errors
/// [`ErrorKind::Input`] when the file cannot be read or is no text.
pub fn parse_file(path: &Path, lang: Lang) -> Result<ParsedNotice, DeskError> {
    let name = path.to_string_lossy();
    let bytes = read_bytes(path, lang).map_err(|reason| unreadable(&name, &reason, lang))?;
    parse_text(&bytes, &name, lang)
}

/// As [`parse_file`], of what was read elsewhere.
///
/// # Errors
/// [`ErrorKind::Input`] when the bytes are no text.
pub fn parse_text(bytes: &[u8], name: &str, lang: Lang) -> Result<ParsedNotice, DeskError> {
    let fault = |reason: String| unreadable(name, &reason, lang);
    if let Some(reason) = not_text(bytes, lang) {
        return Err(fault(reason));
    }
    let reading = read(bytes, name);
    match no_prose(&reading.source, lang) {
        Some(reason) => Err(fault(reason)),
        None => Ok(reading.parsed),
    }
}

fn unreadable(name: &str, reason: &str, lang: Lang) -> DeskError {
    DeskError {
        kind: ErrorKind::Input,
        what: lang.pick(format!("{name}：{reason}"), format!("{name}: {reason}")),
        hint: String::new(),
    }
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
