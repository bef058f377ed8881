//! The lines around an article that tell of it: when and by whom it was published, mixed with counters and buttons; and the index table
//! that offices put above a document.

use super::content::is_buttons;
use super::cues::CUES;
use super::lines::Line;

/// Characters of the longest line of this kind.
const LONGEST: usize = 160;

/// Whether a line tells when or by whom the article was published.
pub(super) fn is_info(text: &str) -> bool {
    text.chars().count() <= LONGEST
        && !text.contains('。')
        && (CUES.info.iter().chain(&CUES.by).any(|cue| text.contains(cue)) || super::hints::date(text).is_some())
}

/// Whether a line is nothing but such fields: it begins with one or with a day, or has a counter beside them.
pub(super) fn opens(squeezed: &str) -> bool {
    let text = squeezed.trim_start_matches(['[', '【', '(', '（', '|']);
    let field = |cue: &&str| {
        text.strip_prefix(*cue)
            .is_some_and(|rest| rest.starts_with([':', '：']) || cue.ends_with('：'))
    };
    let mut fields = CUES.info.iter().chain(&CUES.by);
    // 云渡网 2022-11-13 08:01 来源：…
    let dated =
        || !text.contains('，') && super::hints::date(text).is_some() && CUES.by.iter().any(|cue| text.contains(cue));
    is_info(text) && (fields.any(field) || dated() || trimmed(text) != text)
}

/// The line less its counters and buttons; the whole line where it tells nothing of the article.
pub(super) fn trimmed(text: &str) -> String {
    if text.chars().count() > LONGEST || text.contains('。') {
        return text.to_owned();
    }
    let mut cuts: Vec<usize> = CUES.counter.iter().flat_map(|cue| counters(text, cue)).collect();
    cuts.sort_unstable();
    if cuts.is_empty() {
        return text.to_owned();
    }
    // A cut goes up to the next field.
    let mut fields: Vec<usize> = CUES
        .info
        .iter()
        .chain(&CUES.by)
        .flat_map(|cue| text.match_indices(cue).map(|(at, _)| at))
        .collect();
    fields.sort_unstable();
    let (mut out, mut at) = (String::new(), 0);
    for cut in cuts {
        if cut >= at {
            out.push_str(&text[at..cut]);
            at = fields.iter().copied().find(|&field| field > cut).unwrap_or(text.len());
        }
    }
    out.push_str(&text[at..]);
    let out = out.trim_end_matches(|c: char| c.is_whitespace() || "|｜[【(（/-·".contains(c));
    if is_buttons(out) { String::new() } else { out.to_owned() }
}

/// Where a counter or button begins: its word with a mark, a number or the end of the line behind it, so that 阅读 in a name is none.
fn counters<'a>(text: &'a str, cue: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(cue).filter_map(move |(at, _)| {
        let rest = text[at + cue.len()..].trim_start();
        let follows = rest.chars().next();
        let ends = follows.is_none_or(|c| c.is_ascii_digit() || ":：[【(（|｜]】)）".contains(c));
        ends.then_some(at)
    })
}

/// Whether a line is a row of the index table above a document (索引号, 发文机关, 成文日期 …), or a field of it.
pub(super) fn describes(line: &Line, squeezed: &str) -> bool {
    let has = |field: &str| {
        let name: String = field
            .chars()
            .filter(|c| !c.is_whitespace() && !":：".contains(*c))
            .collect();
        CUES.index.contains(&name.as_str())
    };
    if line.row {
        return line.text.split('\t').next().is_some_and(has);
    }
    squeezed.chars().count() <= LONGEST
        && CUES.index.iter().any(|cue| {
            squeezed
                .strip_prefix(cue)
                .is_some_and(|rest| rest.starts_with([':', '：']))
        })
}
