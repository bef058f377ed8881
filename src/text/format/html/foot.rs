//! Whose a page is: the lines of its foot that name owner and licence. They are no part of the article, but where a copy has a site's
//! brand in place of the organisation's name, they tell what the name was.

use super::cues::CUES;
use super::lines::Line;

/// Such lines of one page.
const MOST: usize = 4;

/// Characters of the longest; longer ones are declarations.
const LONGEST: usize = 160;

/// The lines after the article that name the owner of the page or its licence, less how to reach the site's own office: that is not
/// how to answer to the notice.
pub(super) fn owner(after: &[Line]) -> Vec<String> {
    let named = after
        .iter()
        .filter(|line| line.chars <= LONGEST && CUES.owner.iter().any(|cue| line.text.contains(cue)));
    let own = named.map(|line| {
        let pieces = line.text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜'));
        let mut kept: Vec<&str> = Vec::new();
        let mut reaching = false;
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            let reach = CUES.reach.iter().any(|cue| piece.starts_with(cue));
            // 地址：云渡县 政通路1号: what follows belongs to it, up to the next name.
            reaching = reach || (reaching && !CUES.owner.iter().any(|cue| piece.contains(cue)));
            if !reaching {
                kept.push(piece);
            }
        }
        kept.join(" ")
    });
    let mut found: Vec<String> = Vec::new();
    for line in own.filter(|line| !line.is_empty()) {
        if !found.contains(&line) {
            found.push(line);
        }
    }
    found.truncate(MOST);
    found
}
