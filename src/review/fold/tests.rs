use proptest::prelude::*;

use super::*;
use crate::review::SubjectKind;

/// What a reviewer at a keyboard can do; `usize` picks the measure or commitment.
#[derive(Debug, Clone, Copy)]
enum Move {
    Judge(usize, Option<Verdict>, bool),
    Bulk(Verdict),
    Check(usize, Option<Check>),
    Say(usize),
    Dismiss(usize, bool),
    Relate(usize, Option<bool>),
    Undo,
    Redo,
}

const PLACES: usize = 3;

fn moves() -> impl Strategy<Value = Vec<(usize, Move)>> {
    let verdict = prop::option::of(prop::sample::select(Verdict::ALL.to_vec()));
    let one = prop_oneof![
        3 => (0..PLACES, verdict, any::<bool>()).prop_map(|(p, v, c)| Move::Judge(p, v, c)),
        1 => prop::sample::select(Verdict::ALL.to_vec()).prop_map(Move::Bulk),
        2 => (0..PLACES, prop::option::of(prop::sample::select(Check::ALL.to_vec()))).prop_map(|(p, c)| Move::Check(p, c)),
        1 => (0..PLACES).prop_map(Move::Say),
        1 => (0..PLACES, any::<bool>()).prop_map(|(p, aside)| Move::Dismiss(p, aside)),
        1 => (0..PLACES, any::<Option<bool>>()).prop_map(|(p, same)| Move::Relate(p, same)),
        4 => Just(Move::Undo),
        2 => Just(Move::Redo),
    ];
    prop::collection::vec((0..2_usize, one), 0..60)
}

/// One reviewer's whole state, kept as a list of snapshots with a cursor: undo is nothing but a step back.
#[derive(Default, Clone)]
struct Snapshots {
    taken: Vec<State>,
    acts: Vec<Uid>,
    cursor: usize,
}

impl Snapshots {
    fn now(&self) -> State {
        self.cursor
            .checked_sub(1)
            .map(|i| self.taken[i].clone())
            .unwrap_or_default()
    }

    fn push(&mut self, act: Uid, state: State) {
        self.taken.truncate(self.cursor);
        self.acts.truncate(self.cursor);
        self.taken.push(state);
        self.acts.push(act);
        self.cursor += 1;
    }
}

fn subject(kind: SubjectKind, place: usize) -> Subject {
    Subject {
        kind,
        uid: Uid(format!("{}{place}", kind.code())),
        notice: Uid("notice".into()),
    }
}

struct World {
    events: Vec<Event>,
    people: [Snapshots; 2],
}

impl World {
    fn event(&mut self, who: usize, act: Uid, subject: Subject, body: Body) -> Event {
        let seq = self.events.len() as i64 + 1;
        let event = Event {
            seq,
            reviewer: format!("r{who}"),
            at: Timestamp::from_second(seq).unwrap(),
            act,
            subject,
            body,
        };
        self.events.push(event.clone());
        event
    }

    fn act(&mut self, who: usize, parts: Vec<(Subject, Body)>) {
        let act = Uid(format!("act{}", self.events.len()));
        let mut state = self.people[who].now();
        for (subject, body) in parts {
            let event = self.event(who, act.clone(), subject.clone(), body.clone());
            let key = (event.reviewer.clone(), subject.uid.clone());
            let (at, seq) = (event.at, event.seq);
            let mut said = None;
            match body {
                Body::Verdict { verdict, comment } => {
                    state.verdicts.remove(&key);
                    if let Some(value) = verdict {
                        state.verdicts.insert(key, Held { value, at, seq });
                    }
                    said = comment.map(|text| (verdict, text));
                }
                Body::Check { check } => {
                    state.checks.remove(&key);
                    if let Some(value) = check {
                        state.checks.insert(key, Held { value, at, seq });
                    }
                }
                Body::Comment { text } => said = Some((None, text)),
                Body::Dismiss { content, reason, .. } => {
                    let reviewer = event.reviewer.clone();
                    let dismissal = Dismissal {
                        reviewer,
                        at,
                        content,
                        reason,
                    };
                    state.dismissals.insert(seq, dismissal);
                }
                Body::Relate { other, same } => {
                    let reviewer = event.reviewer.clone();
                    let pair = (subject.notice, other);
                    let relation = Relation {
                        reviewer,
                        at,
                        pair,
                        same,
                    };
                    state.relations.insert(seq, relation);
                    continue;
                }
                Body::Correct(_) | Body::Undo | Body::Redo => unreachable!(),
            }
            if let Some((verdict, text)) = said {
                let reviewer = event.reviewer;
                state.comments.insert(
                    seq,
                    Comment {
                        reviewer,
                        at,
                        subject,
                        verdict,
                        text,
                    },
                );
            }
        }
        self.people[who].push(act, state);
    }

