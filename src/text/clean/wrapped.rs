//! Hard-wrapped lines: line ends that are a matter of the page's width, not of the text.

use super::step::Edits;
use crate::text::width::char_width;

const KIND: &str = "hard_wrap";

/// Widest line of a page, in columns.
const WIDEST: usize = 160;

/// How the width of a line is counted.
#[derive(Clone, Copy)]
struct Measure {
    /// Narrowest page.
    narrowest: usize,
    /// How far before the edge a full line may end: a carried bracket, a number that did not fit.
    ragged: usize,
    /// How many of ten lines that end in mid-sentence are full; headings without a mark end anywhere.
    full: usize,
    /// How many full lines that end in mid-sentence are evidence.
    evidence: usize,
    width: fn(&Line) -> usize,
}

/// Programs that cut after so many characters cut exactly; pages are set in columns, narrow ones for a small screen. The stricter comes first.
const MEASURES: [Measure; 4] = [
    Measure {
        narrowest: 12,
        ragged: 1,
        full: 6,
        evidence: 8,
        width: |line| line.chars,
    },
    Measure {
        narrowest: 40,
        ragged: 6,
        full: 8,
        evidence: 8,
        width: |line| line.columns,
    },
    // A text of few lines shows less, and must show it more clearly.
    Measure {
        narrowest: 12,
        ragged: 1,
        full: 8,
        evidence: 4,
        width: |line| line.chars,
    },
    Measure {
        narrowest: 20,
        ragged: 6,
        full: 8,
        evidence: 6,
        width: |line| line.columns,
    },
];

struct Line {
    start: usize,
    end: usize,
    columns: usize,
    chars: usize,
    /// Ends where no sentence, clause list or heading with a mark ends.
    open: bool,
}

/// Joins lines where the text shows that it was wrapped: many lines end at the same column in mid-sentence, and hardly any goes beyond.
/// A line that begins with a number, or with an indent, is joined to the one before it only where that one was cut in the label.
pub(super) fn edits(text: &str, edits: &mut Edits) {
    let lines = lines(text);
    let found = MEASURES
        .iter()
        .find_map(|measure| Some((measure, edge(text, &lines, *measure)?)));
    let Some((measure, edge)) = found else { return };
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        let full = (measure.width)(line) + measure.ragged >= edge;
        let exact = (measure.width)(line) + 1 >= edge;
        if line.open && full && (continues(text, next) || (exact && was_cut(text, line, next))) {
            let words = text[..line.end].ends_with(|c: char| c.is_ascii_alphanumeric())
                && text[next.start..].starts_with(|c: char| c.is_ascii_alphabetic());
            edits.put(line.end..next.start, if words { " " } else { "" }, Some(KIND));
        }
    }
}

/// Whether a line that seems to begin with a number or with words that open a part goes on the full line before it: its bracket was
/// opened there, or the words open nothing.
fn was_cut(text: &str, line: &Line, next: &Line) -> bool {
    let own = &text[next.start..next.end];
    if text[line.start..line.end].ends_with(['（', '(', '“', '《', '【', '〔']) {
        return !own.is_empty();
    }
    let opens = own.chars().take(14).any(|c| matches!(c, '：' | ':')) || next.chars <= 14;
    own.starts_with(['整', '问', '附']) && (!opens || text[line.start..line.end].ends_with('的'))
}

/// The width at which the text was wrapped; None where it was not, or not surely.
fn edge(text: &str, lines: &[Line], measure: Measure) -> Option<usize> {
    let width = measure.width;
    let mut open: Vec<usize> = lines
        .windows(2)
        .filter(|pair| pair[0].open && continues(text, &pair[1]))
        .map(|pair| width(&pair[0]))
        .collect();
    if open.len() < measure.evidence {
        return None;
    }
    open.sort_unstable();
    // A few wider lines (a table, a web address) are no edge.
    let edge = open[open.len() - 1 - open.len() / 20];
    let full = open
        .iter()
        .filter(|&&width| width + measure.ragged >= edge && width <= edge + 2)
        .count();
    let written = lines.iter().filter(|line| line.columns > 0).count();
    let beyond = lines.iter().filter(|line| width(line) > edge + 2).count();
    let sure = (measure.narrowest..=WIDEST).contains(&edge)
        && full >= measure.evidence
        && full * 10 >= open.len() * measure.full
        && full * 4 >= written
        && beyond * 20 <= written;
    sure.then_some(edge)
}

/// Whether a line can go on what stands before it.
fn continues(text: &str, line: &Line) -> bool {
    let own = &text[line.start..line.end];
    line.columns > 0
        && !own.contains('\t')
        && !own.starts_with([' ', '\u{3000}', '\t', '\u{a0}'])
        && !begins_numbered(own)
}

fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let begin = start;
            start += line.len() + 1;
            Line {
                start: begin,
                end: begin + line.len(),
                // A line far beyond any page is as good as endless.
                columns: line.chars().take(4 * WIDEST).map(char_width).sum(),
                chars: line.chars().take(4 * WIDEST).count(),
                // A row of a table goes on in no other line.
                open: line.ends_with(is_open) && !line.contains('\t'),
            }
        })
        .collect()
}

fn is_open(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '，' | ',' | '、' | '“' | '《' | '（' | '(' | '》' | '”' | '-' | '—')
}

/// Whether a line begins with a number, a bullet, or words that open a part: `一、`, `（二）`, `3.`, `一是`, `首先`, `第三`, `问题4`.
pub fn begins_numbered(line: &str) -> bool {
    const OPENERS: [&str; 16] = [
        "首先",
        "其次",
        "再次",
        "最后",
        "问题",
        "整改",
        "附件",
        "关于“",
        "针对“",
        "【",
        "●",
        "■",
        "◆",
        "▲",
        "※",
        "·",
    ];
    let line = line.trim_start();
    if OPENERS.iter().any(|word| line.starts_with(word)) {
        return true;
    }
    let Some(first) = line.chars().next() else { return false };
    if matches!(first, '①'..='⓿' | '❶'..='➓' | '㈠'..='㈩') {
        return true;
    }
    let bracketed = line.strip_prefix(['(', '（', '〔', '[', '第']);
    let rest = bracketed.unwrap_or(line);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || is_numeral(c));
    if digits.len() == rest.len() {
        return false;
    }
    let decimal = digits
        .strip_prefix('.')
        .is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()));
    // 第一, and 第二章 open a part; 第二巡察组 and 三项制度 go on.
    if line.starts_with('第') {
        return digits.starts_with(['，', ',', '：', ':', '、', '是', '章', '节', '条', '部', ' ']);
    }
    let closes = digits.starts_with(['、', '.', '．', ')', '）', '〕', ']']);
    let counted = bracketed.is_none() && digits.starts_with(['是', ':', '：']);
    (closes || counted) && (!decimal || bracketed.is_some())
}

fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇'
    )
}
