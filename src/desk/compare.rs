//! Holding notices against each other: which answers are alike ([`answers`]), which findings come back, and what later notices say of earlier
//! promises ([`rounds`]). What is kept of it follows from what is in the database, whatever the order in which it came: ties are broken by
//! lasting names, and a notice that comes in changes what was kept of those that were there. After an import, in parts of some fifty thousand
//! answers; what a killed program left out, the next import makes up for.

mod answers;
mod rounds;

use std::collections::{HashMap, HashSet};
use std::thread;

use super::kin::confirmed;
use super::{Desk, DeskError, words};
use crate::audit::Likeness;
use crate::model::NoticeId;
use crate::store::{BANDS, ComparedNotice, Signed, Store, StoreError};

/// Answers that are compared at a time.
pub(super) const PART: usize = 50_000;

/// Threads that read answers.
const READERS: usize = 2;

const _: () = assert!(BANDS == crate::audit::BANDS, "what is kept of a signature is all of it");

/// The signature of an answer; none for one that is too short to be compared.
pub(super) type Signature = Option<[u32; BANDS]>;

/// Signatures that were made while a notice was read, by its row.
pub(super) type Signatures = HashMap<NoticeId, Vec<Signature>>;

impl Desk {
    /// Whether there are notices that were not held against all others yet.
    pub fn waits_for_comparison(&self) -> Result<bool, DeskError> {
        self.store.any_uncompared().map_err(|error| self.fail(&error))
    }

    /// Compares what was not compared yet with everything else. Does nothing where all is done, or the database is only read.
    ///
    /// # Errors
    /// When the database cannot be read or written; what was compared before that is kept.
    pub fn compare(&mut self) -> Result<(), DeskError> {
        if self.store.read_only() {
            return Ok(());
        }
        compare(&mut self.store, &mut Signatures::new()).map_err(|error| self.fail(&error))
    }
}

/// Compares what was not compared yet; takes the signatures that there are already, and makes the others.
pub(super) fn compare(store: &mut Store, signed: &mut Signatures) -> Result<(), StoreError> {
    // What is lost of this with the power is compared again.
    store.derived_writes(|store| {
        loop {
            let notices = store.uncompared(PART)?;
            if notices.is_empty() {
                signed.clear();
                return Ok(());
            }
            part(store, &notices, signed)?;
        }
    })
}

/// Compares notices whose parts were written anew, or of which something else was said, after an act. Where many wait (a database of an older
/// version), it is left to the next import: an act is not to wait for it. What fails is left to that, too: the act itself is kept.
pub(super) fn compare_after_act(store: &mut Store) {
    const FEW: usize = 40;
    if let Ok(notices) = store.uncompared(PART)
        && (1..=FEW).contains(&notices.len())
    {
        let _ = store.derived_writes(|store| part(store, &notices, &mut Signatures::new()));
    }
}

fn part(store: &mut Store, notices: &[ComparedNotice], signed: &mut Signatures) -> Result<(), StoreError> {
    let mut about = Abouts::default();
    let kept = sign(store, notices, signed, &mut about)?;
    let own: Vec<NoticeId> = notices.iter().map(|notice| notice.id).collect();
    let short = store.short_lists()?;
    answers::compare(store, &own, &kept, &short, &mut about)?;
    drop(kept);
    rounds::compare(store, notices, &mut about)?;
    // Last: until then all this is done again after a kill.
    store.keep_compared(&own, &short)
}

/// Keeps the signatures of these notices' answers, and whose notices they are.
fn sign(
    store: &mut Store,
    notices: &[ComparedNotice],
    signed: &mut Signatures,
    about: &mut Abouts,
) -> Result<Vec<Signed>, StoreError> {
    const AT_ONCE: usize = 200;
    let mut all = Vec::new();
    for notices in notices.chunks(AT_ONCE) {
        let mut kept = Vec::new();
        for notice in notices {
            let own = about.insert(notice);
            let ranks = store.answer_ranks(notice.id)?;
            let bands = match signed.remove(&notice.id).filter(|signed| signed.len() == ranks.len()) {
                Some(bands) => bands,
                None => in_parallel(&store.answers(notice.id)?, |answer| {
                    vec![Likeness::of(&answer.text, &own.names).map(|own| own.bands())]
                }),
            };
            let answers = ranks.into_iter().zip(bands).filter_map(|((measure, rank), bands)| {
                Some(Signed {
                    measure,
                    rank,
                    bands: bands?,
                })
            });
            kept.push((notice.id, own.organisation.clone(), answers.collect()));
        }
        store.keep_signatures(&kept)?;
        all.extend(kept.into_iter().flat_map(|(_, _, answers)| answers));
    }
    Ok(all)
}

/// What is to be known of a notice when its answers are compared.
struct About {
    names: Vec<String>,
    organisation: String,
    title: String,
    /// Those that are of one organisation with it by a person's word, once that was asked for.
    confirmed: Option<HashSet<NoticeId>>,
}

/// The same of many notices, each read when it is asked for.
#[derive(Default)]
struct Abouts(HashMap<NoticeId, About>);

impl Abouts {
    fn insert(&mut self, notice: &ComparedNotice) -> &About {
        self.0
            .entry(notice.id)
            .insert_entry(About {
                names: words::own_names(&notice.meta),
                organisation: words::organisation(&notice.meta),
                title: notice.title.clone(),
                confirmed: None,
            })
            .into_mut()
    }

    /// Reads of these notices what was not read yet.
    fn read(&mut self, store: &Store, notices: impl Iterator<Item = NoticeId>) -> Result<(), StoreError> {
        for notice in notices {
            if !self.0.contains_key(&notice) {
                self.insert(&store.compared_notice(notice)?);
            }
        }
        Ok(())
    }

    /// Reads what persons said of those that are known.
    fn read_words(&mut self, store: &Store) -> Result<(), StoreError> {
        if store.has_relations()? {
            for (notice, about) in &mut self.0 {
                if about.confirmed.is_none() {
                    about.confirmed = Some(confirmed(store, *notice)?);
                }
            }
        }
        Ok(())
    }

    fn of(&self, notice: NoticeId) -> Option<&About> {
        self.0.get(&notice)
    }

    /// Whether the two are notices of one organisation, or one notice twice. What a person said goes before the names.
    fn is_same(&self, one: NoticeId, other: NoticeId) -> bool {
        match (self.of(one), self.of(other)) {
            (Some(own), Some(their)) => {
                let named = !own.organisation.is_empty() && own.organisation == their.organisation;
                let told = own.confirmed.as_ref().is_some_and(|told| told.contains(&other));
                one == other || own.title == their.title || named || told
            }
            _ => true,
        }
    }
}

/// Does the work on all items, some on each of the threads; results in the items' order.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Vec<R> + Sync) -> Vec<R> {
    let each = items.len().div_ceil(READERS).max(1);
    thread::scope(|scope| {
        let work = &work;
        let parts: Vec<_> = items
            .chunks(each)
            .map(|part| scope.spawn(move || part.iter().flat_map(work).collect::<Vec<R>>()))
            .collect();
        let joined = parts.into_iter().map(thread::ScopedJoinHandle::join);
        joined.flatten().flatten().collect()
    })
}
