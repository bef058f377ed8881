//! A word of a query against the characters of one record.

use super::line::{Bar, Line};
use super::query::{self, How};
use super::rank;
use super::run::{Run, Unit};
use super::symbols::{Symbol, Symbols};

/// Runs of fewer letters are in most records that may have them: there a quick look saves nothing.
const TELLING: usize = 3;

/// A word compiled against the characters that occur.
#[derive(Debug)]
pub struct Word {
    /// Must not be found.
    pub not: bool,
    /// How it is found.
    pub how: How,
    /// The characters as typed; `None` where one of them occurs nowhere.
    pub written: Option<Vec<Symbol>>,
    /// The whole word as one run of pinyin; `None` where it has no letters or may not be heard.
    pub chain: Option<Run>,
    /// Where letters and other characters are mixed and may stand apart: the pieces, in order. Empty otherwise.
    pub parts: Vec<Part>,
}

/// A piece of a mixed word.
#[derive(Debug)]
pub enum Part {
    /// This character.
    Character(Symbol),
    /// Letters, as pinyin of neighbouring characters.
    Run(Run),
}

/// Room to try in, kept from one record to the next.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Where the word stands, as ascending positions.
    pub at: Vec<u32>,
    spare: Vec<u32>,
    other: Vec<u32>,
}

/// How well a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aligned {
    /// What is lost against a match that is whole and stands at a boundary.
    pub loss: i32,
    /// Heard, not read: some letters stand for Han characters.
    pub heard: bool,
}

/// In which ways a word may be found in a record, as far as is known before it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// As its characters.
    pub written: bool,
    /// As its characters, at the start of the text or after punctuation.
    pub written_starts: bool,
    /// As pinyin.
    pub heard: bool,
    /// As pinyin, at the start of the text or after punctuation.
    pub starts: bool,
}

impl Ways {
    /// Nothing is known.
    pub const ALL: Self = Self {
        written: true,
        written_starts: true,
        heard: true,
        starts: true,
    };

    /// What the best match loses at least.
    pub fn least(self) -> i32 {
        match self {
            Self {
                written_starts: true, ..
            } => 0,
            Self { starts: true, .. } => rank::HEARD,
            Self { written: true, .. } => rank::INSIDE,
            _ => rank::HEARD + rank::INSIDE,
        }
    }
}

impl Aligned {
    /// What is lost in all.
    pub fn cost(self) -> i32 {
        self.loss + i32::from(self.heard) * rank::HEARD
    }
}

impl Word {
    /// Compiles a word as typed.
    pub fn new(word: &query::Word, symbols: &Symbols) -> Self {
        let letters = word.chars.iter().filter(|c| c.is_ascii_lowercase()).count();
        let heard = match word.how {
            How::Exact { .. } => false,
            // One letter is an initial of nearly everything: `!g` is still being typed.
            How::Near => letters > 1,
            _ => letters > 0,
        };
        let units = heard.then(|| units(&word.chars, symbols)).flatten();
        let parts = match &units {
            Some(units) if word.how == How::Fuzzy && letters < units.len() => parts(units, symbols),
            _ => Vec::new(),
        };
        Self {
            not: word.not,
            how: word.how,
            written: word.chars.iter().map(|&c| symbols.get(c)).collect(),
            chain: units.map(|units| Run::new(units, symbols)),
            parts,
        }
    }

    /// Compiles a word as it sounds: each Han character stands for all that share a reading. `None` where it has none.
    pub fn sounding(word: &query::Word, symbols: &Symbols) -> Option<Self> {
        if word.not || !matches!(word.how, How::Fuzzy) {
            return None;
        }
        let mut any = false;
        let unit = |&c: &char| {
            let syllables = symbols.syllables_of_char(c);
            if c.is_ascii_lowercase() || syllables.is_empty() {
                return unit(c, symbols);
            }
            any = true;
            Some(Unit::Sounds(syllables))
        };
        let units: Option<Vec<Unit>> = word.chars.iter().map(unit).collect();
        let chain = Run::new(units?, symbols);
        any.then(|| Self {
            not: false,
            how: How::Near,
            written: None,
            chain: Some(chain),
            parts: Vec::new(),
        })
    }

    /// Whether a quick look tells that the word is not in a record, which is so many of the first characters. Where it may be,
    /// it need not be.
    pub fn is_absent(&self, text: &[Symbol], length: usize, ways: Ways) -> bool {
        let Some(chain) = self
            .chain
            .as_ref()
            .filter(|chain| !ways.written && chain.units().len() >= TELLING)
        else {
            return false;
        };
        let absent = |part: &Part| matches!(part, Part::Run(run) if !run.may_match(text, length));
        if self.parts.is_empty() {
            !chain.may_match(text, length)
        } else {
            self.parts.iter().any(absent)
        }
    }

