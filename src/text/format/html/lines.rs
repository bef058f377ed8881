//! A page's tree into lines, as a reader would see them, with what is known of each: how much of it is links, and which parts of the
//! page it stands in.

use super::super::number::beside;
use super::super::symbol;
use super::dom::{Dom, Id, LINK, NodeKind, ROOT};
use super::list::{List, label};
use super::table;

/// One line of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The text, white space folded.
    pub(super) text: String,
    /// The same without what is linked; the same text where nothing is.
    pub(super) unlinked: String,
    /// Characters other than white space.
    pub(super) chars: usize,
    /// Those of them that are linked.
    pub(super) linked: usize,
    /// Whether it is a heading, `h1` to `h4`.
    pub(super) heading: bool,
    /// Whether it is a row of a table.
    pub(super) row: bool,
}

/// A block of the page: an element and the lines in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    /// The element.
    pub(super) node: Id,
    /// The region around it; regions stand after the one around them.
    pub(super) parent: Option<usize>,
    /// First line.
    pub(super) start: usize,
    /// The line after the last.
    pub(super) end: usize,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    pub(super) regions: Vec<Region>,
    /// Characters that were left out because they are hidden.
    pub(super) hidden: usize,
}

/// Elements whose content is no text of the page.
const NO_TEXT: &[&str] = &[
    "audio", "button", "canvas", "datalist", "embed", "frameset", "head", "iframe", "input", "map", "noscript",
    "object", "option", "rp", "rt", "rtc", "script", "select", "style", "svg", "template", "textarea", "video",
];

/// The same among the elements of pages for phones (AMP).
const NO_TEXT_OF_AMP: &[&str] = &[
    "amp-ad",
    "amp-auto-ads",
    "amp-embed",
    "amp-sidebar",
    "amp-social-share",
    "amp-sticky-ad",
];

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "plaintext",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Calls deeper than this are not made; the tree is kept flatter (see [`super::dom`]), so that this is only a second lock.
const DEPTH_LIMIT: usize = 320;

/// The lines of a whole page; what is hidden only on demand.
pub(super) fn of_page(dom: &Dom, with_hidden: bool) -> Lines {
    of_node(dom, ROOT, with_hidden)
}

/// The lines of one element.
pub(super) fn of_node(dom: &Dom, node: Id, with_hidden: bool) -> Lines {
    let mut walk = Walk {
        dom,
        with_hidden,
        out: Lines::default(),
        line: Line::default(),
        gap: Gap::None,
        links: 0,
        preformatted: 0,
        symbols: 0,
        heading: 0,
        lists: Vec::new(),
        around: None,
        depth: 0,
    };
    walk.children(node);
    walk.flush();
    walk.out
}

/// White space that is due before the next character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Newline,
}

struct Walk<'a> {
    dom: &'a Dom,
    with_hidden: bool,
    out: Lines,
    line: Line,
    gap: Gap,
    links: usize,
    preformatted: usize,
    /// Elements around in a font of symbols.
    symbols: usize,
    heading: usize,
    lists: Vec<List>,
    around: Option<usize>,
    depth: usize,
}

