use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::{Excess, Legacy, extract};
use super::*;

/// A zip of these parts.
fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn part(root: &str, content: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:{root} xmlns:w=\"w\" xmlns:mc=\"mc\">{content}</w:{root}>")
}

fn docx(body: &str, numbering: &str, styles: &str) -> Vec<u8> {
    zip(&[
        (
            "word/document.xml",
            &part("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/numbering.xml", &part("numbering", numbering)),
        ("word/styles.xml", &part("styles", styles)),
    ])
}

fn lines(body: &str, numbering: &str, styles: &str) -> Vec<String> {
    let read = extract(&docx(body, numbering, styles), "a.docx").unwrap();
    assert_eq!(read.kind, Kind::Docx);
    read.text.lines().map(str::to_owned).collect()
}

fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn numbered(list: u8, level: u8, text: &str) -> String {
    p(
        &format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"),
        text,
    )
}

fn level(at: u8, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>{more}</w:lvl>"
    )
}

fn definition(id: u8, levels: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
}

fn num(id: u8, definition: u8, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{more}</w:num>")
}

#[test]
fn automatic_numbers_are_written_out() {
    let levels = [
        level(0, "chineseCountingThousand", "%1、", ""),
        level(1, "chineseCounting", "（%2）", ""),
        level(2, "decimal", "%3.", ""),
        level(3, "decimalEnclosedCircle", "%4", ""),
    ]
    .concat();
    let numbering = definition(0, &levels) + &num(1, 0, "");
    let body = [
        numbered(1, 0, "党的建设方面"),
        numbered(1, 1, "台账管理不严"),
        numbered(1, 2, "登记滞后。"),
        numbered(1, 2, "2021年以来未核对。"),
        numbered(1, 3, "补登台账。"),
        numbered(1, 1, "责任不清"),
        numbered(1, 2, "分工未明确。"),
        numbered(1, 0, "经营管理方面"),
        numbered(1, 1, "合同管理不严"),
    ]
    .concat();
    let expected = [
        "一、党的建设方面",
        "（一）台账管理不严",
        "1.登记滞后。",
        "2. 2021年以来未核对。",
        "①补登台账。",
        "（二）责任不清",
        "1.分工未明确。",
        "二、经营管理方面",
        "（一）合同管理不严",
    ];
    assert_eq!(lines(&body, &numbering, ""), expected);
}

#[test]
fn lists_restart_and_go_on_as_word_counts() {
    let levels = level(0, "decimal", "%1.", "")
        + &level(1, "decimal", "%1.%2", "")
        + &level(2, "lowerLetter", "%3)", "<w:lvlRestart w:val=\"0\"/>");
    let restart = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    let numbering = definition(0, &levels) + &num(1, 0, "") + &num(2, 0, "") + &num(3, 0, restart);
    let body = [
        numbered(1, 0, "甲"),
        numbered(1, 1, "乙"),
        numbered(1, 2, "丙"),
        p("", "没有编号"),
        numbered(2, 0, "同一定义接着数"),
        numbered(2, 1, "丁"),
        numbered(2, 2, "不重新数"),
        numbered(3, 0, "另起"),
        numbered(3, 0, "再数"),
        numbered(0, 0, "退出列表"),
        numbered(9, 0, "没有这个列表"),
    ]
    .concat();
    let expected = [
        "1.甲",
        "1.1 乙",
        "a)丙",
        "没有编号",
        "2.同一定义接着数",
        "2.1 丁",
        "b)不重新数",
        "5.另起",
        "6.再数",
        "退出列表",
        "没有这个列表",
    ];
    assert_eq!(lines(&body, &numbering, ""), expected);
}

#[test]
fn styles_put_their_paragraphs_into_lists() {
    let levels = level(0, "ideographDigital", "第%1部分", "<w:pStyle w:val=\"H1\"/>")
        + &level(1, "decimal", "问题%2：", "<w:pStyle w:val=\"H2\"/>")
        + &level(2, "bullet", "\u{f06c}", "");
    let numbering = definition(4, &levels) + &num(7, 4, "");
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style>
        <w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:basedOn w:val=\"H1\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr></w:style>
        <w:style w:type=\"paragraph\" w:styleId=\"My2\"><w:basedOn w:val=\"H2\"/></w:style>
        <w:style w:type=\"paragraph\" w:styleId=\"T1\"><w:name w:val=\"toc 1\"/></w:style>";
    let styled = |style: &str, more: &str, text: &str| p(&format!("<w:pStyle w:val=\"{style}\"/>{more}"), text);
    let body = [
        styled("T1", "", "目录一行 3"),
        styled("H1", "", "党建"),
        styled("H2", "", "台账不全"),
        styled("My2", "", "合同不清"),
        styled("H2", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "不编号"),
        numbered(7, 2, "补登"),
        styled("H1", "", "经营"),
    ]
    .concat();
    let expected = [
        "第一部分 党建",
        "问题1：台账不全",
        "问题2：合同不清",
        "不编号",
        "● 补登",
        "第二部分 经营",
    ];
    assert_eq!(lines(&body, &numbering, styles), expected);
}

