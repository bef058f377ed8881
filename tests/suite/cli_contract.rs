//! The form of `parse --json` is a contract: every field stands there, under its name and of its kind. Fields may be added.

use serde_json::{Value, json};

use crate::build;

/// What every notice's object has, with a value of the right kind for each field. A list stands for any number of items of the
/// kind of its first; null stands for nothing or text.
fn contract() -> Value {
    json!({
        "notice": {
            "title": "", "issuer": "", "inspected": "", "inspector": "", "inspection_kind": "",
            "inspection_start": null, "inspection_end": null, "feedback_date": null, "published": null,
            "phone": [""], "email": [""], "postcode": "", "address": "", "url": "",
        },
        "sections": [{"label": null, "title": "", "level": 1, "kind": "", "span": [0, 0]}],
        "findings": [{
            "label": null, "path": [""], "title": "", "statement": null, "span": [0, 0], "state": null,
            "measures": [{
                "label": null, "text": "", "span": [0, 0], "progress": "", "documents": [""],
                "commitments": [{"text": "", "kind": "", "due": null, "precision": null, "span": [0, 0]}],
            }],
        }],
        "claims": [{
            "subject": "", "total": 0, "done": 0, "rate": "number or null", "unit": "", "approximate": false, "text": "",
            "span": [0, 0],
        }],
        "next_steps": [{"label": null, "title": "", "items": [{"label": null, "text": "", "span": [0, 0]}]}],
        "repairs": [{"kind": "", "count": 0}],
        "flags": [{"rule": "", "kind": "", "message": "", "span": [0, 0]}],
    })
}

/// Every place where `got` is not of the form of `form`; lists count as looked into when they have items.
fn compare(form: &Value, got: &Value, at: &str, faults: &mut Vec<String>, seen: &mut usize) {
    *seen += 1;
    let good = match (form, got) {
        (Value::Object(form), Value::Object(got)) => {
            for (key, form) in form {
                match got.get(key) {
                    Some(got) => compare(form, got, &format!("{at}.{key}"), faults, seen),
                    None => faults.push(format!("{at}.{key} is missing")),
                }
            }
            true
        }
        (Value::Array(form), Value::Array(got)) if at.ends_with("span") => form.len() == got.len(),
        (Value::Array(form), Value::Array(got)) => {
            for (n, got) in got.iter().enumerate() {
                compare(&form[0], got, &format!("{at}[{n}]"), faults, seen);
            }
            true
        }
        (Value::Null, got) => got.is_null() || got.is_string(),
        (Value::String(form), got) if form == "number or null" => got.is_number() || got.is_null(),
        (form, got) => std::mem::discriminant(form) == std::mem::discriminant(got),
    };
    if !good {
        faults.push(format!("{at} is {got}"));
    }
}

#[test]
fn what_the_parser_gives_has_the_form_of_the_contract() {
    let parsed = build::notice(1, 2, 3).parsed;
    let mut written = Vec::new();
    duizhang::desk::write_json(&mut written, &parsed).unwrap();
    let got: Value = serde_json::from_slice(&written).unwrap();
    let (mut faults, mut seen) = (Vec::new(), 0);
    compare(&contract(), &got, "", &mut faults, &mut seen);
    assert_eq!(faults, Vec::<String>::new());
    assert!(seen > 100, "only {seen} fields were looked at");
    assert_eq!(got["notice"]["feedback_date"], "2022-08-02");
    assert_eq!(got["notice"]["published"], "2021-02");
    assert_eq!(got["notice"]["inspection_start"], Value::Null);
    assert_eq!(got["findings"][0]["path"], json!(["一、"]));
    let commitment = &got["findings"][0]["measures"][0]["commitments"][0];
    assert_eq!(commitment["due"], "2023-06-30");
    assert_eq!(commitment["precision"], "month");
    assert_eq!(commitment["kind"], "deadline");
    assert_eq!(got["findings"][0]["measures"][0]["progress"], "mixed");
    assert_eq!(got["sections"][0]["kind"], "findings");
    assert_eq!(got["claims"][0]["subject"], "measures");
}

#[test]
fn a_field_that_goes_or_changes_its_kind_is_noticed() {
    let parsed = serde_json::to_value(build::notice(1, 1, 1).parsed).unwrap();
    for (pointer, key) in [
        ("/notice", "title"),
        ("/findings/0", "state"),
        ("/findings/0/measures/0", "span"),
    ] {
        let mut less = parsed.clone();
        less.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(key);
        let mut other = parsed.clone();
        other.pointer_mut(pointer).unwrap()[key] = json!(7);
        for changed in [less, other] {
            let mut faults = Vec::new();
            compare(&contract(), &changed, "", &mut faults, &mut 0);
            assert_eq!(faults.len(), 1, "{pointer}/{key}: {faults:?}");
        }
    }
}
