//! Pages that a browser saved with their parts in one file (`multipart/related`, RFC 2557): the page is taken out and read as any
//! other.

use super::super::decode::decode;
use super::{Extracted, Kind, Unreadable, charset, html};

/// Parts within parts: no deeper than this.
const DEPTH_LIMIT: usize = 4;

/// Bytes at the beginning in which the headers of such a file are looked for.
const HEAD: usize = 16 * 1024;

/// A part: its headers and its body, still encoded.
struct Part<'a> {
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

/// Whether a file is such a page: it begins with headers that say so.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = &bytes[..bytes.len().min(HEAD)];
    let part = Part::read(head.trim_ascii_start());
    let kind = part.header("content-type").unwrap_or_default().to_ascii_lowercase();
    part.header("mime-version").is_some() && (kind.starts_with("multipart/") || kind.starts_with("text/html"))
}

/// Reads such a page.
///
/// # Errors
/// When there is no page in it, or one that is built to choke a reader.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let whole = Part::read(bytes.trim_ascii_start());
    let mut pages = Vec::new();
    gather(&whole, 0, &mut pages);
    // The page itself is the one that the file is about; frames and advertisements are parts like it.
    let about = whole
        .header("snapshot-content-location")
        .or(whole.header("content-location"));
    let is_it = |page: &&Part<'_>| about.is_some() && page.header("content-location") == about;
    let page = pages
        .iter()
        .find(is_it)
        .or(pages.first())
        .ok_or(Unreadable::Damaged("MHTML"))?;
    let body = page.decoded();
    let kind = page.header("content-type").unwrap_or_default();
    let (text, encoding) = match parameter(kind, "charset") {
        Some(label) => charset::declared_as(&body, Some(label), decode(&body)),
        None => charset::page(&body, decode(&body)),
    };
    if is_garbage(&text) {
        return Err(Unreadable::Damaged("MHTML"));
    }
    let mut read = html::read(&text, encoding)?;
    read.kind = Kind::Mhtml;
    let location = page.header("content-location").or(about).and_then(html::url);
    // Where it was saved from is certain; what its head says of itself may be a template's.
    read.hints.url = location.unwrap_or(read.hints.url);
    Ok(read)
}

/// Whether a text is none: what base64 that was no base64 leaves.
fn is_garbage(text: &str) -> bool {
    let odd = |c: &char| *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace());
    text.chars().filter(odd).count() * 20 > text.chars().count()
}

fn gather<'a>(part: &Part<'a>, depth: usize, pages: &mut Vec<Part<'a>>) {
    let kind = part.header("content-type").unwrap_or_default();
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("text/html") || lower.starts_with("application/xhtml") {
        pages.push(Part {
            headers: part.headers.clone(),
            body: part.body,
        });
    } else if lower.starts_with("multipart/")
        && depth < DEPTH_LIMIT
        && let Some(boundary) = parameter(kind, "boundary")
    {
        for body in split(part.body, &boundary) {
            gather(&Part::read(body), depth + 1, pages);
        }
    }
}

impl<'a> Part<'a> {
    /// Headers up to the first empty line, and what follows.
    fn read(bytes: &'a [u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            let line = String::from_utf8_lossy(&rest[..end]);
            let line = line.trim_end();
            rest = &rest[end..];
            if line.is_empty() {
                break;
            }
            match (line.starts_with([' ', '\t']), headers.last_mut()) {
                // A header goes on in lines that begin with white space.
                (true, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                _ => {
                    if let Some((name, value)) = line.split_once(':') {
                        headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                    }
                }
            }
        }
        Self { headers, body: rest }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    fn decoded(&self) -> Vec<u8> {
        match self
            .header("content-transfer-encoding")
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            Some("quoted-printable") => quoted_printable(self.body),
            Some("base64") => base64(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// A parameter of a header's value: `boundary="…"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (key.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// What stands between lines of `--boundary`.
fn split<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}").into_bytes();
    let mut parts = Vec::new();
    let mut from = None;
    for at in memchr::memmem::find_iter(body, &mark) {
        if at > 0 && body[at - 1] != b'\n' {
            continue;
        }
        if let Some(from) = from {
            parts.push(&body[from..at]);
        }
        let line_end = memchr::memchr(b'\n', &body[at..]).map_or(body.len(), |end| at + end + 1);
        from = Some(line_end);
        if body[at + mark.len()..].starts_with(b"--") {
            from = None;
            break;
        }
    }
    // A file that was cut off has no closing line.
    parts.extend(from.map(|from| &body[from..]));
    parts
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        // `=` at the end of a line only breaks the line, `=E4` is a byte, and anything else is what it is.
        let blank = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match &after[blank..] {
            [b'\r', b'\n', next @ ..] | [b'\n', next @ ..] => rest = next,
            _ => match after {
                [high, low, next @ ..] if hex(*high).is_some() && hex(*low).is_some() => {
                    out.push(hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0));
                    rest = next;
                }
                _ => out.push(byte),
            },
        }
    }
    out
}

