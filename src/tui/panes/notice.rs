//! A notice, a heading or a finding in front, as sheets.

use super::flags;
use super::measure::{readings, source_rows};
use crate::desk::{FindingView, Mark, NoticeRow, SectionRow, SourceView, gap_words};
use crate::model::{ClaimSubject, Gap, NoticeMeta, PartialDate};
use crate::tui::theme::Look;
use crate::tui::widgets::canvas::piece;
use crate::tui::widgets::sheet::Sheet;

/// Facts about the document, its claims, its flags.
pub fn compose_notice(sheet: &mut Sheet, row: &NoticeRow, gap: &Gap, source: Option<&SourceView>, look: &Look) {
    sheet.text("", &row.title, look.theme.front, 3);
    let Some(source) = source else {
        return;
    };
    let label = look.lang.pick("对照 ", "Gap ");
    sheet.text(label, &gap_words(gap, look.lang).join(" · "), look.theme.text, 2);
    facts(sheet, &source.meta, look);
    if !source.claims.is_empty() {
        let title = format!("{} {}", look.lang.pick("自报", "Claims"), source.claims.len());
        sheet.heading(&title, look);
        for claim in &source.claims {
            let subject = match claim.subject {
                ClaimSubject::Findings => look.lang.pick("问题", "findings"),
                ClaimSubject::Measures => look.lang.pick("措施", "measures"),
                ClaimSubject::Documents => look.lang.pick("文件", "documents"),
                ClaimSubject::Cases => look.lang.pick("案件", "cases"),
                ClaimSubject::Other => look.lang.pick("其他", "other"),
            };
            let count = match (claim.done, claim.total) {
                (Some(done), Some(total)) => format!("{done}/{total}"),
                (Some(n), None) | (None, Some(n)) => n.to_string(),
                (None, None) => claim.rate.map_or_else(String::new, |rate| format!("{rate}%")),
            };
            let head = format!("{subject} {count}{} ", claim.unit);
            sheet.text(&head, &claim.text, look.theme.text, 2);
        }
    }
    if !source.flags.is_empty() {
        let title = format!("{} {}", look.lang.pick("提示", "Flags"), source.flags.len());
        sheet.heading(&title, look);
        flags::list(sheet, &source.flags, look);
    }
}

fn facts(sheet: &mut Sheet, meta: &NoticeMeta, look: &Look) {
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let period = match (meta.inspection_start, meta.inspection_end) {
        (Some(start), Some(end)) => format!("{start} – {end}"),
        (start, end) => date(start.or(end)),
    };
    let rows = [
        ("被巡单位", "Inspected", meta.inspected.clone()),
        ("发布单位", "Issuer", meta.issuer.clone()),
        ("巡察机构", "Inspector", meta.inspector.clone()),
        ("检查类别", "Kind", meta.inspection_kind.clone()),
        ("检查时间", "Period", period),
        ("反馈日期", "Feedback", date(meta.feedback_date)),
        ("公布日期", "Published", date(meta.published)),
        ("联系电话", "Phone", meta.phone.join("、")),
        ("电子邮箱", "E-mail", meta.email.join("、")),
        (
            "通信地址",
            "Address",
            format!("{} {}", meta.address, meta.postcode).trim().to_owned(),
        ),
        ("来源网址", "URL", meta.url.clone()),
    ];
    for (zh, en, value) in rows {
        let label = look.lang.pick(format!("{zh} "), format!("{en:<10}"));
        if value.is_empty() {
            sheet.line(vec![
                piece(label, look.theme.label),
                piece(look.lang.pick("—（未载明）", "- (not stated)"), look.theme.dim),
            ]);
        } else {
            sheet.text(&label, &value, look.theme.text, 2);
        }
    }
}

/// A heading with the text under it.
pub fn compose_section(sheet: &mut Sheet, row: &SectionRow, source: Option<&SourceView>, height: usize, look: &Look) {
    let own = |mark: &Mark| matches!(mark, Mark::Section(kind) if *kind == row.kind);
    let Some(source) = source else {
        return;
    };
    // Cleaning moves places; the heading is the section of that kind and title nearest to where it stood.
    let near = source.marks.iter().filter(|(range, mark)| {
        own(mark)
            && source
                .text
                .get(range.clone())
                .is_some_and(|text| text.contains(&row.title))
    });
    if let Some((range, _)) = near.min_by_key(|(range, _)| range.start.abs_diff(row.span.start)) {
        readings(sheet, source, range, look);
        source_rows(sheet, source, range.clone(), Vec::new(), height, look);
    }
}

/// A finding: title, statement, printed state, what follows from the verdicts, flags, text.
pub fn compose_finding(
    sheet: &mut Sheet,
    view: &FindingView,
    source: Option<&SourceView>,
    (flag, height): (usize, usize),
    look: &Look,
) {
    sheet.text("", &view.title, look.theme.front, 4);
    if let Some(statement) = &view.statement {
        sheet.text("", statement, look.theme.text, 6);
    }
    if let Some(state) = &view.printed.state {
        let label = look.lang.pick("自报 ", "Claimed ");
        sheet.line(vec![
            piece(label, look.theme.label),
            piece(state.clone(), look.theme.text),
        ]);
    }
    for (name, value) in view.printed_fields(look.lang) {
        sheet.text(&format!("{name} "), &value, look.theme.text, 2);
    }
    let label = look.lang.pick("对照 ", "Gap ");
    sheet.text(label, &gap_words(&view.gap, look.lang).join(" · "), look.theme.text, 2);
    let label = look.lang.pick("处置 ", "Disposition ");
    let words = view.disposition.name(look.lang);
    sheet.line(vec![piece(label, look.theme.label), piece(words, look.theme.text)]);
    flags::flags(sheet, &view.flags, flag, look);
    sheet.heading(look.lang.pick("原文", "Source"), look);
    if let Some(source) = source
        && let Some((range, _)) = source.marks.iter().find(|(_, mark)| *mark == Mark::Finding(view.id))
    {
        readings(sheet, source, range, look);
        source_rows(sheet, source, range.clone(), Vec::new(), height, look);
    }
}
