//! Counted statements: how many problems, measures, documents and cases there are, and how many are done.
//!
//! A sentence is read number by number. What is counted stands after the unit (61项问题) or before the number (制度2项), or was said
//! before and is left out (…问题61个,已整改21个). Words before the number say whether it is the whole, a part that is done, or a plan.

mod count;
mod noun;
mod status;

use std::ops::Range;

use crate::model::ClaimSubject;
use crate::text::numeral::Hedge;

use super::clause;
use count::Count;
use status::Status;

/// Longest sentence that is read in one, in bytes: some thousand characters.
const LONGEST_STRETCH: usize = 3_000;

/// A counted statement found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The clause or clauses, in the text that was read.
    pub range: Range<usize>,
    /// What is counted.
    pub subject: ClaimSubject,
    /// How many there are.
    pub total: Option<i64>,
    /// How many of them are done.
    pub done: Option<i64>,
    /// The printed rate, in percent.
    pub rate: Option<f64>,
    /// Where the unit stands; empty for rates.
    pub unit: Range<usize>,
    /// Whether a number is approximate or a bound.
    pub approximate: bool,
}

/// Every counted statement in `text` (folded), in text order.
pub fn read(text: &str) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    for sentence in stretches(text) {
        let first = found.len();
        // The statement that what follows is a part of, where the sentence has come back to it: …;31个问题中已完成28个.
        let mut current: Option<usize> = None;
        for mut count in count::counts(text, sentence.clone()) {
            // 已新建制度2项,拟修订9项,废止3项: the noun is said once.
            if let (None, Some(before)) = (count.noun, found[first..].last())
                && text[before.unit.clone()] == text[count.unit.clone()]
                && (count.status == Status::Plan
                    || before.subject == ClaimSubject::Documents && count.status == Status::Done)
            {
                count.noun = Some(before.subject);
            }
            // 制定管理办法4个、实施细则2个: the verb is said once.
            if count.listed && count.status == Status::Plain && verb_goes_on(text, found[first..].last(), &count) {
                count.status = Status::Done;
            }
            if let Some(again) = said_again(text, &found[first..], &count) {
                current = Some(first + again);
                if count.all_done {
                    found[first + again].done = count.value;
                }
                continue;
            }
            // 已整改21个, 完成率95%: says more about what was counted just before, in this sentence or at the end of the last.
            let near = if found.len() > first {
                Some(first)
            } else {
                last_headline(text, &found, &sentence)
            };
            let end = current.map_or(found.len(), |current| current + 1);
            if let Some(known) = near.and_then(|from| whole_of(text, &mut found[from..end], &count)) {
                absorb(known, &count);
            } else {
                current = None;
                found.push(state(text, &count));
            }
        }
        all_together(text, &sentence, &mut found[first..]);
    }
    found
}

/// Whether the verb of the statement before holds for the next in its list, too.
fn verb_goes_on(text: &str, before: Option<&Statement>, count: &Count) -> bool {
    before.is_some_and(|before| {
        before.range == count.clause
            && before.total.is_none()
            && before.done.is_some()
            && matches!(before.subject, ClaimSubject::Documents | ClaimSubject::Cases)
            && text[before.unit.clone()] == text[count.unit.clone()]
    })
}

/// …17个问题中,立行立改类12个、持续整改类5个,已全部整改: a clause without a number speaks of the whole, over its parts.
fn all_together(text: &str, sentence: &Range<usize>, found: &mut [Statement]) {
    let Some(last) = found.last().map(|last| last.range.end) else {
        return;
    };
    let whole = found
        .iter_mut()
        .rfind(|known| matches!(known.subject, ClaimSubject::Findings | ClaimSubject::Measures));
    let Some(whole) = whole.filter(|whole| whole.done.is_none() && whole.total.is_some()) else {
        return;
    };
    let mut clauses = clause::split(&text[sentence.clone()], clause::ends_clause).into_iter();
    let own = clauses.find(|own| {
        sentence.start + own.start >= last
            && status::says_all(&text[sentence.start + own.start..sentence.start + own.end])
    });
    if let Some(own) = own
        && !text[whole.range.end..sentence.start + own.start].contains('除')
    {
        whole.done = whole.total;
        whole.range.end = sentence.start + own.end;
    }
}

/// The sentences of a text, the longest cut between clauses: what a number says is told by what stands near it, and everything that is
/// compared within a sentence stays small, whatever the text.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for sentence in clause::split(text, clause::ends_sentence) {
        if sentence.len() <= LONGEST_STRETCH {
            found.push(sentence);
            continue;
        }
        let mut stretch: Option<Range<usize>> = None;
        for clause in clause::split(&text[sentence.clone()], clause::ends_clause) {
            let clause = sentence.start + clause.start..sentence.start + clause.end;
            match &mut stretch {
                Some(stretch) if clause.end - stretch.start <= LONGEST_STRETCH => stretch.end = clause.end,
                _ => found.extend(stretch.replace(clause)),
            }
        }
        found.extend(stretch);
    }
    found
}

