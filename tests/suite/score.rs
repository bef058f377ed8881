//! Measures a parse against a hand-made reference of a notice, as the people who made the references do: findings and measures are
//! paired greedily by the likeness of their texts, best first, and what is paired is compared field by field.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

/// Items that were expected, that were found, and that agree, by what is measured.
#[derive(Debug, Default)]
pub struct Tally {
    counts: BTreeMap<String, [usize; 3]>,
    /// What did not agree, for a reader.
    pub misses: Vec<String>,
}

impl Tally {
    fn add(&mut self, key: &str, expected: usize, found: usize, agree: usize) {
        let counts = self.counts.entry(key.to_owned()).or_default();
        for (count, more) in counts.iter_mut().zip([expected, found, agree]) {
            *count += more;
        }
    }

    fn check(&mut self, key: &str, good: bool) {
        self.add(key, 1, 1, usize::from(good));
    }

    fn miss(&mut self, what: &str, text: impl std::fmt::Display) {
        self.misses.push(format!("{what}: {text}"));
    }

    /// Twice what agrees, over all that was expected and found: F1 of things, and the share that is right of fields.
    pub fn share(&self, key: &str) -> f64 {
        let [expected, found, agree] = self.counts.get(key).copied().unwrap_or_default();
        if expected + found == 0 {
            return 1.0;
        }
        2.0 * agree as f64 / (expected + found) as f64
    }

    /// How many of one kind there are in the references.
    pub fn expected(&self, key: &str) -> usize {
        self.counts.get(key).map_or(0, |counts| counts[0])
    }

    /// Adds another notice's.
    pub fn absorb(&mut self, other: Self) {
        for (key, [expected, found, agree]) in other.counts {
            self.add(&key, expected, found, agree);
        }
        self.misses.extend(other.misses);
    }
}

/// Letters and digits only, in one width and without pinyin readings in brackets.
fn norm(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let (Some(end), true) = (reading(rest), kept.ends_with(is_han)) {
            rest = &rest[end..];
            continue;
        }
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        };
        if c.is_alphanumeric() {
            kept.extend(c.to_lowercase());
        }
        rest = &rest[rest.chars().next().map_or(1, char::len_utf8)..];
    }
    kept
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// The length of a reading in brackets at the beginning of `text`: (jiàn).
fn reading(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let close = inner.find(')')?;
    let toned = "üāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜêńňǹ";
    let all = inner[..close]
        .chars()
        .all(|c| c.is_ascii_lowercase() || toned.contains(c));
    (close > 0 && all).then_some(close + 2)
}

fn grams(text: &str, n: usize) -> HashMap<Vec<char>, usize> {
    let chars: Vec<char> = norm(text).chars().collect();
    let mut found = HashMap::new();
    if chars.is_empty() {
        return found;
    }
    for at in 0..(chars.len() + 1).saturating_sub(n).max(1) {
        *found.entry(chars[at..(at + n).min(chars.len())].to_vec()).or_insert(0) += 1;
    }
    found
}

/// The likeness of two texts, 0 to 1, by the runs of `n` characters that they share.
fn dice(a: &str, b: &str, n: usize) -> f64 {
    let (a, b) = (grams(a, n), grams(b, n));
    let total = a.values().sum::<usize>() + b.values().sum::<usize>();
    if total == 0 {
        return 1.0;
    }
    let shared: usize = a
        .iter()
        .map(|(gram, count)| (*count).min(b.get(gram).copied().unwrap_or(0)))
        .sum();
    2.0 * shared as f64 / total as f64
}

