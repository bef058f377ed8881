//! Pages: the article out of them as lines, and what they say of themselves.

mod content;
mod cues;
mod dom;
mod foot;
mod guard;
mod hints;
mod info;
mod lines;
mod list;
mod stored;
mod table;

use super::{Extracted, Kind, Unreadable};
use dom::{Dom, Id, ROOT};
use hints::Head;

pub(super) use hints::url;

/// Stored prose that is so many times what the page shows is the article, which a script would have shown.
const STORED: usize = 2;

/// Reads a page.
///
/// # Errors
/// When the page is built to choke a reader, or only shows another one in a frame.
pub(super) fn read(text: &str, encoding: &'static str) -> Result<Extracted, Unreadable> {
    let dom = Dom::parse(text)?;
    let mut page = lines::of_page(&dom, false);
    let shown: usize = page.lines.iter().map(|line| line.chars - line.linked).sum();
    // Pages that show their article by script keep it hidden until then.
    if page.hidden > 2 * shown + 200 {
        page = lines::of_page(&dom, true);
    }
    let head = Head::read(&dom, text);
    let chosen = content::choose(&dom, &page, &head.titles);
    let stored = stored::article(&dom, text, chosen.chars).filter(|stored| stored.chars > STORED * chosen.chars);
    let (mut article, mut last) = (String::new(), 0);
    for (at, line) in page.lines.iter().enumerate().filter(|(at, _)| chosen.keep[*at]) {
        let own = if chosen.prose.contains(&at) && stored.is_none() {
            line.text.clone()
        } else {
            info::trimmed(&line.text)
        };
        // Of a page that is still empty only what stands over an article is worth anything.
        let around = stored.is_none() || head.is_title(&line.text) || info::is_info(&own);
        if around {
            push(&mut article, &own);
        }
        last = at;
    }
    let mut hints = head.hints(&page.lines, &chosen);
    if let Some(stored) = stored {
        stored.lines.iter().for_each(|line| push(&mut article, line));
        if hints.title.is_empty() || !stored.title.is_empty() && !article.contains(&hints.title) {
            hints.title = stored.title;
        }
        hints.published = hints.published.or(stored.published);
    }
    for line in foot::owner(page.lines.get(last + 1..).unwrap_or_default()) {
        push(&mut article, &line);
    }
    // A set of frames shows nothing of its own.
    if article.trim().is_empty() && dom.below(ROOT).any(|node| is_frame(&dom, node)) {
        return Err(Unreadable::Framed);
    }
    Ok(Extracted {
        text: article,
        encoding,
        recoded: true,
        kind: Kind::Html,
        hints,
    })
}

/// Whether an element shows another page.
fn is_frame(dom: &Dom, node: Id) -> bool {
    matches!(dom.name(node), "frame" | "iframe") && dom.attribute(node, "src").is_some_and(|src| !src.trim().is_empty())
}

fn push(article: &mut String, line: &str) {
    let line = line.trim_matches([' ', '\n']);
    if !line.is_empty() {
        article.push_str(line);
        article.push('\n');
    }
}

#[cfg(test)]
mod tests;
