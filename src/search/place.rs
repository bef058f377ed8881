//! The places of the records: a few words each, most of them shared, so that a query asks each distinct piece once.

use std::collections::HashMap;

use super::symbols::{Symbol, Symbols};

/// More characters of a place than this are not read.
const MAX_CHARS: usize = 256;

/// The places of all records.
#[derive(Debug, Default)]
pub struct Places {
    /// Per record its place; empty where no record has one.
    of: Vec<u32>,
    /// Per place where its pieces begin; one more at the end.
    starts: Vec<u32>,
    pieces_of: Vec<u32>,
    /// A piece: a word with the space after it.
    pieces: Vec<Box<[Symbol]>>,
}

/// Collects places.
#[derive(Debug, Default)]
pub struct Collect {
    places: Places,
    known: HashMap<String, u32>,
    known_pieces: HashMap<String, u32>,
}

impl Collect {
    /// The place of the next record.
    pub fn push(&mut self, place: &str, symbols: &mut Symbols) {
        let id = match self.known.get(place) {
            Some(&id) => id,
            None => self.add(place, symbols),
        };
        self.places.of.push(id);
    }

    /// All places.
    pub fn finish(mut self) -> Places {
        if self.known.keys().all(String::is_empty) {
            return Places::default();
        }
        self.places.starts.push(self.places.pieces_of.len() as u32);
        self.places
    }

    fn add(&mut self, place: &str, symbols: &mut Symbols) -> u32 {
        let id = self.places.starts.len() as u32;
        self.places.starts.push(self.places.pieces_of.len() as u32);
        let end = place.char_indices().nth(MAX_CHARS).map_or(place.len(), |(end, _)| end);
        for piece in place[..end].split_inclusive(char::is_whitespace) {
            let next = self.places.pieces.len() as u32;
            let piece = *self.known_pieces.entry(piece.to_owned()).or_insert_with(|| {
                self.places
                    .pieces
                    .push(piece.chars().map(|c| symbols.intern(c)).collect());
                next
            });
            self.places.pieces_of.push(piece);
        }
        self.known.insert(place.to_owned(), id);
        id
    }
}

impl Places {
    /// All pieces.
    pub fn pieces(&self) -> &[Box<[Symbol]>] {
        &self.pieces
    }

    /// Per place whether it has one of these pieces; `None` where there is no such piece at all.
    pub fn with(&self, pieces: &[bool]) -> Option<Vec<bool>> {
        let any = pieces.iter().any(|&piece| piece);
        let has = |bounds: &[u32]| {
            let of = &self.pieces_of[bounds[0] as usize..bounds[1] as usize];
            of.iter().any(|&piece| pieces[piece as usize])
        };
        any.then(|| self.starts.windows(2).map(has).collect())
    }

    /// The place of a record.
    pub fn of(&self, record: usize) -> Option<usize> {
        self.of.get(record).map(|&place| place as usize)
    }

    /// The pieces of a record's place, each with the position of its first character.
    pub fn pieces_of(&self, record: usize) -> impl Iterator<Item = (usize, &[Symbol])> {
        let bounds = self
            .of(record)
            .map(|place| (self.starts[place] as usize, self.starts[place + 1] as usize));
        let of = bounds.map_or(&[][..], |(start, end)| &self.pieces_of[start..end]);
        of.iter().scan(0, |at, &piece| {
            let piece = &*self.pieces[piece as usize];
            let start = *at;
            *at += piece.len();
            Some((start, piece))
        })
    }

    /// Memory taken.
    pub fn bytes(&self) -> usize {
        let pieces: usize = self
            .pieces
            .iter()
            .map(|piece| piece.len() * 2 + size_of::<Box<[Symbol]>>())
            .sum();
        (self.of.len() + self.starts.len() + self.pieces_of.len()) * 4 + pieces
    }
}
