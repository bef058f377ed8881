//! Where the reviewer jumped from, so that there is a way back and forward.

use serde::{Deserialize, Serialize};

use super::panes::findings::Spot;
use crate::model::NoticeId;

/// Places that are remembered.
const LIMIT: usize = 100;

/// A place at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// In which notice.
    pub notice: NoticeId,
    /// On what.
    pub spot: Option<Spot>,
}

/// A place with a letter, to come back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Where.
    pub place: Place,
    /// The place in words, as it was when it was marked.
    pub words: String,
}

/// The places that jumps started from.
#[derive(Debug, Default)]
pub struct Trail {
    back: Vec<Place>,
    forward: Vec<Place>,
}

impl Trail {
    /// A jump leaves this place.
    pub fn leave(&mut self, place: Place) {
        self.forward.clear();
        if self.back.last() != Some(&place) {
            self.back.push(place);
        }
        if self.back.len() > LIMIT {
            self.back.remove(0);
        }
    }

    /// The place before; the present one can be come back to.
    pub fn back(&mut self, now: Place) -> Option<Place> {
        let place = step(&mut self.back, now)?;
        self.forward.push(now);
        Some(place)
    }

    /// The place that the last step back left.
    pub fn forward(&mut self, now: Place) -> Option<Place> {
        let place = step(&mut self.forward, now)?;
        self.back.push(now);
        Some(place)
    }
}

/// The last place that is not the present one.
fn step(places: &mut Vec<Place>, now: Place) -> Option<Place> {
    loop {
        let place = places.pop()?;
        if place != now {
            return Some(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(n: i64) -> Place {
        Place {
            notice: NoticeId(n),
            spot: None,
        }
    }

    #[test]
    fn back_and_forward_meet() {
        let mut trail = Trail::default();
        trail.leave(at(1));
        trail.leave(at(2));
        assert_eq!(trail.back(at(3)), Some(at(2)));
        assert_eq!(trail.back(at(2)), Some(at(1)));
        assert_eq!(trail.back(at(1)), None);
        assert_eq!(trail.forward(at(1)), Some(at(2)));
        assert_eq!(trail.forward(at(2)), Some(at(3)));
        assert_eq!(trail.forward(at(3)), None);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_ahead() {
        let mut trail = Trail::default();
        trail.leave(at(1));
        trail.back(at(2));
        trail.leave(at(1));
        assert_eq!(trail.forward(at(5)), None);
    }
}
