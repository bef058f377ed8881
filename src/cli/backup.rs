//! `backup`: a copy of the database.

use std::path::PathBuf;

use clap::ValueHint;

use super::context::Context;
use super::exit::{Code, Failure};

/// Copy the database into a new file · 备份
///
/// As it stands at one moment, also while others write.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The new file; one that exists is never overwritten
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let desk = cx.look()?;
        let file = self.file.display();
        if self.file.exists() {
            return Err(Failure::told(
                Code::Output,
                cx.pick(format!("{file} 已存在"), format!("{file} exists already")),
                cx.pick("请另取文件名", "name a new file"),
            ));
        }
        desk.backup(&self.file)?;
        cx.out
            .line(&cx.lang.pick(format!("已备份到 {file}"), format!("copied to {file}")))?;
        Ok(Code::Ok)
    }
}
