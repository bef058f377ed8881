//! Files that are built to choke their reader, made here in memory: each is refused with its reason and what to do, or read within
//! bounds, and the notices beside it go in.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use duizhang::desk::{Desk, Options, Outcome};
use duizhang::model::Lang;
use duizhang::text::format::extract;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use jiff::civil::date;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::cli_run::Case;
use crate::notices::{self, Format};

/// What of a file's reading counts here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Its prose is read.
    Read,
    /// It is refused with these words, which say what it is and what to do.
    Refused(&'static str),
}

use Fate::{Read, Refused};

const UNPACKED: Fate = Refused("it unpacks to more than any document needs; save it as .txt");
const ELEMENTS: Fate = Refused("it is made of more elements than any document needs; save it as .txt");
const PAGES: Fate = Refused("it has more pages or drawing than any notice needs; split it");
const DOCX: Fate = Refused("the docx file is damaged; download or save it again");
const PDF: Fate = Refused("the PDF file is damaged; download or save it again");
const MHTML: Fate = Refused("the MHTML file is damaged; download or save it again");
const ZIP: Fate = Refused("it is a zip file, which is not read; save it as .docx");

/// A sentence that stands in each file, so that it is known whether its prose was read.
const PROSE: &str = "一是补登台账，逐户核对合同，每月复核一次，不漏一户。";

/// A file, by its name, and what has to become of it.
type Bomb = (&'static str, Vec<u8>, Fate);

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn docx(body: &str) -> Vec<u8> {
    zip(&[("word/document.xml", document(body).as_bytes())])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A zip whose central directory gives one and the same packed data many names.
fn overlapping(names: &[String], content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).unwrap();
    let packed = packed.finish().unwrap();
    let mut crc = Crc::new();
    crc.update(content);
    let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    // Version, flags, deflated, time, day, checksum, sizes.
    let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0];
    common.extend(crc.sum().to_le_bytes());
    common.extend(size(&packed));
    common.extend(size(content));
    let length = |name: &str| u16::try_from(name.len()).unwrap().to_le_bytes();
    let mut out = b"PK\x03\x04".to_vec();
    out.extend(&common);
    out.extend(length(&names[0]));
    out.extend([0, 0]);
    out.extend(names[0].bytes());
    out.extend(&packed);
    let directory = out.len();
    for name in names {
        out.extend(b"PK\x01\x02\x14\x00");
        out.extend(&common);
        out.extend(length(name));
        // No extra field, no comment, first disk, no attributes, at the beginning of the file.
        out.extend([0; 16]);
        out.extend(name.bytes());
    }
    let end = out.len();
    let count = u16::try_from(names.len()).unwrap().to_le_bytes();
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend(count);
    out.extend(count);
    out.extend(u32::try_from(end - directory).unwrap().to_le_bytes());
    out.extend(u32::try_from(directory).unwrap().to_le_bytes());
    out.extend([0, 0]);
    out
}

fn zips() -> Vec<Bomb> {
    let prose = paragraph(PROSE);
    let spaces = " ".repeat(8 << 20);
    let names = |first: &[&str], more: usize| {
        let first = first.iter().map(|name| (*name).to_owned());
        let more = (0..more).map(|at| format!("word/media/{at}.png"));
        first.chain(more).collect::<Vec<_>>()
    };
    let parts = [
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/numbering.xml",
    ];
    let many = names(&["word/document.xml"], 20_000);
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let inner = docx(&prose);
    vec![
        ("ratio.docx", docx(&format!("{prose}{spaces}")), UNPACKED),
        ("entries.docx", zip(&many), UNPACKED),
        // Pictures are never unpacked, however many names they have.
        (
            "overlap.docx",
            overlapping(&names(&["word/document.xml"], 15_000), document(&prose).as_bytes()),
            Read,
        ),
        // Each name is within the limits, all together are not.
        (
            "overlap_parts.docx",
            overlapping(
                &names(&parts, 0),
                document(&format!("{prose}<!--{}-->", noise(13 << 20))).as_bytes(),
            ),
            UNPACKED,
        ),
        ("nested.docx", zip(&[("word/document.xml", &inner)]), DOCX),
        ("zip_in_zip.docx", zip(&[("a.docx", &inner)]), ZIP),
        ("cut.docx", inner[..inner.len() / 2].to_vec(), DOCX),
    ]
}

