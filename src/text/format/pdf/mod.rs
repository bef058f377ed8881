//! PDF: its text layer. Read by hayro-syntax (objects, encryption without a password) and hayro-cmap (tables of codes); drawing is
//! followed here only as far as text needs it. Pages that stand on their side are turned; two columns are read one after the other.
//!
//! Not read: pictures, forms, notes, vertical writing. A file of scanned pages has no text, and says so.

mod columns;
mod font;
mod layout;
mod page;
mod unpack;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::{Excess, Extracted, Hints, Kind, Unreadable};
use page::Reader;

/// Pages of one file.
const PAGE_LIMIT: usize = 3_000;

/// Characters under which a file has no text layer: what is left on scans is a stamp or a page number.
const LITTLE: usize = 16;

/// Shorter titles in a file's properties are those of programs.
const TITLE_LEAST: usize = 8;

/// Reads a file.
///
/// # Errors
/// When it is damaged, locked, has no text layer or none that can be read, or is built to choke a reader.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    unpack::measure(bytes)?;
    // The library is built not to panic, but it is young, and what it reads is the least certain of all formats.
    catch_unwind(AssertUnwindSafe(|| pages(bytes))).unwrap_or(Err(Unreadable::Damaged("PDF")))
}

fn pages(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Unreadable::Encrypted
        }
        _ => Unreadable::Damaged("PDF"),
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Unreadable::Damaged("PDF"));
    }
    if pages.len() > PAGE_LIMIT {
        return Err(Unreadable::TooMuch(Excess::Pages));
    }
    let mut reader = Reader::new();
    let glyphs = pages
        .iter()
        .map(|page| reader.read(page))
        .collect::<Result<Vec<_>, _>>()?;
    let printed = || glyphs.iter().flatten().filter(|glyph| !glyph.c.is_whitespace());
    let known = printed().filter(|glyph| glyph.c != '\u{fffd}').count();
    let all = printed().count();
    // Codes that no table knows are pictures of characters as much as a scan is.
    if all >= LITTLE && known * 2 < all {
        return Err(Unreadable::NoCharacters);
    }
    if known < LITTLE {
        return Err(Unreadable::NoTextLayer);
    }
    Ok(Extracted {
        text: layout::text(&glyphs.into_iter().flat_map(columns::split).collect::<Vec<_>>()),
        encoding: "pdf",
        recoded: true,
        kind: Kind::Pdf,
        hints: Hints {
            title: pdf.metadata().title.as_deref().map(title).unwrap_or_default(),
            ..Hints::default()
        },
    })
}

/// The title in a file's properties, less what programs make of file names; empty where it is none.
fn title(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let text = text.trim().trim_start_matches("Microsoft Word - ").trim();
    let is_file = [".doc", ".docx", ".wps", ".pdf", ".dot"]
        .iter()
        .any(|ending| text.ends_with(ending));
    let has_han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if has_han && !is_file && text.chars().count() >= TITLE_LEAST && !text.contains(char::is_control) {
        text.to_owned()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests;
