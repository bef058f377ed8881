//! One organisation's notices, round after round: findings that come back, and what later notices say of earlier promises. Each notice is held
//! against those nearest in time, so that one that comes in between takes the place of another; that pair goes.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::{Abouts, in_parallel};
use crate::audit::{Promises, SAME, Telling, TitleWords};
use crate::desk::dismiss::content_of_pair;
use crate::desk::kin::family;
use crate::desk::sequel::{Voice, best, day};
use crate::model::{CommitmentId, FindingId, NoticeId, PartialDate};
use crate::store::{ComparedNotice, EchoLine, NewReturn, ReturnLine, Store, StoreError};

/// Later notices that are asked what they say of a notice's promises: the nearest.
const HEARD: usize = 6;

/// Earlier notices whose findings may come back in one: the nearest.
const LOOKED_BACK: usize = 30;

/// Notices whose titles or promises are held in memory.
const READ: usize = 2_000;

/// Notices that are heard at a time.
const AT_ONCE: usize = 32;

/// Two notices, the earlier first.
type Pair = (NoticeId, NoticeId);

/// Holds these notices against the others of their organisations. What is known of them is in `about`, and their organisations are kept.
pub(super) fn compare(store: &mut Store, notices: &[ComparedNotice], about: &mut Abouts) -> Result<(), StoreError> {
    let mut task = Task::default();
    let fresh: HashSet<NoticeId> = notices.iter().map(|notice| notice.id).collect();
    // Whether all of an organisation is to be looked at: something that was there before is another now.
    let mut touched: BTreeMap<&str, bool> = BTreeMap::new();
    for notice in notices {
        let now = about.of(notice.id).map_or("", |about| about.organisation.as_str());
        *touched.entry(now).or_default() |= notice.again;
        if notice.again {
            touched.insert(&notice.organisation, true);
            task.whole.insert(notice.id);
        }
    }
    let related: HashSet<NoticeId> = store.related()?.into_iter().collect();
    let mut tangled: BTreeSet<NoticeId> = related.intersection(&fresh).copied().collect();
    for (organisation, whole) in touched {
        let all = store.notices_of(organisation)?;
        if all.iter().any(|notice| related.contains(&notice.id)) {
            tangled.extend(all.iter().map(|notice| notice.id));
        } else if whole {
            task.all_of(&all);
        } else {
            task.what_changes(&all, &fresh);
        }
    }
    tangle(store, tangled, &mut task)?;
    returns(store, &task)?;
    echoes(store, &task)
}

/// What is to be held against what.
#[derive(Default)]
struct Task {
    /// Notices of which nothing that was kept holds any more.
    whole: BTreeSet<NoticeId>,
    /// Pairs of which it does not.
    gone: Pairs,
    /// Pairs that are to be compared.
    new: Pairs,
}

#[derive(Default)]
struct Pairs {
    returns: HashSet<Pair>,
    echoes: HashSet<Pair>,
}

impl Pairs {
    fn of(notices: &[&ComparedNotice]) -> Self {
        let by_day = in_order(notices, when);
        let by_date = in_order(notices, published);
        let mut pairs = Self::default();
        for notice in notices {
            pairs.of_one(notice, &by_day, &by_date);
        }
        pairs
    }

    /// Those of one notice: the later ones that may speak of its promises, and the earlier ones whose findings may come back.
    fn of_one(
        &mut self,
        own: &ComparedNotice,
        by_day: &[(Date, &ComparedNotice)],
        by_date: &[(Date, &ComparedNotice)],
    ) {
        if let Some(here) = when(own) {
            let first = by_day.partition_point(|(there, _)| *there <= here);
            let later = by_day.iter().skip(first).map(|(_, other)| *other);
            let heard = later.filter(|other| !is_reprint(own, other)).take(HEARD);
            self.echoes.extend(heard.map(|other| (own.id, other.id)));
        }
        if let Some(here) = own.published {
            let before = by_date.iter().rev().map(|(_, other)| *other);
            let earlier = before.filter(|other| other.published < Some(here) && !is_same_round(own, other));
            self.returns
                .extend(earlier.take(LOOKED_BACK).map(|other| (other.id, own.id)));
        }
    }
}

