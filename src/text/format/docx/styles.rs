//! The styles of a document: what they are called, and which list they put their paragraphs in.

use std::collections::HashMap;

use super::xml::Element;

/// Styles based on styles based on styles: no further than this, and so never around.
const CHAIN: usize = 24;

/// A paragraph's place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InList {
    /// The list (`numId`); 0 takes the paragraph out of the list of its style.
    pub(super) list: i64,
    /// The level, from 0; none where the list tells it by the style.
    pub(super) level: Option<usize>,
}

/// One style.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    list: Option<i64>,
    level: Option<usize>,
}

/// The styles of paragraphs.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default: Option<String>,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(part: Option<&Element>) -> Self {
        let mut styles = Self::default();
        for element in part.into_iter().flat_map(Element::elements) {
            let kind = element.attribute("type").unwrap_or("paragraph");
            let Some(id) = element.attribute("styleId").filter(|_| element.name == "style") else {
                continue;
            };
            if kind == "paragraph" && matches!(element.attribute("default"), Some("1" | "true" | "on")) {
                styles.default = Some(id.to_owned());
            }
            let numbering = element
                .element("pPr")
                .and_then(|properties| properties.element("numPr"));
            let style = Style {
                name: element.value("name").unwrap_or_default().to_lowercase(),
                based_on: element.value("basedOn").map(str::to_owned),
                list: numbering.and_then(|numbering| numbering.value_number("numId")),
                level: numbering.and_then(level),
            };
            styles.by_id.insert(id.to_owned(), style);
        }
        styles
    }

    /// The list that a paragraph of this style stands in.
    pub(super) fn list(&self, id: Option<&str>) -> Option<InList> {
        let mut level = None;
        for (_, style) in self.chain(id) {
            // A style that is based on another one may change the level only.
            level = level.or(style.level);
            if let Some(list) = style.list {
                return Some(InList { list, level });
            }
        }
        None
    }

    /// A style and those that it is based on, by id.
    pub(super) fn family(&self, id: Option<&str>) -> Vec<String> {
        self.chain(id).map(|(id, _)| id.to_owned()).collect()
    }

    /// Whether paragraphs of this style belong to a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        self.chain(id).take(1).any(|(_, style)| style.name.starts_with("toc "))
    }

    /// The list of the style that is called so, for lists that are only named by a style.
    pub(super) fn list_of(&self, id: &str) -> Option<i64> {
        self.by_id.get(id)?.list
    }

    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = id.or(self.default.as_deref());
        std::iter::successors(first, |id| self.by_id.get(*id)?.based_on.as_deref())
            .take(CHAIN)
            .map_while(|id| Some((id, self.by_id.get(id)?)))
    }
}

/// The level in a `numPr`.
pub(super) fn level(numbering: &Element) -> Option<usize> {
    let level = numbering.value_number("ilvl")?;
    usize::try_from(level).ok().filter(|level| *level < 9)
}
