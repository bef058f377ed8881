//! Where the reviewer was, kept between sittings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::panes::Pane;
use super::panes::findings::{Filter, Spot};
use super::state::State;
use super::trail::Marked;
use crate::model::NoticeId;

/// A place at the desk. Rows are those of the database that it is kept in; one that is gone is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The notice in front.
    pub notice: Option<NoticeId>,
    /// What was in front in it.
    pub spot: Option<Spot>,
    /// The pane with the keyboard.
    pub pane: Pane,
    /// What was shown.
    pub filter: Filter,
    /// How far the measure was scrolled.
    pub top: usize,
    /// Whether the source was open, and where its cursor was.
    pub source: Option<usize>,
    /// The marks, by letter.
    pub marks: BTreeMap<char, Marked>,
}

impl Session {
    /// Where the reviewer is.
    pub fn of(state: &State) -> Self {
        Self {
            notice: state.notices.id(),
            spot: state.findings.spot(),
            pane: state.focus,
            filter: state.filter,
            top: state.front.top,
            source: state.source.open.then_some(state.source.cursor),
            marks: state.marks.clone(),
        }
    }

    /// As it is kept.
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As it was kept; a text of another version is no place.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MeasureId;
    use crate::tui::trail::Place;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let mark = Marked {
            place: Place {
                notice: NoticeId(3),
                spot: None,
            },
            words: "云溪 1.".into(),
        };
        let session = Session {
            notice: Some(NoticeId(3)),
            spot: Some(Spot::Measure(MeasureId(7))),
            pane: Pane::Source,
            filter: Filter::Overdue,
            top: 4,
            source: Some(120),
            marks: BTreeMap::from([('a', mark)]),
        };
        assert_eq!(Session::read(&session.write()), Some(session));
    }

    #[test]
    fn what_is_missing_or_strange_does_no_harm() {
        assert_eq!(Session::read("{}"), Some(Session::default()));
        assert_eq!(Session::read("{\"pane\":\"orchard\"}"), None);
        assert_eq!(Session::read(""), None);
    }
}
