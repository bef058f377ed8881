//! Which ways lead on from a state at a sign, and what each is worth: the sign's own strength, plus what its number and its place say
//! about the run. All figures are tenths of a point.

use super::super::numbering::{LAST, Sort, Style};
use super::beam::{DEEPEST, Level, State, To, Way, home};
use super::{Relation, Sign};

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

/// Adds the ways on from `state`, the one at `from` in the beam, to `ways`.
pub(super) fn expand(state: &State, sign: &Sign, from: usize, ways: &mut Vec<Way>) {
    let Some(style) = sign.style() else {
        return opening(state, sign, from, ways);
    };
    ways.push(Way {
        from,
        score: state.score,
        to: To::Past {
            first: if sign.value() == 1 { 1 << style.0 } else { 0 },
        },
    });
    let strength = sign.strength();
    let value = sign.value();
    let mut take = |depth: usize, last: u16, numbers: i32, levels: i32, relation: Relation| {
        // What opens a run has none before it; what goes on with one has the last.
        let before = state.levels[depth];
        let each = match relation {
            Relation::First => true,
            Relation::Next | Relation::Gap | Relation::Double => before.each && before.answered,
            _ => false,
        };
        let level = Level {
            style,
            last,
            answered: false,
            names: sign.names_problem(),
            each,
        };
        ways.push(Way {
            from,
            score: state.score + strength + numbers + levels,
            to: To::Level {
                depth,
                level,
                numbers,
                levels,
                relation,
            },
        });
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
fn opening(state: &State, sign: &Sign, from: usize, ways: &mut Vec<Way>) {
    let mut inner = state.depth;
    while inner > 0 && state.levels[inner - 1].style.is_ordinal() {
        inner -= 1;
    }
    if inner < state.depth {
        ways.push(Way {
            from,
            score: state.score,
            to: To::Past { first: 0 },
        });
        // 一是台账不清。 整改情况:… 二是…: each ordinal is a problem of its own.
        let last = state.levels[state.depth - 1];
        let known = state.problems & (1 << last.style.0) != 0;
        if sign.opens_answer() && last.each && last.style.is_ordinal() && (last.names || last.last > 1 || known) {
            let level = Level {
                answered: true,
                names: true,
                ..last
            };
            ways.push(Way {
                from,
                score: state.score + OPENING + 1,
                to: To::Answer {
                    depth: state.depth,
                    level: Some(level),
                    worth: OPENING + 1,
                    problem: true,
                },
            });
        }
    }
    let answered = (1..inner).rev().find(|&depth| state.levels[depth - 1].answered);
    let answers = sign.opens_answer();
    let worth = if answers { OPENING } else { OPENING / 2 };
    for (depth, worth) in [(Some(inner), worth), (answered, worth + OPENING_AGAIN)] {
        let Some(depth) = depth else { continue };
        let last = depth.checked_sub(1).filter(|_| answers);
        let level = last.map(|last| Level {
            answered: true,
            ..state.levels[last]
        });
        ways.push(Way {
            from,
            score: state.score + worth,
            to: To::Answer {
                depth,
                level,
                worth,
                problem: false,
            },
        });
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
