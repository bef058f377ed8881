//! The choice: a beam search over all signs, left to right.
//!
//! A state is a stack of open runs. A sign can be left out (worth nothing), go on with an open run and close what is deeper, or open a
//! run. What a step is worth: the sign's own strength, plus what its number says about the run. All figures are tenths of a point.

use super::super::numbering::{LAST, Sort, Style};
use super::{Chosen, Outline, Relation, Sign, Term};

/// States kept after each sign. More do not change the outcome on the notices that we know; fewer lose lost headings.
const BEAM: usize = 10;

/// Deepest nesting.
const DEEPEST: usize = 8;

const NEXT: i32 = 30;
const NEXT_WITHOUT_NUMBER: i32 = 12;
const THROUGH: i32 = 22;
/// What goes on although a 1 of the same style was passed over before it: (1)… (3)… lost its (2), it was not counted through.
const THROUGH_OVER_FIRST: i32 = 0;
/// What goes on under the same heading, with another run between, was not counted through: the other run stands under it.
const RESUMED: i32 = -10;
const DOUBLE: i32 = -15;
const GAP: i32 = -5;
const GAP_EACH: i32 = -6;
const GAP_MOST: i32 = -36;
const RESTART: i32 = -25;
/// What is counted inside a measure begins again too; only words that open an answer may begin an ordinal run again at no cost.
const RESTART_ORDINAL: i32 = -40;
const BACKWARDS: i32 = -60;
const LATE: i32 = -30;
const LATE_MORE: i32 = -50;
/// What goes on counting behind the words that look ahead shows that they open nothing.
const LATE_AHEAD: i32 = -40;
const WRONG_RANK: i32 = -40;
/// A notice that once numbers (1) above 1. does so again.
const WRONG_RANK_AGAIN: i32 = -10;
const UNDER_ORDINAL: i32 = -60;
/// The look ahead of the whole notice stands under no other heading.
const UNDER_ANY: i32 = -60;
const SAME_STYLE: i32 = -40;
const OPENING: i32 = 6;
const OPENING_AGAIN: i32 = 3;
const SWITCH: i32 = -15;
const SWITCH_EACH: i32 = -3;

#[derive(Clone, Copy, PartialEq, Eq)]
struct Level {
    style: Style,
    last: u16,
    /// Whether words that open an answer belong to its last node.
    answered: bool,
    /// Whether its last node is an ordinal that names a problem: what is counted under it answers that.
    names: bool,
    /// Whether each node of the run so far was such a problem, its answer opened by words of its own.
    each: bool,
}

#[derive(Clone)]
struct State {
    score: i32,
    /// What the score is made of, over the whole text.
    terms: [i32; Term::COUNT],
    depth: usize,
    levels: [Level; DEEPEST],
    /// The last number of each style, for runs that go on counting under the next heading.
    last: [u16; Style::COUNT],
    /// The depth at which that number stood, and the number of the heading above it.
    home: [(u8, u16); Style::COUNT],
    /// For each style, those that stood under it, as bits.
    under: [u32; Style::COUNT],
    /// The styles of which a 1 was passed over since one of them was taken last, as bits.
    passed: u32,
    /// The styles of ordinals that were problems with answers of their own, as bits.
    problems: u32,
    step: u32,
}

impl State {
    fn earn(&mut self, term: Term, worth: i32) {
        self.score += worth;
        self.terms[term as usize] = self.terms[term as usize].saturating_add(worth);
    }
}

/// A step that took a sign, and the step before it.
struct Step {
    before: u32,
    chosen: Chosen,
}

