//! `find`: the desk's jump, for scripts.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use serde::Serialize;

use super::context::Context;
use super::exit::{Code, Failure};
use super::table::Table;
use crate::desk::{Jump, JumpRecord, Scope};

/// The lists that can be looked through: code, word on the screen.
const SCOPES: [(Scope, &str, &str); 6] = [
    (Scope::Notice, "notice", "通报"),
    (Scope::Finding, "finding", "问题"),
    (Scope::Measure, "measure", "措施"),
    (Scope::Commitment, "commitment", "承诺"),
    (Scope::Document, "document", "文件"),
    (Scope::Comment, "comment", "评论"),
];

/// Find by characters, pinyin or initials, as the desk's jump does · 查找
///
/// Finds notices, findings, measures, commitments, documents and comments, best first, as the desk's jump does: by characters, by
/// pinyin, or by its initials (gqgg finds 国企改革). Ends with 1 where nothing is found.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to look for; several words must all be found
    #[arg(value_name = "QUERY", required = true, num_args = 1..)]
    query: Vec<String>,
    /// Only in this list
    #[arg(long, value_name = "LIST", value_parser = scopes())]
    scope: Option<Scope>,
    /// At most so many hits
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Print one JSON array with an object per hit
    #[arg(long)]
    json: bool,
}

fn scopes() -> impl clap::builder::TypedValueParser<Value = Scope> {
    let values = SCOPES.map(|(_, code, zh)| PossibleValue::new(code).help(zh));
    PossibleValuesParser::new(values).map(|code| {
        let named = SCOPES.into_iter().find(|(_, known, _)| *known == code);
        named.map_or(Scope::Measure, |(scope, ..)| scope)
    })
}

#[derive(Serialize)]
struct Found<'a> {
    address: String,
    #[serde(flatten)]
    record: &'a JumpRecord,
    score: i64,
    /// Places of the characters of `text` that matched, from 0.
    matched: &'a [u32],
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let desk = cx.look()?;
        let jump = Jump::build(desk.records()?);
        let query = self.query.join(" ");
        let hits = jump
            .find(&query, self.scope, None, self.limit, &|| false)
            .unwrap_or_default();
        let mut found = Vec::new();
        for hit in &hits {
            let Some(record) = jump.records().get(hit.entry) else {
                continue;
            };
            found.push(Found {
                address: desk.address(record.target)?,
                record,
                score: hit.score,
                matched: &hit.matched,
            });
        }
        if self.json {
            cx.out.json(&found)?;
        } else {
            let mut table = Table::new(cx.pick(["编号", "类别", "位置", "内容"], ["no.", "list", "place", "text"]));
            for hit in &found {
                let word = SCOPES.into_iter().find(|(scope, ..)| *scope == hit.record.scope);
                let word = word.map_or("", |(_, code, zh)| cx.pick(zh, code));
                table.row([
                    hit.address.clone(),
                    word.to_owned(),
                    hit.record.place.clone(),
                    if cx.out.is_terminal() {
                        around(&hit.record.text, hit.matched.first().copied().unwrap_or(0) as usize)
                    } else {
                        hit.record.text.clone()
                    },
                ]);
            }
            table.print(&mut cx.out)?;
        }
        Ok(if found.is_empty() { Code::Partly } else { Code::Ok })
    }
}

/// Characters of a long text that are shown, and of these, before what matched first.
const SHOWN: usize = 40;
const BEFORE: usize = 8;

/// The part of a text around one of its characters.
fn around(text: &str, at: usize) -> String {
    let skipped = if text.chars().count() > SHOWN {
        at.saturating_sub(BEFORE)
    } else {
        0
    };
    let mut rest = text.chars().skip(skipped);
    let part: String = rest.by_ref().take(SHOWN).collect();
    let (before, after) = (
        if skipped > 0 { "…" } else { "" },
        if rest.next().is_some() { "…" } else { "" },
    );
    format!("{before}{part}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_around_what_matched() {
        assert_eq!(around("国企改革", 2), "国企改革");
        let long: String = (0..100).map(|n| char::from(b'a' + n % 26)).collect();
        assert_eq!(around(&long, 3), format!("{}…", &long[..40]));
        assert_eq!(around(&long, 50), format!("…{}…", &long[42..82]));
        assert_eq!(around(&long, 99), format!("…{}", &long[91..]));
    }

    #[test]
    fn scopes_are_named_as_in_json() {
        for (scope, code, _) in SCOPES {
            assert_eq!(serde_json::to_value(scope).unwrap(), code);
        }
    }
}
