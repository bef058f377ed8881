//! Ends that nobody asked for: the terminal goes, somebody kills the program.

use super::pty::{Place, Term, samples};
use crate::build;

/// At the desk, in the middle of a comment.
fn writing(place: &Place) -> Term {
    let mut term = place.start(&["review", &samples()]);
    term.wait_for("问题与措施").send("n4").wait_for("评论 · ");
    term.send("写到一半").wait_for("写到一半");
    term
}

fn draft(place: &Place) -> String {
    let drafts = build::desk(&place.db(), "审1").drafts().unwrap();
    drafts.into_iter().map(|draft| draft.text).collect()
}

#[test]
fn a_hangup_keeps_the_draft() {
    let place = Place::new();
    let mut term = writing(&place);
    term.signal("HUP");
    term.ended();
    assert_eq!(draft(&place), "写到一半");
}

#[test]
fn an_end_from_outside_gives_the_terminal_back() {
    let place = Place::new();
    let mut term = writing(&place);
    term.signal("TERM");
    term.ended_and_read();
    assert!(term.is_given_back());
    assert_eq!(draft(&place), "写到一半");
}

#[test]
fn a_killed_program_has_kept_what_it_acknowledged() {
    let place = Place::new();
    let mut term = place.start(&["review", &samples()]);
    term.wait_for("问题与措施")
        .send("n1")
        .wait_for(": 属实")
        .send("3")
        .wait_for(": 仅承诺");
    term.signal("KILL");
    term.ended();
    let reviewed: u32 = build::desk(&place.db(), "审1")
        .notices()
        .unwrap()
        .iter()
        .map(|notice| notice.reviewed)
        .sum();
    assert_eq!(reviewed, 2);
    // And the next sitting begins near the place.
    let mut term = place.start(&["review"]);
    term.wait_for("已核 2/");
}
