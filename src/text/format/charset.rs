//! The encoding of a page: what its bytes say counts more than what it declares, and what it declares more than a guess.

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};

use super::super::decode::Decoded;

/// Bytes in which a declaration is looked for; browsers look at 1,024.
const HEAD: usize = 4096;

/// Characters that are frequent in any Chinese prose of offices, in both scripts: right text has many of them, text that was decoded
/// wrongly has next to none.
const FREQUENT: &str = "的一是不了在有和中人为上个大我以要时来用们到作地于出会可主发年工能下对行方后多定所民得经进着等部度家力机关党委会组织整改问题落实情况制度措施\
                        為個時來們會發動對後經進著機關黨組織問題實況責領導監督";

/// The text of a page, from its bytes and from what was made of them without looking at its declaration; and the encoding's name.
pub(super) fn page(bytes: &[u8], decoded: Decoded) -> (String, &'static str) {
    declared_as(bytes, declared(bytes), decoded)
}

/// The same, where the encoding was declared outside of the bytes, by its label.
pub(super) fn declared_as(bytes: &[u8], label: Option<String>, decoded: Decoded) -> (String, &'static str) {
    let marked = Encoding::for_bom(bytes).is_some();
    let as_utf8 = std::str::from_utf8(bytes).is_ok_and(|text| !text.is_ascii());
    if marked || as_utf8 {
        return (decoded.text, decoded.encoding);
    }
    if bytes.is_ascii() {
        return (decoded.text, decoded.encoding);
    }
    let declared = label.and_then(|label| Encoding::for_label_no_replacement(label.as_bytes()));
    let mut best = (
        likeness(&decoded.text),
        Cow::Borrowed(decoded.text.as_str()),
        decoded.encoding,
    );
    // The declared one first among equals; the others for pages that declare what they no longer are.
    for (encoding, handicap) in declared.into_iter().map(|e| (e, 0)).chain([(GB18030, 1), (BIG5, 1)]) {
        // Pages that declare gb2312 or gbk use characters of GB18030, which has all of theirs.
        let encoding = if encoding == GBK { GB18030 } else { encoding };
        if encoding == UTF_8 || encoding.name() == decoded.encoding {
            continue;
        }
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let found = likeness(&text);
        if found - handicap >= best.0 {
            best = (found, text, encoding.name());
        }
    }
    let (_, text, name) = best;
    (text.into_owned(), name)
}

/// How much a text looks like Chinese prose, by its beginning: frequent characters, less those that could not be decoded.
fn likeness(text: &str) -> i64 {
    text.chars()
        .filter(|c| !c.is_ascii())
        .take(20_000)
        .map(|c| match c {
            '\u{fffd}' => -10,
            '，' | '。' | '、' | '；' | '：' => 1,
            c if FREQUENT.contains(c) => 1,
            _ => 0,
        })
        .sum()
}

/// The label of the encoding that a page declares in its head: `charset=…` in a meta element, or `encoding=…` in an XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(HEAD)];
    // Two-byte encodings without a byte order mark: every second byte of the declaration is zero.
    let head: Vec<u8> = head.iter().copied().filter(|&byte| byte != 0).collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let find = |from: &str, mark: &str| -> Option<String> {
        let at = head.find(from)?;
        let rest = &head[at..];
        let value = &rest[rest.find(mark)? + mark.len()..];
        let value = value.trim_start_matches([' ', '=', '"', '\'', '\t']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
        let label = &value[..end.unwrap_or(value.len())];
        (!label.is_empty()).then(|| label.to_owned())
    };
    find("<meta", "charset").or_else(|| find("<?xml", "encoding"))
}

#[cfg(test)]
mod tests {
    use super::super::super::decode::decode;
    use super::*;

    const PROSE: &str = "<p>我委党组织对整改问题逐条落实，制度措施已经建立。</p>";
    const TRADITIONAL: &str = "<p>公司黨委對問題逐條進行整改，組織領導責任已經落實，監督會議制度建立。</p>";

    fn read(head: &str, body: &str, encoding: &'static Encoding) -> (String, &'static str) {
        let text = format!("{head}{body}");
        let bytes = encoding.encode(&text).0.into_owned();
        page(&bytes, decode(&bytes))
    }

    #[test]
    fn a_right_declaration_is_followed() {
        for (label, encoding, body, name) in [
            ("gb2312", GB18030, PROSE, "gb18030"),
            ("GBK", GB18030, PROSE, "gb18030"),
            ("big5", BIG5, TRADITIONAL, "Big5"),
            ("utf-8", UTF_8, PROSE, "UTF-8"),
        ] {
            for head in [
                format!("<meta charset=\"{label}\">"),
                format!("<META http-equiv=Content-Type content='text/html; charset={label}'>"),
                format!("<?xml version=\"1.0\" encoding=\"{label}\"?>"),
            ] {
                let (text, found) = read(&head, body, encoding);
                assert!(text.ends_with(body), "{head}: {text}");
                assert_eq!(found, name, "{head}");
            }
        }
    }

    #[test]
    fn a_wrong_declaration_is_not_followed_where_the_bytes_are_utf8() {
        let (text, name) = read("<meta charset=gb2312>", PROSE, UTF_8);
        assert!(text.ends_with(PROSE));
        assert_eq!(name, "UTF-8");
    }

    #[test]
    fn a_wrong_declaration_is_not_followed_where_the_text_makes_no_sense() {
        let (text, name) = read("<meta charset=gbk>", &TRADITIONAL.repeat(3), BIG5);
        assert!(text.ends_with(TRADITIONAL), "{text}");
        assert_eq!(name, "Big5");
        let (text, name) = read("<meta charset=big5>", &PROSE.repeat(3), GB18030);
        assert!(text.ends_with(PROSE), "{text}");
        assert_eq!(name, "gb18030");
        let (text, _) = read("<meta charset=iso-8859-1>", PROSE, GB18030);
        assert!(text.ends_with(PROSE), "{text}");
    }

    #[test]
    fn strange_labels_are_no_declaration() {
        for head in [
            "<meta charset=>",
            "<meta charset=klingon>",
            "<meta charset=\"utf-7\">",
            "<meta ",
        ] {
            assert!(read(head, PROSE, UTF_8).0.ends_with(PROSE), "{head}");
        }
    }
}
