//! A search from the query to the ranked hits.

use std::cmp::Reverse;

use super::filter::Filter;
use super::index::Index;
use super::query::{self, How};
use super::rank::{self, Aligner};
use super::slices::LANES;
use super::word::{Aligned, Ways, Word};
use super::{COUNTED, Forgiven, Found, Hit, Look};

/// So many of the best are aligned anew.
const REFINED: usize = 256;
/// `stop` is asked after so many blocks.
const ASK_EVERY: usize = 16;
/// So many shorter queries are tried where nothing matches.
const MAX_SHORTENED: usize = 24;
/// Words shorter than this forgive nothing.
const FORGIVING: usize = 3;

impl Index {
    /// The best hits of a query, best first; with an empty query the entries in their order, near ones first. `stop` is asked now and then:
    /// where it says true the search is given up and `None` returned.
    pub fn find(&self, query: &str, look: &Look, stop: &dyn Fn() -> bool) -> Option<Vec<Hit>> {
        self.search(query, look, stop).map(|found| found.hits)
    }

    /// As [`Self::find`], with the number of all that match, and whether something was forgiven to find them.
    pub fn search(&self, query: &str, look: &Look, stop: &dyn Fn() -> bool) -> Option<Found> {
        let typed = query::parse(query);
        let words: Vec<Word> = typed.iter().map(|word| Word::new(word, &self.symbols)).collect();
        let found = self.run(&words, look, stop)?;
        if found.total > 0 || typed.is_empty() || look.limit == 0 {
            return Some(found);
        }
        self.forgive(&typed, look, stop)
    }

    fn run(&self, words: &[Word], look: &Look, stop: &dyn Fn() -> bool) -> Option<Found> {
        let mut search = Search::new(self, words, look);
        for block in 0..self.len().div_ceil(LANES) {
            if block % ASK_EVERY == 0 && stop() {
                return None;
            }
            search.block(block);
        }
        search.finish(stop)
    }

    /// What comes closest to a query that nothing matches.
    fn forgive(&self, typed: &[query::Word], look: &Look, stop: &dyn Fn() -> bool) -> Option<Found> {
        let mut any = false;
        let sounding = |word: &query::Word| {
            let sounding = Word::sounding(word, &self.symbols);
            any |= sounding.is_some();
            sounding.unwrap_or_else(|| Word::new(word, &self.symbols))
        };
        let words: Vec<Word> = typed.iter().map(sounding).collect();
        if any {
            let found = self.run(&words, look, stop)?;
            if found.total > 0 {
                return Some(Found {
                    forgiven: Some(Forgiven::Sound),
                    ..found
                });
            }
        }
        let mut best = Found::default();
        for shortened in shortened(typed) {
            let words: Vec<Word> = shortened.iter().map(|word| Word::new(word, &self.symbols)).collect();
            let found = self.run(&words, look, stop)?;
            let score = |found: &Found| found.hits.first().map(|hit| hit.score);
            if score(&found) > score(&best) {
                best = Found {
                    forgiven: Some(Forgiven::OneCharacter),
                    ..found
                };
            }
        }
        Some(best)
    }
}

/// The query with one character left out, each in turn.
fn shortened(typed: &[query::Word]) -> impl Iterator<Item = Vec<query::Word>> {
    let words = typed
        .iter()
        .enumerate()
        .filter(|(_, word)| word.how == How::Fuzzy && word.chars.len() >= FORGIVING);
    words
        .flat_map(|(at, word)| (0..word.chars.len()).map(move |left_out| (at, left_out)))
        .take(MAX_SHORTENED)
        .map(|(at, left_out)| {
            let mut words = typed.to_vec();
            words[at].chars.remove(left_out);
            words
        })
}

/// A match, while the search goes on: best is greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    score: i64,
    near: bool,
    record: Reverse<u32>,
}

/// A word that must be found, with what is asked before the records themselves.
struct Wanted<'i> {
    word: &'i Word,
    filter: Filter<'i>,
    /// Per place whether the word stands there; `None` where it stands in none.
    places: Option<Vec<bool>>,
    /// What the filter says of the block in hand: written, heard.
    masks: (u64, u64),
}

