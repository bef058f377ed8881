//! Every fixture, broken in many ways, through the whole road from bytes to a notice: nothing panics, and what is read lies in the text.
//!
//! `DUIZHANG_MUTATIONS` is how many broken files are tried; without it a few are, so that the suite stays fast. The same number tries the
//! same files.

use std::env;
use std::fs;
use std::path::Path;

use duizhang::notice;
use duizhang::text::clean::clean;
use duizhang::text::format::extract;

/// Files that are tried where nobody asks for more.
const FEW: usize = 150;

/// Bytes of a file that are kept after breaking, so that repeats do not grow without end.
const LONGEST: usize = 200_000;

/// Pieces that readers stumble over.
const PIECES: &[&[u8]] = &[
    b"<table>",
    b"</td>",
    b"<tr><td rowspan=99999999 colspan=99999999>",
    b"<ol start=-9223372036854775808><li>",
    b"<!--",
    b"<![CDATA[",
    b"<script>'",
    b"<textarea>",
    b"<plaintext>",
    b"&#x110000;",
    b"&#0;",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xc2",
    b"\x1b[2J",
    b"\t\t\t\t",
    b"|||",
    b"\n\n\n",
    "一是".as_bytes(),
    "（一）".as_bytes(),
    "1.".as_bytes(),
    "关于“".as_bytes(),
    "整改措施\t问题\t".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{202e}".as_bytes(),
    "2024年13月45日".as_bytes(),
    "99999999999999999999个".as_bytes(),
    "對(duì)".as_bytes(),
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
];

/// Small numbers without order (xorshift), the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<_> = ["notices", "pages"]
        .iter()
        .flat_map(|name| fs::read_dir(folder.join(name)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending != "json"))
        .collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read(path).unwrap())
    };
    files.iter().map(read).collect()
}

fn broken(dice: &mut Dice, mut bytes: Vec<u8>, other: &[u8]) -> Vec<u8> {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        let end = (at + dice.below(400)).min(bytes.len());
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let from = dice.below(other.len());
                let to = (from + dice.below(2_000)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            3 => {
                let piece = bytes[at..end].to_vec();
                let times = dice.below(40);
                bytes.splice(at..at, piece.repeat(times));
            }
            4 => {
                let piece = PIECES[dice.below(PIECES.len())].repeat(1 + dice.below(60));
                bytes.splice(at..at, piece);
            }
            5 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = dice.below(256) as u8;
                }
            }
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

#[test]
fn broken_files_are_read_or_refused() {
    let files = fixtures();
    assert!(files.len() > 80, "the fixtures are gone: {}", files.len());
    let asked = env::var("DUIZHANG_MUTATIONS").ok().and_then(|text| text.parse().ok());
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut read = 0;
    for _ in 0..asked.unwrap_or(FEW) {
        let (name, bytes) = &files[dice.below(files.len())];
        let other = &files[dice.below(files.len())].1;
        let bytes = broken(&mut dice, bytes.clone(), other);
        let Ok(extracted) = extract(&bytes, name) else { continue };
        read += 1;
        let source = &extracted.text;
        let parsed = notice::parse(source, &clean(source));
        let end = parsed
            .sections
            .iter()
            .filter(|section| section.level == 1)
            .fold(0, |end, section| {
                assert_eq!(section.span.start, end, "{name}: the sections leave a gap");
                section.span.end
            });
        assert_eq!(end, source.len(), "{name}: the sections do not cover the text");
        for finding in &parsed.findings {
            assert!(source.get(finding.span.range()).is_some(), "{name}: {:?}", finding.span);
            for measure in &finding.measures {
                assert!(source.get(measure.span.range()).is_some(), "{name}: {:?}", measure.span);
                assert!(
                    finding.span.contains(measure.span),
                    "{name}: {:?} of {:?}",
                    measure.span,
                    finding.span
                );
            }
        }
        for flag in &parsed.flags {
            assert!(source.get(flag.span.range()).is_some(), "{name}: {:?}", flag.span);
        }
    }
    assert!(read > 0, "nothing was read");
}
