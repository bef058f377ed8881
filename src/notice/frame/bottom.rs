//! The lines below the text: how to respond, who signs, and what the site adds.

use super::super::{bodies, heading};
use super::{CLOSING, CONTACT, FOOTER, INVITE, lines};

/// How many bytes from the end are looked at: contact lines and the longest footers stay under that.
const SEARCHED: usize = 24_000;
/// Lines that name a body or a date are at most so long, in characters.
const SIGNATURE: usize = 46;
/// A line that closes the text (特此公告。) is at most so long, in characters.
const LONGEST_CLOSING: usize = 6;
/// How far before the first contact line the invitation may stand, in bytes.
const INVITATION: usize = 1_200;
/// Characters within which the invitation says how to respond.
const INVITED: usize = 300;

pub(super) struct Bottom {
    /// Where the contact part begins.
    pub(super) contact: usize,
    /// Where the site's lines begin.
    pub(super) footer: usize,
}

pub(super) fn read(text: &str, text_start: usize) -> Bottom {
    let mut from = text.len().saturating_sub(SEARCHED).max(text_start);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let invitation = invitation(text, from);
    let footer = footer(text, invitation.unwrap_or(from), invitation.is_some());
    let contact = invitation
        .filter(|&at| at < footer)
        .or_else(|| contact_lines(text, from, footer))
        .unwrap_or_else(|| signature(text, from, footer));
    let contact = above_closing(text, from, contact);
    let contact = above_attachments(text, from, contact);
    let contact = run_in(text, from, contact).unwrap_or(contact);
    Bottom { contact, footer }
}

/// The beginning of 特此公示。 where it stands right above the contact part, else that part's.
fn above_closing(text: &str, from: usize, contact: usize) -> usize {
    let before = text[from..contact].trim_end();
    let line = before.rfind('\n').map_or(0, |stop| stop + 1);
    let own = before[line..].trim();
    if line > 0 && CLOSING.in_line(own) && own.chars().count() <= LONGEST_CLOSING {
        return from + line;
    }
    contact
}

/// The beginning of 附件:1.… 2.… where such a list stands right above the contact part, else that part's.
fn above_attachments(text: &str, from: usize, contact: usize) -> usize {
    const LINES: usize = 12;
    let tail: Vec<_> = lines(text, from..contact).collect();
    for line in tail.iter().rev().take(LINES) {
        let own = &text[line.clone()];
        if own.chars().count() > SIGNATURE || own.contains('。') {
            break;
        }
        if own.starts_with("附件") && own["附件".len()..].starts_with([':', '1', '一', ' ', '(']) {
            return line.start;
        }
    }
    contact
}

/// Where the last sentence begins that invites responses.
fn invitation(text: &str, from: usize) -> Option<usize> {
    let tail = &text[from..];
    let at = INVITE.anywhere.last_start(tail)?;
    // Several such sentences stand together: the first of them opens the part.
    let mut start = sentence_start(tail, at);
    loop {
        let head = tail[..start].trim_end().trim_end_matches('。');
        let before = sentence_start(tail, head.len());
        let own = &tail[before..head.len()];
        if before < start && at - before < INVITATION && INVITE.anywhere.are_in(own) {
            start = before;
        } else {
            break;
        }
    }
    let rest = &tail[start..];
    // 接受社会监督 may also stand in the sentence that announces the notice: then problems and answers follow.
    let near = rest.char_indices().nth(INVITED).map_or(rest, |(at, _)| &rest[..at]);
    let responds = CONTACT.in_line(near) || near.contains("电话") || near.contains("邮箱") || near.contains("反映");
    let answers = !heading::openings(rest).is_empty();
    (responds && !answers).then_some(from + start)
}

fn sentence_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['。', '\n']).map_or(0, |stop| {
        let mark = text[stop..].chars().next().map_or(1, char::len_utf8);
        let rest = &text[stop + mark..at];
        stop + mark + (rest.len() - rest.trim_start().len())
    })
}

