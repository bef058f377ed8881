//! The same notice as a file of every format.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::LazyLock;

use encoding_rs::{BIG5, GB18030};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Line, Notice};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text in UTF-8.
    Utf8,
    /// Text in GB18030.
    Gb18030,
    /// Text in UTF-16, little end first, with a byte order mark.
    Utf16,
    /// Text in traditional characters, in Big5.
    Big5,
    /// A page in UTF-8.
    Html,
    /// A page in GBK that says so.
    HtmlGbk,
    /// A page saved as one file.
    Mhtml,
    /// A Word document.
    Docx,
    /// Markdown.
    Markdown,
    /// A PDF with a text layer.
    Pdf,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Utf8,
        Self::Gb18030,
        Self::Utf16,
        Self::Big5,
        Self::Html,
        Self::HtmlGbk,
        Self::Mhtml,
        Self::Docx,
        Self::Markdown,
        Self::Pdf,
    ];

    /// How the file's name ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Gb18030 | Self::Utf16 | Self::Big5 => "txt",
            Self::Html | Self::HtmlGbk => "html",
            Self::Mhtml => "mhtml",
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Pdf => "pdf",
        }
    }
}

/// The file's bytes.
pub fn file(notice: &Notice, format: Format) -> Vec<u8> {
    match format {
        Format::Utf8 => text(notice).into_bytes(),
        Format::Gb18030 => GB18030.encode(&text(notice)).0.into_owned(),
        Format::Utf16 => "\u{feff}"
            .encode_utf16()
            .chain(text(notice).encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect(),
        Format::Big5 => BIG5.encode(&traditional(&text(notice))).0.into_owned(),
        Format::Html => page(notice, "utf-8").into_bytes(),
        Format::HtmlGbk => GB18030.encode(&page(notice, "gb2312")).0.into_owned(),
        Format::Mhtml => mhtml(notice).into_bytes(),
        Format::Docx => docx(notice),
        Format::Markdown => markdown(notice).into_bytes(),
        Format::Pdf => pdf(notice),
    }
}

/// Plain text: a line a line, cells by tabs.
pub fn text(notice: &Notice) -> String {
    let mut out = String::new();
    for line in &notice.lines {
        match line {
            Line::Heading(_, text) | Line::Text(text) => out.push_str(text),
            Line::Row(cells) => out.push_str(&cells.join("\t")),
        }
        out.push('\n');
    }
    out
}

fn traditional(text: &str) -> String {
    static CONVERTER: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2tw).ok());
    CONVERTER
        .as_ref()
        .map_or_else(|| text.to_owned(), |converter| converter.convert(text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The lines with rows gathered into tables by `row`, which wraps the cells of one; `table` wraps them all.
fn with_tables(
    notice: &Notice,
    line: impl Fn(&Line) -> String,
    row: impl Fn(&[String]) -> String,
    table: [&str; 2],
) -> String {
    let mut out = String::new();
    let mut open = false;
    for each in &notice.lines {
        let is_row = matches!(each, Line::Row(_));
        if is_row != open {
            out.push_str(table[usize::from(open)]);
            open = is_row;
        }
        out += &match each {
            Line::Row(cells) => row(cells),
            other => line(other),
        };
    }
    if open {
        out.push_str(table[1]);
    }
    out
}

/// A page as sites have them, with what stands around an article.
fn page(notice: &Notice, charset: &str) -> String {
    let line = |line: &Line| match line {
        Line::Heading(0, text) => format!(
            "<h1>{}</h1>\n<div class=\"info\">发布时间：{} 来源：机关党委 浏览次数：217</div>\n",
            escaped(text),
            notice.published
        ),
        Line::Heading(_, text) => format!("<p><strong>{}</strong></p>\n", escaped(text)),
        Line::Text(text) => format!("<p style=\"text-indent:2em\"><span>　　{}</span></p>\n", escaped(text)),
        Line::Row(_) => String::new(),
    };
    let row = |cells: &[String]| {
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let article = with_tables(notice, line, row, ["<table border=1><tbody>\n", "</tbody></table>\n"]);
    let links: String = (1..30)
        .map(|n| format!("<li><a href=\"/list/{n}.html\">工作动态第{n}条</a></li>\n"))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"{charset}\"><title>{title}_通知公告_{issuer}</title>\n<meta name=\"PubDate\" content=\"{published}\"><meta name=\"Url\" content=\"{url}\">\n\
         <style>p{{line-height:2}}</style><script>var visits = 217; function show(a) {{ return a < 2 ? '<p>' : ''; }}</script></head>\n<body><div class=\"nav\"><ul>{links}</ul></div>\n\
         <div class=\"mbx\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/tz\">通知公告</a></div>\n<div class=\"main\" id=\"content\">\n{article}</div>\n\
         <div class=\"page\">上一篇：<a href=\"/1.html\">关于公开招聘的公告</a></div>\n<div class=\"footer\">版权所有：{issuer}　技术支持：信息中心</div></body></html>\n",
        title = escaped(&notice.title),
        issuer = notice.issuer,
        published = notice.published,
        url = notice.url,
    )
}

fn mhtml(notice: &Notice) -> String {
    let page = page(notice, "utf-8");
    let mut body = String::new();
    let mut column = 0;
    for byte in page.bytes() {
        let plain = matches!(byte, b' '..=b'~') && byte != b'=';
        let piece = match byte {
            b'\n' => {
                body.push_str("\r\n");
                column = 0;
                continue;
            }
            _ if plain => (byte as char).to_string(),
            _ => format!("={byte:02X}"),
        };
        if column + piece.len() > 75 {
            body.push_str("=\r\n");
            column = 0;
        }
        column += piece.len();
        body.push_str(&piece);
    }
    format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: {url}\r\nSubject: notice\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Part\"\r\n\r\n\
         ------Part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: {url}\r\n\r\n{body}\r\n------Part--\r\n",
        url = notice.url,
    )
}

fn markdown(notice: &Notice) -> String {
    let line = |line: &Line| match line {
        Line::Heading(level, text) => format!("{} {text}\n\n", "#".repeat(usize::from(*level) + 1)),
        Line::Text(text) => format!("{text}\n\n"),
        Line::Row(_) => String::new(),
    };
    let row = |cells: &[String]| {
        let row = format!("|{}|\n", cells.join("|"));
        // The rule under the heads.
        if cells[0] == "序号" {
            row + &"|---".repeat(cells.len()) + "|\n"
        } else {
            row
        }
    };
    with_tables(notice, line, row, ["", "\n"])
}

fn docx(notice: &Notice) -> Vec<u8> {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text));
    let line = |line: &Line| match line {
        Line::Heading(level, text) => format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>{}</w:p>",
            level + 1,
            run(text)
        ),
        Line::Text(text) => {
            // Word cuts a paragraph into runs wherever somebody edited it.
            let half = text
                .char_indices()
                .nth(text.chars().count() / 2)
                .map_or(0, |(at, _)| at);
            format!("<w:p>{}{}</w:p>", run(&text[..half]), run(&text[half..]))
        }
        Line::Row(_) => String::new(),
    };
    let row = |cells: &[String]| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<w:tc><w:p>{}</w:p></w:tc>", run(cell)))
            .collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let body = with_tables(notice, line, row, ["<w:tbl>", "</w:tbl>"]);
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let types = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("[Content_Types].xml", types), ("word/document.xml", document.as_str())] {
        // Writing into memory does not fail.
        let _ = zip.start_file(name, SimpleFileOptions::default());
        let _ = zip.write_all(content.as_bytes());
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Characters on a line of a PDF page, and lines on a page.
const COLUMNS: usize = 38;
const ROWS: usize = 36;

fn pdf(notice: &Notice) -> Vec<u8> {
    let mut rows: Vec<String> = Vec::new();
    for line in text(notice).lines() {
        let indented: Vec<char> = "　　".chars().chain(line.replace('\t', "　").chars()).collect();
        rows.extend(indented.chunks(COLUMNS).map(|row| row.iter().collect()));
    }
    let pages: Vec<&[String]> = rows.chunks(ROWS).collect();
    let kids: String = (0..pages.len()).map(|n| format!("{} 0 R ", 6 + 2 * n)).collect();
    let mut table = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    for chunk in (0..=255_u32).collect::<Vec<_>>().chunks(100) {
        let _ = writeln!(table, "{} beginbfrange", chunk.len());
        for high in chunk {
            let _ = writeln!(table, "<{high:02X}00> <{high:02X}FF> <{high:02X}00>");
        }
        table.push_str("endbfrange\n");
    }
    table.push_str("endcmap");
    let mut objects = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        format!("<</Type /Pages /Kids [{kids}] /Count {}>>", pages.len()),
        "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R>>".to_owned(),
        "<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 1000>>".to_owned(),
        stream(&table),
    ];
    for (n, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents {} 0 R /Resources <</Font <</F1 3 0 R>>>>>>",
            7 + 2 * n
        ));
        let mut drawing = String::from("BT /F1 12 Tf 20 TL 72 770 Td\n");
        for row in *page {
            let _ = writeln!(drawing, "<{}> Tj T*", codes(row));
        }
        let _ = write!(
            drawing,
            "ET BT /F1 9 Tf 290 30 Td <{}> Tj ET",
            codes(&format!("— {} —", n + 1))
        );
        objects.push(stream(&drawing));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
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

fn codes(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

fn stream(data: &str) -> String {
    format!("<</Length {}>>\nstream\n{data}\nendstream", data.len())
}
