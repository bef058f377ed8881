//! `find`: the desk's jump, for scripts; also over lines of standard input.

use std::io::Read as _;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use serde::Serialize;

use super::context::Context;
use super::exit::{Code, Failure};
use super::out::note;
use super::table::Table;
use crate::desk::{Forgiven, Jump, JumpLines, JumpQuery, JumpRecord, Scope};
use crate::model::Lang;

/// Find by characters, pinyin or initials, as the desk's jump does · 查找
///
/// Finds notices, organisations, findings, measures, commitments, documents, flags and comments, best first, as the desk's jump does: by
/// characters, by pinyin, or by its initials (gqgg finds 国企改革). Several words may stand in any order; 'exact ^start end$ and !not are
/// understood, and a sign before the query chooses a list as it does at the desk (@ organisations, # documents, = measures …). With
/// --stdin it reads lines instead and prints those that match, best first. Ends with 1 where nothing is found.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to look for; several words must all be found
    #[arg(value_name = "QUERY", required = true, num_args = 1..)]
    query: Vec<String>,
    /// Only in this list
    #[arg(long, value_name = "LIST", value_parser = scopes(), conflicts_with = "stdin")]
    scope: Option<Scope>,
    /// At most so many hits [default: 20; all lines of --stdin]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Look through the lines of standard input instead of the database
    #[arg(long)]
    stdin: bool,
    /// Print one JSON array with an object per hit
    #[arg(long)]
    json: bool,
}

fn scopes() -> impl clap::builder::TypedValueParser<Value = Scope> {
    let values = Scope::ALL.map(|scope| PossibleValue::new(scope.code()).help(scope.name(Lang::Zh)));
    PossibleValuesParser::new(values).try_map(|code| Scope::from_code(&code).ok_or("no such list"))
}

/// A line of standard input.
#[derive(Serialize)]
struct Line<'a> {
    /// Counted from 1.
    line: usize,
    text: &'a str,
    score: i64,
    /// Places of the characters that matched, from 0.
    matched: &'a [u32],
    forgiven: Option<&'static str>,
}

/// Hits from the database where no number is given.
const LIMIT: usize = 20;

#[derive(Serialize)]
struct Found<'a> {
    address: String,
    #[serde(flatten)]
    record: &'a JumpRecord,
    score: i64,
    /// Places of the characters of `text` that matched, from 0.
    matched: &'a [u32],
    /// Places of the characters of `place` that matched, from 0.
    matched_place: &'a [u32],
    /// What had to be forgiven for it to match: `sound` or `one_character`; `null` where nothing had to be.
    forgiven: Option<&'static str>,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        if self.stdin {
            return self.lines(cx);
        }
        let desk = cx.look()?;
        let jump = Jump::build(desk.records()?);
        let query = self.query.join(" ");
        let (sign, text) = match self.scope {
            Some(scope) => (Some(scope), query.as_str()),
            None => Scope::of_sign(&query),
        };
        let query = JumpQuery {
            text,
            scope: sign,
            near: None,
            limit: self.limit.unwrap_or(LIMIT),
        };
        // Nothing stops the search: there is always an answer.
        let Some(answer) = jump.search(&query, &|| false) else {
            return Ok(Code::Partly);
        };
        let mut found = Vec::new();
        for hit in &answer.hits {
            let Some(record) = jump.record(hit) else {
                continue;
            };
            found.push(Found {
                address: desk.address(record.target)?,
                record,
                score: hit.score,
                matched: &hit.matched,
                matched_place: &hit.matched_place,
                forgiven: answer.forgiven.map(code),
            });
        }
        if self.json {
            cx.out.json(&found)?;
        } else {
            let mut table = Table::new(cx.pick(["编号", "类别", "位置", "内容"], ["no.", "list", "place", "text"]));
            for hit in &found {
                let scope = hit.record.scope;
                table.row([
                    hit.address.clone(),
                    cx.pick(scope.name(Lang::Zh), scope.code()).to_owned(),
                    hit.record.place.clone(),
                    if cx.out.is_terminal() {
                        around(&hit.record.text, hit.matched.first().copied().unwrap_or(0) as usize)
                    } else {
                        hit.record.text.clone()
                    },
                ]);
            }
            table.print(&mut cx.out)?;
            tell(answer.forgiven, cx);
        }
        Ok(if found.is_empty() { Code::Partly } else { Code::Ok })
    }

    /// Looks through the lines of standard input.
    fn lines(&self, cx: &mut Context) -> Result<Code, Failure> {
        let mut input = Vec::new();
        std::io::stdin().lock().read_to_end(&mut input)?;
        let text = String::from_utf8_lossy(&input);
        let lines = JumpLines::over(&text);
        let answer = lines.search(&self.query.join(" "), self.limit);
        let line = answer.hits.iter().map(|hit| Line {
            line: hit.entry + 1,
            text: lines.line(hit),
            score: hit.score,
            matched: &hit.matched,
            forgiven: answer.forgiven.map(code),
        });
        let found: Vec<Line<'_>> = line.collect();
        if self.json {
            cx.out.json(&found)?;
        } else {
            for line in &found {
                cx.out.line(line.text)?;
            }
            tell(answer.forgiven, cx);
        }
        Ok(if found.is_empty() { Code::Partly } else { Code::Ok })
    }
}

/// Says what had to be forgiven.
fn tell(forgiven: Option<Forgiven>, cx: &Context) {
    let words = match forgiven {
        None => return,
        Some(Forgiven::Sound) => cx.pick(
            "没有一致的结果；以上读音相同",
            "nothing matches as typed; these sound alike",
        ),
        Some(Forgiven::OneCharacter) => cx.pick(
            "没有一致的结果；以上差一个字",
            "nothing matches as typed; these are one character off",
        ),
    };
    note(words);
}

/// What was forgiven, in JSON.
fn code(forgiven: Forgiven) -> &'static str {
    match forgiven {
        Forgiven::Sound => "sound",
        Forgiven::OneCharacter => "one_character",
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
        for scope in Scope::ALL {
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.code());
        }
    }
}
