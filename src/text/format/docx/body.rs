//! The paragraphs and tables of a document, as lines.

use std::collections::HashMap;

use super::super::number::beside;
use super::super::symbol;
use super::super::table::{self, Cell};
use super::notes::{Notes, Place};
use super::numbering::Numbering;
use super::styles::{InList, Styles, level};
use super::xml::{Element, Node};

/// What is read with: the document's styles, and its lists as far as they have counted.
pub(super) struct Body {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) notes: Notes,
    /// The lines of parts in other formats, by their relations.
    pub(super) chunks: HashMap<String, Vec<String>>,
}

/// What a paragraph gathers.
#[derive(Default)]
struct Gathered {
    text: String,
    /// Lines of text boxes that hang on it.
    boxes: Vec<String>,
}

impl Body {
    /// The lines of what stands in a body, a cell or a text box.
    pub(super) fn lines(&mut self, element: &Element) -> Vec<String> {
        let mut lines = Vec::new();
        // The text of paragraphs whose end was deleted while changes were tracked: it goes on in the next.
        let mut open = String::new();
        self.blocks(element, &mut lines, &mut open);
        push_lines(&mut lines, &open);
        lines
    }

    /// The lines of the notes that were referred to, each behind its mark.
    pub(super) fn note_lines(&mut self) -> Vec<String> {
        let mut all = Vec::new();
        // Once more for notes that notes refer to; what is referred to is given once, so that this ends.
        loop {
            let notes = self.notes.take();
            if notes.is_empty() {
                return all;
            }
            for (mark, note) in notes {
                let lines = self.lines(&note);
                let text: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
                all.push(format!("{mark}{}", text.join(" ")));
            }
        }
    }

