//! Ruby noise: the reading of a character, copied into the text behind it. `對(duì)` is 對.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::step::Edits;
use crate::text::pinyin;

const KIND: &str = "ruby_noise";

/// From so many certain readings on, the page had ruby: then readings without a tone (neutral: 的(de)) are noise, too.
const RUBY: usize = 5;

/// From so many certain readings on, nearly every bracket with a syllable being one, the tables' gaps explain the few others.
const SYSTEMATIC: usize = 50;
const SHARE: usize = 20;

/// The longest syllable and its bracket, in bytes, with room for combining marks.
const LONGEST: usize = 16;

/// What stands in a bracket behind a Han character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// A syllable with its tone that is a reading of the character: noise wherever it stands.
    Reading,
    /// The same without a tone mark.
    Toneless,
    /// A syllable with a tone that no table has as a reading of the character.
    Unknown,
}

/// An ASCII bracket with one syllable behind a Han character, where the syllable is a reading of it. `(试行)`, `(一)`, `(TOD)` and `(a)`
/// are none; `(de)` and readings that no table has are noise only in a text full of it.
pub(super) fn edits(text: &str, edits: &mut Edits) {
    let (mut readings, mut toneless, mut unknown) = (0, 0, 0);
    each(text, |_, bracket| {
        match bracket {
            Bracket::Reading => readings += 1,
            Bracket::Toneless => toneless += 1,
            Bracket::Unknown => unknown += 1,
        }
        // Whether a second bracket follows on the first is not decided yet; counting both does no harm.
        true
    });
    if readings + toneless + unknown == 0 {
        return;
    }
    let has_ruby = readings >= RUBY;
    let systematic = readings >= SYSTEMATIC && unknown <= readings / SHARE;
    each(text, |range, bracket| {
        let noise = match bracket {
            Bracket::Reading => true,
            Bracket::Toneless => has_ruby,
            Bracket::Unknown => systematic,
        };
        if noise {
            edits.drop(range, KIND);
        }
        noise
    });
}

/// Every bracket with a syllable behind a Han character. What `take` takes away leaves its character before the next bracket.
fn each(text: &str, mut take: impl FnMut(Range<usize>, Bracket) -> bool) {
    let mut taken: Option<(usize, char)> = None;
    let bytes = text.as_bytes();
    for at in memchr_iter(b'(', bytes) {
        let base = match taken {
            Some((end, base)) if end == at => Some(base),
            _ => text[..at].chars().next_back(),
        };
        let Some(base) = base.filter(|c| pinyin::is_han(*c)) else {
            continue;
        };
        let inside = at + 1;
        let window = &bytes[inside..bytes.len().min(inside + LONGEST)];
        let Some(len) = memchr(b')', window) else {
            continue;
        };
        let Some((syllable, toned)) = text.get(inside..inside + len).and_then(pinyin::syllable) else {
            continue;
        };
        let known = pinyin::readings(base).any(|reading| reading == syllable);
        let bracket = match (known, toned) {
            (true, true) => Bracket::Reading,
            (true, false) if syllable.len() > 1 => Bracket::Toneless,
            (false, true) => Bracket::Unknown,
            _ => continue,
        };
        let end = inside + len + 1;
        if take(at..end, bracket) {
            taken = Some((end, base));
        }
    }
}
