//! `import`: notices into the database.

use std::collections::HashMap;
use std::path::PathBuf;

use clap::ValueHint;
use serde::Serialize;

use super::context::Context;
use super::exit::{Code, Failure};
use super::out;
use super::progress::{self, Tell};
use crate::desk::{Desk, FileResult, NoticeRow, Outcome};
use crate::model::NoticeId;

/// Import notices from files, folders or standard input · 导入
///
/// What is in the database already, under whatever name, changes nothing; one bad file does not stop the others. A file of the same name
/// that says mostly the same is another version: it takes the notice's place, and verdicts, comments and corrections stay with the parts that
/// are the same. With --reparse no file is read: notices that another version of the program read are read again from the stored text.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders with everything below them, or - for standard input
    #[arg(value_name = "PATH", required_unless_present = "reparse", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Read notices again that another version of the program read
    #[arg(long, conflicts_with = "paths")]
    reparse: bool,
    /// With --reparse: all notices, whichever version read them
    #[arg(long, requires = "reparse")]
    all: bool,
    /// Tell only of files that failed, and the sum
    #[arg(short, long)]
    quiet: bool,
    /// Print one JSON array with an object per file
    #[arg(long)]
    json: bool,
}

/// A file in the list.
#[derive(Serialize)]
struct File<'a> {
    path: String,
    #[serde(flatten)]
    outcome: &'a Outcome,
    address: Option<String>,
    uid: Option<&'a str>,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let mut desk = cx.open_unnamed()?;
        if self.reparse {
            return reparse(&mut desk, self.all, self.json, cx);
        }
        let tell = if self.quiet || self.json {
            Tell::Failures
        } else {
            Tell::Each
        };
        let imported = progress::import(&mut desk, &self.paths, tell, cx)?;
        if self.json {
            print(&desk, &imported.files, cx)?;
        }
        // The sum is a result for a person, but a message beside JSON, and the reason where nothing was read.
        if self.json || !imported.anything() {
            cx.out.flush()?;
            out::complain(&imported.summary(), imported.hint(), cx.lang);
        } else {
            cx.out.line(&imported.summary())?;
        }
        Ok(imported.code())
    }
}

fn reparse(desk: &mut Desk, all: bool, json: bool, cx: &mut Context) -> Result<Code, Failure> {
    let report = progress::reparse(desk, all, cx)?;
    let lang = cx.lang;
    for (address, why) in &report.failed {
        let what = lang.pick(
            format!("{address} 未能重新读取：{why}"),
            format!("{address} could not be read again: {why}"),
        );
        out::complain(&what, lang.pick("保持原样", "it stays as it was"), lang);
    }
    if json {
        cx.out.json(&[&report])?;
    } else {
        cx.out.line(&lang.pick(
            format!(
                "重新读取 {} 件：{} 件结果不同，{} 条结论待重核，{} 处更正不再适用",
                report.notices, report.changed, report.reopened, report.misfits
            ),
            format!(
                "{} read again: {} came out otherwise, {} verdicts to review again, {} corrections no longer fit",
                report.notices, report.changed, report.reopened, report.misfits
            ),
        ))?;
    }
    Ok(if report.failed.is_empty() {
        Code::Ok
    } else {
        Code::Partly
    })
}

fn print(desk: &Desk, files: &[FileResult], cx: &mut Context) -> Result<(), Failure> {
    // Addresses count through the whole list, so that they are known only when all files are in.
    let notices = desk.notices()?;
    let places: HashMap<NoticeId, (usize, &NoticeRow)> = notices
        .iter()
        .enumerate()
        .map(|(at, row)| (row.id, (at, row)))
        .collect();
    let place = |outcome: &Outcome| match outcome {
        Outcome::Imported { notice, .. } | Outcome::Updated { notice, .. } | Outcome::Unchanged { notice } => {
            places.get(notice).copied()
        }
        Outcome::Skipped { .. } | Outcome::Failed { .. } => None,
    };
    let files: Vec<File<'_>> = files
        .iter()
        .map(|file| File {
            path: file.path.to_string_lossy().into_owned(),
            outcome: &file.outcome,
            address: place(&file.outcome).map(|(at, _)| format!("N{}", at + 1)),
            uid: place(&file.outcome).map(|(_, row)| row.uid.0.as_str()),
        })
        .collect();
    cx.out.json(&files)?;
    Ok(())
}
