//! Numbers of problems and measures that the notice names, against those that it prints.

use std::collections::BTreeMap;

use crate::model::{Claim, ClaimSubject, Flag, SectionKind, Severity};

use super::{Seen, flag};

/// Compares what is claimed outside of the findings. A number fits where any level of the outline has it: 4个方面23个问题 may mean the
/// sections or the findings.
pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let parsed = seen.parsed;
    if parsed.findings.is_empty() {
        return Vec::new();
    }
    let measures: usize = parsed.findings.iter().map(|finding| finding.measures.len()).sum();
    let mut levels: BTreeMap<u8, usize> = BTreeMap::new();
    for section in parsed
        .sections
        .iter()
        .filter(|section| section.kind == SectionKind::Findings)
    {
        *levels.entry(section.level).or_default() += 1;
    }
    let fits = |claim: &Claim, total: usize| {
        total == parsed.findings.len()
            || total == measures
            || levels.values().any(|&count| count == total)
            || claim.approximate
    };
    // The fullest statement of each number speaks for it.
    let mut told: BTreeMap<(ClaimSubject, i64), &Claim> = BTreeMap::new();
    for claim in &parsed.claims {
        let Some(total) = claim.total.filter(|&total| total > 0) else {
            continue;
        };
        let counted = matches!(claim.subject, ClaimSubject::Findings | ClaimSubject::Measures);
        let next = parsed
            .findings
            .partition_point(|finding| finding.span.end <= claim.span.start);
        let inside = parsed
            .findings
            .get(next)
            .is_some_and(|finding| finding.span.overlaps(claim.span));
        // Who answers for some of them says nothing about the whole.
        let share = ["担任", "牵头", "负责", "认领", "包保", "督办", "其中"]
            .iter()
            .any(|word| claim.text.contains(word));
        if !counted || inside || share || usize::try_from(total).is_ok_and(|total| fits(claim, total)) {
            continue;
        }
        let known = told.entry((claim.subject, total)).or_insert(claim);
        if claim.done.is_some() && known.done.is_none() {
            *known = claim;
        }
    }
    let mut flags = within_findings(seen);
    flags.extend(told.into_iter().map(|((subject, total), claim)| {
        let (zh, en, printed) = match subject {
            ClaimSubject::Measures => ("措施", "measures", measures),
            _ => ("问题", "findings", parsed.findings.len()),
        };
        let mut found = flag(
            "count",
            "count_mismatch",
            Severity::Notice,
            claim.span,
            format!("自报{zh}{total}{}，文中列出{printed}", claim.unit),
            format!("{total} {en} are claimed, {printed} are printed"),
        );
        found.operands = vec![(total.to_string(), claim.span)];
        found
    }));
    flags
}

/// A finding that counts problems in its statement, of which its answer solves fewer and says nothing of the rest.
fn within_findings(seen: &Seen) -> Vec<Flag> {
    const SOLVES: &[&str] = &["解决", "整改", "完成", "办结", "化解"];
    const REST: &[&str] = &["剩余", "其余", "余下", "尚有", "正在", "未完成"];
    let mut flags = Vec::new();
    for finding in &seen.parsed.findings {
        let Some(answers) = finding.measures.first().map(|measure| measure.span.start) else {
            continue;
        };
        let first = seen
            .parsed
            .claims
            .partition_point(|claim| claim.span.start < finding.span.start);
        let claims = seen.parsed.claims[first..]
            .iter()
            .take_while(|claim| claim.span.start < finding.span.end);
        let (stated, answered): (Vec<&Claim>, Vec<&Claim>) = claims
            .filter(|claim| claim.text.contains("问题"))
            .partition(|claim| claim.span.start < answers);
        let [whole] = stated[..] else { continue };
        let [part] = answered[..] else { continue };
        let (Some(total), Some(done)) = (whole.total, part.done) else {
            continue;
        };
        let solves =
            SOLVES.iter().any(|word| part.text.contains(word)) && !REST.iter().any(|word| part.text.contains(word));
        if solves && done < total && part.total.is_none() {
            let mut found = flag(
                "count",
                "count_mismatch",
                Severity::Info,
                part.span,
                format!(
                    "问题表述为{total}{}，答复称解决{done}{}，其余未提",
                    whole.unit, part.unit
                ),
                format!("the statement counts {total}, the answer solves {done} and does not speak of the rest"),
            );
            found.operands = vec![(total.to_string(), whole.span), (done.to_string(), part.span)];
            flags.push(found);
        }
    }
    flags
}