/// Letters that pack badly, so that what they stand in does not stand out by its ratio. They come again where packing does not look back.
fn noise(length: usize) -> String {
    const PERIOD: usize = 1 << 16;
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut letter = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'a' + (state % 16) as u8)
    };
    let period: String = (0..PERIOD).map(|_| letter()).collect();
    period.repeat(length.div_ceil(PERIOD))
}

fn parts() -> Vec<Bomb> {
    let prose = paragraph(PROSE);
    let laughs: String = (1..20)
        .map(|at| format!("<!ENTITY e{at} \"&e{0};&e{0};&e{0};&e{0};\">", at - 1))
        .collect();
    let laughs = format!(
        "<!DOCTYPE d [<!ENTITY e0 \"哈哈\">{laughs}]>{}",
        document(&paragraph("&e19;"))
    );
    let file = "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>".to_owned() + &document(&paragraph("&e;"));
    // Letters pack to half their size, so that nothing stands out but their number.
    let letters = noise(4_500_000);
    let attributes: String = letters.as_bytes().chunks(4).fold(String::new(), |mut all, four| {
        let _ = write!(all, " a=\"{}\"", String::from_utf8_lossy(four));
        all
    });
    let elements: String = letters.as_bytes().chunks(9).fold(String::new(), |mut all, some| {
        let _ = write!(all, "<w:p>{}</w:p>", String::from_utf8_lossy(some));
        all
    });
    let merged = "<w:tc><w:tcPr><w:gridSpan w:val=\"999999999\"/></w:tcPr><w:p/></w:tc>".repeat(2_000);
    let based: String = (0..2_000)
        .map(|at| {
            format!(
                "<w:style w:styleId=\"s{at}\"><w:basedOn w:val=\"s{}\"/></w:style>",
                (at + 1) % 2_000
            )
        })
        .collect();
    let in_style = "<w:p><w:pPr><w:pStyle w:val=\"s0\"/></w:pPr></w:p>".repeat(20_000);
    vec![
        ("laughs.docx", zip(&[("word/document.xml", laughs.as_bytes())]), DOCX),
        ("outside.docx", zip(&[("word/document.xml", file.as_bytes())]), DOCX),
        (
            "deep.docx",
            docx(&format!("{}{prose}", "<w:sdt><w:sdtContent>".repeat(50_000))),
            ELEMENTS,
        ),
        ("elements.docx", docx(&format!("{prose}{elements}")), ELEMENTS),
        ("attributes.docx", docx(&format!("{prose}<w:p{attributes}/>")), ELEMENTS),
        (
            "merged.docx",
            docx(&format!(
                "{prose}<w:tbl>{}</w:tbl>",
                format!("<w:tr>{merged}</w:tr>").repeat(3)
            )),
            Read,
        ),
        (
            "styles.docx",
            zip(&[
                ("word/document.xml", document(&format!("{prose}{in_style}")).as_bytes()),
                ("word/styles.xml", format!("<w:styles>{based}</w:styles>").as_bytes()),
            ]),
            Read,
        ),
    ]
}