/// One-to-one pairs of a likeness of at least `low`, best first.
fn pair(expected: usize, found: usize, low: f64, like: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let mut scored: Vec<(f64, usize, usize, usize)> = Vec::new();
    for e in 0..expected {
        for f in 0..found {
            let likeness = like(e, f);
            if likeness >= low {
                scored.push((likeness, e.abs_diff(f), e, f));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (mut used_e, mut used_f) = (HashSet::new(), HashSet::new());
    let mut pairs = Vec::new();
    for (_, _, e, f) in scored {
        if !used_e.contains(&e) && !used_f.contains(&f) {
            used_e.insert(e);
            used_f.insert(f);
            pairs.push((e, f));
        }
    }
    pairs.sort_unstable();
    pairs
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The full texts of a reference's measures, found in the source from their beginnings and lengths.
fn measure_texts(gold: &Value, source: &str) -> Vec<(usize, Value, String)> {
    let chars: Vec<char> = source.chars().collect();
    let find = |needle: &str, from: usize| {
        let needle: Vec<char> = needle.chars().collect();
        (from..chars.len().saturating_sub(needle.len())).find(|&at| chars[at..].starts_with(&needle))
    };
    let mut at = 0;
    let mut found = Vec::new();
    for (number, finding) in list(gold, "findings").iter().enumerate() {
        at = find(text(finding, "heading_quote"), at).unwrap_or(at);
        for measure in list(finding, "measures") {
            let label = text(measure, "label");
            let starts = text(measure, "starts");
            let here = find(&format!("{label}{starts}"), at)
                .map(|here| here + label.chars().count())
                .or_else(|| find(starts, at))
                .unwrap_or(at);
            let len = measure["chars"].as_u64().unwrap_or(0) as usize;
            let own: String = chars.iter().skip(here).take(len).collect();
            found.push((number, measure.clone(), own));
            at = here + len.saturating_sub(1).max(1);
        }
    }
    found
}

/// Compares the object that `parse --json` prints with a reference.
pub fn score(gold: &Value, got: &Value, source: &str) -> Tally {
    let mut tally = Tally::default();
    let (gold_findings, got_findings) = (list(gold, "findings"), list(got, "findings"));
    let pairs = pair(gold_findings.len(), got_findings.len(), 0.75, |e, f| {
        let (e, f) = (&gold_findings[e], &got_findings[f]);
        let by_statement = e["statement"]
            .as_str()
            .map_or(0.0, |statement| dice(statement, text(f, "statement"), 2));
        dice(text(e, "title"), text(f, "title"), 2).max(by_statement)
    });
    tally.add("finding", gold_findings.len(), got_findings.len(), pairs.len());
    for (e, finding) in gold_findings.iter().enumerate() {
        if !pairs.iter().any(|(known, _)| *known == e) {
            tally.miss("finding not found", text(finding, "title"));
        }
    }
    let path = |finding: &Value| -> Vec<String> {
        list(finding, "path")
            .iter()
            .map(|label| norm(label.as_str().unwrap_or_default()))
            .collect()
    };
    for &(e, f) in &pairs {
        let (e, f) = (&gold_findings[e], &got_findings[f]);
        tally.check("finding label", norm(text(e, "label")) == norm(text(f, "label")));
        tally.check("path", path(e) == path(f));
    }
    measures(&mut tally, gold, got, source, &pairs);
    claims(&mut tally, gold, got);
    metadata(&mut tally, &gold["notice"], &got["notice"]);
    numbering(&mut tally, gold, got, source);
    tally
}

fn measures(tally: &mut Tally, gold: &Value, got: &Value, source: &str, pairs: &[(usize, usize)]) {
    let expected = measure_texts(gold, source);
    let found: Vec<(usize, &Value)> = list(got, "findings")
        .iter()
        .enumerate()
        .flat_map(|(number, finding)| list(finding, "measures").iter().map(move |measure| (number, measure)))
        .collect();
    let matched = pair(expected.len(), found.len(), 0.9, |e, f| {
        dice(&expected[e].2, text(found[f].1, "text"), 3)
    });
    tally.add("measure", expected.len(), found.len(), matched.len());
    for (e, (_, measure, _)) in expected.iter().enumerate() {
        if !matched.iter().any(|(known, _)| *known == e) {
            tally.miss(
                "measure not found",
                format!("{}{}", text(measure, "label"), text(measure, "starts")),
            );
        }
    }
    for (e, f) in matched {
        let (home, expected, _) = &expected[e];
        let (found_home, found) = found[f];
        tally.check("measure home", pairs.contains(&(*home, found_home)));
        tally.check(
            "measure label",
            norm(text(expected, "label")) == norm(text(found, "label")),
        );
        let progress = text(expected, "status") == text(found, "progress");
        tally.check("progress", progress);
        let (gold_promises, got_promises) = (list(expected, "commitments"), list(found, "commitments"));
        let promises = pair(gold_promises.len(), got_promises.len(), 0.5, |e, f| {
            let (e, f) = (text(&gold_promises[e], "quote"), text(&got_promises[f], "text"));
            let (plain_e, plain_f) = (norm(e), norm(f));
            let inside = !plain_e.is_empty()
                && !plain_f.is_empty()
                && (plain_e.contains(&plain_f) || plain_f.contains(&plain_e));
            if inside { 1.0 } else { dice(e, f, 2) }
        });
        tally.add("commitment", gold_promises.len(), got_promises.len(), promises.len());
        for (e, f) in promises {
            let good = gold_promises[e]["due"] == got_promises[f]["due"];
            tally.check("due", good);
            if !good {
                tally.miss("due", text(&gold_promises[e], "quote"));
            }
        }
    }
}

fn claims(tally: &mut Tally, gold: &Value, got: &Value) {
    let keys = |value: &Value| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for claim in list(value, "claims") {
            if ["findings", "measures", "documents", "cases"].contains(&text(claim, "subject")) {
                let key = format!("{} {} {}", text(claim, "subject"), claim["total"], claim["done"]);
                *counts.entry(key).or_default() += 1;
            }
        }
        counts
    };
    let (expected, found) = (keys(gold), keys(got));
    let agree: usize = expected
        .iter()
        .map(|(key, count)| (*count).min(found.get(key).copied().unwrap_or(0)))
        .sum();
    tally.add("claim", expected.values().sum(), found.values().sum(), agree);
}

fn metadata(tally: &mut Tally, gold: &Value, got: &Value) {
    for (field, expected) in gold.as_object().unwrap() {
        let found = &got[field];
        let good = match expected {
            Value::Array(expected) if !expected.is_empty() => {
                let set = |list: &[Value]| -> HashSet<String> {
                    list.iter()
                        .map(|item| norm(item.as_str().unwrap_or_default()))
                        .collect()
                };
                set(expected) == set(found.as_array().map_or(&[], Vec::as_slice))
            }
            Value::String(expected) if !expected.is_empty() => {
                let exact = [
                    "inspection_start",
                    "inspection_end",
                    "feedback_date",
                    "published",
                    "url",
                    "postcode",
                ];
                let found = found.as_str().unwrap_or_default();
                if exact.contains(&field.as_str()) {
                    found == expected
                } else {
                    dice(expected, found, 2) >= 0.9
                }
            }
            _ => continue,
        };
        tally.check("metadata", good);
        if !good {
            tally.miss("metadata", field);
        }
    }
}

/// Missing and doubled numbers, each with a flag near it.
fn numbering(tally: &mut Tally, gold: &Value, got: &Value, source: &str) {
    for anomaly in list(gold, "anomalies") {
        let kind = text(anomaly, "kind");
        if !["missing_ordinal", "duplicate_number"].contains(&kind) {
            continue;
        }
        let quote = text(anomaly, "quote");
        let at = source.find(quote).unwrap_or(0);
        let end = at + quote.len();
        let flagged = list(got, "flags").iter().any(|flag| {
            let place = |n: usize| flag["span"][n].as_u64().unwrap_or(0) as usize;
            text(flag, "kind") == kind && place(0) < end + 60 && place(1) + 60 > at
        });
        tally.check("numbering", flagged);
        if !flagged {
            tally.miss(kind, quote);
        }
    }
}

#[test]
fn likeness_is_that_of_letters_and_digits() {
    assert!(dice("關(guān)於工作", "關於，工作。", 2) > 0.99);
    assert!(dice("制度不健全", "招标不规范", 2) < 0.5);
    assert_eq!(norm("（一）Ａ1"), "一a1");
}
