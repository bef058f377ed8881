//! Answers that are alike: of each the few most alike of other organisations.
//!
//! Answers meet that share a band of their signatures. Where very many do (a text that hundreds of organisations copied), each is held against
//! the [`CROWD`] that stand first, in an order that follows from their lasting names. So a list depends on who is there, and a new answer
//! touches the lists of others only where it comes to stand among the first, or takes the place of one.

use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{Hash as _, Hasher as _};

use super::{Abouts, in_parallel};
use crate::audit::{ACROSS, Likeness};
use crate::desk::dismiss::{content_of_folded, folded};
use crate::model::{MeasureId, NoticeId};
use crate::store::{CopyLine, NewCopy, Signed, Store, StoreError};

/// Of the answers that one is alike with, so many are kept: the most alike.
const KEPT: usize = 5;

/// Of the answers that share a band, so many are held against all of them.
const CROWD: usize = 32;

/// Lists that are made and written at a time.
const LISTS: usize = 4_000;

/// Answers that are held in memory ready to be compared.
const READ: usize = 20_000;

/// Holds the answers of these notices, whose signatures these are, against all others; makes lists anew that lost an answer.
pub(super) fn compare(
    store: &mut Store,
    own: &[NoticeId],
    signed: &[Signed],
    short: &[MeasureId],
    about: &mut Abouts,
) -> Result<(), StoreError> {
    let met = Met::of(store, signed)?;
    // Of what is compared for the first time this finds nothing, but where a killed program was here before.
    store.clear_copies(own)?;
    let mut read = Read::new(about);
    read.lists(store, met.own)?;
    let mut again: BTreeSet<MeasureId> = short.iter().copied().collect();
    for gone in met.evicted {
        again.extend(store.alike_with(gone)?);
    }
    again.extend(read.offers(store, met.others)?);
    let ours: HashSet<MeasureId> = signed.iter().map(|signed| signed.measure).collect();
    again.retain(|measure| !ours.contains(measure));
    if again.is_empty() {
        return Ok(());
    }
    let signed = signatures(store, &again)?;
    let mut met = Met::of(store, &signed)?.own;
    for measure in again {
        met.entry(measure).or_default();
    }
    read.lists(store, met)
}

/// The signatures of single answers.
fn signatures(store: &Store, of: &BTreeSet<MeasureId>) -> Result<Vec<Signed>, StoreError> {
    let of_all: Vec<MeasureId> = of.iter().copied().collect();
    let notices: BTreeSet<NoticeId> = store
        .answers_among(&of_all)?
        .iter()
        .map(|answer| answer.notice)
        .collect();
    let mut found = Vec::new();
    for notice in notices {
        let all = store.signatures_of(notice)?.into_iter();
        found.extend(all.filter(|signed| of.contains(&signed.measure)));
    }
    Ok(found)
}

/// Which answers are to be held against which.
#[derive(Default)]
struct Met {
    /// Each of the answers that were asked for that meets others, with these.
    own: HashMap<MeasureId, Vec<MeasureId>>,
    /// Other answers, each with those of the asked that stand among the first of a band, and their ranks.
    others: HashMap<MeasureId, Vec<(MeasureId, u64)>>,
    /// Answers that stood among the first of a band before those that were asked for came.
    evicted: BTreeSet<MeasureId>,
}

/// An answer in a band.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    band: u32,
    rank: u64,
    measure: MeasureId,
    asked: bool,
}

impl Met {
    fn of(store: &Store, asked: &[Signed]) -> Result<Self, StoreError> {
        let mut members = members(store, asked)?;
        members.sort_unstable();
        let mut met = Self::default();
        // Answers of one text share all of their bands.
        let mut seen: HashSet<u64> = HashSet::new();
        for band in members.chunk_by(|one, other| one.band == other.band) {
            let mut hasher = DefaultHasher::new();
            band.iter().for_each(|member| member.measure.0.hash(&mut hasher));
            if seen.insert(hasher.finish()) {
                met.band(band);
            }
        }
        Ok(met)
    }

    fn band(&mut self, members: &[Member]) {
        let (crowd, rest) = members.split_at(CROWD.min(members.len()));
        for member in members {
            let others = crowd.iter().filter(|other| other.measure != member.measure);
            if member.asked {
                let own = self.own.entry(member.measure).or_default();
                for other in others {
                    if !own.contains(&other.measure) {
                        own.push(other.measure);
                    }
                }
            } else {
                let mut asked = others.filter(|other| other.asked).peekable();
                if asked.peek().is_some() {
                    let own = self.others.entry(member.measure).or_default();
                    for other in asked {
                        if !own.iter().any(|(known, _)| *known == other.measure) {
                            own.push((other.measure, other.rank));
                        }
                    }
                }
            }
        }
        let came = crowd.iter().filter(|member| member.asked).count();
        let before = rest.iter().filter(|member| !member.asked).take(came);
        self.evicted.extend(before.map(|member| member.measure));
    }
}

