//! `verify`: the chain of the review log, recomputed.

use super::context::Context;
use super::exit::{Code, Failure};

/// Recompute the chain of the review log · 校验
///
/// And the state that follows from it. Prints what does not hold, and ends with 1 then.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let report = cx.look()?.verify()?;
        if self.json {
            cx.out.json(&report)?;
        } else {
            let (events, head) = (report.events, &report.head);
            cx.out.line(&cx.lang.pick(
                format!("核查记录 {events} 条，链头 {head}"),
                format!("events: {events}, head of the chain: {head}"),
            ))?;
            for fault in &report.faults {
                cx.out.line(fault)?;
            }
        }
        if report.faults.is_empty() {
            return Ok(Code::Ok);
        }
        let count = report.faults.len();
        Err(Failure::told(
            Code::Partly,
            cx.pick(format!("发现 {count} 处不符"), format!("{count} faults were found")),
            cx.pick(
                "请保留此数据库，并与备份比对",
                "keep the database, and compare it with a backup",
            ),
        ))
    }
}
