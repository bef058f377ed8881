//! Pages: the article out of them as lines, and what they say of themselves.

mod content;
mod cues;
mod dom;
mod guard;
mod hints;
mod lines;
mod list;
mod table;

use super::{Extracted, Kind, Unreadable};
use dom::Dom;
use hints::Head;

pub(super) use hints::url;

/// Reads a page.
///
/// # Errors
/// When the page is built to choke a reader.
pub(super) fn read(text: &str, encoding: &'static str) -> Result<Extracted, Unreadable> {
    let dom = Dom::parse(text)?;
    let mut page = lines::of_page(&dom, false);
    let shown: usize = page.lines.iter().map(|line| line.chars - line.linked).sum();
    // Pages that show their article by script keep it hidden until then.
    if page.hidden > 2 * shown + 200 {
        page = lines::of_page(&dom, true);
    }
    let head = Head::read(&dom, text);
    let keep = content::choose(&dom, &page, &head.titles);
    let mut article = String::new();
    for (line, keep) in page.lines.iter().zip(&keep) {
        if *keep {
            article.push_str(line.text.trim_matches([' ', '\n']));
            article.push('\n');
        }
    }
    Ok(Extracted {
        text: article,
        encoding,
        recoded: true,
        kind: Kind::Html,
        hints: head.hints(&page.lines, &keep),
    })
}

#[cfg(test)]
mod tests;
