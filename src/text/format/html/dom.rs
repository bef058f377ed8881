//! The tree of a page, built by html5ever and kept small: only the attributes that reading needs, within the limits of
//! [`super::guard`].

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, TokenizerResult, local_name, ns};

use super::super::Unreadable;
use super::guard::{self, Guard};

/// The name under which links stand in the tree.
pub(super) const LINK: &str = "x-link";

/// A node's place in the tree.
pub(super) type Id = usize;

/// The document's own place.
pub(super) const ROOT: Id = 0;

/// One node.
#[derive(Debug, Default)]
pub(super) struct Node {
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    next: Option<Id>,
    prev: Option<Id>,
    depth: usize,
    pub(super) kind: NodeKind,
}

/// What a node is.
#[derive(Debug, Default)]
pub(super) enum NodeKind {
    /// The document, a comment, or what else has no text.
    #[default]
    Other,
    /// An element with its name and the attributes that are kept.
    Element(QualName, Vec<(LocalName, String)>),
    /// Text, entities decoded.
    Text(String),
}

/// A page's tree.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<Node>,
}

impl Dom {
    /// Reads a page.
    ///
    /// # Errors
    /// When it has more elements, or more attributes in one tag, than any page needs.
    pub(super) fn parse(text: &str) -> Result<Self, Unreadable> {
        guard::measure(text)?;
        let tokenizer = Tokenizer::new(Guard::around(Sink::default()), TokenizerOpts::default());
        let input = BufferQueue::default();
        // A tendril holds less than 4 GiB; files are smaller by far (see `desk::FILE_LIMIT`).
        input.push_back(StrTendril::from(text));
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
        let sink = tokenizer.sink.done()?;
        Ok(Self {
            nodes: sink.nodes.into_inner(),
        })
    }

    /// The kind of a node.
    pub(super) fn kind(&self, id: Id) -> &NodeKind {
        &self.nodes[id].kind
    }

    /// The element's name; empty for other nodes. Names of other vocabularies (SVG, MathML) read as `svg`.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id].kind {
            NodeKind::Element(name, _) if name.ns == ns!(html) => &name.local,
            NodeKind::Element(..) => "svg",
            _ => "",
        }
    }

    /// An attribute's value, if it is there and one of [`KEPT`].
    pub(super) fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match &self.nodes[id].kind {
            NodeKind::Element(_, attributes) => attributes
                .iter()
                .find(|(name, _)| &**name == wanted)
                .map(|(_, value)| value.as_str()),
            _ => None,
        }
    }

    /// The children, in order.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.nodes[id].first, |&child| self.nodes[child].next)
    }

    /// The node and all below it, in document order.
    pub(super) fn below(&self, top: Id) -> impl Iterator<Item = Id> + '_ {
        let mut at = Some(top);
        std::iter::from_fn(move || {
            let here = at?;
            at = self.nodes[here].first.or_else(|| {
                let mut up = here;
                loop {
                    if up == top {
                        return None;
                    }
                    if let Some(next) = self.nodes[up].next {
                        return Some(next);
                    }
                    up = self.nodes[up].parent?;
                }
            });
            Some(here)
        })
    }

    /// All text below a node, as it stands.
    pub(super) fn text(&self, id: Id) -> String {
        let mut text = String::new();
        for node in self.below(id) {
            if let NodeKind::Text(part) = &self.nodes[node].kind {
                text.push_str(part);
            }
        }
        text
    }
}

/// The attributes that are kept.
const KEPT: &[&str] = &[
    "aria-hidden",
    "class",
    "colspan",
    "content",
    "datetime",
    "face",
    "hidden",
    "href",
    "id",
    "itemprop",
    "name",
    "property",
    "rel",
    "reversed",
    "role",
    "rowspan",
    "src",
    "srcdoc",
    "start",
    "style",
    "type",
    "value",
];