/// Everyone in the bands of those that are asked for, where a band has more than one: nearly all have one only.
fn members(store: &Store, asked: &[Signed]) -> Result<Vec<Member>, StoreError> {
    let mut bands: Vec<u32> = asked.iter().flat_map(|signed| signed.bands).collect();
    bands.sort_unstable();
    let mut ids: Vec<MeasureId> = asked.iter().map(|signed| signed.measure).collect();
    ids.sort_unstable();
    let is_asked = |measure: &MeasureId| ids.binary_search(measure).is_ok();
    store.with_signatures(|each| {
        // Those that two of the asked share, and those that one of them shares with another.
        let mut shared: Vec<u32> = bands
            .windows(2)
            .filter(|two| two[0] == two[1])
            .map(|two| two[0])
            .collect();
        bands.dedup();
        let own = Among::new(&bands);
        each(&mut |signed| {
            if !is_asked(&signed.measure) {
                shared.extend(signed.bands.iter().filter(|band| own.has(**band)));
            }
        })?;
        shared.sort_unstable();
        shared.dedup();
        let shared = Among::new(&shared);
        let mut members = Vec::new();
        each(&mut |signed| {
            let own = signed.bands.iter().filter(|band| shared.has(**band));
            members.extend(own.map(|band| Member {
                band: *band,
                rank: signed.rank,
                measure: signed.measure,
                asked: is_asked(&signed.measure),
            }));
        })?;
        Ok(members)
    })
}

/// Numbers in order, with a bit in a field of sixteen times as many for each: of most others it is told at once that they are not among them.
struct Among<'n> {
    numbers: &'n [u32],
    bits: Vec<u64>,
    shift: u32,
}

impl<'n> Among<'n> {
    fn new(numbers: &'n [u32]) -> Self {
        let size = (numbers.len() * 16).next_power_of_two().clamp(1 << 10, 1 << 28);
        let mut among = Self {
            numbers,
            bits: vec![0; size / 64],
            shift: 32 - size.trailing_zeros(),
        };
        for number in numbers {
            let at = among.at(*number);
            among.bits[at / 64] |= 1 << (at % 64);
        }
        among
    }

    /// Bands are spread evenly already: their first bits do.
    fn at(&self, number: u32) -> usize {
        (number >> self.shift) as usize
    }

    fn has(&self, number: u32) -> bool {
        let at = self.at(number);
        self.bits[at / 64] >> (at % 64) & 1 == 1 && self.numbers.binary_search(&number).is_ok()
    }
}

/// An answer, ready to be compared.
struct Answer {
    notice: NoticeId,
    rank: u64,
    folded: String,
    likeness: Option<Likeness>,
}

/// Answers that were read, some thousands of them at a time.
struct Read<'a> {
    about: &'a mut Abouts,
    answers: HashMap<MeasureId, Answer>,
}

impl<'a> Read<'a> {
    fn new(about: &'a mut Abouts) -> Self {
        Self {
            about,
            answers: HashMap::new(),
        }
    }

    /// Makes and keeps the lists of answers, each of those that it met.
    fn lists(&mut self, store: &mut Store, met: HashMap<MeasureId, Vec<MeasureId>>) -> Result<(), StoreError> {
        let mut met: Vec<(MeasureId, Vec<MeasureId>)> = met.into_iter().collect();
        // Those that meet the same stand together: each is read once.
        met.sort_unstable_by_key(|(measure, others)| (others.iter().min().copied(), *measure));
        for met in met.chunks(LISTS) {
            self.read(store, met.iter().flat_map(|(one, others)| others.iter().chain([one])))?;
            let lists = in_parallel(met, |(measure, others)| {
                let alike = others.iter().filter_map(|other| self.alike(*measure, *other)).collect();
                vec![(*measure, self.copies(most_alike(alike)))]
            });
            store.keep_copies(&lists)?;
        }
        Ok(())
    }

