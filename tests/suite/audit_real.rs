//! The flags on real notices, which stay outside of the project (`DUIZHANG_NOTICES`): every hit, the parser's and the checks', was read and
//! judged right or wrong, and stands in `tests/fixtures/audit/real.tsv`. A hit that is not there is to be read and judged before it may stay.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use duizhang::desk::parse_bytes;
use duizhang::model::{Flag, Severity, Span};

struct Row {
    notice: String,
    rule: String,
    kind: String,
    span: Span,
    right: bool,
}

fn judged() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/audit/real.tsv");
    let table = fs::read_to_string(path).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [notice, rule, kind, start, end, verdict] = columns[..6] else {
            panic!("six columns: {line}");
        };
        assert!(["right", "wrong"].contains(&verdict), "{line}");
        assert!(
            verdict == "right" || columns.get(6).is_some_and(|why| !why.is_empty()),
            "why is it wrong? {line}"
        );
        Row {
            notice: notice.to_owned(),
            rule: rule.to_owned(),
            kind: kind.to_owned(),
            span: Span::new(start.parse().unwrap(), end.parse().unwrap()),
            right: verdict == "right",
        }
    })
    .collect()
}

/// The texts with the number that each begins with; none, and a word about it, where the folder is not named.
fn notices() -> Vec<(String, PathBuf)> {
    let Some(folder) = env::var_os("DUIZHANG_NOTICES") else {
        assert!(
            env::var_os("DUIZHANG_REQUIRE_NOTICES").is_none_or(|value| value != "1"),
            "DUIZHANG_REQUIRE_NOTICES=1, but DUIZHANG_NOTICES is not set"
        );
        eprintln!("SKIPPED: DUIZHANG_NOTICES is not set: the audit's hits on real notices were not compared");
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.push((name.split('_').next().unwrap_or_default().to_owned(), path));
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no notices in DUIZHANG_NOTICES");
    found
}

/// The parser may come to draw a measure a little wider or narrower; it is the same hit.
fn same(row: &Row, notice: &str, flag: &Flag) -> bool {
    let touches = row.span == flag.span || row.span.overlaps(flag.span);
    row.notice == notice && row.rule == flag.rule && row.kind == flag.kind && touches
}

#[test]
fn every_hit_on_the_real_notices_was_read_and_nine_of_ten_are_right() {
    let rows = judged();
    let (mut unread, mut gone) = (Vec::new(), Vec::new());
    let mut tally = [(0usize, 0usize); 3];
    for (notice, path) in notices() {
        let flags = parse_bytes(&fs::read(&path).unwrap(), &path.to_string_lossy()).flags;
        for flag in &flags {
            let severity = &mut tally[flag.severity as usize];
            match rows.iter().find(|row| same(row, &notice, flag)) {
                Some(row) => {
                    severity.0 += 1;
                    severity.1 += usize::from(row.right);
                }
                None => unread.push(format!(
                    "{notice}\t{}\t{}\t{}\t{}\t?",
                    flag.rule, flag.kind, flag.span.start, flag.span.end
                )),
            }
        }
        let own = rows.iter().filter(|row| row.notice == notice);
        let lost = own.filter(|row| !flags.iter().any(|flag| same(row, &notice, flag)));
        gone.extend(lost.map(|row| format!("{notice}\t{}\t{}\t{}", row.rule, row.kind, row.span.start)));
    }
    assert!(
        unread.is_empty(),
        "read these hits and judge them in real.tsv:\n{}",
        unread.join("\n")
    );
    assert!(
        gone.is_empty(),
        "no longer raised, take them out of real.tsv:\n{}",
        gone.join("\n")
    );
    for (severity, (hits, right)) in [Severity::Info, Severity::Notice, Severity::Warning]
        .into_iter()
        .zip(tally)
    {
        eprintln!("{severity:?}: {right} of {hits} right");
        assert!(
            right * 10 >= hits * 9,
            "{severity:?}: only {right} of {hits} hits are right"
        );
    }
}
