//! Which notices are of one organisation: by the same name, or by a person's word. Names that only look alike are a proposal.

use std::collections::{HashSet, VecDeque};

use serde::Serialize;

use super::view::Done;
use super::{Desk, DeskError};
use crate::model::{Lang, NoticeId, Target};
use crate::review::Body;
use crate::store::{Act, ComparedNotice, Store, StoreError};

/// What is known of two notices' organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kin {
    /// A person said that they are one.
    Confirmed,
    /// They have the same name.
    Named,
    /// Their names look alike: for a person to say.
    Proposed,
    /// A person said that they are two.
    Refused,
}

impl Kin {
    /// The word on the screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Confirmed, Lang::Zh) => "已确认同一单位",
            (Self::Confirmed, Lang::En) => "confirmed",
            (Self::Named, Lang::Zh) => "同名",
            (Self::Named, Lang::En) => "same name",
            (Self::Proposed, Lang::Zh) => "待确认",
            (Self::Proposed, Lang::En) => "to be confirmed",
            (Self::Refused, Lang::Zh) => "已确认非同一单位",
            (Self::Refused, Lang::En) => "another one",
        }
    }
}

impl Desk {
    /// Says whether two notices are of one organisation; `None` takes the word back. For everybody who looks at this database.
    ///
    /// # Errors
    /// [`super::ErrorKind::Usage`] where the two are one notice.
    pub fn relate(&mut self, one: NoticeId, other: NoticeId, same: Option<bool>) -> Result<Done, DeskError> {
        if one == other {
            let words = self.lang().pick("两处是同一份通报", "the two are one notice");
            return Err(DeskError::usage(
                words,
                self.lang().pick("请写另一份通报", "name another notice"),
            ));
        }
        let other = self.store.uid_of(other).map_err(|e| self.fail(&e))?;
        self.act(vec![(Act::On(Target::Notice(one)), Body::Relate { other, same })])
    }
}

/// The other notices of the organisation, those of its name newest first: a person's word goes before the name, and what is said of two
/// holds for all that are one with either.
pub(super) fn family(
    store: &Store,
    own: NoticeId,
    organisation: &str,
) -> Result<Vec<(ComparedNotice, Kin)>, StoreError> {
    let named = store.notices_of(organisation)?;
    let mut found: Vec<(ComparedNotice, Kin)> = Vec::new();
    if !store.has_relations()? {
        found.extend(
            named
                .into_iter()
                .filter(|notice| notice.id != own)
                .map(|notice| (notice, Kin::Named)),
        );
        return Ok(found);
    }
    let refused: HashSet<NoticeId> = others(store, own, false)?;
    let mut known: HashSet<NoticeId> = HashSet::from([own]);
    known.extend(&refused);
    let mut waiting: VecDeque<(NoticeId, Vec<ComparedNotice>, Kin)> = VecDeque::from([(own, named, Kin::Named)]);
    while let Some((member, named, kin)) = waiting.pop_front() {
        let told = others(store, member, true)?;
        let apart = others(store, member, false)?;
        let mut next: Vec<(ComparedNotice, Kin)> = Vec::new();
        for id in told {
            next.push((store.compared_notice(id)?, Kin::Confirmed));
        }
        next.extend(named.into_iter().map(|notice| (notice, kin)));
        for (notice, kin) in next {
            if apart.contains(&notice.id) || !known.insert(notice.id) {
                continue;
            }
            let named = if kin == Kin::Confirmed {
                store.notices_of(&notice.organisation)?
            } else {
                Vec::new()
            };
            waiting.push_back((notice.id, named, kin));
            found.push((notice, kin));
        }
    }
    Ok(found)
}

/// The notices of which a person said that they are, or are not, of one organisation with this one.
fn others(store: &Store, notice: NoticeId, same: bool) -> Result<HashSet<NoticeId>, StoreError> {
    let lines = store.relations(notice)?.into_iter();
    Ok(lines.filter(|line| line.same == same).map(|line| line.other).collect())
}

/// The notices that are of one organisation with this one by a person's word.
pub(super) fn confirmed(store: &Store, notice: NoticeId) -> Result<HashSet<NoticeId>, StoreError> {
    let organisation = store.compared_notice(notice)?.organisation;
    let family = family(store, notice, &organisation)?.into_iter();
    let confirmed = family.filter(|(_, kin)| *kin == Kin::Confirmed);
    Ok(confirmed.map(|(other, _)| other.id).collect())
}
