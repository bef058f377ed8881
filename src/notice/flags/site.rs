//! Lines of the site that stands around a notice.

use crate::model::{Flag, Severity};

use super::super::fields::Layers;
use super::{Seen, flag};

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let blocks = &seen.frame.boilerplate;
    blocks
        .iter()
        .map(|block| {
            let text = seen.page.folded().get(block.clone()).unwrap_or_default();
            let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
            flag(
                "damage",
                "site_boilerplate",
                Severity::Info,
                seen.page.span(block.clone()),
                format!("网站附加内容{lines}行，不属于通报正文"),
                format!(
                    "{lines} {} of the site, not of the notice",
                    if lines == 1 { "line" } else { "lines" }
                ),
            )
        })
        .collect()
}
