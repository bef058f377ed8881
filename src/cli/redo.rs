//! `redo`: what the last undo took, given back.

use super::context::Context;
use super::exit::{Code, Failure};

/// Give back what the last undo took · 重做
///
/// Only until something new is done.
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
