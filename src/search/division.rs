//! How a run of letters may be divided into characters, and which records have what that takes.

use std::collections::HashMap;

use super::postings::Set;
use super::run::{Run, Unit};
use super::signatures::{Signatures, pair, single};
use super::symbols::{Symbol, Symbols};

/// A last syllable that may be more than so many is not asked for by syllable.
const MAX_LAST: usize = 16;
/// Units of a run for which little room has to be emptied for each block.
const SHORT: usize = 12;

/// All ways to divide a run into characters, as a graph over its units: a record may match if some way through has all it needs.
#[derive(Debug)]
pub struct Division<'i> {
    states: usize,
    /// Ascending by `from`.
    edges: Vec<Edge<Set<'i>>>,
    ends: Vec<End<Set<'i>>>,
    /// Where it may stand at a boundary: in any of these. `None` where nothing is known of that.
    starts: Option<Vec<Set<'i>>>,
}

/// A character that is not the last.
#[derive(Debug)]
struct Edge<Need> {
    from: usize,
    to: usize,
    /// All of these must be there.
    needs: Vec<Need>,
}

/// The last character.
#[derive(Debug)]
struct End<Need> {
    from: usize,
    /// This must be there, where anything is known of it.
    need: Option<Need>,
}

/// What must be there, before it is looked up: most of what begins to divide a run leads nowhere.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Need {
    /// This character.
    Character(Symbol),
    /// The initials of neighbours, or an initial.
    Pair(usize),
    /// A character that reads as one of these syllables.
    Reading(Vec<usize>),
}

impl<'i> Division<'i> {
    /// All ways to divide a run.
    pub fn new(run: &Run, index: &'i Signatures, symbols: &Symbols) -> Self {
        let units = run.units();
        let letter = |at: usize| letter(units, at);
        let (mut edges, mut ends) = ways(units, index, symbols);
        prune(units.len(), &mut edges, &mut ends);
        let starts = letter(0).map(|first| {
            let alone = ends.iter().any(|end| end.from == 0);
            let first_edges = edges.iter().filter(|edge| edge.from == 0);
            let mut next: Vec<Option<usize>> = first_edges.map(|edge| letter(edge.to)).collect();
            if alone || next.contains(&None) {
                next = vec![None];
            }
            next.sort_unstable();
            next.dedup();
            next.into_iter()
                .flat_map(|second| index.starts(first, second))
                .collect()
        });
        let mut known: HashMap<Need, Set<'i>> = HashMap::new();
        let mut look_up = |need: Need| match known.get(&need) {
            Some(set) => set.clone(),
            None => {
                let set = match &need {
                    Need::Character(symbol) => index.characters.of(*symbol),
                    Need::Pair(key) => index.pair(*key),
                    Need::Reading(syllables) => index.reading(syllables),
                };
                known.insert(need, set.clone());
                set
            }
        };
        let edges = edges.into_iter().map(|edge| Edge {
            from: edge.from,
            to: edge.to,
            needs: edge.needs.into_iter().map(&mut look_up).collect(),
        });
        let edges = edges.collect();
        let ends = ends.into_iter().map(|end| End {
            from: end.from,
            need: end.need.map(&mut look_up),
        });
        Self {
            states: units.len(),
            edges,
            ends: ends.collect(),
            starts,
        }
    }

    /// The records of a block in which it may stand at a boundary.
    pub fn starts(&self, block: usize) -> u64 {
        let any = |starts: &Vec<Set<'_>>| starts.iter().fold(0, |mask, column| mask | column.block(block));
        self.starts.as_ref().map_or(!0, any)
    }

    /// The records of a block that may match.
    pub fn block(&self, block: usize) -> u64 {
        if self.states <= SHORT {
            self.through::<SHORT>(block)
        } else {
            self.through::<64>(block)
        }
    }

    fn through<const STATES: usize>(&self, block: usize) -> u64 {
        let mut reach = [0_u64; STATES];
        reach[0] = !0;
        for Edge { from, to, needs } in &self.edges {
            if reach[*from] != 0 {
                reach[*to] |= needs.iter().fold(reach[*from], |mask, set| mask & set.block(block));
            }
        }
        self.ends.iter().fold(0, |mask, End { from, need }| {
            mask | reach[*from] & need.as_ref().map_or(!0, |set| set.block(block))
        })
    }
}

fn letter(units: &[Unit], at: usize) -> Option<usize> {
    match units.get(at) {
        Some(Unit::Letter(letter)) => Some(usize::from(letter - b'a')),
        _ => None,
    }
}

/// Every character that may stand anywhere, whether or not it leads from the beginning to the end.
fn ways(units: &[Unit], index: &Signatures, symbols: &Symbols) -> (Vec<Edge<Need>>, Vec<End<Need>>) {
    let letter = |at: usize| letter(units, at);
    let (mut edges, mut ends) = (Vec::new(), Vec::new());
    for from in 0..units.len() {
        let mut edge = |len: usize, syllable: Option<usize>| {
            let to = from + len;
            let mut needs = Vec::new();
            if let Some((first, second)) = letter(from).zip(letter(to)) {
                let key = pair(first, second);
                if !index.has_pair(key) {
                    return;
                }
                needs.push(Need::Pair(key));
            }
            needs.extend(syllable.map(|syllable| Need::Reading(vec![syllable])));
            if let Unit::Is(symbol) = &units[from] {
                needs.push(Need::Character(*symbol));
            }
            if to < units.len() {
                edges.push(Edge { from, to, needs });
            }
        };
        let rest: Vec<u8> = (from..units.len())
            .map_while(letter)
            .map(|letter| letter as u8 + b'a')
            .collect();
        edge(1, None);
        if let [b'z' | b'c' | b's', b'h', ..] = rest[..] {
            edge(2, None);
        }
        let to_end = from + rest.len() == units.len();
        let mut last: Vec<usize> = Vec::new();
        for (at, syllable) in symbols.syllables().iter().enumerate() {
            let letters = syllable.letters();
            if rest.first() != letters.first() {
                continue;
            }
            if letters.len() > 1 && rest.starts_with(letters) {
                edge(letters.len(), Some(at));
            }
            if to_end && letters.starts_with(&rest) {
                last.push(at);
            }
        }
        match &units[from] {
            Unit::Is(symbol) if from + 1 == units.len() => {
                ends.push(End {
                    from,
                    need: Some(Need::Character(*symbol)),
                });
            }
            Unit::Sounds(_) if from + 1 == units.len() => ends.push(End { from, need: None }),
            Unit::Letter(_) if !last.is_empty() => {
                let key = letter(from).map(single);
                let need = match key.filter(|_| last.len() > MAX_LAST || rest.len() == 1) {
                    Some(key) if !index.has_pair(key) => continue,
                    Some(key) => Need::Pair(key),
                    None => Need::Reading(last),
                };
                ends.push(End { from, need: Some(need) });
            }
            _ => {}
        }
    }
    (edges, ends)
}

/// Leaves out what leads nowhere or is never reached.
fn prune(states: usize, edges: &mut Vec<Edge<Need>>, ends: &mut Vec<End<Need>>) {
    let mut leads: Vec<bool> = (0..states)
        .map(|state| ends.iter().any(|end| end.from == state))
        .collect();
    for edge in edges.iter().rev() {
        leads[edge.from] |= leads[edge.to];
    }
    let mut reached = vec![false; states];
    reached[0] = true;
    edges.retain(|edge| {
        let kept = reached[edge.from] && leads[edge.to];
        reached[edge.to] |= kept;
        kept
    });
    ends.retain(|end| reached[end.from]);
}