#[test]
fn tracked_changes_breaks_and_text_boxes_are_read() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">原有</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>新增&amp;保留</w:t></w:r></w:ins><w:r><w:br/><w:t>第二行</w:t><w:tab/><w:t>同行</w:t><w:br w:type=\"page\"/></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>段落标记被删，</w:t></w:r></w:p><w:p><w:r><w:t>与下段相连。</w:t></w:r></w:p>\
        <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
        <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>\
        <w:sdt><w:sdtContent><w:p><w:r><w:fldChar/><w:instrText>DATE</w:instrText><w:t>2022年11月8日</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let expected = [
        "原有新增&保留",
        "第二行 同行链接",
        "段落标记被删，与下段相连。",
        "文本框",
        "2022年11月8日",
    ];
    assert_eq!(lines(body, "", ""), expected);
}

#[test]
fn notes_stand_behind_the_text_and_their_marks_in_it() {
    let note = |id: i64, text: &str| {
        format!(
            "<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/><w:t xml:space=\"preserve\"> {text}</w:t></w:r></w:p></w:footnote>"
        )
    };
    let refers = |kind: &str, id: i64| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let body = format!(
        "<w:p><w:r><w:t>反馈问题61项</w:t></w:r>{}<w:r><w:t>，已完成21项</w:t></w:r>{}<w:r><w:t>。</w:t></w:r></w:p>{}<w:p><w:r><w:t>其余持续推进</w:t></w:r>{}{}</w:p>",
        refers("footnote", 3),
        refers("endnote", 1),
        p("", "一是补登台账。"),
        refers("footnote", 2),
        refers("footnote", 9),
    );
    let separator = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>";
    let footnotes = format!(
        "{separator}{}{}{}",
        note(2, "不含移交事项。"),
        note(3, "含立行立改事项。"),
        note(4, "没有引用。")
    );
    let endnotes = "<w:endnote w:id=\"1\"><w:p><w:r><w:t>截至2023年6月底。</w:t></w:r></w:p><w:p><w:r><w:t>以台账为准。</w:t></w:r></w:p></w:endnote>";
    let bytes = zip(&[
        (
            "word/document.xml",
            &part("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/footnotes.xml", &part("footnotes", &footnotes)),
        ("word/endnotes.xml", &part("endnotes", endnotes)),
    ]);
    let read = extract(&bytes, "a.docx").unwrap();
    let expected = [
        "反馈问题61项[注1]，已完成21项[尾注1]。",
        "一是补登台账。",
        "其余持续推进[注2]",
        "[注1]含立行立改事项。",
        "[尾注1]截至2023年6月底。 以台账为准。",
        "[注2]不含移交事项。",
    ];
    assert_eq!(read.text.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn parts_in_other_formats_stand_where_they_are_taken_in() {
    let page = "<html><body><p>一是补登台账，逐户核对合同，每月复核一次。</p><p>二是明确责任。</p></body></html>";
    let relation =
        |id: &str, target: &str| format!("<Relationship Id=\"{id}\" Type=\"http://x/aFChunk\" Target=\"{target}\"/>");
    let relations = format!(
        "<Relationships>{}{}{}{}</Relationships>",
        relation("r1", "chunk.html"),
        relation("r2", "/word/own.docx"),
        relation("r3", "plain.txt"),
        relation("r4", "gone.html"),
    );
    let chunk = |id: &str| format!("<w:altChunk r:id=\"{id}\"/>");
    let body = format!(
        "{}{}{}{}{}{}",
        p("", "前言"),
        chunk("r1"),
        chunk("r2"),
        chunk("r3"),
        chunk("r4"),
        p("", "结尾")
    );
    let document = part("document", &format!("<w:body>{body}</w:body>"));
    let bytes = zip(&[
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", &relations),
        ("word/chunk.html", page),
        ("word/own.docx", "PK\u{3}\u{4}"),
        ("word/plain.txt", "三是公开结果。"),
    ]);
    let read = extract(&bytes, "a.docx").unwrap();
    let expected = [
        "前言",
        "一是补登台账，逐户核对合同，每月复核一次。",
        "二是明确责任。",
        "三是公开结果。",
        "结尾",
    ];
    assert_eq!(read.text.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn every_format_of_numbers_is_written_as_word_draws_it() {
    // 1, 2, 10, 11 and 21; the names of ECMA-376 part 1, 17.18.59.
    for (format, text, numbers) in [
        ("decimal", "%1．", "1．2．10．11．21．"),
        ("decimalZero", "%1 ", "01 02 10 11 21 "),
        ("decimalFullWidth", "%1、", "１、２、１０、１１、２１、"),
        ("decimalEnclosedCircle", "%1", "①②⑩⑪㉑"),
        ("decimalEnclosedCircleChinese", "%1", "①②⑩⑪㉑"),
        ("decimalEnclosedParen", "%1", "⑴⑵⑽⑾21"),
        ("decimalEnclosedFullstop", "%1", "⒈⒉⒑⒒21"),
        ("chineseCounting", "%1、", "一、二、十、十一、二十一、"),
        (
            "chineseCountingThousand",
            "（%1）",
            "（一）（二）（十）（十一）（二十一）",
        ),
        ("ideographDigital", "%1、", "一、二、一〇、一一、二一、"),
        ("japaneseCounting", "第%1，", "第一，第二，第十，第十一，第二十一，"),
        ("taiwaneseCountingThousand", "%1是", "一是二是十是十一是二十一是"),
        ("chineseLegalSimplified", "%1、", "壹、贰、壹拾、壹拾壹、贰拾壹、"),
        ("ideographTraditional", "%1、", "甲、乙、癸、11、21、"),
        ("upperLetter", "%1.", "A.B.J.K.U."),
        ("lowerLetter", "%1)", "a)b)j)k)u)"),
        ("upperRoman", "%1.", "I.II.X.XI.XXI."),
        ("lowerRoman", "%1.", "i.ii.x.xi.xxi."),
        ("none", "问题", "问题问题问题问题问题"),
        ("noSuchFormat", "%1.", "1.2.10.11.21."),
    ] {
        let numbering = definition(0, &level(0, format, text, "")) + &num(1, 0, "");
        let body = numbered(1, 0, "").repeat(21);
        let lines = lines(&body, &numbering, "");
        let drawn: String = [1, 2, 10, 11, 21].map(|at| format!("{}|", lines[at - 1])).concat();
        let drawn = drawn.replace(" |", "|");
        let bare: String = drawn.chars().filter(|c| *c != '|').collect();
        assert_eq!(bare.replace(' ', ""), numbers.replace(' ', ""), "{format}");
    }
}

#[test]
fn levels_restart_and_are_put_in_digits_as_they_say() {
    let levels = level(0, "chineseCounting", "第%1章", "")
        + &level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + &level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
        + &level(3, "decimalEnclosedCircle", "%4", "");
    let numbering = definition(0, &levels) + &num(1, 0, "");
    let body = [
        numbered(1, 0, "党建"),
        numbered(1, 1, "台账"),
        numbered(1, 2, "登记"),
        numbered(1, 3, "补登"),
        numbered(1, 3, "核对"),
        numbered(1, 2, "保管"),
        numbered(1, 3, "上锁"),
        numbered(1, 0, "经营"),
        numbered(1, 1, "合同"),
        numbered(1, 3, "清理"),
    ]
    .concat();
    let expected = [
        "第一章 党建",
        "1.1 台账",
        "1.1.1 登记",
        "①补登",
        "②核对",
        "1.1.2 保管",
        "①上锁",
        "第二章 经营",
        "2.1 合同",
        "①清理",
    ];
    assert_eq!(lines(&body, &numbering, ""), expected);
}

#[test]
fn fields_to_be_filled_in_are_empty_and_filled_ones_are_text() {
    let field = |properties: &str, text: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    };
    let body = format!(
        "<w:p><w:r><w:t>整改时限：</w:t></w:r>{}</w:p><w:p><w:r><w:t>责任部门：</w:t></w:r>{}</w:p><w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>",
        field("<w:showingPlcHdr/>", "单击此处输入日期。"),
        field("<w:dropDownList/>", "财务部"),
    );
    assert_eq!(lines(&body, "", ""), ["整改时限：", "责任部门：财务部", "移来"]);
}

#[test]
fn a_table_within_a_cell_is_lines_of_the_cell() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let inner = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell(&p("", "补登")),
        cell(&p("", "六月")),
        cell(&p("", "核对")),
        cell(&p("", "七月"))
    );
    let body = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr></w:tbl>",
        cell(&p("", "1")),
        cell(&p("", "台账不全")),
        cell(&inner)
    );
    assert_eq!(lines(&body, "", ""), ["1\t台账不全\t补登 六月\u{2028}核对 七月"]);
}

#[test]
fn tables_become_rows() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let merged = "<w:vMerge w:val=\"restart\"/>";
    let goes_on = "<w:vMerge/>";
    let list = definition(0, &level(0, "decimal", "%1", "")) + &num(1, 0, "");
    let number = format!("<w:tc>{}</w:tc>", numbered(1, 0, ""));
    let two = format!("<w:tc>{}{}</w:tc>", p("", "补登"), p("", "核对"));
    let body = format!(
        "<w:tbl>{}{}{}{}{}<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>",
        row(&[cell("", "序号"), cell("", "问题"), cell("", "措施")]),
        row(&[cell("<w:gridSpan w:val=\"3\"/>", "一、党建方面")]),
        row(&[number.clone(), cell(merged, "台账不全"), two]),
        row(&[number, cell(goes_on, ""), cell("", "抽查")]),
        row(&[cell("<w:gridSpan w:val=\"2\"/>", "合计"), cell("", "三条")]),
        cell("", "已删的行"),
    );
    let expected = [
        "序号\t问题\t措施",
        "一、党建方面",
        "1\t台账不全\t补登\u{2028}核对",
        "2\t\t抽查",
        "合计\t\t三条",
    ];
    assert_eq!(lines(&body, &list, "").join("\n"), expected.join("\n"));
}

