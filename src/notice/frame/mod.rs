//! What stands around the outline: lines of the site, title, the sentence that announces the notice, how to respond, signature.
//!
//! Works line by line from both ends; the middle is never looked at twice.

mod bottom;
mod top;

use std::ops::Range;
use std::sync::LazyLock;

use super::table;
use crate::text::needles::Needles;

const TABLE: &str = include_str!("cues.tsv");

/// The parts around the outline, as ranges of the folded text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// Blocks of site lines above, between and below.
    pub boilerplate: Vec<Range<usize>>,
    /// From behind the site's header up to the invitation to respond: title, preamble and outline.
    pub body: Range<usize>,
    /// Where the text proper begins, behind title and site lines.
    pub text_start: usize,
    /// Invitation, contact lines and signature; empty where there are none.
    pub contact: Range<usize>,
    /// The end of the sentence that announces the notice; None where there is none.
    pub announced: Option<usize>,
}

/// Finds the frame in the folded text; `title` are the lines of the title.
pub fn read(text: &str, title: &[Range<usize>]) -> Frame {
    let top = top::read(text, title);
    let bottom = bottom::read(text, top.text_start);
    let mut boilerplate = top.boilerplate;
    if bottom.footer < text.len() {
        boilerplate.push(bottom.footer..text.len());
    }
    let announced = top::announced(text, top.text_start..bottom.contact);
    Frame {
        boilerplate,
        body: top.start.min(bottom.contact)..bottom.contact,
        text_start: top.text_start.min(bottom.contact),
        contact: bottom.contact..bottom.footer,
        announced,
    }
}

/// Words of the table; `^` binds one to the beginning of the line.
struct Cues {
    words: Vec<(bool, &'static str)>,
    /// All of them, wherever they stand.
    anywhere: Needles,
}

impl Cues {
    fn of(key: &str) -> Self {
        let bound = |word: &'static str| word.strip_prefix('^').map_or((false, word), |word| (true, word));
        let words: Vec<(bool, &'static str)> = table::words_of(TABLE, key).into_iter().map(bound).collect();
        Self {
            anywhere: Needles::new(words.iter().map(|(_, word)| *word)),
            words,
        }
    }

    /// Whether a sentence begins with one of the words.
    fn opens(&self, sentence: &str) -> bool {
        self.words.iter().any(|(_, word)| sentence.starts_with(word))
    }

    fn in_line(&self, line: &str) -> bool {
        let line = line.trim_start_matches([' ', '\u{a0}', '\u{3000}', '[', '【', '(', '|', '>', '*']);
        self.words.iter().any(|(bound, word)| {
            if *bound {
                line.starts_with(word)
            } else {
                line.contains(word)
            }
        })
    }
}

static HEADER: LazyLock<Cues> = LazyLock::new(|| Cues::of("header"));
static FOOTER: LazyLock<Cues> = LazyLock::new(|| Cues::of("footer"));
static INVITE: LazyLock<Cues> = LazyLock::new(|| Cues::of("invite"));
static CONTACT: LazyLock<Cues> = LazyLock::new(|| Cues::of("contact"));
static CLOSING: LazyLock<Cues> = LazyLock::new(|| Cues::of("closing"));
static ANNOUNCE: LazyLock<Cues> = LazyLock::new(|| Cues::of("announce"));

/// The lines of `range` less white space at both ends, none empty, with the place where each begins.
fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = range.start;
    text[range].split_inclusive('\n').filter_map(move |line| {
        let lead = line.len() - line.trim_start().len();
        let own = start + lead..start + lead + line.trim().len();
        start += line.len();
        (!own.is_empty()).then_some(own)
    })
}
