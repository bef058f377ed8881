//! The program: the command line first, then, where it was asked for, the desk. `cli` and `tui` meet only here.

use std::process::ExitCode;

use duizhang::cli::{self, Next};
use duizhang::tui::{self, Setup};
use mimalloc::MiMalloc;

/// Reading a notice asks for some hundred thousand small pieces of memory.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match cli::run() {
        Next::Exit(code) => ExitCode::from(code),
        Next::Review(review) => {
            let setup = Setup {
                options: review.options,
                keys: review.keys,
                theme: review.theme,
                ascii: review.ascii,
                notes: review.notes,
            };
            let lang = setup.options.lang;
            cli::ended(tui::run(setup), lang)
        }
    }
}
