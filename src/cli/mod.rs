//! The command line: one subcommand per file. Data on stdout, messages on stderr, exit codes from one table.
//!
//! Uses `desk` and `model`; the desk's screen is started by `main.rs`, so that `cli` and `tui` never meet. No SQL, no parsing
//! of notices, no rule of reviewing, and no text of a notice on the terminal that did not go through [`crate::desk::plain`].

mod args;
mod backup;
mod check;
mod comment;
mod completions;
mod context;
mod correct;
mod dismiss;
mod exit;
mod explain;
mod export;
mod find;
mod follow_up;
mod help;
mod history;
mod import;
mod letter;
mod list;
mod man;
mod mark;
mod out;
mod overview;
mod parse;
mod progress;
mod promises;
mod redo;
mod review;
mod same;
mod show;
mod table;
mod undo;
mod verify;
mod words;

use std::env;
use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use crate::desk::{DeskError, Options};
use crate::model::Lang;
use args::{Command, CommandLine};
use context::Context;
use exit::{Code, Failure};

/// What `main` does after the command line was read and carried out.
#[derive(Debug)]
pub enum Next {
    /// Ends with that exit code.
    Exit(u8),
    /// Shows the desk.
    Review(Review),
}

/// How the desk was asked for; its paths are imported already.
#[derive(Debug, Clone)]
pub struct Review {
    /// How to open the database; holds the language, too.
    pub options: Options,
    /// A key file beside the embedded one.
    pub keys: Option<PathBuf>,
    /// Name of the theme.
    pub theme: Option<String>,
    /// Borders and glyphs in ASCII.
    pub ascii: bool,
    /// What to say once on the status line, e.g. what was imported.
    pub notes: Vec<String>,
}

/// Reads the command line and carries it out, short of showing the desk.
pub fn run() -> Next {
    let mut command = help::in_language(CommandLine::command(), help::language());
    let matches = command.try_get_matches_from_mut(env::args_os());
    let line =
        matches.and_then(|matches| CommandLine::from_arg_matches(&matches).map_err(|error| error.format(&mut command)));
    let line = match line {
        Ok(line) => line,
        Err(error) => {
            // Help and version are no failures, and go to standard output.
            let _ = error.print();
            return Next::Exit(if error.use_stderr() { Code::Usage } else { Code::Ok } as u8);
        }
    };
    let mut cx = Context::new(line.globals);
    let done = carry_out(line.command, line.paths, &mut cx);
    let done = done.and_then(|done| {
        cx.out.flush()?;
        Ok(done)
    });
    match done {
        Ok(Done::Desk(review)) => Next::Review(review),
        Ok(Done::With(code)) => Next::Exit(code as u8),
        Err(failure) => {
            // What was printed before goes out first, so that the two stand in their order.
            let _ = cx.out.flush();
            if let Some((what, hint)) = failure.words(cx.lang) {
                out::complain(&what, &hint, cx.lang);
            }
            Next::Exit(failure.code() as u8)
        }
    }
}

/// How a subcommand ended.
enum Done {
    With(Code),
    Desk(Review),
}

fn carry_out(command: Option<Command>, paths: Vec<PathBuf>, cx: &mut Context) -> Result<Done, Failure> {
    let Some(command) = command else {
        return review::Args { paths }.run(cx).map(Done::Desk);
    };
    if let Some(path) = paths.first() {
        return Err(Failure::usage(
            cx.pick(
                format!("路径 {} 写在了子命令之前", path.display()),
                format!("the path {} stands before the subcommand", path.display()),
            ),
            cx.pick(
                "子命令写在前面，路径写在后面",
                "the subcommand comes first, then its paths",
            ),
        ));
    }
    let code = match command {
        Command::Review(args) => return args.run(cx).map(Done::Desk),
        Command::Import(args) => args.run(cx),
        Command::Parse(args) => args.run(cx),
        Command::List(args) => args.run(cx),
        Command::Show(args) => args.run(cx),
        Command::Find(args) => args.run(cx),
        Command::Check(args) => args.run(cx),
        Command::Dismiss(args) => args.run(cx),
        Command::Promises(args) => args.run(cx),
        Command::FollowUp(args) => args.run(cx),
        Command::Same(args) => args.run(cx),
        Command::Letter(args) => args.run(cx),
        Command::Overview(args) => args.run(cx),
        Command::Mark(args) => args.run(cx),
        Command::Comment(args) => args.run(cx),
        Command::Correct(args) => args.run(cx),
        Command::Undo(args) => args.run(cx),
        Command::Redo(args) => args.run(cx),
        Command::History(args) => args.run(cx),
        Command::Verify(args) => args.run(cx),
        Command::Export(args) => args.run(cx),
        Command::Backup(args) => args.run(cx),
        Command::Completions(args) => args.run(cx),
        Command::Man(args) => args.run(cx),
    };
    code.map(Done::With)
}

/// Says why the desk ended, where it was not the reviewer's wish, and gives the exit code.
pub fn ended<E: Error + 'static>(result: Result<(), E>, lang: Lang) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let (code, what, hint) = cause(&error, lang);
            out::complain(&what, &hint, lang);
            ExitCode::from(code as u8)
        }
    }
}

/// What caused an error decides how the program ends: a failure of the desk by its kind, one of input or output as the
/// terminal's.
fn cause(error: &(dyn Error + 'static), lang: Lang) -> (Code, String, String) {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<DeskError>() {
            return (exit::code_of(error), error.what.clone(), error.hint.clone());
        }
        if error.is::<io::Error>() {
            let what = lang.pick(format!("终端出错：{error}"), format!("the terminal failed: {error}"));
            let hint = lang.pick(
                "此前给出的结论均已保存；请在终端中再次打开",
                "every verdict given so far is kept; open the desk again in a terminal",
            );
            return (Code::Terminal, what, hint.to_owned());
        }
        next = error.source();
    }
    (Code::Terminal, error.to_string(), String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::ErrorKind;

    /// As the screen's errors are made: another error inside.
    #[derive(Debug, thiserror::Error)]
    enum Fault {
        #[error("{0}")]
        Desk(#[from] DeskError),
        #[error("{0}")]
        Terminal(#[from] io::Error),
        #[error("no colours")]
        Other,
    }

    #[test]
    fn what_lies_under_an_error_of_the_desk_decides_the_exit_code() {
        let busy = DeskError {
            kind: ErrorKind::Busy,
            what: "d.db is locked".into(),
            hint: "try again".into(),
        };
        let (code, what, hint) = cause(&Fault::from(busy), Lang::En);
        assert_eq!(
            (code, what.as_str(), hint.as_str()),
            (Code::Busy, "d.db is locked", "try again")
        );
        let gone = Fault::from(io::Error::other("gone"));
        let (code, what, _) = cause(&gone, Lang::En);
        assert_eq!((code, what.as_str()), (Code::Terminal, "the terminal failed: gone"));
        let (code, what, _) = cause(&Fault::Other, Lang::En);
        assert_eq!((code, what.as_str()), (Code::Terminal, "no colours"));
    }
}
