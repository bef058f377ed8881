//! `again`: a finding that an earlier notice of the same organisation had, too. Which notices those are, the database knows; a person
//! confirms. Where the earlier one was struck off, it is a warning: it was not over.

use crate::audit::registry;
use crate::model::{Flag, Severity, Span};
use crate::text::fold::fold_char;

/// From this index on, two titles name the same problem.
pub const SAME: f64 = 0.6;

/// Words around the problem itself: 关于…的问题.
const FRAME: &[&str] = &["关于", "针对", "存在的问题", "的问题", "方面", "问题"];

/// A title ready to be compared: the character pairs of its folded words, without 关于…的问题 around them. Read once for each title, for a
/// notice is held against dozens of others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TitleWords(Vec<u64>);

impl TitleWords {
    /// Reads a title.
    pub fn of(title: &str) -> Self {
        let mut bare: String = title.chars().map(fold_char).filter(|c| c.is_alphanumeric()).collect();
        for word in FRAME {
            if bare.contains(word) {
                bare = bare.replace(word, "");
            }
        }
        let pair = |(one, other): (char, char)| u64::from(u32::from(one)) << 32 | u64::from(u32::from(other));
        let mut pairs: Vec<u64> = bare.chars().zip(bare.chars().skip(1)).map(pair).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// Whether nothing is left to compare.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How alike the two are, from 0 to 1: the Jaccard index of their pairs.
    pub fn index(&self, other: &Self) -> f64 {
        let (a, b) = (&self.0, &other.0);
        let (mut at, mut to, mut shared) = (0, 0, 0_usize);
        while let (Some(x), Some(y)) = (a.get(at), b.get(to)) {
            shared += usize::from(x == y);
            at += usize::from(x <= y);
            to += usize::from(y <= x);
        }
        let all = a.len() + b.len() - shared;
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    }

    /// Whether their lengths alone let the two be [`SAME`].
    pub fn may_be_same(&self, other: &Self) -> bool {
        let (short, long) = (self.0.len().min(other.0.len()), self.0.len().max(other.0.len()));
        short as f64 >= SAME * long as f64
    }
}

/// How alike two titles are, see [`TitleWords::index`].
pub fn title_likeness(one: &str, other: &str) -> f64 {
    TitleWords::of(one).index(&TitleWords::of(other))
}

/// The flag on a finding that comes back. `place` says where it stood before; `struck_off` whether it was told, or judged, to be over.
pub fn returned(title: &str, span: Span, place: &str, struck_off: bool) -> Flag {
    let (kind, severity, zh, en) = if struck_off {
        (
            "returned",
            Severity::Warning,
            format!("{place}中同一问题已称完成或已销号，现再次出现"),
            format!("the same finding was told to be over in {place}, and is back"),
        )
    } else {
        (
            "repeated",
            Severity::Notice,
            format!("{place}中已有同一问题"),
            format!("the same finding stood in {place} already"),
        )
    };
    Flag {
        rule: "again".to_owned(),
        kind: kind.to_owned(),
        version: registry::rule("again").map_or(1, |rule| rule.version),
        severity,
        message: zh,
        message_en: en,
        span,
        proposal: None,
        grounds: None,
        operands: vec![(title.to_owned(), span)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_without_what_stands_around_them() {
        let same = |one, other| TitleWords::of(one).index(&TitleWords::of(other)) >= SAME;
        assert!(same("关于“泵站管护责任不落实”的问题", "泵站管护责任不落实"));
        assert!(same("泵站管护责任落实不到位", "泵站管护责任落实还不到位"));
        assert!(!same("泵站管护责任不落实", "合同审查责任不落实"));
        assert!(!same("的问题", "的问题"), "nothing is not the same as nothing");
        let lengths = |one, other| TitleWords::of(one).may_be_same(&TitleWords::of(other));
        assert!(lengths("泵站管护责任落实不到位", "泵站管护责任落实还不到位"));
        assert!(!lengths("泵站管护", "泵站管护责任落实还不到位"));
    }

    #[test]
    fn what_was_struck_off_is_louder() {
        let kind = |off| {
            let flag = returned("甲", Span::new(0, 3), "云溪 2022 1.", off);
            (flag.kind, flag.severity)
        };
        assert_eq!(kind(true), ("returned".to_owned(), Severity::Warning));
        assert_eq!(kind(false), ("repeated".to_owned(), Severity::Notice));
    }
}