fn pages() -> Vec<Bomb> {
    let page = |body: &str| format!("<!DOCTYPE html><html><body><p>{PROSE}</p>{body}</body></html>").into_bytes();
    let attributes: String = (0..10_000).map(|at| format!(" a{at}=x")).collect();
    let wide = "<td colspan=1000000000 rowspan=1000000000>甲</td>".repeat(40);
    let rows = format!("<tr>{wide}</tr>").repeat(200);
    let tables = "<table><tr><td></td><td>".repeat(20_000);
    vec![
        ("divs.html", page(&"<div>".repeat(100_000)), Read),
        ("bold.html", page(&"<b><i><a href=x>".repeat(40_000)), Read),
        ("tables.html", page(&tables), Read),
        (
            "lists.html",
            page(&"<ol start=9223372036854775807><li>".repeat(40_000)),
            Read,
        ),
        (
            "attribute.html",
            page(&format!("<p class='{}'>甲</p>", "x ".repeat(2_000_000))),
            Read,
        ),
        ("attributes.html", page(&format!("<p{attributes}>甲</p>")), ELEMENTS),
        ("elements.html", page(&"<i>甲</i>".repeat(700_000)), ELEMENTS),
        ("spans.html", page(&format!("<table>{rows}</table>")), Read),
        ("comment.html", page(&format!("<!--{}", "甲，".repeat(200_000))), Read),
        ("script.html", page(&format!("<script>{}", "\"{".repeat(300_000))), Read),
        ("entities.html", page(&"&lt;&#x4e00;&notanentity;".repeat(40_000)), Read),
    ]
}

