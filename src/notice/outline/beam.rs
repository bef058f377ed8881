//! The choice: a beam search over all signs, left to right.
//!
//! A state is a stack of open runs. A sign can be left out (worth nothing), go on with an open run and close what is deeper, or open a
//! run. What a step is worth, `worth` says; scores are tenths of a point.

use super::super::numbering::{LAST, Style};
use super::worth::expand;
use super::{Chosen, Outline, Relation, Sign, Term};

/// States kept after each sign. More do not change the outcome on the notices that we know; fewer lose lost headings.
const BEAM: usize = 10;

/// Deepest nesting.
pub(super) const DEEPEST: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) style: Style,
    pub(super) last: u16,
    /// Whether words that open an answer belong to its last node.
    pub(super) answered: bool,
    /// Whether its last node is an ordinal that names a problem: what is counted under it answers that.
    pub(super) names: bool,
    /// Whether each node of the run so far was such a problem, its answer opened by words of its own.
    pub(super) each: bool,
}

#[derive(Clone)]
pub(super) struct State {
    pub(super) score: i32,
    /// What the score is made of, over the whole text.
    pub(super) terms: [i32; Term::COUNT],
    pub(super) depth: usize,
    pub(super) levels: [Level; DEEPEST],
    /// The last number of each style, for runs that go on counting under the next heading.
    pub(super) last: [u16; Style::COUNT],
    /// The depth at which that number stood, and the number of the heading above it.
    pub(super) home: [(u8, u16); Style::COUNT],
    /// For each style, those that stood under it, as bits.
    pub(super) under: [u32; Style::COUNT],
    /// The styles of which a 1 was passed over since one of them was taken last, as bits.
    pub(super) passed: u32,
    /// The styles of ordinals that were problems with answers of their own, as bits.
    pub(super) problems: u32,
    pub(super) step: u32,
}

impl State {
    fn earn(&mut self, term: Term, worth: i32) {
        self.score += worth;
        self.terms[term as usize] = self.terms[term as usize].saturating_add(worth);
    }
}

/// A step that took a sign, and the step before it. There are as many as the text has signs, times the states that are kept.
struct Step {
    before: u32,
    sign: u32,
    depth: u8,
    relation: Relation,
}

const NO_STEP: u32 = u32::MAX;

/// A way on from a state: what would change in it. Most ways are dropped, so that only those that are kept become states.
#[derive(Clone, Copy)]
pub(super) struct Way {
    /// The state that it goes on from, by its place in the beam.
    pub(super) from: usize,
    pub(super) score: i32,
    pub(super) to: To,
}

#[derive(Clone, Copy)]
pub(super) enum To {
    /// The sign is left out; a bit for its style where it is a 1.
    Past { first: u32 },
    /// The sign stands at this depth; `numbers` and `levels` are what that is worth beside its words.
    Level {
        depth: usize,
        level: Level,
        numbers: i32,
        levels: i32,
        relation: Relation,
    },
    /// Words that open an answer close what is deeper than this; with what its last heading becomes where they answer it.
    Answer {
        depth: usize,
        level: Option<Level>,
        worth: i32,
        /// Whether that heading is an ordinal that is a problem of its own.
        problem: bool,
    },
}

impl Way {
    /// The open runs that it leads to: so many of those that are open, and one more.
    fn runs(&self, beam: &[State]) -> (usize, Option<Level>) {
        let state = &beam[self.from];
        match self.to {
            To::Past { .. } => (state.depth, None),
            To::Level { depth, level, .. } => (depth, Some(level)),
            To::Answer { depth, level, .. } => (depth - usize::from(level.is_some()), level),
        }
    }

    /// Whether a state has the same open runs.
    fn leads_to(&self, beam: &[State], other: &State) -> bool {
        let (shared, own) = self.runs(beam);
        other.depth == shared + usize::from(own.is_some())
            && own.is_none_or(|level| other.levels[shared] == level)
            && other.levels[..shared] == beam[self.from].levels[..shared]
    }