#[test]
fn a_main_part_elsewhere_is_found_and_the_title_is_a_hint() {
    let bytes = zip(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"/doc/main.xml\"/></Relationships>",
        ),
        (
            "doc/main.xml",
            &part("document", "<w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body>"),
        ),
        (
            "docProps/core.xml",
            "<c><dc:title>关于巡察整改进展情况的通报</dc:title></c>",
        ),
    ]);
    let read = extract(&bytes, "a.docx").unwrap();
    assert_eq!(
        (read.text.as_str(), read.hints.title.as_str()),
        ("正文\n", "关于巡察整改进展情况的通报")
    );
}

#[test]
fn other_zips_and_bombs_are_refused() {
    let refused = |parts: &[(&str, &str)]| extract(&zip(parts), "a.docx").unwrap_err();
    assert_eq!(
        refused(&[("xl/workbook.xml", "<x/>")]),
        Unreadable::Legacy(Legacy::Xlsx)
    );
    assert_eq!(
        refused(&[("content.xml", "<x/>")]),
        Unreadable::Legacy(Legacy::OtherZip)
    );
    assert_eq!(
        refused(&[("word/document.xml", "<w:document>")]),
        Unreadable::Damaged("docx")
    );
    let bomb = part("document", &format!("<w:body>{}</w:body>", " ".repeat(60 << 20)));
    assert_eq!(
        refused(&[("word/document.xml", &bomb)]),
        Unreadable::TooMuch(Excess::Unpacked)
    );
    let nested = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(60),
        p("", "甲"),
        "</w:tc></w:tr></w:tbl>".repeat(60)
    );
    assert_eq!(lines(&nested, "", ""), ["甲"]);
    let deep = part(
        "document",
        &format!(
            "{}{}",
            "<w:tbl><w:tr><w:tc>".repeat(300),
            "</w:tc></w:tr></w:tbl>".repeat(300)
        ),
    );
    assert_eq!(
        refused(&[("word/document.xml", &deep)]),
        Unreadable::TooMuch(Excess::Elements)
    );
    let laughs = "<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]><w:document/>";
    assert_eq!(refused(&[("word/document.xml", laughs)]), Unreadable::Damaged("docx"));
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(extract(&locked, "a.docx").unwrap_err(), Unreadable::Encrypted);
}