/// A PDF of these objects, numbered from 1; the first is the catalogue. `trailer` is added to the trailer's dictionary.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    let trailer = trailer.replace("HERE", &start.to_string());
    out.extend(format!("trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dictionary} /Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

fn deflated(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    stream(
        &format!("{dictionary} /Filter /FlateDecode"),
        &encoder.finish().unwrap(),
    )
}

/// The objects of a file with one page that draws the prose: catalogue, pages, page, drawing, font and what is below it. `more` goes
/// behind the drawing.
fn one_page(more: &str) -> Vec<Vec<u8>> {
    let codes: String = PROSE.encode_utf16().fold(String::new(), |mut codes, unit| {
        let _ = write!(codes, "{unit:04X}");
        codes
    });
    vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>> /XObject <</X 7 0 R>>>>>>".to_vec(),
        deflated("", format!("BT /F1 12 Tf 50 700 Td <{codes}> Tj ET\n{more}").as_bytes()),
        b"<</Type /Font /Subtype /Type0 /BaseFont /S /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R]>>".to_vec(),
        b"<</Type /Font /Subtype /CIDFontType0 /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 4>>>>".to_vec(),
    ]
}

fn pdfs() -> Vec<Bomb> {
    let with = |more: Vec<u8>| {
        let mut objects = one_page("/X Do");
        objects.push(more);
        pdf(&objects, "")
    };
    let changed = |at: usize, object: &str| {
        let mut objects = one_page("");
        objects[at] = object.as_bytes().to_vec();
        pdf(&objects, "")
    };
    let packed = |columns: &str| {
        let dictionary = format!("/Type /ObjStm /N 1 /First 4 /DecodeParms <</Predictor 15 {columns} /Colors 4>>");
        deflated(&dictionary, b"xxxxxxxx")
    };
    let many = || {
        let mut objects = one_page("");
        let page = objects[2].clone();
        let kids: String = (7..=3_007).fold(String::new(), |mut kids, at| {
            let _ = write!(kids, "{at} 0 R ");
            kids
        });
        objects[1] = format!("<</Type /Pages /Kids [{kids}] /Count 3001>>").into_bytes();
        objects.extend(std::iter::repeat_n(page, 3_001));
        pdf(&objects, "")
    };
    let halves = b"/X Do ".repeat(30);
    let big = vec![b' '; 65 << 20];
    let mut twice = ZlibEncoder::new(Vec::new(), Compression::best());
    twice.write_all(&big).unwrap();
    let twice = twice.finish().unwrap();
    vec![
        (
            "kids.pdf",
            changed(1, "<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2>>"),
            PDF,
        ),
        (
            "parents.pdf",
            changed(1, "<</Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1>>"),
            Read,
        ),
        (
            "count.pdf",
            changed(1, "<</Type /Pages /Kids [3 0 R] /Count 2000000000>>"),
            Read,
        ),
        ("pages.pdf", many(), PAGES),
        ("previous.pdf", pdf(&one_page(""), "/Prev HERE"), Read),
        (
            "length.pdf",
            with(b"<</Length 8 0 R>>\nstream\nx\nendstream\nendobj\n8 0 obj\n8 0 R".to_vec()),
            Read,
        ),
        ("arrays.pdf", with(b"[".repeat(300_000)), Read),
        ("dictionaries.pdf", with(b"<</A ".repeat(200_000)), Read),
        ("drawn_arrays.pdf", pdf(&one_page(&"[".repeat(300_000)), ""), Read),
        (
            "drawn_dictionaries.pdf",
            pdf(&one_page(&"/A <<".repeat(200_000)), ""),
            Read,
        ),
        ("saved.pdf", pdf(&one_page(&"q ".repeat(1_000_000)), ""), Read),
        (
            "within.pdf",
            with(stream("/Type /XObject /Subtype /Form", &halves)),
            PAGES,
        ),
        ("stream.pdf", with(deflated("", &big)), UNPACKED),
        ("twice.pdf", with(deflated("", &twice)), UNPACKED),
        (
            "chain.pdf",
            with(stream(
                "/Filter [/FlateDecode /FlateDecode /FlateDecode /FlateDecode]",
                &twice,
            )),
            UNPACKED,
        ),
        ("predictor.pdf", with(packed("/Columns 2147483647")), UNPACKED),
        ("rows.pdf", with(packed("/Col#75mns 999999999999")), UNPACKED),
        ("elsewhere.pdf", with(packed("/Columns 9 0 R")), UNPACKED),
        ("no_columns.pdf", with(packed("/Columns 0")), UNPACKED),
        (
            "objects.pdf",
            with(deflated(
                "/Type /ObjStm /N 2000000000 /First 1000000000",
                b"1 0 2 0 <<>>",
            )),
            Read,
        ),
        ("cut.pdf", pdf(&one_page(""), "")[..120].to_vec(), PDF),
    ]
}

fn mhtmls() -> Vec<Bomb> {
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b0\r\n\r\n";
    let page = format!("<p>{PROSE}</p>");
    let nested: String = (0..60)
        .map(|at| format!("--b{at}\r\nContent-Type: multipart/mixed; boundary=b{}\r\n\r\n", at + 1))
        .collect();
    let html = "Content-Type: text/html; charset=utf-8\r\n";
    let same = "--b0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n".repeat(20_000);
    let parts = format!("--b0\r\n{html}\r\n{page}\r\n").repeat(20_000);
    let garbage: String = (0..400_000_u32)
        .map(|at| char::from(b'A' + (at % 7 * at % 26) as u8))
        .collect();
    let text = |text: String| text.into_bytes();
    vec![
        (
            "nested.mhtml",
            text(format!("{head}{nested}--b60\r\n{html}\r\n{page}")),
            MHTML,
        ),
        ("same.mhtml", text(format!("{head}{same}")), MHTML),
        ("parts.mhtml", text(format!("{head}{parts}")), Read),
        (
            "lines.mhtml",
            text(format!("{head}{}", "--b0\n".repeat(200_000))),
            MHTML,
        ),
        (
            "base64.mhtml",
            text(format!(
                "{head}--b0\r\n{html}Content-Transfer-Encoding: base64\r\n\r\n{garbage}\r\n--b0--"
            )),
            MHTML,
        ),
        (
            "headers.mhtml",
            text(format!(
                "MIME-Version: 1.0\r\nContent-Type: multipart/related;{}",
                " x=y;".repeat(200_000)
            )),
            MHTML,
        ),
        ("nothing.mhtml", text(head.to_owned()), MHTML),
    ]
}

fn bombs() -> Vec<Bomb> {
    [zips(), parts(), pages(), pdfs(), mhtmls()]
        .into_iter()
        .flatten()
        .collect()
}

fn fate(outcome: &Outcome) -> (bool, String) {
    match outcome {
        Outcome::Imported { .. } | Outcome::Updated { .. } | Outcome::Unchanged { .. } => (true, String::new()),
        Outcome::Skipped { reason } | Outcome::Failed { reason } => (false, reason.clone()),
    }
}

fn imported(folder: &Path) -> Vec<(String, bool, String)> {
    let mut options = Options::new(folder.join("d.db"), "审1".to_owned(), date(2026, 11, 25));
    options.lang = Lang::En;
    let mut desk = Desk::open(options).unwrap();
    let report = desk.import(&[folder.join("in")], &mut |_| {}).unwrap();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let told = report.files.into_iter().map(|file| {
        let (is_in, reason) = fate(&file.outcome);
        (name(&file.path), is_in, reason)
    });
    told.collect()
}

/// Address space that the program may take, in KiB; the pages of a small file and two threads take a third.
const SPACE: u32 = 1_500_000;

/// The program, importing a folder within that space where the system can be told to keep to it.
fn import(case: &Case) -> Command {
    let own = case.command(&["import", "in", "--json"]);
    if !cfg!(target_os = "linux") {
        return own;
    }
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", &format!("ulimit -v {SPACE} && exec \"$0\" \"$@\"")])
        .arg(own.get_program())
        .args(own.get_args())
        .current_dir(case.folder.path())
        .env_clear()
        .envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell
}