impl Walk<'_> {
    fn children(&mut self, node: Id) {
        if self.depth >= DEPTH_LIMIT {
            self.push(&self.dom.text(node));
            return;
        }
        self.depth += 1;
        let dom = self.dom;
        for child in dom.children(node) {
            match dom.kind(child) {
                // A list's mark stands alone in its element; prose in such a font was not meant to be.
                NodeKind::Text(text) if self.symbols > 0 && text.trim().chars().count() == 1 => {
                    let shown: String = text.chars().map(symbol::of_letter).collect();
                    self.push(&shown);
                }
                NodeKind::Text(text) => self.push(text),
                NodeKind::Element(..) => self.element(child),
                NodeKind::Other => {}
            }
        }
        self.depth -= 1;
    }

    fn element(&mut self, node: Id) {
        let name = self.dom.name(node);
        if NO_TEXT.contains(&name) || NO_TEXT_OF_AMP.contains(&name) {
            return;
        }
        let style = style(self.dom, node);
        if !self.with_hidden && is_hidden(self.dom, node, &style) {
            self.out.hidden += self.dom.text(node).chars().filter(|c| !c.is_whitespace()).count();
            return;
        }
        let preformatted = matches!(name, "pre" | "listing" | "plaintext" | "xmp") || style.contains("white-space:pre");
        self.preformatted += usize::from(preformatted);
        let symbols = is_of_symbols(self.dom, node, &style);
        self.symbols += usize::from(symbols);
        match name {
            "br" | "hr" => self.flush(),
            LINK => {
                let linked = usize::from(self.dom.attribute(node, "href").is_some());
                self.links += linked;
                self.children(node);
                self.links -= linked;
            }
            _ if BLOCKS.contains(&name) || style.contains("display:block") => self.block(node, name, &style),
            _ => self.children(node),
        }
        self.preformatted -= usize::from(preformatted);
        self.symbols -= usize::from(symbols);
    }

    fn block(&mut self, node: Id, name: &str, style: &str) {
        self.flush();
        let region = self.out.regions.len();
        let around = self.around.replace(region);
        let start = self.out.lines.len();
        self.out.regions.push(Region {
            node,
            parent: around,
            start,
            end: start,
        });
        let heading = usize::from(matches!(name, "h1" | "h2" | "h3" | "h4"));
        self.heading += heading;
        match name {
            "table" => match table::rows(self.dom, node, self.with_hidden) {
                Some(lines) => self.out.lines.extend(lines),
                None => self.children(node),
            },
            "ol" | "ul" | "menu" | "dir" => {
                self.lists.push(List::of(self.dom, node, style));
                self.children(node);
                self.flush();
                self.lists.pop();
            }
            "li" => {
                if let Some(label) = label(self.dom, node, self.lists.last_mut()) {
                    let text = self.dom.text(node);
                    let first = text.trim_start().chars().next().map(String::from).unwrap_or_default();
                    // The space, where one is needed between the two.
                    let label = beside(&label, &first);
                    self.push(label.strip_suffix(&first).unwrap_or(&label));
                }
                self.children(node);
            }
            _ => self.children(node),
        }
        self.flush();
        self.heading -= heading;
        self.out.regions[region].end = self.out.lines.len();
        self.around = around;
    }

    fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' if self.preformatted > 0 => self.flush(),
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => self.gap = Gap::Newline,
                ' ' | '\t' | '\u{c}' => self.gap = self.gap.max(Gap::Space),
                c => self.push_char(c),
            }
        }
    }

    fn push_char(&mut self, c: char) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if gap != Gap::None
            && let Some(last) = self.line.text.chars().next_back()
        {
            // A line of the file that ends within a Chinese sentence is only the file's.
            if gap == Gap::Space || !(is_wide(last) && is_wide(c)) {
                self.line.text.push(' ');
                self.line.unlinked.push(' ');
            }
        }
        self.line.text.push(c);
        let counts = usize::from(!c.is_whitespace());
        self.line.chars += counts;
        if self.links > 0 {
            self.line.linked += counts;
        } else {
            self.line.unlinked.push(c);
        }
    }

    fn flush(&mut self) {
        self.gap = Gap::None;
        let mut line = std::mem::take(&mut self.line);
        if line.chars == 0 {
            return;
        }
        line.heading = self.heading > 0;
        self.out.lines.push(line);
    }
}

/// An element's inline style, in small letters and without white space.
pub(super) fn style(dom: &Dom, node: Id) -> String {
    let style = dom.attribute(node, "style").unwrap_or_default();
    style
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Whether an element is set in a font of symbols.
fn is_of_symbols(dom: &Dom, node: Id, style: &str) -> bool {
    let named = |text: &str| text.contains("wingdings") || text == "symbol";
    let font = style.split(';').find_map(|part| part.strip_prefix("font-family:"));
    let font = font.map(|font| font.trim_matches(['"', '\'']));
    let face = dom.attribute(node, "face").map(str::to_ascii_lowercase);
    font.is_some_and(named) || face.is_some_and(|face| named(&face))
}

fn is_hidden(dom: &Dom, node: Id, style: &str) -> bool {
    if dom.attribute(node, "hidden").is_some() || dom.attribute(node, "aria-hidden") == Some("true") {
        return true;
    }
    let of = |wanted: &str| {
        let found = style.split(';').filter_map(|part| part.split_once(':'));
        found
            .filter(|(name, _)| *name == wanted)
            .map(|(_, value)| value)
            .next_back()
            .unwrap_or("")
    };
    let is_zero = |name: &str| matches!(of(name).trim_end_matches("!important"), "0" | "0px" | "0pt" | "0em");
    let is_far = |name: &str| of(name).starts_with("-9");
    of("display").starts_with("none")
        || of("visibility").starts_with("hidden")
        || is_zero("font-size")
        || is_zero("opacity")
        || (of("overflow").starts_with("hidden") && (is_zero("height") || is_zero("width")))
        || is_far("text-indent")
        || (matches!(of("position"), "absolute" | "fixed") && (is_far("left") || is_far("top")))
}

/// Whether a line break beside this character stands for no space.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '…' | '—')
}
