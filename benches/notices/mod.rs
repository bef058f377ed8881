//! Invented notices without end, from a seed: for benches, for tests of many files, and for looking at a full desk.
//!
//! The same seed gives the same notice on every machine. Layouts, numbering, depth, organisations, dates, claims and promises vary;
//! one answer in twenty is copied from a small stock that all notices share, as issuers copy from each other. Every word stands in
//! `words.tsv`. Shared by several binaries, of which none uses everything.
#![allow(dead_code, reason = "each binary that includes this uses its own part")]

mod body;
pub mod files;
mod layout;
mod words;

pub use files::Format;
pub use words::Random;

/// An invented notice.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Its title, as printed in its first line.
    pub title: String,
    /// The organisation that answers.
    pub issuer: String,
    /// When it was published, ISO.
    pub published: String,
    /// Its address, of a domain that cannot exist.
    pub url: String,
    /// What is printed, title first.
    pub lines: Vec<Line>,
    /// How many findings were written.
    pub findings: usize,
    /// How many measures were written.
    pub measures: usize,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A heading and how deep, from 0 for the title.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// A row of a table.
    Row(Vec<String>),
}

/// The notice of that seed, with about that many bytes of UTF-8 text, 2,000 at least.
pub fn notice(seed: u64, bytes: usize) -> Notice {
    body::write(&mut Random::new(seed), bytes)
}

/// The format of the `n`th of many files: all of them in turn, plain text and pages more often, as on real sites.
pub fn format_of(n: usize) -> Format {
    use Format::{Big5, Docx, Gb18030, Html, HtmlGbk, Markdown, Mhtml, Pdf, Utf8, Utf16};
    const MIX: [Format; 16] = [
        Utf8, Html, Docx, Gb18030, Html, Utf8, Mhtml, Docx, HtmlGbk, Utf8, Pdf, Html, Utf16, Docx, Markdown, Big5,
    ];
    MIX[n % MIX.len()]
}

/// Writes that many notices into a folder, named by number, and returns how many bytes the files have together.
///
/// # Errors
/// When a file cannot be written.
pub fn write_folder(folder: &std::path::Path, count: usize, bytes: usize, seed: u64) -> std::io::Result<u64> {
    std::fs::create_dir_all(folder)?;
    let mut written = 0;
    for n in 0..count {
        let format = format_of(n);
        let content = files::file(&notice(seed.wrapping_add(n as u64), bytes), format);
        written += content.len() as u64;
        std::fs::write(folder.join(format!("{n:05}.{}", format.ending())), content)?;
    }
    Ok(written)
}
