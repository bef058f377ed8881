//! `man`: the manual pages.

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::args::CommandLine;
use super::context::Context;
use super::exit::{Code, Failure};

/// Print the manual page · 手册页
///
/// E.g. `duizhang man | man -l -`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The page of this subcommand
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let mut line = CommandLine::command();
        line.build();
        let page = match &self.command {
            None => line,
            Some(name) => {
                let Some(command) = line.find_subcommand(name) else {
                    return Err(Failure::usage(
                        cx.pick(format!("没有子命令 {name}"), format!("there is no subcommand {name}")),
                        cx.pick("子命令见 --help", "--help lists them"),
                    ));
                };
                command.clone()
            }
        };
        let mut text = Vec::new();
        Man::new(page).render(&mut text)?;
        cx.out.raw().write_all(&text)?;
        Ok(Code::Ok)
    }
}
