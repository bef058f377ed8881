//! Footnotes and endnotes: they stand in parts of their own, and are told in the order in which the text refers to them.

use std::collections::HashMap;

use super::super::Unreadable;
use super::package::Package;
use super::xml::Element;

/// Notes that a document refers to at most.
const NOTE_LIMIT: usize = 10_000;

/// Where a note stands when printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Foot,
    End,
}

impl Place {
    /// The word of its marks.
    fn word(self) -> &'static str {
        match self {
            Self::Foot => "注",
            Self::End => "尾注",
        }
    }
}

/// The notes of a document, and those that the text has referred to.
#[derive(Debug, Default)]
pub(super) struct Notes {
    all: HashMap<(Place, i64), Element>,
    referred: Vec<(String, Element)>,
    counted: HashMap<Place, usize>,
}

impl Notes {
    /// Reads the parts beside the main one.
    ///
    /// # Errors
    /// When a part is damaged, or larger than any document needs.
    pub(super) fn read(package: &mut Package<'_>, document: &str) -> Result<Self, Unreadable> {
        let mut notes = Self::default();
        for (place, relation) in [(Place::Foot, "/footnotes"), (Place::End, "/endnotes")] {
            let Some(part) = package.beside(document, relation)? else {
                continue;
            };
            for note in part.into_elements() {
                // Those with a type are the lines that set notes apart.
                if let (Some(id), None) = (note.number("id"), note.attribute("type")) {
                    notes.all.insert((place, id), note);
                }
            }
        }
        Ok(notes)
    }

    /// The mark for a reference to a note; empty where there is no such note, or it was referred to before.
    pub(super) fn mark(&mut self, place: Place, id: Option<i64>) -> String {
        let note = id.and_then(|id| self.all.remove(&(place, id)));
        let Some(note) = note.filter(|_| self.referred.len() < NOTE_LIMIT) else {
            return String::new();
        };
        let count = self.counted.entry(place).or_default();
        *count += 1;
        let mark = format!("[{}{count}]", place.word());
        self.referred.push((mark.clone(), note));
        mark
    }

    /// The notes that were referred to, with their marks, in that order; each is given once.
    pub(super) fn take(&mut self) -> Vec<(String, Element)> {
        std::mem::take(&mut self.referred)
    }
}
