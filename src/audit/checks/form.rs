//! `form`: what every notice must have and this one lacks. Audits are handed over by a report and not by a feedback, and a bare list of
//! problems has no channel for responses yet.

use crate::audit::case::Case;
use crate::audit::hit::Hit;
use crate::model::{SectionKind, Severity, Span};

pub(in crate::audit) fn check(case: &Case) -> Vec<Hit> {
    let parsed = case.parsed();
    let meta = &parsed.notice;
    let answered = parsed.findings.iter().any(|finding| !finding.measures.is_empty());
    // A text without findings is no notice, and lacks nothing.
    if !answered {
        return Vec::new();
    }
    let part = |kind: SectionKind| {
        parsed
            .sections
            .iter()
            .find(|section| section.kind == kind)
            .map(|s| s.span)
    };
    let top = part(SectionKind::Preamble).map_or(Span::default(), |span| Span::new(span.start, span.start));
    let mut hits = Vec::new();
    let mut lacks = |kind, span, zh: &str, en: &str| {
        hits.push(Hit::new(kind, Severity::Notice, span, zh.to_owned(), en.to_owned()));
    };
    if meta.feedback_date.is_none() && !meta.inspection_kind.contains("审计") && !meta.title.contains("审计") {
        lacks(
            "no_feedback_date",
            top,
            "未载明反馈日期",
            "the feedback date is missing",
        );
    }
    if meta.issuer.is_empty() && meta.inspected.is_empty() {
        lacks("no_organisation", top, "未载明单位名称", "the organisation is missing");
    }
    if meta.phone.is_empty() && meta.email.is_empty() && meta.address.is_empty() && meta.postcode.is_empty() {
        let end = parsed.findings.last().map_or(0, |finding| finding.span.end);
        let last = part(SectionKind::Contact).unwrap_or(Span::new(end, end));
        lacks(
            "no_contact",
            last,
            "未载明电话、邮箱或地址等监督渠道",
            "no telephone, electronic or postal address for responses",
        );
    }
    hits
}