    /// Finds the word in a record, in whatever way, in its best place, which is left in the scratch.
    pub fn find(&self, line: Line<'_>, scratch: &mut Scratch) -> Option<Aligned> {
        self.align(line, Ways::ALL, Bar::NONE, scratch)
    }

    /// Finds the word in a record; where it stands is left in the scratch. Loss and place of a match that does not reach the bar may be
    /// those of a worse match than the best.
    pub fn align(&self, line: Line<'_>, ways: Ways, bar: Bar, scratch: &mut Scratch) -> Option<Aligned> {
        let Scratch { at, spare, other } = scratch;
        let written = self.written.as_deref().filter(|_| ways.written).and_then(|written| {
            let loss = match self.how {
                How::Fuzzy => line.scattered(written, bar, at, spare),
                How::Exact { punctuation: true } => line.verbatim(written, at),
                How::Exact { punctuation: false } | How::Near => line.beside(written, at),
                How::Start | How::End | How::Whole => {
                    line.anchored(self.how, at, |start, end| line.reads(written, start, end))
                }
            }?;
            Some(Aligned { loss, heard: false })
        });
        let enough = |written: Aligned| written.loss <= rank::HEARD || bar.is_beyond_reach();
        if self.chain.is_none() || !ways.heard || written.is_some_and(enough) {
            return written;
        }
        // Where the letters are not there at all, some of them stand for a Han character.
        let bar = Bar {
            most: bar.most.saturating_sub(if ways.written { 0 } else { rank::HEARD }),
            ..bar
        };
        let heard = self.hear(line, bar, other, spare).map(|loss| Aligned {
            loss,
            heard: other.iter().any(|&at| {
                let symbol = line.line.get(at as usize);
                symbol.is_some_and(|&symbol| line.symbols.is_han(symbol))
            }),
        });
        if written.is_some_and(|written| heard.is_none_or(|heard| heard.cost() >= written.cost())) {
            return written;
        }
        std::mem::swap(at, other);
        heard
    }

    /// Whether the word stands in a piece of a place: side by side only, and heard only where more than one letter was typed.
    pub fn in_place(&self, piece: &[Symbol], symbols: &Symbols, at: &mut Vec<u32>) -> bool {
        let line = Line { line: piece, symbols };
        if self.not || !matches!(self.how, How::Fuzzy | How::Exact { punctuation: false }) {
            return false;
        }
        if self
            .written
            .as_deref()
            .is_some_and(|written| line.beside(written, at).is_some())
        {
            return true;
        }
        let chain = self.chain.as_ref().filter(|chain| chain.units().len() > 1);
        chain.is_some_and(|chain| line.heard(chain, Bar::NONE, at).is_some())
    }

    fn hear(&self, line: Line<'_>, bar: Bar, at: &mut Vec<u32>, spare: &mut Vec<u32>) -> Option<i32> {
        let chain = self.chain.as_ref()?;
        match self.how {
            How::Start | How::End | How::Whole => line.anchored(self.how, at, |start, end| match (start, end) {
                (Some(start), None) => Some((start, chain.end(line.line, start)?)),
                (None, Some(end)) => Some((chain.start(line.line, 0, end)?, end)),
                (Some(start), Some(end)) => chain.spans(line.line, start, end).then_some((start, end)),
                (None, None) => None,
            }),
            How::Fuzzy if !self.parts.is_empty() => {
                if !bar.is_beyond_reach() {
                    let whole = Bar { counts: false, ..bar };
                    if let Some(loss) = line.heard(chain, whole, at) {
                        return Some(loss);
                    }
                }
                if bar.admits(rank::gap(1)) {
                    return line.apart(&self.parts, bar, at, spare);
                }
                None
            }
            _ => line.heard(chain, bar, at),
        }
    }
}

fn unit(c: char, symbols: &Symbols) -> Option<Unit> {
    if c.is_ascii_lowercase() {
        return Some(Unit::Letter(c as u8));
    }
    symbols.get(c).map(Unit::Is)
}

fn units(chars: &[char], symbols: &Symbols) -> Option<Vec<Unit>> {
    chars.iter().map(|&c| unit(c, symbols)).collect()
}

fn parts(units: &[Unit], symbols: &Symbols) -> Vec<Part> {
    let letters = |unit: &Unit| matches!(unit, Unit::Letter(_));
    units
        .chunk_by(|a, b| letters(a) && letters(b))
        .map(|piece| match piece {
            [Unit::Is(symbol)] => Part::Character(*symbol),
            letters => Part::Run(Run::new(letters.to_vec(), symbols)),
        })
        .collect()
}
