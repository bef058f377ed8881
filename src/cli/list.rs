//! `list`: the notices, with how far they are reviewed.

use std::collections::HashMap;

use serde::Serialize;

use super::context::Context;
use super::exit::{Code, Failure};
use super::table::Table;
use super::words::short;
use crate::desk::NoticeRow;
use crate::model::Gap;

/// List the notices · 列出通报
///
/// Newest publication first, with addresses (N1, N2 …) that hold until the next import; scripts better keep the uid.
///
/// On a terminal in columns with heads; into a pipe one notice per line with tabs between the fields, without heads.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one JSON array with an object per notice
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    address: String,
    #[serde(flatten)]
    row: &'a NoticeRow,
    gap: Gap,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let desk = cx.look()?;
        let rows = desk.notices()?;
        let gaps = if self.json { desk.gaps(None)? } else { HashMap::new() };
        let lines: Vec<Line<'_>> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| Line {
                address: format!("N{}", at + 1),
                row,
                gap: gaps.get(&row.id).copied().unwrap_or_default(),
            })
            .collect();
        if self.json {
            cx.out.json(&lines)?;
            return Ok(Code::Ok);
        }
        let mut table = Table::new(cx.pick(
            [
                "编号", "uid", "年份", "通报", ">问题", ">已核", ">措施", ">逾期", ">提示", "自报", "标题",
            ],
            [
                "no.",
                "uid",
                "year",
                "notice",
                ">findings",
                ">reviewed",
                ">measures",
                ">overdue",
                ">flags",
                "claimed",
                "title",
            ],
        ));
        for Line { address, row, .. } in lines {
            let claimed = row
                .claimed
                .map_or_else(String::new, |(done, total)| format!("{done}/{total}"));
            table.row([
                address,
                short(&row.uid),
                row.year.map_or_else(String::new, |year| year.to_string()),
                row.short.clone(),
                row.findings.to_string(),
                row.reviewed.to_string(),
                row.measures.to_string(),
                row.overdue.to_string(),
                row.flags.to_string(),
                claimed,
                row.title.clone(),
            ]);
        }
        table.print(&mut cx.out)?;
        Ok(Code::Ok)
    }
}
