//! The door through which files enter: bytes of any format into the text that every span counts in.
//!
//! What a file is, is told by its content first and by its name second. Pages are read down to the article in them; documents
//! get back the numbers that Word draws itself; tables become lines (see [`table`]). Containers are read by libraries (html5ever,
//! zip, quick-xml, hayro-syntax), all of them behind limits: a file is hostile until it is read.
//!
//! Knows nothing of notices: what belongs to the article of a page is told by density, links and punctuation, with the words in
//! `html/cues.tsv`. Never fails on content that is text, and never panics.

mod charset;
mod docx;
mod html;
mod markdown;
mod mhtml;
mod number;
mod pdf;
mod sniff;
mod symbol;
pub mod table;

use jiff::civil::Date;

use super::decode::decode;
use sniff::{Container, Sniffed};

/// A file, read down to its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    /// The text: this is the *source* that every span counts in. Lines end in `\n`; in tables, cells are separated by TAB and
    /// lines within a cell by U+2028.
    pub text: String,
    /// Name of the encoding that the bytes were in (WHATWG), or of the container (`docx`, `pdf`).
    pub encoding: &'static str,
    /// Whether the bytes were not that text in UTF-8.
    pub recoded: bool,
    /// What kind of file it was.
    pub kind: Kind,
    /// What stands beside the text.
    pub hints: Hints,
}

/// Kinds of files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Plain text.
    Txt,
    /// Text with Markdown's marks.
    Markdown,
    /// A page.
    Html,
    /// A page saved with its parts in one file.
    Mhtml,
    /// A Word document.
    Docx,
    /// A PDF with a text layer.
    Pdf,
}

/// What a page or document says of itself outside of its text. Empty where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hints {
    /// Its title.
    pub title: String,
    /// The day on which it was published.
    pub published: Option<Date>,
    /// Its address, `http` or `https`.
    pub url: String,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A format of old or of tables that is not read, though it may hold a notice.
    #[error("{0} files are not read")]
    Legacy(Legacy),
    /// No document at all: its name, e.g. `PNG`.
    #[error("it is a {0} file, not a document")]
    NotDocument(&'static str),
    /// Locked by a password.
    #[error("it is locked by a password")]
    Encrypted,
    /// A PDF of pictures.
    #[error("the PDF has no text layer")]
    NoTextLayer,
    /// A PDF whose fonts do not tell which characters they draw.
    #[error("the PDF's fonts do not tell which characters they draw")]
    NoCharacters,
    /// A page without text of its own, that shows another one in a frame.
    #[error("the page only shows another one in a frame")]
    Framed,
    /// The container is damaged, or not what it pretends to be.
    #[error("the {0} file is damaged")]
    Damaged(&'static str),
    /// More than a document needs: built to choke a reader, or by mistake.
    #[error("the file has too much {0}")]
    TooMuch(Excess),
}

/// Formats that may hold a notice, but are not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Legacy {
    /// Word before 2007, WPS, Excel before 2007, PowerPoint before 2007.
    Office,
    /// Rich text.
    Rtf,
    /// Excel.
    Xlsx,
    /// OpenDocument, WPS in XML, or another document in a zip.
    OtherZip,
}

/// What a file can have too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Excess {
    /// Elements, attributes or nesting.
    Elements,
    /// Bytes after unpacking.
    Unpacked,
    /// Pages or drawing instructions.
    Pages,
}

impl std::fmt::Display for Legacy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Office => "doc/wps/xls",
            Self::Rtf => "RTF",
            Self::Xlsx => "xlsx",
            Self::OtherZip => "zip",
        })
    }
}

impl std::fmt::Display for Excess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Elements => "elements",
            Self::Unpacked => "unpacked content",
            Self::Pages => "pages",
        })
    }
}

/// Reads one file. `name` is its name, of which only the ending counts, and only where the content leaves it open.
///
/// # Errors
/// When it is no text and none of the documents that are read, or one that is built to choke a reader.
pub fn extract(bytes: &[u8], name: &str) -> Result<Extracted, Unreadable> {
    if let Some(container) = sniff::container(bytes)? {
        return match container {
            Container::Docx => docx::read(bytes),
            Container::Pdf => pdf::read(bytes),
        };
    }
    if mhtml::is_page(bytes) {
        return mhtml::read(bytes);
    }
    let decoded = decode(bytes);
    let kind = sniff::text(&decoded.text, name);
    match kind {
        Sniffed::Html => {
            let (text, encoding) = charset::page(bytes, decoded);
            html::read(&text, encoding)
        }
        Sniffed::Markdown => {
            let text = markdown::read(&decoded.text);
            Ok(Extracted {
                recoded: decoded.recoded || text != decoded.text,
                text,
                encoding: decoded.encoding,
                kind: Kind::Markdown,
                hints: Hints::default(),
            })
        }
        Sniffed::Txt => Ok(Extracted {
            text: decoded.text,
            encoding: decoded.encoding,
            recoded: decoded.recoded,
            kind: Kind::Txt,
            hints: Hints::default(),
        }),
    }
}

#[cfg(test)]
mod tests;
