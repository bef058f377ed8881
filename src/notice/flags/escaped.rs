//! Characters that stand as the codes that pages and scripts write for them: `&#25972;`, `\u6574`, `%E6%95%B4`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// The stretches of codes, with what they stand for. One code alone is left, and so is what belongs to an address.
pub(super) fn read(text: &str) -> Vec<(Range<usize>, String)> {
    static CODES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:&#(?:[0-9]{4,6}|[xX][0-9a-fA-F]{4,5});){2,}|(?:\\u[0-9a-fA-F]{4}){2,}|(?:%[0-9a-fA-F]{2}){6,}")
            .ok()
    });
    let hits = CODES.as_ref().map(|codes| codes.find_iter(text));
    let read = |hit: regex::Match<'_>| {
        if text[..hit.start()].ends_with(['/', '=', '?', '&', '+', '-', '_']) {
            return None;
        }
        let reading = decode(hit.as_str())?;
        let chinese = reading.chars().all(
            |c| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”'),
        );
        chinese.then(|| (hit.range(), reading))
    };
    hits.into_iter().flatten().filter_map(read).collect()
}

fn decode(codes: &str) -> Option<String> {
    if codes.starts_with('%') {
        let bytes: Option<Vec<u8>> = codes
            .split('%')
            .skip(1)
            .map(|byte| u8::from_str_radix(byte, 16).ok())
            .collect();
        return String::from_utf8(bytes?).ok();
    }
    let (between, radix) = if codes.starts_with('\\') {
        ("\\u", 16)
    } else {
        ("&#", 10)
    };
    codes
        .split(between)
        .skip(1)
        .map(|code| {
            let code = code.trim_end_matches(';');
            let value = match code.strip_prefix(['x', 'X']) {
                Some(code) => u32::from_str_radix(code, 16),
                None => u32::from_str_radix(code, radix),
            };
            value.ok().and_then(char::from_u32)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_and_addresses_left() {
        for source in [
            "&#25972;&#25913;",
            "&#x6574;&#x6539;",
            r"\u6574\u6539",
            "%E6%95%B4%E6%94%B9",
        ] {
            let found = read(source);
            assert_eq!(found, [(0..source.len(), "整改".to_owned())], "{source}");
        }
        for source in [
            "http://a.example/%E6%95%B4%E6%94%B9",
            "&#169;2023",
            "完成95%、100%",
            r"C:\users\u",
        ] {
            assert_eq!(read(source), [], "{source}");
        }
    }
}