/// The bytes that Base64 stands for, of either alphabet; whatever is none of it is passed over.
pub(super) fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::extract;
    use super::*;

    const PAGE: &str = "<html><head><title>关于巡察整改进展情况的通报</title></head><body><p>一是补登台账，逐户核对合同，每月复核一次，不漏一户。</p></body></html>";
    const TEXT: &str = "一是补登台账，逐户核对合同，每月复核一次，不漏一户。\n";

    fn quoted(bytes: &[u8]) -> String {
        let all: Vec<String> = bytes.iter().map(|byte| format!("={byte:02X}")).collect();
        all.chunks(20).map(<[String]>::concat).collect::<Vec<_>>().join("=\r\n")
    }

    fn file(encoding: &str, kind: &str, body: &str) -> Vec<u8> {
        format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/tz/1.html\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--=_x\"\r\n\r\n\r\n\
             ----=_x\r\nContent-Type: text/html\r\nContent-Location: https://a.example/frame.html\r\n\r\n<p>框架里的广告，不是正文，请勿读取。</p>\r\n\
             ----=_x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: https://a.example/tz/1.html\r\n\r\n\
             {body}\r\n----=_x\r\nContent-Type: image/png\r\n\r\nxx\r\n----=_x--\r\n"
        )
        .into_bytes()
    }

    #[test]
    fn the_page_is_taken_out_whatever_its_encoding() {
        let gbk = encoding_rs::GBK.encode(PAGE).0.into_owned();
        let encoded = "PGh0bWw+PGJvZHk+PHA+5LiA5piv6KGl55m75Y+w6LSm77yM6YCQ5oi35qC45a+55ZCI5ZCM77yM5q+P5pyI5aSN5qC45LiA5qyh77yM5LiN5ryP5LiA5oi344CCPC9wPjwvYm9keT48L2h0bWw+";
        for bytes in [
            file("quoted-printable", "text/html; charset=\"gbk\"", &quoted(&gbk)),
            file("Quoted-Printable", "text/html", &quoted(PAGE.as_bytes())),
            file("8bit", "text/html", PAGE),
            file("base64", "text/html; charset=utf-8", encoded),
        ] {
            let read = extract(&bytes, "a.mht").unwrap();
            assert_eq!((read.text.as_str(), read.kind), (TEXT, Kind::Mhtml));
            assert_eq!(read.hints.url, "https://a.example/tz/1.html");
        }
    }

    #[test]
    fn what_was_cut_off_or_empty_is_read_or_refused() {
        let whole = file("8bit", "text/html", PAGE);
        let cut = &whole[..whole.len() - 40];
        assert!(extract(cut, "a.mht").unwrap().text.contains("补登台账"));
        assert_eq!(
            extract(&whole[..200], "a.mht").unwrap_err(),
            Unreadable::Damaged("MHTML")
        );
        assert!(!is_page("标题：通报\n\n正文".as_bytes()));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let noise: String = (0..400_u32).map(|at| char::from(b'A' + (at * at % 26) as u8)).collect();
        let bytes = file("base64", "text/html; charset=utf-8", &noise);
        assert_eq!(extract(&bytes, "a.mht").unwrap_err(), Unreadable::Damaged("MHTML"));
    }

    #[test]
    fn strange_encodings_are_taken_as_they_are() {
        assert_eq!(quoted_printable(b"a=\n=3D=zz=4=\r\nb="), b"a==zz=4b=");
        assert_eq!(base64(b"YW\r\nI=!"), b"ab");
    }

    proptest::proptest! {
        #[test]
        fn any_file_of_parts_is_read_or_refused(parts in "(--x\n|--x--|Content-Type: (text/html|multipart/mixed; boundary=x)\n|\n|=[0-9A-F]{1,2}|<p>一|: ){0,40}") {
            let bytes = format!("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{parts}");
            let _ = extract(bytes.as_bytes(), "");
        }
    }
}
