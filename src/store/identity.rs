//! Lasting names. They follow from the content of the file and the place in it, so that two databases that import the same
//! file agree on them.

use std::collections::HashSet;

use crate::model::{Span, Uid};
use crate::review::digest;

/// The notice of that content digest.
pub(super) fn notice_uid(content: &str) -> Uid {
    uid(&format!("notice {content}"))
}

/// Names the parts of one notice.
pub(super) struct Namer<'a> {
    content: &'a str,
    given: HashSet<Uid>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(content: &'a str) -> Self {
        let given = HashSet::new();
        Self { content, given }
    }

    /// The part of that kind at that place. Parts of one kind at one place, which a damaged text can have, are counted.
    pub(super) fn name(&mut self, kind: &str, place: Span) -> Uid {
        let mut nth = 0;
        loop {
            let name = uid(&format!("{kind} {} {} {nth}", self.content, place.start));
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
        let first = one.name("measure", place);
        assert_eq!(first, two.name("measure", place));
        assert_eq!(first.0.len(), 16);
        assert_ne!(
            first,
            one.name("measure", place),
            "two parts at one place have two names"
        );
        assert_ne!(first, two.name("finding", place));
        assert_ne!(first, Namer::new("d").name("measure", place));
    }

    #[test]
    fn random_names_differ() {
        assert_ne!(random_uid(), random_uid());
    }
}