proptest::proptest! {
    #[test]
    fn damaged_documents_are_read_or_refused(cut in 0..900_usize, at in 0..900_usize, byte in proptest::num::u8::ANY) {
        let mut bytes = docx(&numbered(1, 0, "补登"), &(definition(0, &level(0, "decimal", "%1.", "")) + &num(1, 0, "")), "");
        let _ = extract(&bytes[..bytes.len().saturating_sub(cut)], "a.docx");
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = extract(&bytes, "a.docx");
    }

    #[test]
    fn strange_lists_are_counted(
        body in proptest::collection::vec((0..4_u8, 0..12_u8), 0..12),
        format in "(decimal|chineseCounting|bullet|none|nonsense|decimalEnclosedCircle)",
        text in "(%[0-9]|一|、|%){0,6}",
        start in proptest::num::i64::ANY,
        restart in -2..12_i64,
    ) {
        let own = format!(
            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        ) + &level(1, &format, &text, &format!("<w:lvlRestart w:val=\"{restart}\"/>"));
        let numbering = definition(0, &own) + &num(1, 0, "") + &num(2, 0, "") + &num(3, 5, "");
        let body: String = body.iter().map(|(list, level)| numbered(*list, *level, "补登")).collect();
        let _ = lines(&body, &numbering, "");
    }
}