    /// Offers new answers to the lists that there are. Gives back those that cannot be told from what is kept of them: an answer is not alike
    /// any more, and what comes next is not known.
    fn offers(
        &mut self,
        store: &mut Store,
        offers: HashMap<MeasureId, Vec<(MeasureId, u64)>>,
    ) -> Result<Vec<MeasureId>, StoreError> {
        let mut short = Vec::new();
        let mut offers: Vec<(MeasureId, Vec<(MeasureId, u64)>)> = offers.into_iter().collect();
        offers.sort_unstable();
        for offers in offers.chunks(LISTS) {
            let mut open = Vec::new();
            for (measure, offered) in offers {
                let kept = store.most_alike(*measure)?;
                let offered: Vec<MeasureId> = offered
                    .iter()
                    .filter(|(other, rank)| may_enter(&kept, *other, *rank))
                    .map(|(other, _)| *other)
                    .collect();
                if !offered.is_empty() {
                    open.push((*measure, kept, offered));
                }
            }
            let named = open.iter().flat_map(|(measure, kept, offered)| {
                let kept = kept.iter().map(|(line, _)| &line.other);
                kept.chain(offered).chain([measure])
            });
            self.read(store, named)?;
            let lists = in_parallel(&open, |(measure, kept, offered)| {
                let before: Vec<(CopyLine, u64)> = kept.clone();
                let mut alike = before.clone();
                alike.retain(|(line, _)| !offered.contains(&line.other));
                alike.extend(offered.iter().filter_map(|other| self.alike(*measure, *other)));
                let after = most_alike(alike);
                let is_short = before.len() == KEPT && after.len() < KEPT;
                let changed = after.len() != before.len()
                    || after
                        .iter()
                        .any(|(line, _)| !before.iter().any(|(known, _)| known == line));
                let list = (changed && !is_short).then(|| self.copies(after));
                vec![(*measure, is_short, list)]
            });
            short.extend(lists.iter().filter(|list| list.1).map(|list| list.0));
            let changed = lists
                .into_iter()
                .filter_map(|(measure, _, list)| Some((measure, list?)));
            store.keep_copies(&changed.collect::<Vec<_>>())?;
        }
        Ok(short)
    }

    /// Reads answers with what is to be known of their notices. Answers that are no more are left out.
    fn read<'m>(&mut self, store: &Store, of: impl Iterator<Item = &'m MeasureId>) -> Result<(), StoreError> {
        let all: BTreeSet<MeasureId> = of.copied().collect();
        if self.answers.len() + all.len() > READ {
            self.answers.retain(|known, _| all.contains(known));
        }
        let missing: Vec<MeasureId> = all.into_iter().filter(|id| !self.answers.contains_key(id)).collect();
        let texts = store.answers_among(&missing)?;
        self.about.read(store, texts.iter().map(|answer| answer.notice))?;
        self.about.read_words(store)?;
        let about = &*self.about;
        let read = in_parallel(&texts, |answer| {
            let names = about.of(answer.notice).map_or(&[][..], |about| &about.names);
            vec![(
                answer.id,
                Answer {
                    notice: answer.notice,
                    rank: answer.rank,
                    folded: folded(answer.text.chars()),
                    likeness: Likeness::of(&answer.text, names),
                },
            )]
        });
        for (id, answer) in read {
            if let Entry::Vacant(entry) = self.answers.entry(id) {
                entry.insert(answer);
            }
        }
        Ok(())
    }

    /// How alike two answers are, where they are alike and belong to two organisations, with the rank of the other.
    fn alike(&self, measure: MeasureId, other: MeasureId) -> Option<(CopyLine, u64)> {
        let (own, their) = (self.answers.get(&measure)?, self.answers.get(&other)?);
        if self.about.is_same(own.notice, their.notice) {
            return None;
        }
        let likeness = own.likeness.as_ref()?.index(their.likeness.as_ref()?);
        let line = CopyLine {
            measure,
            other,
            likeness,
        };
        (likeness >= ACROSS).then_some((line, their.rank))
    }

    fn copies(&self, alike: Vec<(CopyLine, u64)>) -> Vec<NewCopy> {
        let copy = |line: CopyLine| {
            let (own, their) = (self.answers.get(&line.measure)?, self.answers.get(&line.other)?);
            Some(NewCopy {
                content: content_of_folded("duplicate", &own.folded, &their.folded),
                notice: own.notice,
                line,
            })
        };
        alike.into_iter().filter_map(|(line, _)| copy(line)).collect()
    }
}

/// Whether an answer could come into a list, seen without reading it: not where all of the list are wholly alike and stand before it.
fn may_enter(kept: &[(CopyLine, u64)], other: MeasureId, rank: u64) -> bool {
    let wholly = |(line, known): &(CopyLine, u64)| line.likeness >= 1.0 && *known < rank;
    kept.len() < KEPT || !kept.iter().all(wholly) || kept.iter().any(|(line, _)| line.other == other)
}

/// The few most alike, those that stand first among equals.
fn most_alike(mut alike: Vec<(CopyLine, u64)>) -> Vec<(CopyLine, u64)> {
    alike.sort_by(|(a, first), (b, second)| {
        let by_likeness = b.likeness.total_cmp(&a.likeness);
        by_likeness.then(first.cmp(second)).then(a.other.cmp(&b.other))
    });
    alike.truncate(KEPT);
    alike
}
