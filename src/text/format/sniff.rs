//! What a file is: by its first bytes, then by the look of its text, then by its name.

use super::{Legacy, Unreadable};

/// First bytes of files that are not read.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM\x36", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\0", "EXE"),
    (b"ITSF", "CHM"),
    (b"\0\0\0\x1cftyp", "MP4"),
    (b"ID3", "MP3"),
];

/// A kind of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sniffed {
    Txt,
    Markdown,
    Html,
}

/// A container that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Docx,
    Pdf,
}

/// What a file is by its first bytes; none for text.
///
/// # Errors
/// When it is a known kind that is not read.
pub(super) fn container(bytes: &[u8]) -> Result<Option<Container>, Unreadable> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // Word locks a document by wrapping it in the old container, under this name in UTF-16.
        let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Err(match memchr::memmem::find(bytes, &locked) {
            Some(_) => Unreadable::Encrypted,
            None => Unreadable::Legacy(Legacy::Office),
        });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Unreadable::Legacy(Legacy::Rtf));
    }
    // Word 2003 and the flat form of its documents: one file of markup, whatever its name says.
    if bytes.trim_ascii_start().starts_with(b"<?xml") {
        let head = &bytes[..bytes.len().min(4096)];
        let marks: [&[u8]; 3] = [b"<w:wordDocument", b"<pkg:package", b"progid=\"Word.Document\""];
        if marks.iter().any(|mark| memchr::memmem::find(head, mark).is_some()) {
            return Err(Unreadable::Legacy(Legacy::Office));
        }
    }
    // Some writers put a few bytes of their own first.
    let head = &bytes[..bytes.len().min(1024)];
    if bytes.starts_with(b"%PDF-") || (head.contains(&0) && memchr::memmem::find(head, b"%PDF-").is_some()) {
        return Ok(Some(Container::Pdf));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Some(Container::Docx));
    }
    match OTHERS.iter().find(|(head, _)| bytes.starts_with(head)) {
        Some((_, name)) => Err(Unreadable::NotDocument(name)),
        None => Ok(None),
    }
}

/// What kind of text it is.
pub(super) fn text(text: &str, name: &str) -> Sniffed {
    let ending = name
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    if is_page(text) || (matches!(ending.as_str(), "htm" | "html" | "xhtml" | "shtml") && text.contains('<')) {
        Sniffed::Html
    } else if matches!(ending.as_str(), "md" | "markdown") {
        Sniffed::Markdown
    } else {
        Sniffed::Txt
    }
}

/// Whether a text is a page: it begins as one, or it begins with an element and has many that only pages have.
fn is_page(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !text.starts_with('<') {
        return false;
    }
    let mut end = text.len().min(64 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].to_ascii_lowercase();
    let begins = ["<!doctype html", "<html", "<head", "<body"];
    begins
        .iter()
        .any(|tag| head.starts_with(tag) || head.find(tag).is_some_and(|at| is_prolog(&head[..at])))
        || ["</p>", "<br", "</div>", "</td>", "</span>"]
            .iter()
            .map(|tag| head.matches(tag).count())
            .sum::<usize>()
            >= 3
}

/// Whether nothing but comments and declarations stands before the first element.
fn is_prolog(head: &str) -> bool {
    let mut rest = head.trim_start();
    while !rest.is_empty() {
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest.find('>').map(|at| at + 1)
        } else {
            return false;
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_old_are_known_under_any_name() {
        for bytes in [
            &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..],
            b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?><w:wordDocument>",
            b"<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"x\">",
        ] {
            assert_eq!(container(bytes), Err(Unreadable::Legacy(Legacy::Office)));
        }
        assert_eq!(container(b"<?xml version=\"1.0\"?><html>"), Ok(None));
    }

    #[test]
    fn content_counts_more_than_the_name() {
        for (content, name, kind) in [
            ("<!DOCTYPE html><html>", "a.txt", Sniffed::Html),
            ("<?xml version='1.0'?>\n<!-- saved --><html>", "", Sniffed::Html),
            ("\u{feff}\n<p>一</p><p>二</p><p>三</p>", "stdin", Sniffed::Html),
            ("正文 <html>", "a.txt", Sniffed::Txt),
            ("正文", "a.html", Sniffed::Txt),
            ("正文<br>二", "A.HTM", Sniffed::Html),
            ("<试行>办法", "a.txt", Sniffed::Txt),
            ("# 标题", "a.md", Sniffed::Markdown),
            ("# 标题", "a.txt", Sniffed::Txt),
        ] {
            assert_eq!(text(content, name), kind, "{content} {name}");
        }
    }
}
