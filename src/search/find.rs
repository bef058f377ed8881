//! A search from the query to the ranked hits.

use super::hands::{Hands, one_by_one};
use super::index::Index;
use super::plan::Plan;
use super::query::{self, How};
use super::word::Word;
use super::{Forgiven, Found, Hit, Look};

/// So many shorter queries are tried where nothing matches: each costs as much as a query.
const MAX_SHORTENED: usize = 12;
/// Words shorter than this forgive nothing.
const FORGIVING: usize = 3;

/// Which records the last query left over, so that a query that says more looks through fewer. It belongs to the index that it came from.
#[derive(Debug, Default)]
pub struct Trace {
    words: Vec<query::Word>,
    scope: Option<u8>,
    left: Vec<u64>,
}

impl Trace {
    /// Whether all that the words can match is left.
    fn covers(&self, words: &[query::Word], scope: Option<u8>) -> bool {
        let same = |(before, now): (&query::Word, &query::Word)| before == now;
        let Some((last, before)) = self.words.split_last() else {
            return false;
        };
        self.scope == scope
            && words.len() >= self.words.len()
            && before.iter().zip(words).all(same)
            && last.covers(&words[before.len()])
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
        let left = trace.covers(&typed, look.scope).then_some(&trace.left[..]);
        let words = typed.iter().map(|word| Word::new(word, &self.symbols)).collect();
        let (found, left) = Plan::new(self, words, look, left).carry_out(hands, stop)?;
        *trace = Trace {
            words: typed,
            scope: look.scope,
            left,
        };
        if found.total > 0 || trace.words.is_empty() || look.limit == 0 {
            return Some(found);
        }
        self.forgive(&trace.words, look, hands, stop)
    }

    /// What comes closest to a query that nothing matches.
    fn forgive(
        &self,
        typed: &[query::Word],
        look: &Look,
        hands: Hands<'_>,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Found> {
        let run = |words: Vec<Word>| {
            let (found, _) = Plan::new(self, words, look, None).carry_out(hands, stop)?;
            Some(found)
        };
        let mut any = false;
        let sounding = |word: &query::Word| {
            let sounding = Word::sounding(word, &self.symbols);
            any |= sounding.is_some();
            sounding.unwrap_or_else(|| Word::new(word, &self.symbols))
        };
        let words: Vec<Word> = typed.iter().map(sounding).collect();
        if any {
            let found = run(words)?;
            if found.total > 0 {
                return Some(Found {
                    forgiven: Some(Forgiven::Sound),
                    ..found
                });
            }
        }
        let mut best = Found::default();
        for shortened in shortened(typed) {
            let found = run(shortened.iter().map(|word| Word::new(word, &self.symbols)).collect())?;
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
