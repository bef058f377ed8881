//! The names of bodies, by their endings: for who signs, who publishes and who was inspected.

use std::sync::LazyLock;

use super::table;

static ENDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| table::words_of(include_str!("bodies.tsv"), "end"));

/// Whether words end as the name of a body does: 某公司党支部, 某县人民政府.
pub fn ends_as_body(words: &str) -> bool {
    ENDS.iter().any(|end| words.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_known_by_their_ends() {
        for body in ["青禾水务投资集团有限公司党支部", "望川区人民政府", "澜原市中心医院"]
        {
            assert!(ends_as_body(body), "{body}");
        }
        for other in ["整改情况", "第一轮巡察", ""] {
            assert!(!ends_as_body(other), "{other}");
        }
    }
}
