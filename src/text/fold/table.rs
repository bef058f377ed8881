//! The tables of this folder in one: a row for every character of the basic plane.

use std::collections::HashMap;
use std::sync::LazyLock;

const TRADITIONAL: &str = include_str!("traditional.tsv");
const FORMS: &str = include_str!("forms.tsv");
const MARKS: &str = include_str!("marks.tsv");
const CONTEXT: &str = include_str!("context.tsv");

/// What each character is folded to.
pub(super) struct Table {
    /// By code point, for the basic plane; 0 where it takes a closer look.
    plain: Vec<u16>,
    /// Characters beyond the basic plane, or folded to one.
    rare: HashMap<char, char>,
    context: HashMap<char, Context>,
}

/// A character that is folded only beside certain others.
struct Context {
    folded: char,
    before: &'static str,
    after: &'static str,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

impl Table {
    pub(super) fn get() -> &'static Self {
        &TABLE
    }

    /// The folded character; None where it takes a closer look.
    pub(super) fn plain(&self, c: char) -> Option<char> {
        let code = self.plain.get(c as usize).copied().filter(|code| *code != 0)?;
        char::from_u32(u32::from(code))
    }

    /// The closer look: rare characters, and those that depend on their neighbours.
    #[cold]
    pub(super) fn rare(&self, c: char, before: char, next: impl FnOnce() -> Option<char>) -> char {
        if let Some(context) = self.context.get(&c)
            && (context.after.contains(before)
                || next().is_some_and(|next| context.before.contains(self.plain(next).unwrap_or(next))))
        {
            return context.folded;
        }
        match self.rare.get(&c) {
            Some(folded) => *folded,
            None if (c as usize) < self.plain.len() => c,
            None => lower(c),
        }
    }

    fn build() -> Self {
        let mut one: HashMap<char, char> = HashMap::with_capacity(6_000);
        one.extend(rows(TRADITIONAL).filter_map(|row| Some((single(row.first())?, single(row.get(1))?))));
        one.extend(rows(FORMS).filter_map(|row| Some((single(row.first())?, single(row.get(1))?))));
        for row in rows(MARKS) {
            if let Some(folded) = row.first().copied().and_then(named) {
                let found = row.get(1).copied().unwrap_or_default();
                one.extend(found.split(' ').filter_map(named).map(|mark| (mark, folded)));
            }
        }
        let context: HashMap<char, Context> = rows(CONTEXT).filter_map(|row| context(&row)).collect();

        // Down to what stays as it is: a full-width capital is lowered, a compatibility form of a traditional character simplified.
        let fold = |c: char| {
            let mut folded = c;
            for _ in 0..4 {
                folded = one.get(&folded).copied().unwrap_or_else(|| lower(narrow(folded)));
            }
            folded
        };
        let mut plain: Vec<u16> = (0..=u16::MAX)
            .map(|code| match char::from_u32(u32::from(code)) {
                // Han characters have neither width nor case: only the rows below change one.
                Some('\u{2e80}'..='\u{a48f}') => code,
                Some(c) => u16::try_from(u32::from(lower(narrow(c)))).unwrap_or(0),
                None => 0,
            })
            .collect();
        for c in one.keys().chain(context.keys()) {
            if let Some(slot) = plain.get_mut(*c as usize) {
                let own = !context.contains_key(c);
                *slot = u16::try_from(u32::from(fold(*c))).ok().filter(|_| own).unwrap_or(0);
            }
        }
        let rare = one
            .keys()
            .map(|c| (*c, fold(*c)))
            .filter(|(c, folded)| u32::from(*c).max(u32::from(*folded)) > 0xffff)
            .collect();
        Self { plain, rare, context }
    }
}

/// Full-width forms of ASCII.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// Lower case, where that is one character.
fn lower(c: char) -> char {
    let mut lowered = c.to_lowercase();
    match (lowered.next(), lowered.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

fn single(text: Option<&&str>) -> Option<char> {
    let mut chars = text?.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// A character as it is, or by its code point.
fn named(name: &str) -> Option<char> {
    match name.strip_prefix("U+") {
        Some(code) => char::from_u32(u32::from_str_radix(code, 16).ok()?),
        None => single(Some(&name)),
    }
}

fn context(row: &[&'static str]) -> Option<(char, Context)> {
    let context = Context {
        folded: single(row.get(1))?,
        before: row.get(2).copied().unwrap_or_default(),
        after: row.get(3).copied().unwrap_or_default(),
    };
    Some((single(row.first())?, context))
}
