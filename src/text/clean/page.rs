//! Page numbers: lines that hold nothing but one, with the blank lines around them, and the head that runs above or below them.

use std::collections::HashMap;
use std::ops::Range;

use super::step::Edits;

const KIND: &str = "page_number";
const HEAD: &str = "running_head";

/// Letters of a running head, and how often one stands beside a page number.
const SHORTEST_HEAD: usize = 4;
const LONGEST_HEAD: usize = 60;
const AGAIN: usize = 3;

/// Longer lines hold more than a page number.
const LONGEST: usize = 48;

/// So many numbers in sequence make lines of digits page numbers.
const SEQUENCE: usize = 3;

/// A line that may be a page number.
struct Line {
    range: Range<usize>,
    number: u32,
    form: Form,
}

/// How far the form of a line shows that it is a page number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `— 3 —`, `第3页`, `第3页 共9页`: nothing else looks so.
    Certain,
    /// `3/9`: of so many. A day of a month looks so, too.
    Of(u32),
    /// Nothing but digits.
    Digits,
}

pub(super) fn edits(text: &str, edits: &mut Edits) {
    let found = candidates(text);
    let digits: Vec<u32> = found
        .iter()
        .filter(|line| line.form == Form::Digits)
        .map(|line| line.number)
        .collect();
    // A list of digits may be a table's column: only numbers that all count up by one are pages.
    let counts = |numbers: &[u32]| numbers.windows(2).all(|pair| pair[1] == pair[0].saturating_add(1));
    let counted = digits.len() >= SEQUENCE && counts(&digits);
    // 1/9, 2/9: of the same whole.
    let of: Vec<(u32, u32)> = found
        .iter()
        .filter_map(|line| match line.form {
            Form::Of(total) => Some((line.number, total)),
            _ => None,
        })
        .collect();
    let parts: Vec<u32> = of.iter().map(|(page, _)| *page).collect();
    let whole = of.len() >= 2 && of.windows(2).all(|pair| pair[0].1 == pair[1].1) && counts(&parts);
    let pages: Vec<Range<usize>> = found
        .into_iter()
        .filter(|line| match line.form {
            Form::Certain => true,
            Form::Of(_) => whole,
            Form::Digits => counted,
        })
        .map(|line| line.range)
        .collect();
    let mut heads = running_heads(text, &pages);
    if pages.is_empty() {
        heads = heads_without_number(text);
    }
    let mut lines: Vec<(Range<usize>, &'static str)> = pages
        .into_iter()
        .map(|page| (page, KIND))
        .chain(heads.into_iter().map(|head| (head, HEAD)))
        .collect();
    lines.sort_by_key(|(line, _)| line.start);
    for (line, kind) in lines {
        let range = with_blank_lines(text, line, edits.end());
        edits.drop(range, kind);
    }
}

/// Lines beside page numbers that say the same on page after page, or say what the first line of the text does; the first line itself
/// stays.
fn running_heads(text: &str, pages: &[Range<usize>]) -> Vec<Range<usize>> {
    let title = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    let mut beside: Vec<Range<usize>> = Vec::new();
    for page in pages {
        beside.extend(line_before(text, page.start));
        beside.extend(line_behind(text, page.end));
    }
    beside.sort_by_key(|line| line.start);
    beside.dedup_by_key(|line| line.start);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for line in &beside {
        *seen.entry(text[line.clone()].trim()).or_default() += 1;
    }
    beside.retain(|line| {
        let own = text[line.clone()].trim();
        let again = seen.get(own).is_some_and(|count| *count >= AGAIN) || own == title;
        let letters = own
            .chars()
            .take(LONGEST_HEAD + 1)
            .filter(|c| c.is_alphanumeric())
            .count();
        let first = text[..line.start].trim().is_empty();
        again
            && !first
            && (SHORTEST_HEAD..=LONGEST_HEAD).contains(&letters)
            && !own.ends_with(['。', '；', ';', '：', ':'])
    });
    beside
}

/// Lines without a page number beside them that say in fewer words what the title does and cut lines in two, page after page.
fn heads_without_number(text: &str) -> Vec<Range<usize>> {
    const SHORTEST: usize = 8;
    const CUT: usize = 2;
    const TOP: usize = 6;
    let letters = |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let mut written = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        if !line.trim().is_empty() {
            written.push(range);
        }
    }
    let own = |at: usize| text[written[at].clone()].trim();
    let titled = |line: &str| ["通报", "公告", "公示", "报告"].iter().any(|end| line.ends_with(end));
    let Some(title) = written
        .first()
        .map(|_| own(0))
        .filter(|title| titled(title))
        .map(letters)
    else {
        return Vec::new();
    };
    // Whether the letters of a line stand in the title in the same order.
    let abridges = |line: &str| {
        let mut rest = title.iter();
        letters(line).iter().all(|c| rest.any(|other| other == c))
    };
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in 1..written.len() {
        let line = own(at);
        if line.len() <= 4 * LONGEST_HEAD && line.ends_with(char::is_alphanumeric) {
            places.entry(line).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for (line, at) in places {
        let count = line.chars().filter(|c| c.is_alphanumeric()).count();
        if !(SHORTEST..=LONGEST_HEAD).contains(&count) || !abridges(line) {
            continue;
        }
        let cuts = at.iter().filter(|&&at| {
            let before = own(at - 1);
            before.chars().count() >= count
                && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '，' | '、'))
        });
        // A title within the text is none of it, and what only abridges it must stand there again.
        if (titled(line) && at.iter().all(|&at| at > TOP)) || cuts.count() >= CUT {
            found.extend(at.into_iter().map(|at| written[at].clone()));
        }
    }
    found
}