const NO_STEP: u32 = u32::MAX;

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
    let mut next: Vec<(State, Option<Chosen>)> = Vec::new();
    let mut order: Vec<usize> = Vec::new();
    for (index, sign) in signs.iter().enumerate() {
        next.clear();
        for state in &beam {
            expand(state, sign, index, &mut next);
        }
        // States are large: only their places are moved.
        order.clear();
        order.extend(0..next.len());
        order.sort_by_key(|&at| std::cmp::Reverse(next[at].0.score));
        beam.clear();
        for &at in &order {
            let (state, chosen) = &next[at];
            if beam.len() == BEAM {
                break;
            }
            let known = beam
                .iter()
                .any(|kept: &State| kept.levels[..kept.depth] == state.levels[..state.depth]);
            if known {
                continue;
            }
            let mut state = state.clone();
            if let Some(chosen) = *chosen {
                let Ok(at) = u32::try_from(steps.len()) else { continue };
                steps.push(Step {
                    before: state.step,
                    chosen,
                });
                state.step = at;
            }
            beam.push(state);
        }
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
            chosen.push(step.chosen);
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

fn expand(state: &State, sign: &Sign, index: usize, next: &mut Vec<(State, Option<Chosen>)>) {
    let Some(style) = sign.style() else {
        return opening(state, sign, index, next);
    };
    let mut passed = state.clone();
    if sign.value() == 1 {
        passed.passed |= 1 << style.0;
    }
    next.push((passed, None));
    let strength = sign.strength();
    let value = sign.value();
    let mut take = |depth: usize, last: u16, numbers: i32, levels: i32, relation: Relation| {
        let mut taken = state.clone();
        // What opens a run has none before it; what goes on with one has the last.
        let before = state.levels[depth];
        let each = match relation {
            Relation::First => true,
            Relation::Next | Relation::Gap | Relation::Double => before.each && before.answered,
            _ => false,
        };
        taken.earn(Term::Words, strength);
        taken.earn(Term::Numbers, numbers);
        taken.earn(Term::Levels, levels);
        taken.levels[depth] = Level {
            style,
            last,
            answered: false,
            names: sign.names_problem(),
            each,
        };
        taken.depth = depth + 1;
        taken.passed &= !(1 << style.0);
        if let Some(above) = depth.checked_sub(1) {
            let above = taken.levels[above].style;
            taken.under[usize::from(above.0)] |= 1 << style.0;
        }
        if style.counts() && last != LAST {
            taken.last[usize::from(style.0)] = last;
            taken.home[usize::from(style.0)] = home(&taken, depth);
        }
        let chosen = Chosen {
            sign: index,
            depth: depth as u8,
            relation,
        };
        next.push((taken, Some(chosen)));
    };
    // Go on with an open run.
    for depth in (0..state.depth).rev() {
        let level = state.levels[depth];
        if level.style != style {
            continue;
        }
        let (last, score, relation) = follow(level, value);
        take(depth, last, score, 0, relation);
    }
    // Open a run under the innermost heading, or beside a run of another style.
    if value == LAST {
        return;
    }
    for depth in (0..=state.depth.min(DEEPEST - 1)).rev() {
        if depth < state.depth && state.levels[depth].style == style {
            continue;
        }
        // The look ahead of the whole notice closes whatever is open.
        let beside = if depth == state.depth || style == Style::OUTLOOK {
            0
        } else {
            SWITCH + SWITCH_EACH * (state.depth - depth - 1) as i32
        };
        let (mut score, relation) = open(state, style, value, depth);
        let ahead = state.levels[..depth].iter().any(|level| level.style == Style::OUTLOOK);
        if ahead && relation != Relation::First {
            score += LATE_AHEAD;
        }
        take(depth, value, score, beside + nesting(state, depth, style), relation);
    }
}

/// An opening belongs to the innermost heading that is no ordinal, or to one above it that has been answered (整改措施: 1. 2. 整改成效:), or it
/// stands inside a measure.
fn opening(state: &State, sign: &Sign, index: usize, next: &mut Vec<(State, Option<Chosen>)>) {
    let mut inner = state.depth;
    while inner > 0 && state.levels[inner - 1].style.is_ordinal() {
        inner -= 1;
    }
    if inner < state.depth {
        next.push((state.clone(), None));
        // 一是台账不清。 整改情况:… 二是…: each ordinal is a problem of its own.
        let last = state.levels[state.depth - 1];
        let known = state.problems & (1 << last.style.0) != 0;
        if sign.opens_answer() && last.each && last.style.is_ordinal() && (last.names || last.last > 1 || known) {
            let mut taken = state.clone();
            taken.earn(Term::Answers, OPENING + 1);
            taken.levels[state.depth - 1].answered = true;
            taken.levels[state.depth - 1].names = true;
            taken.problems |= 1 << last.style.0;
            let chosen = Chosen {
                sign: index,
                depth: state.depth as u8,
                relation: Relation::Next,
            };
            next.push((taken, Some(chosen)));
        }
    }
    let answered = (1..inner).rev().find(|&depth| state.levels[depth - 1].answered);
    let worth = if sign.opens_answer() { OPENING } else { OPENING / 2 };
    for (depth, worth) in [(Some(inner), worth), (answered, worth + OPENING_AGAIN)] {
        let Some(depth) = depth else { continue };
        let mut taken = state.clone();
        taken.depth = depth;
        taken.earn(Term::Answers, worth);
        if let Some(level) = depth.checked_sub(1).filter(|_| sign.opens_answer()) {
            taken.levels[level].answered = true;
        }
        let chosen = Chosen {
            sign: index,
            depth: depth as u8,
            relation: Relation::Next,
        };
        next.push((taken, Some(chosen)));
    }
}

/// What a number is worth in an open run.
fn follow(level: Level, value: u16) -> (u16, i32, Relation) {
    if !level.style.counts() {
        return (0, NEXT_WITHOUT_NUMBER, Relation::Next);
    }
    if value == LAST {
        return (LAST, NEXT, Relation::Next);
    }
    let last = level.last;
    let restart = if level.style.is_ordinal() {
        RESTART_ORDINAL
    } else {
        RESTART
    };
    if last == LAST {
        return if value == 1 {
            (value, restart, Relation::Restart)
        } else {
            (value, BACKWARDS, Relation::Restart)
        };
    }
    match value.cmp(&last) {
        std::cmp::Ordering::Equal => (value, DOUBLE, Relation::Double),
        std::cmp::Ordering::Greater if value == last + 1 => (value, NEXT, Relation::Next),
        std::cmp::Ordering::Greater => {
            let missing = i32::from(value - last - 1);
            (value, (GAP + GAP_EACH * missing).max(GAP_MOST), Relation::Gap)
        }
        std::cmp::Ordering::Less if value == 1 => (value, restart, Relation::Restart),
        std::cmp::Ordering::Less => (value, BACKWARDS, Relation::Restart),
    }
}

/// A depth, and the number of the heading that is open above it.
fn home(state: &State, depth: usize) -> (u8, u16) {
    let above = depth.checked_sub(1).map_or(0, |at| state.levels[at].last);
    (depth as u8, above)
}

/// What a number is worth as the first of a run.
fn open(state: &State, style: Style, value: u16, depth: usize) -> (i32, Relation) {
    if !style.counts() || value == 1 {
        return (style.opening(), Relation::First);
    }
    let last = state.last[usize::from(style.0)];
    let before = state.home[usize::from(style.0)];
    let here = home(state, depth);
    if style.sort() == Sort::Heading && last > 0 && value == last + 1 && before.0 == here.0 {
        if before == here {
            return (RESUMED, Relation::Through);
        }
        if state.passed & (1 << style.0) != 0 {
            return (THROUGH_OVER_FIRST, Relation::Through);
        }
        return (THROUGH, Relation::Through);
    }
    let late = if value == 2 { LATE } else { LATE_MORE };
    (style.opening() + late, Relation::Late)
}

/// What it costs to stand at that depth under the runs that are open there.
fn nesting(state: &State, depth: usize, style: Style) -> i32 {
    let mut cost = 0;
    if state.levels[..depth].iter().any(|level| level.style == style) {
        cost += SAME_STYLE;
    }
    let Some(level) = depth.checked_sub(1).map(|at| state.levels[at]) else {
        return cost;
    };
    let above = level.style;
    let again = state.under[usize::from(above.0)] & (1 << style.0) != 0;
    let wrong_rank = if again { WRONG_RANK_AGAIN } else { WRONG_RANK };
    if style == Style::OUTLOOK {
        return cost + UNDER_ANY;
    }
    match (above.sort(), style.sort()) {
        (Sort::Ordinal | Sort::Bullet, Sort::Worded) => cost += UNDER_ORDINAL,
        (Sort::Ordinal, Sort::Heading) if level.names => {}
        (Sort::Ordinal, Sort::Heading) if style.rank() <= 30 => cost += UNDER_ORDINAL,
        (Sort::Heading, Sort::Heading) if style.is_free() || above.is_free() => {}
        (Sort::Heading, Sort::Heading) if style.rank() <= above.rank() => cost += wrong_rank,
        (Sort::Worded, Sort::Heading) if style.rank() <= above.rank().min(20) => cost += wrong_rank,
        (Sort::Bullet, Sort::Heading) => cost += wrong_rank,
        _ => {}
    }
    cost
}
