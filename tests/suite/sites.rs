//! Pages as the usual systems of offices, schools and companies make them, each beside what a reader keeps of it. To add one, drop
//! NAME.html and NAME.expected.txt into tests/fixtures/pages: title, day of publication and address as the page has them, an empty line,
//! and the text line by line. Blanks count as one; those at a line's ends do not count.

use std::fs;
use std::path::{Path, PathBuf};

use duizhang::text::format::extract;

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "html"))
        .collect();
    found.sort();
    found
}

/// The lines that are not empty, blanks folded.
fn lines(text: &str) -> Vec<String> {
    let folded = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    folded.filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_notice_and_nothing_else_comes_out_of_every_page() {
    let pages = pages();
    assert!(pages.len() >= 12, "the pages are gone: {}", pages.len());
    let mut wrong = Vec::new();
    for path in pages {
        let name = path.file_name().unwrap().to_string_lossy();
        let read = extract(&fs::read(&path).unwrap(), &name).unwrap();
        let published = read.hints.published.map(|date| date.to_string());
        let found = format!(
            "title: {}\npublished: {}\nurl: {}\n\n{}",
            read.hints.title,
            published.unwrap_or_default(),
            read.hints.url,
            read.text
        );
        let expected = fs::read_to_string(path.with_extension("expected.txt")).unwrap();
        let (found, expected) = (lines(&found), lines(&expected));
        for line in expected.iter().filter(|line| !found.contains(line)) {
            wrong.push(format!("{name} lacks: {line}"));
        }
        for line in found.iter().filter(|line| !expected.contains(line)) {
            wrong.push(format!("{name} has too much: {line}"));
        }
        if found != expected && wrong.is_empty() {
            wrong.push(format!("{name}: the lines are out of order or doubled"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