impl Wanted<'_> {
    fn ways(&self, record: usize) -> Ways {
        let lane = record % LANES;
        Ways {
            written: self.masks.0 >> lane & 1 != 0,
            heard: self.masks.1 >> lane & 1 != 0,
        }
    }

    fn stands_in_place_of(&self, record: usize, index: &Index) -> bool {
        let places = self.places.as_ref().zip(index.places.of(record));
        places.is_some_and(|(places, place)| places[place])
    }
}

struct Search<'i> {
    index: &'i Index,
    look: &'i Look,
    near: Option<u32>,
    wanted: Vec<Wanted<'i>>,
    refused: Vec<&'i Word>,
    kept: usize,
    best: Vec<Candidate>,
    /// Once enough are kept: no worse one is.
    bar: Option<Candidate>,
    total: usize,
    more: bool,
    scratch: Vec<u32>,
    /// Where the word before was found.
    before: Vec<u32>,
}

impl<'i> Search<'i> {
    fn new(index: &'i Index, words: &'i [Word], look: &'i Look) -> Self {
        let wanted = words.iter().filter(|word| !word.not);
        let wanted = wanted.map(|word| Wanted {
            word,
            filter: Filter::new(word, &index.signatures, &index.symbols),
            places: {
                let mut at = Vec::new();
                let pieces = index.places.pieces().iter();
                let pieces: Vec<bool> = pieces
                    .map(|piece| word.in_place(piece, &index.symbols, &mut at))
                    .collect();
                index.places.with(&pieces)
            },
            masks: (0, 0),
        });
        Self {
            index,
            look,
            near: look
                .near
                .map(|near| index.group_ids.get(&near).copied().unwrap_or(u32::MAX)),
            wanted: wanted.collect(),
            refused: words.iter().filter(|word| word.not).collect(),
            // Where fewer are shown, fewer can be lifted among them by a better alignment.
            kept: if look.limit == 0 {
                0
            } else {
                look.limit.max((look.limit * 2).clamp(64, REFINED))
            },
            best: Vec::new(),
            bar: None,
            total: 0,
            more: false,
            scratch: Vec::new(),
            before: Vec::new(),
        }
    }

    fn block(&mut self, block: usize) {
        let first = block * LANES;
        let left = self.index.len() - first;
        let mut mask = if left >= LANES { !0 } else { (1 << left) - 1 };
        for wanted in &mut self.wanted {
            wanted.masks = wanted.filter.block(block);
            let mut may = wanted.masks.0 | wanted.masks.1;
            if wanted.places.is_some() {
                for lane in (0..left.min(LANES)).filter(|lane| mask >> lane & 1 != 0) {
                    may |= u64::from(wanted.stands_in_place_of(first + lane, self.index)) << lane;
                }
            }
            mask &= may;
            if mask == 0 {
                return;
            }
        }
        while mask != 0 {
            let record = first + mask.trailing_zeros() as usize;
            mask &= mask - 1;
            if self.look.scope.is_none_or(|scope| scope == self.index.scopes[record]) {
                self.record(record);
            }
        }
    }

    fn record(&mut self, record: usize) {
        let line = self.index.line(record);
        let symbols = &self.index.symbols;
        let near = self.near == Some(self.index.groups[record]);
        let mut score = self.bonus(record);
        let ways = self.wanted.iter().map(|wanted| i64::from(wanted.ways(record).least()));
        let mut slack = self.slack(score, near) - ways.sum::<i64>();
        if slack < 0 && self.total >= COUNTED {
            self.more = true;
            return;
        }
        self.before.clear();
        for wanted in &self.wanted {
            let ways = wanted.ways(record);
            // What every match of the word loses is in the slack already.
            let most = slack
                .saturating_add(i64::from(ways.least()))
                .clamp(-1, i64::from(i32::MAX));
            let most = if slack < 0 { -1 } else { most as i32 };
            let at = &mut self.scratch;
            let worth = match wanted.word.align(line, symbols, ways, most, at) {
                Some(aligned) => {
                    let worth = rank::word(aligned.cost()) + rank::together(&self.before, at);
                    std::mem::swap(&mut self.before, at);
                    worth
                }
                None if wanted.stands_in_place_of(record, self.index) => {
                    self.before.clear();
                    rank::WORD - rank::PLACE
                }
                None => return,
            };
            score += worth;
            slack -= rank::WORD - worth - i64::from(ways.least());
        }
        if self
            .refused
            .iter()
            .any(|word| word.align(line, symbols, Ways::ALL, -1, &mut self.scratch).is_some())
        {
            return;
        }
        self.total += 1;
        if slack >= 0 {
            self.keep(Candidate {
                score,
                near,
                record: Reverse(record as u32),
            });
        }
    }

