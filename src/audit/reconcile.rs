//! Reconciliation (对数): what each number of a notice can be held against, as far as a program can count it.

use super::words;
use crate::model::{Claim, ClaimSubject};

const SHARES: &str = include_str!("tables/shares.tsv");

/// What a notice prints, counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Printed {
    /// Problems.
    pub findings: usize,
    /// Headings over them, by level.
    pub levels: Vec<(u8, usize)>,
    /// Problems whose printed state says that they are over; `None` where no state is printed.
    pub states_done: Option<usize>,
    /// Measures.
    pub measures: usize,
    /// Of these, worded as done.
    pub worded_done: usize,
    /// Different documents in 《》 in the measures.
    pub documents: usize,
}

/// Which number of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// How many there are.
    Total,
    /// How many are done.
    Done,
    /// The share that is done, in percent.
    Rate,
}

/// What a number is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    /// Problems that are printed.
    Findings,
    /// Headings of a level.
    Headings(u8),
    /// Problems whose printed state says done.
    StatesDone,
    /// Measures that are printed.
    Measures,
    /// Measures that are worded as done.
    WordedDone,
    /// Documents in 《》.
    Documents,
    /// Done by total, in percent.
    Quotient,
}

/// How a number stands to what was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Something that was counted is as many.
    Equal,
    /// Nothing is.
    Differs,
    /// It cannot be told: nothing to hold it against, or too little is printed for it.
    Unclear,
}

/// A number with its operands.
#[derive(Debug, Clone, PartialEq)]
pub struct Reconciled {
    /// Which.
    pub figure: Figure,
    /// As claimed.
    pub claimed: f64,
    /// What was counted, the likeliest first.
    pub operands: Vec<(Operand, f64)>,
    /// How they stand.
    pub fit: Fit,
}

/// The numbers of a claim, each with what it can be held against.
pub fn reconcile(claim: &Claim, printed: &Printed) -> Vec<Reconciled> {
    let mut found = Vec::new();
    if let Some(total) = claim.total {
        found.push(counted(Figure::Total, total, totals(claim.subject, printed), claim));
    }
    if let Some(done) = claim.done {
        found.push(counted(Figure::Done, done, parts(claim.subject, printed), claim));
    }
    if let Some(rate) = claim.rate {
        let quotient = match (claim.done, claim.total) {
            (Some(done), Some(total)) if total > 0 => Some(done as f64 * 100.0 / total as f64),
            _ => None,
        };
        let fit = match quotient {
            Some(_) if claim.approximate => Fit::Unclear,
            Some(exact) if is_rounded(exact, rate) => Fit::Equal,
            Some(_) => Fit::Differs,
            None => Fit::Unclear,
        };
        found.push(Reconciled {
            figure: Figure::Rate,
            claimed: rate,
            operands: quotient.map(|exact| (Operand::Quotient, exact)).into_iter().collect(),
            fit,
        });
    }
    found
}

fn totals(subject: ClaimSubject, printed: &Printed) -> Vec<(Operand, usize)> {
    match subject {
        ClaimSubject::Findings => {
            let headings = printed
                .levels
                .iter()
                .map(|(level, count)| (Operand::Headings(*level), *count));
            std::iter::once((Operand::Findings, printed.findings))
                .chain(headings)
                .collect()
        }
        ClaimSubject::Measures => vec![
            (Operand::Measures, printed.measures),
            (Operand::Findings, printed.findings),
        ],
        ClaimSubject::Documents => vec![(Operand::Documents, printed.documents)],
        ClaimSubject::Cases | ClaimSubject::Other => Vec::new(),
    }
}

fn parts(subject: ClaimSubject, printed: &Printed) -> Vec<(Operand, usize)> {
    match subject {
        ClaimSubject::Findings => printed
            .states_done
            .map(|done| (Operand::StatesDone, done))
            .into_iter()
            .collect(),
        ClaimSubject::Measures => vec![(Operand::WordedDone, printed.worded_done)],
        ClaimSubject::Documents => vec![(Operand::Documents, printed.documents)],
        ClaimSubject::Cases | ClaimSubject::Other => Vec::new(),
    }
}

