//! Another version of a file that was imported before: told by the file's name and by what it says.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::model::NoticeId;
use crate::store::{Store, StoreError};
use crate::text::clause;
use crate::text::fold::fold;

/// How many of its sentences the shorter of two texts shares with the other, at least, in percent, to be a version of it.
const SHARED: usize = 50;

/// The notices that were in the database before an import, by the names of their files.
pub(crate) struct Editions {
    by_name: HashMap<String, Vec<(NoticeId, String)>>,
    /// The files that are imported now.
    present: HashSet<String>,
}

impl Editions {
    /// Of what is in the database now; `present` are the files that are about to be imported.
    pub(crate) fn of(store: &Store, present: impl IntoIterator<Item = String>) -> Result<Self, StoreError> {
        let mut by_name: HashMap<String, Vec<(NoticeId, String)>> = HashMap::new();
        for (id, file) in store.notice_files()? {
            by_name.entry(name(&file)).or_default().push((id, file));
        }
        Ok(Self {
            by_name,
            present: present.into_iter().collect(),
        })
    }

    /// The notice of which a file is another version: its file has the same name and is not itself among those that are imported, and half
    /// of what it says is the same.
    pub(crate) fn earlier(&self, store: &Store, file: &str, source: &str) -> Result<Option<NoticeId>, StoreError> {
        let Some(candidates) = self.by_name.get(&name(file)) else {
            return Ok(None);
        };
        let own = sentences(source);
        let mut best: Option<(usize, NoticeId)> = None;
        for (id, other) in candidates {
            if other != file && self.present.contains(other) {
                continue;
            }
            let there = sentences(&store.source(*id)?.text);
            let shorter = own.len().min(there.len());
            let shared = own.intersection(&there).count();
            if shorter > 0 && shared * 100 >= shorter * SHARED && best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, *id));
            }
        }
        Ok(best.map(|(_, id)| id))
    }
}

fn name(file: &str) -> String {
    let name = Path::new(file).file_name();
    name.map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What a text says, sentence by sentence, folded and without white space.
fn sentences(text: &str) -> HashSet<String> {
    let folded = fold(text).text;
    clause::split(&folded, clause::ends_sentence)
        .into_iter()
        .map(|range| folded[range].chars().filter(|c| !c.is_whitespace()).collect())
        .collect()
}
