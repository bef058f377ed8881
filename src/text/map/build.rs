//! How maps come about: noted while a text is derived, or from two maps that follow on each other.

use super::{Edit, Map};

/// Notes what becomes of an original, left to right.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    edits: Vec<Edit>,
    original: usize,
    derived: usize,
}

impl Builder {
    /// The next `bytes` are copied, or replaced character by character with ones of the same length.
    pub fn keep(&mut self, bytes: usize) {
        self.original += bytes;
        self.derived += bytes;
    }

    /// The next `bytes` are left out.
    pub fn drop(&mut self, bytes: usize) {
        self.push(1, 0, bytes);
    }

    /// The next `from` bytes stand as `to` bytes: one piece, of which a part stands for the whole.
    pub fn replace(&mut self, from: usize, to: usize) {
        self.replace_run(from, to, 1);
    }

    /// `count` pieces side by side, each `from` bytes that stand as `to` bytes. What is longer than any character or entity is cut up,
    /// and told apart no further.
    pub fn replace_run(&mut self, from: usize, to: usize, count: usize) {
        const MOST: usize = u16::MAX as usize;
        if to == 0 {
            self.drop(from * count);
        } else if from <= MOST && to <= MOST {
            self.push(from, to, count);
        } else {
            for _ in 0..count {
                self.push(from.min(MOST), to.min(MOST), 1);
                self.drop(from.saturating_sub(MOST));
                let mut added = to.saturating_sub(MOST);
                while added > 0 {
                    self.push(0, added.min(MOST), 1);
                    added -= added.min(MOST);
                }
            }
        }
    }

    /// The map of what was noted.
    pub fn finish(self) -> Map {
        Map { edits: self.edits }
    }

    /// Where the next piece stands in the original.
    pub fn original(&self) -> usize {
        self.original
    }

    /// Where the next piece stands in the derived text.
    pub fn derived(&self) -> usize {
        self.derived
    }

    fn push(&mut self, from: usize, to: usize, mut count: usize) {
        let (Ok(from16), Ok(to16)) = (u16::try_from(from), u16::try_from(to)) else {
            return;
        };
        while count > 0 {
            if let Some(last) = self.edits.last_mut()
                && (last.from, last.to) == (from16, to16)
                && last.original_end() == self.original
                && last.derived_end() == self.derived
                && last.count < u32::MAX
            {
                let more = count.min((u32::MAX - last.count) as usize);
                last.count += more as u32;
                self.advance(from * more, to * more);
                count -= more;
            } else {
                let first = count.min(u32::MAX as usize);
                self.edits.push(Edit {
                    original: self.original,
                    derived: self.derived,
                    count: first as u32,
                    from: from16,
                    to: to16,
                });
                self.advance(from * first, to * first);
                count -= first;
            }
        }
    }

    fn advance(&mut self, original: usize, derived: usize) {
        self.original += original;
        self.derived += derived;
    }
}

/// What the lower of two maps does with the next bytes of the text between them.
enum Piece {
    /// Copied: this many bytes. Endless behind the last edit.
    Same(usize),
    /// Left out: this many bytes of the original, none of the middle text.
    Dropped(usize),
    /// Pieces of one shape.
    Replaced { from: usize, to: usize, count: usize },
}

