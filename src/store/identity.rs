//! Lasting names. They follow from the content of the file and the place in it, so that two databases that import the same
//! file agree on them. A part that is read again keeps the name that it has.

use std::collections::{HashSet, VecDeque};

use crate::model::{Span, Uid};
use crate::review::digest;

/// The notice of that content digest.
pub(super) fn notice_uid(content: &str) -> Uid {
    uid(&format!("notice {content}"))
}

/// The sorts of part that have a lasting name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum PartKind {
    Finding,
    Measure,
    Commitment,
}

impl PartKind {
    pub(super) const ALL: [Self; 3] = [Self::Finding, Self::Measure, Self::Commitment];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Measure => "measure",
            Self::Commitment => "commitment",
        }
    }
}

/// The name of a part, and the row that it has where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) id: Option<i64>,
    pub(super) uid: Uid,
}

/// Where the parts of a notice get their names from, in the order in which they are written.
pub(super) enum Names<'a> {
    /// From their places: nothing of the notice is there yet.
    New(Namer<'a>),
    /// From what they were matched with: findings, measures, commitments.
    Kept([VecDeque<Name>; 3]),
}

impl Names<'_> {
    pub(super) fn next(&mut self, kind: PartKind, place: Span) -> Name {
        match self {
            Self::New(namer) => Name {
                id: None,
                uid: namer.name(kind, place),
            },
            Self::Kept(names) => names[kind as usize].pop_front().unwrap_or_else(|| Name {
                id: None,
                uid: random_uid(),
            }),
        }
    }
}

/// Digits with which the names of all parts of a notice begin: so that they stand together in the indexes of names. Names spread over those
/// would touch a page for each part, a megabyte for a notice.
const TOGETHER: usize = 3;

/// Names the parts of one notice.
pub(super) struct Namer<'a> {
    content: &'a str,
    first: String,
    given: HashSet<Uid>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(content: &'a str) -> Self {
        let mut first = notice_uid(content).0;
        first.truncate(TOGETHER);
        Self {
            content,
            first,
            given: HashSet::new(),
        }
    }

    /// These names are given already.
    pub(super) fn taken(&mut self, uids: impl IntoIterator<Item = Uid>) {
        self.given.extend(uids);
    }

    /// The part of that kind at that place. Parts of one kind at one place, which a damaged text can have, are counted.
    pub(super) fn name(&mut self, kind: PartKind, place: Span) -> Uid {
        let kind = kind.code();
        let mut nth = 0;
        loop {
            let mut name = uid(&format!("{kind} {} {} {nth}", self.content, place.start));
            name.0.replace_range(..TOGETHER, &self.first);
            if self.given.insert(name.clone()) {
                return name;
            }
            nth += 1;
        }
    }
}

/// A random name, for events: the moment, the process and the hasher's random seed.
pub(super) fn random_uid() -> Uid {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let mut seed = [0_u64; 2];
    for part in &mut seed {
        *part = RandomState::new().build_hasher().finish();
    }
    let moment = jiff::Timestamp::now().as_nanosecond();
    uid(&format!("{seed:?} {moment} {}", std::process::id()))
}

fn uid(text: &str) -> Uid {
    let mut hex = digest(text.as_bytes());
    hex.truncate(16);
    Uid(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_from_content_and_place_alone() {
        let mut one = Namer::new("c");
        let mut two = Namer::new("c");
        let place = Span::new(10, 20);
        let first = one.name(PartKind::Measure, place);
        assert_eq!(first, two.name(PartKind::Measure, place));
        assert_eq!(first.0.len(), 16);
        assert_ne!(
            first,
            one.name(PartKind::Measure, place),
            "two parts at one place have two names"
        );
        assert_ne!(first, two.name(PartKind::Finding, place));
        assert_ne!(first, Namer::new("d").name(PartKind::Measure, place));
    }

    #[test]
    fn random_names_differ() {
        assert_ne!(random_uid(), random_uid());
    }
}
