//! `undo`: the reviewer's last act taken back.

use super::context::Context;
use super::exit::{Code, Failure};

/// Take back the reviewer's last act · 撤销
///
/// The last that is still in force, also after a restart. Nothing is lost: the log keeps both, and redo gives it back.
#[derive(Debug, clap::Args)]
pub struct Args {}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        match cx.open()?.undo()? {
            Some(done) => {
                cx.out.line(&done.what)?;
                Ok(Code::Ok)
            }
            None => {
                cx.out
                    .line(cx.lang.pick("没有可撤销的操作", "there is nothing to take back"))?;
                Ok(Code::Partly)
            }
        }
    }
}
