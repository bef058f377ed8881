//! `overview`: how far everything is.

use super::context::Context;
use super::exit::{Code, Failure};
use super::table::Table;
use crate::desk::{OverviewRow, gap_words};

/// Print how far every notice or organisation is, and what lies between claims and verdicts · 总览
///
/// Measured at the day of --as-of (default: today), for the reviewer of --reviewer. JSON is one object with the notices, the
/// organisations, the verdicts and the promises by month.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// By organisation rather than by notice
    #[arg(long)]
    organisations: bool,
    /// Print one JSON object
    #[arg(long, conflicts_with = "organisations")]
    json: bool,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let overview = cx.look()?.overview()?;
        if self.json {
            cx.out.json(&overview)?;
            return Ok(Code::Ok);
        }
        let rows = if self.organisations {
            &overview.organisations
        } else {
            &overview.notices
        };
        let mut table = Table::new(cx.pick(
            ["编号", "通报/单位", ">份数", ">已核", ">措施", ">逾期", ">提示", "对照"],
            [
                "no.",
                "name",
                ">notices",
                ">reviewed",
                ">measures",
                ">overdue",
                ">flags",
                "gap",
            ],
        ));
        let lang = cx.lang;
        for row in rows {
            let OverviewRow {
                notices,
                reviewed,
                measures,
                overdue,
                flags,
                ..
            } = row;
            let [notices, reviewed, measures, overdue, flags] =
                [notices, reviewed, measures, overdue, flags].map(ToString::to_string);
            let gap = gap_words(&row.gap, lang).join(" · ");
            table.row([
                row.address.clone(),
                row.name.clone(),
                notices,
                reviewed,
                measures,
                overdue,
                flags,
                gap,
            ]);
        }
        table.print(&mut cx.out)?;
        Ok(Code::Ok)
    }
}
