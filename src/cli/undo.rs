//! `undo`.

use super::context::Context;
use super::exit::{Code, Failure};

/// To come.
#[derive(Debug, clap::Args)]
pub struct Args {}

impl Args {
    /// Carries it out.
    pub fn run(self, cx: &mut Context) -> Result<Code, Failure> {
        let _ = cx;
        Err(Failure::usage("not built yet", ""))
    }
}
