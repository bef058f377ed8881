//! One pass over the records with compiled words, in one part or several.

use std::ops::Range;

use super::filter::Filter;
use super::grid::LANES;
use super::hands::{Hands, each};
use super::index::Index;
use super::part::{Candidate, Part};
use super::query::How;
use super::rank::{self, Aligner};
use super::word::{Aligned, Scratch, Word};
use super::{Found, Hit, Look};

/// So many of the best are aligned anew.
pub(super) const REFINED: usize = 256;
/// So many are aligned anew where only the best is wanted.
const CONTENDERS: usize = 8;

/// What is asked of every record.
pub struct Plan<'i> {
    pub(super) index: &'i Index,
    pub(super) look: &'i Look,
    /// Records of the group in front.
    pub(super) near: Vec<Range<usize>>,
    pub(super) wanted: Vec<Wanted<'i>>,
    pub(super) refused: Vec<Word>,
    /// The only records that can match, where that is known.
    pub(super) left: Option<&'i [u64]>,
    pub(super) kept: usize,
    /// Only what has more than this is of interest, and nothing is counted.
    pub(super) above: Option<i64>,
}

/// A word that must be found, with what is asked before the records themselves.
pub(super) struct Wanted<'i> {
    pub(super) word: Word,
    pub(super) filter: Filter<'i>,
    /// Per place whether the word stands there; `None` where it stands in none.
    pub(super) places: Option<Vec<bool>>,
}

impl Wanted<'_> {
    pub(super) fn stands_in_place_of(&self, record: usize, index: &Index) -> bool {
        let places = self.places.as_ref().zip(index.places.of(record));
        places.is_some_and(|(places, place)| places[place])
    }
}

impl<'i> Plan<'i> {
    /// A pass for words; `left` are the only records that can match, as a bitmap.
    pub fn new(index: &'i Index, words: Vec<Word>, look: &'i Look, left: Option<&'i [u64]>) -> Self {
        let (refused, wanted): (Vec<Word>, Vec<Word>) = words.into_iter().partition(|word| word.not);
        let mut at = Vec::new();
        let wanted = wanted.into_iter().map(|word| Wanted {
            filter: Filter::new(&word, &index.signatures, &index.symbols),
            places: {
                let pieces = index.places.pieces().iter();
                let pieces: Vec<bool> = pieces
                    .map(|piece| word.in_place(piece, &index.symbols, &mut at))
                    .collect();
                index.places.with(&pieces)
            },
            word,
        });
        Self {
            near: look.near.map(|near| index.group(near)).unwrap_or_default(),
            wanted: wanted.collect(),
            refused,
            left,
            // Where fewer are shown, fewer can be lifted among them by a better alignment.
            kept: if look.limit == 0 {
                0
            } else {
                look.limit.max((look.limit * 2).clamp(64, REFINED))
            },
            above: None,
            index,
            look,
        }
    }

    /// What was found, and the records that may match, as a bitmap. `None` where it was stopped.
    pub fn carry_out(&self, hands: Hands<'_>, stop: &(dyn Fn() -> bool + Sync)) -> Option<(Found, Vec<u64>)> {
        let blocks = self.index.len().div_ceil(LANES);
        let parts = self.look.parts.clamp(1, blocks.max(1));
        let step = blocks.div_ceil(parts);
        let made = each(parts, hands, &|part| {
            let mine = (part * step).min(blocks)..((part + 1) * step).min(blocks);
            Part::over(self, mine, stop)
        });
        let mut whole: Option<Part<'_>> = None;
        for part in made {
            match &mut whole {
                None => whole = Some(part?),
                Some(whole) => whole.join(part?),
            }
        }
        whole?.finish(stop)
    }

    /// The best hit alone, where it may have more than that; and the records that may match. `None` where it was stopped.
    pub fn best(
        self,
        above: i64,
        hands: Hands<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<(Option<Hit>, Vec<u64>)> {
        let plan = Self {
            kept: CONTENDERS,
            // What was aligned cheaply may come out better by what a gap takes.
            above: Some(above - i64::from(rank::GAP)),
            ..self
        };
        let (found, left) = plan.carry_out(hands, stop)?;
        Some((found.hits.into_iter().next(), left))
    }

    /// What a record has before any word: nothing where no word must be found, so that the order stays that of the entries.
    pub(super) fn bonus(&self, record: usize) -> i64 {
        if self.wanted.is_empty() {
            return 0;
        }
        rank::bonus(self.index.weight(record), self.index.length(record))
    }

    /// The hit with its score and matched characters, aligned anew where there is an aligner.
    pub(super) fn hit(&self, candidate: Candidate, mut aligner: Option<&mut Aligner>) -> Hit {
        let record = candidate.record.0 as usize;
        let line = self.index.line(record);
        let mut hit = Hit {
            entry: record,
            score: self.bonus(record),
            matched: Vec::new(),
            matched_place: Vec::new(),
        };
        let mut before: Vec<u32> = Vec::new();
        let mut scratch = Scratch::default();
        for wanted in &self.wanted {
            let aligned = wanted.word.find(line, &mut scratch);
            let at = &mut scratch.at;
            // Side by side is the best there is: what stands at a boundary was looked for first.
            let mut better = |aligned: Aligned| {
                let aligner = aligner.as_deref_mut();
                let aligner = aligner.filter(|_| wanted.word.how == How::Fuzzy && aligned.loss > rank::INSIDE)?;
                let loss = aligner.better(line, aligned.loss, at)?;
                Some(Aligned { loss, ..aligned })
            };
            let aligned = aligned.map(|aligned| better(aligned).unwrap_or(aligned));
            let worth = aligned.map(|aligned| rank::word(aligned.cost()));
            if worth.is_none_or(|worth| worth < rank::IN_PLACE) && wanted.stands_in_place_of(record, self.index) {
                hit.score += rank::IN_PLACE;
                self.in_place(record, &wanted.word, &mut hit.matched_place);
                before.clear();
            } else if let Some(worth) = worth {
                hit.score += worth + rank::together(&before, at);
                hit.matched.extend_from_slice(at);
                std::mem::swap(&mut before, at);
            }
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
