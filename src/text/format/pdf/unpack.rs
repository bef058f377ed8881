//! Streams unpacked within limits. The library unpacks what it is asked for whole, so that every stream is first measured.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use memchr::memmem;

use super::super::{Excess, Unreadable};

/// Bytes that one stream may unpack to.
const STREAM_LIMIT: u64 = 64 * 1024 * 1024;

/// Bytes that are taken of the drawing of a page. Pages of prose have some ten kilobytes, maps some megabytes.
pub(super) const DRAWING: u64 = 16 * 1024 * 1024;

/// Bytes that are taken of a table of codes. One for every code of two bytes has about one megabyte.
pub(super) const TABLE: u64 = 4 * 1024 * 1024;

/// Bytes that all streams of a file may unpack to, pictures left out.
const ALL_LIMIT: u64 = 512 * 1024 * 1024;

/// Bytes before a stream in which its dictionary is looked at.
const DICTIONARY: usize = 4096;

/// Columns of the widest picture or table whose rows were packed by their differences. The library makes room for a row before it reads one.
const COLUMNS: u64 = 65_536;

/// Names that decide how a stream is unpacked.
const DECISIVE: [&[u8]; 9] = [
    b"Columns",
    b"DecodeParms",
    b"Filter",
    b"FlateDecode",
    b"LZWDecode",
    b"RunLengthDecode",
    b"ObjStm",
    b"XRef",
    b"Predictor",
];

/// Bytes of the longest of them when every letter is disguised.
const DISGUISED: usize = 48;

/// Packed size up to which other compressions than Deflate are unpacked unmeasured; LZW reaches some two thousand times as much.
const OTHER_LIMIT: usize = 32 * 1024;

/// Refuses a file of which a stream unpacks to more than any document needs, before anything else looks at it.
///
/// # Errors
/// When there is such a stream.
pub(super) fn measure(bytes: &[u8]) -> Result<(), Unreadable> {
    const TOO_MUCH: Unreadable = Unreadable::TooMuch(Excess::Unpacked);
    if has_wide_rows(bytes) || has_disguise(bytes) {
        return Err(TOO_MUCH);
    }
    let mut all = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let rest = &bytes[at + b"stream".len()..];
        let data = rest
            .strip_prefix(b"\r\n")
            .or(rest.strip_prefix(b"\n"))
            .or(rest.strip_prefix(b"\r"));
        let Some(data) = data else {
            continue;
        };
        let from = at.saturating_sub(DICTIONARY);
        let dictionary = &bytes[from..at];
        let dictionary = &dictionary[memmem::rfind(dictionary, b" obj").unwrap_or(0)..];
        let has = |mark: &[u8]| memmem::find(dictionary, mark).is_some();
        // Pictures are never unpacked here; they may be large. Names can be disguised with `#`.
        let picture = has(b"/Image") && !has(b"/ObjStm") && !has(b"/XRef") && !has(b"#");
        if picture {
            continue;
        }
        let end = memmem::find(data, b"endstream").unwrap_or(data.len());
        if (has(b"/LZW") || has(b"/RunLength") || has(b"/RL") || has(b"#")) && end > OTHER_LIMIT {
            return Err(TOO_MUCH);
        }
        let size = inflated(data, 2);
        all += size;
        if size > STREAM_LIMIT || all > ALL_LIMIT {
            return Err(TOO_MUCH);
        }
    }
    Ok(())
}

/// Whether rows of more columns than any document has are to be unpacked, or of a number that stands elsewhere.
fn has_wide_rows(bytes: &[u8]) -> bool {
    let after =
        |name: &'static [u8]| memmem::find_iter(bytes, name).map(move |at| bytes[at + name.len()..].trim_ascii_start());
    let digits = |rest: &[u8]| rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sound = |rest: &[u8]| {
        let (number, rest) = rest.split_at(digits(rest));
        let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        let elsewhere = rest.trim_ascii_start().first().is_some_and(u8::is_ascii_digit);
        number.is_some_and(|number: u64| (1..=COLUMNS).contains(&number)) && !elsewhere
    };
    !after(b"/Columns").all(sound) || after(b"/DecodeParms").any(|rest| digits(rest) > 0)
}

/// Whether a name that decides how a stream is unpacked is written so that it is not seen: `/Col#75mns`. Only what no name can have as it
/// is needs to be written so, and letters are none of it.
fn has_disguise(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'#', bytes).any(|at| {
        let from = at.saturating_sub(DISGUISED);
        let Some(start) = memchr::memrchr(b'/', &bytes[from..at]) else {
            return false;
        };
        let name = &bytes[from + start + 1..bytes.len().min(from + start + 1 + DISGUISED)];
        let end = name
            .iter()
            .position(|&byte| !(byte.is_ascii_alphanumeric() || byte == b'#'));
        DECISIVE.contains(&&*written_out(&name[..end.unwrap_or(name.len())]))
    })
}

/// A name without its codes.
fn written_out(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| byte == b'#');
        let code = code.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        out.push(code.unwrap_or(byte));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    out
}

/// To how many bytes data unpacks, or a little more than is allowed; what is packed twice, with the inner packing.
fn inflated(data: &[u8], depth: usize) -> u64 {
    let size = drain(ZlibDecoder::new(data));
    let size = if size == 0 {
        drain(DeflateDecoder::new(data))
    } else {
        size
    };
    let mut first = Vec::new();
    if depth > 0 && size > 0 && ZlibDecoder::new(data).take(64 * 1024).read_to_end(&mut first).is_ok() {
        return size.max(inflated(&first, depth - 1));
    }
    size
}

fn drain(reader: impl Read) -> u64 {
    let mut reader = reader.take(STREAM_LIMIT + 1);
    let (mut size, mut buffer) = (0, vec![0; 64 * 1024]);
    while let Ok(read @ 1..) = reader.read(&mut buffer) {
        size += read as u64;
    }
    size
}

/// The data of a stream, up to so many bytes; empty where it cannot be unpacked.
pub(super) fn data(stream: &Stream<'_>, limit: u64) -> Vec<u8> {
    let raw = stream.raw_data();
    match stream.filters().as_slice() {
        [] => raw.into_owned(),
        // Most streams; what is broken at its end is read up to there.
        [Filter::FlateDecode] if !stream.dict().contains_key("DecodeParms") => {
            let mut out = Vec::new();
            let _ = ZlibDecoder::new(&raw[..]).take(limit).read_to_end(&mut out);
            if out.is_empty() {
                let _ = DeflateDecoder::new(&raw[..]).take(limit).read_to_end(&mut out);
            }
            out
        }
        // Rare ones, which `measure` has let through only where they are small or harmless.
        _ if raw.len() as u64 <= limit => stream.decoded_data().map(Cow::into_owned).unwrap_or_default(),
        _ => Vec::new(),
    }
}
