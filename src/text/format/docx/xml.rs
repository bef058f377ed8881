//! A small tree of an XML part. Names stand without their prefix: what Word writes is told apart by names alone.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::{Excess, Unreadable};

/// Elements deeper than this are refused. Word nests some thirty.
const DEPTH_LIMIT: usize = 200;

/// Elements, attributes and texts of one part. A notice of a megabyte of prose has some ten thousand.
const NODE_LIMIT: usize = 1_000_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name, without prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// What stands in it.
    pub(super) nodes: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Node {
    /// Another element.
    Element(Element),
    /// Text, references resolved.
    Text(String),
}

impl Element {
    /// An attribute's value, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// An attribute's value as a number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it, taken out of it.
    pub(super) fn into_elements(self) -> impl Iterator<Item = Element> {
        self.nodes.into_iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name in it.
    pub(super) fn element(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The `val` of the element of that name in it: how Word writes most properties.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.element(name)?.attribute("val")
    }

    /// The same as a number.
    pub(super) fn value_number(&self, name: &str) -> Option<i64> {
        self.element(name)?.number("val")
    }

    /// Whether a property that is on or off is on: there, and not said to be off.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.element(name)
            .is_some_and(|element| !matches!(element.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    /// All text below.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for node in &self.nodes {
            match node {
                Node::Element(element) => text.push_str(&element.text()),
                Node::Text(part) => text.push_str(part),
            }
        }
        text
    }
}

/// Reads a part. Document type declarations, and with them entities, are refused.
///
/// # Errors
/// When it is not well formed, nested too deeply, or too large.
pub(super) fn parse(text: &str) -> Result<Element, Unreadable> {
    const DAMAGED: Unreadable = Unreadable::Damaged("docx");
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0;
    loop {
        count += 1;
        if count > NODE_LIMIT || open.len() > DEPTH_LIMIT {
            return Err(Unreadable::TooMuch(Excess::Elements));
        }
        match reader.read_event().map_err(|_| DAMAGED)? {
            Event::Start(start) => open.push(element(&start, &mut count)),
            Event::Empty(start) => add(&mut open, Node::Element(element(&start, &mut count))),
            Event::End(_) => {
                let done = open.pop().ok_or(DAMAGED)?;
                add(&mut open, Node::Element(done));
            }
            Event::Text(part) => push(&mut open, &part.xml10_content()),
            Event::CData(part) => push(&mut open, &part.xml10_content()),
            Event::GeneralRef(reference) => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    push(&mut open, c.encode_utf8(&mut [0; 4]));
                } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(&reference.xml10_content()) {
                    push(&mut open, text);
                }
            }
            Event::DocType(_) => return Err(DAMAGED),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    // Whatever is still open was cut off.
    let root = open.pop().filter(|_| open.is_empty()).ok_or(DAMAGED)?;
    root.nodes
        .into_iter()
        .find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
        .ok_or(DAMAGED)
}

fn element(start: &BytesStart<'_>, count: &mut usize) -> Element {
    let mut attributes = Vec::new();
    for attribute in start.html_attributes().with_checks(false).flatten() {
        *count += 1;
        if *count > NODE_LIMIT {
            break;
        }
        let name = attribute.key.local_name();
        let name = name.as_ref();
        // Marks of editing sessions, a third of what Word writes.
        if !name.starts_with("rsid")
            && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
        {
            attributes.push((name.to_owned(), value.into_owned()));
        }
    }
    Element {
        name: start.local_name().as_ref().to_owned(),
        attributes,
        nodes: Vec::new(),
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.nodes.push(node);
    }
}

fn push(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    if let Some(Node::Text(have)) = parent.nodes.last_mut() {
        have.push_str(text);
    } else {
        parent.nodes.push(Node::Text(text.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_without_prefixes() {
        let root = parse(
            "<?xml version='1.0'?><w:p w:rsidR='1' w:val='a&amp;b'><w:t>一&#20108;&lt;<![CDATA[三]]></w:t><w:b/></w:p>",
        )
        .unwrap();
        assert_eq!((root.name.as_str(), root.attribute("val")), ("p", Some("a&b")));
        assert_eq!(root.text(), "一二<三");
        assert!(root.is_on("b") && !root.is_on("i"));
        assert_eq!(root.attribute("rsidR"), None);
    }

    #[test]
    fn bombs_and_fragments_are_refused() {
        for text in [
            "",
            "<a>",
            "<a></b>",
            "</a>",
            "<!DOCTYPE x [<!ENTITY a 'b'>]><a>&a;</a>",
            "text",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        let deep = format!("{}{}", "<a>".repeat(5000), "</a>".repeat(5000));
        assert_eq!(parse(&deep).unwrap_err(), Unreadable::TooMuch(Excess::Elements));
    }
}
