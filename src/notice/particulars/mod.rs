//! What an answer prints about itself behind a label: 整改状态:已完成, 完成时限:2024年6月, 责任领导:…, 责任部门:….

mod state;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use state::{bracketed_state, brackets, closing_state, is_rate, state_at};
pub use state::{is_state, leading_state, progress_of, state_before_answer, state_follows, stated};

/// The labelled particulars of one finding or row of a table; ranges are in the text that was read, without their labels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Particulars {
    /// The printed state (已完成, 长期坚持 …).
    pub state: Option<Range<usize>>,
    /// By when.
    pub deadline: Option<Range<usize>>,
    /// Which leader answers for it.
    pub leader: Option<Range<usize>>,
    /// Which office answers for it.
    pub department: Option<Range<usize>>,
    /// Who answers for it.
    pub person: Option<Range<usize>>,
}

/// Field and label.
static LABELS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut labels = table(include_str!("labels.tsv"));
    labels.retain(|(field, _)| *field != "subject");
    labels
});

/// Characters of the longest value: a list of a few offices.
const LONGEST: usize = 60;

/// Characters of a label that is also the end of other words.
const SHORT: usize = 2;

/// Reads the labels in `text` (folded): the title, the body or a table row of one finding. The first of each sort counts.
pub fn read(text: &str) -> Particulars {
    let mut found = Particulars::default();
    for (at, label, field) in labels(text) {
        let from = at + label.len();
        let Some(value) = value(text, from) else { continue };
        let slot = match field {
            "state" | "answer" => {
                // 完成情况: may also open the whole answer.
                let Some(state) = state_at(&text[value.clone()]) else {
                    continue;
                };
                put(&mut found.state, value.start..value.start + state.len());
                continue;
            }
            "deadline" => &mut found.deadline,
            "leader" => &mut found.leader,
            "department" => &mut found.department,
            _ => &mut found.person,
        };
        put(slot, value);
    }
    if found.state.is_none() {
        found.state = bracketed_state(text).or_else(|| closing_state(text));
    }
    found
}

fn put(slot: &mut Option<Range<usize>>, value: Range<usize>) {
    slot.get_or_insert(value);
}

/// Every label with a colon, or a bracket, behind it, in text order; the longest label at a place.
fn labels(text: &str) -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(LABELS.iter().map(|(_, word)| word))
            .ok()
    });
    let hits = WORDS.iter().flat_map(move |words| words.find_iter(text));
    hits.filter(|hit| colon(&text[hit.end()..]).is_some())
        .filter_map(|hit| {
            let (field, label) = LABELS.get(hit.pattern().as_usize())?;
            // 状态: is a label, 设备运行状态: is none.
            if label.chars().count() <= SHORT && !parted(&text[..hit.start()]) {
                return None;
            }
            Some((hit.start(), *label, *field))
        })
}

/// The length of the colon or closing bracket that makes a word a label.
fn colon(rest: &str) -> Option<usize> {
    let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    let mark = trimmed
        .chars()
        .next()
        .filter(|c| matches!(c, ':' | '：' | '】' | ']' | '\t'))?;
    Some(rest.len() - trimmed.len() + mark.len_utf8())
}

/// The value behind a label: up to the end of the sentence or line, or the next label.
fn value(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + colon(&text[from..])?;
    // What ends further away is longer than any value.
    let rest = near(&text[start..]);
    let mut end = rest
        .find(['。', ';', '；', '\n', '\t', '】', '('])
        .unwrap_or(rest.len());
    if let Some((next, ..)) = labels(&rest[..end]).next() {
        end = next;
    }
    let value = rest[..end].trim_end_matches([',', '，', '、', ' ', '\u{a0}', '\u{3000}', '【', '[']);
    let lead = value.len() - value.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
    let range = start + lead..start + value.len();
    let chars = text.get(range.clone())?.chars().count();
    (1..=LONGEST).contains(&chars).then_some(range)
}

/// The beginning of a text, as far as a value with spaces around it reaches: a hostile line may have no end.
fn near(text: &str) -> &str {
    &text[..text.floor_char_boundary(8 * LONGEST)]
}

