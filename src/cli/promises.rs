//! `promises`: every promise with a date, as a list, as JSON, or as a calendar file.

use clap::builder::{PossibleValue, PossibleValuesParser};
use jiff::Timestamp;

use super::context::Context;
use super::exit::{Code, Failure};
use super::table::Table;
use crate::desk::{self, PromiseFilter, PromiseRow};
use crate::model::{Check, Lang, Target};

/// List every promise with a date: overdue first, then what comes next · 承诺日历
///
/// Measured at the day of --as-of (default: today). Duties that come again (每季度 …) stand at their next day, counted from the
/// publication.
///
/// On a terminal in columns with heads; into a pipe one promise per line with tabs between the fields, without heads.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only of these notices: N3, or the beginning of a uid
    #[arg(value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// Only of an organisation: words of its name, of the place or of the promise
    #[arg(long, value_name = "TEXT")]
    org: Option<String>,
    /// Only those in this state
    #[arg(long, value_name = "STATE", value_parser = states(), default_value = "all", hide_default_value = true)]
    state: String,
    /// Print one JSON array with an object per promise
    #[arg(long, conflicts_with = "ics")]
    json: bool,
    /// Print an iCalendar file (RFC 5545)
    #[arg(long)]
    ics: bool,
}

fn states() -> PossibleValuesParser {
    let value = |filter: &PromiseFilter| PossibleValue::new(filter.code()).help(filter.name(Lang::Zh));
    PossibleValuesParser::new(PromiseFilter::ALL.iter().map(value))
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let lang = cx.lang;
        let desk = cx.look()?;
        let mut rows = Vec::new();
        if self.addresses.is_empty() {
            rows = desk.promises(None)?;
        }
        for address in &self.addresses {
            let Target::Notice(notice) = desk.locate(address)? else {
                return Err(Failure::usage(
                    lang.pick(format!("{address} 不是通报"), format!("{address} is not a notice")),
                    lang.pick(
                        "承诺按通报列出；--org 按文字筛选",
                        "promises are listed by notice; --org narrows by words",
                    ),
                ));
            };
            rows.extend(desk.promises(Some(notice))?);
        }
        let filter = PromiseFilter::from_code(&self.state).unwrap_or_default();
        let words = desk::meant(self.org.as_deref().unwrap_or_default());
        rows.retain(|row| filter.lets(row) && row.is_meant(&words));
        if self.json {
            cx.out.json(&rows)?;
        } else if self.ics {
            let name = lang.pick("整改承诺", "promises");
            desk::write_calendar(&desk.calendar(&rows), name, Timestamp::now(), cx.out.raw())?;
        } else {
            print(&rows, cx)?;
        }
        Ok(Code::Ok)
    }
}

fn print(rows: &[PromiseRow], cx: &mut Context) -> Result<(), Failure> {
    let lang = cx.lang;
    let mut table = Table::new(cx.pick(
        [
            "编号",
            "到期",
            ">天数",
            "核对",
            "类别",
            "单位",
            "位置",
            "年份依据",
            "承诺",
            "后续通报",
        ],
        [
            "no.",
            "due",
            ">days",
            "check",
            "kind",
            "organisation",
            "place",
            "reason",
            "promise",
            "later notice",
        ],
    ));
    for row in rows {
        let day = row.day().map_or_else(String::new, |day| day.to_string());
        let kind = match row.every {
            Some(every) => format!("{} {}", row.kind.name(lang), desk::rhythm_words(every, lang)),
            None => row.kind.name(lang).to_owned(),
        };
        table.row([
            row.address.clone(),
            day,
            row.overdue_days.map_or_else(String::new, |days| days.to_string()),
            checks(row, lang),
            kind,
            row.organisation.clone(),
            row.place.clone(),
            row.reason.clone(),
            row.text.clone(),
            row.later.as_ref().map_or_else(String::new, |later| later.words(lang)),
        ]);
    }
    table.print(&mut cx.out)?;
    Ok(())
}

/// The reviewer's check, then the others'.
fn checks(row: &PromiseRow, lang: Lang) -> String {
    let mine = row
        .check
        .map_or(lang.pick("未核对", "unchecked"), |check| check.name(lang));
    let others = row
        .others
        .iter()
        .map(|(who, check): &(String, Check)| format!("{who}: {}", check.name(lang)));
    std::iter::once(mine.to_owned())
        .chain(others)
        .collect::<Vec<_>>()
        .join(", ")
}
