//! Limits against pages that are built to choke a reader.
//!
//! Formatting elements (`b`, `font`, `a` …) mean nothing for the text, but the rules by which a browser repairs them when they are
//! nested wrongly copy elements without bound. They enter the tree under the name of `span` (links as `x-link`), to which those
//! rules do not apply.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};

use super::super::{Excess, Unreadable};
use super::dom::{Id, LINK, Sink};

/// Elements deeper than this are taken out of the tree; their text stays. Browsers draw the line at 512.
const DEPTH_LIMIT: usize = 256;

/// Nodes of one page. A page of a megabyte of prose has some thousands.
const NODE_LIMIT: usize = 1_000_000;

/// Attributes of one tag; each is compared with all before it.
const ATTRIBUTE_LIMIT: usize = 4_000;

/// Refuses a page with a tag of more attributes than any page needs.
pub(super) fn measure(text: &str) -> Result<(), Unreadable> {
    if most_attributes(text) > ATTRIBUTE_LIMIT {
        return Err(Unreadable::TooMuch(Excess::Elements));
    }
    Ok(())
}

/// The largest number of attributes in a tag, roughly: separators or equals signs outside of quotes between `<x` and `>`.
fn most_attributes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut most, mut at) = (0, 0);
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]) {
        at += open + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        // What stands in scripts and styles only looks like tags.
        if let Some(end) = ["script", "style"].iter().find_map(|name| raw_end(&bytes[at..], name)) {
            at += end;
            continue;
        }
        let (mut gaps, mut equals, mut quote) = (0_usize, 0_usize, None);
        while let Some(&byte) = bytes.get(at) {
            let last = bytes[at - 1];
            match (quote, byte) {
                (None, b'>') => break,
                (None, b'"' | b'\'') if last == b'=' || last.is_ascii_whitespace() => quote = Some(byte),
                (None, b'=') => equals += 1,
                (None, b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') => gaps += usize::from(!is_gap(last)),
                (Some(open), byte) if byte == open => quote = None,
                _ => {}
            }
            at += 1;
        }
        most = most.max(gaps).max(equals);
    }
    most
}

fn is_gap(byte: u8) -> bool {
    byte == b'/' || byte.is_ascii_whitespace()
}

/// Where the raw text of an element ends that begins with this name; none for other elements.
fn raw_end(bytes: &[u8], name: &str) -> Option<usize> {
    let head = bytes.get(..name.len())?;
    if !head.eq_ignore_ascii_case(name.as_bytes()) || bytes.get(name.len()).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let end = memchr::memmem::find_iter(bytes, b"</").find(|&at| {
        bytes[at + 2..]
            .get(..name.len())
            .is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()))
    });
    Some(end.unwrap_or(bytes.len()))
}

/// Stands between tokenizer and tree builder: renames, and leaves out what is nested too deeply.
pub(super) struct Guard {
    builder: TreeBuilder<Id, Sink>,
    /// Start tags that were left out, so that their end tags close nothing else.
    left_out: RefCell<HashMap<LocalName, usize>>,
    full: Cell<bool>,
}

impl Guard {
    pub(super) fn around(sink: Sink) -> Self {
        Self {
            builder: TreeBuilder::new(sink, TreeBuilderOpts::default()),
            left_out: RefCell::default(),
            full: Cell::new(false),
        }
    }

    /// What was built.
    ///
    /// # Errors
    /// When there was more than any page needs.
    pub(super) fn done(self) -> Result<Sink, Unreadable> {
        if self.full.get() {
            return Err(Unreadable::TooMuch(Excess::Elements));
        }
        Ok(self.builder.sink)
    }
}

impl TokenSink for Guard {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        let sink = &self.builder.sink;
        if sink.count() > NODE_LIMIT {
            self.full.set(true);
            return TokenSinkResult::Continue;
        }
        let Token::TagToken(mut tag) = token else {
            return self.builder.process_token(token, line);
        };
        rename(&mut tag);
        let mut left_out = self.left_out.borrow_mut();
        match tag.kind {
            TagKind::StartTag if sink.depth() >= DEPTH_LIMIT && nests(&tag.name) => {
                *left_out.entry(tag.name).or_default() += 1;
                return TokenSinkResult::Continue;
            }
            TagKind::EndTag => {
                if let Some(count) = left_out.get_mut(&tag.name).filter(|count| **count > 0) {
                    *count -= 1;
                    return TokenSinkResult::Continue;
                }
            }
            TagKind::StartTag => {}
        }
        drop(left_out);
        self.builder.process_token(Token::TagToken(tag), line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

fn rename(tag: &mut Tag) {
    match &*tag.name {
        "a" => tag.name = LocalName::from(LINK),
        "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u" => {
            tag.name = local_name!("span");
        }
        _ => {}
    }
}

/// Whether the element can hold others of its kind. The others either stay empty or switch the tokenizer to raw text, for which
/// the tree builder must see them.
fn nests(name: &str) -> bool {
    !matches!(
        name,
        "br" | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "script"
            | "style"
            | "textarea"
            | "title"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "plaintext"
    )
}
