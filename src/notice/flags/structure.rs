//! A text in which no problem was found: no notice, or one whose structure is not to be seen.

use crate::model::{Flag, Severity};

use super::super::fields::Layers;
use super::{Seen, flag};

pub(super) fn check(seen: &Seen) -> Option<Flag> {
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