/// Whether `line` begins with the label of a particular: 责任领导:, 【完成时限】.
pub fn opens_line(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\u{a0}', '\u{3000}', '【', '[', '(']);
    LABELS.iter().any(|(field, label)| {
        let behind = line.strip_prefix(label).and_then(|rest| Some(&rest[colon(rest)?..]));
        behind.is_some_and(|value| match *field {
            "state" => state_follows(value),
            "answer" => is_state(near(value).split('\n').next().unwrap_or_default()),
            _ => true,
        })
    })
}

/// Where the particulars begin with which `text` ends, in its last line: …日清日结。责任领导:吴某某。责任部门:财务科。 Its length where it ends with
/// none.
pub fn tail(text: &str) -> usize {
    let line = text.rfind('\n').map_or(0, |end| end + 1);
    let mut end = text.len();
    for (at, label, field) in labels(text).collect::<Vec<_>>().into_iter().rev() {
        let from = at + label.len();
        if at < line || !parted(&text[..at]) || !is_short(&text[from..end], field) {
            break;
        }
        end = at;
    }
    // A state in brackets that closes the text.
    if let Some(state) = brackets(&text[line..end]).last() {
        let own = &text[line + state.start..line + state.end];
        let close = text[line + state.end..end].trim_end_matches(['。', ' ', '\n']);
        if close.chars().count() == 1 && own.chars().count() > 2 && (is_state(own) || is_rate(own)) {
            end = text[..line + state.start]
                .trim_end_matches(['(', '（', '【', '['])
                .len();
        }
    }
    if end < text.len() {
        end = text[..end]
            .trim_end_matches(['(', '（', '【', '[', ' ', '\u{3000}'])
            .len();
    }
    end
}

/// Whether a sentence or a bracket ends, or begins, before a label.
fn parted(before: &str) -> bool {
    let own = before.trim_end_matches(['(', '（', '【', '[']);
    let last = own.trim_end_matches([' ', '\u{3000}']).chars().next_back();
    own.len() < before.len()
        || last.is_none_or(|c| "。;；)）】]\n:：".contains(c))
        || own.ends_with([' ', '\u{3000}'])
        || own.ends_with([',', '，', '、'])
}

/// Whether what stands behind a label is its value, and nothing behind it.
fn is_short(rest: &str, field: &str) -> bool {
    let Some(mark) = colon(rest) else { return false };
    let own = rest[mark..].trim_end_matches(['。', ';', '；', ')', '）', '】', ']', ',', '，', ' ', '\u{3000}', '\n']);
    let one = !own.contains(['。', '\n']) && own.chars().take(LONGEST + 1).count() <= LONGEST;
    match field {
        "state" | "answer" => is_state(own),
        _ => one && !own.is_empty(),
    }
}

/// First column and each word of the second.
fn table(source: &'static str) -> Vec<(&'static str, &'static str)> {
    let rows = source
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.filter_map(|line| line.split_once('\t'))
        .flat_map(|(key, rest)| {
            rest.split('\t')
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .map(move |word| (key, word))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> [&str; 5] {
        let found = read(text);
        [
            found.state,
            found.deadline,
            found.leader,
            found.department,
            found.person,
        ]
        .map(|range| range.map_or("", |range| &text[range]))
    }

    #[test]
    fn labelled_particulars_go_to_their_fields() {
        for (text, expected) in [
            ("整改状态:已完成。", ["已完成", "", "", "", ""]),
            ("完成情况:已完成并长期坚持", ["已完成并长期坚持", "", "", "", ""]),
            (
                "完成情况：基本完成；完成时限：2024年6月",
                ["基本完成", "2024年6月", "", "", ""],
            ),
            (
                "责任领导:刘某某,责任部门:办公室、财务科,完成时限:立行立改",
                ["", "立行立改", "刘某某", "办公室、财务科", ""],
            ),
            (
                "责任领导:刘某某 责任单位:港务处 责任人:陈某",
                ["", "", "刘某某", "港务处", "陈某"],
            ),
            ("【整改状态】长期坚持", ["长期坚持", "", "", "", ""]),
            ("台账更新不及时(已完成)", ["已完成", "", "", "", ""]),
            ("台账不清。(已完成,长期坚持)", ["已完成,长期坚持", "", "", "", ""]),
            ("台账不清【已完成并长期坚持】", ["已完成并长期坚持", "", "", "", ""]),
            ("台账不清(整改完成率100%)", ["整改完成率100%", "", "", "", ""]),
            ("整改完成情况:已完成。整改责任人:陈某。", ["已完成", "", "", "", "陈某"]),
            ("整改情况:正在整改。余下二处年底前修好。", ["正在整改", "", "", "", ""]),
            ("三处渔政艇已补办登记。已整改。", ["已整改", "", "", "", ""]),
            ("余下一艘待验。\n正在整改", ["正在整改", "", "", "", ""]),
        ] {
            assert_eq!(fields(text), expected, "{text}");
        }
    }

    #[test]
    fn labels_that_open_an_answer_are_no_state() {
        for text in [
            "整改进展:已完成3处围栏修缮。",
            "完成情况:一是召开会议。",
            "压实责任部门责任",
            "完成时限要求严格",
            "三处渔政艇已补办登记,已整改。",
            "台账已重造。完成。",
            "已整改",
        ] {
            assert_eq!(read(text), Particulars::default(), "{text}");
        }
    }

    #[test]
    fn particulars_end_a_text_that_they_close() {
        for (text, own) in [
            ("日清日结。责任领导:吴某某。责任部门:财务科。", "日清日结。"),
            ("日清日结。(责任单位:财务科;完成时限:2024年6月)", "日清日结。"),
            ("日清日结。责任领导:吴某某 责任部门:财务科 完成时限:长期", "日清日结。"),
            ("日清日结。(已完成,长期坚持)", "日清日结。"),
            ("日清日结。整改状态:已完成。", "日清日结。"),
            (
                "明确责任领导:吴某某负责。日清日结。",
                "明确责任领导:吴某某负责。日清日结。",
            ),
            ("压实责任部门责任。", "压实责任部门责任。"),
            ("日清日结(见附件)。", "日清日结(见附件)。"),
        ] {
            assert_eq!(&text[..tail(text)], own, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "[责任领导部门完成时限情况整改状态已:：。,\n(【】)a]{0,60}") {
            let found = read(&text);
            for range in [found.state, found.deadline, found.leader, found.department, found.person].into_iter().flatten() {
                proptest::prop_assert!(text.get(range).is_some());
            }
        }
    }
}
