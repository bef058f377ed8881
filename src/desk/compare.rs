//! Holding new notices against all others: which answers are alike, and which findings come back. After an import, in parts of some
//! twenty thousand answers; what a killed program left out, the next import makes up for.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::thread;

use super::dismiss::content_of_pair;
use super::kin::{confirmed, family};
use super::sequel::heard;
use super::{Desk, DeskError, words};
use crate::audit::{ACROSS, BANDS, Likeness, SAME, TitleWords};
use crate::model::{FindingId, MeasureId, NoticeId, ParsedNotice};
use crate::store::{ComparedMeasure, ComparedNotice, CopyLine, NewCopy, NewReturn, ReturnLine, Store, StoreError};

/// Answers that are held in memory and written at a time.
pub(super) const PART: usize = 20_000;

/// Threads that read answers.
const READERS: usize = 2;

/// Of the answers that one is alike with, so many are kept: the most alike.
const KEPT: usize = 5;

/// Notices whose titles are held in memory.
const TITLES: usize = 2_000;

/// The signature of an answer; none for one that is too short to be compared.
pub(super) type Signature = Option<[i64; BANDS]>;

/// The signatures of a notice's answers, in text order.
pub(super) fn signatures(parsed: &ParsedNotice) -> Vec<Signature> {
    let names = words::own_names(&parsed.notice);
    let answers = parsed.findings.iter().flat_map(|finding| &finding.measures);
    answers
        .map(|answer| Likeness::of(&answer.text, &names).map(|own| own.bands()))
        .collect()
}

/// Signatures that were made while a notice was read, by its row.
pub(super) type Signed = HashMap<NoticeId, Vec<Signature>>;

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
        compare(&mut self.store, &mut Signed::new()).map_err(|error| self.fail(&error))
    }
}

