use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::super::{Excess, extract};
use super::*;

/// A file of these objects, numbered from 1; the first is the catalogue.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
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
    out.extend(
        format!(
            "trailer\n<</Size {} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
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

/// A page that draws this with font `F1`, whose dictionary is given; further objects from number 6.
fn page(drawing: &str, font: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>> /XObject <</X 8 0 R>>>>>>".to_vec(),
        deflated("", drawing.as_bytes()),
        font.as_bytes().to_vec(),
    ];
    objects.extend_from_slice(more);
    file(&objects)
}

/// Codes of two bytes, one for each character, and the table that says what they show.
fn coded(text: &str) -> (String, Vec<u8>) {
    let (mut codes, mut table) = (String::new(), String::new());
    for (at, c) in text.chars().enumerate() {
        let _ = write!(codes, "{:04X}", at + 1);
        let _ = writeln!(table, "<{:04X}> <{:04X}>", at + 1, c as u32);
    }
    let table = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n{} beginbfchar\n{table}endbfchar endcmap",
        text.chars().count()
    );
    (codes, table.into_bytes())
}

const TEXT: &str = "一是补登台账，逐户核对合同，每月复核一次。";
const COMPOSITE: &str =
    "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R>>";
const BELOW: &[u8] = b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 1000>>";

fn usual() -> Vec<u8> {
    let (codes, table) = coded(TEXT);
    let drawing = format!("q 1 0 0 1 50 0 cm BT /F1 12 Tf 0 700 Td <{codes}> Tj ET Q");
    page(&drawing, COMPOSITE, &[BELOW.to_vec(), deflated("", &table)])
}

#[test]
fn text_is_read_by_the_table_in_the_file() {
    let read = extract(&usual(), "a.pdf").unwrap();
    assert_eq!(
        (read.text.trim_end(), read.kind, read.encoding),
        (TEXT, Kind::Pdf, "pdf")
    );
}

