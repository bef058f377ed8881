//! A text in which no problem was found: no notice, or one whose structure is not to be seen. And a table that stayed text.

use crate::model::{Flag, Severity};

use super::super::fields::Layers;
use super::{Seen, flag};

/// A text without findings, and tables that may hold findings and are not read.
pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let mut flags: Vec<Flag> = unread(seen).collect();
    flags.extend(no_findings(seen));
    flags
}

fn unread<'a>(seen: &'a Seen) -> impl Iterator<Item = Flag> + 'a {
    seen.unread.iter().map(|table| {
        flag(
            "structure",
            "table_unread",
            Severity::Notice,
            seen.page.span(table.clone()),
            "此表可能列有问题或措施，但各栏含义不明，未读入；全文可读，可在案头自行划分".to_owned(),
            "this table may hold findings or measures, but what its columns are is not to be seen; it stays text, and can be divided at the desk".to_owned(),
        )
    })
}

fn no_findings(seen: &Seen) -> Option<Flag> {
    let body = seen.frame.body.clone();
    let text = seen.page.folded().get(body.clone()).unwrap_or_default();
    if !seen.parsed.findings.is_empty() || text.trim().is_empty() {
        return None;
    }
    Some(flag(
        "structure",
        "no_findings",
        Severity::Notice,
        seen.page.span(body),
        "未读出任何问题：可能不是整改通报，或其结构无从辨认；全文可读，可在案头自行划分".to_owned(),
        "no finding was read: this may be no rectification notice, or its structure is not to be seen; the text is whole, and can be divided at the desk".to_owned(),
    ))
}
