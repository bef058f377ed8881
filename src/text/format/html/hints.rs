//! What a page says of itself: title, day of publication and address, from its head and from the line under its heading.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::super::Hints;
use super::content::{Chosen, squeezed};
use super::cues::CUES;
use super::dom::{Dom, Id, ROOT};
use super::lines::Line;
use super::{info, stored};

/// Longest address that is kept, in bytes.
const URL_LIMIT: usize = 2048;

/// Titles that one page may offer.
const TITLE_LIMIT: usize = 16;

/// Names under which a page's head gives the title, the best first.
const TITLES: &[&str] = &["articletitle", "og:title", "dc.title", "twitter:title"];

/// Names under which it gives the day of publication.
const DATES: &[&str] = &[
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date",
    "publish_time",
    "publishtime",
    "og:release_date",
    "weibo:article:create_at",
];

/// Names under which it gives its address.
const URLS: &[&str] = &["og:url", "url", "identifier-url"];

/// What the page's head and markup say, before its lines are known.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// What may be the title, the best first.
    pub(super) titles: Vec<String>,
    published: Option<Date>,
    /// What the page's scripts say, which is less sure.
    scripted: stored::Said,
    url: String,
}

/// Characters of the longest title.
const LONGEST_TITLE: usize = 60;

/// Lines over the first sentence that may tell when it was published.
const NEAR: usize = 8;

impl Head {
    /// Reads the tree, and the text that it was made of for what stands in comments and scripts.
    pub(super) fn read(dom: &Dom, text: &str) -> Self {
        let mut head = Self::default();
        let mut metas: Vec<(String, &str)> = Vec::new();
        let (mut titles, mut headings) = (Vec::new(), Vec::new());
        let mut canonical = None;
        let mut timed = None;
        for node in dom.below(ROOT) {
            match dom.name(node) {
                "meta" => metas.extend(meta(dom, node)),
                "title" => titles.push(one_line(&dom.text(node))),
                "h1" => headings.push(one_line(&dom.text(node))),
                "link" if is_canonical(dom, node) => canonical = canonical.or_else(|| dom.attribute(node, "href")),
                "time" => timed = timed.or_else(|| dom.attribute(node, "datetime").and_then(date)),
                _ => {}
            }
        }
        let of = |names: &'static [&'static str]| {
            let metas = &metas;
            names.iter().flat_map(move |name| {
                metas
                    .iter()
                    .filter(move |(other, _)| other == name)
                    .map(|(_, value)| *value)
            })
        };
        head.titles.extend(of(TITLES).map(one_line));
        head.titles.extend(headings);
        head.titles.extend(titles.iter().flat_map(|title| without_site(title)));
        head.titles.retain(|title| title.chars().count() >= 5);
        head.titles.truncate(TITLE_LIMIT);
        head.published = of(DATES).find_map(date).or_else(|| linked_data(text)).or(timed);
        head.scripted = stored::said(dom);
        let urls = canonical.into_iter().chain(of(URLS)).chain(saved_from(text));
        head.url = urls.filter_map(url).next().unwrap_or_default();
        head
    }

    /// Whether a line is what the page says its title is.
    pub(super) fn is_title(&self, line: &str) -> bool {
        let line = squeezed(line);
        self.titles.iter().any(|title| squeezed(title) == line)
    }

    /// The hints, completed from the lines of the page and those of the article.
    pub(super) fn hints(self, lines: &[Line], chosen: &Chosen) -> Hints {
        let kept = |&(at, _): &(usize, &Line)| chosen.keep[at];
        let article = || lines.iter().enumerate().filter(kept).map(|(_, line)| line);
        // A title that the article prints is the right one, as the article prints it.
        let top = || article().take(12);
        let first = *chosen.prose.start();
        let over_article = || {
            let over = lines.iter().enumerate().take(first);
            over.filter(kept).map(|(_, line)| line).take(12)
        };
        let line = |line: &Line| line.text.clone();
        let joined: String = top().map(|line| squeezed(&line.text)).collect();
        let over_lines = || {
            self.titles
                .iter()
                .find(|title| is_long(title) && joined.contains(&squeezed(title)))
        };
        let title = top()
            .find(|line| is_title_of(line, &self.titles, |line, title| line.contains(title)))
            .map(line)
            .or_else(|| over_lines().cloned())
            .or_else(|| {
                // The name under a notice is a part of its title, too.
                over_article()
                    .find(|line| is_title_of(line, &self.titles, |line, title| title.contains(line)))
                    .map(line)
            })
            .or_else(|| top().find(|line| line.heading && is_long(&line.text)).map(line))
            .or(self.titles.first().cloned())
            .unwrap_or(self.scripted.title);
        let over = || {
            let from = first.saturating_sub(NEAR);
            lines
                .iter()
                .enumerate()
                .skip(from)
                .take(first.min(lines.len()) - from.min(lines.len()))
        };
        let published = self
            .published
            .or_else(|| lines.iter().take(400).find_map(|line| info_date(&line.text)))
            .or_else(|| {
                over()
                    .filter(|(_, line)| info::is_info(&line.text))
                    .find_map(|(_, line)| date(&line.text))
            })
            .or(self.scripted.published);
        let mut backwards = lines.iter().rev();
        let url = Some(self.url)
            .filter(|url| !url.is_empty())
            .or_else(|| backwards.find_map(|line| source(&line.text).or_else(|| url(&line.text))))
            .unwrap_or_default();
        Hints { title, published, url }
    }
}

fn is_long(text: &str) -> bool {
    (8..=LONGEST_TITLE).contains(&text.chars().count())
}