/// Where the site's lines begin: at the first of them behind the invitation, or from half of the searched tail on.
fn footer(text: &str, from: usize, invited: bool) -> usize {
    let from = if invited { from } else { from + (text.len() - from) / 2 };
    let from = (from..=text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len());
    // Begin at a line: the invitation's own line is not the site's.
    let Some(first) = text[from..].find('\n').map(|at| from + at + 1) else {
        return text.len();
    };
    lines(text, first..text.len())
        .find(|line| FOOTER.in_line(&text[line.clone()]) && text[line.clone()].chars().count() < 200)
        .map_or(text.len(), |line| line.start)
}

/// Where contact lines without an invitation begin.
fn contact_lines(text: &str, from: usize, footer: usize) -> Option<usize> {
    let tail: Vec<_> = lines(text, from..footer).collect();
    let mut start = None;
    let mut rest = false;
    for line in tail.iter().rev().take(14) {
        let own = &text[line.clone()];
        let short = own.chars().count() <= 120;
        if short && CONTACT.in_line(own) {
            start = Some(line.start);
            rest = false;
        } else if short && start.is_none() && !rest && !own.trim_end_matches('。').contains('。') {
            // The rest of a contact line that was cut.
            rest = true;
        } else if !(short && is_signature(own)) {
            break;
        }
    }
    start
}

/// Where the lines begin under the text that name who signs, and when.
fn signature(text: &str, from: usize, footer: usize) -> usize {
    let mut start = footer;
    let tail: Vec<_> = lines(text, from..footer).collect();
    let dated = tail.iter().rev().take(3).any(|line| is_date(&text[line.clone()]));
    for line in tail.iter().rev().take(5) {
        if line.start <= from || !is_signature(&text[line.clone()]) || !dated {
            break;
        }
        start = line.start;
    }
    start
}

/// Where contact and signature begin that ran into the last line, because its breaks are lost: …年度考核。中共某局党组2024年2月8日.
fn run_in(text: &str, from: usize, end: usize) -> Option<usize> {
    /// Sentences that are looked at.
    const CLOSING_SENTENCES: usize = 5;
    let before = text[from..end].trim_end();
    let line = before.rfind('\n').map_or(0, |stop| stop + 1);
    let mut stop = before.len();
    let mut start = None;
    for _ in 0..CLOSING_SENTENCES {
        let own = before[line..stop].trim_end().trim_end_matches('。');
        let Some(mark) = own.rfind('。').map(|at| line + at + '。'.len_utf8()) else {
            break;
        };
        let sentence = before[mark..stop].trim();
        let responds = sentence.chars().count() <= INVITED && CONTACT.opens(sentence);
        if !(responds || is_date(sentence) || is_signed(sentence)) {
            break;
        }
        start = Some(from + mark + (before[mark..].len() - before[mark..].trim_start().len()));
        stop = mark;
    }
    start
}

/// A body and a date, and nothing else: 中共某局党组2024年2月8日.
fn is_signed(sentence: &str) -> bool {
    let years = ["19", "20", "二〇", "二○", "二零"];
    let date = years.iter().filter_map(|year| sentence.find(year)).min();
    date.is_some_and(|at| {
        let name = sentence[..at].trim_end();
        name.chars().count() <= SIGNATURE && bodies::ends_as_body(name) && is_date(sentence[at..].trim_end_matches(')'))
    })
}

fn is_date(line: &str) -> bool {
    let digits = line
        .chars()
        .filter(|c| c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(*c))
        .count();
    let others = line
        .chars()
        .filter(|c| !c.is_whitespace() && !"年月日-./".contains(*c))
        .count();
    (6..=12).contains(&digits) && digits == others || (line.ends_with('日') && digits >= 6 && digits + 1 >= others)
}

fn is_signature(line: &str) -> bool {
    let chars = line.chars().count();
    let plain = !line.contains(['。', ',', ':', ';', '、', '1']) && !line.starts_with(['(', '“']);
    let closes = chars <= LONGEST_CLOSING && CLOSING.in_line(line);
    is_date(line) || closes || (chars <= SIGNATURE && plain && bodies::ends_as_body(line))
}