/// What html5ever builds into.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the element stands that was opened or closed last.
    depth: Cell<usize>,
}

impl Default for Sink {
    fn default() -> Self {
        Self {
            nodes: RefCell::new(vec![Node::default()]),
            depth: Cell::new(0),
        }
    }
}

impl Sink {
    /// How deep the element stands that was opened or closed last.
    pub(super) fn depth(&self) -> usize {
        self.depth.get()
    }

    /// How many nodes there are.
    pub(super) fn count(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn add(&self, kind: NodeKind) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            kind,
            ..Node::default()
        });
        nodes.len() - 1
    }

    /// Puts text or a node under a parent, before a sibling or last.
    fn insert(&self, parent: Id, before: Option<Id>, child: NodeOrText<Id>) {
        let child = match child {
            NodeOrText::AppendNode(id) => {
                detach(&mut self.nodes.borrow_mut(), id);
                id
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let prev = before.map_or(nodes[parent].last, |sibling| nodes[sibling].prev);
                if let Some(prev) = prev
                    && let NodeKind::Text(have) = &mut nodes[prev].kind
                {
                    have.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(NodeKind::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let prev = before.map_or(nodes[parent].last, |sibling| nodes[sibling].prev);
        let depth = nodes[parent].depth + 1;
        let node = &mut nodes[child];
        (node.parent, node.prev, node.next, node.depth) = (Some(parent), prev, before, depth);
        if matches!(node.kind, NodeKind::Element(..)) {
            self.depth.set(depth);
        }
        match prev {
            Some(prev) => nodes[prev].next = Some(child),
            None => nodes[parent].first = Some(child),
        }
        match before {
            Some(next) => nodes[next].prev = Some(child),
            None => nodes[parent].last = Some(child),
        }
    }
}

fn detach(nodes: &mut [Node], id: Id) {
    let (parent, prev, next) = (nodes[id].parent.take(), nodes[id].prev.take(), nodes[id].next.take());
    let Some(parent) = parent else {
        return;
    };
    match prev {
        Some(prev) => nodes[prev].next = next,
        None => nodes[parent].first = next,
    }
    match next {
        Some(next) => nodes[next].prev = prev,
        None => nodes[parent].last = prev,
    }
}

fn kept(attributes: Vec<Attribute>) -> Vec<(LocalName, String)> {
    attributes
        .into_iter()
        .filter(|attribute| KEPT.contains(&&*attribute.name.local))
        .map(|attribute| (attribute.name.local, attribute.value.to_string()))
        .collect()
}

/// An element's name, lent out of a tree that goes on growing.
#[derive(Debug)]
pub(super) struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = ();
    type ElemName<'a> = Name;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        match &self.nodes.borrow()[*target].kind {
            NodeKind::Element(name, _) => Name(name.ns.clone(), name.local.clone()),
            _ => Name(ns!(), local_name!("")),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(NodeKind::Element(name, kept(attributes)))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(NodeKind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(NodeKind::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, prev_element: &Id, child: NodeOrText<Id>) {
        let parent = self.nodes.borrow()[*element].parent;
        match parent {
            Some(parent) => self.insert(parent, Some(*element), child),
            None => self.insert(*prev_element, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Id) {
        self.depth.set(self.nodes.borrow()[*node].depth.saturating_sub(1));
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, new_node: NodeOrText<Id>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if let Some(parent) = parent {
            self.insert(parent, Some(*sibling), new_node);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let NodeKind::Element(_, have) = &mut self.nodes.borrow_mut()[*target].kind {
            for (name, value) in kept(attributes) {
                if !have.iter().any(|(other, _)| *other == name) {
                    have.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let children: Vec<Id> = {
            let nodes = self.nodes.borrow();
            std::iter::successors(nodes[*node].first, |&child| nodes[child].next).collect()
        };
        for child in children {
            self.insert(*new_parent, None, NodeOrText::AppendNode(child));
        }
    }
}
