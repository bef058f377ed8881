//! Building the index, in parts that can be read at the same time.
//!
//! Each part is read by itself, its characters numbered as they come ([`Draft`]). Once it is known which characters there are, and from a
//! sample how frequent they are, the numbers become symbols and each part is signed ([`Signing`]). Then the parts are put together: the
//! same index comes out, however many parts there are.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::grid::LANES;
use super::hands::{Hands, each, one_by_one};
use super::index::{Index, MAX_TEXT, sorted};
use super::place::{self, Places};
use super::rank;
use super::signatures::{Layout, Signatures, Signing};
use super::symbols::{Symbol, Symbols, Tally};
use super::{Entry, MAX_WEIGHT};

/// So many records are looked at to learn how frequent characters and pairs are.
const SAMPLE: usize = 2_048;
/// Bytes that a character takes in most texts.
const USUAL: usize = 3;

impl Index {
    /// Builds the index.
    pub fn build<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let entries: Vec<Entry<'a>> = entries.into_iter().collect();
        Self::build_on(entries.len(), &|at| entries[at], 1, &one_by_one)
    }

    /// Builds the index over so many entries, in so many parts, which `hands` may read at the same time.
    pub fn build_on<'a>(
        count: usize,
        entry: &(dyn Fn(usize) -> Entry<'a> + Sync),
        parts: usize,
        hands: Hands<'_>,
    ) -> Self {
        let blocks = count.div_ceil(LANES);
        let parts = parts.clamp(1, blocks.max(1));
        let step = blocks.div_ceil(parts);
        let mine = |part: usize| (part * step).min(blocks)..((part + 1) * step).min(blocks);
        let mut drafts = each(parts, hands, &|part| {
            let Range { start, end } = mine(part);
            Draft::read(
                start * LANES..(end * LANES).min(count),
                entry,
                u32::MAX as usize / parts,
            )
        });
        let (symbols, maps) = Symbols::new(drafts.iter().map(|draft| &draft.tally));
        let sample = sample(&drafts, &maps, count);
        let layout = Layout::new(sample.iter().map(|line| &line[..]), count, &symbols);
        let texts: Vec<Mutex<Vec<Symbol>>> = drafts
            .iter_mut()
            .map(|draft| Mutex::new(std::mem::take(&mut draft.text)))
            .collect();
        let signed = each(parts, hands, &|part| {
            let mut text = texts[part].lock().unwrap_or_else(PoisonError::into_inner);
            sign(&layout, mine(part), &mut text, &drafts[part].lengths, &maps[part])
        });
        let signatures = Signatures::join(&layout, signed);
        let mut index = Self::default();
        let mut places = Vec::with_capacity(parts);
        for (draft, text) in drafts.into_iter().zip(texts) {
            places.push(draft.places);
            let before = index.lengths.len() as u32;
            for (first, group) in draft.groups {
                if index.groups.last().is_none_or(|(_, last)| *last != group) {
                    index.groups.push((before + first, group));
                }
            }
            let before = index.text.len() as u32;
            append(
                &mut index.starts,
                draft.starts.iter().map(|start| before + start).collect(),
            );
            append(
                &mut index.text,
                text.into_inner().unwrap_or_else(PoisonError::into_inner),
            );
            append(&mut index.lengths, draft.lengths);
            append(&mut index.sorts, draft.sorts);
            append(&mut index.bonuses, draft.bonuses);
        }
        index.text.shrink_to_fit();
        index.groups.shrink_to_fit();
        index.places = Places::new(places, &symbols);
        index.symbols = symbols;
        index.signatures = signatures;
        index.count_bytes();
        index
    }
}

/// Puts a part behind those before it.
fn append<T>(all: &mut Vec<T>, mut part: Vec<T>) {
    if all.is_empty() {
        *all = part;
    } else {
        all.reserve_exact(part.len());
        all.append(&mut part);
    }
}

/// One part of the records as it is read.
#[derive(Debug, Default)]
struct Draft<'a> {
    tally: Tally,
    /// The texts, in the numbers of the tally.
    text: Vec<Symbol>,
    lengths: Vec<u16>,
    /// Where the texts of each block begin in this part.
    starts: Vec<u32>,
    sorts: Vec<u8>,
    bonuses: Vec<i8>,
    /// The records of this part at which another group begins.
    groups: Vec<(u32, i64)>,
    places: place::Collect<'a>,
}

impl<'a> Draft<'a> {
    /// Reads records; of their texts not more than `room` characters in all.
    fn read(records: Range<usize>, entry: &(dyn Fn(usize) -> Entry<'a> + Sync), room: usize) -> Self {
        let bytes: usize = records.clone().map(|at| entry(at).text.len()).sum();
        let mut draft = Self {
            text: Vec::with_capacity((bytes / USUAL).min(room)),
            lengths: Vec::with_capacity(records.len()),
            starts: Vec::with_capacity(records.len().div_ceil(LANES)),
            sorts: Vec::with_capacity(records.len()),
            bonuses: Vec::with_capacity(records.len().div_ceil(LANES)),
            ..Self::default()
        };
        for at in records {
            draft.push(&entry(at), room);
        }
        draft
    }

    fn push(&mut self, entry: &Entry<'a>, room: usize) {
        if self.lengths.len().is_multiple_of(LANES) {
            self.starts.push(self.text.len() as u32);
            self.bonuses.push(i8::MIN);
        }
        let start = self.text.len();
        // Positions in the text have 32 bits; what would not fit any more keeps its row and has no text.
        let room = MAX_TEXT.min(room.saturating_sub(start));
        let tally = &mut self.tally;
        self.text.extend(entry.text.chars().take(room).map(|c| tally.number(c)));
        let length = self.text.len() - start;
        if self.groups.last().is_none_or(|(_, group)| *group != entry.group) {
            self.groups.push((self.lengths.len() as u32, entry.group));
        }
        self.lengths.push(length as u16);
        self.sorts.push(sorted(entry.scope, entry.weight.min(MAX_WEIGHT)));
        let bonus = rank::bonus(entry.weight, length);
        if let Some(best) = self.bonuses.last_mut() {
            *best = bonus.max((*best).into()) as i8;
        }
        self.places.push(entry.place, &mut self.tally);
    }
}

/// Every so many-th record of all, as its symbols.
fn sample(drafts: &[Draft<'_>], maps: &[Vec<Symbol>], count: usize) -> Vec<Vec<Symbol>> {
    let step = (count / SAMPLE).max(1);
    let mut sample = Vec::with_capacity(count.div_ceil(step));
    let mut record = 0;
    for (draft, map) in drafts.iter().zip(maps) {
        let mut start = 0;
        for &length in &draft.lengths {
            let end = start + usize::from(length);
            if record % step == 0 {
                let text = draft.text[start..end].iter();
                sample.push(text.map(|&number| map[usize::from(number)]).collect());
            }
            record += 1;
            start = end;
        }
    }
    sample
}

/// Numbers into symbols, and what is to be known of each record.
fn sign<'l>(
    layout: &'l Layout<'l>,
    blocks: Range<usize>,
    text: &mut [Symbol],
    lengths: &[u16],
    map: &[Symbol],
) -> Signing<'l> {
    let mut signing = Signing::new(layout, blocks.clone());
    let mut rest = text;
    for (block, lengths) in blocks.zip(lengths.chunks(LANES)) {
        for (record, &length) in (block * LANES..).zip(lengths) {
            let (line, after) = rest.split_at_mut(length.into());
            for number in &mut *line {
                *number = map[usize::from(*number)];
            }
            signing.read(record, line);
            rest = after;
        }
        signing.close(block);
    }
    signing
}