    fn blocks(&mut self, element: &Element, lines: &mut Vec<String>, open: &mut String) {
        for child in element.elements() {
            match child.name.as_str() {
                "p" => self.paragraph(child, lines, open),
                "tbl" => {
                    push_lines(lines, &std::mem::take(open));
                    let rows = self.rows(child);
                    lines.extend(table::lines(rows));
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.blocks(chosen, lines, open);
                    }
                }
                "altChunk" => {
                    push_lines(lines, &std::mem::take(open));
                    let chunk = child.attribute("id").and_then(|id| self.chunks.remove(id));
                    lines.extend(chunk.unwrap_or_default());
                }
                "sdt" if is_placeholder(child) => {}
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(child, lines, open),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element, lines: &mut Vec<String>, open: &mut String) {
        let properties = paragraph.element("pPr");
        let style = properties.and_then(|properties| properties.value("pStyle"));
        if self.styles.is_contents(style) {
            return;
        }
        let mark = properties.and_then(|properties| properties.element("rPr"));
        let joined = mark.is_some_and(|mark| mark.element("del").is_some());
        let mut gathered = Gathered::default();
        self.inline(paragraph, &mut gathered);
        if joined {
            open.push_str(&gathered.text);
        } else {
            let number = self.number(properties, style);
            let text = std::mem::take(open) + &gathered.text;
            push_lines(lines, &beside(&number, &text));
        }
        lines.append(&mut gathered.boxes);
    }

    /// The number that Word draws before a paragraph.
    fn number(&mut self, properties: Option<&Element>, style: Option<&str>) -> String {
        let own = properties.and_then(|properties| properties.element("numPr"));
        let own_list = own.and_then(|own| own.value_number("numId"));
        let own_level = own.and_then(level);
        let by_style = self.styles.list(style);
        let place = match (own_list, by_style) {
            // The level of a paragraph that names its list only is told by its style, where the list knows it.
            (Some(list), _) => InList { list, level: own_level },
            (None, Some(place)) => InList {
                list: place.list,
                level: own_level.or(place.level),
            },
            (None, None) => return String::new(),
        };
        if place.list == 0 {
            return String::new();
        }
        self.numbering.next(place, &self.styles.family(style))
    }

    fn inline(&mut self, element: &Element, out: &mut Gathered) {
        for child in element.elements() {
            match child.name.as_str() {
                "r" => self.run(child, out),
                "del" | "moveFrom" | "pPr" | "rPr" => {}
                "sdt" if is_placeholder(child) => {}
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.inline(chosen, out);
                    }
                }
                _ => self.inline(child, out),
            }
        }
    }

    fn run(&mut self, run: &Element, out: &mut Gathered) {
        if run.element("rPr").is_some_and(|properties| properties.is_on("vanish")) {
            return;
        }
        for child in run.elements() {
            match child.name.as_str() {
                "t" => {
                    for node in &child.nodes {
                        if let Node::Text(text) = node {
                            out.text.extend(text.chars().map(|c| match c {
                                '\n' | '\r' | '\t' | table::CELL_LINE => ' ',
                                c => c,
                            }));
                        }
                    }
                }
                // A line of its own within the paragraph; breaks of pages and columns are the layout's.
                "br" if !matches!(child.attribute("type"), Some("page" | "column")) => out.text.push('\n'),
                "cr" => out.text.push('\n'),
                // Tabs separate cells in what is made of the document; in prose they are no more than space.
                "tab" | "ptab" => out.text.push(' '),
                "footnoteReference" => out.text.push_str(&self.notes.mark(Place::Foot, child.number("id"))),
                "endnoteReference" => out.text.push_str(&self.notes.mark(Place::End, child.number("id"))),
                "noBreakHyphen" => out.text.push('-'),
                "sym" => {
                    let code = child
                        .attribute("char")
                        .and_then(|code| u32::from_str_radix(code, 16).ok());
                    out.text.extend(code.and_then(char::from_u32).map(symbol::shown));
                }
                "ruby" => {
                    if let Some(base) = child.element("rubyBase") {
                        self.inline(base, out);
                    }
                }
                "drawing" | "pict" | "object" | "AlternateContent" => self.boxes(child, &mut out.boxes),
                _ => {}
            }
        }
    }

    /// The lines of the text boxes in a drawing.
    fn boxes(&mut self, element: &Element, lines: &mut Vec<String>) {
        for child in element.elements() {
            match child.name.as_str() {
                "txbxContent" => lines.extend(self.lines(child)),
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.boxes(chosen, lines);
                    }
                }
                // Of a choice, what older programs would read is the same once more.
                "Fallback" if element.name == "AlternateContent" && has_text(element.element("Choice")) => {}
                _ => self.boxes(child, lines),
            }
        }
    }

    fn rows(&mut self, table: &Element) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for child in table.elements() {
            match child.name.as_str() {
                "tr" => {
                    let properties = child.element("trPr");
                    if properties.is_none_or(|properties| properties.element("del").is_none()) {
                        let before = properties.and_then(|properties| span(properties, "gridBefore"));
                        let mut cells: Vec<Cell> = before.map(empty).into_iter().collect();
                        self.cells(child, &mut cells);
                        rows.push(cells);
                    }
                }
                "sdt" | "sdtContent" | "ins" | "customXml" => rows.extend(self.rows(child)),
                _ => {}
            }
        }
        rows
    }

    fn cells(&mut self, row: &Element, cells: &mut Vec<Cell>) {
        for child in row.elements() {
            match child.name.as_str() {
                "tc" => {
                    let properties = child.element("tcPr");
                    let columns = properties
                        .and_then(|properties| span(properties, "gridSpan"))
                        .unwrap_or(1);
                    let continues = |name: &str| {
                        let merge = properties.and_then(|properties| properties.element(name));
                        merge.is_some_and(|merge| merge.attribute("val") != Some("restart"))
                    };
                    let lines = self.lines(child);
                    if continues("vMerge") || continues("hMerge") {
                        cells.push(empty(columns));
                    } else {
                        cells.push(Cell {
                            lines,
                            columns,
                            rows: 1,
                        });
                    }
                }
                "sdt" | "sdtContent" | "customXml" => self.cells(child, cells),
                _ => {}
            }
        }
    }
}

fn empty(columns: usize) -> Cell {
    Cell {
        lines: Vec::new(),
        columns,
        rows: 1,
    }
}

fn span(properties: &Element, name: &str) -> Option<usize> {
    let value = usize::try_from(properties.value_number(name)?).ok()?;
    (value > 0).then(|| value.min(1_000))
}

/// Whether a field still shows what is to be written into it.
fn is_placeholder(field: &Element) -> bool {
    field
        .element("sdtPr")
        .is_some_and(|properties| properties.is_on("showingPlcHdr"))
}

/// Of several ways to say the same, the first that has text.
fn chosen(choice: &Element) -> Option<&Element> {
    let has = |element: &&Element| has_text(Some(element));
    choice.elements().find(has).or_else(|| choice.elements().next())
}

fn has_text(element: Option<&Element>) -> bool {
    element.is_some_and(|element| {
        element
            .elements()
            .any(|child| matches!(child.name.as_str(), "t" | "sym") || has_text(Some(child)))
    })
}

/// Adds a text's lines, less the empty ones.
fn push_lines(lines: &mut Vec<String>, text: &str) {
    lines.extend(
        text.split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned),
    );
}
