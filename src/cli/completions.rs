//! `completions`: what a shell completes.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::CommandLine;
use super::context::Context;
use super::exit::{Code, Failure};

/// Print the completions for a shell · 命令补全
///
/// E.g. `duizhang completions bash > ~/.local/share/bash-completion/completions/duizhang`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        // Into memory first: the generator panics on a reader that leaves.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut CommandLine::command(), "duizhang", &mut script);
        cx.out.raw().write_all(&script)?;
        Ok(Code::Ok)
    }
}
