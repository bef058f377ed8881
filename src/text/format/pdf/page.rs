//! A page's drawing into characters with their places.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::super::{Excess, Unreadable};
use super::font::Font;
use super::unpack;

/// Instructions and characters of a whole file. A page of prose has some two thousand.
const STEP_LIMIT: usize = 5_000_000;

/// What reading a font costs, in instructions.
const FONT_STEPS: usize = 20_000;

/// Drawings within drawings.
const DEPTH_LIMIT: usize = 8;

/// Saved states; no page nests them so.
const STACK_LIMIT: usize = 512;

/// A character where it stands, on a page that is turned so that most of its text runs to the right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) c: char,
    /// Left edge.
    pub(super) x: f64,
    /// Baseline; upwards.
    pub(super) y: f64,
    pub(super) width: f64,
    /// Height of the font.
    pub(super) size: f64,
}

/// Reads pages one after the other, with the fonts that they share.
pub(super) struct Reader {
    fonts: HashMap<ObjectIdentifier, Rc<Font>>,
    steps: usize,
    glyphs: Vec<Glyph>,
    /// In quarters, against the clock: how the text of each glyph runs.
    turns: Vec<u8>,
}

/// An affine transformation: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this one, then the other.
    fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, other.0);
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }
}

#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// What is drawn with: the state, those saved, and where the text is.
struct Pen {
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self {
            fonts: HashMap::new(),
            steps: STEP_LIMIT,
            glyphs: Vec::new(),
            turns: Vec::new(),
        }
    }

    /// The characters of a page, in the order in which they are drawn.
    ///
    /// # Errors
    /// When the file draws more than any document does.
    pub(super) fn read(&mut self, page: &Page<'_>) -> Result<Vec<Glyph>, Unreadable> {
        let mut data = Vec::new();
        let raw = page.raw();
        if let Some(stream) = raw.get::<Stream<'_>>("Contents") {
            data = unpack::data(&stream, unpack::DRAWING);
        } else if let Some(parts) = raw.get::<Array<'_>>("Contents") {
            for stream in parts.iter::<Stream<'_>>() {
                data.extend(unpack::data(&stream, unpack::DRAWING));
                data.push(b'\n');
                if data.len() as u64 > unpack::DRAWING {
                    return Err(Unreadable::TooMuch(Excess::Unpacked));
                }
            }
        }
        let state = State {
            page: Matrix::ONE,
            font: None,
            size: 1.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.run(&data, page.resources(), state, 0)?;
        let mut glyphs = std::mem::take(&mut self.glyphs);
        turn(&mut glyphs, &std::mem::take(&mut self.turns));
        Ok(glyphs)
    }

    fn run(&mut self, data: &[u8], resources: &Resources<'_>, state: State, depth: usize) -> Result<(), Unreadable> {
        let mut pen = Pen {
            state,
            saved: Vec::new(),
            text: Matrix::ONE,
            line: Matrix::ONE,
        };
        let mut steps = TypedIter::new(data);
        // Fonts by the name that this drawing gives them.
        let mut named: HashMap<Vec<u8>, Rc<Font>> = HashMap::new();
        while let Some(step) = steps.next() {
            self.count()?;
            match step {
                Op::TextFont(op) => {
                    let name: &[u8] = op.0.as_ref();
                    let font = match named.get(name) {
                        Some(font) => Some(Rc::clone(font)),
                        None => self.font(resources, op.0),
                    };
                    if let Some(font) = &font {
                        named.insert(name.to_vec(), Rc::clone(font));
                    }
                    pen.state.font = font;
                    pen.state.size = op.1.as_f64();
                }
                Op::ShowText(op) => self.show(&mut pen, op.0.as_bytes())?,
                Op::NextLineAndShowText(op) => {
                    pen.next_line(0.0, -pen.state.leading);
                    self.show(&mut pen, op.0.as_bytes())?;
                }
                Op::ShowTextWithParameters(op) => {
                    pen.state.word_gap = op.0.as_f64();
                    pen.state.letter_gap = op.1.as_f64();
                    pen.next_line(0.0, -pen.state.leading);
                    self.show(&mut pen, op.2.as_bytes())?;
                }
                Op::ShowTexts(op) => {
                    for item in op.0.iter::<Object<'_>>() {
                        match item {
                            Object::String(text) => self.show(&mut pen, text.as_bytes())?,
                            Object::Number(number) => {
                                let by = -number.as_f64() / 1000.0 * pen.state.size * pen.state.stretch;
                                pen.text = Matrix::shift(by, 0.0).then(pen.text);
                            }
                            _ => {}
                        }
                    }
                }
                Op::XObject(op) => {
                    if depth < DEPTH_LIMIT {
                        self.form(resources, op.0, &pen.state, depth)?;
                    }
                }
                step => pen.step(&step),
            }
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), Unreadable> {
        self.steps = self.steps.checked_sub(1).ok_or(Unreadable::TooMuch(Excess::Pages))?;
        Ok(())
    }

    fn font(&mut self, resources: &Resources<'_>, name: &Name<'_>) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        let Some(id) = dict.obj_id() else {
            // Not an object of its own, and so read again in each drawing.
            self.steps = self.steps.saturating_sub(FONT_STEPS);
            return Some(Rc::new(Font::read(&dict)));
        };
        let font = self.fonts.entry(id).or_insert_with(|| Rc::new(Font::read(&dict)));
        Some(Rc::clone(font))
    }

    /// A drawing that is used like a picture.
    fn form(
        &mut self,
        resources: &Resources<'_>,
        name: &Name<'_>,
        state: &State,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let Some(stream) = resources.get_x_object(name) else {
            return Ok(());
        };
        let dict = stream.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| *kind != *b"Form") {
            return Ok(());
        }
        let mut state = state.clone();
        if let Some(matrix) = dict.get::<[f64; 6]>("Matrix") {
            state.page = Matrix(matrix).then(state.page);
        }
        let data = unpack::data(&stream, unpack::DRAWING);
        // Unpacking the same drawing again and again costs as much as drawing it.
        for _ in 0..data.len() / 64 {
            self.count()?;
        }
        match dict.get::<Dict<'_>>("Resources").map(Resources::new) {
            Some(own) => self.run(&data, &own, state, depth + 1),
            None => self.run(&data, resources, state, depth + 1),
        }
    }

    fn show(&mut self, pen: &mut Pen, bytes: &[u8]) -> Result<(), Unreadable> {
        let Some(font) = pen.state.font.clone() else {
            return Ok(());
        };
        self.steps = self
            .steps
            .checked_sub(bytes.len())
            .ok_or(Unreadable::TooMuch(Excess::Pages))?;
        let (glyphs, turns) = (&mut self.glyphs, &mut self.turns);
        font.each(bytes, |text, width, is_space| {
            let state = &pen.state;
            let place = Matrix::shift(0.0, state.rise).then(pen.text).then(state.page);
            let [a, b, c, d, x, y] = place.0;
            let along = a.hypot(b);
            let word_gap = if is_space { state.word_gap } else { 0.0 };
            let advance = (width * state.size + state.letter_gap + word_gap) * state.stretch;
            // Several characters of one glyph share its width.
            let count = text.chars().count().max(1) as f64;
            let each = width * state.size * state.stretch * along / count;
            for (at, c_) in text.chars().enumerate() {
                turns.push(quarter(a, b));
                glyphs.push(Glyph {
                    c: c_,
                    x: x + each * at as f64,
                    y,
                    width: each,
                    size: (state.size * c.hypot(d)).abs(),
                });
            }
            pen.text = Matrix::shift(advance, 0.0).then(pen.text);
        });
        Ok(())
    }
}