/// Which statement of the sentence a number only repeats: 反馈的31个问题…;31个问题中…. A problem that is not called the inspection's
/// again has no subject of its own.
fn said_again(text: &str, found: &[Statement], count: &Count) -> Option<usize> {
    let plain = count.status == Status::Plain && !count.percent && count.value.is_some_and(|value| value > 1);
    let same = |known: &Statement| {
        known.subject != ClaimSubject::Other
            && known.total == count.value
            && text[known.unit.clone()] == text[count.unit.clone()]
            && count.noun.is_none_or(|noun| noun == known.subject)
    };
    found.iter().rposition(same).filter(|_| plain)
}

/// The place of the last statement before the sentence, where it is close enough to be what the sentence goes on about.
fn last_headline(text: &str, found: &[Statement], sentence: &Range<usize>) -> Option<usize> {
    let last = found.last()?;
    let gap = text.get(last.range.end..sentence.start)?;
    (last.subject != ClaimSubject::Other && gap.chars().count() <= 12 && !gap.contains('\n')).then(|| found.len() - 1)
}

/// The statement that `count` is a part of.
fn whole_of<'a>(text: &str, found: &'a mut [Statement], count: &Count) -> Option<&'a mut Statement> {
    let part = matches!(count.status, Status::Done | Status::Rest);
    let elided = count.noun.is_none() && part && count.status_is_near;
    let unit = &text[count.unit.clone()];
    let whole = |known: &Statement| {
        let total = known
            .total
            .zip(count.value)
            .is_some_and(|(total, value)| value <= total);
        total && text[known.unit.clone()] == *unit
    };
    // 反馈问题50个,制定措施186条,已整改48个: the same unit tells of what; a rate, and another unit, go to the headline before them.
    let same = found
        .iter()
        .rposition(|known| !count.percent && elided && !unit.is_empty() && whole(known));
    let nearest = |known: &Statement| known.subject != ClaimSubject::Other && !known.unit.is_empty();
    let last = if count.percent {
        let told = |known: &&Statement| nearest(known) && known.done.is_some();
        let told = found.iter().filter(told).map(|known| known.range.end).max();
        let by_end = found
            .iter()
            .rposition(|known| nearest(known) && told.is_some_and(|end| known.range.end == end));
        by_end.or_else(|| found.iter().rposition(nearest))
    } else {
        found.iter().rposition(nearest)
    };
    let headline = &mut found[same.or(last)?];
    // 持续整改问题4个 after 反馈的问题43个: a part, though it says the noun again.
    let again = count.noun == Some(headline.subject) && count.status == Status::Rest;
    let fits = if count.percent {
        count.is_rate && headline.rate.is_none()
    } else {
        // A part is not larger than its whole.
        let smaller = headline
            .total
            .is_some_and(|total| count.value.is_some_and(|value| value <= total));
        (elided || again) && smaller && noun::takes(headline.subject, &text[count.unit.clone()])
    };
    fits.then_some(headline)
}

fn absorb(known: &mut Statement, count: &Count) {
    known.range.end = known.range.end.max(count.clause.end);
    known.approximate |= count.hedge != Hedge::Exact;
    if count.percent {
        known.rate = Some(count.number);
    } else if count.status == Status::Done && known.done.is_none() {
        known.done = count.value;
    }
}

fn state(text: &str, count: &Count) -> Statement {
    let subject = count.subject();
    let whole = matches!(subject, ClaimSubject::Findings | ClaimSubject::Measures);
    let (total, done) = match (count.percent, count.status) {
        (true, _) => (None, None),
        (_, Status::Plain) if count.all_done => (count.value, count.value),
        (_, Status::Done) if count.all_done && whole => (count.value, count.value),
        (_, Status::Plan) => (count.value, Some(0)),
        // 对《…》等6项制度进行修订: the number is the whole, and the act covers it.
        (_, _) if subject == ClaimSubject::Documents && count.acts_after => (count.value, count.value),
        // Meetings and visits are counted when they are over.
        _ if subject == ClaimSubject::Other && ["次", "场", "期", "人次"].contains(&&text[count.unit.clone()]) => {
            (None, count.value)
        }
        (_, Status::Done) if !whole || count.noun.is_none() || count.done_of_noun => (None, count.value),
        _ => (count.value, None),
    };
    Statement {
        range: count.clause.clone(),
        subject,
        total,
        done,
        rate: count.percent.then_some(count.number),
        unit: count.unit.clone(),
        approximate: count.hedge != Hedge::Exact,
    }
}

#[cfg(test)]
mod tests;
