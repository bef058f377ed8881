//! What stands around the outline: lines of the site, title, the sentence that announces the notice, how to respond, signature.
//!
//! Works line by line from both ends; the middle is never looked at twice.

mod bottom;
mod top;

use std::ops::Range;
use std::sync::LazyLock;

use super::table;

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
struct Cues(Vec<(bool, &'static str)>);

impl Cues {
    fn of(key: &str) -> Self {
        let words = table::words_of(TABLE, key);
        Self(
            words
                .into_iter()
                .map(|word| word.strip_prefix('^').map_or((false, word), |word| (true, word)))
                .collect(),
        )
    }

    fn in_line(&self, line: &str) -> bool {
        let line = line.trim_start_matches([' ', '\u{a0}', '\u{3000}', '[', '【', '(', '|', '>', '*']);
        self.0.iter().any(|(bound, word)| {
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
static ANNOUNCE: LazyLock<Cues> = LazyLock::new(|| Cues::of("announce"));
static OUTLOOK_WEAK: LazyLock<Cues> = LazyLock::new(|| Cues::of("outlook_weak"));
static OUTLOOK_SUBJECT: LazyLock<Cues> = LazyLock::new(|| Cues::of("outlook_subject"));
static OUTLOOK_TURN: LazyLock<Cues> = LazyLock::new(|| Cues::of("outlook_turn"));
static OUTLOOK_BUT: LazyLock<Cues> = LazyLock::new(|| Cues::of("outlook_but"));

/// Where a look ahead begins in `range`, a stretch that has no heading of its own, and whether a heading was lost there: it begins in
/// the middle of a line, and nothing else sets it apart. What follows the range may: a new count.
pub fn outlook(text: &str, range: Range<usize>) -> Option<(usize, bool)> {
    let mut start = range.start;
    for line in text[range.clone()].split_inclusive('\n') {
        let mut from = start;
        let mut line_start = start == 0 || text[..start].ends_with('\n');
        while from < start + line.len() {
            let rest = &text[from..start + line.len()];
            let stop = rest.find('。').map_or(rest.len(), |at| at + '。'.len_utf8());
            let sentence = rest[..stop].trim_start();
            let begins = from + (stop - rest[..stop].trim_start().len());
            let parted = line_start || restarts(&text[from + stop..]);
            if turns(sentence) || (parted && announces(sentence)) {
                return Some((begins, !line_start && !announces(sentence)));
            }
            line_start = false;
            from += stop;
        }
        start += line.len();
    }
    None
}

/// Whether a text begins to count from one.
fn restarts(text: &str) -> bool {
    let text = text.trim_start();
    ["一是", "一要", "(一)", "第一,", "首先", "1.", "(1)", "①"]
        .iter()
        .any(|first| text.starts_with(first))
}

/// 巡察整改虽然取得了成效,但还有差距.
fn turns(sentence: &str) -> bool {
    let head: String = sentence.chars().take(70).collect();
    let subject: String = head.chars().take(30).collect();
    OUTLOOK_SUBJECT.in_line(&subject)
        && OUTLOOK_TURN.in_line(&head)
        && OUTLOOK_BUT.in_line(&head)
        && ["成效", "成果", "成绩", "进展"].iter().any(|word| head.contains(word))
}

/// 下一步,局党组将继续抓好整改: only where a line begins or a new count follows, for measures say so, too.
fn announces(sentence: &str) -> bool {
    let head: String = sentence.chars().take(70).collect();
    let weak = OUTLOOK_WEAK.0.iter().any(|(_, word)| sentence.starts_with(word));
    weak && (head.contains('将') || head.contains("继续") || head.contains("坚持")) && sentence.contains("整改")
}

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