#[test]
fn each_is_refused_with_its_reason_or_read_within_bounds_and_the_notices_beside_it_go_in() {
    let case = Case::empty();
    let bombs = bombs();
    for (name, bytes, _) in &bombs {
        case.write(&format!("in/{name}"), bytes);
    }
    for (at, format) in Format::ALL.into_iter().enumerate() {
        let notice = notices::notice(at as u64, 3_000);
        case.write(
            &format!("in/notice{at}.{}", format.ending()),
            notices::files::file(&notice, format),
        );
    }
    let ran = import(&case).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(1), "{said}");
    let told: Vec<Value> = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(
        told.len(),
        bombs.len() + Format::ALL.len(),
        "every file is told of once: {said}"
    );
    let mut wrong = Vec::new();
    for file in &told {
        let name = file["path"].as_str().unwrap().trim_start_matches("in/");
        let expected = bombs.iter().find(|(other, _, _)| *other == name);
        let expected = expected.map_or(Read, |(_, _, fate)| *fate);
        let right = match expected {
            Read => file["outcome"] == "imported",
            Refused(words) => file["reason"] == words,
        };
        if !right {
            wrong.push(format!("{name}: {expected:?}, but {file}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_read_of_them_is_their_prose_and_in_proportion() {
    for (name, bytes, fate) in bombs() {
        if fate != Read {
            continue;
        }
        let read = extract(&bytes, name).unwrap();
        assert!(read.text.contains(PROSE), "{name}");
        // A table's row has a mark for each of its columns, of which there are 64 at most.
        assert!(
            read.text.len() <= 3 * bytes.len() + 64 * 1024,
            "{name}: {} of {}",
            read.text.len(),
            bytes.len()
        );
    }
}

#[test]
fn a_file_that_was_cut_off_anywhere_is_read_or_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("in");
    fs::create_dir(&files).unwrap();
    let mut count = 0;
    for (at, format) in Format::ALL.into_iter().enumerate() {
        let bytes = notices::files::file(&notices::notice(40 + at as u64, 2_500), format);
        for part in 0..12 {
            let cut = bytes.len() * part / 12 + part;
            fs::write(
                files.join(format!("{format:?}{part}.{}", format.ending())),
                &bytes[..cut],
            )
            .unwrap();
            count += 1;
        }
    }
    let told = imported(folder.path());
    assert_eq!(told.len(), count);
    for (name, is_in, reason) in told {
        // What happened, and what to do.
        let says = || {
            reason
                .split_once("; ")
                .is_some_and(|(what, next)| !what.is_empty() && !next.is_empty())
        };
        assert!(is_in || says(), "{name}: {reason:?}");
        assert!(!reason.contains("internal"), "{name}: {reason}");
    }
}
