//! Facts that stand behind labels at the head of a notice instead of in a sentence. The labels stand in `keys.tsv`.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::table;
use super::trim;

const KEYS: &str = include_str!("keys.tsv");

/// How many lines from the top are looked at, and the longest value, in characters.
const LINES: usize = 40;
const LONGEST: usize = 60;

/// The values behind the labels; a value ends with its line, with ; or with a gap.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub inspected: Option<Range<usize>>,
    pub inspector: Option<Range<usize>>,
    /// From when to when the inspection went.
    pub period: Option<Range<usize>>,
    pub feedback: Option<Range<usize>>,
    pub issuer: Option<Range<usize>>,
    /// The word for the inspection, in a label that has one.
    pub kind: Option<Range<usize>>,
}

pub(super) fn read(text: &str) -> Keys {
    static FIELDS: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
        ["inspected", "inspector", "period", "feedback", "issuer"]
            .into_iter()
            .map(|field| (field, table::words_of(KEYS, field)))
            .collect()
    });
    let mut found = Keys::default();
    let mut start = 0;
    for line in text.split_inclusive('\n').take(LINES) {
        let own = trim(text, start..start + line.len());
        start += line.len();
        let Some((label, value)) = split(text, &own) else {
            continue;
        };
        let word = &text[label.clone()];
        let Some((field, _)) = FIELDS.iter().find(|(_, labels)| labels.contains(&word)) else {
            continue;
        };
        let slot = match *field {
            "inspected" => &mut found.inspected,
            "inspector" => &mut found.inspector,
            "period" => &mut found.period,
            "feedback" => &mut found.feedback,
            _ => &mut found.issuer,
        };
        slot.get_or_insert(value);
        if found.kind.is_none() && *field != "issuer" {
            let kinds = ["巡视", "巡察", "审计", "督察", "检查"];
            let kind = kinds.iter().find_map(|kind| Some((word.find(kind)?, kind.len())));
            found.kind = kind.map(|(at, len)| label.start + at..label.start + at + len);
        }
    }
    found
}

/// The label and the value of a line that has both.
fn split(text: &str, line: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let own = &text[line.clone()];
    let mark = own.find([':', '\t'])?;
    let label = trim(text, line.start..line.start + mark);
    let rest = trim(text, line.start + mark + 1..line.end);
    let value = &text[rest.clone()];
    let end = value.find([';', '\t', '|', '\u{3000}']).unwrap_or(value.len());
    let end = value.find("  ").map_or(end, |gap| gap.min(end));
    let value = trim(text, rest.start..rest.start + end);
    let chars = text[value.clone()].trim_end_matches('。').chars().count();
    (2..=LONGEST).contains(&chars).then_some((label, value))
}