    /// How much a record with that bonus may lose and still be among the best.
    fn slack(&self, bonus: i64, near: bool) -> i64 {
        let words = self.wanted.len() as i64;
        let most = bonus + words * rank::WORD + (words - 1).max(0) * rank::TOGETHER;
        // Later records lose ties, except those near against those that are not.
        let bar = |bar: Candidate| most - bar.score - i64::from(near <= bar.near);
        self.bar.map_or(i64::MAX / 2, bar)
    }

    /// What a record has before any word: nothing where no word must be found, so that the order stays that of the entries.
    fn bonus(&self, record: usize) -> i64 {
        if self.wanted.is_empty() {
            return 0;
        }
        rank::weight(self.index.weights[record]) - rank::length(self.index.line(record).len())
    }

    fn keep(&mut self, candidate: Candidate) {
        if self.kept == 0 || self.bar.is_some_and(|bar| candidate < bar) {
            return;
        }
        self.best.push(candidate);
        if self.best.len() >= self.kept.saturating_mul(2) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.best.len() > self.kept {
            let (_, bar, _) = self.best.select_nth_unstable_by(self.kept - 1, |a, b| b.cmp(a));
            self.bar = Some(*bar);
            self.best.truncate(self.kept);
        }
    }

    fn finish(mut self, stop: &dyn Fn() -> bool) -> Option<Found> {
        self.cut();
        let mut best = std::mem::take(&mut self.best);
        best.sort_unstable_by(|a, b| b.cmp(a));
        let mut aligner = Aligner::new();
        let mut hits = Vec::with_capacity(best.len());
        for (at, candidate) in best.into_iter().enumerate() {
            if at % ASK_EVERY == 0 && stop() {
                return None;
            }
            let hit = self.hit(candidate, (at < REFINED).then_some(&mut aligner));
            hits.push((candidate.near, hit));
        }
        hits.sort_by_key(|(near, hit)| (Reverse(hit.score), Reverse(*near), hit.entry));
        hits.truncate(self.look.limit);
        Some(Found {
            hits: hits.into_iter().map(|(_, hit)| hit).collect(),
            total: self.total,
            more: self.more,
            forgiven: None,
        })
    }

    /// The hit with its score and matched characters, aligned anew where there is an aligner.
    fn hit(&self, candidate: Candidate, mut aligner: Option<&mut Aligner>) -> Hit {
        let record = candidate.record.0 as usize;
        let (line, symbols) = (self.index.line(record), &self.index.symbols);
        let mut hit = Hit {
            entry: record,
            score: self.bonus(record),
            matched: Vec::new(),
            matched_place: Vec::new(),
        };
        let mut before: Vec<u32> = Vec::new();
        for wanted in &self.wanted {
            let mut at = Vec::new();
            let Some(mut aligned) = wanted.word.find(line, symbols, &mut at) else {
                hit.score += rank::WORD - rank::PLACE;
                self.in_place(record, wanted.word, &mut hit.matched_place);
                before.clear();
                continue;
            };
            if let Some(aligner) = aligner
                .as_deref_mut()
                .filter(|_| wanted.word.how == How::Fuzzy && aligned.loss > 0)
                && let Some(loss) = aligner.better(line, symbols, aligned.loss, &mut at)
            {
                aligned = Aligned { loss, ..aligned };
            }
            hit.score += rank::word(aligned.cost()) + rank::together(&before, &at);
            hit.matched.extend_from_slice(&at);
            before = at;
        }
        hit.matched.sort_unstable();
        hit.matched.dedup();
        hit.matched_place.sort_unstable();
        hit.matched_place.dedup();
        hit
    }

    fn in_place(&self, record: usize, word: &Word, matched: &mut Vec<u32>) {
        let mut at = Vec::new();
        for (start, piece) in self.index.places.pieces_of(record) {
            if word.in_place(piece, &self.index.symbols, &mut at) {
                matched.extend(at.iter().map(|&at| at + start as u32));
            }
        }
    }
}
