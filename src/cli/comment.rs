//! `comment`: a remark on a notice, finding or measure.

use super::context::Context;
use super::exit::{Code, Failure};
use super::words::utf8;

/// Comment on a notice, finding or measure · 评论
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What it is about: N3, N3.12, N3.12.2, or the beginning of a uid
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// What it says, or - for standard input
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: String,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let mut desk = cx.open()?;
        let target = desk.locate(&self.address)?;
        let text = if self.text == "-" {
            utf8(cx.stdin()?, cx.lang)?
        } else {
            self.text
        };
        let done = desk.comment(target, &text)?;
        cx.out.line(&done.what)?;
        Ok(Code::Ok)
    }
}