/// The quarter in which text runs whose direction this is.
fn quarter(a: f64, b: f64) -> u8 {
    match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 1,
        (true, false, _) => 2,
        (false, _, false) => 3,
    }
}

/// Turns a page so that most of its text runs to the right: wide tables stand on their side.
fn turn(glyphs: &mut [Glyph], turns: &[u8]) {
    let count = |quarter: u8| turns.iter().filter(|turn| **turn == quarter).count();
    let most = (0..4).rev().max_by_key(|quarter| count(*quarter)).unwrap_or(0);
    for glyph in glyphs.iter_mut() {
        (glyph.x, glyph.y) = match most {
            1 => (glyph.y, -glyph.x),
            2 => (-glyph.x, -glyph.y),
            3 => (-glyph.y, glyph.x),
            _ => return,
        };
    }
}

impl Pen {
    /// The instructions that draw nothing.
    fn step(&mut self, step: &Op<'_, '_>) {
        let number = Number::as_f64;
        match step {
            Op::SaveState(_) if self.saved.len() < STACK_LIMIT => self.saved.push(self.state.clone()),
            Op::RestoreState(_) => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            Op::Transform(op) => {
                let matrix = Matrix([&op.0, &op.1, &op.2, &op.3, &op.4, &op.5].map(number));
                self.state.page = matrix.then(self.state.page);
            }
            Op::BeginText(_) => {
                self.text = Matrix::ONE;
                self.line = Matrix::ONE;
            }
            Op::SetTextMatrix(op) => {
                self.line = Matrix([&op.0, &op.1, &op.2, &op.3, &op.4, &op.5].map(number));
                self.text = self.line;
            }
            Op::NextLine(op) => self.next_line(number(&op.0), number(&op.1)),
            Op::NextLineAndSetLeading(op) => {
                self.state.leading = -number(&op.1);
                self.next_line(number(&op.0), number(&op.1));
            }
            Op::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Op::CharacterSpacing(op) => self.state.letter_gap = number(&op.0),
            Op::WordSpacing(op) => self.state.word_gap = number(&op.0),
            Op::HorizontalScaling(op) => self.state.stretch = number(&op.0) / 100.0,
            Op::TextLeading(op) => self.state.leading = number(&op.0),
            Op::TextRise(op) => self.state.rise = number(&op.0),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }
}
