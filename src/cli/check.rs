//! `check`: the audit's hints, for scripts.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser};
use serde::Serialize;

use super::context::Context;
use super::exit::{Code, Failure};
use super::table::Table;
use crate::desk::{FlagRow, RULES, Raised, Rule};
use crate::model::{Lang, Severity, Target};

/// Print the audit's hints; ends with 1 where there are any · 查账
///
/// Hints with their evidence, never verdicts: what was found when the notices were read, and the promises that came due before
/// the day of --as-of (default: today) and that nobody found kept.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only on these notices, findings or measures: N3, N3.12, N3.12.2, or the beginning of a uid
    #[arg(value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// Only hits of this rule; may be given more than once
    #[arg(long, value_name = "RULE", value_parser = rules(Lang::En))]
    rule: Vec<String>,
    /// Only hits at least so loud
    #[arg(long, value_name = "SEVERITY", value_enum)]
    severity: Option<Loudness>,
    /// Also hits that were set aside, with who said why; they do not count for the exit code
    #[arg(long)]
    dismissed: bool,
    /// Print one JSON array with an object per hit
    #[arg(long)]
    json: bool,
    /// Print the rules instead, with what each finds
    #[arg(long, conflicts_with_all = ["addresses", "severity", "dismissed"])]
    list: bool,
}

/// How loudly a hit speaks.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Loudness {
    /// worth knowing · 参考
    Info,
    /// worth a look · 留意
    Notice,
    /// probably wrong · 警示
    Warning,
}

impl From<Loudness> for Severity {
    fn from(loudness: Loudness) -> Self {
        match loudness {
            Loudness::Info => Self::Info,
            Loudness::Notice => Self::Notice,
            Loudness::Warning => Self::Warning,
        }
    }
}

/// The ids of the rules, with what each finds.
pub(super) fn rules(lang: Lang) -> PossibleValuesParser {
    PossibleValuesParser::new(
        RULES
            .iter()
            .map(|rule| PossibleValue::new(rule.id).help(rule.about(lang))),
    )
}

#[derive(Serialize)]
struct Line<'a> {
    address: &'a str,
    #[serde(flatten)]
    row: &'a FlagRow,
}

#[derive(Serialize)]
struct Listed {
    id: &'static str,
    version: u32,
    severity: Severity,
    on: bool,
    raised: &'static str,
    name: &'static str,
    name_en: &'static str,
    about: &'static str,
    about_en: &'static str,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        if self.list {
            return self.list_rules(cx);
        }
        let desk = cx.look()?;
        let mut rows = Vec::new();
        if self.addresses.is_empty() {
            rows = desk.hints(None)?;
        }
        for address in &self.addresses {
            rows.extend(desk.hints(Some(desk.locate(address)?))?);
        }
        // A check that is off is asked by its name.
        let asked = RULES
            .iter()
            .filter(|rule| !rule.on && self.rule.iter().any(|id| id == rule.id));
        for rule in asked {
            if self.addresses.is_empty() {
                rows.extend(desk.hints_asked(None, rule)?);
            }
            for address in &self.addresses {
                rows.extend(desk.hints_asked(Some(desk.locate(address)?), rule)?);
            }
        }
        rows.retain(|row| self.wants(row));
        let mut addresses: HashMap<Target, String> = HashMap::new();
        for row in &rows {
            if let Entry::Vacant(entry) = addresses.entry(row.target) {
                entry.insert(desk.address(row.target)?);
            }
        }
        let address = |row: &FlagRow| addresses.get(&row.target).map_or("", String::as_str);
        if self.json {
            let lines: Vec<Line<'_>> = rows
                .iter()
                .map(|row| Line {
                    address: address(row),
                    row,
                })
                .collect();
            cx.out.json(&lines)?;
        } else {
            let mut table = Table::new(cx.pick(
                ["编号", "程度", "规则", "位置", "提示", "原文"],
                ["no.", "severity", "rule", "place", "hint", "source"],
            ));
            for row in &rows {
                table.row([
                    address(row).to_owned(),
                    row.view.flag.severity.name(cx.lang).to_owned(),
                    row.view.flag.rule.clone(),
                    row.place.clone(),
                    words(row, cx.lang),
                    row.excerpt.clone(),
                ]);
            }
            table.print(&mut cx.out)?;
        }
        let open = rows.iter().any(|row| row.view.dismissed.is_none());
        Ok(if open { Code::Partly } else { Code::Ok })
    }

    fn wants(&self, row: &FlagRow) -> bool {
        let loud = self
            .severity
            .is_none_or(|least| row.view.flag.severity >= Severity::from(least));
        let shown = self.dismissed || row.view.dismissed.is_none();
        loud && shown && (self.rule.is_empty() || self.rule.contains(&row.view.flag.rule))
    }

    fn list_rules(&self, cx: &mut Context) -> Result<Code, Failure> {
        let rules = RULES
            .iter()
            .filter(|rule| self.rule.is_empty() || self.rule.iter().any(|id| id == rule.id));
        if self.json {
            let listed: Vec<Listed> = rules.map(listed).collect();
            cx.out.json(&listed)?;
            return Ok(Code::Ok);
        }
        let mut table = Table::new(cx.pick(
            ["规则", ">版本", "程度", "名称", "内容"],
            ["rule", ">version", "severity", "name", "what it finds"],
        ));
        for rule in rules {
            let off = if rule.on {
                ""
            } else {
                cx.pick("（默认关闭）", " (off)")
            };
            table.row([
                rule.id.to_owned(),
                rule.version.to_string(),
                rule.severity.name(cx.lang).to_owned(),
                format!("{}{off}", rule.name(cx.lang)),
                rule.about(cx.lang).to_owned(),
            ]);
        }
        table.print(&mut cx.out)?;
        Ok(Code::Ok)
    }
}

fn listed(rule: &Rule) -> Listed {
    Listed {
        id: rule.id,
        version: rule.version,
        severity: rule.severity,
        on: rule.on,
        raised: match rule.raised {
            Raised::Parser => "parser",
            Raised::Check(_) => "import",
            Raised::AtDay => "day",
            Raised::Database => "database",
        },
        name: rule.name(Lang::Zh),
        name_en: rule.name(Lang::En),
        about: rule.about(Lang::Zh),
        about_en: rule.about(Lang::En),
    }
}

/// What a hit says, and why it is set aside where it is.
fn words(row: &FlagRow, lang: Lang) -> String {
    let message = lang.pick(&row.view.flag.message, &row.view.flag.message_en);
    match &row.view.dismissed {
        Some(aside) => {
            let mark = lang.pick("已排除", "set aside");
            format!("{message} [{mark} · {}: {}]", aside.reviewer, aside.reason)
        }
        None => message.clone(),
    }
}
