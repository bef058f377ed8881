//! From bytes to a parsed notice, without any database.

use std::path::Path;

use super::compare::Signature;
use super::walk::{no_prose, not_text, read_bytes, refusal};
use super::words::own_names;
use super::{DeskError, ErrorKind};
use crate::audit::{self, Rule};
use crate::model::{Explained, Lang, NoticeMeta, ParsedNotice};
use crate::notice;
use crate::text::clean::{Clean, clean};
use crate::text::decode::decode;
use crate::text::format::{Hints, Unreadable, extract};

/// A file, read.
pub(super) struct Reading {
    /// The text of the file: decoded, and out of its container or page.
    pub(super) source: String,
    /// Name of the encoding that the bytes were in, or of the container.
    pub(super) encoding: String,
    /// Whether the bytes were not that text in UTF-8.
    pub(super) recoded: bool,
    /// What was read out of it.
    pub(super) parsed: ParsedNotice,
    /// The signatures of its answers, in text order.
    pub(super) signatures: Vec<Signature>,
}

/// Reads one file without any database: bytes to a parsed notice. Never fails on content: what is no document is read as the text
/// that its bytes happen to be.
pub fn parse_bytes(bytes: &[u8], file_name: &str) -> ParsedNotice {
    match read(bytes, file_name) {
        Ok(reading) => reading.parsed,
        Err(_) => {
            let source = decode(bytes).text;
            let clean = clean(&source);
            let mut parsed = notice::parse(&source, &clean);
            audited(&mut parsed, &clean);
            parsed
        }
    }
}

/// As [`parse_bytes`], of a text, with the hits of a check that is off unless it is asked for.
pub fn parse_asking(source: &str, rule: &Rule) -> ParsedNotice {
    let clean = clean(source);
    let mut parsed = notice::parse(source, &clean);
    let asked = audit::ask(&audit::Case::new(&parsed, &clean), rule);
    parsed.flags.extend(asked);
    parsed.flags.sort_by_key(|flag| (flag.span.start, flag.span.end));
    parsed
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
    let reading = read(bytes, name).map_err(|why| fault(refusal(why, lang)))?;
    match no_prose(&reading.source, lang) {
        Some(reason) => Err(fault(reason)),
        None => Ok(reading.parsed),
    }
}

/// As [`parse_text`], with why it was read so.
///
/// # Errors
/// [`ErrorKind::Input`] when the bytes are no text, or cannot be read out of their container.
pub fn explain_text(bytes: &[u8], name: &str, lang: Lang) -> Result<Explained, DeskError> {
    let fault = |reason: String| unreadable(name, &reason, lang);
    if let Some(reason) = not_text(bytes, lang) {
        return Err(fault(reason));
    }
    let reading = read(bytes, name).map_err(|why| fault(refusal(why, lang)))?;
    Ok(notice::explain(&reading.source, &clean(&reading.source)).1)
}

/// As [`explain_text`], of a file.
///
/// # Errors
/// As [`parse_file`].
pub fn explain_file(path: &Path, lang: Lang) -> Result<Explained, DeskError> {
    let name = path.to_string_lossy();
    let bytes = read_bytes(path, lang).map_err(|reason| unreadable(&name, &reason, lang))?;
    explain_text(&bytes, &name, lang)
}

fn unreadable(name: &str, reason: &str, lang: Lang) -> DeskError {
    DeskError {
        kind: ErrorKind::Input,
        what: lang.pick(format!("{name}：{reason}"), format!("{name}: {reason}")),
        hint: String::new(),
    }
}

/// Takes the text out of a file and parses it: where the text room's formats and cleaning and the notice room's parser are joined.
/// What is kept as `source` is what every span of `parsed` counts in.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Reading, Unreadable> {
    let extracted = extract(bytes, file_name)?;
    let clean = clean(&extracted.text);
    let mut parsed = notice::parse(&extracted.text, &clean);
    complete(&mut parsed.notice, extracted.hints);
    let signatures = audited(&mut parsed, &clean);
    Ok(Reading {
        signatures,
        recoded: extracted.recoded,
        encoding: extracted.encoding.to_owned(),
        parsed,
        source: extracted.text,
    })
}

/// Adds what the audit checks find to what the parser noticed, in text order. Nothing that depends on the day: flags are kept. Gives back the
/// signatures of the answers, which a check has made anyway.
pub(super) fn audited(parsed: &mut ParsedNotice, clean: &Clean) -> Vec<Signature> {
    let case = audit::Case::new(parsed, clean);
    let flags = audit::check(&case);
    let signatures = case.signatures(&own_names(&parsed.notice));
    parsed.flags.extend(flags);
    parsed.flags.sort_by_key(|flag| (flag.span.start, flag.span.end));
    signatures
}

/// What the page says of itself, where the text itself is silent. It has no place in the text, and so no span.
fn complete(meta: &mut NoticeMeta, hints: Hints) {
    if meta.title.is_empty() {
        meta.title = hints.title;
    }
    meta.published = meta.published.or(hints.published.map(Into::into));
    if meta.url.is_empty() {
        meta.url = hints.url;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_speaks_only_where_the_text_is_silent() {
        let hints = || Hints {
            title: "页面标题".to_owned(),
            published: jiff::civil::Date::new(2023, 1, 2).ok(),
            url: "https://a.example/".to_owned(),
        };
        let mut meta = NoticeMeta::default();
        complete(&mut meta, hints());
        assert_eq!(
            (meta.title.as_str(), meta.url.as_str()),
            ("页面标题", "https://a.example/")
        );
        assert_eq!(
            meta.published.map(|date| date.to_string()).as_deref(),
            Some("2023-01-02")
        );
        meta.title = "正文标题".to_owned();
        meta.published = jiff::civil::Date::new(2022, 12, 1).ok().map(Into::into);
        let before = meta.clone();
        complete(&mut meta, hints());
        assert_eq!(meta, before);
    }
}
