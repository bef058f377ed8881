//! Escape sequences: what a terminal would swallow goes as a whole, with its parameters and payload.

use memchr::memchr2_iter;

use super::step::Edits;

const KIND: &str = "escape";
const ESC: u8 = 0x1b;

/// Parameters of a real sequence are shorter than this; what is longer is text behind a stray introducer, and stays.
const LONGEST_PARAMETERS: usize = 64;

/// Payloads (window titles, links, clipboard) beyond this are text behind a stray introducer, and stay.
const LONGEST_PAYLOAD: usize = 8 * 1024;

/// ESC sequences and the single-character introducers of ECMA-48 (U+0080–U+009F). Without its end, a sequence loses its introducer only.
/// A payload ends at the latest at the next ESC or line end, so that no stretch is read twice.
pub(super) fn edits(text: &str, edits: &mut Edits) {
    let bytes = text.as_bytes();
    for at in memchr2_iter(ESC, 0xc2, bytes) {
        if at < edits.end() {
            continue;
        }
        let end = if bytes[at] == ESC {
            Some(after_esc(bytes, at + 1))
        } else {
            match bytes.get(at + 1) {
                // In damaged text such a character may stand for anything: only a whole sequence is one.
                Some(0x9b) => parameters(bytes, at + 2).filter(|end| *end > at + 3),
                Some(0x90 | 0x98 | 0x9d..=0x9f) => payload(bytes, at + 2),
                _ => None,
            }
        };
        if let Some(end) = end {
            edits.drop(at..end, KIND);
        }
    }
}

/// The end of the sequence whose ESC stands before `at`.
fn after_esc(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'[') => parameters(bytes, at + 1).unwrap_or(at + 1),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => payload(bytes, at + 1).unwrap_or(at + 1),
        Some(b' '..=b'/') => {
            let more = run(bytes, at, |b| matches!(b, b' '..=b'/'));
            match bytes.get(more) {
                Some(b'0'..=b'~') => more + 1,
                _ => at,
            }
        }
        Some(b'0'..=b'~') => at + 1,
        _ => at,
    }
}

/// The end of a control sequence whose parameters begin at `at`; None where its final letter is missing.
fn parameters(bytes: &[u8], at: usize) -> Option<usize> {
    let end = run(bytes, at, |b| matches!(b, b'0'..=b'?'));
    let end = run(bytes, end, |b| matches!(b, b' '..=b'/'));
    let closed = bytes.get(end).is_some_and(|b| matches!(b, b'@'..=b'~'));
    (closed && end - at <= LONGEST_PARAMETERS).then_some(end + 1)
}

/// The end of a string sequence whose payload begins at `at`: behind BEL, ESC \ or U+009C; None where neither comes.
fn payload(bytes: &[u8], at: usize) -> Option<usize> {
    let window = &bytes[at..bytes.len().min(at + LONGEST_PAYLOAD)];
    let mut from = 0;
    loop {
        let stop = from
            + window[from..]
                .iter()
                .position(|b| matches!(*b, 0x07 | ESC | b'\n' | b'\r' | 0x18 | 0x1a | 0xc2))?;
        return match (window[stop], bytes.get(at + stop + 1)) {
            (0x07, _) => Some(at + stop + 1),
            (ESC, Some(b'\\')) | (0xc2, Some(0x9c)) => Some(at + stop + 2),
            // Another introducer: it is looked at by itself.
            (0xc2, Some(0x90 | 0x98 | 0x9b | 0x9d..=0x9f)) => None,
            (0xc2, _) => {
                from = stop + 1;
                continue;
            }
            _ => None,
        };
    }
}

fn run(bytes: &[u8], at: usize, within: impl Fn(u8) -> bool) -> usize {
    let most = bytes.len().min(at + LONGEST_PARAMETERS + 1);
    (at..most).find(|&i| !within(bytes[i])).unwrap_or(most).max(at)
}
