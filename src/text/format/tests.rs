use super::*;

#[test]
fn kinds_are_told_by_content_then_name() {
    let of = |bytes: &[u8], name: &str| extract(bytes, name).map(|read| read.kind);
    assert_eq!(of("正文".as_bytes(), "a.txt"), Ok(Kind::Txt));
    assert_eq!(of("# 正文".as_bytes(), "a.MD"), Ok(Kind::Markdown));
    assert_eq!(of("<html><p>正文".as_bytes(), "a.txt"), Ok(Kind::Html));
    assert_eq!(of("正文".as_bytes(), "a.docx"), Ok(Kind::Txt));
    assert_eq!(of(b"{\\rtf1 x}", "a.doc"), Err(Unreadable::Legacy(Legacy::Rtf)));
    assert_eq!(
        of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", "a.doc"),
        Err(Unreadable::Legacy(Legacy::Office))
    );
    assert_eq!(of(b"\x89PNG\r\n", "a.txt"), Err(Unreadable::NotDocument("PNG")));
}

#[test]
fn plain_text_is_kept_verbatim() {
    let text = "一、标题\r\n\t正文 <b>不是标记</b>\u{2028}末行";
    let read = extract(text.as_bytes(), "a.txt").unwrap();
    assert_eq!((read.text.as_str(), read.recoded, read.kind), (text, false, Kind::Txt));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..2000), name in "a\\.(txt|md|html|mht|docx|pdf)") {
        let _ = extract(&bytes, &name);
    }
}