#[test]
fn text_is_read_by_the_chinese_encodings() {
    for (encoding, bytes) in [
        ("GBK-EUC-H", encoding_rs::GBK.encode(TEXT).0.into_owned()),
        ("UniGB-UCS2-H", TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ] {
        let codes: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        let font =
            format!("<</Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /{encoding} /DescendantFonts [6 0 R]>>");
        let below =
            "<</Type /Font /Subtype /CIDFontType0 /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 4>>>>";
        let bytes = page(
            &format!("BT /F1 12 Tf 50 700 Td <{codes}> Tj ET"),
            &font,
            &[below.as_bytes().to_vec()],
        );
        assert_eq!(extract(&bytes, "a.pdf").unwrap().text.trim_end(), TEXT, "{encoding}");
    }
}

#[test]
fn simple_fonts_and_lines_are_read() {
    let font = "<</Type /Font /Subtype /TrueType /BaseFont /T /Encoding <</BaseEncoding /WinAnsiEncoding /Differences [1 /one /uni4E00]>>>>";
    let drawing = "BT /F1 12 Tf 14 TL 50 700 Td (Tel 0599-\\001\\002) Tj T* [(No) -2000 (tice)] TJ 0 -14 Td (of 2022) ' /F1 8 Tf (x) Tj ET";
    let text = extract(&page(drawing, font, &[]), "a.pdf").unwrap().text;
    assert_eq!(text, "Tel 0599-1一\nNo tice\nof 2022x\n");
}

#[test]
fn drawings_within_drawings_are_read_but_not_for_ever() {
    let (codes, table) = coded(TEXT);
    let form = stream(
        "/Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 -20]",
        format!("BT /F1 12 Tf 0 700 Td <{codes}> Tj ET").as_bytes(),
    );
    let bytes = page("/X Do", COMPOSITE, &[BELOW.to_vec(), stream("", &table), form]);
    assert_eq!(extract(&bytes, "a.pdf").unwrap().text.trim_end(), TEXT);
    let again = stream("/Type /XObject /Subtype /Form", "/X Do ".repeat(60).as_bytes());
    let bytes = page("/X Do", COMPOSITE, &[BELOW.to_vec(), stream("", &table), again]);
    assert_eq!(
        extract(&bytes, "a.pdf").unwrap_err(),
        Unreadable::TooMuch(Excess::Pages)
    );
}

#[test]
fn scans_unknown_codes_and_damage_are_told() {
    let empty = page("0 0 m 10 10 l S", COMPOSITE, &[BELOW.to_vec()]);
    assert_eq!(extract(&empty, "a.pdf").unwrap_err(), Unreadable::NoTextLayer);
    let (codes, _) = coded(TEXT);
    let unknown = page(&format!("BT /F1 12 Tf <{codes}> Tj ET"), COMPOSITE, &[BELOW.to_vec()]);
    assert_eq!(extract(&unknown, "a.pdf").unwrap_err(), Unreadable::NoCharacters);
    assert_eq!(extract(b"%PDF-1.7 x", "a.pdf").unwrap_err(), Unreadable::Damaged("PDF"));
    let whole = usual();
    // Without its table of places, the objects are looked for.
    let cut = &whole[..whole.len() - 60];
    assert_eq!(extract(cut, "a.pdf").unwrap().text.trim_end(), TEXT);
}

#[test]
fn streams_that_unpack_to_too_much_are_refused() {
    let big = vec![b' '; 70 << 20];
    let bomb = page("", COMPOSITE, &[BELOW.to_vec(), deflated("", &big)]);
    assert_eq!(
        extract(&bomb, "a.pdf").unwrap_err(),
        Unreadable::TooMuch(Excess::Unpacked)
    );
    let mut inner = ZlibEncoder::new(Vec::new(), Compression::best());
    inner.write_all(&big).unwrap();
    let twice = page("", COMPOSITE, &[BELOW.to_vec(), deflated("", &inner.finish().unwrap())]);
    assert_eq!(
        extract(&twice, "a.pdf").unwrap_err(),
        Unreadable::TooMuch(Excess::Unpacked)
    );
    let lzw = page(
        "",
        COMPOSITE,
        &[BELOW.to_vec(), stream("/Filter /LZWDecode", &vec![0x80; 100_000])],
    );
    assert_eq!(
        extract(&lzw, "a.pdf").unwrap_err(),
        Unreadable::TooMuch(Excess::Unpacked)
    );
}

#[test]
fn pages_that_stand_on_their_side_are_turned() {
    let (codes, table) = coded(TEXT);
    // Two lines each; the second after the first as a reader turns the page.
    for matrix in [
        ("0 1 -1 0 100 50", "0 1 -1 0 120 50"),
        ("0 -1 1 0 200 700", "0 -1 1 0 180 700"),
        ("-1 0 0 -1 500 100", "-1 0 0 -1 500 120"),
    ] {
        let drawing = format!(
            "BT /F1 12 Tf {} Tm <{codes}> Tj {} Tm <{codes}> Tj ET",
            matrix.0, matrix.1
        );
        let bytes = page(&drawing, COMPOSITE, &[BELOW.to_vec(), deflated("", &table)]);
        assert_eq!(
            extract(&bytes, "a.pdf").unwrap().text,
            format!("{TEXT}\n{TEXT}\n"),
            "{matrix:?}"
        );
    }
}

#[test]
fn titles_of_programs_are_no_titles() {
    let utf16: Vec<u8> = [0xfe, 0xff]
        .into_iter()
        .chain("关于整改情况的通报".encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    assert_eq!(title(&utf16), "关于整改情况的通报");
    for name in ["Microsoft Word - 关于整改情况的通报.doc", "Untitled", "通报"] {
        assert_eq!(title(name.as_bytes()), "", "{name}");
    }
}

proptest::proptest! {
    #[test]
    fn damaged_files_are_read_or_refused(cut in 0..2000_usize, changes in proptest::collection::vec((0..2000_usize, proptest::num::u8::ANY), 0..8)) {
        let mut bytes = usual();
        let _ = extract(&bytes[..bytes.len().saturating_sub(cut)], "a.pdf");
        let length = bytes.len();
        for (at, byte) in changes {
            bytes[at % length] = byte;
        }
        let _ = extract(&bytes, "a.pdf");
    }

    #[test]
    fn any_drawing_is_followed(drawing in r"((-?[0-9]{1,9}(\.[0-9])? ){0,6}(BT|ET|Tf|Td|TD|Tm|T\*|Tj|TJ|'|Do|q|Q|cm|Tc|Tz|TL|Ts|/F1 [0-9] Tf|\(a\) Tj|<0001> Tj|/X Do) ){0,40}") {
        let (_, table) = coded(TEXT);
        let _ = extract(&page(&drawing, COMPOSITE, &[BELOW.to_vec(), stream("", &table)]), "a.pdf");
    }
}
