//! `redo`: what the last undo took, given back.

use super::context::Context;
use super::exit::{Code, Failure};

/// Gives back what the reviewer's last undo took, unless something new was done since.
#[derive(Debug, clap::Args)]
pub struct Args {}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        match cx.open()?.redo()? {
            Some(done) => {
                cx.out.line(&done.what)?;
                Ok(Code::Ok)
            }
            None => {
                cx.out
                    .line(cx.lang.pick("没有可重做的操作", "there is nothing to give back"))?;
                Ok(Code::Partly)
            }
        }
    }
}
