//! Generated notices: the same from the same seed, and the same text out of a file of every format.

use duizhang::text::clean::clean;
use duizhang::text::format::extract;

use crate::notices::{self, Format, Line};

#[test]
fn a_seed_gives_the_same_notice_and_another_seed_another() {
    let text = |seed| notices::files::text(&notices::notice(seed, 6_000));
    assert_eq!(text(7), text(7));
    assert_ne!(text(7), text(8));
    assert!(text(7).len() > 5_000);
}

/// What of a text has to come out of every file: all but white space and the marks of Markdown and tables.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() || "。，；：“”《》（）".contains(*c))
        .collect()
}

#[test]
fn every_format_gives_the_whole_notice() {
    for seed in 0..24 {
        let notice = notices::notice(seed, 8_000);
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Big5) {
            let read = extract(
                &notices::files::file(&notice, format),
                &format!("a.{}", format.ending()),
            )
            .unwrap();
            // Cleaned, because a page's number may stand in the middle of a paragraph.
            let found = letters(&clean(&read.text).text);
            for line in &notice.lines {
                let cells = match line {
                    Line::Heading(_, text) | Line::Text(text) => std::slice::from_ref(text),
                    Line::Row(cells) => cells,
                };
                for cell in cells {
                    assert!(found.contains(&letters(cell)), "{seed} {format:?}: {cell}");
                }
            }
        }
    }
}

#[test]
fn big5_is_read_as_big5() {
    let notice = notices::notice(3, 8_000);
    let read = extract(&notices::files::file(&notice, Format::Big5), "a.txt").unwrap();
    assert_eq!(read.encoding, "Big5");
    assert!(!read.text.contains(['\u{fffd}', '&']), "{}", read.text);
    assert_eq!(read.text.lines().count(), notice.lines.len());
}
