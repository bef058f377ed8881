//! A search from the query to the ranked hits.

use super::grid::LANES;
use super::hands::{Hands, one_by_one};
use super::index::Index;
use super::plan::Plan;
use super::query::{self, How};
use super::word::Word;
use super::{Forgiven, Found, Hit, Look};

/// So many shorter queries are tried where nothing matches: each costs as much as a query.
const MAX_SHORTENED: usize = 12;
/// Less than any hit has.
const WORST: i64 = -1_000;
/// Words shorter than this forgive nothing.
const FORGIVING: usize = 3;

/// Which records the last query left over, so that a query that says more looks through fewer. It belongs to the index that it came from.
#[derive(Debug, Default)]
pub struct Trace {
    scope: Option<u8>,
    /// The pass over what was typed, and those over what comes closest to it.
    passes: Vec<Pass>,
}

/// One pass over the records: for what, and which were left.
#[derive(Debug)]
struct Pass {
    words: Vec<query::Word>,
    /// Per word whether it was taken as it sounds; empty where none was.
    sounding: Vec<bool>,
    left: Vec<u64>,
}

impl Pass {
    /// Whether all that the words can match is left.
    fn covers(&self, words: &[query::Word], sounding: &[bool]) -> bool {
        let same = |(before, now): (&query::Word, &query::Word)| before == now;
        let Some((last, before)) = self.words.split_last() else {
            return false;
        };
        words.len() >= self.words.len()
            && sounding.starts_with(&self.sounding)
            && self.sounding.is_empty() == sounding.is_empty()
            && before.iter().zip(words).all(same)
            && last.covers(&words[before.len()])
    }
}

impl Trace {
    /// The records that can match, where that is known.
    fn left(&self, words: &[query::Word], sounding: &[bool], scope: Option<u8>) -> Option<&[u64]> {
        let known = self.passes.iter().find(|pass| pass.covers(words, sounding));
        known.filter(|_| self.scope == scope).map(|pass| &pass.left[..])
    }
}

impl Index {
    /// The best hits of a query, best first; with an empty query the entries in their order, near ones first. `stop` is asked now and then:
    /// where it says true the search is given up and `None` returned.
    pub fn find(&self, query: &str, look: &Look, stop: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Hit>> {
        self.search(query, look, stop).map(|found| found.hits)
    }

    /// As [`Self::find`], with the number of all that match, and whether something was forgiven to find them.
    pub fn search(&self, query: &str, look: &Look, stop: &(dyn Fn() -> bool + Sync)) -> Option<Found> {
        self.search_on(query, look, &mut Trace::default(), &one_by_one, stop)
    }

    /// As [`Self::search`], where the query was typed on from the one whose trace is given; the work is done by `hands`, in
    /// [`Look::parts`] parts.
    pub fn search_on(
        &self,
        query: &str,
        look: &Look,
        trace: &mut Trace,
        hands: Hands<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let typed = query::parse(query);
        let left = trace.left(&typed, &[], look.scope);
        let words = typed.iter().map(|word| Word::new(word, &self.symbols)).collect();
        let (found, left) = Plan::new(self, words, look, left).carry_out(hands, stop)?;
        let first = Pass {
            words: typed.clone(),
            sounding: Vec::new(),
            left,
        };
        let before = std::mem::replace(
            trace,
            Trace {
                scope: look.scope,
                passes: vec![first],
            },
        );
        if found.total > 0 || typed.is_empty() || look.limit == 0 {
            return Some(found);
        }
        self.forgive(&typed, look, &before, &mut trace.passes, hands, stop)
    }

    /// What comes closest to a query that nothing matches. Passes that were made are noted, even where the search is given up.
    fn forgive(
        &self,
        typed: &[query::Word],
        look: &Look,
        before: &Trace,
        passes: &mut Vec<Pass>,
        hands: Hands<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let as_typed = |word: &query::Word| Word::new(word, &self.symbols);
        let mut sounding = Vec::new();
        let sounds = |word: &query::Word| {
            let sounds = Word::sounding(word, &self.symbols);
            sounding.push(sounds.is_some());
            sounds.unwrap_or_else(|| as_typed(word))
        };
        let words: Vec<Word> = typed.iter().map(sounds).collect();
        if sounding.contains(&true) {
            let left = before.left(typed, &sounding, look.scope);
            let (found, left) = Plan::new(self, words, look, left).carry_out(hands, stop)?;
            passes.push(Pass {
                words: typed.to_vec(),
                sounding,
                left,
            });
            if found.total > 0 {
                return Some(Found {
                    forgiven: Some(Forgiven::Sound),
                    ..found
                });
            }
        }
        // Of each shorter query only the best hit is of interest, and only where it is better than that of those before.
        let mut best: Option<(i64, usize)> = None;
        for shortened in shortened(typed) {
            let left = before.left(&shortened, &[], look.scope);
            let left = if left.is_some_and(|left| left.iter().all(|&block| block == 0)) {
                Vec::new()
            } else {
                let words = shortened.iter().map(as_typed).collect();
                let above = best.map_or(WORST, |(score, _)| score);
                let (hit, left) = Plan::new(self, words, look, left).best(above, hands, stop)?;
                if let Some(hit) = hit.filter(|hit| hit.score > above) {
                    best = Some((hit.score, passes.len()));
                }
                left
            };
            let blocks = self.len().div_ceil(LANES);
            passes.push(Pass {
                words: shortened,
                sounding: Vec::new(),
                left: if left.is_empty() { vec![0; blocks] } else { left },
            });
        }
        let Some((_, at)) = best else {
            return Some(Found::default());
        };
        let pass = &mut passes[at];
        let words = pass.words.iter().map(as_typed).collect();
        let (found, left) = Plan::new(self, words, look, Some(&pass.left)).carry_out(hands, stop)?;
        pass.left = left;
        Some(Found {
            forgiven: Some(Forgiven::OneCharacter),
            ..found
        })
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