    fn state(&self, beam: &[State], strength: i32) -> State {
        let mut state = beam[self.from].clone();
        let (shared, own) = self.runs(beam);
        state.depth = shared;
        if let Some(level) = own {
            state.levels[shared] = level;
            state.depth += 1;
        }
        match self.to {
            To::Past { first } => state.passed |= first,
            To::Level {
                depth,
                level,
                numbers,
                levels,
                ..
            } => {
                state.passed &= !(1 << level.style.0);
                state.earn(Term::Words, strength);
                state.earn(Term::Numbers, numbers);
                state.earn(Term::Levels, levels);
                if let Some(above) = depth.checked_sub(1) {
                    let above = state.levels[above].style;
                    state.under[usize::from(above.0)] |= 1 << level.style.0;
                }
                if level.style.counts() && level.last != LAST {
                    state.last[usize::from(level.style.0)] = level.last;
                    state.home[usize::from(level.style.0)] = home(&state, depth);
                }
            }
            To::Answer {
                level, worth, problem, ..
            } => {
                state.earn(Term::Answers, worth);
                if let Some(level) = level.filter(|_| problem) {
                    state.problems |= 1 << level.style.0;
                }
            }
        }
        state
    }

    /// The step into the outline; none where the sign is left out.
    fn step(&self, before: u32, sign: usize) -> Option<Step> {
        let (depth, relation) = match self.to {
            To::Past { .. } => return None,
            To::Level { depth, relation, .. } => (depth, relation),
            To::Answer { depth, .. } => (depth, Relation::Next),
        };
        Some(Step {
            before,
            sign: u32::try_from(sign).ok()?,
            depth: depth as u8,
            relation,
        })
    }
}

/// The signs that make the most consistent outline, in text order.
pub fn choose(signs: &[Sign]) -> Vec<Chosen> {
    compete(signs)
        .into_iter()
        .next()
        .map_or_else(Vec::new, |best| best.chosen)
}

/// The outlines that were still in the running at the end, the most consistent first; never none.
pub fn compete(signs: &[Sign]) -> Vec<Outline> {
    let mut steps: Vec<Step> = Vec::new();
    let empty = Level {
        style: Style(0),
        last: 0,
        answered: false,
        names: false,
        each: false,
    };
    let mut beam = vec![State {
        score: 0,
        terms: [0; Term::COUNT],
        depth: 0,
        levels: [empty; DEEPEST],
        last: [0; Style::COUNT],
        home: [(0, 0); Style::COUNT],
        under: [0; Style::COUNT],
        passed: 0,
        problems: 0,
        step: NO_STEP,
    }];
    let mut ways: Vec<Way> = Vec::new();
    let mut next: Vec<State> = Vec::new();
    for (index, sign) in signs.iter().enumerate() {
        ways.clear();
        for (from, state) in beam.iter().enumerate() {
            expand(state, sign, from, &mut ways);
        }
        ways.sort_by_key(|way| std::cmp::Reverse(way.score));
        next.clear();
        for way in &ways {
            if next.len() == BEAM {
                break;
            }
            if next.iter().any(|kept| way.leads_to(&beam, kept)) {
                continue;
            }
            let mut state = way.state(&beam, sign.strength());
            if let Some(step) = way.step(state.step, index) {
                let Ok(at) = u32::try_from(steps.len()) else { continue };
                steps.push(step);
                state.step = at;
            }
            next.push(state);
        }
        std::mem::swap(&mut beam, &mut next);
        // Scores are only compared: keep them small on texts of any length.
        let best = beam.first().map_or(0, |state| state.score);
        for state in &mut beam {
            state.score -= best;
        }
    }
    let outline = |state: &State| {
        let mut chosen = Vec::new();
        let mut at = state.step;
        while let Some(step) = steps.get(at as usize) {
            chosen.push(Chosen {
                sign: step.sign as usize,
                depth: step.depth,
                relation: step.relation,
            });
            at = step.before;
        }
        chosen.reverse();
        Outline {
            chosen,
            terms: state.terms,
        }
    };
    beam.iter().map(outline).collect()
}

/// A depth, and the number of the heading that is open above it.
pub(super) fn home(state: &State, depth: usize) -> (u8, u16) {
    let above = depth.checked_sub(1).map_or(0, |at| state.levels[at].last);
    (depth as u8, above)
}