impl Task {
    /// All notices of an organisation.
    fn all_of(&mut self, notices: &[ComparedNotice]) {
        self.whole.extend(notices.iter().map(|notice| notice.id));
        let pairs = Pairs::of(&notices.iter().collect::<Vec<_>>());
        self.new.returns.extend(pairs.returns);
        self.new.echoes.extend(pairs.echoes);
    }

    /// What some of the notices of an organisation that are new change.
    fn what_changes(&mut self, notices: &[ComparedNotice], fresh: &HashSet<NoticeId>) {
        let known: Vec<&ComparedNotice> = notices.iter().filter(|notice| !fresh.contains(&notice.id)).collect();
        let before = Pairs::of(&known);
        let after = Pairs::of(&notices.iter().collect::<Vec<_>>());
        self.gone.returns.extend(before.returns.difference(&after.returns));
        self.gone.echoes.extend(before.echoes.difference(&after.echoes));
        self.new.returns.extend(after.returns.difference(&before.returns));
        self.new.echoes.extend(after.echoes.difference(&before.echoes));
    }
}

/// Where persons said which notices are of one organisation, each of those has its own: they are few, and all of them are looked at.
fn tangle(store: &Store, of: BTreeSet<NoticeId>, task: &mut Task) -> Result<(), StoreError> {
    let mut waiting: Vec<NoticeId> = of.iter().copied().collect();
    let mut seen = of;
    while let Some(notice) = waiting.pop() {
        let own = store.compared_notice(notice)?;
        let kin: Vec<ComparedNotice> = family(store, notice, &own.organisation)?
            .into_iter()
            .map(|(other, _)| other)
            .collect();
        let all: Vec<&ComparedNotice> = kin.iter().chain([&own]).collect();
        let by_day = in_order(&all, when);
        let by_date = in_order(&all, published);
        task.whole.insert(notice);
        task.new.of_one(&own, &by_day, &by_date);
        waiting.extend(kin.iter().map(|other| other.id).filter(|other| seen.insert(*other)));
    }
    Ok(())
}

/// Those that have a day, by it; of one day in the order of their lasting names.
fn in_order<'n>(
    notices: &[&'n ComparedNotice],
    day: impl Fn(&ComparedNotice) -> Option<Date>,
) -> Vec<(Date, &'n ComparedNotice)> {
    let dated = notices.iter().filter_map(|notice| Some((day(notice)?, *notice)));
    let mut dated: Vec<(Date, &ComparedNotice)> = dated.collect();
    dated.sort_by(|(one, first), (other, second)| one.cmp(other).then_with(|| first.uid.0.cmp(&second.uid.0)));
    dated
}

fn when(notice: &ComparedNotice) -> Option<Date> {
    day(notice.published, notice.meta.feedback_date)
}

fn published(notice: &ComparedNotice) -> Option<Date> {
    notice.published.and_then(PartialDate::first_day)
}

/// One text twice: it has nothing to say of itself.
fn is_reprint(one: &ComparedNotice, other: &ComparedNotice) -> bool {
    one.title == other.title && one.meta.feedback_date == other.meta.feedback_date
}

/// Another notice on the same feedback goes on with it; without a feedback date, one of the same title is a reprint.
fn is_same_round(one: &ComparedNotice, other: &ComparedNotice) -> bool {
    match (one.meta.feedback_date, other.meta.feedback_date) {
        (None, None) => one.title == other.title,
        (one, other) => one == other,
    }
}

/// Pairs in the order of the later notice.
fn by_later(pairs: &HashSet<Pair>) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = pairs.iter().copied().collect();
    pairs.sort_unstable_by_key(|(earlier, later)| (*later, *earlier));
    pairs
}

