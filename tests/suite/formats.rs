//! Files of every format through the desk: what goes in, what is told of the others, and what the page adds to the notice.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use duizhang::desk::{Desk, Options, Outcome, parse_bytes};
use duizhang::model::Lang;
use jiff::civil::date;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An invented notice, by paragraphs.
const NOTICE: &[&str] = &[
    "中共云渡县供水公司委员会关于巡察整改进展情况的通报",
    "根据县委统一部署，2022年3月1日至4月20日，县委第二巡察组对县供水公司党委开展了巡察。现将整改进展情况予以公布。",
    "一、关于“水表台账登记不及时”的问题",
    "一是补登台账。逐户核对合同，补登台账三十六份，每月复核一次。",
    "二是明确责任。由财务部牵头，六月底前修订登记办法。",
    "二、关于“抢修值班流于形式”的问题",
    "一是修订值班办法，已对两名责任人进行批评教育。",
    "联系电话：0599-1234567。",
];

fn page() -> String {
    let paragraphs: String = NOTICE[1..].iter().map(|text| format!("<p>{text}</p>")).collect();
    format!(
        "<html><head><meta charset=gbk><title>{title}_云渡供水</title><meta name=PubDate content='2022-11-08'>
        <link rel=canonical href='https://yd.example/tz/9.html'></head><body><div class=nav><a href=/>首页</a></div>
        <h1>{title}</h1><div id=content>{paragraphs}</div><div class=footer>版权所有 云渡供水</div></body></html>",
        title = NOTICE[0]
    )
}

fn docx() -> Vec<u8> {
    let paragraphs: String = NOTICE
        .iter()
        .map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
        .collect();
    let document = format!("<w:document><w:body>{paragraphs}</w:body></w:document>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(document.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn import(folder: &Path) -> Vec<(String, String)> {
    let mut options = Options::new(folder.join("d.db"), "审1".to_owned(), date(2026, 11, 25));
    options.lang = Lang::En;
    let mut desk = Desk::open(options).unwrap();
    let report = desk.import(&[folder.join("in")], &mut |_| {}).unwrap();
    let fate = |outcome: Outcome| match outcome {
        Outcome::Imported { .. } => "imported".to_owned(),
        Outcome::Updated { .. } => "updated".to_owned(),
        Outcome::Unchanged { .. } => "unchanged".to_owned(),
        Outcome::Skipped { reason } | Outcome::Failed { reason } => reason,
    };
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    report
        .files
        .into_iter()
        .map(|file| (name(&file.path), fate(file.outcome)))
        .collect()
}

#[test]
fn a_folder_of_every_format_goes_in_and_the_rest_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("in");
    fs::create_dir(&files).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(files.join(name), bytes).unwrap();
    put("a.html", &encoding_rs::GBK.encode(&page()).0);
    put("b.docx", &docx());
    put(
        "c.mht",
        format!(
            "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}",
            page()
        )
        .as_bytes(),
    );
    put("d.md", NOTICE.join("\n\n").as_bytes());
    put("e.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    put("f.docx", b"PK\x03\x04cut");
    put("g.pdf", b"%PDF-1.4 nothing");
    put("h.rtf", b"{\\rtf1 x}");
    put("i.html", b"\x89PNG\r\n\x1a\n");
    put("j.xlsx", b"PK");
    let expected = [
        ("a.html", "imported"),
        ("b.docx", "imported"),
        ("c.mht", "imported"),
        ("d.md", "imported"),
        ("e.doc", "it is a doc/wps/xls file, which is not read; save it as .docx"),
        ("f.docx", "the docx file is damaged; download or save it again"),
        ("g.pdf", "the PDF file is damaged; download or save it again"),
        ("h.rtf", "it is a RTF file, which is not read; save it as .docx"),
        (
            "i.html",
            "it is a PNG file, not a text; .txt .md .html .mhtml .docx .pdf are read",
        ),
        (
            "j.xlsx",
            "files of the kind \"xlsx\" are not read; .txt .md .html .mhtml .docx .pdf are",
        ),
    ];
    assert_eq!(
        import(folder.path()),
        expected.map(|(name, fate)| (name.to_owned(), fate.to_owned()))
    );
}

#[test]
fn the_same_notice_is_read_out_of_every_format() {
    let plain = parse_bytes(NOTICE.join("\n").as_bytes(), "a.txt");
    assert_eq!(plain.findings.len(), 2);
    let titles = |parsed: &duizhang::model::ParsedNotice| {
        let of =
            |finding: &duizhang::model::Finding| (finding.label.clone(), finding.title.clone(), finding.measures.len());
        parsed.findings.iter().map(of).collect::<Vec<_>>()
    };
    for (bytes, name) in [
        (encoding_rs::GBK.encode(&page()).0.into_owned(), "a.html"),
        (docx(), "a.docx"),
        (NOTICE.join("\n\n").into_bytes(), "a.md"),
        (page().replace("gbk", "utf-8").into_bytes(), "stdin"),
    ] {
        let parsed = parse_bytes(&bytes, name);
        assert_eq!(titles(&parsed), titles(&plain), "{name}");
        assert_eq!(parsed.notice.title, plain.notice.title, "{name}");
    }
}

#[test]
fn the_page_gives_what_the_text_leaves_out() {
    let parsed = parse_bytes(&encoding_rs::GBK.encode(&page()).0, "a.html");
    assert_eq!(parsed.notice.url, "https://yd.example/tz/9.html");
    assert_eq!(
        parsed.notice.published.map(|date| date.to_string()).as_deref(),
        Some("2022-11-08")
    );
}