/// The written line before that place, with its line end.
fn line_before(text: &str, at: usize) -> Option<Range<usize>> {
    let head = text[..at].trim_end();
    let start = head.rfind('\n').map_or(0, |end| end + 1);
    let end = head.len() + text[head.len()..at].find('\n').map_or(0, |end| end + 1);
    (start < head.len()).then_some(start..end)
}

/// The written line behind that place, with its line end.
fn line_behind(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let start = at + (rest.len() - rest.trim_start().len());
    let start = text[at..start].rfind('\n').map_or(at, |end| at + end + 1);
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end + 1);
    (!text[start..end].trim().is_empty()).then_some(start..end)
}

fn candidates(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        if line.len() <= LONGEST
            && line.bytes().any(|b| b.is_ascii_digit())
            && let Some((number, form)) = page_number(line.trim())
        {
            found.push(Line { range, number, form });
        }
    }
    found
}

/// The page number that a line holds, and how far its form shows it.
fn page_number(line: &str) -> Option<(u32, Form)> {
    let squeezed: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let number = |text: &str| {
        let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    if let Some(bare) = number(&squeezed) {
        return Some((bare, Form::Digits));
    }
    const DASHES: [char; 7] = ['-', '—', '–', '－', '―', '─', '·'];
    let inner = squeezed.trim_matches(DASHES);
    let of = |text: &str| {
        let (page, total) = text.split_once(['/', '／'])?;
        let (page, total) = (number(page)?, number(total)?);
        (1 < total && (1..=total).contains(&page)).then_some((page, total))
    };
    if squeezed.starts_with(DASHES) && squeezed.ends_with(DASHES) {
        if let Some((page, _)) = of(inner) {
            return Some((page, Form::Certain));
        }
        if let Some(page) = number(inner) {
            return Some((page, Form::Certain));
        }
    }
    if let Some((page, total)) = of(&squeezed) {
        return Some((page, Form::Of(total)));
    }
    if let Some((page, total)) = squeezed.strip_prefix('第').and_then(|rest| rest.split_once('页')) {
        let page = number(page)?;
        let total = total.trim_start_matches([',', '，', '/', '／', '、', '|', '(', '（']);
        let total = total.trim_end_matches([')', '）']);
        if total.is_empty() {
            return Some((page, Form::Certain));
        }
        let total = total.strip_prefix('共')?.strip_suffix('页')?;
        return number(total).map(|_| (page, Form::Certain));
    }
    let lower = line.to_ascii_lowercase();
    let (page, total) = lower.strip_prefix("page")?.split_once("of")?;
    number(total.trim())?;
    number(page.trim()).map(|page| (page, Form::Certain))
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
