//! The command line as clap reads it: global options, and the subcommands with a file each.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;

use super::{
    backup, check, comment, completions, correct, dismiss, exit, export, find, follow_up, history, import, letter,
    list, man, mark, overview, parse, promises, redo, review, same, show, undo, verify,
};
use crate::desk::LATE_DAYS;
use crate::model::Lang;

/// Review rectification notices (对账), measure by measure
///
/// Reads notices (通报) into findings, measures and commitments, and shows them at a desk where every measure is given a verdict.
/// Without a subcommand the desk opens; paths are imported first.
#[derive(Debug, Parser)]
#[command(name = "duizhang", version, after_help = exit::table(Lang::En), max_term_width = 110,
          override_usage = "duizhang [OPTIONS] [PATH]...\n       duizhang [OPTIONS] <COMMAND>")]
pub struct CommandLine {
    /// Files and folders to import before the desk opens
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// What applies to every subcommand.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do; the desk where none is named.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that may stand before or after the subcommand.
#[derive(Debug, Clone, Args)]
pub struct Globals {
    /// The database (数据库); default: duizhang/duizhang.db in the XDG data folder
    #[arg(long, global = true, value_name = "PATH", env = "DUIZHANG_DB", hide_env_values = true,
          value_hint = ValueHint::FilePath, help_heading = "Global options")]
    pub db: Option<PathBuf>,
    /// Who reviews (核查人); default: the login name
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "DUIZHANG_REVIEWER",
        hide_env_values = true,
        help_heading = "Global options"
    )]
    pub reviewer: Option<String>,
    /// Language of messages and screen (语言); default: by the locale
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "LANG",
        env = "DUIZHANG_LANG",
        hide_env_values = true,
        help_heading = "Global options"
    )]
    pub lang: Option<Language>,
    /// The day at which overdue is measured (基准日), as 2026-11-24; default: today
    #[arg(long, global = true, value_name = "DATE", help_heading = "Global options")]
    pub as_of: Option<Date>,
    /// How many days may lie between feedback and publication before `late` says so (公开期限); default: 365
    #[arg(long, global = true, value_name = "DAYS", env = "DUIZHANG_LATE_DAYS", hide_env_values = true,
          default_value_t = LATE_DAYS, hide_default_value = true, value_parser = clap::value_parser!(i32).range(1..=36_500),
          help_heading = "Global options")]
    pub late_days: i32,
    /// Write nothing into the database (只读)
    #[arg(long, global = true, help_heading = "Global options")]
    pub read_only: bool,
    /// How long to wait for another program that writes the database, in seconds
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 5, hide_default_value = false,
          value_parser = clap::value_parser!(u64).range(0..=3600), help_heading = "Global options")]
    pub wait: u64,
    /// A list of prescribed wordings (规定表述) that are no sign of copying, one a line; default: formulas.tsv beside the database
    #[arg(long, global = true, value_name = "FILE", env = "DUIZHANG_FORMULAS", hide_env_values = true,
          value_hint = ValueHint::FilePath, help_heading = "Global options")]
    pub formulas: Option<PathBuf>,
    /// A key file (键位) that changes the built-in keys of the desk
    #[arg(long, global = true, value_name = "FILE", env = "DUIZHANG_KEYS", hide_env_values = true,
          value_hint = ValueHint::FilePath, help_heading = "Desk options")]
    pub keys: Option<PathBuf>,
    /// Colours of the desk (配色)
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "DUIZHANG_THEME",
        hide_env_values = true,
        value_parser = ["dark", "light", "contrast"],
        help_heading = "Desk options"
    )]
    pub theme: Option<String>,
    /// Borders and glyphs of the desk in ASCII
    #[arg(long, global = true, help_heading = "Desk options")]
    pub ascii: bool,
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

/// The subcommands; what each is for stands at its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    Review(review::Args),
    Import(import::Args),
    Parse(parse::Args),
    List(list::Args),
    Show(show::Args),
    Find(find::Args),
    Check(check::Args),
    Dismiss(dismiss::Args),
    Promises(promises::Args),
    FollowUp(follow_up::Args),
    Same(same::Args),
    Letter(letter::Args),
    Overview(overview::Args),
    Mark(mark::Args),
    Comment(comment::Args),
    Correct(correct::Args),
    Undo(undo::Args),
    Redo(redo::Args),
    History(history::Args),
    Verify(verify::Args),
    Export(export::Args),
    Backup(backup::Args),
    Completions(completions::Args),
    Man(man::Args),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_declaration_holds() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn every_subcommand_says_what_it_is_for_in_both_languages() {
        for command in CommandLine::command().get_subcommands() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.contains(" · "), "{}: {about}", command.get_name());
        }
    }
}
