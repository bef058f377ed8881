//! Holding new notices against all others: which answers are alike, and which findings come back. After an import, in parts of some
//! twenty thousand answers; what a killed program left out, the next import makes up for.

use std::collections::{HashMap, HashSet};
use std::thread;

use super::{Desk, DeskError, words};
use crate::audit::{ACROSS, Likeness, SAME, TitleWords};
use crate::model::{FindingId, MeasureId, NoticeId};
use crate::store::{ComparedMeasure, ComparedNotice, CopyLine, ReturnLine, Store, StoreError};

/// Answers that are held in memory and written at a time.
const PART: usize = 20_000;

/// Threads that read answers.
const READERS: usize = 2;

/// Of the answers that one is alike with, so many are kept: the most alike.
const KEPT: usize = 5;

/// Notices of one organisation that are looked at.
const NOTICES: usize = 30;

impl Desk {
    /// Compares what was not compared yet with everything else. Does nothing where all is done, or the database is only read.
    ///
    /// # Errors
    /// When the database cannot be read or written; what was compared before that is kept.
    pub fn compare(&mut self) -> Result<(), DeskError> {
        if self.store.read_only() {
            return Ok(());
        }
        compare(&mut self.store).map_err(|error| self.fail(&error))
    }
}

pub(super) fn compare(store: &mut Store) -> Result<(), StoreError> {
    loop {
        let notices = store.uncompared(PART)?;
        if notices.is_empty() {
            return Ok(());
        }
        part(store, &notices)?;
    }
}

/// Compares a notice whose parts were written anew after an act. Where many wait (a database of an older version), it is left to the next
/// import: an act is not to wait for it. What fails is left to that, too: the act itself is kept.
pub(super) fn compare_after_act(store: &mut Store) {
    const FEW: usize = 3;
    if let Ok(notices) = store.uncompared(PART)
        && (1..=FEW).contains(&notices.len())
    {
        let _ = part(store, &notices);
    }
}

fn part(store: &mut Store, notices: &[ComparedNotice]) -> Result<(), StoreError> {
    let mut about: HashMap<NoticeId, About> = HashMap::new();
    let mut answers: Vec<ComparedMeasure> = Vec::new();
    for notice in notices {
        about.insert(notice.id, About::of(notice));
        answers.extend(store.answers(notice.id)?);
    }
    let mut bands: Vec<(i64, MeasureId)> = in_parallel(&answers, |answer| {
        let names = about.get(&answer.notice).map_or(&[][..], |about| &about.names);
        let own = Likeness::of(&answer.text, names);
        own.map_or_else(Vec::new, |own| {
            own.bands().iter().map(|band| (*band, answer.id)).collect()
        })
    });
    // In the order of the table: a part is then written page after page.
    bands.sort_unstable();
    let organisations: Vec<(NoticeId, String)> = notices
        .iter()
        .filter_map(|notice| Some((notice.id, about.get(&notice.id)?.organisation.clone())))
        .collect();
    let met = store.keep_bands(&organisations, &bands)?;
    let copies = copies(store, &answers, met, &mut about)?;
    let mut returns = Vec::new();
    for notice in notices {
        if let Some(about) = about.get(&notice.id) {
            returns.extend(returned(store, notice, &about.organisation)?);
        }
    }
    let done: Vec<NoticeId> = notices.iter().map(|notice| notice.id).collect();
    store.keep_compared(&done, &copies, &returns)
}

/// What is to be known of a notice when its answers are compared.
struct About {
    names: Vec<String>,
    organisation: String,
    title: String,
}

impl About {
    fn of(notice: &ComparedNotice) -> Self {
        Self {
            names: words::own_names(&notice.meta),
            organisation: words::organisation(&notice.meta),
            title: notice.title.clone(),
        }
    }

    /// Whether the two are notices of one organisation, or one notice twice.
    fn is_same(&self, other: &Self) -> bool {
        self.title == other.title || (!self.organisation.is_empty() && self.organisation == other.organisation)
    }
}

