//! Invented notices in many layouts, each beside what a reader finds in it. To add one, drop NAME.txt (or .md, .html) and NAME.expected.json into
//! tests/fixtures/notices.
//!
//! An expectation names, in the notice's own words: `sections` [label, kind]; `findings` with label, path, title, the beginning of the
//! statement, the state and `measures` [label, first characters, last characters]; `next_steps` [label, title, number of steps]; and the
//! kinds of the parser's `flags` in text order; of the fields, `notice` (the facts that it names), `claims` [subject, total, done, rate] of
//! the headlines, `progress` of the measures in text order, `promises` [first characters, kind, due], `proposals` [kind, reading,
//! confidence] and `repairs` [kind, count]. A key that is left out is not checked.

use std::fs;
use std::path::{Path, PathBuf};

use duizhang::desk::{RULES, Raised, parse_bytes};
use duizhang::model::{ClaimSubject, Flag, ParsedNotice, Progress};
use proptest::prelude::*;
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/notices")
}

fn notices() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext != "json"))
        .collect();
    found.sort();
    found
}

#[test]
fn every_layout_is_read_as_a_reader_reads_it() {
    let notices = notices();
    assert!(notices.len() >= 12, "the fixtures are gone: {}", notices.len());
    let mut wrong = Vec::new();
    for path in notices {
        let expected = path.with_extension("expected.json");
        let expected: Value = serde_json::from_str(
            &fs::read_to_string(&expected).unwrap_or_else(|_| panic!("{} is missing", expected.display())),
        )
        .unwrap();
        let parsed = parse_bytes(&fs::read(&path).unwrap(), &path.file_name().unwrap().to_string_lossy());
        let found = summary(&parsed);
        for (key, expected) in expected.as_object().unwrap() {
            let expected = readable(key, expected);
            if key == "notice" {
                for (field, expected) in expected.as_object().unwrap() {
                    if found[key][field] != *expected {
                        let name = path.file_name().unwrap().to_string_lossy();
                        wrong.push(format!("{name} {field}: {} for {expected}", found[key][field]));
                    }
                }
            } else if found[key] != expected {
                wrong.push(format!(
                    "{} {key}\n  expected {expected}\n  found    {}",
                    path.file_name().unwrap().to_string_lossy(),
                    found[key]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_notice_reads_the_same_with_and_without_its_line_breaks() {
    for name in [
        "nested_lines",
        "measures_in_brackets",
        "deep_circled",
        "problem_numbers",
        "wrapped_only",
        "first_then",
        "arabic_measures",
        "numbering_faults",
        "list_only",
        "blocks_in_finding",
        "positive_titles",
        "mixed_depths",
        "long_lines",
        "bracket_labels",
        "step_labels",
        "outlook_line",
        "outlook_counted",
        "question_sentences",
        "statement_then_answer",
        "ordinals_apart",
    ] {
        let text = fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap();
        let joined: String = text.lines().map(str::trim).collect();
        assert!(!outline(&text).0.is_empty(), "{name}");
        assert_eq!(outline(&text).0, outline(&joined).0, "{name}");
    }
}

/// Labels, paths and titles of the findings with the labels of their measures, and the number of steps.
fn outline(text: &str) -> (Vec<Value>, usize) {
    let parsed = parse_bytes(text.as_bytes(), "notice.txt");
    let steps = parsed.next_steps.iter().map(|step| step.items.len()).sum();
    let findings = parsed.findings.into_iter().map(|finding| {
        let labels: Vec<_> = finding.measures.into_iter().map(|measure| measure.label).collect();
        json!([finding.label, finding.path, finding.title, labels])
    });
    (findings.collect(), steps)
}

/// The lines of `text` cut after so many characters, with the number of a page behind every so many lines.
fn wrapped(text: &str, width: usize, page: Option<usize>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut number = 0;
    for line in text.lines() {
        let chars: Vec<char> = line.chars().collect();
        for piece in chars.chunks(width) {
            lines.push(piece.iter().collect());
            if page.is_some_and(|page| lines.len().is_multiple_of(page)) {
                number += 1;
                lines.push(format!("— {number} —"));
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_notice_reads_the_same_however_its_lines_are_cut(
        width in 18usize..46,
        page in prop::option::of(11usize..30),
    ) {
        // Its lines are long enough to show that they were cut.
        let text = fs::read_to_string(folder().join("long_lines.txt")).unwrap();
        let read = outline(&text);
        prop_assert_eq!(read.0.len(), 4);
        prop_assert_eq!(read, outline(&wrapped(&text, width, page)));
    }
}

/// What an expectation can name.
fn summary(parsed: &ParsedNotice) -> Value {
    let ends = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let first: String = chars.iter().take(6).collect();
        let last: String = chars[chars.len().saturating_sub(6)..].iter().collect();
        (first, last)
    };
    let findings: Vec<Value> = parsed
        .findings
        .iter()
        .map(|finding| {
            let measures: Vec<Value> = finding
                .measures
                .iter()
                .map(|measure| {
                    let (first, last) = ends(&measure.text);
                    json!([measure.label.clone().unwrap_or_default(), first, last])
                })
                .collect();
            let statement = finding
                .statement
                .as_ref()
                .map(|statement| statement.replace('\n', "").chars().take(12).collect::<String>());
            json!({"label": finding.label, "path": finding.path, "title": finding.title, "statement": statement,
                "state": finding.state, "measures": measures})
        })
        .collect();
    let sections: Vec<Value> = parsed
        .sections
        .iter()
        .map(|section| json!([section.label.clone().unwrap_or_default(), section.kind]))
        .collect();
    let steps: Vec<Value> = parsed
        .next_steps
        .iter()
        .map(|step| json!([step.label.clone().unwrap_or_default(), step.title, step.items.len()]))
        .collect();
    let flags = parsed.flags.iter().filter(|flag| is_parsers(flag));
    let flags: Vec<&str> = flags.map(|flag| flag.kind.as_str()).collect();
    let proposals = parsed
        .flags
        .iter()
        .filter(|flag| is_parsers(flag) && flag.proposal.is_some());
    let proposals: Vec<Value> = proposals
        .map(|flag| {
            json!([
                flag.kind,
                flag.proposal,
                flag.grounds.as_ref().map(|grounds| grounds.confidence)
            ])
        })
        .collect();
    let headlines = parsed
        .claims
        .iter()
        .filter(|claim| claim.subject != ClaimSubject::Other);
    let claims: Vec<Value> = headlines
        .map(|claim| json!([claim.subject, claim.total, claim.done, claim.rate]))
        .collect();
    let measures = || parsed.findings.iter().flat_map(|finding| &finding.measures);
    let progress: Vec<Progress> = measures().map(|measure| measure.progress).collect();
    let promises: Vec<Value> = measures()
        .flat_map(|measure| &measure.commitments)
        .map(|promise| json!([ends(&promise.text).0, promise.kind, promise.due]))
        .collect();
    let repairs: Vec<Value> = parsed
        .repairs
        .iter()
        .map(|repair| json!([repair.kind, repair.count]))
        .collect();
    json!({"sections": sections, "findings": findings, "next_steps": steps, "flags": flags, "proposals": proposals,
        "notice": parsed.notice, "claims": claims, "progress": progress, "promises": promises, "repairs": repairs})
}

/// An expectation with what may be left out of it.
fn readable(key: &str, expected: &Value) -> Value {
    let mut expected = expected.clone();
    if key == "findings" {
        for finding in expected.as_array_mut().unwrap() {
            let finding = finding.as_object_mut().unwrap();
            for key in ["label", "statement", "state"] {
                finding.entry(key).or_insert(Value::Null);
            }
        }
    }
    expected
}

/// The audit's hints have tables of their own.
fn is_parsers(flag: &Flag) -> bool {
    let mut rules = RULES.iter().filter(|rule| matches!(rule.raised, Raised::Parser));
    rules.any(|rule| rule.id == flag.rule)
}
