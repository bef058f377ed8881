//! The places of the records: a few words each, most of them shared, so that a query asks each distinct piece once.

use std::collections::HashMap;

use super::symbols::{OTHER, Symbol, Symbols, Tally, fold_char};

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

/// Collects the places of one part of the records.
#[derive(Debug, Default)]
pub struct Collect<'a> {
    of: Vec<u32>,
    known: HashMap<&'a str, u32>,
    /// Each place once.
    places: Vec<&'a str>,
}

impl<'a> Collect<'a> {
    /// The place of the next record; its characters are numbered.
    pub fn push(&mut self, place: &'a str, tally: &mut Tally) {
        let next = self.places.len() as u32;
        let id = *self.known.entry(place).or_insert(next);
        if id == next {
            self.places.push(place);
            place.chars().take(MAX_CHARS).for_each(|c| {
                tally.number(c);
            });
        }
        self.of.push(id);
    }
}

impl Places {
    /// The places of all parts, one after the other.
    pub fn new(parts: Vec<Collect<'_>>, symbols: &Symbols) -> Self {
        if parts
            .iter()
            .all(|part| part.places.iter().all(|place| place.is_empty()))
        {
            return Self::default();
        }
        let mut places = Self::default();
        let mut known = HashMap::new();
        let mut known_pieces = HashMap::new();
        for part in parts {
            let mut id = |place| {
                *known
                    .entry(place)
                    .or_insert_with(|| places.add(place, symbols, &mut known_pieces))
            };
            let ids: Vec<u32> = part.places.into_iter().map(&mut id).collect();
            places.of.extend(part.of.iter().map(|&own| ids[own as usize]));
        }
        places.starts.push(places.pieces_of.len() as u32);
        places
    }

    fn add<'a>(&mut self, place: &'a str, symbols: &Symbols, known: &mut HashMap<&'a str, u32>) -> u32 {
        let id = self.starts.len() as u32;
        self.starts.push(self.pieces_of.len() as u32);
        let end = place.char_indices().nth(MAX_CHARS).map_or(place.len(), |(end, _)| end);
        for piece in place[..end].split_inclusive(char::is_whitespace) {
            let next = self.pieces.len() as u32;
            let id = *known.entry(piece).or_insert(next);
            if id == next {
                let symbol = |c| symbols.get(fold_char(c)).unwrap_or(OTHER);
                self.pieces.push(piece.chars().map(symbol).collect());
            }
            self.pieces_of.push(id);
        }
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
