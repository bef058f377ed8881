//! A heading without quotation marks, where all others of the notice quote what the inspection said: 关于“…”的问题.

use crate::model::{Confidence, Flag, Severity};

use super::super::fields::Layers;
use super::{Seen, flag, propose};

/// How many headings make a habit.
const HABIT: usize = 5;

pub(super) fn check(seen: &Seen) -> Vec<Flag> {
    let text = seen.page.folded();
    let headings = seen.roles.problems.iter().map(|problem| problem.heading.clone());
    let about = |own: &str| own.contains("关于") && own.contains("问题");
    let (quoted, bare): (Vec<_>, Vec<_>) = headings
        .filter(|heading| text.get(heading.clone()).is_some_and(about))
        .partition(|heading| text[heading.clone()].contains(['“', '”', '"']));
    let [heading] = &bare[..] else { return Vec::new() };
    if quoted.len() < HABIT {
        return Vec::new();
    }
    let own = &text[heading.clone()];
    let (Some(from), Some(to)) = (own.find("关于"), own.rfind("的问题").or_else(|| own.rfind("问题"))) else {
        return Vec::new();
    };
    let inner = from + "关于".len()..to;
    if inner.start >= inner.end {
        return Vec::new();
    }
    let place = heading.start + from..heading.end;
    let mut found = flag(
        "damage",
        "lost_characters",
        Severity::Info,
        seen.page.span(place.clone()),
        "标题缺引号".to_owned(),
        "the heading lacks its quotation marks".to_owned(),
    );
    let said = seen.page.clean(heading.start + inner.start..heading.start + inner.end);
    let rest = seen.page.clean(heading.start + inner.end..heading.end);
    propose(
        &mut found,
        format!("关于“{}”{}", said.trim(), rest.trim()),
        Confidence::Medium,
        "其他问题的标题均加引号",
        "the headings of all other findings have them",
    );
    vec![found]
}
