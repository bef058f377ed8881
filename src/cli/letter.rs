//! `letter`: a draft that asks an organisation for what is wanting.

use std::path::PathBuf;

use clap::ValueHint;

use super::context::Context;
use super::exit::{Code, Failure};
use super::export::write_to;
use crate::model::Target;

/// Write a draft letter that asks for what is missing in measures · 核查函
///
/// Per measure: the quote with its place, proof of what is claimed, particulars that it does not give, promises that came due before
/// the day of --as-of. Markdown.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Measures, or findings and notices with all of theirs: N3.12.2, N3.12, N3, or the beginning of a uid
    #[arg(value_name = "ADDRESS", required = true)]
    addresses: Vec<String>,
    /// The file to write; default: standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Overwrite the file where it exists
    #[arg(long)]
    force: bool,
    /// With the reviewer's own comments
    #[arg(long)]
    comments: bool,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let desk = cx.look()?;
        let targets: Result<Vec<Target>, _> = self.addresses.iter().map(|address| desk.locate(address)).collect();
        let draft = desk.letter(&targets?, self.comments)?;
        let Some(path) = self.output.as_deref() else {
            write!(cx.out.raw(), "{}", draft.text)?;
            return Ok(Code::Ok);
        };
        let write = |file: &mut dyn std::io::Write| file.write_all(draft.text.as_bytes());
        write_to(path, self.force, &desk.options().db, cx, write)?;
        let (path, count) = (path.display(), draft.measures);
        super::out::note(&cx.pick(
            format!("核查函（{count} 条措施）已写入 {path}"),
            format!("the letter on {count} measures is written to {path}"),
        ));
        Ok(Code::Ok)
    }
}
