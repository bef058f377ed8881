//! `history`: the review log.

use super::context::Context;
use super::exit::{Code, Failure};
use super::table::Table;
use super::words::moment;

/// Print the review log, newest first · 核查记录
///
/// Who said what of which measure and when, and what was taken back.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only of this notice, finding or measure: N3, N3.12, N3.12.2, or the beginning of a uid
    #[arg(value_name = "ADDRESS")]
    address: Option<String>,
    /// At most so many events
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// Print one JSON array with an object per event
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let desk = cx.look()?;
        let rows = match self.address {
            Some(address) => desk.history_of(desk.locate(&address)?, self.limit)?,
            None => desk.history(None, self.limit)?,
        };
        if self.json {
            cx.out.json(&rows)?;
            return Ok(Code::Ok);
        }
        let mut table = Table::new(cx.pick(
            [">序号", "时间", "核查人", "", "对象", "内容"],
            [">no.", "when", "reviewer", "", "about", "what"],
        ));
        for row in rows {
            let undone = if row.undone { cx.pick("已撤销", "undone") } else { "" };
            table.row([
                row.seq.to_string(),
                moment(row.at),
                row.reviewer,
                undone.to_owned(),
                row.place,
                row.what,
            ]);
        }
        table.print(&mut cx.out)?;
        Ok(Code::Ok)
    }
}
