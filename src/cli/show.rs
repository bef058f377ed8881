//! `show`: one notice, finding or measure, with everything that is known of it.

mod finding;
mod measure;
mod notice;

use std::io;

use super::context::Context;
use super::exit::{Code, Failure};
use super::out::Out;
use super::words::moment;
use crate::desk::CommentView;
use crate::model::{Lang, Target};

/// Show a notice, finding or measure · 查看
///
/// Shows a notice with its findings and measures, a finding with its measures, or a measure with its commitments, flags,
/// verdicts and comments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// N3 (a notice), N3.12 (its twelfth finding), N3.12.2 (the second measure of that), or at least four digits of a uid
    #[arg(value_name = "ADDRESS")]
    address: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let desk = cx.look()?;
        let target = desk.locate(&self.address)?;
        let address = desk.address(target)?;
        match target {
            Target::Notice(id) => notice::show(&desk, id, address, self.json, cx)?,
            Target::Finding(id) => finding::show(&desk, id, address, self.json, cx)?,
            Target::Measure(id) => measure::show(&desk, id, address, self.json, cx)?,
        }
        Ok(Code::Ok)
    }
}

/// A thread of comments.
fn thread(comments: &[CommentView], out: &mut Out, lang: Lang) -> io::Result<()> {
    for comment in comments {
        let verdict = comment
            .verdict
            .map_or_else(String::new, |verdict| format!(" [{}]", verdict.name(lang)));
        let (who, when) = (&comment.reviewer, moment(comment.at));
        out.line(&lang.pick(
            format!("评论：{who} {when}{verdict}"),
            format!("comment: {who} {when}{verdict}"),
        ))?;
        for line in comment.text.lines() {
            out.line(&format!("  {line}"))?;
        }
    }
    Ok(())
}
