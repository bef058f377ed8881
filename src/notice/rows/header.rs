//! What the columns of a table hold, told by their heads.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::table;

const TABLE: &str = include_str!("headers.tsv");

/// Characters of the longest column head.
const LONGEST: usize = 20;

/// Characters of the longest head that is known by its end.
const LONGEST_ENDING: usize = 12;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The finding's number.
    Ordinal,
    /// A heading over several findings.
    Category,
    /// The problem.
    Problem,
    /// The problem at length.
    Statement,
    /// What was or will be done.
    Measure,
    /// What came of it: a state, or an answer in words.
    Result,
    /// How far it is, in a word.
    State,
    /// By when.
    Deadline,
    /// Who leads it.
    Leader,
    /// Which office answers for it.
    Department,
    /// Which offices help.
    Joint,
    /// Who answers for it.
    Person,
    /// Something else.
    Other,
}

impl Role {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ordinal" => Self::Ordinal,
            "category" => Self::Category,
            "problem" => Self::Problem,
            "statement" => Self::Statement,
            "measure" => Self::Measure,
            "result" => Self::Result,
            "state" => Self::State,
            "deadline" => Self::Deadline,
            "leader" => Self::Leader,
            "department" => Self::Department,
            "joint" => Self::Joint,
            "person" => Self::Person,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// The words of all roles: those known whole, and those known by their end.
#[derive(Default)]
struct Words {
    whole: HashMap<&'static str, Role>,
    endings: HashMap<&'static str, Role>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (role, word) in table::words(TABLE) {
        let Some(role) = Role::named(role) else { continue };
        let (known, word) = match word.strip_prefix('*') {
            Some(ending) => (&mut words.endings, ending),
            None => (&mut words.whole, word),
        };
        known.entry(word).or_insert(role);
    }
    words
});

static TOTAL: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(TABLE, "total"));

/// A head as it is compared: without blanks, line breaks, marks, and what stands in brackets.
fn plain(cell: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for c in cell.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            ':' | '*' | '/' | '、' | '“' | '”' => {}
            c if c.is_whitespace() => {}
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The role that the head of a column names.
pub(super) fn role(cell: &str) -> Option<Role> {
    if cell.chars().count() > 2 * LONGEST {
        return None;
    }
    let head = plain(cell);
    // 问题一, 措施2: counted columns are what they count.
    let bare = head.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let head = if bare.chars().count() >= 2 { bare } else { &head[..] };
    if head.is_empty() {
        return None;
    }
    let words = &*WORDS;
    let ends = || {
        let short = head.chars().count() <= LONGEST_ENDING;
        // The longest first.
        let mut endings = head.char_indices().filter(|_| short).map(|(at, _)| &head[at..]);
        endings.find_map(|ending| words.endings.get(ending))
    };
    words.whole.get(head).or_else(ends).copied()
}

/// Whether a row begins with a word that adds up.
pub(super) fn is_total(cell: &str) -> bool {
    TOTAL.contains(&plain(cell).as_str())
}

/// The columns of a table, where the row is its head: at least two columns are known and hardly any is not.
pub(super) fn columns(text: &str, cells: &[Range<usize>]) -> Option<Vec<Role>> {
    let (mut filled, mut known, mut content) = (0, 0, false);
    let mut roles = Vec::with_capacity(cells.len());
    for cell in cells {
        let cell = &text[cell.clone()];
        let role = role(cell);
        roles.push(role.unwrap_or(Role::Other));
        if cell.is_empty() {
            continue;
        }
        if cell.chars().count() > LONGEST || cell.contains(['。', ';']) {
            return None;
        }
        filled += 1;
        known += usize::from(role.is_some());
        content |= matches!(
            role,
            Some(Role::Problem | Role::Statement | Role::Measure | Role::Result)
        );
    }
    (known >= 2 && known * 5 >= filled * 3 && content).then_some(roles)
}

/// The second row of a head (措施 and 成效 under 整改情况): the columns that it names, over those of the row above; None where it is no head.
pub(super) fn second(text: &str, cells: &[Range<usize>], above: &[Role]) -> Option<Vec<Role>> {
    let (mut filled, mut known) = (0, 0);
    let mut roles = above.to_vec();
    roles.resize(above.len().max(cells.len()), Role::Other);
    for (at, cell) in cells.iter().enumerate() {
        let cell = &text[cell.clone()];
        if cell.is_empty() {
            continue;
        }
        filled += 1;
        if let Some(role) = role(cell) {
            known += 1;
            roles[at] = role;
        }
    }
    (known >= 2 && known * 5 >= filled * 4 && filled < cells.len()).then_some(roles)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(row: &str) -> Option<Vec<Role>> {
        let mut at = 0;
        let cells: Vec<Range<usize>> = row
            .split('\t')
            .map(|cell| {
                let start = at;
                at += cell.len() + 1;
                start..start + cell.len()
            })
            .collect();
        columns(row, &cells)
    }

    #[test]
    fn heads_are_known_however_they_are_set() {
        use Role::*;
        for (row, roles) in [
            ("序 号\t反馈\u{2028}问题\t整改 措施", vec![Ordinal, Problem, Measure]),
            ("巡察反馈的具体问题\t整改落实情况", vec![Problem, Result]),
            (
                "序号\t问题类别\t存在问题\t整改措施(具体)\t完成时限(月)\t责任领导",
                vec![Ordinal, Category, Problem, Measure, Deadline, Leader],
            ),
        ] {
            assert_eq!(read(row), Some(roles), "{row}");
        }
    }

    #[test]
    fn what_is_no_head_is_none() {
        for row in [
            "单位\t联系人\t电话",
            "类别\t问题数\t已完成\t完成率",
            "1\t台账登记不及时、不完整。\t补登台账\t2024年6月",
            "责任领导\t责任部门\t联系电话",
        ] {
            assert_eq!(read(row), None, "{row}");
        }
    }
}
