//! Page numbers: lines that hold nothing but one, with the blank lines around them.

use std::ops::Range;

use super::step::Edits;

const KIND: &str = "page_number";

/// Longer lines hold more than a page number.
const LONGEST: usize = 48;

/// So many numbers in sequence make lines of digits, or 第3页 without a total, page numbers.
const SEQUENCE: usize = 3;

/// A line that may be a page number.
struct Line {
    range: Range<usize>,
    number: u32,
    /// Whether its own form says so (`— 3 —`, `第3页 共9页`), without any other.
    certain: bool,
}

pub(super) fn edits(text: &str, edits: &mut Edits) {
    let found = candidates(text);
    let weak: Vec<u32> = found
        .iter()
        .filter(|line| !line.certain)
        .map(|line| line.number)
        .collect();
    // A list of digits may be a table's column: only numbers that all count up by one are pages.
    let counted = weak.len() >= SEQUENCE && weak.windows(2).all(|pair| pair[1] == pair[0].saturating_add(1));
    for line in found.into_iter().filter(|line| line.certain || counted) {
        let range = with_blank_lines(text, line.range, edits.end());
        edits.drop(range, KIND);
    }
}

fn candidates(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        if line.len() <= LONGEST
            && line.bytes().any(|b| b.is_ascii_digit())
            && let Some((number, certain)) = page_number(line.trim())
        {
            found.push(Line { range, number, certain });
        }
    }
    found
}

/// The page number that a line holds, and whether it can be nothing else.
fn page_number(line: &str) -> Option<(u32, bool)> {
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let number = |text: &str| {
        let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    if let Some(bare) = number(&squeezed) {
        return Some((bare, false));
    }
    const DASHES: [char; 6] = ['-', '—', '–', '－', '―', '─'];
    let inner = squeezed.trim_matches(DASHES);
    if squeezed.starts_with(DASHES)
        && squeezed.ends_with(DASHES)
        && let Some(page) = number(inner)
    {
        return Some((page, true));
    }
    if let Some((page, total)) = squeezed.strip_prefix('第').and_then(|rest| rest.split_once('页')) {
        let page = number(page)?;
        let total = total.trim_start_matches([',', '，', '/', '、']);
        if total.is_empty() {
            return Some((page, false));
        }
        let total = total.strip_prefix('共')?.strip_suffix('页')?;
        return number(total).map(|_| (page, true));
    }
    let lower = line.to_ascii_lowercase();
    let (page, total) = lower.strip_prefix("page")?.split_once("of")?;
    number(total.trim())?;
    number(page.trim()).map(|page| (page, true))
}

/// The line with the blank lines before and behind it, down to the line end before them: what stands around it becomes neighbours.
fn with_blank_lines(text: &str, line: Range<usize>, from: usize) -> Range<usize> {
    let before = text[from..line.start].trim_end();
    let start = match text[from + before.len()..line.start].find('\n') {
        Some(end) if !before.is_empty() => from + before.len() + end + 1,
        _ if before.is_empty() => from,
        _ => line.start,
    };
    let mut end = line.end;
    for blank in text[line.end..].split_inclusive('\n') {
        if !blank.trim().is_empty() || !blank.ends_with('\n') {
            break;
        }
        end += blank.len();
    }
    start..end
}
