//! Nothing is forgotten: every test file is part of the binary, every room says what it is for, no test is silenced.

use std::fs;
use std::path::{Path, PathBuf};

/// The one test that is left out of a run: it is what the tests of several processes start.
const CHILD: &str = "nore = \"a part that the other tests of this file start\"]";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_file_of_the_suite_is_compiled() {
    let suite = root().join("tests/suite");
    for file in rust_files(&suite) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let folder = file.parent().unwrap();
        if folder == suite && name == "main" || name == "mod" {
            continue;
        }
        let parent = if folder == suite {
            suite.join("main.rs")
        } else {
            folder.join("mod.rs")
        };
        let listed = fs::read_to_string(&parent).unwrap_or_default();
        assert!(
            listed.contains(&format!("mod {name};")),
            "{} is not named in {}",
            file.display(),
            parent.display()
        );
    }
}

#[test]
fn every_room_opens_with_its_purpose() {
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let folder = entry.unwrap().path();
        if folder.is_dir() {
            let header = fs::read_to_string(folder.join("mod.rs")).unwrap();
            assert!(header.starts_with("//! "), "{} has no header", folder.display());
        }
    }
}

#[test]
fn no_test_is_silenced_and_nothing_is_left_to_do() {
    // Put together here, so that this file does not find itself.
    let marks = ["#[ig|nore", "to|do!(", "unimple|mented!("].map(|mark| mark.replace('|', ""));
    for folder in ["src", "tests", "benches"] {
        for file in rust_files(&root().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            // The part of a child process is a test only so that the binary can be started with it.
            let text = text.replace(&format!("#[ig{CHILD}"), "");
            for mark in &marks {
                assert!(!text.contains(mark.as_str()), "{} has {mark}", file.display());
            }
        }
    }
}

#[test]
fn migrations_are_numbered_without_gaps_and_known_to_the_store() {
    let mut names: Vec<String> = fs::read_dir(root().join("db"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "sql"))
        .collect();
    names.sort();
    let opening = fs::read_to_string(root().join("src/store/open.rs")).unwrap();
    for (number, name) in names.iter().enumerate() {
        assert!(name.starts_with(&format!("{:04}_", number + 1)), "{name}");
        assert!(opening.contains(name), "store/open.rs does not include {name}");
    }
}