/// Compares what was not compared yet; takes the signatures that there are already, and makes the others.
pub(super) fn compare(store: &mut Store, signed: &mut Signed) -> Result<(), StoreError> {
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

/// Compares a notice whose parts were written anew after an act. Where many wait (a database of an older version), it is left to the next
/// import: an act is not to wait for it. What fails is left to that, too: the act itself is kept.
pub(super) fn compare_after_act(store: &mut Store) {
    const FEW: usize = 3;
    if let Ok(notices) = store.uncompared(PART)
        && (1..=FEW).contains(&notices.len())
    {
        let _ = store.derived_writes(|store| part(store, &notices, &mut Signed::new()));
    }
}

fn part(store: &mut Store, notices: &[ComparedNotice], signed: &mut Signed) -> Result<(), StoreError> {
    let mut about: HashMap<NoticeId, About> = HashMap::new();
    let mut bands: Vec<(i64, MeasureId)> = Vec::new();
    let mut unsigned: Vec<ComparedMeasure> = Vec::new();
    for notice in notices {
        about.insert(notice.id, About::of(notice));
        let ids = store.answer_ids(notice.id)?;
        match signed.remove(&notice.id).filter(|signed| signed.len() == ids.len()) {
            Some(signed) => {
                let own = ids.iter().zip(signed).filter_map(|(id, own)| Some((*id, own?)));
                bands.extend(own.flat_map(|(id, own)| own.map(|band| (band, id))));
            }
            None => unsigned.extend(store.answers_among(&ids)?),
        }
    }
    bands.extend(in_parallel(&unsigned, |answer| {
        let names = about.get(&answer.notice).map_or(&[][..], |about| &about.names);
        let own = Likeness::of(&answer.text, names);
        own.map_or_else(Vec::new, |own| own.bands().map(|band| (band, answer.id)).to_vec())
    }));
    drop(unsigned);
    // In the order of the table: a part is then written page after page.
    bands.sort_unstable();
    let organisations: Vec<(NoticeId, String)> = notices
        .iter()
        .filter_map(|notice| Some((notice.id, about.get(&notice.id)?.organisation.clone())))
        .collect();
    let met = store.keep_bands(&organisations, &bands)?;
    drop(bands);
    let copies = copies(store, notices, met, &mut about)?;
    let mut titles = Titles::default();
    let (mut returns, mut echoes) = (Vec::new(), Vec::new());
    for notice in notices {
        if let Some(about) = about.get(&notice.id) {
            returns.extend(returned(store, notice, &about.organisation, &mut titles)?);
            echoes.extend(heard(store, notice, &about.organisation)?);
        }
    }
    let done: Vec<NoticeId> = notices.iter().map(|notice| notice.id).collect();
    store.keep_echoes(&done, &echoes)?;
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
    own: &[ComparedNotice],
    mut met: Vec<(MeasureId, MeasureId)>,
    about: &mut HashMap<NoticeId, About>,
) -> Result<Vec<NewCopy>, StoreError> {
    // Signatures whose measure is gone find no text.
    let texts: HashMap<MeasureId, (NoticeId, String)> = store
        .answers_among(&all_of(&met))?
        .into_iter()
        .map(|answer| (answer.id, (answer.notice, answer.text)))
        .collect();
    for (notice, _) in texts.values() {
        if let Entry::Vacant(entry) = about.entry(*notice) {
            entry.insert(About::of(&store.compared_notice(*notice)?));
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
    met.retain(apart);
    // What a person said goes before the names.
    let one_family = confirmed(store, own.iter().map(|notice| notice.id))?;
    if !one_family.is_empty() {
        let notice = |id: &MeasureId| texts.get(id).map(|(notice, _)| *notice);
        met.retain(|(one, other)| {
            let pair = notice(one).zip(notice(other));
            pair.is_none_or(|(one, other)| !one_family.contains(&(one, other)))
        });
    }
    let likenesses: HashMap<MeasureId, Likeness> = in_parallel(&all_of(&met), |id| {
        let read = texts
            .get(id)
            .and_then(|(notice, text)| Likeness::of(text, &about.get(notice)?.names));
        read.map(|read| (*id, read)).into_iter().collect()
    })
    .into_iter()
    .collect();
    let alike: Vec<CopyLine> = in_parallel(&met, |(measure, other)| {
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
    let kept = most_alike(alike).into_iter();
    let named = kept.filter_map(|line| {
        let ((notice, own), (other_notice, other)) = (texts.get(&line.measure)?, texts.get(&line.other)?);
        Some(NewCopy {
            content: content_of_pair("duplicate", own, other),
            notice: *notice,
            other_notice: *other_notice,
            line,
        })
    });
    Ok(named.collect())
}

/// Whoever is in one of the pairs, in order.
fn all_of(pairs: &[(MeasureId, MeasureId)]) -> Vec<MeasureId> {
    let mut all: Vec<MeasureId> = pairs.iter().flat_map(|(one, other)| [*one, *other]).collect();
    all.sort_unstable();
    all.dedup();
    all
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
fn returned(
    store: &Store,
    notice: &ComparedNotice,
    organisation: &str,
    titles: &mut Titles,
) -> Result<Vec<NewReturn>, StoreError> {
    let mut lines = Vec::new();
    let Some(here) = notice.published else {
        return Ok(lines);
    };
    let family = family(store, notice.id, organisation)?.into_iter();
    let mut others: Vec<ComparedNotice> = family.map(|(other, _)| other).collect();
    others.retain(|other| {
        // Another notice on the same feedback goes on with it; without a feedback date, one of the same title is a reprint.
        let same_round = match (notice.meta.feedback_date, other.meta.feedback_date) {
            (None, None) => notice.title == other.title,
            (one, two) => one == two,
        };
        other.published.is_some_and(|there| there != here) && !same_round
    });
    if others.is_empty() {
        return Ok(lines);
    }
    let own = titles.of(store, notice.id)?.to_vec();
    for other in others {
        let theirs = titles.of(store, other.id)?;
        for title in &own {
            let likely = theirs.iter().filter(|their| title.words.may_be_same(&their.words));
            let best = likely.map(|their| (their, title.words.index(&their.words)));
            let Some((their, likeness)) = best.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|best| best.1 >= SAME) else {
                continue;
            };
            let ((later, earlier), notice) = if other.published < notice.published {
                ((title, their), notice.id)
            } else {
                ((their, title), other.id)
            };
            lines.push(NewReturn {
                line: ReturnLine {
                    finding: later.finding,
                    earlier: earlier.finding,
                    likeness,
                },
                notice,
                content: content_of_pair("again", &later.text, &earlier.text),
            });
        }
    }
    Ok(lines)
}

/// The title of a finding, with what it says.
#[derive(Clone)]
struct Title {
    finding: FindingId,
    text: String,
    words: TitleWords,
}

/// What the titles of findings say: those of a notice are held against many others.
#[derive(Default)]
struct Titles(HashMap<NoticeId, Vec<Title>>);

impl Titles {
    fn of(&mut self, store: &Store, notice: NoticeId) -> Result<&[Title], StoreError> {
        if self.0.len() >= TITLES && !self.0.contains_key(&notice) {
            self.0.clear();
        }
        Ok(match self.0.entry(notice) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let title = |(finding, text): (FindingId, String)| Title {
                    finding,
                    words: TitleWords::of(&text),
                    text,
                };
                entry.insert(store.finding_titles(notice)?.into_iter().map(title).collect())
            }
        })
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
