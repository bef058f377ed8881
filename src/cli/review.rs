//! `review`: the desk, after importing what is named.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use clap::ValueHint;

use super::Review;
use super::context::Context;
use super::exit::{Code, Failure};
use super::progress::{self, Tell};

/// Open the desk, importing paths first · 核查
///
/// Paths are imported with the same progress as `import` shows; the desk does not open where none of them could be read.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders, or - for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

impl Args {
    /// Imports, and says how to show the desk.
    pub fn run(self, cx: &mut Context) -> Result<Review, Failure> {
        // Before anything is written: without a screen there will be no desk.
        if !on_terminal() {
            return Err(Failure::told(
                Code::Terminal,
                cx.pick("核查台需要终端", "the desk needs a terminal"),
                cx.pick(
                    "请在终端中运行；脚本请用 import、list、show、mark（见 --help）",
                    "run it in one; scripts use import, list, show and mark (see --help)",
                ),
            ));
        }
        let options = cx.options()?;
        let mut notes = Vec::new();
        if !self.paths.is_empty() {
            let mut desk = cx.open_unnamed()?;
            let imported = progress::import(&mut desk, &self.paths, Tell::Failures, cx)?;
            if !imported.anything() {
                let hint = cx.pick(
                    "请检查路径；子命令见 --help",
                    "check the paths; --help lists the subcommands",
                );
                return Err(Failure::told(Code::Input, imported.summary(), hint));
            }
            notes.push(imported.summary());
        }
        let globals = cx.globals();
        Ok(Review {
            options,
            keys: globals.keys.clone(),
            theme: globals.theme.clone(),
            ascii: globals.ascii,
            notes,
        })
    }
}

/// Keys can come from the terminal itself where standard input is something else, e.g. the notice to import.
fn on_terminal() -> bool {
    io::stdout().is_terminal() && (io::stdin().is_terminal() || File::open("/dev/tty").is_ok())
}