    fn step(&mut self, who: usize, step: Move) {
        let measure = |place| subject(SubjectKind::Measure, place);
        match step {
            Move::Judge(place, verdict, with_comment) => {
                let comment = with_comment.then(|| "理由".to_owned());
                self.act(who, vec![(measure(place), Body::Verdict { verdict, comment })]);
            }
            Move::Bulk(verdict) => {
                let body = Body::Verdict {
                    verdict: Some(verdict),
                    comment: Some("一并".into()),
                };
                self.act(who, (0..PLACES).map(|place| (measure(place), body.clone())).collect());
            }
            Move::Check(place, check) => {
                self.act(
                    who,
                    vec![(subject(SubjectKind::Commitment, place), Body::Check { check })],
                );
            }
            Move::Say(place) => self.act(who, vec![(measure(place), Body::Comment { text: "看过".into() })]),
            Move::Dismiss(place, aside) => {
                let body = Body::Dismiss {
                    content: format!("c{place}"),
                    reason: aside.then(|| "附件另列".to_owned()),
                    rule: "sum".into(),
                };
                self.act(who, vec![(measure(place), body)]);
            }
            Move::Relate(place, same) => {
                // Its name comes behind that of the notice.
                let other = Uid(format!("notice{place}"));
                self.act(
                    who,
                    vec![(subject(SubjectKind::Notice, place), Body::Relate { other, same })],
                );
            }
            Move::Undo => {
                if self.people[who].cursor > 0 {
                    self.people[who].cursor -= 1;
                    let act = self.people[who].acts[self.people[who].cursor].clone();
                    self.event(who, act, measure(0), Body::Undo);
                }
            }
            Move::Redo => {
                if self.people[who].cursor < self.people[who].taken.len() {
                    let act = self.people[who].acts[self.people[who].cursor].clone();
                    self.people[who].cursor += 1;
                    self.event(who, act, measure(0), Body::Redo);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn the_fold_is_what_stepping_through_snapshots_gives(moves in moves()) {
        let mut world = World { events: Vec::new(), people: Default::default() };
        for (who, step) in moves {
            world.step(who, step);
        }
        let folded = fold(&world.events, &Homes::new());
        let mut expected = State::default();
        for person in &world.people {
            let own = person.now();
            expected.verdicts.extend(own.verdicts);
            expected.checks.extend(own.checks);
            expected.comments.extend(own.comments);
            expected.dismissals.extend(own.dismissals);
            expected.relations.extend(own.relations);
        }
        prop_assert_eq!(folded.verdicts, expected.verdicts);
        prop_assert_eq!(folded.checks, expected.checks);
        prop_assert_eq!(folded.comments, expected.comments);
        prop_assert_eq!(folded.dismissals, expected.dismissals);
        prop_assert_eq!(folded.relations, expected.relations);
        prop_assert_eq!(folded.idle, Vec::<i64>::new());
    }
}

#[test]
fn what_was_said_of_a_part_that_is_no_more_stands_with_its_home_or_waits() {
    let mut world = World {
        events: Vec::new(),
        people: Default::default(),
    };
    world.step(0, Move::Judge(0, Some(Verdict::Verified), false));
    world.step(0, Move::Judge(1, Some(Verdict::Unsupported), true));
    world.step(1, Move::Judge(2, Some(Verdict::Partial), true));
    let uid = |place| subject(SubjectKind::Measure, place).uid;
    // The second measure was merged into the first; the third is nowhere.
    let homes = Homes::from([(uid(1), Some(uid(0))), (uid(2), None)]);
    let state = fold(&world.events, &homes);
    let held: Vec<_> = state
        .verdicts
        .iter()
        .map(|(key, held)| (key.clone(), held.value))
        .collect();
    assert_eq!(held, [(("r0".to_owned(), uid(0)), Verdict::Unsupported)]);
    assert_eq!(state.comments.len(), 2);
    // They come back as they were.
    assert_eq!(fold(&world.events, &Homes::new()).verdicts.len(), 3);
}

#[test]
fn an_undo_out_of_turn_changes_nothing_and_is_told() {
    let mut world = World {
        events: Vec::new(),
        people: Default::default(),
    };
    world.step(0, Move::Judge(0, Some(Verdict::Verified), false));
    let first = world.events[0].act.clone();
    world.step(0, Move::Judge(1, Some(Verdict::Verified), false));
    world.event(0, first, subject(SubjectKind::Measure, 0), Body::Undo);
    let state = fold(&world.events, &Homes::new());
    assert_eq!(state.verdicts.len(), 2);
    assert_eq!(state.idle, [3]);
}
