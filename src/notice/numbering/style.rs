//! The styles of numbering, read from their table.

use std::sync::LazyLock;

use super::super::table;
use super::Place;

/// A row of the table of styles, or one of the two sorts of heading without a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Style(pub(crate) u8);

/// The rank of a style that may stand above and below any other.
const ANY_RANK: u8 = 99;

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Outline.
    Heading,
    /// Counts the measures of one answer.
    Ordinal,
    /// Marks items without counting.
    Bullet,
    /// A heading known by its words: 针对“…”问题, 反馈问题:.
    Worded,
}

/// Part of a shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Text(&'static str),
    Han,
    Arabic,
    Letter,
    /// One character; its place in the list is its value.
    Glyph(Vec<char>),
    Spaces,
}

/// What the table says about one style.
#[derive(Debug)]
pub(super) struct Row {
    name: &'static str,
    sort: Sort,
    rank: u8,
    pub(super) shapes: Vec<Vec<Part>>,
    places: [i32; 7],
    open: i32,
}

pub(super) static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    table::rows(include_str!("styles.tsv"))
        .filter_map(|columns| row(&columns))
        .collect()
});

fn row(columns: &[&'static str]) -> Option<Row> {
    let number = |column: usize| columns.get(column).and_then(|text| text.parse::<i32>().ok());
    let mut places = [0; 7];
    for (at, place) in places.iter_mut().enumerate() {
        *place = number(4 + at)?;
    }
    Some(Row {
        name: columns.first()?,
        sort: match *columns.get(1)? {
            "heading" => Sort::Heading,
            "ordinal" => Sort::Ordinal,
            _ => Sort::Bullet,
        },
        rank: number(2)? as u8,
        shapes: columns.get(3)?.split_whitespace().map(shape).collect(),
        places,
        open: number(11)?,
    })
}

fn shape(written: &'static str) -> Vec<Part> {
    if let Some(glyphs) = written.strip_prefix('C') {
        return vec![Part::Glyph(glyphs.chars().collect())];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in written.char_indices() {
        let part = match c {
            'H' => Part::Han,
            'N' => Part::Arabic,
            'L' => Part::Letter,
            '_' => Part::Spaces,
            _ => continue,
        };
        if start < at {
            parts.push(Part::Text(&written[start..at]));
        }
        parts.push(part);
        start = at + 1;
    }
    if start < written.len() {
        parts.push(Part::Text(&written[start..]));
    }
    parts
}

impl Style {
    /// A heading that its wording makes one: 针对“…”问题, or a short line above an answer.
    pub const WORDED: Self = Self(30);
    /// A heading behind a label: 反馈问题:….
    pub const LABELLED: Self = Self(31);
    /// The heading or sentence without a number that opens the look ahead of the whole notice.
    pub const OUTLOOK: Self = Self(29);
    /// A heading line without a number that names a part: ….方面存在的问题, 反馈问题整改落实情况.
    pub const PART: Self = Self(28);
    /// How many styles there can be.
    pub const COUNT: usize = 32;

    /// The style of that name in the table.
    pub fn named(name: &str) -> Option<Self> {
        ROWS.iter().position(|row| row.name == name).map(|at| Self(at as u8))
    }

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::WORDED => "worded",
            Self::LABELLED => "labelled",
            Self::PART => "part_line",
            Self::OUTLOOK => "outlook",
            _ => self.row().map_or("", |row| row.name),
        }
    }

    fn row(self) -> Option<&'static Row> {
        ROWS.get(usize::from(self.0))
    }

    /// What it is for.
    pub fn sort(self) -> Sort {
        self.row().map_or(Sort::Worded, |row| row.sort)
    }

    /// The usual depth of nesting; a worded heading may stand under any numbered one, and only what names a part of the notice may stand
    /// above the outer ones.
    pub fn rank(self) -> u8 {
        match self {
            Self::OUTLOOK => 10,
            Self::PART => 5,
            _ => self.row().map_or(60, |row| row.rank),
        }
    }

    /// Whether it stands at any depth, above or below any other: a row of rank 99.
    pub fn is_free(self) -> bool {
        self.rank() == ANY_RANK
    }

    /// Whether its labels have numbers that count.
    pub fn counts(self) -> bool {
        matches!(self.sort(), Sort::Heading | Sort::Ordinal)
    }

    /// Whether it counts the measures of one answer.
    pub fn is_ordinal(self) -> bool {
        self.sort() == Sort::Ordinal
    }

    /// What a label is worth at a place.
    pub(super) fn worth(self, place: Place) -> i32 {
        let Some(row) = self.row() else { return 0 };
        row.places[match place {
            Place::Line => 0,
            Place::Sentence => 1,
            Place::Colon => 2,
            Place::Semicolon => 3,
            Place::Comma => 4,
            Place::Close => 5,
            Place::Inside => 6,
        }]
    }

    /// What opening a run costs or earns.
    pub fn opening(self) -> i32 {
        self.row().map_or(5, |row| row.open)
    }
}
