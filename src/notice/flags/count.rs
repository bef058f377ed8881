//! Numbers of problems and measures that the notice names, against those that it prints.

use std::collections::BTreeMap;

use crate::model::{Claim, ClaimSubject, Flag, SectionKind, Severity, Span};
use crate::notice::fields::Layers as _;
use crate::text::numeral::numbers;

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
        let (seems_zh, seems_en) = levels_in_words(&levels);
        let mut found = flag(
            "count",
            "count_mismatch",
            Severity::Notice,
            claim.span,
            format!(
                "自报{zh}{total}{}，文中列出{printed}{seems_zh}；敏感事项可能未公开",
                claim.unit
            ),
            format!("{total} {en} are claimed, {printed} are printed{seems_en}; sensitive ones may be withheld"),
        );
        let first = first_printed(seen, subject);
        found.operands = vec![place_of(seen, claim, total), (printed.to_string(), first)];
        found
    }));
    flags
}

/// How many headings each level has, which the claim was held against, too.
fn levels_in_words(levels: &BTreeMap<u8, usize>) -> (String, String) {
    if levels.is_empty() {
        return (String::new(), String::new());
    }
    let counts: Vec<String> = levels.values().map(usize::to_string).collect();
    (
        format!("（各级标题{}）", counts.join("、")),
        format!(" (headings by level: {})", counts.join(", ")),
    )
}

/// The claimed number as printed and where it stands; the whole claim where it is not found.
fn place_of(seen: &Seen, claim: &Claim, total: i64) -> (String, Span) {
    let range = seen.page.folded_range(claim.span);
    let text = seen.page.folded().get(range.clone()).unwrap_or_default();
    let number = numbers(text)
        .into_iter()
        .find(|number| (number.value - total as f64).abs() < f64::EPSILON);
    let Some(number) = number else {
        return (total.to_string(), claim.span);
    };
    let place = range.start + number.range.start..range.start + number.range.end;
    (seen.page.clean(place.clone()), seen.page.span(place))
}

/// Where what was counted begins: the first finding, or its first measure.
fn first_printed(seen: &Seen, subject: ClaimSubject) -> Span {
    let findings = &seen.parsed.findings;
    let heading = findings.first().map_or(Span::default(), |finding| {
        if finding.heading.is_empty() {
            finding.span
        } else {
            finding.heading
        }
    });
    let mut measures = findings.iter().flat_map(|finding| &finding.measures);
    match subject {
        ClaimSubject::Measures => measures.next().map_or(heading, |measure| measure.span),
        _ => heading,
    }
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
