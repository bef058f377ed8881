//! The command line as clap reads it: global options, and the subcommands with a file each.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;

use super::{
    backup, comment, completions, exit, export, find, history, import, list, man, mark, parse, redo, review, show,
    undo, verify,
};
use crate::model::Lang;

/// duizhang (对账): review rectification notices, measure by measure.
///
/// Reads notices (通报) into findings, measures and commitments, and shows them at a desk where every measure is given a verdict.
/// Without a subcommand the desk opens; paths are imported first.
#[derive(Debug, Parser)]
#[command(name = "duizhang", version, after_help = exit::table(), max_term_width = 110)]
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
    /// Write nothing into the database (只读)
    #[arg(long, global = true, help_heading = "Global options")]
    pub read_only: bool,
    /// How long to wait for another program that writes the database, in seconds
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 5, hide_default_value = false,
          value_parser = clap::value_parser!(u64).range(0..=3600), help_heading = "Global options")]
    pub wait: u64,
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

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the desk, importing paths first · 核查
    Review(review::Args),
    /// Import notices from files, folders or standard input · 导入
    Import(import::Args),
    /// Read one file without any database, and print what was read · 解析
    Parse(parse::Args),
    /// List the notices · 列出通报
    List(list::Args),
    /// Show a notice, finding or measure · 查看
    Show(show::Args),
    /// Find by characters, pinyin or initials, as the desk's jump does · 查找
    Find(find::Args),
    /// Give a verdict on measures, or check a commitment · 核查结论
    Mark(mark::Args),
    /// Comment on a notice, finding or measure · 评论
    Comment(comment::Args),
    /// Take back the reviewer's last act · 撤销
    Undo(undo::Args),
    /// Give back what the last undo took · 重做
    Redo(redo::Args),
    /// Print the review log, newest first · 核查记录
    History(history::Args),
    /// Recompute the chain of the review log · 校验
    Verify(verify::Args),
    /// Write the ledger as CSV or JSON · 导出台账
    Export(export::Args),
    /// Copy the database into a new file · 备份
    Backup(backup::Args),
    /// Print the completions for a shell · 命令补全
    Completions(completions::Args),
    /// Print the manual page · 手册页
    Man(man::Args),
}
