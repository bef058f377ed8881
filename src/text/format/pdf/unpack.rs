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

/// Packed size up to which other compressions than Deflate are unpacked unmeasured; LZW reaches some two thousand times as much.
const OTHER_LIMIT: usize = 32 * 1024;

/// Refuses a file of which a stream unpacks to more than any document needs, before anything else looks at it.
///
/// # Errors
/// When there is such a stream.
pub(super) fn measure(bytes: &[u8]) -> Result<(), Unreadable> {
    const TOO_MUCH: Unreadable = Unreadable::TooMuch(Excess::Unpacked);
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