/// Reads a map piece by piece along its derived text.
struct Reader<'a> {
    edits: &'a [Edit],
    /// The place reached in the derived text.
    at: usize,
    /// How many pieces of the first edit are used up.
    used: usize,
    /// Bytes of the derived text that belong to a piece of which a part was taken already.
    owed: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Piece {
        if self.owed > 0 {
            return Piece::Replaced {
                from: 0,
                to: self.owed,
                count: 1,
            };
        }
        let Some(edit) = self.edits.first() else {
            return Piece::Same(usize::MAX);
        };
        let (from, to) = (usize::from(edit.from), usize::from(edit.to));
        let left = (edit.count as usize).saturating_sub(self.used);
        let here = edit.derived + self.used * to;
        if self.at < here {
            Piece::Same(here - self.at)
        } else if to == 0 {
            Piece::Dropped(left * from)
        } else {
            Piece::Replaced { from, to, count: left }
        }
    }

    /// Uses up bytes that were copied.
    fn same(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Uses up pieces of the first edit.
    fn pieces(&mut self, count: usize) {
        if let Some(edit) = self.edits.first() {
            self.at += count * usize::from(edit.to);
            self.used += count;
            if self.used >= edit.count as usize {
                self.edits = &self.edits[1..];
                self.used = 0;
            }
        }
    }

    /// Uses up what was dropped here, and says how many bytes.
    fn dropped(&mut self) -> usize {
        let mut bytes = 0;
        while let Piece::Dropped(more) = self.peek() {
            bytes += more;
            self.pieces(usize::MAX / 2);
        }
        bytes
    }

    /// Uses up `middle` bytes of the derived text and everything dropped between them; says how many bytes of the original they are.
    fn swallow(&mut self, mut middle: usize) -> usize {
        let mut original = 0;
        while middle > 0 {
            match self.peek() {
                Piece::Same(bytes) => {
                    let bytes = bytes.min(middle);
                    self.same(bytes);
                    original += bytes;
                    middle -= bytes;
                }
                Piece::Dropped(_) => original += self.dropped(),
                Piece::Replaced { from, to, count } => {
                    let whole = count.min(middle / to);
                    if whole == 0 {
                        // Half of a piece: all of its original is taken now, the rest of it stands for nothing.
                        original += from;
                        if self.owed > 0 {
                            self.owed -= middle;
                            self.at += middle;
                        } else {
                            self.pieces(1);
                            self.owed = to - middle;
                            self.at -= self.owed;
                        }
                        middle = 0;
                    } else if self.owed > 0 {
                        self.at += self.owed;
                        middle -= self.owed;
                        self.owed = 0;
                    } else {
                        self.pieces(whole);
                        original += from * whole;
                        middle -= to * whole;
                    }
                }
            }
        }
        original
    }
}

/// See [`Map::over`].
pub(super) fn compose(upper: &Map, base: &Map) -> Map {
    if upper.edits.is_empty() || base.edits.is_empty() {
        return if base.edits.is_empty() {
            upper.clone()
        } else {
            base.clone()
        };
    }
    let mut out = Builder::default();
    let mut lower = Reader {
        edits: &base.edits,
        at: 0,
        used: 0,
        owed: 0,
    };
    let mut middle = 0;
    for edit in &upper.edits {
        copy(&mut lower, edit.original - middle, &mut out);
        let (from, to) = (usize::from(edit.from), usize::from(edit.to));
        let mut left = edit.count as usize;
        if to == 0 {
            let original = lower.swallow(from * left);
            out.drop(original);
            left = 0;
        }
        while left > 0 {
            out.drop(lower.dropped());
            let plain = match lower.peek() {
                // Added text stands for nothing below.
                _ if from == 0 => left,
                Piece::Same(bytes) => (bytes / from).min(left),
                _ => 0,
            };
            if plain > 0 {
                lower.same(plain * from);
                out.replace_run(from, to, plain);
                left -= plain;
            } else {
                let original = lower.swallow(from);
                out.replace(original, to);
                left -= 1;
            }
        }
        middle = edit.original_end();
    }
    while !lower.edits.is_empty() {
        let rest = match lower.peek() {
            Piece::Same(bytes) => bytes,
            Piece::Dropped(_) => 0,
            Piece::Replaced { to, count, .. } => to * count,
        };
        copy(&mut lower, rest, &mut out);
        out.drop(lower.dropped());
    }
    out.finish()
}

/// Copies what the lower map does with the next `bytes` of the middle text.
fn copy(lower: &mut Reader<'_>, mut bytes: usize, out: &mut Builder) {
    while bytes > 0 {
        match lower.peek() {
            Piece::Same(same) => {
                let same = same.min(bytes);
                lower.same(same);
                out.keep(same);
                bytes -= same;
            }
            Piece::Dropped(_) => out.drop(lower.dropped()),
            Piece::Replaced { from, to, count } => {
                let whole = count.min(bytes / to);
                if whole == 0 || lower.owed > 0 {
                    let part = to.min(bytes);
                    let original = lower.swallow(part);
                    out.replace(original, part);
                    bytes -= part;
                } else {
                    lower.pieces(whole);
                    out.replace_run(from, to, whole);
                    bytes -= to * whole;
                }
            }
        }
    }
}