fn counted(figure: Figure, claimed: i64, operands: Vec<(Operand, usize)>, claim: &Claim) -> Reconciled {
    let equal = operands.iter().any(|(_, count)| i64::try_from(*count) == Ok(claimed));
    let fit = match operands.first() {
        // What somebody answers for is no number of the whole, also where it happens to be one (对3个正在整改的问题挂牌督办).
        _ if is_share(&claim.text) => Fit::Unclear,
        Some(_) if equal => Fit::Equal,
        // A notice need not name every document that was made, and names others.
        None | Some((Operand::Documents, _)) => Fit::Unclear,
        // More or fewer may be meant.
        Some(_) if claim.approximate => Fit::Unclear,
        Some(_) => Fit::Differs,
    };
    Reconciled {
        figure,
        claimed: claimed as f64,
        operands: operands
            .into_iter()
            .map(|(operand, count)| (operand, count as f64))
            .collect(),
        fit,
    }
}

fn is_share(text: &str) -> bool {
    words::rows(SHARES).any(|(_, word)| text.contains(word))
}

/// Whether a claim is one of the headline numbers: of problems, measures, documents or cases, or a share of anything.
pub fn is_headline(claim: &Claim) -> bool {
    claim.subject != ClaimSubject::Other || claim.rate.is_some() || claim.total.is_some() && claim.done.is_some()
}

/// Whether a rate is the exact share, rounded or cut at the decimals that it has.
fn is_rounded(exact: f64, rate: f64) -> bool {
    let decimals = rate
        .to_string()
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let unit = 10_f64.powi(decimals.min(6) as i32);
    let same = |value: f64| (value / unit - rate).abs() < 1e-9;
    same((exact * unit).round()) || same((exact * unit + 1e-9).floor())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn claim(subject: ClaimSubject, total: Option<i64>, done: Option<i64>, rate: Option<f64>) -> Claim {
        Claim {
            subject,
            total,
            done,
            rate,
            unit: "项".into(),
            approximate: false,
            text: String::new(),
            span: Span::new(0, 0),
        }
    }

    fn printed() -> Printed {
        Printed {
            findings: 31,
            levels: vec![(1, 3), (2, 9)],
            states_done: None,
            measures: 88,
            worded_done: 60,
            documents: 12,
        }
    }

    fn fits(claim: &Claim) -> Vec<Fit> {
        reconcile(claim, &printed()).into_iter().map(|line| line.fit).collect()
    }

    #[test]
    fn numbers_are_held_against_what_can_be_counted() {
        use ClaimSubject::{Cases, Documents, Findings, Measures};
        use Fit::{Differs, Equal, Unclear};
        let cases = [
            (claim(Findings, Some(31), None, None), vec![Equal]),
            (claim(Findings, Some(32), None, None), vec![Differs]),
            // 9 headings of the second level: 9个方面的问题.
            (claim(Findings, Some(9), None, None), vec![Equal]),
            (claim(Findings, Some(31), Some(28), None), vec![Equal, Unclear]),
            (claim(Measures, Some(88), Some(61), None), vec![Equal, Differs]),
            (claim(Documents, Some(20), None, None), vec![Unclear]),
            (claim(Documents, Some(12), None, None), vec![Equal]),
            (claim(Documents, Some(5), None, None), vec![Unclear]),
            (claim(Cases, Some(2), None, None), vec![Unclear]),
        ];
        for (claim, expected) in cases {
            assert_eq!(fits(&claim), expected, "{claim:?}");
        }
        let about = Claim {
            approximate: true,
            ..claim(Findings, Some(30), None, None)
        };
        assert_eq!(fits(&about), [Unclear]);
        let share = Claim {
            text: "书记牵头5项整改措施".into(),
            ..claim(Measures, Some(5), None, None)
        };
        assert_eq!(fits(&share), [Unclear]);
        let by_chance = Claim {
            text: "对31个问题挂牌督办".into(),
            ..claim(Findings, Some(31), None, None)
        };
        assert_eq!(fits(&by_chance), [Unclear]);
        assert!(is_headline(&share) && !is_headline(&claim(ClaimSubject::Other, None, Some(8), None)));
    }

    #[test]
    fn a_rate_is_right_rounded_or_cut_at_its_own_decimals() {
        for (exact, rate, right) in [
            (96.875, 96.9, true),
            (96.875, 96.8, true),
            (96.875, 97.0, true),
            (96.875, 96.0, true),
            (96.875, 95.0, false),
            (96.875, 96.7, false),
            (100.0, 100.0, true),
            (43.571_428, 43.57, true),
        ] {
            assert_eq!(is_rounded(exact, rate), right, "{exact} as {rate}");
        }
    }
}
