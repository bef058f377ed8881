//! Fonts: from the codes in a page's text to characters, and how wide each is.
//!
//! What the file itself says (`ToUnicode`) comes first; then what the encoding implies: Unicode encodings, the Chinese character
//! collections of Adobe (their tables come with hayro-cmap), the names of glyphs.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};

use super::unpack;

/// Runs of widths that one font may give.
const WIDTH_LIMIT: usize = 70_000;

/// What stands for a code that no table knows.
pub(super) const UNKNOWN: &str = "\u{fffd}";

/// A font.
pub(super) struct Font {
    coding: Coding,
    to_unicode: Option<CMap>,
    widths: Widths,
}

/// How codes stand for glyphs.
enum Coding {
    /// One byte each; what each shows.
    Simple(Vec<String>),
    /// Several bytes each.
    Composite(Box<Composite>),
}

struct Composite {
    /// Codes to glyphs.
    glyphs: CMap,
    /// Whether codes are UTF-16.
    is_unicode: bool,
    /// Glyphs of a known collection to characters.
    collection: Option<CMap>,
}

/// Widths in thousandths of the font's size.
struct Widths {
    single: HashMap<u32, f64>,
    runs: Vec<(u32, u32, f64)>,
    default: f64,
}

impl Font {
    /// Reads a font's dictionary. Never fails: what is not understood shows as [`UNKNOWN`].
    pub(super) fn read(dict: &Dict<'_>) -> Self {
        let is = |name: &[u8]| dict.get::<Name<'_>>("Subtype").is_some_and(|subtype| *subtype == *name);
        let to_unicode = dict
            .get::<Stream<'_>>("ToUnicode")
            .and_then(|stream| cmap(&unpack::data(&stream, unpack::TABLE)));
        if is(b"Type0") {
            let below = dict.get::<Array<'_>>("DescendantFonts");
            let below = below
                .and_then(|fonts| fonts.iter::<Dict<'_>>().next())
                .unwrap_or_default();
            return Self {
                coding: Coding::Composite(Box::new(Composite::read(dict, &below))),
                to_unicode,
                widths: composite_widths(&below),
            };
        }
        Self {
            coding: Coding::Simple(simple(dict)),
            to_unicode,
            widths: simple_widths(dict),
        }
    }

    /// Tells of each glyph in a string: what it shows, its width in parts of the size, and whether it is a space by its code.
    pub(super) fn each(&self, bytes: &[u8], mut tell: impl FnMut(&str, f64, bool)) {
        match &self.coding {
            Coding::Simple(shown) => {
                for &byte in bytes {
                    let text = self.by_file(u32::from(byte)).unwrap_or_else(|| {
                        let text = shown.get(usize::from(byte)).filter(|text| !text.is_empty());
                        text.cloned().unwrap_or_else(|| UNKNOWN.to_owned())
                    });
                    tell(&text, self.widths.of(u32::from(byte)), byte == b' ');
                }
            }
            Coding::Composite(composite) => {
                let mut rest = bytes;
                while !rest.is_empty() {
                    let (code, length, glyph) = composite.next(rest);
                    rest = &rest[length..];
                    let text = self
                        .by_file(code)
                        .or_else(|| composite.shown(code, length, glyph))
                        .unwrap_or_else(|| UNKNOWN.to_owned());
                    tell(&text, self.widths.of(glyph.unwrap_or(0)), length == 1 && code == 32);
                }
            }
        }
    }

    fn by_file(&self, code: u32) -> Option<String> {
        text_of(self.to_unicode.as_ref()?, code)
    }
}

/// What a table shows for a code; none for nothing, and for what some writers put where they do not know.
fn text_of(table: &CMap, code: u32) -> Option<String> {
    let text = match table.lookup_bf_string(code)? {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    text.chars()
        .all(|c| !matches!(c, '\0' | '\u{fffd}' | '\u{ffff}'))
        .then_some(text)
}

fn cmap(data: &[u8]) -> Option<CMap> {
    CMap::parse(data, load_embedded)
}

impl Composite {
    fn read(dict: &Dict<'_>, below: &Dict<'_>) -> Self {
        let name = dict.get::<Name<'_>>("Encoding");
        let named = name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default();
        let glyphs = match (&name, dict.get::<Stream<'_>>("Encoding")) {
            (Some(name), _) => match CMapName::from_bytes(name.as_ref()) {
                CMapName::IdentityH | CMapName::IdentityV => None,
                name => load_embedded(name).and_then(cmap),
            },
            (None, Some(stream)) => cmap(&unpack::data(&stream, unpack::TABLE)),
            (None, None) => None,
        };
        let info = below.get::<Dict<'_>>("CIDSystemInfo").unwrap_or_default();
        let part = |key: &str| {
            info.get::<Bytes<'_>>(key)
                .map(|text| text.as_bytes().to_vec())
                .unwrap_or_default()
        };
        let family = CidFamily::from_registry_ordering(&part("Registry"), &part("Ordering"));
        Self {
            is_unicode: named.contains("UCS2") || named.contains("UTF16"),
            collection: family.ucs2_cmap().and_then(load_embedded).and_then(cmap),
            glyphs: glyphs.unwrap_or_else(CMap::identity_h),
        }
    }

    /// The next code, its length, and its glyph.
    fn next(&self, bytes: &[u8]) -> (u32, usize, Option<u32>) {
        let mut code = 0;
        for (at, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            if let Some(glyph) = self.glyphs.lookup_cid_code(code, at as u8 + 1) {
                return (code, at + 1, Some(glyph));
            }
        }
        let two = bytes.iter().take(2);
        (
            two.clone().fold(0, |code, byte| code << 8 | u32::from(*byte)),
            two.len(),
            None,
        )
    }

    fn shown(&self, code: u32, length: usize, glyph: Option<u32>) -> Option<String> {
        if self.is_unicode {
            let units = [(code >> 16) as u16, code as u16];
            let units = if length > 2 { &units[..] } else { &units[1..] };
            return String::from_utf16(units).ok().filter(|text| text != "\0");
        }
        text_of(self.collection.as_ref()?, glyph?)
    }
}

impl Widths {
    fn of(&self, code: u32) -> f64 {
        let single = self.single.get(&code).copied();
        let run = || {
            let after = self.runs.partition_point(|(first, _, _)| *first <= code);
            self.runs[..after].last().filter(|(_, last, _)| code <= *last)
        };
        single.or_else(|| run().map(|run| run.2)).unwrap_or(self.default) / 1000.0
    }
}

fn simple_widths(dict: &Dict<'_>) -> Widths {
    let first = dict.get::<u32>("FirstChar").unwrap_or(0);
    let widths = dict.get::<Array<'_>>("Widths");
    let single = widths
        .into_iter()
        .flat_map(|widths| widths.iter::<f64>().take(256).collect::<Vec<_>>());
    let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    Widths {
        single: (first..).zip(single).collect(),
        runs: Vec::new(),
        default: descriptor
            .get::<f64>("MissingWidth")
            .filter(|width| *width > 0.0)
            .unwrap_or(500.0),
    }
}

/// Widths of a composite font: `first [w w w]` or `first last w`.
fn composite_widths(below: &Dict<'_>) -> Widths {
    let mut widths = Widths {
        single: HashMap::new(),
        runs: Vec::new(),
        default: below.get::<f64>("DW").unwrap_or(1000.0),
    };
    let mut numbers: Vec<f64> = Vec::new();
    let items = below.get::<Array<'_>>("W");
    for item in items.iter().flat_map(Array::iter::<Object<'_>>).take(WIDTH_LIMIT) {
        match item {
            Object::Number(number) => numbers.push(number.as_f64()),
            Object::Array(list) => {
                let first = numbers.pop().unwrap_or(0.0) as u32;
                numbers.clear();
                let left = WIDTH_LIMIT.saturating_sub(widths.single.len());
                widths
                    .single
                    .extend((first..u32::MAX).zip(list.iter::<f64>().take(left)));
            }
            _ => {}
        }
        if let [first, last, width] = numbers[..] {
            widths.runs.push((first as u32, last as u32, width));
            numbers.clear();
        }
    }
    widths.runs.sort_by_key(|(first, _, _)| *first);
    widths
}

/// What the 256 codes of a simple font show.
fn simple(dict: &Dict<'_>) -> Vec<String> {
    let encoding = dict.get::<Dict<'_>>("Encoding");
    let base = match &encoding {
        Some(encoding) => encoding.get::<Name<'_>>("BaseEncoding"),
        None => dict.get::<Name<'_>>("Encoding"),
    };
    let table = match base {
        Some(name) if *name == *b"MacRomanEncoding" => MACINTOSH,
        _ => WINDOWS_1252,
    };
    let mut shown: Vec<String> = (0..=255_u8)
        .map(|byte| table.decode_without_bom_handling(&[byte]).0.into_owned())
        .map(|text| {
            if text.chars().any(char::is_control) {
                String::new()
            } else {
                text
            }
        })
        .collect();
    let differences = encoding.and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
    let mut code = 0;
    for item in differences.iter().flat_map(Array::iter::<Object<'_>>).take(1024) {
        match item {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(slot) = shown.get_mut(code) {
                    *slot = named(name.as_str());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    shown
}

static GLYPHS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("glyphs.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t')).collect()
});

/// What a glyph of that name shows; empty where the name tells nothing.
fn named(name: &str) -> String {
    let name = name.split('.').next().filter(|head| !head.is_empty()).unwrap_or(name);
    if let Some(text) = GLYPHS.get(name) {
        return (*text).to_owned();
    }
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return c.to_string();
    }
    let code = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))
        .filter(|hex| (4..=6).contains(&hex.len()));
    let c = code
        .and_then(|hex| u32::from_str_radix(hex, 16).ok())
        .and_then(char::from_u32);
    c.map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs_are_read() {
        for (name, text) in [
            ("A", "A"),
            ("seven", "7"),
            ("uni4E00", "一"),
            ("u4E8C", "二"),
            ("parenleft.alt", "("),
            ("g12", ""),
            ("uniZZZZ", ""),
        ] {
            assert_eq!(named(name), text, "{name}");
        }
    }

    #[test]
    fn the_collections_of_chinese_glyphs_are_known() {
        let table = CidFamily::from_registry_ordering(b"Adobe", b"GB1")
            .ucs2_cmap()
            .and_then(load_embedded)
            .and_then(cmap)
            .unwrap();
        let codes = load_embedded(CMapName::from_bytes(b"GBK-EUC-H"))
            .and_then(cmap)
            .unwrap();
        let (bytes, _, _) = encoding_rs::GBK.encode("改");
        let glyph = codes
            .lookup_cid_code(u32::from(bytes[0]) << 8 | u32::from(bytes[1]), 2)
            .unwrap();
        assert_eq!(text_of(&table, glyph).as_deref(), Some("改"));
    }
}