/// Findings of later notices that stood in earlier ones.
fn returns(store: &mut Store, task: &Task) -> Result<(), StoreError> {
    let mut titles = Titles::default();
    let mut lines = Vec::new();
    for (earlier, later) in by_later(&task.new.returns) {
        let (theirs, own) = (titles.of(store, earlier)?, titles.of(store, later)?);
        for title in &*own {
            let likely = theirs.iter().filter(|their| title.words.may_be_same(&their.words));
            let best = likely.map(|their| (their, title.words.index(&their.words)));
            let Some((their, likeness)) = best.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|best| best.1 >= SAME) else {
                continue;
            };
            lines.push(NewReturn {
                line: ReturnLine {
                    finding: title.finding,
                    earlier: their.finding,
                    likeness,
                },
                notice: later,
                content: content_of_pair("again", &title.text, &their.text),
            });
        }
    }
    let whole: Vec<NoticeId> = task.whole.iter().copied().collect();
    let gone = by_later(&task.gone.returns).into_iter();
    let gone: Vec<(NoticeId, NoticeId)> = gone.map(|(earlier, later)| (later, earlier)).collect();
    store.keep_returns(&whole, &gone, &lines)
}

/// The title of a finding, with what it says.
struct Title {
    finding: FindingId,
    text: String,
    words: TitleWords,
}

/// What the titles of findings say: those of a notice are held against many others.
#[derive(Default)]
struct Titles(HashMap<NoticeId, Arc<Vec<Title>>>);

impl Titles {
    fn of(&mut self, store: &Store, notice: NoticeId) -> Result<Arc<Vec<Title>>, StoreError> {
        if self.0.len() >= READ && !self.0.contains_key(&notice) {
            self.0.clear();
        }
        Ok(match self.0.entry(notice) {
            Entry::Occupied(entry) => Arc::clone(entry.get()),
            Entry::Vacant(entry) => {
                let title = |(finding, text): (FindingId, String)| Title {
                    finding,
                    words: TitleWords::of(&text),
                    text,
                };
                let titles = store.finding_titles(notice)?.into_iter().map(title).collect();
                Arc::clone(entry.insert(Arc::new(titles)))
            }
        })
    }
}

/// What later notices say of promises: each is read once and held against all that were made before it.
fn echoes(store: &mut Store, task: &Task) -> Result<(), StoreError> {
    let whole: Vec<NoticeId> = task.whole.iter().copied().collect();
    store.keep_echoes(&whole, &by_later(&task.gone.echoes), &[])?;
    let mut known: HashMap<NoticeId, Promised> = HashMap::new();
    let pairs = by_later(&task.new.echoes);
    let by_later: Vec<&[Pair]> = pairs.chunk_by(|one, other| one.1 == other.1).collect();
    for some in by_later.chunks(AT_ONCE) {
        let earlier: HashSet<NoticeId> = some
            .iter()
            .flat_map(|pairs| pairs.iter().map(|(earlier, _)| *earlier))
            .collect();
        if known.len() + earlier.len() > READ {
            known.retain(|notice, _| earlier.contains(notice));
        }
        let missing: Vec<NoticeId> = earlier
            .into_iter()
            .filter(|notice| !known.contains_key(notice))
            .collect();
        let mut texts = Vec::new();
        for notice in missing {
            texts.push((notice, store.promised(notice)?));
        }
        known.extend(in_parallel(&texts, |(notice, promised)| {
            let read = promised.iter().map(|(id, text)| (*id, Telling::of(text)));
            vec![(*notice, Promised(read.collect()))]
        }));
        let mut asked = Vec::new();
        for pairs in some {
            let promised = pairs.iter().filter_map(|(earlier, _)| known.get(earlier));
            let promised: Vec<&(CommitmentId, Telling)> = promised.flat_map(|promised| &promised.0).collect();
            if let (Some((_, later)), false) = (pairs.first(), promised.is_empty()) {
                asked.push((*later, store.voices(*later)?, promised));
            }
        }
        let lines: Vec<EchoLine> = in_parallel(&asked, |(later, voices, promised)| {
            let promises = Promises::told(promised.iter().map(|(_, telling)| telling));
            let ids: Vec<CommitmentId> = promised.iter().map(|(id, _)| *id).collect();
            let measures = voices
                .measures
                .iter()
                .map(|(id, text)| (Voice::Measure(*id), text.as_str()));
            let claims = voices
                .claims
                .iter()
                .map(|(at, text)| (Voice::Claim(*at), text.as_str()));
            best(*later, measures.chain(claims), &ids, &promises)
        });
        store.keep_echoes(&[], &[], &lines)?;
    }
    Ok(())
}

/// What a notice promises with a date, or again and again.
struct Promised(Vec<(CommitmentId, Telling)>);