/// Of the pairs that met, those that are alike and belong to two organisations.
fn copies(
    store: &Store,
    own: &[ComparedMeasure],
    met: HashSet<(MeasureId, MeasureId)>,
    about: &mut HashMap<NoticeId, About>,
) -> Result<Vec<CopyLine>, StoreError> {
    let mut texts: HashMap<MeasureId, (NoticeId, String)> = HashMap::new();
    let wanted: HashSet<MeasureId> = met.iter().flat_map(|(one, other)| [*one, *other]).collect();
    for answer in own.iter().filter(|answer| wanted.contains(&answer.id)) {
        texts.insert(answer.id, (answer.notice, answer.text.clone()));
    }
    for id in wanted {
        if texts.contains_key(&id) {
            continue;
        }
        match store.answer(id) {
            Ok(answer) => {
                if let std::collections::hash_map::Entry::Vacant(entry) = about.entry(answer.notice) {
                    entry.insert(About::of(&store.compared_notice(answer.notice)?));
                }
                texts.insert(id, (answer.notice, answer.text));
            }
            // A signature whose measure is gone.
            Err(StoreError::NoSuch(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let apart = |(one, other): &(MeasureId, MeasureId)| {
        let notice = |id| {
            texts
                .get(id)
                .and_then(|(notice, _)| Some((*notice, about.get(notice)?)))
        };
        match (notice(one), notice(other)) {
            (Some((a, about_a)), Some((b, about_b))) => a != b && !about_a.is_same(about_b),
            _ => false,
        }
    };
    let mut pairs: Vec<(MeasureId, MeasureId)> = met.into_iter().filter(apart).collect();
    pairs.sort_unstable();
    let ids: HashSet<MeasureId> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let ids: Vec<MeasureId> = ids.into_iter().collect();
    let likenesses: HashMap<MeasureId, Likeness> = in_parallel(&ids, |id| {
        let read = texts
            .get(id)
            .and_then(|(notice, text)| Likeness::of(text, &about.get(notice)?.names));
        read.map(|read| (*id, read)).into_iter().collect()
    })
    .into_iter()
    .collect();
    let alike: Vec<CopyLine> = in_parallel(&pairs, |(measure, other)| {
        let index = likenesses
            .get(measure)
            .zip(likenesses.get(other))
            .map(|(a, b)| a.index(b));
        let line = index.filter(|index| *index >= ACROSS).map(|likeness| CopyLine {
            measure: *measure,
            other: *other,
            likeness,
        });
        line.into_iter().collect()
    });
    Ok(most_alike(alike))
}

/// The few most alike of each answer.
fn most_alike(mut lines: Vec<CopyLine>) -> Vec<CopyLine> {
    lines.sort_by_key(|line| (line.measure, line.other));
    lines.sort_by(|a, b| a.measure.cmp(&b.measure).then(b.likeness.total_cmp(&a.likeness)));
    let mut kept: HashMap<MeasureId, usize> = HashMap::new();
    lines.retain(|line| {
        let count = kept.entry(line.measure).or_default();
        *count += 1;
        *count <= KEPT
    });
    lines
}

/// Findings that this notice shares with others of its organisation, whichever came in first.
fn returned(store: &Store, notice: &ComparedNotice, organisation: &str) -> Result<Vec<ReturnLine>, StoreError> {
    let mut lines = Vec::new();
    let own: Vec<(FindingId, TitleWords)> = titles(store, notice.id)?;
    for other in store.notices_of(organisation, NOTICES)? {
        let (Some(here), Some(there)) = (notice.published, other.published) else {
            continue;
        };
        // Another notice on the same feedback goes on with it; without a feedback date, one of the same title is a reprint.
        let same_round = match (notice.meta.feedback_date, other.meta.feedback_date) {
            (None, None) => notice.title == other.title,
            (one, two) => one == two,
        };
        if other.id == notice.id || here == there || same_round {
            continue;
        }
        let theirs = titles(store, other.id)?;
        for (finding, words) in &own {
            let best = theirs.iter().map(|(their, title)| (*their, words.index(title)));
            let Some((their, likeness)) = best.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|best| best.1 >= SAME) else {
                continue;
            };
            let (finding, earlier) = if there < here {
                (*finding, their)
            } else {
                (their, *finding)
            };
            lines.push(ReturnLine {
                finding,
                earlier,
                likeness,
            });
        }
    }
    Ok(lines)
}

/// The findings of a notice with what their titles say.
fn titles(store: &Store, notice: NoticeId) -> Result<Vec<(FindingId, TitleWords)>, StoreError> {
    let findings = store.findings(notice)?.into_iter();
    Ok(findings.map(|line| (line.id, TitleWords::of(&line.title))).collect())
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
