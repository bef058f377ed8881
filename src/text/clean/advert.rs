//! Lines of advertisement that stand in the middle of a copied text: gambling, downloads, lists of links.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::step::Edits;

const KIND: &str = "advert";

/// Longer lines are text, whatever is in them; an advertisement inside one is the reader's to see.
const LONGEST: usize = 600;

/// What a word of the table speaks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Strong,
    Weak,
    Genre,
}

struct Words {
    all: AhoCorasick,
    kinds: Vec<Kind>,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let (mut all, mut kinds) = (Vec::new(), Vec::new());
    for line in include_str!("adverts.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let mut columns = line.split('\t');
        let kind = match columns.next()? {
            "strong" => Kind::Strong,
            "weak" => Kind::Weak,
            _ => Kind::Genre,
        };
        for word in columns.next()?.split_whitespace() {
            all.push(word);
            kinds.push(kind);
        }
    }
    let all = AhoCorasick::builder().ascii_case_insensitive(true).build(all).ok()?;
    Some(Words { all, kinds })
});

/// Whether words advertise, and nothing in them is a notice's.
pub fn advertises(words: &str) -> bool {
    let Some(table) = WORDS.as_ref() else { return false };
    let mut found: Vec<usize> = Vec::new();
    for hit in table.all.find_overlapping_iter(words) {
        let word = hit.pattern().as_usize();
        if table.kinds[word] == Kind::Genre {
            return false;
        }
        if !found.contains(&word) {
            found.push(word);
        }
    }
    let strong = found.iter().filter(|&&word| table.kinds[word] == Kind::Strong).count();
    let weak = found.len() - strong;
    // A list of links has no sentence in it.
    let list = weak >= 5 && !words.contains(['。', '，', ',']);
    strong >= 2 || (strong == 1 && weak >= 2) || list
}

/// Whether a line has a sentence with no word of advertisement in it: then it is text with an advertisement inside, and stays.
fn tells(line: &str) -> bool {
    let Some(table) = WORDS.as_ref() else { return true };
    let mut sentences = line.split_inclusive('。').filter(|sentence| sentence.ends_with('。'));
    sentences.any(|sentence| {
        let words = sentence.chars().filter(|c| c.is_alphabetic()).count();
        words >= 5 && !table.all.is_match(sentence)
    })
}

pub(super) fn edits(text: &str, edits: &mut Edits) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        // A line of a table is never one; the shortest is a brand and what it offers.
        if (12..=LONGEST).contains(&line.len()) && !line.contains('\t') && advertises(line) && !tells(line) {
            edits.drop(range, KIND);
        }
    }
}