/// Whether a line can be a title, and holds against one of the titles: has it in it, or is the part of it that is not the site's name.
fn is_title_of(line: &Line, titles: &[String], holds: impl Fn(&str, &str) -> bool) -> bool {
    let text = squeezed(&line.text);
    let mut titles = titles
        .iter()
        .map(|title| squeezed(title))
        .filter(|title| is_long(title));
    !line.row && is_long(&text) && !text.contains('。') && titles.any(|title| holds(&text, &title))
}

fn meta(dom: &Dom, node: Id) -> Option<(String, &str)> {
    let name = ["name", "property", "itemprop"]
        .iter()
        .find_map(|name| dom.attribute(node, name))?;
    Some((name.trim().to_ascii_lowercase(), dom.attribute(node, "content")?.trim()))
}

fn is_canonical(dom: &Dom, node: Id) -> bool {
    dom.attribute(node, "rel")
        .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A window title's parts, the longest first: site and column stand before or after the title.
fn without_site(title: &str) -> Vec<String> {
    let mut parts: Vec<String> = title
        .split(['_', '|', '｜', '>', '»', '«'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split("--"))
        .map(|part| part.trim().trim_matches('-').trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    // A single dash also stands within titles; both readings are offered.
    let dashed: Vec<String> = parts
        .iter()
        .filter(|part| part.contains('-'))
        .flat_map(|part| part.split('-'))
        .map(|part| part.trim().to_owned())
        .collect();
    parts.extend(dashed);
    parts.sort_by_key(|part| std::cmp::Reverse(part.chars().count()));
    parts
}

static DATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})").ok());

/// The first day in a text, in any usual way of writing numbers.
pub(super) fn date(text: &str) -> Option<Date> {
    let found = DATE.as_ref()?.captures(text)?;
    let number = |group: usize| found.get(group).and_then(|part| part.as_str().parse::<i16>().ok());
    let small = |group: usize| number(group).and_then(|value| i8::try_from(value).ok());
    Date::new(number(1)?, small(2)?, small(3)?).ok()
}

/// The day of publication in a page's JSON-LD, without reading the rest of it.
fn linked_data(text: &str) -> Option<Date> {
    let at = text.find("\"datePublished\"").or_else(|| text.find("\"pubDate\""))?;
    let mut end = text.len().min(at + 64);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    date(&text[at..end])
}

/// The day in a line like `发布时间：2023-09-20`; only where the field's name stands before it.
fn info_date(line: &str) -> Option<Date> {
    let folded = line.replace(['：', '\u{a0}', '\u{3000}'], ":");
    CUES.info.iter().find_map(|cue| {
        let after = &folded[folded.find(cue)? + cue.len()..];
        let value = after.trim_start_matches([':', ' ', '\t', '】', ']']);
        let start = DATE.as_ref()?.find(value)?.start();
        (start == 0 && value.len() < after.len()).then(|| date(value)).flatten()
    })
}

/// The address in a line like `原文链接：https://…`.
fn source(line: &str) -> Option<String> {
    CUES.source.iter().find_map(|cue| {
        let after = &line[line.find(cue)? + cue.len()..];
        let at = after.find("http")?;
        let rest = &after[at..];
        let end = rest.find(|c: char| c.is_whitespace() || !c.is_ascii() || "\"'<>)]".contains(c));
        url(&rest[..end.unwrap_or(rest.len())])
    })
}

/// The address that browsers write into a page that they save.
fn saved_from(text: &str) -> Option<&str> {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let after = &head[head.find("saved from url=(")?..];
    let value = after.split_once(')')?.1;
    let end = value.find([' ', '\n', '\r', '>']).unwrap_or(value.len());
    Some(value[..end].trim_end_matches("--"))
}

/// An address that may be kept: of the web, of one word, of sensible length.
pub(in super::super) fn url(text: &str) -> Option<String> {
    let text = text.trim();
    let known = ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
            && text.len() > scheme.len()
    });
    let clean = text
        .chars()
        .all(|c| !c.is_control() && !c.is_whitespace() && !"\"'<>`\\".contains(c));
    (known && clean && text.len() <= URL_LIMIT).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_usual_ways() {
        for text in [
            "2023-09-20",
            "2023/9/20 10:00",
            "2023年9月20日",
            "2023.09.20",
            "2023-09-20T08:00:00+08:00",
        ] {
            assert_eq!(
                date(text).map(|d| d.to_string()).as_deref(),
                Some("2023-09-20"),
                "{text}"
            );
        }
        assert_eq!(date("2023-13-40"), None);
        assert_eq!(
            info_date("发布时间：2023-09-20 10:12 来源：市局")
                .map(|d| d.to_string())
                .as_deref(),
            Some("2023-09-20")
        );
        assert_eq!(info_date("完成时间为2023-09-20"), None);
    }

    #[test]
    fn addresses_are_of_the_web_and_harmless() {
        assert_eq!(
            url(" https://a.example/x?y=1 ").as_deref(),
            Some("https://a.example/x?y=1")
        );
        for text in [
            "javascript:alert(1)",
            "/relative",
            "https://",
            "http://a b",
            "https://a\u{1b}[31m",
            "file:///etc/passwd",
        ] {
            assert_eq!(url(text), None, "{text}");
        }
        assert_eq!(
            source("原文链接：https://a.example/n.html）").as_deref(),
            Some("https://a.example/n.html")
        );
        assert_eq!(
            saved_from("<!-- saved from url=(0030)https://a.example/my-notice.htm -->"),
            Some("https://a.example/my-notice.htm")
        );
    }

    #[test]
    fn the_site_stands_beside_the_title() {
        let title = "关于巡察整改进展情况的通报_通知公告_某某市水务局";
        assert_eq!(without_site(title)[0], "关于巡察整改进展情况的通报");
        assert_eq!(
            without_site("某局 - 关于巡察整改情况的通报")[0],
            "关于巡察整改情况的通报"
        );
    }
}
