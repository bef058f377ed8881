//! `duplicate`, inside one notice: an answer that was given before, to another problem. Answers of other organisations are compared in the
//! database, see [`copied`].

use std::collections::HashMap;

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::audit::likeness::{BANDS, Likeness};
use crate::audit::registry;
use crate::model::{Flag, Measure, Severity, Span};

/// From this Jaccard index on, an answer inside one notice was given before.
const INSIDE: f64 = 0.8;

/// From this one on, an answer is another organisation's.
pub const ACROSS: f64 = 0.7;

/// Answers that share one band and are compared with a new one, at most: what is shared by more is found among these.
const CROWD: usize = 32;

/// Characters of an answer that stand for it as an operand.
const BEGINNING: usize = 24;

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let read = case
        .measures()
        .zip(case.answers())
        .filter_map(|((_, measure), answer)| {
            let (own, signature) = answer.read.as_ref()?;
            Some((measure, own, signature))
        });
    let answers: Vec<(&Measure, &Likeness, &[u32; BANDS])> = read.collect();
    let mut bands: HashMap<(usize, u32), Vec<usize>> = HashMap::new();
    let mut hits = Vec::new();
    for (at, (measure, own, signature)) in answers.iter().enumerate() {
        let mut met: Vec<usize> = Vec::new();
        for key in signature.iter().copied().enumerate() {
            let crowd = bands.entry(key).or_default();
            met.extend(crowd.iter().copied());
            if crowd.len() < CROWD {
                crowd.push(at);
            }
        }
        met.sort_unstable();
        met.dedup();
        let alike = met.into_iter().map(|other| (other, own.index(answers[other].1)));
        // The first of the most alike.
        let best = alike.fold(None, |best: Option<(usize, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
        if let Some((other, index)) = best.filter(|(_, index)| *index >= INSIDE) {
            hits.push(repeated(answers[other].0, measure, index));
        }
    }
    hits
}

fn repeated(first: &Measure, again: &Measure, index: f64) -> Hit {
    let percent = percent(index);
    let label = first.label.as_deref().unwrap_or_default();
    Hit::new(
        "inside",
        Severity::Notice,
        again.span,
        format!("与前文措施“{label}{}”雷同（相似度{percent}%）", beginning(first)),
        format!("the answer was given before: {percent}% alike"),
    )
    .operands([first, again].map(|measure| (beginning(measure), measure.span)))
}

fn beginning(measure: &Measure) -> String {
    measure.text.trim().chars().take(BEGINNING).collect()
}

fn percent(index: f64) -> i64 {
    (index * 100.0).floor() as i64
}

/// The flag on an answer that is another organisation's, too. `place` says whose, in a few words. Who copied from whom is not known.
pub fn copied(text: &str, span: Span, place: &str, index: f64) -> Flag {
    let percent = percent(index);
    let own: String = text.trim().chars().take(BEGINNING).collect();
    Flag {
        rule: "duplicate".to_owned(),
        kind: "across".to_owned(),
        version: registry::rule("duplicate").map_or(1, |rule| rule.version),
        severity: Severity::Notice,
        message: format!("与{place}的措施雷同（相似度{percent}%）"),
        message_en: format!("{percent}% alike with an answer of {place}"),
        span,
        proposal: None,
        grounds: None,
        operands: vec![(own, span)],
    }
}
