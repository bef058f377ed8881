//! Wordings that everybody has to use, which are no sign of copying: those of the table, and those that an office adds.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};

use crate::text::fold::fold_char;

const TABLE: &str = include_str!("tables/formulas.tsv");

/// Fewer characters than this stand in any answer: left out, they would leave nothing to compare.
const SHORTEST: usize = 4;

/// More than this is no wording but a text.
const LONGEST: usize = 200;

static ADDED: OnceLock<Vec<String>> = OnceLock::new();

/// What is wrong with a line of a list of wordings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormulaFault {
    /// It has columns.
    Columns,
    /// It has fewer characters than a wording, marks left out.
    Short,
    /// It has more.
    Long,
}

/// The wordings of a list, one a line; lines that begin with # are remarks. Marks and white space do not matter.
///
/// # Errors
/// The first line, from 1, that is no wording, and why.
pub fn read_formulas(list: &str) -> Result<Vec<String>, (usize, FormulaFault)> {
    let mut wordings = Vec::new();
    for (at, line) in list.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let own = bare(line);
        let fault = match own.chars().count() {
            _ if line.contains('\t') => FormulaFault::Columns,
            0..SHORTEST => FormulaFault::Short,
            count if count > LONGEST => FormulaFault::Long,
            _ => {
                wordings.push(own);
                continue;
            }
        };
        return Err((at + 1, fault));
    }
    Ok(wordings)
}

/// Adds wordings to those of the table, once and before anything is compared; false where that is too late.
pub fn add_formulas(wordings: Vec<String>) -> bool {
    ADDED.set(wordings).is_ok()
}

/// Folded, and nothing but what can be read aloud.
pub(super) fn bare(text: &str) -> String {
    let can_be_read = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric();
    let mut bare = String::with_capacity(text.len());
    bare.extend(text.chars().map(fold_char).filter(can_be_read));
    bare
}

/// All wordings, the longest at a place first.
pub(super) fn formulas() -> Option<&'static AhoCorasick> {
    static FOUND: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        // From here on nothing can be added: two answers are not to be read by two lists.
        let added = ADDED.get_or_init(Vec::new).iter().cloned();
        let table = read_formulas(TABLE).unwrap_or_default();
        let longest = MatchKind::LeftmostLongest;
        let all = table.into_iter().chain(added);
        AhoCorasick::builder().match_kind(longest).build(all).ok()
    });
    FOUND.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_itself_is_a_list() {
        assert!(read_formulas(TABLE).unwrap().len() > 30);
    }

    #[test]
    fn a_list_has_a_wording_a_line() {
        let list = "\u{feff}# 本办规定表述\n\n“县委 一号文件”精神\r\n";
        assert_eq!(read_formulas(list), Ok(vec!["县委一号文件精神".to_owned()]));
        assert_eq!(read_formulas("县委一号文件\n整改\n"), Err((2, FormulaFault::Short)));
        assert_eq!(read_formulas("formula\t县委一号文件"), Err((1, FormulaFault::Columns)));
        assert_eq!(read_formulas(&"长".repeat(201)), Err((1, FormulaFault::Long)));
    }
}
