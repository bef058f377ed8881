//! Word documents: paragraphs with the numbers that Word draws itself, tables, text boxes; tracked deletions left out, insertions kept.
//!
//! Footnotes and endnotes stand behind the text, a mark `[注1]` in their place. Parts in another format (`altChunk`) are read where they
//! are pages or text.
//!
//! Not read: headers and footers (page numbers, running heads), tables of contents, hidden text, comments.

mod body;
mod notes;
mod numbering;
mod package;
mod styles;
mod xml;

use super::{Extracted, Hints, Kind, Unreadable};
use body::Body;
use notes::Notes;
use numbering::Numbering;
use package::Package;
use styles::Styles;

/// Shorter titles in a document's properties are those of templates.
const TITLE_LEAST: usize = 8;

/// Reads a document.
///
/// # Errors
/// When it is damaged, no Word document, or built to choke a reader.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let mut package = Package::open(bytes)?;
    let (name, document) = package.document()?;
    let styles = Styles::read(package.beside(&name, "/styles")?.as_ref());
    let numbering = Numbering::read(package.beside(&name, "/numbering")?.as_ref(), &styles);
    let notes = Notes::read(&mut package, &name)?;
    let chunks = package.chunks(&name)?;
    let mut body = Body {
        styles,
        numbering,
        notes,
        chunks,
    };
    let mut text = String::new();
    for part in document.elements().filter(|part| part.name == "body") {
        for line in body.lines(part) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    for line in body.note_lines() {
        text.push_str(&line);
        text.push('\n');
    }
    // Properties that cannot be read are no reason to refuse a document that can.
    let properties = package.part("docProps/core.xml").ok().flatten();
    let title = properties
        .and_then(|properties| properties.element("title").map(xml::Element::text))
        .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|title| title.chars().count() >= TITLE_LEAST)
        .unwrap_or_default();
    Ok(Extracted {
        text,
        encoding: "docx",
        recoded: true,
        kind: Kind::Docx,
        hints: Hints {
            title,
            ..Hints::default()
        },
    })
}

#[cfg(test)]
mod tests;
