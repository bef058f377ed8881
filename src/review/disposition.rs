//! What follows for a finding from the verdicts on its measures.

use crate::model::{Disposition, Verdict};

/// A promise among a finding's measures: a commitment that nobody found kept, or a measure judged to be only a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// Whether it is a duty that comes again.
    pub recurring: bool,
    /// Whether it says when to look next.
    pub next_check: bool,
}

/// A finding as the rule sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judged {
    /// Signed refusal, overtaken by events, or merged into another finding.
    pub closed: bool,
    /// Per measure, the differing verdicts that reviewers hold: none is unreviewed, two or more are a conflict.
    pub measures: Vec<Vec<Verdict>>,
    /// Whether evidence of a result (not only of a process) is attached.
    pub result_evidence: bool,
    /// Open promises of the measures that count.
    pub promises: Vec<Promise>,
}

/// The first rule that matches; measures judged `excluded` are left out.
///
/// Two readings of the rule that its wording leaves open: *sustained* wants at least one promise, for there is nothing to
/// sustain without one; and a finding that no measure answers is *not rectified*.
pub fn disposition(finding: &Judged) -> Disposition {
    let conflict = |verdicts: &[Verdict]| verdicts.iter().any(|v| Some(v) != verdicts.first());
    let unsettled = |verdicts: &Vec<Verdict>| verdicts.is_empty() || conflict(verdicts);
    if finding.closed {
        return Disposition::ClosedNotImplemented;
    }
    if finding.measures.iter().any(unsettled) {
        return Disposition::Pending;
    }
    let counted: Vec<Verdict> = finding
        .measures
        .iter()
        .filter_map(|verdicts| verdicts.first().copied())
        .filter(|verdict| *verdict != Verdict::Excluded)
        .collect();
    let any = |wanted: Verdict| counted.contains(&wanted);
    let only = |wanted: &[Verdict]| !counted.is_empty() && counted.iter().all(|verdict| wanted.contains(verdict));
    let promises_stand = !finding.promises.is_empty() && finding.promises.iter().all(|p| p.recurring && p.next_check);
    if any(Verdict::Contradicted) {
        Disposition::Doubtful
    } else if only(&[Verdict::Verified]) && finding.result_evidence && finding.promises.is_empty() {
        Disposition::StruckOff
    } else if only(&[Verdict::Verified, Verdict::PromiseOnly]) && any(Verdict::Verified) && promises_stand {
        Disposition::Sustained
    } else if any(Verdict::Verified) || any(Verdict::Partial) {
        Disposition::Partial
    } else {
        Disposition::NotRectified
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Verdict::{Contradicted, Excluded, OffTarget, Partial, PromiseOnly, Unsupported, Verified};

    fn judged(verdicts: &[Verdict]) -> Judged {
        Judged {
            measures: verdicts.iter().map(|v| vec![*v]).collect(),
            ..Judged::default()
        }
    }

    fn promise(recurring: bool, next_check: bool) -> Promise {
        Promise { recurring, next_check }
    }

    #[test]
    fn closing_comes_before_everything() {
        let mut finding = judged(&[Contradicted]);
        finding.closed = true;
        assert_eq!(disposition(&finding), Disposition::ClosedNotImplemented);
    }

    #[test]
    fn one_unreviewed_or_disputed_measure_keeps_it_pending() {
        let mut finding = judged(&[Contradicted, Verified]);
        finding.measures.push(Vec::new());
        assert_eq!(disposition(&finding), Disposition::Pending);
        finding.measures[2] = vec![Verified, Partial];
        assert_eq!(disposition(&finding), Disposition::Pending);
        finding.measures[2] = vec![Verified, Verified];
        assert_eq!(disposition(&finding), Disposition::Doubtful);
    }

    #[test]
    fn struck_off_wants_result_evidence_and_no_open_promise() {
        let mut finding = judged(&[Verified, Verified]);
        assert_eq!(disposition(&finding), Disposition::Partial);
        finding.result_evidence = true;
        assert_eq!(disposition(&finding), Disposition::StruckOff);
        finding.promises = vec![promise(false, false)];
        assert_eq!(disposition(&finding), Disposition::Partial);
    }

    #[test]
    fn sustained_wants_every_promise_to_recur_with_a_next_look() {
        let mut finding = judged(&[Verified, PromiseOnly]);
        finding.promises = vec![promise(true, true)];
        assert_eq!(disposition(&finding), Disposition::Sustained);
        finding.promises.push(promise(true, false));
        assert_eq!(disposition(&finding), Disposition::Partial);
        finding = judged(&[PromiseOnly]);
        finding.promises = vec![promise(true, true)];
        assert_eq!(disposition(&finding), Disposition::NotRectified);
    }

    #[test]
    fn what_is_excluded_does_not_count() {
        assert_eq!(disposition(&judged(&[Excluded, Partial])), Disposition::Partial);
        assert_eq!(disposition(&judged(&[Excluded])), Disposition::NotRectified);
        assert_eq!(disposition(&judged(&[])), Disposition::NotRectified);
        assert_eq!(
            disposition(&judged(&[Unsupported, OffTarget])),
            Disposition::NotRectified
        );
    }
}
