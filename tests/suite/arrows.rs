//! The rooms and their arrows (ARCHITECTURE.md): which room may use which, which library belongs to which room, who may do I/O.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &[]),
    ("notice", &["text", "model"]),
    ("audit", &["text", "model"]),
    ("review", &["model"]),
    ("search", &["text", "model"]),
    ("store", &["model", "review"]),
    ("export", &["model", "review"]),
    (
        "desk",
        &[
            "model", "text", "notice", "audit", "review", "search", "store", "export",
        ],
    ),
    ("cli", &["desk", "model"]),
    ("tui", &["desk", "model", "text"]),
];

/// Libraries that only some rooms may name. (`pinyin` is only in `text`, too, but so is a module of that name, which others use.)
const LIBRARIES: &[(&str, &[&str])] = &[
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("tui_textarea", &["tui"]),
    ("rusqlite", &["store"]),
    ("rusqlite_migration", &["store"]),
    ("clap", &["cli", "main.rs"]),
    ("clap_complete", &["cli", "main.rs"]),
    ("clap_mangen", &["cli", "main.rs"]),
    ("indicatif", &["cli"]),
    ("whoami", &["cli"]),
    ("encoding_rs", &["text"]),
    ("chardetng", &["text"]),
    ("html5ever", &["text"]),
    ("zip", &["text", "export"]),
    ("quick_xml", &["text"]),
    ("hayro_syntax", &["text"]),
    ("hayro_cmap", &["text"]),
    ("fuzzy_matcher", &["search"]),
    ("walkdir", &["desk"]),
];

/// Who may touch files, processes and the network; in `tui` only what its files are there for.
const IO: &[&str] = &["desk", "store", "cli", "main.rs"];
const IO_IN_TUI: &[&str] = &["tui/terminal.rs", "tui/outside.rs"];
const IO_PATHS: &[&str] = &["std::fs", "std::net", "std::process", "std::os"];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, code(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
    found.sort();
    found
}

/// The code without line comments, which may name any room.
fn code(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code));
    lines.collect::<Vec<_>>().join("\n")
}

fn room(file: &str) -> &str {
    file.split_once('/').map_or(file, |(room, _)| room)
}

/// The first names behind `crate::`, also those of `crate::{a, b::c}`.
fn used(code: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut found = BTreeSet::new();
    for (at, prefix) in code.match_indices("crate::") {
        let rest = &code[at + prefix.len()..];
        match rest.strip_prefix('{') {
            None => {
                found.insert(name(rest));
            }
            Some(group) => {
                let mut depth = 0;
                let mut fresh = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => fresh = true,
                        c if fresh && c.is_alphabetic() => {
                            found.insert(name(&group[at..]));
                            fresh = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

/// Whether the code names that path as a whole word followed by `::`, or imports it.
fn names(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + path.len()..];
        let whole = before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == ':'));
        whole && (after.starts_with("::") || after.starts_with(';') || after.starts_with(" as "))
    })
}

#[test]
fn every_room_is_known() {
    let rooms: BTreeSet<String> = sources()
        .iter()
        .filter(|(file, _)| file.contains('/'))
        .map(|(file, _)| room(file).to_owned())
        .collect();
    let known: BTreeSet<String> = ARROWS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(rooms, known);
}

#[test]
fn rooms_use_only_what_their_arrows_allow() {
    let mut faults = Vec::new();
    for (file, code) in sources() {
        let Some((own, allowed)) = ARROWS.iter().find(|(name, _)| *name == room(&file)) else {
            continue;
        };
        for other in used(&code) {
            let is_room = ARROWS.iter().any(|(name, _)| *name == other);
            if is_room && other != *own && !allowed.contains(&other.as_str()) {
                faults.push(format!("src/{file} uses {other}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut faults = Vec::new();
    for (file, code) in sources() {
        for (library, rooms) in LIBRARIES {
            if names(&code, library) && !rooms.contains(&room(&file)) {
                faults.push(format!("src/{file} names {library}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn only_some_rooms_do_input_and_output() {
    let mut faults = Vec::new();
    for (file, code) in sources() {
        if IO.contains(&room(&file)) || IO_IN_TUI.contains(&file.as_str()) {
            continue;
        }
        let tests = code.find("#[cfg(test)]").unwrap_or(code.len());
        for path in IO_PATHS {
            if names(&code[..tests], path) && !file.ends_with("tests.rs") {
                faults.push(format!("src/{file} names {path}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_checks_see_what_they_look_for() {
    let found = used(&code(
        "use crate::{model::{A, b}, text, store as s};\nlet x = crate::desk::Desk; // crate::cli",
    ));
    let expected = ["desk", "model", "store", "text"].map(str::to_owned);
    assert_eq!(found, BTreeSet::from(expected));
    assert!(names("use ratatui::Frame;", "ratatui"));
    assert!(names("use std::fs;", "std::fs"));
    assert!(!names("my_ratatui::x", "ratatui") && !names("ratatui_textarea::x", "ratatui"));
}
